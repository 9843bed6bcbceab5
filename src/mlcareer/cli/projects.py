"""`mlcareer projects`: what to build, and when it is done."""

import sys
from collections.abc import Mapping

from mlcareer.cli.common import Common
from mlcareer.cli.output import put, put_json
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import content_folder
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_common_criteria, load_principles, load_projects
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.model.study import Project
from mlcareer.render.projects import project_text, projects_data, projects_text


def projects(common: Common, name: str | None, *, json: bool, plain: bool) -> None:
    """Print all projects, or one of them.

    Raises:
        UsageError: There is no project of the name.
    """
    folders = content_folder(common.content)
    skill_map = load_skill_map(folders)
    known = load_projects(folders, skill_map)
    shown = tuple(known.values()) if name is None else (_find(name, known),)
    criteria, principles = load_common_criteria(folders), load_principles(folders)
    page = page_for(sys.stdout, common.color, plain=plain)
    if json:
        put_json("projects", projects_data(shown, criteria, principles))
    elif name is not None:
        put(project_text(page, shown[0], skill_map, criteria, principles))
    else:
        put(projects_text(page, shown, skill_map))


def _find(name: str, known: Mapping[str, Project]) -> Project:
    """Find a project by its id, in whatever case.

    Raises:
        UsageError: There is none; names one that is near.
    """
    by_lower = {id_.lower(): project for id_, project in known.items()}
    if name.lower() not in by_lower:
        hint = close_match(name.upper(), known) or " See them all: mlcareer projects."
        message = f"There is no project {name!r}.{hint}"
        raise UsageError(message)
    return by_lower[name.lower()]
