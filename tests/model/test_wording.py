import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.wording import chance_text, counted, range_text


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.0, "<1 %"),
        (0.0099, "<1 %"),
        (0.01, "1 %"),
        (0.015, "2 %"),
        (0.5, "50 %"),
        (0.985, "98 %"),
        (0.99, "99 %"),
        (0.9901, ">99 %"),
        (1.0, ">99 %"),
    ],
)
def test_a_chance_is_said_in_percent(chance: float, text: str) -> None:
    """A chance is rounded to percent, and what is nearly 0 or 1 is not said to be so."""
    assert chance_text(chance) == text


@given(st.floats(0.01, 0.99))
def test_a_chance_is_off_by_rounding_alone(chance: float) -> None:
    """Between the ends, what is said is within half a percent of the chance."""
    said = int(chance_text(chance).removesuffix(" %"))
    assert abs(said / 100 - chance) <= 0.005 + 1e-12


def test_a_range_names_both_ends() -> None:
    """The lower end comes first, both in percent."""
    assert range_text(0.55, 0.806) == "55 to 81 %"
    assert range_text(0, 1) == "0 to 100 %"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 questions"), (1, "1 question"), (2, "2 questions")]
)
def test_one_thing_is_counted_without_an_s(number: int, text: str) -> None:
    """Only exactly one is in the singular."""
    assert counted(number, "question") == text
