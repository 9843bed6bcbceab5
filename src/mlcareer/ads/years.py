"""Numbers of years that an ad asks for."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from mlcareer.ads.lexicon import Lexicon
from mlcareer.ads.sentences import Sentence
from mlcareer.ads.words import Word

_NUMBERS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NUMBER: Final = rf"\d{{1,3}}(?:\.\d)?|{_NUMBERS}"
_SPAN: Final = (
    rf"(?<![\w.,$\u00a3\u20ac])(?P<low>{_NUMBER})\s?(?P<more>\+|plus\b)?"
    rf"(?:\s?(?:-|\u2013|\u2014|to|or|/)\s?(?P<high>{_NUMBER})\s?\+?)?(?:\s?\(\d{{1,2}}\))?\+?"
    r"\s?-?(?P<or_more>(?:or more|and above|full)\s)?\s?(?P<unit>years?|yrs?|yoe|months?)\b"
)
_MONTHS: Final = 12
_MOST: Final = 20
"""No ad asks for more years; a larger number tells of the company."""
_REACH: Final = 12
"""Words within which it has to say that the years are experience."""


class Years(NamedTuple):
    """A number of years asked for: the words that say it, and the lowest number."""

    first: int
    end: int
    years: int


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_SPAN, re.IGNORECASE)


def years_in(
    text: str, words: Sequence[Word], sentence: Sentence, experience: Lexicon[bool]
) -> list[Years]:
    """Find the numbers of years of experience in a sentence, in order.

    Args:
        text: The text.
        words: Its words.
        sentence: The sentence.
        experience: Words without which years are no experience.
    """
    begin, end = words[sentence.first].start, words[sentence.end - 1].end
    starts = [word.start for word in words[sentence.first : sentence.end]]
    found = []
    for match in _pattern().finditer(text, begin, end):
        first = sentence.first + bisect_left(starts, match.start())
        after = sentence.first + bisect_left(starts, match.end())
        years = _lowest(match)
        near = words[max(sentence.first, first - _REACH // 3) : min(sentence.end, after + _REACH)]
        asked = bool(match["more"] or match["or_more"]) or bool(experience.find(text, near))
        if asked and years <= _MOST:
            found.append(Years(first, after, years))
    return found


def _lowest(match: re.Match[str]) -> int:
    word = match["low"].casefold()
    words = _NUMBERS.split("|")
    number = float(words.index(word) + 1 if word in words else word)
    if match["unit"].casefold().startswith("month"):
        number /= _MONTHS
    return int(number)


def years_by_term(
    sentence: Sentence, found: Sequence[Years], terms: Sequence[int]
) -> dict[int, int]:
    """Tell which terms of a sentence the years speak of.

    Years speak of the terms after them, up to the next years or a semicolon; in brackets, and
    where no term follows, of those before them, back to the last comma.

    Args:
        sentence: The sentence.
        found: The numbers of years in it, in order.
        terms: The first word of each term in it, in order.

    Returns:
        Years by first word of a term.
    """
    spoken: dict[int, int] = {}
    for index, years in enumerate(found):
        high = found[index + 1].first if index + 1 < len(found) else sentence.end
        low = found[index - 1].end if index else sentence.first
        first, end = years.end, min(high, sentence.halt_after(years.end - 1))
        bracket = sentence.bracket_around(years.first)
        if bracket or bisect_left(terms, first) == bisect_left(terms, end):
            end = bracket[0] if bracket else years.first
            first = sentence.comma_before(end - 1, max(low, sentence.halt_before(end - 1)))
        for at in terms[bisect_left(terms, first) : bisect_left(terms, end)]:
            spoken[at] = years.years
    return spoken
