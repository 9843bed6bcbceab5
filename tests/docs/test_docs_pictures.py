import re
import sys
from xml.etree import ElementTree as ET

import pytest
from rich.text import Text

from support import REPOSITORY

if sys.platform == "win32":
    pytest.skip("needs a terminal of POSIX", allow_module_level=True)

import picture

FILES = {
    name: REPOSITORY / "docs" / "picture" / f"{name}.svg"
    for name in ("question", "report", "roadmap")
}
SVG = "{http://www.w3.org/2000/svg}"
PLAIN_TEXT = 4.5
"""Contrast that text needs at least (WCAG 2, success criterion 1.4.3)."""


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Make all pictures once."""
    return {file.stem: text for file, text in picture.files().items()}


def words(svg: str) -> str:
    """Read what stands on a picture, row by row."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for text in ET.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314 - we made it
        if "textLength" in text.attrib:
            place = rows.setdefault(float(text.attrib["y"]), [])
            place.append((float(text.attrib["x"]), "".join(text.itertext())))
    lines = ("".join(piece for _, piece in sorted(rows[y])) for y in sorted(rows))
    return "\n".join(line.replace("\xa0", " ").rstrip() for line in lines)


def luminance(color: str) -> float:
    """Work out the relative luminance of a colour, 0 to 1 (WCAG 2)."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_pictures_are_up_to_date(made: dict[str, str]) -> None:
    """The files are what docs/picture.py makes of the program as it is; run it when this fails."""
    assert made.keys() == FILES.keys()
    assert [name for name in FILES if FILES[name].read_bytes() != made[name].encode()] == []


def test_the_same_program_gives_the_same_bytes(made: dict[str, str]) -> None:
    """A second run, in another folder and at another time, gives the same pictures."""
    again = {file.stem: text for file, text in picture.files().items()}
    assert again == made


@pytest.mark.parametrize("name", FILES)
def test_a_picture_needs_nothing_from_elsewhere(name: str) -> None:
    """A picture is sound XML without script, font, image or address."""
    text = FILES[name].read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - we made it
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    known = {"svg", "title", "desc", "style", "defs", "clipPath", "rect", "g", "text", "circle"}
    assert tags <= known
    assert not re.search(r"font-face|@import|<!DOCTYPE|<script", text)
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert set(re.findall(r"url\(([^)]{1,2})", text)) == {"#m"}


@pytest.mark.parametrize("name", FILES)
def test_who_does_not_see_it_is_told(name: str) -> None:
    """The title says what it is, and the description has all words of the screen."""
    text = FILES[name].read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - we made it
    title, desc = (root.findtext(f"{SVG}{tag}") or "" for tag in ("title", "desc"))
    assert title.startswith("mlcareer ")
    assert root.attrib["role"] == "img"
    drawn = [line for line in words(text).splitlines() if line]
    said = [line for line in desc.splitlines() if line]
    assert ["".join(line.split()) for line in drawn] == ["".join(line.split()) for line in said]
    assert len(said) > 10


@pytest.mark.parametrize("name", FILES)
def test_a_picture_reads_well(name: str) -> None:
    """Each colour of a text stands out from the window, dimmed ones as well."""
    text = FILES[name].read_text(encoding="utf-8")
    ground = luminance(picture.THEME.background_color.hex)
    colors = set(re.findall(r"-r\d+ \{ fill: (#[0-9a-f]{6})", text))
    assert len(colors) > 1 or name == "roadmap"
    for color in colors:
        assert (luminance(color) + 0.05) / (ground + 0.05) >= PLAIN_TEXT


def test_pictures_show_what_they_are_of(made: dict[str, str]) -> None:
    """One shows a question with a program in colour, one the report, one the plan."""
    assert "I don't know" in words(made["question"])
    assert made["question"].count("#6bd67d") == 1
    assert "> 2" in words(made["question"])
    assert "Ready? " in words(made["report"])
    assert "Roadmap: " in words(made["roadmap"])


def test_no_picture_has_the_day_on_which_it_was_made(made: dict[str, str]) -> None:
    """The day on a picture is that of the pictures, whatever day it is."""
    days = set(re.findall(r"20\d\d-\d\d-\d\d", words(made["report"]).split("\n")[0]))
    assert days == {"2026-11-23"}


def test_long_lines_are_broken_as_a_terminal_breaks_them() -> None:
    """A line of more than eighty columns goes on in the next row, styles included."""
    rows = picture.rows_of(f"one\n\n\x1b[1m{'x' * 100}\x1b[0m\nend\n")
    assert [row.plain for row in rows] == ["one", "", "x" * 80, "x" * 20, "end"]
    assert all(row.spans for row in rows[2:4])


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        (10, 10),
        (picture.ROWS, picture.ROWS),
        (picture.ROWS + 10, 24),
    ],
)
def test_a_screen_ends_with_a_paragraph(shown: int, kept: int) -> None:
    """What fits is kept whole; of more, what ends with a paragraph that is no heading alone."""
    blank = {4, 24, 26}
    rows = tuple(Text("" if at in blank else f"row {at}") for at in range(shown))
    assert len(picture.first_screen(rows)) == kept
