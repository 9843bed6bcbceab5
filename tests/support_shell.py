"""A person at a shell: types keys in a pseudo-terminal and waits for what appears (POSIX only)."""

import os
import pty
import re
import select
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

_PATIENCE = 60.0
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|[\x07\x08\r]")


class Shelled:
    """A shell in a terminal of its own.

    Args:
        command: The shell and its options.
        environment: All of its variables.
        folder: Where it starts.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> None:
        self.shown = ""
        """All that appeared so far, without the codes that move and colour."""
        self._read_to = 0
        self._raw = b""
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 200))
        self._process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def type(self, keys: str, until: str) -> None:
        """Type keys, then wait for a text to appear after all that was waited for before.

        Raises:
            TimeoutError: It did not.
        """
        os.write(self._master, keys.encode())
        deadline = time.monotonic() + _PATIENCE
        while (found := self.shown.find(until, self._read_to)) < 0:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._master], [], [], left)[0]:
                message = f"{until!r} did not appear after {keys!r}:\n{self.shown}"
                raise TimeoutError(message)
            self._raw += os.read(self._master, 65536)
            self.shown = _CONTROLS.sub("", self._raw.decode("utf-8", "replace"))
        self._read_to = found + len(until)
