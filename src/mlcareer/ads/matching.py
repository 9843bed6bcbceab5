"""Finds the terms of a vocabulary in a text."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mlcareer.ads.lexicon import Found
from mlcareer.ads.rules import Rules
from mlcareer.ads.words import Word
from mlcareer.model.ads import Spelling, Term

_LIST_SIGNS: Final = frozenset(",/|;()+:")
_ENDS: Final = frozenset(".!?")
_AND: Final = frozenset({"and", "or", "nor"})
_BETWEEN: Final = 2
"""Words that may stand between two terms of one list."""
_ANNOUNCED: Final = 4
"""Words before or after a term in which it may be announced."""


def find_terms(rules: Rules, text: str, words: Sequence[Word]) -> list[Found[Term]]:
    """Find what names something, in the order of the text, without what is to be passed over.

    Phrases with gaps may overlap others; the rest never overlap.
    """
    whole = rules.terms.find(text, words)
    meant = _meant(rules, text, words, whole)
    found = [one for one, sure in zip(whole, meant, strict=True) if sure and _names(one.value)]
    found += [one for one in rules.terms.find_gapped(text, words) if _names(one.value)]
    return sorted(found, key=lambda one: one.first)


def _names(term: Term) -> bool:
    return bool(term.skills or term.outside)


def _meant(
    rules: Rules, text: str, words: Sequence[Word], found: Sequence[Found[Term]]
) -> list[bool]:
    """Tell which terms are meant: those that need no company, and those that have it."""
    meant = [
        one.value.spelling is not Spelling.BESIDE
        or len(words) == one.end - one.first
        or _is_announced(rules, text, words, one)
        for one in found
    ]
    listed = [_in_one_list(text, words, a, b) for a, b in pairwise(found)]
    forward = range(len(listed))
    for at in forward:
        if listed[at] and meant[at] and _names(found[at].value):
            meant[at + 1] = True
    for at in reversed(forward):
        if listed[at] and meant[at + 1] and _names(found[at + 1].value):
            meant[at] = True
    return meant


def _in_one_list(text: str, words: Sequence[Word], a: Found[Term], b: Found[Term]) -> bool:
    """Tell whether two terms that follow each other stand in one list."""
    if b.first - a.end > _BETWEEN:
        return False
    gaps = [text[words[at].end : words[at + 1].start] for at in range(a.end - 1, b.first)]
    if any(not _ENDS.isdisjoint(gap) for gap in gaps):
        return False
    joined = any(word.folded in _AND for word in words[a.end : b.first])
    return joined or any(not _LIST_SIGNS.isdisjoint(gap) for gap in gaps)


def _is_announced(rules: Rules, text: str, words: Sequence[Word], one: Found[Term]) -> bool:
    """Tell whether a word right before or after a term says what it is."""
    start = max(0, one.first - _ANNOUNCED)
    before = rules.announcing.find(text, words[start : one.first])
    if before and start + before[-1].end == one.first and _close(text, words, one.first):
        return True
    after = rules.announcing.find(text, words[one.end : one.end + _ANNOUNCED])
    return bool(after) and after[0].first == 0 and _close(text, words, one.end)


def _close(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether no sentence ends between a word and the one before it."""
    return _ENDS.isdisjoint(text[words[at - 1].end : words[at].start])
