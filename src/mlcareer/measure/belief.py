"""What is believed about a person: several joint beliefs, weighed by how well they predict."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Final, NamedTuple

from mlcareer.measure.gaussian import Gaussian, knowing, posterior_moments
from mlcareer.measure.numbers import invert, normal_cdf, normal_density
from mlcareer.measure.response import TYPICAL, Behaviour, chances
from mlcareer.measure.star import Star
from mlcareer.model.items import Item, Outcome
from mlcareer.model.levels import LEVELS

Joint = Gaussian | Star
"""One joint normal belief over all abilities, however it is kept."""

LEVEL_CUTS: Final = (-2.0, -1.0, 0.0, 1.0)
"""Ability, in logits, from which each of the levels 1 to 4 is reached."""

LEAST_WEIGHT: Final = 0.001
"""No hypothesis is ever given up: later answers may bear it out after all."""

ADMISSION_STRENGTH: Final = 4.0
"""How many questions not known the assumption about admitting is worth."""

_Z_90: Final = 1.645
"""Standard deviations to either end of a central range of 90 %: where to begin to look."""

_REACH: Final = 12.0
"""Standard deviations from there within which an end of a range is looked for."""


class Moments(NamedTuple):
    """Mean, in logits, and variance, in squared logits, of an ability."""

    mean: float
    variance: float


class Part(NamedTuple):
    """One normal distribution of a mixture.

    Attributes:
        weight: Its share, 0 to 1; those of a mixture sum to 1.
        mean: In logits, where it is about an ability.
        sd: Standard deviation, in the same unit.
    """

    weight: float
    mean: float
    sd: float


def central_range(parts: Sequence[Part], certainty: float) -> tuple[float, float]:
    """Find the range, in the unit of the parts, that leaves the same chance on either side of it.

    Args:
        parts: Of the mixture; their weights sum to 1.
        certainty: Chance of the range, above 0 and below 1.
    """

    def below(theta: float) -> tuple[float, float]:
        share = slope = 0.0
        for weight, mean, sd in parts:
            z = (theta - mean) / sd
            share += weight * normal_cdf(z)
            slope += weight * normal_density(z) / sd
        return share, slope

    mean = sum(weight * mean for weight, mean, _ in parts)
    spread = sqrt(sum(weight * (sd * sd + (own - mean) ** 2) for weight, own, sd in parts))
    low, high = (
        invert(below, (1 + side * certainty) / 2, mean + side * _Z_90 * spread, _REACH * spread)
        for side in (-1, 1)
    )
    return low, high


class Belief:
    """A mixture of joint normal beliefs over the abilities in all skills.

    Each hypothesis says how strongly skills hang together. An answer moves each of
    them, and weighs it by the chance that it gave to that answer: where the map does
    not hold for a person, the looser ones gain (Bayesian model averaging; Hoeting
    and others 1999).

    How readily the person says "I don't know" is learned along the way: each
    question is counted as admitted or guessed by the chance that the person did not
    know the answer (an expectation step for a beta distribution).

    Args:
        hypotheses: Joint beliefs over the same names.
        weights: Prior weight of each hypothesis, summing to 1.
        behaviour: What people do who know or do not know an answer.
    """

    def __init__(
        self,
        hypotheses: Sequence[Joint],
        weights: Sequence[float],
        behaviour: Behaviour = TYPICAL,
    ) -> None:
        self.hypotheses = tuple(hypotheses)
        self.weights = tuple(weights)
        self._behaviour = behaviour
        self._admitted = ADMISSION_STRENGTH * behaviour.admits
        self._guessed = ADMISSION_STRENGTH - self._admitted

    def __contains__(self, name: object) -> bool:
        return name in self.hypotheses[0]

    @property
    def behaviour(self) -> Behaviour:
        """What this person does who knows or does not know an answer, as learned so far.

        Whatever is learned, an answer that is not right never speaks for the person.
        """
        _, slips, hesitates = self._behaviour
        admits = self._admitted / (self._admitted + self._guessed)
        return self._behaviour._replace(admits=max(hesitates, min(1 - slips, admits)))

    def moments(self, skill: str) -> Moments:
        """Expected ability in a skill, and the variance around it, over all hypotheses."""
        means = [h.mean(skill) for h in self.hypotheses]
        mean = sum(w * m for w, m in zip(self.weights, means, strict=True))
        variance = sum(
            w * (h.variance(skill) + (m - mean) ** 2)
            for w, m, h in zip(self.weights, means, self.hypotheses, strict=True)
        )
        return Moments(mean, variance)

    def all_moments(self) -> dict[str, Moments]:
        """Give the moments of every ability at once, which is quicker than one by one."""
        names = self.hypotheses[0].names
        means, squares = [0.0] * len(names), [0.0] * len(names)
        for weight, hypothesis in zip(self.weights, self.hypotheses, strict=True):
            pairs = list(zip(*hypothesis.marginals(), strict=True))
            means = [x + weight * m for x, (m, _) in zip(means, pairs, strict=True)]
            squares = [x + weight * (m * m + v) for x, (m, v) in zip(squares, pairs, strict=True)]
        return {
            name: Moments(mean, square - mean * mean)
            for name, mean, square in zip(names, means, squares, strict=True)
        }

    def chance_below(self, skill: str, theta: float) -> float:
        """Chance that the ability in a skill is below theta, in logits."""
        return sum(
            w * normal_cdf((theta - h.mean(skill)) / sqrt(h.variance(skill)))
            for w, h in zip(self.weights, self.hypotheses, strict=True)
        )

    def chance_of_level(self, skill: str, level: int) -> float:
        """Chance that a level from 0 to 4 is reached in a skill."""
        return 1 - self.chance_below(skill, LEVEL_CUTS[level - 1]) if level else 1.0

    def level_probabilities(self, skill: str) -> tuple[float, ...]:
        """Chance of being at each of the levels 0 to 4, summing to 1."""
        reach = [self.chance_of_level(skill, level) for level in LEVELS]
        pairs = zip(reach, [*reach[1:], 0.0], strict=True)
        return tuple(max(0.0, at_least - above) for at_least, above in pairs)

    def parts(self, skill: str) -> tuple[Part, ...]:
        """What each hypothesis believes about a skill: the parts of a mixture of normals."""
        return tuple(
            Part(weight, h.mean(skill), sqrt(h.variance(skill)))
            for weight, h in zip(self.weights, self.hypotheses, strict=True)
        )

    def predict(self, item: Item) -> dict[Outcome, float]:
        """Chance of each outcome of a question about one of the skills; they sum to 1."""
        k = sum(
            weight * knowing(item, h.mean(item.skill), h.variance(item.skill)).k
            for weight, h in zip(self.weights, self.hypotheses, strict=True)
        )
        predicted = {}
        for outcome in Outcome:
            unknowing, known = chances(item, outcome, self.behaviour)
            predicted[outcome] = unknowing + (known - unknowing) * k
        return predicted

    def answer(self, item: Item, outcome: Outcome) -> None:
        """Take in the outcome of a question about one of the skills."""
        unknowing, known = chances(item, outcome, self.behaviour)
        likelihoods = []
        unknown = 0.0
        for weight, hypothesis in zip(self.weights, self.hypotheses, strict=True):
            mean, variance = hypothesis.mean(item.skill), hypothesis.variance(item.skill)
            moments = knowing(item, mean, variance)
            chance, *after = posterior_moments(unknowing, known, moments, mean, variance)
            hypothesis.move(item.skill, *after)
            likelihoods.append(weight * chance)
            unknown += weight * (1 - moments.k) * unknowing
        total = sum(likelihoods)
        self._weigh(chance / total for chance in likelihoods)
        self._count(outcome, unknown / total)

    def observe(self, names: Sequence[str], value: float, noise_variance: float) -> None:
        """Take in a noisy measurement of the sum of some numbers; it weighs no hypothesis."""
        for hypothesis in self.hypotheses:
            hypothesis.observe(names, value, noise_variance)

    def _weigh(self, shares: Iterable[float]) -> None:
        floored = [max(LEAST_WEIGHT, share) for share in shares]
        total = sum(floored)
        self.weights = tuple(share / total for share in floored)

    def _count(self, outcome: Outcome, unknown: float) -> None:
        if outcome is Outcome.DONT_KNOW:
            self._admitted += unknown
        else:
            self._guessed += unknown
