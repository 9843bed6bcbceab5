from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.belief import LEVEL_CUTS, Belief
from mlcareer.measure.interview import Interview
from mlcareer.measure.selection import Choice, Stake
from mlcareer.measure.steps import AskQuestion, Done
from mlcareer.measure.stopping import (
    NOT_WORTH_IT,
    SURE,
    Reason,
    is_sure,
    is_worth_it,
    reason_to_stop,
)
from mlcareer.measure.stretches import Stretch, stretch_event
from mlcareer.model.items import Item, Outcome
from mlcareer.model.people import Event
from mlcareer.model.questions import Question
from simulated import (
    FINISH,
    answer_with,
    asked_in,
    belief_about,
    make_map,
    make_material,
    make_role,
    sit,
)
from support import make_question

SKILLS = ("weaving", "dyeing")
MAP = make_map({"weaving": (), "dyeing": ("weaving",)})
ROLE = make_role({"weaving": (2, 3.0), "dyeing": (2, 1.0)})
BANK = [
    make_question(f"{skill}-{at}", skill=skill, sub=f"part-{at % 3}", level=1 + at % 4)
    for skill in SKILLS
    for at in range(8)
]
OPEN = belief_about(weaving=(-1.0, 2.25), dyeing=(-1.0, 2.25))
DECIDED = belief_about(weaving=(3.0, 0.2), dyeing=(-5.0, 0.2))
STAKES = {"weaving": Stake(2, 3.0), "dyeing": Stake(2, 1.0)}
FRESH = Stretch(SKILLS, 10)


def begin(questions: Sequence[Question] = BANK, *, budget: int = 10, minutes: int = 0) -> Interview:
    """Begin an interview about both skills."""
    opening = stretch_event(SKILLS, budget, minutes=minutes)
    return Interview(make_material(MAP, ROLE, questions), 1, [opening])


def slow(event: Event, seconds: float) -> Event:
    """Let the reply behind an event take so many seconds."""
    return event._replace(detail={**event.detail, "seconds": seconds})


def answer_next(interview: Interview, outcome: Outcome, seconds: float = 0.0) -> None:
    """Answer the question that comes now."""
    step = interview.next_question()
    assert isinstance(step, AskQuestion)
    interview.apply(slow(answer_with(step.question, outcome), seconds))


@pytest.mark.parametrize(
    ("stretch", "belief", "stakes", "reason"),
    [
        (FRESH, OPEN, STAKES, None),
        (FRESH._replace(finished=True), OPEN, STAKES, Reason.FINISHED),
        (FRESH._replace(finished=True, answers=10), DECIDED, {}, Reason.FINISHED),
        (FRESH, OPEN, {}, Reason.NO_QUESTIONS),
        (FRESH, DECIDED, STAKES, Reason.SURE),
        (FRESH._replace(answers=10), DECIDED, STAKES, Reason.SURE),
        (FRESH._replace(answers=9), OPEN, STAKES, None),
        (FRESH._replace(answers=10), OPEN, STAKES, Reason.QUESTIONS),
        (FRESH._replace(answers=11), OPEN, STAKES, Reason.QUESTIONS),
        (FRESH._replace(budget=0), OPEN, STAKES, Reason.QUESTIONS),
        (FRESH._replace(minutes=2, seconds=119.9), OPEN, STAKES, None),
        (FRESH._replace(minutes=2, seconds=120.0), OPEN, STAKES, Reason.MINUTES),
        (FRESH._replace(minutes=0, seconds=9999.0), OPEN, STAKES, None),
    ],
)
def test_a_reason_to_stop(
    stretch: Stretch, belief: Belief, stakes: dict[str, Stake], reason: Reason | None
) -> None:
    """Each reason appears when its own condition holds, the plainest one first."""
    assert reason_to_stop(stretch, belief, stakes) is reason


def test_one_open_decision_is_enough_to_go_on() -> None:
    """The interview goes on while any of the decisions is open."""
    belief = belief_about(weaving=(3.0, 0.2), dyeing=(-1.0, 1.0))
    assert reason_to_stop(FRESH, belief, STAKES) is None
    assert reason_to_stop(FRESH, belief, {"weaving": STAKES["weaving"]}) is Reason.SURE


@given(st.floats(-4, 4), st.floats(0.1, 3), st.integers(1, 4))
def test_sure_means_probable_enough_either_way(mean: float, variance: float, target: int) -> None:
    """A decision is sure when the target is met, or missed, with the chance that was set."""
    belief = belief_about(x=(mean, variance))
    chance = belief.chance_of_level("x", target)
    assert is_sure(belief, "x", target) is (max(chance, 1 - chance) >= SURE)


@pytest.mark.parametrize("target", [1, 2, 3, 4])
def test_an_even_chance_is_never_sure(target: int) -> None:
    """Whoever stands right at the target is not surely above or below it."""
    belief = belief_about(x=(LEVEL_CUTS[target - 1], 0.01))
    assert not is_sure(belief, "x", target)


def test_worth_is_held_against_the_heaviest_decision() -> None:
    """A question is worth a person's time by its share of the heaviest decision."""
    heaviest = STAKES["weaving"].weight
    assert is_worth_it(Choice(BANK[0], NOT_WORTH_IT * heaviest), STAKES)
    assert not is_worth_it(Choice(BANK[0], 0.99 * NOT_WORTH_IT * heaviest), STAKES)
    light = {"dyeing": STAKES["dyeing"]}
    assert is_worth_it(Choice(BANK[0], NOT_WORTH_IT), light)
    assert is_worth_it(Choice(BANK[0], 0.0), {})


@pytest.mark.parametrize("outcome", [Outcome.RIGHT, Outcome.DONT_KNOW])
def test_an_interview_stops_when_all_is_sure(outcome: Outcome) -> None:
    """After convincing answers the interview ends before its budget, and says why."""
    interview = begin(budget=16)
    end = sit(interview, lambda _: outcome)
    assert end == Done(Reason.SURE, "every decision is sure enough")
    assert 0 < interview.answers < 16
    for skill in SKILLS:
        assert is_sure(interview.belief, skill, ROLE.demands[skill].target)


def test_an_interview_stops_at_its_budget() -> None:
    """No more questions come than were set, and the end names the number."""
    interview = begin(budget=3)
    end = sit(interview, lambda question: list(Outcome)[question.level % 2])
    assert end == Done(Reason.QUESTIONS, "the number of questions that was set (3) is reached")
    assert interview.answers == 3


def test_an_interview_without_a_budget_asks_nothing() -> None:
    """With no questions to spend, none is asked."""
    end = begin(budget=0).next_question()
    assert isinstance(end, Done)
    assert end.why is Reason.QUESTIONS
    assert "(0)" in end.reason


def test_an_interview_stops_when_its_time_is_used_up() -> None:
    """The seconds of the replies add up to the minutes that were set, and the end names them."""
    interview = begin(minutes=2)
    for _ in range(3):
        answer_next(interview, Outcome.DONT_KNOW, 30)
    assert interview.stretch.seconds == 90
    assert isinstance(interview.next_question(), AskQuestion)
    answer_next(interview, Outcome.WRONG, 30)
    end = Done(Reason.MINUTES, "the time that was set (2 min) is used up")
    assert interview.next_question() == end


def test_an_interview_stops_when_questions_tell_too_little() -> None:
    """Questions that would not tell people apart are not asked."""
    blunt = [
        make_question(f"dull-{at}", skill="weaving", item=Item("weaving", 0.05, 0.0, 0.7, 0.5))
        for at in range(5)
    ]
    end = begin(blunt).next_question()
    assert end == Done(
        Reason.NOT_WORTH_IT, "no further question would tell enough to be worth your time"
    )


def test_an_interview_stops_when_every_question_was_asked() -> None:
    """A small bank is asked to its end where nothing is sure, each question once."""
    few = [question for question in BANK if question.id.endswith(("-1", "-2"))]
    interview = begin(few)
    end = sit(interview, lambda question: list(Outcome)[question.skill == "weaving"])
    assert end == Done(Reason.NONE_LEFT, "every question about these skills was asked")
    assert sorted(asked_in(interview)) == sorted(question.id for question in few)


@pytest.mark.parametrize(
    "questions", [[], [make_question("sailing-1", skill="sailing")]], ids=["empty", "elsewhere"]
)
def test_an_interview_without_questions_says_so(questions: list[Question]) -> None:
    """Where the skills have no questions at all, the end says that there are none yet."""
    end = begin(questions).next_question()
    assert end == Done(Reason.NO_QUESTIONS, "there are no questions about these skills yet")


def test_an_interview_that_was_ended_stays_ended() -> None:
    """After its end an interview asks nothing, until a new scope is set."""
    interview = begin()
    answer_next(interview, Outcome.RIGHT)
    interview.apply(FINISH)
    ended = Done(Reason.FINISHED, "finished before")
    assert interview.next_question() == interview.next_step() == ended
    interview.apply(stretch_event(SKILLS, 5))
    assert isinstance(interview.next_question(), AskQuestion)


def test_every_reason_reads_as_the_rest_of_a_sentence() -> None:
    """Each reason has words of its own, without a capital or a full stop."""
    assert len({reason.value for reason in Reason}) == len(Reason) == 8
    for reason in Reason:
        assert reason.value[0].islower()
        assert not reason.value.endswith(".")
