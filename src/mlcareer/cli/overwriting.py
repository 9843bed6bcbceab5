"""Keeps a plan that somebody edited from being written over."""

import shlex
from pathlib import Path
from typing import Final

from mlcareer.checklists.blocks import is_untouched
from mlcareer.checklists.compare import compare
from mlcareer.checklists.marks import Reading
from mlcareer.checklists.reading import MOST_BYTES, Form, decode, form_of, read_checklist
from mlcareer.checklists.todotxt import has_own_tasks
from mlcareer.cli.plan import known_ids
from mlcareer.cli.session import Standing
from mlcareer.cli.streams import read_bytes
from mlcareer.cli.sync import up_to_date
from mlcareer.content.moves import load_moves
from mlcareer.content.study import load_projects
from mlcareer.errors import ContentError, UsageError

_TICKS: Final = "has ticks that were not taken in; it stays. Take them in with mlcareer sync {file}"
_EVIDENCE: Final = (
    "has evidence that was not taken in; it stays. Take it in with mlcareer sync {file}"
)
_NOTES: Final = (
    "is a plan with notes of yours; it stays. Bring it up to date with mlcareer roadmap --update"
    " {file}"
)
_OWN_TASKS: Final = "has tasks of yours beside the plan; it stays. Move them to a file of their own"


def refuse_to_lose(file: Path, standing: Standing) -> None:
    """Refuse to write over a plan that has ticks, evidence or notes which are nowhere else.

    Raises:
        UsageError: The file has such, and names what keeps them; or it cannot be looked into.
    """
    if str(file) == "-":
        return
    try:
        text = decode(read_bytes(file, MOST_BYTES + 1), str(file)).text
        reading = read_checklist(text, str(file))
    except (ContentError, FileNotFoundError):
        # No plan: what -o names is written, as by any other command.
        return
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}; it stays. Name another file with -o."
        raise UsageError(message) from error
    lost = _lost(text, form_of(text, str(file)), reading, standing)
    if lost:
        what = lost.format(file=shlex.quote(str(file)))
        message = f"{file} {what}, or name another file with -o."
        raise UsageError(message)


def _lost(text: str, form: Form, reading: Reading, standing: Standing) -> str:
    """Say what of a plan would be lost; "" where nothing would."""
    reading = up_to_date(reading, load_moves(standing.folders, standing.skill_map))
    projects = load_projects(standing.folders, standing.skill_map)
    known = known_ids(standing.skill_map, projects, standing.claims)
    result = compare(reading, standing.claims, known)
    if result.new or result.unknown:
        return _TICKS
    if form is Form.MARKDOWN:
        return "" if is_untouched(text) and not reading.unclear else _NOTES
    if reading.unclear:
        return _TICKS
    if result.evidence:
        return _EVIDENCE
    return _OWN_TASKS if form is Form.TODOTXT and has_own_tasks(text) else ""
