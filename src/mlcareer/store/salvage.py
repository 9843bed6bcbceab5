"""Recovers what can be read of a damaged database.

Rows are only ever added and never change. So the surest reading does without all that ties
them together: every page of the file and of its write-ahead log is looked through for rows,
by the file format of SQLite (https://www.sqlite.org/fileformat2.html), and a row is believed
when its check number bears it out. That works without the header, the schema and the pages
above, and finds what SQLite itself finds. Which is asked as well.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from filecmp import cmp
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.errors import StoreError
from mlcareer.store.cells import Cell, cells_on
from mlcareer.store.contents import Contents, write_contents
from mlcareer.store.database import DamagedError, Store
from mlcareer.store.found import Found
from mlcareer.store.opening import log_of
from mlcareer.store.pages import PAGE_SIZES, Pages, committed_frames

_MARK: Final = "damaged"
_SCRATCH: Final = ".recovering-"
_BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database."""

_KEPT: Final = ("-wal", "-journal")
"""Of these, what may hold answers."""


class Recovery(NamedTuple):
    """What came of recovering a database.

    Attributes:
        aside: Where the damaged file is kept.
        contents: What was recovered; nothing where no new database was made.
        lost: How many entries are known to be lost; there may be more, after the last found.
    """

    aside: Path
    contents: Contents
    lost: int


def files_of(path: Path) -> tuple[Path, ...]:
    """List the files of a database that are there, with those kept aside and copies of it."""
    beside = [path.with_name(f"{path.name}{end}") for end in ("", *_BESIDE)]
    aside = path.parent.glob(f"{path.stem}.{_MARK}-*")
    unfinished = path.parent.glob(f"{_SCRATCH}*/*")
    known = (*beside, *sorted(aside), *sorted(unfinished))
    return tuple(file for file in known if os.path.lexists(file))


def recover(path: Path, today: date, usual_role: str) -> Recovery:
    """Keep a damaged database aside as it is, and make a new one of what can be read.

    Whatever goes wrong in between, nothing is lost, and it can be done again.

    Args:
        path: The database.
        today: For the name under which it is kept aside.
        usual_role: What an assessment is taken to be for of which only answers are left.

    Raises:
        StoreError: Files cannot be read or written, or another program has it open.
    """
    try:
        # Only its log may be left.
        path.touch()
        if is_open_elsewhere(path):
            message = f"{path} is open in another mlcareer. Close that, and try again."
            raise StoreError(message)
        aside = _keep_aside(path, today)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=_SCRATCH) as folder:
            found = read_damaged(aside, Path(folder))
            contents = found.contents(usual_role)
            made = _make(Path(folder) / path.name, contents) if contents != Contents() else None
            for end in _BESIDE:
                path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
            if made:
                made.replace(path)
            else:
                path.unlink()
    except OSError as error:
        message = (
            f"{path} cannot be recovered: {error.strerror}. Nothing was lost; make room or check"
            " the permissions of its folder, and try again."
        )
        raise StoreError(message) from error
    return Recovery(aside, contents, found.lost)


def is_damaged(path: Path) -> bool:
    """Tell whether a database is damaged, by reading all of it.

    Raises:
        StoreError: It cannot be read for another reason.
    """
    try:
        read_only = path.exists() and not os.access(path, os.W_OK)
        with Store(path, read_only=read_only) as store:
            for assessment in store.assessments():
                store.kept(assessment)
            store.plan_events()
    except DamagedError:
        return True
    return False


def is_open_elsewhere(path: Path) -> bool:
    """Tell whether another process has a database open; where that cannot be known, no.

    SQLite locks the bytes from 2^30 + 2 on, as long as it has a file with a log open
    (section "File Locking" of https://www.sqlite.org/lockingv3.html).
    """
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where an open file cannot be replaced
    except ImportError:
        return False
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, (1 << 30) + 2)
        except OSError:
            return True
    return False


def _keep_aside(path: Path, today: date) -> Path:
    """Copy a database and its log; where such a copy is there from before, it is that one."""
    for aside in path.parent.glob(f"{path.stem}.{_MARK}-*{path.suffix}"):
        if cmp(path, aside, shallow=False) and all(_is_same(path, aside, end) for end in _KEPT):
            return aside
    names = (f"{path.stem}.{_MARK}-{today}{again}{path.suffix}" for again in _numbers())
    aside = next(one for one in map(path.with_name, names) if not os.path.lexists(one))
    for end in (*_KEPT, ""):
        source = path.with_name(f"{path.name}{end}")
        if source.exists():
            _copy(source, aside.with_name(f"{aside.name}{end}"))
    return aside


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _is_same(path: Path, aside: Path, end: str) -> bool:
    own, kept = (one.with_name(f"{one.name}{end}") for one in (path, aside))
    return not own.exists() or (kept.exists() and cmp(own, kept, shallow=False))


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that it is whole under its name, or not there under it."""
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.rename(target)


def _make(path: Path, contents: Contents) -> Path:
    """Make a database, in one file and safely on the disk."""
    with Store(path) as store, store.transaction() as db:
        write_contents(db, Contents(), contents)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return path


def read_damaged(path: Path, scratch: Path) -> Found:
    """Read all rows that can be read of a database and its log, which stay as they are.

    Args:
        path: The database.
        scratch: A folder for copies.
    """
    log_file = log_of(path)
    file, log = path.read_bytes(), log_file.read_bytes() if log_file.exists() else b""
    # What the header says of the size may be wrong as well; the right one gives most rows.
    scans = [_scan(Pages(file, size, committed_frames(log, size))) for size in PAGE_SIZES]
    found = max(scans, key=lambda scan: scan.rows)
    for cell in _cells_by_sqlite(path, scratch):
        found.take(cell)
    return found


def _scan(pages: Pages) -> Found:
    found = Found()
    for page, trusted in pages.versions():
        for cell in cells_on(page, pages):
            found.take(cell, trusted=trusted)
    return found


_TABLES: Final = (
    (
        "event",
        "NULL, assessment, position, at, kind, subject, value, detail",
        "assessment {0}, position {0}",
    ),
    ("assessment", "id, NULL, started, role, seed", "id {0}"),
    ("plan_event", "position, NULL, at, kind, subject, detail", "position {0}"),
)
"""Each table, with the number of a row, its columns as they stand in the file, and their order."""


def _cells_by_sqlite(path: Path, scratch: Path) -> Iterator[Cell]:
    """Read what SQLite reads, from both ends of each table."""
    copy = scratch / f"copy-{path.name}"
    for end in ("", *_KEPT):
        source = path.with_name(f"{path.name}{end}")
        if source.exists():
            shutil.copyfile(source, copy.with_name(f"{copy.name}{end}"))
    with closing(sqlite3.connect(copy)) as db:
        for table, columns, key in _TABLES:
            for order in ("ASC", "DESC"):
                query = f"SELECT {columns} FROM {table} ORDER BY {key.format(order)}"  # noqa: S608
                with suppress(sqlite3.Error, UnicodeDecodeError):
                    for number, *values in db.execute(query):
                        yield Cell(number, tuple(values))
