"""How far an assessment got: the stretches that its log falls into."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.people import Event, EventKind, standing_events

MOST_SECONDS: Final = 300
"""Longest time that one reply counts for: whoever takes longer was away."""


class Stretch(NamedTuple):
    """One stretch of an assessment: what it asks about, and how far it got.

    Attributes:
        budget: How many questions it asks at most.
        minutes: How long it lasts at most; 0 where nothing was set.
        named: Whether the skills were named by the person.
        from_file: Whether a file answered, which says nothing about what a person wants to do.
        role: The role that it was for, by id or file, or "" for the usual one.
        aims: The level, 1 to 4, that is to be decided for a skill, where it is not the
            target of the role.
        each: How many questions to ask about each skill, however sure all is; 0 where it
            asks as many as it takes.
        start: Position of its first event, counted from 0.
        answers: How many questions were answered in it.
        seconds: How long the replies took.
    """

    skills: tuple[str, ...]
    budget: int
    minutes: int = 0
    named: bool = False
    from_file: bool = False
    start: int = 0
    answers: int = 0
    seconds: float = 0.0
    finished: bool = False
    role: str = ""
    aims: Mapping[str, int] = MappingProxyType({})
    each: int = 0

    @property
    def left(self) -> int:
        """How many questions it may still ask."""
        return self.budget - self.answers

    @property
    def minutes_left(self) -> int:
        """How many minutes it may still last, at least 1; 0 where nothing was set."""
        return max(1, self.minutes - int(self.seconds // 60)) if self.minutes else 0

    @property
    def out_of_time(self) -> bool:
        """Whether the time that was set is used up."""
        return bool(self.minutes) and self.seconds >= self.minutes * 60


def stretch_event(  # noqa: PLR0913 - settings with defaults, by name only
    skills: Sequence[str],
    budget: int,
    *,
    minutes: int = 0,
    named: bool = False,
    from_file: bool = False,
    role: str = "",
    aims: Mapping[str, int] = MappingProxyType({}),
    each: int = 0,
) -> Event:
    """Make the event that opens a stretch; what the arguments mean stands at `Stretch`."""
    detail: dict[str, str | int | float] = {
        "budget": budget,
        "minutes": minutes,
        "named": int(named),
        "from_file": int(from_file),
    }
    if role:
        detail["role"] = role
    if aims:
        detail["aims"] = " ".join(f"{skill}:{level}" for skill, level in aims.items())
    if each:
        detail["each"] = each
    return Event(EventKind.SCOPE, "skills", ",".join(skills), detail)


def resume_event(stretch: Stretch, role: str) -> Event:
    """Make the event that goes on with a stretch that was broken off, for the role of today."""
    return stretch_event(
        stretch.skills,
        max(1, stretch.left),
        minutes=stretch.minutes_left,
        named=stretch.named,
        role=role,
        aims=stretch.aims,
    )


def advance(stretches: Sequence[Stretch], event: Event, at: int) -> tuple[Stretch, ...]:
    """Take in the event at a position of the log."""
    if event.kind is EventKind.SCOPE:
        opened = Stretch(
            skills=tuple(event.value.split(",")),
            budget=int(event.detail["budget"]),
            minutes=int(event.detail.get("minutes", 0)),
            named=bool(event.detail.get("named")),
            from_file=bool(event.detail.get("from_file")),
            role=str(event.detail.get("role", "")),
            aims=_read_aims(str(event.detail.get("aims", ""))),
            each=int(event.detail.get("each", 0)),
            start=at,
        )
        return (*stretches, opened)
    if not stretches:
        return ()
    *before, last = stretches
    seconds = min(MOST_SECONDS, max(0.0, float(event.detail.get("seconds", 0.0))))
    last = last._replace(seconds=last.seconds + seconds)
    if event.kind is EventKind.ANSWER:
        last = last._replace(answers=last.answers + 1)
    elif event.kind is EventKind.FINISH:
        last = last._replace(finished=True)
    return (*before, last)


def _read_aims(text: str) -> dict[str, int]:
    """Read levels by skill; what is none is left out, so that the target of the role counts."""
    known = {str(level): level for level in TAUGHT_LEVELS}
    pairs = (word.rpartition(":") for word in text.split())
    return {skill: known[level] for skill, _, level in pairs if skill and level in known}


def stretches_of(events: Sequence[Event]) -> tuple[Stretch, ...]:
    """Divide a log into its stretches."""
    found: tuple[Stretch, ...] = ()
    for at, event in enumerate(standing_events(events)):
        found = advance(found, event, at)
    return found


def to_go_on_with(stretches: Sequence[Stretch]) -> Stretch | None:
    """Find the latest stretch that a person broke off and did not make up for since.

    A later one makes up for it when it came to its end, asked about all of its
    skills and the same levels, and had questions and time enough. One that asks a fixed
    number of questions a skill is not gone on with: what is worth that changes by the day.
    """
    complete: list[Stretch] = []
    for stretch in reversed(stretches):
        if stretch.from_file or stretch.each:
            continue
        if stretch.finished:
            complete.append(stretch)
        elif not any(_makes_up_for(stretch, later) for later in complete):
            return stretch
    return None


def _makes_up_for(broken_off: Stretch, later: Stretch) -> bool:
    had_time = not later.out_of_time or 0 < broken_off.minutes_left <= later.minutes
    had_questions = later.budget >= broken_off.left
    decides_the_same = set(later.skills) >= set(broken_off.skills) and all(
        later.aims.get(skill) == broken_off.aims.get(skill) for skill in broken_off.skills
    )
    return had_time and had_questions and decides_the_same


def is_complete(stretches: Sequence[Stretch]) -> bool:
    """Tell whether something came to its end and nothing was broken off."""
    ended = any(s.finished and (s.answers or not s.from_file) for s in stretches)
    return ended and to_go_on_with(stretches) is None
