"""A person's own ratings beside what was measured: where they differ by more than the error."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from mlcareer.measure.belief import Belief, Moments
from mlcareer.measure.profile import Estimate, Profile
from mlcareer.measure.sums import sum_moments
from mlcareer.model.levels import LEVELS

CLEAR: Final = 0.9
"""A rating counts as too high or too low from this chance on that the level is another."""

Z_CLEAR: Final = 1.645
"""Standard errors that leave one chance in twenty on either side: a central range of CLEAR."""

ENOUGH_SKILLS: Final = 5
"""Fewer skills that are both rated and measured say nothing about a person's habit."""


class Verdict(StrEnum):
    """How a self-rating stands to what was measured."""

    HIGHER = "higher"
    """The person rated the skill higher than the answers show."""
    LOWER = "lower"
    """The person rated the skill lower than the answers show."""
    WITHIN = "within the error"
    """The difference is no larger than the error of measuring."""


class Comparison(NamedTuple):
    """One skill that was both rated and measured.

    Attributes:
        rating: What the person said, 0 to 4.
        level: Expected level from all chances, 0 to 4.
        difference: Rating less expected level, in levels; above 0 where rated higher.
        certainty: Chance, 0 to 1, that the level is on the side that the difference says.
    """

    skill: str
    rating: int
    level: float
    difference: float
    certainty: float
    verdict: Verdict


class Point(NamedTuple):
    """All skills that got the same rating: one point of the calibration picture.

    Attributes:
        rating: What the person said of them, 0 to 4.
        skills: How many they are.
        level: Their mean measured level, 0 to 4.
        low: Lower end of the range that holds this mean with the chance CLEAR.
        high: Its upper end.
    """

    rating: int
    skills: int
    level: float
    low: float
    high: float


class SelfKnowledge(NamedTuple):
    """How well a person's ratings agree with the answers.

    Attributes:
        comparisons: In the order of the map.
        points: The calibration picture, by rating.
        shift: Mean of rating less level over all skills compared, in levels.
        shift_low: Lower end of the range that holds this mean with the chance CLEAR.
        shift_high: Its upper end.
        habit: What that says about the person: WITHIN where it may well be chance.
    """

    comparisons: tuple[Comparison, ...]
    points: tuple[Point, ...]
    shift: float
    shift_low: float
    shift_high: float
    habit: Verdict

    def of(self, verdict: Verdict) -> tuple[Comparison, ...]:
        """List the skills with a verdict, the largest difference first."""
        found = [c for c in self.comparisons if c.verdict is verdict]
        return tuple(sorted(found, key=lambda c: -abs(c.difference)))


def compare_ratings(profile: Profile, belief: Belief) -> SelfKnowledge:
    """Hold each rating against what was measured, and look for a habit.

    Estimates contain a little of the rating, which draws the two together: differences
    that are shown are rather too small than too large.
    """
    comparisons = tuple(
        _comparison(one, one.self_rating)
        for one in profile.estimates.values()
        if one.measured and one.self_rating is not None
    )
    points = tuple(
        _point(belief, rating, [c.skill for c in comparisons if c.rating == rating])
        for rating in LEVELS
        if any(c.rating == rating for c in comparisons)
    )
    shift, spread = _shift(belief, comparisons)
    low, high = shift - Z_CLEAR * spread, shift + Z_CLEAR * spread
    habit = Verdict.WITHIN
    if len(comparisons) >= ENOUGH_SKILLS:
        habit = Verdict.HIGHER if low > 0 else Verdict.LOWER if high < 0 else Verdict.WITHIN
    return SelfKnowledge(comparisons, points, shift, low, high, habit)


def _comparison(estimate: Estimate, rating: int) -> Comparison:
    level = sum(at * chance for at, chance in enumerate(estimate.probabilities))
    below = sum(estimate.probabilities[:rating])
    above = sum(estimate.probabilities[rating + 1 :])
    certainty = below if rating > level else above
    verdict = Verdict.WITHIN
    if certainty >= CLEAR:
        verdict = Verdict.HIGHER if rating > level else Verdict.LOWER
    return Comparison(estimate.skill, rating, level, rating - level, certainty, verdict)


def _point(belief: Belief, rating: int, skills: list[str]) -> Point:
    level, variance = _mean_level(belief, skills)
    reach = Z_CLEAR * variance**0.5
    return Point(
        rating,
        len(skills),
        level,
        max(float(LEVELS[0]), level - reach),
        min(float(LEVELS[-1]), level + reach),
    )


def _shift(belief: Belief, comparisons: Sequence[Comparison]) -> tuple[float, float]:
    """Mean difference, and its error: that of measuring, and that of having asked these skills."""
    if not comparisons:
        return 0.0, 0.0
    share = 1 / len(comparisons)
    _, variance = _mean_level(belief, [c.skill for c in comparisons])
    shift = sum(c.difference for c in comparisons) * share
    if len(comparisons) > 1:
        squares = sum((c.difference - shift) ** 2 for c in comparisons)
        variance += squares / (len(comparisons) - 1) * share
    return shift, variance**0.5


def _mean_level(belief: Belief, skills: Collection[str]) -> Moments:
    """Mean level of some skills, and the variance with which it is known, in levels."""
    worth = [level * (1 / len(skills)) for level in LEVELS]
    return sum_moments(belief, dict.fromkeys(skills, worth))
