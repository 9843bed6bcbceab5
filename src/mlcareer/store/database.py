"""One SQLite file that keeps every answer from the moment it was given."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from errno import EROFS
from pathlib import Path
from typing import Final, NamedTuple, Self

from mlcareer.errors import AnsweredElsewhereError, StoreError
from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import PlanEvent, read_plan_event

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_BUSY_SECONDS: Final = 5.0
_LOG_TRIES: Final = 100
_DAMAGED: Final = "To start afresh, move it away."


class Assessment(NamedTuple):
    """One assessment of one person: a log of events is kept for it."""

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

    Raises:
        StoreError: The file cannot be opened, read or written, or is of a newer
            version; it is left as it was.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        with self._explained("opened"):
            # Opening a file may already change it, so its header is looked at before.
            self._refuse_newer(_version_in_header(path))
            self._db = _open_read_only(path) if read_only else _open(path)
        try:
            with self._explained("read"):
                self._check_version(upgrade=not read_only)
        except StoreError:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def _explained(self, done: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(_explain(self._path, done, error)) from error
        except OSError as error:
            message = (
                f"{self._path} cannot be {done}: {error.strerror}."
                " Set MLCAREER_HOME to another folder."
            )
            raise StoreError(message) from error

    def version(self) -> int:
        """Read the version of the database's form."""
        with self._explained("read"):
            return _version(self._db)

    def _refuse_newer(self, found: int) -> None:
        known = schema_version()
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
            _keep_log(self._db)
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA foreign_keys = ON")
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
        with self._explained("written"):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                assessment = self.latest(role) or self.start(role, seed, now)
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        return assessment

    def events(self, assessment: Assessment) -> tuple[Event, ...]:
        """Read the log of an assessment, in order."""
        return tuple(kept.event for kept in self.kept(assessment))

    def kept(self, assessment: Assessment) -> tuple[Kept, ...]:
        """Read the log of an assessment, in order, with the time of each event."""
        with self._explained("read"):
            rows = self._db.execute(
                "SELECT at, kind, subject, value, detail FROM event"
                " WHERE assessment = ? ORDER BY position",
                (assessment.id,),
            ).fetchall()
        try:
            return tuple(
                Kept(at, Event(EventKind(kind), subject, value, json.loads(detail)))
                for at, kind, subject, value, detail in rows
            )
        except ValueError as error:
            message = f"{self._path} cannot be read: an answer in it is damaged. {_DAMAGED}"
            raise StoreError(message) from error

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
            StoreError: The file cannot be written. The event is not kept.
        """
        row = (
            assessment.id,
            position,
            now.isoformat(timespec="seconds"),
            event.kind.value,
            event.subject,
            event.value,
            json.dumps(dict(event.detail), sort_keys=True),
        )
        try:
            with self._explained("written"):
                self._db.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        except StoreError as error:
            if _is_taken(error.__cause__):
                message = (
                    "Another mlcareer is answering in this assessment; this answer was not kept."
                    " Close one of the two and run mlcareer assess again."
                )
                raise AnsweredElsewhereError(message) from error
            raise

    def plan_events(self) -> tuple[PlanEvent, ...]:
        """Read what became of the study plan, in order."""
        with self._explained("read"):
            rows = self._db.execute(
                "SELECT at, kind, subject, detail FROM plan_event ORDER BY position"
            ).fetchall()
        try:
            return tuple(
                read_plan_event(at, kind, subject, json.loads(detail))
                for at, kind, subject, detail in rows
            )
        except ValueError as error:
            message = f"{self._path} cannot be read: a tick in it is damaged. {_DAMAGED}"
            raise StoreError(message) from error

    def keep_plan(self, events: Sequence[PlanEvent]) -> None:
        """Commit changes of the study plan, all of them or none."""
        rows = [(e.at, e.kind.value, e.subject, json.dumps(dict(e.detail))) for e in events]
        with self._explained("written"):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany(
                    "INSERT INTO plan_event (at, kind, subject, detail) VALUES (?, ?, ?, ?)", rows
                )
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _is_taken(cause: BaseException | None) -> bool:
    name = getattr(cause, "sqlite_errorname", "")
    return bool(name == "SQLITE_CONSTRAINT_PRIMARYKEY")


def schema_version() -> int:
    """Version of the database's form that this program writes."""
    return max(int(path.stem) for path in _MIGRATIONS.glob("*.sql"))


def _version(db: sqlite3.Connection) -> int:
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    return found


def _version_in_header(path: Path) -> int:
    """Read user_version at byte 60 (SQLite file format, section 1.3); 0 where there is none."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        header = file.read(64)
    is_database = header.startswith(b"SQLite format 3\0")
    return int.from_bytes(header[60:64], "big") if is_database else 0


def _keep_log(db: sqlite3.Connection) -> None:
    """Switch to the write-ahead log, which SQLite does without waiting for others."""
    for _ in range(_LOG_TRIES):
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            # Beginning does wait: whoever is in the way is done afterwards.
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
        else:
            return
    db.execute("PRAGMA journal_mode = WAL")


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)


def _open_read_only(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    db = sqlite3.connect(
        f"{address}?mode=ro", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
    )
    try:
        db.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        # In a folder that cannot be written, a log-mode file opens only as unchanging.
        db.close()
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            message = f"{log.name} holds answers that can be read only where it can be written"
            raise OSError(EROFS, message) from None
        db = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return db


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


_REMEDIES: Final = (
    ("locked", "Another program is using it; close that and try again."),
    ("full", "The disk is full; make room and try again. Nothing that was saved is lost."),
    ("readonly", "It cannot be written; check its permissions or set MLCAREER_HOME."),
    ("unable to open", "Check the folder's permissions or set MLCAREER_HOME to another folder."),
    ("disk I/O", "The disk may be full or failing; make room and try again."),
    ("not a database", f"It is damaged or no mlcareer file. {_DAMAGED}"),
    ("malformed", f"It is damaged. {_DAMAGED}"),
)


def _explain(path: Path, done: str, error: sqlite3.Error) -> str:
    text = str(error)
    remedy = next((r for sign, r in _REMEDIES if sign in text), "Run mlcareer doctor.")
    return f"{path} cannot be {done}: {text}. {remedy}"
