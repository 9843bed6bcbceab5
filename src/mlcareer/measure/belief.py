"""One joint belief over the abilities in all skills at once."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from mlcareer.measure.numbers import logistic, normal_cdf, normal_grid
from mlcareer.measure.response import chances, slope
from mlcareer.model.items import Item, Outcome
from mlcareer.model.levels import TOP_LEVEL

LEVEL_CUTS: Final = (-2.0, -1.0, 0.0, 1.0)
"""Ability, in logits, from which each of the levels 1 to 4 is reached."""

_GRID: Final = normal_grid()
_GRID_VARIANCE: Final = sum(weight * z * z for z, weight in _GRID)


class Belief:
    """A Gaussian over abilities, one number a skill, in logits.

    An answer about one skill moves the others as far as they hang together.
    Answers enter by moment matching: the skill's own marginal is multiplied by
    the likelihood on a grid, and the Gaussian with the same mean and variance
    takes its place (assumed-density filtering; Minka 2001, section 3.2).

    Args:
        names: What the numbers stand for, in order.
        mean: Prior mean of each.
        covariance: Prior covariance, symmetric and positive definite.
    """

    def __init__(
        self, names: Sequence[str], mean: Sequence[float], covariance: Sequence[Sequence[float]]
    ) -> None:
        self._at = {name: i for i, name in enumerate(names)}
        self._mean = list(mean)
        # The lower triangle: the matrix is symmetric, and half of it is half the work.
        self._rows = [list(row[: i + 1]) for i, row in enumerate(covariance)]

    def __contains__(self, name: object) -> bool:
        return name in self._at

    def mean(self, name: str) -> float:
        """Expected ability, in logits."""
        return self._mean[self._at[name]]

    def variance(self, name: str) -> float:
        """Variance of the ability, in squared logits."""
        return self._rows[self._at[name]][-1]

    def covariance(self, name: str, other: str) -> float:
        """Covariance of two abilities, in squared logits."""
        i, j = sorted((self._at[name], self._at[other]))
        return self._rows[j][i]

    def answer(self, item: Item, outcome: Outcome) -> None:
        """Take in the outcome of a question."""
        mean, variance = self.mean(item.skill), self.variance(item.skill)
        new_mean, new_variance = posterior_moments(item, outcome, mean, variance)
        column = [c / variance for c in self._column(self._at[item.skill])]
        self._rank_one(column, new_mean - mean, new_variance - variance)

    def observe(self, names: Sequence[str], value: float, noise_variance: float) -> None:
        """Take in a noisy measurement of the sum of some abilities (a Kalman update)."""
        places = [self._at[name] for name in names]
        gain = [sum(parts) for parts in zip(*map(self._column, places), strict=True)]
        spread = sum(gain[i] for i in places) + noise_variance
        surprise = value - sum(self._mean[i] for i in places)
        self._rank_one(gain, surprise / spread, -1 / spread)

    def _column(self, i: int) -> list[float]:
        return self._rows[i] + [row[i] for row in self._rows[i + 1 :]]

    def _rank_one(self, column: Sequence[float], shift: float, growth: float) -> None:
        self._mean = [m + c * shift for m, c in zip(self._mean, column, strict=True)]
        for i, c in enumerate(column):
            factor = c * growth
            if factor:
                # zip stops at the end of the row, which is the diagonal.
                pairs = zip(self._rows[i], column, strict=False)
                self._rows[i] = [x + factor * d for x, d in pairs]


class Knowing(NamedTuple):
    """Moments of knowing an answer, over what is believed about the skill.

    With z the standardised ability: the expectations of k, k z and k z^2, where k
    is the chance of knowing at z. All that any outcome does follows from them.
    """

    k: float
    kz: float
    kzz: float


def knowing(item: Item, mean: float, variance: float) -> Knowing:
    """Work out the moments of knowing the answer to a question."""
    steepness = slope(item)
    scale = steepness * variance**0.5
    shift = steepness * (mean - item.b)
    k = kz = kzz = 0.0
    for z, weight in _GRID:
        part = weight * logistic(shift + scale * z)
        k += part
        kz += part * z
        kzz += part * z * z
    return Knowing(k, kz, kzz)


def posterior_moments(
    item: Item, outcome: Outcome, mean: float, variance: float, known: Knowing | None = None
) -> tuple[float, float]:
    """Mean and variance of a skill's ability after an outcome, given those before."""
    moments = known or knowing(item, mean, variance)
    unknowing, when_known = chances(item, outcome)
    gain = when_known - unknowing
    total = unknowing + gain * moments.k
    z = gain * moments.kz / total
    zz = (unknowing * _GRID_VARIANCE + gain * moments.kzz) / total
    return mean + variance**0.5 * z, variance * (zz - z * z)


def predict(
    item: Item, mean: float, variance: float, known: Knowing | None = None
) -> dict[Outcome, float]:
    """Chance of each outcome of a question, given what is believed about its skill."""
    moments = known or knowing(item, mean, variance)
    predicted = {}
    for outcome in Outcome:
        unknowing, when_known = chances(item, outcome)
        predicted[outcome] = unknowing + (when_known - unknowing) * moments.k
    return predicted


def chance_of_level(level: int, mean: float, variance: float) -> float:
    """Chance that the ability reaches a level from 0 to 4."""
    if level == 0:
        return 1.0
    return normal_cdf((mean - LEVEL_CUTS[level - 1]) / variance**0.5)


def level_probabilities(mean: float, variance: float) -> tuple[float, ...]:
    """Chance of being at each of the levels 0 to 4, summing to 1."""
    reach = [chance_of_level(level, mean, variance) for level in range(TOP_LEVEL + 1)]
    return tuple(at_least - above for at_least, above in zip(reach, [*reach[1:], 0.0], strict=True))
