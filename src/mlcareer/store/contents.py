"""All that a database holds, as one value."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.model.people import EventKind
from mlcareer.model.plan import PlanEvent
from mlcareer.store.database import INSERT_PLAN, Kept, Store
from mlcareer.store.opening import address_of, log_of
from mlcareer.store.rows import event_row, plan_row

_COUNTS: Final = (
    ("assessment", "SELECT count(*) FROM assessment"),
    ("event", "SELECT count(*) FROM event WHERE kind = 'answer'"),
    ("plan_event", "SELECT count(*) FROM plan_event"),
)
"""What is counted in which table; one of an older form may not be there."""


class Log(NamedTuple):
    """One assessment with its events, in order.

    Started, role and seed say which one it is, on whatever machine.
    """

    started: str
    role: str
    seed: int
    kept: tuple[Kept, ...] = ()


class Contents(NamedTuple):
    """All that a person said: assessments in the order of their beginning, and the plan."""

    logs: tuple[Log, ...] = ()
    plan: tuple[PlanEvent, ...] = ()

    @property
    def answers(self) -> int:
        """How many answers to questions were given."""
        return sum(kept.event.kind is EventKind.ANSWER for log in self.logs for kept in log.kept)

    @property
    def entries(self) -> int:
        """How many events there are."""
        return len(self.plan) + sum(len(log.kept) for log in self.logs)


def read_contents(store: Store) -> Contents:
    """Read everything, as it stood at one moment.

    Raises:
        StoreError: It cannot be read.
    """
    with store.transaction("DEFERRED"):
        return contents_of(store)


def contents_of(store: Store) -> Contents:
    """Read everything within a transaction; see read_contents."""
    found = store.assessments()[::-1]
    logs = tuple(Log(one.started, one.role, one.seed, store.kept(one)) for one in found)
    return Contents(logs, store.plan_events())


class Counts(NamedTuple):
    """How much a database holds.

    Attributes:
        answers: How many answers were given, with those that were taken back.
        changes: How many changes of the plan were kept.
    """

    assessments: int = 0
    answers: int = 0
    changes: int = 0


def count_contents(path: Path) -> Counts | None:
    """Count what a database of any form holds, without changing it in any way.

    Returns:
        None where it cannot be read.
    """
    if not path.exists():
        return Counts()
    # Without a log to take in, no file has to be made beside it.
    address = address_of(path, unchanging=not log_of(path).exists())
    try:
        with closing(sqlite3.connect(address, uri=True)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
            return Counts(*(_count(db, query) for table, query in _COUNTS if table in tables))
    except (sqlite3.Error, UnicodeDecodeError, OSError):
        return None


def _count(db: sqlite3.Connection, query: str) -> int:
    found: int = db.execute(query).fetchone()[0]
    return found


def write_contents(db: sqlite3.Connection, before: Contents, after: Contents) -> None:
    """Put other contents in the place of those that are there; part of a transaction.

    Assessments that do not stay as they are all get numbers that none had before. So a
    program that has one of them open finds it gone, and writes into no other.

    Args:
        db: A connection within a transaction; made by Store.transaction.
        before: What is there.
        after: What is to be there.
    """
    kept = len(before.logs)
    same = after.logs[:kept] == before.logs
    last = db.execute("SELECT coalesce(max(id), 0) FROM assessment").fetchone()[0]
    if not same:
        db.execute("DELETE FROM event")
        db.execute("DELETE FROM assessment")
    for number, log in enumerate(after.logs[kept if same else 0 :], last + 1):
        head = (number, log.started, log.role, log.seed)
        db.execute("INSERT INTO assessment VALUES (?, ?, ?, ?)", head)
        rows = (event_row(head, at, *one) for at, one in enumerate(log.kept, 1))
        db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    if after.plan != before.plan:
        db.execute("DELETE FROM plan_event")
        rows = (plan_row(at, event) for at, event in enumerate(after.plan, 1))
        db.executemany(INSERT_PLAN, rows)
