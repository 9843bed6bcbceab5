"""Single keys from a terminal, on POSIX and on Windows, without what only one of them has."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

ENTER: Final = "enter"
END_OF_INPUT: Final = "end of input"
REDRAW: Final = "redraw"
"""The window changed its size, or the program was set aside and came back."""

_NAMED: Final = {
    "\r": ENTER,
    "\n": ENTER,
    "\x01": "home",
    "\x04": END_OF_INPUT,
    "\x05": "end",
    "\x08": "backspace",
    "\x0c": REDRAW,
    "\x15": "clear",
    "\x17": "word",
    "\x1b": "clear",
    "\x7f": "backspace",
}
_LETTERS: Final = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_NUMBERS: Final = {"1": "home", "3": "delete", "4": "end", "7": "home", "8": "end"}
_SEQUENCE: Final = r"\x1b(?:\[([0-9;?]*)[ -/]*([@-~])|O([A-Z]))"
"""Control sequences (ECMA-48, section 5.4), and those of a keypad."""

_BEGINNING: Final = r"\x1b(?:\[[0-9;?]*[ -/]*|O)?"
_PATIENCE: Final = 0.05
"""Seconds until an escape character stands for itself and begins no sequence."""


def take_key(typed: str) -> tuple[str, str]:
    """Take the first key off what was typed.

    Returns:
        Its name, or the character itself, or "" for a key that means nothing here; and the rest.
    """
    found = re.match(_SEQUENCE, typed)
    if found:
        numbers, final, keypad = found.groups()
        name = _NUMBERS.get(numbers, "") if final == "~" else _LETTERS.get(final or keypad, "")
        return name, typed[found.end() :]
    first = typed[0]
    if first in _NAMED:
        return _NAMED[first], typed[1:]
    return (first if first.isprintable() else ""), typed[1:]


def without_keys(line: str) -> str:
    """Leave out of a line what keys put there that no line should have, such as arrows."""
    return re.sub(_SEQUENCE, "", line).replace("\x1b", "")


class Keys:
    """The keyboard of this process; what was typed ahead waits."""

    def __init__(self) -> None:
        self._ahead = ""
        self._undecoded = b""

    @contextmanager
    def listening(self) -> Iterator["Keys"]:
        """Get each key at once and without an echo, and leave the terminal as it was.

        Raises:
            OSError: There is no such terminal.
        """
        if sys.platform == "win32":
            yield self
            return
        import termios  # noqa: PLC0415 - Windows has none

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
        if sys.platform == "win32":
            return _windows_key()
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
        import select  # noqa: PLC0415 - no use on Windows

        return bool(select.select([sys.stdin], [], [], _PATIENCE)[0])

    def _set(self, before: list[Any]) -> None:
        """Switch off echo and lines; what was typed ahead stays, and Ctrl-C stays a signal."""
        import termios  # noqa: PLC0415 - Windows has none

        mode = list(before)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        mode[6] = list(mode[6])
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, mode)

    def _listen(self) -> str:
        """Wait for input; returns the name of what came instead of it, or ""."""
        import select  # noqa: PLC0415 - no use on Windows

        try:
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
        import codecs  # noqa: PLC0415 - loaded by the interpreter already

        encoding = sys.stdin.encoding or "utf-8"
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ahead += decoder.decode(self._undecoded + piece)
        self._undecoded = decoder.getstate()[0]

    def _step_aside(self) -> None:
        """Stop as Ctrl-Z asks for, with the terminal as it was before, and come back."""
        import signal  # noqa: PLC0415 - seldom needed
        import termios  # noqa: PLC0415 - Windows has none

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
    import signal  # noqa: PLC0415 - seldom needed

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


_WINDOWS: Final = {
    "H": "up",
    "P": "down",
    "M": "right",
    "K": "left",
    "G": "home",
    "O": "end",
    "S": "delete",
}


def _windows_key() -> str:
    if sys.platform != "win32":
        raise NotImplementedError
    import msvcrt  # noqa: PLC0415 - only there

    character = msvcrt.getwch()
    if character in "\x00\xe0":
        return _WINDOWS.get(msvcrt.getwch(), "")
    if character == "\x03":
        raise KeyboardInterrupt
    if character == "\x1a":
        return END_OF_INPUT
    return take_key(character)[0]
