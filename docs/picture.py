"""Pictures of the program, made of what it really shows in a terminal of 80 columns.

A made-up person answers, with a fixed seed and on a fixed day, so that the same program gives the
same bytes. POSIX only, as the terminal is.
"""

import argparse
import re
import sys
import tempfile
from html import escape
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

REPOSITORY: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "tests"))

from terminal import Terminal  # noqa: E402 - lies with the tests, which drive it as well

FOLDER: Final = Path(__file__).resolve().parent / "picture"

COLUMNS: Final = 80
ROWS: Final = 34
"""Rows of a screen that is shown."""

SEED: Final = "4"
PERSON: Final = "{default: 1, python: 3, cs: 3, data: 2, math: 2, practice: 2, ml-concepts: 2}"
"""Levels of a made-up person who develops software and has begun to learn the rest."""

MOST_LOOKED_AT: Final = 40
"""Questions among which there is one that shows a program and has options to choose from."""

_LAUNCH: Final = """
import sys
from datetime import UTC, datetime
from mlcareer.cli import common
common.now = lambda: datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
from mlcareer.cli import entry
sys.exit(entry())
"""
"""Starts the program on the day of the pictures."""

_CLEARED: Final = "\x1b[H\x1b[J"
_REDRAWN: Final = "\r\x1b[K"
_STYLES_ONLY: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-ln-z]")
"""Control sequences that set no style."""

_COLOURED: Final = re.compile(r"\x1b\[[0-9;]*\b3[0-7]")
"""A colour, as the words of a program have."""

THEME: Final = TerminalTheme(
    (22, 27, 34),
    (230, 237, 243),
    [
        (110, 118, 129),
        (255, 142, 134),
        (107, 214, 125),
        (233, 190, 86),
        (121, 184, 255),
        (217, 170, 255),
        (94, 214, 225),
        (230, 237, 243),
    ],
)
"""A dark window, which reads well on a light page and on a dark one; each colour of it has a
contrast of at least 4.5 to 1, dimmed text included (WCAG 2, success criterion 1.4.3)."""

TEMPLATE: Final = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" \
aria-labelledby="{unique_id}-about">
<title id="{unique_id}-about">@@TITLE@@</title>
<desc>@@SCREEN@@</desc>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, \
"DejaVu Sans Mono", monospace; font-size: {char_height}px; line-height: {line_height}px }}
.{unique_id}-title {{ font-size: 16px; font-family: system-ui, sans-serif }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Names no font to load and no other place."""


class Picture(NamedTuple):
    """One screen of the program.

    Attributes:
        name: Of its file, without the ending.
        command: What was typed to see it.
        rows: What stood there, each row with its styles.
    """

    name: str
    command: str
    rows: tuple[Text, ...]


def pictures() -> list[Picture]:
    """Run the program and take its screens.

    Raises:
        RuntimeError: It did not show what it should.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        asked = _question(home)
        (home / "person.yaml").write_text(PERSON, encoding="utf-8")
        _run(home, "assess", "--simulate", "person.yaml", "--seed", SEED)
        report = _run(home, "--profile", "demo", "report")
        _run(home, "--profile", "demo", "roadmap", "--hours", "8")
        plan = _run(home, "--profile", "demo", "roadmap")
    return [
        Picture("question", "mlcareer assess", rows_of(asked)),
        Picture("report", "mlcareer report", first_screen(rows_of(report))),
        Picture("roadmap", "mlcareer roadmap", first_screen(rows_of(plan))),
    ]


def _question(home: Path) -> str:
    """Take the screen of a question that shows a program, with the number of an option typed."""
    with _terminal(home, "assess", "--seed", SEED) as terminal:
        shown = terminal.ask()
        while "Enter sends it" not in shown:
            shown = terminal.send("s" if "s all areas" in shown else "")
        for _ in range(MOST_LOOKED_AT):
            screen = _screen(terminal)
            if _COLOURED.search(screen) and "number of an option" in screen:
                terminal.edit("2")
                return _screen(terminal)
            terminal.send("d")
    message = f"None of {MOST_LOOKED_AT} questions shows a program and has options."
    raise RuntimeError(message)


def _screen(terminal: Terminal) -> str:
    """What stands on the screen, with its styles."""
    shown = terminal.raw.decode().rpartition(_CLEARED)[2].replace("\r\n", "\n")
    lines = (line.rpartition(_REDRAWN)[2] for line in shown.split("\n"))
    return "\n".join(_STYLES_ONLY.sub("", line) for line in lines)


def _run(home: Path, *arguments: str) -> str:
    """Run a command to its end, and return what it showed.

    Raises:
        RuntimeError: It failed.
    """
    with _terminal(home, *arguments) as terminal:
        code = terminal.end()
    if code:
        message = f"mlcareer {' '.join(arguments)} ended with {code}:\n{terminal.shown}"
        raise RuntimeError(message)
    return terminal.shown


def _terminal(home: Path, *arguments: str) -> Terminal:
    return Terminal(
        *arguments, home=home, columns=COLUMNS, rows=ROWS, full=True, python=("-c", _LAUNCH)
    )


def rows_of(shown: str) -> tuple[Text, ...]:
    """Break what was shown into rows, as a terminal breaks a line that is too long for it."""
    lines = Text.from_ansi(shown.rstrip("\n")).split("\n", allow_blank=True)
    return tuple(
        row for line in lines for row in line.divide(range(COLUMNS, len(line.plain), COLUMNS))
    )


def first_screen(rows: tuple[Text, ...]) -> tuple[Text, ...]:
    """Cut what fits on a screen, up to the end of a paragraph that has more than a heading."""
    if len(rows) <= ROWS:
        return rows
    ends = [at for at in range(2, ROWS + 1) if not rows[at].plain.strip()]
    return rows[: max(at for at in ends if rows[at - 2].plain.strip())]


def svg_of(picture: Picture) -> str:
    """Draw a screen as SVG, with its text as a description."""
    console = Console(
        record=True,
        file=StringIO(),
        width=COLUMNS,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    # The clip of the last row is missing in what rich draws, so there is one row more.
    for row in (*picture.rows, Text()):
        console.print(row, no_wrap=True, crop=False)
    drawn = console.export_svg(
        title=picture.command,
        theme=THEME,
        code_format=TEMPLATE,
        unique_id=f"mlcareer-{picture.name}",
    )
    words = "\n".join(row.plain.rstrip() for row in picture.rows)
    about = f"{picture.command}, in a terminal"
    drawn = drawn.replace("@@TITLE@@", escape(about)).replace("@@SCREEN@@", escape(words))
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def files() -> dict[Path, str]:
    """Make all pictures, by the file that each belongs in."""
    return {FOLDER / f"{each.name}.svg": svg_of(each) for each in pictures()}


def main() -> int:
    """Write the pictures, or with --check only list those that are out of date and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    wrong = 0
    for file, text in files().items():
        if not check:
            FOLDER.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {file}")
        elif not file.is_file() or file.read_bytes() != text.encode():
            wrong += 1
            print(f"{file} is out of date: run python docs/picture.py")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
