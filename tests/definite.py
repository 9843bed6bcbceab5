"""Tells whether the covariance of a belief is positive definite."""

from collections.abc import Sequence

from mlcareer.measure.belief import Belief


def smallest_pivot(belief: Belief, names: Sequence[str]) -> float:
    """Smallest pivot of Gaussian elimination; above 0 exactly where it is positive definite."""
    rows = [[belief.covariance(name, other) for other in names] for name in names]
    smallest = float("inf")
    for at, row in enumerate(rows):
        smallest = min(smallest, row[at])
        if row[at] <= 0:
            break
        for below in rows[at + 1 :]:
            factor = below[at] / row[at]
            for column in range(at, len(rows)):
                below[column] -= factor * row[column]
    return smallest
