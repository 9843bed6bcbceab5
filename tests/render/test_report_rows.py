import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.gaps import Gap, Report, State
from mlcareer.measure.profile import Basis
from mlcareer.model.skills import IMPORTANCES
from mlcareer.render.report_rows import (
    MOST_GAPS,
    basis_text,
    biggest,
    biggest_title,
    readiness_text,
    rows_of,
    share_text,
    verdict,
)
from support_golden import garden_report

GARDEN = garden_report()
CHANCES = {State.MET: 0.9, State.OPEN: 0.5, State.MISSED: 0.1, State.UNMEASURED: 0.5}
STATES = st.tuples(st.sampled_from(State), st.sampled_from(IMPORTANCES))


def gap(state: State, importance: str = "core") -> Gap:
    """Make a gap in a state, whose target is the level 2."""
    one = GARDEN.gaps[0]
    chance = CHANCES[state]
    estimate = one.estimate._replace(
        probabilities=(0.0, 1 - chance, chance, 0.0, 0.0),
        basis=Basis.UNKNOWN if state is State.UNMEASURED else Basis.MEASURED,
    )
    made = one._replace(
        estimate=estimate, demand=one.demand._replace(target=2, importance=importance)
    )
    assert made.state is state
    return made


def report_with(*gaps: Gap) -> Report:
    """Make a report that has some gaps and no others."""
    counts = {state: sum(one.state is state for one in gaps) for state in State}
    return GARDEN._replace(gaps=gaps, readiness=GARDEN.readiness._replace(counts=counts))


MET, OPEN, MISSED, NOT = (gap(state) for state in State)
USEFUL = gap(State.MISSED, "useful")
MORE = "More questions settle more: mlcareer assess --questions 20"


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ((), "Nothing is measured yet. Answer questions: mlcareer assess"),
        ((NOT, NOT), "Nothing is measured yet. Answer questions: mlcareer assess"),
        ((MET, MET), "By these answers yes: of 2 core targets 2 met."),
        ((MET, USEFUL), "By these answers yes: of 1 core target 1 met."),
        ((MISSED,), "Not yet: of 1 core target 0 met, 1 missed."),
        ((MISSED, MET), "Not yet: of 2 core targets 1 met, 1 missed."),
        (
            (MISSED, NOT, OPEN),
            "Not yet: of 3 core targets 0 met, 1 missed, 2 open or not measured.",
        ),
        (
            (OPEN, NOT),
            f"That cannot be told yet: of 2 core targets 0 met, 2 open or not measured. {MORE}",
        ),
        (
            (MET, OPEN),
            f"That cannot be told yet: of 2 core targets 1 met, 1 open or not measured. {MORE}",
        ),
        ((USEFUL, USEFUL), "Not yet: of 2 targets 0 met, 2 missed."),
    ],
)
def test_the_verdict_answers_as_far_as_answers_do(gaps: tuple[Gap, ...], words: str) -> None:
    """Core targets decide, or all where none is core; what was not measured is never met."""
    assert verdict(report_with(*gaps)) == f"Ready? {words}"


@given(st.lists(STATES, max_size=8))
def test_ready_means_that_every_core_target_is_met(kinds: list[tuple[State, str]]) -> None:
    """It says yes where all that decides is met, and not yet where some of it is missed."""
    gaps = [gap(state, importance) for state, importance in kinds]
    deciding = [one.state for one in gaps if one.demand.importance == "core"]
    deciding = deciding or [one.state for one in gaps]
    text = verdict(report_with(*gaps))
    assert ("By these answers yes" in text) is (bool(gaps) and {*deciding} == {State.MET})
    assert ("Not yet" in text) is (State.MISSED in deciding)


@pytest.mark.parametrize(
    ("gaps", "title"),
    [
        ((OPEN, NOT), "No gap is sure; most likely are"),
        ((MISSED,), "Your biggest gap"),
        ((MISSED, MET, MET), "Your biggest gap"),
        ((OPEN, MISSED, MET), "Your 2 biggest gaps"),
        ((OPEN, OPEN, OPEN, MISSED), "No gap is sure; most likely are"),
        ((MISSED,) * 5, "Your 3 biggest gaps"),
    ],
)
def test_the_biggest_gaps_are_no_more_than_some(gaps: tuple[Gap, ...], title: str) -> None:
    """Of what is not shown to be met the first are named, and called gaps where one is sure."""
    shown = biggest(rows_of(report_with(*gaps)))
    assert biggest_title(shown) == title
    assert len(shown) == min(MOST_GAPS, sum(one.state is not State.MET for one in gaps))
    assert [row.rank for row in shown] == sorted(row.rank for row in shown)


@pytest.mark.parametrize(
    ("basis", "answers", "words", "short"),
    [
        (Basis.MEASURED, 3, "measured with 3 questions", "3 asked"),
        (Basis.FEW_ANSWERS, 1, "only 1 question asked", "1 asked*"),
        (Basis.INFERRED, 0, "inferred from neighbours", "inferred"),
        (Basis.SELF_RATED, 0, "self-rated only", "own word"),
        (Basis.UNKNOWN, 0, "nothing known", "unknown"),
    ],
)
def test_what_a_level_rests_on(basis: Basis, answers: int, words: str, short: str) -> None:
    """Each kind of ground has its words, in full and in short."""
    one = MET._replace(estimate=MET.estimate._replace(basis=basis, answers=answers))
    (row,) = rows_of(report_with(one))
    assert (row.basis, row.basis_short) == (basis_text(one.estimate), short) == (words, short)


def test_a_share_is_told_only_where_something_was_measured() -> None:
    """Before any answer there is a range and no number to hold on to."""
    ready = GARDEN.readiness._replace(share=0.5, low=0.2, high=0.8)
    report = report_with(MET)._replace(readiness=ready)
    assert share_text(ready) == "50 %, likely 20 to 80 %"
    assert readiness_text(report).startswith("You meet about 50 %, likely 20 to 80 %, of what")
    counts = dict.fromkeys(State, 0) | {State.UNMEASURED: 4}
    nothing = ready._replace(counts=counts)
    assert share_text(nothing) == "nothing measured, somewhere from 20 to 80 %"
    before = readiness_text(report._replace(readiness=nothing))
    assert before == "Before any answer, all that can be said is 20 to 80 % of what the role asks."
