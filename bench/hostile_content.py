"""What content made to do harm costs: time and memory until it is refused.

    python bench/hostile_content.py

Writes the tables of docs/hostile-content.md between their markers; the words around them
are left alone. POSIX only. Time is user and system CPU time of one process, as a multiple of
what the same command needs for the content that comes with the program; memory is the most
that the process held.

Exit code 1 when anything takes more than its limit.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Final, NamedTuple

from hostile_folders import CASES
from hostile_makers import ASK, ROLE, SKILLS, Case, copy, put, questions_file, skills_file
from markdown_table import row, table

from mlcareer.errors import visible

REPOSITORY: Final = Path(__file__).resolve().parent.parent
PAGE: Final = REPOSITORY / "docs" / "hostile-content.md"

MOST_TIME: Final = 30.0
"""As a multiple of checking the content that comes with the program."""

MOST_MEGABYTES: Final = 300

SIZES: Final = (45, 100, 200, 300)
"""Skills of the maps on which an interview is begun."""

_WIDEST: Final = 80
"""Characters of a complaint in a table."""

FURTHER: Final = 10
"""Questions after the first, to see what a further one takes."""

_METER: Final = """
import json, os, sys
program = [sys.executable, "-m", "mlcareer", *sys.argv[2:]]
_, status, used = os.wait4(os.posix_spawn(sys.executable, program, os.environ), 0)
code = os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "w") as stream:
    json.dump([code, used.ru_utime + used.ru_stime, used.ru_maxrss], stream)
"""
"""A small process in between: what a process held includes what the one that began it did."""


def put_in_page(page: str, part: str, text: str) -> str:
    """Replace what stands between the markers of one part."""
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    before, rest = page.split(begin, 1)
    _, after = rest.split(end, 1)
    return f"{before}{begin}\n{text.strip()}\n\n{end}{after}"


class Used(NamedTuple):
    """What a command came to.

    Attributes:
        code: Its exit code.
        out: What it printed.
        seconds: Of CPU time.
        megabytes: The most that it held.
    """

    code: int
    out: str
    seconds: float
    megabytes: float


def run(home: Path, *arguments: str) -> Used:
    """Run a command line in a process of its own."""
    measured = home / "measured.json"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", _METER, str(measured), *arguments],
        env={**os.environ, "MLCAREER_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    code, seconds, kilobytes = json.loads(measured.read_text(encoding="utf-8"))
    return Used(code, done.stdout, seconds, kilobytes / 1024)


def of_cases(folder: Path) -> tuple[str, bool]:
    """Make the table of all cases; say whether any took more than its limit."""
    usual = run(folder / "home", "content", "check")
    rows = [row("the content that comes with the program", *_cells(usual, usual))]
    missed = False
    for number, case in enumerate(CASES):
        used = _check(case, folder / str(number))
        said = _said(case, used.out)
        missed |= used.seconds > MOST_TIME * usual.seconds or used.megabytes > MOST_MEGABYTES
        rows.append(row(f"{case.name}: `{said}`", *_cells(used, usual)))
    return table("what | exit code | time | MB", rows), missed


def _check(case: Case, place: Path) -> Used:
    place.mkdir()
    folder = copy(place / "garden")
    case.make(folder)
    return run(place / "home", "content", "check", str(folder), "--format", "json")


def _said(case: Case, out: str) -> str:
    """Find what was said of a case, as far as it fits a table."""
    remarks = json.loads(out)["data"]["remarks"]
    said = (visible(f"{one['line']}: {one['message']}") for one in remarks)
    text = next(line for line in said if case.says in line).removeprefix("None: ")
    return shorten(text.replace("|", "/").replace("`", "'"), _WIDEST, placeholder=" ...")


def _cells(used: Used, usual: Used) -> Iterator[str]:
    yield str(used.code)
    yield f"{used.seconds / usual.seconds:.2f}"
    yield f"{used.megabytes:.0f}"


def of_sizes(folder: Path) -> str:
    """Make the table of what an interview on maps of many skills takes."""
    usual = _interview(folder / "usual", ())
    rows = [row("the content that comes with the program", *_steps(usual, usual))]
    for number in SIZES:
        place = folder / f"map-{number}"
        place.mkdir()
        map_ = copy(place / "garden")
        _fill(map_, number)
        steps = _interview(place / "home", ("--content", str(map_)))
        rows.append(row(f"{number} skills", *_steps(steps, usual)))
    return table("map | first question | each next | MB", rows)


def _fill(folder: Path, number: int) -> None:
    """Make a map of many skills, each after the two before it, with questions about one."""
    asked = questions_file(2 * FURTHER, "Which tool is it?").replace("skill: digging", "skill: s0")
    (folder / ASK).unlink()
    put("questions/s0.yaml", lambda: asked)(folder)
    put(SKILLS, lambda: skills_file(number, lambda at: range(max(0, at - 2), at)))(folder)
    demand = "target: 2, importance: core, weight: 1, reason: R, sources: [{source: s}]"
    skills = "".join(f"  s{at}: {{{demand}}}\n" for at in range(number))
    source = "{title: T, place: p, date: d, n: 1, note: n}"
    head = "format: 1\nid: gardener\nname: R\nsummary: S\nfirst: [s0]\n"
    put(ROLE, lambda: f"{head}sources: {{s: {source}}}\nskills:\n{skills}")(folder)


class Interview(NamedTuple):
    """What an interview takes: until the first question, and for each further one."""

    first: Used
    further: float


def _interview(home: Path, before: Sequence[str]) -> Interview:
    # The first run compiles the content, which is done once for each change of it.
    _, one, more = (
        run(home, *before, "assess", "--simulate", "2", "--questions", str(number))
        for number in (1, 1, 1 + FURTHER)
    )
    return Interview(one, (more.seconds - one.seconds) / FURTHER)


def _steps(found: Interview, usual: Interview) -> Iterator[str]:
    yield f"{found.first.seconds / usual.first.seconds:.1f}"
    yield f"{found.further / usual.first.seconds:.2f}"
    yield f"{found.first.megabytes:.0f}"


def main() -> int:
    """Measure everything and write the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases, missed = of_cases(folder)
        sizes = of_sizes(folder)
    page = PAGE.read_text(encoding="utf-8")
    page = put_in_page(put_in_page(page, "cases", cases), "sizes", sizes)
    PAGE.write_text(page, encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
