from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.interview import Interview
from mlcareer.measure.profile import Profile
from mlcareer.measure.response import Behaviour
from mlcareer.measure.steps import Step
from mlcareer.measure.stretches import Stretch, stretch_event
from mlcareer.model.items import Item, Outcome
from mlcareer.model.people import Event, EventKind, standing_events
from simulated import (
    CALIBRATED,
    FINISH,
    UNDO,
    answer_with,
    make_material,
    moments_of,
    sit,
)
from support import EXAMPLE, make_question, rating

GARDEN = load_skill_map(EXAMPLE)
SKILLS = tuple(GARDEN.skills)
BANK = [
    make_question(f"{skill}-{at}", skill=skill, sub=f"part-{at % 2}", item=Item(skill, *row))
    for skill in SKILLS
    for at, row in enumerate(CALIBRATED)
]
MATERIAL = make_material(GARDEN, load_role(EXAMPLE, "gardener", GARDEN), BANK)
WHOLE = stretch_event(SKILLS, 12, minutes=30)
PART = stretch_event(SKILLS[:2], 5, named=True)


def told(subject: str, value: str) -> Event:
    """Make the event of a background answer."""
    return Event(EventKind.BACKGROUND, subject, value)


SAYINGS = st.one_of(
    st.builds(answer_with, st.sampled_from(BANK), st.sampled_from(Outcome)),
    st.builds(rating, st.sampled_from(SKILLS), st.sampled_from([0, 1, 2, 3, 4, ""])),
    st.just(told("degree", "physics")),
)
LOGS = st.lists(SAYINGS | st.sampled_from((FINISH, WHOLE, PART, UNDO)), max_size=14)


class State(NamedTuple):
    """All that can be seen of an interview, but its log."""

    moments: list[tuple[float, float]]
    weights: Sequence[Sequence[float]]
    behaviour: Behaviour
    profile: Profile
    events: tuple[Event, ...]
    stretches: tuple[Stretch, ...]
    step: Step
    question: Step
    most: int
    unrated: tuple[str, ...]


def state_of(interview: Interview) -> State:
    """Write down all that can be seen of an interview."""
    belief = interview.belief
    means = [[h.mean(skill) for skill in h.names] for h in belief.hypotheses]
    return State(
        moments=moments_of(belief, SKILLS),
        weights=[belief.weights, *means],
        behaviour=belief.behaviour,
        profile=interview.profile(),
        events=interview.events,
        stretches=interview.stretches,
        step=interview.next_step(),
        question=interview.next_question(),
        most=interview.most_questions,
        unrated=interview.unrated(),
    )


@given(LOGS, SAYINGS, st.booleans())
def test_an_undo_returns_exactly_what_was(log: list[Event], said: Event, ended: bool) -> None:
    """Whatever came before, taking back what was just said leaves no trace, bit for bit."""
    interview = Interview(MATERIAL, 3, [WHOLE, *log])
    before = state_of(interview)
    interview.apply(said)
    if ended:
        interview.apply(FINISH)
    assert len(interview.events) > len(before.events)
    interview.apply(UNDO)
    assert state_of(interview) == before


@given(LOGS, st.lists(SAYINGS, min_size=1, max_size=5))
def test_several_undos_return_exactly_what_was(log: list[Event], said: list[Event]) -> None:
    """As many undos as things said lead back step by step."""
    interview = Interview(MATERIAL, 3, [WHOLE, *log])
    states = []
    for event in said:
        states.append(state_of(interview))
        interview.apply(event)
    for before in reversed(states):
        interview.apply(UNDO)
        assert state_of(interview) == before


@given(LOGS)
def test_a_log_with_undos_is_a_log_of_what_stands(log: list[Event]) -> None:
    """An interview stands where one stands that never heard what was taken back."""
    interview = Interview(MATERIAL, 3, [WHOLE, *log])
    plain = Interview(MATERIAL, 3, standing_events([WHOLE, *log]))
    assert state_of(interview) == state_of(plain)
    assert interview.log == (WHOLE, *log)


@settings(max_examples=50)
@given(LOGS, st.integers(0, 14))
def test_a_replay_of_a_log_ends_in_the_same_belief(log: list[Event], looked: int) -> None:
    """When and how often the state was looked at while it grew makes no difference."""
    live = Interview(MATERIAL, 3, [WHOLE])
    for at, event in enumerate(log):
        if at % (looked + 1) == 0:
            state_of(live)
        live.apply(event)
    assert state_of(Interview(MATERIAL, 3, live.log)) == state_of(live)


@pytest.mark.parametrize("log", [[], [WHOLE], [FINISH], [WHOLE, FINISH], [WHOLE, PART]])
def test_an_undo_with_nothing_said_changes_nothing(log: list[Event]) -> None:
    """Where nothing was said yet, an undo is kept in the log and has no effect."""
    interview = Interview(MATERIAL, 3, log)
    before = state_of(interview)
    interview.apply(UNDO)
    assert state_of(interview) == before
    assert interview.log == (*log, UNDO)


def test_the_question_comes_again_that_was_answered() -> None:
    """After an undo the very question is asked whose answer was taken back."""
    interview = Interview(MATERIAL, 3, [WHOLE])
    sit(interview, lambda question: list(Outcome)[question.item.b > 0], most=5)
    step = interview.next_question()
    for outcome in Outcome:
        for question in BANK:
            interview.apply(answer_with(question, outcome))
            interview.apply(UNDO)
            assert interview.next_question() == step


@pytest.mark.parametrize("seed", range(5))
def test_chance_falls_the_same_way_after_an_undo(seed: int) -> None:
    """Among many questions worth the same, those picked by chance come again after undos."""
    alike = [make_question(f"{skill}-{at}", skill=skill) for skill in SKILLS for at in range(12)]
    interview = Interview(make_material(GARDEN, MATERIAL.role, alike), seed, [WHOLE])
    order = []
    for _ in range(6):
        order.append(interview.next_question())
        sit(interview, lambda _: Outcome.WRONG, most=1)
    for step in reversed(order):
        interview.apply(UNDO)
        assert interview.next_question() == step


def test_an_undo_over_the_end_opens_the_interview_again() -> None:
    """Taking back the last answer of an assessment that was ended asks its question again."""
    interview = Interview(MATERIAL, 3, [WHOLE])
    sit(interview, lambda _: Outcome.WRONG, most=2)
    step = interview.next_question()
    interview.apply(answer_with(BANK[0], Outcome.RIGHT))
    interview.apply(FINISH)
    assert interview.stretch.finished
    interview.apply(UNDO)
    assert not interview.stretch.finished
    assert interview.next_question() == step


def test_an_undo_gives_back_the_question_and_the_time() -> None:
    """What was taken back counts neither for the budget nor for the minutes."""
    interview = Interview(MATERIAL, 3, [WHOLE])
    event = answer_with(BANK[0], Outcome.RIGHT)
    interview.apply(event._replace(detail={**event.detail, "seconds": 50}))
    assert (interview.answers, interview.stretch.seconds) == (1, 50)
    interview.apply(UNDO)
    assert (interview.answers, interview.stretch.seconds) == (0, 0)
    assert interview.most_questions == 12


def test_an_undo_of_a_rating_given_again_brings_back_the_first() -> None:
    """Taking back a second rating of a skill leaves the first one standing."""
    interview = Interview(MATERIAL, 3, [WHOLE, rating("digging", 1)])
    before = state_of(interview)
    interview.apply(rating("digging", 4))
    assert interview.profile().estimates["digging"].self_rating == 4
    interview.apply(UNDO)
    assert state_of(interview) == before
    assert interview.profile().estimates["digging"].self_rating == 1


def test_what_was_explained_stands() -> None:
    """Whoever has read the answer cannot give it again; what else was said can be taken back."""
    interview = Interview(MATERIAL, 1, [WHOLE, rating(SKILLS[0], 2)])
    back = interview.taken_back_by_undo(explained=True)
    assert back is not None
    assert back.value == SKILLS[0]
    interview.apply(answer_with(BANK[0], Outcome.WRONG))
    assert interview.taken_back_by_undo(explained=True) is None
    plain = interview.taken_back_by_undo()
    assert plain is not None
    assert plain.value == BANK[0].id


def test_going_back_ends_where_the_stretch_began() -> None:
    """What was said in an earlier stretch is not taken back from within a later one."""
    interview = Interview(MATERIAL, 1, [WHOLE, answer_with(BANK[0], Outcome.RIGHT), FINISH, PART])
    assert interview.taken_back_by_undo() is None
    interview.apply(answer_with(BANK[1], Outcome.RIGHT))
    event = interview.taken_back_by_undo()
    assert event is not None
    interview.apply(event)
    assert interview.taken_back_by_undo() is None
