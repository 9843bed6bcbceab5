"""The steps of the roadmap as cards that Anki imports: is this true of you?"""

from collections.abc import Iterator
from typing import Final

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.render.anki import card, head, link, listed, tags, words
from mlcareer.render.page import hours
from mlcareer.render.roadmap_words import resource_label, resource_note, why_text
from mlcareer.roadmap.plan import PlanStep, Roadmap

HEAD: Final = head("GUID", "Front", "Back", "Tags")
"""Says how the lines are to be read."""


def roadmap_anki(roadmap: Roadmap) -> str:
    """Lay out one card a step: what one can do when it is done, why, and where to learn it.

    A card keeps its identifier from plan to plan, so that importing again brings it up
    to date and keeps what Anki knows of it.
    """
    return HEAD + "".join(map(_card, roadmap.steps))


def _card(step: PlanStep) -> str:
    skill, level = step.skill.id, step.level
    return card(f"mlcareer.plan.{skill}.{level}", _front(step), _back(step), _tags(step))


def _tags(step: PlanStep) -> str:
    return tags(step.skill.id, step.level, "plan")


def _front(step: PlanStep) -> str:
    name = words(f"{step.skill.name}, {LEVEL_NAMES[step.level]}")
    return f"<b>{name}</b>: is this true of you, without help?<br>{listed(step.can_do)}"


def _back(step: PlanStep) -> str:
    return "<br><br>".join(_reasons(step))


def _reasons(step: PlanStep) -> Iterator[str]:
    yield f"Why: {words(why_text(step))}"
    yield f"If not: {words(hours(*step.hours))} of study (an estimate)."
    for resource in step.resources:
        title = link(resource.title, resource.url)
        yield f"{resource_label(resource)}: {title} ({words(resource_note(resource))})"
    yield f"If you can: mlcareer done {words(step.id)}"
