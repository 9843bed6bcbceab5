"""Which question to ask next, and what its answer is expected to be worth."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from math import sqrt
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

_TRIED: Final = 16
"""How many questions about one skill are worked through exactly."""

_SKILLS_TRIED: Final = 6
"""How many skills are tried at least, unless none further can come near the best."""

_ENOUGH_OF_IT: Final = 0.6
"""A further skill is tried only when this share of its promise beats the best found."""

_NEGLIGIBLE: Final = 0.02
"""Hypotheses of less weight do not take part in the choice."""


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
        self._kept_for_sub: dict[tuple[str, str], float] = {}
        self._kept_for_kind: dict[tuple[str, str], float] = {}

    def add(self, question: Question) -> None:
        """Take in that a question was asked; again, if it was asked before."""
        self._skills[question.skill] += question.id not in self.asked
        self.asked.add(question.id)
        self.last_skill = question.skill
        sub, kind = (question.skill, question.sub), (question.skill, question.kind)
        self._kept_for_sub[sub] = REPEATED_SUB * self._kept_for_sub.get(sub, 1.0)
        self._kept_for_kind[kind] = REPEATED_KIND * self._kept_for_kind.get(kind, 1.0)

    def asked_about(self, skill: str) -> int:
        """Count the different questions asked about a skill."""
        return self._skills[skill]

    def preference(self, question: Question) -> float:
        """How much of its worth a question keeps, for variety and a steady course."""
        skill = question.skill
        factor = self._kept_for_sub.get((skill, question.sub), 1.0)
        factor *= self._kept_for_kind.get((skill, question.kind), 1.0)
        if question.id in self.seen_before:
            factor *= SEEN_BEFORE
        return factor * SAME_SKILL_AS_LAST if skill == self.last_skill else factor


class Choice(NamedTuple):
    """A question, and what its answer is expected to be worth.

    Attributes:
        worth: Expected fall of the doubt about the decisions, weighted; see `worth`.
    """

    question: Question
    worth: float


def doubt(chance: float) -> float:
    """How open a decision is, from 0 for a sure one to 1 for an even one.

    The mean of q and its square, with q = 4 p (1 - p). With q alone, what is nearly
    decided is asked about again while other decisions are still open: more questions
    go to few skills, and fewer decisions come out right (measured by `bench/`).
    """
    even = 4 * chance * (1 - chance)
    return even * (1 + even) / 2


class _Prospect(NamedTuple):
    """What asking about a skill would bring, apart from the question.

    Attributes:
        moments: Of the skill's ability.
        cut: Ability from which its target is met, or None.
        open_now: How open its decision is.
        weight: Of its decision.
        others: Worth, for all other skills, of learning this ability altogether.
        priority: About what a good question about it is worth.
    """

    moments: Moments
    cut: float | None
    open_now: float
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
    appraiser = _Appraiser(belief.behaviour)
    found: list[tuple[float, Choice]] = []
    best = 0.0
    for tried, (skill, prospect) in enumerate(ranked):
        enough = _ENOUGH_OF_IT if tried >= _SKILLS_TRIED else 1 / NEAR_EQUAL
        if prospect.priority * enough < best:
            break
        for preference, question in _shortlist(pool[skill], prospect, history):
            value = appraiser.worth(question.item, prospect)
            preferred = value * preference
            found.append((preferred, Choice(question, value)))
            best = max(best, preferred)
    if not found:
        return None
    return random.choice([choice for value, choice in found if value >= NEAR_EQUAL * best])


def _shortlist(
    questions: Sequence[Question], prospect: _Prospect, history: History
) -> Sequence[tuple[float, Question]]:
    """Leave out what was asked, and of a large bank all but the most promising.

    Returns:
        Questions, each with how much of its worth it keeps.
    """
    asked = history.asked
    left = [(history.preference(q), q) for q in questions if q.id not in asked]
    if len(left) <= _TRIED:
        return left
    (mean, variance), cut = prospect.moments, prospect.cut
    # An open decision is settled best by questions as hard as its target.
    centre = mean if cut is None or (mean - cut) ** 2 > variance else cut
    return nlargest(_TRIED, left, key=lambda one: _promise(one[1].item, centre, variance) * one[0])


def _promise(item: Item, centre: float, variance: float) -> float:
    """About what share of the variance a question explains, around a centre, in logits."""
    steepness = slope(item) / LOGISTIC_SCALE
    spread = 1 + steepness * steepness * variance
    t = steepness * (centre - item.b) / sqrt(spread)
    return (1 - item.c) * (1 - 1 / spread) * normal_density(t)


def _prospects(
    belief: Belief, pool: Mapping[str, Sequence[Question]], stakes: Mapping[str, Stake]
) -> dict[str, _Prospect]:
    worths = _worth_of_knowing(belief, stakes)
    prospects = {}
    all_moments = belief.all_moments()
    for skill in pool:
        moments = all_moments[skill]
        stake = stakes.get(skill, _NO_STAKE)
        cut = _cut(stake)
        own = stake.weight * _worth_alone(*moments, cut)
        others = max(0.0, worths[skill] - own)
        priority = _share_learned(moments.variance) * (own + others)
        open_now = 0.0 if cut is None else _doubt_at(*moments, cut)
        prospects[skill] = _Prospect(moments, cut, open_now, stake.weight, others, priority)
    return prospects


def _cut(stake: Stake) -> float | None:
    return LEVEL_CUTS[stake.target - 1] if stake.target else None


def _doubt_at(mean: float, variance: float, cut: float) -> float:
    """How open the decision is whether an ability reaches a cut."""
    return doubt(normal_cdf((mean - cut) / sqrt(variance)))


def _share_learned(variance: float) -> float:
    """About what share of an ability's variance a good question with four options explains.

    Fitted to the exact figures for the shipped items, which it exceeds by a tenth.
    """
    return 0.5 * variance / (variance + 2.2)


def _worth_alone(mean: float, variance: float, cut: float | None) -> float:
    """What learning an ability altogether is worth for its own decision, of weight 1."""
    of_level = LEVEL_SHARE * variance / PRIOR_SD**2
    if cut is None:
        return of_level
    t = (mean - cut) / sqrt(variance)
    met = normal_cdf(t)
    # Half of what doubt bends, f''(p) / 2, times phi(t)^2; beyond even, doubt may bend back.
    bend = 2 + max(0.0, 8 * (6 * met * (1 - met) - 1))
    return of_level + bend * normal_density(t) ** 2


def _worth_of_knowing(belief: Belief, stakes: Mapping[str, Stake]) -> dict[str, float]:
    """Say what learning each ability altogether would be worth for all decisions.

    With p = Phi(t) the chance of meeting a target, an answer that explains a share q
    of the variance behind it lets p vary by phi(t)^2 q, to the first order (the
    tetrachoric series; Pearson 1900), and doubt is expected to fall by half its second
    derivative times that. What learning one ability explains of another is their
    squared correlation.
    """
    names = belief.hypotheses[0].names
    aims = [(stake.weight, _cut(stake)) for stake in (stakes.get(n, _NO_STAKE) for n in names)]
    sums = [0.0] * len(names)
    for share, hypothesis in zip(belief.weights, belief.hypotheses, strict=True):
        if share < _NEGLIGIBLE:
            continue
        means, variances = hypothesis.marginals()
        weights = [
            weight * _worth_alone(mean, variance, cut) / variance if weight else 0.0
            for (weight, cut), mean, variance in zip(aims, means, variances, strict=True)
        ]
        learned = zip(sums, hypothesis.weighted_squares(weights), variances, strict=True)
        sums = [before + share * total / variance for before, total, variance in learned]
    return dict(zip(names, sums, strict=True))


class _Appraiser:
    """Says what asking a question is expected to bring; the same item is worked out once."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour
        self._worths: dict[Item, float] = {}
        self._chances: dict[float, tuple[tuple[float, float], ...]] = {}

    def worth(self, item: Item, prospect: _Prospect) -> float:
        """Give the worth of a question about the skill of a prospect."""
        if item not in self._worths:
            self._worths[item] = self._work_out(item, prospect)
        return self._worths[item]

    def _outcomes(self, item: Item) -> tuple[tuple[float, float], ...]:
        if item.c not in self._chances:
            self._chances[item.c] = tuple(chances(item, o, self._behaviour) for o in Outcome)
        return self._chances[item.c]

    def _work_out(self, item: Item, prospect: _Prospect) -> float:
        """Add up the expected fall of the skill's own doubt and of what else is open.

        The own target is worked out for each outcome; a share of the fall of the
        variance, and what that tells about the other skills, to the first order.
        """
        (mean, variance), cut = prospect.moments, prospect.cut
        moments = knowing(item, mean, variance)
        open_still = left = 0.0
        for unknowing, known in self._outcomes(item):
            chance, new_mean, new_variance = posterior_moments(
                unknowing, known, moments, mean, variance
            )
            left += chance * new_variance
            if cut is not None:
                open_still += chance * _doubt_at(new_mean, new_variance, cut)
        # Where nothing is learned, rounding may leave less than nothing.
        learned = max(0.0, 1 - left / variance)
        worth = learned * (prospect.others + prospect.weight * LEVEL_SHARE * variance / PRIOR_SD**2)
        if cut is not None:
            worth += prospect.weight * max(0.0, prospect.open_now - open_still)
        return worth
