"""What a plan builds on: which levels of each skill are there, and by what right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from mlcareer.gaps import PROVEN, Gap
from mlcareer.measure.profile import Estimate
from mlcareer.model.days import moment
from mlcareer.model.levels import LEVELS
from mlcareer.model.plan import PROJECT_PREFIX, Claim, StepId, parse_step_id

if TYPE_CHECKING:
    from mlcareer.model.study import Project

PROBABLE: Final = 2 / 3
"""A level from this chance on is checked with questions before it is studied."""

REFUTED: Final = 0.5
"""A tick does not hold where later answers leave its level a lower chance than this."""


class Ground(NamedTuple):
    """Where planning starts for one skill.

    Attributes:
        proven: Highest level that answers show, as sure as PROVEN.
        claimed: Highest level that was ticked and that later answers do not speak against.
        probable: Highest level that is at least as probable as PROBABLE.
        refuted: Steps whose ticks, all of them, later answers spoke against.
    """

    gap: Gap
    proven: int
    claimed: int
    probable: int
    refuted: frozenset[StepId]

    @property
    def skill(self) -> str:
        """Id of the skill."""
        return self.gap.demand.skill

    @property
    def target(self) -> int:
        """Level that the role asks for."""
        return self.gap.demand.target

    @property
    def reached(self) -> int:
        """Highest level that is not studied any more, 0 to 4."""
        return max(self.proven, self.claimed, self.probable)

    @property
    def to_study(self) -> range:
        """Levels to study."""
        return range(self.reached + 1, self.target + 1)

    @property
    def to_check(self) -> int:
        """Level that is probably there without anybody having shown or said so; 0 for none."""
        level = min(self.reached, self.target)
        return level if level > max(self.proven, self.claimed) else 0

    @property
    def to_prove(self) -> int:
        """Level that was ticked and that answers do not show; 0 for none."""
        level = min(self.claimed, self.target)
        return level if level > self.proven else 0

    def step_id(self, level: int) -> StepId:
        """Name the step to a level, which is another one after a tick that did not hold."""
        tried = (step.attempt for step in self.refuted if step.level == level)
        return StepId(self.skill, level, 1 + max(tried, default=0))


def lay_ground(
    gaps: Iterable[Gap],
    claims: Iterable[Claim] = (),
    answered: Mapping[str, Sequence[str]] | None = None,
    projects: "Mapping[str, Project] | None" = None,
) -> dict[str, Ground]:
    """Say for each skill of the role what a plan builds on.

    Args:
        gaps: Of the person.
        claims: What was ticked. A project counts where its evidence was given.
        answered: Times of the answers about each skill, as ISO 8601 texts with their zone.
        projects: What ticked projects show.
    """
    ticked = list(_ticked(claims, projects or {}))
    return {
        gap.demand.skill: _ground(
            gap,
            [(step, at) for step, at in ticked if step.skill == gap.demand.skill],
            (answered or {}).get(gap.demand.skill, ()),
        )
        for gap in gaps
    }


def _ticked(
    claims: Iterable[Claim], projects: "Mapping[str, Project]"
) -> Iterator[tuple[StepId, datetime]]:
    for claim in claims:
        at = moment(claim.at)
        if claim.id.startswith(PROJECT_PREFIX):
            project = projects.get(claim.id.removeprefix(PROJECT_PREFIX))
            if project and claim.evidence:
                yield from ((StepId(skill, project.level), at) for skill in project.shows)
        elif (step := parse_step_id(claim.id)) is not None:
            yield step, at


def _ground(gap: Gap, ticked: Sequence[tuple[StepId, datetime]], answered: Sequence[str]) -> Ground:
    estimate = gap.estimate
    last_answer = max(map(moment, answered), default=None)

    def holds(step: StepId, at: datetime) -> bool:
        answered_since = last_answer is not None and last_answer > at
        return not answered_since or estimate.reaches(step.level) >= REFUTED

    held = {step for step, at in ticked if holds(step, at)}
    return Ground(
        gap=gap,
        proven=_highest(estimate, PROVEN) if gap.measured else 0,
        claimed=max((step.level for step in held), default=0),
        probable=_highest(estimate, PROBABLE),
        refuted=frozenset(step for step, _ in ticked) - held,
    )


def _highest(estimate: Estimate, chance: float) -> int:
    """Find the highest level that is there with at least this chance, 0 to 1."""
    return max(level for level in LEVELS if estimate.reaches(level) >= chance)
