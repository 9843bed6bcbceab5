"""The streams: data on standard output, all else on standard error."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import TextIO

from mlcareer.render.page import Page


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
        plain=plain or os.environ.get("TERM") == "dumb",
    )


def _columns(stream: TextIO) -> int:
    """Measure the window in which the stream is shown, where COLUMNS says nothing else."""
    with suppress(OSError, ValueError):
        if "COLUMNS" not in os.environ:
            return os.get_terminal_size(stream.fileno()).columns or get_terminal_size().columns
    return get_terminal_size().columns


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
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return terminal
