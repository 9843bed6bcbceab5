"""The JSON around every machine-readable result, on success and on failure."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from mlcareer.errors import ContentError, MlcareerError

RESULT_VERSION: Final = 1
"""Grows when a key changes its meaning or goes away; new keys do not count."""


def error_entries(error: MlcareerError) -> list[dict[str, object]]:
    """Lay out an error: one entry, or one for each place of a file that has to be mended."""
    if not isinstance(error, ContentError):
        return [{"code": error.code, "message": str(error)}]
    return [
        {"code": error.code, "message": one.message, "file": one.file}
        | ({"line": one.line} if one.line else {})
        for one in error.problems
    ]


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
