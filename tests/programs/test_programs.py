from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from mlcareer.content.proofs import (
    Proof,
    Proofs,
    disproved,
    load_proofs,
    missing_proofs,
    program_fingerprint,
)
from mlcareer.content.questions import load_questions
from mlcareer.content.shapes.questions import LANGUAGES
from mlcareer.content.skills import load_skill_map
from mlcareer.model.questions import Question
from mlcareer.proving.runs import carry_out, plan_runs
from support import DATA, EXAMPLE, make_question
from support_proving import PATIENT, output_of, require

ALL = [
    question
    for folder in (DATA, EXAMPLE)
    for question in load_questions(folder, load_skill_map(folder)).values()
]
WITH_PROGRAM = [question for question in ALL if question.lang]
WITH_PROOF = [question for question in ALL if question.proof]


PROOFS = {folder: load_proofs(folder) for folder in (DATA, EXAMPLE)}
SHIPPED = [*load_questions(DATA, load_skill_map(DATA)).values()]


def in_language(lang: str) -> list[Question]:
    """List the questions whose program is in a language."""
    return [question for question in WITH_PROGRAM if question.lang == lang]


def complaints(questions: Sequence[Question], printed: Mapping[str, str]) -> list[str]:
    """Say which questions promise another output than the program printed."""
    programs = {
        q.id: Proof(program_fingerprint(q.lang, q.code), "", printed[q.id]) for q in questions
    }
    proofs = Proofs(programs, {})
    return [f"{q.id}: {what}" for q in questions for what in disproved(q, proofs)]


@pytest.mark.toolchain
@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if in_language(lang)])
def test_programs_print_what_the_key_says(lang: str) -> None:
    """Each program prints its key, and no distractor, when it is run in its own language."""
    require(lang)
    questions = in_language(lang)
    nothing = Proofs({}, {})
    plan = plan_runs([replace(question, proof="") for question in questions], nothing)

    proofs, failures = carry_out(plan, nothing, PATIENT)
    assert plan.out_of_reach == {}
    assert [f"{failure.program.question}: {failure.what}" for failure in failures] == []
    assert list(proofs.programs) == [question.id for question in questions]
    assert [f"{q.id}: {what}" for q in questions for what in disproved(q, proofs)] == []


@pytest.mark.parametrize("question", WITH_PROOF, ids=lambda question: question.id)
def test_proofs_print_the_key(question: Question) -> None:
    """The proof of each calculation prints its answer and none of its distractors."""
    proof = Proof("", "", output_of("python", question.proof))

    assert list(disproved(question, Proofs({}, {question.id: proof}))) == []


@pytest.mark.parametrize("question", SHIPPED, ids=lambda question: question.id)
def test_what_was_run_bears_out_the_key(question: Question) -> None:
    """The record of each program is of the program that stands now, and gives the key."""
    assert list(missing_proofs(question, PROOFS[DATA])) == []
    assert list(disproved(question, PROOFS[DATA])) == []


def test_no_run_is_left_over() -> None:
    """Each run on record belongs to a question that has such a program."""
    assert set(PROOFS[DATA].programs) == {q.id for q in SHIPPED if q.lang}
    assert set(PROOFS[DATA].calculations) == {q.id for q in SHIPPED if q.proof}


def test_there_is_something_to_prove() -> None:
    """Each of the six languages of the map has programs, and there are calculations."""
    assert {"python", "cpp", "java", "r", "lisp", "prolog"} <= {q.lang for q in WITH_PROGRAM}
    assert len(WITH_PROOF) >= 10


@pytest.mark.parametrize(
    ("answer", "wrong", "expected"),
    [
        ("2", ("3", "4"), 0),
        ("3", ("4", "5"), 1),
        ("3", ("2", "5"), 2),
    ],
)
def test_a_wrong_key_is_found(answer: str, wrong: tuple[str, ...], expected: int) -> None:
    """A key that the program does not print, and a distractor that it prints, are reported."""
    question = make_question(
        kind="code", lang="python", code="print(1 + 1)", answer=answer, wrong=wrong
    )

    assert expected == len(complaints([question], {question.id: "2\n"}))
