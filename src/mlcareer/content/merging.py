"""Makes one file of those that several content folders have under one name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from mlcareer.content.yamlfile import Field, close_match
from mlcareer.errors import ContentError, Problem

_RECORDS: Final = {"reviews": "questions", "programs": "questions", "calculations": "questions"}
"""Parts whose entries go with those of another part: a replaced question has its own records."""

_JOINED: Final = frozenset({"ads"})
"""Files of which even single entries are joined, list by list: words for a skill add up."""


class Version(NamedTuple):
    """What one folder has of a file.

    Attributes:
        top: The whole file, which is a mapping.
        manifest: How complaints name the file in which the folder says what it replaces.
        replaces: Ids whose place entries of this folder take, each with the line where it
            is named, by part.
    """

    top: Field
    manifest: str
    replaces: Mapping[str, Mapping[str, int]]


def merge(kind: str, versions: Sequence[Version]) -> Field:
    """Put what later folders have to what earlier ones have.

    Entries by id are put together, lists are joined, and of single texts the last counts.

    Args:
        kind: What the file is called, without its ending.
        versions: In the order of the folders, at least one.

    Raises:
        ContentError: An id stands in two folders and the later one does not say that it
            replaces the other; or it replaces what is not there.
    """
    first, *later = versions
    problems = [] if kind in _JOINED else _replacing_nothing(first)
    whole = _with(first.top, dict(first.top.entries()))
    for version in later:
        for part, field in version.top.entries().items():
            before = whole.value.get(part)
            if before is None:
                before = Field(field.file, field.line, type(field.value)(), column=field.column)
            if kind in _JOINED:
                whole.value[part] = _joined(before, field)
            else:
                whole.value[part] = _added(part, before, field, version, problems)
    if problems:
        raise ContentError(*problems)
    return whole


def _replacing_nothing(first: Version) -> list[Problem]:
    """Complain of what the first folder that has a file says to replace of it."""
    return [
        problem
        for part in first.top.entries()
        for problem in _nothing_to_replace(part, first.replaces.get(part, {}), (), first.manifest)
    ]


def _added(
    part: str, before: Field, field: Field, version: Version, problems: list[Problem]
) -> Field:
    if part in _RECORDS and field.is_empty():
        field = _with(field, {})
    if isinstance(before.value, list) and isinstance(field.value, list):
        return _with(before, [*before.value, *field.value])
    if not isinstance(before.value, dict) or not isinstance(field.value, dict):
        return field
    replaced = version.replaces.get(_RECORDS.get(part, part), {})
    for id_, entry in field.value.items():
        if id_ in before.value and id_ not in replaced:
            problems.append(entry.key_problem(_standing_twice(part, id_, before.value[id_])))
    if part not in _RECORDS:
        problems += _nothing_to_replace(part, replaced, before.value, version.manifest)
    kept = before.value
    if part in _RECORDS:
        kept = {id_: entry for id_, entry in kept.items() if id_ not in replaced}
    return _with(before, kept | field.value)


def _standing_twice(part: str, id_: str, other: Field) -> str:
    return (
        f"{id_!r} is in {other.file}:{other.key_line} too; take another id, or write"
        f" replaces: {{{part}: [{id_}]}} in content.yaml"
    )


def _nothing_to_replace(
    part: str, replaced: Mapping[str, int], known: Collection[str], manifest: str
) -> list[Problem]:
    return [
        Problem(manifest, line, f"{part} has no {id_!r} to replace.{close_match(id_, known)}")
        for id_, line in replaced.items()
        if id_ not in known
    ]


def _joined(before: Field, field: Field) -> Field:
    if isinstance(before.value, dict) and isinstance(field.value, dict):
        both = dict(before.value)
        for key, entry in field.value.items():
            both[key] = _joined(both[key], entry) if key in both else entry
        return _with(before, both)
    if isinstance(before.value, list) and isinstance(field.value, list):
        return _with(before, [*before.value, *field.value])
    return field


def _with(field: Field, value: object) -> Field:
    return Field(field.file, field.line, value, column=field.column, plain=field.plain)
