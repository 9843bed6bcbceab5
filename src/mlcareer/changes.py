"""One person at two times: what moved by more than its error, and what only seems to have moved."""

from collections.abc import Sequence
from enum import StrEnum
from math import hypot
from typing import Final, NamedTuple

from mlcareer.gaps import Z_LIKELY, Readiness, Report
from mlcareer.measure.belief import Part
from mlcareer.measure.numbers import normal_cdf
from mlcareer.measure.profile import Estimate

CLEAR: Final = 0.9
"""Something counts as moved from this chance on that it is higher, or lower, than before."""


class Movement(StrEnum):
    """What became of something between two times."""

    UP = "up"
    """It is higher, as sure as CLEAR."""
    DOWN = "down"
    """It is lower, as sure as CLEAR."""
    SEEMS_UP = "seems-up"
    """What is shown moved up, but within the error."""
    SEEMS_DOWN = "seems-down"
    """What is shown moved down, but within the error."""
    SAME = "same"
    """Nothing that is shown moved one way, or it was measured at neither time."""
    FIRST_MEASURED = "first-measured"
    """It was not measured before."""
    NO_LONGER = "no-longer-measured"
    """It was measured before and is not now, as in an assessment of fewer skills."""


class Snapshot(NamedTuple):
    """Where a person stood at one time.

    Attributes:
        number: Of the assessment, counted from 1 in the order in which assessments were begun.
        said: How many things were said in the assessment by then.
        until: Day of the last rating or answer by then, as 2026-11-22.
        complete: Whether the assessment had come to its end by then.
    """

    number: int
    said: int
    until: str
    complete: bool
    report: Report


class Change(NamedTuple):
    """One skill at two times.

    Attributes:
        difference: Expected ability then less before, in logits; a level is one logit wide.
        chance_up: Chance that the later ability is the higher one, 0 to 1.
    """

    skill: str
    before: Estimate
    after: Estimate
    difference: float
    chance_up: float
    movement: Movement

    @property
    def certainty(self) -> float:
        """Chance, 0 to 1, that the ability moved the way that the difference says."""
        return self.chance_up if self.difference >= 0 else 1 - self.chance_up


class Total(NamedTuple):
    """Readiness at two times.

    Attributes:
        chance_up: Chance that the later share is the higher one, 0 to 1.
    """

    before: Readiness
    after: Readiness
    chance_up: float
    movement: Movement


class Changes(NamedTuple):
    """What moved between two times.

    Attributes:
        skills: Those of the role, in the order of the map.
    """

    before: Snapshot
    after: Snapshot
    readiness: Total
    skills: tuple[Change, ...]

    @property
    def same_assessment(self) -> bool:
        """Whether the later state contains the earlier answers: then it is no growth."""
        return self.before.number == self.after.number

    @property
    def nothing_said(self) -> bool:
        """Whether both are the same state."""
        return self.same_assessment and self.before.said == self.after.said

    @property
    def compared(self) -> int:
        """How many skills were measured at both times."""
        return sum(each.before.measured and each.after.measured for each in self.skills)

    @property
    def by_luck(self) -> float:
        """How many skills at most come out as moved up by luck, on average; as many as down."""
        return self.compared * (1 - CLEAR)

    def of(self, *movements: Movement) -> tuple[Change, ...]:
        """List the skills that moved in one of some ways, the largest difference first."""
        found = [each for each in self.skills if each.movement in movements]
        return tuple(sorted(found, key=lambda each: -abs(each.difference)))


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Compare where one person stood at two times, with the same map and role.

    The errors of the two times are taken to be independent. Different assessments ask
    different questions, as far as there are enough; what they share (the ratings of one
    person, the same prior) draws the two together, so that a difference comes out rather
    too small than too large. A later state of the same assessment contains the earlier
    answers: its difference is smaller than the error assumed here.
    """
    earlier = {gap.demand.skill: gap.estimate for gap in before.report.gaps}
    later = {gap.demand.skill: gap.estimate for gap in after.report.gaps}
    return Changes(
        before=before,
        after=after,
        readiness=_total(before.report.readiness, after.report.readiness),
        skills=tuple(
            _change(earlier[skill], later[skill])
            for skill in after.report.skill_map.skills
            if skill in earlier and skill in later
        ),
    )


def chance_higher(before: Sequence[Part], after: Sequence[Part]) -> float:
    """Chance that the second of two independent normal mixtures is above the first, 0 to 1.

    The difference of two normals is normal, with the sum of their variances; so it is for
    each pair of parts.
    """
    return sum(
        one.weight * two.weight * _chance_above(two.mean - one.mean, hypot(one.sd, two.sd))
        for one in before
        for two in after
    )


def _chance_above(difference: float, error: float) -> float:
    if error:
        return normal_cdf(difference / error)
    return 0.5 if difference == 0 else float(difference > 0)


def _change(before: Estimate, after: Estimate) -> Change:
    chance_up = chance_higher(before.parts, after.parts)
    return Change(
        skill=after.skill,
        before=before,
        after=after,
        difference=after.mean - before.mean,
        chance_up=chance_up,
        movement=_movement(before, after, chance_up),
    )


def _movement(before: Estimate, after: Estimate, chance_up: float) -> Movement:
    if not (before.measured and after.measured):
        return _came_or_went(was=before.measured, there=after.measured)
    if chance_up >= CLEAR:
        return Movement.UP
    if chance_higher(after.parts, before.parts) >= CLEAR:
        return Movement.DOWN
    shown = _shown_shift(before, after)
    if shown > 0 and after.mean > before.mean:
        return Movement.SEEMS_UP
    if shown < 0 and after.mean < before.mean:
        return Movement.SEEMS_DOWN
    return Movement.SAME


def _came_or_went(*, was: bool, there: bool) -> Movement:
    if was == there:
        return Movement.SAME
    return Movement.FIRST_MEASURED if there else Movement.NO_LONGER


def _shown_shift(before: Estimate, after: Estimate) -> int:
    """Which way the middle of the range shown went, or else the best level; 0 for neither."""
    middle = after.low + after.high - before.low - before.high
    return middle or _best_level(after) - _best_level(before)


def _best_level(estimate: Estimate) -> int:
    return max(range(len(estimate.probabilities)), key=estimate.probabilities.__getitem__)


def _total(before: Readiness, after: Readiness) -> Total:
    difference = after.share - before.share
    error = hypot(_reach(before), _reach(after)) / Z_LIKELY
    chance = _chance_above(difference, error)
    if not (before.measured and after.measured):
        movement = _came_or_went(was=bool(before.measured), there=bool(after.measured))
    elif max(chance, _chance_above(-difference, error)) >= CLEAR:
        movement = Movement.UP if difference > 0 else Movement.DOWN
    elif round(100 * before.share) == round(100 * after.share):
        movement = Movement.SAME
    else:
        movement = Movement.SEEMS_UP if difference > 0 else Movement.SEEMS_DOWN
    return Total(before, after, chance, movement)


def _reach(readiness: Readiness) -> float:
    # The range ends at 0 and at 1; the side that does not is the whole reach.
    return max(readiness.high - readiness.share, readiness.share - readiness.low)
