"""Reads roles: what a job asks of each skill, and where that comes from."""

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Final

from mlcareer.content.folder import Place, role_file, role_ids
from mlcareer.content.shapes.common import LEVEL
from mlcareer.content.shapes.the_map import DEMAND, EVIDENCE, EXCLUSION, ROLE_FILE, SOURCE
from mlcareer.content.yamlfile import Field, check_format, collect, optional_text, read_yaml
from mlcareer.model.skills import (
    IMPORTANCES,
    Demand,
    Evidence,
    Exclusion,
    Role,
    SkillMap,
    Source,
)

_STANDING_ALONE: Final = ("sources", "first", "skills")
"""Parts of a role that is based on no other."""

MOST_BENEATH: Final = 10
"""Roles that one is based on, one on the other; each of them is read again for each role."""


def load_role(place: Place, role: str, skill_map: SkillMap, own: Path | None = None) -> Role:
    """Read a role of a content folder, of a person's own folder of roles, or of a file.

    Args:
        place: The content.
        role: Id of the role, or the path of a YAML file.
        skill_map: The skills that it may name.
        own: Where a person keeps roles of their own.

    Raises:
        UsageError: There is no such role.
        ContentError: With all problems found, each with its line.
    """
    return _read(role_file(place, role, own), place, skill_map, ())


def _read(path: Path, place: Place, skill_map: SkillMap, above: tuple[str, ...]) -> Role:
    """Read a role and what it is based on.

    Args:
        path: The file.
        place: Where the roles lie that it may be based on.
        skill_map: The skills that it may name.
        above: Roles that are based on it.
    """
    whole = read_yaml(path)
    top = ROLE_FILE.read(whole)
    check_format(top)
    if top["id"].text() != path.stem:
        top["id"].fail(f"the id is the name of the file, {path.stem!r}")
    based_on = top.get("based_on")
    base = _base(based_on, place, skill_map, (*above, path.stem)) if based_on else None
    ROLE_FILE.check_has(whole, *(() if base else _STANDING_ALONE))
    sources = _sources(top, base)
    left = _without(top, base, skill_map)
    return Role(
        id=path.stem,
        name=top["name"].text(),
        summary=top["summary"].text(),
        sources=sources,
        first=_first(top["first"], skill_map) if "first" in top else _kept_first(base, left),
        demands=_demands(top.get("skills"), skill_map, sources, left),
        excluded=(*(base.excluded if base else ()), *_exclusions(top, sources)),
    )


def _base(field: Field, place: Place, skill_map: SkillMap, above: tuple[str, ...]) -> Role:
    role = field.identifier()
    if role in above:
        chain = " on ".join((*above, role))
        field.fail(f"the roles are based on each other in a circle: {chain}")
    if len(above) > MOST_BENEATH:
        field.fail(f"more than {MOST_BENEATH} roles are based on each other; name skills again")
    name = field.one_of(role_ids(place), "role")
    return _read(role_file(place, name), place, skill_map, above)


def _sources(top: Mapping[str, Field], base: Role | None) -> dict[str, Source]:
    fields = top["sources"].named() if "sources" in top else {}
    theirs = base.sources if base else {}
    for id_, field in fields.items():
        if id_ in theirs:
            field.fail_key(f"the role that this is based on has a source {id_!r}; take another id")
    return {**theirs, **collect(fields.items(), _source)}


def _without(top: Mapping[str, Field], base: Role | None, skill_map: SkillMap) -> dict[str, Demand]:
    """Find what is left of the role that this one is based on."""
    demands = dict(base.demands) if base else {}
    items = top["without"].items() if "without" in top else []
    for item in items:
        del demands[item.one_of(demands, "skill of the role it is based on")]
    named = {*demands, *(top["skills"].entries() if "skills" in top else ())}
    for item, skill in product(items, demands):
        if item.value in skill_map.skills[skill].requires and item.value not in named:
            item.fail(f"{skill!r} requires {item.value!r}; leave it out as well, or neither")
    return demands


def _kept_first(base: Role | None, left: Mapping[str, Demand]) -> tuple[str, ...]:
    return tuple(skill for skill in base.first if skill in left) if base else ()


def _exclusions(top: Mapping[str, Field], sources: Mapping[str, Source]) -> Iterator[Exclusion]:
    fields = top["excluded"].named() if "excluded" in top else {}
    yield from collect(fields.items(), lambda i, f: _exclusion(i, f, sources)).values()


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
    entry = SOURCE.read(field)
    place = entry["url"].address() if "url" in entry else optional_text(entry, "place")
    if not place:
        field.fail("a source has a url or a place")
    return Source(
        id=id_,
        title=entry["title"].text(),
        place=place,
        date=entry["date"].text(),
        n=entry["n"].integer(1, 1_000_000_000),
        note=entry["note"].text(),
    )


def _demands(
    field: Field | None,
    skill_map: SkillMap,
    sources: Mapping[str, Source],
    left: Mapping[str, Demand],
) -> dict[str, Demand]:
    entries = field.entries() if field else {}
    named = {*left, *entries}

    def read(id_: str, entry: Field) -> Demand:
        entry.check_key(id_, skill_map.skills, "skill")
        for needed in skill_map.skills[id_].requires:
            if needed not in named:
                entry.fail_key(f"{id_!r} requires {needed!r}, which the role does not name")
        return _demand(id_, entry, sources)

    demands = {**left, **collect(entries.items(), read)}
    return {id_: demands[id_] for id_ in skill_map.skills if id_ in demands}


def _demand(id_: str, field: Field, sources: Mapping[str, Source]) -> Demand:
    entry = DEMAND.read(field)
    return Demand(
        skill=id_,
        target=entry["target"].integer(*LEVEL),
        importance=entry["importance"].one_of(IMPORTANCES, "importance"),
        weight=entry["weight"].number(0, 100),
        reason=entry["reason"].text(),
        evidence=_evidence(entry["sources"], sources),
    )


def _evidence(field: Field, sources: Mapping[str, Source]) -> tuple[Evidence, ...]:
    found = []
    for item in field.items():
        entry = EVIDENCE.read(item)
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
    entry = EXCLUSION.read(field)
    return Exclusion(
        id=id_,
        name=entry["name"].text(),
        reason=entry["reason"].text(),
        evidence=_evidence(entry["sources"], sources),
    )
