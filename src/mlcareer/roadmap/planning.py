"""Makes a study plan of where a person stands and what she wants of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil

from mlcareer.gaps import Gap, readiness
from mlcareer.measure.belief import Belief
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import PROJECT_PREFIX, Claim, Wishes, parse_step_id
from mlcareer.model.skills import Role, SkillMap
from mlcareer.model.study import Project, Resource
from mlcareer.model.wording import chance_text, counted
from mlcareer.roadmap.calendar import Calendar
from mlcareer.roadmap.ground import Ground, lay_ground
from mlcareer.roadmap.order import Key, Ways
from mlcareer.roadmap.plan import (
    Check,
    Dates,
    Fit,
    LeftOut,
    PlanProject,
    PlanStep,
    Prospects,
    Roadmap,
    Task,
    Ticked,
)
from mlcareer.roadmap.projects import Placed, place_projects
from mlcareer.roadmap.shelf import Shelf, choose_resources

_SHOWN_OPENED = 2
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a plan is made for.

    Attributes:
        claims: Ticks that stand, by the id of what was ticked.
        answered: Times of the answers about each skill, as ISO 8601 texts with their zone.
    """

    gaps: tuple[Gap, ...]
    belief: Belief
    claims: Mapping[str, Claim] = field(default_factory=dict)
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def make_roadmap(  # noqa: PLR0913, PLR0917 - what a plan is made of
    skill_map: SkillMap, role: Role, person: Person, shelf: Shelf, wishes: Wishes, today: date
) -> Roadmap:
    """Plan from where the person stands to the targets of the role."""
    ground = lay_ground(person.gaps, person.claims.values(), person.answered, shelf.projects)
    ways = Ways(skill_map, role, ground)
    calendar = Calendar(wishes, today) if wishes.hours_a_week else None
    order = _that_fit(ways, calendar, wishes)
    planner = _Planner(skill_map, ground, ways, shelf)
    steps = _dated(list(planner.steps(order)), calendar)
    hours = _total(step.hours for step in steps)
    built = {id_.removeprefix(PROJECT_PREFIX) for id_ in person.claims}
    placed = place_projects(shelf.projects, order, ways, shelf.preferred, built)
    return Roadmap(
        role=role,
        made_on=today,
        wishes=wishes,
        tasks=tuple(planner.with_projects(steps, placed)),
        checks=tuple(planner.checks()),
        ticked=tuple(planner.ticked(person.claims.values())),
        hours=hours,
        finish=_finish(hours, calendar),
        unmeasured=_unmeasured(order, ground),
        prospects=_prospects(person, ground, order),
        fit=planner.fit(order, calendar, wishes, today),
    )


def _that_fit(ways: Ways, calendar: Calendar | None, wishes: Wishes) -> tuple[Key, ...]:
    """Order what is to study, and cut it where there is not time for all of it."""
    order = tuple(ways.in_order())
    if calendar is None or wishes.deadline is None:
        return order
    return ways.that_fit(order, calendar.minutes_until(wishes.deadline) / _MINUTES)


def _total(hours: Iterable[tuple[int, int]]) -> tuple[int, int]:
    pairs = list(hours)
    return sum(low for low, _ in pairs), sum(high for _, high in pairs)


def _dated(steps: Sequence[PlanStep], calendar: Calendar | None) -> list[PlanStep]:
    """Give each step its days, as far as they are not too far ahead."""
    if calendar is None:
        return list(steps)
    dated: list[PlanStep] = []
    done = low = high = 0
    for step in steps:
        starts = calendar.day_after(done + 1)
        done += step.minutes
        low, high = low + step.hours[0] * _MINUTES, high + step.hours[1] * _MINUTES
        ends, earliest = calendar.day_after(done), calendar.day_after(low)
        if starts is not None and ends is not None and earliest is not None:
            dates = Dates(starts, ends, earliest, calendar.day_after(high))
            dated.append(replace(step, dates=dates))
        else:
            dated.append(step)
    return dated


def _finish(hours: tuple[int, int], calendar: Calendar | None) -> tuple[date | None, date | None]:
    if calendar is None or not hours[1]:
        return None, None
    low, high = (calendar.day_after(total * _MINUTES) for total in hours)
    return low, high


def _unmeasured(order: Iterable[Key], ground: Mapping[str, Ground]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k.skill for k in order if not ground[k.skill].gap.measured))


def _prospects(person: Person, ground: Mapping[str, Ground], chosen: Collection[Key]) -> Prospects:
    claimed = {g.skill for g in ground.values() if g.claimed >= g.target}
    studied = {g.skill for g in ground.values() if g.to_study}
    planned = {skill for skill in studied if Key(skill, ground[skill].target) in chosen}
    now, then, everything = (
        readiness(person.belief, person.gaps, reached)
        for reached in ((), claimed | planned, claimed | studied)
    )
    return Prospects(now, then, everything)


class _Planner:
    """Puts what was found out into the words and numbers of a plan."""

    def __init__(
        self, skill_map: SkillMap, ground: Mapping[str, Ground], ways: Ways, shelf: Shelf
    ) -> None:
        self._skills = skill_map.skills
        self._ground = ground
        self._ways = ways
        self._shelf = shelf

    def steps(self, order: Sequence[Key]) -> Iterator[PlanStep]:
        """Make the steps, each with resources that no earlier step of its skill used up."""
        used: dict[str, set[str]] = {}
        for key in order:
            skill = self._skills[key.skill]
            taken = used.setdefault(key.skill, set())
            resources = choose_resources(self._shelf.resources.values(), skill, key.level, taken)
            taken.update(resource.id for resource in resources)
            yield self._step(key, resources, set(order))

    def _step(
        self, key: Key, resources: tuple[Resource, ...], planned: Collection[Key]
    ) -> PlanStep:
        ground, skill = self._ground[key.skill], self._skills[key.skill]
        after = sorted(self._ways.gates[key] & set(planned))
        return PlanStep(
            id=self._id(key),
            skill=skill,
            level=key.level,
            target=ground.target,
            importance=ground.gap.demand.importance,
            hours=skill.hours[key.level],
            chance=ground.gap.estimate.reaches(key.level),
            reason=self._reason(key),
            can_do=skill.can_do[key.level],
            resources=resources,
            after=tuple(self._id(other) for other in after),
        )

    def _id(self, key: Key) -> str:
        return str(self._ground[key.skill].step_id(key.level))

    def _reason(self, key: Key) -> str:
        ground = self._ground[key.skill]
        gap = ground.gap
        chance = chance_text(gap.estimate.reaches(key.level))
        parts = [
            f"{gap.demand.importance}, target {LEVEL_NAMES[gap.demand.target]}",
            f"{LEVEL_NAMES[key.level]} already with a chance of {chance}, {_basis(gap)}",
        ]
        if key.level in ground.attempts:
            parts.append("ticked before, but later answers did not bear it out")
        opened = [self._skills[skill].name for skill in self._ways.opened_by(key)]
        if opened:
            more = len(opened) - _SHOWN_OPENED
            tail = f" and {more} more" if more > 0 else ""
            parts.append(f"opens {', '.join(opened[:_SHOWN_OPENED])}{tail}")
        return "; ".join(parts)

    def checks(self) -> Iterator[Check]:
        """List what is probably there, the most valued first."""
        for ground in sorted(self._ground.values(), key=lambda g: -g.gap.demand.weight):
            level = ground.to_check
            if level:
                estimate = ground.gap.estimate
                yield Check(
                    id=str(ground.step_id(level)),
                    skill=self._skills[ground.skill],
                    level=level,
                    target=ground.target,
                    chance=estimate.reaches(level),
                    answers=estimate.answers,
                )

    def ticked(self, claims: Iterable[Claim]) -> Iterator[Ticked]:
        """Hold each tick against what answers show."""
        for claim in claims:
            step = parse_step_id(claim.id)
            ground = self._ground.get(step.skill) if step else None
            if step is None or ground is None:
                yield Ticked(claim, self._title(claim.id))
                continue
            yield Ticked(
                claim=claim,
                title=self._title(claim.id),
                chance=ground.gap.estimate.reaches(step.level),
                proven=ground.proven >= step.level,
                refuted=ground.attempts.get(step.level, 0) >= step.attempt,
                answers=ground.gap.estimate.answers,
            )

    def _title(self, id_: str) -> str:
        step = parse_step_id(id_)
        if step and step.skill in self._skills:
            return f"{self._skills[step.skill].name}: {LEVEL_NAMES[step.level]}"
        project = self._shelf.projects.get(id_.removeprefix(PROJECT_PREFIX))
        return f"{project.id}: {project.name}" if project else id_

    def with_projects(self, steps: Sequence[PlanStep], placed: Sequence[Placed]) -> Iterator[Task]:
        """Put each project behind the step that it comes after."""
        behind: dict[str, list[Placed]] = {}
        for one in placed:
            behind.setdefault(self._id(one.after), []).append(one)
        for step in steps:
            yield step
            for one in behind.get(step.id, ()):
                yield PlanProject(
                    id=f"{PROJECT_PREFIX}{one.project.id}",
                    project=one.project,
                    shows=tuple(map(self._id, one.shows)),
                    after=(step.id,),
                    common=self._common(one.project),
                    due=step.dates.ends if step.dates else None,
                )

    def _common(self, project: Project) -> tuple[str, ...]:
        common = self._shelf.common
        return tuple(common[id_] for id_ in project.common if id_ in common)

    def fit(
        self, chosen: Collection[Key], calendar: Calendar | None, wishes: Wishes, today: date
    ) -> Fit | None:
        """Hold the work against the deadline, where there is one."""
        if wishes.deadline is None:
            return None
        days = Calendar(wishes._replace(hours_a_week=wishes.hours_a_week or 1), today).days_until(
            wishes.deadline
        )
        weeks = days / len(wishes.study_days)
        needed = _total(self._skills[key.skill].hours[key.level] for key in self._ways.keys)
        return Fit(
            deadline=wishes.deadline,
            available=calendar.minutes_until(wishes.deadline) / _MINUTES if calendar else None,
            needed=needed,
            hours_a_week=(ceil(needed[0] / weeks), ceil(needed[1] / weeks)) if weeks else None,
            left_out=tuple(self._left_out(chosen)),
        )

    def _left_out(self, chosen: Collection[Key]) -> Iterator[LeftOut]:
        for ground in self._ground.values():
            levels = [level for level in ground.to_study if Key(ground.skill, level) not in chosen]
            if levels:
                skill = self._skills[ground.skill]
                yield LeftOut(
                    skill=skill,
                    levels=tuple(levels),
                    target=ground.target,
                    importance=ground.gap.demand.importance,
                    hours=_total(skill.hours[level] for level in levels),
                    weight=ground.gap.demand.weight,
                    chance_met=ground.gap.chance_met,
                )


def _basis(gap: Gap) -> str:
    if gap.measured:
        return f"from {counted(gap.estimate.answers, 'question')}"
    if gap.estimate.self_rating is not None:
        return f"not measured, you rated yourself {LEVEL_NAMES[gap.estimate.self_rating]}"
    return "neither measured nor rated"
