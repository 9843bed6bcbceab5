"""Tells whether covariances are positive definite."""

from collections.abc import Sequence

from mlcareer.measure.belief import Belief, Joint


def table_of(gaussian: Joint) -> list[list[float]]:
    """Write out the whole covariance, in the order of the names."""
    return [
        [gaussian.covariance(name, other) for other in gaussian.names] for name in gaussian.names
    ]


def whole(triangle: Sequence[Sequence[float]]) -> list[list[float]]:
    """Write out a symmetric table of which the lower triangle is given."""
    size = len(triangle)
    return [[triangle[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]


def smallest_pivot(table: Sequence[Sequence[float]]) -> float:
    """Smallest pivot of Gaussian elimination; above 0 exactly where it is positive definite."""
    rows = [list(row) for row in table]
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


def smallest_pivot_of(belief: Belief) -> float:
    """Smallest pivot of the covariances of all hypotheses."""
    return min(smallest_pivot(table_of(hypothesis)) for hypothesis in belief.hypotheses)
