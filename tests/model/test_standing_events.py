from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.people import SAID, Event, EventKind, standing_events

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
