"""What the role is and what the program rests on, as text and as data."""

from collections.abc import Mapping
from typing import NamedTuple

from mlcareer.model.people import Responsibility, Trait
from mlcareer.model.skills import Role, Source
from mlcareer.render.evidence import size_text
from mlcareer.render.page import Page, indent


class About(NamedTuple):
    """All that is told about the role.

    Attributes:
        texts: Short paragraphs.
        facts: What is known of people in the role, each with its year.
        background_note: How a person's background counts.
        sources: The texts behind the claims, by the letter of their claims.
    """

    role: Role
    texts: tuple[str, ...]
    responsibilities: tuple[Responsibility, ...]
    traits: tuple[Trait, ...]
    facts: tuple[str, ...]
    background_note: str
    sources: Mapping[str, str]


def about_text(page: Page, about: About) -> str:
    """Lay it out for a person to read."""
    does = [f"{duty.name} ({', '.join(duty.skills)})" for duty in about.responsibilities]
    sources = [_source(source) for source in about.role.sources.values()]
    blocks = [
        indent(about.role.name, page),
        indent(about.role.summary, page),
        *(indent(text, page) for text in about.texts),
        _list(page, "What one does, and the skills it takes", does),
        _list(page, "Ways of working that suit it", [trait.name for trait in about.traits]),
        _list(page, "Worth knowing", about.facts),
        indent(f"How your background counts: {about.background_note}", page)
        if about.background_note
        else "",
        _list(page, "Where the weights come from", sources),
        _list(page, "Texts", [f"{letter}: {text}" for letter, text in about.sources.items()]),
        _list(page, "Left out on purpose", [f"{e.name}. {e.reason}" for e in about.role.excluded]),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _source(source: Source) -> str:
    named = ", ".join(filter(None, (source.title, source.date, size_text(source))))
    return f"{named}. {source.note}"


def _list(page: Page, title: str, items: tuple[str, ...] | list[str]) -> str:
    if not items:
        return ""
    return "\n".join([f"{title}:", *(indent(item, page, "  - ") for item in items)])


def about_data(about: About) -> dict[str, object]:
    """Lay it out for programs."""
    return {
        "role": {"id": about.role.id, "name": about.role.name, "summary": about.role.summary},
        "about": list(about.texts),
        "responsibilities": [
            {"id": duty.id, "name": duty.name, "skills": list(duty.skills)}
            for duty in about.responsibilities
        ],
        "traits": [
            {"id": trait.id, "name": trait.name, "statement": trait.statement}
            for trait in about.traits
        ],
        "facts": list(about.facts),
        "background_note": about.background_note or None,
        "texts": dict(about.sources),
    }
