"""The JSON around every machine-readable result, on success and on failure."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from mlcareer.errors import ContentError, MlcareerError, Problem

RESULT_VERSION: Final = 1
"""Grows when a key changes its meaning or goes away; new keys do not count."""


def error_entries(error: MlcareerError) -> list[dict[str, object]]:
    """Lay out an error: one entry, or one for each place of a file that has to be mended."""
    if not isinstance(error, ContentError):
        return [{"code": error.code, "message": str(error)}]
    return [content_entry(problem) for problem in error.problems]


def content_entry(problem: Problem) -> dict[str, object]:
    """Lay out one thing that is wrong with a file, with its place as far as it is known."""
    place = {"line": problem.line, "column": problem.column}
    entry = {"code": ContentError.code, "message": problem.message, "file": problem.file}
    return entry | {name: number for name, number in place.items() if number}


def to_json(
    command: str,
    data: Mapping[str, object] | None,
    errors: Sequence[Mapping[str, object]] = (),
) -> str:
    """Put a result or errors in the envelope."""
    envelope = {
        "mlcareer_result_version": RESULT_VERSION,
        "command": command,
        "data": data,
        "errors": list(errors),
    }
    # Escapes arrive unchanged on a stream of any encoding.
    return json.dumps(envelope, indent=2) + "\n"
