from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.numbers import invert, normal_cdf, normal_density


@given(st.floats(-30, 30))
def test_the_normal_distribution_is_that_of_the_standard_library(x: float) -> None:
    """Distribution and density agree with Python's own."""
    assert normal_cdf(x) == pytest.approx(NormalDist().cdf(x), abs=1e-12)
    assert normal_density(x) == pytest.approx(NormalDist().pdf(x), abs=1e-12)


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_the_normal_distribution_grows_and_is_symmetric(one: float, other: float) -> None:
    """A larger number is no less probable a bound, and both tails are alike."""
    low, high = sorted((one, other))
    assert 0 <= normal_cdf(low) <= normal_cdf(high) <= 1
    assert normal_cdf(-one) + normal_cdf(one) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("x", [-1e9, -800.0, 800.0, 1e9])
def test_far_out_nothing_fails(x: float) -> None:
    """Far out the distribution arrives at its limits and the density at 0."""
    assert normal_cdf(x) == (x > 0)
    assert normal_density(x) == 0


@pytest.mark.parametrize("x", [-6.0, -9.0, -12.0, -20.0, -30.0])
def test_the_lower_tail_keeps_its_digits(x: float) -> None:
    """Far below, the chance stays between the bounds of Mills' ratio instead of turning to 0."""
    ratio = normal_cdf(x) / normal_density(x)
    assert -x / (x * x + 1) < ratio < -1 / x


def distribution(x: float) -> tuple[float, float]:
    """Distribution function of the standard normal numbers, and its slope."""
    return normal_cdf(x), normal_density(x)


def two_humps(x: float) -> tuple[float, float]:
    """Distribution function of a number that is near -4 or near 4, and its slope."""
    return (
        0.3 * normal_cdf((x + 4) / 0.1) + 0.7 * normal_cdf((x - 4) / 0.5),
        3 * normal_density((x + 4) / 0.1) + 1.4 * normal_density((x - 4) / 0.5),
    )


@given(st.floats(0.001, 0.999), st.floats(-9, 9))
def test_inverting_finds_where_a_value_is_taken(chance: float, place: float) -> None:
    """From anywhere the quantile of the normal distribution is found to eight digits."""
    found = invert(distribution, chance, place, 20)
    assert found == pytest.approx(NormalDist().inv_cdf(chance), abs=1e-8)


@given(st.floats(0.001, 0.999), st.floats(-8, 8))
def test_inverting_finds_its_way_over_a_plain(chance: float, place: float) -> None:
    """A value is found also where the function is all but flat between two rises."""
    found = invert(two_humps, chance, place, 30)
    assert two_humps(found)[0] == pytest.approx(chance, abs=1e-8)


@pytest.mark.parametrize("place", [-3.0, -1e-11, 0.0, 1.0])
@pytest.mark.parametrize("step_at", [-2.5, -0.5, 0.25, 2.0])
def test_inverting_finds_a_step_without_any_slope(place: float, step_at: float) -> None:
    """Where no slope says which way to go, halving finds the place, wherever it begins."""
    found = invert(lambda x: (float(x > step_at), 0.0), 0.5, place, 6)
    assert found == pytest.approx(step_at, abs=1e-9)


@given(st.floats(-5, 5), st.floats(0.1, 10))
def test_inverting_stays_within_reach(place: float, reach: float) -> None:
    """A value that is taken nowhere within reach is found at the nearer end."""
    low, high = place - reach, place + reach
    assert invert(lambda x: (x, 1.0), low - 1, place, reach) == pytest.approx(low, abs=1e-6)
    assert invert(lambda x: (x, 1.0), high + 1, place, reach) == pytest.approx(high, abs=1e-6)
