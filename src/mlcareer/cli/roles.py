"""`mlcareer roles`."""

import sys

from mlcareer.cli.output import put, put_json
from mlcareer.cli.paths import own_roles
from mlcareer.cli.session import find_standing
from mlcareer.cli.streams import page_for, say
from mlcareer.content.folder import Folders, Given, content_folder, default_role, role_files
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ContentError
from mlcareer.model.skills import SkillMap
from mlcareer.render.role_text import (
    ComparedRoles,
    ListedRole,
    comparison_data,
    comparison_text,
    roles_data,
    roles_text,
)


def roles(content: Given, *, json: bool) -> None:
    """List the roles of the content and the person's own."""
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    found = _all_roles(folders, skill_map)
    usual = default_role(folders)
    if json:
        put_json("roles", roles_data(found, usual))
    else:
        put(roles_text(page_for(sys.stdout), found, usual, own_roles()))


def _all_roles(folders: Folders, skill_map: SkillMap) -> list[ListedRole]:
    of_content = role_files(folders)
    found = []
    for name in role_files(folders, own_roles()):
        try:
            role = load_role(folders, name, skill_map, own_roles())
        except ContentError as error:
            if name in of_content:
                raise
            say(f"A role of yours does not fit this map and is left out:\n{error}")
        else:
            found.append(ListedRole(role, name not in of_content))
    return found


def compare(content: Given, one: str, other: str, *, json: bool) -> None:
    """Print what two roles ask differently, and where the person stands in both."""
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    first, second = (load_role(folders, name, skill_map, own_roles()) for name in (one, other))
    standings = [find_standing(content, name) for name in (one, other)]
    reports = tuple(standing.report for standing in standings if standing)
    compared = ComparedRoles(skill_map, first, second, reports)
    if json:
        put_json("roles compare", comparison_data(compared))
    else:
        put(comparison_text(page_for(sys.stdout), compared))
