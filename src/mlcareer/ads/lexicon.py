"""Phrases found in a text: the longest at each place, from left to right, in linear time."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from mlcareer.ads.words import Word, joins, spelt_as, words_of

GAP: Final = "*"
"""In a phrase: up to three words of any kind."""

_WIDEST_GAP: Final = 3
_CACHED: Final = 20_000
_STOPS: Final = frozenset(".;!?|\u2022")

_T = TypeVar("_T")


class Found(NamedTuple, Generic[_T]):
    """A phrase in a text: the first word, the one after the last, and what it stands for."""

    first: int
    end: int
    value: _T


class _Node(Generic[_T]):
    """What may follow the words so far, and what they stand for, by exact spelling."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[_T]] = {}
        self.ends: list[tuple[tuple[str, ...], _T]] = []


class Lexicon(Generic[_T]):
    """Phrases to look for, each with what it stands for.

    Args:
        phrases: Text, whether its exact spelling counts, and what it stands for. Of two that are
            spelt alike, the first counts.
    """

    def __init__(self, phrases: Iterable[tuple[str, bool, _T]]) -> None:
        self._whole: _Node[_T] = _Node()
        self._gapped: _Node[_T] = _Node()
        for text, exact, value in phrases:
            self._add(text, value, exact=exact)

    def _add(self, text: str, value: _T, *, exact: bool) -> None:
        parts = [list(_pieces(part)) for part in text.split(GAP)]
        node = self._gapped if len(parts) > 1 else self._whole
        for at, part in enumerate(parts):
            if at:
                node = node.next.setdefault(GAP, _Node())
            for word in part:
                node = node.next.setdefault(word.folded, _Node())
        spelling = tuple(word.text for part in parts for word in part) if exact else ()
        if any(parts):
            node.ends.append((spelling, value))

    def find(self, text: str, words: Sequence[Word]) -> list[Found[_T]]:
        """Find phrases without gaps, none of which overlap: at each word the longest."""
        found = []
        at = 0
        while at < len(words):
            best = self._longest(text, words, at)
            if best:
                found.append(best)
            at = best.end if best else at + 1
        return found

    def _longest(self, text: str, words: Sequence[Word], at: int) -> Found[_T] | None:
        node, end, best = self._whole, at, None
        while end < len(words) and (following := node.next.get(words[end].folded)):
            if end > at and not joins(text[words[end - 1].end : words[end].start]):
                break
            node, end = following, end + 1
            for spelling, value in node.ends:
                if not spelling or _spelt(words[at:end], spelling):
                    best = Found(at, end, value)
                    break
        return best

    def find_gapped(self, text: str, words: Sequence[Word]) -> Iterator[Found[_T]]:
        """Find the phrases with gaps; they may overlap others."""
        for at in range(len(words)):
            if words[at].folded in self._gapped.next:
                end_and_value = self._follow(text, words, at, self._gapped)
                if end_and_value:
                    yield Found(at, *end_and_value)

    def _follow(
        self, text: str, words: Sequence[Word], at: int, node: _Node[_T]
    ) -> tuple[int, _T] | None:
        """Follow the words from one on; a gap is as narrow as possible."""
        if node.ends:
            return at, node.ends[0][1]
        if (following := node.next.get(words[at].folded) if at < len(words) else None) and (
            found := self._follow(text, words, at + 1, following)
        ):
            return found
        beyond = node.next.get(GAP)
        for skip in range(_WIDEST_GAP + 1) if beyond else ():
            last = at + skip
            if last >= len(words) or _stops(text, words, last):
                break
            if beyond and (found := self._follow(text, words, last, beyond)):
                return found
        return None


def phrase_lexicon(phrases: Iterable[str]) -> Lexicon[bool]:
    """Make a lexicon that tells only whether one of some phrases is there."""
    return Lexicon((phrase, False, True) for phrase in phrases)


def _pieces(phrase: str) -> Iterator[Word]:
    for part in phrase.split():
        yield from _words(part)


@lru_cache(maxsize=_CACHED)
def _words(part: str) -> tuple[Word, ...]:
    return tuple(words_of(part))


def _spelt(words: Sequence[Word], spelling: tuple[str, ...]) -> bool:
    return all(spelt_as(word.text, as_) for word, as_ in zip(words, spelling, strict=True))


def _stops(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether a sentence ends before a word."""
    gap = text[words[at - 1].end : words[at].start]
    return not _STOPS.isdisjoint(gap) if at else False
