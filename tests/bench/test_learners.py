from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from math import log
from random import Random
from statistics import correlation, covariance, fmean, pstdev, variance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learners import (
    CONDITIONS,
    RATING_SPREAD,
    SPREAD,
    Abilities,
    Condition,
    Learner,
    breaking,
    by_the_model,
    correlated,
    heavy_tailed,
    independent,
    learning_path,
    true_level,
)
from profile_arms import setting
from skill_profile import LONGER, TARGETS, rating_correlation

from mlcareer.measure.belief import LEVEL_CUTS
from mlcareer.measure.prior import ASSUMPTIONS, LOWEST_MEAN, RATING_OF_THE_MEAN, build_prior
from mlcareer.measure.response import TYPICAL, Behaviour
from mlcareer.model.items import Item, Outcome
from mlcareer.model.levels import LEVELS, TOP_LEVEL
from mlcareer.model.questions import AUTHORED_DIFFICULTY_SD, DEFAULT_DISCRIMINATION
from mlcareer.model.skills import SkillMap
from simulated import make_map, seeded

Draw = Callable[[SkillMap, Random], Abilities]

NAMED = {condition.name: condition for condition in CONDITIONS}
LADDER = make_map({f"rung-{at}": ((f"rung-{at - 1}",) if at else ()) for at in range(8)})


@cache
def drawn(draw: Draw, people: int = 1000) -> tuple[Abilities, ...]:
    """Draw the abilities of so many people on the real map."""
    random = seeded("abilities")
    return tuple(draw(setting().skill_map, random) for _ in range(people))


@cache
def climbers() -> tuple[Abilities, ...]:
    """Draw people by the program's own model on a ladder of skills."""
    random = seeded("climbers")
    return tuple(by_the_model(LADDER, random) for _ in range(3000))


@cache
def people_of(condition: Condition, people: int = 300) -> tuple[Learner, ...]:
    """Draw so many people of a condition, without a bank."""
    random = seeded("people")
    return tuple(condition.draw(setting().skill_map, (), random) for _ in range(people))


def levels(abilities: Abilities) -> dict[str, int]:
    """Turn abilities into levels."""
    return {skill: true_level(theta) for skill, theta in abilities.items()}


@cache
def unbroken() -> tuple[dict[str, int], ...]:
    """Give the levels of people who follow the map, by their seeds."""
    skill_map = setting().skill_map
    return tuple(levels(learning_path(skill_map, seeded(seed))) for seed in range(200))


def unmet(reached: dict[str, int]) -> list[tuple[str, str]]:
    """List the edges of the map along which the higher skill is ahead of the lower."""
    return [
        (skill.id, below)
        for skill in setting().skill_map.skills.values()
        for below in skill.requires
        if reached[below] < reached[skill.id]
    ]


def column(people: Iterable[Abilities], skill: str) -> list[float]:
    """List everyone's ability in a skill."""
    return [abilities[skill] for abilities in people]


def covariances(people: Sequence[Abilities], *, same_area: bool) -> float:
    """Mean covariance of two skills, either of one area or of two."""
    skills = setting().skill_map.skills
    return fmean(
        covariance(column(people, one), column(people, other))
        for one, other in combinations(skills, 2)
        if (skills[one].area == skills[other].area) is same_area
    )


def own_differences(people: Iterable[Abilities]) -> list[float]:
    """List differences of neighbours in an area: all that two skills do not share."""
    areas = [setting().skill_map.in_area(area) for area in setting().skill_map.areas]
    pairs = [pair for skills in areas for pair in zip(skills[::2], skills[1::2], strict=False)]
    return [abilities[x.id] - abilities[y.id] for abilities in people for x, y in pairs]


def excess_kurtosis(values: Sequence[float]) -> float:
    """Fourth moment over the squared variance, less the 3 of a normal distribution."""
    mean = fmean(values)
    fourth, second = (fmean((value - mean) ** power for value in values) for power in (4, 2))
    return fourth / second**2 - 3


def true_items(condition: Condition, people: int = 15) -> Iterator[tuple[Item, Item]]:
    """List every authored item beside what it truly is for each of some people."""
    random, bank = seeded("items"), setting().questions
    for _ in range(people):
        learner = condition.draw(setting().skill_map, bank, random)
        yield from ((question.item, learner.items[question.id]) for question in bank)


def outcomes(behaviour: Behaviour, theta: float, b: float, count: int = 2000) -> dict[str, float]:
    """Let people of an ability answer a question of a true difficulty: share of each outcome."""
    question = setting().questions[0]
    item = question.item._replace(a=1.3, b=b, b_sd=0.0)
    learner = Learner({question.skill: theta}, {}, behaviour, {question.id: item})
    random = seeded("replies")
    replies = [learner.reply(question, random) for _ in range(count)]
    return {outcome: replies.count(outcome) / count for outcome in Outcome}


@settings(deadline=None, max_examples=80)
@given(seed=st.integers(0, 10**9))
def test_who_follows_the_map_is_never_ahead_of_what_it_requires(seed: int) -> None:
    """No skill of a person who learned step by step is above a skill that it requires."""
    assert unmet(levels(learning_path(setting().skill_map, seeded(seed)))) == []


def test_those_who_follow_the_map_differ_in_how_far_they_went() -> None:
    """Among them are beginners and people far on, and all five levels come about."""
    reached = [list(one.values()) for one in unbroken()]
    assert {level for one in reached for level in one} == set(LEVELS)
    means = [fmean(one) for one in reached]
    assert min(means) < 0.5
    assert max(means) > 2.5


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_reached_is_the_level_found(level: int) -> None:
    """Abilities within 0.4 of the middle of a level lie on that level, and no other."""
    middle = level - 2.5
    assert {true_level(middle + step / 10) for step in range(-4, 5)} == {level}


def test_a_level_begins_at_its_cut() -> None:
    """An ability on a cut belongs to the level above it."""
    assert [true_level(cut) for cut in LEVEL_CUTS] == [1, 2, 3, 4]
    assert [true_level(cut - 1e-9) for cut in LEVEL_CUTS] == [0, 1, 2, 3]


class CountingRandom(Random):
    """Counts how many levels are drawn."""

    drawn = 0

    def randint(self, a: int, b: int) -> int:
        """Draw a whole number."""
        self.drawn += (a, b) == (0, TOP_LEVEL)
        return super().randint(a, b)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**9), share=st.sampled_from([0.0, 0.05, 0.1, 0.5, 1.0]))
def test_no_more_skills_break_the_map_than_were_drawn(seed: int, share: float) -> None:
    """Every skill whose level was not drawn anew keeps the level that the map allowed."""
    before = levels(learning_path(setting().skill_map, seeded(seed)))
    random = CountingRandom(seed)
    after = levels(breaking(share)(setting().skill_map, random))
    changed = sum(before[skill] != after[skill] for skill in before)
    possible = {0.0: range(1), 1.0: range(len(before), len(before) + 1)}
    assert changed <= random.drawn
    assert random.drawn in possible.get(share, range(len(before) + 1))


@pytest.mark.parametrize("share", [0.05, 0.1, 0.4])
def test_about_the_share_that_was_said_breaks_the_map(share: float) -> None:
    """About so many skills get a level anew, which in four of five cases is another one."""
    changed = []
    for seed, before in enumerate(unbroken()):
        after = levels(breaking(share)(setting().skill_map, seeded(seed)))
        changed += [before[skill] != after[skill] for skill in before]
    assert fmean(changed) == pytest.approx(0.8 * share, rel=0.1)


def test_breaking_the_map_breaks_it() -> None:
    """Where a tenth of the skills break the map, most people are ahead of it somewhere."""
    broken = [bool(unmet(levels(abilities))) for abilities in drawn(breaking(0.1), 100)]
    assert fmean(broken) > 0.7


def test_correlated_abilities_have_a_general_and_an_area_part() -> None:
    """Two skills share 0.4 of the variance, and two of one area 0.2 more."""
    people = drawn(correlated)
    assert covariances(people, same_area=False) == pytest.approx(0.4 * SPREAD**2, abs=0.1)
    assert covariances(people, same_area=True) == pytest.approx(0.6 * SPREAD**2, abs=0.12)


def test_nothing_goes_along_the_edges_of_correlated_abilities() -> None:
    """Skills joined by an edge, of two areas, correlate no more than any of two areas."""
    people, skills = drawn(correlated), setting().skill_map.skills
    along = fmean(
        covariance(column(people, skill.id), column(people, below))
        for skill in skills.values()
        for below in skill.requires
        if skills[below].area != skill.area
    )
    assert along == pytest.approx(covariances(people, same_area=False), abs=0.08)


@pytest.mark.parametrize("draw", [correlated, heavy_tailed, independent])
def test_abilities_spread_as_said(draw: Draw) -> None:
    """A skill's variance is that of the spread, and that of its mean from -1.6 to -0.2."""
    skills = setting().skill_map.skills
    expected = SPREAD**2 + 1.4**2 / 12
    assert fmean(variance(column(drawn(draw), skill)) for skill in skills) == pytest.approx(
        expected, rel=0.1
    )
    assert fmean(fmean(column(drawn(draw), skill)) for skill in skills) == pytest.approx(
        -0.9, abs=0.1
    )


def test_skills_of_one_population_have_means_of_their_own() -> None:
    """The mean of a skill differs between skills, and there are twenty sets of means."""
    skills = setting().skill_map.skills
    random = seeded("flat")
    flat = [correlated(setting().skill_map, random, lambda _: 0.0) for _ in range(400)]
    first, second = setting().skill_map.in_area(next(iter(setting().skill_map.areas)))[:2]
    differences = {round(abilities[first.id] - abilities[second.id], 9) for abilities in flat}
    assert len(differences) == 20
    means = [fmean(column(drawn(independent), skill)) for skill in skills]
    assert max(means) - min(means) > 0.15


def test_independent_abilities_have_nothing_in_common() -> None:
    """Two skills do not covary, whether or not they are of one area."""
    people = drawn(independent)
    assert covariances(people, same_area=False) == pytest.approx(0, abs=0.04)
    assert covariances(people, same_area=True) == pytest.approx(0, abs=0.06)


def test_heavy_tails_are_heavier_at_the_same_spread() -> None:
    """The part that skills do not share has far more extremes than a normal one, as wide."""
    normal, heavy = own_differences(drawn(correlated)), own_differences(drawn(heavy_tailed))
    assert abs(excess_kurtosis(normal)) < 0.3
    assert excess_kurtosis(heavy) > 2
    assert variance(heavy) == pytest.approx(variance(normal), rel=0.15)


def test_by_the_model_has_the_means_of_the_prior() -> None:
    """People drawn by the program's own model are on average where it expects them."""
    prior = build_prior(LADDER, None, {})
    for skill in LADDER.skills:
        assert fmean(column(climbers(), skill)) == pytest.approx(
            prior.moments(skill).mean, abs=0.12
        )


def test_by_the_model_has_the_variances_of_the_prior() -> None:
    """People drawn by the program's own model differ as much as it expects."""
    prior = build_prior(LADDER, None, {})
    for skill in LADDER.skills:
        assert variance(column(climbers(), skill)) == pytest.approx(
            prior.moments(skill).variance, rel=0.1
        )


def test_by_the_model_skills_hang_together_as_the_prior_says() -> None:
    """Covariances are those of the hypotheses, each as often as it weighs."""
    prior = build_prior(LADDER, None, {})
    for one, other in combinations(LADDER.skills, 2):
        expected = sum(
            weight * hypothesis.covariance(one, other)
            for weight, hypothesis in zip(prior.weights, prior.hypotheses, strict=True)
        )
        found = covariance(column(climbers(), one), column(climbers(), other))
        assert found == pytest.approx(expected, abs=0.25)


def test_true_difficulties_differ_as_the_program_assumes() -> None:
    """Where nothing else is said, they lie around the authored ones with the assumed spread."""
    errors = [true.b - authored.b for authored, true in true_items(NAMED["heavy tails"])]
    assert fmean(errors) == pytest.approx(0, abs=0.03)
    assert pstdev(errors) == pytest.approx(AUTHORED_DIFFICULTY_SD, rel=0.03)


def test_true_difficulties_can_correlate_with_the_authored_ones() -> None:
    """With a correlation of .6 they keep about the spread of the authored ones."""
    condition = NAMED["authored difficulties correlate .6"]
    pairs = [(authored.b, true.b) for authored, true in true_items(condition)]
    authored_bs, true_bs = zip(*pairs, strict=True)
    assert condition.difficulty == 0.6
    assert correlation(authored_bs, true_bs) == pytest.approx(0.6, abs=0.03)
    assert pstdev(true_bs) == pytest.approx(pstdev(authored_bs), rel=0.05)


def test_discriminations_vary_as_said() -> None:
    """Their logarithms have the standard deviation that was said, around the authored one."""
    condition = NAMED["varying discriminations"]
    logs = [log(true.a / authored.a) for authored, true in true_items(condition)]
    assert condition.discrimination_sd == 0.4
    assert pstdev(logs) == pytest.approx(0.4, rel=0.03)
    assert fmean(logs) == pytest.approx(0, abs=0.03)
    steady = {true.a for _, true in true_items(NAMED["heavy tails"], 1)}
    assert steady == {DEFAULT_DISCRIMINATION}


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_true_items_are_certain_and_otherwise_as_authored(condition: Condition) -> None:
    """A true item is about the same skill, is guessed as easily and has one difficulty."""
    for authored, true in true_items(condition, 1):
        assert (true.skill, true.c, true.b_sd) == (authored.skill, authored.c, 0.0)
        assert true.b != authored.b


def rating_correlations(people: Sequence[Learner]) -> float:
    """Mean over skills of the correlation of self-rating and ability."""
    abilities = [one.abilities for one in people]
    return fmean(
        correlation([one.ratings[skill] for one in people], column(abilities, skill))
        for skill in setting().skill_map.skills
    )


@pytest.mark.parametrize(
    "name",
    [
        "correlated normal abilities",
        "the map holds",
        "independent skills",
        "self-ratings correlate little",
        "self-ratings say nothing",
        "lenient self-raters",
    ],
)
def test_ratings_correlate_with_ability_as_reported(name: str) -> None:
    """Among other people of a condition the correlation is about what the tables report."""
    condition = NAMED[name]
    assert rating_correlations(people_of(condition, 200)) == pytest.approx(
        rating_correlation(condition, 200), abs=0.05
    )


@pytest.mark.parametrize("rating", [0.0, 0.3, 0.6])
def test_ratings_correlate_with_ability_as_said(rating: float) -> None:
    """Rounding to levels takes little of the correlation that a condition asks for."""
    condition = Condition("asked for", independent, rating=rating)
    found = rating_correlations(people_of(condition))
    assert 0.93 * rating - 0.04 < found < rating + 0.04


def test_the_own_model_rates_itself_as_it_assumes() -> None:
    """Where the model is to hold, ratings correlate and average as the program takes them to."""
    condition = CONDITIONS[0]
    assert condition.model_holds
    found = rating_correlations(people_of(condition, 150))
    assert found == pytest.approx(ASSUMPTIONS.rating_correlation, abs=0.05)
    ratings = [level for one in people_of(condition, 150) for level in one.ratings.values()]
    expected = RATING_OF_THE_MEAN + ASSUMPTIONS.levels_per_logit * fmean(
        theta - LOWEST_MEAN for one in people_of(condition, 150) for theta in one.abilities.values()
    )
    assert fmean(ratings) == pytest.approx(expected, abs=0.15)


def test_a_person_overrates_all_skills_alike() -> None:
    """Ratings that say nothing of ability correlate within a person as leniency makes them."""
    people = people_of(Condition("noise", independent, rating=0.0, leniency=0.0), 600)
    skills = tuple(setting().skill_map.skills)[:16]
    found = fmean(
        correlation([one.ratings[x] for one in people], [one.ratings[y] for one in people])
        for x, y in combinations(skills, 2)
    )
    assert found == pytest.approx(0.25 / RATING_SPREAD**2, abs=0.06)


def test_lenient_people_rate_themselves_above_typical_and_harsh_ones() -> None:
    """On average by most of the levels that the conditions say; the ends of the scale cut some."""
    lenient, typical, harsh = (
        fmean(level for one in people_of(NAMED[name]) for level in one.ratings.values())
        for name in ("lenient self-raters", "correlated normal abilities", "harsh self-raters")
    )
    assert 0.5 < lenient - typical < 0.85
    assert 0.6 < typical - harsh < 1.05


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_ratings_are_levels_of_every_skill(condition: Condition) -> None:
    """Everyone rates every skill of the map from 0 to 4, and has an ability in it."""
    for one in people_of(condition, 20):
        assert set(one.ratings) == set(one.abilities) == set(setting().skill_map.skills)
        assert set(one.ratings.values()) <= set(LEVELS)


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_a_seed_makes_a_person(condition: Condition) -> None:
    """The same seed gives the same person and the same items, another seed others."""
    bank = setting().questions[:50]
    first, again, other = (
        condition.draw(setting().skill_map, bank, seeded(seed)) for seed in ("1", "1", "2")
    )
    assert first == again
    assert first.abilities != other.abilities
    assert first.items != other.items
    assert first.ratings != other.ratings


def test_conditions_differ_as_they_say() -> None:
    """Names are unique, one condition is the program's own, and the targets name conditions."""
    assert len(NAMED) == len(CONDITIONS)
    (own,) = [condition for condition in CONDITIONS if condition.model_holds]
    assert own.abilities is by_the_model
    assert own.behaviour == TYPICAL
    assert set(TARGETS) <= set(NAMED)
    assert set(TARGETS.values()) <= set(LONGER)


def test_a_reply_follows_the_true_item() -> None:
    """Who meets a question truly far too hard does not know it, and one far too easy does."""
    lost = outcomes(TYPICAL, theta=0.0, b=20.0)
    assert lost[Outcome.DONT_KNOW] == pytest.approx(0.6, abs=0.05)
    assert lost[Outcome.RIGHT] == pytest.approx(0.1, abs=0.03)
    sure = outcomes(TYPICAL, theta=0.0, b=-20.0)
    assert sure[Outcome.RIGHT] == pytest.approx(1 - 0.02 - 0.04 * 0.75, abs=0.02)


def test_a_reply_follows_ability() -> None:
    """At the true difficulty half of the people know the answer."""
    at_it = outcomes(Behaviour(1.0, 0.0, 0.0), theta=0.7, b=0.7)
    assert at_it[Outcome.RIGHT] == pytest.approx(0.5, abs=0.05)
    assert at_it[Outcome.WRONG] == 0


def test_guessers_never_say_that_they_do_not_know() -> None:
    """They guess what they do not know, and are right as often as the options make them."""
    behaviour = NAMED["guessers: never admit"].behaviour
    for theta in (-20.0, 0.0, 20.0):
        assert outcomes(behaviour, theta, 0.0)[Outcome.DONT_KNOW] == 0
    assert outcomes(behaviour, -20.0, 0.0)[Outcome.RIGHT] == pytest.approx(0.25, abs=0.04)


@pytest.mark.parametrize(
    ("name", "admits"),
    [("honest: nearly always admit", 0.9), ("bold: seldom admit", 0.2)],
)
def test_who_does_not_know_admits_as_often_as_said(name: str, admits: float) -> None:
    """Honest people hardly ever guess, bold ones mostly do."""
    lost = outcomes(NAMED[name].behaviour, -20.0, 0.0)
    assert lost[Outcome.DONT_KNOW] == pytest.approx(admits, abs=0.04)
