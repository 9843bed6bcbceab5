import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from mlcareer.model.people import EventKind
from mlcareer.store.database import Store
from support import clean_environment, run_mlcareer
from support_jsonl import GARDEN, STEPS, Message, person, received, sent

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are a matter of POSIX")


class Channel:
    """The program as a process of its own, with pipes at its streams."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        assert process.stdin
        assert process.stdout
        self.stdin, self.stdout = process.stdin, process.stdout

    def hear(self) -> Message:
        """Wait for a line."""
        return received(self.stdout.readline().decode())

    def hear_step(self) -> Message:
        """Wait for the next step."""
        while (message := self.hear())["type"] not in STEPS:
            pass
        return message

    def say(self, message: Mapping[str, object]) -> None:
        """Send a line."""
        self.stdin.write(sent(message))
        self.stdin.flush()

    def rest(self) -> tuple[list[Message], str, int]:
        """End the input; gives the lines that are left, what went wrong, and the exit code."""
        with suppress(BrokenPipeError):
            self.stdin.close()
        # communicate would pass over what is read ahead already.
        out = self.stdout.read()
        err = self.process.stderr.read() if self.process.stderr else b""
        self.process.wait(60)
        messages = [received(line) for line in out.decode().splitlines(keepends=True)]
        return messages, err.decode(), self.process.returncode


@contextmanager
def channel(*arguments: str, home: Path) -> Iterator[Channel]:
    """Start the program."""
    with subprocess.Popen(
        [sys.executable, "-m", "mlcareer", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(home),
        cwd=home,
    ) as process:
        try:
            yield Channel(process)
        finally:
            process.kill()


def ratings(home: Path) -> list[str]:
    """List the ratings that are in the database."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        events = store.events(assessment)
    return [event.value for event in events if event.kind is EventKind.RATING]


def test_each_line_arrives_before_the_next_is_read(home: Path) -> None:
    """Lines are flushed: a front end that waits for each of them gets to the end."""
    answer = person()
    with channel(*GARDEN, home=home) as front_end:
        heard = [front_end.hear()]
        while heard[-1]["type"] != "result":
            if heard[-1]["type"] in STEPS:
                front_end.say(answer(heard[-1]))  # type: ignore[arg-type]  # sends no bytes
            heard.append(front_end.hear())
        rest, err, code = front_end.rest()
    assert [message["type"] for message in rest] == ["bye"]
    assert (err, code) == ("", ExitCode.OK)


def test_all_lines_may_come_at_once(home: Path) -> None:
    """A file of replies is as good as a front end that waits."""
    lines: list[dict[str, object]] = [
        {"rate": {"digging": 3, "compost": 2, "tomatoes": 1, "pruning": None}}
    ]
    lines += [{"answer": None}] * 4
    text = "".join(sent(line).decode() for line in lines)
    done = run_mlcareer(*GARDEN, home=home, stdin=text)
    messages = [received(line) for line in done.stdout.splitlines(keepends=True)]
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert [message["type"] for message in messages[-2:]] == ["result", "bye"]
    assert ratings(home) == ["3", "2", "1", ""]


@POSIX
def test_ctrl_c_saves_and_ends(home: Path) -> None:
    """An interrupt ends the interview with its own exit code; nothing is lost."""
    with channel(*GARDEN, home=home) as front_end:
        front_end.hear_step()
        front_end.say({"rate": 3})
        front_end.hear_step()
        front_end.process.send_signal(signal.SIGINT)
        rest, err, code = front_end.rest()
    assert rest == [{"type": "bye", "why": "interrupted", "saved": 1}]
    assert (err, code) == ("", ExitCode.INTERRUPTED)
    assert ratings(home) == ["3"]


def test_what_was_said_to_be_saved_survives_a_kill(home: Path) -> None:
    """The line that something is saved comes after it is on disk."""
    with channel(*GARDEN, home=home) as front_end:
        front_end.hear_step()
        for level in (4, 3):
            front_end.say({"rate": level})
            assert front_end.hear()["type"] == "saved"
            front_end.hear_step()
        front_end.process.kill()
        front_end.process.wait(60)
        assert ratings(home) == ["4", "3"]


@POSIX
def test_a_front_end_that_goes_away_ends_it_quietly(home: Path) -> None:
    """Where nobody reads any more, the program ends without a word, and all is saved."""
    with channel(*GARDEN, home=home) as front_end:
        front_end.hear_step()
        front_end.stdout.close()
        front_end.say({"rate": 2})
        err = front_end.process.stderr.read() if front_end.process.stderr else b"?"
        assert (err, front_end.process.wait(60)) == (b"", ExitCode.OK)
    assert ratings(home) == ["2"]


@POSIX
def test_closed_streams_are_the_end_of_the_input(home: Path) -> None:
    """A shell that closed standard input or output breaks nothing."""
    # Python warns of the stream that stands for a closed one when the process ends.
    environment = clean_environment(home) | {"PYTHONWARNINGS": "ignore"}
    line = f'exec "$0" -m mlcareer {" ".join(GARDEN)} <&-'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (ExitCode.OK, b"")
    assert received(done.stdout.decode().splitlines(keepends=True)[-1])["why"] == "end-of-input"


def test_two_front_ends_take_turns(home: Path) -> None:
    """Two interviews in the same assessment know of each other's replies, and lose none."""
    with channel(*GARDEN, home=home) as one, channel(*GARDEN, home=home) as other:
        assert one.hear_step()["id"] == other.hear_step()["id"] == "digging"
        one.say({"rate": 1})
        assert one.hear_step()["id"] == "compost"
        other.say({"rate": {"compost": 2}})
        assert other.hear_step()["id"] == "tomatoes"
        one.say({"rate": 3})
        assert one.hear_step()["id"] == "tomatoes"
    assert ratings(home) == ["1", "2", "3"]


def test_json_in_lines_is_the_same_on_any_stream(home: Path) -> None:
    """Lines hold ASCII alone, so that they arrive on a stream of any encoding."""
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    text = json.dumps({"rate": {"python": 1}}) + "\n"
    done = run_mlcareer(
        *("assess", "python", "--jsonl"), home=home, environment=environment, stdin=text
    )
    assert done.returncode == ExitCode.OK
    assert [received(line)["type"] for line in done.stdout.splitlines(keepends=True)][:2] == [
        *("hello", "background"),
    ]
