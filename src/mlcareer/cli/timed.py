"""When answers were kept."""

from collections.abc import Iterable
from typing import Final

from mlcareer.model.people import Event, EventKind
from mlcareer.store.database import Kept

KEPT_AT: Final = "at"
"""Under this name the details of an answer have the time at which it was kept."""


_DAY: Final = len("2026-11-22")


def day_of(at: str) -> str:
    """Cut the day, such as 2026-11-22, from a time as it was kept, by the clock of that time."""
    return at[:_DAY]


def with_times(kept: Iterable[Kept]) -> tuple[Event, ...]:
    """Put the time at which each answer was kept among its details, under KEPT_AT."""
    return tuple(
        event._replace(detail={**event.detail, KEPT_AT: at})
        if event.kind is EventKind.ANSWER
        else event
        for at, event in kept
    )
