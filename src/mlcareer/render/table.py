"""Tables, set by rich into a text."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from mlcareer.render.page import Page

_BETWEEN: Final = "  "
_NARROWEST: Final = 8


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
    cells = [tuple(row) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    others = sum(widths[1:]) + len(_BETWEEN) * (len(widths) - 1)
    widths[0] = min(widths[0], max(_NARROWEST, page.text_width - others))
    stream = StringIO()
    console = Console(
        file=stream,
        width=max(page.text_width, widths[0] + others),
        force_terminal=page.color,
        color_system="standard" if page.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    style_of = dict(enumerate(styles))

    def lines(row: Sequence[str], *, heading: bool) -> Iterable[Text]:
        for at, part in enumerate(Text(row[0]).wrap(console, widths[0], overflow="fold")):
            name = part.plain.rstrip()
            line = Text("", "bold" if heading else "")
            line.append(name, style_of.get(0, ""))
            if at == 0:
                line.append(" " * (widths[0] - cell_len(name)))
                for column in range(1, len(row)):
                    space = " " * (widths[column] - cell_len(row[column]))
                    to_right = headings[column] in right
                    text = space + row[column] if to_right else row[column] + space
                    line.append(_BETWEEN)
                    line.append(text, "" if heading else style_of.get(column, ""))
            yield line

    rule = Text(("\u2500" if page.unicode else "-") * (widths[0] + others))
    body = [line for row in cells for line in lines(row, heading=False)]
    console.print(Text("\n").join([*lines(headings, heading=True), rule, *body]), no_wrap=True)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
