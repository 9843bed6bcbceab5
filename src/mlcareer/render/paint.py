"""Lines of styled text, painted where colour is wanted and plain where it is not."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, TextIO

from mlcareer.render.page import Page, flat, indent

if TYPE_CHECKING:
    from rich.console import Console


class Piece(NamedTuple):
    """A piece of a line, and the style that rich paints it in."""

    text: str
    style: str = ""


Line = Sequence[Piece]


def paint(page: Page, lines: Iterable[Line]) -> str:
    """Make a text of lines; only colour needs rich, which takes its time to load."""
    if not page.color:
        return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)
    from rich.text import Text  # noqa: PLC0415 - only for colour

    stream = StringIO()
    console = make_console(stream, 10_000, color=True)
    painted = [Text.assemble(*((p.text, p.style) for p in line), end="") for line in lines]
    for text in painted:
        text.rstrip()
    console.print(Text("\n").join(painted), no_wrap=True, end="")
    return stream.getvalue()


def styled(page: Page, text: str, style: str) -> str:
    """Wrap a text to the page, all of it in one style."""
    return paint(page, [[Piece(line, style)] for line in indent(text, page).splitlines()])


def make_console(stream: TextIO, width: int, *, color: bool) -> "Console":
    """Make what sets text with rich: nothing in it is taken for markup, emoji or a number."""
    from rich.console import Console  # noqa: PLC0415 - rich, only where it draws

    return Console(
        file=stream,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def width_of(text: str) -> int:
    """Count the columns that a text takes; some characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most texts are ASCII

    return cell_len(text)


def padded(text: str, width: int, *, to_right: bool = False) -> str:
    """Fill a text up to a width, on one line."""
    text = flat(text)
    space = " " * max(0, width - width_of(text))
    return space + text if to_right else text + space
