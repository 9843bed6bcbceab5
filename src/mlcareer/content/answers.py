"""Reads a file of answers: an interview without a terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mlcareer.content.yamlfile import Field
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import (
    AGREEMENT,
    BACKGROUND_QUESTIONS,
    HOURS_A_WEEK,
    Backgrounds,
    Trait,
)
from mlcareer.model.questions import Form, Question, typed_number
from mlcareer.model.skills import SkillMap

DONT_KNOW: Final = "dont-know"
"""What stands in an answers file for "I don't know"."""


_PARTS: Final = ("background", "ratings", "answers", "traits")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a file answers; what it leaves out is neither asked nor skipped.

    Attributes:
        chosen: Reply by question id; None stands for "I don't know".
    """

    background: Mapping[str, str]
    ratings: Mapping[str, int]
    chosen: Mapping[str, str | None]
    traits: Mapping[str, int]


def read_answers(
    file: Field,
    skill_map: SkillMap,
    questions: Mapping[str, Question],
    backgrounds: Backgrounds | None,
    traits: Mapping[str, Trait],
) -> Answers:
    """Read an answers file.

    Raises:
        ContentError: A key or value is unknown; names the line and a close match.
    """
    top = {} if file.is_empty() else file.record((), _PARTS)
    return Answers(
        background=_background(top, backgrounds),
        ratings={
            skill: field.integer(0, TOP_LEVEL)
            for skill, field in _known(top, "ratings", skill_map.skills, "skill")
        },
        chosen={
            id_: _reply(field, questions[id_])
            for id_, field in _known(top, "answers", questions, "question")
        },
        traits={
            trait: field.integer(AGREEMENT[0], AGREEMENT[-1])
            for trait, field in _known(top, "traits", traits, "trait")
        },
    )


def _known(
    top: Mapping[str, Field], key: str, known: Mapping[str, object], what: str
) -> list[tuple[str, Field]]:
    if key not in top or top[key].is_empty():
        return []
    entries = top[key].entries()
    for name, field in entries.items():
        field.check_key(name, known, what)
    return list(entries.items())


def _background(top: Mapping[str, Field], backgrounds: Backgrounds | None) -> dict[str, str]:
    if backgrounds is None or "background" not in top or top["background"].is_empty():
        return {}
    entries = top["background"].record((), BACKGROUND_QUESTIONS)
    return {subject: _said(subject, field, backgrounds) for subject, field in entries.items()}


def _said(subject: str, field: Field, backgrounds: Backgrounds) -> str:
    if subject == "hours":
        return str(field.integer(HOURS_A_WEEK[0], HOURS_A_WEEK[-1]))
    return field.one_of(backgrounds.choices(subject), subject)


def _reply(field: Field, question: Question) -> str | None:
    if question.form.in_parts and field.is_list():
        parts = [_option(part, question) for part in field.items()]
        if len(set(parts)) < len(parts) or not parts:
            field.fail("name at least one option, and each once")
        if question.form is Form.SEQUENCE and len(parts) < len(question.options):
            field.fail("put all steps in order")
        return "\n".join(parts)
    given = " ".join(field.text().split())
    if given == DONT_KNOW:
        return None
    if question.form is Form.NUMBER and not typed_number(given):
        return field.fail(f"a number was expected here, or {DONT_KNOW}")
    if not question.options:
        return given
    if question.form is not Form.CHOICE:
        return field.fail(f"a list of options was expected here, or {DONT_KNOW}")
    return _option(field, question)


def _option(field: Field, question: Question) -> str:
    given = " ".join(field.text().split())
    for option in question.options:
        if " ".join(option.split()) == given:
            return option
    options = "; ".join(" ".join(option.split()) for option in question.options)
    return field.fail(f"no such option. Options: {options}; or {DONT_KNOW}")
