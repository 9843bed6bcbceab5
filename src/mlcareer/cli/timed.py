"""Answers with the time at which they were kept."""

from collections.abc import Iterable
from typing import Final

from mlcareer.model.people import Event, EventKind
from mlcareer.store.database import Kept

KEPT_AT: Final = "at"
"""Under this name the details of an answer have the time at which it was kept."""


def with_times(kept: Iterable[Kept]) -> tuple[Event, ...]:
    """Put the time at which each answer was kept among its details, under KEPT_AT."""
    return tuple(
        event._replace(detail={**event.detail, KEPT_AT: at})
        if event.kind is EventKind.ANSWER
        else event
        for at, event in kept
    )
