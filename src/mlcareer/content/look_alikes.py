"""Letters that look like others: two texts that read alike and are not, words of two alphabets.

Source: confusables.txt of Unicode (UTS #39), as far as it is about Cyrillic and Greek letters
that most typefaces draw as they draw Latin ones.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from mlcareer.content.yamlfile import Field
from mlcareer.errors import Problem

_LATIN: Final = {
    ord(letter): latin
    for latin, letters in {
        "a": "\u0430\u03b1",
        "c": "\u0441\u03f2",
        "d": "\u0501",
        "e": "\u0435",
        "h": "\u04bb",
        "i": "\u0456\u03b9",
        "j": "\u0458\u03f3",
        "o": "\u043e\u03bf",
        "p": "\u0440\u03c1",
        "q": "\u051b",
        "s": "\u0455",
        "u": "\u03c5",
        "v": "\u0475\u03bd",
        "w": "\u051d",
        "x": "\u0445",
        "y": "\u0443\u03b3",
        "A": "\u0410\u0391",
        "B": "\u0412\u0392",
        "C": "\u0421",
        "E": "\u0415\u0395",
        "H": "\u041d\u0397",
        "I": "\u0406\u0399",
        "J": "\u0408",
        "K": "\u041a\u039a",
        "M": "\u041c\u039c",
        "N": "\u039d",
        "O": "\u041e\u039f",
        "P": "\u0420\u03a1",
        "Q": "\u051a",
        "S": "\u0405",
        "T": "\u0422\u03a4",
        "W": "\u051c",
        "X": "\u0425\u03a7",
        "Y": "\u0423\u03a5",
        "Z": "\u0396",
    }.items()
    for letter in letters
}

_UNSEEN: Final = re.compile("[\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DRAWN_ANEW: Final = ("<font>", "<wide>", "<narrow>", "<noBreak>")
"""How Unicode says that a character is another one in another dress."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3
"""Letters of the shortest word; in formulas, Greek and Latin ones stand side by side."""


def looks(text: str) -> str:
    """Reduce a text to what it looks like: two that come out the same cannot be told apart."""
    if text.isascii():
        return text
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return "".join(map(_dressed_down, seen)).translate(_LATIN)


def _dressed_down(character: str) -> str:
    if unicodedata.decomposition(character).startswith(_DRAWN_ANEW):
        return unicodedata.normalize("NFKC", character)
    return character


def mixed_words(text: str) -> Iterator[str]:
    """Find words in which Latin letters stand beside others that look like Latin ones."""
    if text.isascii():
        return
    for word in _WORD.findall(text):
        has_foreign = any(ord(letter) in _LATIN for letter in word)
        if len(word) >= _SHORTEST and has_foreign and any(map(str.isascii, word)):
            yield word


def disguised(field: Field) -> Iterator[Problem]:
    """Complain of each word of a file in which alphabets are mixed."""
    if isinstance(field.value, dict):
        for key, entry in field.value.items():
            yield from (entry.key_problem(_said(word)) for word in mixed_words(key))
            yield from disguised(entry)
    elif isinstance(field.value, list):
        for item in field.value:
            yield from disguised(item)
    else:
        yield from (field.problem(_said(word)) for word in mixed_words(field.value))


def _said(word: str) -> str:
    letter = next(letter for letter in word if ord(letter) in _LATIN)
    like = _LATIN[ord(letter)]
    return f"{word!r} mixes alphabets: U+{ord(letter):04X} looks like {like!r}; type it anew"


def reading_alike(names: Iterable[Field]) -> Iterator[Problem]:
    """Complain of names that look like one before them."""
    found: dict[str, Field] = {}
    for name in names:
        if isinstance(name.value, str) and name.value:
            other = found.setdefault(looks(" ".join(name.value.casefold().split())), name)
            if other is not name:
                where = f"{other.file}:" if other.file != name.file else "line "
                yield name.problem(f"reads like the name in {where}{other.line}; change one")
