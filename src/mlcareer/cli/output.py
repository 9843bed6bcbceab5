"""Writes a result to standard output or, whole or not at all, to a file."""

import os
import sys
from collections.abc import Mapping, Sequence
from errno import EACCES, ELOOP
from pathlib import Path

from mlcareer.cli.guard import drop_output
from mlcareer.cli.streams import say
from mlcareer.errors import OutputError, UsageError, visible


def put(
    text: str, file: Path | None = None, *, encoding: str = "utf-8", quiet: bool = False
) -> None:
    """Write a result.

    An ordinary file is written beside its place and renamed, so that a failure
    leaves what was there before; a link stays a link.

    Args:
        text: The result.
        file: Where to write it; standard output where none is given.
        encoding: Of the file.
        quiet: Whether it goes without saying that it was written.

    Raises:
        OutputError: The file or the stream cannot be written.
    """
    if file is None or str(file) == "-":
        _put_on_stdout(text)
        return
    try:
        if file.exists() and not file.is_file():
            with file.open("w", encoding=encoding, newline="\n") as stream:
                stream.write(text)
        else:
            _replace(_end_of(file), text, encoding)
    except (OSError, RuntimeError, ValueError) as error:
        # Before Python 3.13 a link to itself is a RuntimeError; half a character is a ValueError.
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"{file} cannot be written: {reason}. Name another file with -o."
        raise OutputError(message) from error
    if not quiet:
        say(f"Written: {file}")


def put_json(
    command: str,
    data: Mapping[str, object],
    errors: Sequence[Mapping[str, object]] = (),
    *,
    file: Path | None = None,
) -> None:
    """Write a result for programs.

    Args:
        command: Whose result it is.
        data: The result.
        errors: What is wrong, where there is a result all the same.
        file: Where to write it; standard output where none is given.

    Raises:
        OutputError: The file or the stream cannot be written.
    """
    from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form

    put(to_json(command, data, errors), file)


def refuse_to_replace(place: Path, kind: str = "file") -> None:
    """Leave a file as it is where a person may have worked on it.

    Args:
        place: Where a result would be written.
        kind: What to name instead: a file or a folder.

    Raises:
        UsageError: There is a file.
    """
    if place.is_file():
        message = f"{place} exists; it stays. Name another {kind} with -o."
        raise UsageError(visible(message))


def _put_on_stdout(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        message = f"Standard output cannot be written: {error.strerror}."
        raise OutputError(message) from error


def _end_of(file: Path) -> Path:
    """Follow links to the file that they lead to."""
    end = file.resolve()
    if end.is_symlink():
        raise OSError(ELOOP, os.strerror(ELOOP), str(file))
    return end


def _replace(file: Path, text: str, encoding: str) -> None:
    import tempfile  # noqa: PLC0415 - most results go to the terminal

    if file.exists() and not os.access(file, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), str(file))
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding=encoding, newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(_mode_for(file))
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode_for(file: Path) -> int:
    if file.exists():
        return file.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
