"""The skill map and a role's demands on it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from mlcareer.model.levels import LEVEL_NAMES

CLASSIFICATIONS: Final = {"esco": "ESCO", "onet": "O*NET", "sfia": "SFIA"}
"""Classifications of skills whose codes a skill can carry, by key."""


class Skill(NamedTuple):
    """One skill of the map.

    Attributes:
        requires: Skills that a roadmap never places after this one.
        helped_by: Skills that come first where nothing else decides.
        claims: Ids of the claims of the source texts that name the skill.
        in_map_because: Why the skill is in the map although no text names it.
        sub_competences: Name by id; each question tests exactly one.
        can_do: Statements for each of the levels 1 to 4.
        hours: About how many hours, low and high and at least 1, from the level below to
            each of the levels 1 to 4; estimates.
        codes: Codes of the skill in other classifications, by classification: esco, onet
            or sfia.
    """

    id: str
    name: str
    area: str
    definition: str
    requires: tuple[str, ...]
    helped_by: tuple[str, ...]
    claims: tuple[str, ...]
    in_map_because: str
    sub_competences: Mapping[str, str]
    can_do: Mapping[int, tuple[str, ...]]
    hours: Mapping[int, tuple[int, int]]
    codes: Mapping[str, tuple[str, ...]] = {}

    def title(self, level: int) -> str:
        """Name one of the levels: "Python: working"."""
        return f"{self.name}: {LEVEL_NAMES[level]}"


class SkillMap(NamedTuple):
    """All skills, in the order of their file, with the names of their areas."""

    areas: Mapping[str, str]
    skills: Mapping[str, Skill]

    def in_area(self, area: str) -> tuple[Skill, ...]:
        """List the skills of one area in the order of the map."""
        return tuple(skill for skill in self.skills.values() if skill.area == area)

    def select(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Turn ids of skills and areas into ids of skills, in the order of the map.

        Raises:
            KeyError: A name is neither a skill nor an area; the name is its argument.
        """
        wanted: set[str] = set()
        for name in names:
            if name in self.skills:
                wanted.add(name)
            elif name in self.areas:
                wanted.update(skill.id for skill in self.in_area(name))
            else:
                raise KeyError(name)
        return tuple(id_ for id_ in self.skills if id_ in wanted)


class Source(NamedTuple):
    """Where a number or a judgement comes from: url or place, date, sample size n."""

    id: str
    title: str
    place: str
    date: str
    n: int
    note: str


class Evidence(NamedTuple):
    """One reason for an importance: a source with its value, or the claims that say so."""

    source: Source
    term: str
    value: str
    claims: tuple[str, ...]


IMPORTANCES: Final = ("core", "useful", "optional")
"""How a role may want a skill, the most wanted first."""


class Demand(NamedTuple):
    """What a role asks of one skill.

    Attributes:
        target: Level asked for, 1 to 4.
        importance: core, useful or optional.
        weight: How much a missing level counts; a choice, not a measurement.
        reason: The importance in one sentence.
        evidence: Where the importance comes from.
    """

    skill: str
    target: int
    importance: str
    weight: float
    reason: str
    evidence: tuple[Evidence, ...]


class Exclusion(NamedTuple):
    """A skill left out of the map on purpose, with the reason."""

    id: str
    name: str
    reason: str
    evidence: tuple[Evidence, ...]


class Role(NamedTuple):
    """A job: what it asks of each skill.

    Attributes:
        first: Skills that open every roadmap which has them to take.
    """

    id: str
    name: str
    summary: str
    sources: Mapping[str, Source]
    first: tuple[str, ...]
    demands: Mapping[str, Demand]
    excluded: tuple[Exclusion, ...]
