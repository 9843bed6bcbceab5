"""JSON Schemas of content files, so that editors complete them and underline mistakes."""

from typing import Any, assert_never

from mlcareer.content.shape import (
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
from mlcareer.content.shapes import FILES
from mlcareer.content.yamlfile import ADDRESS_PATTERN, ID_PATTERN

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""What stands there is read as a text, quoted or not; only emptiness is refused."""

_PLAIN: dict[Plain, Schema] = {
    Plain.ID: {"type": ["string", "integer"], "pattern": f"^(?:{ID_PATTERN})$"},
    Plain.ADDRESS: {"type": "string", "pattern": f"^(?:{ADDRESS_PATTERN})$"},
    Plain.DAY: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Plain.SWITCH: {"type": "boolean"},
}


def schema_of(kind: str) -> Schema:
    """Make the schema of a content file.

    Args:
        kind: What the file is called in FILES.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:mlcareer:content:{kind}:1",
        "title": f"{kind} of a content folder of mlcareer",
        **_schema(FILES[kind]),
    }


def _schema(shape: Shape) -> Schema:  # noqa: PLR0911 - one for each kind of value
    match shape:
        case Record():
            return _of_record(shape)
        case ListOf():
            ends = {"minItems": shape.least or None, "maxItems": shape.most}
            return {"type": "array", "items": _schema(shape.of), **_given(ends)}
        case MapOf():
            return _of_mapping(shape)
        case TextOrTexts():
            return {"anyOf": [_text(), {"type": "array", "items": _text()}]}
        case Text():
            return _text()
        case Choice():
            return {"enum": list(shape.words)}
        case Number():
            return {"type": "number", "minimum": shape.low, "maximum": shape.high}
        case Whole():
            return {"type": "integer", "minimum": shape.low, "maximum": shape.high}
        case Plain():
            return dict(_PLAIN[shape])
        case _:
            assert_never(shape)


def _text() -> Schema:
    return {**_TEXT, "pattern": r"\S"}


def _given(limits: dict[str, int | None]) -> Schema:
    return {name: limit for name, limit in limits.items() if limit is not None}


def _of_record(shape: Record) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {name: _of_key(key) for name, key in shape.keys.items()},
        "required": list(shape.required),
        "additionalProperties": False,
    }
    return {"description": shape.says, **schema} if shape.says else schema


def _of_key(key: Key) -> Schema:
    return {**_schema(key.shape), "description": key.says}


def _of_mapping(shape: MapOf) -> Schema:
    schema: Schema = {"type": "object", "additionalProperties": _schema(shape.of)}
    if shape.ids:
        schema["propertyNames"] = {"pattern": f"^(?:{ID_PATTERN})$"}
    if shape.may_be_empty:
        schema["type"] = ["object", "null"]
    return schema
