"""What is done with a plan, as data: next, progress, what-if, done and sync."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from mlcareer.checklists.compare import SyncResult
from mlcareer.checklists.marks import Mark
from mlcareer.model.plan import Claim
from mlcareer.render.roadmap_json import (
    check_data,
    finish_data,
    fit_data,
    head_data,
    prospects_data,
    task_data,
    ticked_data,
    wishes_data,
)
from mlcareer.roadmap.plan import Roadmap, Task
from mlcareer.roadmap.progress import Baseline, Month, Progress
from mlcareer.roadmap.what_if import difference

MOST_NEXT: Final = 3
"""How many tasks there are, with the one to work on now."""

_MONTH: Final = len("2026-11")
_NO_TITLES: Final[Mapping[str, str]] = MappingProxyType({})


def next_data(roadmap: Roadmap, due: Iterable[str] = ()) -> dict[str, object]:
    """Lay out what to do now and what comes after it, in the form that a roadmap has.

    Args:
        roadmap: The plan.
        due: Names of skills that are worth a re-check.
    """
    return {
        **head_data(roadmap),
        "tasks": list(map(task_data, roadmap.tasks[:MOST_NEXT])),
        "checks": list(map(check_data, roadmap.checks)),
        "due": list(due),
    }


def progress_data(progress: Progress) -> dict[str, object]:
    """Lay out how far a plan has come."""
    plan = progress.plan
    return {
        **head_data(plan),
        "steps": {
            "ticked": progress.done,
            "proven": len(progress.proven),
            "claimed": len(progress.claimed),
            "refuted": len(progress.refuted),
            "elsewhere": len(progress.elsewhere),
            "open": progress.left,
            "left_out": plan.open_levels - progress.left,
        },
        "projects": {
            "ticked": len(progress.projects),
            "with_evidence": sum(bool(one.claim.evidence) for one in progress.projects),
            "open": len(plan.projects),
        },
        "hours_ticked_low": progress.hours[0],
        "hours_ticked_high": progress.hours[1],
        "hours_low": plan.hours[0],
        "hours_high": plan.hours[1],
        "finish": finish_data(plan.finish),
        "prospects": prospects_data(plan.prospects),
        "ticked": list(map(ticked_data, plan.ticked)),
        "months": [_month(month) for month in progress.months],
        "baseline": _baseline(progress.baseline) if progress.baseline else None,
        "difference_in_weeks": progress.weeks_later,
    }


def _month(month: Month) -> dict[str, object]:
    return {
        "month": month.first.isoformat()[:_MONTH],
        "steps": month.steps,
        "projects": month.projects,
        "hours_low": month.hours[0],
        "hours_high": month.hours[1],
    }


def _baseline(baseline: Baseline) -> dict[str, object]:
    return {
        "made_on": baseline.made_on.isoformat(),
        "steps": baseline.steps,
        "hours_low": baseline.hours[0],
        "hours_high": baseline.hours[1],
        "finish": finish_data(baseline.finish),
    }


def what_if_data(before: Roadmap, after: Sequence[tuple[str, Roadmap]]) -> dict[str, object]:
    """Lay out a plan beside those that other wishes give.

    Args:
        before: The plan as it is.
        after: What is tried, as it was written, each with its plan.
    """
    return {
        **head_data(before),
        "plans": [_plan("", before, before), *(_plan(said, before, p) for said, p in after)],
    }


def _plan(said: str, before: Roadmap, plan: Roadmap) -> dict[str, object]:
    apart = difference(before, plan)
    return {
        "what_if": said,
        "wishes": wishes_data(plan),
        "steps": len(plan.steps),
        "projects": len(plan.projects),
        "hours_low": plan.hours[0],
        "hours_high": plan.hours[1],
        "finish": finish_data(plan.finish),
        "prospects": prospects_data(plan.prospects),
        "fit": fit_data(plan.fit),
        "comes_in": list(map(_named, apart.comes_in)),
        "goes_out": list(map(_named, apart.goes_out)),
        "difference_in_weeks": apart.weeks,
    }


def _named(task: Task) -> dict[str, object]:
    return {"id": task.id, "title": task.title}


def done_data(
    ticked: Iterable[Claim],
    taken_back: Iterable[Claim] = (),
    titles: Mapping[str, str] = _NO_TITLES,
) -> dict[str, object]:
    """Lay out which ticks were made, and which were taken back.

    Args:
        ticked: Ticks that were made.
        taken_back: Ticks that were taken back.
        titles: What the tasks are called, by id; an id that is not there stands for itself.
    """
    return {
        "ticked": [_claim(claim, titles) for claim in ticked],
        "taken_back": [_claim(claim, titles) for claim in taken_back],
    }


def sync_data(result: SyncResult, titles: Mapping[str, str] = _NO_TITLES) -> dict[str, object]:
    """Lay out what a checklist brought in, and what was not understood.

    Args:
        result: The checklist held against the ticks that stand.
        titles: What the tasks are called, by id; an id that is not there stands for itself.
    """
    return {
        "new": [_mark(mark, titles) for mark in result.new],
        "already": [_mark(mark, titles) for mark in result.again],
        "evidence_added": [_mark(mark, titles) for mark in result.evidence],
        "no_longer_ticked": [_claim(claim, titles) for claim in result.unticked],
        "taken_back": [_claim(claim, titles) for claim in result.taken_back],
        "unknown": [_mark(mark, titles) for mark in result.unknown],
        "remarks": [{"line": one.line, "message": one.message} for one in result.remarks],
    }


def _claim(claim: Claim, titles: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": claim.id,
        "title": titles.get(claim.id, claim.id),
        "on": claim.on,
        "evidence": claim.evidence,
    }


def _mark(mark: Mark, titles: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": mark.id,
        "title": titles.get(mark.id, mark.id),
        "on": mark.on,
        "evidence": mark.evidence,
        "line": mark.line,
    }
