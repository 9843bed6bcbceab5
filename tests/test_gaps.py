from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.gaps import Gap, State, find_gaps, make_report, readiness
from mlcareer.measure.belief import Belief, Part
from mlcareer.measure.profile import Basis, Estimate, Profile, believe, profile_of
from mlcareer.measure.steps import answer_event
from simulated import seeded
from support import EXAMPLE, make_question

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
        basis=basis if answers else Basis.SELF_RATED,
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


@pytest.mark.parametrize(("rating", "claimed"), [(0, 3), (2, 1), (3, 0), (4, 0), (None, None)])
def test_a_rating_is_told_and_not_believed(rating: int | None, claimed: int | None) -> None:
    """What a rating leaves open stands beside the gap, which follows from the chances alone."""
    gap = gap_of(make_profile_of(make_estimate("tomatoes", rating=rating)), "tomatoes")
    assert not gap.measured
    assert gap.claimed_missing == claimed
    assert gap.missing == pytest.approx(0.2 * (3 + 2 + 1))


def test_with_answers_the_rating_does_not_count() -> None:
    """A measured skill is scored by what was measured, whatever the person says."""
    scores = set()
    for rating in (None, 0, 4):
        estimate = make_estimate("tomatoes", (0, 0.5, 0.5, 0, 0), 1, rating)
        gap = gap_of(make_profile_of(estimate), "tomatoes")
        assert gap.measured
        scores.add(gap.score)
    assert scores == {3 * 1.5}


def test_the_largest_gap_comes_first() -> None:
    """Gaps rank by weight times expected missing levels, whatever they rest on."""
    profile = make_profile_of(
        make_estimate("digging", (0, 0, 0.9, 0.1, 0), 4),  # measured, nothing missing
        make_estimate("pruning", (1, 0, 0, 0, 0), 4),  # measured, 1 missing, weight 1
        make_estimate("compost", (0, 1, 0, 0, 0)),  # inferred, 1 missing, weight 2
        make_estimate("tomatoes", (0, 0, 1, 0, 0)),  # inferred, 1 missing, weight 3
    )
    gaps = find_gaps(profile, ROLE)
    assert [gap.demand.skill for gap in gaps] == ["tomatoes", "compost", "pruning", "digging"]
    assert [gap.score for gap in gaps] == [3, 2, 1, 0]


def test_equal_gaps_keep_the_order_of_the_map() -> None:
    """Where nothing is missing anywhere, the order is that of the map."""
    level = make_profile_of(*(make_estimate(s, (0, 0, 0, 0, 1)) for s in GARDEN.skills))
    assert [gap.demand.skill for gap in find_gaps(level, ROLE)] == list(GARDEN.skills)


@pytest.mark.parametrize(
    ("chances", "answers", "state"),
    [
        ((0, 0, 0.2, 0.8, 0), 3, State.MET),
        ((0, 0, 0.21, 0.79, 0), 3, State.OPEN),
        ((0, 0, 0.79, 0.21, 0), 1, State.OPEN),
        ((0, 0, 0.8, 0.2, 0), 1, State.MISSED),
        ((0, 0, 0, 0, 1), 0, State.UNMEASURED),
        ((1, 0, 0, 0, 0), 0, State.UNMEASURED),
    ],
)
def test_a_target_is_met_or_missed_by_answers_alone(
    chances: tuple[float, ...], answers: int, state: State
) -> None:
    """Met and missed need a chance of 0.8 and answers: nothing else shows anything."""
    gap = gap_of(make_profile_of(make_estimate("tomatoes", chances, answers)), "tomatoes")
    assert gap.state is state


def simulated(seed: int, answers: int) -> tuple[Profile, Belief]:
    """Make the profile and the belief of a gardener who answers at random."""
    rng = seeded(seed)
    events = [
        answer_event(
            make_question(f"q{at}", skill=(skill := rng.choice(list(GARDEN.skills))), sub=skill),
            rng.choice(["five", "four", None]),
        )
        for at in range(answers)
    ]
    belief = believe(GARDEN, None, events)
    return profile_of(GARDEN, belief, events), belief


@given(st.integers(0, 999), st.integers(0, 12))
def test_readiness_is_the_weighted_chance_of_meeting_the_targets(seed: int, answers: int) -> None:
    """The share is the weighted mean of the chances, inside its range; each target counts once."""
    profile, belief = simulated(seed, answers)
    gaps = find_gaps(profile, ROLE)
    ready = readiness(belief, gaps)
    weights = [gap.demand.weight for gap in gaps]
    expected = sum(w * gap.chance_met for w, gap in zip(weights, gaps, strict=True)) / sum(weights)
    assert ready.share == pytest.approx(expected, abs=1e-6)
    assert 0 <= ready.low <= ready.share <= ready.high <= 1
    assert ready.skills == len(gaps) == sum(ready.counts.values())
    assert ready.measured == sum(gap.measured for gap in gaps)


def test_the_range_of_a_share_is_wider_than_the_model_has_it() -> None:
    """It reaches 1.2 times as far as a central range of 80 %, as `bench/shares.py` found needed."""
    profile, belief = simulated(3, 6)
    inside = 0
    for skill, demand in ROLE.demands.items():
        ready = readiness(belief, find_gaps(profile, ROLE._replace(demands={skill: demand})))
        sd = sqrt(ready.share * (1 - ready.share))  # of one target: met or not
        reach = 1.2 * NormalDist().inv_cdf(0.9) * sd
        assert ready.low == pytest.approx(max(0, ready.share - reach), abs=1e-3)
        assert ready.high == pytest.approx(min(1, ready.share + reach), abs=1e-3)
        inside += (ready.low > 0) + (ready.high < 1)
    assert inside


def test_readiness_of_nothing_asked_is_nothing() -> None:
    """Without any target there is no share and no count, and no error."""
    _, belief = simulated(1, 0)
    ready = readiness(belief, ())
    assert (ready.share, ready.low, ready.high, ready.skills) == (0, 0, 0, 0)


def test_skills_outside_the_profile_have_no_gap() -> None:
    """A demand for a skill that the profile does not know is left out."""
    profile = Profile({"compost": make_estimate("compost")}, {}, {})
    assert [gap.demand.skill for gap in find_gaps(profile, ROLE)] == ["compost"]


def test_a_report_holds_what_it_was_made_of() -> None:
    """A report has the gaps of its profile against its role, by area too, and when it began."""
    profile, belief = simulated(3, 6)
    report = make_report(GARDEN, ROLE, profile, belief, "2026-11-22T08:00:00+00:00")
    assert report.gaps == find_gaps(profile, ROLE)
    assert report.profile is profile
    assert report.started == "2026-11-22T08:00:00+00:00"
    assert report.answers == sum(gap.estimate.answers for gap in report.gaps)
    assert list(report.areas) == list(GARDEN.areas)
    assert sum(area.skills for area in report.areas.values()) == report.readiness.skills


def test_areas_that_the_role_asks_nothing_of_are_left_out() -> None:
    """An area without a target has no readiness."""
    profile, belief = simulated(3, 6)
    demands = {"tomatoes": ROLE.demands["tomatoes"]}
    role = ROLE._replace(demands=demands)
    report = make_report(GARDEN, role, profile, belief, "")
    assert list(report.areas) == [GARDEN.skills["tomatoes"].area]
