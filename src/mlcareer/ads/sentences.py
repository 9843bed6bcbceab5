"""Sentences of a text, with the punctuation that divides them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from mlcareer.ads.words import Word

_END: Final = r"[.!?]+[\"')\u2019\u201d]*(?=\s)|[\u2022|]"
_ABBREVIATED: Final = frozenset({"g", "e", "etc", "vs", "incl", "min", "approx", "resp"})
_HALTS: Final = (";", " - ", "\u2013 ", "\u2014")


class Sentence(NamedTuple):
    """A sentence, by the numbers of its words in the text.

    Attributes:
        first: Its first word.
        end: The word after its last.
        commas: Words before which a comma or a slash stands, in order.
        halts: Words before which a semicolon or a dash stands, in order.
        colons: Words before which a colon stands, in order.
        brackets: First word inside and first word after, by brackets that do not nest, in order.
    """

    first: int
    end: int
    commas: tuple[int, ...] = ()
    halts: tuple[int, ...] = ()
    colons: tuple[int, ...] = ()
    brackets: tuple[tuple[int, int], ...] = ()

    def halt_before(self, at: int) -> int:
        """Find the nearest semicolon or dash before a word, or the beginning."""
        return _last(self.halts, at, self.first)

    def halt_after(self, at: int) -> int:
        """Find the next semicolon or dash after a word, or the end."""
        return _next(self.halts, at, self.end)

    def comma_before(self, at: int, lowest: int) -> int:
        """Find the nearest comma before a word and not below another word, or that one."""
        return max(lowest, _last(self.commas, at, lowest))

    def bracket_around(self, at: int) -> tuple[int, int] | None:
        """Find the bracket that a word stands in."""
        index = bisect_right(self.brackets, (at, self.end)) - 1
        if index >= 0 and at < self.brackets[index][1]:
            return self.brackets[index]
        return None

    def announces(self, at: int, within: int) -> int | None:
        """Find the word behind a colon that follows a word at a small distance."""
        colon = _next(self.colons, at - 1, self.end)
        return colon if colon < self.end and colon - at <= within else None


def _last(places: Sequence[int], at: int, otherwise: int) -> int:
    index = bisect_right(places, at) - 1
    return places[index] if index >= 0 else otherwise


def _next(places: Sequence[int], at: int, otherwise: int) -> int:
    index = bisect_right(places, at)
    return places[index] if index < len(places) else otherwise


@cache
def _end_pattern() -> re.Pattern[str]:
    return re.compile(_END)


def sentences_of(text: str, words: Sequence[Word]) -> Iterator[Sentence]:
    """Split the words of a text into sentences; a semicolon does not end one."""
    starts = [word.start for word in words]
    first = 0
    for end in _end_pattern().finditer(text):
        at = bisect_left(starts, end.start())
        if at > first and not (end[0] == "." and words[at - 1].folded in _ABBREVIATED):
            yield _sentence(text, words, first, at)
            first = at
    if first < len(words):
        yield _sentence(text, words, first, len(words))


def _sentence(text: str, words: Sequence[Word], first: int, end: int) -> Sentence:
    """Note punctuation by the word that follows it."""
    gaps = [(at, text[words[at - 1].end : words[at].start]) for at in range(first + 1, end)]
    gaps = [(at, gap) for at, gap in gaps if gap != " "]
    return Sentence(
        first=first,
        end=end,
        commas=tuple(at for at, gap in gaps if "," in gap or "/" in gap),
        halts=tuple(at for at, gap in gaps if any(halt in gap for halt in _HALTS)),
        colons=tuple(at for at, gap in gaps if ":" in gap),
        brackets=tuple(_brackets(gaps, end)),
    )


def _brackets(gaps: Sequence[tuple[int, str]], end: int) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for at, gap in gaps:
        if ")" in gap and opened is not None:
            yield opened, at
            opened = None
        if "(" in gap and opened is None:
            opened = at
    if opened is not None:
        yield opened, end
