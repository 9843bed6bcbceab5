import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlcareer.measure.response import ADMITS, HESITATES, SLIPS, knows, likelihood
from mlcareer.model.questions import Item, Outcome

ITEMS = st.builds(
    Item,
    skill=st.just("python"),
    a=st.floats(0.2, 3),
    b=st.floats(-4, 4),
    b_sd=st.floats(0, 2),
    c=st.floats(0, 0.5),
)
THETAS = st.floats(-8, 8)


@given(ITEMS, THETAS)
def test_the_three_outcomes_share_all_chance(item: Item, theta: float) -> None:
    """For any question and ability the outcomes are possible and sum to 1."""
    chances = [likelihood(item, outcome, theta) for outcome in Outcome]
    assert sum(chances) == pytest.approx(1, abs=1e-12)
    assert min(chances) > 0


@given(ITEMS, THETAS, THETAS)
def test_ability_makes_right_more_likely_and_the_rest_less(
    item: Item, one: float, other: float
) -> None:
    """More ability raises the chance of right and lowers those of wrong and "don't know"."""
    low, high = sorted((one, other))
    assume(high - low > 1e-3)
    assert likelihood(item, Outcome.RIGHT, low) < likelihood(item, Outcome.RIGHT, high)
    for outcome in (Outcome.WRONG, Outcome.DONT_KNOW):
        assert likelihood(item, outcome, low) > likelihood(item, outcome, high)


@given(ITEMS, THETAS, st.floats(0.05, 2))
def test_doubt_about_the_difficulty_flattens(item: Item, theta: float, more: float) -> None:
    """The less is known of a difficulty, the closer to a half is the chance of knowing."""
    assume(abs(theta - item.b) > 1e-3)
    doubtful = Item(item.skill, item.a, item.b, item.b_sd + more, item.c)
    assert abs(knows(doubtful, theta) - 0.5) < abs(knows(item, theta) - 0.5)


@given(ITEMS)
def test_ability_equal_to_the_difficulty_knows_by_half(item: Item) -> None:
    """A person as able as the question is difficult knows the answer with a chance of 0.5."""
    assert knows(item, item.b) == pytest.approx(0.5)


@given(ITEMS)
def test_far_above_only_slips_and_hesitation_are_left(item: Item) -> None:
    """A person far above the question errs only by a slip or by hesitating."""
    top = item.b + 1000
    assert likelihood(item, Outcome.RIGHT, top) == pytest.approx(1 - SLIPS - HESITATES)
    assert likelihood(item, Outcome.WRONG, top) == pytest.approx(SLIPS)
    assert likelihood(item, Outcome.DONT_KNOW, top) == pytest.approx(HESITATES)


@given(ITEMS)
def test_far_below_only_guessing_is_left(item: Item) -> None:
    """A person far below the question admits it, or guesses with the chance of a guess."""
    bottom = item.b - 1000
    assert likelihood(item, Outcome.DONT_KNOW, bottom) == pytest.approx(ADMITS)
    assert likelihood(item, Outcome.RIGHT, bottom) == pytest.approx((1 - ADMITS) * item.c)
    assert likelihood(item, Outcome.WRONG, bottom) == pytest.approx((1 - ADMITS) * (1 - item.c))


def test_a_known_value_of_the_flattened_model() -> None:
    """With pi a^2 b_sd^2 / 8 = 1 the slope is the discrimination divided by the root of 2."""
    item = Item("python", a=1.0, b=0.0, b_sd=(8 / 3.141592653589793) ** 0.5, c=0.25)
    assert knows(item, 2**0.5) == pytest.approx(0.7310585786300049)
