"""Texts of any length: the program ends, loses nothing and wraps what can be wrapped."""

import re
from pathlib import Path

import pytest
from hostile_judges import STYLE
from hostile_map import Numbered, found_marks
from hostile_runs import TEXTS, outputs

from mlcareer.render.page import Page
from mlcareer.render.paint import width_of
from mlcareer.render.skill_rows import _wrapped_name
from mlcareer.render.svg_text import text_width, wrap_label

LONG = (
    *("word " * 2000, "plain words", "W" * 5000, "plain words", "x\n" * 1000, "plain words"),
    *("` " * 2500, "plain words", "<!-- mlc:" * 500, "plain words", "\u4f60" * 5000),
)
"""Long texts with ordinary ones between them, as long ones in all places take a minute."""

_UNBROKEN = r"https://|mlcareer |[/\\]mlcareer[/\\]roles$|\u21b3| as of |\(0{8}"

WIDTHS = {"wide": 110, "colour": 80, "narrow": 40, "lines": 110}


@pytest.mark.parametrize("first", [0, 4])
def test_long_texts_stop_nothing(tmp_path: Path, first: int) -> None:
    """Every command ends well with long texts in every place, and shows them whole.

    On a screen a row is longer than the window only where it is an address, a command or the
    folder of one's own roles, which cannot be broken; of signs that take two columns it holds
    as many as of others.
    """
    made = outputs(tmp_path, Numbered(LONG, first=first))
    assert {name for kind, name in made.said if kind == "wide"} == set(TEXTS)
    for (kind, name), said in made.said.items():
        if kind in WIDTHS:
            wide = [line for line in STYLE.sub("", said).splitlines() if len(line) > WIDTHS[kind]]
            assert all(re.search(_UNBROKEN, one) for one in wide)
            assert found_marks("".join(said.split())), name


@pytest.mark.parametrize("word", ["W" * 5000, "\u4f60" * 5000, "a\u0301" * 3000], ids=len)
def test_a_long_word_is_broken_in_a_row(word: str) -> None:
    """The name of a skill is broken where no line can hold it, and all of it is there."""
    lines = _wrapped_name(f"The {word} end", 20)
    assert "".join(lines).replace(" ", "") == f"The{word}end"
    assert max(map(width_of, lines)) <= 20


@pytest.mark.parametrize("letters", [50, 10_000])
def test_a_label_takes_no_longer_than_it_shows(letters: int) -> None:
    """A label is cut after its lines, whatever follows: only what is drawn is measured."""
    lines = wrap_label("W" * letters, 12, 160)
    assert len(lines) == 3
    assert lines[-1].endswith("\u2026")
    assert all(text_width(line, 12) <= 160 for line in lines)
    assert lines[:2] == wrap_label("W" * 50, 12, 160)[:2]


def test_a_page_is_at_least_twenty_columns() -> None:
    """However narrow a window is, there is room for a word that is broken."""
    assert Page(width=1).text_width == 20
