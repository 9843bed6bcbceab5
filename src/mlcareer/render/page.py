"""What a stream can show, and the symbols that fit it."""

from textwrap import wrap
from typing import Final, NamedTuple

NARROW: Final = 80
"""Below this many columns tables become lines."""

WIDEST: Final = 110
"""Text wider than this is hard to read."""

MARGIN: Final = 4
"""Columns by which a program is set in, where there is room."""

_NARROWEST: Final = 20
"""No page is so narrow that less than this could be wrapped at."""

_ENDLESS: Final = 1_000_000
"""Columns of a page that breaks its own lines: more than any text has."""

_LEAST_PROGRAM: Final = 8
"""Columns that a program has on the narrowest page."""

_SHORT_CODE: Final = 24
"""Characters of a piece of code that is kept on one line."""

_SIGNS: Final = ("<", ">", "=", "\u2264", "\u2265")
"""What is read as one with what stands on both sides of it."""

_GLUE: Final = "\u00a0"
"""Stands for a space at which no line is broken, until the lines are there."""


class Page(NamedTuple):
    """What the text is for.

    Attributes:
        width: Columns.
        color: Whether colour codes are wanted.
        unicode: Whether more than ASCII arrives.
        plain: Whether to do without tables, for screen readers.
        wraps: Whether to break lines; a page that is set by others breaks its own.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    plain: bool = False
    wraps: bool = True

    @property
    def lines_only(self) -> bool:
        """Whether to print lines instead of tables."""
        return self.plain or self.width < NARROW

    @property
    def text_width(self) -> int:
        """Columns to wrap running text at."""
        if not self.wraps:
            return _ENDLESS
        return max(_NARROWEST, min(self.width, WIDEST))


def indent(text: str, page: Page, first: str = "", rest: str | None = None) -> str:
    """Wrap a text to the page, with what the first line and the others begin with."""
    following = " " * len(first) if rest is None else rest
    lines = wrap(
        _held_together(text),
        page.text_width,
        initial_indent=first,
        subsequent_indent=following,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(_GLUE, " ") or first


def unbroken(text: str) -> str:
    """Keep from being broken apart, by `indent`, what is read as one."""
    return text.replace(" ", _GLUE)


def _held_together(text: str) -> str:
    """Keep from breaking apart what is read as one: 90 %, p < 0.001, short code."""
    pieces = text.replace(" %", f"{_GLUE}%").split("`")
    for at in range(1, len(pieces) - 1, 2):
        if len(pieces[at]) <= _SHORT_CODE:
            pieces[at] = unbroken(pieces[at])
    text = "`".join(pieces)
    for sign in _SIGNS:
        text = text.replace(f" {sign} ", f"{_GLUE}{sign}{_GLUE}")
    return text


def flat(text: str) -> str:
    """Put on one line what is not wrapped: names in rows, and addresses, which stay whole."""
    return text if text.isprintable() else " ".join(text.split())


def printable(text: str) -> str:
    """Take from what a person or a file said all that is no letter, sign or space."""
    return "".join(character if character.isprintable() else " " for character in text)


def hint(text: str, command: str, page: Page) -> str:
    """Lead to a command, which stays on one line: broken in two it could not be copied."""
    text = flat(text)
    if len(text) + len(command) < page.text_width:
        return f"{text} {command}"
    return f"{indent(text, page)}\n  {command}"


class Row(NamedTuple):
    """A row of a program: what stands before it, and its part of the program."""

    before: str
    code: str


def program_rows(code: str, page: Page) -> list[Row]:
    """Set a program apart; a line too long for the page goes on behind a mark."""
    longest = max(map(len, code.splitlines()), default=0)
    margin = " " * min(MARGIN, max(0, page.width - longest))
    mark = "\u21b3 " if page.unicode else "> "
    room = max(_LEAST_PROGRAM, page.width - len(margin))
    rows = []
    for line in code.splitlines():
        rows.append(Row(margin, line[:room]))
        rest = line[room:]
        while rest:
            rows.append(Row(f"{margin}{mark}", rest[: room - len(mark)]))
            rest = rest[room - len(mark) :]
    return rows


def program(code: str, page: Page) -> str:
    """Set a program apart, as `program_rows` does, in one text."""
    return "\n".join("".join(row).rstrip() for row in program_rows(code, page))


def hours(low: int, high: int) -> str:
    """Say a range of hours, which is always an estimate."""
    return f"about {low:,} to {high:,} h" if low != high else f"about {low:,} h"
