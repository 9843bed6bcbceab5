"""The rules of a vocabulary, ready to be looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mlcareer.ads.lexicon import Lexicon, phrase_lexicon
from mlcareer.ads.scopes import Cue, cue_lexicon
from mlcareer.ads.sections import Headings
from mlcareer.ads.spelling import Speller
from mlcareer.ads.words import fold
from mlcareer.model.ads import SENIORITIES, Spelling, Term, Vocabulary

_ORDER: Final = (Spelling.EXACT, Spelling.ANY, Spelling.BESIDE)
"""Of terms that differ only in spelling, the strictest is tried first."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A vocabulary as lexicons; see `Vocabulary` for what each is for.

    Attributes:
        titles: Seniorities by the words of a title.
        texts: Seniorities by the words of other text.
    """

    terms: Lexicon[Term]
    announcing: Lexicon[bool]
    headings: Headings
    cues: Lexicon[Cue]
    closing: Lexicon[bool]
    asks: Lexicon[bool]
    tells: Lexicon[bool]
    jobs: Lexicon[bool]
    titles: Lexicon[str]
    texts: Lexicon[str]
    experience: Lexicon[bool]
    speller: Speller


def make_rules(vocabulary: Vocabulary) -> Rules:
    """Prepare a vocabulary for reading ads."""
    return Rules(
        terms=Lexicon(
            (term.text, _is_exact(term), term)
            for term in sorted(vocabulary.terms, key=lambda term: _ORDER.index(term.spelling))
        ),
        announcing=phrase_lexicon(vocabulary.announcing),
        headings=Headings(vocabulary),
        cues=cue_lexicon(vocabulary),
        closing=phrase_lexicon(vocabulary.closing),
        asks=phrase_lexicon(vocabulary.asks),
        tells=phrase_lexicon(vocabulary.tells),
        jobs=phrase_lexicon(vocabulary.jobs),
        titles=_seniorities({name: own.title for name, own in vocabulary.seniority.items()}),
        texts=_seniorities({name: own.text for name, own in vocabulary.seniority.items()}),
        experience=phrase_lexicon(vocabulary.experience),
        speller=Speller(fold(word) for word in vocabulary.often_misspelt),
    )


def _is_exact(term: Term) -> bool:
    return term.spelling is Spelling.EXACT or (
        term.spelling is Spelling.BESIDE and not term.text.islower()
    )


def _seniorities(phrases: Mapping[str, Sequence[str]]) -> Lexicon[str]:
    """Make a lexicon of seniorities; of two with the same phrase, the lower one counts."""
    return Lexicon(
        (phrase, False, name) for name in SENIORITIES for phrase in phrases.get(name, ())
    )
