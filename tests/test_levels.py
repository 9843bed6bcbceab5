import pytest

from mlcareer.model.levels import range_name
from mlcareer.model.wording import chance_text


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 0, "not yet"),
        (2, 2, "working"),
        (1, 3, "novice to proficient"),
        (0, 4, "not yet to expert"),
    ],
)
def test_a_range_of_levels_is_said_as_people_say_it(low: int, high: int, expected: str) -> None:
    """One level has one name, several are said from the lowest to the highest."""
    assert expected == range_name(low, high)


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (0.0, "<1 %"),
        (0.0099, "<1 %"),
        (0.01, "1 %"),
        (0.804, "80 %"),
        (0.99, "99 %"),
        (0.9951, ">99 %"),
        (1.0, ">99 %"),
    ],
)
def test_nothing_is_said_to_be_certain(chance: float, expected: str) -> None:
    """A chance close to 0 or 1 is not rounded to it."""
    assert expected == chance_text(chance)
