"""Writes a result to standard output or, whole or not at all, to a file."""

import os
import sys
import tempfile
from pathlib import Path

from mlcareer.cli.streams import say
from mlcareer.errors import OutputError


def put(text: str, file: Path | None = None) -> None:
    """Write a result.

    A file is written beside its place and renamed, so that a failure leaves
    what was there before.

    Raises:
        OutputError: The file cannot be written.
    """
    if file is None or str(file) == "-":
        sys.stdout.write(text)
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(temporary).chmod(_mode_for(file))
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}. Name another file with -o."
        raise OutputError(message) from error
    say(f"Written: {file}")


def _mode_for(file: Path) -> int:
    if file.exists():
        return file.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
