"""Reads the bytes of files that somebody else may have put there."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 4_000_000
"""Of a content file; what is larger is read no further, and refused."""


def first_bytes(path: Path) -> bytes:
    """Read an ordinary file, and one byte more than a content file may have at most.

    Raises:
        OSError: It cannot be read, or is a pipe or a device.
    """
    with open(path, "rb", opener=_without_waiting) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        return stream.read(MAX_BYTES + 1)


def _without_waiting(path: str, flags: int) -> int:
    # Opening a pipe would wait for somebody to write into it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
