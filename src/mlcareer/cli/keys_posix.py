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
from functools import cached_property
from typing import Any, Final, Self

from mlcareer.cli.keys import (
    BEGINNING,
    END_OF_INPUT,
    END_OF_PASTE,
    ENTER,
    PASTE,
    REDRAW,
    take_key,
)

_MARK_PASTES: Final = "\x1b[?2004h"
"""Asks the terminal to mark what is pasted (xterm's bracketed paste mode)."""

_NO_MARKS: Final = "\x1b[?2004l"

_PATIENCE: Final = 0.05
"""Seconds until an escape character stands for itself and begins no sequence."""

_OF_THE_WINDOW: Final = frozenset({signal.SIGWINCH, signal.SIGCONT})
"""The window changed its size, or the program was woken."""

_ENDING: Final = frozenset({signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT})
"""Signals that end the program, which leaves the terminal as it was before."""


class PosixKeyboard:
    """The keyboard of this process; what was typed ahead waits."""

    def __init__(self) -> None:
        self._ahead = ""
        self._usual: list[Any] = []
        self._signals: list[int] = []
        self._woken = -1
        self._pasting = False

    @cached_property
    def _decoder(self) -> codecs.IncrementalDecoder:
        """A character may come in several pieces."""
        return codecs.getincrementaldecoder(sys.stdin.encoding or "utf-8")("replace")

    @contextmanager
    def listening(self) -> Iterator[Self]:
        """Get each key at once and without an echo, and leave the terminal as it was.

        Raises:
            OSError: There is no such terminal.
        """
        try:
            self._usual = termios.tcgetattr(sys.stdin.fileno())
        except termios.error as error:
            raise OSError(*error.args) from error
        with self._signals_wait():
            self._take_over()
            try:
                yield self
            finally:
                self._give_back()

    def key(self) -> str:
        """Wait for a key.

        Returns:
            Its name, or the character itself, or "" for a key that means nothing here.
        """
        while not self._signals and (not self._ahead or self._is_unfinished()):
            if self._ahead and not _has_more(_PATIENCE):
                break
            if not self._listen():
                return END_OF_INPUT
        if self._signals:
            return self._obey()
        name, self._ahead = take_key(self._ahead)
        return self._pasted(name)

    def _pasted(self, name: str) -> str:
        """Take what is pasted for one line: nobody answers with it what was not yet asked.

        An Enter with nothing behind it is a person's own, even where the end of a paste was lost.
        """
        if name in (PASTE, END_OF_PASTE):
            self._pasting = name == PASTE
            return ""
        if name == ENTER:
            self._pasting = self._pasting and (bool(self._ahead) or _has_more(_PATIENCE))
        return " " if self._pasting and name == ENTER else name

    def more_waits(self) -> bool:
        """Tell whether more was typed already."""
        return bool(self._ahead) or _has_more(0)

    def _is_unfinished(self) -> bool:
        return bool(re.fullmatch(BEGINNING, self._ahead))

    def _take_over(self) -> None:
        """Switch off echo and lines; what was typed ahead stays, and Ctrl-C stays a signal."""
        mode = list(self._usual)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        mode[6] = list(mode[6])
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        _set(mode)
        _write(_MARK_PASTES)

    def _give_back(self) -> None:
        _set(self._usual)
        _write(_NO_MARKS)

    @contextmanager
    def _signals_wait(self) -> Iterator[None]:
        """Put off the signals of a window until nothing can be lost by them; all end the wait."""
        self._woken, wake = os.pipe()
        for end in (self._woken, wake):
            os.set_blocking(end, False)
        wanted: frozenset[int] = _OF_THE_WINDOW | _ENDING | {signal.SIGTSTP}
        before = {number: signal.getsignal(number) for number in wanted}
        mine = [number for number, handler in before.items() if handler is signal.SIG_DFL]
        woke = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        for number in mine:
            signal.signal(number, lambda came, _: self._signals.append(came))
        try:
            yield
        finally:
            for number in mine:
                signal.signal(number, signal.SIG_DFL)
            signal.set_wakeup_fd(woke)
            for end in (self._woken, wake):
                os.close(end)
            late = [number for number in self._signals if number not in _OF_THE_WINDOW]
            self._signals.clear()
            for number in late:
                signal.raise_signal(number)

    def _listen(self) -> bool:
        """Wait for input or a signal; False where no input can come any more."""
        ready = select.select([sys.stdin, self._woken], [], [])[0]
        if self._woken in ready:
            os.read(self._woken, 4096)
            return True
        try:
            piece = os.read(sys.stdin.fileno(), 4096)
        except OSError:
            return False
        self._ahead += self._decoder.decode(piece)
        return bool(piece)

    def _obey(self) -> str:
        """Do what the signals ask for that came; the window is to be drawn anew after that."""
        asked = {*self._signals}
        self._signals.clear()
        for number in asked - _OF_THE_WINDOW:
            self._give_back()
            handler = signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
            # Here it goes on when it was woken: the shell asks for that by SIGCONT.
            signal.signal(number, handler)
        self._take_over()
        return REDRAW


def _has_more(seconds: float) -> bool:
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def _write(sequence: str) -> None:
    with suppress(OSError):
        sys.stderr.write(sequence)
        sys.stderr.flush()


def _set(mode: list[Any]) -> None:
    with suppress(termios.error):
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, mode)
