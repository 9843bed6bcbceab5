"""The JSON around every machine-readable result, on success and on failure."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

RESULT_VERSION: Final = 1
"""Grows when a key changes its meaning or goes away; new keys do not count."""


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
    return json.dumps(envelope, indent=2, ensure_ascii=False) + "\n"
