import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mlcareer.cli.run import BUG
from mlcareer.errors import ExitCode
from support_jsonl import GARDEN, Message, interview, script


def fatal(*arguments: str, code: int = ExitCode.USAGE) -> Message:
    """Start an interview that fails before it opens; gives the one line about it."""
    ran = interview(*arguments, answer=script({"do": "stop"}))
    (message,) = ran
    assert (message["type"], message["fatal"], message["stays"]) == ("error", True, False)
    assert ran.code == code
    # People see the places of mistakes in a file before each of them.
    assert message["message"].splitlines()[-1] in ran.err
    return message


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["assess", "--jsonl", "pyhton"], "Did you mean 'python'?"),
        (["assess", "--jsonl", "--questions", "0"], "is not in the range"),
        (["assess", "--jsonl", "--depth", "deep", "--questions", "3"], "Give one of them"),
        (["assess", "--jsonl", "--role", "nobody"], "nobody"),
        (["--content", "nowhere", "assess", "--jsonl"], "nowhere is no folder"),
        (["assess", "--jsonl", "--answers", "x.yaml"], "both say who answers"),
    ],
)
def test_a_wrong_command_line_is_a_line(arguments: list[str], words: str) -> None:
    """What cannot be opened is told on both streams: one line of JSON, one for people."""
    message = fatal(*arguments)
    assert message["code"] == "usage"
    assert words in message["message"]
    assert [one["message"] for one in message["errors"]] == [message["message"]]


def test_broken_content_is_a_line(folder: Path) -> None:
    """Mistakes in the content are listed with file and line."""
    path = folder / "questions" / "digging.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("level: 1", "level: 9"), "utf-8")
    message = fatal("--content", str(folder), "assess", "--jsonl")
    assert message["code"] == "content"
    (error,) = message["errors"]
    assert error["line"] == path.read_text(encoding="utf-8").split("level: 9")[0].count("\n") + 1


def test_a_database_that_cannot_be_read_is_a_line(home: Path) -> None:
    """What is no database is left as it is, and said in JSON."""
    path = home / "mlcareer" / "mlcareer.db"
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough to look at" * 20)
    message = fatal(*GARDEN)
    assert message["code"] == "store"
    assert "not a database" in message["message"]


def test_a_newer_database_is_a_line(home: Path) -> None:
    """A database of a newer program is refused in JSON as well."""
    path = home / "mlcareer" / "mlcareer.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 999")
        database.execute("CREATE TABLE t (x)")
    assert "newer mlcareer" in fatal(*GARDEN)["message"]


def test_a_folder_that_cannot_be_made_is_a_line(home: Path) -> None:
    """Where nothing can be kept, no interview is opened."""
    (home / "mlcareer").write_bytes(b"")
    assert fatal(*GARDEN)["code"] == "store"


def test_nothing_ticked_is_a_line() -> None:
    """To ask about what was ticked needs ticks; the exit code is that of every command."""
    message = fatal(*GARDEN, "--claimed", code=ExitCode.NO_DATA)
    assert message["code"] == "no-data"


def test_resources_that_cannot_be_read_are_a_line(folder: Path) -> None:
    """What explains answers is read before the first line, so that nothing fails on the way."""
    (folder / "resources.yaml").write_text("resources: 3\n", encoding="utf-8")
    message = fatal("--content", str(folder), "assess", "--jsonl")
    assert message["code"] == "content"


def test_a_bug_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody expects ends the interview with a line as well."""

    def fail(*_: object) -> None:
        message = "unlucky"
        raise ValueError(message)

    monkeypatch.setattr("mlcareer.cli.driver.said.hello", fail)
    assert fatal(*GARDEN, code=BUG)["code"] == "bug"
