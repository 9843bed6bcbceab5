from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.difficulty import (
    BORDERS,
    GUESSED_RIGHT,
    JUDGEMENT_SD,
    SHIFT,
    STRETCH,
    difficulty,
)
from mlcareer.model.questions import DEFAULT_DISCRIMINATION

RATER = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)
CHANCE = st.sampled_from([0.02, 1 / 31, 1 / 4, 1 / 3])


@pytest.mark.parametrize("b", [-2.5, -1.2, 0.0, 0.8, 2.4])
@pytest.mark.parametrize("c", [0.02, 0.08])
def test_shares_on_the_curve_give_its_middle(b: float, c: float) -> None:
    """Who judges as the curve runs gives back its b; raters who agree add no spread."""
    shares = [
        round(100 * (c + (1 - c) / (1 + exp(DEFAULT_DISCRIMINATION * (b - border)))))
        for border in BORDERS
    ]

    found, sd = difficulty([shares] * 3, c)
    assert found == pytest.approx(SHIFT + STRETCH * b, abs=0.09)
    assert sd == JUDGEMENT_SD


@pytest.mark.parametrize("share", [20, 50, 80])
def test_it_agrees_with_angoffs_formula(share: int) -> None:
    """Shares that the formula for one border fits are fitted by that b at the others too."""
    b = BORDERS[1] - log((share / 100 - 0.02) / (1 - share / 100)) / DEFAULT_DISCRIMINATION
    others = [
        100 * (0.02 + 0.98 / (1 + exp(DEFAULT_DISCRIMINATION * (b - border)))) for border in BORDERS
    ]

    assert round(others[1]) == share
    found, _ = difficulty([[round(other) for other in others]], 0.02)
    assert found == pytest.approx(SHIFT + STRETCH * b, abs=0.08)


@given(RATER, CHANCE)
def test_a_harder_question_has_a_larger_b(shares: list[int], c: float) -> None:
    """Where fewer people are expected to be right, b is not smaller."""
    fewer = [max(0, share - 10) for share in shares]

    assert difficulty([fewer], c)[0] >= difficulty([shares], c)[0]


@given(st.lists(RATER, min_size=1, max_size=5), CHANCE)
def test_raters_count_alike(shares: list[list[int]], c: float) -> None:
    """The order of raters does not matter, and disagreement only widens."""
    b, sd = difficulty(shares, c)

    assert (b, sd) == difficulty(shares[::-1], c)
    assert abs(b - SHIFT) <= 3.5 * STRETCH
    assert sd >= JUDGEMENT_SD


def test_disagreement_widens() -> None:
    """Raters who differ make the difficulty less certain than raters who do not."""
    apart = difficulty([[10, 30, 60], [40, 70, 90], [75, 90, 97]], 0.25)
    alike = difficulty([[40, 70, 90]] * 3, 0.25)

    assert apart[1] > 2 * alike[1]


def test_people_may_say_that_they_do_not_know() -> None:
    """The floor of guessing is no higher than people with an honest way out make it."""
    assert difficulty([[8, 20, 45]], 1 / 3) == difficulty([[8, 20, 45]], GUESSED_RIGHT)
