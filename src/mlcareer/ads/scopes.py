"""How far words such as "a plus" or "strong" reach within a sentence."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

from mlcareer.ads.lexicon import GAP, Found, Lexicon
from mlcareer.ads.sentences import Sentence
from mlcareer.model.ads import Kind, Vocabulary

_DOTS: Final = "..."
_BEFORE_COLON: Final = 3
"""Words that may stand between a cue and the colon it announces a list with."""


class Side(Enum):
    """On which side of a cue the terms stand."""

    AFTER = "after"
    BEFORE = "before"
    EITHER = "either"
    WITHIN = "within"


class Cue(NamedTuple):
    """What a phrase does to the terms it reaches.

    Attributes:
        kind: How these are asked for, or None.
        turn: Whether it only ends the reach of others.
        strength: 1 for words such as strong, -1 for words such as basic.
    """

    kind: Kind | None = None
    side: Side = Side.EITHER
    turn: bool = False
    strength: int = 0


def cue_lexicon(vocabulary: Vocabulary) -> Lexicon[Cue]:
    """Collect all phrases that say how much a term is asked for."""
    cues = [
        (phrase, Cue(kind=kind, side=_side(phrase)))
        for kind, phrases in vocabulary.cues.items()
        for phrase in phrases
    ]
    cues += [(phrase, Cue()) for phrase in vocabulary.passed_over]
    cues += [(phrase, Cue(turn=True)) for phrase in vocabulary.turns]
    cues += [(phrase, Cue(strength=-1)) for phrase in vocabulary.weak]
    cues += [(phrase, Cue(strength=1)) for phrase in vocabulary.strong]
    return Lexicon((phrase.replace(_DOTS, " "), False, cue) for phrase, cue in cues)


def _side(phrase: str) -> Side:
    if GAP in phrase:
        return Side.WITHIN
    if phrase.endswith(_DOTS):
        return Side.AFTER
    return Side.BEFORE if phrase.startswith(_DOTS) else Side.EITHER


def kinds_in(
    sentence: Sentence, cues: Sequence[Found[Cue]], terms: Sequence[int]
) -> dict[int, Kind]:
    """Work out how the cues of a sentence ask for its terms.

    Args:
        sentence: The sentence.
        cues: The cues in it, in order.
        terms: The first word of each term in it, in order.

    Returns:
        The kind by first word, for the terms that a cue reaches.
    """
    marking = [cue for cue in cues if cue.value.kind or cue.value.turn]
    strong = [cue.first for cue in cues if cue.value.strength > 0]
    kinds: dict[int, Kind] = {}
    for index, cue in enumerate(marking):
        low = marking[index - 1].end if index else sentence.first
        high = marking[index + 1].first if index + 1 < len(marking) else sentence.end
        reach = _Reacher(sentence, terms, strong, kinds, low, high).reach(cue)
        for at in terms[bisect_left(terms, reach.first) : bisect_left(terms, reach.end)]:
            if cue.value.kind:
                kinds[at] = cue.value.kind
    return kinds


class _Reach(NamedTuple):
    """Words, the last one not included, that a cue reaches."""

    first: int
    end: int


class _Reacher(NamedTuple):
    """Finds what a cue reaches.

    Attributes:
        strong: Words such as strong.
        taken: What cues before this one say of the terms.
        low: The first word that it may reach.
        high: The word after the last that it may reach.
    """

    sentence: Sentence
    terms: Sequence[int]
    strong: Sequence[int]
    taken: Mapping[int, Kind]
    low: int
    high: int

    def reach(self, cue: Found[Cue]) -> _Reach:
        """Find what a cue reaches, on one of its sides."""
        if cue.value.side is Side.WITHIN:
            return _Reach(cue.first, cue.end)
        bracket = self.sentence.bracket_around(cue.first)
        if bracket and not _any(self.terms, *bracket):
            # "(preferred)" speaks of what stands right before it.
            return _Reach(self._clause_before(bracket[0]), bracket[0])
        low, high = self.low, self.high
        if bracket:
            low, high = max(low, bracket[0]), min(high, bracket[1])
        listed = self.sentence.announces(cue.end, _BEFORE_COLON)
        if listed is not None and listed <= high:
            return _Reach(listed, high)
        start = max(low, self.sentence.halt_before(cue.first))
        if start == cue.first > low:
            # "Java - nice to have": the dash sets the cue apart from what it speaks of.
            start = max(low, self._clause_before(cue.first))
        found = _any(self.terms, start, cue.first)
        if cue.value.side is Side.AFTER or (cue.value.side is Side.EITHER and not found):
            return _Reach(cue.end, min(high, self.sentence.halt_after(cue.end)))
        return _Reach(self._own(start, cue.first), cue.first)

    def _clause_before(self, at: int) -> int:
        """Find where the clause begins that ends before a word."""
        low = max(self.low, self.sentence.halt_before(at - 1))
        return self.sentence.comma_before(at - 1, low)

    def _own(self, start: int, at: int) -> int:
        """Leave what stands before the last comma to another cue, or to a word such as strong.

        In "Strong Python skills, Java a plus", only Java is a plus.
        """
        comma = self.sentence.comma_before(at, start)
        inside = self.terms[bisect_left(self.terms, start) : bisect_left(self.terms, comma)]
        claimed = any(term in self.taken for term in inside)
        return comma if claimed or _any(self.strong, start, comma) else start


def _any(places: Sequence[int], low: int, high: int) -> bool:
    return bisect_left(places, low) < bisect_left(places, high)


def strengths_in(
    sentence: Sentence, cues: Sequence[Found[Cue]], terms: Sequence[int]
) -> dict[int, int]:
    """Tell which terms of a sentence are asked for more (1) or less (-1) than usual.

    Such words stand before the terms and reach up to the next of their sort, or a semicolon.

    Args:
        sentence: The sentence.
        cues: The cues in it, in order.
        terms: The first word of each term in it, in order.

    Returns:
        The strength by first word, for the terms that such a word reaches.
    """
    found: dict[int, int] = {}
    strong = [cue for cue in cues if cue.value.strength]
    for index, cue in enumerate(strong):
        high = strong[index + 1].first if index + 1 < len(strong) else sentence.end
        high = min(high, sentence.halt_after(cue.end))
        for at in terms[bisect_left(terms, cue.end) : bisect_left(terms, high)]:
            found[at] = cue.value.strength
    return found
