"""What a person wants of a plan, and which of its steps were ticked."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from mlcareer.model.days import day_or_none

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days of the week, in the order in which Python counts them from 0."""

USUAL_DAYS: Final = MappingProxyType(
    {
        1: (5,),
        2: (2, 5),
        3: (1, 3, 5),
        4: (0, 1, 3, 5),
        5: (0, 1, 2, 3, 4),
        6: (0, 1, 2, 3, 4, 5),
        7: (0, 1, 2, 3, 4, 5, 6),
    }
)
"""On which days of the week to study, by how many days there are to be."""

HOURS_A_DAY: Final = 2
"""Days are added until no day has to take more than so many hours."""

PROJECT_PREFIX: Final = "project."
"""What the id of a project starts with where it stands in a plan."""

ID_PATTERN: Final = r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+"
"""What the id of a task looks like: words with dots between them."""


class StepId(NamedTuple):
    """Which step of a plan: a skill brought to a level, for the first time or again.

    Attributes:
        attempt: 1, and one more each time that answers did not bear out a tick.
    """

    skill: str
    level: int
    attempt: int = 1

    def __str__(self) -> str:
        again = f"-{self.attempt}" if self.attempt > 1 else ""
        return f"{self.skill}.{self.level}{again}"


def parse_step_id(text: str) -> StepId | None:
    """Read the id of a step; None where it is none, as that of a project."""
    if text.startswith(PROJECT_PREFIX):
        return None
    found = _step_pattern().fullmatch(text)
    if found is None:
        return None
    return StepId(found["skill"], int(found["level"]), int(found["attempt"] or 1))


@cache
def _step_pattern() -> re.Pattern[str]:
    # Compiled when it is first used: the commands start faster without it.
    return re.compile(
        r"(?P<skill>.+)\.(?P<level>[1-4])(?:-(?P<attempt>[2-9]|[1-9][0-9]{1,8}))?", re.ASCII
    )


class Wishes(NamedTuple):
    """What a person wants of the plan.

    Attributes:
        hours_a_week: For study; None where it is not known.
        start: First day of study, or None for the day on which the plan is made.
        deadline: Last day of study, or None.
        days: Days of the week to study on, 0 for Monday; empty for the usual ones.
        off: First and last days of times without study.
        domain: Id of the field of use whose projects to prefer, or "".
    """

    hours_a_week: int | None = None
    start: date | None = None
    deadline: date | None = None
    days: tuple[int, ...] = ()
    off: tuple[tuple[date, date], ...] = ()
    domain: str = ""

    @property
    def study_days(self) -> tuple[int, ...]:
        """Days of the week to study on, 0 for Monday."""
        if self.days:
            return tuple(sorted(set(self.days)))
        hours = self.hours_a_week or 1
        return USUAL_DAYS[min(len(WEEKDAYS), -(-hours // HOURS_A_DAY))]


class PlanEventKind(StrEnum):
    """What happened to a plan."""

    TICK = "tick"
    """A step or project was said to be done; subject: its id; detail: on, evidence."""
    UNTICK = "untick"
    """That was taken back."""
    WISHES = "wishes"
    """What is wanted of the plan was said; detail: the fields of Wishes as texts."""
    PLANNED = "planned"
    """A plan was made to keep to; detail: its dates."""


class PlanEvent(NamedTuple):
    """One committed change, with the time at which it was kept, an ISO 8601 text with its zone."""

    at: str
    kind: PlanEventKind
    subject: str
    detail: Mapping[str, str] = MappingProxyType({})


class Claim(NamedTuple):
    """A step or project that the person ticked: a claim, not a proof.

    Attributes:
        id: Of the step or project.
        on: Day on which it was done, as 2026-11-22.
        at: Time at which the tick was kept, an ISO 8601 text with its zone.
        evidence: Path or address of what shows it, or "".
    """

    id: str
    on: str
    at: str
    evidence: str = ""


def read_plan_event(at: str, kind: str, subject: str, detail: object) -> PlanEvent:
    """Make an event of what was kept.

    Args:
        at: Time at which it was kept.
        kind: Of PlanEventKind.
        subject: Id of a task; for a plan that was made, of the role.
        detail: Texts by name.

    Raises:
        ValueError: It is not what its kind has.
    """
    if not isinstance(detail, dict) or not all(isinstance(v, str) for v in detail.values()):
        message = "details are texts by name"
        raise ValueError(message)
    event = PlanEvent(at, PlanEventKind(kind), subject, detail)
    if event.kind is PlanEventKind.TICK:
        date.fromisoformat(event.detail.get("on", ""))
        datetime.fromisoformat(at)
    elif event.kind is PlanEventKind.WISHES:
        read_wishes(event.detail)
    return event


def claims_of(events: Iterable[PlanEvent]) -> dict[str, Claim]:
    """Collect the ticks that stand, by the id of what was ticked."""
    claims: dict[str, Claim] = {}
    for event in events:
        if event.kind is PlanEventKind.UNTICK:
            claims.pop(event.subject, None)
        elif event.kind is PlanEventKind.TICK:
            detail = event.detail
            claims[event.subject] = Claim(
                event.subject, detail.get("on", ""), event.at, detail.get("evidence", "")
            )
    return claims


def wishes_of(events: Iterable[PlanEvent]) -> Wishes:
    """Find what was wanted last."""
    details = [event.detail for event in events if event.kind is PlanEventKind.WISHES]
    return read_wishes(details[-1]) if details else Wishes()


def wishes_detail(wishes: Wishes) -> dict[str, str]:
    """Put wishes into texts, to keep them."""
    detail = {
        "hours_a_week": str(wishes.hours_a_week or ""),
        "start": wishes.start.isoformat() if wishes.start else "",
        "deadline": wishes.deadline.isoformat() if wishes.deadline else "",
        "days": " ".join(WEEKDAYS[day] for day in wishes.days),
        "off": " ".join(f"{first}..{last}" for first, last in wishes.off),
        "domain": wishes.domain,
    }
    return {key: value for key, value in detail.items() if value}


def read_wishes(detail: Mapping[str, str]) -> Wishes:
    """Read wishes that were kept as texts; see wishes_detail.

    Raises:
        ValueError: They are not what is kept.
    """
    hours = detail.get("hours_a_week", "")
    return Wishes(
        hours_a_week=int(hours) if hours else None,
        start=day_or_none(detail.get("start", "")),
        deadline=day_or_none(detail.get("deadline", "")),
        days=tuple(WEEKDAYS.index(day) for day in detail.get("days", "").split()),
        off=tuple(_span(text) for text in detail.get("off", "").split()),
        domain=detail.get("domain", ""),
    )


def _span(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)
