import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.stretches import (
    MOST_SECONDS,
    Stretch,
    advance,
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
UNDO = Event(EventKind.UNDO, "assessment", "")


def taking(seconds: float | str, kind: EventKind = EventKind.ANSWER) -> Event:
    """Make an event whose reply took so many seconds."""
    return Event(kind, "q", "right", {"skill": "a", "seconds": seconds})


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


@given(st.lists(st.floats(0, MOST_SECONDS), max_size=20))
def test_seconds_add_up(replies: list[float]) -> None:
    """A stretch has lasted as long as its replies took together."""
    (found,) = stretches_of([WHOLE, *map(taking, replies)])
    assert found.seconds == pytest.approx(sum(replies))
    assert found.answers == len(replies)


@pytest.mark.parametrize(
    ("event", "seconds"),
    [
        (ANSWER, 0),
        (taking(0), 0),
        (taking(-40), 0),
        (taking(12), 12),
        (taking(0.25), 0.25),
        (taking("7.5"), 7.5),
        (taking(MOST_SECONDS), MOST_SECONDS),
        (taking(MOST_SECONDS + 1), MOST_SECONDS),
        (taking(1e9), MOST_SECONDS),
        (taking(12, EventKind.RATING), 12),
        (taking(12, EventKind.BACKGROUND), 12),
        (taking(12, EventKind.TRAIT), 12),
    ],
)
def test_one_reply_counts_for_a_bounded_time(event: Event, seconds: float) -> None:
    """Missing and negative seconds count for 0, and nobody is taken to think for hours."""
    (found,) = stretches_of([WHOLE, event])
    assert found.seconds == seconds
    assert MOST_SECONDS >= 60


@pytest.mark.parametrize(
    ("before", "minutes", "goes_on"),
    [
        (0, 0, False),
        (0, 1, True),  # without a limit there was time for all, and then for a minute only
        (1, 1, False),
        (1, 2, False),
        (2, 1, True),
    ],
)
def test_what_ran_out_of_time_makes_up_for_no_more_than_its_time(
    before: int, minutes: int, goes_on: bool
) -> None:
    """A later stretch that used its time up had to have as much as was left of the earlier one."""
    opened = stretch_event(["a"], 9, minutes=before)
    later = [stretch_event(["a"], 9, minutes=minutes), taking(250), END]
    found = stretches_of([opened, *later])
    assert (to_go_on_with(found) is not None) is goes_on


def test_time_belongs_to_its_stretch() -> None:
    """A new scope begins with no time used, and what was taken back used none."""
    events = [WHOLE, taking(50), SMALL, taking(30), taking(20), UNDO]
    assert [found.seconds for found in stretches_of(events)] == [50, 30]


@pytest.mark.parametrize(
    ("minutes", "seconds", "left", "out"),
    [
        (0, 5000, 0, False),
        (10, 0, 10, False),
        (10, 59, 10, False),
        (10, 60, 9, False),
        (10, 599, 1, False),
        (10, 600, 1, True),
        (10, 9000, 1, True),
    ],
)
def test_minutes_run_out(minutes: int, seconds: float, left: int, out: bool) -> None:
    """The minutes left count down to 1, and time is up once they are used."""
    stretch = Stretch(("a",), 5, minutes=minutes, seconds=seconds)
    assert stretch.minutes_left == left
    assert stretch.out_of_time is out


def test_a_scope_keeps_what_was_set() -> None:
    """What opens a stretch comes back from its event, and older logs without minutes are read."""
    event = stretch_event(("a", "b"), 7, minutes=15, named=True, from_file=True)
    (found,) = stretches_of([event])
    assert found == Stretch(("a", "b"), 7, minutes=15, named=True, from_file=True)
    old = Event(EventKind.SCOPE, "skills", "a", {"budget": 3})
    assert stretches_of([old]) == (Stretch(("a",), 3),)


@given(st.lists(st.sampled_from((WHOLE, SMALL, ANSWER, END, UNDO, taking(30)))))
def test_taking_in_one_by_one_is_taking_in_all(events: list[Event]) -> None:
    """Stretches kept up event by event are those found in the whole log."""
    standing = [event for event in events if event is not UNDO]
    found: tuple[Stretch, ...] = ()
    for at, event in enumerate(standing):
        found = advance(found, event, at)
        assert found == stretches_of(standing[: at + 1])
    assert len(found) == sum(event.kind is EventKind.SCOPE for event in standing)


def test_an_undo_opens_a_stretch_again() -> None:
    """Taking back the last answer takes back the end that followed it."""
    (found,) = stretches_of([WHOLE, ANSWER, ANSWER, END, UNDO])
    assert (found.answers, found.finished) == (1, False)
    assert to_go_on_with((found,)) == found
