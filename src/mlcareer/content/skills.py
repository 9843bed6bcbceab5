"""Reads the skill map."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from mlcareer.content.parts import read_parts
from mlcareer.content.yamlfile import Field, close_match, collect, optional_text
from mlcareer.errors import ContentError, Problem
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.plan import PROJECT_PREFIX
from mlcareer.model.skills import Skill, SkillMap

_SKILL_KEYS = "name area definition requires helped_by claims sub_competences can_do hours"


def load_skill_map(folder: Path) -> SkillMap:
    """Read `skills.yaml` of a content folder.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    top = read_parts(folder / "skills.yaml", "areas skills")
    areas = {id_: field.text() for id_, field in top["areas"].named().items()}
    fields = top["skills"].named()
    if not fields:
        top["skills"].fail("a map has at least one skill")
    skills = collect(fields.items(), lambda id_, field: _skill(id_, field, areas))
    problems = [*_unknown_ends(skills, fields), *_cycles(skills, fields)]
    if problems:
        raise ContentError(*problems)
    return SkillMap(areas=areas, skills=skills)


def _skill(id_: str, field: Field, areas: Mapping[str, str]) -> Skill:
    if f"{id_}.".startswith(PROJECT_PREFIX):
        field.fail(f"{id_!r} is no id of a skill: ids of projects in a plan begin so")
    entry = field.record(_SKILL_KEYS, "in_map_because")
    return Skill(
        id=id_,
        name=entry["name"].text(),
        area=entry["area"].one_of(areas, "area"),
        definition=entry["definition"].text(),
        requires=entry["requires"].texts(),
        helped_by=entry["helped_by"].texts(),
        claims=entry["claims"].texts(),
        in_map_because=optional_text(entry, "in_map_because"),
        sub_competences={
            sub: name.text() for sub, name in entry["sub_competences"].named().items()
        },
        can_do={level: _statements(f) for level, f in _by_level(entry["can_do"])},
        hours={level: _hours(f) for level, f in _by_level(entry["hours"])},
    )


def _by_level(field: Field) -> Iterator[tuple[int, Field]]:
    entries = field.record(" ".join(map(str, TAUGHT_LEVELS)))
    for level in TAUGHT_LEVELS:
        yield level, entries[str(level)]


def _statements(field: Field) -> tuple[str, ...]:
    statements = field.texts()
    if not statements:
        field.fail("each level has at least one can-do statement")
    return statements


def _hours(field: Field) -> tuple[int, int]:
    numbers = [item.integer(1, 10_000) for item in field.items()]
    if len(numbers) != 2 or numbers[0] > numbers[1]:  # noqa: PLR2004
        field.fail("hours are a low and a high number, as [4, 12]")
    return numbers[0], numbers[1]


def _unknown_ends(skills: Mapping[str, Skill], fields: Mapping[str, Field]) -> Iterator[Problem]:
    for skill in skills.values():
        entry = fields[skill.id].entries()
        for key in ("requires", "helped_by"):
            for end in entry[key].items():
                if end.value not in skills:
                    hint = close_match(end.value, skills)
                    yield Problem(end.file, end.line, f"unknown skill {end.value!r}.{hint}")


def _cycles(skills: Mapping[str, Skill], fields: Mapping[str, Field]) -> Iterator[Problem]:
    before = {skill.id: (*skill.requires, *skill.helped_by) for skill in skills.values()}
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        place = fields.get(cycle[0]) or next(iter(fields.values()))
        chain = " before ".join(cycle)
        yield Problem(place.file, place.line, f"the skills stand in a circle: {chain}")
