import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.gaps import Gap, find_gaps, make_report
from mlcareer.measure.belief import Part
from mlcareer.measure.profile import Basis, Estimate, Profile
from support import EXAMPLE

GARDEN = load_skill_map(EXAMPLE)
ROLE = load_role(EXAMPLE, "gardener", GARDEN)
NOTHING = (0.2, 0.2, 0.2, 0.2, 0.2)


def make_estimate(
    skill: str,
    probabilities: tuple[float, ...] = NOTHING,
    answers: int = 0,
    rating: int | None = None,
) -> Estimate:
    """Make an estimate; only what a gap hangs on means anything."""
    basis = Basis.MEASURED if answers >= 3 else Basis.FEW_ANSWERS
    return Estimate(
        skill=skill,
        mean=0.0,
        sd=1.0,
        parts=(Part(1.0, 0.0, 1.0),),
        probabilities=probabilities,
        low=0,
        high=4,
        certainty=1.0,
        answers=answers,
        self_rating=rating,
        basis=basis if answers else Basis.NOT_MEASURED,
    )


def make_profile_of(*estimates: Estimate) -> Profile:
    """Make a profile of the estimates given; the other skills are neither measured nor rated."""
    others = {skill: make_estimate(skill) for skill in GARDEN.skills}
    return Profile(others | {e.skill: e for e in estimates}, {}, {})


def gap_of(profile: Profile, skill: str) -> Gap:
    """Find the gap of one skill."""
    (gap,) = [gap for gap in find_gaps(profile, ROLE) if gap.demand.skill == skill]
    return gap


@given(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), st.sampled_from(list(ROLE.demands)))
def test_missing_levels_are_those_expected(parts: list[float], skill: str) -> None:
    """The gap is the expected number of levels below the target, and never negative."""
    chances = tuple(part / sum(parts) for part in parts)
    target = ROLE.demands[skill].target
    gap = gap_of(make_profile_of(make_estimate(skill, chances, 5)), skill)
    expected = sum(chances[target - below] * below for below in range(1, target + 1))
    assert gap.missing == pytest.approx(expected)
    assert gap.chance_met == pytest.approx(1 - sum(chances[:target]))
    assert gap.score == pytest.approx(ROLE.demands[skill].weight * expected)


def test_a_level_above_the_target_misses_nothing() -> None:
    """Whoever is surely above the target misses no level and meets it."""
    gap = gap_of(make_profile_of(make_estimate("digging", (0, 0, 0, 0, 1), 3)), "digging")
    assert (gap.missing, gap.chance_met, gap.score) == (0, 1, 0)


@pytest.mark.parametrize(
    ("rating", "claimed", "score"), [(0, 3, 9), (2, 1, 3), (3, 0, 0), (4, 0, 0), (None, None, 9)]
)
def test_without_answers_the_rating_counts(
    rating: int | None, claimed: int | None, score: float
) -> None:
    """An unmeasured skill misses what its rating leaves open, and all of it where unrated."""
    gap = gap_of(make_profile_of(make_estimate("tomatoes", rating=rating)), "tomatoes")
    assert not gap.measured
    assert gap.claimed_missing == claimed
    assert gap.score == score


def test_with_answers_the_rating_does_not_count() -> None:
    """A measured skill is scored by what was measured, whatever the person says."""
    scores = set()
    for rating in (None, 0, 4):
        estimate = make_estimate("tomatoes", (0, 0.5, 0.5, 0, 0), 1, rating)
        gap = gap_of(make_profile_of(estimate), "tomatoes")
        assert gap.measured
        scores.add(gap.score)
    assert scores == {3 * 1.5}


def test_measured_gaps_come_first_and_the_largest_on_top() -> None:
    """Gaps rank by weight times missing levels, all measured ones before the rest."""
    profile = make_profile_of(
        make_estimate("digging", (0, 0, 0.9, 0.1, 0), 4),  # measured, nothing missing
        make_estimate("pruning", (1, 0, 0, 0, 0), 4),  # measured, 1 missing, weight 1
        make_estimate("compost", rating=1),  # claimed, 1 missing, weight 2
        make_estimate("tomatoes", rating=2),  # claimed, 1 missing, weight 3
    )
    gaps = find_gaps(profile, ROLE)
    assert [gap.demand.skill for gap in gaps] == ["pruning", "digging", "tomatoes", "compost"]
    assert [gap.measured for gap in gaps] == [True, True, False, False]


def test_equal_gaps_keep_the_order_of_the_map() -> None:
    """Where nothing is known and weights agree, the order is that of the map."""
    gaps = find_gaps(make_profile_of(), ROLE)
    assert [gap.demand.skill for gap in gaps] == ["tomatoes", "digging", "compost", "pruning"]
    level = make_profile_of(*(make_estimate(skill, rating=4) for skill in GARDEN.skills))
    assert [gap.demand.skill for gap in find_gaps(level, ROLE)] == list(GARDEN.skills)


def test_skills_outside_the_profile_have_no_gap() -> None:
    """A demand for a skill that the profile does not know is left out."""
    profile = Profile({"compost": make_estimate("compost")}, {}, {})
    assert [gap.demand.skill for gap in find_gaps(profile, ROLE)] == ["compost"]


def test_a_report_holds_what_it_was_made_of() -> None:
    """A report has the gaps of its profile against its role, and when it began."""
    profile = make_profile_of()
    report = make_report(GARDEN, ROLE, profile, "2026-11-22T08:00:00+00:00")
    assert report.gaps == find_gaps(profile, ROLE)
    assert report.profile is profile
    assert report.started == "2026-11-22T08:00:00+00:00"
