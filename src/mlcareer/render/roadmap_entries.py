"""The tasks of a plan as a flat list, for forms that know only tasks and their dates."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from mlcareer.model.days import day_text
from mlcareer.model.plan import PROJECT_PREFIX, Claim, parse_step_id
from mlcareer.model.skills import IMPORTANCES
from mlcareer.model.study import Resource
from mlcareer.render.page import hours
from mlcareer.render.roadmap_words import (
    as_day,
    check_text,
    check_title,
    resource_words,
    ticked_state,
    why_text,
)
from mlcareer.roadmap.plan import Check, PlanProject, PlanStep, Roadmap, Ticked

CHECK: Final = "check"
STEP: Final = "step"
PROJECT: Final = "project"
LEFT_OUT: Final = "left-out"

_DAY: Final = len("2026-11-22")


class Entry(NamedTuple):
    """One task of a plan, or a level that is left out of it.

    Attributes:
        kind: CHECK, STEP, PROJECT or LEFT_OUT.
        on: Day on which it was done, or None where it is not done or not known.
        skills: Ids of the skills that it is about.
        level: To which it leads, 1 to 4; 0 where the content does not know the task any more.
        importance: core, useful or optional; "" where the role asks for nothing of it.
        hours: About how many, low and high; None where they are part of those of steps.
        due: Last day, at the middle of the estimates.
        earliest: Last day if everything takes as little as estimated.
        latest: Last day if everything takes as much as estimated.
        after: Ids of what it waits for.
        waits_for: The titles of these.
        state: How it stands, for people.
        about: Sentences: why it is there, or what it is.
        done_when: What one can do, or another person can check, when it is done.
    """

    kind: str
    id: str
    title: str
    state: str
    skills: tuple[str, ...] = ()
    done: bool = False
    on: date | None = None
    level: int = 0
    importance: str = ""
    hours: tuple[int, int] | None = None
    starts: date | None = None
    due: date | None = None
    earliest: date | None = None
    latest: date | None = None
    after: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    evidence: str = ""
    about: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    done_when: tuple[str, ...] = ()


def entries(roadmap: Roadmap) -> Iterator[Entry]:
    """List the tasks of a plan: what to check first, what to do in order, what was ticked."""
    yield from (_check(check, roadmap) for check in roadmap.checks)
    titles = {task.id: task.title for task in roadmap.tasks}
    importance = {step.id: step.importance for step in roadmap.steps}
    for task in roadmap.tasks:
        waits_for = tuple(titles[id_] for id_ in task.after if id_ in titles)
        if isinstance(task, PlanStep):
            yield _step(task, waits_for)
        else:
            shown = [importance[id_] for id_ in task.shows if id_ in importance]
            most = min(shown, key=IMPORTANCES.index, default="")
            yield _project(task, waits_for, most)
    yield from (_ticked(one, roadmap) for one in roadmap.ticked)


def left_out(roadmap: Roadmap) -> Iterator[Entry]:
    """List the levels for which there is no time, each under the id that its step would have."""
    if roadmap.fit is None:
        return
    for one in roadmap.fit.left_out:
        skill = one.skill
        for id_, level in zip(one.ids, one.levels, strict=True):
            yield Entry(
                kind=LEFT_OUT,
                id=id_,
                title=skill.title(level),
                state=f"left out: no time until {day_text(roadmap.fit.deadline)}",
                skills=(skill.id,),
                level=level,
                importance=one.importance,
                hours=skill.hours[level],
                done_when=skill.can_do[level],
            )


def details(entry: Entry) -> Iterator[str]:
    """Say what stands behind a task, a line each."""
    yield from entry.about
    if entry.hours:
        yield f"Takes {hours(*entry.hours)} (an estimate)."
    yield from (resource_text(resource) for resource in entry.resources)
    yield from (f"Done when: {statement}" for statement in entry.done_when)
    if entry.waits_for:
        yield f"After: {'; '.join(entry.waits_for)}"
    if entry.evidence:
        yield f"Evidence: {entry.evidence}"


def resource_text(resource: Resource) -> str:
    """Say what to do with a resource, what it costs and where it is."""
    return f"{resource_words(resource)} {resource.url}"


def ticked_kind(id_: str) -> str:
    """Say what was ticked, by its id: STEP or PROJECT."""
    return PROJECT if id_.startswith(PROJECT_PREFIX) else STEP


def day_of(claim: Claim) -> date | None:
    """Find the day on which something was done: as it was said, or as the tick was kept."""
    return as_day(claim.on) or as_day(claim.at[:_DAY])


def _check(check: Check, roadmap: Roadmap) -> Entry:
    demand = roadmap.role.demands.get(check.skill.id)
    return Entry(
        kind=CHECK,
        id=check.id,
        title=check_title(check),
        state="check first",
        skills=(check.skill.id,),
        level=check.level,
        importance=demand.importance if demand else "",
        about=(
            f"Probably there. {check_text(check)}",
            *([f"A few questions decide: mlcareer assess {check.skill.id}"] * check.askable),
        ),
        done_when=check.skill.can_do[check.level],
    )


def _step(step: PlanStep, waits_for: tuple[str, ...]) -> Entry:
    dates = step.dates
    return Entry(
        kind=STEP,
        id=step.id,
        title=step.title,
        state="to study",
        skills=(step.skill.id,),
        level=step.level,
        importance=step.importance,
        hours=step.hours,
        starts=dates.starts if dates else None,
        due=dates.ends if dates else None,
        earliest=dates.earliest if dates else None,
        latest=dates.latest if dates else None,
        after=step.after,
        waits_for=waits_for,
        about=(f"Why: {why_text(step)}",),
        resources=step.resources,
        done_when=step.can_do,
    )


def _project(task: PlanProject, waits_for: tuple[str, ...], importance: str) -> Entry:
    project = task.project
    return Entry(
        kind=PROJECT,
        id=task.id,
        title=task.title,
        state="to build",
        skills=project.skills,
        level=project.level,
        importance=importance,
        due=task.due,
        after=task.after,
        waits_for=waits_for,
        about=(project.summary, f"Data: {project.data}", f"Shows: {', '.join(task.shows)}"),
        done_when=(*project.criteria, *task.common),
    )


def _ticked(one: Ticked, roadmap: Roadmap) -> Entry:
    claim = one.claim
    step = parse_step_id(claim.id)
    demand = roadmap.role.demands.get(step.skill) if step else None
    state = ticked_state(one)
    return Entry(
        kind=ticked_kind(claim.id),
        id=claim.id,
        title=one.title,
        state=state,
        skills=(step.skill,) if step else (),
        done=True,
        on=day_of(claim),
        level=step.level if step else 0,
        importance=demand.importance if demand else "",
        evidence=claim.evidence,
        about=() if one.chance is None else (f"{state[0].upper()}{state[1:]}.",),
    )
