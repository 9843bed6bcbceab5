"""Single keys from a console of Windows."""

import sys

if sys.platform != "win32":
    message = "Only Windows has such a console."
    raise ImportError(message)

import msvcrt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

from mlcareer.cli.keys import CTRL_D, take_key

_NAMES: Final = {
    "H": "up",
    "P": "down",
    "M": "right",
    "K": "left",
    "G": "home",
    "O": "end",
    "S": "delete",
}
"""What follows the sign of a key that is no character."""


class WindowsKeyboard:
    """The keyboard of this process."""

    @contextmanager
    def listening(self) -> Iterator[Self]:
        """Get each key at once and without an echo, as this console does by itself."""
        yield self

    def key(self) -> str:
        """Wait for a key.

        Returns:
            Its name, or the character itself, or "" for a key that means nothing here.
        """
        character = msvcrt.getwch()
        if character in "\x00\xe0":
            return _NAMES.get(msvcrt.getwch(), "")
        if character == "\x03":
            raise KeyboardInterrupt
        if character == "\x1a":
            return CTRL_D
        return take_key(character)[0]

    def more_waits(self) -> bool:
        """Tell whether more was typed already."""
        return msvcrt.kbhit()
