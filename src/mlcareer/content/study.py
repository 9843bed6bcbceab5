"""Reads resources, projects and the claims of the source texts."""

from mlcareer.content.folder import Place
from mlcareer.content.parts import has_file, optional_part, read_parts
from mlcareer.content.shapes.common import LEVEL, MOST_HOURS
from mlcareer.content.shapes.study import CLAIM, CLAIM_SOURCE, PROJECT, RESOURCE
from mlcareer.content.yamlfile import Field, collect, optional_text
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import COSTS, MODES, Project, Resource


def load_resources(place: Place, skill_map: SkillMap) -> dict[str, Resource]:
    """Read `resources.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(place, "resources", "resources")
    return collect(entries.items(), lambda id_, field: _resource(id_, field, skill_map))


def _resource(id_: str, field: Field, skill_map: SkillMap) -> Resource:
    entry = RESOURCE.read(field)
    return Resource(
        id=id_,
        title=entry["title"].text(),
        kind=entry["kind"].text(),
        mode=entry["mode"].one_of(MODES, "mode"),
        skills=entry["skills"].all_of(skill_map.skills, "skill"),
        level=entry["level"].integer(*LEVEL),
        hours=entry["hours"].integer(1, MOST_HOURS),
        cost=entry["cost"].one_of(COSTS, "cost"),
        url=entry["url"].address(),
    )


def load_projects(place: Place, skill_map: SkillMap) -> dict[str, Project]:
    """Read `projects.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    common = tuple(load_common_criteria(place))
    entries = optional_part(place, "projects", "projects")
    return collect(entries.items(), lambda id_, field: _project(id_, field, skill_map, common))


def load_common_criteria(place: Place) -> dict[str, str]:
    """Read the criteria that projects share, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    criteria = optional_part(place, "projects", "common_criteria")
    return collect(criteria.items(), lambda _, field: field.text())


def load_principles(place: Place) -> tuple[str, ...]:
    """Read what goes for every project.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    if not has_file(place, "projects"):
        return ()
    parts = read_parts(place, "projects")
    return parts["principles"].texts() if "principles" in parts else ()


def _project(id_: str, field: Field, skill_map: SkillMap, common: tuple[str, ...]) -> Project:
    entry = PROJECT.read(field)
    skills = entry["skills"].all_of(skill_map.skills, "skill")
    return Project(
        id=id_,
        name=entry["name"].text(),
        level=entry["level"].integer(*LEVEL),
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
    return {skill: level.integer(*LEVEL) for skill, level in needs.items()}


def load_claim_sources(place: Place) -> dict[str, str]:
    """Read which texts the claims come from: title, kind, date and note in one text, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(place, "claims", "sources")
    return collect(entries.items(), lambda _, field: _text_source(field))


def _text_source(field: Field) -> str:
    entry = CLAIM_SOURCE.read(field)
    title, kind, date, note = (entry[key].text() for key in ("title", "kind", "date", "note"))
    return f'"{title}" ({kind}, date: {date}). {note}'


def load_claims(place: Place) -> dict[str, str]:
    """Read what the source texts claim, in our own words, by id.

    A content folder need not have a `claims.yaml`.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(place, "claims", "claims")
    return collect(entries.items(), lambda _, field: CLAIM.read(field)["says"].text())
