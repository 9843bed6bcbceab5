from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcareer.model.plan import Wishes
from mlcareer.roadmap.calendar import MOST_YEARS, Calendar
from support_plan import TODAY, wishes

SOME = settings(max_examples=30)
DAYS = 400
"""How many days the slow count looks at."""

WISHES = wishes(TODAY, hours=True)


def slowly(wanted: Wishes, today: date) -> Iterator[tuple[date, int]]:
    """Count minutes day by day, the slow and simple way."""
    weekdays = sorted(wanted.study_days)
    minutes = dict.fromkeys(weekdays, 0)
    for at in range((wanted.hours_a_week or 0) * 60):  # dealt out one by one
        minutes[weekdays[at % len(weekdays)]] += 1
    day = max(today, wanted.start or today)
    for _ in range(DAYS):
        free = any(first <= day <= last for first, last in wanted.off)
        yield day, 0 if free else minutes.get(day.weekday(), 0)
        day += timedelta(1)


@SOME
@given(WISHES)
def test_study_days_are_those_of_a_slow_count(wanted: Wishes) -> None:
    """Each study day is one of those wanted, with its minutes, and none is missing."""
    expected = [(day, minutes) for day, minutes in slowly(wanted, TODAY) if minutes]
    found = list(islice(Calendar(wanted, TODAY).study_days(), len(expected)))
    assert found == expected


@SOME
@given(WISHES, st.integers(-40, DAYS - 50))
def test_sums_agree_with_a_slow_count(wanted: Wishes, after: int) -> None:
    """Minutes and days up to a day are those that one counts."""
    last = TODAY + timedelta(after)
    counted = [(day, minutes) for day, minutes in slowly(wanted, TODAY) if day <= last and minutes]
    calendar = Calendar(wanted, TODAY)
    if not counted or last <= counted[0][0] + timedelta(DAYS - 60):
        assert calendar.minutes_until(last) == sum(minutes for _, minutes in counted)
        assert calendar.days_until(last) == len(counted)


@SOME
@given(WISHES, st.integers(-5, 3000))
def test_the_day_after_minutes_agrees_with_a_slow_count(wanted: Wishes, minutes: int) -> None:
    """The day on which minutes are done is the first that brings the sum so far."""
    calendar = Calendar(wanted, TODAY)
    total = 0
    for day, more in slowly(wanted, TODAY):
        total += more
        if total >= max(1, minutes):
            assert calendar.day_after(minutes) == day
            return
    late = calendar.day_after(minutes)
    assert late is None or late >= calendar.first + timedelta(DAYS)


@SOME
@given(WISHES, st.integers(1, 5000))
def test_done_means_that_there_was_the_time(wanted: Wishes, minutes: int) -> None:
    """Up to the day after some minutes there are so many; up to the day before, fewer."""
    calendar = Calendar(wanted, TODAY)
    day = calendar.day_after(minutes)
    if day is not None:
        assert calendar.minutes_until(day) >= minutes
        assert calendar.minutes_until(day - timedelta(1)) < minutes
        assert calendar.minutes_on(day) > 0


@given(
    hours=st.integers(1, 80),
    days=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
)
@example(hours=1, days=tuple(range(7)))
@example(hours=80, days=(3,))
def test_a_week_has_exactly_its_hours(hours: int, days: tuple[int, ...]) -> None:
    """Over any seven days the minutes are those of the week, spread to the minute."""
    calendar = Calendar(Wishes(hours_a_week=hours, days=days), TODAY)
    week = [calendar.minutes_on(TODAY + timedelta(at)) for at in range(7)]
    assert sum(week) == hours * 60
    some = [minutes for minutes in week if minutes]
    assert max(some) - min(some) <= 1
    assert calendar.minutes_until(TODAY + timedelta(6)) == hours * 60


@given(st.lists(st.integers(0, 6), min_size=1, max_size=9))
def test_a_day_named_twice_counts_once(days: list[int]) -> None:
    """No hours are lost where a day of the week is named again, or days are in any order."""
    twice = Calendar(Wishes(hours_a_week=5, days=tuple(days)), TODAY)
    once = Calendar(Wishes(hours_a_week=5, days=tuple(sorted(set(days)))), TODAY)
    assert list(islice(twice.study_days(), 9)) == list(islice(once.study_days(), 9))


@pytest.mark.parametrize("hours", range(1, 81))
def test_usual_days_are_as_many_as_hours_ask_for(hours: int) -> None:
    """On a usual day there are at most two hours of study, as long as the week has days left."""
    wanted = Wishes(hours_a_week=hours)
    days = len(wanted.study_days)
    assert hours <= 2 * days or days == 7
    assert days == 1 or 2 * (days - 1) < hours


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (None, TODAY),
        (TODAY - timedelta(9), TODAY),
        (TODAY, TODAY),
        (TODAY + timedelta(3), TODAY + timedelta(3)),
        (date.max, date.max),
    ],
)
def test_nothing_begins_before_today_or_the_start(start: date | None, first: date) -> None:
    """The later of the two is the first day."""
    assert Calendar(Wishes(hours_a_week=7, start=start), TODAY).first == first


@pytest.mark.parametrize("hours", [None, 0])
def test_without_hours_there_is_no_calendar(hours: int | None) -> None:
    """Whoever does not say how many hours gets no dates."""
    with pytest.raises(ValueError, match="hours a week"):
        Calendar(Wishes(hours_a_week=hours), TODAY)


def test_all_days_off_leave_no_time() -> None:
    """Where no day is left for study there are no minutes, no days and no end."""
    calendar = Calendar(Wishes(hours_a_week=9, off=((date.min, date.max),)), TODAY)
    assert list(calendar.study_days()) == []
    assert calendar.day_after(1) is None
    assert calendar.minutes_until(date.max) == calendar.days_until(date.max) == 0


@pytest.mark.parametrize("backwards", [False, True])
def test_days_off_may_overlap(backwards: bool) -> None:
    """Two spans that share days take each of them once, in any order."""
    off = ((TODAY, TODAY + timedelta(9)), (TODAY + timedelta(5), TODAY + timedelta(12)))
    calendar = Calendar(Wishes(hours_a_week=80, off=off[::-1] if backwards else off), TODAY)
    assert next(calendar.study_days())[0] == TODAY + timedelta(13)


def test_nothing_is_dated_too_far_ahead() -> None:
    """What would take longer than MOST_YEARS has no day; the last one lies about there."""
    calendar = Calendar(Wishes(hours_a_week=1), TODAY)
    whole = calendar.minutes_until(date.max)
    assert 60 * 52 * MOST_YEARS <= whole <= 60 * 53 * MOST_YEARS
    last = calendar.day_after(whole)
    assert last is not None
    assert last.year - TODAY.year in {MOST_YEARS, MOST_YEARS + 1}
    assert calendar.day_after(whole + 1) is None
    assert list(calendar.study_days())[-1][0] == last


@pytest.mark.parametrize("before", [0, 1, 2, 8, 400])
def test_the_last_days_of_the_calendar_do_no_harm(before: int) -> None:
    """Near the last date that there is, everything ends without an error."""
    today = date.max - timedelta(before)
    calendar = Calendar(Wishes(hours_a_week=80), today)
    days = list(calendar.study_days())
    assert len(days) in {before, before + 1}
    assert calendar.minutes_until(date.max) == sum(minutes for _, minutes in days)
    assert calendar.days_until(date.max) == len(days)
    assert calendar.day_after(10**9) is None
    assert calendar.minutes_until(date.min) == calendar.days_until(date.min) == 0
