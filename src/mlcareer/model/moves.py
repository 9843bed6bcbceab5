"""What became of skills that a map no longer has: renamed, split or merged."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from mlcareer.model.people import REPLIES, SAME_REPLY, Event, EventKind, standing_events
from mlcareer.model.plan import PlanEvent, parse_step_id

_TIMED: Final = "seconds"
"""Under this name the details of an event say how long the reply took."""


class Move(NamedTuple):
    """Skills that went, and the skills that took their place.

    Attributes:
        before: Ids that went: several where they were merged.
        after: Ids that took their place: several where one was split.
        date: When, as 2026-11-22.
        reason: Why, in a sentence.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    date: str
    reason: str


Homes = Callable[[], Mapping[str, str]]
"""Looks up under which skill each question stands now, by question id."""


def successors(moves: Iterable[Move]) -> dict[str, tuple[str, ...]]:
    """Say for each skill that went which skills stand for it now, along whole chains.

    Args:
        moves: Without a circle, and no skill in two of them.
    """
    next_ids = {old: move.after for move in moves for old in move.before}

    def last(id_: str) -> tuple[str, ...]:
        if id_ not in next_ids:
            return (id_,)
        return tuple(dict.fromkeys(end for step in next_ids[id_] for end in last(step)))

    return {old: last(old) for old in next_ids}


def move_steps(events: Iterable[PlanEvent], moves: Iterable[Move]) -> tuple[PlanEvent, ...]:
    """Read what became of a plan as if its steps had been named after the skills of today.

    A tick goes to every skill that took the place of its own.
    """
    new_ids = successors(moves)
    return tuple(
        event._replace(subject=id_) for event in events for id_ in task_ids(event.subject, new_ids)
    )


def task_ids(id_: str, new_ids: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Name a task of a plan after the skills of today; other texts stay as they are.

    Args:
        id_: Of a step or project.
        new_ids: See successors.
    """
    step = parse_step_id(id_)
    if step is None or step.skill not in new_ids:
        return (id_,)
    return tuple(str(step._replace(skill=skill)) for skill in new_ids[step.skill])


def move_events(
    events: Sequence[Event], moves: Sequence[Move], home_of_question: Homes
) -> tuple[Event, ...]:
    """Read a log as if it had been kept with the skills of today; the log itself stays.

    - What set the skills to ask about names the new ones, each once.
    - A rating goes to every new skill. Of skills that were merged the latest rating
      stands, as it does when a person changes her mind, and a skip takes none back.
    - An answer goes to the one new skill; where the old one was split, to the skill under
      which its question stands now, and to the first new one where it is gone.
    - A rating that went to several skills stays one reply: taking it back takes back each.

    A log that names no skill that went comes back as it is; so does one that was moved.

    Args:
        events: The log of one assessment.
        moves: See successors.
        home_of_question: Called once at most, and only for an answer about a skill that
            was split.
    """
    new_ids = successors(moves)
    if not any(_skills_in(event) & new_ids.keys() for event in events):
        return tuple(events)
    homes = cache(home_of_question)
    moved: list[Event] = []
    replies: list[_Reply] = []
    for event in events:
        if event.kind is EventKind.UNDO:
            moved += _undo(event, replies)
            continue
        made = _moved(event, new_ids, homes, moved)
        moved += _taken_in(event, made, replies) if event.kind in REPLIES else made
    return tuple(moved)


class _Reply(NamedTuple):
    """What one reply was about, and what it became about."""

    subjects: list[str]
    made: list[Event]


def _taken_in(event: Event, made: Sequence[Event], replies: list[_Reply]) -> list[Event]:
    """Put what came of an event among the replies, so that one that was split stays one."""
    if not replies or not event.detail.get(SAME_REPLY):
        replies.append(_Reply([], []))
    reply = replies[-1]
    reply.subjects.append(event.subject)
    for one in made:
        detail = {name: value for name, value in one.detail.items() if name != SAME_REPLY}
        joined = {**detail, SAME_REPLY: 1} if reply.made else detail
        reply.made.append(one._replace(detail=joined))
    return reply.made[len(reply.made) - len(made) :] if made else []


def _undo(event: Event, replies: list[_Reply]) -> list[Event]:
    """Take back what the reply became; where that is nothing, there is nothing to take back."""
    found = [at for at, reply in enumerate(replies) if event.value in ("", *reply.subjects)]
    if not found:
        return [event]
    made = replies.pop(found[-1]).made
    return [event._replace(value=made[-1].subject if event.value else "")] if made else []


def _skills_in(event: Event) -> set[str]:
    """List the skills that an event names by their ids."""
    match event.kind:
        case EventKind.SCOPE:
            return set(event.value.split(","))
        case EventKind.RATING:
            return {event.subject}
        case EventKind.ANSWER:
            return {str(event.detail["skill"])}
        case _:
            return set()


def _moved(
    event: Event, new_ids: Mapping[str, tuple[str, ...]], homes: Homes, so_far: Sequence[Event]
) -> tuple[Event, ...]:
    match event.kind:
        case EventKind.SCOPE:
            ids = (id_ for old in event.value.split(",") for id_ in new_ids.get(old, (old,)))
            return (event._replace(value=",".join(dict.fromkeys(ids))),)
        case EventKind.RATING:
            return tuple(_ratings(event, new_ids, so_far))
        case EventKind.ANSWER:
            return (_answer(event, new_ids, homes),)
        case _:
            return (event,)


def _answer(event: Event, new_ids: Mapping[str, tuple[str, ...]], homes: Homes) -> Event:
    first, *others = new_ids.get(str(event.detail["skill"]), ("",))
    if not first:
        return event
    home = homes().get(event.subject, first) if others else first
    return event._replace(detail={**event.detail, "skill": home})


def _ratings(
    event: Event, new_ids: Mapping[str, tuple[str, ...]], so_far: Sequence[Event]
) -> Iterable[Event]:
    targets = {id_ for ids in new_ids.values() for id_ in ids}
    for at, id_ in enumerate(new_ids.get(event.subject, (event.subject,))):
        # A skip that met a skill of its own takes back no rating of those it was merged with.
        value = event.value or (_level_said(id_, so_far) if id_ in targets else "")
        # The reply took its time once, however many skills it now stands for.
        kept = {key: entry for key, entry in event.detail.items() if at == 0 or key != _TIMED}
        yield event._replace(subject=id_, value=value, detail=kept)


def _level_said(skill: str, so_far: Sequence[Event]) -> str:
    """Find the latest level that was said of a skill and stands, or ""."""
    for event in reversed(standing_events(so_far)):
        if event.kind is EventKind.RATING and event.subject == skill and event.value:
            return event.value
    return ""
