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
from io import IncrementalNewlineDecoder
from pathlib import Path
from typing import Self

from support import clean_environment

_PATIENCE = 30.0
_PROMPT = re.compile(r"(?:^|\n)(?:\[y/N\] |Enter: next, q: leave )?> $")
_LAUNCH = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C and hanging up become signals
os.execv(sys.executable, [sys.executable, "-m", "mlcareer", *sys.argv[1:]])
"""
CTRL_C = "\x03"
CTRL_D = "\x04"


class Terminal:
    """The program in a terminal of its own, without echo.

    Args:
        arguments: Of mlcareer.
        home: The person's home folder.
        environment: What differs from a plain environment.
        columns: Width of the window.
    """

    def __init__(
        self,
        *arguments: str,
        home: Path,
        environment: Mapping[str, str] | None = None,
        columns: int = 80,
    ) -> None:
        self.shown = ""
        """All that appeared so far."""
        self._asked = 0
        self._screen = ""
        # Characters and line ends may come in two pieces.
        characters = codecs.getincrementaldecoder("utf-8")("replace")
        self._decoder = IncrementalNewlineDecoder(characters, translate=True)
        self._master, slave = pty.openpty()
        mode = termios.tcgetattr(slave)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        termios.tcsetwinsize(slave, (24, columns))
        plain = clean_environment(home)
        del plain["COLUMNS"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *arguments],
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
        self.shown += self._decoder.decode(piece)
        return bool(piece)

    def ask(self) -> str:
        """Wait for the next prompt, or the end; returns what appeared before it."""
        deadline = time.monotonic() + _PATIENCE
        while not (_PROMPT.search(self.shown, self._asked)) and self._read(deadline):
            pass
        self._screen = self.shown[self._asked :]
        self._asked = len(self.shown)
        return self._screen

    def send(self, line: str) -> str:
        """Type a line and wait for the next prompt, or the end."""
        os.write(self._master, f"{line}\n".encode())
        return self.ask()

    def press(self, key: str) -> str:
        """Press a key that needs no Enter, and wait for the next prompt, or the end."""
        os.write(self._master, key.encode())
        return self.ask()

    def play(self, answer: Callable[[str], str]) -> None:
        """Answer this prompt and all that follow from what stands before, to the end."""
        screen = self._screen or self.ask()
        while screen.endswith("> "):
            screen = self.send(answer(screen))

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._read(time.monotonic() + _PATIENCE):
            pass
        return self._process.wait(_PATIENCE)

    def kill(self) -> int:
        """End the program as kill -9 does."""
        self._process.kill()
        return self._process.wait(_PATIENCE)

    def close(self) -> int:
        """Close the window; the system tells the program by SIGHUP."""
        self._hang_up()
        return self._process.wait(_PATIENCE)


HUNG_UP = -signal.SIGHUP
KILLED = -signal.SIGKILL
