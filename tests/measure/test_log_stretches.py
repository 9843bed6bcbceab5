import pytest

from mlcareer.measure.stretches import (
    Stretch,
    is_complete,
    stretch_event,
    stretches_of,
    to_go_on_with,
)
from mlcareer.model.people import Event, EventKind

ANSWER = Event(EventKind.ANSWER, "q", "right", {"skill": "a"})
END = Event(EventKind.FINISH, "assessment", "it is enough")
WHOLE = stretch_event(("a", "b"), 10)
SMALL = stretch_event(("a",), 2, named=True)
FEW = stretch_event(("a", "b"), 3)
FILE = stretch_event(("a", "b"), 10, from_file=True)


def test_a_log_falls_into_stretches() -> None:
    """Each scope opens one; answers and the end belong to the one that is open."""
    events = [WHOLE, ANSWER, ANSWER, SMALL, ANSWER, END]
    assert stretches_of(events) == (
        Stretch(("a", "b"), 10, start=0, answers=2),
        Stretch(("a",), 2, named=True, start=3, answers=1, finished=True),
    )
    assert stretches_of(events)[0].left == 8


def test_nothing_is_no_stretch() -> None:
    """An empty log, or one without a scope, has none and is not complete."""
    assert stretches_of([]) == stretches_of([ANSWER, END]) == ()
    assert not is_complete(())


@pytest.mark.parametrize(
    ("events", "goes_on", "complete"),
    [
        ([WHOLE], True, False),
        ([WHOLE, ANSWER, END], False, True),
        ([WHOLE, ANSWER, SMALL, ANSWER, END], True, False),
        ([WHOLE, ANSWER, FEW, ANSWER, END], True, False),
        ([WHOLE, *[ANSWER] * 8, FEW, ANSWER, END], False, True),
        ([WHOLE, WHOLE, END], False, True),
        ([SMALL, WHOLE, END], False, True),
        ([WHOLE, ANSWER, FILE, ANSWER, END], True, False),
        ([FILE, ANSWER, END], False, True),
        ([FILE, END], False, False),
        ([WHOLE, END, FILE, END], False, True),
        ([WHOLE, END, SMALL], True, False),
    ],
)
def test_what_was_broken_off_waits_until_it_is_made_up_for(
    events: list[Event], goes_on: bool, complete: bool
) -> None:
    """Only an end that asks about as much makes up; a file neither waits nor makes up."""
    found = stretches_of(events)
    assert (to_go_on_with(found) is not None) == goes_on
    assert is_complete(found) == complete
