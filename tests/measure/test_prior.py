from itertools import pairwise, product

import pytest

from definite import smallest_pivot
from mlcareer.content.people import load_backgrounds
from mlcareer.measure.prior import (
    BACKGROUND_CAP,
    LENIENCY,
    LENIENCY_MEAN,
    LENIENCY_SD,
    LOWEST_MEAN,
    PRIOR_SD,
    RATING_NOISE_SD,
    build_prior,
    suggested_levels,
    take_in_rating,
)
from mlcareer.model.people import Backgrounds
from mlcareer.model.skills import SkillMap
from support import DATA


@pytest.fixture(scope="module")
def backgrounds(skill_map: SkillMap) -> Backgrounds:
    """Read the shipped table of backgrounds."""
    table = load_backgrounds(DATA, skill_map)
    assert table is not None
    return table


def everyone(backgrounds: Backgrounds) -> list[dict[str, str]]:
    """List all combinations of degree and job, those with a part unsaid included."""
    return [
        {"degree": degree, "work": work}
        for degree, work in product((*backgrounds.degrees, ""), (*backgrounds.works, ""))
    ]


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
    """Whatever the background, each skill starts at -1 to 0 with a standard deviation of 1.5."""
    for chosen in everyone(backgrounds):
        belief = build_prior(skill_map, backgrounds, chosen)
        for skill in skill_map.skills:
            assert -1 <= belief.mean(skill) <= 0
            assert belief.variance(skill) ** 0.5 == pytest.approx(PRIOR_SD)
    assert PRIOR_SD == 1.5


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
    belief = build_prior(skill_map, backgrounds, chosen)
    assert belief.mean(skill) == pytest.approx(-1 + 0.4 * level)


def test_without_a_table_every_skill_starts_lowest(garden: SkillMap) -> None:
    """A content folder without backgrounds starts every skill at the lowest mean."""
    belief = build_prior(garden, None, {"degree": "computer-science"})
    assert {belief.mean(skill) for skill in garden.skills} == {LOWEST_MEAN}


@pytest.mark.parametrize("which", ["garden", "skill_map"])
def test_the_prior_is_positive_definite(which: str, request: pytest.FixtureRequest) -> None:
    """On either map each weighted sum of abilities and leniency has a variance above 0."""
    chosen: SkillMap = request.getfixturevalue(which)
    belief = build_prior(chosen, None, {})
    assert smallest_pivot(belief, (*chosen.skills, LENIENCY)) > 0.01


def test_what_belongs_together_hangs_together(skill_map: SkillMap) -> None:
    """Strangers share some ability, an area's skills more, and an edge adds to that."""
    belief = build_prior(skill_map, None, {})
    areas = {id_: skill.area for id_, skill in skill_map.skills.items()}
    assert areas["cnn"] == areas["rnn-lstm"] == areas["deep-learning"] != areas["git"]
    assert skill_map.skills["cnn"].requires == ("deep-learning",)
    stranger = belief.covariance("cnn", "git")
    area = belief.covariance("cnn", "rnn-lstm")
    edge = belief.covariance("cnn", "deep-learning")
    assert 0 < stranger < area < edge < belief.variance("cnn")


def test_leniency_starts_apart_from_ability(skill_map: SkillMap) -> None:
    """Before any rating, self-praise has its own mean and spread and no tie to ability."""
    belief = build_prior(skill_map, None, {})
    assert belief.mean(LENIENCY) == LENIENCY_MEAN
    assert belief.variance(LENIENCY) == pytest.approx(LENIENCY_SD**2)
    assert {belief.covariance(LENIENCY, skill) for skill in skill_map.skills} == {0}


def test_a_higher_rating_means_more(garden: SkillMap) -> None:
    """Each higher self-rating leaves a higher mean of the skill and of its neighbours."""
    means = []
    for level in range(5):
        belief = build_prior(garden, None, {})
        take_in_rating(belief, "compost", level)
        means.append((belief.mean("compost"), belief.mean("pruning")))
    for below, above in pairwise(means):
        assert above[0] > below[0]
        assert above[1] > below[1]


def test_a_rating_counts_like_a_correlation_of_a_half(garden: SkillMap) -> None:
    """One self-rating takes away a quarter of the variance: the square of its correlation."""
    belief = build_prior(garden, None, {})
    take_in_rating(belief, "compost", 4)
    assert belief.variance("compost") / PRIOR_SD**2 == pytest.approx(0.75, abs=0.01)


@pytest.mark.parametrize("which", ["garden", "skill_map"])
def test_ratings_of_one_person_share_their_error(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Praising all skills moves each less than as many unrelated errors of the same size would."""
    chosen: SkillMap = request.getfixturevalue(which)
    shared, unrelated = (build_prior(chosen, None, {}) for _ in range(2))
    noise = RATING_NOISE_SD**2 + LENIENCY_SD**2
    for count, skill in enumerate(chosen.skills):
        take_in_rating(shared, skill, 4)
        unrelated.observe([skill], 4 - 2.5 - LENIENCY_MEAN, noise)
        if not count:
            assert shared.mean(skill) == pytest.approx(unrelated.mean(skill))
    for skill in chosen.skills:
        assert LOWEST_MEAN < shared.mean(skill) < unrelated.mean(skill)


def test_praise_of_everything_is_taken_for_leniency(skill_map: SkillMap) -> None:
    """Rating all skills at the top shows a lenient person more than rating one does."""
    one, every = (build_prior(skill_map, None, {}) for _ in range(2))
    take_in_rating(one, "python", 4)
    for skill in skill_map.skills:
        take_in_rating(every, skill, 4)
    assert LENIENCY_MEAN < one.mean(LENIENCY) < every.mean(LENIENCY) - 0.5
