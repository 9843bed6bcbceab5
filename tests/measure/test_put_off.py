from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.interview import Interview
from mlcareer.measure.steps import AskQuestion, Done
from mlcareer.measure.stopping import Reason
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.items import Item, Outcome
from mlcareer.model.people import Event, EventKind
from simulated import FINISH, UNDO, answer_with, asked_in, make_map, make_material, make_role
from support import make_question

SKILLS = ("one", "two")
OPEN = (0.5, -0.5, 0.3, 0.3)
"""A question after which much is open."""


def interview_with(count: int, budget: int = 20, seed: int = 3, each: int = 0) -> Interview:
    """Begin an interview about two skills with so many questions each."""
    bank = [
        make_question(f"{skill}-{at}", skill=skill, sub=f"part-{at % 2}", item=Item(skill, *OPEN))
        for skill in SKILLS
        for at in range(count)
    ]
    material = make_material(
        make_map({"one": (), "two": ("one",)}), make_role(dict.fromkeys(SKILLS, (2, 1.0))), bank
    )
    aims = dict.fromkeys(SKILLS, 2) if each else {}
    return Interview(material, seed, [stretch_event(SKILLS, budget, aims=aims, each=each)])


def later(step: AskQuestion) -> Event:
    """Put a question off."""
    return Event(EventKind.LATER, step.question.id, "")


def answered(step: AskQuestion) -> Event:
    """Answer a question wrong or right, by turns of its number."""
    outcome = (Outcome.RIGHT, Outcome.WRONG)[int(step.question.id[-1]) % 2]
    return answer_with(step.question, outcome)


def run(interview: Interview, reply: Callable[[AskQuestion], Event]) -> tuple[list[str], Done]:
    """Reply to the end; gives what was asked, in order, and the end."""
    course: list[str] = []
    while isinstance(step := interview.next_question(), AskQuestion):
        course.append(step.question.id)
        assert len(course) < 200, "it never ends"
        interview.apply(reply(step))
    return course, step


def putting_off(*ids: str, always: bool = False) -> Callable[[AskQuestion], Event]:
    """Make a person who puts some questions off the first time, or each time."""
    done: set[str] = set()

    def reply(step: AskQuestion) -> Event:
        id_ = step.question.id
        if id_ in ids and (always or id_ not in done):
            done.add(id_)
            return later(step)
        return answered(step)

    return reply


def first_of(interview: Interview) -> str:
    """Give the question that comes now."""
    step = interview.next_question()
    assert isinstance(step, AskQuestion)
    return step.question.id


@pytest.mark.parametrize("seed", range(4))
def test_it_comes_again_when_all_others_were_asked(seed: int) -> None:
    """What is put off comes when nothing else is left, and the end comes after it."""
    interview = interview_with(4, seed=seed)
    first = first_of(interview)
    course, end = run(interview, putting_off(first))
    assert course[0] == course[-1] == first
    assert course.count(first) == 2
    assert len(set(course)) == 8 == len(asked_in(interview))
    assert end.why is Reason.NONE_LEFT


@pytest.mark.parametrize("seed", range(4))
def test_put_off_twice_it_never_comes(seed: int) -> None:
    """Put off where it came again, a question is left out; the others are asked all the same."""
    interview = interview_with(4, seed=seed)
    first = first_of(interview)
    course, _ = run(interview, putting_off(first, always=True))
    assert course.count(first) == 2
    assert first not in asked_in(interview)
    assert len(asked_in(interview)) == 7


@pytest.mark.parametrize("budget", [1, 2, 3, 5])
def test_it_has_the_last_questions_of_the_budget(budget: int) -> None:
    """A budget that runs out leaves room at its end for what was put off."""
    interview = interview_with(4, budget=budget)
    first = first_of(interview)
    course, end = run(interview, putting_off(first))
    assert course[-1] == first
    assert first in asked_in(interview)
    assert len(asked_in(interview)) == budget
    assert end.why is Reason.QUESTIONS


def test_more_put_off_than_the_budget_holds() -> None:
    """Where more was put off than can still be asked, as many come again as there is room for."""
    interview = interview_with(4, budget=3)
    every = [f"{skill}-{at}" for skill in SKILLS for at in range(4)]
    course, end = run(interview, putting_off(*every))
    assert end.why is Reason.QUESTIONS
    assert len(asked_in(interview)) == 3
    assert all(course.count(id_) == 2 for id_ in asked_in(interview))


def test_everything_put_off_twice_is_an_end() -> None:
    """Whoever puts off everything is asked each question twice, and then no more."""
    interview = interview_with(3)
    every = [f"{skill}-{at}" for skill in SKILLS for at in range(3)]
    course, end = run(interview, putting_off(*every, always=True))
    assert sorted(course) == sorted(every * 2)
    assert asked_in(interview) == []
    assert end.why is Reason.NONE_LEFT


def test_putting_off_costs_nothing() -> None:
    """It takes nothing from the budget, tells nothing about the person, and counts no answer."""
    interview = interview_with(4, budget=5)
    step = interview.next_question()
    assert isinstance(step, AskQuestion)
    before = [interview.belief.moments(skill) for skill in SKILLS]
    interview.apply(later(step))
    following = interview.next_question()
    assert isinstance(following, AskQuestion)
    assert following.question != step.question
    assert (following.position, interview.answers) == (1, 0)
    assert [interview.belief.moments(skill) for skill in SKILLS] == before


def test_taking_it_back_asks_it_again_at_once() -> None:
    """An undo of having put off brings the very question back, and it can be put off as before."""
    interview = interview_with(4)
    step = interview.next_question()
    assert isinstance(step, AskQuestion)
    interview.apply(later(step))
    undo = interview.taken_back_by_undo()
    assert undo is not None
    assert undo.value == step.question.id
    interview.apply(undo)
    assert interview.next_question() == step
    course, _ = run(interview, putting_off(step.question.id))
    assert course.count(step.question.id) == 2


def test_taking_back_the_second_time_leaves_the_first() -> None:
    """Of two times that a question was put off, an undo takes back the later one."""
    interview = interview_with(1)
    for _ in range(4):
        step = interview.next_question()
        assert isinstance(step, AskQuestion)
        interview.apply(later(step))
    assert isinstance(interview.next_question(), Done)
    interview.apply(UNDO)
    assert interview.next_question() == step
    interview.apply(UNDO)
    assert isinstance(interview.next_question(), AskQuestion)


def test_every_skill_that_is_owed_questions_gets_them() -> None:
    """Where each skill is owed a number, what was put off is asked to reach it."""
    interview = interview_with(3, budget=6, each=3)
    first = first_of(interview)
    run(interview, putting_off(first))
    about = [id_.partition("-")[0] for id_ in asked_in(interview)]
    assert sorted(about) == ["one"] * 3 + ["two"] * 3


def test_it_is_remembered_over_a_break() -> None:
    """An interview taken up again from its log knows what was put off."""
    live = interview_with(4)
    first = first_of(live)
    course, _ = run(live, putting_off(first))
    replayed = Interview(live.material, 3, live.log[: 1 + len(course) // 2])
    assert first_of(replayed) == course[len(course) // 2]


CHOICES = st.lists(st.sampled_from("alu"), max_size=40)
"""Answer, put off (later), undo."""


@given(CHOICES, st.integers(1, 8), st.integers(0, 3))
def test_no_question_is_answered_twice(choices: list[str], budget: int, seed: int) -> None:
    """Whatever is answered, put off and taken back: no question is asked after its answer."""
    interview = interview_with(4, budget=budget, seed=seed)
    for choice in choices:
        step = interview.next_question()
        if choice == "u":
            interview.apply(interview.taken_back_by_undo() or UNDO)
        elif isinstance(step, Done):
            interview.apply(FINISH)
            break
        else:
            assert step.question.id not in asked_in(interview)
            interview.apply(answered(step) if choice == "a" else later(step))
    assert len(asked_in(interview)) == len(set(asked_in(interview))) <= budget


@given(CHOICES, st.integers(0, 3))
def test_the_same_seed_and_replies_take_the_same_course(choices: list[str], seed: int) -> None:
    """Played twice, and replayed from the log, the same questions come in the same order."""
    logs = []
    for _ in range(2):
        interview = interview_with(4, seed=seed)
        for choice in choices:
            step = interview.next_question()
            if choice == "u":
                interview.apply(interview.taken_back_by_undo() or UNDO)
            elif isinstance(step, AskQuestion):
                interview.apply(answered(step) if choice == "a" else later(step))
        logs.append(interview.log)
    assert logs[0] == logs[1]
    assert Interview(interview.material, seed, logs[0]).next_question() == interview.next_question()
