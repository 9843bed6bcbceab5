"""How events stand in the database: each as a row, with a number to check it by.

SQLite keeps no checksums. So each row carries one over all that it says: a row that was
changed since by a failing disk is noticed, and never taken for what a person said. It also
carries one over what its assessment is known by, so that this is noticed as well.
"""

import json
from collections.abc import Mapping
from typing import Any, Final
from zlib import crc32

from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import PlanEvent, read_plan_event

_BETWEEN: Final = ", "

Row = tuple[str | int, ...]


def check_number(*row: str | int) -> int:
    """Work out the number by which a row is checked (CRC-32)."""
    return crc32("\0".join(map(str, row)).encode())


def _sealed(detail: Mapping[str, Any], row: Row, of: int = 0) -> str:
    """Write details as a JSON list: themselves, whose they are, the check number of their row."""
    text = json.dumps(dict(detail), sort_keys=True)
    return f"[{text}{_BETWEEN}{of}{_BETWEEN}{check_number(*row, text, of)}]"


def _unsealed(stored: str, row: Row) -> dict[str, Any]:
    """Read details that were kept; those of older versions stand there without numbers.

    Raises:
        ValueError: They are not what was kept, or the rest of the row is not.
    """
    if is_sealed(stored):
        text, of, number = stored[1:].rsplit(_BETWEEN, 2)
        if number != f"{check_number(*row, text, of)}]":
            message = "the row was changed"
            raise ValueError(message)
        stored = text
    detail = json.loads(stored)
    if not isinstance(detail, dict):
        message = "details are values by name"
        raise ValueError(message)  # noqa: TRY004 - whoever reads rows expects one kind of error
    return detail


def is_sealed(stored: str) -> bool:
    """Tell whether details have a check number."""
    return stored.startswith("[")


def whose(stored: str) -> int | None:
    """Read from the details of a row the check number of its assessment, if they have it."""
    return int(stored.rsplit(_BETWEEN, 2)[1]) if is_sealed(stored) else None


def event_row(assessment: tuple[int, str, str, int], position: int, at: str, event: Event) -> Row:
    """Make the row of an event.

    Args:
        assessment: Its number, and what it is known by.
        position: In the log, counted from 1.
        at: When it is kept.
        event: What happened.
    """
    row = (assessment[0], position, at, event.kind.value, event.subject, event.value)
    return (*row, _sealed(event.detail, row, check_number(*assessment[1:])))


def read_event(  # noqa: PLR0913, PLR0917 - the columns of a row
    assessment: int,
    position: int,
    at: str,
    kind: str,
    subject: str,
    value: str,
    detail: str,
    *,
    known_by: int | None = None,
) -> Event:
    """Read the row of an event; known_by is the check number of its assessment, if at hand.

    Raises:
        ValueError: It is not as it was written, or the assessment is not.
    """
    if known_by is not None and whose(detail) not in (None, known_by):
        message = "the assessment was changed"
        raise ValueError(message)
    known = _unsealed(detail, (assessment, position, at, kind, subject, value))
    return Event(EventKind(kind), subject, value, known)


def plan_row(position: int, event: PlanEvent) -> Row:
    """Make the row of a change of the plan."""
    row = (position, event.at, event.kind.value, event.subject)
    return (*row, _sealed(event.detail, row))


def read_plan_row(position: int, at: str, kind: str, subject: str, detail: str) -> PlanEvent:
    """Read the row of a change of the plan.

    Raises:
        ValueError: It is not as it was written.
    """
    return read_plan_event(at, kind, subject, _unsealed(detail, (position, at, kind, subject)))
