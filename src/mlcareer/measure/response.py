"""How likely each outcome of a question is, given ability."""

from math import sqrt
from typing import Final, NamedTuple

from mlcareer.measure.numbers import normal_cdf
from mlcareer.model.items import Item, Outcome

LOGISTIC_SCALE: Final = 1.702
"""Steepness that makes the logistic curve follow the normal one.

The two differ by less than 0.01 anywhere (Haley 1952; Birnbaum 1968, section 17.2), so
discriminations a and difficulties b are those of the logistic model.
"""


class Behaviour(NamedTuple):
    """What people do who know or do not know the answer.

    Attributes:
        admits: Chance that a person who does not know says so instead of guessing.
        slips: Chance that a person who knows answers as if by guessing.
        hesitates: Chance that a person who knows says "I don't know".
    """

    admits: float = 0.6
    slips: float = 0.04
    hesitates: float = 0.02


TYPICAL: Final = Behaviour()
"""An assumption; how often a person admits is learned from the person's answers."""


def slope(item: Item) -> float:
    """Discrimination, per logit, flattened by the uncertainty of the difficulty.

    a' = a / sqrt(1 + (a b_sd / D)^2): the normal curve averaged over a normal
    difficulty, without approximation (Lord and Novick 1968, section 16.8).
    """
    return item.a / sqrt(1 + (item.a * item.b_sd / LOGISTIC_SCALE) ** 2)


def knows(item: Item, theta: float) -> float:
    """Chance that a person of ability theta knows the answer: Phi(a' (theta - b) / D).

    The two-parameter normal ogive model (Lord and Novick 1968, chapter 16).
    """
    return normal_cdf(slope(item) * (theta - item.b) / LOGISTIC_SCALE)


def chances(item: Item, outcome: Outcome, behaviour: Behaviour = TYPICAL) -> tuple[float, float]:
    """Chance of an outcome for a person who does not know, and for one who does."""
    admits, slips, hesitates = behaviour
    if outcome is Outcome.DONT_KNOW:
        return admits, hesitates
    if outcome is Outcome.WRONG:
        return (1 - admits) * (1 - item.c), slips * (1 - item.c)
    return (1 - admits) * item.c, 1 - hesitates - slips * (1 - item.c)


def likelihood(item: Item, outcome: Outcome, theta: float, behaviour: Behaviour = TYPICAL) -> float:
    """Chance of an outcome for a person of ability theta; the three sum to 1."""
    unknowing, knowing = chances(item, outcome, behaviour)
    return unknowing + (knowing - unknowing) * knows(item, theta)
