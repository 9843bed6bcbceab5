"""A joint normal belief over abilities, and what an answer does to it."""

from collections.abc import Iterable, Sequence
from functools import reduce
from math import sqrt
from operator import add, mul
from typing import Final, NamedTuple

from mlcareer.measure.numbers import normal_cdf, normal_density
from mlcareer.measure.response import LOGISTIC_SCALE, slope
from mlcareer.model.items import Item

_IMPOSSIBLE: Final = 1e-250
"""An outcome of less chance says nothing: the model has no explanation for it."""

_LEAST_LEFT: Final = 1e-4
"""Least share of the variance that one answer leaves; rounding would leave less or none."""


class Gaussian:
    """A normal distribution over several numbers, one a name.

    Args:
        names: What the numbers stand for, in order.
        mean: Mean of each.
        covariance: Covariance, symmetric and positive definite.
    """

    def __init__(
        self, names: Sequence[str], mean: Sequence[float], covariance: Iterable[Sequence[float]]
    ) -> None:
        self._at = {name: i for i, name in enumerate(names)}
        self._mean = list(mean)
        # The lower triangle: the matrix is symmetric, and half of it is half the work.
        self._rows = [list(row[: i + 1]) for i, row in enumerate(covariance)]

    def __contains__(self, name: object) -> bool:
        return name in self._at

    @property
    def names(self) -> tuple[str, ...]:
        """What the numbers stand for, in order."""
        return tuple(self._at)

    def mean(self, name: str) -> float:
        """Mean of a number."""
        return self._mean[self._at[name]]

    def variance(self, name: str) -> float:
        """Variance of a number."""
        return self._rows[self._at[name]][-1]

    def marginals(self) -> tuple[list[float], list[float]]:
        """Means and variances of all numbers, in the order of the names."""
        return self._mean, [row[-1] for row in self._rows]

    def covariance(self, name: str, other: str) -> float:
        """Covariance of two numbers."""
        i, j = sorted((self._at[name], self._at[other]))
        return self._rows[j][i]

    def move(self, name: str, mean: float, variance: float) -> None:
        """Give one number a new mean and variance; the others follow by their covariance.

        What the others are believed to be, given this one, stays as it was
        (assumed-density filtering; Minka 2001, section 3.2).
        """
        i = self._at[name]
        before = self._rows[i][-1]
        column = [c / before for c in self._column(i)]
        self._rank_one(column, mean - self._mean[i], variance - before)

    def observe(self, names: Sequence[str], value: float, noise_variance: float) -> None:
        """Take in a noisy measurement of the sum of some numbers (a Kalman update)."""
        places = [self._at[name] for name in names]
        gain = reduce(lambda sums, column: list(map(add, sums, column)), map(self._column, places))
        spread = sum(gain[i] for i in places) + noise_variance
        surprise = value - sum(self._mean[i] for i in places)
        self._rank_one(gain, surprise / spread, -1 / spread)

    def weighted_squares(self, weights: Sequence[float]) -> list[float]:
        """Sum the squares of each number's covariances, each times the other's weight.

        Args:
            weights: One for each number, in the order of the names.
        """
        sums: list[float] = []
        for i, row in enumerate(self._rows):
            squares = list(map(mul, row, row))
            weight = weights[i]
            if weight:
                # zip stops at the end of the sums so far, one before the diagonal.
                sums = [x + weight * d for x, d in zip(sums, squares, strict=False)]
            # map stops at the end of the row, which is the diagonal.
            sums.append(sum(map(mul, squares, weights)))
        return sums

    def _column(self, i: int) -> list[float]:
        return self._rows[i] + [row[i] for row in self._rows[i + 1 :]]

    def _rank_one(self, column: Sequence[float], shift: float, growth: float) -> None:
        self._mean = [m + c * shift for m, c in zip(self._mean, column, strict=True)]
        for i, c in enumerate(column):
            factor = c * growth
            if factor:
                # zip stops at the end of the row, which is the diagonal; to say that it
                # is not strict would take a sixth of the time of this innermost loop.
                pairs = zip(self._rows[i], column)  # noqa: B905
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
    """Work out the moments of knowing the answer to a question.

    Exact for the normal ogive: with s = a' sd / D and t = a' (mean - b) / (D sqrt(1 + s^2)),
    E k = Phi(t), E k z = phi(t) s / sqrt(1 + s^2), E k z^2 = Phi(t) - t phi(t) s^2 / (1 + s^2)
    (Rasmussen and Williams 2006, section 3.9; Owen 1975 used them for adaptive testing).
    """
    return knowing_at(slope(item) / LOGISTIC_SCALE, mean - item.b, variance)


def knowing_at(steepness: float, distance: float, variance: float) -> Knowing:
    """The moments for a curve of some steepness, at a distance of the mean from its middle."""
    spread = steepness * steepness * variance
    share = spread / (1 + spread)
    t = steepness * distance / sqrt(1 + spread)
    k, density = normal_cdf(t), normal_density(t)
    return Knowing(k, density * sqrt(share), k - t * density * share)


def posterior_moments(
    unknowing: float, known: float, moments: Knowing, mean: float, variance: float
) -> tuple[float, float, float]:
    """Chance of an outcome, and mean and variance of the ability after it.

    The variance never grows: a surprise makes the belief two-humped rather than
    wider, and a standard error that grows by answering would tell people the
    opposite of what happened.

    Args:
        unknowing: Chance of the outcome for a person who does not know the answer.
        known: Its chance for a person who knows it.
        moments: Those of knowing the answer.
        mean: Of the ability before.
        variance: Of the ability before.
    """
    gain = known - unknowing
    chance = unknowing + gain * moments.k
    if chance < _IMPOSSIBLE:
        return _IMPOSSIBLE, mean, variance
    z = gain * moments.kz / chance
    left = (unknowing + gain * moments.kzz) / chance - z * z
    if left > 1:
        left = 1.0
    elif left < _LEAST_LEFT:
        left = _LEAST_LEFT
    return chance, mean + sqrt(variance) * z, variance * left
