"""What a stream can show, and the symbols that fit it."""

from textwrap import wrap
from typing import Final, NamedTuple

NARROW: Final = 78
"""Below this many columns tables become lines."""

WIDEST: Final = 110
"""Text wider than this is hard to read."""


class Page(NamedTuple):
    """What the text is for.

    Attributes:
        width: Columns.
        color: Whether colour codes are wanted.
        unicode: Whether more than ASCII arrives.
        plain: Whether to do without tables, for screen readers.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    plain: bool = False

    @property
    def lines_only(self) -> bool:
        """Whether to print lines instead of tables."""
        return self.plain or self.width < NARROW

    @property
    def text_width(self) -> int:
        """Columns to wrap running text at."""
        return max(20, min(self.width, WIDEST))


def indent(text: str, page: Page, first: str = "", rest: str | None = None) -> str:
    """Wrap a text to the page, with what the first line and the others begin with."""
    following = " " * len(first) if rest is None else rest
    lines = wrap(
        text,
        page.text_width,
        initial_indent=first,
        subsequent_indent=following,
        break_on_hyphens=False,
    )
    return "\n".join(lines) or first


def hours(low: int, high: int) -> str:
    """Say a range of hours, which is always an estimate."""
    return f"about {low:,} to {high:,} h" if low != high else f"about {low:,} h"
