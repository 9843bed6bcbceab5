"""Tables in Markdown."""

from collections.abc import Iterable


def row(*cells: object) -> str:
    """One row of a table."""
    return f"| {' | '.join(map(str, cells))} |"


def marked(text: str, *, missed: bool) -> str:
    """Mark a figure that misses its target, in bold."""
    return f"**{text}**" if missed else text


def table(head: str, rows: Iterable[str]) -> str:
    """A table: the first column is text, the others stand right.

    Args:
        head: Names of the columns, with bars between.
        rows: What `row` made.
    """
    columns = head.count("|")
    return "\n".join([row(head), row("---", *["---:"] * columns), *rows])
