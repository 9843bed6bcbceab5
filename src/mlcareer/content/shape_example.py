"""Writes examples of what may stand in a content file, for those who left something out."""

import json
from typing import Final, assert_never

from mlcareer.content.shape import (
    FREE,
    Choice,
    Key,
    ListOf,
    MapOf,
    Number,
    Plain,
    Record,
    Shape,
    Text,
    TextOrTexts,
    Whole,
)

_LONGEST: Final = 100
"""Characters of an example; what takes more is only hinted at."""

_ANY: Final = "..."
"""Stands for a text, and inside brackets for whatever is left out."""

_PLAIN: Final = {
    Plain.ID: "my-id",
    Plain.ADDRESS: "https://example.org/page",
    Plain.DAY: "2026-11-22",
    Plain.SWITCH: "true",
}


def example_line(name: str, key: Key) -> str:
    """Write a line of YAML with a key and what may stand under it."""
    if key.example:
        return f"{name}: {key.example}"
    if isinstance(key.shape, TextOrTexts) or key.shape == FREE:
        return f"{name}: {json.dumps(key.says, ensure_ascii=False)}"
    line = f"{name}: {_value(key.shape, whole=True)}"
    return line if len(line) <= _LONGEST else f"{name}: {_value(key.shape, whole=False)}"


def _value(shape: Shape, *, whole: bool) -> str:  # noqa: PLR0911 - one for each kind of value
    """Write what may stand in a place; where it need not be whole, records are left open."""
    match shape:
        case Record():
            keys = ((name, shape.keys[name]) for name in shape.required)
            parts = (
                f"{name}: {key.example or _value(key.shape, whole=whole)}" for name, key in keys
            )
            return f"{{{', '.join(parts) if whole else _ANY}}}"
        case ListOf():
            return f"[{', '.join([_value(shape.of, whole=whole)] * max(1, shape.least))}]"
        case MapOf():
            return "{}" if shape.may_be_empty else f"{{my-id: {_value(shape.of, whole=whole)}}}"
        case Text():
            return f"my-{shape.names}" if shape.names else _ANY
        case TextOrTexts():
            return _ANY
        case Choice():
            return shape.words[0]
        case Number():
            return f"{min(max(0, shape.low), shape.high):g}"
        case Whole():
            return str(shape.low)
        case Plain():
            return _PLAIN[shape]
        case _:
            assert_never(shape)


def _of_keys(shape: Record) -> str:
    keys = {name: shape.keys[name] for name in shape.required}
    return ", ".join(
        f"{name}: {key.example or _value(key.shape, whole=True)}" for name, key in keys.items()
    )
