from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definite import smallest_pivot, table_of
from mlcareer.measure.belief import Joint
from mlcareer.measure.gaussian import Gaussian
from mlcareer.measure.star import Star

NAMES = ("x", "y", "z", "hub")
MEANS = st.floats(-3, 3)
VARIANCES = st.floats(0.05, 4)
SHARES = st.floats(0.05, 1)

Change = Callable[[Joint], None]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Draw a measurement of a number, of the hub or of both, or a move of one number."""
    name = draw(st.sampled_from(NAMES))
    value = draw(MEANS)
    if draw(st.booleans()):
        share = draw(SHARES)
        return lambda belief: belief.move(name, value, share * belief.variance(name))
    names = (name,) if name == "hub" or draw(st.booleans()) else (name, "hub")
    noise = draw(VARIANCES)
    return lambda belief: belief.observe(names, value, noise)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Star, Gaussian]:
    """Draw a star and the same belief written as a full table, after the same changes."""
    means = draw(st.lists(MEANS, min_size=4, max_size=4))
    variances = draw(st.lists(VARIANCES, min_size=4, max_size=4))
    table = [[v if i == j else 0.0 for j in range(4)] for i, v in enumerate(variances)]
    star, gaussian = Star(NAMES, means, variances), Gaussian(NAMES, means, table)
    for change in draw(st.lists(changes(), max_size=12)):
        change(star)
        change(gaussian)
    return star, gaussian


@given(pairs())
def test_a_star_is_the_gaussian_that_it_stands_for(pair: tuple[Star, Gaussian]) -> None:
    """Whatever is measured or moved, means and covariances are those of the full table."""
    star, gaussian = pair
    assert star.names == gaussian.names
    for name in NAMES:
        assert star.mean(name) == pytest.approx(gaussian.mean(name), abs=1e-7)
        assert star.variance(name) == pytest.approx(gaussian.variance(name), rel=1e-6, abs=1e-9)
        for other in NAMES:
            expected = gaussian.covariance(name, other)
            assert star.covariance(name, other) == pytest.approx(expected, rel=1e-6, abs=1e-9)


@given(pairs(), st.lists(st.floats(0, 5), min_size=4, max_size=4))
def test_a_star_shares_what_the_gaussian_shares(
    pair: tuple[Star, Gaussian], weights: list[float]
) -> None:
    """The sums of squared covariances are those of the full table, for any weights."""
    star, gaussian = pair
    assert star.weighted_squares(weights) == pytest.approx(
        gaussian.weighted_squares(weights), rel=1e-6, abs=1e-9
    )


@given(pairs())
def test_marginals_are_means_and_variances(pair: tuple[Star, Gaussian]) -> None:
    """Means and variances taken at once are those taken one by one."""
    star, _ = pair
    means, variances = star.marginals()
    assert means == pytest.approx([star.mean(name) for name in NAMES])
    assert variances == pytest.approx([star.variance(name) for name in NAMES])


@given(pairs())
def test_a_star_stays_positive_definite(pair: tuple[Star, Gaussian]) -> None:
    """No number of changes leaves a variance of zero or less, alone or together."""
    star, _ = pair
    assert smallest_pivot(table_of(star)) > 0


def test_what_is_in_a_star() -> None:
    """The numbers and the hub are in it, and nothing else."""
    star = Star(NAMES, [0, 0, 0, 0], [1, 1, 1, 1])
    assert all(name in star for name in NAMES)
    assert "w" not in star


def test_numbers_that_nothing_measured_stay_apart() -> None:
    """An answer about one number says nothing of another until the hub was measured with both."""
    star = Star(NAMES, [0, 0, 0, 0], [1, 1, 1, 1])
    star.move("x", 2, 0.25)
    assert (star.mean("y"), star.variance("y"), star.covariance("x", "y")) == (0, 1, 0)
    for name in ("x", "y"):
        star.observe((name, "hub"), 1, 0.5)
    before = star.mean("y")
    star.move("x", 3, 0.125)
    assert star.mean("y") > before


def test_a_sum_of_two_numbers_is_refused() -> None:
    """What would tie two numbers to each other is refused by name, and nothing changes."""
    star = Star(NAMES, [0, 0, 0, 0], [1, 1, 1, 1])
    with pytest.raises(ValueError, match=r"\['x', 'y'\]"):
        star.observe(("x", "y"), 1, 1)
    assert table_of(star) == [[float(i == j) for j in range(4)] for i in range(4)]


def test_a_hub_that_is_known_ties_nothing() -> None:
    """Where the hub has no spread, numbers are measured as if it were a constant."""
    star = Star(NAMES, [0, 0, 0, 1], [1, 1, 1, 0])
    star.observe(("x", "hub"), 3, 1)
    star.move("y", 1, 0.5)
    assert (star.mean("x"), star.variance("x")) == pytest.approx((1, 0.5))
    assert (star.mean("y"), star.mean("hub")) == (1, 1)
