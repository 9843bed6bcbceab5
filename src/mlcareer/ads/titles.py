"""What an ad calls the job, and the seniority it names."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from mlcareer.ads.rules import Rules
from mlcareer.ads.sections import Passage
from mlcareer.ads.words import Word, words_of
from mlcareer.model.ads import Kind, Place

_FIRST: Final = 4
"""Blocks at the beginning of an ad in which its title stands."""
_APART: Final = r"\||\*{2,}|//|!{2,}|\s[/@\u2022\u00b7]\s|(?<=[^\W\d_]{4})\.\s|(?<=\w\))\.\s"
_LONGEST: Final = 14
"""Words of a title; of what is longer, the first words count as one."""


class Title(NamedTuple):
    """What an ad calls the job.

    Attributes:
        seniority: entry, mid or senior, or "" where no word says.
        at: Where that stands.
    """

    text: str
    seniority: str
    at: Place | None


def read_title(rules: Rules, passages: Sequence[Passage]) -> Title:
    """Find the title, and the seniority named there or else in the text."""
    titles = _titles(rules, passages)
    text = _job(rules, titles[0].text) if titles else ""
    for place in titles:
        found = rules.titles.find(place.text, words_of(place.text))
        if found:
            return Title(text, found[0].value, place)
    for block in (one.block for one in passages if one.kind is not Kind.ASIDE):
        words = words_of(block.text)
        found = rules.texts.find(block.text, words)
        if found:
            line = block.line_at(words[found[0].first].start)
            return Title(text, found[0].value, Place(line, block.text))
    return Title(text, "", None)


def _job(rules: Rules, title: str) -> str:
    """Cut out what names the job where signs or a full stop set it apart."""
    pieces = [piece.strip(" *!-") for piece in re.split(_APART, title)]
    named = (piece for piece in pieces if rules.jobs.find(piece, _words(rules, piece)))
    return next(named, title)


def _words(rules: Rules, text: str) -> Sequence[Word]:
    return rules.speller.corrected(words_of(text))


def _titles(rules: Rules, passages: Sequence[Passage]) -> list[Place]:
    """List what may be the title: main headings and first lines that name a job, or the first."""
    first = [
        passage.block
        for number, passage in enumerate(islice(passages, _FIRST))
        if number == 0 or not passage.block.text.endswith(".")
    ]
    first += [one.block for one in passages[_FIRST:] if one.block.level == 1]
    places = [
        Place(block.lines[0], " ".join(block.text.split()[:_LONGEST]))
        for block in sorted(first, key=lambda block: block.level != 1)
    ]
    named = [one for one in places if rules.jobs.find(one.text, words_of(one.text))]
    return named or places[:1]
