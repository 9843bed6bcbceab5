"""`mlcareer roadmap`."""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.session import Standing, load_standing, role_option
from mlcareer.cli.streams import page_for
from mlcareer.content.study import load_projects, load_resources
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.model.people import Domain
from mlcareer.roadmap.plan import Roadmap, Shelf, make_roadmap


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    export: str
    output: Path | None
    hours: int | None
    domain: str | None
    role: str | None
    json: bool


def roadmap(content: Path | None, wish: Wish, now: datetime, *, color: str, plain: bool) -> None:
    """Print the study plan, or write it to a file."""
    standing = load_standing(content, wish.role)
    domain = _domain(standing, wish.domain)
    plan = _plan(standing, wish, domain)
    notes = (*_goal(standing), *_notes(domain))
    if wish.json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.roadmap_json import roadmap_data  # noqa: PLC0415

        text = to_json("roadmap", roadmap_data(plan))
    elif wish.export == "md":
        from mlcareer.content.people import load_evidence_kinds  # noqa: PLC0415
        from mlcareer.render.roadmap_markdown import roadmap_markdown  # noqa: PLC0415

        evidence = tuple(load_evidence_kinds(standing.folder).values())
        text = roadmap_markdown(plan, now.date().isoformat(), notes, evidence)
    else:
        from mlcareer.render.roadmap_text import roadmap_text  # noqa: PLC0415

        page = page_for(sys.stdout, color, plain=plain)
        text = roadmap_text(page, plan, notes, role_option(standing, wish.role))
    put(text, wish.output)


def _domain(standing: Standing, name: str | None) -> Domain | None:
    if name is None:
        return None
    domains = standing.backgrounds.domains if standing.backgrounds else {}
    if name not in domains:
        hint = close_match(name, domains) or f" Known: {', '.join(domains)}."
        message = f"Unknown domain {name!r}.{hint}"
        raise UsageError(message)
    return domains[name]


def _goal(standing: Standing) -> tuple[str, ...]:
    goals = standing.backgrounds.goals if standing.backgrounds else {}
    goal = goals.get(standing.report.profile.background.get("goal", ""))
    return (f"Your goal: {goal.name[0].lower()}{goal.name[1:]}.",) if goal else ()


def _notes(domain: Domain | None) -> tuple[str, ...]:
    if domain is None or not domain.high_risk:
        return ()
    note = (
        f"{domain.name} is a high-risk use: errors harm people and the law sets limits."
        " Take Responsible AI (mlcareer skills responsible-ai) as seriously as the models."
    )
    return (note,)


def _plan(standing: Standing, wish: Wish, domain: Domain | None) -> Roadmap:
    report = standing.report
    said = report.profile.background.get("hours", "")
    shelf = Shelf(
        resources=load_resources(standing.folder, report.skill_map),
        projects=load_projects(standing.folder, report.skill_map),
        preferred=frozenset(domain.projects) if domain else frozenset(),
    )
    hours = wish.hours or (int(said) if said.isdigit() else None)
    return make_roadmap(report.skill_map, report.role, report.gaps, shelf, hours)
