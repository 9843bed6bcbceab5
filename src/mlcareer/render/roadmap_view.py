"""What the page of a plan shows of its parts."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mlcareer.model.days import day_text, span_text
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import PROJECT_PREFIX
from mlcareer.model.study import Resource
from mlcareer.render.page import hours
from mlcareer.render.roadmap_stages import coming_weeks, staged
from mlcareer.render.roadmap_words import (
    as_day,
    dates_text,
    ends_text,
    minutes_text,
    resource_label,
    resource_note,
    ticked_state,
    why_text,
)
from mlcareer.render.svg import text
from mlcareer.render.templating import link_to
from mlcareer.roadmap.plan import PlanProject, PlanStep, Roadmap, Task, Ticked


class Link(NamedTuple):
    """Another task of the plan, by its id and name."""

    id: str
    title: str


class ResourceLine(NamedTuple):
    """Something to study with.

    Attributes:
        link: Its address, where a browser may open it.
    """

    label: str
    title: str
    place: str
    link: str
    note: str


class TaskView(NamedTuple):
    """A step or project with all that is said of it.

    Attributes:
        facts: How much and when, one after the other.
        intro: Paragraphs as HTML, why or what it is about.
        listed: Lists of HTML, each under a heading.
        links: Lists of other tasks, each under a heading.
        evidence: Whether there is a place for what shows it.
    """

    id: str
    title: str
    facts: tuple[str, ...]
    intro: tuple[str, ...]
    listed: tuple[tuple[str, tuple[str, ...]], ...]
    resources: tuple[ResourceLine, ...] = ()
    links: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    evidence: bool = False


class Stage(NamedTuple):
    """Tasks up to and with a project, or what comes after the last one.

    Attributes:
        id: For links to it.
        goal: Name of the project, or "" where none follows.
        facts: How much and when.
    """

    id: str
    number: int
    goal: str
    facts: tuple[str, ...]
    tasks: tuple[TaskView, ...]


class WeekView(NamedTuple):
    """A week of study, and how much of it goes where."""

    monday: str
    time: str
    parts: tuple[tuple[Link, str], ...]


class TickedView(NamedTuple):
    """What was ticked already.

    Attributes:
        on: Day of the tick for machines, and in words.
        at: Time at which it was kept.
        state: What answers make of it.
        evidence: What shows it, or None where that has no place.
    """

    id: str
    title: str
    on: str
    day: str
    at: str
    state: str
    evidence: str | None


@cache
def _code() -> re.Pattern[str]:
    return re.compile(r"(?<!`)`([^`]+)`(?!`)")


def marked(prose: str) -> str:
    """Set what stands in backticks as code, as HTML in which the rest is harmless."""
    parts = map(text, _code().split(prose))
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


def stages(roadmap: Roadmap) -> Iterator[Stage]:
    """Divide the tasks into stages, each of which ends with what is to be built."""
    titles = {one.claim.id: one.title for one in roadmap.ticked}
    titles |= {task.id: task.title for task in roadmap.tasks}
    for number, tasks in enumerate(staged(roadmap.tasks), 1):
        last = tasks[-1]
        yield Stage(
            id=f"stage-{number}",
            number=number,
            goal=last.project.name if isinstance(last, PlanProject) else "",
            facts=tuple(_stage_facts([task for task in tasks if isinstance(task, PlanStep)])),
            tasks=tuple(_task(task, titles) for task in tasks),
        )


def _stage_facts(steps: Sequence[PlanStep]) -> Iterator[str]:
    if steps:
        yield hours(sum(step.hours[0] for step in steps), sum(step.hours[1] for step in steps))
    first, last = (steps[0].dates, steps[-1].dates) if steps else (None, None)
    if first and last:
        yield span_text(first.starts, last.ends)


def _task(task: Task, titles: dict[str, str]) -> TaskView:
    """Collect what is said of a task.

    Args:
        task: A step or project.
        titles: Names of all that has a place on the page, by id.
    """
    return _step(task, titles) if isinstance(task, PlanStep) else _project(task, titles)


def _step(step: PlanStep, titles: dict[str, str]) -> TaskView:
    facts = [hours(*step.hours)]
    intro = [marked(why_text(step))]
    if step.dates:
        facts.append(dates_text(step.dates))
        ends = ends_text(step.dates)
        intro.append(marked(f"By the low and the high estimates: {ends}."))
    return TaskView(
        id=step.id,
        title=step.title,
        facts=(*facts, step.importance),
        intro=tuple(intro),
        listed=(("Done when this is true of you", tuple(map(marked, step.can_do))),),
        resources=tuple(map(_resource, step.resources)),
        links=_linked("Waits for", step.after, titles),
    )


def _project(task: PlanProject, titles: dict[str, str]) -> TaskView:
    project = task.project
    facts = ["project", LEVEL_NAMES[project.level]]
    if task.due:
        facts.append(f"until {day_text(task.due)}")
    listed = (("Done when", project.criteria), ("And, as for other projects", task.common))
    return TaskView(
        id=task.id,
        title=task.title,
        facts=tuple(facts),
        intro=(marked(project.summary), marked(f"Data: {project.data}")),
        listed=tuple((head, tuple(map(marked, texts))) for head, texts in listed if texts),
        links=_linked("Shows", task.shows, titles) + _linked("Comes after", task.after, titles),
        evidence=True,
    )


def _linked(
    heading: str, ids: tuple[str, ...], titles: dict[str, str]
) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    links = tuple(Link(id_, titles[id_]) for id_ in ids if id_ in titles)
    return ((heading, links),) if links else ()


def _resource(resource: Resource) -> ResourceLine:
    return ResourceLine(
        resource_label(resource),
        resource.title,
        resource.url,
        link_to(resource.url),
        resource_note(resource),
    )


def week_views(roadmap: Roadmap) -> Iterator[WeekView]:
    """Say what the coming weeks hold."""
    for week in coming_weeks(roadmap):
        yield WeekView(
            day_text(week.monday),
            minutes_text(week.minutes),
            tuple((Link(step.id, step.title), minutes_text(taken)) for step, taken in week.parts),
        )


def ticked_view(one: Ticked) -> TickedView:
    """Collect what is said of a tick."""
    claim = one.claim
    day = as_day(claim.on)
    project = claim.id.startswith(PROJECT_PREFIX)
    return TickedView(
        id=claim.id,
        title=one.title,
        on=claim.on,
        day=day_text(day) if day else claim.on,
        at=claim.at,
        state=ticked_state(one),
        evidence=claim.evidence if project or claim.evidence else None,
    )
