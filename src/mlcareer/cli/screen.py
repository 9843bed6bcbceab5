"""The terminal of an interview: one thing a screen, or lines that follow each other."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from shutil import get_terminal_size
from typing import Final

from mlcareer.cli.keys import CTRL_D, END_OF_INPUT, ENTER, REDRAW, keyboard, without_keys
from mlcareer.cli.line import Line, edited
from mlcareer.cli.replies import HELP
from mlcareer.cli.streams import can_replace, page_for, say
from mlcareer.render.page import Page, indent
from mlcareer.render.paint import Piece, paint, width_of

PROMPT: Final = "> "

YES_OR_NO: Final = "[y/N] > "

_ROOM: Final = 16
"""Columns to type in, at least."""

Text = Callable[[Page], str]
"""A text that is laid out anew when the window changes."""

Preview = Callable[[str], str]
"""Says what a line would mean as it stands."""


class Leave(Exception):  # noqa: N818 - a wish, not an error
    """The person wants to stop here."""


def read_line(prompt: str) -> str:
    """Ask for one line on standard error and read it.

    A line of nothing but keys that mean nothing here is a call for help.

    Raises:
        Leave: The input has ended.
    """
    line = ""
    with suppress(OSError):  # a window that was closed
        sys.stdout.flush()
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
    if not line:
        say()
        raise Leave
    kept = without_keys(line).strip()
    return kept if kept or not line.strip() else HELP


def is_agreed() -> bool:
    """Ask for a yes or no in a line; what is neither, and the end of the input, is a no."""
    try:
        return is_yes(read_line(YES_OR_NO))
    except Leave:
        return False


def is_yes(typed: str) -> bool:
    """Tell whether what was typed means yes."""
    return typed.lower() in {"y", "yes"}


def can_redraw() -> bool:
    """Tell whether this is a terminal on which text can be replaced by other text."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    if sys.platform == "win32":
        return _windows_understands()
    return can_replace(os.environ)


def _windows_understands() -> bool:
    """Switch the console to control sequences, which those of Windows 10 and later know."""
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415 - only there

    console = ctypes.windll.kernel32
    handle = console.GetStdHandle(-12)
    mode = ctypes.c_ulong()
    known = console.GetConsoleMode(handle, ctypes.byref(mode))
    return bool(known and console.SetConsoleMode(handle, mode.value | 4))


class Screen:
    """Where an interview asks.

    Args:
        linear: Whether lines follow each other and nothing is ever replaced, as screen
            readers and simple terminals want it.
        color: always, never or auto.
    """

    def __init__(self, *, linear: bool, color: str = "auto") -> None:
        self.linear = linear
        self._color = color
        self._shown: list[Text] = []
        self._keys = keyboard()

    @property
    def page(self) -> Page:
        """What it can show; asked anew each time, as the window may have changed its size."""
        color = "never" if self.linear and self._color == "auto" else self._color
        return page_for(sys.stderr, color, plain=self.linear)

    @property
    def rows(self) -> int:
        """How many rows it has now."""
        return get_terminal_size().lines

    def begin(self) -> None:
        """Begin with an empty screen, or with an empty line."""
        self._shown = []
        if self.linear:
            say()
        else:
            self._clear()

    def _clear(self) -> None:
        """Push what stands there up and out, where it can still be scrolled back to."""
        sys.stderr.write("\n" * self.rows + "\x1b[H\x1b[J")

    def show(self, text: Text) -> None:
        """Write a text."""
        self._shown.append(text)
        say(text(self.page))

    def say(self, text: str, first: str = "") -> None:
        """Write a text, wrapped to the page, with what its first line begins with."""
        self.show(lambda page: indent(text, page, first))

    def prompt(self, asked: str) -> str:
        """Say before the line what is asked, where that cannot be seen."""
        return f"{asked} {PROMPT}" if self.linear else PROMPT

    def read(
        self, prompt: str = PROMPT, choices: Sequence[str] = (), preview: Preview | None = None
    ) -> str:
        """Read a line, without the white space around it.

        Args:
            prompt: What stands before it.
            choices: What the arrow keys go through, where there are such keys.
            preview: Says beside the line what it would mean.

        Raises:
            Leave: The input has ended.
        """
        if self.linear:
            return read_line(prompt)
        sys.stdout.flush()
        try:
            with self._keys.listening():
                return self._read_keys(prompt, choices, preview).strip()
        except OSError:
            self.linear = True
            return read_line(prompt)

    def pause(self, prompt: str = "Enter goes on > ") -> str:
        """Wait until what stands on the screen was read; what follows replaces nothing in lines.

        Raises:
            Leave: The input has ended.
        """
        return "" if self.linear else self.read(prompt).lower()

    def _read_keys(self, prompt: str, choices: Sequence[str], preview: Preview | None) -> str:
        line = Line()
        prompt = self._fitting(prompt)
        self._draw(prompt, line, preview)
        while True:
            key = self._keys.key()
            if key == ENTER:
                self._draw(prompt, line, None)
                say()
                return line.text
            if key == END_OF_INPUT or (key == CTRL_D and not line.text):
                say()
                raise Leave
            if key == REDRAW:
                self._clear()
                for text in self._shown:
                    say(text(self.page))
                prompt = self._fitting(prompt)
            line = edited(line, key, choices)
            if not self._keys.more_waits():
                self._draw(prompt, line, preview)

    def _fitting(self, prompt: str) -> str:
        """Say before the line what leaves no room to type in it."""
        words = prompt.removesuffix(PROMPT).rstrip()
        if not words or self.page.width - len(prompt) >= _ROOM:
            return prompt
        self.say(words)
        return PROMPT

    def _draw(self, prompt: str, line: Line, preview: Preview | None) -> None:
        """Draw the line of input; of one that is too long, the part around the cursor."""
        page = self.page
        room = max(1, page.width - len(prompt) - 1)
        start, before = line.at, 0
        while start and (before := before + width_of(line.text[start - 1])) < room:
            start -= 1
        shown = _cut(line.text[start:], room)
        hint = _cut(preview(line.text), room - width_of(shown) - 3) if preview else ""
        beside = f"   {paint(page, [[Piece(hint, 'dim')]])}" if hint else ""
        back = width_of(shown) - width_of(line.text[start : line.at])
        back += 3 + width_of(hint) if hint else 0
        move = f"\x1b[{back}D" if back > 0 else ""
        sys.stderr.write(f"\r\x1b[K{prompt}{shown}{beside}{move}")
        sys.stderr.flush()


def _cut(text: str, room: int) -> str:
    """Cut a text to some columns."""
    text = text[: max(0, room)]
    while text and width_of(text) > room:
        text = text[:-1]
    return text
