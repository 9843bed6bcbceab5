from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from mlcareer.model.plan import Claim
from mlcareer.model.skills import IMPORTANCES
from mlcareer.render.roadmap_entries import (
    CHECK,
    LEFT_OUT,
    PROJECT,
    STEP,
    Entry,
    day_of,
    details,
    entries,
    left_out,
    resource_text,
    ticked_kind,
)
from mlcareer.render.roadmap_words import check_text, ticked_state, why_text
from mlcareer.roadmap.plan import PlanProject, Roadmap
from support_golden import garden_roadmap
from support_plans import PLANS, short_plan

GARDEN = garden_roadmap()


def by_id(roadmap: Roadmap) -> dict[str, Entry]:
    """List the entries of a plan by their ids, which are unique."""
    found = list(entries(roadmap))
    assert len({one.id for one in found}) == len(found)
    return {one.id: one for one in found}


@settings(max_examples=25)
@given(PLANS)
def test_each_part_of_a_plan_is_an_entry_of_its_kind(plan: Roadmap) -> None:
    """Checks, steps, projects and ticks come in this order, the last alone as done."""
    found = list(entries(plan))
    tasks = [PROJECT if isinstance(task, PlanProject) else STEP for task in plan.tasks]
    ticks = [ticked_kind(one.claim.id) for one in plan.ticked]
    assert [one.kind for one in found] == [CHECK] * len(plan.checks) + tasks + ticks
    assert [one.done for one in found] == [False] * (len(found) - len(ticks)) + [True] * len(ticks)


@settings(max_examples=25)
@given(PLANS)
def test_what_is_left_out_is_told_level_by_level(plan: Roadmap) -> None:
    """Each level has the id and the hours of its step, and is neither done nor dated."""
    missing = plan.fit.left_out if plan.fit else ()
    found = list(left_out(plan))
    assert [one.id for one in found] == [id_ for one in missing for id_ in one.ids]
    for entry in found:
        (one,) = (each for each in missing if entry.id in each.ids)
        level = one.levels[one.ids.index(entry.id)]
        assert (entry.kind, entry.level, entry.skills) == (LEFT_OUT, level, (one.skill.id,))
        assert (entry.hours, entry.done_when) == (one.skill.hours[level], one.skill.can_do[level])
        assert (entry.title, entry.importance) == (one.skill.title(level), one.importance)
        assert (entry.done, entry.due, entry.starts) == (False, None, None)


def test_what_is_left_out_says_until_when() -> None:
    """How it stands names the deadline; without one nothing is left out."""
    states = {one.state for one in left_out(short_plan())}
    assert states == {"left out: no time until 1 Jan 2027"}
    assert not list(left_out(GARDEN))


def test_a_step_has_what_the_plan_knows_of_it() -> None:
    """Days, hours, skill, reason, resources and what it waits for are those of the step."""
    found, titles = by_id(GARDEN), {task.id: task.title for task in GARDEN.tasks}
    for step in GARDEN.steps:
        entry, dates = found[step.id], step.dates
        assert dates is not None
        days = (entry.starts, entry.due, entry.earliest, entry.latest)
        assert days == (dates.starts, dates.ends, dates.earliest, dates.latest)
        assert (entry.hours, entry.level, entry.skills) == (
            step.hours,
            step.level,
            (step.skill.id,),
        )
        assert (entry.about, entry.resources) == ((f"Why: {why_text(step)}",), step.resources)
        assert (entry.importance, entry.done_when) == (step.importance, step.can_do)
        assert entry.after == step.after
        assert entry.waits_for == tuple(titles[id_] for id_ in step.after if id_ in titles)
    assert any(found[step.id].waits_for for step in GARDEN.steps)


def test_a_project_is_as_important_as_the_most_important_step_that_it_shows() -> None:
    """It has the importance of the best of these, and none where it shows no step of the plan."""
    (project,) = GARDEN.projects
    for importances in (IMPORTANCES, IMPORTANCES[::-1], IMPORTANCES[1:]):
        steps = [
            replace(step, importance=one)
            for step, one in zip(GARDEN.steps, importances, strict=False)
        ]
        shown = replace(project, shows=tuple(step.id for step in steps))
        found = by_id(replace(GARDEN, tasks=(*steps, shown)))
        assert found[project.id].importance == min(importances, key=IMPORTANCES.index)
    alone = replace(GARDEN, tasks=(replace(project, shows=("gone.2",)),))
    assert by_id(alone)[project.id].importance == ""


def test_a_project_says_what_it_is_and_when_it_is_done() -> None:
    """Its own criteria and those that it shares; what it comes after is named."""
    (task,) = GARDEN.projects
    entry = by_id(GARDEN)[task.id]
    assert entry.about == (
        "Dig and plant a bed.",
        "Data: The soil behind the house.",
        "Shows: digging.2",
    )
    assert entry.done_when == (*task.project.criteria, *task.common)
    assert (entry.due, entry.hours, entry.skills) == (task.due, None, task.project.skills)
    assert (entry.level, entry.waits_for) == (task.project.level, ("Digging: working",))


def test_a_check_says_what_ticking_it_claims() -> None:
    """It is named by what one can do already, with the command that asks instead."""
    plan = garden_roadmap(claims=())
    (check,) = plan.checks
    entry = by_id(plan)[check.id]
    assert entry.title == "I can already: Pruning: novice"
    assert entry.about == (
        f"Probably there. {check_text(check)}",
        "A few questions decide: mlcareer assess pruning",
    )
    assert (entry.state, entry.importance, entry.level) == ("check first", "optional", 1)
    assert entry.done_when == check.skill.can_do[1]


def test_a_tick_says_what_answers_make_of_it() -> None:
    """A step that the role asks for has its state as a sentence, a project or another has none."""
    found = by_id(GARDEN)
    for one in GARDEN.ticked:
        entry = found[one.claim.id]
        assert (entry.state, entry.evidence) == (ticked_state(one), one.claim.evidence)
        state = entry.state
        assert entry.about == (() if one.chance is None else (f"{state[0].upper()}{state[1:]}.",))
        assert entry.on == date.fromisoformat(one.claim.on)
    assert (found["digging.1"].skills, found["digging.1"].level) == (("digging",), 1)
    assert (found["digging.1"].importance, found["gone.2"].importance) == ("core", "")
    assert (found["project.POT-1"].skills, found["project.POT-1"].level) == ((), 0)


@pytest.mark.parametrize(
    ("on", "at", "day"),
    [
        ("2026-11-20", "2026-11-22T10:00:00+00:00", date(2026, 11, 20)),
        ("", "2026-11-22T10:00:00+00:00", date(2026, 11, 22)),
        ("some day", "2026-11-22T23:59:59-12:00", date(2026, 11, 22)),
        ("2026-02-30", "", None),
    ],
)
def test_the_day_of_a_tick_is_the_one_that_was_said(on: str, at: str, day: date | None) -> None:
    """Where none was said, or none that there is, it is the day on which the tick was kept."""
    assert day_of(Claim("python.2", on, at)) == day


def test_details_say_all_that_stands_behind_a_task() -> None:
    """A line each, in the order in which they are asked for; what there is not has no line."""
    found = by_id(GARDEN)
    step = GARDEN.steps[1]
    entry = found[step.id]
    assert list(details(entry)) == [
        f"Why: {why_text(step)}",
        "Takes about 5 to 10 h (an estimate).",
        "Read: The Spade Book (free, about 5 h) https://example.org/spade",
        *(f"Done when: {statement}" for statement in step.can_do),
        "After: Digging: working",
    ]
    assert list(details(found["project.POT-1"])) == ["Evidence: photos/pot.jpg"]
    assert list(map(resource_text, entry.resources)) == list(details(entry))[2:3]
