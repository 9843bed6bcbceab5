import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from confined import CANNOT_CONFINE, run_ordinary
from mlcareer.cli.paths import use_profile
from mlcareer.errors import ExitCode, StoreError
from mlcareer.store.contents import Contents
from mlcareer.store.database import Store
from mlcareer.store.document import Document, write_document
from support import Call, clean_environment, rating, run_mlcareer
from support_data import FINISH, NOW, SCOPE, answer, at, held, keep, log, tick
from terminal import Terminal

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX terminals and permissions")
FIRST = log(
    (0, SCOPE), (1, rating("python", 2)), (2, answer("q-1")), (3, FINISH), role="ml-engineer"
)
SECOND = log((9, SCOPE), (10, answer("q-2")), started=at(9), role="ml-engineer")
SOME = Contents((FIRST,), (tick("python.1"),))


@pytest.fixture
def data(home: Path) -> Path:
    """Make a folder with a database and an own role."""
    folder = home / "mlcareer"
    keep(folder / "mlcareer.db", SOME)
    (folder / "roles").mkdir()
    (folder / "roles" / "florist.yaml").write_bytes(b"name: Florist\r\n")
    return folder


@pytest.fixture(autouse=True)
def usual_profile() -> None:
    """Begin with the usual profile, whatever a test chose before."""
    use_profile("default")


def files_in(folder: Path) -> set[str]:
    """List all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_path_says_where_everything_lies(data: Path, call: Call) -> None:
    """Folder, database, roles, and each profile with how much it has."""
    keep(data / "profiles" / "anna" / "mlcareer.db", Contents((FIRST, SECOND)))
    (data / "profiles" / "bert").mkdir()
    (data / "profiles" / "bert" / "mlcareer.db").write_text("no database", encoding="utf-8")
    result = call("data", "path")
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert result.out.splitlines() == [
        "Profile:   default",
        f"Folder:    {data}",
        f"Database:  {data / 'mlcareer.db'}",
        f"Own roles: {data / 'roles'}",
        "",
        "Profiles:",
        "  default  1 answer in 1 assessment, 1 change of the plan (in use)",
        "  anna     2 answers in 2 assessments",
        "  bert     cannot be read",
    ]


def test_path_for_programs(data: Path, call: Call) -> None:
    """The same as JSON, for another profile, which need not be there."""
    result = call("--profile", "clara", "data", "path", "--json")
    said = json.loads(result.out)["data"]
    assert said["profile"] == "clara"
    assert Path(said["database"]) == data / "profiles" / "clara" / "mlcareer.db"
    assert [(one["name"], one["is_used"], one["answers"]) for one in said["profiles"]] == [
        ("default", False, 1),
        ("clara", True, 0),
    ]


def test_asking_where_it_lies_leaves_no_trace(home: Path, call: Call) -> None:
    """Where nothing is there, nothing is made; the group alone tells the same and its help."""
    assert "no data (in use)" in call("data", "path").out
    result = call("data")
    assert "no data (in use)" in result.out
    assert all(name in result.out for name in ("path", "export", "import", "delete", "recover"))
    assert not (home / "mlcareer").exists()


def test_export_goes_to_standard_output_or_a_file(data: Path, home: Path, call: Call) -> None:
    """The document is the same either way, and holds answers, ticks and roles."""
    out = call("data", "export")
    file = home / "data.json"
    assert call("data", "export", "-o", str(file)).code == ExitCode.OK
    assert file.read_text(encoding="utf-8") == out.out
    assert out.out == write_document(Document(SOME, {"florist.yaml": "name: Florist\r\n"}))
    assert files_in(data) == {"mlcareer.db", "roles/florist.yaml"}


def test_export_of_nothing(home: Path, call: Call) -> None:
    """Where there is nothing, that is said, and no file is written."""
    result = call("data", "export", "-o", str(home / "data.json"))
    assert result.code == ExitCode.NO_DATA
    assert "no answers yet" in result.err
    assert files_in(home) == set()


@POSIX
def test_export_names_what_it_leaves_out(data: Path, call: Call) -> None:
    """A role file that no document can hold is named; the rest is exported."""
    (data / "roles" / "latin.yaml").write_bytes(b"\xfc")
    result = call("data", "export")
    assert result.code == ExitCode.OK
    assert str(data / "roles" / "latin.yaml") in result.err
    assert set(json.loads(result.out)["roles"]) == {"florist.yaml"}


def test_import_into_another_profile_and_back(data: Path, home: Path, call: Call) -> None:
    """What one profile exports another takes in whole, and exports again the same."""
    file = str(home / "data.json")
    call("data", "export", "-o", file)
    result = call("--profile", "anna", "data", "import", file)
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert result.err == (
        "Taken in: 1 assessment new, 1 change of the plan new, 1 role new."
        " Nothing is there twice.\n"
    )
    again = call("--profile", "anna", "data", "export")
    assert again.out == Path(file).read_text(encoding="utf-8")
    assert call("data", "import", file).err == "Nothing is new: all of it was here before.\n"
    assert held(data / "profiles" / "anna" / "mlcareer.db") == SOME


def test_import_says_what_it_did(data: Path, home: Path, call: Call) -> None:
    """New assessments, events of one that went on, ticks, a role that differs."""
    gone_on = FIRST._replace(kept=(*FIRST.kept[:2], *log((1, answer("q-1", "wrong"))).kept))
    new = Contents(
        (gone_on._replace(kept=(*gone_on.kept, *log((7, answer("q-7"))).kept)), SECOND),
        (tick("python.1"), tick("python.2"), tick("git.1")),
    )
    file = home / "data.json"
    file.write_text(write_document(Document(new, {"florist.yaml": "other"})), encoding="utf-8")
    result = call("data", "import", str(file))
    assert result.err.splitlines() == [
        (
            "Taken in: 1 assessment new, 1 went on (2 events), 2 changes of the plan new."
            " Nothing is there twice."
        ),
        "1 question had been answered on both machines: the earlier answer counts.",
        (
            f"{data / 'roles' / 'florist.yaml'} has another text than in the file;"
            " yours was left as it is."
        ),
    ]
    assert len(held(data / "mlcareer.db").logs) == 2


def test_import_from_standard_input(data: Path, home: Path) -> None:
    """A pipe from one profile into another takes everything along."""
    out = run_mlcareer("data", "export", home=home)
    done = run_mlcareer("--profile", "anna", "data", "import", "-", home=home, stdin=out.stdout)
    assert done.returncode == ExitCode.OK, done.stderr
    assert held(data / "profiles" / "anna" / "mlcareer.db") == SOME


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", ["data.json:1: ", "at column 2"]),
        ('{\n"mlcareer_data_version": 1,\n]', ["data.json:3: "]),
        ("{}", ["data.json: ", "no data of mlcareer"]),
        (
            '{"mlcareer_data_version": 1, "assessments": [], "plan": [3], "roles": {}}',
            ["data.json: plan[0]: "],
        ),
    ],
)
def test_import_of_a_broken_file(data: Path, home: Path, text: str, words: list[str]) -> None:
    """A file that is no such document is refused with the place, and nothing is taken in."""
    (home / "data.json").write_text(text, encoding="utf-8")
    before = (data / "mlcareer.db").read_bytes()
    done = run_mlcareer("data", "import", "data.json", home=home)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.count("\n") == 1
    assert all(word in done.stderr for word in words)
    assert (data / "mlcareer.db").read_bytes() == before


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_import_of_no_file(home: Path, name: str) -> None:
    """A file that cannot be read is named, and no database is made."""
    done = run_mlcareer("data", "import", name, home=home)
    assert done.returncode == ExitCode.USAGE
    assert "cannot be read" in done.stderr
    assert not (home / "mlcareer").exists()


def test_what_is_imported_can_be_worked_with(home: Path) -> None:
    """After an import the report, the history and the next assessment know all of it."""
    (home / "answers.yaml").write_text(
        "ratings: {python: 2}\nanswers: {python-count-labels: '3 4'}\n", encoding="utf-8"
    )
    one = ("--profile", "one")
    other = ("--profile", "other")
    for line in (
        (*one, "assess", "--answers", "answers.yaml", "--seed", "1"),
        (*one, "assess", "--new", "--answers", "answers.yaml", "--seed", "2"),
        (*one, "done", "git.1"),
        (*one, "data", "export", "-o", "data.json"),
        (*other, "assess", "--answers", "answers.yaml", "--seed", "3"),
        (*other, "data", "import", "data.json"),
        (*one, "data", "export", "-o", "one.json"),
        (*other, "data", "export", "-o", "other.json"),
        (*one, "data", "import", "other.json"),
        (*one, "data", "export", "-o", "one.json"),
    ):
        done = run_mlcareer(*line, home=home)
        assert done.returncode == ExitCode.OK, done.stderr
    assert (home / "one.json").read_bytes() == (home / "other.json").read_bytes()
    outs = {run_mlcareer(*who, "history", home=home).stdout for who in (one, other)}
    assert len(outs) == 1
    data = json.loads(run_mlcareer(*other, "history", "--json", home=home).stdout)["data"]
    assert [row["number"] for row in data["assessments"]] == [1, 2, 3]
    assert run_mlcareer(*other, "report", home=home).returncode == ExitCode.OK


def test_delete_leaves_nothing(data: Path, home: Path, call: Call) -> None:
    """Database, log, damaged copies, own roles and the cache are gone; settings stay."""
    other = data / "profiles" / "anna" / "mlcareer.db"
    keep(other, SOME)
    for name in (
        *("mlcareer.db-wal", "mlcareer.db-shm", "mlcareer.damaged-2026-01-01.db"),
        *("mlcareer.damaged-2026-01-01.db-wal", "mlcareer.damaged-2026-01-02-2.db"),
    ):
        (data / name).touch()
    (data / "cache").mkdir()
    (data / "cache" / f"content-{'0' * 32}.jsonl").write_text("x", encoding="utf-8")
    (data / "config.toml").write_text("plain = true\n", encoding="utf-8")
    (data / "notes.txt").write_text("mine", encoding="utf-8")
    result = call("data", "delete", "--yes")
    assert result.code == ExitCode.OK, result.err
    assert f"- {data / 'mlcareer.db'} (1 answer in 1 assessment" in result.err
    assert f"- {data / 'roles' / 'florist.yaml'}\n" in result.err
    assert "mlcareer data export -o my-data.json" in result.err
    assert files_in(data) == {"config.toml", "notes.txt", "profiles/anna/mlcareer.db"}
    assert held(other) == SOME
    assert call("report").code == ExitCode.NO_DATA
    assert home.exists()


def test_delete_of_another_profile(data: Path, call: Call) -> None:
    """Only the profile that was named goes, with its folder, and the export names it."""
    keep(data / "profiles" / "anna" / "mlcareer.db", SOME)
    result = call("--profile", "anna", "data", "delete", "--yes")
    assert result.code == ExitCode.OK
    assert "mlcareer --profile anna data export" in result.err
    assert not (data / "profiles").exists()
    assert held(data / "mlcareer.db") == SOME


def test_delete_of_nothing(home: Path, call: Call) -> None:
    """Where there is no data, that is said, and it is no failure."""
    result = call("data", "delete")
    assert result.code == ExitCode.OK
    assert "There is no data of the profile default." in result.err
    assert files_in(home) == set()


def test_delete_without_a_terminal(data: Path, home: Path) -> None:
    """Where nobody can be asked nothing is deleted without --yes, and that is named."""
    before = files_in(data)
    done = run_mlcareer("data", "delete", home=home, stdin="delete\n")
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.count("\n") == 1
    assert "--yes" in done.stderr
    assert files_in(data) == before


@POSIX
@pytest.mark.parametrize(
    ("word", "goes"),
    [("delete", True), ("DELETE", True), ("y", False), ("yes", False), ("", False)],
)
def test_delete_asks_for_the_word(data: Path, home: Path, word: str, goes: bool) -> None:
    """Only the whole word deletes; anything else leaves everything as it is."""
    before = files_in(data)
    with Terminal("data", "delete", home=home) as terminal:
        screen = terminal.ask()
        assert "1 answer in 1 assessment, 1 change of the plan" in screen
        assert "mlcareer data export -o my-data.json" in screen
        assert "Type the word delete" in screen
        terminal.send(word)
        assert terminal.end() == ExitCode.OK
        assert ("Nothing was deleted." in terminal.shown) is not goes
    assert files_in(data) == (set() if goes else before)


@POSIX
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_delete_can_be_left(data: Path, home: Path, key: str) -> None:
    """Ctrl-C and the end of the input delete nothing."""
    before = files_in(data)
    with Terminal("data", "delete", home=home) as terminal:
        terminal.ask()
        terminal.press(key)
        assert terminal.end() == (ExitCode.INTERRUPTED if key == "\x03" else ExitCode.OK)
    assert files_in(data) == before


@POSIX
def test_delete_while_an_assessment_is_open(data: Path, call: Call) -> None:
    """A window that has it open is told at its next answer; nothing comes back."""
    with Store(data / "mlcareer.db") as window:
        assessment = window.latest()
        assert assessment is not None
        assert call("data", "delete", "--yes").code == ExitCode.OK
        assert files_in(data) == set()
        with pytest.raises(StoreError, match="deleted or replaced meanwhile"):
            window.append(assessment, 99, answer("q-9"), NOW)
    assert files_in(data) == set()


def test_delete_while_another_writes(
    data: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program writes, nothing at all is deleted, and the message says why."""
    monkeypatch.setattr("mlcareer.store.database._BUSY_SECONDS", 0.01)
    other = sqlite3.connect(data / "mlcareer.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = files_in(data)
    result = call("data", "delete", "--yes")
    assert result.code == ExitCode.USAGE
    assert "Another program is using it" in result.err
    other.execute("ROLLBACK")
    other.close()
    assert files_in(data) | {"mlcareer.db-wal", "mlcareer.db-shm"} >= before
    assert held(data / "mlcareer.db") == SOME


def test_deleted_words_are_not_left_in_the_file(data: Path, call: Call) -> None:
    """Whoever keeps the file open finds it empty, not only without a name."""
    reading = os.open(data / "mlcareer.db", os.O_RDONLY)
    assert b"q-1" in os.read(reading, 10**6)
    assert call("data", "delete", "--yes").code == ExitCode.OK
    os.lseek(reading, 0, os.SEEK_SET)
    assert b"q-1" not in os.read(reading, 10**6)
    os.close(reading)


@pytest.mark.parametrize("text", [b"My diary\n" * 10, b"\0" * 9000])
def test_delete_of_a_damaged_database(data: Path, call: Call, text: bytes) -> None:
    """What cannot be read can be deleted."""
    (data / "mlcareer.db").write_bytes(text)
    result = call("data", "delete", "--yes")
    assert result.code == ExitCode.OK, result.err
    assert "(cannot be read)" in result.err
    assert files_in(data) == set()


def test_delete_of_a_newer_database(data: Path, call: Call) -> None:
    """A database of a newer program is no reason to keep it against a person's will."""
    db = sqlite3.connect(data / "mlcareer.db")
    db.execute("PRAGMA user_version = 900")
    db.close()
    assert call("data", "delete", "--yes").code == ExitCode.OK
    assert files_in(data) == set()


@POSIX
def test_delete_where_nothing_may_be_written(data: Path, home: Path) -> None:
    """Where the folder is locked, the failure is one line, and nothing is deleted."""
    before = files_in(data)
    data.chmod(0o555)
    (data / "mlcareer.db").chmod(0o444)
    try:
        done = run_ordinary("-m", "mlcareer", "data", "delete", "--yes", home=home)
    finally:
        data.chmod(0o755)
        (data / "mlcareer.db").chmod(0o644)
    if done.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot be refused here")
    assert done.returncode == ExitCode.USAGE
    assert "cannot be" in done.stderr.splitlines()[-1]
    assert files_in(data) == before
    assert held(data / "mlcareer.db") == SOME


@POSIX
def test_delete_follows_no_links(data: Path, home: Path, call: Call) -> None:
    """A link among the roles is deleted itself; what it leads to stays."""
    (home / "elsewhere.yaml").write_text("mine", encoding="utf-8")
    (data / "roles" / "link.yaml").symlink_to(home / "elsewhere.yaml")
    assert call("data", "delete", "--yes").code == ExitCode.OK
    assert (home / "elsewhere.yaml").read_text(encoding="utf-8") == "mine"
    assert files_in(data) == set()


def test_a_database_in_use_is_told_by_import(data: Path, home: Path) -> None:
    """While another program writes, an import waits, then says so in one line."""
    file = home / "data.json"
    file.write_text(write_document(Document(Contents((SECOND,)), {})), encoding="utf-8")
    other = sqlite3.connect(data / "mlcareer.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    script = (
        "import mlcareer.store.database as d; d._BUSY_SECONDS = 0.01\n"
        "from mlcareer.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "data", "import", str(file)],
        capture_output=True,
        text=True,
        env=clean_environment(home),
        check=False,
        timeout=60,
    )
    other.execute("ROLLBACK")
    other.close()
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.count("\n") == 1
    assert "Another program is using it" in done.stderr
    assert held(data / "mlcareer.db") == SOME
