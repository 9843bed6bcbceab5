"""`mlcareer skills`."""

import sys
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import content_folder, default_role, question_files
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.model.skills import SkillMap
from mlcareer.render.page import Page


def skills(content: Path | None, skill: str | None, *, color: str, json: bool, plain: bool) -> None:
    """Print the map or one skill."""
    folder = content_folder(content)
    skill_map = load_skill_map(folder)
    page = page_for(sys.stdout, color, plain=plain)
    area = _area(skill_map, skill) if skill else None
    if skill is None or area:
        shown = _only(skill_map, area) if area else skill_map
        put(_whole(folder, skill_map, shown, page, json=json))
    else:
        put(_one(folder, skill_map, known_skill(skill_map, skill), page, json=json))


def known_skill(skill_map: SkillMap, name: str) -> str:
    """Find the id of a skill by id or name, upper or lower case.

    Raises:
        UsageError: There is no such skill; offers a close match.
    """
    wanted = name.strip().casefold()
    for skill in skill_map.skills.values():
        if wanted in (skill.id.casefold(), skill.name.casefold()):
            return skill.id
    hint = (
        close_match(wanted, (*skill_map.skills, *skill_map.areas))
        or " List them with mlcareer skills."
    )
    message = f"Unknown skill or area {name!r}.{hint}"
    raise UsageError(message)


def _area(skill_map: SkillMap, name: str) -> str | None:
    wanted = name.strip().casefold()
    return next(
        (a for a, title in skill_map.areas.items() if wanted in (a, title.casefold())), None
    )


def _only(skill_map: SkillMap, area: str) -> SkillMap:
    return SkillMap(
        areas={area: skill_map.areas[area]},
        skills={skill.id: skill for skill in skill_map.in_area(area)},
    )


def _whole(folder: Path, skill_map: SkillMap, shown: SkillMap, page: Page, *, json: bool) -> str:
    role = load_role(folder, default_role(folder), skill_map)
    measured = question_files(folder)
    if json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.skill_json import map_data  # noqa: PLC0415

        return to_json("skills", map_data(shown, role, measured))
    from mlcareer.render.skill_text import map_text  # noqa: PLC0415

    return map_text(page, shown, role, measured)


def _one(folder: Path, skill_map: SkillMap, skill: str, page: Page, *, json: bool) -> str:
    role = load_role(folder, default_role(folder), skill_map)
    if json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.skill_json import skill_data  # noqa: PLC0415

        return to_json("skills", skill_data(skill_map.skills[skill], role))
    from mlcareer.content.study import load_claims  # noqa: PLC0415 - only for this form
    from mlcareer.render.skill_text import skill_text  # noqa: PLC0415

    claims = load_claims(folder)
    return skill_text(page, skill_map, skill_map.skills[skill], role, claims)
