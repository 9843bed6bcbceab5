from itertools import pairwise, product
from math import sqrt

import pytest

from definite import smallest_pivot_of, whole
from mlcareer.content.people import load_backgrounds
from mlcareer.measure.belief import Belief
from mlcareer.measure.prior import (
    ASSUMPTIONS,
    BACKGROUND_CAP,
    LENIENCY,
    LOWEST_MEAN,
    PRIOR_SD,
    RATING_OF_THE_MEAN,
    Assumptions,
    build_prior,
    suggested_levels,
    take_in_rating,
)
from mlcareer.measure.ties import UNTIED, build_structure
from mlcareer.model.items import Outcome
from mlcareer.model.people import Backgrounds
from mlcareer.model.skills import SkillMap
from support import DATA, make_item

LOOSE = ASSUMPTIONS._replace(ties=(UNTIED,), weights=(1.0,))


@pytest.fixture(scope="module")
def backgrounds(skill_map: SkillMap) -> Backgrounds:
    """Read the shipped table of backgrounds."""
    table = load_backgrounds(DATA, skill_map)
    assert table is not None
    return table


def mean(belief: Belief, skill: str) -> float:
    """Mean of a skill."""
    return belief.moments(skill).mean


def everyone(backgrounds: Backgrounds) -> list[dict[str, str]]:
    """List all combinations of degree and job, those with a part unsaid included."""
    return [
        {"degree": degree, "work": work}
        for degree, work in product((*backgrounds.degrees, ""), (*backgrounds.works, ""))
    ]


def test_a_shift_suggests_no_level_below_zero(backgrounds: Backgrounds) -> None:
    """A skill that a background seldom meets is not yet there, and no less."""
    degree = next(iter(backgrounds.degrees))
    shifted = backgrounds._replace(shift={degree: {"python": -9.0}})
    assert suggested_levels(["python"], shifted, {"degree": degree}) == {"python": 0.0}


def test_no_background_suggests_more_than_the_cap(
    skill_map: SkillMap, backgrounds: Backgrounds
) -> None:
    """No degree with any job suggests a level below 0 or above 2.5 for any skill."""
    levels = [
        level
        for chosen in everyone(backgrounds)
        for level in suggested_levels(skill_map.skills, backgrounds, chosen).values()
    ]
    assert min(levels) == 0
    assert max(levels) == BACKGROUND_CAP == 2.5


def test_any_background_starts_within_one_logit_and_wide(
    skill_map: SkillMap, backgrounds: Backgrounds
) -> None:
    """Where nothing hangs together, any background starts a skill at -1 to 0 with an sd of 1.5."""
    for chosen in everyone(backgrounds):
        belief = build_prior(skill_map, backgrounds, chosen, LOOSE)
        for skill in skill_map.skills:
            start = belief.moments(skill)
            assert -1 <= start.mean <= 0
            assert sqrt(start.variance) == pytest.approx(PRIOR_SD)
    assert PRIOR_SD == 1.5


def test_no_hypothesis_is_narrower_than_the_loosest(skill_map: SkillMap) -> None:
    """However skills hang together, each starts at least as wide as when nothing is tied."""
    belief = build_prior(skill_map, None, {})
    for hypothesis in belief.hypotheses:
        assert min(hypothesis.variance(skill) for skill in skill_map.skills) >= PRIOR_SD**2 - 1e-9
    for skill in skill_map.skills:
        assert belief.moments(skill).variance >= PRIOR_SD**2 - 1e-9


def test_a_hypothesis_adds_its_shift_to_what_the_background_says(
    skill_map: SkillMap, backgrounds: Backgrounds
) -> None:
    """Each hypothesis has the means of the background and the structure of its own ties."""
    chosen = {"degree": "physics", "work": "academia"}
    belief = build_prior(skill_map, backgrounds, chosen)
    loose = build_prior(skill_map, backgrounds, chosen, LOOSE)
    assert belief.weights == pytest.approx(ASSUMPTIONS.weights)
    for ties, hypothesis in zip(ASSUMPTIONS.ties, belief.hypotheses, strict=True):
        shift, triangle = build_structure(skill_map, ties, PRIOR_SD)
        covariance = whole(triangle)
        for at, skill in enumerate(skill_map.skills):
            assert hypothesis.mean(skill) == pytest.approx(mean(loose, skill) + shift[at])
            for other, expected in zip(skill_map.skills, covariance[at], strict=True):
                assert hypothesis.covariance(skill, other) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("degree", "work", "skill", "level"),
    [
        ("computer-science", "", "python", 2.0),
        ("computer-science", "student", "python", 2.0),
        ("statistics", "data-analyst", "statistics", 2.5),  # 2.5 and a quarter of 1.5, capped
        ("computer-science", "academia", "calculus", 2.375),  # 2 and a quarter of 1.5
        ("physics", "", "java", 0.5),  # 1 less the half that seldom meets Java
        ("", "academia", "java", 0.0),  # a half less a half
        ("none-yet", "student", "deployment", 0.0),
        ("", "", "python", 0.0),
        ("alchemy", "wizard", "python", 0.0),
    ],
)
def test_degree_and_job_combine(  # noqa: PLR0913, PLR0917 - two fixtures and a row of the table
    skill_map: SkillMap,
    backgrounds: Backgrounds,
    degree: str,
    work: str,
    skill: str,
    level: float,
) -> None:
    """The larger level and a quarter of the smaller count, shifted by tool and capped."""
    chosen = {"degree": degree, "work": work}
    assert suggested_levels([skill], backgrounds, chosen)[skill] == pytest.approx(level)
    belief = build_prior(skill_map, backgrounds, chosen, LOOSE)
    assert mean(belief, skill) == pytest.approx(-1 + 0.4 * level)


def test_without_a_table_every_skill_starts_lowest(garden: SkillMap) -> None:
    """A content folder without backgrounds starts every untied skill at the lowest mean."""
    belief = build_prior(garden, None, {"degree": "computer-science"}, LOOSE)
    assert {mean(belief, skill) for skill in garden.skills} == {LOWEST_MEAN}


@pytest.mark.parametrize("which", ["garden", "skill_map"])
def test_the_prior_is_positive_definite(which: str, request: pytest.FixtureRequest) -> None:
    """On either map each weighted sum of abilities and leniency has a variance above 0."""
    chosen: SkillMap = request.getfixturevalue(which)
    assert smallest_pivot_of(build_prior(chosen, None, {})) > 0.01


def test_the_assumptions_are_possible() -> None:
    """Weights share all chance, one hypothesis is untied, and no noise is negative."""
    assert sum(ASSUMPTIONS.weights) == pytest.approx(1)
    assert min(ASSUMPTIONS.weights) > 0
    assert len(ASSUMPTIONS.weights) == len(ASSUMPTIONS.ties)
    assert UNTIED in ASSUMPTIONS.ties
    assert ASSUMPTIONS.rating_noise_variance > 0
    assert ASSUMPTIONS.levels_per_logit > 0
    for ties in ASSUMPTIONS.ties:
        assert ties.general + ties.area < 1
        assert 0 <= ties.chain < 1


def test_what_belongs_together_hangs_together(skill_map: SkillMap) -> None:
    """Where skills are tied, strangers share some ability, and neighbours share more."""
    assert skill_map.skills["cnn"].requires == ("deep-learning",)
    assert skill_map.skills["cnn"].area != skill_map.skills["git"].area
    belief = build_prior(skill_map, None, {})
    for ties, hypothesis in zip(ASSUMPTIONS.ties, belief.hypotheses, strict=True):
        stranger = hypothesis.covariance("cnn", "git")
        neighbour = hypothesis.covariance("cnn", "deep-learning")
        if ties == UNTIED:
            assert stranger == neighbour == 0
        else:
            assert stranger < neighbour < hypothesis.variance("cnn")


def test_leniency_starts_apart_from_ability(skill_map: SkillMap) -> None:
    """Before any rating, self-praise has a spread of its own and no tie to ability."""
    belief = build_prior(skill_map, None, {})
    spread = ASSUMPTIONS.leniency_sd / ASSUMPTIONS.levels_per_logit
    for hypothesis in belief.hypotheses:
        assert hypothesis.mean(LENIENCY) == 0
        assert hypothesis.variance(LENIENCY) == pytest.approx(spread**2)
        assert {hypothesis.covariance(LENIENCY, skill) for skill in skill_map.skills} == {0}


def test_a_higher_rating_means_more(garden: SkillMap) -> None:
    """Each higher self-rating leaves a higher mean of the skill and of its neighbours."""
    means = []
    for level in range(5):
        belief = build_prior(garden, None, {})
        take_in_rating(belief, "compost", level)
        means.append((mean(belief, "compost"), mean(belief, "pruning")))
    for below, above in pairwise(means):
        assert above[0] > below[0]
        assert above[1] > below[1]


@pytest.mark.parametrize("correlation", [0.2, 0.35, 0.5])
def test_a_rating_counts_by_its_correlation(garden: SkillMap, correlation: float) -> None:
    """One self-rating takes away the share of the variance that is its correlation squared."""
    assumptions = LOOSE._replace(rating_correlation=correlation)
    belief = build_prior(garden, None, {}, assumptions)
    take_in_rating(belief, "compost", 4, assumptions)
    left = belief.moments("compost").variance / PRIOR_SD**2
    assert left == pytest.approx(1 - correlation**2)


def test_a_rating_without_correlation_would_say_nothing(garden: SkillMap) -> None:
    """The less ratings go with ability, the less a rating moves the mean."""
    moved = []
    for correlation in (0.01, 0.2, 0.4, 0.6):
        assumptions = LOOSE._replace(rating_correlation=correlation)
        belief = build_prior(garden, None, {}, assumptions)
        take_in_rating(belief, "compost", 4, assumptions)
        moved.append(mean(belief, "compost") - LOWEST_MEAN)
    assert 0 < moved[0] < 0.1
    assert all(less < more for less, more in pairwise(moved))


def test_the_rating_that_goes_with_the_mean_moves_nothing(garden: SkillMap) -> None:
    """Ratings below the usual one lower an unknown person's mean, those above raise it."""
    for level in range(5):
        belief = build_prior(garden, None, {}, LOOSE)
        take_in_rating(belief, "compost", level)
        assert (mean(belief, "compost") > LOWEST_MEAN) is (level > RATING_OF_THE_MEAN)


def independent(belief: Belief, skills: list[str], assumptions: Assumptions) -> None:
    """Let top ratings count as if leniency were a further error of each rating alone."""
    steepness = assumptions.levels_per_logit
    noise = assumptions.rating_noise_variance + assumptions.leniency_sd**2
    value = LOWEST_MEAN + (4 - RATING_OF_THE_MEAN) / steepness
    for skill in skills:
        belief.observe([skill], value, noise / steepness**2)


@pytest.mark.parametrize("which", ["garden", "skill_map"])
@pytest.mark.parametrize("assumptions", [ASSUMPTIONS, LOOSE])
def test_ratings_of_one_person_share_their_error(
    which: str, assumptions: Assumptions, request: pytest.FixtureRequest
) -> None:
    """Praising all skills moves each less than as many unrelated errors of the same size would."""
    chosen: SkillMap = request.getfixturevalue(which)
    start, shared, unrelated = (build_prior(chosen, None, {}, assumptions) for _ in range(3))
    first = next(iter(chosen.skills))
    take_in_rating(shared, first, 4, assumptions)
    independent(unrelated, [first], assumptions)
    assert mean(shared, first) == pytest.approx(mean(unrelated, first))
    for skill in list(chosen.skills)[1:]:
        take_in_rating(shared, skill, 4, assumptions)
    independent(unrelated, list(chosen.skills)[1:], assumptions)
    for skill in chosen.skills:
        assert mean(start, skill) < mean(shared, skill) < mean(unrelated, skill)


def test_praise_of_everything_is_taken_for_leniency(skill_map: SkillMap) -> None:
    """Rating all skills at the top shows a lenient person more than rating one does."""
    one, every = (build_prior(skill_map, None, {}) for _ in range(2))
    take_in_rating(one, "python", 4)
    for skill in skill_map.skills:
        take_in_rating(every, skill, 4)
    assert 0 < mean(one, LENIENCY) < mean(every, LENIENCY)


@pytest.mark.parametrize("assumptions", [ASSUMPTIONS, LOOSE])
def test_who_overrates_one_skill_is_believed_less_about_the_others(
    skill_map: SkillMap, assumptions: Assumptions
) -> None:
    """Answers that fall short of ratings show leniency and lower skills not asked about."""
    belief = build_prior(skill_map, None, {}, assumptions)
    for skill in skill_map.skills:
        take_in_rating(belief, skill, 4, assumptions)
    before = {skill: mean(belief, skill) for skill in skill_map.skills}
    lenient = mean(belief, LENIENCY)
    for skill in ("git", "sql", "cnn"):
        for b in (-1.5, -0.5):
            belief.answer(make_item(skill, b), Outcome.DONT_KNOW)
    assert mean(belief, LENIENCY) > lenient
    assert all(mean(belief, skill) < start for skill, start in before.items())


def test_who_underrates_one_skill_is_believed_more_about_the_others(garden: SkillMap) -> None:
    """Answers above the ratings raise the skills that were rated as low and not asked about."""
    belief = build_prior(garden, None, {}, LOOSE)
    for skill in garden.skills:
        take_in_rating(belief, skill, 0, LOOSE)
    before = mean(belief, "pruning")
    for b in (0.5, 1.5):
        belief.answer(make_item("digging", b), Outcome.RIGHT)
    assert mean(belief, "pruning") > before


def test_two_answers_outweigh_one_rating(garden: SkillMap) -> None:
    """Two wrong answers to easy questions leave a top rating below an unrated skill."""
    belief = build_prior(garden, None, {}, LOOSE)
    take_in_rating(belief, "digging", 4, LOOSE)
    for _ in range(2):
        belief.answer(make_item("digging", -1.5), Outcome.WRONG)
    assert mean(belief, "digging") < LOWEST_MEAN
