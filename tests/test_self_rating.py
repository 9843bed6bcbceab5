from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.skills import load_skill_map
from mlcareer.gaps import LIKELY, Z_LIKELY
from mlcareer.measure.belief import LEVEL_CUTS, Belief
from mlcareer.measure.prior import build_prior, take_in_rating
from mlcareer.measure.profile import Profile, believe, estimate, profile_of
from mlcareer.measure.steps import answer_event
from mlcareer.measure.sums import sum_moments
from mlcareer.model.items import Item
from mlcareer.model.levels import LEVELS, TOP_LEVEL
from mlcareer.model.people import Event
from mlcareer.model.questions import AUTHORED_DIFFICULTY_SD
from mlcareer.self_rating import (
    CLEAR,
    ENOUGH_SKILLS,
    Z_CLEAR,
    Comparison,
    SelfKnowledge,
    Verdict,
    compare_ratings,
)
from simulated import belief_about, outcome_of, seeded
from support import DATA, EXAMPLE, make_question, rating

GARDEN = load_skill_map(EXAMPLE)
SHIPPED = load_skill_map(DATA)
SKILLS = tuple(SHIPPED.skills)
RATED = SKILLS[::3]
PEOPLE = 200
MIRROR = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}

Said = tuple[float, float, int | None, int]
"""Mean and variance of an ability, the self-rating, and how many questions were answered."""

ONE = st.tuples(
    st.floats(-4, 3),
    st.floats(0.02, 4),
    st.none() | st.integers(0, TOP_LEVEL),
    st.integers(0, 5),
)
SEVERAL = st.lists(ONE, max_size=9)


def level_of(theta: float) -> int:
    """Turn an ability into a level."""
    return sum(theta >= cut for cut in LEVEL_CUTS)


def names(count: int) -> list[str]:
    """Name so many skills."""
    return [f"skill{at}" for at in range(count)]


def known_of(said: list[Said]) -> SelfKnowledge:
    """Compare ratings with what is believed about unrelated skills."""
    everyone = {n: (m, v) for n, (m, v, _, _) in zip(names(len(said)), said, strict=True)}
    belief = belief_about(**(everyone or {"none": (0.0, 1.0)}))
    estimates = {
        name: estimate(belief, name, answers, rating)
        for name, (_, _, rating, answers) in zip(names(len(said)), said, strict=True)
    }
    return compare_ratings(Profile(estimates, {}, {}), belief)


def alike(count: int, ability: float, sd: float, rating: int) -> SelfKnowledge:
    """Compare so many skills that are all believed and rated alike."""
    return known_of([(ability, sd * sd, rating, 5)] * count)


@given(SEVERAL)
def test_overrating_and_underrating_are_mirror_images(said: list[Said]) -> None:
    """Turned upside down, people, ratings and scale give the same numbers with the other sign."""
    known = known_of(said)
    # The cuts lie around -0.5, which is the middle of level 2.
    turned = known_of([(-1 - m, v, None if r is None else 4 - r, n) for m, v, r, n in said])
    assert turned.habit is MIRROR.get(known.habit, Verdict.WITHIN)
    assert (turned.shift, turned.shift_low, turned.shift_high) == pytest.approx(
        (-known.shift, -known.shift_high, -known.shift_low), abs=1e-6
    )
    for one, other in zip(known.comparisons, turned.comparisons, strict=True):
        assert (other.rating, other.level) == pytest.approx((4 - one.rating, 4 - one.level))
        if abs(one.difference) > 1e-9:
            assert other.certainty == pytest.approx(one.certainty, abs=1e-9)
            assert other.verdict is MIRROR.get(one.verdict, Verdict.WITHIN)
    for point, mirrored in zip(known.points, reversed(turned.points), strict=True):
        assert (mirrored.rating, mirrored.skills) == (4 - point.rating, point.skills)
        assert (mirrored.level, mirrored.low, mirrored.high) == pytest.approx(
            (4 - point.level, 4 - point.high, 4 - point.low), abs=1e-6
        )


@given(SEVERAL)
def test_only_what_was_rated_and_asked_is_compared(said: list[Said]) -> None:
    """Skills without a rating or without an answer say nothing; the others come in order."""
    known = known_of(said)
    expected = [
        name
        for name, (_, _, rating, answers) in zip(names(len(said)), said, strict=True)
        if rating is not None and answers
    ]
    assert [c.skill for c in known.comparisons] == expected
    assert sum(point.skills for point in known.points) == len(expected)
    assert len(
        {*known.of(Verdict.HIGHER), *known.of(Verdict.LOWER), *known.of(Verdict.WITHIN)}
    ) == (len(expected))


@given(SEVERAL)
def test_the_numbers_agree_with_each_other(said: list[Said]) -> None:
    """Differences, their mean and the points of the picture come from the same levels."""
    known = known_of(said)
    for one in known.comparisons:
        assert one.difference == pytest.approx(one.rating - one.level)
        assert 0 <= one.level <= TOP_LEVEL
        assert 0 <= one.certainty <= 1 + 1e-9
    for point in known.points:
        own = [c.level for c in known.comparisons if c.rating == point.rating]
        assert point.level == pytest.approx(sum(own) / len(own), abs=1e-6)
        assert 0 <= point.low <= point.level + 1e-9
        assert point.level <= point.high + 1e-9 <= TOP_LEVEL + 2e-9
    assert [p.rating for p in known.points] == sorted({c.rating for c in known.comparisons})
    if known.comparisons:
        differences = [c.difference for c in known.comparisons]
        assert known.shift == pytest.approx(sum(differences) / len(differences), abs=1e-6)
    assert known.shift_low <= known.shift <= known.shift_high


@given(SEVERAL)
def test_a_verdict_needs_its_chance_and_its_side(said: list[Said]) -> None:
    """A rating is called too high or low only where that is as sure as CLEAR, and then always."""
    for one in known_of(said).comparisons:
        if one.verdict is Verdict.WITHIN:
            assert one.certainty < CLEAR
        else:
            assert one.certainty >= CLEAR
            assert one.verdict is (Verdict.HIGHER if one.difference > 0 else Verdict.LOWER)


@given(SEVERAL, st.sampled_from(Verdict))
def test_the_largest_difference_comes_first(said: list[Said], verdict: Verdict) -> None:
    """The skills of a verdict are all there, the largest difference first."""
    known = known_of(said)
    found = known.of(verdict)
    sizes = [abs(c.difference) for c in found]
    assert sizes == sorted(sizes, reverse=True)
    assert set(found) == {c for c in known.comparisons if c.verdict is verdict}


@given(st.lists(ONE, max_size=4))
def test_few_skills_make_no_habit(said: list[Said]) -> None:
    """Fewer than five skills say nothing about a person, however far off they are."""
    assert known_of(said).habit is Verdict.WITHIN


@pytest.mark.parametrize(("count", "verdict"), [(4, Verdict.WITHIN), (5, Verdict.HIGHER)])
def test_five_skills_are_enough_for_a_habit(count: int, verdict: Verdict) -> None:
    """Five skills that are all rated far too high make a habit; four do not."""
    known = alike(count, ability=-1.5, sd=0.3, rating=4)
    assert known.habit is verdict
    assert len(known.of(Verdict.HIGHER)) == count


def test_the_range_of_the_shift_has_both_its_errors() -> None:
    """That of measuring, and that of having asked these skills and no others."""
    said: list[Said] = [(-2.5, 0.01, 2, 5), (-1.5, 0.01, 2, 5), (0.5, 0.01, 3, 5)]
    known = known_of(said)
    # The levels are hardly in doubt: the differences are 2, 1 and 0, with a variance of 1.
    spread = sqrt(1 / len(said))
    assert known.shift == pytest.approx(1, abs=1e-3)
    assert known.shift_high - known.shift == pytest.approx(1.645 * spread, abs=1e-2)
    assert known.shift - known.shift_low == pytest.approx(1.645 * spread, abs=1e-2)


@pytest.mark.parametrize(("ability", "spread"), [(-1.5, 0.5), (-2.5, 0.0)])
def test_two_skills_are_enough_for_the_error_of_having_asked_these(
    ability: float, spread: float
) -> None:
    """Of two skills the differences are 2 and 1, or 2 and 2; of one there is no such error."""
    known = known_of([(-2.5, 0.01, 2, 5), (ability, 0.01, 2, 5)])
    assert known.shift_high - known.shift == pytest.approx(1.645 * spread, abs=1e-2)
    (one,) = known_of([(-2.5, 0.01, 2, 5)]).points
    assert one.high - one.low == pytest.approx(0, abs=1e-2)


@pytest.mark.parametrize(
    ("chance", "errors"), [(CLEAR, Z_CLEAR), (LIKELY, Z_LIKELY)], ids=["clear", "likely"]
)
def test_ranges_reach_as_many_errors_as_their_chance_needs(chance: float, errors: float) -> None:
    """The number of standard errors is that of a central range with the chance that is said."""
    assert NormalDist().inv_cdf((1 + chance) / 2) == pytest.approx(errors, abs=1e-3)


@pytest.mark.parametrize(("sd", "verdict"), [(0.3, Verdict.HIGHER), (3.0, Verdict.WITHIN)])
def test_what_is_hardly_known_makes_no_habit(sd: float, verdict: Verdict) -> None:
    """The same ratings make a habit where answers are clear, and none where they are not."""
    assert alike(ENOUGH_SKILLS, ability=-0.5, sd=sd, rating=3).habit is verdict


@pytest.mark.parametrize(
    ("ability", "rated", "difference", "verdict"),
    [
        (-2.5, 4, 4, Verdict.HIGHER),
        (-2.5, 0, 0, Verdict.WITHIN),
        (1.5, 0, -4, Verdict.LOWER),
        (1.5, 4, 0, Verdict.WITHIN),
        (-0.5, 3, 1, Verdict.HIGHER),
        (-0.5, 2, 0, Verdict.WITHIN),
        (-0.5, 1, -1, Verdict.LOWER),
    ],
)
def test_known_comparisons(ability: float, rated: int, difference: int, verdict: Verdict) -> None:
    """Where the level is as good as certain, rating less level is read off."""
    (one,) = alike(1, ability, 0.05, rated).comparisons
    assert (one.rating, one.verdict) == (rated, verdict)
    assert one.difference == pytest.approx(difference, abs=1e-6)
    assert one.certainty == pytest.approx(float(bool(difference)), abs=1e-6)


@pytest.mark.parametrize(
    ("chances", "rated", "certainty"),
    [
        ((0.4, 0.0, 0.15, 0.45, 0.0), 2, 0.4),
        ((0.0, 0.45, 0.15, 0.0, 0.4), 2, 0.4),
        ((0.1, 0.2, 0.3, 0.2, 0.2), 2, 0.4),
    ],
)
def test_the_certainty_is_that_of_the_side_of_the_difference(
    chances: tuple[float, ...], rated: int, certainty: float
) -> None:
    """It is the chance below where the rating is above the expected level, and else above."""
    belief = belief_about(bees=(0.0, 1.0))
    one = estimate(belief, "bees", 5, rated)._replace(probabilities=chances)
    (found,) = compare_ratings(Profile({"bees": one}, {}, {}), belief).comparisons
    assert found.certainty == pytest.approx(certainty)
    assert found.verdict is Verdict.WITHIN


@pytest.mark.parametrize("events", [[], [rating("digging", 4), rating("compost", 0)]])
def test_without_answers_nothing_is_said(events: Sequence[Event]) -> None:
    """Before any answer there is nothing to hold a rating against."""
    found = knowledge_of_gardener(events)
    assert found == SelfKnowledge((), (), 0.0, 0.0, 0.0, Verdict.WITHIN)


def test_without_ratings_nothing_is_said() -> None:
    """Answers alone, or with a rating that was skipped, say nothing of self-ratings."""
    question = make_question("digging-1", skill="digging", sub="tools")
    events = [rating("digging", ""), answer_event(question, "five")]
    assert knowledge_of_gardener(events) == SelfKnowledge((), (), 0.0, 0.0, 0.0, Verdict.WITHIN)


def knowledge_of_gardener(events: Sequence[Event]) -> SelfKnowledge:
    """Compare what a gardener said and answered."""
    belief = believe(GARDEN, None, events)
    return compare_ratings(profile_of(GARDEN, belief, events), belief)


def test_a_rating_of_not_yet_is_a_rating() -> None:
    """A person who says "not yet" is compared like any other."""
    question = make_question("digging-1", skill="digging", sub="tools")
    found = knowledge_of_gardener([rating("digging", 0), answer_event(question, "five")])
    assert [(c.skill, c.rating) for c in found.comparisons] == [("digging", 0)]
    assert [(p.rating, p.skills) for p in found.points] == [(0, 1)]


def test_errors_that_go_together_widen_a_point() -> None:
    """The range of a point is that of the joint belief, not that of unrelated skills."""
    belief = build_prior(SHIPPED, None, {})
    chosen = SKILLS[:8]
    estimates = {skill: estimate(belief, skill, 1, 2) for skill in chosen}
    (point,) = compare_ratings(Profile(estimates, {}, {}), belief).points
    worth = [level / len(chosen) for level in LEVELS]
    alone = sum(sum_moments(belief, {skill: worth}).variance for skill in chosen)
    assert (point.high - point.low) / 2 > 1.2 * 1.645 * sqrt(alone)


def asked(abilities: Mapping[str, float], ratings: Mapping[str, int], random: Random) -> Belief:
    """Ask a person ten questions on each skill that she rated, difficulties off as assumed."""
    belief = build_prior(SHIPPED, None, {})
    for skill, level in ratings.items():
        take_in_rating(belief, skill, level)
    for skill in ratings:
        for at in range(10):
            item = Item(skill, 1.3, -2 + at % 4, AUTHORED_DIFFICULTY_SD, 0.25)
            true = item._replace(b=random.gauss(item.b, item.b_sd), b_sd=0.0)
            belief.answer(item, outcome_of(true, abilities[skill], random))
    return belief


def off_by(level: int, shift: int, noise: int, random: Random) -> int:
    """Rate a level with an error that is 0 on average, and shift that as far as the scale goes."""
    error = random.choice([-noise, 0, 0, noise]) if 0 < level < TOP_LEVEL else 0
    return min(TOP_LEVEL, max(0, level + error + shift))


Person = tuple[dict[str, int], SelfKnowledge]
"""True levels of what was rated, and what came of comparing the ratings with answers."""


@cache
def simulated(seed: int, shift: int = 0, noise: int = 1) -> Person:
    """Compare a person whose ratings lie around the truth, shifted by so many levels."""
    random = seeded(f"self-rating {shift} {noise} {seed}")
    general = random.gauss(-1, 0.9)
    abilities = {skill: random.gauss(general, 1.2) for skill in RATED}
    levels = {skill: level_of(theta) for skill, theta in abilities.items()}
    ratings = {skill: off_by(level, shift, noise, random) for skill, level in levels.items()}
    belief = asked(abilities, ratings, random)
    estimates = {skill: estimate(belief, skill, 10, ratings[skill]) for skill in RATED}
    return levels, compare_ratings(Profile(estimates, {}, {}), belief)


def share_called(noise: int) -> float:
    """Share of people with ratings around the truth who are said to have a habit."""
    people = [simulated(seed, noise=noise)[1] for seed in range(PEOPLE)]
    return sum(known.habit is not Verdict.WITHIN for known in people) / PEOPLE


MOST_CALLED = (1 - CLEAR) + 3 * sqrt(CLEAR * (1 - CLEAR) / PEOPLE)
"""What a chance of CLEAR allows, and three standard errors of so many people."""


@pytest.mark.parametrize(("shift", "verdict"), [(2, Verdict.HIGHER), (-2, Verdict.LOWER)])
def test_whoever_is_off_by_two_levels_is_found_out(shift: int, verdict: Verdict) -> None:
    """Ratings that are all two levels too high or too low are nearly always called so."""
    found = [simulated(seed, shift)[1] for seed in range(30)]
    assert sum(known.habit is verdict for known in found) >= 28
    assert all(known.shift * shift > 0 for known in found)


def test_whoever_rates_herself_right_is_seldom_called_anything() -> None:
    """Ratings that are the truth are called a habit no more often than chance may do."""
    assert share_called(noise=0) <= MOST_CALLED


def test_noise_around_the_truth_is_seldom_called_a_habit() -> None:
    """Ratings that miss the truth by a level now and then, up or down, are no habit either."""
    assert share_called(noise=1) <= MOST_CALLED


def test_a_habit_points_the_way_in_which_the_ratings_are_off() -> None:
    """Of those said to have a habit, hardly any rate themselves truly the other way."""
    wrong = 0
    for levels, known in (simulated(seed) for seed in range(PEOPLE)):
        truth = sum(one.rating - levels[one.skill] for one in known.comparisons)
        wrong += known.habit is Verdict.HIGHER and truth <= 0
        wrong += known.habit is Verdict.LOWER and truth >= 0
    assert wrong / PEOPLE <= 1 - CLEAR


def test_a_skill_that_is_called_too_high_or_low_mostly_is() -> None:
    """Of the single skills that get a verdict, a share of about CLEAR truly are off that way."""
    found: list[tuple[int, Comparison]] = [
        (levels[one.skill], one)
        for shift in (-1, 0, 1)
        for levels, known in (simulated(seed, shift) for seed in range(60))
        for one in known.comparisons
        if one.verdict is not Verdict.WITHIN
    ]
    sides = {Verdict.HIGHER: 1, Verdict.LOWER: -1}
    right = sum((one.rating - level) * sides[one.verdict] > 0 for level, one in found)
    assert len(found) > 300
    assert right / len(found) >= CLEAR - 0.02
