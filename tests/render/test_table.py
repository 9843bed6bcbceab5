import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlcareer.render.page import Page
from mlcareer.render.table import draw_table

HEADINGS = ("Skill", "Sure", "Target")
ROWS = [("Python", "95%", "proficient"), ("Knowing when to stop", "8%", "working")]
RIGHT = frozenset({"Sure"})
WORD = st.text("abc xyz\u00e4\u65e5\u672c", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "x"
)


def test_columns_stand_below_their_headings() -> None:
    """Words are set to the left and numbers to the right, two spaces apart, below a rule."""
    assert draw_table(Page(), HEADINGS, ROWS, RIGHT).splitlines() == [
        "Skill                 Sure  Target",
        "\u2500" * 38,
        "Python                 95%  proficient",
        "Knowing when to stop    8%  working",
    ]


def test_the_first_column_gives_way() -> None:
    """Where space is short, the first column wraps at words and the others stay whole."""
    assert draw_table(Page(width=30), HEADINGS, ROWS, RIGHT).splitlines() == [
        "Skill         Sure  Target",
        "\u2500" * 30,
        "Python         95%  proficient",
        "Knowing when    8%  working",
        "to stop",
    ]


def test_without_unicode_the_rule_is_of_hyphens() -> None:
    """What arrives as ASCII only is drawn with ASCII only."""
    assert draw_table(Page(unicode=False), HEADINGS, ROWS, RIGHT).isascii()


def test_colour_changes_nothing_but_the_codes() -> None:
    """Styles come as codes of their own column; without them the text is that without colour."""
    plain = draw_table(Page(), HEADINGS, ROWS, RIGHT, ("bold", "cyan", ""))
    coloured = draw_table(Page(color=True), HEADINGS, ROWS, RIGHT, ("bold", "cyan", ""))
    assert "\x1b" not in plain
    assert "\x1b[1mPython\x1b[0m" in coloured
    assert "\x1b[36m 95%\x1b[0m" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_a_table_of_one_column_or_no_row_is_drawn() -> None:
    """Nothing to show beside or below the headings is no reason to fail."""
    assert draw_table(Page(), ("Skill",), [("Lisp",)]).splitlines()[-1] == "Lisp"
    assert draw_table(Page(), HEADINGS, []).splitlines()[0] == "Skill  Sure  Target"


@given(st.lists(st.tuples(WORD, WORD, WORD), max_size=5), st.integers(20, 100))
def test_nothing_is_lost(rows: list[tuple[str, str, str]], width: int) -> None:
    """Whatever stands in the cells, wide characters too, is on the page, and columns line up."""
    lines = draw_table(Page(width=width), HEADINGS, rows, RIGHT).splitlines()
    shown = "".join(lines).replace(" ", "")
    for cell in (cell for row in rows for cell in row[1:]):
        assert cell.replace(" ", "") in shown
    assert max(map(cell_len, lines)) == cell_len(lines[1])


@pytest.mark.parametrize("width", [20, 38, 80])
def test_no_line_is_wider_than_the_rule(width: int) -> None:
    """The rule is as wide as the table, and a row never goes beyond it."""
    lines = draw_table(Page(width=width), HEADINGS, ROWS, RIGHT).splitlines()
    assert max(map(len, lines)) == len(lines[1])
