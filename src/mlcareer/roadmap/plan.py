"""A study plan: what to study and build, in which order, why, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from mlcareer.gaps import Readiness
from mlcareer.model.plan import Claim, Wishes
from mlcareer.model.skills import Role, Skill
from mlcareer.model.study import Project, Resource
from mlcareer.roadmap.calendar import MINUTES_AN_HOUR, Calendar


class Dates(NamedTuple):
    """When a task is worked on.

    Attributes:
        starts: First day, at the middle of the estimates.
        ends: Last day, at the middle of the estimates.
        earliest: Last day if everything takes as little as estimated.
        latest: Last day if everything takes as much as estimated; None where that is too
            far ahead to be dated.
    """

    starts: date
    ends: date
    earliest: date
    latest: date | None


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A task of the plan: a skill brought to a level.

    Attributes:
        id: `<skill>.<level>`, the same in every roadmap.
        target: Level that the role asks for, 1 to 4.
        importance: core, useful or optional.
        hours: About how many, low and high; an estimate.
        chance: That the level is there already, 0 to 1.
        ask_first: Whether a few questions may well save the study.
        reason: Why it stands in the plan.
        can_do: What one can do when it is done.
        resources: At most one to read and one to do.
        after: Ids of the steps of the plan that it waits for.
        dates: None where the hours a week are not known, or it is too far ahead.
    """

    id: str
    skill: Skill
    level: int
    target: int
    importance: str
    hours: tuple[int, int]
    chance: float
    ask_first: bool
    reason: str
    can_do: tuple[str, ...]
    resources: tuple[Resource, ...]
    after: tuple[str, ...]
    dates: Dates | None = None

    @property
    def title(self) -> str:
        """Name of the skill and of the level."""
        return self.skill.title(self.level)

    @property
    def minutes(self) -> int:
        """Minutes in the middle of the estimate, with which dates are worked out."""
        return sum(self.hours) * MINUTES_AN_HOUR // 2


@dataclass(frozen=True, slots=True)
class PlanProject:
    """A task of the plan: something to build that shows skills.

    Its hours are part of those of the steps that it shows.

    Attributes:
        id: `project.<id of the project>`.
        shows: Ids of the steps, planned or ticked, that it shows.
        after: Id of the step that it comes after; none where it can come at once.
        common: Criteria that all projects of its kind share.
        due: Day on which the step before it ends, or None where that has no date.
    """

    id: str
    project: Project
    shows: tuple[str, ...]
    after: tuple[str, ...]
    common: tuple[str, ...]
    due: date | None = None

    @property
    def title(self) -> str:
        """Name of the project."""
        return f"{self.project.id}: {self.project.name}"


Task = PlanStep | PlanProject


@dataclass(frozen=True, slots=True)
class Check:
    """A level that is probably there: a few questions before any study.

    Attributes:
        id: `<skill>.<level>`, as of the step that it may save.
        chance: That the level is there, 0 to 1.
        answers: How many questions about the skill were answered.
        askable: Whether a question about the skill is left.
    """

    id: str
    skill: Skill
    level: int
    target: int
    chance: float
    answers: int
    askable: bool = True


@dataclass(frozen=True, slots=True)
class Ticked:
    """A step or project that was ticked.

    Attributes:
        title: What it was, as far as the content still has it.
        chance: That the level is there by the answers, 0 to 1; None for a project.
        proven: Whether answers show it.
        refuted: Whether answers given later speak against it.
        answers: How many questions about the skill were answered.
    """

    claim: Claim
    title: str
    chance: float | None = None
    proven: bool = False
    refuted: bool = False
    answers: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Levels of a skill for which there is no time before the deadline.

    Attributes:
        ids: Of the steps that would lead to the levels.
        hours: About how many they take, low and high; an estimate.
        weight: What the target counts in the role.
        chance_met: Chance that the target is met already, 0 to 1.
    """

    skill: Skill
    levels: tuple[int, ...]
    ids: tuple[str, ...]
    target: int
    importance: str
    hours: tuple[int, int]
    weight: float
    chance_met: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How the work and the deadline go together.

    Attributes:
        available: Hours until the deadline, or None where the hours a week are not known.
        needed: Hours of all that is to study, low and high; an estimate.
        hours_a_week: With how many hours a week all of it fits, low and high; None where
            no study day is left.
        spare: Hours until the deadline that no whole step fits into.
        left_out: What does not fit, by the middle of the estimates, in the order of the plan.
    """

    deadline: date
    available: float | None
    needed: tuple[int, int]
    hours_a_week: tuple[int, int] | None
    spare: float
    left_out: tuple[LeftOut, ...]

    @property
    def hours_known(self) -> bool:
        """Whether the hours a week are known, so that what fits is."""
        return self.available is not None

    @property
    def all_fits(self) -> bool:
        """Whether all fits, by the middle of the estimates; so too where nobody can know."""
        return self.available is None or sum(self.needed) <= 2 * self.available


@dataclass(frozen=True, slots=True)
class Block:
    """Study on one day.

    Attributes:
        parts: Each step with its minutes.
    """

    day: date
    parts: tuple[tuple[PlanStep, int], ...]

    @property
    def minutes(self) -> int:
        """Minutes of the whole day."""
        return sum(minutes for _, minutes in self.parts)


@dataclass(frozen=True, slots=True)
class Prospects:
    """Share of the targets that are met, by weight.

    Attributes:
        now: As far as answers show it; ticks do not count.
        planned: If what was ticked holds, and each step of the plan brings its level.
        everything: If that went for what is left out too.
    """

    now: Readiness
    planned: Readiness
    everything: Readiness


class Week(NamedTuple):
    """Study in one week.

    Attributes:
        monday: On which it begins.
        parts: Each step with its minutes in that week, in order.
    """

    monday: date
    parts: tuple[tuple[PlanStep, int], ...]

    @property
    def minutes(self) -> int:
        """Minutes of the whole week."""
        return sum(minutes for _, minutes in self.parts)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The whole plan.

    Attributes:
        made_on: The day for which it was made.
        tasks: Steps and projects, in order.
        checks: What is probably there and should be checked before it is studied.
        ticked: All that was ticked, in the order of the ticks.
        hours: About how many in all, low and high; an estimate.
        finish: Day on which the last step ends, if all takes as little and as much as
            estimated; None where there are no dates or that is too far ahead.
        unmeasured: Skills in the plan that stand there without any answer.
        fit: How it goes with the deadline, where there is one.
    """

    role: Role
    made_on: date
    wishes: Wishes
    tasks: tuple[Task, ...]
    checks: tuple[Check, ...]
    ticked: tuple[Ticked, ...]
    hours: tuple[int, int]
    finish: tuple[date | None, date | None]
    unmeasured: tuple[str, ...]
    prospects: Prospects
    fit: Fit | None

    @property
    def steps(self) -> tuple[PlanStep, ...]:
        """The skills to bring to a level, in order."""
        return tuple(task for task in self.tasks if isinstance(task, PlanStep))

    @property
    def projects(self) -> tuple[PlanProject, ...]:
        """What to build, in order."""
        return tuple(task for task in self.tasks if isinstance(task, PlanProject))

    @property
    def open_levels(self) -> int:
        """How many levels are still to be studied, with what is left out."""
        left_out = self.fit.left_out if self.fit else ()
        return len(self.steps) + sum(len(one.levels) for one in left_out)

    @property
    def length(self) -> tuple[int, int] | None:
        """About how many weeks of study, low and high, or None where no hours are known."""
        a_week = self.wishes.hours_a_week
        return (-(-self.hours[0] // a_week), -(-self.hours[1] // a_week)) if a_week else None

    def blocks(self) -> Iterator[Block]:
        """Spread the steps over the study days, at the middle of the estimates."""
        if not self.wishes.hours_a_week:
            return
        calendar = Calendar(self.wishes, self.made_on)
        parts: list[tuple[PlanStep, int]] = []
        days = calendar.study_days()
        day, room = next(days, (None, 0))
        for step in self.steps:
            left = step.minutes
            while left and day is not None:
                taken = min(left, room)
                parts.append((step, taken))
                left, room = left - taken, room - taken
                if not room:
                    yield Block(day, tuple(parts))
                    parts = []
                    day, room = next(days, (None, 0))
        if parts and day is not None:
            yield Block(day, tuple(parts))

    def weeks(self) -> Iterator[Week]:
        """Spread the steps over the weeks, at the middle of the estimates.

        Weeks without study are left out.
        """
        for monday, blocks in groupby(self.blocks(), lambda b: b.day - timedelta(b.day.weekday())):
            minutes: dict[str, int] = {}
            steps: dict[str, PlanStep] = {}
            for step, taken in (part for block in blocks for part in block.parts):
                minutes[step.id] = minutes.get(step.id, 0) + taken
                steps[step.id] = step
            yield Week(monday, tuple((steps[id_], taken) for id_, taken in minutes.items()))
