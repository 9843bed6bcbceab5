from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.gaps import PROVEN
from mlcareer.model.plan import Claim, StepId, parse_step_id
from mlcareer.roadmap.ground import PROBABLE, Ground, lay_ground
from support_plan import MOMENTS, Case, Known, cases, demand_of, gap_of, make_project

SOME = settings(max_examples=60)
BEFORE, ASKED, AFTER = MOMENTS[:3]
SURE = Known(0.0, 5)
"""At novice and working as sure as PROVEN, at proficient with a chance of 0.5."""

LOW = Known(-1.5, 5)
"""At novice with a chance of 0.74, at working with one of 0.26."""


def ground_of(
    known: Known, *ticks: tuple[str, str], target: int = 3, answered: tuple[str, ...] = (ASKED,)
) -> Ground:
    """Lay the ground of skill a for ticks, each an id and its time."""
    claims = [Claim(id_, at[:10], at, "photo.jpg") for id_, at in ticks]
    projects = {"P": make_project("P", 2, "a", "b", "c", one_of=("b", "c"))}
    gap = gap_of(known, demand_of("a", target))
    return lay_ground([gap], claims, {"a": answered}, projects)["a"]


@SOME
@given(cases())
def test_what_counts_as_there_has_a_right_to(case: Case) -> None:
    """Proven needs answers and PROVEN, probable PROBABLE, claimed a tick."""
    for ground in case.ground.values():
        reaches = ground.gap.estimate.reaches
        assert reaches(ground.proven) >= PROVEN
        assert ground.proven == 0 or ground.gap.measured
        assert reaches(ground.probable) >= PROBABLE
        assert ground.probable == 4 or reaches(ground.probable + 1) < PROBABLE
        assert ground.claimed == 0 or case.person.claims


@SOME
@given(cases())
def test_study_begins_above_what_is_reached(case: Case) -> None:
    """What is reached, what is to be checked and what is to be studied share no level."""
    for ground in case.ground.values():
        assert ground.reached == max(ground.proven, ground.claimed, ground.probable)
        assert list(ground.to_study) == list(range(ground.reached + 1, ground.target + 1))
        for level in (ground.to_check, ground.to_prove):
            assert level == 0 or ground.proven < level <= min(ground.reached, ground.target)
        assert ground.to_check == 0 or ground.to_check > ground.claimed


@SOME
@given(cases())
def test_a_refuted_level_gets_a_new_id(case: Case) -> None:
    """The step after a tick that did not hold bears an id that nobody ticked."""
    for ground in case.ground.values():
        for level in ground.attempts.keys() & set(ground.to_study):
            step = ground.step_id(level)
            assert step.level == level
            assert str(step) not in case.person.claims
            assert parse_step_id(str(step)) == step


@SOME
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_ticks_does_not_matter(case: Case, random: Random) -> None:
    """Ground is the same whatever was ticked first."""
    claims = list(case.person.claims.values())
    random.shuffle(claims)
    gaps, answered = case.person.gaps, case.person.answered
    assert lay_ground(gaps, claims, answered, case.shelf.projects) == case.ground


@pytest.mark.parametrize(
    ("known", "proven", "probable"),
    [
        (SURE, 2, 3),
        (SURE._replace(answers=0), 0, 3),  # without answers nothing is proven
        (SURE._replace(mean=-0.01), 2, 2),
        (LOW, 0, 1),
        (Known(-9.0, 5), 0, 0),
        (Known(9.0, 1), 4, 4),
        (Known(-9.0, 0, 4), 0, 0),  # one's own word alone moves nothing here
    ],
)
def test_what_answers_give(known: Known, proven: int, probable: int) -> None:
    """A level is proven from a chance of 0.8 with answers on, probable from 0.5 on."""
    ground = ground_of(known)
    assert (ground.proven, ground.claimed, ground.probable) == (proven, 0, probable)


@pytest.mark.parametrize(
    ("tick", "at", "claimed", "attempts"),
    [
        ("a.2", AFTER, 2, {}),
        ("a.2", ASKED, 2, {}),  # an answer of the same moment is not a later one
        ("a.2", BEFORE, 0, {2: 1}),
        ("a.1", BEFORE, 1, {}),  # later answers make it more probable than not
        ("a.2-2", BEFORE, 0, {2: 2}),
        ("a.2-2", AFTER, 2, {}),
        ("a.4", AFTER, 4, {}),  # above the target, and nevertheless said
        ("b.2", AFTER, 0, {}),
        ("a.5", AFTER, 0, {}),
        ("gone", AFTER, 0, {}),
        ("project.P", AFTER, 2, {}),
        ("project.P", BEFORE, 0, {2: 1}),
        ("project.GONE", AFTER, 0, {}),
        ("P", AFTER, 0, {}),
    ],
)
def test_a_tick_stands_until_later_answers_speak_against_it(
    tick: str, at: str, claimed: int, attempts: dict[int, int]
) -> None:
    """A tick counts unless answers came after it and make its level improbable."""
    ground = ground_of(LOW, (tick, at))
    assert (ground.claimed, dict(ground.attempts)) == (claimed, attempts)


def test_only_the_last_answer_counts_for_time() -> None:
    """One answer after the tick is enough, wherever it stands among the others."""
    assert ground_of(LOW, ("a.2", ASKED), answered=(AFTER, BEFORE)).attempts == {2: 1}
    assert ground_of(LOW, ("a.2", ASKED), answered=(BEFORE, ASKED)).attempts == {}
    assert ground_of(LOW, ("a.2", ASKED), answered=()).claimed == 2


def test_a_second_tick_stands_where_the_first_did_not() -> None:
    """After one tick was refuted, another under the new id counts again."""
    ground = ground_of(LOW, ("a.2", BEFORE), ("a.2-2", AFTER))
    assert (ground.claimed, ground.reached) == (2, 2)
    assert list(ground.to_study) == [3]
    assert ground.to_prove == 2


def test_two_ticks_that_did_not_hold_count_twice() -> None:
    """The third try is named as such, whichever of the earlier ones is named first."""
    for ticks in ((("a.2", BEFORE), ("a.2-2", BEFORE)), (("a.2-2", BEFORE), ("a.2", BEFORE))):
        assert ground_of(LOW, *ticks).step_id(2) == StepId("a", 2, 3)
    assert ground_of(LOW).step_id(2) == StepId("a", 2, 1)


@pytest.mark.parametrize(
    ("ticked", "answered", "stands"),
    [
        # 10:00 in Berlin is 09:00 in London: the answer at 09:30 there came later.
        ("2026-11-20T10:00:00+01:00", "2026-11-20T09:30:00+00:00", False),
        # 09:30 in Berlin is 08:30 in London: the tick at 09:00 there came later.
        ("2026-11-20T09:00:00+00:00", "2026-11-20T09:30:00+01:00", True),
        ("2026-10-25T02:40:00+02:00", "2026-10-25T02:10:00+01:00", False),  # the clock went back
    ],
)
def test_times_are_compared_across_zones(ticked: str, answered: str, stands: bool) -> None:
    """What came later is later wherever on earth the clock stood, and over a change of the hour."""
    ground = ground_of(LOW, ("a.2", ticked), answered=(answered,))
    assert (ground.claimed == 2) is stands


def test_a_project_without_evidence_shows_nothing() -> None:
    """Only where something can be opened does a project count for its skills."""
    gap = gap_of(LOW, demand_of("a"))
    projects = {"P": make_project("P", 2, "a")}
    for evidence, claimed in (("", 0), ("repo", 2)):
        claim = Claim("project.P", "2026-11-03", AFTER, evidence)
        assert lay_ground([gap], [claim], {}, projects)["a"].claimed == claimed


def test_a_project_does_not_show_what_the_person_may_not_have_chosen() -> None:
    """Of the skills of which it shows only one, a project shows none for certain."""
    gaps = [gap_of(LOW, demand_of(skill)) for skill in "abc"]
    projects = {"P": make_project("P", 2, "a", "b", "c", one_of=("b", "c"))}
    claim = Claim("project.P", "2026-11-03", AFTER, "repo")
    ground = lay_ground(gaps, [claim], {}, projects)
    assert [ground[skill].claimed for skill in "abc"] == [2, 0, 0]


@pytest.mark.parametrize("id_", ["1", "2", "4"])
def test_a_project_counts_whatever_its_id(id_: str) -> None:
    """A content folder may number its projects; `project.1` is then no skill named project."""
    gap = gap_of(LOW, demand_of("a"))
    claim = Claim(f"project.{id_}", "2026-11-03", AFTER, "repo")
    ground = lay_ground([gap], [claim], {}, {id_: make_project(id_, 2, "a")})
    assert ground["a"].claimed == 2


def test_without_ticks_and_gaps_there_is_no_ground() -> None:
    """A role of no skills gives nothing to build on, whatever was ticked."""
    assert lay_ground([], [Claim("a.2", "", AFTER)]) == {}
