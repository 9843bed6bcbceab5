"""`mlcareer sources`."""

import sys

from mlcareer.cli.names import find_role
from mlcareer.cli.output import put, put_json
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import Given, content_folder
from mlcareer.content.skills import load_skill_map
from mlcareer.render.sources import sources_data, sources_text


def sources(content: Given, role_name: str | None, *, json: bool) -> None:
    """Print where the weights of the role come from."""
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    role = find_role(folders, skill_map, role_name)
    if json:
        put_json("sources", sources_data(skill_map, role))
    else:
        put(sources_text(page_for(sys.stdout), skill_map, role))
