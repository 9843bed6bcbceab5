"""Opens the file of the database, which must not change it before it is known."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from errno import EROFS
from pathlib import Path
from typing import Final

from mlcareer.store.pages import FRAME_HEADER, LOG_HEADER, is_log, page_size_in_log

_LOG_TRIES: Final = 100
"""How often to ask for the log before the answer of SQLite is final."""

_INDEX_HEADER: Final = 48
"""Bytes of the first copy of the header of the index beside a log."""


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
    """Read user_version at byte 60 (SQLite file format, section 1.3); 0 where there is none."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        header = file.read(64)
    is_database = header.startswith(b"SQLite format 3\0")
    return int.from_bytes(header[60:64], "big") if is_database else 0


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


def commits_unread(path: Path, db: sqlite3.Connection) -> int:
    """Count the commits in a log that SQLite does not read, as something before them is broken.

    One may be what was written last when the machine failed, and was never said to be
    kept. More than one were kept, and are lost for SQLite.

    Args:
        path: The database.
        db: A connection to it.
    """
    commits = list(_commits_in(log_of(path)))
    if not commits:
        return 0
    db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    try:
        with path.with_name(f"{path.name}-shm").open("rb") as file:
            index = file.read(_INDEX_HEADER)
        with log_of(path).open("rb") as file:
            salt = file.read(LOG_HEADER)[16:24]
    except OSError:
        return 0
    # Section 2.2.1 of https://www.sqlite.org/walformat.html: how many frames are valid, and
    # of which run. Where another run is about to begin, those of the last one do not count.
    if len(index) < _INDEX_HEADER or index[32:40] != salt:
        return 0
    valid = int.from_bytes(index[16:20], sys.byteorder)
    return sum(at > valid for at in commits)


def _commits_in(log: Path) -> Iterator[int]:
    """List the frames, counted from 1, with which a transaction ends."""
    try:
        with log.open("rb") as file:
            head = file.read(LOG_HEADER)
            size = page_size_in_log(head)
            at = 0
            while size and len(frame := file.read(FRAME_HEADER)) == FRAME_HEADER:
                at += 1
                # Frames of an earlier run, with another salt, may follow.
                if frame[8:16] == head[16:24] and any(frame[4:8]):
                    yield at
                file.seek(size, os.SEEK_CUR)
    except FileNotFoundError:
        return
