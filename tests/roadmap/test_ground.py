import time
from datetime import datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.gaps import PROVEN
from mlcareer.model.plan import Claim, StepId, parse_step_id
from mlcareer.roadmap.ground import PROBABLE, REFUTED, Ground, lay_ground
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
        for old in ground.refuted:
            step = ground.step_id(old.level)
            assert (step.skill, step.level) == (ground.skill, old.level)
            assert step.attempt > old.attempt
            if old.level not in ground.to_study:
                continue
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
        (SURE, 2, 2),
        (SURE._replace(answers=0), 0, 2),  # without answers nothing is proven
        (SURE._replace(mean=0.33), 2, 2),  # at proficient with a chance of 0.665
        (SURE._replace(mean=0.34), 2, 3),  # at proficient with one of 0.67
        (SURE._replace(mean=0.66), 3, 3),  # at proficient with one of 0.803
        (SURE._replace(mean=0.64), 2, 3),  # at proficient with one of 0.796
        (LOW, 0, 1),
        (Known(-9.0, 5), 0, 0),
        (Known(9.0, 1), 4, 4),
        (Known(-9.0, 0, 4), 0, 0),  # one's own word alone moves nothing here
    ],
)
def test_what_answers_give(known: Known, proven: int, probable: int) -> None:
    """A level is proven from a chance of 0.8 with answers on, probable from two thirds on."""
    ground = ground_of(known)
    assert (ground.proven, ground.claimed, ground.probable) == (proven, 0, probable)


@pytest.mark.parametrize(
    ("tick", "at", "claimed", "refuted"),
    [
        ("a.2", AFTER, 2, ""),
        ("a.2", ASKED, 2, ""),  # an answer of the same moment is not a later one
        ("a.2", BEFORE, 0, "a.2"),
        ("a.1", BEFORE, 1, ""),  # later answers make it more probable than not
        ("a.2-2", BEFORE, 0, "a.2-2"),
        ("a.2-2", AFTER, 2, ""),
        ("a.4", AFTER, 4, ""),  # above the target, and nevertheless said
        ("b.2", AFTER, 0, ""),
        ("a.5", AFTER, 0, ""),
        ("gone", AFTER, 0, ""),
        ("project.P", AFTER, 2, ""),
        ("project.P", BEFORE, 0, "a.2"),
        ("project.GONE", AFTER, 0, ""),
        ("P", AFTER, 0, ""),
    ],
)
def test_a_tick_stands_until_later_answers_speak_against_it(
    tick: str, at: str, claimed: int, refuted: str
) -> None:
    """A tick counts unless answers came after it and make its level improbable."""
    ground = ground_of(LOW, (tick, at))
    assert (ground.claimed, [*map(str, ground.refuted)]) == (claimed, refuted.split())


def test_only_the_last_answer_counts_for_time() -> None:
    """One answer after the tick is enough, wherever it stands among the others."""
    late = ground_of(LOW, ("a.2", ASKED), answered=(AFTER, BEFORE))
    assert late.refuted == {StepId("a", 2)}
    assert ground_of(LOW, ("a.2", ASKED), answered=(BEFORE, ASKED)).refuted == frozenset()
    assert ground_of(LOW, ("a.2", ASKED), answered=()).claimed == 2


@pytest.mark.parametrize(
    ("mean", "stands"),
    [
        (-0.68, True),  # a chance of 0.66: not probable enough to be asked about, and yet said
        (-0.99, True),
        (-1.01, False),
    ],
)
def test_a_tick_is_refuted_where_its_level_is_less_probable_than_not(
    mean: float, *, stands: bool
) -> None:
    """Later answers speak against a tick only where they give it less than an even chance."""
    ground = ground_of(Known(mean, 5), ("a.2", BEFORE))
    assert (ground.gap.estimate.reaches(2) >= REFUTED) is stands
    assert (ground.claimed == 2) is stands
    assert (ground.refuted == frozenset()) is stands


@SOME
@given(cases())
def test_what_is_refuted_was_ticked_and_is_improbable(case: Case) -> None:
    """Only a tick of the skill is refuted, where answers give it less than an even chance."""
    ticked = {parse_step_id(id_) for id_ in case.person.claims}
    projects = [case.shelf.projects.get(id_[len("project.") :]) for id_ in case.person.claims]
    built = {
        StepId(skill, project.level) for project in projects if project for skill in project.shows
    }
    for ground in case.ground.values():
        assert ground.refuted <= ticked | built
        assert {step.skill for step in ground.refuted} <= {ground.skill}
        assert all(ground.gap.estimate.reaches(step.level) < REFUTED for step in ground.refuted)
        assert not ground.refuted or case.person.answered[ground.skill]


def moment_of(text: str) -> datetime:
    """Read a time, by the clock of Greenwich where no zone is named."""
    return datetime.fromisoformat(text if "+" in text or text[-6] == "-" else f"{text}+00:00")


@SOME
@given(cases(shipped=False))
def test_ticks_and_answers_are_held_against_each_other_in_time(case: Case) -> None:
    """Where no project was ticked, exactly the ticks before improbable answers are refuted."""
    claims = [one for one in case.person.claims.values() if not one.id.startswith("project.")]
    ground = lay_ground(case.person.gaps, claims, case.person.answered, case.shelf.projects)
    for skill, one in ground.items():
        ticks = [(step, c.at) for c in claims if (step := parse_step_id(c.id))]
        own = [(step, moment_of(at)) for step, at in ticks if step.skill == skill]
        answers = [moment_of(at) for at in case.person.answered.get(skill, ())]
        refuted = {
            step
            for step, at in own
            if any(answer > at for answer in answers)
            and one.gap.estimate.reaches(step.level) < REFUTED
        }
        assert one.refuted == refuted
        assert one.claimed == max((step.level for step, _ in own if step not in refuted), default=0)


def test_what_one_project_did_not_show_another_may() -> None:
    """A project that was built after the answers counts, whatever an earlier one failed to show."""
    projects = {id_: make_project(id_, 2, "a") for id_ in ("OLD", "NEW")}
    claims = [
        Claim("project.OLD", BEFORE[:10], BEFORE, "old.txt"),
        Claim("project.NEW", AFTER[:10], AFTER, "new.txt"),
    ]
    gap = gap_of(LOW, demand_of("a", 3))
    for some in (claims, claims[::-1]):
        assert lay_ground([gap], some, {"a": (ASKED,)}, projects)["a"].claimed == 2


def test_what_holds_by_a_project_is_not_refuted() -> None:
    """A step that answers spoke against stands where later evidence shows it nevertheless."""
    ground = ground_of(LOW, ("a.2", BEFORE), ("project.P", AFTER))
    assert (ground.claimed, ground.refuted) == (2, frozenset())
    assert ground.step_id(2) == StepId("a", 2)


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
        ("2026-11-20T10:00:00+01:00", "2026-11-20T09:00:00+00:00", True),  # the same moment
        ("2026-11-20T09:00:00", "2026-11-20T09:30:00+01:00", True),  # no zone: that of Greenwich
        ("2026-11-20T09:00:00+01:00", "2026-11-20T08:30:00", False),
    ],
)
def test_times_are_compared_across_zones(ticked: str, answered: str, stands: bool) -> None:
    """What came later is later wherever on earth the clock stood, and over a change of the hour."""
    ground = ground_of(LOW, ("a.2", ticked), answered=(answered,))
    assert (ground.claimed == 2) is stands


@pytest.mark.parametrize("here", ["UTC0", "NZST-12", "HST10"])
def test_a_time_without_a_zone_does_not_depend_on_where_one_is(
    monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    """Wherever the program runs, it is the same moment, so that the same ticks stand."""
    monkeypatch.setenv("TZ", here)
    time.tzset()
    try:
        late = ground_of(LOW, ("a.2", "2026-11-20T09:00:00"), answered=("2026-11-20T09:01:00Z",))
        early = ground_of(LOW, ("a.2", "2026-11-20T09:02:00"), answered=("2026-11-20T09:01:00Z",))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (late.claimed, early.claimed) == (0, 2)


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
