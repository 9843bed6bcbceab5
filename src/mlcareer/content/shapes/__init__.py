"""The form of every file of a content folder: one table for readers, checks and editors."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from mlcareer.content.shape import Record

_PLACES: Final = MappingProxyType(
    {
        "content": ("the_map", "MANIFEST_FILE"),
        "skills": ("the_map", "SKILLS_FILE"),
        "role": ("the_map", "ROLE_FILE"),
        "questions": ("questions", "QUESTIONS_FILE"),
        "resources": ("study", "RESOURCES_FILE"),
        "projects": ("study", "PROJECTS_FILE"),
        "backgrounds": ("people", "BACKGROUNDS_FILE"),
        "people": ("people", "PEOPLE_FILE"),
        "claims": ("study", "CLAIMS_FILE"),
        "reviews": ("records", "REVIEWS_FILE"),
        "proofs": ("records", "PROOFS_FILE"),
        "ads": ("ads", "ADS_FILE"),
        "moves": ("records", "MOVES_FILE"),
    }
)


class _Files(Mapping[str, Record]):
    """The forms by kind, each made when it is looked at: most commands need two or three."""

    def __getitem__(self, kind: str) -> Record:
        module, name = _PLACES[kind]
        form = getattr(import_module(f"{__name__}.{module}"), name)
        if not isinstance(form, Record):
            raise TypeError(name)
        return form

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


FILES: Final[Mapping[str, Record]] = _Files()
"""All of them, by what they are called; roles and questions lie in folders of their own."""
