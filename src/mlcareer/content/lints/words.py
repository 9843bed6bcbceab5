"""Texts as words, sentences and syllables, the way the lints count them."""

import re
from typing import Final

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[^a-z])")
_CODE_MARK = re.compile(r"`[^`]*`")
_NUMBER = re.compile(
    r"[~$]?\s?[-+\u2212]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[-+]?\d+)?\s?%?", re.IGNORECASE
)
_PUNCTUATION = re.compile(r"[,;:!?\"'()\[\]{}]|\.(?!\d)|(?<=\w)-|-(?!\d)")
_ENDINGS = ("ing", "ies", "es", "ed", "s", "e", "y")
_SHORTEST_CONTENT_WORD = 4
_SHORTEST_ROOT = 3

_STOP_WORD_LIST: Final = """
about above after again against also among another around because been before being
below between both code could does doing done down during each either even ever
following from further gets give gives given goes going have having here hers himself
however into itself just kind like made make makes many might more most much must near
neither next none only other others otherwise ours over print prints program same shall
should since some such take takes than that their theirs them then there these they
thing things this those though through together under until upon used uses using very
were what when where whether which while whom whose will with within without would your
yours
"""
_STOP_WORDS: Final = frozenset(_STOP_WORD_LIST.split())

ABSOLUTES: Final = frozenset({"always", "never", "all", "none", "only", "every", "must", "cannot"})
"""Words that claim a thing without exception."""

VAGUE: Final = frozenset(
    {"often", "usually", "sometimes", "rarely", "seldom", "frequently", "occasionally"}
)
"""Words of frequency that each reader takes in another way."""

HEDGES: Final = VAGUE | {
    *("can", "could", "may", "might", "generally", "typically", "likely", "probably"),
    *("mostly", "perhaps", "tend", "tends", "some"),
}
"""Words that make a statement careful, and so more often right."""


def words(text: str) -> tuple[str, ...]:
    """Split a text into its words in lower case; numbers and signs are left out."""
    return tuple(word.lower() for word in _WORD.findall(text))


def content_words(text: str) -> frozenset[str]:
    """Collect the roots of the words that carry meaning: four letters or more, no stop words."""
    return frozenset(
        word_root(word)
        for word in words(text)
        if len(word) >= _SHORTEST_CONTENT_WORD and word not in _STOP_WORDS
    )


def word_root(word: str) -> str:
    """Cut a common ending, so that "trains" and "training" count as one word."""
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_ROOT and not word.endswith("ss"):
            return root
    return word


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into sentences; after an abbreviation it goes on in lower case."""
    return tuple(part for part in _SENTENCE_END.split(" ".join(text.split())) if part)


def without_code(text: str) -> str:
    """Drop what stands between code marks: a program's words are not the author's."""
    return _CODE_MARK.sub(" ", text)


def syllables(word: str) -> int:
    """Estimate the syllables of an English word: groups of vowels, at least 1."""
    silent_end = re.search(r"[^aeiouyl]e$", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)) - (1 if silent_end else 0))


def reading_grade(text: str) -> float:
    """Estimate the school grade that a text asks for, after Flesch and Kincaid.

    Returns:
        Grade in US school years, about 0 to 20; 0 for a text without words. It
        is unfair to technical words, so no more than a hint.
    """
    found = words(text)
    if not found:
        return 0.0
    per_sentence = len(found) / len(sentences(text))
    per_word = sum(map(syllables, found)) / len(found)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def same_but_for_form(text: str) -> str:
    """Reduce a text to what still differs when case, space and punctuation are ignored.

    Signs, decimal points and all that stands in code marks are kept: there they
    carry the meaning.
    """
    if "`" in text:
        return " ".join(text.split())
    return " ".join(_PUNCTUATION.sub(" ", text.lower()).split())


def is_number(text: str) -> bool:
    """Whether a text is a number and nothing else, a percent sign apart."""
    return _NUMBER.fullmatch(text.replace("`", "").strip()) is not None


def character_ngrams(text: str, length: int = 5) -> frozenset[str]:
    """Collect the runs of characters of a text, case and white space levelled.

    Args:
        text: The text; one shorter than a run counts as a run.
        length: Characters in a run, 1 or more.
    """
    flat = " ".join(text.lower().split())
    return frozenset(flat[at : at + length] for at in range(max(1, len(flat) - length + 1)))
