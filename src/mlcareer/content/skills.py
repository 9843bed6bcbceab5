"""Reads the skill map."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

from mlcareer.content.folder import Place
from mlcareer.content.parts import read_file
from mlcareer.content.shapes.the_map import CODES, SKILL, SKILLS_FILE
from mlcareer.content.yamlfile import Field, close_match, collect, foremost, optional_text
from mlcareer.errors import ContentError, Problem
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.plan import PROJECT_PREFIX
from mlcareer.model.skills import Skill, SkillMap

MOST_SKILLS: Final = 300
"""Skills of a map. What is believed about them is a table of their pairs, and each rating
changes all of it, so that a start takes time that grows with the cube."""

MOST_TIES: Final = 20_000
"""Prerequisites of a map, `requires` and `helped_by` together."""


def load_skill_map(folder: Place) -> SkillMap:
    """Read `skills.yaml` of a content folder.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    whole = read_file(folder, "skills")
    top = SKILLS_FILE.read(whole)
    for part in ("areas", "skills"):
        if part not in top:
            whole.fail(f"missing key {part!r}")
    areas = {id_: field.text() for id_, field in top["areas"].named().items()}
    fields = top["skills"].named()
    if not 1 <= len(fields) <= MOST_SKILLS:
        top["skills"].fail(f"a map has one to {MOST_SKILLS} skills, not {len(fields)}")
    try:
        skills = collect(fields.items(), lambda id_, field: _skill(id_, field, areas))
    except ContentError as error:
        raise ContentError(*error.problems, *foremost(_unknown_ends(fields))) from None
    _check_ties(skills.values(), top["skills"])
    problems = [*foremost(_unknown_ends(fields)), *_cycles(skills, fields)]
    if problems:
        raise ContentError(*problems)
    return SkillMap(areas=areas, skills=skills)


def load_known_skills(folder: Place) -> SkillMap:
    """Read what can be read of a map, so that the rest of a folder can be held against it.

    A skill of which something is wrong is there with its id and the ids of its parts.

    Raises:
        ContentError: There is no map, or nothing in it is where it should be.
    """
    whole = read_file(folder, "skills")
    entries = whole.entries()
    if "skills" not in entries:
        whole.fail("missing key 'skills'")
    listed = entries["areas"].value if "areas" in entries else {}
    areas = {id_: id_ for id_ in listed} if isinstance(listed, dict) else {}
    fields = entries["skills"].entries()
    return SkillMap(areas, {id_: _as_far_as_known(id_, fields[id_], areas) for id_ in fields})


def _as_far_as_known(id_: str, field: Field, areas: Mapping[str, str]) -> Skill:
    try:
        return _skill(id_, field, areas)
    except ContentError:
        entry = field.value if isinstance(field.value, dict) else {}
        subs = entry["sub_competences"].value if "sub_competences" in entry else {}
        known = {sub: sub for sub in subs} if isinstance(subs, dict) else {}
        return Skill(id_, id_, "", id_, (), (), (), "", known, {}, {})


def _check_ties(skills: Iterable[Skill], field: Field) -> None:
    ties = sum(len(skill.requires) + len(skill.helped_by) for skill in skills)
    if ties > MOST_TIES:
        field.fail(f"more than {MOST_TIES} prerequisites together; name only the nearest ones")


def _skill(id_: str, field: Field, areas: Mapping[str, str]) -> Skill:
    if f"{id_}.".startswith(PROJECT_PREFIX):
        field.fail(f"{id_!r} is no id of a skill: ids of projects in a plan begin so")
    entry = SKILL.read(field)
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
        codes=_codes(entry["codes"]) if "codes" in entry else {},
    )


def _codes(field: Field) -> dict[str, tuple[str, ...]]:
    return {framework: codes.texts() for framework, codes in CODES.read(field).items()}


def _by_level(field: Field) -> Iterator[tuple[int, Field]]:
    entries = field.record(tuple(map(str, TAUGHT_LEVELS)))
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


def _unknown_ends(fields: Mapping[str, Field]) -> Iterator[Problem]:
    """Complain of skills that others name and that are not there, as far as they can be read."""
    for field in fields.values():
        entry = field.value if isinstance(field.value, dict) else {}
        for key in ("requires", "helped_by"):
            for end in entry[key].value if key in entry and entry[key].is_list() else ():
                if isinstance(end.value, str) and end.value not in fields:
                    hint = close_match(end.value, fields)
                    yield end.problem(f"unknown skill {end.value!r}.{hint}")


def _cycles(skills: Mapping[str, Skill], fields: Mapping[str, Field]) -> Iterator[Problem]:
    before = {skill.id: (*skill.requires, *skill.helped_by) for skill in skills.values()}
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        place = fields.get(cycle[0]) or next(iter(fields.values()))
        chain = " before ".join(cycle)
        yield place.key_problem(f"the skills stand in a circle: {chain}")
