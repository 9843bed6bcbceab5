"""Makes a study plan of where a person stands and what she wants of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil
from typing import Final

from mlcareer.gaps import Gap, readiness
from mlcareer.measure.belief import Belief
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import PROJECT_PREFIX, Claim, Wishes, parse_step_id
from mlcareer.model.skills import Role, SkillMap
from mlcareer.model.study import Project, Resource
from mlcareer.model.wording import chance_text, counted
from mlcareer.roadmap.calendar import MINUTES_AN_HOUR, Calendar
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

WORTH_ASKING: Final = 0.4
"""A step whose level is there with at least this chance is worth a few questions first."""

_SHOWN_OPENED: Final = 2
"""How many of the skills that a step opens are named in its reason."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a plan is made for.

    Attributes:
        claims: Ticks that stand, by the id of what was ticked.
        answered: Times of the answers about each skill, as ISO 8601 texts with their zone.
        exhausted: Skills about which no question is left.
    """

    gaps: tuple[Gap, ...]
    belief: Belief
    claims: Mapping[str, Claim] = field(default_factory=dict)
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exhausted: Collection[str] = frozenset()

    def can_be_asked(self, skill: str) -> bool:
        """Tell whether a question about a skill is left."""
        return skill not in self.exhausted


def make_roadmap(  # noqa: PLR0913, PLR0917 - what a plan is made of
    skill_map: SkillMap, role: Role, person: Person, shelf: Shelf, wishes: Wishes, today: date
) -> Roadmap:
    """Plan from where the person stands to the targets of the role."""
    ground = lay_ground(person.gaps, person.claims.values(), person.answered, shelf.projects)
    ways = Ways(skill_map, role, ground)
    calendar = Calendar(wishes, today) if wishes.hours_a_week else None
    whole = tuple(ways.in_order())
    order = _that_fit(ways, whole, calendar, wishes)
    planner = _Planner(skill_map, ground, ways, shelf, person.can_be_asked)
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
        fit=planner.fit(whole, steps, calendar, wishes, today),
    )


def _that_fit(
    ways: Ways, order: tuple[Key, ...], calendar: Calendar | None, wishes: Wishes
) -> tuple[Key, ...]:
    """Cut the order where there is not time for all of it."""
    if calendar is None or wishes.deadline is None:
        return order
    return ways.that_fit(order, calendar.minutes_until(wishes.deadline) / MINUTES_AN_HOUR)


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
        low, high = low + step.hours[0] * MINUTES_AN_HOUR, high + step.hours[1] * MINUTES_AN_HOUR
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
    low, high = (calendar.day_after(total * MINUTES_AN_HOUR) for total in hours)
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
        self,
        skill_map: SkillMap,
        ground: Mapping[str, Ground],
        ways: Ways,
        shelf: Shelf,
        can_be_asked: Callable[[str], bool],
    ) -> None:
        self._can_be_asked = can_be_asked
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
        chance = ground.gap.estimate.reaches(key.level)
        return PlanStep(
            id=self._id(key),
            skill=skill,
            level=key.level,
            target=ground.target,
            importance=ground.gap.demand.importance,
            hours=skill.hours[key.level],
            chance=chance,
            ask_first=chance >= WORTH_ASKING and self._can_be_asked(key.skill),
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
        if ground.step_id(key.level).attempt > 1:
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
                    askable=self._can_be_asked(ground.skill),
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
                refuted=step in ground.refuted,
                answers=ground.gap.estimate.answers,
            )

    def _title(self, id_: str) -> str:
        if id_.startswith(PROJECT_PREFIX):
            project = self._shelf.projects.get(id_.removeprefix(PROJECT_PREFIX))
            return f"{project.id}: {project.name}" if project else id_
        step = parse_step_id(id_)
        if step is None or step.skill not in self._skills:
            return id_
        return self._skills[step.skill].title(step.level)

    def with_projects(self, steps: Sequence[PlanStep], placed: Sequence[Placed]) -> Iterator[Task]:
        """Put each project behind the step that it comes after."""
        behind: dict[str, list[PlanProject]] = {}
        for one in placed:
            behind.setdefault(self._id(one.after) if one.after else "", []).append(
                self._project(one)
            )
        yield from behind.get("", ())
        for step in steps:
            yield step
            due = step.dates.ends if step.dates else None
            yield from (replace(project, due=due) for project in behind.get(step.id, ()))

    def _project(self, placed: Placed) -> PlanProject:
        project = placed.project
        return PlanProject(
            id=f"{PROJECT_PREFIX}{project.id}",
            project=project,
            shows=tuple(map(self._id, placed.shows)),
            after=(self._id(placed.after),) if placed.after else (),
            common=self._common(project),
        )

    def _common(self, project: Project) -> tuple[str, ...]:
        common = self._shelf.common
        return tuple(common[id_] for id_ in project.common if id_ in common)

    def fit(
        self,
        whole: Sequence[Key],
        steps: Sequence[PlanStep],
        calendar: Calendar | None,
        wishes: Wishes,
        today: date,
    ) -> Fit | None:
        """Hold the work against the deadline, where there is one."""
        if wishes.deadline is None:
            return None
        # Which days are for study does not hang on how much is done on them.
        days = (calendar or Calendar(wishes._replace(hours_a_week=1), today)).days_until(
            wishes.deadline
        )
        weeks = days / len(wishes.study_days)
        needed = _total(self._skills[key.skill].hours[key.level] for key in whole)
        available = calendar.minutes_until(wishes.deadline) / MINUTES_AN_HOUR if calendar else None
        planned = sum(step.minutes for step in steps) / MINUTES_AN_HOUR
        return Fit(
            deadline=wishes.deadline,
            available=available,
            needed=needed,
            hours_a_week=(ceil(needed[0] / weeks), ceil(needed[1] / weeks)) if weeks else None,
            spare=max(0.0, (available or 0.0) - planned),
            left_out=tuple(self._left_out(whole, {step.id for step in steps})),
        )

    def _left_out(self, whole: Sequence[Key], planned: Collection[str]) -> Iterator[LeftOut]:
        left = [key for key in whole if self._id(key) not in planned]
        for id_ in dict.fromkeys(key.skill for key in left):
            skill, ground = self._skills[id_], self._ground[id_]
            keys = sorted(key for key in left if key.skill == id_)
            yield LeftOut(
                skill=skill,
                levels=tuple(key.level for key in keys),
                ids=tuple(map(self._id, keys)),
                target=ground.target,
                importance=ground.gap.demand.importance,
                hours=_total(skill.hours[key.level] for key in keys),
                weight=ground.gap.demand.weight,
                chance_met=ground.gap.chance_met,
            )


def _basis(gap: Gap) -> str:
    if gap.measured:
        return f"from {counted(gap.estimate.answers, 'question')}"
    if gap.estimate.self_rating is not None:
        return f"not measured, you rated yourself {LEVEL_NAMES[gap.estimate.self_rating]}"
    return "neither measured nor rated"
