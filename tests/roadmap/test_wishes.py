import shlex
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.people import HOURS_A_WEEK
from mlcareer.model.plan import WEEKDAYS, Wishes
from mlcareer.roadmap.wishes import (
    NONE,
    check_wishes,
    parse_day,
    parse_days,
    parse_hours,
    parse_off,
    wish_options,
)
from support_plan import TODAY, wishes


def wished(options: str, base: Wishes) -> Wishes:
    """Read options of the roadmap as the command line does: what is not named stays."""
    words = shlex.split(options)
    for name, value in zip(words[::2], words[1::2], strict=True):
        match name:
            case "--hours":
                base = base._replace(hours_a_week=parse_hours(value))
            case "--by":
                base = base._replace(deadline=parse_day(value))
            case "--start":
                base = base._replace(start=parse_day(value))
            case "--days":
                base = base._replace(days=parse_days(value))
            case "--off" if value == NONE:
                base = base._replace(off=())
            case "--off":
                base = base._replace(off=(*base.off, *parse_off(value)))
    return base


@pytest.mark.parametrize(("text", "hours"), [("1", 1), (" 10 ", 10), ("80", 80), ("008", 8)])
def test_hours_are_whole_numbers(text: str, hours: int) -> None:
    """Hours a week are read within the range that a person may plan for."""
    assert parse_hours(text) == hours
    assert hours in HOURS_A_WEEK


@pytest.mark.parametrize("text", ["0", "81", "-5", "5.5", "ten", "", "1e1", "٣", "9" * 5000])
def test_other_hours_are_refused(text: str) -> None:
    """What is no such number is refused with the range that is allowed."""
    with pytest.raises(ValueError, match="a whole number from 1 to 80"):
        parse_hours(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2027-03-01", date(2027, 3, 1)), (" 2028-02-29\n", date(2028, 2, 29)), ("None", None)],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    """A day is year, month and day; "none" is none."""
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text",
    ["2027-13-01", "2027-02-29", "20270301", "2027-W09-1", "1.3.2027", "soon", "", "٢٠٢٧-03-01"],
)
def test_other_days_are_refused(text: str) -> None:
    """What is no day, or is written in another way, is refused with how to write it."""
    with pytest.raises(ValueError, match="as in 2027-03-01"):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2026-12-24..2027-01-02", [(date(2026, 12, 24), date(2027, 1, 2))]),
        ("2026-12-24", [(date(2026, 12, 24), date(2026, 12, 24))]),
        ("2026-12-24 .. 2026-12-24", None),
        (
            "2026-12-24,2027-01-02+2027-01-04..2027-01-05",
            [
                (date(2026, 12, 24), date(2026, 12, 24)),
                (date(2027, 1, 2), date(2027, 1, 2)),
                (date(2027, 1, 4), date(2027, 1, 5)),
            ],
        ),
        ("none", []),
        ("2027-01-02..2026-12-24", None),
        ("2026-12-24..", None),
        ("..", None),
        ("", None),
    ],
)
def test_days_off_are_read(text: str, spans: list[tuple[date, date]] | None) -> None:
    """One day, a span, or several of these; what ends before it begins is refused."""
    if spans is None:
        with pytest.raises(ValueError, match=r"no day|ends before it begins"):
            parse_off(text)
    else:
        assert parse_off(text) == tuple(spans)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon,wed,sat", (0, 2, 5)),
        ("sat+mon", (0, 5)),
        ("Sunday, MONDAY", (0, 6)),
        ("tue tue", (1,)),
        ("none", ()),
    ],
)
def test_days_of_the_week_are_read(text: str, days: tuple[int, ...]) -> None:
    """Days come in the order of the week, each once, however they are written."""
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["", "mo", "mon,foo", "1,2", "mon-fri", "m o n", "none,mon"])
def test_other_days_of_the_week_are_refused(text: str) -> None:
    """What is no day of the week is refused with the names that are known."""
    with pytest.raises(ValueError, match=", ".join(WEEKDAYS)):
        parse_days(text)


def test_a_plan_cannot_begin_after_its_end() -> None:
    """A start after the last day is refused with both; the same day is one day of study."""
    last = date(2027, 3, 1)
    check_wishes(Wishes(start=last, deadline=last))
    check_wishes(Wishes(start=last))
    with pytest.raises(ValueError, match=r"2027-03-02, after its last day, 2027-03-01"):
        check_wishes(Wishes(start=date(2027, 3, 2), deadline=last))


@given(wishes(TODAY), wishes(TODAY))
def test_the_options_lead_from_some_wishes_to_others(base: Wishes, other: Wishes) -> None:
    """Read again, the options give the other wishes, and nothing is said that stays."""
    if other.hours_a_week is None:
        other = other._replace(hours_a_week=base.hours_a_week)
    reached = wished(wish_options(base, other), base)
    assert {*reached.off} == {*other.off}
    assert reached._replace(off=other.off) == other
    assert wish_options(other, other) == ""


def test_a_time_without_study_can_be_taken_away() -> None:
    """Where one of two times goes, all are taken away and the other one is named again."""
    first, second = ((date(2027, month, 1), date(2027, month, 9)) for month in (1, 2))
    base, other = Wishes(off=(first, second)), Wishes(off=(second,))
    assert wish_options(base, other) == "--off none --off 2027-02-01..2027-02-09"
    assert wish_options(other, base) == "--off 2027-01-01..2027-01-09"


@pytest.mark.parametrize("reader", [parse_hours, parse_day, parse_off, parse_days])
@given(text=st.text(max_size=30))
def test_whatever_is_said_is_read_or_refused_in_a_line(
    reader: Callable[[str], object], text: str
) -> None:
    """No text makes a reader fail in another way than with one sentence that says why."""
    said = "Read."
    try:
        reader(text)
    except ValueError as error:
        said = str(error)
    assert said.endswith(".")
    assert len(said.splitlines()) == 1
