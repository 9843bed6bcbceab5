"""What the commands of the study plan share: the plan of the person at the keyboard."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from mlcareer.cli.paths import database_path
from mlcareer.cli.session import Standing
from mlcareer.cli.streams import say
from mlcareer.content.shelf import read_shelf
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import StoreError, UsageError
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.people import Domain
from mlcareer.model.plan import (
    PROJECT_PREFIX,
    Claim,
    PlanEvent,
    PlanEventKind,
    StepId,
    Wishes,
    parse_step_id,
)
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import Project
from mlcareer.roadmap.plan import Roadmap
from mlcareer.roadmap.planning import Person, make_roadmap
from mlcareer.roadmap.progress import Baseline, baseline_detail, baseline_of, first_baseline
from mlcareer.roadmap.shelf import Shelf
from mlcareer.store.database import Store


def load_shelf(standing: Standing, domain: str) -> Shelf:
    """Read what there is to study with, and what to prefer in a field of use.

    Raises:
        UsageError: There is no such field.
    """
    preferred = find_domain(standing, domain) if domain else None
    return read_shelf(standing.folders, standing.skill_map, preferred)


def find_domain(standing: Standing, name: str) -> Domain:
    """Find a field of use by its id.

    Raises:
        UsageError: There is none; names those that are near.
    """
    domains = standing.backgrounds.domains if standing.backgrounds else {}
    if name not in domains:
        hint = close_match(name, domains) or f" Known: {', '.join(domains)}."
        message = f"Unknown domain {name!r}.{hint}"
        raise UsageError(message)
    return domains[name]


def plan_for(standing: Standing, wishes: Wishes, today: date, shelf: Shelf) -> Roadmap:
    """Make the plan of a person."""
    report = standing.report
    person = Person(
        report.gaps, standing.belief, standing.claims, standing.answered, standing.exhausted
    )
    return make_roadmap(report.skill_map, report.role, person, shelf, wishes, today)


def current_plan(standing: Standing, now: datetime) -> Roadmap:
    """Make the plan of a person with the wishes that are remembered."""
    wishes = usable_wishes(standing, standing.wishes, now.date())
    return plan_for(standing, wishes, now.date(), load_shelf(standing, wishes.domain))


def usable_wishes(standing: Standing, wishes: Wishes, today: date) -> Wishes:
    """Leave out remembered wishes that time or other content has overtaken, with a word."""
    if wishes.deadline and wishes.deadline < today:
        say(f"Your deadline {wishes.deadline} is past; planned without one. Set another: --by DATE")
        wishes = wishes._replace(deadline=None)
    domains = standing.backgrounds.domains if standing.backgrounds else {}
    if wishes.domain and wishes.domain not in domains:
        say(f"The domain {wishes.domain} is gone; planned without it. Set another: --domain FIELD")
        wishes = wishes._replace(domain="")
    return wishes


def plan_notes(standing: Standing, domain: str) -> Iterator[str]:
    """Say what the person told about the goal, and what goes for the field."""
    goals = standing.backgrounds.goals if standing.backgrounds else {}
    goal = goals.get(standing.report.profile.background.get("goal", ""))
    if goal:
        yield f"Your goal: {goal.name[0].lower()}{goal.name[1:]}."
    if domain and (field := find_domain(standing, domain)).high_risk:
        yield (
            f"{field.name} is a high-risk use: errors harm people and the law sets limits. Take"
            " Responsible AI (mlcareer skills responsible-ai) as seriously as the models."
        )


def keep(events: Sequence[PlanEvent]) -> None:
    """Keep changes of the plan: all of them or, if that fails, none.

    Raises:
        StoreError: They cannot be kept.
    """
    if events:
        with Store(database_path()) as store:
            store.keep_plan(events)


def keep_if_possible(events: Sequence[PlanEvent], what: str) -> bool:
    """Keep changes of the plan where that is a courtesy; say so where it cannot be done.

    Args:
        events: The changes.
        what: How to call them, at the beginning of a sentence.

    Returns:
        Whether they were kept.
    """
    try:
        keep(events)
    except StoreError as error:
        say(f"{what} could not be kept: {error}")
        return False
    return True


def baseline(standing: Standing) -> Baseline | None:
    """Find the first plan that was taken away with the wishes that are remembered."""
    events = standing.plan_events
    wished = [at for at, event in enumerate(events) if event.kind is PlanEventKind.WISHES]
    return first_baseline(events[wished[-1] if wished else 0 :], standing.role.id)


def keep_baseline(standing: Standing, plan: Roadmap, now: datetime) -> None:
    """Keep the dates of a plan that is taken away, if it is the first with these wishes."""
    if plan.steps and baseline(standing) is None:
        detail = baseline_detail(baseline_of(plan))
        at = now.isoformat(timespec="seconds")
        event = PlanEvent(at, PlanEventKind.PLANNED, standing.role.id, detail)
        keep_if_possible([event], "The dates of this plan")


def known_ids(
    skill_map: SkillMap, projects: Mapping[str, Project], claims: Mapping[str, Claim]
) -> dict[str, str]:
    """List the ids that a task can have, each with its title."""
    titles = {
        str(StepId(skill.id, level)): skill.title(level)
        for skill in skill_map.skills.values()
        for level in TAUGHT_LEVELS
    }
    titles |= {f"{PROJECT_PREFIX}{id_}": f"{id_}: {p.name}" for id_, p in projects.items()}
    for id_ in claims:
        step = parse_step_id(id_)
        again = str(step._replace(attempt=step.attempt + 1)) if step else id_
        base = str(step._replace(attempt=1)) if step else id_
        titles[id_] = titles.get(id_, titles.get(base, id_))
        titles[again] = titles.get(again, titles[id_])
    return titles


def tick_event(id_: str, on: str, evidence: str, at: datetime) -> PlanEvent:
    """Make the event of a tick."""
    detail = {"on": on or at.date().isoformat()}
    told = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in evidence)
    if told:
        detail["evidence"] = told
    return PlanEvent(at.isoformat(timespec="seconds"), PlanEventKind.TICK, id_, detail)


def untick_event(id_: str, at: datetime) -> PlanEvent:
    """Make the event that takes a tick back."""
    return PlanEvent(at.isoformat(timespec="seconds"), PlanEventKind.UNTICK, id_)
