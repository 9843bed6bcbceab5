"""Which question to ask next, and what its answer is expected to be worth."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from math import exp, pi, sqrt
from random import Random
from typing import Final, NamedTuple

from mlcareer.measure.belief import LEVEL_CUTS, Belief, Moments
from mlcareer.measure.gaussian import knowing, posterior_moments
from mlcareer.measure.numbers import normal_cdf, normal_density
from mlcareer.measure.prior import PRIOR_SD
from mlcareer.measure.response import LOGISTIC_SCALE, Behaviour, chances, slope
from mlcareer.model.items import Item, Outcome
from mlcareer.model.questions import Question

NEAR_EQUAL: Final = 0.9
"""Chance picks among questions worth at least this share of the best one."""

LEVEL_SHARE: Final = 0.5
"""What knowing an ability altogether is worth, against deciding a target altogether."""

REPEATED_SUB: Final = 0.7
"""What a further question on the same sub-competence is worth, against a new one."""

REPEATED_KIND: Final = 0.95
"""What a further question of the same kind about a skill is worth, against a new kind."""

SEEN_BEFORE: Final = 0.05
"""What a question seen in an earlier assessment is worth, against a new one."""

SAME_SKILL_AS_LAST: Final = 1.1
"""A small reward for staying on a topic: fewer jumps for the person."""

_TRIED: Final = 32
"""How many questions about one skill are worked through exactly."""

_SKILLS_TRIED: Final = 6
"""How many skills are tried at least, unless none further can come near the best."""

_ENOUGH_OF_IT: Final = 0.6
"""A further skill is tried only when this share of its promise beats the best found."""

_NEGLIGIBLE: Final = 0.02
"""Hypotheses of less weight do not take part in the choice."""


_OUTCOMES: Final = tuple(Outcome)


class Stake(NamedTuple):
    """What hangs on a skill: the level that the role asks for, and its weight."""

    target: int
    weight: float


_NO_STAKE: Final = Stake(0, 0.0)


class History:
    """What was asked before, as far as the choice minds it.

    Args:
        seen_before: Ids of questions that the person met in earlier assessments.
    """

    def __init__(self, seen_before: Iterable[str] = ()) -> None:
        self.seen_before = frozenset(seen_before)
        self.asked: set[str] = set()
        self.last_skill = ""
        self._skills: Counter[str] = Counter()
        self._subs: Counter[tuple[str, str]] = Counter()
        self._kinds: Counter[tuple[str, str]] = Counter()

    def add(self, question: Question) -> None:
        """Take in that a question was asked; again, if it was asked before."""
        self._skills[question.skill] += question.id not in self.asked
        self.asked.add(question.id)
        self.last_skill = question.skill
        self._subs[question.skill, question.sub] += 1
        self._kinds[question.skill, question.kind] += 1

    def asked_about(self, skill: str) -> int:
        """Count the different questions asked about a skill."""
        return self._skills[skill]

    def preference(self, question: Question) -> float:
        """How much of its worth a question keeps, for variety and a steady course."""
        factor = REPEATED_SUB ** self._subs[question.skill, question.sub]
        factor *= REPEATED_KIND ** self._kinds[question.skill, question.kind]
        if question.id in self.seen_before:
            factor *= SEEN_BEFORE
        return factor * SAME_SKILL_AS_LAST if question.skill == self.last_skill else factor


class Choice(NamedTuple):
    """A question, and what its answer is expected to be worth.

    Attributes:
        worth: Expected fall of the doubt about the decisions, weighted; see `worth`.
    """

    question: Question
    worth: float


class _Prospect(NamedTuple):
    """What asking about a skill would bring, apart from the question.

    Attributes:
        moments: Of the skill's ability.
        cut: Ability from which its target is met, or None.
        weight: Of its decision.
        others: Worth, for all other skills, of learning this ability altogether.
        priority: About what a good question about it is worth.
    """

    moments: Moments
    cut: float | None
    weight: float
    others: float
    priority: float


def choose(
    belief: Belief,
    pool: Mapping[str, Sequence[Question]],
    stakes: Mapping[str, Stake],
    history: History,
    random: Random,
) -> Choice | None:
    """Pick the next question: the one worth most, with a touch of chance among near-equals.

    Skills are tried in the order of what a good question about them would be worth,
    until no further one can come near the best found.

    Args:
        belief: What is believed now.
        pool: Questions by skill; those asked before are left out.
        stakes: What hangs on each skill.
        history: What was asked before.
        random: Source of chance; the same state gives the same choice.
    """
    prospects = _prospects(belief, pool, stakes)
    ranked = sorted(prospects.items(), key=lambda item: -item[1].priority)
    found: list[tuple[float, Choice]] = []
    best = 0.0
    for tried, (skill, prospect) in enumerate(ranked):
        enough = _ENOUGH_OF_IT if tried >= _SKILLS_TRIED else 1 / NEAR_EQUAL
        if prospect.priority * enough < best:
            break
        left = [question for question in pool[skill] if question.id not in history.asked]
        for question, value in _values(left, prospect, belief.behaviour):
            preferred = value * history.preference(question)
            found.append((preferred, Choice(question, value)))
            best = max(best, preferred)
    if not found:
        return None
    return random.choice([choice for value, choice in found if value >= NEAR_EQUAL * best])


def _values(
    questions: Sequence[Question], prospect: _Prospect, behaviour: Behaviour
) -> list[tuple[Question, float]]:
    """Work out the worth of the questions about one skill, of a large bank the best ones'."""
    if len(questions) > _TRIED:
        moments = prospect.moments
        questions = nlargest(_TRIED, questions, key=lambda q: _promise(q.item, moments))
    worths: dict[Item, float] = {}
    for question in questions:
        if question.item not in worths:
            worths[question.item] = _worth(question.item, prospect, behaviour)
    return [(question, worths[question.item]) for question in questions]


def _promise(item: Item, moments: Moments) -> float:
    """About what share of the variance a question explains."""
    steepness = slope(item) / LOGISTIC_SCALE
    spread = 1 + steepness * steepness * moments.variance
    t = steepness * (moments.mean - item.b) / sqrt(spread)
    return (1 - item.c) * (1 - 1 / spread) * normal_density(t)


def _prospects(
    belief: Belief, pool: Mapping[str, Sequence[Question]], stakes: Mapping[str, Stake]
) -> dict[str, _Prospect]:
    reached = _worth_of_knowing(belief, stakes)
    prospects = {}
    for skill in pool:
        moments = belief.moments(skill)
        stake = stakes.get(skill, _NO_STAKE)
        cut = _cut(stake)
        own = stake.weight * _openness(*moments, cut)
        others = max(0.0, reached[skill] - own)
        priority = _learnable(moments.variance) * (own + others)
        prospects[skill] = _Prospect(moments, cut, stake.weight, others, priority)
    return prospects


def _cut(stake: Stake) -> float | None:
    return LEVEL_CUTS[stake.target - 1] if stake.target else None


def _learnable(variance: float) -> float:
    """About what share of an ability's variance a good question with four options explains.

    Fitted to the exact figures for the shipped items, which it exceeds by a tenth.
    """
    return 0.5 * variance / (variance + 2.2)


def _openness(mean: float, variance: float, cut: float | None) -> float:
    """What learning an ability altogether is worth for its own decision, of weight 1."""
    openness = LEVEL_SHARE * variance / PRIOR_SD**2
    if cut is None:
        return openness
    # 4 phi(t)^2, with t the distance to the cut in standard deviations.
    return openness + 2 / pi * exp(-((mean - cut) ** 2) / variance)


def _worth_of_knowing(belief: Belief, stakes: Mapping[str, Stake]) -> dict[str, float]:
    """Say what learning each ability altogether would be worth for all decisions.

    With p = Phi(t) the chance of meeting a target, an answer that explains a share q
    of the variance behind it is expected to lower 4 p (1 - p) by 4 phi(t)^2 q, to the
    first order (the tetrachoric series; Pearson 1900). What learning one ability
    explains of another is their squared correlation.
    """
    names = belief.hypotheses[0].names
    aims = [(stake.weight, _cut(stake)) for stake in (stakes.get(n, _NO_STAKE) for n in names)]
    sums = [0.0] * len(names)
    for share, hypothesis in zip(belief.weights, belief.hypotheses, strict=True):
        if share < _NEGLIGIBLE:
            continue
        means, variances = hypothesis.marginals()
        weights = [
            weight * _openness(mean, variance, cut) / variance if weight else 0.0
            for (weight, cut), mean, variance in zip(aims, means, variances, strict=True)
        ]
        learned = zip(sums, hypothesis.shared(weights), variances, strict=True)
        sums = [before + share * total / variance for before, total, variance in learned]
    return dict(zip(names, sums, strict=True))


def _worth(item: Item, prospect: _Prospect, behaviour: Behaviour) -> float:
    """Say what asking a question is expected to bring.

    The expected fall of the doubt about the skill's own target, a share of the
    expected fall of its variance, and what that tells about the other skills.
    """
    mean, variance = prospect.moments
    moments = knowing(item, mean, variance)
    cut = prospect.cut
    open_still = left = 0.0
    for outcome in _OUTCOMES:
        unknowing, known = chances(item, outcome, behaviour)
        chance, new_mean, new_variance = posterior_moments(
            unknowing, known, moments, mean, variance
        )
        left += chance * new_variance
        if cut is not None:
            met = normal_cdf((new_mean - cut) / sqrt(new_variance))
            open_still += chance * met * (1 - met)
    worth = prospect.weight * LEVEL_SHARE * (variance - left) / PRIOR_SD**2
    if cut is not None:
        met = normal_cdf((mean - cut) / sqrt(variance))
        # Near certainty the expected fall may come out a little below zero.
        worth += prospect.weight * max(0.0, 4 * (met * (1 - met) - open_still))
    return worth + (1 - left / variance) * prospect.others
