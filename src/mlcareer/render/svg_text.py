"""How much room a text takes in a drawing, and how it is broken into lines."""

from collections.abc import Iterator
from typing import Final
from unicodedata import category, combining, east_asian_width

ELLIPSIS: Final = "\u2026"

_NARROW: Final = frozenset("ijlIft.,:;'|!()[] ")
_WIDE: Final = frozenset("mwMWOQG@%&<>=+~#")
_WIDTH_NARROW: Final = 0.4
_WIDTH_USUAL: Final = 0.62
_WIDTH_CAPITAL: Final = 0.72
_WIDTH_OTHER: Final = 0.78
_WIDTH_WIDE: Final = 0.98
_WIDTH_SQUARE: Final = 1.06
"""Widths of letters in the widest of the usual fonts, as shares of the size of the letters."""


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text without knowing its font: rather too wide than too narrow.

    Args:
        text: The text.
        size: Size of its letters, in any unit.

    Returns:
        The width, in the same unit.
    """
    return size * sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if combining(letter) or category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if letter in _NARROW:
        return _WIDTH_NARROW
    if letter in _WIDE:
        return _WIDTH_WIDE
    if east_asian_width(letter) in {"W", "F"}:
        return _WIDTH_SQUARE
    if letter < "\u0250":
        return _WIDTH_CAPITAL if letter.isupper() else _WIDTH_USUAL
    return _WIDTH_OTHER


def wrap_label(text: str, size: float, room: float, most: int = 3) -> tuple[str, ...]:
    """Break a name into lines that fit; a word that is too long is broken too.

    Args:
        text: The name.
        size: Size of its letters.
        room: Width of a line, in the same unit.
        most: Most lines; what does not fit into them is cut off with an ellipsis.
    """
    lines: list[str] = []
    for piece in _pieces(text, size, room):
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and text_width(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(piece)
        if len(lines) > most:
            break
    if len(lines) > most:
        lines[most - 1] = _cut(lines[most - 1] + ELLIPSIS, size, room)
    return tuple(lines[:most])


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while (at := _fitting(rest, size, room)) < len(rest):
            yield rest[:at]
            rest = rest[at:]
        yield rest


def _fitting(word: str, size: float, room: float) -> int:
    """Count the letters, at least one, that fit into a line."""
    used = 0.0
    for at, letter in enumerate(word):
        used += size * _letter_width(letter)
        if used > room:
            return max(1, at)
    return len(word)


def _cut(line: str, size: float, room: float) -> str:
    while text_width(line, size) > room and len(line) > len(ELLIPSIS) + 1:
        line = line[: -len(ELLIPSIS) - 1].rstrip() + ELLIPSIS
    return line
