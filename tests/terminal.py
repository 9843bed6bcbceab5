"""A person at a real terminal: starts the program under a pseudo-terminal (POSIX only)."""

import codecs
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Self

from display import Display
from support import clean_environment

_PATIENCE: Final = 30.0
_MOMENT: Final = 0.005
_PROMPT: Final = r"(?:\[y/N\] |note |Enter[^\n>]* |Answer |Levels? |Number )?> "
_LINE_ASKED: Final = re.compile(rf"(?:^|\n){_PROMPT}$")
_DRAWN: Final = r"\r\x1b\[K"
_BESIDE: Final = r"(?:   [^\r\n]*\x1b\[[0-9]+D)?"
"""What an empty line would mean stands beside it, and the cursor goes back."""

_KEY_ASKED: Final = re.compile(rf"\n(?:[^\n]*{_DRAWN})?{_PROMPT}{_BESIDE}$")
_KEY_DRAWN: Final = re.compile(rf"{_DRAWN}[^\r\n]*$")
_LAUNCH: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C and hanging up become signals
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"
CTRL_Z: Final = "\x1a"
UP: Final = "\x1b[A"
DOWN: Final = "\x1b[B"
RIGHT: Final = "\x1b[C"
LEFT: Final = "\x1b[D"
BACKSPACE: Final = "\x7f"

_TO_RATE: Final = re.compile(r"^  ([A-Z][\w ]*): ", re.MULTILINE)

HUNG_UP: Final = -signal.SIGHUP
KILLED: Final = -signal.SIGKILL


def skills_to_rate(screen: str) -> list[str]:
    """List the names of the skills that a screen asks to rate; none where it asks for no rating."""
    _, found, rating = screen.rpartition("Your own rating: ")
    return _TO_RATE.findall(rating) if found else []


class Terminal:
    """The program in a terminal of its own, without echo.

    Args:
        arguments: Of mlcareer.
        home: The person's home folder.
        environment: What differs from a plain environment.
        columns: Width of the window.
        rows: Height of the window.
        full: Whether text on it can be replaced; without, lines only ever follow each other.
        echo: Whether it shows what is typed, as terminals do where no program turns that off.
        python: What to run instead of mlcareer: arguments of Python.
        command: What to run instead of Python.
    """

    def __init__(  # noqa: PLR0913 - a factory names what a test wants to differ
        self,
        *arguments: str,
        home: Path,
        environment: Mapping[str, str] | None = None,
        columns: int = 80,
        rows: int = 24,
        full: bool = False,
        echo: bool = False,
        python: tuple[str, ...] = ("-m", "mlcareer"),
    ) -> None:
        self.full = full
        self.raw = b""
        """All that was written so far, as it came."""
        self.shown = ""
        """All that was written so far, as text."""
        self.display = Display(columns, rows)
        """What is to be seen now, on a terminal on which text can be replaced."""
        self._asked = 0
        self._screen = ""
        # Characters and line ends may come in two pieces.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._line_end = ""
        self._master, slave = pty.openpty()
        mode = termios.tcgetattr(slave)
        if not echo:
            mode[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        termios.tcsetwinsize(slave, (rows, columns))
        self.usual_modes = self.modes()
        """The modes of the terminal before the program started."""
        plain = clean_environment(home) | {"TERM": "xterm-256color" if full else "dumb"}
        del plain["COLUMNS"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *python, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=plain | dict(environment or {}),
            cwd=home,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def modes(self) -> list[Any]:
        """Read the modes of the terminal."""
        return termios.tcgetattr(self._master)

    def resize(self, columns: int, rows: int = 24) -> None:
        """Give the window another size; the system tells the program by SIGWINCH."""
        self.display.resize(columns, rows)
        termios.tcsetwinsize(self._master, (rows, columns))

    def _read(self, deadline: float) -> bool:
        """Take in what appears next; returns False when the program has ended."""
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([self._master], [], [], left)[0]:
            message = f"Nothing more appeared after:\n{self.shown}"
            raise TimeoutError(message)
        try:
            piece = os.read(self._master, 65536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.raw += piece
        text = self._line_end + self._decoder.decode(piece)
        self._line_end = "\r" if text.endswith("\r") else ""
        text = text.removesuffix("\r").replace("\r\n", "\n")
        self.shown += text
        if self.full:
            self.display.feed(text)
        return bool(piece)

    def wait_for(self, happened: Callable[[], object]) -> None:
        """Read until something has happened.

        Raises:
            EOFError: The program ended before.
            TimeoutError: It did not happen.
        """
        deadline = time.monotonic() + _PATIENCE
        while not happened():
            if not self._read(deadline) and not happened():
                message = f"The program has ended after:\n{self.shown}"
                raise EOFError(message)

    def ask(self) -> str:
        """Wait for the next prompt, or the end; returns what appeared before it.

        On a terminal on which text is replaced, that is what is to be seen.
        """
        self._wait(_KEY_ASKED if self.full else _LINE_ASKED)
        return self._screen

    def _wait(self, sign: re.Pattern[str]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not sign.search(self._new()) and self._read(deadline):
            pass
        while self.full and self._more_comes() and self._read(deadline):
            pass
        self._screen = self.display.text if self.full else self.shown[self._asked :]
        # A prompt of which a line begins is found only behind that line's beginning.
        self._asked = len(self.shown)

    def _more_comes(self) -> bool:
        """Tell whether the rest of a line that was drawn is still to come."""
        return bool(select.select([self._master], [], [], _MOMENT)[0])

    def _new(self) -> str:
        new = self.shown[self._asked :]
        return new if self._asked else f"\n{new}"

    @property
    def asks(self) -> bool:
        """Whether it waits at a prompt, as far as was read."""
        if self.full:
            return bool(re.fullmatch(_PROMPT, self.display.before_cursor))
        return bool(_LINE_ASKED.search(self.shown))

    def type(self, keys: str | bytes) -> None:
        """Type something and wait for nothing."""
        os.write(self._master, keys if isinstance(keys, bytes) else keys.encode())

    def send(self, line: str) -> str:
        """Type a line and wait for the next prompt, or the end."""
        self.type(f"{line}\n")
        return self.ask()

    def press(self, key: str) -> str:
        """Press a key that needs no Enter, and wait for the next prompt, or the end."""
        self.type(key)
        return self.ask()

    def edit(self, *keys: str | bytes) -> str:
        """Press keys one by one that change the line of input; returns that line."""
        for key in keys:
            self.type(key)
            self._wait(_KEY_DRAWN)
        return self.display.line

    def play(self, answer: Callable[[str], str]) -> None:
        """Answer this prompt and all that follow from what stands before, to the end."""
        screen = self._screen or self.ask()
        while self.asks:
            screen = self.send(answer(screen))

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._read(time.monotonic() + _PATIENCE):
            pass
        return self._process.wait(_PATIENCE)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def kill(self) -> int:
        """End the program as kill -9 does."""
        self._process.kill()
        return self._process.wait(_PATIENCE)

    def close(self) -> int:
        """Close the window; the system tells the program by SIGHUP."""
        self._hang_up()
        return self._process.wait(_PATIENCE)
