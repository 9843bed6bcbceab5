"""A profile against a role: what is missing, and what matters most."""

from typing import Final, NamedTuple

from mlcareer.measure.profile import Estimate, Profile
from mlcareer.model.skills import Demand, Role, SkillMap

PROVEN: Final = 0.8
"""A level counts as reached, and a target as met, from this chance on."""


class Gap(NamedTuple):
    """One skill of a person against what the role asks.

    Attributes:
        chance_met: Chance that the person meets the target, 0 to 1.
        missing: Expected number of levels below the target, 0 to 4.
        claimed_missing: Levels below the target by the person's own rating, or None.
        score: Weight times the missing levels: measured ones where there are
            answers, claimed ones otherwise. Ranks the gaps.
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


class Report(NamedTuple):
    """Where a person stands against a role.

    Attributes:
        gaps: Ranked by what matters most.
        started: When the assessment began, as an ISO 8601 text.
    """

    skill_map: SkillMap
    role: Role
    profile: Profile
    gaps: tuple[Gap, ...]
    started: str


def make_report(skill_map: SkillMap, role: Role, profile: Profile, started: str) -> Report:
    """Hold a profile against a role."""
    return Report(skill_map, role, profile, find_gaps(profile, role), started)


def find_gaps(profile: Profile, role: Role) -> tuple[Gap, ...]:
    """Rank the skills of the role by weight times missing levels, measured ones first.

    A skill that is neither measured nor rated counts as missing altogether: nothing
    is known that would make it smaller.
    """
    gaps = [
        _gap(profile.estimates[skill], demand)
        for skill, demand in role.demands.items()
        if skill in profile.estimates
    ]
    return tuple(sorted(gaps, key=lambda gap: (not gap.measured, -gap.score)))


def _gap(estimate: Estimate, demand: Demand) -> Gap:
    missing = sum(
        chance * max(0, demand.target - level)
        for level, chance in enumerate(estimate.probabilities)
    )
    rating = estimate.self_rating
    claimed = None if rating is None else max(0, demand.target - rating)
    counts = float(demand.target if claimed is None else claimed)
    if estimate.measured:
        counts = missing
    return Gap(
        estimate=estimate,
        demand=demand,
        chance_met=estimate.reaches(demand.target),
        missing=missing,
        claimed_missing=claimed,
        score=demand.weight * counts,
    )
