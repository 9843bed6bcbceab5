import pytest
from markdown_table import marked, row, table


def test_a_row_is_its_cells_between_bars() -> None:
    """Cells may be anything that can be printed."""
    assert row("a", 1, 2.5, None) == "| a | 1 | 2.5 | None |"
    assert row("alone") == "| alone |"


def test_a_table_is_a_head_a_rule_and_rows() -> None:
    """The first column stands left, the others right."""
    found = table("what | how many | how much", [row("x", 1, 2), row("y", 3, 4)])
    assert found.splitlines() == [
        "| what | how many | how much |",
        "| --- | ---: | ---: |",
        "| x | 1 | 2 |",
        "| y | 3 | 4 |",
    ]


@pytest.mark.parametrize("columns", [1, 2, 7])
def test_the_rule_has_as_many_columns_as_the_head(columns: int) -> None:
    """Markdown shows no table where head and rule differ."""
    head, rule = table(" | ".join("abcdefg"[:columns]), []).splitlines()
    assert head.count("|") == rule.count("|") == columns + 1


def test_rows_are_taken_from_any_iterable() -> None:
    """A generator of rows makes the same table as a list."""
    lines = [row(at, at * at) for at in range(3)]
    assert table("n | square", iter(lines)) == table("n | square", lines)


def test_what_misses_its_target_is_bold() -> None:
    """A figure that meets its target stands as it is."""
    assert marked("1.5", missed=True) == "**1.5**"
    assert marked("1.5", missed=False) == "1.5"
