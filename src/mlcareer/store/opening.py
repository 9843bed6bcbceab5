"""Opens the file of the database, which must not change it before it is known."""

import sqlite3
from contextlib import closing
from errno import EROFS
from pathlib import Path
from typing import Final

from mlcareer.store.pages import LOG_HEADER, break_in, is_log

_LOG_TRIES: Final = 100
"""How often to ask for the log before the answer of SQLite is final."""

_READINGS: Final = 5
"""How often to read a log that others go on writing."""


def open_to_write(path: Path, patience: float) -> sqlite3.Connection:
    """Open or create a database.

    Args:
        path: The file.
        patience: How long to wait for others that write, in seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, timeout=patience, isolation_level=None)


def open_read_only(path: Path, patience: float) -> sqlite3.Connection:
    """Open a database that is there, without any right to change it; see open_to_write.

    Raises:
        OSError: What was said last can be read only where it can be written.
    """
    db = sqlite3.connect(address_of(path), uri=True, timeout=patience, isolation_level=None)
    try:
        db.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        # In a folder that cannot be written, a log-mode file opens only as unchanging.
        db.close()
        log = log_of(path)
        if log.exists() and log.stat().st_size:
            message = f"{log.name} holds answers that can be read only where it can be written"
            raise OSError(EROFS, message) from None
        unchanging = address_of(path, unchanging=True)
        db = sqlite3.connect(unchanging, uri=True, isolation_level=None)
    return db


def address_of(path: Path, *, unchanging: bool = False) -> str:
    """Name a database to open it by without any right to change it.

    Args:
        path: The file.
        unchanging: Whether nobody else changes it meanwhile, so that nothing has to be made
            beside it; its log is not read then.
    """
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if unchanging else ''}"


def version_in_header(path: Path) -> int:
    """Read user_version as the file has it, without its log; 0 where there is none.

    SQLite itself is asked, as it keeps the locks that other connections of this process have
    on the file, which are lost when anybody else closes it.
    """
    if not path.exists():
        return 0
    with closing(sqlite3.connect(address_of(path, unchanging=True), uri=True)) as db:
        try:
            found: int = db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            return 0
    return found


def keep_log(db: sqlite3.Connection) -> None:
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


def log_of(path: Path) -> Path:
    """Name the write-ahead log of a database, whether or not it is there."""
    return path.with_name(f"{path.name}-wal")


def has_broken_log(path: Path) -> bool:
    """Tell whether there is a log that SQLite would throw away, though answers may be in it.

    One of zeros, or shorter than its header, is what a failing machine leaves of a log that
    was just begun; there is no answer in it.
    """
    try:
        with log_of(path).open("rb") as file:
            head = file.read(LOG_HEADER)
    except FileNotFoundError:
        return False
    if len(head) < LOG_HEADER or not head.strip(b"\0"):
        return False
    return not is_log(head) or not path.exists() or not path.stat().st_size


def commits_unread(path: Path) -> int:
    """Count the commits in a log that SQLite does not read, as something before them is broken.

    One may be what was written last when the machine failed, and was never said to be
    kept. More than one were kept, and are lost for SQLite.

    The index of the log, which knows how much of it is read, is not looked at: on POSIX,
    whoever closes a file lets go of all locks that his process has on it.

    Args:
        path: The database.
    """
    log = log_of(path)
    for _ in range(_READINGS):
        head, break_, unread = _look_through(log)
        # Another program may have gone on behind what was read, or have begun anew.
        if unread <= 1 or (head, break_) == _look_through(log)[:2]:
            return unread
    return 0


def _look_through(log: Path) -> tuple[bytes, int | None, int]:
    """Read the header of a log, where it breaks off, and how many commits stand behind that."""
    try:
        with log.open("rb") as file:
            head = file.read(LOG_HEADER)
            return head, *break_in(head, file)
    except FileNotFoundError:
        return b"", None, 0
