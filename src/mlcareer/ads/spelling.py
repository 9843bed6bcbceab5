"""Takes a slip of the pen for the word it was meant to be."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mlcareer.ads.words import Word

_SHORTEST: Final = 6
"""Letters of a word that is not taken for another one by one letter."""


class Speller:
    """Knows words, and finds the one that an unknown word was meant to be.

    A word counts as meant where one letter is missing, too many or another one, or two
    neighbours changed places, no second word is as near, and the first and the last letter are
    right: a wrong last letter is mostly another form of another word.

    Args:
        words: The words to find, folded.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(words)
        self._near: dict[str, set[str]] = {}
        self._longest = max(map(len, self._known), default=0) + 1
        for word in self._known:
            if len(word) >= _SHORTEST and word.isalpha():
                for shortened in _shortened(word):
                    self._near.setdefault(shortened, set()).add(word)

    def meant(self, word: str) -> str:
        """Return the word that was meant, or the same word."""
        if word in self._known or not _SHORTEST <= len(word) <= self._longest:
            return word
        near = {
            known
            for shortened in _shortened(word)
            for known in self._near.get(shortened, ())
            if known[0] == word[0] and known[-1] == word[-1] and _is_one_slip(word, known)
        }
        return near.pop() if len(near) == 1 else word

    def corrected(self, words: Sequence[Word]) -> list[Word]:
        """Fold each word to the one that was meant; its text stays as written."""
        return [word._replace(folded=self.meant(word.folded)) for word in words]


def _shortened(word: str) -> Iterator[str]:
    """List a word and what is left of it without one letter."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _is_one_slip(word: str, meant: str) -> bool:
    """Tell whether one letter more, less or other, or one swap of neighbours, divides two words."""
    if len(word) > len(meant):
        word, meant = meant, word
    at = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), len(word))
    if len(word) < len(meant):
        return word[at:] == meant[at + 1 :]
    if word[at + 1 :] == meant[at + 1 :]:
        return True
    return word[at : at + 2] == meant[at : at + 2][::-1] and word[at + 2 :] == meant[at + 2 :]
