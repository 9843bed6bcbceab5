from itertools import pairwise
from math import exp, sqrt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlcareer.measure.numbers import normal_cdf, normal_density
from mlcareer.measure.response import (
    LOGISTIC_SCALE,
    TYPICAL,
    Behaviour,
    chances,
    knows,
    likelihood,
    slope,
)
from mlcareer.model.items import Item, Outcome
from simulated import items

ITEMS = items(["python"])
THETAS = st.floats(-8, 8)
BEHAVIOURS = st.builds(
    Behaviour, admits=st.floats(0.05, 0.9), slips=st.floats(0, 0.1), hesitates=st.floats(0, 0.05)
)


@given(ITEMS, THETAS, BEHAVIOURS)
def test_the_three_outcomes_share_all_chance(
    item: Item, theta: float, behaviour: Behaviour
) -> None:
    """For any question, ability and behaviour the chances of the outcomes sum to 1."""
    shares = [likelihood(item, outcome, theta, behaviour) for outcome in Outcome]
    assert sum(shares) == pytest.approx(1, abs=1e-12)
    assert min(shares) >= 0
    for known in (0, 1):
        total = sum(chances(item, outcome, behaviour)[known] for outcome in Outcome)
        assert total == pytest.approx(1, abs=1e-12)


@given(ITEMS, THETAS, THETAS)
def test_ability_makes_right_more_likely_and_the_rest_less(
    item: Item, one: float, other: float
) -> None:
    """More ability never lowers the chance of right nor raises those of the other outcomes."""
    low, high = sorted((one, other))
    right, wrong, dont_know = (
        likelihood(item, outcome, high) - likelihood(item, outcome, low)
        for outcome in (Outcome.RIGHT, Outcome.WRONG, Outcome.DONT_KNOW)
    )
    assert min(right, -wrong, -dont_know) >= -1e-15


@given(ITEMS, THETAS, st.floats(0.05, 2))
def test_doubt_about_the_difficulty_flattens(item: Item, theta: float, more: float) -> None:
    """The less is known of a difficulty, the closer to a half is the chance of knowing."""
    assume(1e-3 < abs(knows(item, theta) - 0.5) < 0.499)
    doubtful = item._replace(b_sd=item.b_sd + more)
    assert slope(doubtful) < slope(item)
    assert abs(knows(doubtful, theta) - 0.5) < abs(knows(item, theta) - 0.5)


@settings(max_examples=40)
@given(st.floats(0.2, 4), st.floats(-4, 4), st.floats(0.1, 2), st.floats(-5, 5))
def test_the_flattened_curve_is_the_average_over_difficulties(
    a: float, b: float, b_sd: float, theta: float
) -> None:
    """Knowing with an uncertain difficulty is knowing averaged over what it may be."""
    sure = Item("python", a, b, 0.0, 0.25)
    places = [i / 20 for i in range(-160, 161)]
    average = sum(
        knows(sure._replace(b=b + b_sd * z), theta) * normal_density(z) / 20 for z in places
    )
    assert knows(sure._replace(b_sd=b_sd), theta) == pytest.approx(average, abs=1e-9)


def test_the_scale_makes_the_normal_curve_follow_the_logistic_one() -> None:
    """A discrimination is that of the logistic model: the curves differ by less than 0.01."""
    item = Item("python", a=1.3, b=-0.4, b_sd=0.0, c=0.25)
    off = [
        abs(knows(item, theta) - 1 / (1 + exp(-item.a * (theta - item.b))))
        for theta in (at / 50 for at in range(-400, 401))
    ]
    assert 0.005 < max(off) < 0.0096


@given(ITEMS)
def test_ability_equal_to_the_difficulty_knows_by_half(item: Item) -> None:
    """A person as able as the question is difficult knows the answer with a chance of 0.5."""
    assert knows(item, item.b) == pytest.approx(0.5)


@given(ITEMS, BEHAVIOURS)
def test_far_above_only_slips_and_hesitation_are_left(item: Item, behaviour: Behaviour) -> None:
    """A person far above errs only by hesitating, or by a slip that leaves a guess."""
    top = item.b + 1e4
    slips, hesitates = behaviour.slips, behaviour.hesitates
    wrong = slips * (1 - item.c)
    right = likelihood(item, Outcome.RIGHT, top, behaviour)
    assert right == pytest.approx(1 - hesitates - wrong)
    assert likelihood(item, Outcome.WRONG, top, behaviour) == pytest.approx(wrong)
    assert likelihood(item, Outcome.DONT_KNOW, top, behaviour) == pytest.approx(hesitates)


@given(ITEMS, BEHAVIOURS)
def test_far_below_only_guessing_is_left(item: Item, behaviour: Behaviour) -> None:
    """A person far below admits it, or guesses with the chance of a guess."""
    bottom, admits = item.b - 1e4, behaviour.admits
    right = likelihood(item, Outcome.RIGHT, bottom, behaviour)
    wrong = likelihood(item, Outcome.WRONG, bottom, behaviour)
    assert likelihood(item, Outcome.DONT_KNOW, bottom, behaviour) == pytest.approx(admits)
    assert right == pytest.approx((1 - admits) * item.c)
    assert wrong == pytest.approx((1 - admits) * (1 - item.c))


def test_a_known_value_of_the_flattened_model() -> None:
    """With a b_sd equal to the scale the slope is the discrimination by the root of 2."""
    item = Item("python", a=1.0, b=0.0, b_sd=LOGISTIC_SCALE, c=0.25)
    assert slope(item) == pytest.approx(1 / sqrt(2))
    assert knows(item, LOGISTIC_SCALE * sqrt(2)) == pytest.approx(normal_cdf(1))


def test_a_guesser_is_right_more_often_without_knowing() -> None:
    """The less a person admits, the more a right answer may have been guessed."""
    item = Item("python", 1.3, 0.0, 0.7, 0.25)
    behaviours = [TYPICAL._replace(admits=admits) for admits in (0.9, 0.6, 0.3, 0.0)]
    guessed = [chances(item, Outcome.RIGHT, behaviour)[0] for behaviour in behaviours]
    assert all(low < high for low, high in pairwise(guessed))
    assert guessed[-1] == item.c
