"""What one can study: resources and projects."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

MODES: Final = ("read", "do", "both")
"""What one does with a resource."""

COSTS: Final = ("free", "free-account", "paid")
"""What a resource costs, the cheapest first."""


class Resource(NamedTuple):
    """A book, course, page or exercise.

    Attributes:
        mode: "read", "do", or "both".
        cost: "free", "free-account" or "paid".
        hours: About how long the useful part takes; an estimate.
    """

    id: str
    title: str
    kind: str
    mode: str
    skills: tuple[str, ...]
    level: int
    hours: int
    cost: str
    url: str


class Project(NamedTuple):
    """Something to build that proves skills.

    Attributes:
        summary: What is built, and which decision it serves.
        data: On what data, and where they come from.
        skills: What it shows when it is done.
        one_of: Of these it shows only one, which the person chooses.
        criteria: What another person can open and check.
        common: Ids of the criteria that it shares with other projects.
        needs: Levels of skills that it takes to build it, beside those that it shows.
        family: What it has in common with easier and harder projects, or "".
    """

    id: str
    name: str
    level: int
    summary: str
    data: str
    skills: tuple[str, ...]
    criteria: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    needs: Mapping[str, int] = MappingProxyType({})
    family: str = ""

    @property
    def shows(self) -> tuple[str, ...]:
        """What it shows whatever the person chooses."""
        return tuple(skill for skill in self.skills if skill not in self.one_of)
