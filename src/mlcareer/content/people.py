"""Reads backgrounds and traits."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from mlcareer.content.skills import check_format
from mlcareer.content.yamlfile import Field, close_match, collect, read_yaml
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import Backgrounds, Choice, Domain, Fact, Responsibility, Trait
from mlcareer.model.skills import SkillMap

BESIDE = ("degree", "work", "hours", "goal")


def load_backgrounds(folder: Path, skill_map: SkillMap) -> Backgrounds | None:
    """Read `backgrounds.yaml` of a content folder, or None where there is none.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    if not (folder / "backgrounds.yaml").exists():
        return None
    top = read_yaml(folder / "backgrounds.yaml").record(
        "format note columns shift degrees works goals domains facts", "estimate"
    )
    check_format(top)
    columns = top["columns"].entries()
    column_of = {
        item.one_of(skill_map.skills, "skill"): column
        for column, field in columns.items()
        for item in field.items()
    }
    return Backgrounds(
        note=top["note"].text(),
        column_of=column_of,
        shift=collect(top["shift"].entries().items(), lambda _, f: _shift(f, skill_map)),
        degrees=collect(top["degrees"].entries().items(), lambda i, f: _choice(i, f, columns)),
        works=collect(top["works"].entries().items(), lambda i, f: _choice(i, f, columns)),
        goals=collect(top["goals"].entries().items(), lambda i, f: _choice(i, f, columns)),
        domains=collect(top["domains"].entries().items(), _domain),
        facts=collect(top["facts"].entries().items(), _fact),
    )


def _shift(field: Field, skill_map: SkillMap) -> dict[str, float]:
    for skill, value in field.entries().items():
        if skill not in skill_map.skills:
            value.fail_key(f"unknown skill {skill!r}.{close_match(skill, skill_map.skills)}")
    return {skill: value.number(-TOP_LEVEL, TOP_LEVEL) for skill, value in field.entries().items()}


def _choice(id_: str, field: Field, columns: Mapping[str, Field]) -> Choice:
    entry = field.record("name", "levels claims")
    levels = entry["levels"].record("", " ".join(columns)) if "levels" in entry else {}
    return Choice(
        id=id_,
        name=entry["name"].text(),
        levels={column: value.number(0, TOP_LEVEL) for column, value in levels.items()},
    )


def _domain(id_: str, field: Field) -> Domain:
    entry = field.record("name high_risk projects", "claims")
    return Domain(
        id=id_,
        name=entry["name"].text(),
        high_risk=entry["high_risk"].boolean(),
        projects=entry["projects"].texts(),
    )


def _fact(_: str, field: Field) -> Fact:
    entry = field.record("text", "claims beside")
    return Fact(
        text=entry["text"].text(),
        beside=entry["beside"].one_of(BESIDE, "question") if "beside" in entry else "",
    )


def load_responsibilities(folder: Path, skill_map: SkillMap) -> dict[str, Responsibility]:
    """Read what the role does from `people.yaml` of a content folder.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    return collect(
        _people(folder, "responsibilities"),
        lambda id_, field: _responsibility(id_, field, skill_map),
    )


def _responsibility(id_: str, field: Field, skill_map: SkillMap) -> Responsibility:
    entry = field.record("name skills", "claims")
    return Responsibility(
        id=id_,
        name=entry["name"].text(),
        skills=tuple(item.one_of(skill_map.skills, "skill") for item in entry["skills"].items()),
    )


def load_traits(folder: Path) -> dict[str, Trait]:
    """Read the traits of `people.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    return collect(_people(folder, "traits"), _trait)


def _people(folder: Path, part: str) -> Iterable[tuple[str, Field]]:
    if not (folder / "people.yaml").exists():
        return ()
    top = read_yaml(folder / "people.yaml").record("format traits responsibilities about")
    check_format(top)
    return top[part].entries().items()


def _trait(id_: str, field: Field) -> Trait:
    entry = field.record("name statement", "claims note")
    return Trait(id=id_, name=entry["name"].text(), statement=entry["statement"].text())


def load_about(folder: Path) -> dict[str, str]:
    """Read the short texts about the role in `people.yaml`.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    return collect(
        _people(folder, "about"), lambda _, field: field.record("text", "claims")["text"].text()
    )
