"""One SQLite file that keeps every answer from the moment it was given."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple, NoReturn, Self

from mlcareer.errors import AnsweredElsewhereError, StoreError
from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import PlanEvent
from mlcareer.store.faults import RECOVER, fault_of, is_taken
from mlcareer.store.opening import (
    address_of,
    commits_unread,
    has_broken_log,
    keep_log,
    log_of,
    open_read_only,
    open_to_write,
    version_in_header,
)
from mlcareer.store.rows import check_number, event_row, plan_row, read_event, read_plan_row

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_BUSY_SECONDS: Final = 5.0
"""How long to wait for other programs that write."""

_MOST_VERSIONS: Final = 1000
"""Versions are counted from 0; one above this is what something else wrote there."""

_INSERT: Final = (
    "INSERT INTO event SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM assessment"
    " WHERE id = ? AND started = ? AND role = ? AND seed = ?)"
)
"""An assessment may be gone, or another one of its number be there, since it was read."""

INSERT_PLAN: Final = "INSERT INTO plan_event VALUES (?, ?, ?, ?, ?)"
"""Keeps a row made by plan_row."""


class DamagedError(StoreError):
    """The database was changed by something else than this program; it was left as it was."""


class Assessment(NamedTuple):
    """One assessment of one person: a log of events is kept for it.

    Attributes:
        started: When, as an ISO 8601 text with its zone.
        role: Id or file of the role that it was begun for.
        seed: Decides what is left to chance in it.
    """

    id: int
    started: str
    role: str
    seed: int


class Kept(NamedTuple):
    """An event with the time at which it was kept, as an ISO 8601 text with its zone."""

    at: str
    event: Event


class Store:
    """The answers of one person on one machine.

    Every change is committed before the method returns, and survives the end of
    the process from then on.

    Args:
        path: The file; made where there is none.
        read_only: Whether to open it without any right to change it.

    Raises:
        StoreError: The file cannot be opened, read or written, or is of a newer
            version; it is left as it was.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._is_damaged = False
        with self._explained("opened"):
            # Opening a file may already change it, so its header is looked at before.
            self._refuse_newer(version_in_header(path))
            if has_broken_log(path):
                self._refuse_log()
            take = open_read_only if read_only else open_to_write
            self._db = take(path, _BUSY_SECONDS)
            self._identity = _identity(path)
        try:
            with self._explained("read"):
                self._check_soundness()
                self._check_version(upgrade=not read_only)
        except StoreError:
            self._close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        """Close the file; that of a damaged one changes nothing in it or in its log."""
        log = log_of(self._path)
        if not self._is_damaged or not log.exists() or not log.stat().st_size:
            self._db.close()
            return
        # The last to close takes the log into the file, which one that only reads cannot do.
        last = sqlite3.connect(address_of(self._path), uri=True, isolation_level=None)
        with suppress(sqlite3.Error):
            last.execute("SELECT * FROM sqlite_schema").fetchall()
        self._db.close()
        last.close()

    @contextmanager
    def _explained(self, done: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            fault = fault_of(error)
            message = f"{self._path} cannot be {done}: {error}. {fault.remedy}"
            if fault.is_damage:
                raise self._damaged(message) from error
            raise StoreError(message) from error
        except UnicodeDecodeError as error:
            # Python cannot read what SQLite says about a damaged schema.
            message = f"{self._path} cannot be {done}: it is damaged. {RECOVER}"
            raise self._damaged(message) from error
        except OSError as error:
            message = (
                f"{self._path} cannot be {done}: {error.strerror}."
                " Set MLCAREER_HOME to another folder."
            )
            raise StoreError(message) from error

    def _damaged(self, message: str) -> DamagedError:
        self._is_damaged = True
        return DamagedError(message)

    def _refuse_log(self) -> NoReturn:
        name = log_of(self._path).name
        message = f"{self._path} cannot be read: {name} beside it is damaged. {RECOVER}"
        raise self._damaged(message)

    def _check_soundness(self) -> None:
        """Look whether the pages of the file fit together, and the log behind it.

        Raises:
            DamagedError: They do not.
        """
        # What is wrong inside of a row is said by whoever reads it.
        self._db.execute("PRAGMA ignore_check_constraints = ON")
        found = self._db.execute("PRAGMA quick_check(1)").fetchone()[0]
        self._db.execute("PRAGMA ignore_check_constraints = OFF")
        if found != "ok":
            what = found.splitlines()[-1]
            message = f"{self._path} cannot be read: {what}. It is damaged. {RECOVER}"
            raise self._damaged(message)
        if commits_unread(self._path) > 1:
            self._refuse_log()

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """Do several things as one: all of them, or on any failure none.

        Args:
            kind: IMMEDIATE to write, DEFERRED to read what belongs together.

        Raises:
            StoreError: It cannot be done; nothing was changed.
        """
        with self._explained("read" if kind == "DEFERRED" else "written"):
            self._db.execute(f"BEGIN {kind}")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                # A full disk may have ended it already.
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    def compact(self) -> None:
        """Leave nothing of what was replaced in the files, as far as nobody else reads them."""
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA busy_timeout = 0")
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def version(self) -> int:
        """Read the version of the database's form."""
        with self._explained("read"):
            return _version(self._db)

    def _refuse_newer(self, found: int) -> None:
        known = schema_version()
        if not 0 <= found <= _MOST_VERSIONS:
            message = f"{self._path} cannot be read: its version is no number. {RECOVER}"
            raise self._damaged(message)
        if found > known:
            message = (
                f"{self._path} was written by a newer mlcareer (version {found} of its form,"
                f" this program knows {known}). It was left untouched; upgrade mlcareer."
            )
            raise StoreError(message)

    def _check_version(self, *, upgrade: bool) -> None:
        found = self.version()
        known = schema_version()
        self._refuse_newer(found)
        if found < known and not upgrade:
            message = (
                f"{self._path} is of an older form and cannot be written."
                " Make it writable once, so that it can be brought up to date."
            )
            raise StoreError(message)
        if upgrade:
            keep_log(self._db)
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA foreign_keys = ON")
            # Whoever looks for answers in a damaged file must not find what was replaced.
            self._db.execute("PRAGMA secure_delete = ON")
            for number in range(found + 1, known + 1):
                self._migrate(number)

    def _migrate(self, number: int) -> None:
        script = (_MIGRATIONS / f"{number:04}.sql").read_text(encoding="utf-8")
        # Two processes may arrive here at once: the second one finds the work done.
        self._db.execute("BEGIN IMMEDIATE")
        if _version(self._db) >= number:
            self._db.execute("ROLLBACK")
            return
        for statement in _statements(script):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {number:d}")
        self._db.execute("COMMIT")

    def assessments(self) -> tuple[Assessment, ...]:
        """List all assessments, the latest first."""
        with self._explained("read"):
            rows = self._db.execute(
                "SELECT id, started, role, seed FROM assessment ORDER BY id DESC"
            ).fetchall()
        return tuple(Assessment(*row) for row in rows)

    def latest(self, role: str | None = None) -> Assessment | None:
        """Find the assessment that was started last, for a role or for any."""
        found = self.assessments()
        return next((each for each in found if role in (None, each.role)), None)

    def start(self, role: str, seed: int, now: datetime) -> Assessment:
        """Start an assessment."""
        started = now.isoformat(timespec="seconds")
        with self._explained("written"):
            cursor = self._db.execute(
                "INSERT INTO assessment (started, role, seed) VALUES (?, ?, ?)",
                (started, role, seed),
            )
        return Assessment(cursor.lastrowid or 0, started, role, seed)

    def latest_or_start(self, role: str, seed: int, now: datetime) -> Assessment:
        """Find the latest assessment for a role or, where there is none, start one.

        Of two processes that come at once, both get the same.
        """
        with self.transaction():
            return self.latest(role) or self.start(role, seed, now)

    def events(self, assessment: Assessment) -> tuple[Event, ...]:
        """Read the log of an assessment, in order."""
        return tuple(kept.event for kept in self.kept(assessment))

    def kept(self, assessment: Assessment) -> tuple[Kept, ...]:
        """Read the log of an assessment, in order, with the time of each event."""
        with self._explained("read"):
            rows = self._db.execute(
                "SELECT assessment, position, at, kind, subject, value, detail FROM event"
                " WHERE assessment = ? ORDER BY position",
                (assessment.id,),
            ).fetchall()
        known_by = check_number(*assessment[1:])
        try:
            return tuple(Kept(row[2], read_event(*row, known_by=known_by)) for row in rows)
        except ValueError as error:
            message = f"{self._path} cannot be read: an answer in it is damaged. {RECOVER}"
            raise self._damaged(message) from error

    def asked_before(self, assessment: Assessment) -> frozenset[str]:
        """List the questions answered in assessments that were started earlier."""
        with self._explained("read"):
            rows = self._db.execute(
                "SELECT DISTINCT subject FROM event WHERE assessment < ? AND kind = ?",
                (assessment.id, EventKind.ANSWER.value),
            ).fetchall()
        return frozenset(subject for (subject,) in rows)

    def append(self, assessment: Assessment, position: int, event: Event, now: datetime) -> None:
        """Commit one event at its position, counted from 1.

        Raises:
            AnsweredElsewhereError: The position is taken: another process answers in the
                same assessment. The event is not kept.
            StoreError: The file cannot be written, or the assessment is not there any more.
                The event is not kept.
        """
        if _identity(self._path) != self._identity:
            message = f"{self._path} was deleted or replaced meanwhile. Leave, and start again."
            raise StoreError(message)
        row = event_row(assessment, position, now.isoformat(timespec="seconds"), event)
        try:
            with self._explained("written"):
                done = self._db.execute(_INSERT, (*row, *assessment))
        except StoreError as error:
            if is_taken(error.__cause__):
                message = (
                    "Another mlcareer is answering in this assessment; this answer was not kept."
                    " Close one of the two and run mlcareer assess again."
                )
                raise AnsweredElsewhereError(message) from error
            raise
        if not done.rowcount:
            message = (
                "This assessment was deleted or put together with another one meanwhile; this"
                " answer was not kept. Leave, and run mlcareer assess again."
            )
            raise StoreError(message)

    def plan_events(self) -> tuple[PlanEvent, ...]:
        """Read what became of the study plan, in order."""
        with self._explained("read"):
            rows = self._db.execute(
                "SELECT position, at, kind, subject, detail FROM plan_event ORDER BY position"
            ).fetchall()
        try:
            return tuple(read_plan_row(*row) for row in rows)
        except ValueError as error:
            message = f"{self._path} cannot be read: a tick in it is damaged. {RECOVER}"
            raise self._damaged(message) from error

    def keep_plan(self, events: Sequence[PlanEvent]) -> None:
        """Commit changes of the study plan, all of them or none."""
        with self.transaction() as db:
            last = db.execute("SELECT coalesce(max(position), 0) FROM plan_event").fetchone()[0]
            rows = [plan_row(at, event) for at, event in enumerate(events, last + 1)]
            db.executemany(INSERT_PLAN, rows)


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell files apart whatever they are called; an open one may have lost its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def schema_version() -> int:
    """Version of the database's form that this program writes."""
    return max(int(path.stem) for path in _MIGRATIONS.glob("*.sql"))


def _version(db: sqlite3.Connection) -> int:
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    return found


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
