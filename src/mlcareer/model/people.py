"""What is asked about the person, and what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

BACKGROUND_QUESTIONS: Final = ("degree", "work", "hours", "goal")
"""What is asked about a person, at most."""

HOURS_A_WEEK: Final = range(1, 81)
"""Hours a week that a person may plan for study."""

AGREEMENT: Final = range(1, 6)
"""How well a statement about ways of working fits: 1 not at all, to 5 entirely."""


class Choice(NamedTuple):
    """One answer to a background question, with the levels (0 to 4) it suggests by column."""

    id: str
    name: str
    levels: Mapping[str, float]


class Domain(NamedTuple):
    """A field of use, with the projects that fit it."""

    id: str
    name: str
    high_risk: bool
    projects: tuple[str, ...]


class Fact(NamedTuple):
    """What a text says about backgrounds, with its year.

    Attributes:
        beside: The background question with which it is shown, or "".
    """

    text: str
    beside: str


class Backgrounds(NamedTuple):
    """What a degree and an earlier job are taken to mean; all levels are estimates.

    Attributes:
        note: Where the levels come from and how they are used.
        column_of: The column of the tables for each skill.
        shift: Levels to add for a skill that a background seldom meets.
        facts: What the source texts say about backgrounds, with the year.
    """

    note: str
    column_of: Mapping[str, str]
    shift: Mapping[str, Mapping[str, float]]
    degrees: Mapping[str, Choice]
    works: Mapping[str, Choice]
    goals: Mapping[str, Choice]
    domains: Mapping[str, Domain]
    facts: Mapping[str, Fact]

    def choices(self, subject: str) -> Mapping[str, Choice]:
        """List the answers to a background question; hours have none, being a number."""
        tables = {"degree": self.degrees, "work": self.works, "goal": self.goals}
        return tables.get(subject, {})


class Responsibility(NamedTuple):
    """Something the role does, and the skills that it takes."""

    id: str
    name: str
    skills: tuple[str, ...]


class EvidenceKind(NamedTuple):
    """Something to put beside a tick, and what it shows."""

    id: str
    name: str
    shows: str


class Trait(NamedTuple):
    """A way of working: a statement to agree with from 1 to 5. Never scored."""

    id: str
    name: str
    statement: str


class EventKind(StrEnum):
    """What a step of an assessment was."""

    SCOPE = "scope"
    """The skills to assess were set; value: ids with commas; detail: budget."""
    BACKGROUND = "background"
    """A background question was answered."""
    RATING = "rating"
    """A skill was self-rated; value: 0 to 4, or empty where skipped."""
    ANSWER = "answer"
    """A question was answered; value: an outcome; detail: the item and the option chosen."""
    TRAIT = "trait"
    """A statement about ways of working was rated; value: 1 to 5, or empty where skipped."""
    FINISH = "finish"
    """The interview ended; value: why."""
    UNDO = "undo"
    """A reply was taken back, and the log keeps it; value: its subject, or empty for the last."""
    LATER = "later"
    """A question was put off: it comes again before the end, a second time no more."""
    NOTE = "note"
    """The person remarked on a question; value: the words; detail: its fingerprint."""


class Event(NamedTuple):
    """One committed step of an assessment: what was asked (subject) and what came (value)."""

    kind: EventKind
    subject: str
    value: str
    detail: Mapping[str, str | int | float] = MappingProxyType({})


SAID: Final = frozenset({EventKind.BACKGROUND, EventKind.RATING, EventKind.ANSWER, EventKind.TRAIT})
"""Kinds of events in which a person says something."""

REPLIES: Final = SAID | {EventKind.LATER}
"""Kinds of events that can be taken back."""

SAME_REPLY: Final = "same_reply"
"""Under this name the details of an event say that it came with the one before, as one reply."""


def undo_event(events: Sequence[Event]) -> Event | None:
    """Make the event that takes back the last reply of some that stand; None where there is none.

    It names what it takes back, so that it means the same after logs were put together.
    """
    last = _last_reply(events)
    return Event(EventKind.UNDO, "assessment", events[last].subject) if last is not None else None


def standing_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Leave out what was taken back, the events that took it back, and remarks.

    What was said in one reply is taken back in one. An end of the interview that came
    after what is taken back is taken back with it.
    """
    standing: list[Event] = []
    for event in events:
        if event.kind is EventKind.UNDO:
            last = _last_reply(standing, event.value)
            if last is not None:
                _take_back(standing, last)
        elif event.kind is not EventKind.NOTE:
            standing.append(event)
    return tuple(standing)


def asked_ids(events: Iterable[Event]) -> dict[str, set[str]]:
    """List the questions that were answered in a log, by skill."""
    asked: dict[str, set[str]] = {}
    for event in standing_events(events):
        if event.kind is EventKind.ANSWER:
            asked.setdefault(str(event.detail["skill"]), set()).add(event.subject)
    return asked


def _last_reply(events: Sequence[Event], subject: str = "") -> int | None:
    """Find where the last reply ends, or the last one about a subject."""
    for at in reversed(range(len(events))):
        if events[at].kind in REPLIES and subject in ("", events[at].subject):
            return at
    return None


def _take_back(standing: list[Event], last: int) -> None:
    first = last
    while first and standing[first].detail.get(SAME_REPLY):
        first -= 1
    after = standing[last + 1 :]
    standing[first:] = [event for event in after if event.kind is not EventKind.FINISH]
