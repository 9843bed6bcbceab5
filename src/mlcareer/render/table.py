"""Tables, drawn by rich into a text."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from mlcareer.render.page import Page

ASCII_HEAD: Final = box.Box(str(box.SIMPLE_HEAD).replace("─", "-"), ascii=True)
"""A rule below the headings and nothing else, in characters that arrive anywhere."""


def draw_table(
    page: Page,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: frozenset[str] = frozenset(),
    styles: Sequence[str] = (),
) -> str:
    """Draw a table whose first column wraps where space is short.

    Args:
        page: What the text is for.
        headings: Names of the columns.
        rows: Texts of the cells.
        right: Headings of columns set to the right.
        styles: rich style of each column, or "".
    """
    table = Table(
        box=box.SIMPLE_HEAD if page.unicode else ASCII_HEAD,
        pad_edge=False,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    cells = [tuple(row) for row in rows]
    for at, heading in enumerate(headings):
        # The first column gives way when space is short; the others need not be measured.
        width = max(cell_len(row[at]) for row in (headings, *cells)) if at else None
        table.add_column(
            heading,
            justify="right" if heading in right else "left",
            style=styles[at] if at < len(styles) else "",
            width=width,
            no_wrap=at > 0,
            overflow="fold",
        )
    for row in cells:
        table.add_row(*row)
    stream = StringIO()
    console = Console(
        file=stream,
        width=page.text_width,
        force_terminal=page.color,
        color_system="standard" if page.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
