from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.gaps import PROVEN
from mlcareer.model.plan import Claim, Wishes, parse_step_id
from mlcareer.roadmap.ground import PROBABLE
from mlcareer.roadmap.order import Key
from mlcareer.roadmap.plan import PlanStep
from mlcareer.roadmap.planning import WORTH_ASKING
from support_plan import (
    BARE,
    MOMENTS,
    NOTHING,
    ROLES,
    SHELF,
    SHIPPED,
    TODAY,
    Case,
    Known,
    cases,
    demand_of,
    example,
    ids_of,
    keys_of,
    make_project,
    middle,
    needs,
    person_of,
)

SOME = settings(max_examples=30)
FEW = settings(max_examples=15)
KNOWN_WELL = Known(9.0, 5)
HALF = Known(-1.3, 5)
"""At novice with a chance of 0.82, at working with one of 0.35."""


def beginner(role: str) -> Case:
    """Make the case of somebody who surely knows nothing yet."""
    person = person_of(dict.fromkeys(SHIPPED.skills, NOTHING), ROLES[role])
    return Case(SHIPPED, ROLES[role], person, SHELF, Wishes(), TODAY)


# What is in the plan, and in which order.


@SOME
@given(cases())
def test_no_step_comes_before_its_gate(case: Case) -> None:
    """What a step requires, at any distance, is there or comes earlier."""
    ground = case.ground
    there = {Key(skill, level) for skill, one in ground.items() for level in range(one.reached + 1)}
    for key in keys_of(case.plan()):
        below = {Key(key.skill, level) for level in range(1, key.level)}
        missing = (needs(case.skill_map, case.role, *key) | below) - there
        assert not missing, f"{key} before {missing}"
        there.add(key)


@SOME
@given(cases())
def test_a_step_names_what_it_waits_for(case: Case) -> None:
    """The steps that a step comes after stand before it, and are all of those that it needs."""
    roadmap = case.plan()
    id_of = {Key(step.skill.id, step.level): step.id for step in roadmap.steps}
    before: set[str] = set()
    for step in roadmap.steps:
        direct = {
            Key(other, level)
            for other in step.skill.requires
            for level in range(1, min(case.role.demands[other].target, step.level) + 1)
        }
        own = {Key(step.skill.id, level) for level in range(1, step.level)}
        assert set(step.after) <= before
        assert {id_of[key] for key in direct | own if key in id_of} <= set(step.after)
        before.add(step.id)


@SOME
@given(cases(hours=False))
def test_exactly_the_levels_to_study_are_planned(case: Case) -> None:
    """Each level between what is reached and the target is planned, once, and nothing else."""
    keys = keys_of(case.plan())
    expected = {Key(s, level) for s, one in case.ground.items() for level in one.to_study}
    assert len(keys) == len(set(keys))
    assert set(keys) == expected


@SOME
@given(cases())
def test_ids_are_unique_and_name_the_step(case: Case) -> None:
    """No two tasks share an id, and the id of a step says its skill and level."""
    roadmap = case.plan()
    ids = [task.id for task in roadmap.tasks]
    assert len(ids) == len(set(ids))
    for step in roadmap.steps:
        parsed = parse_step_id(step.id)
        assert parsed is not None
        assert (parsed.skill, parsed.level) == (step.skill.id, step.level)
        assert step.can_do == step.skill.can_do[step.level]
        assert step.target == case.role.demands[step.skill.id].target


@SOME
@given(cases())
def test_nothing_that_is_there_is_planned(case: Case) -> None:
    """No step is to a level that is proven, or as probable as PROBABLE."""
    gap_of = {gap.demand.skill: gap for gap in case.person.gaps}
    for step in case.plan().steps:
        gap = gap_of[step.skill.id]
        assert gap.estimate.reaches(step.level) < PROBABLE
        assert step.chance == gap.estimate.reaches(step.level)


@SOME
@given(cases())
def test_a_planned_id_is_not_one_that_was_ticked(case: Case) -> None:
    """What was ticked comes again only under another id, so that no old tick closes it."""
    planned = {task.id for task in case.plan().tasks}
    assert not planned & set(case.person.claims)


@SOME
@given(cases())
def test_every_open_target_is_somewhere(case: Case) -> None:
    """A target that is not proven is planned, checked, ticked or left out."""
    roadmap = case.plan()
    planned = {(step.skill.id, step.level) for step in roadmap.steps}
    checked = {(check.skill.id, check.level) for check in roadmap.checks}
    left = roadmap.fit.left_out if roadmap.fit else ()
    left_out = {(one.skill.id, level) for one in left for level in one.levels}
    for gap in case.person.gaps:
        demand = gap.demand
        if not gap.measured or gap.estimate.reaches(demand.target) < PROVEN:
            ticked = case.ground[demand.skill].claimed >= demand.target
            target = (demand.skill, demand.target)
            assert target in planned | checked | left_out or ticked


@SOME
@given(cases())
def test_no_level_is_in_two_places(case: Case) -> None:
    """What is planned, what is checked and what is left out have no level in common."""
    roadmap = case.plan()
    places = [(step.skill.id, step.level) for step in roadmap.steps]
    places += [(check.skill.id, check.level) for check in roadmap.checks]
    left = roadmap.fit.left_out if roadmap.fit else ()
    places += [(one.skill.id, level) for one in left for level in one.levels]
    assert len(places) == len(set(places))


@SOME
@given(cases())
def test_what_is_checked_is_probable_but_unproven(case: Case) -> None:
    """A check asks for a level that is probable and that nobody showed or ticked."""
    for check in case.plan().checks:
        ground = case.ground[check.skill.id]
        assert ground.gap.estimate.reaches(check.level) >= PROBABLE
        assert check.level > max(ground.proven, ground.claimed)
        assert check.level <= check.target == ground.target


@SOME
@given(cases())
def test_every_tick_is_listed(case: Case) -> None:
    """All that was ticked stays in sight, whatever became of it, and never as both."""
    ticked = case.plan().ticked
    assert [one.claim for one in ticked] == list(case.person.claims.values())
    assert not any(one.proven and one.refuted for one in ticked)
    assert all(one.title for one in ticked)


@SOME
@given(cases())
@also(example({"a": ()}, claims=[Claim("a.2", "", MOMENTS[0])], answered={"a": (MOMENTS[1],)}))
def test_what_answers_speak_against_is_studied_again(case: Case) -> None:
    """A refuted tick is open again, as the words say, up to what the role asks for."""
    roadmap = case.plan()
    left = roadmap.fit.left_out if roadmap.fit else ()
    open_ = {(one.skill.id, level) for one in left for level in one.levels}
    open_ |= {(step.skill.id, step.level) for step in roadmap.steps}
    for one in roadmap.ticked:
        step = parse_step_id(one.claim.id)
        if one.refuted and step and step.level <= case.role.demands[step.skill].target:
            higher = case.ground[step.skill].claimed > step.level
            assert higher or (step.skill, step.level) in open_


# Hours and dates.


@SOME
@given(cases())
def test_hours_add_up(case: Case) -> None:
    """The hours of the plan are those of its steps, as the map has them."""
    roadmap = case.plan()
    for end in (0, 1):
        assert roadmap.hours[end] == sum(step.hours[end] for step in roadmap.steps)
    assert all(step.hours == step.skill.hours[step.level] for step in roadmap.steps)


@SOME
@given(cases(hours=False))
def test_without_hours_nothing_is_dated(case: Case) -> None:
    """Where the hours a week are not known, there are no dates and nothing is left out."""
    roadmap = case.plan()
    assert all(step.dates is None for step in roadmap.steps)
    assert all(project.due is None for project in roadmap.projects)
    assert roadmap.finish == (None, None)
    assert roadmap.length is None
    assert list(roadmap.blocks()) == []
    assert roadmap.fit is None or (roadmap.fit.available, roadmap.fit.left_out) == (None, ())


@SOME
@given(cases(hours=True))
def test_dates_follow_each_other(case: Case) -> None:
    """Steps begin where the one before ends, in their own range, and the last ends the plan."""
    roadmap = case.plan()
    first = max(case.today, case.wishes.start or case.today)
    dates = [step.dates for step in roadmap.steps if step.dates]
    for one, next_ in pairwise(dates):
        assert one.ends <= next_.starts
    for one in dates:
        assert first <= one.starts <= one.ends
        assert one.earliest <= one.ends
        assert one.latest is None or one.ends <= one.latest
    if dates and len(dates) == len(roadmap.steps):
        assert roadmap.finish == (dates[-1].earliest, dates[-1].latest)
    low, high = roadmap.finish
    assert low is None or high is None or low <= high


@SOME
@given(cases(hours=True))
def test_a_project_is_due_when_the_step_before_it_ends(case: Case) -> None:
    """The day of a project is that of the step which it comes after."""
    roadmap = case.plan()
    ends = {step.id: step.dates and step.dates.ends for step in roadmap.steps}
    for one in roadmap.projects:
        assert len(one.after) <= 1
        assert one.due == (ends[one.after[0]] if one.after else None)


@FEW
@given(cases(hours=True), st.integers(1, 60))
def test_more_hours_never_end_later(case: Case, more: int) -> None:
    """On the same days of the week, more hours a week never put the end off."""
    wishes = case.wishes._replace(deadline=None, days=case.wishes.days or (0, 2, 5))
    hours = wishes.hours_a_week or 1
    slow, fast = (case.plan(wishes._replace(hours_a_week=h)) for h in (hours, hours + more))
    for late, early in zip(slow.finish, fast.finish, strict=True):
        assert late is None or (early is not None and early <= late)


@FEW
@given(cases(hours=True), st.integers(1, 40))
def test_more_hours_on_other_days_end_less_than_a_week_later(case: Case, more: int) -> None:
    """Where more hours move study to other days of the week, that costs at most some days."""
    wishes = case.wishes._replace(deadline=None, days=(), off=())
    hours = wishes.hours_a_week or 1
    slow, fast = (case.plan(wishes._replace(hours_a_week=h)) for h in (hours, hours + more))
    for late, early in zip(slow.finish, fast.finish, strict=True):
        assert late is None or (early is not None and early - late < timedelta(7))


@FEW
@given(cases(hours=True), st.integers(0, 200), st.integers(0, 90))
def test_days_off_never_end_earlier(case: Case, after: int, length: int) -> None:
    """Time without study puts the end off or leaves it where it is."""
    wishes = case.wishes._replace(deadline=None)
    begins = case.today + timedelta(after)
    off = (*wishes.off, (begins, begins + timedelta(length)))
    for early, late in zip(
        case.plan(wishes).finish, case.plan(wishes._replace(off=off)).finish, strict=True
    ):
        assert late is None or (early is not None and early <= late)


# A deadline.


@SOME
@given(cases(hours=True), st.integers(0, 900))
def test_what_fits_needs_no_more_than_there_is(case: Case, after: int) -> None:
    """In the middle of the estimates the plan ends by the deadline, or is of one step."""
    deadline = case.today + timedelta(after)
    roadmap = case.plan(case.wishes._replace(deadline=deadline))
    assert roadmap.fit is not None
    assert roadmap.fit.available is not None
    if middle(roadmap.steps) <= roadmap.fit.available:
        assert all(step.dates and step.dates.ends <= deadline for step in roadmap.steps)
    else:
        (only,) = roadmap.steps
        assert only.dates is None or only.dates.ends > deadline
    left = max(0, roadmap.fit.available - middle(roadmap.steps))
    assert roadmap.fit.spare == pytest.approx(left)
    for one in roadmap.fit.left_out[:1]:
        assert sum(one.skill.hours[one.levels[0]]) / 2 > roadmap.fit.spare


@SOME
@given(cases(hours=True), st.integers(0, 900))
def test_what_is_left_out_accounts_for_the_rest(case: Case, after: int) -> None:
    """Steps and what is left out are together all that there is to study, hours included."""
    roadmap = case.plan(case.wishes._replace(deadline=case.today + timedelta(after)))
    whole = case.plan(case.wishes._replace(deadline=None))
    fit = roadmap.fit
    assert fit is not None
    left = {Key(one.skill.id, level) for one in fit.left_out for level in one.levels}
    assert set(keys_of(roadmap)) | left == set(keys_of(whole))
    id_of = {Key(step.skill.id, step.level): step.id for step in whole.steps}
    order = [key for key in id_of if key in left]
    assert [one.skill.id for one in fit.left_out] == list(dict.fromkeys(key.skill for key in order))
    for one in fit.left_out:
        assert list(one.ids) == [id_of[Key(one.skill.id, level)] for level in one.levels]
        assert one.levels == tuple(sorted(set(one.levels)))
    assert roadmap.open_levels == len(whole.steps)
    assert fit.needed == whole.hours
    for end in (0, 1):
        assert roadmap.hours[end] + sum(one.hours[end] for one in fit.left_out) == fit.needed[end]


@FEW
@given(cases(hours=True), st.integers(-5, 400), st.integers(1, 400))
def test_a_later_deadline_leaves_out_no_more(case: Case, after: int, more: int) -> None:
    """With more days there is never less studied, in the middle of the estimates."""
    near, far = (
        case.plan(case.wishes._replace(deadline=case.today + timedelta(days)))
        for days in (after, after + more)
    )
    assert middle(near.steps) <= middle(far.steps) + 1e-9


@FEW
@given(cases(hours=True), st.integers(7, 400))
def test_with_the_hours_named_everything_fits(case: Case, after: int) -> None:
    """Whoever gives the hours a week that the plan names needs to leave nothing out."""
    wishes = case.wishes._replace(
        deadline=case.today + timedelta(after), days=case.wishes.days or (1, 4)
    )
    fit = case.plan(wishes).fit
    assert fit is not None
    if fit.hours_a_week and fit.hours_a_week[1]:
        other = case.plan(wishes._replace(hours_a_week=fit.hours_a_week[1])).fit
        assert other is not None
        assert other.left_out == ()


@SOME
@given(cases(hours=True), st.integers(-5, 900))
def test_a_plan_with_a_deadline_is_the_beginning_of_the_plan(case: Case, after: int) -> None:
    """The first step is there if any is, and no step is skipped for one that comes later."""
    roadmap = case.plan(case.wishes._replace(deadline=case.today + timedelta(after)))
    keys, whole = (
        keys_of(one) for one in (roadmap, case.plan(case.wishes._replace(deadline=None)))
    )
    assert keys == whole[: len(keys)]
    assert bool(keys) == bool(whole)


def test_a_deadline_in_the_past_leaves_out_all_but_the_first() -> None:
    """Where no day is left, what comes next is all that is planned; the rest is left out."""
    case = example({"a": (), "b": ("a",)})
    roadmap = case.plan(Wishes(hours_a_week=5, deadline=TODAY - timedelta(1)))
    assert [task.id for task in roadmap.tasks] == ["a.1"]
    assert roadmap.fit is not None
    assert (roadmap.fit.available, roadmap.fit.hours_a_week) == (0, None)
    assert roadmap.fit.spare == 0
    assert [(one.skill.id, one.levels) for one in roadmap.fit.left_out] == [
        ("b", (1, 2)),
        ("a", (2,)),
    ]


def test_what_waits_for_something_left_out_is_left_out() -> None:
    """Short as it is, a skill is not planned without the long one that it requires."""
    case = example(
        {"long": (), "short": ("long",), "free": ()},
        demands=[demand_of("long", 1), demand_of("short", 1), demand_of("free", 1, weight=9.0)],
        hours={"long": {1: (50, 50)}, "short": {1: (1, 1)}, "free": {1: (4, 4)}},
        wishes=Wishes(hours_a_week=10, deadline=TODAY + timedelta(7), days=(0,)),
    )
    assert ids_of(case) == ["free.1"]


@pytest.mark.parametrize("importance", ["core", "optional"])
def test_time_is_not_filled_with_what_comes_later(importance: str) -> None:
    """Weeks that are too short for the next step do not go to a shorter one that comes later."""
    case = example(
        {"soon": (), "long": (), "later": ()},
        demands=[
            *(demand_of("soon", 1), demand_of("long", 1, weight=90.0)),
            demand_of("later", 1, importance, weight=0.1),
        ],
        hours={"soon": {1: (1, 1)}, "long": {1: (50, 50)}, "later": {1: (4, 4)}},
        wishes=Wishes(hours_a_week=10, deadline=TODAY + timedelta(7), days=(0,)),
    )
    roadmap = case.plan()
    assert [step.id for step in roadmap.steps] == ["soon.1"]
    assert roadmap.fit is not None
    assert roadmap.fit.spare == 9
    assert [one.ids for one in roadmap.fit.left_out] == [("long.1",), ("later.1",)]


def test_a_first_step_that_does_not_fit_is_begun() -> None:
    """Instead of an empty plan, or of what leads nowhere, the first step ends too late."""
    case = example(
        {"long": (), "free": ()},
        demands=[demand_of("long", 1), demand_of("free", 1, "optional")],
        hours={"long": {1: (50, 50)}, "free": {1: (4, 4)}},
        wishes=Wishes(hours_a_week=10, deadline=TODAY + timedelta(7), days=(0,)),
    )
    roadmap = case.plan()
    (step,) = roadmap.steps
    assert step.id == "long.1"
    assert step.dates is not None
    assert (step.dates.starts, step.dates.ends) == (date(2026, 11, 23), date(2026, 12, 21))
    assert roadmap.fit is not None
    assert roadmap.fit.spare == 0
    assert [one.ids for one in roadmap.fit.left_out] == [("free.1",)]


def test_what_is_left_out_stands_in_the_order_of_the_plan() -> None:
    """Not in that of the map: what would come next is named first, with all its levels."""
    case = example(
        {"late": (), "soon": (), "done": ()},
        demands=[
            *(demand_of("late", 1, "useful"), demand_of("soon", 3), demand_of("done", 1)),
        ],
        hours={"done": {1: (1, 1)}, "soon": {1: (2, 2), 2: (40, 50), 3: (60, 80)}},
        claims=[Claim("soon.3", "2026-11-20", "2026-11-20T12:00:00+00:00")],
        answered={"soon": ("2026-11-21T12:00:00+00:00",)},
        wishes=Wishes(hours_a_week=10, deadline=TODAY + timedelta(7), days=(0,)),
    )
    roadmap = case.plan()
    assert [step.id for step in roadmap.steps] == ["done.1", "soon.1"]
    assert roadmap.fit is not None
    first, second = roadmap.fit.left_out
    assert (first.skill.id, first.levels, first.ids) == ("soon", (2, 3), ("soon.2", "soon.3-2"))
    assert (first.hours, first.target, first.importance) == ((100, 130), 3, "core")
    assert (second.skill.id, second.levels, second.ids) == ("late", (1,), ("late.1",))
    assert roadmap.fit.spare == 7


def test_hours_are_left_over_only_where_something_is_left_out_or_all_is_done() -> None:
    """Without hours a week there is nothing to spare; with many, all that is not needed is."""
    case = example({"a": ()}, demands=[demand_of("a", 1)], hours={"a": {1: (2, 4)}})
    for hours, spare in ((None, 0), (10, 7), (3, 0), (2, 0)):
        wishes = Wishes(hours_a_week=hours, deadline=TODAY + timedelta(7), days=(0,))
        fit = case.plan(wishes).fit
        assert fit is not None
        assert fit.spare == spare


@FEW
@given(cases(hours=True), st.lists(st.integers(0, 6), min_size=1, max_size=6))
def test_a_day_named_twice_counts_once(case: Case, days: list[int]) -> None:
    """The same days give the same plan and the same fit, however often they are named."""
    deadline = case.today + timedelta(90)
    twice = case.plan(case.wishes._replace(days=tuple(days), deadline=deadline))
    once = case.plan(case.wishes._replace(days=tuple(sorted(set(days))), deadline=deadline))
    assert replace(twice, wishes=once.wishes) == once


def test_hours_to_the_minute_fit() -> None:
    """A step that takes exactly the time that is left is planned; with less, it is not."""
    case = example(
        {"a": (), "b": ("a",)},
        demands=[demand_of("a", 1), demand_of("b", 1)],
        hours={"a": {1: (1, 1)}, "b": {1: (2, 3)}},
    )
    fits = Wishes(hours_a_week=7, days=(0, 1), deadline=TODAY + timedelta(1))
    assert ids_of(case._replace(wishes=fits)) == ["a.1", "b.1"]
    assert ids_of(case._replace(wishes=fits._replace(hours_a_week=6))) == ["a.1"]


def test_hours_are_worked_out_for_the_deadline() -> None:
    """Twenty to thirty hours in two weeks are ten to fifteen a week."""
    case = example({"a": ()}, demands=[demand_of("a", 1)], hours={"a": {1: (20, 30)}})
    fit = case.plan(Wishes(hours_a_week=1, deadline=TODAY + timedelta(14))).fit
    assert fit is not None
    assert fit.hours_a_week == (10, 15)
    assert fit.needed == (20, 30)


# What the plan brings.


@FEW
@given(cases())
def test_a_plan_never_promises_less_than_there_is(case: Case) -> None:
    """The share of targets met rises from now through the plan to all that could be studied."""
    prospects = case.plan().prospects
    assert prospects.now.share <= prospects.planned.share + 1e-9
    assert prospects.planned.share <= prospects.everything.share + 1e-9
    for one in (prospects.now, prospects.planned, prospects.everything):
        assert -1e-9 <= one.low <= one.share + 1e-9
        assert one.share <= one.high + 1e-9 <= 1 + 2e-9


@FEW
@given(cases())
def test_a_plan_without_gaps_brings_everything(case: Case) -> None:
    """Where nothing is left out, the plan promises what everything would bring."""
    roadmap = case.plan(case.wishes._replace(deadline=None))
    assert roadmap.prospects.planned == roadmap.prospects.everything


def test_now_does_not_count_ticks() -> None:
    """A tick changes what will be, if it holds, but not what is."""
    plain = example({"a": (), "b": ()})
    ticked = example({"a": (), "b": ()}, claims=[Claim("a.2", "", "2026-11-20T12:00:00+00:00")])
    before, after = plain.plan().prospects, ticked.plan().prospects
    assert before.now == after.now
    assert after.planned.share == pytest.approx(1)


def test_what_is_left_out_is_not_promised() -> None:
    """Where the heavier of two skills does not fit, the plan promises the lighter's share."""
    case = example(
        {"light": (), "heavy": ()},
        demands=[demand_of("light", 1, weight=1.0), demand_of("heavy", 1, weight=3.0)],
        hours={"light": {1: (1, 1)}, "heavy": {1: (90, 90)}},
        wishes=Wishes(hours_a_week=7, deadline=TODAY + timedelta(7)),
    )
    prospects = case.plan().prospects
    shares = [one.share for one in (prospects.now, prospects.planned, prospects.everything)]
    assert shares == pytest.approx([0, 0.25, 1], abs=0.001)


# What does not matter.


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_gaps_and_ticks_does_not_matter(case: Case, random: Random) -> None:
    """The same gaps and ticks in any order give the same tasks."""
    gaps, claims = list(case.person.gaps), list(case.person.claims.items())
    random.shuffle(gaps)
    random.shuffle(claims)
    person = replace(case.person, gaps=tuple(gaps), claims=dict(claims))
    assert case._replace(person=person).plan().tasks == case.plan().tasks


@FEW
@given(cases())
def test_the_same_gives_the_same(case: Case) -> None:
    """A plan made twice is the same."""
    assert case.plan() == case.plan()


@FEW
@given(cases(hours=True))
def test_dates_do_not_change_the_order(case: Case) -> None:
    """How much time there is decides how far the plan goes, and nothing about the order."""
    whole = keys_of(case.plan(Wishes()))
    planned = keys_of(case.plan())
    assert planned == whole[: len(planned)]


@SOME
@given(cases())
def test_skills_without_an_answer_are_named(case: Case) -> None:
    """Exactly those of the plan that nobody was asked about are listed, each once."""
    roadmap = case.plan()
    answers = {gap.demand.skill: gap.estimate.answers for gap in case.person.gaps}
    skills = dict.fromkeys(step.skill.id for step in roadmap.steps)
    assert list(roadmap.unmeasured) == [skill for skill in skills if not answers[skill]]


@FEW
@given(cases())
def test_each_step_says_why(case: Case) -> None:
    """The reason names how important it is, its target, and what the estimate rests on."""
    for step in case.plan().steps:
        assert step.reason.startswith(f"{step.importance}, target ")
        assert any(word in step.reason for word in ("from ", "not measured", "neither measured"))
        assert "None" not in step.reason


# Plans worked out by hand.


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        ("", ""),
        ("b", "; opens B"),
        ("bc", "; opens B, C"),
        ("bcd", "; opens B, C and 1 more"),
        ("bcde", "; opens B, C and 2 more"),
    ],
)
def test_a_reason_names_two_skills_that_a_step_opens(waiting: str, said: str) -> None:
    """The first two in the order of the map are named, and the others counted."""
    case = example({"a": (), **dict.fromkeys(waiting, ("a",))})
    _, opens, names = case.plan().steps[0].reason.partition("; opens ")
    assert opens + names == said


def test_the_hours_a_week_for_a_deadline_are_rounded_up() -> None:
    """With an hour less, low or high, the work would not fit."""
    monday = date(2026, 11, 23)
    case = example(
        {"a": ()},
        demands=[demand_of("a", 1)],
        hours={"a": {1: (9, 16)}},
        wishes=Wishes(deadline=monday + timedelta(13), start=monday, days=(0, 3)),
    )
    fit = case.plan().fit
    assert fit is not None
    assert (fit.needed, fit.hours_a_week) == ((9, 16), (5, 8))
    odd = case.plan(case.wishes._replace(deadline=monday + timedelta(20))).fit
    assert odd is not None
    assert odd.hours_a_week == (3, 6)


def test_what_was_ticked_is_not_planned() -> None:
    """A tick takes its level, and what lies below it, out of the plan."""
    case = example(
        {"a": ()},
        demands=[demand_of("a", 3)],
        claims=[Claim("a.2", "2026-11-20", "2026-11-20T12:00:00+00:00")],
        answered={"a": ("2026-11-19T12:00:00+00:00",)},
    )
    assert ids_of(case) == ["a.3"]


def test_a_tick_is_proven_up_to_the_level_that_answers_show() -> None:
    """Of three ticks the answers bear out those of novice and working, and no more."""
    case = example(
        {"a": ()},
        known={"a": Known(0.0, 5)},
        claims=[Claim(f"a.{level}", "", "2026-11-20T12:00:00+00:00") for level in (1, 2, 3)],
    )
    assert [one.proven for one in case.plan().ticked] == [True, True, False]


def test_what_answers_refute_is_planned_under_a_new_id() -> None:
    """After a tick that later answers speak against, the level comes again as another task."""
    case = example(
        {"a": ()},
        claims=[Claim("a.2", "2026-11-20", "2026-11-20T12:00:00+00:00")],
        answered={"a": ("2026-11-21T12:00:00+00:00",)},
    )
    roadmap = case.plan()
    assert [step.id for step in roadmap.steps] == ["a.1", "a.2-2"]
    assert roadmap.ticked[0].refuted
    assert "ticked before, but later answers did not bear it out" in roadmap.steps[1].reason
    assert roadmap.steps[1].after == ("a.1",)


def test_a_tick_that_stands_is_not_called_refuted() -> None:
    """What an old project did not show counts against the project, not against a newer tick."""
    case = example(
        {"a": ()},
        claims=[
            Claim("project.P", "", "2026-11-19T12:00:00+00:00", "p.txt"),
            Claim("a.2", "", "2026-11-21T12:00:00+00:00"),
        ],
        answered={"a": ("2026-11-20T12:00:00+00:00",)},
        projects=[make_project("P", 2, "a")],
    )
    roadmap = case.plan()
    assert roadmap.steps == ()
    assert [one.refuted for one in roadmap.ticked if one.claim.id == "a.2"] == [False]


def test_what_is_probable_is_checked_instead_of_planned() -> None:
    """A level that is as probable as PROBABLE is asked about first, whatever stands above it."""
    case = example({"a": ()}, known={"a": HALF})
    roadmap = case.plan()
    assert ids_of(case) == ["a.2"]
    assert roadmap.checks == ()  # with so many answers the lower level is proven
    unasked = example({"a": ()}, known={"a": Known(-1.3)}).plan()
    assert [check.id for check in unasked.checks] == ["a.1"]
    assert [step.id for step in unasked.steps] == ["a.2"]


@pytest.mark.parametrize(
    ("exhausted", "asked"),
    [((), [True, True]), ({"c"}, [True, True]), ({"a"}, [False, True]), ({"a", "b"}, [False] * 2)],
)
def test_what_cannot_be_asked_about_is_not_offered(
    exhausted: frozenset[str], asked: list[bool]
) -> None:
    """A check and a step say whether a question is left, and are there in any case."""
    known = {"a": Known(-1.3), "b": Known(-1.3)}
    case = example({"a": (), "b": ()}, known=known)
    roadmap = case._replace(person=replace(case.person, exhausted=exhausted)).plan()
    assert [(check.id, check.askable) for check in roadmap.checks] == [
        ("a.1", asked[0]),
        ("b.1", asked[1]),
    ]
    fair = example({"a": (), "b": ()}, known={"a": Known(-1.19, 5), "b": Known(-1.19, 5)})
    steps = fair._replace(person=replace(fair.person, exhausted=exhausted)).plan().steps
    assert [step.ask_first for step in steps] == asked


@SOME
@given(cases())
def test_questions_come_before_study_where_they_may_save_it(case: Case) -> None:
    """A step says to ask first exactly where its level is there with a fair chance."""
    for step in case.plan().steps:
        assert step.ask_first == (step.chance >= WORTH_ASKING)


@pytest.mark.parametrize(
    ("mean", "answers", "ask_first"),
    [
        (-1.7, 5, [True, False]),  # at novice with a chance of 0.65, at working with one of 0.18
        (-1.19, 5, [True]),  # at working with one of 0.403
        (-1.2, 5, [False]),  # at working with one of 0.398
        (-1.19, 0, [True]),
        (-9.0, 0, [False, False]),
    ],
)
def test_what_may_well_be_there_is_asked_about_first(
    mean: float, answers: int, ask_first: list[bool]
) -> None:
    """From a chance of 0.4 on, and below that of a check, a step is worth a few questions."""
    case = example({"a": ()}, known={"a": Known(mean, answers)})
    assert [step.ask_first for step in case.plan().steps] == ask_first


def test_nothing_is_left_for_an_expert() -> None:
    """Whoever has shown every target gets an empty plan."""
    person = person_of(dict.fromkeys(SHIPPED.skills, KNOWN_WELL), ROLES["ml-engineer"])
    case = Case(SHIPPED, ROLES["ml-engineer"], person, SHELF, Wishes(hours_a_week=9), TODAY)
    roadmap = case.plan()
    assert [*roadmap.tasks, *roadmap.checks, *roadmap.unmeasured] == []
    assert (roadmap.hours, roadmap.finish, roadmap.length) == ((0, 0), (None, None), (0, 0))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_beginner_begins_with_the_first_skills(role: str) -> None:
    """In every shipped role the first skills rise together to working, and nothing is missing."""
    keys = keys_of(beginner(role).plan())
    first = [
        Key(skill, level)
        for level in (1, 2)
        for skill in ROLES[role].first
        if level <= ROLES[role].demands[skill].target
    ]
    assert keys[: len(first)] == first
    assert len(keys) == sum(demand.target for demand in ROLES[role].demands.values())


@pytest.mark.parametrize("role", sorted(ROLES))
def test_helpers_come_first_in_shipped_plans(role: str) -> None:
    """Level by level, what helps a skill precedes it where it is no less important."""
    demands = ROLES[role].demands
    seen: set[Key] = set()
    for key in keys_of(beginner(role).plan()):
        own = ("core", "useful", "optional").index(demands[key.skill].importance)
        for helper in SHIPPED.skills[key.skill].helped_by:
            if helper not in demands or key.skill in ROLES[role].first:
                continue
            if ("core", "useful", "optional").index(demands[helper].importance) <= own:
                assert Key(helper, min(key.level, demands[helper].target)) in seen
        seen.add(key)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_beginner_of_a_shipped_role_builds_something(role: str) -> None:
    """Each project of a beginner's plan stands after all skills that it shows and takes."""
    done: set[str] = set()
    roadmap = beginner(role).plan()
    for task in roadmap.tasks:
        if isinstance(task, PlanStep):
            done.add(f"{task.skill.id}.{task.level}")
            continue
        fixed = {f"{skill}.{task.project.level}" for skill in task.project.shows}
        assert fixed <= done
        for skill, top in task.project.needs.items():
            target = ROLES[role].demands[skill].target if skill in ROLES[role].demands else 0
            assert {f"{skill}.{level}" for level in range(1, min(top, target) + 1)} <= done
    assert len(roadmap.projects) >= 5


def test_a_small_plan_has_the_dates_that_one_counts_on_fingers() -> None:
    """At two hours on Tuesdays and Fridays, six hours take three days."""
    case = example(
        {"a": (), "b": ("a",)},
        demands=[demand_of("a", 1), demand_of("b", 1)],
        hours={"a": {1: (2, 4)}, "b": {1: (3, 3)}},
        wishes=Wishes(hours_a_week=4, days=(1, 4)),
    )
    roadmap = case.plan()
    first, second = (step.dates for step in roadmap.steps)
    tuesday, friday, next_tuesday = date(2026, 11, 24), date(2026, 11, 27), date(2026, 12, 1)
    assert first == (tuesday, friday, tuesday, friday)
    assert second == (friday, next_tuesday, next_tuesday, next_tuesday + timedelta(3))
    assert roadmap.finish == (next_tuesday, date(2026, 12, 4))
    assert roadmap.length == (2, 2)


def test_a_plan_without_a_shelf_has_no_projects() -> None:
    """Where there is nothing to build, the plan is of steps alone."""
    roadmap = beginner("ml-engineer")._replace(shelf=BARE).plan()
    assert roadmap.projects == ()
    assert all(step.resources == () for step in roadmap.steps)
