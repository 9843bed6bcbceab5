"""A joint normal belief over abilities that have only one number in common."""

from collections.abc import Sequence
from typing import NamedTuple


class _Leaf(NamedTuple):
    """A number given the hub: normal around intercept + slope * hub."""

    intercept: float
    slope: float
    rest: float


class Star:
    """A normal distribution over a hub and numbers that are independent given the hub.

    It does what `Gaussian` does for such numbers, in time and memory that grow with
    their count and not with its square: neither answers about single numbers nor
    measurements of a number and the hub ever tie two of them to each other directly.

    Args:
        names: What the numbers stand for, in order; the hub comes last.
        mean: Mean of each.
        variance: Variance of each, all independent at first.
    """

    def __init__(
        self, names: Sequence[str], mean: Sequence[float], variance: Sequence[float]
    ) -> None:
        *numbers, self._hub = names
        *means, self._hub_mean = mean
        *variances, self._hub_variance = variance
        self._leaves = {
            name: _Leaf(m, 0.0, v) for name, m, v in zip(numbers, means, variances, strict=True)
        }

    def __contains__(self, name: object) -> bool:
        return name in self._leaves or name == self._hub

    @property
    def names(self) -> tuple[str, ...]:
        """What the numbers stand for, in order."""
        return (*self._leaves, self._hub)

    def mean(self, name: str) -> float:
        """Mean of a number."""
        if name == self._hub:
            return self._hub_mean
        intercept, slope, _ = self._leaves[name]
        return intercept + slope * self._hub_mean

    def variance(self, name: str) -> float:
        """Variance of a number."""
        return self.covariance(name, name)

    def covariance(self, name: str, other: str) -> float:
        """Covariance of two numbers."""
        shared = self._slope(name) * self._slope(other) * self._hub_variance
        rest = self._leaves[name].rest if name == other != self._hub else 0.0
        return rest + shared

    def marginals(self) -> tuple[list[float], list[float]]:
        """Means and variances of all numbers, in the order of the names."""
        mean, variance = self._hub_mean, self._hub_variance
        leaves = self._leaves.values()
        return (
            [*(leaf.intercept + leaf.slope * mean for leaf in leaves), mean],
            [*(leaf.rest + leaf.slope * leaf.slope * variance for leaf in leaves), variance],
        )

    def move(self, name: str, mean: float, variance: float) -> None:
        """Give one number a new mean and variance; the others follow by their covariance.

        See `Gaussian.move`.
        """
        if name == self._hub:
            self._hub_mean, self._hub_variance = mean, variance
            return
        _, slope, rest = self._leaves[name]
        before = rest + slope * slope * self._hub_variance
        # The hub given this number, by regression, stays as it was.
        weight = slope * self._hub_variance / before
        left = self._hub_variance * rest / before
        self._hub_mean += weight * (mean - self.mean(name))
        self._hub_variance = left + weight * weight * variance
        self._tie(name, mean, variance, weight * variance)

    def observe(self, names: Sequence[str], value: float, noise_variance: float) -> None:
        """Take in a noisy measurement of a number, of the hub, or of their sum.

        Raises:
            ValueError: Names two numbers beside the hub, which would tie them together.
        """
        numbers = [name for name in names if name != self._hub]
        if len(numbers) > 1:
            message = f"no more than one of {numbers} can be measured at once"
            raise ValueError(message)
        hub_gain = sum(self.covariance(self._hub, name) for name in names)
        gains = {number: sum(self.covariance(number, name) for name in names) for number in numbers}
        spread = sum(gains.get(name, hub_gain) for name in names) + noise_variance
        surprise = (value - sum(map(self.mean, names))) / spread
        after = [
            (
                number,
                self.mean(number) + gain * surprise,
                self.variance(number) - gain * gain / spread,
                self.covariance(number, self._hub) - gain * hub_gain / spread,
            )
            for number, gain in gains.items()
        ]
        self._hub_mean += hub_gain * surprise
        self._hub_variance -= hub_gain * hub_gain / spread
        for number in after:
            self._tie(*number)

    def weighted_squares(self, weights: Sequence[float]) -> list[float]:
        """Sum the squares of each number's covariances, each times the other's weight.

        Args:
            weights: One for each number, in the order of the names.
        """
        hub = self._hub_variance
        slopes = [*(leaf.slope for leaf in self._leaves.values()), 1.0]
        squares = [slope * slope * hub for slope in slopes]
        total = sum(weight * square for weight, square in zip(weights, squares, strict=True))
        _, variances = self.marginals()
        return [
            square * (total - weight * square) + weight * variance * variance
            for weight, square, variance in zip(weights, squares, variances, strict=True)
        ]

    def _slope(self, name: str) -> float:
        return 1.0 if name == self._hub else self._leaves[name].slope

    def _tie(self, name: str, mean: float, variance: float, covariance: float) -> None:
        slope = covariance / self._hub_variance if self._hub_variance else 0.0
        self._leaves[name] = _Leaf(
            mean - slope * self._hub_mean, slope, variance - slope * covariance
        )
