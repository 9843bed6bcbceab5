"""The few functions of the normal and the logistic distribution that are needed."""

from math import erf, exp, sqrt, tau

_ROOT_2 = sqrt(2)


def normal_cdf(x: float) -> float:
    """Chance that a standard normal number is at most x."""
    return 0.5 * (1 + erf(x / _ROOT_2))


def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), without overflow."""
    if x >= 0:
        return 1 / (1 + exp(-x))
    growth = exp(x)
    return growth / (1 + growth)


def normal_grid(points: int = 61, reach: float = 6.0) -> tuple[tuple[float, float], ...]:
    """Places and weights that stand for a standard normal number.

    Args:
        points: How many places.
        reach: How many standard deviations to either side.

    Returns:
        Pairs of place and weight; the weights sum to 1.
    """
    step = 2 * reach / (points - 1)
    places = [-reach + step * i for i in range(points)]
    densities = [exp(-0.5 * x * x) / sqrt(tau) for x in places]
    total = sum(densities)
    return tuple((x, d / total) for x, d in zip(places, densities, strict=True))
