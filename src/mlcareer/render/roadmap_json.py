"""The roadmap as data."""

from collections.abc import Iterable
from datetime import date

from mlcareer.gaps import LIKELY, Readiness
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import WEEKDAYS
from mlcareer.model.study import Resource
from mlcareer.render.roadmap_entries import PROJECT, STEP, ticked_kind
from mlcareer.render.roadmap_words import paragraphs, ticked_state
from mlcareer.roadmap.plan import (
    Check,
    Fit,
    LeftOut,
    PlanProject,
    PlanStep,
    Prospects,
    Roadmap,
    Task,
    Ticked,
    Week,
)


def roadmap_data(roadmap: Roadmap, notes: Iterable[str] = ()) -> dict[str, object]:
    """Lay out the plan: tasks in order, each with an id that stays.

    Args:
        roadmap: The plan.
        notes: Further paragraphs for its head.
    """
    return {
        **head_data(roadmap),
        "levels": list(LEVEL_NAMES),
        "wishes": wishes_data(roadmap),
        "paragraphs": list(paragraphs(roadmap)),
        "notes": list(notes),
        "hours_low": roadmap.hours[0],
        "hours_high": roadmap.hours[1],
        "finish": finish_data(roadmap.finish),
        "prospects": prospects_data(roadmap.prospects),
        "checks": list(map(check_data, roadmap.checks)),
        "tasks": list(map(task_data, roadmap.tasks)),
        "ticked": list(map(ticked_data, roadmap.ticked)),
        "fit": fit_data(roadmap.fit),
        "weeks": [_week(week) for week in roadmap.weeks()],
        "unmeasured": list(roadmap.unmeasured),
    }


def head_data(roadmap: Roadmap) -> dict[str, object]:
    """Say for which role a plan is, and when it was made."""
    return {
        "role": {"id": roadmap.role.id, "name": roadmap.role.name},
        "made_on": roadmap.made_on.isoformat(),
    }


def wishes_data(roadmap: Roadmap) -> dict[str, object]:
    """Lay out what a plan was made for; it starts on the day of its making if not said."""
    wishes = roadmap.wishes
    return {
        "hours_a_week": wishes.hours_a_week,
        "start": (wishes.start or roadmap.made_on).isoformat(),
        "deadline": _day(wishes.deadline),
        "days": [WEEKDAYS[day] for day in sorted(wishes.study_days)],
        "days_off": [
            {"first": first.isoformat(), "last": last.isoformat()} for first, last in wishes.off
        ],
        "domain": wishes.domain,
    }


def finish_data(finish: tuple[date | None, date | None]) -> dict[str, object]:
    """Lay out between which days a plan ends, as far as these are known."""
    low, high = finish
    return {"earliest": _day(low), "latest": _day(high)}


def prospects_data(prospects: Prospects) -> dict[str, object]:
    """Lay out what share of the targets is met, now and at the end."""
    return {
        "now": _share(prospects.now),
        "planned": _share(prospects.planned),
        "everything": _share(prospects.everything),
    }


def _share(ready: Readiness) -> dict[str, object]:
    return {
        "share": round(ready.share, 4),
        "low": round(ready.low, 4),
        "high": round(ready.high, 4),
        "certainty": LIKELY,
    }


def check_data(check: Check) -> dict[str, object]:
    """Lay out a level that is probably there."""
    return {
        "id": check.id,
        "done": False,
        "title": check.skill.title(check.level),
        "skill": check.skill.id,
        "name": check.skill.name,
        "level": check.level,
        "target": check.target,
        "chance": round(check.chance, 4),
        "questions": check.answers,
        "questions_left": check.askable,
    }


def task_data(task: Task) -> dict[str, object]:
    """Lay out a step or a project."""
    return _step(task) if isinstance(task, PlanStep) else _project(task)


def _step(step: PlanStep) -> dict[str, object]:
    dates = step.dates
    return {
        "kind": STEP,
        "id": step.id,
        "done": False,
        "title": step.title,
        "skill": step.skill.id,
        "name": step.skill.name,
        "area": step.skill.area,
        "level": step.level,
        "target": step.target,
        "importance": step.importance,
        "hours_low": step.hours[0],
        "hours_high": step.hours[1],
        "starts": _day(dates.starts if dates else None),
        "due": _day(dates.ends if dates else None),
        "earliest": _day(dates.earliest if dates else None),
        "latest": _day(dates.latest if dates else None),
        "chance": round(step.chance, 4),
        "reason": step.reason,
        "can_do": list(step.can_do),
        "resources": [resource_data(resource) for resource in step.resources],
        "after": list(step.after),
    }


def _project(task: PlanProject) -> dict[str, object]:
    project = task.project
    return {
        "kind": PROJECT,
        "id": task.id,
        "done": False,
        "title": task.title,
        "project": project.id,
        "name": project.name,
        "level": project.level,
        "summary": project.summary,
        "data": project.data,
        "criteria": list(project.criteria),
        "common_criteria": list(task.common),
        "skills": list(project.skills),
        "one_of": list(project.one_of),
        "shows": list(task.shows),
        "after": list(task.after),
        "due": _day(task.due),
        "evidence": "",
    }


def ticked_data(one: Ticked) -> dict[str, object]:
    """Lay out a tick, and what answers make of it."""
    claim = one.claim
    return {
        "kind": ticked_kind(claim.id),
        "id": claim.id,
        "done": True,
        "title": one.title,
        "on": claim.on,
        "evidence": claim.evidence,
        "proven": one.proven,
        "refuted": one.refuted,
        "chance": None if one.chance is None else round(one.chance, 4),
        "questions": one.answers,
        "state": ticked_state(one),
    }


def fit_data(fit: Fit | None) -> dict[str, object] | None:
    """Lay out how the work and the deadline go together; None where there is no deadline."""
    if fit is None:
        return None
    low, high = fit.hours_a_week or (None, None)
    return {
        "deadline": fit.deadline.isoformat(),
        "hours_available": None if fit.available is None else round(fit.available, 2),
        "hours_low": fit.needed[0],
        "hours_high": fit.needed[1],
        "hours_a_week_low": low,
        "hours_a_week_high": high,
        "left_out": [_left_out(one) for one in fit.left_out],
    }


def _left_out(one: LeftOut) -> dict[str, object]:
    return {
        "skill": one.skill.id,
        "name": one.skill.name,
        "levels": list(one.levels),
        "target": one.target,
        "importance": one.importance,
        "hours_low": one.hours[0],
        "hours_high": one.hours[1],
        "weight": one.weight,
        "chance_target_met": round(one.chance_met, 4),
    }


def _week(week: Week) -> dict[str, object]:
    return {
        "monday": week.monday.isoformat(),
        "minutes": week.minutes,
        "parts": [{"id": step.id, "minutes": minutes} for step, minutes in week.parts],
    }


def resource_data(resource: Resource) -> dict[str, object]:
    """Lay out something to study."""
    return {
        "id": resource.id,
        "title": resource.title,
        "kind": resource.kind,
        "cost": resource.cost,
        "hours": resource.hours,
        "url": resource.url,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
