"""How likely each outcome of a question is, given ability."""

from math import pi, sqrt
from typing import Final

from mlcareer.measure.numbers import logistic
from mlcareer.model.items import Item, Outcome

ADMITS: Final = 0.6
"""Chance that a person who does not know says so instead of guessing; an assumption."""

SLIPS: Final = 0.03
"""Chance that a person who knows picks a wrong option; an assumption."""

HESITATES: Final = 0.02
"""Chance that a person who knows says "I don't know"; an assumption."""


def slope(item: Item) -> float:
    """Discrimination, per logit, flattened by the uncertainty of the difficulty.

    a' = a / sqrt(1 + pi a^2 b_sd^2 / 8): the logistic curve averaged over a normal
    difficulty (MacKay 1992, "The evidence framework applied to classification
    networks").
    """
    return item.a / sqrt(1 + pi * (item.a * item.b_sd) ** 2 / 8)


def knows(item: Item, theta: float) -> float:
    """Chance that a person of ability theta knows the answer: sigma(a' (theta - b))."""
    return logistic(slope(item) * (theta - item.b))


def chances(item: Item, outcome: Outcome) -> tuple[float, float]:
    """Chance of an outcome for a person who does not know, and for one who does."""
    match outcome:
        case Outcome.RIGHT:
            return (1 - ADMITS) * item.c, 1 - SLIPS - HESITATES
        case Outcome.WRONG:
            return (1 - ADMITS) * (1 - item.c), SLIPS
        case Outcome.DONT_KNOW:
            return ADMITS, HESITATES


def likelihood(item: Item, outcome: Outcome, theta: float) -> float:
    """Chance of an outcome for a person of ability theta; the three sum to 1."""
    unknowing, knowing = chances(item, outcome)
    return unknowing + (knowing - unknowing) * knows(item, theta)
