import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.render.page import Page
from mlcareer.render.paint import Line, Piece, padded, paint, width_of
from support import clean_environment

COLOURED = Page(color=True)
STYLES = ("", "bold", "dim", "red", "cyan")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
TEXTS = st.text(st.sampled_from("ab [](){}:/\\*_'\".0 \u00b7\u2501\u4f60\u00e9"), max_size=12)
LINES = st.lists(st.lists(st.builds(Piece, TEXTS, st.sampled_from(STYLES)), max_size=5), max_size=5)


def bare(text: str) -> str:
    """Take out the escape codes."""
    return ESCAPE.sub("", text)


@given(LINES)
def test_without_colour_there_are_only_the_texts(lines: list[Line]) -> None:
    """A page without colour has the pieces one behind the other, with no space at the end."""
    expected = ["".join(piece.text for piece in line).rstrip() for line in lines]
    assert paint(Page(), lines).split("\n") == (expected or [""])


@given(LINES)
def test_colour_adds_nothing_but_colour(lines: list[Line]) -> None:
    """Without its escape codes, a painted text is the text that is not painted."""
    assert bare(paint(COLOURED, lines)) == paint(Page(), lines)


@given(LINES)
def test_no_colour_runs_on_into_the_next_line(lines: list[Line]) -> None:
    """Each line that begins a colour ends it, so that a pager may begin anywhere."""
    for line in paint(COLOURED, lines).split("\n"):
        codes = ESCAPE.findall(line)
        assert codes[1::2] == ["\x1b[0m"] * (len(codes) // 2)
        assert len(codes) % 2 == 0


@pytest.mark.parametrize(
    ("style", "code"), [("bold", "1"), ("dim", "2"), ("red", "31"), ("green", "32"), ("cyan", "36")]
)
def test_a_style_becomes_its_code(style: str, code: str) -> None:
    """A style is said by the code that every terminal knows, and the rest is left alone."""
    painted = paint(COLOURED, [[Piece("a"), Piece("b", style), Piece("c")]])
    assert painted == f"a\x1b[{code}mb\x1b[0mc"


@pytest.mark.parametrize(
    "text", ["[bold]x[/bold]", "[/]", ":smile:", "https://example.org", "3.14 'x' True", "\\[x]"]
)
def test_a_text_is_never_read_as_markup(text: str) -> None:
    """What content writes is neither markup nor an emoji, nor is it coloured by what it means."""
    assert paint(COLOURED, [[Piece(text)]]) == text


@pytest.mark.parametrize("page", [Page(width=20), Page(width=20, color=True)])
def test_a_long_line_is_not_broken(page: Page) -> None:
    """Painting leaves the lines as they were laid out, however narrow the page."""
    text = "word " * 60
    assert bare(paint(page, [[Piece(text, "bold")], [Piece("end")]])).split("\n") == [
        text.rstrip(),
        "end",
    ]


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("\u00e9", 1), ("\u4f60\u597d", 4), ("\U0001f600", 2)]
)
def test_wide_characters_take_two_columns(text: str, width: int) -> None:
    """Columns are counted as a terminal fills them."""
    assert width_of(text) == width


@given(TEXTS, st.integers(0, 30), st.booleans())
def test_padding_fills_up_and_never_cuts(text: str, width: int, to_right: bool) -> None:
    """A padded text takes the width asked for, or its own where that is more."""
    filled = padded(text, width, to_right=to_right)
    assert width_of(filled) == max(width, width_of(text))
    assert filled.endswith(text) if to_right else filled.startswith(text)
    assert filled.replace(text, "", 1).strip() == ""


def test_rich_is_loaded_only_for_colour(home: Path) -> None:
    """Text without colour and of ASCII does without rich, which takes its time to load."""
    script = (
        "import sys\n"
        "from mlcareer.render.page import Page\n"
        "from mlcareer.render.paint import Piece, padded, paint\n"
        "paint(Page(), [[Piece(padded('a', 9), 'bold')]])\n"
        "assert 'rich' not in sys.modules\n"
        "paint(Page(color=True), [[Piece('a', 'bold')]])\n"
        "assert 'rich' in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=clean_environment(home),
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
