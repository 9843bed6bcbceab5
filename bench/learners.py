"""Simulated people, none of them made by the program's own model unless a condition says so.

A condition says how abilities come about, how true difficulties differ from the
authored ones, and how people answer and rate themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from random import Random
from typing import Final, NamedTuple

from mlcareer.measure.belief import LEVEL_CUTS
from mlcareer.measure.prior import ASSUMPTIONS, RATING_OF_THE_MEAN, build_prior
from mlcareer.measure.response import TYPICAL, Behaviour, likelihood
from mlcareer.model.items import Item, Outcome
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.questions import AUTHORED_DIFFICULTY_SD, Question
from mlcareer.model.skills import SkillMap

SPREAD: Final = 1.25
"""Standard deviation of simulated abilities, in logits; the program assumes another."""

RATING_SPREAD: Final = 1.1
"""Standard deviation of self-ratings, in levels."""

LENIENCY_SPREAD: Final = 0.5
"""Standard deviation of how much one person overrates all skills alike, in levels."""

Abilities = dict[str, float]


class Learner(NamedTuple):
    """One simulated person."""

    abilities: Abilities
    ratings: Mapping[str, int]
    behaviour: Behaviour
    items: Mapping[str, Item]

    def reply(self, question: Question, random: Random) -> Outcome:
        """Answer a question as it truly is, not as it was authored."""
        item, theta = self.items[question.id], self.abilities[question.skill]
        chances = [likelihood(item, outcome, theta, self.behaviour) for outcome in Outcome]
        return random.choices(list(Outcome), chances)[0]


@dataclass(frozen=True, slots=True)
class Condition:
    """How simulated people come about.

    Attributes:
        abilities: Draws the abilities of one person.
        behaviour: What people do who know or do not know the answer.
        difficulty: Correlation of authored and true difficulties, or None where they
            differ as the program assumes.
        discrimination_sd: Standard deviation of the logarithm of true discriminations.
        rating: Correlation of a self-rating with ability, before rounding.
        leniency: Mean of how much people overrate themselves, in levels.
        spread: Standard deviation of abilities that the rating's correlation is meant for.
        model_holds: Whether everything is as the program assumes.
    """

    name: str
    abilities: Callable[[SkillMap, Random], Abilities]
    behaviour: Behaviour = TYPICAL
    difficulty: float | None = None
    discrimination_sd: float = 0.0
    rating: float = 0.4
    leniency: float = 0.4
    spread: float = SPREAD
    model_holds: bool = False

    def draw(self, skill_map: SkillMap, bank: Sequence[Question], random: Random) -> Learner:
        """Draw one person, and how hard the questions truly are."""
        abilities = self.abilities(skill_map, random)
        return Learner(
            abilities=abilities,
            ratings=self._ratings(abilities, random),
            behaviour=self.behaviour,
            items={question.id: self._true_item(question.item, random) for question in bank},
        )

    def _true_item(self, item: Item, random: Random) -> Item:
        if self.difficulty is None:
            b = random.gauss(item.b, AUTHORED_DIFFICULTY_SD)
        else:
            r = self.difficulty
            b = r * item.b + sqrt(1 - r * r) * random.gauss(0, 1.15)
        a = item.a * random.lognormvariate(0, self.discrimination_sd)
        return item._replace(a=a, b=b, b_sd=0.0)

    def _ratings(self, abilities: Abilities, random: Random) -> dict[str, int]:
        leniency = random.gauss(self.leniency, LENIENCY_SPREAD)
        noise = sqrt(RATING_SPREAD**2 * (1 - self.rating**2) - LENIENCY_SPREAD**2)
        slope = self.rating * RATING_SPREAD / self.spread
        ratings = {}
        for skill, theta in abilities.items():
            value = 1.5 + slope * (theta + 1) + leniency + random.gauss(0, noise)
            ratings[skill] = min(TOP_LEVEL, max(0, round(value)))
        return ratings


def _skill_means(skill_map: SkillMap, random: Random) -> Abilities:
    """Give each skill a mean of its own: some are known widely, some hardly.

    The people of one population share them; there are twenty populations.
    """
    population = Random(f"population {random.randrange(20)}")
    return {skill: population.uniform(-1.6, -0.2) for skill in skill_map.skills}


def correlated(
    skill_map: SkillMap, random: Random, tail: Callable[[Random], float] | None = None
) -> Abilities:
    """Abilities with a general and an area part, and nothing along the edges."""
    means = _skill_means(skill_map, random)
    general = random.gauss(0, sqrt(0.4))
    areas = {area: random.gauss(0, sqrt(0.2)) for area in skill_map.areas}
    own = tail or (lambda source: source.gauss(0, 1))
    return {
        skill.id: means[skill.id] + SPREAD * (general + areas[skill.area] + sqrt(0.4) * own(random))
        for skill in skill_map.skills.values()
    }


def heavy_tailed(skill_map: SkillMap, random: Random) -> Abilities:
    """Correlated abilities whose own part has Student's t distribution, 3 degrees of freedom."""

    def student(source: Random) -> float:
        chi_square = sum(source.gauss(0, 1) ** 2 for _ in range(3))
        return source.gauss(0, 1) / sqrt(chi_square / 3) / sqrt(3)

    return correlated(skill_map, random, student)


def independent(skill_map: SkillMap, random: Random) -> Abilities:
    """Abilities that have nothing to do with each other."""
    means = _skill_means(skill_map, random)
    return {skill: random.gauss(mean, SPREAD) for skill, mean in means.items()}


def learning_path(skill_map: SkillMap, random: Random, broken: float = 0.0) -> Abilities:
    """Levels reached by learning step after step what the map allows.

    A step raises one skill to a level that all it requires have reached: a walk through
    the states of a knowledge space (Doignon and Falmagne 1999, chapter 3). People differ
    in how far they went and in the areas they favour.

    Args:
        skill_map: The skills and their prerequisites.
        random: Source of chance.
        broken: Share of skills whose level has nothing to do with the map.
    """
    levels = dict.fromkeys(skill_map.skills, 0)
    favour = {area: random.lognormvariate(0, 1.0) for area in skill_map.areas}
    for _ in range(random.randint(5, 150)):
        fringe = [
            skill
            for skill in skill_map.skills.values()
            if levels[skill.id] < TOP_LEVEL
            and all(levels[r] > levels[skill.id] for r in skill.requires)
        ]
        chosen = random.choices(fringe, [favour[skill.area] for skill in fringe])[0]
        levels[chosen.id] += 1
    for skill in levels:
        if random.random() < broken:
            levels[skill] = random.randint(0, TOP_LEVEL)
    return {s: level - 2.5 + random.uniform(-0.4, 0.4) for s, level in levels.items()}


def breaking(share: float) -> Callable[[SkillMap, Random], Abilities]:
    """Make people who follow the map but for a share of the skills."""
    return lambda skill_map, random: learning_path(skill_map, random, share)


def by_the_model(skill_map: SkillMap, random: Random) -> Abilities:
    """Abilities drawn from the program's own prior."""
    ties = random.choices(ASSUMPTIONS.ties, ASSUMPTIONS.weights)[0]
    belief = build_prior(skill_map, None, {}, ASSUMPTIONS._replace(ties=(ties,), weights=(1.0,)))
    names = tuple(skill_map.skills)
    (gaussian,) = belief.hypotheses
    factor = _cholesky([[gaussian.covariance(x, y) for y in names] for x in names])
    normals = [random.gauss(0, 1) for _ in names]
    return {
        name: gaussian.mean(name) + sum(f * z for f, z in zip(row, normals, strict=False))
        for name, row in zip(names, factor, strict=True)
    }


def _cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    rows: list[list[float]] = []
    for i, line in enumerate(matrix):
        row: list[float] = []
        for j in range(i):
            dot = sum(x * y for x, y in zip(row, rows[j], strict=False))
            row.append((line[j] - dot) / rows[j][j])
        row.append(sqrt(line[i] - sum(x * x for x in row)))
        rows.append(row)
    return rows


def true_level(theta: float) -> int:
    """Level at which an ability lies."""
    return sum(theta >= cut for cut in LEVEL_CUTS)


_NORMAL = Condition("correlated normal abilities", correlated)

CONDITIONS: Final = (
    Condition(
        "the program's own model",
        by_the_model,
        rating=ASSUMPTIONS.rating_correlation,
        leniency=RATING_OF_THE_MEAN - 1.5,
        spread=ASSUMPTIONS.sd,
        model_holds=True,
    ),
    _NORMAL,
    Condition("heavy tails", heavy_tailed),
    Condition("the map holds", learning_path),
    Condition("5 % of skills break the map", breaking(0.05)),
    Condition("10 % of skills break the map", breaking(0.10)),
    Condition("independent skills", independent),
    replace(_NORMAL, name="authored difficulties correlate .6", difficulty=0.6),
    replace(_NORMAL, name="varying discriminations", discrimination_sd=0.4),
    replace(_NORMAL, name="honest: nearly always admit", behaviour=Behaviour(0.9)),
    replace(_NORMAL, name="bold: seldom admit", behaviour=Behaviour(0.2)),
    replace(_NORMAL, name="guessers: never admit", behaviour=Behaviour(0.0, hesitates=0.0)),
    replace(_NORMAL, name="self-ratings correlate little", rating=0.3),
    replace(_NORMAL, name="self-ratings say nothing", rating=0.0),
    replace(_NORMAL, name="lenient self-raters", leniency=1.2),
    replace(_NORMAL, name="harsh self-raters", leniency=-0.6),
)
