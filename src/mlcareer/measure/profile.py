"""What an assessment says about a person, skill by skill."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from mlcareer.measure.belief import Belief, Part, central_range
from mlcareer.measure.prior import build_prior, take_in_rating
from mlcareer.model.items import Item, Outcome
from mlcareer.model.levels import LEVELS
from mlcareer.model.people import Backgrounds, Event, EventKind, standing_events
from mlcareer.model.skills import SkillMap

RANGE_CERTAINTY: Final = 0.8
"""How probable the shown range of levels is at least, 0 to 1."""

INTERVAL_CERTAINTY: Final = 0.9
"""Chance that the ability lies in its interval, 0 to 1."""

SETTLED: Final = 0.8
"""A target is settled when answers show with this chance that it is met, or that it is missed."""

ENOUGH_ANSWERS: Final = 3
"""Fewer answers than this do not make a skill count as measured."""


class Basis(StrEnum):
    """What an estimate rests on."""

    MEASURED = "measured"
    """Enough answers to questions about the skill itself."""
    FEW_ANSWERS = "few answers"
    """Some answers, but too few to lean on."""
    INFERRED = "inferred"
    """No answer about the skill itself, but some about its neighbours in the map."""
    SELF_RATED = "self-rated"
    """No answer here or nearby: the person's own rating, which is weak evidence."""
    UNKNOWN = "unknown"
    """Nothing but what is assumed about anybody with this background."""


_ANSWERED: Final = frozenset({Basis.MEASURED, Basis.FEW_ANSWERS})


class Estimate(NamedTuple):
    """What is believed about one skill of one person.

    Attributes:
        mean: Ability, in logits.
        sd: Its standard error, in logits.
        parts: The normal distributions that the belief about the ability is a mixture of.
        probabilities: Chance of each of the levels 0 to 4.
        low: Lowest level of the range shown.
        high: Highest level of the range shown.
        certainty: Chance that the level lies in that range, 0 to 1.
        answers: How many questions about the skill were answered.
        self_rating: What the person said, 0 to 4, or None.
    """

    skill: str
    mean: float
    sd: float
    parts: tuple[Part, ...]
    probabilities: tuple[float, ...]
    low: int
    high: int
    certainty: float
    answers: int
    self_rating: int | None
    basis: Basis

    @property
    def interval(self) -> tuple[float, float]:
        """Where the ability lies with INTERVAL_CERTAINTY, in logits."""
        return central_range(self.parts, INTERVAL_CERTAINTY)

    @property
    def measured(self) -> bool:
        """Whether any answer stands behind the estimate."""
        return self.basis in _ANSWERED

    def reaches(self, level: int) -> float:
        """Chance that the person is at the level or above."""
        return sum(self.probabilities[level:])


class Profile(NamedTuple):
    """All estimates, and what the person said about herself."""

    estimates: dict[str, Estimate]
    background: dict[str, str]
    traits: dict[str, int]


def range_of_levels(probabilities: Sequence[float]) -> tuple[int, int, float]:
    """Find the shortest range of levels that is at least RANGE_CERTAINTY probable.

    Returns:
        Lowest level, highest level, and the chance of the range; of two equally
        short ranges the more probable one.
    """
    spans = (
        (width, -sum(probabilities[low : low + width]), low)
        for width in range(1, len(probabilities) + 1)
        for low in range(len(probabilities) - width + 1)
    )
    wide_enough = (span for span in spans if -span[1] >= RANGE_CERTAINTY)
    width, chance, low = min(wide_enough)
    return low, low + width - 1, -chance


def item_of(event: Event) -> Item:
    """Read the item of an answer from its event, as it was when it was asked."""
    detail = event.detail
    return Item(
        skill=str(detail["skill"]),
        a=float(detail["a"]),
        b=float(detail["b"]),
        b_sd=float(detail["b_sd"]),
        c=float(detail["c"]),
    )


def chosen_background(events: Iterable[Event]) -> dict[str, str]:
    """Collect the latest answer to each background question; one that was skipped is none."""
    latest = {e.subject: e.value for e in events if e.kind is EventKind.BACKGROUND}
    return {subject: value for subject, value in latest.items() if value}


def self_ratings(events: Iterable[Event]) -> dict[str, int | None]:
    """Collect the latest self-rating of each skill; None where it was skipped."""
    return {
        e.subject: int(e.value) if e.value else None for e in events if e.kind is EventKind.RATING
    }


def believe(
    skill_map: SkillMap, backgrounds: Backgrounds | None, events: Sequence[Event]
) -> Belief:
    """Work out the belief from all that was said and answered.

    Answers about skills that the map no longer has are left out.
    """
    events = standing_events(events)
    belief = build_prior(skill_map, backgrounds, chosen_background(events))
    for skill, level in self_ratings(events).items():
        if level is not None and skill in belief:
            take_in_rating(belief, skill, level)
    for event in events:
        if event.kind is EventKind.ANSWER and event.detail["skill"] in belief:
            belief.answer(item_of(event), Outcome(event.value))
    return belief


def make_profile(
    skill_map: SkillMap, backgrounds: Backgrounds | None, events: Sequence[Event]
) -> Profile:
    """Work out the profile from all that was said and answered."""
    events = standing_events(events)
    return profile_of(skill_map, believe(skill_map, backgrounds, events), events)


def profile_of(skill_map: SkillMap, belief: Belief, events: Sequence[Event]) -> Profile:
    """Put a belief that was worked out from what stands in the log into a profile."""
    ratings = self_ratings(events)
    answers = dict.fromkeys(skill_map.skills, 0)
    for event in events:
        if event.kind is EventKind.ANSWER and event.detail["skill"] in answers:
            answers[str(event.detail["skill"])] += 1
    return Profile(
        estimates={
            skill: estimate(
                belief,
                skill,
                answers[skill],
                ratings.get(skill),
                near_answers=any(answers.get(other) for other in neighbours(skill_map, skill)),
            )
            for skill in skill_map.skills
        },
        background=chosen_background(events),
        traits={e.subject: int(e.value) for e in events if e.kind is EventKind.TRAIT and e.value},
    )


def neighbours(skill_map: SkillMap, skill: str) -> frozenset[str]:
    """Find the skills that lie next to a skill: by a prerequisite or by sharing its area."""
    own = skill_map.skills[skill]
    near = {other.id for other in skill_map.in_area(own.area)} | {*own.requires, *own.helped_by}
    near |= {s.id for s in skill_map.skills.values() if skill in (*s.requires, *s.helped_by)}
    return frozenset(near - {skill})


def estimate(
    belief: Belief,
    skill: str,
    answers: int,
    self_rating: int | None,
    *,
    near_answers: bool = False,
) -> Estimate:
    """Put what is believed about one skill in words and numbers for the report.

    Args:
        belief: About the person.
        skill: The skill.
        answers: How many questions about it were answered.
        self_rating: What the person said, 0 to 4, or None.
        near_answers: Whether questions about its neighbours were answered.
    """
    mean, variance = belief.moments(skill)
    probabilities = belief.level_probabilities(skill)
    low, high, certainty = range_of_levels(probabilities)
    return Estimate(
        skill=skill,
        mean=mean,
        sd=variance**0.5,
        parts=belief.parts(skill),
        probabilities=probabilities,
        low=low,
        high=high,
        certainty=certainty,
        answers=answers,
        self_rating=self_rating if self_rating in LEVELS else None,
        basis=_basis(answers, self_rating, near_answers=near_answers),
    )


def _basis(answers: int, self_rating: int | None, *, near_answers: bool) -> Basis:
    if answers:
        return Basis.MEASURED if answers >= ENOUGH_ANSWERS else Basis.FEW_ANSWERS
    if near_answers:
        return Basis.INFERRED
    return Basis.UNKNOWN if self_rating is None else Basis.SELF_RATED
