from math import log
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.numbers import logistic, normal_cdf, normal_grid


@given(st.floats(-30, 30))
def test_the_normal_distribution_is_that_of_the_standard_library(x: float) -> None:
    """The normal distribution agrees with Python's own."""
    assert normal_cdf(x) == pytest.approx(NormalDist().cdf(x), abs=1e-12)


@given(st.floats(0.001, 0.999))
def test_the_logistic_function_undoes_the_logit(chance: float) -> None:
    """The logistic function gives back the chance whose logit it gets."""
    assert logistic(log(chance / (1 - chance))) == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize(("x", "value"), [(-1e6, 0.0), (-800.0, 0.0), (0.0, 0.5), (1e6, 1.0)])
def test_the_logistic_function_never_overflows(x: float, value: float) -> None:
    """Far out the logistic function arrives at its limits instead of failing."""
    assert logistic(x) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(("points", "reach"), [(41, 4.0), (81, 5.0), (21, 4.0)])
def test_the_grid_stands_for_a_standard_normal_number(points: int, reach: float) -> None:
    """The grid has weights summing to 1, mean 0, and almost variance 1."""
    grid = normal_grid(points, reach)
    assert len(grid) == points
    assert (grid[0][0], grid[-1][0]) == pytest.approx((-reach, reach))
    assert sum(weight for _, weight in grid) == pytest.approx(1, abs=1e-12)
    assert sum(weight * x for x, weight in grid) == pytest.approx(0, abs=1e-12)
    assert sum(weight * x * x for x, weight in grid) == pytest.approx(1, abs=2e-3)
