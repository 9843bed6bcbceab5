"""Sums over several skills: shares of targets met, mean levels. Skills err together."""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from math import sqrt
from typing import Final

from mlcareer.measure.belief import LEVEL_CUTS, Belief, Joint, Moments
from mlcareer.measure.numbers import normal_cdf, normal_density

_TERMS: Final = 5
"""Terms of the series; at a correlation of 0.9 what is left out stays below 0.01."""

_UNRELATED: Final = 0.005
"""A correlation below this changes nothing that is shown."""

Worth = Mapping[str, Sequence[float]]
"""For each skill, what each of the levels 0 to 4 counts in a sum."""


def sum_moments(belief: Belief, worth: Worth) -> Moments:
    """Mean and variance of a sum to which each skill adds what its level is worth.

    An answer that was luck lifts neighbouring skills with it, so the errors of single
    skills do not cancel out as if they were independent; the joint belief says how far.

    Args:
        belief: What is believed about the person.
        worth: What each level of each skill counts.
    """
    each = [
        _moments_within(hypothesis, worth) if weight else Moments(0.0, 0.0)
        for weight, hypothesis in zip(belief.weights, belief.hypotheses, strict=True)
    ]
    mean = sum(w * m.mean for w, m in zip(belief.weights, each, strict=True))
    variance = sum(
        w * (m.variance + (m.mean - mean) ** 2) for w, m in zip(belief.weights, each, strict=True)
    )
    return Moments(mean, variance)


def _moments_within(hypothesis: Joint, worth: Worth) -> Moments:
    mean = variance = 0.0
    sds: dict[str, float] = {}
    series: dict[str, list[float]] = {}
    for skill, values in worth.items():
        sds[skill] = sqrt(hypothesis.variance(skill))
        cuts = [(cut - hypothesis.mean(skill)) / sds[skill] for cut in LEVEL_CUTS]
        own = _moments_of_one(cuts, values)
        mean += own.mean
        variance += own.variance
        series[skill] = _series(cuts, values)
    for one, other in combinations(worth, 2):
        correlation = hypothesis.covariance(one, other) / (sds[one] * sds[other])
        if abs(correlation) > _UNRELATED:
            variance += 2 * _covariance(correlation, series[one], series[other])
    return Moments(mean, max(0.0, variance))


def _moments_of_one(cuts: Sequence[float], values: Sequence[float]) -> Moments:
    below = [0.0, *map(normal_cdf, cuts), 1.0]
    chances = [high - low for low, high in pairwise(below)]
    mean = sum(p * v for p, v in zip(chances, values, strict=True))
    square = sum(p * v * v for p, v in zip(chances, values, strict=True))
    return Moments(mean, square - mean * mean)


def _series(cuts: Sequence[float], values: Sequence[float]) -> list[float]:
    """Expand what the levels are worth in Hermite polynomials of the standardised ability.

    The n-th coefficient of a step at h is phi(h) He_(n-1)(h) / sqrt(n!): the tetrachoric
    series (Pearson 1900; Kendall and Stuart, volume 2, 26.27).
    """
    total = [0.0] * _TERMS
    for cut, (low, high) in zip(cuts, pairwise(values), strict=True):
        if high == low:
            continue
        # He_(n-1) / sqrt(n!) by the recurrence He_n = h He_(n-1) - (n - 1) He_(n-2).
        before, now, scale = 0.0, (high - low) * normal_density(cut), 1.0
        for n in range(1, _TERMS + 1):
            scale *= n
            total[n - 1] += now / sqrt(scale)
            before, now = now, cut * now - (n - 1) * before
    return total


def _covariance(correlation: float, one: Sequence[float], other: Sequence[float]) -> float:
    total, power = 0.0, 1.0
    for a, b in zip(one, other, strict=True):
        power *= correlation
        total += power * a * b
    return total
