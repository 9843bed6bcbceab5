"""Exact tail probabilities: what a sound bank may show by chance."""

from collections.abc import Iterable, Sequence
from math import erfc, exp, gamma, sqrt
from typing import Final

RISK: Final = 0.01
"""Chance, 0 to 1, that one line is crossed although nothing is wrong."""


def count_distribution(chances: Iterable[float]) -> tuple[float, ...]:
    """Work out how many of some independent trials succeed.

    The trials may have different chances, because a bank mixes questions of
    three and of four options. With equal chances it is the binomial distribution.

    Args:
        chances: Chance of each trial, 0 to 1.

    Returns:
        Probability of 0, 1, 2 ... successes.
    """
    distribution = [1.0]
    for chance in chances:
        missed = [*distribution, 0.0]
        made = [0.0, *distribution]
        distribution = [
            below * (1 - chance) + above * chance for below, above in zip(missed, made, strict=True)
        ]
    return tuple(distribution)


def suspiciously_many(chances: Sequence[float], risk: float = RISK) -> int:
    """Find the smallest count that chance reaches or passes with at most this risk.

    Args:
        chances: Chance of each trial, 0 to 1.
        risk: Probability in the upper tail, 0 to 1.

    Returns:
        A count from 0 to the number of trials, or one more where even all
        successes are no surprise.
    """
    tail = 0.0
    distribution = count_distribution(chances)
    for count in range(len(distribution) - 1, -1, -1):
        tail += distribution[count]
        if tail > risk:
            return count + 1
    return 0


def suspiciously_few(chances: Sequence[float], risk: float = RISK) -> int:
    """Find the largest count that chance stays at or below with at most this risk.

    Args:
        chances: Chance of each trial, 0 to 1.
        risk: Probability in the lower tail, 0 to 1.

    Returns:
        A count, or -1 where even no success is no surprise.
    """
    failures = [1 - chance for chance in chances]
    return len(failures) - suspiciously_many(failures, risk)


def chi_square_tail(statistic: float, freedom: int) -> float:
    """Chance that a chi-square number is at least as large as the statistic.

    Args:
        statistic: 0 or more.
        freedom: Degrees of freedom, 1 or more.
    """
    half = statistic / 2
    start = 1 if freedom % 2 else 2
    tail = erfc(sqrt(half)) if freedom % 2 else exp(-half)
    for lower in range(start, freedom, 2):
        tail += exp(-half) * pow(half, lower / 2) / gamma(lower / 2 + 1)
    return tail


def evenness(counts: Sequence[int]) -> float:
    """Chance that equally likely cells come out at least as uneven as these counts.

    Args:
        counts: Two or more counts, each 0 or more.

    Returns:
        Tail of the chi-square test, 0 to 1; 1 where nothing was counted.
    """
    expected = sum(counts) / len(counts)
    if not expected:
        return 1.0
    statistic = sum((count - expected) ** 2 for count in counts) / expected
    return chi_square_tail(statistic, len(counts) - 1)
