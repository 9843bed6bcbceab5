"""Single keys from a terminal of POSIX."""

import sys

if sys.platform == "win32":
    message = "Windows has no terminals of POSIX."
    raise ImportError(message)

import codecs
import os
import re
import select
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, Self

from mlcareer.cli.keys import END_OF_INPUT, REDRAW, take_key

_BEGINNING: Final = r"\x1b(?:\[[0-9;?]*[ -/]*|O)?"
"""What may be the beginning of a control sequence."""

_PATIENCE: Final = 0.05
"""Seconds until an escape character stands for itself and begins no sequence."""


class PosixKeyboard:
    """The keyboard of this process; what was typed ahead waits."""

    def __init__(self) -> None:
        self._ahead = ""
        self._undecoded = b""

    @contextmanager
    def listening(self) -> Iterator[Self]:
        """Get each key at once and without an echo, and leave the terminal as it was.

        Raises:
            OSError: There is no such terminal.
        """
        descriptor = sys.stdin.fileno()
        try:
            before = termios.tcgetattr(descriptor)
        except termios.error as error:
            raise OSError(*error.args) from error
        self._set(before)
        try:
            yield self
        finally:
            with suppress(termios.error):
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    def key(self) -> str:
        """Wait for a key.

        Returns:
            Its name, or the character itself, or "" for a key that means nothing here.
        """
        while not self._ahead or self._is_unfinished():
            if not self._ahead or self._more_comes():
                said = self._listen()
                if said:
                    return said
            else:
                break
        name, self._ahead = take_key(self._ahead)
        return name

    def _is_unfinished(self) -> bool:
        return bool(re.fullmatch(_BEGINNING, self._ahead))

    def _more_comes(self) -> bool:
        return bool(select.select([sys.stdin], [], [], _PATIENCE)[0])

    def _set(self, before: list[Any]) -> None:
        """Switch off echo and lines; what was typed ahead stays, and Ctrl-C stays a signal."""
        mode = list(before)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        mode[6] = list(mode[6])
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, mode)

    def _keep_listening(self) -> None:
        """Set the terminal again where a shell did so meanwhile, as after Ctrl-Z."""
        with suppress(termios.error):
            mode = termios.tcgetattr(sys.stdin.fileno())
            if mode[3] & termios.ICANON:
                self._set(mode)

    def _listen(self) -> str:
        """Wait for input; returns the name of what came instead of it, or ""."""
        try:
            self._keep_listening()
            with _interrupted_by_signals():
                select.select([sys.stdin], [], [])
        except _SetAsideError:
            self._step_aside()
            return REDRAW
        except _ChangedError:
            return REDRAW
        try:
            piece = os.read(sys.stdin.fileno(), 4096)
        except OSError:
            return END_OF_INPUT
        if not piece:
            return END_OF_INPUT
        self._take_in(piece)
        return ""

    def _take_in(self, piece: bytes) -> None:
        encoding = sys.stdin.encoding or "utf-8"
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ahead += decoder.decode(self._undecoded + piece)
        self._undecoded = decoder.getstate()[0]

    def _step_aside(self) -> None:
        """Stop as Ctrl-Z asks for, with the terminal as it was before, and come back."""
        descriptor = sys.stdin.fileno()
        here = termios.tcgetattr(descriptor)
        usual = list(here)
        usual[3] |= termios.ECHO | termios.ICANON | termios.IEXTEN
        termios.tcsetattr(descriptor, termios.TCSADRAIN, usual)
        signal.raise_signal(signal.SIGTSTP)
        self._set(here)


class _ChangedError(Exception):
    """The window changed its size, or the program was woken."""


class _SetAsideError(Exception):
    """The person pressed Ctrl-Z."""


@contextmanager
def _interrupted_by_signals() -> Iterator[None]:
    """Let the signals of a window end the wait; only here, where nothing can be lost by it."""

    def changed(*_: object) -> None:
        raise _ChangedError

    def set_aside(*_: object) -> None:
        raise _SetAsideError

    wanted = {signal.SIGWINCH: changed, signal.SIGCONT: changed, signal.SIGTSTP: set_aside}
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
