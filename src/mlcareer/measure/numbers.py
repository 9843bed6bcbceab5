"""The few functions of the normal distribution that are needed."""

from collections.abc import Callable
from math import erfc, exp, sqrt, tau
from typing import Final

_ROOT_2: Final = sqrt(2)
_PEAK: Final = 1 / sqrt(tau)
_HALVINGS: Final = 48


def normal_cdf(x: float) -> float:
    """Chance that a standard normal number is at most x."""
    return 0.5 * erfc(-x / _ROOT_2)


def normal_density(x: float) -> float:
    """Density of a standard normal number at x."""
    return _PEAK * exp(-0.5 * x * x)


def invert(function: Callable[[float], float], value: float, low: float, high: float) -> float:
    """Find where a growing function takes a value, between low and high, by halving."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if function(middle) < value:
            low = middle
        else:
            high = middle
    return (low + high) / 2
