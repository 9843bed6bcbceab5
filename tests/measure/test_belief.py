from copy import deepcopy
from random import Random
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definite import smallest_pivot
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.belief import (
    LEVEL_CUTS,
    Belief,
    chance_of_level,
    level_probabilities,
    posterior_moments,
    predict,
)
from mlcareer.measure.prior import LENIENCY, build_prior, take_in_rating
from mlcareer.measure.response import likelihood
from mlcareer.model.questions import Item, Outcome
from support import EXAMPLE, make_item

GARDEN = load_skill_map(EXAMPLE)
SKILLS = tuple(GARDEN.skills)
NAMES = (*SKILLS, LENIENCY)

ITEMS = st.builds(
    Item,
    skill=st.sampled_from(SKILLS),
    a=st.floats(0.5, 2.5),
    b=st.floats(-3, 3),
    b_sd=st.floats(0, 1),
    c=st.floats(0, 0.5),
)
ANSWERS = st.tuples(ITEMS, st.sampled_from(Outcome))
RATINGS = st.tuples(st.sampled_from(SKILLS), st.integers(0, 4))
MEANS = st.floats(-3, 3)
VARIANCES = st.floats(0.05, 4)


def fresh() -> Belief:
    """Make the belief about a gardener of whom nothing is known."""
    return build_prior(GARDEN, None, {})


def single(mean: float, variance: float) -> Belief:
    """Make a belief about one skill only."""
    return Belief(["digging"], [mean], [[variance]])


@given(st.lists(ANSWERS | RATINGS, max_size=20))
def test_the_covariance_stays_positive_definite(
    steps: list[tuple[Item, Outcome] | tuple[str, int]],
) -> None:
    """After any answers and ratings each weighted sum of abilities has a variance above 0."""
    belief = fresh()
    for first, second in steps:
        if isinstance(first, Item):
            belief.answer(first, Outcome(str(second)))
        else:
            take_in_rating(belief, first, int(second))
    assert smallest_pivot(belief, NAMES) > 0


@given(st.lists(ANSWERS, max_size=10), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_an_observation_moves_others_by_their_covariance(
    answers: list[tuple[Item, Outcome]], name: str, other: str
) -> None:
    """What an observation of one ability does to another is what their covariance says."""
    belief = fresh()
    for answer in answers:
        belief.answer(*answer)
    shared = belief.covariance(name, other)
    assert shared == belief.covariance(other, name)
    assert belief.covariance(name, name) == belief.variance(name)
    before = belief.mean(other)
    share = shared / (belief.variance(name) + 1)
    belief.observe([name], belief.mean(name) + 1, 1.0)
    assert belief.mean(other) - before == pytest.approx(share, abs=1e-9)


@given(ITEMS, st.lists(ANSWERS, max_size=8))
def test_an_answer_moves_the_mean_the_way_it_should(
    item: Item, before: list[tuple[Item, Outcome]]
) -> None:
    """Right never lowers the skill's mean; wrong and "don't know" never raise it."""
    belief = fresh()
    for earlier in before:
        belief.answer(*earlier)
    mean = belief.mean(item.skill)
    for outcome in Outcome:
        copy = deepcopy(belief)
        copy.answer(item, outcome)
        if outcome is Outcome.RIGHT:
            assert copy.mean(item.skill) >= mean
        else:
            assert copy.mean(item.skill) <= mean


@given(ANSWERS)
def test_neighbours_move_the_same_way_but_less(answer: tuple[Item, Outcome]) -> None:
    """The first answer about a skill moves each other skill the same way, but less."""
    item, outcome = answer
    belief, before = fresh(), fresh()
    belief.answer(item, outcome)
    own = belief.mean(item.skill) - before.mean(item.skill)
    for other in set(SKILLS) - {item.skill}:
        moved = (belief.mean(other) - before.mean(other)) / own
        assert 0 < moved < 1


def test_answers_about_a_skill_tell_nothing_of_leniency() -> None:
    """An answer leaves what is believed about self-praise alone as long as nothing was rated."""
    belief, before = fresh(), fresh()
    belief.answer(Item("digging", 1.3, 0, 0.7, 0.25), Outcome.RIGHT)
    assert belief.mean(LENIENCY) == before.mean(LENIENCY)
    assert belief.variance(LENIENCY) == before.variance(LENIENCY)


@given(
    st.lists(ANSWERS, max_size=5),
    st.lists(st.sampled_from(NAMES), min_size=1, unique=True),
    st.floats(-5, 5),
    st.floats(0.01, 10),
)
def test_an_observation_never_adds_doubt(
    answers: list[tuple[Item, Outcome]], names: list[str], value: float, noise: float
) -> None:
    """No variance grows by an observation, whatever it says."""
    belief = fresh()
    for answer in answers:
        belief.answer(*answer)
    before = {name: belief.variance(name) for name in NAMES}
    belief.observe(names, value, noise)
    for name, variance in before.items():
        assert 0 < belief.variance(name) <= variance + 1e-12


@given(MEANS, VARIANCES, st.floats(-5, 5), st.floats(0.01, 10))
def test_an_observation_of_one_skill_has_a_closed_form(
    mean: float, variance: float, value: float, noise: float
) -> None:
    """In one dimension the update is the textbook's: precisions add up."""
    belief = single(mean, variance)
    belief.observe(["digging"], value, noise)
    precision = 1 / variance + 1 / noise
    expected = (mean / variance + value / noise) / precision
    assert belief.variance("digging") == pytest.approx(1 / precision)
    assert belief.mean("digging") == pytest.approx(expected, abs=1e-9)


def test_an_observation_of_a_sum_is_shared_by_covariance() -> None:
    """An observed sum of two moves each by its covariance with the sum."""
    belief = Belief(["x", "y", "z"], [0, 1, 5], [[4, 1, 0], [1, 2, 0], [0, 0, 3]])
    belief.observe(["x", "y"], 11.0, 2.0)
    assert (belief.mean("x"), belief.mean("y"), belief.mean("z")) == pytest.approx((5, 4, 5))
    variances = (belief.variance("x"), belief.variance("y"), belief.variance("z"))
    assert variances == pytest.approx((4 - 2.5, 2 - 0.9, 3))


def brute_force(
    item: Item, outcome: Outcome, mean: float, variance: float
) -> tuple[float, float, float]:
    """Integrate chance, mean and variance by the trapezoid rule on 4,001 places."""
    sd = variance**0.5
    places = [mean + sd * (i - 2000) / 200 for i in range(4001)]
    weights = [
        likelihood(item, outcome, x) * 2.718281828459045 ** (-(((x - mean) / sd) ** 2) / 2)
        for x in places
    ]
    total = sum(weights)
    centre = sum(x * w for x, w in zip(places, weights, strict=True)) / total
    spread = sum((x - centre) ** 2 * w for x, w in zip(places, weights, strict=True)) / total
    return total / (200 * 2.5066282746310002), centre, spread


@settings(max_examples=40, deadline=None)
@given(ANSWERS, MEANS, VARIANCES)
def test_moment_matching_agrees_with_integration(
    answer: tuple[Item, Outcome], mean: float, variance: float
) -> None:
    """Chance, mean and variance after an answer are those of a far finer integration."""
    chance, centre, spread = brute_force(*answer, mean, variance)
    sd = variance**0.5
    new_mean, new_variance = posterior_moments(*answer, mean, variance)
    assert (new_mean - centre) / sd == pytest.approx(0, abs=0.01)
    assert new_variance == pytest.approx(spread, rel=0.02)
    assert predict(answer[0], mean, variance)[answer[1]] == pytest.approx(chance, abs=0.001)


@given(ITEMS, MEANS, VARIANCES)
def test_the_expected_mean_is_the_mean(item: Item, mean: float, variance: float) -> None:
    """What is expected of the mean after a question is the mean before it."""
    chances = predict(item, mean, variance)
    assert sum(chances.values()) == pytest.approx(1)
    after = sum(p * posterior_moments(item, o, mean, variance)[0] for o, p in chances.items())
    assert after == pytest.approx(mean, abs=1e-9)


@given(MEANS, VARIANCES)
def test_levels_share_all_chance(mean: float, variance: float) -> None:
    """The chances of the levels sum to 1, and those from a level on are the chance to reach it."""
    chances = level_probabilities(mean, variance)
    assert sum(chances) == pytest.approx(1, abs=1e-12)
    assert min(chances) >= 0
    for level in range(len(chances)):
        reached = chance_of_level(level, mean, variance)
        assert sum(chances[level:]) == pytest.approx(reached, abs=1e-12)


@pytest.mark.parametrize(("level", "cut"), list(enumerate(LEVEL_CUTS, 1)))
def test_an_ability_at_a_cut_reaches_the_level_by_half(level: int, cut: float) -> None:
    """Whoever stands exactly where a level begins has reached it with a chance of 0.5."""
    assert chance_of_level(level, cut, 1.7) == pytest.approx(0.5)
    assert chance_of_level(level, cut + 1, 1e-6) == pytest.approx(1)
    assert chance_of_level(level, cut - 1, 1e-6) == pytest.approx(0)


def test_the_order_of_answers_matters_little() -> None:
    """People's answers in another order lead to almost the same belief."""
    random = Random(7)  # noqa: S311 - simulated people
    apart = []
    for _ in range(300):
        answers = []
        ability = {skill: random.gauss(-0.5, 1) for skill in SKILLS}
        for _ in range(8):
            item = make_item(random.choice(SKILLS), random.choice((-1.5, -0.5, 0.5, 1.5)))
            chances = [likelihood(item, outcome, ability[item.skill]) for outcome in Outcome]
            answers.append((item, random.choices(list(Outcome), chances)[0]))
        one, other = fresh(), fresh()
        for answer in answers:
            one.answer(*answer)
        for answer in random.sample(answers, len(answers)):
            other.answer(*answer)
        for skill in SKILLS:
            sd = one.variance(skill) ** 0.5
            apart.append(abs(one.mean(skill) - other.mean(skill)) / sd)
            assert other.variance(skill) ** 0.5 == pytest.approx(sd, rel=0.2)
    assert max(apart) < 0.3
    assert median(apart) < 0.03
