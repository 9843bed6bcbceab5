"""Reads resources, projects and the claims of the source texts."""

from pathlib import Path
from typing import Final

from mlcareer.content.parts import optional_part, read_parts
from mlcareer.content.yamlfile import Field, collect, optional_text
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import COSTS, MODES, Project, Resource

_PROJECTS: Final = "projects.yaml"


def load_resources(folder: Path, skill_map: SkillMap) -> dict[str, Resource]:
    """Read `resources.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(folder / "resources.yaml", "resources")
    return collect(entries.items(), lambda id_, field: _resource(id_, field, skill_map))


def _resource(id_: str, field: Field, skill_map: SkillMap) -> Resource:
    entry = field.record("title kind mode skills level hours cost url", "licence note")
    url = entry["url"].text()
    if not url.startswith(("https://", "http://")):
        entry["url"].fail("an address starts with https:// or http://")
    return Resource(
        id=id_,
        title=entry["title"].text(),
        kind=entry["kind"].text(),
        mode=entry["mode"].one_of(MODES, "mode"),
        skills=entry["skills"].all_of(skill_map.skills, "skill"),
        level=entry["level"].integer(1, TOP_LEVEL),
        hours=entry["hours"].integer(1, 10_000),
        cost=entry["cost"].one_of(COSTS, "cost"),
        url=url,
    )


def load_projects(folder: Path, skill_map: SkillMap) -> dict[str, Project]:
    """Read `projects.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    common = tuple(load_common_criteria(folder))
    entries = optional_part(folder / _PROJECTS, "projects", "principles common_criteria")
    return collect(entries.items(), lambda id_, field: _project(id_, field, skill_map, common))


def load_common_criteria(folder: Path) -> dict[str, str]:
    """Read the criteria that projects share, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    criteria = optional_part(folder / _PROJECTS, "common_criteria", "principles projects")
    return collect(criteria.items(), lambda _, field: field.text())


def load_principles(folder: Path) -> tuple[str, ...]:
    """Read what goes for every project.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    if not (folder / _PROJECTS).exists():
        return ()
    parts = read_parts(folder / _PROJECTS, "", "principles common_criteria projects")
    return parts["principles"].texts() if "principles" in parts else ()


def _project(id_: str, field: Field, skill_map: SkillMap, common: tuple[str, ...]) -> Project:
    entry = field.record(
        "name level summary data skills criteria",
        "family orientation claims responsibilities one_of common needs",
    )
    skills = entry["skills"].all_of(skill_map.skills, "skill")
    return Project(
        id=id_,
        name=entry["name"].text(),
        level=entry["level"].integer(1, TOP_LEVEL),
        summary=entry["summary"].text(),
        data=entry["data"].text(),
        skills=skills,
        criteria=entry["criteria"].texts(),
        one_of=entry["one_of"].all_of(skills, "skill of the project") if "one_of" in entry else (),
        common=entry["common"].all_of(common, "criterion") if "common" in entry else common,
        needs=_needs(entry["needs"], skill_map) if "needs" in entry else {},
        family=optional_text(entry, "family"),
    )


def _needs(field: Field, skill_map: SkillMap) -> dict[str, int]:
    needs = field.named()
    for skill, level in needs.items():
        level.check_key(skill, skill_map.skills, "skill")
    return {skill: level.integer(1, TOP_LEVEL) for skill, level in needs.items()}


def load_claim_sources(folder: Path) -> dict[str, str]:
    """Read which texts the claims come from: title, kind, date and note in one text, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(folder / "claims.yaml", "sources", "claims")
    return collect(entries.items(), lambda _, field: _text_source(field))


def _text_source(field: Field) -> str:
    entry = field.record("title kind date note")
    title, kind, date, note = (entry[key].text() for key in ("title", "kind", "date", "note"))
    return f'"{title}" ({kind}, date: {date}). {note}'


def load_claims(folder: Path) -> dict[str, str]:
    """Read what the source texts claim, in our own words, by id.

    A content folder need not have a `claims.yaml`.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(folder / "claims.yaml", "claims", "sources")
    return collect(
        entries.items(), lambda _, field: field.record("says kind shows_in")["says"].text()
    )
