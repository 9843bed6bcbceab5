"""Runs a program in the SQL of SQLite; a script that needs nothing but the standard library.

    python -I sql_program.py FILE SECONDS

Statements work on a database in memory; the rows of the last one are printed, values
joined by bars. Nothing reaches a file: what would is not authorised.
"""

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

READING: Final = frozenset(
    {
        "case_sensitive_like",
        "foreign_key_check",
        "foreign_key_list",
        "foreign_keys",
        "index_info",
        "index_list",
        "integrity_check",
        "recursive_triggers",
        "table_info",
        "table_list",
        "table_xinfo",
        "user_version",
    }
)
"""Pragmas that neither reach a file nor lift a limit."""

_HEAP: Final = 256_000_000
_LONGEST_VALUE: Final = 1_000_000
_STEPS: Final = 10_000
"""Steps of SQLite's machine between two looks at the clock; some microseconds each thousand."""


class _Guard:
    """Says what a program may do, and remembers what was refused."""

    def __init__(self) -> None:
        self.refused = ""

    def __call__(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action in {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}:
            # VACUUM INTO attaches the file that it writes.
            self.refused = "ATTACH, DETACH or VACUUM"
        elif action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in READING:
            self.refused = f"PRAGMA {first}"
        elif action == sqlite3.SQLITE_FUNCTION and (second or "").lower() == "load_extension":
            self.refused = "load_extension"
        else:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY


def statements_of(code: str) -> list[str]:
    """Take a program apart at the ends of its statements."""
    statements: list[str] = []
    rest = ""
    for line in code.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            statements.append(rest)
            rest = ""
    return [*statements, rest] if rest.strip() else statements


def rows_of(code: str, seconds: float) -> Iterator[str]:
    """Run a program and yield the rows of its last statement.

    Raises:
        sqlite3.Error: A statement is wrong, takes too long, or is refused.
    """
    guard = _Guard()
    end = monotonic() + seconds
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("PRAGMA temp_store = MEMORY")
    database.execute(f"PRAGMA hard_heap_limit = {_HEAP}")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.set_authorizer(guard)
    database.set_progress_handler(lambda: monotonic() > end, _STEPS)
    try:
        *before, last = statements_of(code) or [""]
        for statement in before:
            database.execute(statement)
        for row in database.execute(last):
            yield _line(row)
    except sqlite3.DatabaseError as error:
        if guard.refused:
            message = f"{guard.refused} is not allowed in a question"
            raise sqlite3.DatabaseError(message) from error
        raise
    finally:
        database.close()


def _line(values: Iterable[object]) -> str:
    return "|".join("NULL" if value is None else str(value) for value in values)


def main(arguments: Sequence[str]) -> int:
    """Print the rows; exit code 1 where there is an error."""
    file, seconds = arguments
    try:
        for row in rows_of(Path(file).read_text(encoding="utf-8"), float(seconds)):
            sys.stdout.write(f"{row}\n")
    except sqlite3.Error as error:
        sys.stderr.write(f"SQL error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
