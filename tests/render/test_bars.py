from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mlcareer.gaps import State
from mlcareer.model.levels import LEVELS, TAUGHT_LEVELS, TOP_LEVEL
from mlcareer.render.bars import (
    BAR_WIDTH,
    LEVEL_WIDTH,
    bar_margin,
    level_bar,
    marks,
    mean_bar,
    share_bar,
    state_sign,
)
from mlcareer.render.page import Page

PAGE = Page()
SIGN = marks(PAGE)
RANGES = [(low, high) for low, high in product(LEVELS, LEVELS) if low <= high]
SAID = (None, *LEVELS)
Draw = Callable[[Page], str]

SHARES = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)
MEANS = st.lists(st.floats(0, TOP_LEVEL), min_size=3, max_size=3).map(sorted)


def places(bar: str, sign: str) -> list[int]:
    """List where a sign stands."""
    return [at for at, char in enumerate(bar) if char == SIGN[sign]]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(("low", "high"), RANGES)
def test_a_level_bar_shows_range_target_and_rating(low: int, high: int, said: int | None) -> None:
    """Each cell is where it belongs: target where its level begins, rating in the middle of its."""
    for target in TAUGHT_LEVELS:
        bar = level_bar(PAGE, low, high, target, said)
        assert len(bar) == BAR_WIDTH == LEVEL_WIDTH * len(LEVELS)
        assert places(bar, "target") == [LEVEL_WIDTH * target]
        ring = [] if said is None else [LEVEL_WIDTH * said + LEVEL_WIDTH // 2]
        assert places(bar, "said") == ring
        covered = set(range(LEVEL_WIDTH * low, LEVEL_WIDTH * (high + 1)))
        assert set(places(bar, "range")) == covered - {LEVEL_WIDTH * target, *ring}
        assert places(bar, "mean") == []


@pytest.mark.parametrize("unicode", [True, False])
def test_each_state_has_a_sign_of_its_own(unicode: bool) -> None:
    """Met, open and missed look different without colour, and unlike any sign of a bar."""
    page = Page(unicode=unicode)
    signs = [state_sign(page, state) for state in State]
    assert len({*signs}) == len(signs) == len(State)
    assert all(len(sign) == 1 for sign in signs)
    assert not {*signs} & {*marks(page).values()}
    assert state_sign(page, State.UNMEASURED) == " "
    assert unicode or "".join(signs).isascii()
    expected = "\u2713?\u2717" if unicode else "+?-"
    assert "".join(state_sign(page, s) for s in (State.MET, State.OPEN, State.MISSED)) == expected


def test_bars_that_differ_look_different() -> None:
    """No two ranges, targets and ratings give the same bar."""
    every = list(product(RANGES, TAUGHT_LEVELS, SAID))
    bars = {level_bar(PAGE, low, high, target, said) for (low, high), target, said in every}
    assert len(bars) == len(every)


@pytest.mark.parametrize("width", [1, 2, 18, 60])
@given(SHARES)
@example([0.0, 0.0, 0.0])
@example([1.0, 1.0, 1.0])
@example([0.0, 0.5, 1.0])
def test_a_share_bar_has_its_share_inside_its_range(width: int, shares: list[float]) -> None:
    """A bar has its width, one mark for the share, and the range without a hole around it."""
    low, share, high = shares
    bar = share_bar(PAGE, share, low, high, width)
    (mean,) = places(bar, "mean")
    drawn = sorted([mean, *places(bar, "range")])
    assert len(bar) == width
    assert drawn == list(range(drawn[0], drawn[-1] + 1))
    assert drawn[0] == min(width - 1, int(low * width))
    assert drawn[-1] == min(width - 1, int(high * width))
    assert mean / width <= share <= (mean + 1) / width


@given(SHARES, SHARES)
def test_a_larger_share_never_stands_further_left(one: list[float], other: list[float]) -> None:
    """Of two bars, the larger share has its mark at the same place or further right."""
    less, more = sorted([one[1], other[1]])
    left, right = (share_bar(PAGE, share, 0, 1, 40) for share in (less, more))
    assert places(left, "mean") <= places(right, "mean")


@given(MEANS, st.sampled_from(LEVELS))
@example([0.0, 0.0, 0.0], 0)
@example([4.0, 4.0, 4.0], 4)
def test_a_mean_bar_is_on_the_scale_of_the_levels(means: list[float], said: int) -> None:
    """A mean level stands where a rating of the same level would, inside its range."""
    low, level, high = means
    bar = mean_bar(PAGE, level, low, high, said)
    (mean,) = places(bar, "mean")
    rated = LEVEL_WIDTH * said + LEVEL_WIDTH // 2
    assert len(bar) == BAR_WIDTH
    assert places(bar, "said") in ([rated], [])
    assert places(bar, "said") or mean == rated
    assert places(mean_bar(PAGE, said, 0, 4, said), "mean") == [rated]
    drawn = sorted({mean, *places(bar, "range")} | ({rated} & {mean - 1, mean + 1}))
    assert drawn[0] <= mean <= drawn[-1]
    assert abs(mean - (level + 0.5) * LEVEL_WIDTH) <= 1


def test_an_ascii_page_gets_the_same_bars_in_ascii() -> None:
    """Without Unicode each sign has one of its own in ASCII, at the same place."""
    plain = Page(unicode=False)
    translated = str.maketrans({SIGN[name]: sign for name, sign in marks(plain).items()})
    assert len(set(marks(plain).values())) == len(marks(plain)) == len(set(SIGN.values()))
    draws: tuple[Draw, ...] = (
        lambda page: level_bar(page, 1, 3, 2, 4),
        lambda page: share_bar(page, 0.4, 0.2, 0.7, 30),
        lambda page: mean_bar(page, 1.5, 0.9, 2.4, 3),
    )
    for draw in draws:
        assert draw(plain).isascii()
        assert draw(PAGE).translate(translated) == draw(plain)


@pytest.mark.parametrize("width", range(1, 60))
def test_a_bar_is_set_in_only_where_there_is_room(width: int) -> None:
    """A margin of two columns never pushes a bar over the edge of the page."""
    margin = bar_margin(Page(width=width))
    assert margin == " " * len(margin)
    assert len(margin) <= 2
    assert len(margin) + BAR_WIDTH <= max(width, BAR_WIDTH)
    assert len(margin) == 2 or width < BAR_WIDTH + 2
