"""Looks for whatever is wrong with a content folder: what stops it, and what weakens it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from mlcareer.content.everything import part_readers
from mlcareer.content.lints.bank_lints import lint_bank
from mlcareer.content.lints.findings import Finding, Severity
from mlcareer.content.lints.item_lints import lint_question
from mlcareer.content.proofs import disproved, load_proofs, missing_proofs
from mlcareer.content.questions import load_placed_questions
from mlcareer.content.reviews import load_reviews, unconfirmed
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.errors import ContentError, Problem
from mlcareer.model.questions import Question

_T = TypeVar("_T")


class Remark(NamedTuple):
    """Something to be said about a place of a content folder.

    Attributes:
        lint: Id of the rule, or "" where the file is not what it should be.
    """

    severity: Severity
    problem: Problem
    lint: str = ""


class Check(NamedTuple):
    """What came of checking a folder.

    Attributes:
        remarks: By file and line.
        questions: How many questions could be read.
    """

    remarks: tuple[Remark, ...]
    questions: int


def check_folder(folder: Path) -> Check:
    """Read all of a content folder and look for flaws; what cannot be read does not stop the rest.

    Where a folder keeps a record of reviews or of runs, each question has to stand in it.
    """
    remarks: list[Remark] = []
    skill_map = _read(partial(load_skill_map, folder), remarks)
    if skill_map is None:
        return Check(tuple(remarks), 0)
    for read in part_readers(folder, skill_map):
        _read(read, remarks)
    placed = _read(partial(load_placed_questions, folder, skill_map), remarks) or {}
    questions = {id_: question for id_, (question, _) in placed.items()}
    resources = _read(partial(load_resources, folder, skill_map), remarks) or {}
    findings = [finding for question in questions.values() for finding in lint_question(question)]
    findings += lint_bank(questions.values(), skill_map, resources)
    findings += _unproved(folder, questions, remarks)
    for finding in findings:
        problem = Problem(str(folder / "questions"), 0, finding.message)
        if finding.question:
            place = placed[finding.question][1]
            message = f"{finding.question}: {finding.message}"
            problem = Problem(place.file, place.line, message)
        remarks.append(Remark(finding.severity, problem, finding.lint))
    remarks.sort(key=lambda remark: (remark.problem, remark.lint))
    return Check(tuple(remarks), len(questions))


def _read(load: Callable[[], _T], remarks: list[Remark]) -> _T | None:
    try:
        return load()
    except ContentError as error:
        remarks.extend(Remark(Severity.ERROR, problem) for problem in error.problems)
        return None


def _unproved(
    folder: Path, questions: Mapping[str, Question], remarks: list[Remark]
) -> Iterator[Finding]:
    """L02: a key that no run and no reader bears out, where the folder keeps records of these."""
    proofs = _read(partial(load_proofs, folder), remarks)
    if proofs is not None and (folder / "proofs.yaml").exists():
        for question in questions.values():
            for what in (*missing_proofs(question, proofs), *disproved(question, proofs)):
                yield Finding("L02", Severity.ERROR, question.id, what)
    reviews = _read(partial(load_reviews, folder), remarks)
    if reviews is not None and (folder / "reviews.yaml").exists():
        for question in questions.values():
            what = unconfirmed(question, reviews)
            if what:
                yield Finding("L02", Severity.ERROR, question.id, what)
