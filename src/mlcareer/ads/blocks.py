"""The pieces an ad consists of, with the lines of the file they stand on."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

NO_HEADING: Final = 0
COLUMN: Final = "|"
"""Stands between the cells of a table's row."""
LOOKS_LIKE_HEADING: Final = 7
"""Below the six levels that Markdown and HTML have: bold from end to end."""


class Block(NamedTuple):
    """A heading, a list item, a paragraph or a row of a table.

    Attributes:
        text: Its words, with single spaces.
        starts: Where in the text a line of the file begins.
        lines: The numbers of these lines, from 1.
        level: Level of a marked heading, 1 to 7, or 0.
        item: Whether it stands in a list.
    """

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    level: int = NO_HEADING
    item: bool = False

    def line_at(self, offset: int) -> int:
        """Tell the line of the file on which a place in the text stands."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)]

    @property
    def row(self) -> bool:
        """Tell whether it is a row of a table."""
        return COLUMN in self.text

    def cells(self) -> Iterator["Block"]:
        """Divide a row of a table, without the signs at its ends; a cell may be empty."""
        bare = self.text.removesuffix(COLUMN)
        at = int(bare.startswith(COLUMN))
        for cell in bare[at:].split(COLUMN):
            start = at + len(cell) - len(cell.lstrip())
            first = max(0, bisect_right(self.starts, start) - 1)
            starts = tuple(max(0, one - start) for one in self.starts[first:])
            yield Block(cell.strip(), starts, self.lines[first:], item=True)
            at += len(cell) + 1


def make_block(
    pieces: Iterable[tuple[int, str]], level: int = NO_HEADING, *, item: bool = False
) -> Block | None:
    """Join pieces of text, each with its line, or return None where they hold no letter or digit.

    Args:
        pieces: Line number and text; between two of them stands a space.
        level: Level of a marked heading, or 0.
        item: Whether they stand in a list.
    """
    texts: list[str] = []
    starts: list[int] = []
    lines: list[int] = []
    length = 0
    for line, piece in pieces:
        text = " ".join(piece.split())
        if text:
            starts.append(length)
            lines.append(line)
            texts.append(text)
            length += len(text) + 1
    joined = " ".join(texts)
    if not any(map(str.isalnum, joined)):
        return None
    return Block(joined, tuple(starts), tuple(lines), level, item)
