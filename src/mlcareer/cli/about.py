"""`mlcareer about`."""

import sys

from mlcareer.cli.output import put, put_json
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import Given, content_folder, default_role
from mlcareer.content.people import (
    load_about,
    load_backgrounds,
    load_responsibilities,
    load_traits,
)
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_claim_sources
from mlcareer.render.about import About, about_data, about_text


def about(content: Given, *, json: bool) -> None:
    """Print what the role is and what the program rests on."""
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    backgrounds = load_backgrounds(folders, skill_map)
    contents = About(
        role=load_role(folders, default_role(folders), skill_map),
        texts=tuple(load_about(folders).values()),
        responsibilities=tuple(load_responsibilities(folders, skill_map).values()),
        traits=tuple(load_traits(folders).values()),
        facts=tuple(fact.text for fact in backgrounds.facts.values()) if backgrounds else (),
        background_note=backgrounds.note if backgrounds else "",
        sources=load_claim_sources(folders),
    )
    if json:
        put_json("about", about_data(contents))
    else:
        put(about_text(page_for(sys.stdout), contents))
