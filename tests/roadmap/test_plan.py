from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from mlcareer.model.plan import Wishes
from mlcareer.roadmap.calendar import Calendar
from mlcareer.roadmap.plan import Block, Roadmap, Week
from support_plan import TODAY, Case, cases, demand_of, example

SOME = settings(max_examples=30)
MONDAY = date(2026, 11, 23)


def minutes_of(parts: list[Block] | list[Week]) -> Counter[str]:
    """Add up the minutes of each step."""
    total: Counter[str] = Counter()
    for one in parts:
        for step, minutes in one.parts:
            assert minutes > 0
            total[step.id] += minutes
    return total


def dated(roadmap: Roadmap) -> dict[str, int]:
    """List the minutes of the steps that have dates."""
    return {step.id: step.minutes for step in roadmap.steps if step.dates}


def small(wishes: Wishes) -> Roadmap:
    """Make a plan of three hours and then five."""
    return example(
        {"a": (), "b": ("a",)},
        demands=[demand_of("a", 1), demand_of("b", 1)],
        hours={"a": {1: (2, 4)}, "b": {1: (4, 6)}},
        wishes=wishes,
    ).plan()


@SOME
@given(cases(hours=True))
def test_blocks_hold_exactly_the_minutes_of_the_steps(case: Case) -> None:
    """As far as steps have dates, their blocks add up to their minutes, in their order."""
    roadmap = case.plan()
    blocks = list(roadmap.blocks())
    found = minutes_of(blocks)
    expected = dated(roadmap)
    assert {id_: found[id_] for id_ in expected} == expected
    order = dict.fromkeys(step.id for block in blocks for step, _ in block.parts)
    assert list(order) == [step.id for step in roadmap.steps][: len(order)]
    assert len(order) <= len(expected) + 1


@SOME
@given(cases(hours=True))
def test_blocks_lie_on_study_days_and_fill_them(case: Case) -> None:
    """No block is on a free day, before the first, or longer than its day; all but one are full."""
    calendar = Calendar(case.wishes, case.today)
    blocks = list(case.plan().blocks())
    for block in blocks:
        assert block.day >= max(case.today, case.wishes.start or case.today)
        assert block.day.weekday() in case.wishes.study_days
        assert not any(first <= block.day <= last for first, last in case.wishes.off)
        assert 0 < block.minutes <= calendar.minutes_on(block.day)
    assert all(block.minutes == calendar.minutes_on(block.day) for block in blocks[:-1])
    days = [block.day for block in blocks]
    assert days == sorted(set(days))


@SOME
@given(cases(hours=True))
def test_blocks_agree_with_the_dates(case: Case) -> None:
    """A step's first and last block are on the days that it is said to start and to end."""
    roadmap = case.plan()
    days: dict[str, list[date]] = {}
    for block in roadmap.blocks():
        for step, _ in block.parts:
            days.setdefault(step.id, []).append(block.day)
    for step in roadmap.steps:
        if step.dates:
            assert (days[step.id][0], days[step.id][-1]) == step.dates[:2]


def test_a_step_begins_on_the_day_after_a_full_one() -> None:
    """Where a step ends with its day, the next one begins on the next day of study."""
    roadmap = small(Wishes(hours_a_week=3, days=(0,)))
    first, second = (step.dates for step in roadmap.steps)
    assert first is not None
    assert second is not None
    assert (first.starts, first.ends) == (MONDAY, MONDAY)
    assert (second.starts, second.ends) == (MONDAY + timedelta(7), MONDAY + timedelta(14))


@SOME
@given(cases(hours=True))
def test_weeks_hold_the_same_as_blocks(case: Case) -> None:
    """Weeks begin on Mondays, rise, name each step once, and add up to the blocks."""
    roadmap = case.plan()
    weeks, blocks = list(roadmap.weeks()), list(roadmap.blocks())
    assert minutes_of(weeks) == minutes_of(blocks)
    mondays = [week.monday for week in weeks]
    assert mondays == sorted(set(mondays))
    for week in weeks:
        assert week.monday.weekday() == 0
        ids = [step.id for step, _ in week.parts]
        assert len(ids) == len(set(ids))
        own = [b for b in blocks if timedelta(0) <= b.day - week.monday < timedelta(7)]
        assert week.minutes == sum(block.minutes for block in own)
        assert week.minutes <= (case.wishes.hours_a_week or 0) * 60


def test_a_week_on_paper() -> None:
    """Three hours and five at four a week: the second step begins in the first week's last hour."""
    roadmap = small(Wishes(hours_a_week=4, days=(0, 3)))
    blocks = [
        (block.day, [(step.id, minutes) for step, minutes in block.parts])
        for block in roadmap.blocks()
    ]
    assert blocks == [
        (MONDAY, [("a.1", 120)]),
        (MONDAY + timedelta(3), [("a.1", 60), ("b.1", 60)]),
        (MONDAY + timedelta(7), [("b.1", 120)]),
        (MONDAY + timedelta(10), [("b.1", 120)]),
    ]
    weeks = [(week.monday, week.minutes) for week in roadmap.weeks()]
    assert weeks == [(MONDAY, 240), (MONDAY + timedelta(7), 240)]


def test_weeks_off_are_left_out() -> None:
    """A week without study does not stand there empty."""
    off = ((MONDAY, MONDAY + timedelta(13)),)
    roadmap = small(Wishes(hours_a_week=8, days=(0,), off=off))
    assert [week.monday for week in roadmap.weeks()] == [MONDAY + timedelta(14)]


@pytest.mark.parametrize(
    ("hours", "length"), [(None, None), (1, (6, 10)), (4, (2, 3)), (80, (1, 1))]
)
def test_length_is_in_whole_weeks(hours: int | None, length: tuple[int, int] | None) -> None:
    """Six to ten hours take so many weeks, rounded up."""
    assert small(Wishes(hours_a_week=hours)).length == length


def test_a_plan_at_the_end_of_time_has_no_dates() -> None:
    """On the last day that there is a plan can be made, of as much as can be dated."""
    case = example({"a": ()}, wishes=Wishes(hours_a_week=1))
    roadmap = case._replace(today=date.max).plan()
    assert not [*roadmap.blocks(), *roadmap.weeks()]
    assert roadmap.finish == (None, None)
    assert [step.dates for step in roadmap.steps] == [None, None]


def test_a_step_too_long_to_be_dated_leaves_the_others_dated() -> None:
    """What ends within the years that are dated has its days, what does not has none."""
    roadmap = example(
        {"a": ()},
        hours={"a": {1: (1, 3), 2: (9000, 9000)}},
        wishes=Wishes(hours_a_week=1, days=(6,)),
    ).plan()
    first, second = (step.dates for step in roadmap.steps)
    assert first == (TODAY, TODAY + timedelta(7), TODAY, TODAY + timedelta(14))
    assert second is None
    assert roadmap.finish == (None, None)
