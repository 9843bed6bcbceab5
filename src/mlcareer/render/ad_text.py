"""What was read in a job ad, for a person to read in a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mlcareer.ads.demands import CAVEAT, Asked, asked_skills, implied_skills, seniority
from mlcareer.errors import visible
from mlcareer.model.ads import AdReading, Kind, Match, Place
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import Role, SkillMap
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, indent

_TITLES: Final = {
    Kind.REQUIRED: "Asked for",
    Kind.DUTY: "Part of the job",
    Kind.NICE: "Called a plus",
}
_MOST_UNPLACED: Final = 10
"""Lines listed of those in which nothing was recognised."""
_LONGEST_LINE: Final = 100
"""Characters shown of such a line."""
_MOST_TERMS: Final = 6
"""Terms named for one skill, each with all its lines."""


def ad_text(page: Page, skill_map: SkillMap, reading: AdReading, role: Role) -> str:
    """Tell what an ad asks for, where it says so, and what could not be placed.

    Args:
        page: What the text is for.
        skill_map: The map.
        reading: What was read in the ad.
        role: The role made of it, which rests on that one source.
    """
    asked = asked_skills(reading, skill_map)
    (source,) = role.sources.values()
    blocks = [
        indent(f"{visible(source.title)} asks for: {role.name}", page),
        "\n".join(_people(page, reading)),
        *("\n".join(_skills(page, skill_map, role, kind, asked.values())) for kind in _TITLES),
        "\n".join(_implied(page, skill_map, role, asked)),
        "\n".join(_aside(page, skill_map, reading, asked)),
        "\n".join(_outside(page, reading.outside)),
        "\n".join(_unplaced(page, reading.unplaced)),
        indent(f"{CAVEAT} Targets are a choice.", page),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _people(page: Page, reading: AdReading) -> Iterator[str]:
    """Say for whom the ad is meant, and where it says so."""
    word = seniority(reading)
    if reading.seniority_at:
        yield indent(f"Seniority: {word} ({_place(reading.seniority_at)}).", page)
    elif word:
        yield indent(f"Seniority: no word says it; taken as {word} for the years.", page)
    else:
        yield indent("Seniority: the ad does not say.", page)
    if reading.years_at:
        years = counted(reading.years or 0, "year")
        yield indent(f"Experience: at least {years} ({_place(reading.years_at)}).", page)
    else:
        yield indent("Experience: the ad asks for no number of years.", page)


def _place(place: Place) -> str:
    return f'line {place.line}: "{_shortened(place.text)}"'


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_LINE:
        return text
    return f"{text[: _LONGEST_LINE - 3].rsplit(' ', 1)[0]}..."


def _skills(
    page: Page, skill_map: SkillMap, role: Role, kind: Kind, asked: Iterable[Asked]
) -> Iterator[str]:
    chosen = [one for one in asked if one.kind is kind]
    if chosen:
        importance = role.demands[chosen[0].skill].importance
        yield indent(f"{_TITLES[kind]} ({importance}): {counted(len(chosen), 'skill')}", page)
    for one in chosen:
        target = LEVEL_NAMES[role.demands[one.skill].target]
        text = f"{skill_map.skills[one.skill].name}, target {target}: {_named(one.matches)}"
        yield indent(text, page, "- ", "  ")


def _named(matches: Sequence[Match]) -> str:
    """List terms as written, each once with its lines."""
    lines: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    for match in matches:
        key = match.term.casefold()
        written.setdefault(key, match.term)
        if match.line not in lines.setdefault(key, []):
            lines[key].append(match.line)
    said = [f'"{written[key]}" ({_lines(numbers)})' for key, numbers in lines.items()]
    more = len(said) - _MOST_TERMS
    return ", ".join(said[:_MOST_TERMS]) + (f" and {more} more" if more > 0 else "")


def _lines(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, sorted(numbers)))
    return f"line {listed}" if len(numbers) == 1 else f"lines {listed}"


def _implied(page: Page, skill_map: SkillMap, role: Role, asked: Iterable[str]) -> Iterator[str]:
    named = tuple(asked)
    implied = [demand for demand in role.demands.values() if demand.skill not in named]
    if implied:
        number = counted(len(implied), "skill")
        yield indent(f"Not asked for, but required by what is (optional): {number}", page)
    needed_by = implied_skills(named, skill_map)
    groups: dict[str, dict[int, list[str]]] = {}
    for demand in implied:
        targets = groups.setdefault(needed_by[demand.skill], {})
        targets.setdefault(demand.target, []).append(skill_map.skills[demand.skill].name)
    for skill, targets in groups.items():
        listed = "; ".join(
            f"{', '.join(names)} ({LEVEL_NAMES[target]})" for target, names in targets.items()
        )
        yield indent(f"{skill_map.skills[skill].name} requires: {listed}.", page, "- ", "  ")


def _aside(
    page: Page, skill_map: SkillMap, reading: AdReading, asked: Iterable[str]
) -> Iterator[str]:
    """Tell what is named only where the ad asks for nothing."""
    counted_in = set(asked)
    places: dict[str, list[Match]] = {}
    for match in reading.matches:
        for skill in match.skills:
            if skill not in counted_in:
                places.setdefault(skill, []).append(match)
    if places:
        yield indent("Named where nothing is asked for, so not counted:", page)
    for skill, matches in places.items():
        yield indent(f"{skill_map.skills[skill].name}: {_named(matches)}", page, "- ", "  ")


def _outside(page: Page, outside: Sequence[Match]) -> Iterator[str]:
    names: dict[str, list[int]] = {}
    for match in outside:
        if match.kind is not Kind.ASIDE and match.line not in names.setdefault(match.outside, []):
            names[match.outside].append(match.line)
    if names:
        listed = ", ".join(f"{name} ({_lines(lines)})" for name, lines in names.items())
        yield indent(f"In the trade, but not in this map: {listed}.", page)


def _unplaced(page: Page, unplaced: Sequence[Place]) -> Iterator[str]:
    if unplaced:
        yield indent(
            "Asked for in words that were not recognised, so not placed; judge for yourself:", page
        )
    for place in unplaced[:_MOST_UNPLACED]:
        yield indent(f"Line {place.line}: {_shortened(place.text)}", page, "- ", "  ")
    more = len(unplaced) - _MOST_UNPLACED
    if more > 0:
        yield indent(f"- and {more} more", page)
