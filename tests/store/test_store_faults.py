import sqlite3
from pathlib import Path

import pytest

from mlcareer.store.faults import RECOVER, fault_of, is_taken


def complaint_about(content: bytes, path: Path) -> sqlite3.Error:
    """Have SQLite read a file, and catch what it says."""
    path.write_bytes(content)
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.Error) as caught:
        db.execute("SELECT * FROM assessment")
    db.close()
    return caught.value


def test_what_is_no_database_is_damage(tmp_path: Path) -> None:
    """A file of something else is said to be damaged or none of this program."""
    fault = fault_of(complaint_about(b"no database at all, but long enough", tmp_path / "x.db"))
    assert fault.is_damage
    assert fault.remedy == f"It is damaged or no mlcareer file. {RECOVER}"


def test_a_database_without_its_tables_is_damage(tmp_path: Path) -> None:
    """This program makes all tables, so that one which is not there was taken away."""
    fault = fault_of(complaint_about(b"", tmp_path / "x.db"))
    assert fault.is_damage
    assert fault.remedy == f"It is damaged. {RECOVER}"


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("database is locked", "close that and try again"),
        ("database or disk is full", "make room"),
        ("attempt to write a readonly database", "check its permissions"),
        ("unable to open database file", "Check the folder's permissions"),
        ("disk I/O error", "full or failing"),
        ("something that nobody has met", "mlcareer doctor"),
    ],
)
def test_what_can_be_done_is_said_and_nothing_is_called_damaged(said: str, remedy: str) -> None:
    """Where the file is sound, the remedy is another one than recovering it."""
    fault = fault_of(sqlite3.OperationalError(said))
    assert remedy in fault.remedy
    assert not fault.is_damage
    assert RECOVER not in fault.remedy


@pytest.mark.parametrize(
    "said",
    [
        "file is not a database",
        "database disk image is malformed",
        "malformed database schema",
        "no such table: event",
        "table event already exists",
        "unsupported file format",
        "Could not decode to UTF-8 column",
    ],
)
def test_damage_is_told_by_each_of_its_signs(said: str) -> None:
    """Whatever SQLite trips over first in a damaged file, recovering is named."""
    fault = fault_of(sqlite3.DatabaseError(said))
    assert fault.is_damage
    assert RECOVER in fault.remedy


def test_a_row_of_the_same_number_is_told_from_other_errors() -> None:
    """Only a key that is there already means that somebody else answered."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, said TEXT CHECK (said <> ''))")
    db.execute("INSERT INTO t VALUES (1, 'yes')")
    with pytest.raises(sqlite3.IntegrityError) as same:
        db.execute("INSERT INTO t VALUES (1, 'no')")
    with pytest.raises(sqlite3.IntegrityError) as empty:
        db.execute("INSERT INTO t VALUES (2, '')")
    db.close()
    assert is_taken(same.value)
    assert not is_taken(empty.value)
    assert not is_taken(ValueError("the same"))
    assert not is_taken(None)
