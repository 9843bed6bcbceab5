"""Which question to ask next, and when the answer would no longer matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from mlcareer.measure.belief import Belief, chance_of_level, knowing, posterior_moments, predict
from mlcareer.measure.profile import ENOUGH_ANSWERS
from mlcareer.model.questions import Question

SURE: Final = 0.9
"""A decision is sure, and asking stops, when the target is met or missed with this chance.

More than what counts as met in the report: a chance near a limit still moves.
"""

NEAR_EQUAL: Final = 0.9
"""Chance picks among questions worth at least this share of the best one."""

_LEVEL_SHARE: Final = 0.15
"""What knowing the ability itself is worth, against deciding the target."""

_REPEATED_SUB: Final = 0.7
"""What a further question on the same sub-competence is worth, against a new one."""

_UNCHECKED_SD: Final = 1.2
"""Least standard deviation, in logits, granted to a skill with too few answers of its own.

What neighbours and ratings suggest is a reason to ask, not a reason not to ask.
"""

_SAME_SKILL_AS_LAST: Final = 1.1
"""A small reward for staying on a topic: fewer jumps for the person."""


@dataclass(frozen=True, slots=True)
class Stake:
    """What hangs on a skill: the level that the role asks for, and its weight."""

    target: int
    weight: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked before: the questions in order, and the answers of each skill."""

    questions: Sequence[Question]
    answers: Mapping[str, int]

    def last_skill(self) -> str:
        """Name the skill of the last question, or nothing."""
        return self.questions[-1].skill if self.questions else ""

    def times(self, sub: tuple[str, str]) -> int:
        """Count the questions about a skill's sub-competence."""
        return sum((question.skill, question.sub) == sub for question in self.questions)


def is_sure(belief: Belief, skill: str, target: int) -> bool:
    """Tell whether it is sure enough if the person meets the target."""
    chance = chance_of_level(target, belief.mean(skill), belief.variance(skill))
    return not 1 - SURE < chance < SURE


def unsettled(
    belief: Belief, stakes: Mapping[str, Stake], answers: Mapping[str, int]
) -> frozenset[str]:
    """List the skills about which more has to be asked."""
    return frozenset(
        skill
        for skill, stake in stakes.items()
        if answers.get(skill, 0) < ENOUGH_ANSWERS or not is_sure(belief, skill, stake.target)
    )


def reserve(
    pool: Sequence[Question], stakes: Mapping[str, Stake], answers: Mapping[str, int], left: int
) -> Sequence[Question]:
    """Keep what is left of the budget for skills with too few answers, once it is just enough.

    Only skills count that weigh at least half as much as the heaviest one: the
    others are asked about when that is worth more than asking the rest again.

    Args:
        pool: Questions that may still be asked.
        stakes: What hangs on each skill.
        answers: How many questions about each skill were answered.
        left: How many questions may still be asked.
    """
    heaviest = max((stake.weight for stake in stakes.values()), default=0.0)
    missing = {
        skill: ENOUGH_ANSWERS - answers.get(skill, 0)
        for skill in {question.skill for question in pool}
        if answers.get(skill, 0) < ENOUGH_ANSWERS and stakes[skill].weight >= heaviest / 2
    }
    if not missing or sum(missing.values()) < left:
        return pool
    return [question for question in pool if question.skill in missing]


def worth(belief: Belief, question: Question, stake: Stake, answers: int = 0) -> float:
    """Say what asking a question is expected to bring.

    The expected fall of the doubt about the target, 4 p (1 - p), and a share of
    the expected fall of the ability's variance, times the weight of the skill.

    Args:
        belief: What is believed now.
        question: The question that might be asked.
        stake: What hangs on its skill.
        answers: How many questions about the skill were answered.
    """
    mean, variance = belief.mean(question.skill), belief.variance(question.skill)
    if answers < ENOUGH_ANSWERS:
        variance = max(variance, _UNCHECKED_SD**2)
    doubt = left = 0.0
    known = knowing(question.item, mean, variance)
    for outcome, chance in predict(question.item, mean, variance, known).items():
        new_mean, new_variance = posterior_moments(question.item, outcome, mean, variance, known)
        doubt += chance * _doubt(stake.target, new_mean, new_variance)
        left += chance * new_variance
    decided = _doubt(stake.target, mean, variance) - doubt
    learned = (variance - left) / variance
    # Near certainty the expected fall of the doubt may come out a little below zero.
    return stake.weight * max(0.0, decided + _LEVEL_SHARE * learned)


def _doubt(target: int, mean: float, variance: float) -> float:
    chance = chance_of_level(target, mean, variance)
    return 4 * chance * (1 - chance)


def choose(
    belief: Belief,
    pool: Iterable[Question],
    stakes: Mapping[str, Stake],
    asked: Asked,
    random: Random,
) -> Question | None:
    """Pick the next question: the one worth most, with a touch of chance among near-equals.

    Args:
        belief: What is believed now.
        pool: Questions that may still be asked.
        stakes: What hangs on each skill.
        asked: What was asked before.
        random: Source of chance; the same state gives the same choice.
    """
    valued = [
        (_value(belief, question, stakes[question.skill], asked), question) for question in pool
    ]
    if not valued:
        return None
    best = max(value for value, _ in valued)
    return random.choice([q for value, q in valued if value >= NEAR_EQUAL * best])


def _value(belief: Belief, question: Question, stake: Stake, asked: Asked) -> float:
    value = worth(belief, question, stake, asked.answers.get(question.skill, 0))
    value *= _REPEATED_SUB ** asked.times((question.skill, question.sub))
    return value * _SAME_SKILL_AS_LAST if question.skill == asked.last_skill() else value
