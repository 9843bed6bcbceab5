from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.people import (
    REPLIES,
    SAID,
    SAME_REPLY,
    Event,
    EventKind,
    asked_ids,
    standing_events,
    undo_event,
)

UNDO = Event(EventKind.UNDO, "assessment", "")
SCOPE = Event(EventKind.SCOPE, "skills", "a,b", {"budget": 3})
FINISH = Event(EventKind.FINISH, "assessment", "enough")
DEGREE = Event(EventKind.BACKGROUND, "degree", "physics")
RATING = Event(EventKind.RATING, "a", "2")
ANSWER = Event(EventKind.ANSWER, "a-1", "right", {"skill": "a"})
OTHER = Event(EventKind.ANSWER, "a-2", "wrong", {"skill": "a"})
TRAIT = Event(EventKind.TRAIT, "curious", "5")
LOGS = st.lists(st.sampled_from((UNDO, SCOPE, FINISH, DEGREE, RATING, ANSWER, OTHER, TRAIT)))


@pytest.mark.parametrize(
    ("log", "standing"),
    [
        ([], []),
        ([SCOPE, ANSWER, FINISH], [SCOPE, ANSWER, FINISH]),
        ([UNDO], []),
        ([SCOPE, UNDO], [SCOPE]),
        ([SCOPE, FINISH, UNDO], [SCOPE, FINISH]),
        ([SCOPE, ANSWER, UNDO], [SCOPE]),
        ([SCOPE, ANSWER, OTHER, UNDO], [SCOPE, ANSWER]),
        ([SCOPE, ANSWER, OTHER, UNDO, UNDO], [SCOPE]),
        ([SCOPE, ANSWER, UNDO, UNDO], [SCOPE]),
        ([SCOPE, ANSWER, UNDO, OTHER], [SCOPE, OTHER]),
        ([SCOPE, ANSWER, UNDO, OTHER, UNDO], [SCOPE]),
        ([SCOPE, ANSWER, FINISH, UNDO], [SCOPE]),
        ([SCOPE, ANSWER, SCOPE, UNDO], [SCOPE, SCOPE]),
        ([SCOPE, ANSWER, FINISH, SCOPE, UNDO], [SCOPE, SCOPE]),
        ([SCOPE, ANSWER, FINISH, SCOPE, OTHER, UNDO], [SCOPE, ANSWER, FINISH, SCOPE]),
        ([SCOPE, ANSWER, FINISH, SCOPE, OTHER, UNDO, UNDO], [SCOPE, SCOPE]),
    ],
)
def test_known_logs(log: list[Event], standing: list[Event]) -> None:
    """What stands of a log that can be read off by eye comes out as read."""
    assert standing_events(log) == tuple(standing)


@pytest.mark.parametrize("said", [DEGREE, RATING, ANSWER, TRAIT])
def test_whatever_a_person_said_can_be_taken_back(said: Event) -> None:
    """An undo takes back the last thing said, of any kind, and an end that came after it."""
    assert standing_events([SCOPE, OTHER, said, UNDO]) == (SCOPE, OTHER)
    assert standing_events([SCOPE, OTHER, said, FINISH, UNDO]) == (SCOPE, OTHER)


@given(LOGS)
def test_a_log_without_undo_stands_as_it_is(log: list[Event]) -> None:
    """Where nothing was taken back, everything stands, in its order."""
    kept = [event for event in log if event.kind is not EventKind.UNDO]
    assert standing_events(kept) == tuple(kept)


@given(LOGS)
def test_what_stands_has_no_undo_and_stands_again(log: list[Event]) -> None:
    """What stands is part of the log in its order, without undos, and is all that stands of it."""
    standing = standing_events(log)
    assert all(event.kind is not EventKind.UNDO for event in standing)
    assert standing_events(standing) == standing
    left = iter(log)
    assert all(any(event is other for other in left) for event in standing)


@given(LOGS)
def test_no_scope_is_ever_taken_back(log: list[Event]) -> None:
    """Setting a scope is nothing said: all scopes stand whatever is taken back."""
    assert standing_events(log).count(SCOPE) == log.count(SCOPE)


@given(LOGS, st.sampled_from((DEGREE, RATING, ANSWER, TRAIT)))
def test_saying_and_taking_back_leaves_what_stood(log: list[Event], said: Event) -> None:
    """Whatever came before, something said and taken back at once leaves no trace."""
    assert standing_events([*log, said, UNDO]) == standing_events(log)
    assert standing_events([*log, said, FINISH, UNDO]) == standing_events(log)


@given(LOGS)
def test_enough_undos_take_back_everything_said(log: list[Event]) -> None:
    """An undo for each thing said leaves nothing said, and further ones change nothing."""
    said = sum(event.kind in SAID for event in log)
    bare = standing_events([*log, *[UNDO] * said])
    assert not any(event.kind in SAID for event in bare)
    assert standing_events([*log, *[UNDO] * (said + 3)]) == bare


@given(LOGS)
def test_each_undo_takes_back_one_thing(log: list[Event]) -> None:
    """Each undo lessens what was said by one, as long as there is anything."""
    said = 0
    for at, event in zip(count(1), log, strict=False):
        if event.kind is EventKind.UNDO:
            said = max(0, said - 1)
        elif event.kind in SAID:
            said += 1
        assert sum(e.kind in SAID for e in standing_events(log[:at])) == said


LATER = Event(EventKind.LATER, "a-3", "")
NOTE = Event(EventKind.NOTE, "a-1", "hm")
ONE_REPLY = tuple(
    Event(EventKind.RATING, skill, level, {SAME_REPLY: 1} if at else {})
    for at, (skill, level) in enumerate((("a", "1"), ("b", ""), ("c", "3")))
)
"""Three ratings that were typed in one line."""

REPLIED = st.sampled_from(
    ((DEGREE,), (RATING,), (ANSWER,), (OTHER,), (TRAIT,), (LATER,), ONE_REPLY, ONE_REPLY[:2])
)
"""What a person replies at once, as one event or several."""

COURSES = st.lists(st.one_of(REPLIED, st.sampled_from(((SCOPE,), (FINISH,), (NOTE,)))), max_size=10)


def flat(course: list[tuple[Event, ...]]) -> list[Event]:
    """Put the events of a course into one log."""
    return [event for reply in course for event in reply]


@given(COURSES, REPLIED, st.booleans(), st.booleans())
def test_a_reply_of_several_events_is_taken_back_as_one(
    course: list[tuple[Event, ...]], reply: tuple[Event, ...], ended: bool, noted: bool
) -> None:
    """A line that rated three skills is gone by one undo, with a remark or an end behind it."""
    after = [*reply, *[NOTE] * noted, *[FINISH] * ended]
    undo = undo_event(standing_events([*flat(course), *after]))
    assert undo is not None
    assert undo.value == reply[-1].subject
    assert standing_events([*flat(course), *after, undo]) == standing_events(flat(course))
    assert standing_events([*flat(course), *after, UNDO]) == standing_events(flat(course))


@given(COURSES)
def test_as_many_undos_as_replies_lead_back_step_by_step(course: list[tuple[Event, ...]]) -> None:
    """Each undo takes back one reply, whatever it was, until nothing is left to take back."""
    log = flat(course)
    for left in reversed(range(len(course))):
        if course[left][0].kind not in REPLIES:
            continue
        undo = undo_event(standing_events(log))
        assert undo is not None
        log.append(undo)
        said = [e for e in standing_events(log) if e.kind in REPLIES]
        assert said == [e for e in flat(course[:left]) if e.kind in REPLIES]
    assert undo_event(standing_events(log)) is None


@given(COURSES)
def test_remarks_never_stand_and_change_nothing(course: list[tuple[Event, ...]]) -> None:
    """A remark is neither part of what stands nor in the way of what does."""
    log = flat(course)
    assert NOTE not in standing_events(log)
    bare = [event for event in log if event is not NOTE]
    assert standing_events(log) == standing_events(bare)


def test_nothing_replied_makes_no_undo() -> None:
    """Scopes, ends and remarks are nothing that a person could take back."""
    assert undo_event([]) is None
    assert undo_event([SCOPE, NOTE, FINISH]) is None


def test_an_undo_that_names_its_subject_finds_it_behind_others() -> None:
    """After logs were put together it takes back what it meant, not what came in between."""
    undo = undo_event([SCOPE, ANSWER])
    assert undo is not None
    assert standing_events([SCOPE, ANSWER, OTHER, undo]) == (SCOPE, OTHER)
    assert standing_events([SCOPE, OTHER, ANSWER, undo, undo]) == (SCOPE, OTHER)
    assert standing_events([SCOPE, OTHER, undo]) == (SCOPE, OTHER)


def test_only_the_last_of_two_replies_about_a_subject_is_taken_back() -> None:
    """Of a question put off and then answered, an undo takes back the answer first."""
    put_off = LATER._replace(subject="a-1")
    undo = undo_event([put_off, ANSWER])
    assert undo is not None
    assert standing_events([put_off, ANSWER, undo]) == (put_off,)
    assert standing_events([put_off, ANSWER, undo, undo]) == ()


def test_questions_that_stand_answered_are_listed_by_skill() -> None:
    """A question counts as asked until its answer is taken back, under the skill it was about."""
    answers = [
        Event(EventKind.ANSWER, id_, "right", {"skill": skill})
        for id_, skill in (("a-1", "a"), ("a-2", "a"), ("b-1", "b"))
    ]
    undo = undo_event(answers)
    assert undo
    assert asked_ids(answers) == {"a": {"a-1", "a-2"}, "b": {"b-1"}}
    assert asked_ids([*answers, undo]) == {"a": {"a-1", "a-2"}}
    assert asked_ids([*answers, undo, answers[-1]]) == asked_ids(answers)
    assert asked_ids([Event(EventKind.LATER, "c-1", ""), Event(EventKind.RATING, "a", "2")]) == {}
