"""Words of a text, and what makes two of them the same."""

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

_WORD: Final = r"(?:(?<![\w.])\.(?=[A-Z]))?[^\W_]+(?:['\u2019](?=[^\W_])[^\W_]+)*[+#]*|&"
_JOINING: Final = frozenset(
    {"", " ", "-", "\u2010", "\u2013", "/", " / ", "_", ".", "/ ", " /", "- "}
)
"""What may stand between two words of a term: "scikit-learn", "CI / CD", "Node.js"."""

_SHORTEST_PLURAL: Final = 4
_CACHED: Final = 50_000


class Word(NamedTuple):
    """One word of a text: where it stands, as written, and folded for comparing."""

    start: int
    end: int
    text: str
    folded: str


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_WORD)


def words_of(text: str) -> list[Word]:
    """Split a text into words; & counts as one, C++ and C# keep their signs."""
    found = _pattern().finditer(text)
    return [Word(m.start(), m.end(), m[0], fold(m[0])) for m in found]


@lru_cache(maxsize=_CACHED)
def fold(word: str) -> str:
    """Make one form of a word's plural and singular, capitals, and British and American spelling.

    What comes out is for comparing only: both sides go through the same mill.
    """
    if word == "&":
        return "and"
    plain = word.casefold().replace("\u2019", "'").removesuffix("'s")
    if len(plain) < _SHORTEST_PLURAL or not plain.isalpha():
        return plain
    return _american(_singular(plain))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word[-1] == "s" and word[-2] not in "sui" else word


def _american(word: str) -> str:
    for british, american in (("isation", "ization"), ("ising", "izing"), ("ised", "ized")):
        if word.endswith(british):
            return word.removesuffix(british) + american
    if word.endswith("ise"):
        return f"{word[:-3]}ize"
    for british, american in (("elling", "eling"), ("elled", "eled"), ("viour", "vior")):
        if british in word:
            return word.replace(british, american)
    return word


def joins(gap: str) -> bool:
    """Tell whether two words with this between them may belong to one term."""
    return gap in _JOINING


def spelt_as(word: str, pattern: str) -> bool:
    """Tell whether a word is spelt as a pattern; where the pattern has capitals, with these.

    A lower-case s may follow: "GANs".
    """
    return word in {pattern, f"{pattern}s"}
