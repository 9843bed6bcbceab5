"""Reads a job ad: what it names, how it asks for it, for whom, and what was not recognised."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from mlcareer.ads.blocks import Block
from mlcareer.ads.decoding import decode_ad
from mlcareer.ads.lexicon import Found
from mlcareer.ads.matching import find_terms
from mlcareer.ads.plain import read_plain
from mlcareer.ads.rules import Rules, make_rules
from mlcareer.ads.scopes import Cue, kinds_in, strengths_in
from mlcareer.ads.sections import Passage, divide
from mlcareer.ads.sentences import Sentence, sentences_of
from mlcareer.ads.titles import read_title
from mlcareer.ads.web import is_html, read_html
from mlcareer.ads.words import Word, words_of
from mlcareer.ads.years import Years, years_by_term, years_in
from mlcareer.model.ads import AdReading, Kind, Match, Place, Term, Vocabulary

_T = TypeVar("_T")

_SHORT: Final = 12
"""Words of a line that is no sentence, such as a title or a list of tools."""


def read_ad(raw: bytes, name: str, vocabulary: Vocabulary) -> AdReading:
    """Read an ad in plain text, Markdown or HTML.

    Args:
        raw: What the file holds.
        name: How complaints name the file.
        vocabulary: The rules by which to read.

    Raises:
        UsageError: The file is empty, too large, or no text.
    """
    return read_by(make_rules(vocabulary), raw, name)


def read_by(rules: Rules, raw: bytes, name: str) -> AdReading:
    """Read an ad by rules that are ready; see read_ad."""
    text = decode_ad(raw, name)
    blocks = read_html(text) if is_html(text) else read_plain(text)
    passages = tuple(divide(blocks, rules.headings))
    title = read_title(rules, passages)
    parts = [_read(rules, passage) for passage in passages]
    matches = [match for part in parts for match in part.matches]
    years = [(one, at) for part in parts for one, at in part.years]
    least = min(years, key=lambda pair: pair[0], default=(None, None))
    return AdReading(
        title=title.text,
        seniority=title.seniority,
        seniority_at=title.at,
        years=least[0],
        years_at=least[1],
        matches=tuple(match for match in matches if match.skills),
        outside=tuple(match for match in matches if match.outside),
        unplaced=tuple(part.unplaced for part in parts if part.unplaced),
    )


class _Part(NamedTuple):
    """What was read in one passage.

    Attributes:
        matches: Terms that it names.
        years: Numbers of years that it asks for, each with its place.
        unplaced: The passage, where it asks for something in words of which none is known.
    """

    matches: tuple[Match, ...]
    years: tuple[tuple[int, Place], ...]
    unplaced: Place | None


def _read(rules: Rules, passage: Passage) -> _Part:
    block = passage.block
    words = rules.speller.corrected(words_of(block.text))
    terms = find_terms(rules, block.text, words)
    cues = _cues(rules, block.text, words, terms)
    matches: list[Match] = []
    years: list[tuple[int, Place]] = []
    kinds: set[Kind] = set()
    for sentence in sentences_of(block.text, words):
        inside = _within(terms, sentence)
        marks = _within(cues, sentence)
        kind = _kind_of(rules, passage, words, sentence)
        spans = years_in(block.text, words, sentence, rules.experience)
        asked = kinds_in(sentence, marks, sorted([*_firsts(inside), *(y.first for y in spans)]))
        matches += _matches(block, words, _InSentence(sentence, inside, marks, spans, kind, asked))
        years += _asked_years(block, words, spans, kind, asked)
        kinds.add(kind)
    wanted = not passage.heading and not kinds.isdisjoint({Kind.REQUIRED, Kind.NICE})
    unplaced = Place(block.lines[0], block.text) if wanted and not terms and not years else None
    return _Part(tuple(matches), tuple(years), unplaced)


class _InSentence(NamedTuple):
    """What stands in one sentence, and how it is asked for.

    Attributes:
        kind: How the sentence asks, where no cue in it says more.
        kinds: How its cues ask, by the first word of a term.
    """

    sentence: Sentence
    terms: Sequence[Found[Term]]
    cues: Sequence[Found[Cue]]
    years: Sequence[Years]
    kind: Kind
    kinds: dict[int, Kind]


def _matches(block: Block, words: Sequence[Word], said: _InSentence) -> Iterator[Match]:
    firsts = _firsts(said.terms)
    strengths = strengths_in(said.sentence, said.cues, firsts)
    years = years_by_term(said.sentence, said.years, firsts)
    for one in said.terms:
        start, end = words[one.first].start, words[one.end - 1].end
        yield Match(
            skills=one.value.skills,
            outside=one.value.outside,
            term=block.text[start:end],
            line=block.line_at(start),
            kind=_marked(said.kind, said.kinds.get(one.first)),
            strength=strengths.get(one.first, 0),
            years=years.get(one.first),
        )


def _marked(kind: Kind, cue: Kind | None) -> Kind:
    """Let a cue decide, but where an ad asks for nothing, nothing is asked for."""
    return kind if cue is None or kind is Kind.ASIDE else cue


def _asked_years(
    block: Block,
    words: Sequence[Word],
    spans: Iterable[Years],
    kind: Kind,
    kinds: dict[int, Kind],
) -> Iterator[tuple[int, Place]]:
    """List the years of experience that are asked for and no plus."""
    for one in spans:
        if _marked(kind, kinds.get(one.first)) in {Kind.REQUIRED, Kind.DUTY}:
            yield one.years, Place(block.line_at(words[one.first].start), block.text)


def _firsts(found: Iterable[Found[Term]]) -> list[int]:
    return [one.first for one in found]


def _within(found: Sequence[Found[_T]], sentence: Sentence) -> Sequence[Found[_T]]:
    low = bisect_left(found, sentence.first, key=lambda one: one.first)
    high = bisect_left(found, sentence.end, key=lambda one: one.first)
    return found[low:high]


def _cues(
    rules: Rules, text: str, words: Sequence[Word], terms: Sequence[Found[Term]]
) -> list[Found[Cue]]:
    """Find cues; a word inside a term, as in deep learning, is none."""
    taken = {at for one in terms for at in range(one.first, one.end)}
    found = [
        cue
        for cue in rules.cues.find(text, words)
        if not cue.value.strength or taken.isdisjoint(range(cue.first, cue.end))
    ]
    # What has terms in its midst, such as "no ... needed", takes the place of its own words.
    around = [
        cue
        for cue in rules.cues.find_gapped(text, words)
        if not taken.isdisjoint(range(cue.first, cue.end))
    ]
    inside = {at for cue in around for at in range(cue.first, cue.end)}
    alone = [cue for cue in found if inside.isdisjoint(range(cue.first, cue.end))]
    return sorted([*alone, *around], key=lambda cue: cue.first)


def _kind_of(rules: Rules, passage: Passage, words: Sequence[Word], sentence: Sentence) -> Kind:
    """Tell what a sentence does: what its part of the ad does, or what its own words say."""
    own, text = words[sentence.first : sentence.end], passage.block.text
    item, kind = passage.block.item, passage.kind
    if not item and rules.closing.find(text, own):
        return Kind.ASIDE
    if (kind is None or (kind is Kind.DUTY and not item)) and rules.asks.find(text, own):
        return Kind.REQUIRED
    if kind:
        return kind
    short = len(own) <= _SHORT or item
    return Kind.DUTY if short or rules.tells.find(text, own) else Kind.ASIDE
