"""Tables, drawn by rich into a text."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

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
    # Only the first column gives way when space is short. The others are set here and handed
    # over as one: rich takes its time for each cell, and most of that of a long report.
    widths = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    fixed = range(1, len(headings))
    style_of = dict(enumerate(styles))

    def line(row: Sequence[str], *, styled: bool) -> Text:
        parts = []
        for at in fixed:
            space = " " * (widths[at] - cell_len(row[at]))
            text = space + row[at] if headings[at] in right else row[at] + space
            parts.append((text, style_of.get(at, "") if styled else ""))
            parts.append(("  ", ""))
        return Text.assemble(*parts[:-1])

    table.add_column(headings[0], style=style_of.get(0, ""), overflow="fold")
    if fixed:
        width = sum(widths[1:]) + 2 * (len(fixed) - 1)
        table.add_column(line(headings, styled=False), no_wrap=True, width=width, overflow="fold")
    for row in cells:
        table.add_row(row[0], *([line(row, styled=True)] if fixed else []))
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
