"""`mlcareer about`."""

import sys

from mlcareer.cli.output import put
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
    folder = content_folder(content)
    skill_map = load_skill_map(folder)
    backgrounds = load_backgrounds(folder, skill_map)
    contents = About(
        role=load_role(folder, default_role(folder), skill_map),
        texts=tuple(load_about(folder).values()),
        responsibilities=tuple(load_responsibilities(folder, skill_map).values()),
        traits=tuple(load_traits(folder).values()),
        facts=tuple(fact.text for fact in backgrounds.facts.values()) if backgrounds else (),
        background_note=backgrounds.note if backgrounds else "",
        sources=load_claim_sources(folder),
    )
    if json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form

        put(to_json("about", about_data(contents)))
    else:
        put(about_text(page_for(sys.stdout), contents))
