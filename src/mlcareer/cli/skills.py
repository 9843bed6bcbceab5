"""`mlcareer skills`."""

import sys

from mlcareer.cli.names import find_in_map, find_role
from mlcareer.cli.output import put
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import Folders, Given, content_folder, question_files
from mlcareer.content.skills import load_skill_map
from mlcareer.model.skills import Role, Skill, SkillMap
from mlcareer.render.page import Page


def skills(  # noqa: PLR0913 - an argument for each option
    content: Given,
    name: str | None,
    role_name: str | None,
    *,
    color: str,
    json: bool,
    plain: bool,
) -> None:
    """Print the map, one area of it, or one skill."""
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    found = None if name is None else find_in_map(skill_map, name)
    role = find_role(folders, skill_map, role_name)
    page = page_for(sys.stdout, color, plain=plain)
    if found is not None and found in skill_map.skills:
        text = _one(folders, skill_map, skill_map.skills[found], role, None if json else page)
    else:
        shown = skill_map if found is None else _only(skill_map, found)
        text = _whole(folders, shown, role, None if json else page)
    put(text)


def _only(skill_map: SkillMap, area: str) -> SkillMap:
    return SkillMap(
        areas={area: skill_map.areas[area]},
        skills={skill.id: skill for skill in skill_map.in_area(area)},
    )


def _whole(folders: Folders, shown: SkillMap, role: Role, page: Page | None) -> str:
    """Lay out the map to fit a page, or for programs where there is none."""
    measured = question_files(folders)
    if page is None:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.skill_json import map_data  # noqa: PLC0415

        return to_json("skills", map_data(shown, role, measured))
    from mlcareer.render.skill_text import map_text  # noqa: PLC0415

    return map_text(page, shown, role, measured)


def _one(folders: Folders, skill_map: SkillMap, skill: Skill, role: Role, page: Page | None) -> str:
    """Lay out one skill to fit a page, or for programs where there is none."""
    if page is None:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.skill_json import skill_data  # noqa: PLC0415

        data = {"role": {"id": role.id, "name": role.name}, **skill_data(skill, role)}
        return to_json("skills", data | {"has_questions": skill.id in question_files(folders)})
    from mlcareer.content.study import load_claims  # noqa: PLC0415 - only for this form
    from mlcareer.render.skill_text import skill_text  # noqa: PLC0415

    return skill_text(page, skill_map, skill, role, load_claims(folders))
