"""Holds a file against its form, and finds all that is wrong with it at once."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import assert_never

from mlcareer.content.shape import (
    Choice,
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
from mlcareer.content.yamlfile import Field
from mlcareer.errors import ContentError, Problem


def problems_in(field: Field, shape: Shape) -> Iterator[Problem]:
    """List what is wrong with a value and all below it, in the words of the readers."""
    match shape:
        case Record():
            yield from _in_record(field, shape)
        case ListOf():
            yield from _in_list(field, shape)
        case MapOf():
            yield from _in_mapping(field, shape)
        case TextOrTexts():
            yield from _said_by(field.texts if field.is_list() else field.text)
        case _:
            yield from _said_by(_reading(field, shape))


def _said_by(read: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        read()
    except ContentError as error:
        return error.problems
    return ()


def _reading(  # noqa: PLR0911 - one for each kind of value
    field: Field, shape: Plain | Text | Choice | Number | Whole
) -> Callable[[], object]:
    match shape:
        case Text():
            return field.text
        case Choice():
            return partial(field.one_of, shape.words, shape.what)
        case Whole():
            return partial(field.integer, shape.low, shape.high)
        case Number():
            return partial(field.number, shape.low, shape.high)
        case Plain.ID:
            return field.identifier
        case Plain.ADDRESS:
            return field.address
        case Plain.DAY:
            return field.day
        case Plain.SWITCH:
            return field.boolean
        case _:
            assert_never(shape)


def _in_record(field: Field, shape: Record) -> Iterator[Problem]:
    yield from _said_by(partial(shape.read, field))
    entries = field.value if isinstance(field.value, dict) else {}
    for name, key in shape.keys.items():
        if name in entries:
            yield from problems_in(entries[name], key.shape)


def _in_list(field: Field, shape: ListOf) -> Iterator[Problem]:
    yield from _said_by(field.items)
    items = field.value if field.is_list() else []
    if field.is_list() and len(items) < shape.least:
        yield field.problem(f"a list of at least {shape.least} was expected here")
    if shape.most is not None and len(items) > shape.most:
        yield field.problem(f"a list of at most {shape.most} was expected here")
    for item in items:
        yield from problems_in(item, shape.of)


def _in_mapping(field: Field, shape: MapOf) -> Iterator[Problem]:
    if shape.may_be_empty and field.is_empty():
        return
    yield from _said_by(field.named if shape.ids else field.entries)
    for entry in field.value.values() if isinstance(field.value, dict) else ():
        yield from problems_in(entry, shape.of)
