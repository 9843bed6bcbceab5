import sqlite3
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.proving.sql_program import READING, main, rows_of, statements_of
from support_proving import BRIEF, PATIENT, complaint_of, output_of

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {} FROM n;"


def rows(code: str, seconds: float = 120.0) -> list[str]:
    """Run a program in this process."""
    return list(rows_of(code, seconds))


def test_rows_of_the_last_statement_are_printed() -> None:
    """Values are joined by bars, one row a line, and NULL is named."""
    code = "CREATE TABLE t (a, b);\nINSERT INTO t VALUES (1, NULL), (2, 'x;y');\nSELECT * FROM t;"

    assert output_of("sql", code) == "1|NULL\n2|x;y\n"


def test_transactions_are_those_of_the_program() -> None:
    """BEGIN and ROLLBACK mean what they mean in SQLite, as no transaction is open already."""
    code = """\
CREATE TABLE t (a);
INSERT INTO t VALUES (1);
BEGIN;
INSERT INTO t VALUES (2);
ROLLBACK;
SELECT count(*) FROM t;"""
    assert rows(code) == ["1"]


@pytest.mark.parametrize(
    ("code", "statements"),
    [
        ("SELECT 1;\nSELECT 2;\n", ["SELECT 1;\n", "SELECT 2;\n"]),
        ("SELECT\n  1", ["SELECT\n  1"]),
        ("SELECT ';\n';", ["SELECT ';\n';"]),
        ("-- only a remark\n", ["-- only a remark\n"]),
        ("\n\n", []),
    ],
)
def test_a_program_is_taken_apart(code: str, statements: list[str]) -> None:
    """Statements end where SQLite says so; a semicolon in a text ends none."""
    assert statements_of(code) == statements


@given(st.lists(st.from_regex(r"SELECT '[a-z;\n]*';\n", fullmatch=True)))
def test_no_part_of_a_program_is_lost(statements: list[str]) -> None:
    """The statements together are the program."""
    assert "".join(statements_of("".join(statements))) == "".join(statements)


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ("ATTACH DATABASE 'other.db' AS other;", "ATTACH"),
        ("ATTACH ':memory:' AS other;", "ATTACH"),
        ("DETACH main;", "DETACH"),
        ("VACUUM INTO 'copy.db';", "VACUUM"),
        ("PRAGMA journal_mode = WAL;", "PRAGMA journal_mode"),
        ("PRAGMA writable_schema = ON;", "PRAGMA writable_schema"),
        ("PRAGMA hard_heap_limit = 0;", "PRAGMA hard_heap_limit"),
        ("PRAGMA temp_store_directory = '/tmp';", "PRAGMA temp_store_directory"),
        ("SELECT load_extension('evil');", "load_extension"),
    ],
)
def test_what_reaches_files_is_refused(
    code: str, refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other database is opened, no file is written, no limit is lifted."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(sqlite3.DatabaseError, match=rf"{refused}.* is not allowed in a question"):
        rows(f"CREATE TABLE t (a);\n{code}")
    with pytest.raises(sqlite3.DatabaseError, match="is not allowed"):
        rows(f"{code}\nSELECT 1;")
    assert list(tmp_path.iterdir()) == []


def test_what_is_refused_is_named_with_the_question() -> None:
    """The complaint about a program says what it may not do."""
    complaint = complaint_of("sql", "ATTACH 'x.db' AS x;")

    assert complaint.startswith("it ends with exit code 1: SQL error: ATTACH")


@pytest.mark.parametrize("name", sorted(READING))
def test_harmless_pragmas_are_allowed(name: str) -> None:
    """What only asks or sets how statements are read may stand in a question."""
    if sqlite3.sqlite_version_info < (3, 37) and name == "table_list":
        pytest.skip("a newer pragma")
    rows(f"CREATE TABLE t (a);\nPRAGMA {name};")


@pytest.mark.parametrize("what", ["count(*)", "max(x)"])
def test_a_query_without_end_is_ended_by_the_clock(what: str) -> None:
    """SQLite itself gives up when the time is over, without a row having come."""
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        rows(ENDLESS.format(what), seconds=0.05)


def test_a_query_without_end_takes_no_longer_than_any_program() -> None:
    """Whichever of the two clocks is first, the complaint names a limit of time."""
    complaint = complaint_of("sql", ENDLESS.format("count(*)"), BRIEF)

    assert "interrupted" in complaint or complaint == "it takes longer than 0.3 s"


def test_rows_without_end_are_too_much() -> None:
    """Rows are printed as they come, so that the limit of output holds and memory is spared."""
    assert complaint_of("sql", ENDLESS.format("x, x"), PATIENT) == "it prints more than 64 kB"


def test_a_huge_value_is_refused() -> None:
    """One value cannot take all memory."""
    with pytest.raises(sqlite3.Error, match="too big"):
        rows("SELECT length(zeroblob(1000000000));")


def test_a_huge_table_is_refused() -> None:
    """A table in memory cannot take all of it, though it may take some."""
    code = "CREATE TABLE t AS " + ENDLESS.format("zeroblob(900000)").replace(";", " LIMIT {};")

    assert output_of("sql", code.format(40) + "\nSELECT count(*) FROM t;") == "40\n"
    code = code.format(400)
    assert complaint_of("sql", code) == "it ends with exit code 1: MemoryError"


@pytest.mark.parametrize("code", ["SELEC 1;", "SELECT * FROM nowhere;", "SELECT 1; SELECT 2;"])
def test_wrong_statements_are_named(code: str) -> None:
    """What SQLite does not understand is said in its words."""
    assert "SQL error: " in complaint_of("sql", code)


def test_the_script_needs_a_file_and_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run as a script it prints rows with exit code 0, or the error with 1."""
    file = tmp_path / "q.sql"
    file.write_text("SELECT 'é', 1;", encoding="utf-8")
    assert main([str(file), "9"]) == 0
    assert capsys.readouterr() == ("é|1\n", "")

    file.write_text("SELECT;", encoding="utf-8")
    assert main([str(file), "9"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("SQL error: ")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_sorting_writes_no_file() -> None:
    """What SQLite needs in between stays in memory, however much has to be sorted."""
    numbers = ENDLESS.replace("FROM n)", "FROM n WHERE x < 20000)")
    code = numbers.format("x, printf('%0500d', x) AS wide").replace(
        "FROM n;", "FROM n ORDER BY wide DESC LIMIT 20000 OFFSET 19999;"
    )
    printed = output_of("sql", code, PATIENT._replace(file=2000))

    assert printed.startswith("1|000")
