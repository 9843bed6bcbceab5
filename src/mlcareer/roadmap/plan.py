"""What to study, in which order, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mlcareer.gaps import Gap
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import Role, Skill, SkillMap
from mlcareer.model.study import COSTS, Project, Resource
from mlcareer.model.wording import chance_text, counted
from mlcareer.roadmap.order import level_to_build_on, skills_to_study, study_order

HIGHEST_ABOVE: Final = 1
"""A resource is recommended at most so many levels below its own."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One line of the checklist: a skill brought to a level.

    Attributes:
        id: `<skill>.<level>`, the same in every roadmap.
        hours: About how many, low and high; an estimate.
        reason: Why it stands in the plan.
        project: Something to build that proves it, or None.
    """

    skill: Skill
    level: int
    hours: tuple[int, int]
    reason: str
    can_do: tuple[str, ...]
    resources: tuple[Resource, ...]
    project: Project | None

    @property
    def id(self) -> str:
        """Name that stays the same from one roadmap to the next."""
        return f"{self.skill.id}.{self.level}"


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The whole plan.

    Attributes:
        hours: About how many in all, low and high; an estimate.
        hours_a_week: What the person plans to give, or None.
        unmeasured: Skills in the plan that stand there without any answer.
        taken_on_trust: Skills left out of the plan by the person's own word alone.
    """

    role: Role
    steps: tuple[PlanStep, ...]
    hours: tuple[int, int]
    hours_a_week: int | None
    unmeasured: tuple[str, ...]
    taken_on_trust: tuple[str, ...]

    @property
    def weeks(self) -> tuple[int, int] | None:
        """About how many weeks, low and high, or None where no hours are known."""
        if not self.hours_a_week:
            return None
        low, high = (-(-hours // self.hours_a_week) for hours in self.hours)
        return low, high


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to study with.

    Attributes:
        preferred: Projects to prefer, because they fit the person's field.
    """

    resources: Mapping[str, Resource]
    projects: Mapping[str, Project]
    preferred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every step of one plan is made from."""

    skill_map: SkillMap
    gaps: Mapping[str, Gap]
    order: Sequence[str]
    unlocks: Mapping[str, tuple[str, ...]]
    shelf: Shelf


def make_roadmap(
    skill_map: SkillMap,
    role: Role,
    gaps: Sequence[Gap],
    shelf: Shelf,
    hours_a_week: int | None = None,
) -> Roadmap:
    """Plan from where the person stands to the targets of the role."""
    gap_of = {gap.demand.skill: gap for gap in gaps}
    start = {skill: level_to_build_on(gap) for skill, gap in gap_of.items()}
    order = study_order(skill_map, role, skills_to_study(gaps))
    frame = _Frame(skill_map, gap_of, order, _unlocks(skill_map, order), shelf)
    steps = tuple(
        _step(frame, skill, level)
        for skill in order
        for level in range(start[skill] + 1, gap_of[skill].demand.target + 1)
    )
    return Roadmap(
        role=role,
        steps=steps,
        hours=(sum(step.hours[0] for step in steps), sum(step.hours[1] for step in steps)),
        hours_a_week=hours_a_week,
        unmeasured=tuple(skill for skill in order if not gap_of[skill].measured),
        taken_on_trust=tuple(
            skill
            for skill in skill_map.skills
            if skill in gap_of
            and not gap_of[skill].measured
            and start[skill] >= gap_of[skill].demand.target
        ),
    )


def _unlocks(skill_map: SkillMap, order: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {
        skill: tuple(
            skill_map.skills[other].name
            for other in order
            if skill in skill_map.skills[other].requires
        )
        for skill in order
    }


def _step(frame: _Frame, skill_id: str, level: int) -> PlanStep:
    skill = frame.skill_map.skills[skill_id]
    return PlanStep(
        skill=skill,
        level=level,
        hours=skill.hours[level],
        reason=_reason(frame.gaps[skill_id], frame.unlocks[skill_id]),
        can_do=skill.can_do[level],
        resources=choose_resources(frame.shelf.resources.values(), skill, level),
        project=_choose_project(frame.shelf, skill_id, level, frame.order),
    )


def _reason(gap: Gap, unlocks: tuple[str, ...]) -> str:
    target = LEVEL_NAMES[gap.demand.target]
    if gap.measured:
        asked = counted(gap.estimate.answers, "question")
        why = f"met with a chance of {chance_text(gap.chance_met)}, from {asked}"
    elif gap.estimate.self_rating is not None:
        own = LEVEL_NAMES[gap.estimate.self_rating]
        why = f"you rated yourself {own}; not measured"
    else:
        why = "neither measured nor rated"
    reason = f"{gap.demand.importance}, target {target}: {why}"
    if unlocks:
        more = f" and {len(unlocks) - 2} more" if len(unlocks) > 2 else ""  # noqa: PLR2004
        reason += f"; opens {', '.join(unlocks[:2])}{more}"
    return reason


def choose_resources(
    resources: Iterable[Resource], skill: Skill, level: int
) -> tuple[Resource, ...]:
    """Pick at most one resource to read and one to do for a step.

    Those nearest to the level first, from below rather than from above; of these
    the free ones, then what fits into the hours of the step, then those that are
    about the skill first of all.
    """
    fitting = sorted(
        (r for r in resources if skill.id in r.skills and r.level <= level + HIGHEST_ABOVE),
        key=lambda r: (
            abs(r.level - level) + (r.level > level),
            COSTS.index(r.cost),
            r.hours > skill.hours[level][1],
            r.skills.index(skill.id),
            r.hours,
        ),
    )
    chosen: list[Resource] = []
    for mode in ("read", "do"):
        for resource in fitting:
            if resource.mode in (mode, "both") and resource not in chosen:
                chosen.append(resource)
                break
    return tuple(chosen)


def _choose_project(shelf: Shelf, skill: str, level: int, order: Sequence[str]) -> Project | None:
    """Pick a project that proves the skill at the level and asks for nothing that comes later."""
    later = set(order[order.index(skill) + 1 :])
    fitting = [
        project
        for project in shelf.projects.values()
        if skill in project.skills and project.level == level and not later & {*project.skills}
    ]
    fitting.sort(key=lambda p: (p.id not in shelf.preferred, p.skills.index(skill)))
    return fitting[0] if fitting else None
