from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.interview import Interview
from mlcareer.measure.selection import Stake
from mlcareer.measure.steps import AskQuestion, AskRating, Done
from mlcareer.measure.stopping import Reason, is_sure, reason_to_stop
from mlcareer.measure.stretches import (
    Stretch,
    advance,
    is_complete,
    resume_event,
    stretch_event,
    stretches_of,
    to_go_on_with,
)
from mlcareer.model.items import Outcome
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Question
from simulated import (
    FINISH,
    answer_with,
    belief_about,
    make_map,
    make_material,
    make_role,
)
from support import make_question, rating

SKILLS = ("weaving", "dyeing")
MAP = make_map({"weaving": (), "dyeing": (), "fulling": ()})
ROLE = make_role({"weaving": (3, 3.0), "dyeing": (2, 1.0)})
BANK = [
    make_question(f"{skill}-{level}-{at}", skill=skill, sub=f"part-{at}", level=level)
    for skill in MAP.skills
    for level in (1, 2, 3, 4)
    for at in range(5)
]
END = Event(EventKind.FINISH, "assessment", "it is enough")
ANSWER = Event(EventKind.ANSWER, "q", "right", {"skill": "a"})
RIGHT, WRONG = Outcome.RIGHT, Outcome.WRONG

ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
aims = st.dictionaries(ids, st.integers(1, 4), min_size=1)


def begin(*events: Event, questions: Sequence[Question] = BANK) -> Interview:
    """Begin an interview with what was said so far."""
    return Interview(make_material(MAP, ROLE, questions), 1, events)


def aiming(wanted: Mapping[str, int], budget: int = 40, each: int = 0) -> Event:
    """Make the event that opens a stretch with aims."""
    return stretch_event(tuple(wanted), budget, named=True, aims=wanted, each=each)


def ask(interview: Interview, outcome: Outcome, most: int = 1000) -> tuple[list[Question], Done]:
    """Answer all that is asked in one way; returns the questions and how it ended."""
    asked: list[Question] = []
    step = interview.next_question()
    while isinstance(step, AskQuestion) and len(asked) < most:
        asked.append(step.question)
        interview.apply(answer_with(step.question, outcome))
        step = interview.next_question()
    assert isinstance(step, Done)
    return asked, step


@given(aims, st.integers(0, 9))
def test_aims_are_read_back_as_they_were_kept(wanted: dict[str, int], each: int) -> None:
    """What an event keeps of levels and numbers of questions, the stretch has again."""
    event = aiming(wanted, each=each)
    (found,) = advance((), event, 0)
    assert dict(found.aims) == wanted
    assert found.each == each
    assert found.skills == tuple(wanted)


def test_aims_are_kept_as_a_text() -> None:
    """In the log they stand as one text, in the order in which they were given."""
    assert aiming({"python": 2, "sql": 3}).detail["aims"] == "python:2 sql:3"


def test_a_stretch_without_aims_is_kept_as_before() -> None:
    """Its event has none of the new details, and one from an old log has no aims."""
    event = stretch_event(("a",), 5)
    assert event.detail.keys().isdisjoint({"aims", "each"})
    assert stretches_of([event]) == (Stretch(("a",), 5),)


@pytest.mark.parametrize("text", ["", "a", "a:", ":2", "a:0", "a:5", "a:-1", "a:x", "a : 2"])
def test_what_is_no_aim_is_left_out(text: str) -> None:
    """A damaged aim gives way to the target of the role instead of stopping the program."""
    event = stretch_event(("a",), 5)
    (found,) = advance((), event._replace(detail={**event.detail, "aims": f"b:1 {text}"}), 0)
    assert found.aims == {"b": 1}


def test_the_aim_is_what_is_decided() -> None:
    """An interview ends when it is sure whether the aim is there, whatever the target is."""
    interview = begin(aiming({"weaving": 1}))
    _, done = ask(interview, RIGHT)
    assert done.why is Reason.SURE
    assert is_sure(interview.belief, "weaving", 1)
    assert not is_sure(interview.belief, "weaving", ROLE.demands["weaving"].target)


def test_questions_are_about_as_hard_as_the_aim() -> None:
    """Where a low level is to be decided easier questions come than for a high one."""
    hardness = {}
    for aim in (1, 4):
        asked, _ = ask(begin(aiming({"weaving": aim}, budget=4)), RIGHT)
        hardness[aim] = sum(question.level for question in asked) / len(asked)
    assert hardness[1] < hardness[4]


def test_a_skill_outside_the_role_can_be_aimed_at() -> None:
    """It counts with weight 1, so that the level that was ticked there is decided as well."""
    interview = begin(aiming({"fulling": 1}))
    asked, done = ask(interview, RIGHT)
    assert {question.skill for question in asked} == {"fulling"}
    assert done.why is Reason.SURE
    assert is_sure(interview.belief, "fulling", 1)


def test_only_the_named_skills_are_asked_about() -> None:
    """Skills without an aim are left alone."""
    asked, _ = ask(begin(aiming({"dyeing": 2})), WRONG)
    assert {question.skill for question in asked} == {"dyeing"}


def test_what_is_only_inferred_is_asked_about() -> None:
    """However sure a level is from what was rated, it gets a question of its own."""
    said = [rating("weaving", 4), rating("dyeing", 4)]
    interview = begin(*said, aiming({"weaving": 1, "dyeing": 1}))
    assert all(is_sure(interview.belief, skill, 1) for skill in SKILLS)
    asked, done = ask(interview, RIGHT)
    assert Counter(question.skill for question in asked) == {"weaving": 1, "dyeing": 1}
    assert done.why is Reason.SURE


def test_what_was_asked_before_and_is_sure_is_not_asked_again() -> None:
    """A claim that earlier answers decided takes no question."""
    first = begin(aiming({"weaving": 1}))
    ask(first, RIGHT)
    again = begin(*first.events, END, aiming({"weaving": 1}))
    assert ask(again, RIGHT)[0] == []


def test_the_budget_holds_with_aims() -> None:
    """No more is asked than was set, even about what has no answer yet."""
    asked, done = ask(begin(aiming({"weaving": 2, "dyeing": 2, "fulling": 2}, budget=2)), RIGHT)
    assert len(asked) == 2
    assert done.why is Reason.QUESTIONS


def test_a_rating_is_asked_for_only_where_there_is_none() -> None:
    """Of two claims the one that was rated before is not rated again."""
    interview = begin(rating("weaving", 2), aiming({"weaving": 2, "dyeing": 2}))
    assert interview.next_step() == AskRating("dyeing", 2, 2)


@given(st.integers(1, 3), st.sampled_from([RIGHT, WRONG]))
def test_going_on_asks_what_would_have_come(answered: int, outcome: Outcome) -> None:
    """An interview that was broken off and read back from its log goes on the same way."""
    interview = begin(aiming({"weaving": 2, "dyeing": 1}))
    for _ in range(answered):
        step = interview.next_question()
        assert isinstance(step, AskQuestion)
        interview.apply(answer_with(step.question, outcome))
    again = begin(*interview.events)
    assert again.stretch == interview.stretch
    assert again.next_question() == interview.next_question()


def test_what_was_broken_off_is_resumed_with_its_aims() -> None:
    """The event that goes on asks about the same levels, with the questions that are left."""
    opened = aiming({"a": 2}, budget=6)
    broken_off = stretches_of([opened, ANSWER, ANSWER])[-1]
    resumed = stretches_of([resume_event(broken_off, "tester")])[-1]
    assert resumed == Stretch(("a",), 4, named=True, role="tester", aims={"a": 2})


def test_one_that_used_up_its_questions_is_resumed_with_one() -> None:
    """Where nothing is left of the number, a last question comes and not none at all."""
    broken_off = stretches_of([aiming({"a": 2}, budget=2), ANSWER, ANSWER])[-1]
    assert broken_off.left == 0
    assert stretches_of([resume_event(broken_off, "")])[-1].budget == 1


def test_one_without_aims_is_resumed_as_before() -> None:
    """Minutes, names and the number of questions that are left are kept."""
    event = stretch_event(("a", "b"), 9, minutes=5)
    broken_off = stretches_of([event, ANSWER])[-1]
    expected = stretch_event(("a", "b"), 8, minutes=5)
    assert resume_event(broken_off, "") == expected


@pytest.mark.parametrize(
    ("events", "waits"),
    [
        ([aiming({"a": 2})], True),
        ([aiming({"a": 2}), END], False),
        ([aiming({"a": 2}), aiming({"a": 2, "b": 1}), END], False),
        ([aiming({"a": 2}), aiming({"a": 3}), END], True),
        ([aiming({"a": 2}), stretch_event(("a", "b"), 45), END], True),
        ([stretch_event(("a",), 3), aiming({"a": 2}), END], True),
        ([aiming({"a": 2, "b": 1}), aiming({"a": 2}), END], True),
    ],
)
def test_only_the_same_levels_make_up_for_what_was_broken_off(
    events: list[Event], waits: bool
) -> None:
    """A stretch that decides other levels leaves the one before to be gone on with."""
    assert (to_go_on_with(stretches_of(events)) is not None) is waits


def test_a_recheck_neither_waits_nor_stands_in_the_way() -> None:
    """What was broken off of it is over; the assessment before is as complete as it was."""
    whole = stretch_event(("a",), 9)
    recheck = aiming({"a": 2}, budget=3, each=3)
    assert is_complete(stretches_of([whole, END, recheck]))
    assert to_go_on_with(stretches_of([whole, END, recheck, ANSWER])) is None
    assert to_go_on_with(stretches_of([whole, recheck, END])) == stretches_of([whole])[0]


@given(
    st.dictionaries(st.sampled_from(sorted(MAP.skills)), st.integers(1, 4), min_size=1),
    st.integers(1, 4),
    st.sampled_from([RIGHT, WRONG]),
)
def test_a_recheck_asks_so_many_about_each(
    wanted: dict[str, int], each: int, outcome: Outcome
) -> None:
    """However sure all is, each skill gets its questions, at its level or below, and no more."""
    asked, done = ask(begin(aiming(wanted, each * len(wanted), each)), outcome)
    assert Counter(question.skill for question in asked) == dict.fromkeys(wanted, each)
    assert all(question.level <= wanted[question.skill] for question in asked)
    assert done.why is Reason.EACH_ASKED


def test_a_recheck_asks_what_was_not_asked_before() -> None:
    """Its questions are fresh ones, and harder ones where those of the level are used up."""
    first = begin(aiming({"weaving": 1}, budget=5, each=5))
    before, _ = ask(first, RIGHT)
    again = begin(*first.events, END, aiming({"weaving": 1}, budget=3, each=3))
    after, _ = ask(again, RIGHT)
    assert {question.level for question in before} == {1}
    assert len(after) == 3
    assert not {question.id for question in before} & {question.id for question in after}


def test_a_recheck_avoids_what_was_asked_in_earlier_assessments() -> None:
    """As long as there are others, questions of earlier assessments do not come again."""
    seen = [q.id for q in BANK if q.skill == "weaving" and q.sub in {"part-0", "part-1"}]
    event = aiming({"weaving": 4}, budget=3, each=3)
    interview = Interview(make_material(MAP, ROLE, BANK), 1, [event], seen_before=seen)
    asked, _ = ask(interview, RIGHT)
    assert not {question.id for question in asked} & {*seen}


def test_a_recheck_asks_nothing_but_questions() -> None:
    """Neither a rating nor anything else is asked for in it."""
    step = begin(aiming({"weaving": 2}, budget=3, each=3)).next_step()
    assert isinstance(step, AskQuestion)


def test_a_recheck_ends_where_the_questions_are_used_up() -> None:
    """Where a bank has fewer than were meant, it asks what there is and says so."""
    few = [question for question in BANK if question.id in {"weaving-1-0", "weaving-4-0"}]
    interview = begin(aiming({"weaving": 1}, budget=3, each=3), questions=few)
    asked, done = ask(interview, RIGHT)
    assert [question.id for question in asked] == ["weaving-1-0", "weaving-4-0"]
    assert done.why is Reason.NONE_LEFT


def test_a_recheck_about_what_has_no_questions_says_so() -> None:
    """Skills that nobody wrote questions for cannot be checked."""
    interview = begin(aiming({"weaving": 1}, budget=3, each=3), questions=[])
    _, done = ask(interview, RIGHT)
    assert done.why is Reason.NO_QUESTIONS


def test_what_is_owed_goes_before_being_sure_and_not_before_the_limits() -> None:
    """A question that is owed is asked although all is sure, but not beyond number or time."""
    belief = belief_about(weaving=(5.0, 0.1))
    stakes = {"weaving": Stake(2, 1.0)}
    stretch = Stretch(("weaving",), 3, aims={"weaving": 2})
    assert reason_to_stop(stretch, belief, stakes) is Reason.SURE
    assert reason_to_stop(stretch, belief, stakes, owed=True) is None
    used_up = stretch._replace(answers=3)
    assert reason_to_stop(used_up, belief, stakes, owed=True) is Reason.QUESTIONS
    late = stretch._replace(minutes=1, seconds=60.0)
    assert reason_to_stop(late, belief, stakes, owed=True) is Reason.MINUTES
    over = stretch._replace(finished=True)
    assert reason_to_stop(over, belief, stakes, owed=True) is Reason.FINISHED


def test_an_end_ends_it() -> None:
    """After the end of a stretch with aims nothing more is asked in it."""
    interview = begin(aiming({"weaving": 2}), FINISH)
    assert isinstance(interview.next_step(), Done)
