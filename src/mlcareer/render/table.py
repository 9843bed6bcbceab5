"""Tables, set by rich into a text."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from mlcareer.render.page import Page, flat
from mlcareer.render.paint import make_console

_BETWEEN: Final = "  "
_NARROWEST: Final = 8
"""Columns that the first column gets at least."""


class _Column(NamedTuple):
    """How a column is set."""

    width: int
    to_right: bool
    style: str


def draw_table(
    page: Page,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: frozenset[str] = frozenset(),
    styles: Sequence[str] = (),
) -> str:
    """Draw a table whose first column wraps where space is short.

    rich's own tables measure and wrap each cell, which takes a good part of the time of
    the commands that show one; here only the first column may give way.

    Args:
        page: What the text is for.
        headings: Names of the columns.
        rows: Texts of the cells.
        right: Headings of columns set to the right.
        styles: rich style of each column, or "".
    """
    cells = [tuple(map(flat, row)) for row in rows]
    columns = [
        _Column(max(map(cell_len, texts)), texts[0] in right, style)
        for texts, style in zip(
            zip(headings, *cells, strict=True),
            [*styles, *[""] * (len(headings) - len(styles))],
            strict=True,
        )
    ]
    others = sum(column.width + len(_BETWEEN) for column in columns[1:])
    room = max(_NARROWEST, page.text_width - others)
    columns[0] = columns[0]._replace(width=min(columns[0].width, room))
    width = columns[0].width + others
    stream = StringIO()
    console = make_console(stream, max(page.text_width, width), color=page.color)
    bare = [column._replace(style="bold") for column in columns]
    lines = [*_lines(console, bare, headings), Text(("\u2500" if page.unicode else "-") * width)]
    for row in cells:
        lines += _lines(console, columns, row)
    console.print(Text("\n").join(lines), no_wrap=True)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _lines(console: Console, columns: Sequence[_Column], row: Sequence[str]) -> Iterator[Text]:
    """Set a row: the first cell over as many lines as it takes, the others on the first."""
    first = columns[0]
    for at, part in enumerate(Text(row[0]).wrap(console, first.width, overflow="fold")):
        name = part.plain.rstrip()
        line = Text()
        line.append(name, first.style)
        if at == 0:
            line.append(" " * (first.width - cell_len(name)))
            for column, text in zip(columns[1:], row[1:], strict=True):
                space = " " * (column.width - cell_len(text))
                line.append(_BETWEEN)
                line.append(space + text if column.to_right else text + space, column.style)
        yield line
