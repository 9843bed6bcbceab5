"""Which characters a text of content may hold: those that can be seen, and what they need.

Whoever reads a text on a screen, and whoever reviews its file, should see all of it, in the
order in which it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_SPACES: Final = "\n\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_JOINERS: Final = "\u200c\u200d"
_ALLOWED: Final = frozenset(_SPACES + _JOINERS)
"""Not printable by themselves, but needed: spaces of all scripts, and the joiners
without which Persian, Indic scripts and emoji cannot be spelt."""

_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Count as printable, and show nothing."""

_SELECTORS: Final = r"\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Choose between two pictures of the character before; emoji need one of them."""

_STRAY_SELECTOR: Final = rf"(?<![^\s{_SELECTORS}])[{_SELECTORS}]"
"""One that has no character before it to which it could belong."""

MOST_MARKS: Final = 30
"""Marks above and below one letter. Source: the stream-safe text format of Unicode, UAX #15."""


def refused(text: str) -> str:
    """Say which character of a text is not allowed and what to do about it, or nothing."""
    if text.isascii() and text.isprintable():
        return ""
    hidden = next((one for one in text if not _is_seen(one)), "")
    if hidden:
        return f"{_name(hidden)} is not allowed; take it out"
    if text.isascii():
        return ""
    stray = re.search(_STRAY_SELECTOR, text)
    if stray:
        return f"{_name(stray.group())} is not allowed here; take it out"
    if max(_marks(text), default=0) > MOST_MARKS:
        return f"more than {MOST_MARKS} marks on one letter; take some out"
    return ""


def allowed(text: str) -> str:
    """Leave out of a text what is not allowed in it."""
    if not refused(text):
        return text
    seen = re.sub(_STRAY_SELECTOR, "", "".join(filter(_is_seen, text)))
    if max(_marks(seen), default=0) <= MOST_MARKS:
        return seen
    signs = unicodedata.normalize("NFD", seen)
    kept = (sign for sign, run in zip(signs, _marks(seen), strict=True) if run <= MOST_MARKS)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_seen(character: str) -> bool:
    return character not in _BLANK and (character.isprintable() or character in _ALLOWED)


def _name(character: str) -> str:
    what = "control" if unicodedata.category(character) == "Cc" else "invisible"
    return f"{what} character U+{ord(character):04X}"


def _marks(text: str) -> Iterator[int]:
    """Count for each character of the decomposed text how many marks in a row end with it."""
    run = 0
    for character in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        yield run
