"""Keys of a terminal: what they are called, and which of them a line of text may hold."""

import re
import sys
from contextlib import AbstractContextManager
from typing import Final, Protocol, Self

ENTER: Final = "enter"
END_OF_INPUT: Final = "end of input"
"""Nothing can come any more: the window was closed."""

CTRL_D: Final = "ctrl-d"
"""The end of the input where the line is empty."""

PASTE: Final = "paste"
"""What follows was pasted, up to END_OF_PASTE."""

END_OF_PASTE: Final = "end of paste"

REDRAW: Final = "redraw"
"""The window changed its size, or the program was set aside and came back."""

_NAMED: Final = {
    "\r": ENTER,
    "\n": ENTER,
    "\x01": "home",
    "\x04": CTRL_D,
    "\x05": "end",
    "\x08": "backspace",
    "\t": " ",
    "\x0c": REDRAW,
    "\x15": "clear",
    "\x17": "word",
    "\x1b": "clear",
    "\x7f": "backspace",
}
_LETTERS: Final = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_NUMBERS: Final = {
    "1": "home",
    "3": "delete",
    "4": "end",
    "7": "home",
    "8": "end",
    "200": PASTE,
    "201": END_OF_PASTE,
}
_SEQUENCE: Final = (
    r"\x1b(?:\[\[[A-E]|\[M[^\x1b]{3}|\[([0-?]*)[ -/]*([@-~])|O([@-~])"
    r"|[]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -~])"
)
"""Function keys of the Linux console, clicks as xterm first sent them, control sequences
(ECMA-48, section 5.4), keypads, control strings (5.6), and characters with Alt."""

BEGINNING: Final = r"\x1b(?:\[\[|\[M[^\x1b]{0,2}|\[[0-?]*[ -/]*|O|[]PX^_][^\x07\x1b]*\x1b?)?"
"""What may be the beginning of such a sequence."""


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
    kept = re.sub(_SEQUENCE, "", line).replace("\t", " ")
    return "".join(sign for sign in kept if sign.isprintable())


class Keyboard(Protocol):
    """Where keys come from."""

    def listening(self) -> AbstractContextManager[Self]:
        """Get each key at once and without an echo, and leave the terminal as it was.

        Raises:
            OSError: There is no such terminal.
        """

    def key(self) -> str:
        """Wait for a key.

        Returns:
            Its name, or the character itself, or "" for a key that means nothing here.
        """

    def more_waits(self) -> bool:
        """Tell whether more was typed already."""


def keyboard() -> Keyboard:
    """Find the keyboard of this process."""
    if sys.platform == "win32":
        from mlcareer.cli.keys_windows import WindowsKeyboard  # noqa: PLC0415 - only there

        return WindowsKeyboard()
    from mlcareer.cli.keys_posix import PosixKeyboard  # noqa: PLC0415 - Windows has none

    return PosixKeyboard()
