"""What there is to study with, and what of it a step takes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mlcareer.model.skills import Skill
from mlcareer.model.study import COSTS, Project, Resource

HIGHEST_ABOVE: Final = 1
"""A resource is recommended at most so many levels below its own."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to study with.

    Attributes:
        preferred: Projects to prefer, because they fit the person's field.
        common: Criteria that projects share, by id.
    """

    resources: Mapping[str, Resource]
    projects: Mapping[str, Project]
    preferred: frozenset[str] = frozenset()
    common: Mapping[str, str] = field(default_factory=dict)


def choose_resources(
    resources: Iterable[Resource], skill: Skill, level: int, used: Collection[str] = ()
) -> tuple[Resource, ...]:
    """Pick at most one resource to read and one to do for a step.

    Those nearest to the level first, from below rather than from above; of these
    what earlier steps did not use, then the free ones, then what fits into the hours
    of the step, then those that are about the skill first of all.

    Args:
        resources: All that there are.
        skill: What the step is about.
        level: To which it leads.
        used: Ids of resources of earlier steps.
    """
    fitting = sorted(
        (r for r in resources if skill.id in r.skills and r.level <= level + HIGHEST_ABOVE),
        key=lambda r: (
            abs(r.level - level) + (r.level > level),
            r.id in used,
            COSTS.index(r.cost),
            r.hours > skill.hours[level][1],
            r.skills.index(skill.id),
            r.hours,
        ),
    )
    chosen: list[Resource] = []
    for mode in ("read", "do"):
        for resource in fitting:
            if resource.mode in (mode, "both") and resource not in chosen:
                chosen.append(resource)
                break
    return tuple(chosen)
