"""Difficulty from judgement: what it follows from that people are expected to answer right."""

from collections.abc import Sequence
from math import exp, sqrt
from statistics import fmean, variance
from typing import Final

from mlcareer.model.questions import DEFAULT_DISCRIMINATION

BORDERS: Final = (-1.0, 0.0, 1.0)
"""Ability, in logits, at the borders of working, proficient and expert."""

JUDGEMENT_SD: Final = 0.5
"""How far judgements on which raters agree are taken to be off all the same, in logits.

A guess: nobody has answered these questions in numbers that would tell. Raters of text
predict difficulty but roughly (Attali and others 2014; the BEA 2024 shared task).
"""

GUESSED_RIGHT: Final = 0.08
"""Share of people without a clue who are right at most, as they may say "I don't know"."""

STRETCH: Final = 1.5
SHIFT: Final = 1.4
"""Makes the judged scale that of the levels: b = SHIFT + STRETCH * judged b, in logits.

Judges find hard questions too easy and easy ones too hard for people at a border (Impara
and Plake 1998), and so press the scale together. What a level means is fixed in the map, so
that over the shipped questions mean and standard deviation of b are made those of their
levels (linear equating; Kolen and Brennan 2014, chapter 2).
"""

_STEP: Final = 0.02
_REACH: Final = 175
"""The b of one rater is looked for on a grid of this many steps to either side of 0, in logits:
from -3.5 to 3.5, and within a hundredth of where it is."""


def difficulty(shares: Sequence[Sequence[int]], c: float) -> tuple[float, float]:
    """Work out b and its standard deviation, in logits, by Angoff's way, on the levels' scale.

    Each rater says how many of a hundred people at each border would answer right. The b
    of a rater is where the curve c + (1 - c) / (1 + exp(-a (border - b))) comes nearest to
    these shares in least squares: with one border that is
    b = border - ln((p - c) / (1 - p)) / a (Angoff 1971 for the judgement). As people may
    say "I don't know", c counts as no more than GUESSED_RIGHT.

    Args:
        shares: For each rater the three numbers, 0 to 100.
        c: Chance that a guess is right.

    Returns:
        The mean of the raters, stretched and shifted, and how far it may be off: their
        spread and JUDGEMENT_SD.
    """
    floor = min(c, GUESSED_RIGHT)
    own = [_nearest([share / 100 for share in rater], floor) for rater in shares]
    spread = variance(own) if len(own) > 1 else 0.0
    b = SHIFT + STRETCH * fmean(own)
    return round(b, 2), round(sqrt(JUDGEMENT_SD**2 + STRETCH**2 * spread), 2)


def _nearest(shares: Sequence[float], c: float) -> float:
    candidates = [at * _STEP for at in range(-_REACH, _REACH + 1)]
    return min(candidates, key=lambda b: _distance(b, shares, c))


def _distance(b: float, shares: Sequence[float], c: float) -> float:
    return sum(
        (c + (1 - c) / (1 + exp(DEFAULT_DISCRIMINATION * (b - border))) - share) ** 2
        for border, share in zip(BORDERS, shares, strict=True)
    )
