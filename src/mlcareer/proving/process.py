"""One process: in a folder of its own, without input, within limits, ended with its children."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Event
from time import monotonic
from typing import IO, Final, NamedTuple

_LAUNCH: Final = Path(__file__).with_name("launch.py")
_POLL: Final = 0.02
_CORES: Final = 4
"""Processor seconds for each second of time: a few threads may work at once."""
_LONGEST_EXCERPT: Final = 200
_BAD_NEWS: Final = ("error", "warning", "exception")
_JOINERS: Final = "\u200c\u200d"


class Limits(NamedTuple):
    """What the program of a question may use.

    Attributes:
        seconds: Time for the program.
        compiling: Seconds for its compiler.
        output: Bytes that it may print.
        file: Bytes of any file that it writes.
        memory: Bytes of address space, in languages that do not reserve more than they use.
    """

    seconds: float = 10.0
    compiling: float = 60.0
    output: int = 64_000
    file: int = 1_000_000
    memory: int = 4_000_000_000


class Terms(NamedTuple):
    """On what terms one process runs.

    Attributes:
        stop: Set to end it early.
        what: How complaints call it.
        seconds: Time for it.
        output: Bytes that it may print.
        file: Bytes of any file that it writes.
        memory: Bytes of address space; 0 for as much as there is.
        may_complain: Whether what it writes to standard error counts as printed.
    """

    stop: Event
    what: str
    seconds: float
    output: int
    file: int
    memory: int = 0
    may_complain: bool = False


class ProgramError(Exception):
    """A program did not run as one that proves something does; the text says what happened."""


@contextmanager
def own_folder() -> Iterator[Path]:
    """Make a folder for one program, and remove it with all that is in it."""
    with TemporaryDirectory(prefix="mlcareer-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def run(command: Sequence[str], place: Path, terms: Terms) -> str:
    """Run a command and return what it printed.

    Args:
        command: The program and its arguments.
        place: Its working folder, which is also its home and its place for temporary files.
        terms: What it may use.

    Raises:
        ProgramError: It cannot be started, fails, writes to standard error, prints too
            much or what is no text, or takes too long.
    """
    # Files, not pipes: a process that escaped could hold a pipe open for ever.
    with TemporaryFile() as out, TemporaryFile() as err:
        try:
            process = _started(command, place, terms, out, err)
        except OSError as error:
            message = f"{terms.what} cannot be started: {command[0]}: {error.strerror}"
            raise ProgramError(message) from error
        try:
            _watch(process, (out, err), terms)
        finally:
            _end(process)
        printed, complaints = (_read(stream, terms) for stream in (out, err))
    if process.returncode or complaints:
        ending = _ending(process.returncode) if process.returncode else "writes to standard error"
        message = f"{terms.what} {ending}{_excerpt(complaints)}"
        raise ProgramError(message)
    return printed


def _started(
    command: Sequence[str], place: Path, terms: Terms, out: IO[bytes], err: IO[bytes]
) -> subprocess.Popen[bytes]:
    words = [*command]
    if sys.platform != "win32":
        limits = (_CORES * ceil(terms.seconds), terms.file, terms.memory)
        words = [sys.executable, "-I", "-S", str(_LAUNCH), *map(str, limits), *command]
    return subprocess.Popen(  # noqa: S603 - a list of words, and no shell
        words,
        cwd=place,
        env=_environment(place),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT if terms.may_complain else err,
        start_new_session=sys.platform != "win32",
    )


def _environment(home: Path) -> dict[str, str]:
    """Make an environment that says nothing of the user but where programs are."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    places = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"), str(home))
    locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return (
        kept
        | places
        | {
            "LC_ALL": locale,
            "TZ": "UTC",
            # Each thread of the linear algebra takes address space, however small the matrix.
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "ASAN_OPTIONS": "hard_rss_limit_mb=2000",
        }
    )


def _watch(process: subprocess.Popen[bytes], streams: Sequence[IO[bytes]], terms: Terms) -> None:
    """Wait until a process ends by itself, and complain where it must be ended."""
    end = monotonic() + terms.seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_POLL)
            return
        if any(os.fstat(stream.fileno()).st_size > terms.output for stream in streams):
            raise ProgramError(_too_much(terms))
        if monotonic() > end:
            message = f"{terms.what} takes longer than {terms.seconds:g} s"
            raise ProgramError(message)
        if terms.stop.is_set():
            message = f"{terms.what} was stopped"
            raise ProgramError(message)


def _too_much(terms: Terms) -> str:
    return f"{terms.what} prints more than {terms.output / 1000:g} kB"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all of its group; on Windows the tree of one that is still running."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        taskkill = shutil.which("taskkill") or "taskkill"
        words = [taskkill, "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - known words
        process.kill()
    process.wait()


def _read(stream: IO[bytes], terms: Terms) -> str:
    stream.seek(0)
    raw = stream.read(terms.output + 1)
    if len(raw) > terms.output:
        raise ProgramError(_too_much(terms))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{terms.what} prints what is not UTF-8"
        raise ProgramError(message) from error
    for character in text:
        if not (character.isprintable() or character.isspace() or character in _JOINERS):
            message = f"{terms.what} prints the control character U+{ord(character):04X}"
            raise ProgramError(message)
    return text.replace("\r\n", "\n")


def _ending(code: int) -> str:
    if code > 0:
        return f"ends with exit code {code}"
    try:
        return f"is ended by the system with {signal.Signals(-code).name}"
    except ValueError:
        return f"is ended by the system with signal {-code}"


def _excerpt(complaints: str) -> str:
    """Quote the line that probably says what is wrong."""
    lines = [" ".join(line.split()) for line in complaints.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line.lower() for word in _BAD_NEWS)]
    found = (telling or lines)[-1:]
    return f": {found[0][:_LONGEST_EXCERPT]}" if found else ""
