"""`mlcareer sources`."""

import sys

from mlcareer.cli.output import put
from mlcareer.cli.paths import own_roles
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import Given, content_folder, default_role
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.render.sources import sources_data, sources_text


def sources(content: Given, role_name: str | None, *, json: bool) -> None:
    """Print where the weights of the role come from."""
    folder = content_folder(content)
    skill_map = load_skill_map(folder)
    role = load_role(
        folder, default_role(folder) if role_name is None else role_name, skill_map, own_roles()
    )
    if json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form

        put(to_json("sources", sources_data(skill_map, role)))
    else:
        put(sources_text(page_for(sys.stdout), skill_map, role))
