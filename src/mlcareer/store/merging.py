"""Puts together what one person said on two machines.

All is in the order in which it was kept, and what stands on one machine after
something else stays after it, even where a clock was set back between the two. The
place of an entry is therefore not its own time alone, but with it the times of all
entries before it that are later (`_Side`). Places do not change when logs are put
together, so it does not matter which are put together first.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from mlcareer.model.days import moment
from mlcareer.model.people import (
    REPLIES,
    SAME_REPLY,
    Event,
    EventKind,
    standing_events,
    undo_event,
)
from mlcareer.model.plan import PlanEvent
from mlcareer.store.contents import Contents, Log
from mlcareer.store.database import Kept

ANSWERED_BEFORE: Final = "answered_before"
"""Under this name the details of an event that takes an answer back say that the question
had been answered on another machine before, and that this was found out later."""

LOST: Final = -1
"""The seed of an assessment of which only events were recovered; no other has one below 0."""

_T = TypeVar("_T")
_Mark = tuple[Any, ...]
_Reply = tuple[Kept, ...]


def merge(
    mine: Sequence[_T],
    theirs: Sequence[_T],
    mark: Callable[[_T], _Mark],
    join: Callable[[_T, _T], _T],
) -> list[_T]:
    """Put two lists together; what stands in both stands there once.

    Args:
        mine: One list.
        theirs: Another one.
        mark: Says by what an entry is known, its time first; those of two lists are the
            same when their marks are.
        join: Makes one entry of two with the same mark, whichever comes first.
    """
    left, right = _Side(mine, mark), _Side(theirs, mark)
    merged: list[_T] = []
    found: dict[_Mark, int] = {}
    while left.left or right.left:
        side = left if left.comes_before(right) else right
        known = found.setdefault(side.place[-1], len(merged))
        if known < len(merged):
            merged[known] = join(merged[known], side.entry)
        else:
            merged.append(side.entry)
        side.advance()
    return merged


class _Side:
    """One of two lists that are put together, read from its beginning.

    Attributes:
        place: Marks of the entry to be taken next and of the later ones before it, each of
            the latest after the one before.
    """

    def __init__(self, entries: Sequence[_T], mark: Callable[[_T], _Mark]) -> None:
        self._entries = entries
        self._marks = list(_numbered(map(mark, entries)))
        self._at = 0
        self.place: list[_Mark] = []
        self._find_place()

    @property
    def left(self) -> bool:
        """Whether there is an entry to be taken."""
        return self._at < len(self._entries)

    @property
    def entry(self) -> Any:  # noqa: ANN401 - one of those given
        """The entry to be taken next."""
        return self._entries[self._at]

    def comes_before(self, other: "_Side") -> bool:
        """Tell whether an entry is to be taken here before, or as well as, one over there."""
        return self.left and not (other.left and other.place < self.place)

    def advance(self) -> None:
        """Go to the next entry."""
        self._at += 1
        self._find_place()

    def _find_place(self) -> None:
        if self.left:
            while self.place and self.place[-1] < self._marks[self._at]:
                self.place.pop()
            self.place.append(self._marks[self._at])


def _numbered(marks: Iterable[_Mark]) -> Iterator[_Mark]:
    """Tell apart what is alike: the second one of a list is the second one of another."""
    seen: dict[_Mark, int] = {}
    for mark in marks:
        seen[mark] = seen.get(mark, 0) + 1
        yield (*mark, seen[mark])


def seconds_of(text: str) -> float:
    """Read a time, as seconds since 1970; one that does not read counts as long ago."""
    try:
        return moment(text).timestamp()
    except ValueError:
        return float("-inf")


def _mark_kept(kept: Kept) -> _Mark:
    event = kept.event
    detail = json.dumps(dict(event.detail), sort_keys=True)
    return (seconds_of(kept.at), kept.at, event.kind.value, event.subject, event.value, detail)


_KIND: Final = 2
"""Where a mark of an event has its kind."""


def _mark_change(event: PlanEvent) -> _Mark:
    detail = json.dumps(dict(event.detail), sort_keys=True)
    return (seconds_of(event.at), event.at, event.kind.value, event.subject, detail)


def _mark_log(log: Log) -> _Mark:
    return (seconds_of(log.started), log.started, log.role, log.seed)


def recognised(contents: Contents, others: Contents) -> Contents:
    """Give assessments that lost what they are known by their own again.

    One that was recovered from a damaged file may have its events only; a log over there
    that has an answer or most of the rest in common is that of the same assessment.

    Args:
        contents: Where such assessments may be.
        others: Where they may stand whole.
    """
    if not any(log.seed == LOST for log in contents.logs):
        return contents
    known = [(log, set(map(_mark_kept, log.kept))) for log in others.logs if log.seed != LOST]
    return contents._replace(logs=tuple(_named(log, known) for log in contents.logs))


def _named(log: Log, known: Sequence[tuple[Log, set[_Mark]]]) -> Log:
    """Give a log the name of the one that has most of its events, if it is the same."""
    if log.seed != LOST or not known:
        return log
    said = set(map(_mark_kept, log.kept))
    whole, its = max(known, key=lambda one: len(one[1] & said))
    shared = its & said
    # In one second the same may be said about two assessments, but hardly the same answered.
    is_same = any(mark[_KIND] == EventKind.ANSWER for mark in shared)
    is_part = 2 * len(shared) > min(len(its), len(said))
    return whole._replace(kept=log.kept) if is_same or is_part else log


def merge_contents(mine: Contents, theirs: Contents) -> Contents:
    """Put together all that a person said on two machines."""
    return Contents(
        tuple(merge(mine.logs, theirs.logs, _mark_log, _merge_same)),
        tuple(merge(mine.plan, theirs.plan, _mark_change, lambda one, _: one)),
    )


def _merge_same(mine: Log, theirs: Log) -> Log:
    return mine._replace(kept=merge_logs(mine.kept, theirs.kept))


def merge_logs(mine: Sequence[Kept], theirs: Sequence[Kept]) -> tuple[Kept, ...]:
    """Put together two logs of the same assessment.

    What both have stands there once; what is said in one reply stays together. Where a
    question is answered that has an answer which stands, the log says right behind that
    the second one is taken back: it neither counts nor is the question asked again.

    Where one of the logs has nothing that is not in the other, the other one comes back.
    """
    ours, others = named_undos(_as_said(mine)), named_undos(_as_said(theirs))
    merged = [
        kept
        for reply in merge(_replies(ours), _replies(others), _mark_reply, _join_replies)
        for kept in reply
    ]
    if len(merged) == len(ours):
        return tuple(mine)
    if len(merged) == len(others):
        return tuple(theirs)
    return tuple(_without_second_answers(merged))


def _as_said(log: Iterable[Kept]) -> list[Kept]:
    """Leave out what merge_logs put in; it does so anew whenever logs are put together."""
    return [kept for kept in log if ANSWERED_BEFORE not in kept.event.detail]


def _replies(log: Sequence[Kept]) -> list[_Reply]:
    """Divide a log into what belongs together."""
    replies: list[_Reply] = []
    for kept in log:
        if replies and kept.event.detail.get(SAME_REPLY):
            replies[-1] += (kept,)
        else:
            replies.append((kept,))
    return replies


def _mark_reply(reply: _Reply) -> _Mark:
    return _mark_kept(reply[0])


def _join_replies(one: _Reply, other: _Reply) -> _Reply:
    """Complete a reply of which one machine may know only the beginning."""
    less, more = sorted((one, other), key=lambda reply: (len(reply), *map(_mark_kept, reply)))
    return (*more, *(kept for kept in less if kept not in more))


def named_undos(log: Iterable[Kept]) -> tuple[Kept, ...]:
    """Let each event that takes something back say what, so that it means the same elsewhere.

    One that does not say what, and found nothing, is left out.
    """
    standing: list[Event] = []
    named: list[Kept] = []
    for kept in log:
        event = kept.event
        if event.kind is EventKind.UNDO:
            found = undo_event(standing) if event.value == "" else event
            if found is None:
                continue
            event = event._replace(value=found.value)
            _take_back(standing, event)
        elif event.kind is not EventKind.NOTE:
            standing.append(event)
        named.append(kept._replace(event=event))
    return tuple(named)


def _take_back(standing: list[Event], undo: Event) -> None:
    """Apply an event that takes something back."""
    first = len(standing) - 1
    while first >= 0 and not _is_about(standing[first], undo.value):
        first -= 1
    while first > 0 and standing[first].detail.get(SAME_REPLY):
        first -= 1
    standing[max(0, first) :] = standing_events((*standing[max(0, first) :], undo))


def _is_about(event: Event, subject: str) -> bool:
    return event.kind in REPLIES and event.subject == subject


def _without_second_answers(log: Sequence[Kept]) -> Iterator[Kept]:
    """Take back each answer to a question that has one; what came in one reply goes together."""
    counts = Counter(k.event.subject for k in log if k.event.kind is EventKind.ANSWER)
    standing: list[Event] = []
    for reply in _replies(log):
        yield from reply
        given = [k.event.subject for k in reply if k.event.kind is EventKind.ANSWER]
        second = next((id_ for id_ in given if counts[id_] > 1 and _stands(id_, standing)), "")
        for kept in reply:
            if kept.event.kind is EventKind.UNDO:
                _take_back(standing, kept.event)
            elif kept.event.kind is not EventKind.NOTE:
                standing.append(kept.event)
        if second:
            undo = Event(EventKind.UNDO, "assessment", second, {ANSWERED_BEFORE: 1})
            _take_back(standing, undo)
            yield Kept(reply[0].at, undo)


def _stands(question: str, standing: Iterable[Event]) -> bool:
    return any(e.kind is EventKind.ANSWER and e.subject == question for e in standing)


class Gained(NamedTuple):
    """What came of putting contents together.

    Attributes:
        assessments: New ones.
        went_on: Assessments that were there and have more events now.
        events: New events in those.
        changes: New changes of the plan.
        second_answers: Answers that do not count, as their questions had been answered.
    """

    assessments: int
    went_on: int
    events: int
    changes: int
    second_answers: int


def gained(before: Contents, after: Contents) -> Gained:
    """Count what is in contents that came of others."""
    ours = list(_numbered(map(_mark_log, before.logs)))
    had = dict(zip(ours, before.logs, strict=True))
    now = dict(zip(_numbered(map(_mark_log, after.logs)), after.logs, strict=True))
    more = {mark: log for mark, log in now.items() if mark in had and log != had[mark]}
    new = [len(_as_said(log.kept)) - len(_as_said(had[mark].kept)) for mark, log in more.items()]
    return Gained(
        assessments=len(now) - len(had),
        went_on=len(more),
        events=sum(new),
        changes=len(after.plan) - len(before.plan),
        second_answers=sum(_seconds(log) - _seconds(had.get(mark)) for mark, log in more.items()),
    )


def _seconds(log: Log | None) -> int:
    return len(log.kept) - len(_as_said(log.kept)) if log else 0
