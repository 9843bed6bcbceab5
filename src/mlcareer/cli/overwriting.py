"""Keeps a plan that somebody edited from being written over."""

import shlex
from pathlib import Path
from typing import Final

from mlcareer.checklists.blocks import is_untouched
from mlcareer.checklists.reading import decode, read_checklist
from mlcareer.cli.session import Standing
from mlcareer.errors import MlcareerError, UsageError

_IN_PLACE: Final = ("md", "obsidian")
"""Forms that can be brought up to date in place."""


def refuse_to_lose(file: Path, form: str, standing: Standing) -> None:
    """Refuse to write a plan over one that has ticks or notes which are nowhere else.

    Raises:
        UsageError: The file has such; names what keeps them.
    """
    if str(file) == "-" or not file.is_file():
        return
    try:
        old = decode(file.read_bytes(), str(file)).text
        marks = read_checklist(old, str(file)).marks
    except (MlcareerError, OSError):
        # No plan: what -o names is written, as by any other command.
        return
    if any(mark.ticked and mark.id not in standing.claims for mark in marks):
        message = (
            f"{file} has ticks that were not taken in; it stays. Take them in with"
            f" mlcareer sync {shlex.quote(str(file))}, or name another file with -o."
        )
        raise UsageError(message)
    if form in _IN_PLACE and not is_untouched(old):
        message = (
            f"{file} is a plan with notes of yours; it stays. Bring it up to date with mlcareer"
            f" roadmap --update {shlex.quote(str(file))}, or name another file with -o."
        )
        raise UsageError(message)
