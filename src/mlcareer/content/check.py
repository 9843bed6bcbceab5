"""Looks for whatever is wrong with a content folder: what stops it, and what weakens it."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from mlcareer.content.everything import part_readers
from mlcareer.content.folder import Folders, Place, default_role, folders_of
from mlcareer.content.lints.bank_lints import lint_bank
from mlcareer.content.lints.findings import Finding
from mlcareer.content.lints.item_lints import lint_question
from mlcareer.content.lints.remedies import PART, REMEDIES
from mlcareer.content.parts import has_file, read_file
from mlcareer.content.proofs import disproved, load_proofs, missing_proofs
from mlcareer.content.questions import load_placed_questions
from mlcareer.content.reviews import load_reviews, unconfirmed
from mlcareer.content.shape_check import problems_in
from mlcareer.content.shapes import FILES
from mlcareer.content.skills import load_known_skills, load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.content.yamlfile import Field, close_match, read_yaml
from mlcareer.errors import ContentError, Problem
from mlcareer.model.questions import Question
from mlcareer.model.remarks import Remark, Severity

_T = TypeVar("_T")
_IN_FOLDERS: Final = ("role", "questions", "content")
"""Kinds of files of which there is one for each role, skill or folder."""


class Check(NamedTuple):
    """What came of checking a folder.

    Attributes:
        remarks: By file and line.
        questions: How many questions could be read.
    """

    remarks: tuple[Remark, ...]
    questions: int


def check_folder(place: Place) -> Check:
    """Read all of a content folder and look for flaws; what cannot be read does not stop the rest.

    Where a folder keeps a record of reviews or of runs, each question has to stand in it.
    """
    remarks: set[Remark] = set()
    folders = _read(partial(folders_of, place), remarks)
    if folders is None:
        return Check(_in_order(remarks), 0)
    remarks.update(_strays(folders))
    entries = _against_forms(folders, remarks)
    _read(partial(load_skill_map, folders), remarks)
    skill_map = _read(partial(load_known_skills, folders), remarks)
    if skill_map is None:
        return Check(_in_order(remarks), 0)
    _read(partial(default_role, folders), remarks)
    for read in part_readers(folders, skill_map):
        _read(read, remarks)
    placed = _read(partial(load_placed_questions, folders, skill_map), remarks) or {}
    questions = {id_: question for id_, (question, _) in placed.items()}
    resources = _read(partial(load_resources, folders, skill_map), remarks) or {}
    findings = [finding for question in questions.values() for finding in lint_question(question)]
    findings += lint_bank(questions.values(), skill_map, resources)
    findings += _unproved(folders, placed, remarks)
    remarks.update(_remark(finding, folders, placed, entries) for finding in findings)
    return Check(_in_order(_ours(folders, remarks)), len(questions))


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
    return tuple(sorted(remarks, key=lambda remark: (remark.problem, remark.lint)))


def _read(load: Callable[[], _T], remarks: set[Remark]) -> _T | None:
    try:
        return load()
    except ContentError as error:
        remarks.update(Remark(Severity.ERROR, problem) for problem in error.problems)
        return None


_Entries = Mapping[tuple[str, int], Field]
"""Questions as they stand in their files, by file and line of their ids."""


def _against_forms(folders: Folders, remarks: set[Remark]) -> _Entries:
    """Hold each file against its form."""
    for kind in FILES:
        if kind not in _IN_FOLDERS and has_file(folders, kind):
            _against_form(partial(read_file, folders, kind), kind, remarks)
    for path in folders.manifests:
        _against_form(partial(read_yaml, path), "content", remarks)
    for path in (_read(lambda: folders.role_files, remarks) or {}).values():
        _against_form(partial(read_yaml, path), "role", remarks)
    found: dict[tuple[str, int], Field] = {}
    for files in (_read(lambda: folders.question_files, remarks) or {}).values():
        for _, path in files:
            top = _against_form(partial(read_yaml, path), "questions", remarks)
            found.update(_questions_in(top))
    return found


def _against_form(load: Callable[[], Field], kind: str, remarks: set[Remark]) -> Field | None:
    top = _read(load, remarks)
    if top is not None:
        problems = problems_in(top, FILES[kind])
        remarks.update(Remark(Severity.ERROR, problem) for problem in problems)
    return top


def _questions_in(top: Field | None) -> Iterator[tuple[tuple[str, int], Field]]:
    entries = top.value if top and isinstance(top.value, dict) else {}
    listed = entries.get("questions")
    for field in listed.value if listed and listed.is_list() else ():
        if isinstance(field.value, dict) and "id" in field.value:
            yield (field.file, field.value["id"].line), field


def _strays(folders: Folders) -> Iterator[Remark]:
    """Warn of files that nothing reads, as after a slip of the pen in their names."""
    known = [f"{kind}.yaml" for kind in FILES if kind not in {"role", "questions"}]
    for layer in folders.layers:
        for path in sorted(layer.path.glob("*.y*ml")):
            if path.name not in known and not path.name.startswith("."):
                message = f"nothing reads this file.{close_match(path.name, known)}"
                yield Remark(Severity.WARNING, Problem(str(path), 0, message))
        for folder in ("questions", "roles"):
            for path in sorted((layer.path / folder).glob("*.yml")):
                message = f"nothing reads this file; call it {path.stem}.yaml"
                yield Remark(Severity.WARNING, Problem(str(path), 0, message))


def _remark(
    finding: Finding,
    folders: Folders,
    placed: Mapping[str, tuple[Question, Field]],
    entries: _Entries,
) -> Remark:
    """Say where a finding is to be mended."""
    remedy = REMEDIES.get(finding.lint, "")
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
    if proofs is not None:
        for question in _questions_beside(folders, "proofs", placed):
            for what in (*missing_proofs(question, proofs), *disproved(question, proofs)):
                yield Finding("L02", Severity.ERROR, question.id, what)
    reviews = _read(partial(load_reviews, folders), remarks)
    if reviews is not None:
        for question in _questions_beside(folders, "reviews", placed):
            what = unconfirmed(question, reviews)
            if what:
                yield Finding("L02", Severity.ERROR, question.id, what)


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
