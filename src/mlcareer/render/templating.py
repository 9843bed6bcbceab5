"""What all pages are set with: the templates, with every text made harmless."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mlcareer.render.svg import without_controls

TEMPLATES: Final = Path(__file__).with_name("templates")


def set_page(template: str, values: object, **more: object) -> str:
    """Fill a template; the page ends with a line break."""
    page = _environment().get_template(template).render(values, **more)
    return page if page.endswith("\n") else f"{page}\n"


def link_to(place: str) -> str:
    """Give an address of the web as it is, and "" for any other place, which is no link."""
    return place if place.startswith(("https://", "http://")) else ""


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )


def _finalize(value: object) -> object:
    return without_controls(value) if type(value) is str else value
