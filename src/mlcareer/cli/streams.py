"""The streams: data on standard output, all else on standard error."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import Final, TextIO

from mlcareer.render.page import Page

STANDARD_INPUT: Final = "standard input"
"""What stands in messages for the file "-"."""

_NAMELESS: Final = ("", "unknown")
"""Values of TERM that name no terminal."""


def prepare_streams() -> None:
    """Let no character stop the program: what a stream cannot show becomes "?"."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Write a message, which is no data, to standard error, after all output so far."""
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def read_bytes(file: Path, most: int) -> bytes:
    """Read a file, or standard input for "-", but no more than so many bytes.

    Raises:
        OSError: The file cannot be read.
    """
    if str(file) == "-":
        return sys.stdin.buffer.read(most)
    with file.open("rb") as stream:
        return stream.read(most)


def page_of(output: Path | None, color: str = "auto", *, plain: bool = False) -> Page:
    """Find out what the place of a result can show: standard output, or a file that was named.

    Args:
        output: The file; standard output where none is given.
        color: always, never or auto; a file has none.
        plain: Whether tables are unwanted.
    """
    return page_for(sys.stdout, color, plain=plain) if output is None else Page(plain=plain)


def page_for(stream: TextIO, color: str = "auto", *, plain: bool = False) -> Page:
    """Find out what a stream can show.

    Args:
        stream: Where the text will go.
        color: always, never or auto.
        plain: Whether tables are unwanted.
    """
    terminal = stream.isatty()
    return Page(
        width=_columns(stream) if terminal or "COLUMNS" in os.environ else 80,
        color=wants_color(color, os.environ, terminal=terminal),
        unicode=(stream.encoding or "ascii").lower().replace("-", "").startswith("utf"),
        plain=plain or is_dumb(os.environ),
    )


def _columns(stream: TextIO) -> int:
    """Measure the window in which the stream is shown, where COLUMNS says nothing else."""
    with suppress(OSError, ValueError):
        if "COLUMNS" not in os.environ:
            return os.get_terminal_size(stream.fileno()).columns or get_terminal_size().columns
    return get_terminal_size().columns


def is_dumb(environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal says that it can do nothing but print lines."""
    return environment.get("TERM") == "dumb"


def can_replace(environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal says what it is, so that text on it may be replaced.

    One that says nothing may still have tables and colour, which do less harm where it
    cannot show them.
    """
    return not is_dumb(environment) and environment.get("TERM", "") not in _NAMELESS


def wants_color(choice: str, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Decide on colour: the option, then NO_COLOR, FORCE_COLOR, CLICOLOR, TERM, the stream.

    Sources: no-color.org and bixense.com/clicolors.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(
        environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")
    ):
        return True
    if environment.get("CLICOLOR") == "0" or is_dumb(environment):
        return False
    return terminal
