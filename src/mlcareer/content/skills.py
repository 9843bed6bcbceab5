"""Reads the skill map."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import chain, pairwise
from typing import Final

from mlcareer.content.folder import Place
from mlcareer.content.parts import read_file
from mlcareer.content.shape import Record
from mlcareer.content.shapes.common import MOST_HOURS
from mlcareer.content.shapes.the_map import CAN_DO, CODES, HOURS, SKILL, SKILLS_FILE
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

_MOST_EDGES: Final = 5
"""Edges of a circle that a complaint names."""


def load_skill_map(place: Place) -> SkillMap:
    """Read `skills.yaml` of a content folder.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    whole = read_file(place, "skills")
    top = SKILLS_FILE.read(whole)
    SKILLS_FILE.check_has(whole, "areas", "skills")
    areas = {id_: field.text() for id_, field in top["areas"].named().items()}
    fields = top["skills"].named()
    if not 1 <= len(fields) <= MOST_SKILLS:
        top["skills"].fail(f"a map has one to {MOST_SKILLS} skills, not {len(fields)}")
    try:
        skills = collect(fields.items(), lambda id_, field: _skill(id_, field, areas))
    except ContentError as error:
        raise ContentError(*error.problems, *foremost(_unknown_ends(fields))) from None
    _check_ties(skills.values(), top["skills"])
    problems = [*foremost(_unknown_ends(fields)), *_circles(fields)]
    if problems:
        raise ContentError(*problems)
    return SkillMap(areas=areas, skills=skills)


def load_known_skills(place: Place) -> SkillMap:
    """Read what can be read of a map, so that the rest of a folder can be held against it.

    A skill of which something is wrong is there with its id and the ids of its parts.

    Raises:
        ContentError: There is no map, or nothing in it is where it should be.
    """
    whole = read_file(place, "skills")
    SKILLS_FILE.check_has(whole, "skills")
    entries = whole.entries()
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
        can_do={level: _statements(f) for level, f in _by_level(entry["can_do"], CAN_DO)},
        hours={level: _hours(f) for level, f in _by_level(entry["hours"], HOURS)},
        codes=_codes(entry["codes"]) if "codes" in entry else {},
    )


def _codes(field: Field) -> dict[str, tuple[str, ...]]:
    return {framework: codes.texts() for framework, codes in CODES.read(field).items()}


def _by_level(field: Field, form: Record) -> Iterator[tuple[int, Field]]:
    entries = form.read(field)
    for level in TAUGHT_LEVELS:
        yield level, entries[str(level)]


def _statements(field: Field) -> tuple[str, ...]:
    statements = field.texts()
    if not statements:
        field.fail("each level has at least one can-do statement")
    return statements


def _hours(field: Field) -> tuple[int, int]:
    numbers = [item.integer(1, MOST_HOURS) for item in field.items()]
    if len(numbers) != 2 or numbers[0] > numbers[1]:  # noqa: PLR2004
        field.fail("hours are a low and a high number, as [4, 12]")
    return numbers[0], numbers[1]


def _ties(field: Field) -> Iterator[Field]:
    """List where a skill names others that come before it, as far as that can be read."""
    entry = field.value if isinstance(field.value, dict) else {}
    for key in ("requires", "helped_by"):
        if key in entry and entry[key].is_list():
            yield from (end for end in entry[key].value if isinstance(end.value, str))


def _unknown_ends(fields: Mapping[str, Field]) -> Iterator[Problem]:
    """Complain of skills that others name and that are not there."""
    for end in chain.from_iterable(map(_ties, fields.values())):
        if end.value not in fields:
            hint = close_match(end.value, fields)
            yield end.problem(f"unknown skill {end.value!r}.{hint}")


def _circles(fields: Mapping[str, Field]) -> Iterator[Problem]:
    """Complain of one circle of skills that come before each other, at its first edge."""
    edges = {id_: {end.value: end for end in _ties(field)} for id_, field in fields.items()}
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        # The sorter names what comes before first; the arrows lead to what is needed.
        circle: list[str] = error.args[1][:0:-1]
        begin = circle.index(min(circle, key=list(fields).index))
        way = [*circle[begin:], *circle[: begin + 1]]
        places = [edges[one][other] for one, other in pairwise(way)]
        yield places[0].problem(f"the skills stand in a circle: {_told(way, places)}")


def _told(way: Sequence[str], places: Sequence[Field]) -> str:
    """Name the skills of a circle, and where each names the next; of a long one its beginning."""
    where = [f"{place.file}:{place.line}" for place in places[:_MOST_EDGES]]
    steps = [*way[: _MOST_EDGES + 1]]
    if len(places) > _MOST_EDGES:
        steps.append("...")
        where.append("...")
    said = f"{' -> '.join(steps)} (requires or helped_by in {', '.join(where)})"
    return f"{said}; take one of them out"
