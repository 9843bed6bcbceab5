import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from mlcareer.model.people import EventKind
from support import run_mlcareer
from support_bank import OPEN, write_bank

if sys.platform != "win32":
    import resource
    import termios

    from support_interview import (
        GARDEN,
        altered,
        asks_question,
        database,
        flat,
        is_sound,
        kept,
        log,
        question_on,
        said,
        to_first_question,
    )
    from terminal import CTRL_C, CTRL_D, CTRL_Z, HUNG_UP, KILLED, Terminal

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)
BOTH = pytest.mark.parametrize("full", [False, True], ids=["lines", "screens"])

PATHS = {
    "begin": [],
    "background": ["1"],
    "rating": ["1", "1", "5", "1"],
    "question": ["1", "1", "5", "1", "2"],
    "note": ["1", "1", "5", "1", "2", "n"],
    "help": ["1", "1", "5", "1", "2", "?"],
}
"""What to type, by the prompt to which it leads, in an interview about Python."""


@pytest.mark.parametrize("prompt", list(PATHS))
@BOTH
def test_kill_at_any_prompt_loses_nothing(home: Path, prompt: str, full: bool) -> None:
    """After kill -9 each acknowledged reply is there once, and the interview goes on."""
    with Terminal("assess", "python", home=home, full=full) as terminal:
        terminal.ask()
        if full and prompt != "begin":
            terminal.send("")
        for line in PATHS[prompt]:
            terminal.send(line)
        assert terminal.asks
        assert terminal.kill() == KILLED
    before = said(home)
    assert len(before) == sum(word not in {"n", "?"} for word in PATHS[prompt])
    assert is_sound(home)
    with Terminal("assess", home=home, full=full) as terminal:
        screen = terminal.ask()
        assert "Going on where you stopped" in screen
        if full:
            screen = terminal.send("")
        assert terminal.asks
    assert said(home) == before


DURING_COMMIT = """
import os, signal, sqlite3
usual = sqlite3.connect
def connect(*arguments, **options):
    db, count = usual(*arguments, **options), 0
    def trace(statement):
        nonlocal count
        count += statement.startswith("INSERT INTO event ")
        if count == {at}:
            os.kill(os.getpid(), signal.SIGKILL)
    db.set_trace_callback(trace)
    return db
sqlite3.connect = connect
"""
AFTER_COMMIT = """
import os, signal
from mlcareer.store.database import Store
usual, count = Store.append, 0
def append(*arguments):
    global count
    usual(*arguments)
    count += 1
    if count == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
Store.append = append
"""


@pytest.mark.parametrize(("moment", "there"), [(DURING_COMMIT, False), (AFTER_COMMIT, True)])
@BOTH
def test_kill_around_a_commit_leaves_it_whole_or_out(
    home: Path, moment: str, there: bool, full: bool
) -> None:
    """Killed inside or right after a commit: what was acknowledged is there, one more or not."""
    python = altered(moment.format(at=7))  # the scope, four ratings, two answers
    with Terminal(*GARDEN, home=home, full=full, python=python) as terminal:
        to_first_question(terminal)
        terminal.send("d")
        acknowledged = said(home)
        terminal.type("1\n")
        assert terminal.end() == KILLED
    assert len(acknowledged) == 5
    assert said(home)[:5] == acknowledged
    assert len(said(home)) == 5 + there
    assert is_sound(home)
    with Terminal(*GARDEN, home=home) as terminal:
        assert f"[{3 if there else 2} of at most" in terminal.ask()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("typed", ["", "2"])
@BOTH
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(
    home: Path, number: signal.Signals, typed: str, full: bool
) -> None:
    """It dies of the signal as every program does; the terminal echoes again, nothing is lost."""
    with Terminal(*GARDEN, home=home, full=full, echo=True) as terminal:
        screen = to_first_question(terminal)
        if typed and full:
            terminal.edit(typed)
        assert (terminal.modes() != terminal.usual_modes) is full
        terminal.signal(number)
        assert terminal.end() == -number
        assert terminal.modes() == terminal.usual_modes
    assert len(said(home)) == 4
    with Terminal(*GARDEN, home=home) as terminal:
        assert question_on(terminal.ask()) == question_on(screen)


@pytest.mark.parametrize(
    ("keys", "code"), [("q\n", ExitCode.OK), (CTRL_C, ExitCode.INTERRUPTED), (CTRL_D, ExitCode.OK)]
)
@pytest.mark.parametrize("prompt", list(PATHS))
def test_leaving_at_any_prompt_leaves_the_terminal_as_it_was(
    home: Path, prompt: str, keys: str, code: int
) -> None:
    """However a person leaves, and wherever, the modes are as before and it says how to go on."""
    if (keys, prompt) == ("q\n", "note"):
        pytest.skip("there it is a remark")
    with Terminal("assess", "python", home=home, full=True, echo=True) as terminal:
        terminal.ask()
        if prompt != "begin":
            terminal.send("")
        for line in PATHS[prompt]:
            terminal.send(line)
        terminal.type(keys)
        assert terminal.end() == code
        assert terminal.modes() == terminal.usual_modes
    assert "Resume: mlcareer assess" in terminal.shown
    assert "Traceback" not in terminal.shown


@BOTH
def test_ctrl_d_behind_a_character_ends_nothing(home: Path, full: bool) -> None:
    """Only on an empty line it is the end of the input."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        to_first_question(terminal)
        if full:
            assert terminal.edit("d", CTRL_D).startswith("> d")
            terminal.press("\r")
        else:
            terminal.type(f"d{CTRL_D}")
            terminal.press("\n")
        assert terminal.asks
    assert said(home)[-1][1] == "dont-know"


@pytest.mark.parametrize("typed", ["", "2"])
@BOTH
def test_a_closed_window_ends_it(home: Path, full: bool, typed: str) -> None:
    """The terminal is gone, with a line half typed or not; all that was said is there."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        to_first_question(terminal)
        terminal.send("d")
        terminal.type(typed)
        assert terminal.close() == HUNG_UP
    assert len(said(home)) == 5
    assert is_sound(home)


IGNORES_HANGUP = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"


@pytest.mark.parametrize("typed", ["", "2"])
@BOTH
def test_a_closed_window_ends_it_under_nohup(home: Path, full: bool, typed: str) -> None:
    """Where hanging up is ignored, the end of the input ends it at once; nothing spins."""
    python = altered(IGNORES_HANGUP)
    with Terminal(*GARDEN, home=home, full=full, python=python) as terminal:
        to_first_question(terminal)
        terminal.send("d")
        if typed and full:
            terminal.edit(typed)
        # Python's own code where the last words cannot be written.
        assert terminal.close() in {ExitCode.OK, 120}
    assert len(said(home)) == 5


# Windows and shells


SHELLS = {
    "bash": ("bash", "--norc", "--noprofile", "--noediting", "-i"),
    "dash": ("dash", "-i"),
}


@pytest.mark.parametrize("shell", list(SHELLS))
@BOTH
def test_ctrl_z_and_back_in_a_shell(home: Path, shell: str, full: bool) -> None:
    """Set aside it leaves a usable terminal; after fg it draws its screen anew and goes on."""
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} here")
    python = ("-c", "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])")
    program = f"{sys.executable} -m mlcareer {' '.join(GARDEN)}\n"
    with Terminal(
        *SHELLS[shell],
        home=home,
        full=full,
        echo=True,
        python=python,
        environment={"PS1": "ready$ "},
    ) as terminal:
        terminal.wait_for(lambda: "ready$ " in terminal.shown)
        terminal.type(program)
        for line in ("", "21", "03") if full else ("21", "03"):
            terminal.wait_for(lambda: terminal.asks)
            terminal.send(line)
        terminal.wait_for(lambda: "1 of at most" in terminal.shown and terminal.asks)
        if full:
            terminal.edit("d")
        seen = len(terminal.shown)
        terminal.type(CTRL_Z)
        terminal.wait_for(lambda: "ready$ " in terminal.shown[seen:])
        wanted = termios.ECHO | termios.ICANON
        assert terminal.modes()[3] & wanted == wanted
        terminal.type("echo us''able\n")
        terminal.wait_for(lambda: "usable\n" in terminal.shown[seen:])
        seen = len(terminal.shown)
        terminal.type("fg\n")
        if full:
            terminal.wait_for(lambda: "1 of at most" in terminal.shown[seen:])
            terminal.wait_for(lambda: terminal.display.before_cursor == "> d")
            terminal.press("\r")
        else:
            terminal.wait_for(lambda: "mlcareer" in terminal.shown[seen:])
            terminal.send("d")
        assert "2 of at most" in terminal.shown
        seen = len(terminal.shown)
        terminal.type("q\n")
        terminal.wait_for(lambda: "ready$ " in terminal.shown[seen:])
        terminal.type("echo do''ne\n")
        terminal.wait_for(lambda: "done\n" in terminal.shown[seen:])
    assert [value for _, value in said(home)] == ["2", "1", "0", "3", "dont-know"]


def resize(terminal: "Terminal", columns: int, rows: int, line: str) -> None:
    """Change the size of the window and wait until the line of input is drawn anew."""
    seen = len(terminal.shown)
    terminal.resize(columns, rows)
    terminal.wait_for(lambda: f"\r\x1b[K{line}" in terminal.shown[seen:])


def test_a_new_size_keeps_what_was_typed(home: Path) -> None:
    """While a line is half typed, the window changes: all is laid out anew, the line stays."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        screen = to_first_question(terminal)
        stem = question_on(screen).stem
        terminal.edit("n")
        for columns, rows in ((40, 24), (120, 40), (24, 30), (80, 10), (80, 24)):
            resize(terminal, columns, rows, "> n")
            assert stem in flat(terminal.display.text)
            assert terminal.display.before_cursor == "> n"
            assert all(len(line) <= columns for line in terminal.display.text.splitlines())
        assert "Waiting" not in terminal.send("")
        assert terminal.display.before_cursor == "note > "
    assert len(said(home)) == 4


def test_a_new_size_while_nothing_was_typed(home: Path) -> None:
    """The heading takes the new width, and the next reply is taken as before."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        to_first_question(terminal)
        seen = len(terminal.shown)
        terminal.resize(120)
        terminal.wait_for(lambda: terminal.asks and "1 of at most" in terminal.shown[seen:])
        terminal.ask()
        heading = terminal.display.text.splitlines()[0]
        assert heading.startswith("Digging")
        assert heading.endswith("1 of at most 4")
        assert len(heading) > 80
        assert "2 of at most 4" in terminal.send("d")


def test_many_signals_of_the_window_lose_no_key(home: Path) -> None:
    """Keys and changes of the window come in any order; every key arrives."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        to_first_question(terminal)
        terminal.type("n\r")
        terminal.ask()
        for at in range(100):
            terminal.type("x")
            terminal.resize(60 + at % 20)
        terminal.press("\r")
        terminal.wait_for(lambda: "Noted" in terminal.shown)
    assert said(home)[-1][1] == "x" * 100


CLOCK = """
import json, pathlib
from datetime import datetime, timedelta, UTC
import mlcareer.cli.app_assess
def now():
    hours = float(pathlib.Path("hours").read_text())
    return datetime.now(UTC) + timedelta(hours=hours)
mlcareer.cli.app_assess.now = now
"""


@pytest.mark.parametrize("hours", [-30.0, 0.0, 8.0, 9000.0])
@BOTH
def test_a_suspended_machine_loses_nothing(
    home: Path, folder: Path, hours: float, full: bool
) -> None:
    """Stopped and woken after hours, or with a clock that was set back, it goes on as before."""
    write_bank(folder, [OPEN] * 12)
    (home / "hours").write_text("0", encoding="utf-8")
    arguments = ("--content", str(folder), "assess", "--minutes", "6")
    with Terminal(*arguments, home=home, full=full, python=altered(CLOCK)) as terminal:
        to_first_question(terminal)
        terminal.send("1")
        os.kill(terminal.pid, signal.SIGSTOP)
        (home / "hours").write_text(f"{hours}", encoding="utf-8")
        seen = len(terminal.shown)
        os.kill(terminal.pid, signal.SIGCONT)
        if full:
            terminal.wait_for(lambda: terminal.asks and "2 of at most" in terminal.shown[seen:])
            terminal.ask()
        screen = terminal.send("1")
        assert "3 of at most 12" in screen, "five minutes of six were lost at most"
        terminal.send("q")
        assert terminal.end() == ExitCode.OK
    seconds = [float(event.detail["seconds"]) for event in log(home)[1:]]
    assert min(seconds) >= 0.0
    assert len(seconds) == 6
    assert sum(min(each, 300) for each in seconds) < 360


# Two at once


@BOTH
def test_two_interviews_at_once_both_reach_the_end(home: Path, folder: Path, full: bool) -> None:
    """By turns to the end: each answer is in the log once, whoever gave it, and nothing breaks."""
    write_bank(folder, [OPEN] * 8)
    arguments = ("--content", str(folder), "assess")
    with (
        Terminal(*arguments, home=home, full=full) as one,
        Terminal(*arguments, home=home, full=full) as two,
    ):
        one.ask()
        two.ask()
        if full:
            one.send("")
            two.send("")
        one.send("s")
        two.send("s")
        told = 0
        for _ in range(20):
            for terminal in (one, two):
                if terminal.asks:
                    screen = terminal.send("1" if asks_question(terminal.display.text) else "")
                    told += "answered in another window" in flat(screen)
        for terminal in (one, two):
            terminal.play(lambda screen: "1" if asks_question(screen) else "")
            assert terminal.end() == ExitCode.OK
            assert "Traceback" not in terminal.shown
            assert "bug" not in terminal.shown
    answered = [event.subject for event in log(home) if event.kind is EventKind.ANSWER]
    assert len(answered) == len(set(answered)) > 1
    assert log(home)[-1].kind is EventKind.FINISH
    assert is_sound(home)


# Where it cannot be saved


NOT_SAVED = "Enter tries again, q leaves without it"


@BOTH
@pytest.mark.parametrize("given_up", [False, True])
def test_no_more_room_in_the_middle(home: Path, full: bool, given_up: bool) -> None:
    """A file that cannot grow is said to be so; Enter goes on when it can; nothing is lost."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        to_first_question(terminal)
        before = said(home)
        limit(terminal.pid, 0)
        screen = terminal.send("d")
        assert "Not saved: " in flat(screen)
        assert NOT_SAVED in flat(screen)
        assert NOT_SAVED in flat(terminal.send("")), "there is still no room"
        assert said(home) == before
        if given_up:
            terminal.send("q")
            assert terminal.end() == ExitCode.OK
            assert "Saved 4 answers (" in terminal.shown
        else:
            limit(terminal.pid, resource.RLIM_INFINITY)
            assert "2 of at most" in terminal.send("")
            before.append(("digging", "dont-know"))
    assert [value for _, value in said(home)] == [value for _, value in before]
    assert is_sound(home)
    with Terminal(*GARDEN, home=home) as terminal:
        assert f"[{1 if given_up else 2} of at most" in terminal.ask()


def limit(pid: int, size: int) -> None:
    """Let no file of a process grow beyond a size, as on a full disk."""
    if not hasattr(resource, "prlimit"):
        pytest.skip("the limits of another process can be set on Linux alone")
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a disk of a megabyte."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@BOTH
def test_a_disk_that_fills_up(home: Path, full: bool) -> None:
    """On a disk that is really full nothing is lost, and it goes on when there is room again."""
    with small_disk(home / "disk") as disk:
        environment = {"MLCAREER_HOME": str(disk)}
        with Terminal(*GARDEN, home=home, full=full, environment=environment) as terminal:
            to_first_question(terminal)
            filler = disk / "filler"
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while file.write(b"0" * 512):
                    pass
            screens = [terminal.send("n"), terminal.send("words " * 300)]
            assert any(NOT_SAVED in flat(screen) for screen in screens)
            filler.unlink()
            terminal.send("")
            assert "2 of at most" in terminal.send("d")
        shutil.copytree(disk, home / "mlcareer")
    assert [event.kind for event in log(home)][-2:] == [EventKind.NOTE, EventKind.ANSWER]


IMPATIENT = "import mlcareer.store.database as d; d._BUSY_SECONDS = 0.1"


@BOTH
def test_locked_by_another_program(home: Path, full: bool) -> None:
    """Where another program holds the database for long, it says so; Enter tries again."""
    with Terminal(*GARDEN, home=home, full=full, python=altered(IMPATIENT)) as terminal:
        to_first_question(terminal)
        other = sqlite3.connect(database(home), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        screen = flat(terminal.send("d"))
        assert "Not saved: " in screen
        assert "Another program is using it" in screen
        other.execute("ROLLBACK")
        other.close()
        assert "2 of at most" in terminal.send("")
    assert len(said(home)) == 5


@BOTH
def test_a_folder_that_vanishes_in_the_middle(home: Path, full: bool) -> None:
    """What cannot be kept any more is not said to be saved, and nothing breaks."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        to_first_question(terminal)
        shutil.rmtree(home / "mlcareer")
        assert "Not saved: " in flat(terminal.send("d"))
        terminal.send("q")
        assert terminal.end() == ExitCode.OK
        assert "Traceback" not in terminal.shown


ORDINARY = """
import ctypes, os
if os.geteuid() == 0:
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):
        if libc.prctl(24, capability, 0, 0, 0):
            raise SystemExit(99)
os.execv(sys.executable, [sys.executable, "-m", "mlcareer", *sys.argv[1:]])
"""


@BOTH
def test_a_folder_that_cannot_be_written_at_the_start(home: Path, full: bool) -> None:
    """It is one clear line, with what to do, before anything is asked."""
    (home / "mlcareer").mkdir()
    (home / "mlcareer").chmod(0o500)
    with Terminal(*GARDEN, home=home, full=full, python=altered(ORDINARY)) as terminal:
        code = terminal.end()
    if code == 99:
        pytest.skip("root cannot give up its rights here")
    assert code == ExitCode.USAGE
    assert "MLCAREER_HOME" in flat(terminal.shown)
    assert "\x1b" not in terminal.shown


# Content that changes


@pytest.mark.parametrize("gone", ["everything", "questions", "resources.yaml"])
@BOTH
def test_content_that_vanishes_in_the_middle(
    home: Path, folder: Path, gone: str, full: bool
) -> None:
    """An interview under way has what it needs: it ends with nothing lost and no crash."""
    arguments = ("--content", str(folder), "assess", "--learn")
    with Terminal(*arguments, home=home, full=full) as terminal:
        to_first_question(terminal)
        remove(folder if gone == "everything" else folder / gone)
        terminal.play(lambda screen: "d" if asks_question(screen) else "")
        assert terminal.end() == ExitCode.OK
        assert "bug" not in terminal.shown
    assert log(home)[-1].kind is EventKind.FINISH
    assert sum(event.kind is EventKind.ANSWER for event in log(home)) == 4


def remove(path: Path) -> None:
    """Delete a file or a folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@BOTH
def test_a_question_that_is_gone_when_it_goes_on(home: Path, folder: Path, full: bool) -> None:
    """Answers to questions that are gone still count; what is left is asked."""
    arguments = ("--content", str(folder), "assess")
    with Terminal(*arguments, home=home, full=full) as terminal:
        terminal.wait_for(lambda: terminal.asks)
        answered = question_on(to_first_question(terminal)).id
        terminal.send("s")
        terminal.send("d")
        terminal.send("q")
    before = said(home)
    write_bank(folder, [OPEN] * 3)
    with Terminal(*arguments, home=home, full=full) as terminal:
        screen = terminal.ask()
        assert "Going on where you stopped: 5 answers (" in flat(screen)
        if full:
            screen = terminal.send("")
        assert "2 of at most 4" in screen
        assert answered not in screen
        terminal.play(lambda screen: "1" if asks_question(screen) else "")
        assert terminal.end() == ExitCode.OK
    assert said(home)[: len(before)] == before


@BOTH
def test_a_skill_that_was_renamed_when_it_goes_on(home: Path, folder: Path, full: bool) -> None:
    """Ratings and answers under the old id count under the new one; nothing is asked again."""
    arguments = ("--content", str(folder), "assess")
    with Terminal(*arguments, home=home, full=full) as terminal:
        to_first_question(terminal)
        terminal.send("d")
        terminal.send("q")
    for file in folder.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("skill: digging", "skill: spadework").replace(
            "[digging]", "[spadework]"
        )
        file.write_text(text.replace("  digging:", "  spadework:"), encoding="utf-8")
    (folder / "questions" / "digging.yaml").rename(folder / "questions" / "spadework.yaml")
    (folder / "moves.yaml").write_text(
        "format: 1\nmoves:\n  - {from: [digging], to: [spadework],"
        ' date: "2026-12-01", reason: There are other tools.}\n',
        encoding="utf-8",
    )
    with Terminal(*arguments, home=home, full=full) as terminal:
        screen = terminal.ask()
        assert "Going on where you stopped: 5 answers (" in flat(screen)
        if full:
            screen = terminal.send("")
        assert "2 of at most" in screen
        terminal.play(lambda screen: "d" if asks_question(screen) else "")
        assert terminal.end() == ExitCode.OK
    subjects = [event.subject for event in log(home) if event.kind is EventKind.ANSWER]
    assert len(subjects) == len(set(subjects)) == 4


# Streams


def test_standard_input_at_its_end(home: Path) -> None:
    """Without a person there nobody is asked, and nothing is written."""
    done = run_mlcareer(*GARDEN, home=home)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert "no terminal" in done.stderr
    assert not database(home).exists()


@pytest.mark.parametrize("closed", [1, 2])
@BOTH
def test_a_stream_that_is_closed(home: Path, closed: int, full: bool) -> None:
    """With standard output closed it asks as ever; with standard error closed it breaks nothing."""
    python = altered(
        f"import os; os.close({closed}); sys.std{'out' if closed == 1 else 'err'} = None"
    )
    with Terminal(*GARDEN, home=home, full=full, python=python) as terminal:
        if closed == 1:
            to_first_question(terminal)
            assert "2 of at most" in terminal.send("d")
            terminal.send("q")
        else:
            terminal.type("21\n03\nd\nq\n")
        assert terminal.end() == ExitCode.OK
        assert terminal.modes() == terminal.usual_modes
    assert [value for _, value in said(home)] == ["2", "1", "0", "3", "dont-know"]


def test_the_times_are_those_of_the_replies(home: Path) -> None:
    """Each reply is kept with the moment at which it was given, in order."""
    with Terminal(*GARDEN, home=home) as terminal:
        to_first_question(terminal)
        terminal.send("d")
    times = [at for at, _ in kept(home)]
    assert times == sorted(times)
