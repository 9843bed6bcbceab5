"""One joint belief over the abilities in all skills at once."""

from collections.abc import Mapping, Sequence
from typing import Final

from mlcareer.measure.numbers import normal_cdf, normal_grid
from mlcareer.measure.response import likelihood
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.questions import Item, Outcome

LEVEL_CUTS: Final = (-2.0, -1.0, 0.0, 1.0)
"""Ability, in logits, from which each of the levels 1 to 4 is reached."""

_GRID: Final = normal_grid()


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
        self._covariance = [list(row) for row in covariance]

    def __contains__(self, name: object) -> bool:
        return name in self._at

    def mean(self, name: str) -> float:
        """Expected ability, in logits."""
        return self._mean[self._at[name]]

    def variance(self, name: str) -> float:
        """Variance of the ability, in squared logits."""
        i = self._at[name]
        return self._covariance[i][i]

    def answer(self, item: Item, outcome: Outcome) -> None:
        """Take in the outcome of a question."""
        mean, variance = posterior_moments(
            item, outcome, self.mean(item.skill), self.variance(item.skill)
        )
        self._move(item.skill, mean, variance)

    def observe(self, weights: Mapping[str, float], value: float, noise_variance: float) -> None:
        """Take in a noisy measurement of a weighted sum of abilities (a Kalman update)."""
        parts = [(self._at[name], weight) for name, weight in weights.items()]
        gain = [sum(row[i] * w for i, w in parts) for row in self._covariance]
        spread = sum(gain[i] * w for i, w in parts) + noise_variance
        surprise = value - sum(self._mean[i] * w for i, w in parts)
        self._rank_one(gain, surprise / spread, -1 / spread)

    def _move(self, name: str, mean: float, variance: float) -> None:
        i = self._at[name]
        before = self._covariance[i][i]
        column = [row[i] / before for row in self._covariance]
        self._rank_one(column, mean - self._mean[i], variance - before)

    def _rank_one(self, column: Sequence[float], shift: float, growth: float) -> None:
        for i, c in enumerate(column):
            if c:
                self._mean[i] += c * shift
                row = self._covariance[i]
                factor = c * growth
                for j, d in enumerate(column):
                    row[j] += factor * d


def posterior_moments(
    item: Item, outcome: Outcome, mean: float, variance: float
) -> tuple[float, float]:
    """Mean and variance of a skill's ability after an outcome, given those before."""
    sd = variance**0.5
    weighted = [
        (mean + sd * place, weight * likelihood(item, outcome, mean + sd * place))
        for place, weight in _GRID
    ]
    total = sum(w for _, w in weighted)
    new_mean = sum(theta * w for theta, w in weighted) / total
    new_variance = sum((theta - new_mean) ** 2 * w for theta, w in weighted) / total
    return new_mean, new_variance


def predict(item: Item, mean: float, variance: float) -> dict[Outcome, float]:
    """Chance of each outcome of a question, given what is believed about its skill."""
    sd = variance**0.5
    return {
        outcome: sum(
            weight * likelihood(item, outcome, mean + sd * place) for place, weight in _GRID
        )
        for outcome in Outcome
    }


def chance_of_level(level: int, mean: float, variance: float) -> float:
    """Chance that the ability reaches a level from 0 to 4."""
    if level == 0:
        return 1.0
    return normal_cdf((mean - LEVEL_CUTS[level - 1]) / variance**0.5)


def level_probabilities(mean: float, variance: float) -> tuple[float, ...]:
    """Chance of being at each of the levels 0 to 4, summing to 1."""
    reach = [chance_of_level(level, mean, variance) for level in range(TOP_LEVEL + 1)]
    return tuple(at_least - above for at_least, above in zip(reach, [*reach[1:], 0.0], strict=True))
