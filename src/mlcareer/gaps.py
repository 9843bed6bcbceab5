"""A profile against a role: what is missing, what matters most, how much of it is there."""

from collections.abc import Collection
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from mlcareer.measure.belief import Belief
from mlcareer.measure.profile import SETTLED, Estimate, Profile
from mlcareer.measure.sums import sum_moments
from mlcareer.model.levels import LEVELS
from mlcareer.model.skills import Demand, Role, SkillMap
from mlcareer.self_rating import SelfKnowledge, compare_ratings

if TYPE_CHECKING:
    from mlcareer.measure.interview import Interview

PROVEN: Final = SETTLED
"""A level counts as reached, and a target as met, from this chance on."""

LIKELY: Final = 0.8
"""Chance that a share lies in the range shown with it, 0 to 1."""

Z_LIKELY: Final = 1.282
"""Standard errors that a range of LIKELY reaches to either side."""

WIDENED: Final = 1.2
"""How much wider the range of a share is than the model has it.

Simulated people who hang together in another way than the model assumes lie in the
model's own range in about 72 of 100 cases instead of 80 (`bench/shares.py`).
"""


class State(StrEnum):
    """Whether a target is met."""

    MET = "met"
    """Answers show it, as sure as PROVEN."""
    OPEN = "open"
    """There are answers, but neither the one nor the other is that sure."""
    MISSED = "missed"
    """Answers show that it is missed, as sure as PROVEN."""
    UNMEASURED = "not measured"
    """There are no answers, so nothing was shown."""


class Gap(NamedTuple):
    """One skill of a person against what the role asks.

    Attributes:
        chance_met: Chance that the person meets the target, 0 to 1.
        missing: Expected number of levels below the target, 0 to 4.
        claimed_missing: Levels below the target by the person's own rating, or None.
        score: Weight times the missing levels. Ranks the gaps.
    """

    estimate: Estimate
    demand: Demand
    chance_met: float
    missing: float
    claimed_missing: int | None
    score: float

    @property
    def measured(self) -> bool:
        """Whether any answer stands behind the estimate."""
        return self.estimate.measured

    @property
    def state(self) -> State:
        """Whether the target is met, as far as answers show it."""
        return self.state_at(self.demand.target)

    def state_at(self, level: int) -> State:
        """Whether a level, 1 to 4, is reached, as far as answers show it."""
        if not self.measured:
            return State.UNMEASURED
        chance = self.estimate.reaches(level)
        if chance >= PROVEN:
            return State.MET
        return State.MISSED if 1 - chance >= PROVEN else State.OPEN


class Readiness(NamedTuple):
    """How much of what a role asks is there.

    Attributes:
        share: Expected share of the targets that are met, each counted by its weight, 0 to 1.
        low: Lower end of the range that holds this share with the chance LIKELY.
        high: Its upper end.
        counts: How many targets are in each state.
    """

    share: float
    low: float
    high: float
    counts: dict[State, int]

    @property
    def skills(self) -> int:
        """How many targets there are."""
        return sum(self.counts.values())

    @property
    def measured(self) -> int:
        """How many of them are about skills with answers."""
        return self.skills - self.counts[State.UNMEASURED]


class Report(NamedTuple):
    """Where a person stands against a role.

    Attributes:
        gaps: Ranked by what matters most.
        readiness: Over all skills of the role.
        areas: Readiness by area, of the areas in which the role asks for something.
        started: When the assessment began, as an ISO 8601 text.
        area: Id of the area that it is about, or "" for the whole role.
    """

    skill_map: SkillMap
    role: Role
    profile: Profile
    gaps: tuple[Gap, ...]
    readiness: Readiness
    areas: dict[str, Readiness]
    self_knowledge: SelfKnowledge
    started: str
    area: str = ""

    @property
    def title(self) -> str:
        """Name of the role, and of the area where it is about one."""
        return (
            f"{self.role.name}: {self.skill_map.areas[self.area]}" if self.area else self.role.name
        )

    @property
    def answers(self) -> int:
        """How many questions were answered about skills of the role."""
        return sum(gap.estimate.answers for gap in self.gaps)


def report_of(interview: "Interview", started: str = "") -> Report:
    """Hold what an interview knows so far against the role that it asks for."""
    material = interview.material
    return make_report(
        material.skill_map, material.role, interview.profile(), interview.belief, started
    )


def make_report(  # noqa: PLR0913, PLR0917 - what a report is made of
    skill_map: SkillMap,
    role: Role,
    profile: Profile,
    belief: Belief,
    started: str,
    area: str = "",
) -> Report:
    """Hold a profile, and the belief that it was made from, against a role or an area of it.

    Args:
        skill_map: With the areas.
        role: With the demands; those of the area alone where it is about one.
        profile: Of the person.
        belief: That it was made from.
        started: When the assessment began, as an ISO 8601 text, or "".
        area: Id of the area that the report is about, or "" for the whole role.
    """
    gaps = find_gaps(profile, role)
    by_area = {
        each: [gap for gap in gaps if skill_map.skills[gap.demand.skill].area == each]
        for each in skill_map.areas
    }
    return Report(
        skill_map=skill_map,
        role=role,
        profile=profile,
        gaps=gaps,
        readiness=readiness(belief, gaps),
        areas={each: readiness(belief, own) for each, own in by_area.items() if own},
        self_knowledge=compare_ratings(profile, belief),
        started=started,
        area=area,
    )


def find_gaps(profile: Profile, role: Role) -> tuple[Gap, ...]:
    """Rank the skills of the role by weight times the levels expected to be missing.

    Skills without answers are ranked by the same rule, on what their neighbours and the
    person's own rating suggest: their estimates say that they rest on no more.
    """
    gaps = [
        _gap(profile.estimates[skill], demand)
        for skill, demand in role.demands.items()
        if skill in profile.estimates
    ]
    return tuple(sorted(gaps, key=lambda gap: -gap.score))


def readiness(belief: Belief, gaps: Collection[Gap], reached: Collection[str] = ()) -> Readiness:
    """Say how much of the targets is there, and how sure that is.

    Args:
        belief: About the person.
        gaps: Of the person.
        reached: Skills whose target is taken to be met, whatever is believed.
    """
    whole = sum(gap.demand.weight for gap in gaps)
    worth = {gap.demand.skill: _worth(gap, whole, reached) for gap in gaps if whole}
    share, variance = sum_moments(belief, worth)
    reach = WIDENED * Z_LIKELY * variance**0.5
    return Readiness(
        share=share,
        low=max(0.0, share - reach),
        high=min(1.0, share + reach),
        counts={state: sum(gap.state is state for gap in gaps) for state in State},
    )


def _worth(gap: Gap, whole: float, reached: Collection[str]) -> list[float]:
    """What each of the levels 0 to 4 counts: the share of the target from where it is met on."""
    met_from = 0 if gap.demand.skill in reached else gap.demand.target
    return [gap.demand.weight / whole if level >= met_from else 0.0 for level in LEVELS]


def _gap(estimate: Estimate, demand: Demand) -> Gap:
    missing = sum(
        chance * max(0, demand.target - level)
        for level, chance in enumerate(estimate.probabilities)
    )
    rating = estimate.self_rating
    return Gap(
        estimate=estimate,
        demand=demand,
        chance_met=estimate.reaches(demand.target),
        missing=missing,
        claimed_missing=None if rating is None else max(0, demand.target - rating),
        score=demand.weight * missing,
    )
