from collections.abc import Sequence
from math import sqrt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from definite import smallest_pivot, table_of
from mlcareer.measure.gaussian import Gaussian, Knowing, knowing, knowing_at, posterior_moments
from mlcareer.measure.numbers import normal_density
from mlcareer.measure.response import LOGISTIC_SCALE, chances, knows, likelihood, slope
from mlcareer.model.items import Item, Outcome
from simulated import ANY_OUTCOME, items

ITEMS = items(["x"])
MEANS = st.floats(-4, 4)
VARIANCES = st.floats(0.02, 4)
PLACES = [i / 100 for i in range(-900, 901)]
Table = list[list[float]]


@st.composite
def gaussians(draw: st.DrawFn) -> Gaussian:
    """Draw a joint normal distribution over one to five numbers."""
    size = draw(st.integers(1, 5))
    root = [
        [
            draw(st.floats(-1, 1)) if column < row else draw(st.floats(0.3, 1.5))
            for column in range(row + 1)
        ]
        for row in range(size)
    ]
    table = [
        [sum(a * b for a, b in zip(one, other, strict=False)) for other in root] for one in root
    ]
    means = draw(st.lists(st.floats(-3, 3), min_size=size, max_size=size))
    return Gaussian("vwxyz"[:size], means, table)


def inverse(table: Sequence[Sequence[float]]) -> Table:
    """Invert a positive definite table by Gauss and Jordan's elimination."""
    size = len(table)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(table)]
    for at in range(size):
        rows[at] = [x / rows[at][at] for x in rows[at]]
        for other in range(size):
            if other != at:
                factor = rows[other][at]
                rows[other] = [x - factor * y for x, y in zip(rows[other], rows[at], strict=True)]
    return [row[size:] for row in rows]


def means_of(gaussian: Gaussian) -> list[float]:
    """List all means, in the order of the names."""
    return [gaussian.mean(name) for name in gaussian.names]


def times(table: Table, column: Sequence[float]) -> list[float]:
    """Multiply a table with a column."""
    return [sum(x * y for x, y in zip(row, column, strict=True)) for row in table]


def flat(table: Table) -> list[float]:
    """Write a table as one list."""
    return [x for row in table for x in row]


def observed(
    gaussian: Gaussian, seen: Sequence[float], value: float, noise: float
) -> tuple[list[float], Table]:
    """Means and covariance after a measurement of a weighted sum, by adding precisions."""
    precision = inverse(table_of(gaussian))
    weighted = times(precision, means_of(gaussian))
    after = inverse(
        [
            [x + one * other / noise for x, other in zip(row, seen, strict=True)]
            for row, one in zip(precision, seen, strict=True)
        ]
    )
    told = [x + one * value / noise for x, one in zip(weighted, seen, strict=True)]
    return times(after, told), after


def test_it_holds_what_it_was_made_of() -> None:
    """Names, means, variances and covariances come back, in either order of two names."""
    gaussian = Gaussian(("x", "y"), (1.0, 2.0), [(4.0, 1.0), (1.0, 3.0)])
    assert gaussian.names == ("x", "y")
    assert [gaussian.mean(name) for name in "xy"] == [1, 2]
    assert [gaussian.variance(name) for name in "xy"] == [4, 3]
    assert gaussian.covariance("x", "y") == gaussian.covariance("y", "x") == 1
    assert gaussian.covariance("y", "y") == 3
    assert "x" in gaussian
    assert "z" not in gaussian


def test_it_leaves_alone_what_it_was_made_of() -> None:
    """A change does not reach the lists that the distribution was made of."""
    means, table = [0.0, 0.0], [[1.0, 0.5], [0.5, 1.0]]
    gaussian = Gaussian(("x", "y"), means, table)
    gaussian.move("x", 3.0, 0.1)
    assert means == [0, 0]
    assert table == [[1, 0.5], [0.5, 1]]


@given(gaussians(), st.data(), MEANS, VARIANCES)
def test_moving_one_leaves_the_others_given_it(
    gaussian: Gaussian, data: st.DataObject, mean: float, variance: float
) -> None:
    """A move sets one number; what the others are, given that number, stays as it was."""
    moved = data.draw(st.sampled_from(gaussian.names))
    others = [name for name in gaussian.names if name != moved]

    def given_it() -> list[float]:
        own = gaussian.variance(moved)
        slopes = [gaussian.covariance(name, moved) / own for name in others]
        pairs = list(zip(others, slopes, strict=True))
        starts = [gaussian.mean(name) - by * gaussian.mean(moved) for name, by in pairs]
        left = [
            gaussian.covariance(o, n) - gaussian.covariance(o, moved) * by
            for o in others
            for n, by in pairs
        ]
        return [*slopes, *starts, *left]

    before = given_it()
    gaussian.move(moved, mean, variance)
    assert gaussian.mean(moved) == pytest.approx(mean, abs=1e-12)
    assert gaussian.variance(moved) == pytest.approx(variance, rel=1e-9)
    assert given_it() == pytest.approx(before, abs=1e-8)


@given(gaussians(), st.data(), st.floats(-5, 5), st.floats(0.05, 10))
def test_an_observation_adds_precision(
    gaussian: Gaussian, data: st.DataObject, value: float, noise: float
) -> None:
    """A measured sum of some numbers changes all as the inverse of the covariance says."""
    names = data.draw(st.lists(st.sampled_from(gaussian.names), min_size=1, unique=True))
    seen = [float(name in names) for name in gaussian.names]
    means, table = observed(gaussian, seen, value, noise)
    gaussian.observe(names, value, noise)
    assert means_of(gaussian) == pytest.approx(means, abs=1e-6)
    assert flat(table_of(gaussian)) == pytest.approx(flat(table), abs=1e-6)


@given(gaussians(), st.data(), st.floats(-5, 5), st.floats(0.01, 10))
def test_an_observation_never_adds_doubt(
    gaussian: Gaussian, data: st.DataObject, value: float, noise: float
) -> None:
    """No variance grows by an observation, whatever it says, and none is used up."""
    names = data.draw(st.lists(st.sampled_from(gaussian.names), min_size=1, unique=True))
    before = {name: gaussian.variance(name) for name in gaussian.names}
    gaussian.observe(names, value, noise)
    for name, variance in before.items():
        assert 0 < gaussian.variance(name) <= variance + 1e-12
    assert smallest_pivot(table_of(gaussian)) > 0


def test_an_observation_of_a_sum_is_shared_by_covariance() -> None:
    """An observed sum of two moves each by its covariance with the sum."""
    gaussian = Gaussian("xyz", [0, 1, 5], [[4, 1, 0], [1, 2, 0], [0, 0, 3]])
    gaussian.observe(["x", "y"], 11.0, 2.0)
    assert means_of(gaussian) == pytest.approx([5, 4, 5])
    assert [gaussian.variance(name) for name in "xyz"] == pytest.approx([1.5, 1.1, 3])


@given(gaussians())
def test_marginals_are_means_and_variances(gaussian: Gaussian) -> None:
    """The marginals list the mean and the variance of each number in the order of the names."""
    means, variances = gaussian.marginals()
    assert list(means) == means_of(gaussian)
    assert list(variances) == [gaussian.variance(name) for name in gaussian.names]


@given(gaussians(), st.data())
def test_squares_of_covariances_are_summed(gaussian: Gaussian, data: st.DataObject) -> None:
    """Each number's covariances with all count by their squares, each with its weight."""
    size = len(gaussian.names)
    weights = data.draw(st.lists(st.just(0.0) | st.floats(0, 3), min_size=size, max_size=size))
    expected = [
        sum(weight * x * x for x, weight in zip(row, weights, strict=True))
        for row in table_of(gaussian)
    ]
    assert list(gaussian.weighted_squares(weights)) == pytest.approx(expected, abs=1e-9)


def knowing_by_sum(item: Item, mean: float, variance: float) -> Knowing:
    """Sum the moments of knowing over 1,801 places."""
    parts = [(normal_density(z) / 100 * knows(item, mean + sqrt(variance) * z), z) for z in PLACES]
    return Knowing(
        sum(k for k, _ in parts), sum(k * z for k, z in parts), sum(k * z * z for k, z in parts)
    )


@settings(max_examples=40, deadline=None)
@given(ITEMS, MEANS, VARIANCES)
def test_the_moments_of_knowing_agree_with_integration(
    item: Item, mean: float, variance: float
) -> None:
    """The closed forms are those of the normal ogive with the slope over the scale."""
    moments = knowing(item, mean, variance)
    assert moments == pytest.approx(knowing_by_sum(item, mean, variance), abs=1e-6)
    assert moments == knowing_at(slope(item) / LOGISTIC_SCALE, mean - item.b, variance)


def after_by_sum(
    item: Item, outcome: Outcome, mean: float, variance: float
) -> tuple[float, float, float]:
    """Sum chance, mean and variance after an outcome over 1,801 places."""
    sd = sqrt(variance)
    parts = [
        (normal_density(z) / 100 * likelihood(item, outcome, mean + sd * z), z) for z in PLACES
    ]
    chance = sum(part for part, _ in parts)
    centre = sum(part * z for part, z in parts) / chance
    spread = sum(part * (z - centre) ** 2 for part, z in parts) / chance
    return chance, mean + sd * centre, variance * spread


@settings(max_examples=60, deadline=None)
@given(ITEMS, ANY_OUTCOME, MEANS, VARIANCES)
def test_moments_after_an_outcome_agree_with_integration(
    item: Item, outcome: Outcome, mean: float, variance: float
) -> None:
    """Chance, mean and variance are those of a fine sum, but the variance never grows."""
    expected = after_by_sum(item, outcome, mean, variance)
    assume(expected[0] > 1e-6)
    unknowing, known = chances(item, outcome)
    moments = knowing(item, mean, variance)
    chance, new_mean, new_variance = posterior_moments(unknowing, known, moments, mean, variance)
    assert chance == pytest.approx(expected[0], rel=1e-5)
    assert new_mean == pytest.approx(expected[1], abs=1e-4)
    assert new_variance == pytest.approx(min(variance, expected[2]), rel=1e-3)
    assert 0 < new_variance <= variance


def test_a_sure_surprise_leaves_what_lies_beyond_the_cut() -> None:
    """Whoever surely knows what lies 12 standard deviations up is just above it.

    The variance of a normal number cut off at t is 1/t^2 - 6/t^4 + 50/t^6 - ..., far out.
    """
    _, mean, variance = posterior_moments(0.0, 1.0, knowing_at(1e9, -12, 1), 0.0, 1.0)
    assert mean == pytest.approx(12 + 1 / 12, abs=1e-2)
    assert variance == pytest.approx(1 / 12**2 - 6 / 12**4 + 50 / 12**6, rel=1e-2)


@given(ITEMS, MEANS, VARIANCES)
def test_the_expected_moments_are_those_before(item: Item, mean: float, variance: float) -> None:
    """Over all outcomes the mean stays, and the variance with that of the means never grows."""
    moments = knowing(item, mean, variance)
    assume(item.c > 0 or moments.k > 1e-9)
    after = [
        posterior_moments(*chances(item, outcome), moments, mean, variance) for outcome in Outcome
    ]
    assert sum(chance for chance, *_ in after) == pytest.approx(1)
    assert sum(chance * m for chance, m, _ in after) == pytest.approx(mean, abs=1e-9)
    total = sum(chance * (v + (m - mean) ** 2) for chance, m, v in after)
    assert total <= variance + 1e-9


@given(st.floats(0.01, 10), st.floats(-12, 12), st.floats(0.001, 4))
def test_moments_of_knowing_are_possible(
    steepness: float, distance: float, variance: float
) -> None:
    """A chance lies between 0 and 1, knowing goes with ability, and squares stay in bounds."""
    k, kz, kzz = knowing_at(steepness, distance, variance)
    assert 0 <= k <= 1
    assert 0 <= kz <= 0.4
    assert -1e-12 <= kzz <= 1 + 1e-12
    assert kz * kz <= k * kzz + 1e-12
