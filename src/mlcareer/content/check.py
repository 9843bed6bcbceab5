"""Looks for whatever is wrong with a content folder: what stops it, and what weakens it."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice, product
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from mlcareer.content.everything import part_readers
from mlcareer.content.folder import (
    Folders,
    Given,
    Layer,
    content_folder,
    default_role,
    is_content,
    shipped_folder,
)
from mlcareer.content.lints.bank_lints import lint_bank
from mlcareer.content.lints.findings import Finding
from mlcareer.content.lints.item_lints import lint_question
from mlcareer.content.lints.remedies import PART, REMEDIES
from mlcareer.content.look_alikes import disguised, reading_alike
from mlcareer.content.manifest import MANIFEST
from mlcareer.content.parts import has_file, optional_part, read_file
from mlcareer.content.proofs import Proofs, disproved, load_proofs, missing_proofs
from mlcareer.content.questions import sound_questions
from mlcareer.content.reviews import load_reviews, unconfirmed
from mlcareer.content.shape_check import problems_in
from mlcareer.content.shapes import FILES
from mlcareer.content.skills import load_known_skills, load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.content.yamlfile import Field, close_match, foremost, read_yaml
from mlcareer.errors import ContentError, Problem, UsageError
from mlcareer.model.questions import Question
from mlcareer.model.remarks import Remark, Severity

_T = TypeVar("_T")
_IN_FOLDERS: Final = ("role", "questions", "content")
"""Kinds of files of which there is one for each role, skill or folder."""

MOST_REMARKS: Final = 10_000
"""Remarks after which no further file is held against its form."""

_MOST_STRAYS: Final = 1000
_PARTED: Final = ("questions", "roles")
"""Folders with a file for each skill or role."""

_PLACES: Final = " Questions stand in questions/SKILL.yaml, roles in roles/ROLE.yaml."


class Check(NamedTuple):
    """What came of checking a folder.

    Attributes:
        folders: What was checked.
        remarks: By file and line.
        questions: How many questions could be read.
    """

    folders: tuple[str, ...]
    remarks: tuple[Remark, ...]
    questions: int


def check_folder(given: Given) -> Check:
    """Read all of a content folder and look for flaws; what cannot be read does not stop the rest.

    Where a folder keeps a record of reviews or of runs, each question has to stand in it.

    Args:
        given: The content; of what somebody builds on, only errors are listed.

    Raises:
        UsageError: There is no skill map.
    """
    remarks: set[Remark] = set()
    folders = _read(partial(content_folder, given), remarks)
    questions = _check(folders, remarks) if folders else 0
    named = _names_of(folders or given or shipped_folder())
    return Check(named, _in_order(_ours(folders, remarks) if folders else remarks), questions)


def _names_of(given: Given) -> tuple[str, ...]:
    if isinstance(given, Folders):
        return tuple(str(layer.path) for layer in given.layers)
    return tuple(map(str, (given,) if isinstance(given, Path) else given))


def _check(folders: Folders, remarks: set[Remark]) -> int:
    """Look for flaws; count the questions that can be read."""
    remarks.update(islice(_strays(folders), _MOST_STRAYS))
    if not _all_in_place(folders, remarks):
        return 0
    entries = _against_forms(folders, remarks)
    _read(partial(load_skill_map, folders), remarks)
    skill_map = _read(partial(load_known_skills, folders), remarks)
    if skill_map is None:
        return 0
    _read(partial(_some_role, folders), remarks)
    for layer, part in _replacing(folders):
        _read(partial(_all_replaced, layer, part), remarks)
    for read in part_readers(folders, skill_map):
        _read(read, remarks)
    placed, problems = sound_questions(folders, skill_map)
    _tell(problems, remarks)
    questions = {id_: question for id_, (question, _) in placed.items()}
    findings = [finding for question in questions.values() for finding in lint_question(question)]
    _read(partial(load_resources, folders, skill_map), remarks)
    listed = _read(partial(optional_part, folders, "resources", "resources"), remarks)
    # One slip in the file is not to be told of each question that refers to it.
    all_ = {question.reference.resource for question in questions.values()}
    findings += lint_bank(questions.values(), skill_map, all_ if listed is None else listed)
    findings += _unproved(folders, placed, remarks)
    remarks.update(_remark(finding, folders, placed, entries) for finding in findings)
    return len(questions)


def _all_in_place(folders: Folders, remarks: set[Remark]) -> bool:
    """Tell whether all files can be found; if not, nothing in them can be held against another."""
    before = len(remarks)
    for layer, kind in product(folders.layers, FILES):
        _read(partial(layer.file, f"{kind}.yaml"), remarks)
    _read(lambda: folders.role_files, remarks)
    _read(lambda: folders.question_files, remarks)
    return len(remarks) == before


def _ours(folders: Folders, remarks: set[Remark]) -> set[Remark]:
    """Leave out the weak points of what somebody builds on; what stops the build stays."""
    if not any(layer.manifest.extends for layer in folders.layers):
        return remarks
    theirs = f"{folders.layers[0].path}{os.sep}"
    return {
        remark
        for remark in remarks
        if remark.severity is Severity.ERROR or not remark.problem.file.startswith(theirs)
    }


def _in_order(remarks: set[Remark]) -> tuple[Remark, ...]:
    """Put what stops the build last, where it is in sight; each sort by file and line."""
    ranks = {severity: -place for place, severity in enumerate(Severity)}
    return tuple(sorted(remarks, key=lambda one: (ranks[one.severity], one.problem, one.lint)))


def _read(load: Callable[[], _T], remarks: set[Remark]) -> _T | None:
    try:
        return load()
    except ContentError as error:
        _tell(error.problems, remarks)
        return None


def _tell(problems: Iterable[Problem], remarks: set[Remark]) -> None:
    """Add what readers complain of, but for what was told of the same place before."""
    # Where a value has another form than it should, its reader says so in its own words.
    told = {
        _place(remark.problem)
        for remark in remarks
        if remark.problem.column and remark.severity is Severity.ERROR
    }
    remarks.update(
        Remark(Severity.ERROR, problem) for problem in problems if _place(problem) not in told
    )


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line, problem.column


_Entries = Mapping[tuple[str, int], Field]
"""Questions as they stand in their files, by file and line of their ids."""


def _against_forms(folders: Folders, remarks: set[Remark]) -> _Entries:
    """Hold each file against its form."""
    for kind in FILES:
        if kind not in _IN_FOLDERS and has_file(folders, kind):
            _against_form(partial(read_file, folders, kind), kind, remarks)
    for path in folders.manifests:
        _against_form(partial(read_yaml, path), "content", remarks)
    for path in folders.role_files.values():
        _against_form(partial(read_yaml, path), "role", remarks)
    found: dict[tuple[str, int], Field] = {}
    for files in folders.question_files.values():
        for _, path in files:
            top = _against_form(partial(read_yaml, path), "questions", remarks)
            found.update(_questions_in(top))
    if len(remarks) > MOST_REMARKS:
        message = f"more than {MOST_REMARKS} problems; mend some, then check again for others"
        problem = Problem(str(folders.last.path), 0, message)
        remarks.add(Remark(Severity.ERROR, problem))
    return found


def _against_form(load: Callable[[], Field], kind: str, remarks: set[Remark]) -> Field | None:
    if len(remarks) > MOST_REMARKS:
        return None
    top = _read(load, remarks)
    if top is not None:
        problems = foremost(problems_in(top, FILES[kind]))
        remarks.update(Remark(Severity.ERROR, problem) for problem in problems)
        unclear = foremost(chain(disguised(top), _names_alike(top, kind), _cut_apart(top, kind)))
        remarks.update(Remark(Severity.WARNING, problem) for problem in unclear)
    return top


def _names_alike(top: Field, kind: str) -> Iterator[Problem]:
    """Look for skills that nobody could tell apart in a report."""
    skills = _skills_in(top) if kind == "skills" else ()
    return reading_alike(skill["name"] for skill in skills if "name" in skill)


def _cut_apart(top: Field, kind: str) -> Iterator[Problem]:
    """Look for sentences that a comma in brackets has cut in two, which is no error of YAML."""
    for skill in _skills_in(top) if kind == "skills" else ():
        levels = skill["can_do"].value if "can_do" in skill else None
        for level in levels.values() if isinstance(levels, dict) else ():
            for sentence in level.value[1:] if level.is_list() else ():
                if isinstance(sentence.value, str) and sentence.value[:1].islower():
                    message = (
                        f"{sentence.value!r} begins with a small letter: in [ ] a comma begins a"
                        " new sentence; put the whole one in quotation marks"
                    )
                    yield sentence.problem(message)


def _skills_in(top: Field) -> Iterator[Mapping[str, Field]]:
    """List the entries of a skill map, as far as they have the form of entries."""
    entries = top.value.get("skills") if isinstance(top.value, dict) else None
    skills = entries.value.values() if entries and isinstance(entries.value, dict) else ()
    yield from (skill.value for skill in skills if isinstance(skill.value, dict))


def _questions_in(top: Field | None) -> Iterator[tuple[tuple[str, int], Field]]:
    entries = top.value if top and isinstance(top.value, dict) else {}
    listed = entries.get("questions")
    for field in listed.value if listed and listed.is_list() else ():
        if isinstance(field.value, dict) and "id" in field.value:
            yield (field.file, field.value["id"].line), field


def _some_role(folders: Folders) -> None:
    """Look whether there is a role to compare with.

    Raises:
        ContentError: There is none.
    """
    try:
        default_role(folders)
    except UsageError as error:
        raise ContentError(Problem(str(folders.last.path / "roles"), 0, str(error))) from error


def _replacing(folders: Folders) -> Iterator[tuple[Layer, str]]:
    """List the parts of files of which folders replace entries; the readers know the others."""
    for layer in folders.layers:
        for part in layer.manifest.replaces:
            if part not in {"roles", "questions"}:
                yield layer, part


def _all_replaced(layer: Layer, part: str) -> None:
    """Look whether a folder has something to put in the place of what it replaces.

    Raises:
        ContentError: It has not.
    """
    kind = next(kind for kind in FILES if kind not in _IN_FOLDERS and part in FILES[kind].keys)
    path = layer.file(f"{kind}.yaml")
    entries = read_yaml(path).entries() if path.exists() else {}
    here = entries[part].entries() if part in entries else {}
    problems = [
        Problem(
            str(layer.path / MANIFEST),
            line,
            f"{kind}.yaml has no {id_!r} under {part} to take the place of the other",
        )
        for id_, line in layer.manifest.replaces[part].items()
        if id_ not in here
    ]
    if problems:
        raise ContentError(*problems)


def _strays(folders: Folders) -> Iterator[Remark]:
    """Warn of files that nothing reads, as after a slip of the pen in their names."""
    known = [f"{kind}.yaml" for kind in FILES if kind not in {"role", "questions"}]
    for layer in folders.layers:
        for path in sorted(layer.path.glob("*.y*ml")):
            if path.name not in known and not path.name.startswith("."):
                way = close_match(path.name, known) or _PLACES
                yield _stray(path, f"nothing reads this file.{way}")
        for folder in _PARTED:
            for path in sorted((layer.path / folder).glob("*.yml")):
                yield _stray(path, f"nothing reads this file; call it {path.stem}.yaml")
            for path in sorted((layer.path / folder).glob("*/*.y*ml")):
                yield _stray(path, f"nothing reads this file; move it up into {folder}")
        for path in sorted(layer.path.glob("*/*.y*ml")):
            if path.parent.name not in _PARTED and _is_lost(path.parent):
                way = close_match(path.parent.name, _PARTED) or _PLACES
                yield _stray(path, f"nothing reads this file.{way}")


def _stray(path: Path, message: str) -> Remark:
    return Remark(Severity.WARNING, Problem(str(path), 0, message))


def _is_lost(folder: Path) -> bool:
    """Tell whether a folder can hold nothing but what was put there by mistake."""
    return not folder.name.startswith(".") and not is_content(folder)


def _remark(
    finding: Finding,
    folders: Folders,
    placed: Mapping[str, tuple[Question, Field]],
    entries: _Entries,
) -> Remark:
    """Say where a finding is to be mended."""
    general = REMEDIES.get(finding.lint, "")
    remedy = REMEDIES.get(f"{finding.lint} {finding.part}", general)
    if not finding.question:
        problem = Problem(str(_file_of(finding.skill, folders)), 0, finding.message)
        return Remark(finding.severity, problem, finding.lint, remedy)
    begin = placed[finding.question][1]
    entry = entries.get((begin.file, begin.line))
    part = entry.value.get(finding.part or PART.get(finding.lint, "id")) if entry else None
    message = f"{finding.question}: {finding.message}"
    problem = part.key_problem(message) if part else begin.problem(message)
    return Remark(finding.severity, problem, finding.lint, remedy)


def _file_of(skill: str, folders: Folders) -> Path:
    """Name the file of questions that a finding about a skill is about, or their folder."""
    files = folders.question_files.get(skill)
    return files[-1][1] if files else folders.last.path / "questions"


def _unproved(
    folders: Folders, placed: Mapping[str, tuple[Question, Field]], remarks: set[Remark]
) -> Iterator[Finding]:
    """L02: a key that no run and no reader bears out, where its folder keeps records of these."""
    proofs = _read(partial(load_proofs, folders), remarks)
    yield from _never_run(folders, placed)
    if proofs is not None:
        for question in _questions_beside(folders, "proofs", placed):
            for what in missing_proofs(question, proofs):
                yield Finding("L02", Severity.ERROR, question.id, what)
            for what in disproved(question, proofs):
                yield Finding("L02", Severity.ERROR, question.id, what, "answer")
    reviews = _read(partial(load_reviews, folders), remarks)
    if reviews is not None:
        for question in _questions_beside(folders, "reviews", placed):
            what = unconfirmed(question, reviews)
            if what:
                yield Finding("L02", Severity.ERROR, question.id, what, "stem")


def _never_run(folders: Folders, placed: Mapping[str, tuple[Question, Field]]) -> Iterator[Finding]:
    """L02: programs and proofs where no record of runs is kept; a bank grows from its first ten."""
    recorded = {question.id for question in _questions_beside(folders, "proofs", placed)}
    for question, _ in placed.values():
        if question.id not in recorded and any(missing_proofs(question, Proofs({}, {}))):
            what = "whether its program or proof bears out the key was never tried"
            yield Finding("L02", Severity.WARNING, question.id, what, "record")


def _questions_beside(
    folders: Folders, record: str, placed: Mapping[str, tuple[Question, Field]]
) -> Iterator[Question]:
    """List the questions of those folders that keep a record."""
    keeping = folders.having(f"{record}.yaml")
    files = {
        str(path)
        for found in folders.question_files.values()
        for layer, path in found
        if layer in keeping
    }
    yield from (question for question, place in placed.values() if place.file in files)
