"""What SQLite complains about, and what a person can do about it."""

import sqlite3
from typing import Final, NamedTuple

RECOVER: Final = (
    "What can be read is recovered by mlcareer data recover; to start afresh, move it away."
)
"""What to do about a damaged database."""


class Fault(NamedTuple):
    """Something that SQLite complains about.

    Attributes:
        sign: Part of what it says.
        remedy: What to do, in a sentence or two.
        is_damage: Whether something else than this program changed the file.
    """

    sign: str
    remedy: str
    is_damage: bool = False


_FAULTS: Final = (
    Fault("locked", "Another program is using it; close that and try again."),
    Fault("full", "The disk is full; make room and try again. Nothing that was saved is lost."),
    Fault("readonly", "It cannot be written; check its permissions or set MLCAREER_HOME."),
    Fault(
        "unable to open", "Check the folder's permissions or set MLCAREER_HOME to another folder."
    ),
    Fault("disk I/O", "The disk may be full or failing; make room and try again."),
    Fault("not a database", f"It is damaged or no mlcareer file. {RECOVER}", is_damage=True),
    *(
        Fault(sign, f"It is damaged. {RECOVER}", is_damage=True)
        for sign in (
            "malformed",
            "no such",
            "already exists",
            "unsupported file format",
            "Could not decode",
        )
    ),
)
_OTHER: Final = Fault("", "Run mlcareer doctor.")


def fault_of(error: sqlite3.Error) -> Fault:
    """Find what is wrong by what SQLite says; of several signs the first one counts."""
    text = str(error)
    return next((fault for fault in _FAULTS if fault.sign in text), _OTHER)


def is_taken(cause: BaseException | None) -> bool:
    """Tell whether a row could not be kept because there is one of its number."""
    return getattr(cause, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_PRIMARYKEY"
