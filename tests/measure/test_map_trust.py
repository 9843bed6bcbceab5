"""The map is one hypothesis among others: answers decide how much it is trusted."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from statistics import median

import pytest

from mlcareer.measure.belief import Belief
from mlcareer.measure.prior import ASSUMPTIONS, build_prior
from mlcareer.measure.ties import UNTIED, foundations
from simulated import make_map, outcome_of, seeded
from support import make_item

AREAS = ("maths", "tools", "models", "data", "text", "sound")
LADDERS = {
    f"{area}-{at}": ((f"{area}-{at - 1}",) if at else ()) for area in AREAS for at in range(4)
}
SKILLS = tuple(LADDERS)
MAP = make_map(LADDERS, areas={skill: skill.split("-")[0] for skill in SKILLS})
HEIGHTS = dict(zip(SKILLS, foundations(MAP), strict=True))
UNTIED_AT = ASSUMPTIONS.ties.index(UNTIED)
DIFFICULTIES = (-1.5, -0.5, 0.5, 1.5)

Draw = Callable[[Random], Mapping[str, float]]


def all_alike(random: Random) -> dict[str, float]:
    """Draw a person with about the same ability in everything."""
    ability = random.gauss(-1, 1.5)
    return {skill: ability + random.gauss(0, 0.3) for skill in SKILLS}


def step_by_step(random: Random) -> dict[str, float]:
    """Draw a person who went up each ladder for some way, and no step before the one below."""
    reached = {area: random.uniform(0, 4) for area in AREAS}
    general = random.gauss(-0.5, 1)
    return {
        skill: general + 1.2 * (reached[skill.split("-")[0]] - int(skill[-1]) - 1)
        for skill in SKILLS
    }


def unrelated(random: Random) -> dict[str, float]:
    """Draw a person whose abilities have nothing to do with each other."""
    return {skill: random.gauss(-1, 1.5) for skill in SKILLS}


def upside_down(random: Random) -> dict[str, float]:
    """Draw a person who can do what rests on much, and not what it rests on."""
    return {skill: random.gauss(-1, 0.3) + 2.2 * HEIGHTS[skill] for skill in SKILLS}


def sit_through(draw: Draw, seed: int, rounds: int = 5) -> Belief:
    """Ask a simulated person the same number of questions about each skill."""
    random = seeded(f"{draw.__name__}:{seed}")
    abilities = draw(random)
    belief = build_prior(MAP, None, {})
    for _ in range(rounds):
        for skill in random.sample(SKILLS, len(SKILLS)):
            item = make_item(skill, random.choice(DIFFICULTIES))
            belief.answer(item, outcome_of(item, abilities[skill], random))
    return belief


@cache
def untied_weight(draw: Draw) -> float:
    """Give the typical weight of the untied hypothesis after the answers of such people."""
    return median(sit_through(draw, seed).weights[UNTIED_AT] for seed in range(21))


@pytest.mark.parametrize("draw", [all_alike, step_by_step])
def test_who_follows_the_map_makes_it_trusted(draw: Draw) -> None:
    """Answers of people whose skills hang together move weight to the tied hypotheses."""
    assert untied_weight(draw) < ASSUMPTIONS.weights[UNTIED_AT] / 2


@pytest.mark.parametrize("draw", [unrelated, upside_down])
def test_who_contradicts_the_map_makes_it_doubted(draw: Draw) -> None:
    """Answers of people whose skills do not hang together move weight to the untied one."""
    assert untied_weight(draw) > ASSUMPTIONS.weights[UNTIED_AT] + 0.15


def test_a_ladder_is_told_from_a_general_ability() -> None:
    """People who climb step by step make the hypothesis with the larger drop gain on the other."""
    drops = [ties.drop for ties in ASSUMPTIONS.ties]
    steep = drops.index(max(drops))
    flat = next(at for at, ties in enumerate(ASSUMPTIONS.ties) if at not in {UNTIED_AT, steep})

    def odds(draw: Draw) -> float:
        weights = [sit_through(draw, seed).weights for seed in range(11)]
        return median(w[steep] / w[flat] for w in weights)

    assert odds(step_by_step) > 3 * odds(all_alike)


def test_one_answer_moves_no_weight_far() -> None:
    """A first answer says little about how skills hang together."""
    for outcome_at in range(3):
        belief = build_prior(MAP, None, {})
        item = make_item("maths-0")
        belief.answer(item, list(belief.predict(item))[outcome_at])
        for weight, start in zip(belief.weights, ASSUMPTIONS.weights, strict=True):
            assert weight == pytest.approx(start, abs=0.15)


def test_a_trusted_map_tells_about_skills_not_asked() -> None:
    """For people who are alike in everything, skills not asked about come out near the truth."""
    apart, blind = [], []
    asked = [skill for skill in SKILLS if skill != "models-3"]
    for seed in range(15):
        random = seeded(f"told:{seed}")
        abilities = all_alike(random)
        belief = build_prior(MAP, None, {})
        start = belief.moments("models-3").mean
        for at in range(50):
            item = make_item(asked[at % len(asked)], random.choice(DIFFICULTIES))
            belief.answer(item, outcome_of(item, abilities[item.skill], random))
        apart.append(abs(belief.moments("models-3").mean - abilities["models-3"]))
        blind.append(abs(start - abilities["models-3"]))
    assert sum(apart) < 0.75 * sum(blind)


def test_a_doubted_map_does_no_lasting_harm() -> None:
    """For people against the map, asked-about skills come out as near as without any map."""
    assumptions = ASSUMPTIONS._replace(ties=(UNTIED,), weights=(1.0,))
    with_map, without = 0.0, 0.0
    for seed in range(11):
        random = seeded(f"harm:{seed}")
        abilities = upside_down(random)
        beliefs = build_prior(MAP, None, {}), build_prior(MAP, None, {}, assumptions)
        for at in range(6 * len(SKILLS)):
            item = make_item(SKILLS[at % len(SKILLS)], random.choice(DIFFICULTIES))
            outcome = outcome_of(item, abilities[item.skill], random)
            for belief in beliefs:
                belief.answer(item, outcome)
        errors = [
            sum((belief.moments(skill).mean - abilities[skill]) ** 2 for skill in SKILLS)
            for belief in beliefs
        ]
        with_map += errors[0]
        without += errors[1]
    assert with_map < 1.1 * without
