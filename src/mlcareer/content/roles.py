"""Reads roles: what a job asks of each skill, and where that comes from."""

from collections.abc import Mapping
from pathlib import Path

from mlcareer.content.folder import role_file
from mlcareer.content.parts import read_parts
from mlcareer.content.yamlfile import Field, collect, optional_text
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.skills import (
    IMPORTANCES,
    Demand,
    Evidence,
    Exclusion,
    Role,
    SkillMap,
    Source,
)


def load_role(folder: Path, role: str, skill_map: SkillMap, own: Path | None = None) -> Role:
    """Read a role of a content folder, of a person's own folder of roles, or of a file.

    Args:
        folder: The content folder.
        role: Id of the role, or the path of a YAML file.
        skill_map: The skills that it may name.
        own: Where a person keeps roles of their own.

    Raises:
        UsageError: There is no such role.
        ContentError: With all problems found, each with its line.
    """
    return read_role(role_file(folder, role, own), skill_map)


def read_role(path: Path, skill_map: SkillMap) -> Role:
    """Read a role file.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    top = read_parts(path, "id name summary sources first skills", "excluded")
    if top["id"].text() != path.stem:
        top["id"].fail(f"the id is the name of the file, {path.stem!r}")
    sources = collect(top["sources"].named().items(), _source)
    excluded = top["excluded"].named() if "excluded" in top else {}
    demands = _demands(top["skills"], skill_map, sources)
    return Role(
        id=path.stem,
        name=top["name"].text(),
        summary=top["summary"].text(),
        sources=sources,
        first=_first(top["first"], skill_map),
        demands=demands,
        excluded=tuple(collect(excluded.items(), lambda i, f: _exclusion(i, f, sources)).values()),
    )


def _first(field: Field, skill_map: SkillMap) -> tuple[str, ...]:
    first: list[str] = []
    for item in field.items():
        skill = item.one_of(skill_map.skills, "skill")
        for needed in skill_map.skills[skill].requires:
            if needed not in first:
                item.fail(f"{skill!r} requires {needed!r}, which has to stand before it")
        first.append(skill)
    return tuple(first)


def _source(id_: str, field: Field) -> Source:
    entry = field.record("title date n note", "url place")
    place = entry.get("url") or entry.get("place")
    if place is None:
        field.fail("a source has a url or a place")
    return Source(
        id=id_,
        title=entry["title"].text(),
        place=place.text(),
        date=entry["date"].text(),
        n=entry["n"].integer(1, 1_000_000_000),
        note=entry["note"].text(),
    )


def _demands(field: Field, skill_map: SkillMap, sources: Mapping[str, Source]) -> dict[str, Demand]:
    entries = field.entries()

    def read(id_: str, entry: Field) -> Demand:
        entry.check_key(id_, skill_map.skills, "skill")
        for needed in skill_map.skills[id_].requires:
            if needed not in entries:
                entry.fail_key(f"{id_!r} requires {needed!r}, which the role does not name")
        return _demand(id_, entry, sources)

    demands = collect(entries.items(), read)
    return {id_: demands[id_] for id_ in skill_map.skills if id_ in demands}


def _demand(id_: str, field: Field, sources: Mapping[str, Source]) -> Demand:
    entry = field.record("target importance weight reason sources")
    return Demand(
        skill=id_,
        target=entry["target"].integer(1, TOP_LEVEL),
        importance=entry["importance"].one_of(IMPORTANCES, "importance"),
        weight=entry["weight"].number(0, 100),
        reason=entry["reason"].text(),
        evidence=_evidence(entry["sources"], sources),
    )


def _evidence(field: Field, sources: Mapping[str, Source]) -> tuple[Evidence, ...]:
    found = []
    for item in field.items():
        entry = item.record("source", "term value claims")
        found.append(
            Evidence(
                source=sources[entry["source"].one_of(sources, "source")],
                term=optional_text(entry, "term"),
                value=optional_text(entry, "value"),
                claims=entry["claims"].texts() if "claims" in entry else (),
            )
        )
    if not found:
        field.fail("an importance needs a source")
    return tuple(found)


def _exclusion(id_: str, field: Field, sources: Mapping[str, Source]) -> Exclusion:
    entry = field.record("name reason sources", "claims")
    return Exclusion(
        id=id_,
        name=entry["name"].text(),
        reason=entry["reason"].text(),
        evidence=_evidence(entry["sources"], sources),
    )
