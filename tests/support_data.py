"""Data of made-up people: logs, plans, and what they did on several machines."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from mlcareer.model.items import Outcome
from mlcareer.model.people import SAME_REPLY, Event, EventKind, standing_events, undo_event
from mlcareer.model.plan import PlanEvent, PlanEventKind, Wishes, wishes_detail
from mlcareer.store.contents import Contents, Log, contents_of, read_contents, write_contents
from mlcareer.store.database import Kept, Store
from mlcareer.store.merging import merge_logs

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
START = "2026-01-02T03:04:05+00:00"
SCOPE = Event(EventKind.SCOPE, "skills", "digging,compost", {"budget": 20})
FINISH = Event(EventKind.FINISH, "assessment", "enough")

RESERVED = frozenset({"seconds", SAME_REPLY, "answered_before", "budget", "minutes", "each"})
"""Names in the details of events that mean something."""

words: st.SearchStrategy[str] = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - the zone is drawn below
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC]),
).map(lambda time: time.isoformat(timespec="seconds"))
details: st.SearchStrategy[dict[str, str | int | float]] = st.dictionaries(
    words.filter(lambda key: key not in RESERVED), words | numbers, max_size=3
)


def answer(question: str, outcome: str = "right", *, chosen: str = "a fork") -> Event:
    """Make the event of an answer."""
    item: dict[str, str | int | float] = {
        "skill": "digging",
        "level": 2,
        "a": 1.3,
        "b": 0.5,
        "b_sd": 0.7,
        "c": 0.25,
    }
    return Event(EventKind.ANSWER, question, outcome, {**item, "chosen": chosen})


def tick(step: str, at: str = START) -> PlanEvent:
    """Make the event of a tick."""
    return PlanEvent(at, PlanEventKind.TICK, step, {"on": at[:10]})


def undo(subject: str = "") -> Event:
    """Make the event that takes a reply back."""
    return Event(EventKind.UNDO, "assessment", subject)


def at(seconds: int) -> str:
    """Name a time so many seconds after the start."""
    return (NOW + timedelta(seconds=seconds)).isoformat(timespec="seconds")


def log(*events: tuple[int, Event], started: str = START, role: str = "gardener") -> Log:
    """Make an assessment of events, each with its time in seconds after the start."""
    return Log(started, role, 7, tuple(Kept(at(seconds), event) for seconds, event in events))


def standing(kept: Sequence[Kept]) -> tuple[Event, ...]:
    """List what stands of a log."""
    return standing_events(one.event for one in kept)


events = st.one_of(
    st.builds(
        lambda id_, outcome, extra: answer(id_, outcome)._replace(
            detail={**extra, **answer(id_).detail}
        ),
        words,
        st.sampled_from([each.value for each in Outcome]),
        details,
    ),
    st.builds(Event, st.just(EventKind.RATING), words, st.sampled_from(["", *"01234"]), details),
    st.builds(Event, st.just(EventKind.TRAIT), words, st.sampled_from(["", *"12345"]), details),
    st.builds(
        Event,
        st.sampled_from([EventKind.BACKGROUND, EventKind.LATER, EventKind.NOTE, EventKind.FINISH]),
        words,
        words,
        details,
    ),
    st.builds(undo, words.filter(bool)),
    st.just(SCOPE),
)
kept = st.builds(Kept, moments, events)
logs = st.builds(
    Log, moments, words, st.integers(0, 2**63 - 1), st.lists(kept, max_size=6).map(tuple)
)
changes = st.one_of(
    st.builds(
        lambda time, step, evidence: PlanEvent(
            time, PlanEventKind.TICK, step, {"on": time[:10], "evidence": evidence}
        ),
        moments,
        words,
        words,
    ),
    st.builds(
        PlanEvent,
        moments,
        st.just(PlanEventKind.UNTICK),
        words,
        st.dictionaries(words, words, max_size=2),
    ),
    st.builds(
        lambda time, hours: PlanEvent(
            time, PlanEventKind.WISHES, "plan", wishes_detail(Wishes(hours_a_week=hours))
        ),
        moments,
        st.integers(1, 80),
    ),
    st.just(
        PlanEvent(
            START,
            PlanEventKind.PLANNED,
            "gardener",
            {"made_on": "2026-01-02", "steps": "3", "hours": "10 20"},
        )
    ),
)
contents = st.builds(
    Contents, st.lists(logs, max_size=3).map(tuple), st.lists(changes, max_size=4).map(tuple)
)


def keep(path: Path, what: Contents) -> None:
    """Make a database of contents."""
    with Store(path) as store, store.transaction() as db:
        write_contents(db, contents_of(store), what)


def held(path: Path) -> Contents:
    """Read all that a database holds."""
    with Store(path) as store:
        return read_contents(store)


def events_of(what: Contents) -> list[Event]:
    """List the events of all assessments, in order."""
    return [one.event for each in what.logs for one in each.kept]


class Machines:
    """The log of one assessment on several machines, which answer and exchange at random.

    Args:
        seed: Decides everything.
        shares_questions: Whether two machines may meet the same question.
    """

    def __init__(self, seed: int, *, shares_questions: bool, count: int = 3) -> None:
        self._random = Random(seed)  # noqa: S311 - no secret hangs on it
        self._shares = shares_questions
        self._time = 0
        self._said = 0
        self._skew = [self._random.choice([0, 0, self._random.randrange(-500, 500)])] * count
        self.logs: list[tuple[Kept, ...]] = [()] * count

    def live(self, steps: int) -> None:
        """Let so many things happen."""
        for _ in range(steps):
            self._time += self._random.choice([0, 0, 1, 5, 60])
            machine = self._random.randrange(len(self.logs))
            if self._random.random() < 0.1:
                self._skew[machine] = self._random.randrange(-500, 500)
            if self._random.random() < 0.25:
                other = self.logs[self._random.randrange(len(self.logs))]
                self.logs[machine] = merge_logs(self.logs[machine], other)
            else:
                self._say(machine)

    def _say(self, machine: int) -> None:
        time = at(self._time + self._skew[machine])
        for event in self._events(machine):
            self._said += 1
            told = event._replace(detail={**event.detail, "seconds": self._said})
            self.logs[machine] += (Kept(time, told),)

    def _events(self, machine: int) -> list[Event]:
        stands = standing(self.logs[machine])
        word = f"{'' if self._shares else machine}-{self._random.randrange(12)}"
        last = undo_event(stands)
        match self._random.randrange(8):
            case 0 if last and (self._shares or last.value.startswith(str(machine))):
                return [last]
            case 1:
                more = [
                    Event(EventKind.RATING, f"{word}-{number}", "", {SAME_REPLY: 1})
                    for number in range(self._random.randrange(3))
                ]
                return [Event(EventKind.RATING, word, "2"), *more]
            case 2:
                return [self._random.choice([FINISH, SCOPE, Event(EventKind.NOTE, word, "?")])]
            case _:
                met = {event.subject for event in stands if event.kind is EventKind.ANSWER}
                return [] if word in met else [answer(word)]
