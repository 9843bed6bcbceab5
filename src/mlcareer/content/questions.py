"""Reads questions."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mlcareer.content.folder import Folders, Layer, Place, folders_of
from mlcareer.content.manifest import MANIFEST
from mlcareer.content.shapes.common import LEVEL
from mlcareer.content.shapes.questions import (
    DIFFICULTY,
    DIFFICULTY_SD,
    DISCRIMINATION,
    DISTRACTOR,
    EXACT_KINDS,
    GUESSING,
    KINDS,
    LANGUAGES,
    ORDERS,
    QUESTION,
    QUESTIONS_FILE,
    REFERENCE,
    TOLERANCE,
)
from mlcareer.content.yamlfile import (
    MOST_PROBLEMS,
    Field,
    check_format,
    close_match,
    optional_text,
    read_yaml,
)
from mlcareer.errors import ContentError, Problem
from mlcareer.model.items import Outcome
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

MOST_QUESTIONS: Final = 5000
"""Questions of all folders together; a check compares each with each."""

_FEWEST_PARTS: Final = 2
_MOST_DISTRACTORS: Final = 5
_MOST_IN_ALL: Final = 2 * MOST_PROBLEMS
"""Complaints after which a file is not read to its end."""


def load_questions(
    place: Place, skill_map: SkillMap, skills: Iterable[str] | None = None
) -> dict[str, Question]:
    """Read the questions of some skills, or of all, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    placed = load_placed_questions(place, skill_map, skills)
    return {id_: question for id_, (question, _) in placed.items()}


def find_questions(
    place: Place, skill_map: SkillMap, skill_of: Mapping[str, str]
) -> dict[str, Question]:
    """Read some questions, from the files of their skills; from all where one is not there.

    Args:
        place: The content.
        skill_map: Its skills.
        skill_of: Their ids, each with the skill under which it probably stands.

    Returns:
        Those that there are, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    found = load_questions(place, skill_map, sorted(set(skill_of.values())))
    if not skill_of.keys() <= found.keys():
        found = load_questions(place, skill_map)
    return {id_: found[id_] for id_ in skill_of if id_ in found}


def load_placed_questions(
    place: Place, skill_map: SkillMap, skills: Iterable[str] | None = None
) -> dict[str, tuple[Question, Field]]:
    """Read questions as load_questions does, each with the field where it begins."""
    placed, problems = sound_questions(folders_of(place), skill_map, skills)
    if problems:
        raise ContentError(*problems)
    return placed


def sound_questions(
    folders: Folders, skill_map: SkillMap, skills: Iterable[str] | None = None
) -> tuple[dict[str, tuple[Question, Field]], list[Problem]]:
    """Read the questions of all files that can be read, and say what is wrong with the others."""
    files = folders.question_files
    problems: list[Problem] = []
    found: list[tuple[Question, Field]] = []
    known: dict[Path, set[str]] = {layer.path: set() for layer in folders.layers}
    for skill in files if skills is None else [s for s in skills if s in files]:
        for layer, path in files[skill]:
            replaced = replaced_after(folders, layer)
            try:
                read = _load_file(path, skill, skill_map, problems)
            except ContentError as error:
                problems.extend(error.problems)
                continue
            found += [one for one in read if one[0].id not in replaced]
            known[layer.path].update(question.id for question, _ in read)
            if len(found) > MOST_QUESTIONS:
                message = f"with this file there are more than {MOST_QUESTIONS} questions"
                return {}, [Problem(str(path), 0, f"{message}; leave some out")]
    if skills is None and not problems:
        problems += _nothing_to_replace(folders, known)
    return _by_id(found, problems), problems


def replaced_after(folders: Folders, layer: Layer) -> frozenset[str]:
    """Name the questions of a folder whose place those of later folders take."""
    later = folders.layers[folders.layers.index(layer) + 1 :]
    return frozenset(id_ for other in later for id_ in other.manifest.replaces.get("questions", ()))


def _nothing_to_replace(folders: Folders, known: Mapping[Path, set[str]]) -> Iterator[Problem]:
    """Complain of questions that are to be replaced, and that no earlier folder has.

    Args:
        folders: What was read.
        known: The ids of their questions.
    """
    earlier: set[str] = set()
    for layer in folders.layers:
        ids = known[layer.path]
        for id_, line in layer.manifest.replaces.get("questions", {}).items():
            if id_ not in earlier:
                hint = close_match(id_, sorted(earlier))
                message = f"there is no question {id_!r} to replace.{hint}"
                yield Problem(str(layer.path / MANIFEST), line, message)
            elif id_ not in ids:
                message = f"there is no question {id_!r} here to take the place of the other"
                yield Problem(str(layer.path / MANIFEST), line, message)
        earlier |= ids


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
            way = f", or write replaces: {{questions: [{question.id}]}} in {MANIFEST}"
            way = way if place.file != other.file and place.value == other.value else ""
            problems.append(place.problem(f"id {question.id!r} {what}{where}; rename one{way}"))
        placed[question.id] = question, place
    return placed


def _load_file(
    path: Path, skill_id: str, skill_map: SkillMap, problems: list[Problem]
) -> list[tuple[Question, Field]]:
    """Read the questions of a file that can be read, and add what is wrong with the others."""
    top = QUESTIONS_FILE.read(read_yaml(path))
    check_format(top)
    if skill_id not in skill_map.skills:
        hint = close_match(skill_id, skill_map.skills)
        top["skill"].fail(f"the file is named after an unknown skill {skill_id!r}.{hint}")
    if top["skill"].text() != skill_id:
        top["skill"].fail(f"the skill is the name of the file, {skill_id!r}")
    skill = skill_map.skills[skill_id]
    fields = top["questions"].items()
    if not fields:
        top["questions"].fail("there is no question; remove the file")
    found: list[tuple[Question, Field]] = []
    for field in fields:
        try:
            found.append((_question(field, skill), field.entries()["id"]))
        except ContentError as error:
            problems.extend(error.problems)
            if len(problems) > _MOST_IN_ALL:
                break
    return found


def _question(field: Field, skill: Skill) -> Question:
    entry = QUESTION.read(field)
    level = entry["level"].integer(*LEVEL)
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
        accepted=entry["accept"].texts() if "accept" in entry else (),
        tolerance=entry["tolerance"].number(*TOLERANCE) if "tolerance" in entry else 0.0,
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
        a=entry["a"].number(*DISCRIMINATION) if "a" in entry else DEFAULT_DISCRIMINATION,
        b=entry["b"].number(*DIFFICULTY) if "b" in entry else b,
        b_sd=entry["b_sd"].number(*DIFFICULTY_SD) if "b_sd" in entry else AUTHORED_DIFFICULTY_SD,
        c=entry["c"].number(*GUESSING) if "c" in entry else chance,
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
    if not 1 <= len(question.distractors) <= _MOST_DISTRACTORS:
        field.fail("a question has one to five distractors")
    if form is Form.SEQUENCE:
        _check_orders(entry["distractors"], question)
    if question.options:
        _check_options(field, question)
    else:
        _check_typed(entry, question)


def _check_options(field: Field, question: Question) -> None:
    # What a program prints may differ in case alone.
    exact = question.kind in EXACT_KINDS
    options = [
        " ".join((option if exact else option.lower()).split()) for option in question.options
    ]
    for at, option in enumerate(options):
        if option in options[:at]:
            field.fail(f"two options are the same: {question.options[at]!r}")
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
    also = entry["accept"].items() if "accept" in entry else []
    for place in (entry["answer"], *also):
        if place.text().casefold() in RESERVED:
            place.fail(f"{place.text()!r} alone has a meaning of its own in the interview")
    if question.form is Form.NUMBER and not typed_number(question.answer):
        entry["answer"].fail("the answer of form number is a number and nothing else")
    for place, distractor in zip(entry["distractors"].items(), question.distractors, strict=True):
        if question.form is Form.NUMBER and not typed_number(distractor.text):
            place.fail("a foreseen mistake of form number is a number and nothing else")
        if question.outcome_of(distractor.text) is Outcome.RIGHT:
            place.fail(f"{distractor.text!r} counts as the answer, so it is no mistake")
