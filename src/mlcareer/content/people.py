"""Reads backgrounds and traits."""

from collections.abc import Collection, Mapping

from mlcareer.content.folder import Place
from mlcareer.content.parts import has_file, optional_part, read_parts
from mlcareer.content.shapes.people import (
    ABOUT,
    CHOICE,
    DOMAIN,
    EVIDENCE_KIND,
    FACT,
    RESPONSIBILITY,
    TRAIT,
)
from mlcareer.content.yamlfile import Field, collect
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import (
    BACKGROUND_QUESTIONS,
    Backgrounds,
    Choice,
    Domain,
    EvidenceKind,
    Fact,
    Responsibility,
    Trait,
)
from mlcareer.model.skills import SkillMap


def load_backgrounds(place: Place, skill_map: SkillMap) -> Backgrounds | None:
    """Read `backgrounds.yaml` of a content folder, or None where there is none.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    if not has_file(place, "backgrounds"):
        return None
    top = read_parts(place, "backgrounds")
    columns = top["columns"].named()
    degrees = _choices(top["degrees"], columns)
    works = _choices(top["works"], columns)
    shift = top["shift"].entries()
    return Backgrounds(
        note=top["note"].text(),
        column_of=_column_of(columns, skill_map),
        shift=collect(shift.items(), lambda i, f: _shift(i, f, skill_map, (*degrees, *works))),
        degrees=degrees,
        works=works,
        goals=_choices(top["goals"], {}),
        domains=collect(top["domains"].named().items(), _domain),
        facts=collect(top["facts"].named().items(), _fact),
    )


def _column_of(columns: Mapping[str, Field], skill_map: SkillMap) -> dict[str, str]:
    column_of: dict[str, str] = {}
    for column, field in columns.items():
        for item in field.items():
            skill = item.one_of(skill_map.skills, "skill")
            if skill in column_of:
                item.fail(f"{skill!r} stands in column {column_of[skill]!r} already")
            column_of[skill] = column
    return column_of


def _shift(
    id_: str, field: Field, skill_map: SkillMap, backgrounds: Collection[str]
) -> dict[str, float]:
    field.check_key(id_, backgrounds, "degree or job")
    entries = field.entries()
    for skill, value in entries.items():
        value.check_key(skill, skill_map.skills, "skill")
    return {skill: value.number(-TOP_LEVEL, TOP_LEVEL) for skill, value in entries.items()}


def _choices(field: Field, columns: Mapping[str, Field]) -> dict[str, Choice]:
    return collect(field.named().items(), lambda id_, entry: _choice(id_, entry, columns))


def _choice(id_: str, field: Field, columns: Mapping[str, Field]) -> Choice:
    entry = CHOICE.read(field)
    levels = entry["levels"].record((), tuple(columns)) if "levels" in entry else {}
    return Choice(
        id=id_,
        name=entry["name"].text(),
        levels={column: value.number(0, TOP_LEVEL) for column, value in levels.items()},
    )


def _domain(id_: str, field: Field) -> Domain:
    entry = DOMAIN.read(field)
    return Domain(
        id=id_,
        name=entry["name"].text(),
        high_risk=entry["high_risk"].boolean(),
        projects=entry["projects"].texts(),
    )


def _fact(_: str, field: Field) -> Fact:
    entry = FACT.read(field)
    return Fact(
        text=entry["text"].text(),
        beside=entry["beside"].one_of(BACKGROUND_QUESTIONS, "question")
        if "beside" in entry
        else "",
    )


def load_responsibilities(place: Place, skill_map: SkillMap) -> dict[str, Responsibility]:
    """Read what the role does from `people.yaml` of a content folder.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(place, "people", "responsibilities")
    return collect(entries.items(), lambda id_, field: _responsibility(id_, field, skill_map))


def _responsibility(id_: str, field: Field, skill_map: SkillMap) -> Responsibility:
    entry = RESPONSIBILITY.read(field)
    return Responsibility(
        id=id_,
        name=entry["name"].text(),
        skills=entry["skills"].all_of(skill_map.skills, "skill"),
    )


def load_evidence_kinds(place: Place) -> dict[str, EvidenceKind]:
    """Read what may stand beside a tick from `people.yaml` of a content folder.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    return collect(optional_part(place, "people", "evidence").items(), _evidence)


def _evidence(id_: str, field: Field) -> EvidenceKind:
    entry = EVIDENCE_KIND.read(field)
    return EvidenceKind(id=id_, name=entry["name"].text(), shows=entry["shows"].text())


def load_traits(place: Place) -> dict[str, Trait]:
    """Read the traits of `people.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(place, "people", "traits")
    return collect(entries.items(), _trait)


def _trait(id_: str, field: Field) -> Trait:
    entry = TRAIT.read(field)
    return Trait(id=id_, name=entry["name"].text(), statement=entry["statement"].text())


def load_about(place: Place) -> dict[str, str]:
    """Read the short texts about the role in `people.yaml`.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(place, "people", "about")
    return collect(entries.items(), lambda _, field: ABOUT.read(field)["text"].text())
