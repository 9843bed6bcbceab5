"""How far a plan has come: what was ticked, what answers bear out, and when it ends now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from mlcareer.model.days import day_or_none
from mlcareer.model.plan import PROJECT_PREFIX, Claim, PlanEvent, PlanEventKind, parse_step_id
from mlcareer.model.skills import SkillMap
from mlcareer.roadmap.plan import Roadmap, Ticked

Finish = tuple[date | None, date | None]
"""Day on which a plan ends, if all takes as little and as much as estimated."""

_MONTH: Final = len("2026-11")
_WEEK: Final = 7


class Baseline(NamedTuple):
    """A plan as it was when it was made to keep to.

    Attributes:
        steps: How many levels were to be studied.
        hours: About how many in all, low and high; an estimate.
    """

    made_on: date
    finish: Finish
    steps: int
    hours: tuple[int, int]


class Month(NamedTuple):
    """What was ticked in a month.

    Attributes:
        first: First day of the month.
        hours: About how many the steps were estimated to take, low and high.
    """

    first: date
    steps: int
    projects: int
    hours: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan has come.

    Attributes:
        plan: The plan of today.
        proven: Ticked steps of the plan that answers show.
        claimed: Ticked steps of the plan that are neither shown nor spoken against.
        refuted: Ticked steps of the plan that later answers speak against; they stand in the
            plan again, so they count as open.
        elsewhere: Ticked steps that this role does not ask for.
        projects: Ticked projects.
        hours: About how many the ticked steps were estimated to take, low and high, without
            those that are refuted.
        months: Months in which anything was ticked, the first one first.
        baseline: The plan as it was once, where that is known.
    """

    plan: Roadmap
    proven: tuple[Ticked, ...]
    claimed: tuple[Ticked, ...]
    refuted: tuple[Ticked, ...]
    elsewhere: tuple[Ticked, ...]
    projects: tuple[Ticked, ...]
    hours: tuple[int, int]
    months: tuple[Month, ...]
    baseline: Baseline | None = None

    @property
    def done(self) -> int:
        """How many steps of the plan are ticked and stand."""
        return len(self.proven) + len(self.claimed)

    @property
    def left(self) -> int:
        """How many steps of the plan are open."""
        return len(self.plan.steps)

    @property
    def weeks_later(self) -> int | None:
        """By how many weeks the plan ends later than it once did; below 0 for earlier."""
        if self.baseline is None:
            return None
        return weeks_later(self.baseline.finish, self.plan.finish)


def make_progress(
    roadmap: Roadmap, skill_map: SkillMap, baseline: Baseline | None = None
) -> Progress:
    """Find out how far a plan has come.

    Args:
        roadmap: The plan of today, with what was ticked.
        skill_map: With the hours of the levels.
        baseline: The plan as it was once, where that is known.
    """
    steps = _steps(roadmap.ticked)
    here = [one for one in steps if one.chance is not None]
    standing = [one for one in steps if not one.refuted]
    return Progress(
        plan=roadmap,
        proven=tuple(one for one in here if one.proven),
        claimed=tuple(one for one in here if not one.proven and not one.refuted),
        refuted=tuple(one for one in here if one.refuted and not one.proven),
        elsewhere=tuple(one for one in steps if one.chance is None),
        projects=tuple(t for t in roadmap.ticked if t.claim.id.startswith(PROJECT_PREFIX)),
        hours=_hours(standing, skill_map),
        months=_months(roadmap.ticked, skill_map),
        baseline=baseline,
    )


def _steps(ticked: Iterable[Ticked]) -> tuple[Ticked, ...]:
    """List what was ticked of levels; of one that was ticked again only the last attempt."""
    last: dict[tuple[str, int], tuple[int, Ticked]] = {}
    for one in ticked:
        step = parse_step_id(one.claim.id)
        if step is None:
            continue
        attempt, _ = last.get((step.skill, step.level), (0, one))
        if step.attempt >= attempt:
            last[step.skill, step.level] = step.attempt, one
    return tuple(one for _, one in last.values())


def _months(ticked: Iterable[Ticked], skill_map: SkillMap) -> tuple[Month, ...]:
    by_month: dict[date, list[Ticked]] = {}
    for one in ticked:
        month = _month(one.claim)
        if month is not None and not one.refuted:
            by_month.setdefault(month, []).append(one)
    return tuple(
        Month(
            first=month,
            steps=sum(not one.claim.id.startswith(PROJECT_PREFIX) for one in own),
            projects=sum(one.claim.id.startswith(PROJECT_PREFIX) for one in own),
            hours=_hours(own, skill_map),
        )
        for month, own in sorted(by_month.items())
    )


def _month(claim: Claim) -> date | None:
    """Find the month in which something was done, or else was ticked."""
    for day in (claim.on, claim.at):
        try:
            return date.fromisoformat(f"{day[:_MONTH]}-01")
        except ValueError:
            continue
    return None


def _hours(ticked: Iterable[Ticked], skill_map: SkillMap) -> tuple[int, int]:
    """Add up what steps were estimated to take; a step that was ticked again counts once."""
    low = high = 0
    steps = (parse_step_id(one.claim.id) for one in ticked)
    for skill, level in sorted({(step.skill, step.level) for step in steps if step}):
        known = skill_map.skills.get(skill)
        hours = known.hours.get(level, (0, 0)) if known else (0, 0)
        low, high = low + hours[0], high + hours[1]
    return low, high


def weeks_later(before: Finish, after: Finish) -> int | None:
    """Say by how many weeks the middle of one range of days lies after that of another.

    Where an upper end is too far ahead to be dated, the lower ends are compared.
    """
    if before[0] is None or after[0] is None:
        return None
    if before[1] is None or after[1] is None:
        return round((after[0] - before[0]).days / _WEEK)
    return round((_middle(after[0], after[1]) - _middle(before[0], before[1])).days / _WEEK)


def _middle(low: date, high: date) -> date:
    return low + timedelta(days=(high - low).days // 2)


def baseline_of(roadmap: Roadmap) -> Baseline:
    """Note what a plan is like today, to hold later ones against it."""
    return Baseline(roadmap.made_on, roadmap.finish, len(roadmap.steps), roadmap.hours)


def baseline_detail(baseline: Baseline) -> dict[str, str]:
    """Put a baseline into texts, to keep it."""
    low, high = baseline.finish
    return {
        "made_on": baseline.made_on.isoformat(),
        "earliest": low.isoformat() if low else "",
        "latest": high.isoformat() if high else "",
        "steps": str(baseline.steps),
        "hours": f"{baseline.hours[0]} {baseline.hours[1]}",
    }


def read_baseline(detail: Mapping[str, str]) -> Baseline:
    """Read a baseline that was kept as texts; see baseline_detail.

    Raises:
        ValueError, KeyError: They are not what is kept.
    """
    low, high = detail["hours"].split()
    return Baseline(
        made_on=date.fromisoformat(detail["made_on"]),
        finish=(
            day_or_none(detail.get("earliest", "")),
            day_or_none(detail.get("latest", "")),
        ),
        steps=int(detail["steps"]),
        hours=(int(low), int(high)),
    )


def first_baseline(events: Iterable[PlanEvent], role: str) -> Baseline | None:
    """Find the plan for a role as it was first kept; the subject of such an event is the role."""
    for event in events:
        if event.kind is PlanEventKind.PLANNED and event.subject == role:
            return read_baseline(event.detail)
    return None
