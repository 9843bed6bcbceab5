"""How likely each outcome of a question is, given ability."""

from math import pi, sqrt
from typing import Final

from mlcareer.measure.numbers import logistic
from mlcareer.model.questions import Item, Outcome

ADMITS: Final = 0.6
"""Chance that a person who does not know says so instead of guessing.

An assumption: exams that offer "I don't know" at no cost find 50 to 70 %.
"""

SLIPS: Final = 0.03
"""Chance that a person who knows picks a wrong option; an assumption."""

HESITATES: Final = 0.02
"""Chance that a person who knows says "I don't know"; an assumption."""


def knows(item: Item, theta: float) -> float:
    """Chance that a person of ability theta knows the answer.

    The two-parameter logistic model, averaged over the normal uncertainty of the
    difficulty: sigma(a' (theta - b)) with a' = a / sqrt(1 + pi a^2 b_sd^2 / 8)
    (MacKay 1992, "The evidence framework applied to classification networks").
    """
    flattened = item.a / sqrt(1 + pi * (item.a * item.b_sd) ** 2 / 8)
    return logistic(flattened * (theta - item.b))


def likelihood(item: Item, outcome: Outcome, theta: float) -> float:
    """Chance of an outcome for a person of ability theta; the three sum to 1."""
    knowing = knows(item, theta)
    guessing = (1 - knowing) * (1 - ADMITS)
    match outcome:
        case Outcome.RIGHT:
            return knowing * (1 - SLIPS - HESITATES) + guessing * item.c
        case Outcome.WRONG:
            return knowing * SLIPS + guessing * (1 - item.c)
        case Outcome.DONT_KNOW:
            return knowing * HESITATES + (1 - knowing) * ADMITS
