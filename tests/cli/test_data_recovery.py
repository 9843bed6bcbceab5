import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlcareer.cli import recovery
from mlcareer.cli.paths import use_profile
from mlcareer.cli.recovery import offer_recovery
from mlcareer.errors import ExitCode, StoreError
from mlcareer.store.contents import Contents
from mlcareer.store.database import DamagedError, Store
from support import Call, rating, run_mlcareer
from support_data import SCOPE, answer, at, held, keep, log, tick
from terminal import Terminal

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX terminals")
TODAY = date(2026, 11, 22)
SIZE = 4096
WHOLE = Contents(
    (
        log((0, SCOPE), *((n, answer(f"q-{n}")) for n in range(1, 60)), role="ml-engineer"),
        log((9, SCOPE), (10, rating("python", 2)), started=at(9), role="ml-engineer"),
    ),
    (tick("python.1"),),
)
COMMANDS = ("report", "roadmap", "history", "next", "due", "data export", "")


@pytest.fixture
def damaged(home: Path) -> Path:
    """Make a database whose first page is gone."""
    use_profile("default")
    path = home / "mlcareer" / "mlcareer.db"
    keep(path, WHOLE)
    path.write_bytes(bytes(SIZE) + path.read_bytes()[SIZE:])
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_reads_names_the_remedy(damaged: Path, home: Path, command: str) -> None:
    """One line says that it is damaged and what recovers it; the file is not touched."""
    before = damaged.read_bytes()
    done = run_mlcareer(*command.split(), home=home)
    assert done.returncode == ExitCode.USAGE
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "damaged" in done.stderr
    assert "mlcareer data recover" in done.stderr
    assert damaged.read_bytes() == before
    assert [file.name for file in damaged.parent.iterdir()] == ["mlcareer.db"]


def test_a_command_that_writes_does_not_recover_by_itself(damaged: Path, home: Path) -> None:
    """Without a person who agrees nothing is recovered, and nothing is written."""
    before = damaged.read_bytes()
    (home / "answers.yaml").write_text("ratings: {python: 2}\n", encoding="utf-8")
    (home / "data.json").write_text(
        '{"mlcareer_data_version": 1, "assessments": [], "plan": [], "roles": {}}',
        encoding="utf-8",
    )
    for line in ("assess --answers answers.yaml", "done python.2", "data import data.json"):
        done = run_mlcareer(*line.split(), home=home)
        assert done.returncode == ExitCode.USAGE
        assert "mlcareer data recover" in done.stderr
    assert damaged.read_bytes() == before


def test_doctor_names_damage_and_remedy(damaged: Path, call: Call) -> None:
    """The damage is a problem, in the text and for programs."""
    text = call("doctor")
    assert text.code == ExitCode.NEGATIVE
    assert "PROBLEM" in text.out
    assert "mlcareer data recover" in text.out
    said = json.loads(call("doctor", "--json").out)
    assert [error["code"] for error in said["errors"]] == ["store"]
    assert damaged.exists()


def test_doctor_finds_a_changed_letter(home: Path, call: Call) -> None:
    """An answer that was changed on the disk is found though every page is in order."""
    path = home / "mlcareer" / "mlcareer.db"
    keep(path, WHOLE)
    file = path.read_bytes()
    place = file.index(b"q-17")
    path.write_bytes(file[:place] + b"q-77" + file[place + 4 :])
    result = call("doctor")
    assert result.code == ExitCode.NEGATIVE
    assert "an answer in it is damaged" in result.out


def test_doctor_counts_assessments_in_their_order(home: Path, call: Call) -> None:
    """The number is that of the history, whatever numbers the file has."""
    path = home / "mlcareer" / "mlcareer.db"
    keep(path, Contents((WHOLE.logs[1],)))
    keep(path, WHOLE)
    said = json.loads(call("doctor", "--json").out)["data"]
    assert said["assessment"] == "number 2, 2 events"


def test_recover_says_what_it_did(damaged: Path, call: Call) -> None:
    """Where the damaged file is, what was recovered, and that an export helps."""
    before = damaged.read_bytes()
    result = call("data", "recover")
    assert (result.code, result.out) == (ExitCode.OK, "")
    (aside,) = damaged.parent.glob("mlcareer.damaged-*.db")
    assert result.err.splitlines() == [
        f"The damaged database is kept as it was: {aside}",
        (
            "Recovered: 59 answers to questions and 3 other entries in 2 assessments,"
            " 1 change of the plan."
        ),
        "In between none is missing; whether one came after the last cannot be known.",
        "Do you have an export? mlcareer data import FILE puts back what is missing.",
    ]
    assert aside.read_bytes() == before
    assert held(damaged) == WHOLE
    assert call("report").code == ExitCode.OK


def test_recover_tells_what_is_lost(home: Path, call: Call) -> None:
    """Entries that are missing in between are counted."""
    path = home / "mlcareer" / "mlcareer.db"
    keep(path, WHOLE)
    file = path.read_bytes()
    place = file.index(b"q-17")
    path.write_bytes(file[:place] + b"q-77" + file[place + 4 :])
    result = call("data", "recover")
    assert "Recovered: 58 answers" in result.err
    assert "Lost: at least 1 of the entries in between." in result.err
    answers = [kept.event.subject for kept in held(path).logs[0].kept]
    assert "q-17" not in answers
    assert "q-77" not in answers


def test_an_import_puts_back_what_was_lost(home: Path, call: Call) -> None:
    """An export from before brings back what could not be recovered, and nothing twice."""
    path = home / "mlcareer" / "mlcareer.db"
    keep(path, WHOLE)
    export = home / "data.json"
    call("data", "export", "-o", str(export))
    file = path.read_bytes()
    for number in range(1, len(file) // SIZE + 1):
        for stray in path.parent.glob("mlcareer.*"):
            stray.unlink()
        path.write_bytes(file[: (number - 1) * SIZE] + bytes(SIZE) + file[number * SIZE :])
        assert call("data", "recover").code in (ExitCode.OK, ExitCode.NEGATIVE)
        assert call("data", "import", str(export)).code == ExitCode.OK
        assert call("data", "export").out == export.read_text(encoding="utf-8")


def test_recover_of_a_sound_database(home: Path, call: Call) -> None:
    """What is not damaged is left alone."""
    path = home / "mlcareer" / "mlcareer.db"
    keep(path, WHOLE)
    before = path.read_bytes()
    result = call("data", "recover")
    assert result.code == ExitCode.OK
    assert "is sound; there is nothing to recover" in result.err
    assert path.read_bytes() == before


def test_recover_of_nothing(home: Path, call: Call) -> None:
    """Where there is no database, there is none to recover."""
    assert call("data", "recover").code == ExitCode.NO_DATA
    assert not (home / "mlcareer").exists()


def test_recover_of_what_was_never_a_database(home: Path, call: Call) -> None:
    """A text in its place is kept aside; that nothing was recovered is told, and code 1."""
    path = home / "mlcareer" / "mlcareer.db"
    path.parent.mkdir()
    path.write_text("My diary\n" * 20, encoding="utf-8")
    result = call("data", "recover")
    assert result.code == ExitCode.NEGATIVE
    assert "Nothing could be read from it" in result.err
    assert call("report").code == ExitCode.NO_DATA
    (aside,) = path.parent.glob("mlcareer.damaged-*.db")
    assert aside.read_text(encoding="utf-8") == "My diary\n" * 20


def test_a_lost_file_with_a_log_left_is_damage(home: Path, call: Call) -> None:
    """Where only the log is left, no command takes that for an empty beginning."""
    path = home / "mlcareer" / "mlcareer.db"
    keep(path, Contents())
    with Store(path) as store:
        assessment = store.start("ml-engineer", 1, date_of_start())
        store.append(assessment, 1, answer("q-1"), date_of_start())
        wal = path.with_name("mlcareer.db-wal").read_bytes()
    path.unlink()
    path.with_name("mlcareer.db-wal").write_bytes(wal)
    result = call("report")
    assert result.code == ExitCode.USAGE
    assert "mlcareer data recover" in result.err
    assert call("data", "recover").code == ExitCode.OK
    (log_,) = held(path).logs
    assert [kept.event.subject for kept in log_.kept] == ["q-1"]


def date_of_start() -> datetime:
    """Name a time."""
    return datetime(2026, 1, 2, tzinfo=UTC)


class Typed:
    """Standard input of a person who types.

    Args:
        lines: What is typed.
        terminal: Whether it is a terminal.
    """

    def __init__(self, *lines: str, terminal: bool = True) -> None:
        self._lines = iter(lines)
        self._terminal = terminal

    def isatty(self) -> bool:
        """Tell whether somebody sits there."""
        return self._terminal

    def readline(self) -> str:
        """Read a line, or nothing at the end."""
        return next(self._lines, "")


def damage_of(path: Path) -> StoreError:
    """Find out what opening a database says."""
    with pytest.raises(DamagedError) as caught:
        Store(path)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "done"),
    [
        (Typed("y\n"), True),
        (Typed("YES\n"), True),
        (Typed("n\n"), False),
        (Typed("\n"), False),
        (Typed(), False),
        (Typed("y\n", terminal=False), False),
    ],
)
def test_recovery_is_offered_and_never_forced(
    damaged: Path, monkeypatch: pytest.MonkeyPatch, typed: Typed, done: bool
) -> None:
    """A yes at a terminal recovers; anything else leaves the file as it is."""
    before = damaged.read_bytes()
    error = damage_of(damaged)
    monkeypatch.setattr("sys.stdin", typed)
    assert offer_recovery(error, (), TODAY) is done
    if done:
        assert held(damaged) == WHOLE
    else:
        assert damaged.read_bytes() == before
        assert len(list(damaged.parent.iterdir())) == 1


@POSIX
@pytest.mark.parametrize("word", ["y", "n"])
def test_assess_offers_to_recover_before_it_goes_on(damaged: Path, home: Path, word: str) -> None:
    """At a terminal a yes recovers and goes on asking; a no leaves the file as it is."""
    before = damaged.read_bytes()
    with Terminal("assess", "--plain", home=home) as terminal:
        assert "Recover what can be read, and go on?" in terminal.ask()
        screen = terminal.send(word)
        if word == "y":
            assert "Recovered: 59 answers" in screen
            terminal.send("q")
        assert terminal.end() == (ExitCode.OK if word == "y" else ExitCode.USAGE)
    kept = damaged if word == "n" else next(damaged.parent.glob("mlcareer.damaged-*.db"))
    assert kept.read_bytes() == before


def test_other_failures_are_not_offered_a_recovery(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A locked or newer database is no damage."""
    monkeypatch.setattr("sys.stdin", Typed("y\n"))
    assert not offer_recovery(StoreError("locked"), (), TODAY)
    assert len(list(damaged.parent.iterdir())) == 1


def test_a_failed_recovery_is_told(
    damaged: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be done the message says so in one line, and the file stays."""
    before = damaged.read_bytes()

    def fail(*_: object) -> None:
        message = "No room. Nothing was lost."
        raise StoreError(message)

    monkeypatch.setattr(recovery, "recover_database", fail)
    result = call("data", "recover")
    assert (result.code, result.err) == (ExitCode.USAGE, "No room. Nothing was lost.\n")
    assert damaged.read_bytes() == before
