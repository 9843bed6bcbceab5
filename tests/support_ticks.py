"""Ticks of a gardener, and of others, beside what answers show."""

from collections.abc import Iterable, Mapping

from mlcareer.gaps import Report
from mlcareer.model.plan import Claim
from mlcareer.model.study import Project
from mlcareer.render.report_ticks import Ticks, ticks_of
from support_golden import ANSWERED, CLAIMS, PLAN_EVENTS, PROJECTS, garden_report

GARDEN_PROJECTS = {project.id: project for project in PROJECTS}

MORE = (
    *CLAIMS,
    Claim("digging.2", "2026-11-20", "2026-11-20T19:00:00+00:00", "https://example.org/beds"),
    Claim("compost.2", "2026-11-20", "2026-11-20T19:00:00+00:00"),
    Claim("project.BED-1", "2026-11-21", "2026-11-21T19:00:00+00:00", "photos/bed one.jpg"),
)
"""Ticks of every kind: proven, only claimed, refuted, and by projects."""


def tick(id_: str, on: str = "2026-11-20", evidence: str = "") -> Claim:
    """Tick a step or project, at six in the evening of a day."""
    return Claim(id_, on, f"{on}T18:00:00+00:00", evidence)


def ticks_on(
    report: Report,
    claims: Iterable[Claim],
    answered: Mapping[str, tuple[str, ...]] = ANSWERED,
    projects: Mapping[str, Project] = GARDEN_PROJECTS,
) -> dict[str, Ticks]:
    """Hold claims against what a report says."""
    return ticks_of(report.gaps, claims, answered, projects)


def garden_ticks() -> tuple[Report, dict[str, Ticks]]:
    """Make the report of a gardener who ticked a few things, and the ticks."""
    report = garden_report(PLAN_EVENTS)
    return report, ticks_on(report, MORE)
