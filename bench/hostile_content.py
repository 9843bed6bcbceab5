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
from typing import Final, NamedTuple

from hostile_folders import CASES
from hostile_makers import ROLE, Case, copy, put, skills_file
from markdown_table import row, table
from measuring import put as put_in_page

REPOSITORY: Final = Path(__file__).resolve().parent.parent
PAGE: Final = REPOSITORY / "docs" / "hostile-content.md"

MOST_TIME: Final = 30.0
"""As a multiple of checking the content that comes with the program."""

MOST_MEGABYTES: Final = 300

SIZES: Final = (45, 100, 200, 300)
"""Skills of the maps on which an interview is begun."""

FURTHER: Final = 10
"""Questions after the first, to see what a further one takes."""

_METER: Final = """
import json, os, sys
child = os.posix_spawn(sys.executable, [sys.executable, "-m", "mlcareer", *sys.argv[2:]], os.environ)
_, status, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as stream:
    json.dump([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss], stream)
"""
"""A small process in between: what a process held includes what the one that began it did."""


class Used(NamedTuple):
    """What a command came to.

    Attributes:
        code: Its exit code.
        seconds: Of CPU time.
        megabytes: The most that it held.
    """

    code: int
    seconds: float
    megabytes: float


def run(home: Path, *arguments: str) -> Used:
    """Run a command line in a process of its own."""
    measured = home / "measured.json"
    home.mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "-c", _METER, str(measured), *arguments],
        env={**os.environ, "MLCAREER_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    code, seconds, kilobytes = json.loads(measured.read_text(encoding="utf-8"))
    return Used(code, seconds, kilobytes / 1024)


def of_cases(folder: Path) -> tuple[str, bool]:
    """Make the table of all cases; say whether any took more than its limit."""
    usual = run(folder / "home", "content", "check")
    rows = [row("the content that comes with the program", *_cells(usual, usual))]
    missed = False
    for number, case in enumerate(CASES):
        used = _check(case, folder / str(number))
        missed |= used.seconds > MOST_TIME * usual.seconds or used.megabytes > MOST_MEGABYTES
        rows.append(row(f"{case.name}: `{_shown(case.says)}`", *_cells(used, usual)))
    return table("what | exit code | time | MB", rows), missed


def _check(case: Case, place: Path) -> Used:
    place.mkdir()
    folder = copy(place / "garden")
    case.make(folder)
    return run(place / "home", "content", "check", str(folder))


def _shown(text: str) -> str:
    return text.replace("|", "\\|")


def _cells(used: Used, usual: Used) -> Iterator[str]:
    yield str(used.code)
    yield f"{used.seconds / usual.seconds:.2f}"
    yield f"{used.megabytes:.0f}"


def of_sizes(folder: Path) -> str:
    """Make the table of what an interview on maps of many skills takes."""
    usual = _interview(folder / "shipped", ())
    rows = [row("the content that comes with the program", *_steps(usual, usual))]
    for number in SIZES:
        place = folder / f"map-{number}"
        place.mkdir()
        map_ = copy(place / "garden")
        put("skills.yaml", lambda number=number: skills_file(number, _nearest))(map_)
        put(ROLE, lambda number=number: _role(number))(map_)
        (map_ / "questions" / "digging.yaml").rename(map_ / "questions" / "s0.yaml")
        steps = _interview(place / "home", ("--content", str(map_)))
        rows.append(row(f"{number} skills", *_steps(steps, usual)))
    return table("map | first question | each next | MB", rows)
