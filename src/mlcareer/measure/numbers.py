"""The few functions of the normal distribution that are needed."""

from collections.abc import Callable
from math import erfc, exp, inf, sqrt, tau
from typing import Final

_ROOT_2: Final = sqrt(2)
_PEAK: Final = 1 / sqrt(tau)

_ROUNDS: Final = 60
"""Halving so often brings a reach of 100 below 1e-16, whatever the function is like."""

_CLOSE_ENOUGH: Final = 1e-10


def normal_cdf(x: float) -> float:
    """Chance that a standard normal number is at most x."""
    return 0.5 * erfc(-x / _ROOT_2)


def normal_density(x: float) -> float:
    """Density of a standard normal number at x."""
    return _PEAK * exp(-0.5 * x * x)


def invert(
    function: Callable[[float], tuple[float, float]], value: float, place: float, reach: float
) -> float:
    """Find where a growing function takes a value, within some reach of a place.

    Newton's method, kept between bounds that close in; halving where it would leave them.

    Args:
        function: Gives its value and its slope at a place.
        value: The value wanted.
        place: Where it is expected.
        reach: How far from there it may be.
    """
    low, high = place - reach, place + reach
    for _ in range(_ROUNDS):
        here, slope = function(place)
        low, high = (place, high) if here < value else (low, place)
        step = (value - here) / slope if slope else inf
        before, place = place, place + step
        if not low < place < high:
            place = (low + high) / 2
        if abs(place - before) < _CLOSE_ENOUGH:
            break
    return place
