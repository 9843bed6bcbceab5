from copy import deepcopy
from itertools import pairwise
from math import sqrt
from statistics import median

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from definite import smallest_pivot_of
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.belief import LEAST_WEIGHT, LEVEL_CUTS, Belief, central_range
from mlcareer.measure.gaussian import Gaussian
from mlcareer.measure.numbers import normal_density
from mlcareer.measure.prior import ASSUMPTIONS, LENIENCY, build_prior, take_in_rating
from mlcareer.measure.profile import INTERVAL_CERTAINTY
from mlcareer.measure.response import likelihood
from mlcareer.measure.ties import UNTIED
from mlcareer.model.items import Item, Outcome
from mlcareer.model.levels import LEVELS
from simulated import (
    ANY_OUTCOME,
    Step,
    belief_about,
    items,
    moments_of,
    outcome_of,
    seeded,
    steps,
    take_in,
)
from support import EXAMPLE, make_item

GARDEN = load_skill_map(EXAMPLE)
SKILLS = tuple(GARDEN.skills)
ITEMS = items(SKILLS)
STEPS = steps(SKILLS)
SKILL = st.sampled_from(SKILLS)


def fresh() -> Belief:
    """Make the belief about a gardener of whom nothing is known."""
    return build_prior(GARDEN, None, {})


def fresh_untied() -> Belief:
    """Make the belief in which skills have nothing to do with each other."""
    return build_prior(GARDEN, None, {}, ASSUMPTIONS._replace(ties=(UNTIED,), weights=(1.0,)))


def alone(belief: Belief, at: int) -> Belief:
    """Make a belief of one of the hypotheses only."""
    return Belief([deepcopy(belief.hypotheses[at])], [1.0])


@given(STEPS)
def test_the_covariance_stays_positive_definite(taken: list[Step]) -> None:
    """After any answers and ratings each weighted sum of abilities has a variance above 0."""
    assert smallest_pivot_of(take_in(fresh(), taken)) > 0


@given(STEPS)
def test_the_weights_stay_shares(taken: list[Step]) -> None:
    """After any answers and ratings the weights sum to 1, and no hypothesis is given up."""
    belief = take_in(fresh(), taken)
    assert len(belief.weights) == len(belief.hypotheses) == len(ASSUMPTIONS.ties)
    assert sum(belief.weights) == pytest.approx(1, abs=1e-12)
    assert min(belief.weights) > LEAST_WEIGHT / 2


@settings(max_examples=250)
@given(STEPS, ITEMS)
def test_an_answer_moves_the_mean_the_way_it_should(taken: list[Step], item: Item) -> None:
    """Whatever came before, right never lowers the skill's mean; the others never raise it."""
    belief = take_in(fresh(), taken)
    before = belief.moments(item.skill).mean
    for outcome in Outcome:
        after = deepcopy(belief)
        after.answer(item, outcome)
        moved = after.moments(item.skill).mean - before
        assert (moved if outcome is Outcome.RIGHT else -moved) >= -1e-9


@given(STEPS, ITEMS, ANY_OUTCOME)
def test_no_hypothesis_doubts_more_after_an_answer(
    taken: list[Step], item: Item, outcome: Outcome
) -> None:
    """In each hypothesis an answer never adds to the variance of any skill."""
    belief = take_in(fresh(), taken)
    before = [[h.variance(skill) for skill in SKILLS] for h in belief.hypotheses]
    belief.answer(item, outcome)
    for hypothesis, variances in zip(belief.hypotheses, before, strict=True):
        for skill, variance in zip(SKILLS, variances, strict=True):
            assert 0 < hypothesis.variance(skill) <= variance + 1e-12


@given(STEPS, ITEMS, ANY_OUTCOME)
def test_doubt_grows_only_by_weighing_the_hypotheses_anew(
    taken: list[Step], item: Item, outcome: Outcome
) -> None:
    """With the variances of before and the weights of now, the variance is no less than now."""
    belief = take_in(fresh(), taken)
    before = [h.variance(item.skill) for h in belief.hypotheses]
    belief.answer(item, outcome)
    mean, variance = belief.moments(item.skill)
    apart = [(h.mean(item.skill) - mean) ** 2 for h in belief.hypotheses]
    most = sum(w * (v + d) for w, v, d in zip(belief.weights, before, apart, strict=True))
    assert variance <= most + 1e-12


@given(STEPS, ITEMS, ANY_OUTCOME, st.integers(0, len(ASSUMPTIONS.ties) - 1))
def test_standard_errors_never_grow_while_the_ties_stand(
    taken: list[Step], item: Item, outcome: Outcome, at: int
) -> None:
    """With one way of hanging together, no skill's standard error grows by any answer."""
    belief = take_in(alone(fresh(), at), taken)
    before = moments_of(belief, SKILLS)
    belief.answer(item, outcome)
    for (_, earlier), (_, now) in zip(before, moments_of(belief, SKILLS), strict=True):
        assert now <= earlier + 1e-12


@given(STEPS, ITEMS)
def test_expected_moments_are_those_before(taken: list[Step], item: Item) -> None:
    """For every skill the expected mean after a question is the mean, and doubt never grows."""
    belief = take_in(fresh(), taken)
    before = moments_of(belief, SKILLS)
    expected = [[0.0, 0.0] for _ in SKILLS]
    for outcome, chance in belief.predict(item).items():
        assume(chance > 1e-6)
        after = deepcopy(belief)
        after.answer(item, outcome)
        assume(min(after.weights) > 1.01 * LEAST_WEIGHT)  # where no weight was lifted
        for sums, (start, _), skill in zip(expected, before, SKILLS, strict=True):
            mean, variance = after.moments(skill)
            sums[0] += chance * (mean - start)
            sums[1] += chance * (variance + (mean - start) ** 2)
    for (mean, variance), (_, start) in zip(expected, before, strict=True):
        assert mean == pytest.approx(0, abs=1e-8)
        assert variance <= start + 1e-8


@given(STEPS, ITEMS)
def test_predictions_share_all_chance(taken: list[Step], item: Item) -> None:
    """The outcomes of any question are predicted with chances that sum to 1."""
    chances = take_in(fresh(), taken).predict(item)
    assert list(chances) == list(Outcome)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-12)
    assert min(chances.values()) >= 0


@settings(max_examples=25, deadline=None)
@given(STEPS, ITEMS)
def test_predictions_agree_with_integration(taken: list[Step], item: Item) -> None:
    """A prediction is the chance of the outcome, averaged over what is believed."""
    belief = take_in(fresh(), taken)
    sums = dict.fromkeys(Outcome, 0.0)
    for weight, hypothesis in zip(belief.weights, belief.hypotheses, strict=True):
        mean, sd = hypothesis.mean(item.skill), sqrt(hypothesis.variance(item.skill))
        for z in (i / 20 for i in range(-140, 141)):
            share = weight * normal_density(z) / 20
            for outcome in Outcome:
                sums[outcome] += share * likelihood(item, outcome, mean + sd * z, belief.behaviour)
    assert belief.predict(item) == pytest.approx(sums, abs=1e-4)


@given(ITEMS, ANY_OUTCOME)
def test_neighbours_move_the_same_way_but_less(item: Item, outcome: Outcome) -> None:
    """In each hypothesis a first answer moves each other skill the same way, but less."""
    belief, before = fresh(), fresh()
    belief.answer(item, outcome)
    for after, start in zip(belief.hypotheses, before.hypotheses, strict=True):
        own = after.mean(item.skill) - start.mean(item.skill)
        for other in set(SKILLS) - {item.skill}:
            moved = after.mean(other) - start.mean(other)
            assert abs(moved) <= abs(own)
            assert moved * own >= 0


def test_untied_skills_leave_each_other_alone() -> None:
    """Where skills have nothing to do with each other, an answer moves its own skill only."""
    belief, before = fresh_untied(), fresh_untied()
    belief.answer(make_item("digging"), Outcome.RIGHT)
    assert belief.moments("digging").mean > before.moments("digging").mean
    others = SKILLS[1:]
    assert moments_of(belief, others) == moments_of(before, others)


def test_answers_about_a_skill_tell_nothing_of_leniency() -> None:
    """An answer leaves what is believed about self-praise alone as long as nothing was rated."""
    belief, before = fresh(), fresh()
    belief.answer(make_item("digging"), Outcome.RIGHT)
    assert belief.moments(LENIENCY) == pytest.approx(before.moments(LENIENCY))


@given(STEPS, st.lists(st.tuples(SKILL, st.integers(0, 4)), min_size=2, max_size=6), st.data())
def test_the_order_of_ratings_does_not_matter(
    taken: list[Step], ratings: list[tuple[str, int]], data: st.DataObject
) -> None:
    """Ratings in another order lead to the same belief, and none weighs a hypothesis."""
    one = take_in(fresh(), taken)
    other, weights = deepcopy(one), one.weights
    take_in(one, ratings)
    take_in(other, data.draw(st.permutations(ratings)))
    names = (*SKILLS, LENIENCY)
    for some, same in zip(moments_of(one, names), moments_of(other, names), strict=True):
        assert some == pytest.approx(same, abs=1e-9)
    assert one.weights == other.weights == weights


@given(
    st.tuples(st.sampled_from((-1.8, -0.5, 0.5, 1.8)), st.sampled_from((-1.8, -0.5, 0.5, 1.8))),
    st.tuples(st.floats(0.2, 0.5), st.floats(0.2, 0.5)),
    ANY_OUTCOME,
    ANY_OUTCOME,
)
def test_the_order_of_two_answers_about_untied_skills_hardly_matters(
    b: tuple[float, float], c: tuple[float, float], outcome: Outcome, later: Outcome
) -> None:
    """Two answers about untied skills leave almost the same belief in either order."""
    first, second = make_item("digging", b[0], c[0]), make_item("pruning", b[1], c[1])
    one = take_in(fresh_untied(), [(first, outcome), (second, later)])
    other = take_in(fresh_untied(), [(second, later), (first, outcome)])
    for skill in SKILLS:
        some, same = one.moments(skill), other.moments(skill)
        assert abs(some.mean - same.mean) < 0.15 * sqrt(same.variance)
    assert one.behaviour.admits == pytest.approx(other.behaviour.admits, abs=0.02)


def test_the_order_of_answers_matters_little() -> None:
    """People's answers in another order lead to almost the same belief."""
    random = seeded(7)
    apart = []
    for _ in range(150):
        ability = {skill: random.gauss(-0.5, 1) for skill in SKILLS}
        asked = [
            make_item(random.choice(SKILLS), random.choice((-1.5, -0.5, 0.5, 1.5)))
            for _ in range(8)
        ]
        answers = [(item, outcome_of(item, ability[item.skill], random)) for item in asked]
        one = take_in(fresh(), answers)
        other = take_in(fresh(), random.sample(answers, len(answers)))
        for skill in SKILLS:
            sd = sqrt(one.moments(skill).variance)
            apart.append(abs(one.moments(skill).mean - other.moments(skill).mean) / sd)
    assert max(apart) < 0.4
    assert median(apart) < 0.05


@given(STEPS, SKILL)
def test_levels_share_all_chance(taken: list[Step], skill: str) -> None:
    """The chances of the levels sum to 1, and those from a level on are the chance to reach it."""
    belief = take_in(fresh(), taken)
    chances = belief.level_probabilities(skill)
    assert len(chances) == len(LEVELS)
    assert sum(chances) == pytest.approx(1, abs=1e-12)
    assert min(chances) >= 0
    reached = [belief.chance_of_level(skill, level) for level in LEVELS]
    assert reached[0] == 1
    assert all(below >= above for below, above in pairwise(reached))
    for level in LEVELS:
        assert sum(chances[level:]) == pytest.approx(reached[level], abs=1e-12)


@pytest.mark.parametrize(("level", "cut"), list(enumerate(LEVEL_CUTS, 1)))
def test_an_ability_at_a_cut_reaches_the_level_by_half(level: int, cut: float) -> None:
    """Whoever stands exactly where a level begins has reached it with a chance of 0.5."""
    belief = belief_about(at=(cut, 1.7), above=(cut + 1, 1e-6), below=(cut - 1, 1e-6))
    chances = [belief.chance_of_level(skill, level) for skill in ("at", "above", "below")]
    assert chances == pytest.approx([0.5, 1, 0])


def test_the_cuts_rise() -> None:
    """Each level begins above the one below it."""
    assert len(LEVEL_CUTS) == len(LEVELS) - 1
    assert all(below < above for below, above in pairwise(LEVEL_CUTS))


@given(STEPS, SKILL, st.floats(-6, 6), st.floats(-6, 6))
def test_chance_below_grows(taken: list[Step], skill: str, one: float, other: float) -> None:
    """The chance to be below a higher ability is no smaller, and goes from 0 to 1."""
    belief = take_in(fresh(), taken)
    low, high = sorted((one, other))
    chances = [belief.chance_below(skill, x) for x in (-60, low, high, 60)]
    assert all(below <= above for below, above in pairwise(chances))
    assert (chances[0], chances[-1]) == pytest.approx((0, 1), abs=1e-9)


@given(STEPS, SKILL, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_an_interval_holds_the_chance_it_says(
    taken: list[Step], skill: str, one: float, other: float
) -> None:
    """An interval has its certainty, half of the rest on either side, and widens with it."""
    belief = take_in(fresh(), taken)
    some, more = sorted((one, other))
    for certainty in (some, more):
        low, high = central_range(belief.parts(skill), certainty)
        assert belief.chance_below(skill, low) == pytest.approx((1 - certainty) / 2, abs=1e-9)
        assert belief.chance_below(skill, high) == pytest.approx((1 + certainty) / 2, abs=1e-9)
    inner, outer = (central_range(belief.parts(skill), each) for each in (some, more))
    assert outer[0] <= inner[0] + 1e-9
    assert inner[1] <= outer[1] + 1e-9


@given(STEPS, SKILL)
def test_the_shown_interval_contains_the_mean(taken: list[Step], skill: str) -> None:
    """The interval of the report has the mean inside."""
    belief = take_in(fresh(), taken)
    low, high = central_range(belief.parts(skill), INTERVAL_CERTAINTY)
    assert low < belief.moments(skill).mean < high


@given(st.floats(-3, 3), st.floats(0.05, 4))
def test_the_interval_of_one_normal_belief_is_the_known_one(mean: float, variance: float) -> None:
    """Nine tenths of a normal distribution lie within 1.645 standard deviations."""
    low, high = central_range(belief_about(x=(mean, variance)).parts("x"), 0.9)
    reach = 1.6448536269514722 * sqrt(variance)
    assert (low, high) == pytest.approx((mean - reach, mean + reach), abs=1e-6)


def mixture() -> Belief:
    """Make a belief of two hypotheses about one skill that differ much."""
    return Belief([Gaussian("x", [-2], [[1]]), Gaussian("x", [1], [[0.25]])], [0.25, 0.75])


def test_a_mixture_has_the_moments_of_its_parts() -> None:
    """The mean is the weighted one; the variance has the part between the hypotheses as well."""
    mean, variance = mixture().moments("x")
    assert mean == pytest.approx(0.25)
    within, between = 0.25 * 1 + 0.75 * 0.25, 0.25 * 2.25**2 + 0.75 * 0.75**2
    assert variance == pytest.approx(within + between)
    assert "x" in mixture()
    assert "y" not in mixture()


def test_what_predicts_an_answer_gains_weight() -> None:
    """A hypothesis that gave an answer more chance gains by it, in proportion."""
    for outcome in (Outcome.RIGHT, Outcome.WRONG):
        belief = mixture()
        item = make_item("x")
        chances = [alone(belief, at).predict(item)[outcome] for at in (0, 1)]
        expected = [w * chance for w, chance in zip(belief.weights, chances, strict=True)]
        belief.answer(item, outcome)
        assert belief.weights == pytest.approx([part / sum(expected) for part in expected])
        assert (belief.weights[1] > 0.75) is (outcome is Outcome.RIGHT)


def test_a_hypothesis_can_come_back() -> None:
    """What is out of the question keeps a thousandth, and gains when answers bear it out."""
    low, high = Gaussian("x", [-3], [[0.05]]), Gaussian("x", [3], [[0.05]])
    belief = Belief([low, high], [0.5, 0.5])
    for outcome, favoured in ((Outcome.RIGHT, 1), (Outcome.WRONG, 0), (Outcome.RIGHT, 1)):
        for _ in range(12):
            belief.answer(make_item("x"), outcome)
        assert belief.weights[favoured] > 0.9
        assert belief.weights[1 - favoured] > 0.0009


def test_a_rating_given_twice_is_not_taken_for_two_skills() -> None:
    """A self-rating is about its own skill and the person, not about another's rating."""
    belief = fresh_untied()
    take_in_rating(belief, "digging", 4)
    assert belief.moments("digging").mean > fresh_untied().moments("digging").mean
    assert moments_of(belief, SKILLS[1:]) == moments_of(fresh_untied(), SKILLS[1:])


@given(STEPS)
def test_all_moments_are_those_of_each_skill(taken: list[Step]) -> None:
    """Worked out at once, means and variances are the same as one by one."""
    belief = fresh()
    take_in(belief, taken)
    together = belief.all_moments()
    for skill in SKILLS:
        assert together[skill] == pytest.approx(belief.moments(skill), rel=1e-9, abs=1e-9)
