"""Makes a role of what a job ad asks for."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import islice
from typing import Final, NamedTuple

from mlcareer.errors import UsageError
from mlcareer.model.ads import COUNTED, AdReading, Kind, Match
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.skills import IMPORTANCES, Demand, Evidence, Role, SkillMap, Source

_IMPORTANCE: Final = dict(zip((Kind.REQUIRED, Kind.DUTY, Kind.NICE), IMPORTANCES, strict=True))
_WEIGHT: Final = dict(zip(IMPORTANCES, (3.0, 2.0, 1.0), strict=True))
_USUAL_TARGET: Final = 2
"""Target of a skill for which the base role has none: working."""
_NAMED_AT_MOST: Final = 3
"""Places of the ad that the reason of a demand names."""

_LONGEST_NAME: Final = 80
"""Characters of the name of a role; a longer title is cut."""

_ENTRY_YEARS: Final = 1
"""Up to so many years, an ad without a word for it is for beginners."""

_SENIOR_YEARS: Final = 5
"""From so many years on, an ad without a word for it is for seniors."""

_LEVEL_BY_YEARS: Final = ((6, 4), (3, 3), (1, 2))
"""From so many years beside a skill on, this level. A choice, not a measurement."""

CAVEAT: Final = "An ad says what is named, not what is needed; read by matching words."
ROLE_ID: Final = "ad"
"""Id of the role, and of its only source, until it is saved under a name."""


class Asked(NamedTuple):
    """A skill that an ad names, and everything it says about it.

    Attributes:
        kind: The strongest way in which it is named.
        matches: All places that count, those of that kind first.
    """

    skill: str
    kind: Kind
    matches: tuple[Match, ...]

    @property
    def years(self) -> int | None:
        """The most years asked for beside the skill, or None."""
        return max((m.years for m in self.matches if m.years is not None), default=None)

    @property
    def strength(self) -> int:
        """1 where a place of the strongest kind asks for more than usual, -1 where all for less."""
        return max(match.strength for match in self.matches if match.kind is self.kind)


def asked_skills(reading: AdReading, skill_map: SkillMap) -> dict[str, Asked]:
    """List the skills that an ad asks for, in the order of the map."""
    places: dict[str, list[Match]] = {}
    for match in reading.matches:
        for skill in match.skills if match.kind in COUNTED else ():
            places.setdefault(skill, []).append(match)
    asked = {}
    for skill in skill_map.skills:
        if skill in places:
            ordered = sorted(places[skill], key=lambda match: COUNTED.index(match.kind))
            asked[skill] = Asked(skill, ordered[0].kind, tuple(ordered))
    return asked


def implied_skills(asked: Iterable[str], skill_map: SkillMap) -> dict[str, str]:
    """List what the skills asked for require and the ad does not name.

    Returns:
        By id, in the order of the map: the first skill asked for that requires it, directly or
        by way of others.
    """
    named = tuple(asked)
    found: dict[str, str] = {}
    for skill in named:
        open_ = list(skill_map.skills[skill].requires)
        while open_:
            needed = open_.pop()
            if needed not in named and needed not in found:
                found[needed] = skill
                open_ += skill_map.skills[needed].requires
    return {id_: found[id_] for id_ in skill_map.skills if id_ in found}


def seniority(reading: AdReading) -> str:
    """Tell the seniority by its word, else by the years asked for: entry, mid, senior or ""."""
    if reading.seniority or reading.years is None:
        return reading.seniority
    if reading.years <= _ENTRY_YEARS:
        return "entry"
    return "senior" if reading.years >= _SENIOR_YEARS else "mid"


def make_role(reading: AdReading, skill_map: SkillMap, base: Role, name: str, today: str) -> Role:
    """Make the role that an ad describes.

    Targets are a choice: they start from those of the base role and follow the seniority, the
    years and the words beside a skill. What the skills named require is added as optional.

    Args:
        reading: What was read in the ad.
        skill_map: The map.
        base: The role whose targets are taken where the ad says no more.
        name: How the file of the ad is called.
        today: Date, as in 2026-11-22.

    Raises:
        UsageError: The ad names no skill of the map.
    """
    asked = asked_skills(reading, skill_map)
    if not asked:
        message = (
            f"Nothing of the map was found in {name}. Is it a job ad, in English, as text,"
            " Markdown or HTML? mlcareer skills lists what the map has."
        )
        raise UsageError(message)
    source = Source(id=ROLE_ID, title=name, place=name, date=today, n=1, note=CAVEAT)
    demands = {id_: _demand_of(one, reading, base, source) for id_, one in asked.items()}
    demands |= _implied_demands(demands, reading, skill_map, base, source)
    return Role(
        id=ROLE_ID,
        name=_shortened(reading.title or name),
        summary=f"What {name} asks for, read on {today} by matching words.",
        sources={ROLE_ID: source},
        first=_first(base, demands, skill_map),
        demands={id_: demands[id_] for id_ in skill_map.skills if id_ in demands},
        excluded=(),
    )


def _demand_of(asked: Asked, reading: AdReading, base: Role, source: Source) -> Demand:
    """Make the demand for a skill that the ad asks for."""
    target = _target(asked, reading, _base_target(base, asked.skill))
    return _demand(asked.skill, target, asked.kind, _reason(asked.matches), source)


def _implied_demands(
    named: Mapping[str, Demand],
    reading: AdReading,
    skill_map: SkillMap,
    base: Role,
    source: Source,
) -> dict[str, Demand]:
    """Make the demands for what the skills asked for require and the ad does not ask for."""
    aside = {skill for match in reading.matches for skill in match.skills}
    targets = {skill: demand.target for skill, demand in named.items()}
    implied = {}
    for skill, needed_by in implied_skills(named, skill_map).items():
        target = min(_base_target(base, skill), _highest_above(skill, skill_map, targets))
        said = "names it only where it asks for nothing" if skill in aside else "does not name it"
        reason = f"The ad {said}; {skill_map.skills[needed_by].name} requires it."
        implied[skill] = _demand(skill, target, Kind.NICE, reason, source)
    return implied


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 3].rstrip()}..."


def _base_target(base: Role, skill: str) -> int:
    return base.demands[skill].target if skill in base.demands else _USUAL_TARGET


def _highest_above(skill: str, skill_map: SkillMap, targets: Mapping[str, int]) -> int:
    """Find the highest target of what requires a skill, directly or by way of others."""
    above = {skill}
    requires = {one.id: one.requires for one in skill_map.skills.values()}
    for other in TopologicalSorter(requires).static_order():
        if not above.isdisjoint(requires[other]):
            above.add(other)
    return max((targets[one] for one in above if one in targets), default=TOP_LEVEL)


def _demand(skill: str, target: int, kind: Kind, reason: str, source: Source) -> Demand:
    """Make a demand; where and in which words the ad says it stands in the reason alone."""
    importance = _IMPORTANCE[kind]
    return Demand(
        skill=skill,
        target=target,
        importance=importance,
        weight=_WEIGHT[importance],
        reason=reason,
        evidence=(Evidence(source, "", "", ()),),
    )


def _reason(matches: Sequence[Match]) -> str:
    """Say where a skill is named: each term once, at most three of them."""
    once = {match.term.casefold(): match for match in reversed(matches)}
    places = [
        f'line {match.line}: "{match.term}" ({match.kind.value})'
        for match in islice(reversed(once.values()), _NAMED_AT_MOST)
    ]
    more = len(once) - len(places)
    said = "; ".join(places) + (f"; and {more} more" if more > 0 else "")
    return f"{said[0].upper()}{said[1:]}."


def _target(asked: Asked, reading: AdReading, base: int) -> int:
    """Choose the level asked for, from 1 to 4."""
    target = _by_seniority(asked.kind, reading, base)
    years = asked.years
    if years is not None:
        target = next((level for least, level in _LEVEL_BY_YEARS if years >= least), target)
    if asked.strength < 0:
        target -= 1
    elif asked.strength > 0:
        target = max(target, 3)
    if asked.kind is Kind.NICE:
        target = min(target, base)
    return max(1, min(TOP_LEVEL, target))


def _by_seniority(kind: Kind, reading: AdReading, base: int) -> int:
    match seniority(reading):
        case "senior" if kind is Kind.REQUIRED:
            return max(3, base + 1)
        case "senior" | "mid":
            return max(2, base)
        case _:
            return base


def _first(base: Role, demands: Mapping[str, Demand], skill_map: SkillMap) -> tuple[str, ...]:
    """Take what opens a roadmap from the base role, with what it requires before it."""
    first: list[str] = []
    for skill in base.first:
        known = skill in demands and all(id_ in first for id_ in skill_map.skills[skill].requires)
        if known:
            first.append(skill)
    return tuple(first)
