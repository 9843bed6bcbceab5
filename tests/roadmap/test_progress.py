from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.plan import Claim, PlanEvent, PlanEventKind, Wishes
from mlcareer.roadmap.plan import Ticked
from mlcareer.roadmap.progress import (
    Baseline,
    Month,
    baseline_detail,
    baseline_of,
    first_baseline,
    make_progress,
    read_baseline,
    weeks_later,
)
from support_golden import CLAIMS, MAP, TODAY, garden_roadmap
from support_plan import Case, cases

DAYS = st.dates(date(2020, 1, 1), date(2080, 1, 1))
BASELINES = st.builds(
    Baseline,
    DAYS,
    st.tuples(st.none() | DAYS, st.none() | DAYS),
    st.integers(0, 200),
    st.tuples(st.integers(0, 9999), st.integers(0, 9999)),
)


def ticked(id_: str, on: str = "2026-11-20", *, chance: float | None = 0.6, **kind: bool) -> Ticked:
    """Make something that was ticked in the evening of a day."""
    claim = Claim(id_, on, "2026-10-31T18:00:00+00:00")
    return Ticked(claim, id_.title(), chance, **kind)


def ids(ticks: tuple[Ticked, ...]) -> list[str]:
    """List what was ticked."""
    return [one.claim.id for one in ticks]


def test_claimed_and_proven_are_told_apart() -> None:
    """The gardener's ticks are sorted by what answers make of them, and what they are."""
    progress = make_progress(garden_roadmap(), MAP)
    assert ids(progress.proven) == ["digging.1"]
    assert ids(progress.claimed) == ["compost.1", "pruning.1"]
    assert ids(progress.refuted) == []
    assert ids(progress.projects) == ["project.POT-1"]
    assert ids(progress.elsewhere) == ["gone.2"]
    assert (progress.done, progress.left) == (3, 4)


def test_hours_are_those_of_the_skill_map() -> None:
    """What was ticked took about as long as its levels are estimated at; unknown ones nothing."""
    progress = make_progress(garden_roadmap(), MAP)
    levels = [MAP.skills[skill].hours[1] for skill in ("digging", "compost", "pruning")]
    assert progress.hours == (sum(low for low, _ in levels), sum(high for _, high in levels))


def test_what_answers_speak_against_counts_as_open() -> None:
    """A tick that did not hold is no progress, adds no hours and stands in no month."""
    ticks = (ticked("digging.1", refuted=True, chance=0.1), ticked("compost.1"))
    progress = make_progress(replace(garden_roadmap(), ticked=ticks), MAP)
    assert ids(progress.refuted) == ["digging.1"]
    assert (progress.done, progress.hours) == (1, MAP.skills["compost"].hours[1])
    assert [month.steps for month in progress.months] == [1]


@pytest.mark.parametrize("again", ["digging.1-2", "digging.1-10"])
def test_what_was_ticked_again_counts_once(again: str) -> None:
    """Of several attempts at a level the last one counts, in whatever order they stand."""
    first = ticked("digging.1", refuted=True, chance=0.6)
    for ticks in ((first, ticked(again)), (ticked(again), first)):
        progress = make_progress(replace(garden_roadmap(), ticked=ticks), MAP)
        assert ids(progress.claimed) == [again]
        assert progress.refuted == ()
        assert progress.hours == MAP.skills["digging"].hours[1]


def test_months_are_those_in_which_it_was_done() -> None:
    """Each month stands once, the first one first, by the day that was named, else the tick's."""
    ticks = (
        ticked("digging.1", "2026-11-20"),
        ticked("compost.1", "2025-02-28"),
        ticked("project.POT-1", "2026-11-01", chance=None),
        ticked("pruning.1", ""),
        ticked("compost.2", "some day"),
    )
    progress = make_progress(replace(garden_roadmap(), ticked=ticks), MAP)
    hours = MAP.skills["compost"].hours[2], MAP.skills["pruning"].hours[1]
    assert progress.months == (
        Month(date(2025, 2, 1), 1, 0, MAP.skills["compost"].hours[1]),
        Month(date(2026, 10, 1), 2, 0, (hours[0][0] + hours[1][0], hours[0][1] + hours[1][1])),
        Month(date(2026, 11, 1), 1, 1, MAP.skills["digging"].hours[1]),
    )


def test_a_day_that_nobody_knows_stands_in_no_month() -> None:
    """A tick without any day is counted, but in no month."""
    claim = Claim("digging.1", "", "")
    plan = replace(garden_roadmap(), ticked=(Ticked(claim, "Digging: novice", 0.6),))
    progress = make_progress(plan, MAP)
    assert (progress.done, progress.months) == (1, ())


@pytest.mark.parametrize(
    ("before", "after", "weeks"),
    [
        ((0, 100), (0, 100), 0),
        ((0, 100), (21, 121), 3),
        ((21, 121), (0, 100), -3),
        ((0, 100), (0, 142), 3),
        ((0, 100), (3, 103), 0),
        ((0, 100), (4, 104), 1),
        ((0, None), (14, 900), 2),
        ((0, 900), (14, None), 2),
        ((None, None), (14, 900), None),
        ((14, 900), (None, None), None),
    ],
)
def test_ends_are_compared_by_their_middle(
    before: tuple[int | None, int | None], after: tuple[int | None, int | None], weeks: int | None
) -> None:
    """The middle of the range moves by so many weeks; where one is open, its lower end does."""

    def day(after: int | None) -> date | None:
        return None if after is None else TODAY + timedelta(after)

    def days(span: tuple[int | None, int | None]) -> tuple[date | None, date | None]:
        return day(span[0]), day(span[1])

    assert weeks_later(days(before), days(after)) == weeks


def test_a_missed_month_is_seen_in_the_end() -> None:
    """Without ticks, four weeks later the plan ends about four weeks later than at first."""
    plan = garden_roadmap(claims=())
    then = baseline_of(plan)
    now = garden_roadmap(claims=(), wishes=Wishes(6, start=TODAY + timedelta(28)))
    assert make_progress(now, MAP, then).weeks_later == 4
    assert make_progress(plan, MAP, then).weeks_later == 0
    assert make_progress(plan, MAP).weeks_later is None


def test_a_baseline_tells_the_plan_of_its_day() -> None:
    """Noted are the day, the end, and how much was to be studied."""
    plan = garden_roadmap()
    assert baseline_of(plan) == Baseline(TODAY, plan.finish, 4, plan.hours)


@given(BASELINES)
def test_a_baseline_is_read_as_it_was_kept(baseline: Baseline) -> None:
    """Put into texts and read again it is the same."""
    detail = baseline_detail(baseline)
    assert read_baseline(detail) == baseline
    assert all(isinstance(text, str) for text in detail.values())


@given(BASELINES, BASELINES)
def test_the_first_plan_for_the_role_counts(first: Baseline, second: Baseline) -> None:
    """Of several plans kept for a role the first one is held against; those of others are not."""
    kinds = (PlanEventKind.TICK, PlanEventKind.PLANNED, PlanEventKind.PLANNED)
    details: tuple[dict[str, str], ...] = ({}, baseline_detail(first), baseline_detail(second))
    events = [
        PlanEvent("2026-11-22T08:00:00+00:00", kind, "gardener", detail)
        for kind, detail in zip(kinds, details, strict=True)
    ]
    assert first_baseline(events, "gardener") == first
    assert first_baseline(events[:1], "gardener") is None
    assert first_baseline(events, "digger") is None


@settings(max_examples=50)
@given(cases())
def test_each_tick_is_counted_once_at_most(case: Case) -> None:
    """Every tick falls into one kind, and hours are at least those of no step, never more."""
    roadmap = case.plan()
    progress = make_progress(roadmap, case.skill_map)
    kinds = (progress.proven, progress.claimed, progress.refuted, progress.elsewhere)
    found = [id_ for kind in (*kinds, progress.projects) for id_ in ids(kind)]
    assert len(found) == len(set(found))
    assert set(found) <= {one.claim.id for one in roadmap.ticked}
    every = [hours for skill in case.skill_map.skills.values() for hours in skill.hours.values()]
    assert 0 <= progress.hours[0] <= progress.hours[1] <= sum(high for _, high in every)
    steps = sum(month.steps for month in progress.months)
    assert steps >= progress.done - len(progress.proven)
    assert progress.left == len(roadmap.steps)


def test_a_tick_of_another_role_is_counted_apart() -> None:
    """What this role does not ask for is no step of its plan, but its hours were spent."""
    elsewhere = ticked("tomatoes.1", chance=None)
    progress = make_progress(replace(garden_roadmap(), ticked=(elsewhere,)), MAP)
    assert ids(progress.elsewhere) == ["tomatoes.1"]
    assert progress.done == 0
    assert progress.hours == MAP.skills["tomatoes"].hours[1]


def test_a_project_adds_no_hours() -> None:
    """Its hours are part of those of the steps that it shows."""
    pot = ticked("project.POT-1", chance=None)
    progress = make_progress(replace(garden_roadmap(), ticked=(pot,)), MAP)
    assert (progress.hours, progress.done) == ((0, 0), 0)
    assert progress.months == (Month(date(2026, 11, 1), 0, 1, (0, 0)),)


def test_more_ticks_never_make_less_progress() -> None:
    """Each tick of the gardener that is added leaves at least as many steps done."""
    counts = [
        make_progress(garden_roadmap(claims=CLAIMS[:n]), MAP).done for n in range(len(CLAIMS) + 1)
    ]
    assert counts == sorted(counts)
    assert counts[-1] == 3
