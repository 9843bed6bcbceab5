"""Reads questions."""

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mlcareer.content.folder import Folders, Layer, Place, folders_of
from mlcareer.content.manifest import MANIFEST
from mlcareer.content.shapes.questions import (
    DISTRACTOR,
    KINDS,
    LANGUAGES,
    ORDERS,
    QUESTION,
    QUESTIONS_FILE,
    REFERENCE,
)
from mlcareer.content.yamlfile import (
    Field,
    check_format,
    close_match,
    collect,
    optional_text,
    read_yaml,
)
from mlcareer.errors import ContentError, Problem
from mlcareer.model.items import Outcome
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.questions import (
    AUTHORED_DIFFICULTY_SD,
    CODE_SURCHARGE,
    DEFAULT_DISCRIMINATION,
    DIFFICULTY_OF_LEVEL,
    Distractor,
    Form,
    Item,
    Question,
    Reference,
    guessing,
    number_in,
    typed_number,
)
from mlcareer.model.skills import Skill, SkillMap

CHOICE = Form.CHOICE
RESERVED: Final = ("d", "b", "s", "n", "p", "q", "?", "dont-know")
"""What stands for "I don't know", back, skip, note, profile, leave and help when typed alone."""

_FEWEST_PARTS = 2


def load_questions(
    folder: Place, skill_map: SkillMap, skills: Iterable[str] | None = None
) -> dict[str, Question]:
    """Read the questions of some skills, or of all, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    placed = load_placed_questions(folder, skill_map, skills)
    return {id_: question for id_, (question, _) in placed.items()}


def find_questions(
    folder: Place, skill_map: SkillMap, skill_of: Mapping[str, str]
) -> dict[str, Question]:
    """Read some questions, from the files of their skills; from all where one is not there.

    Args:
        folder: The content folder.
        skill_map: Its skills.
        skill_of: Their ids, each with the skill under which it probably stands.

    Returns:
        Those that there are, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    found = load_questions(folder, skill_map, sorted(set(skill_of.values())))
    if not skill_of.keys() <= found.keys():
        found = load_questions(folder, skill_map)
    return {id_: found[id_] for id_ in skill_of if id_ in found}


def load_placed_questions(
    folder: Place, skill_map: SkillMap, skills: Iterable[str] | None = None
) -> dict[str, tuple[Question, Field]]:
    """Read questions as load_questions does, each with the field where it begins."""
    folders = folders_of(folder)
    files = folders.question_files
    problems: list[Problem] = []
    found: list[tuple[Question, Field]] = []
    for skill in files if skills is None else [s for s in skills if s in files]:
        for layer, path in files[skill]:
            replaced = replaced_after(folders, layer)
            try:
                read = _load_file(path, skill, skill_map)
            except ContentError as error:
                problems.extend(error.problems)
                continue
            found += [one for one in read if one[0].id not in replaced]
    if skills is None and not problems:
        problems += _nothing_to_replace(folders, {question.id for question, _ in found})
    placed = _by_id(found, problems)
    if problems:
        raise ContentError(*problems)
    return placed


def replaced_after(folders: Folders, layer: Layer) -> frozenset[str]:
    """Name the questions of a folder whose place those of later folders take."""
    later = folders.layers[folders.layers.index(layer) + 1 :]
    return frozenset(id_ for other in later for id_ in other.manifest.replaces.get("questions", ()))


def _nothing_to_replace(folders: Folders, known: Container[str]) -> Iterator[Problem]:
    """Complain of questions that are to be replaced, and that no folder has."""
    for layer in folders.layers:
        for id_, line in layer.manifest.replaces.get("questions", {}).items():
            if id_ not in known:
                message = f"there is no question {id_!r} to replace, or none in its place"
                yield Problem(str(layer.path / MANIFEST), line, message)


def _by_id(
    found: Iterable[tuple[Question, Field]], problems: list[Problem]
) -> dict[str, tuple[Question, Field]]:
    placed: dict[str, tuple[Question, Field]] = {}
    spelt: dict[str, Field] = {}
    for question, place in found:
        other = spelt.setdefault(question.id.casefold(), place)
        if other is not place:
            where = "" if other.file == place.file else f" (see {other.file}:{other.line})"
            what = (
                "stands twice" if other.value == question.id else f"is {other.value!r} but for case"
            )
            problems.append(place.problem(f"id {question.id!r} {what}{where}; rename one"))
        placed[question.id] = question, place
    return placed


def _load_file(path: Path, skill_id: str, skill_map: SkillMap) -> list[tuple[Question, Field]]:
    top = QUESTIONS_FILE.read(read_yaml(path))
    check_format(top)
    if skill_id not in skill_map.skills:
        hint = close_match(skill_id, skill_map.skills)
        top["skill"].fail(f"the file is named after an unknown skill {skill_id!r}.{hint}")
    if top["skill"].text() != skill_id:
        top["skill"].fail(f"the skill is the name of the file, {skill_id!r}")
    skill = skill_map.skills[skill_id]
    fields = ((str(at), field) for at, field in enumerate(top["questions"].items()))
    found = collect(fields, lambda _, field: (_question(field, skill), field.entries()["id"]))
    if not found:
        top["questions"].fail("there is no question; remove the file")
    return list(found.values())


def _question(field: Field, skill: Skill) -> Question:
    entry = QUESTION.read(field)
    level = entry["level"].integer(1, TOP_LEVEL)
    kind = entry["kind"].one_of(KINDS, "kind")
    form = Form(entry["form"].one_of(tuple(map(str, Form)), "form")) if "form" in entry else CHOICE
    distractors = tuple(_distractor(f) for f in entry["distractors"].items())
    answer = _answer(entry["answer"], form)
    right = len(form.parts_of(answer))
    question = Question(
        id=entry["id"].identifier(),
        skill=skill.id,
        sub=entry["sub"].one_of(skill.sub_competences, "sub-competence"),
        level=level,
        kind=kind,
        form=form,
        stem=entry["stem"].text(),
        lang=entry["lang"].one_of(LANGUAGES, "language") if "lang" in entry else "",
        code=optional_text(entry, "code"),
        output=optional_text(entry, "output"),
        proof=optional_text(entry, "proof"),
        answer=answer,
        accepted=tuple(entry["accept"].texts()) if "accept" in entry else (),
        tolerance=entry["tolerance"].number(0, 1e9) if "tolerance" in entry else 0.0,
        distractors=distractors,
        order=entry["order"].one_of(ORDERS, "order") if "order" in entry else "shuffle",
        explanation=entry["explanation"].text(),
        reference=_reference(entry["reference"]),
        item=_item(entry, skill.id, level, kind, guessing(form, right, len(distractors))),
    )
    _check_kind(field, question)
    _check_form(entry, field, question)
    return question


def _answer(field: Field, form: Form) -> str:
    if not form.in_parts:
        return field.text()
    parts = [" ".join(part.text().split()) for part in field.items()]
    if len(parts) < _FEWEST_PARTS:
        field.fail(f"the answer of form {form} is a list of at least {_FEWEST_PARTS}")
    return "\n".join(parts)


def _distractor(field: Field) -> Distractor:
    entry = DISTRACTOR.read(field)
    return Distractor(
        text=entry["text"].text(),
        misconception=entry["misconception"].text(),
        why=entry["why"].text(),
    )


def _reference(field: Field) -> Reference:
    entry = REFERENCE.read(field)
    return Reference(
        resource=entry["resource"].text(),
        section=optional_text(entry, "section"),
    )


def _item(entry: Mapping[str, Field], skill: str, level: int, kind: str, chance: float) -> Item:
    b = DIFFICULTY_OF_LEVEL[level] + (CODE_SURCHARGE if kind == "code" else 0)
    return Item(
        skill=skill,
        a=entry["a"].number(0.05, 10) if "a" in entry else DEFAULT_DISCRIMINATION,
        b=entry["b"].number(-10, 10) if "b" in entry else b,
        b_sd=entry["b_sd"].number(0, 5) if "b_sd" in entry else AUTHORED_DIFFICULTY_SD,
        c=entry["c"].number(0, 0.95) if "c" in entry else chance,
    )


def _check_kind(field: Field, question: Question) -> None:
    if question.kind == "code" and not (question.code and question.lang):
        field.fail("a code question has lang and code")
    if question.kind == "calculation" and not question.proof:
        field.fail("a calculation has a proof")
    if question.output and not (question.code and question.lang):
        field.fail("output belongs to code with a lang")


def _check_form(entry: Mapping[str, Field], field: Field, question: Question) -> None:
    form = question.form
    for name, only in (("order", CHOICE), ("accept", Form.TEXT), ("tolerance", Form.NUMBER)):
        if name in entry and form is not only:
            entry[name].fail(f"{name} belongs to questions of form {only}, and this is a {form}")
    if not 1 <= len(question.distractors) <= 5:  # noqa: PLR2004
        field.fail("a question has one to five distractors")
    if form is Form.SEQUENCE:
        _check_orders(entry["distractors"], question)
    if question.options:
        _check_options(field, question)
    else:
        _check_typed(entry, question)


def _check_options(field: Field, question: Question) -> None:
    # What a program prints may differ in case alone.
    exact = question.kind in ("code", "calculation")
    options = [
        " ".join((option if exact else option.lower()).split()) for option in question.options
    ]
    if len(set(options)) != len(options):
        field.fail("two options are the same")
    if question.form is not CHOICE and any("\n" in option for option in question.options):
        field.fail(f"an option of form {question.form} is one line")
    if question.order == "numeric" and None in map(number_in, question.options):
        field.fail("order is numeric, so each option begins with a number")


def _check_orders(field: Field, question: Question) -> None:
    right = [str(at) for at in range(1, len(question.key) + 1)]
    for place, distractor in zip(field.items(), question.distractors, strict=True):
        steps = distractor.text.split(" ")
        if sorted(steps) != right or steps == right:
            place.fail(f"a wrong order holds each of {' '.join(right)} once, in another order")


def _check_typed(entry: Mapping[str, Field], question: Question) -> None:
    for text in (question.answer, *question.accepted):
        if text.casefold() in RESERVED:
            entry["answer"].fail(f"{text!r} alone has a meaning of its own in the interview")
    if question.form is Form.NUMBER and not typed_number(question.answer):
        entry["answer"].fail("the answer of form number is a number and nothing else")
    for place, distractor in zip(entry["distractors"].items(), question.distractors, strict=True):
        if question.form is Form.NUMBER and not typed_number(distractor.text):
            place.fail("a foreseen mistake of form number is a number and nothing else")
        if question.outcome_of(distractor.text) is Outcome.RIGHT:
            place.fail(f"{distractor.text!r} counts as the answer, so it is no mistake")
