from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from interpreters import outputs, require, run_python
from mlcareer.content.proofs import (
    Proof,
    Proofs,
    disproved,
    load_proofs,
    missing_proofs,
)
from mlcareer.content.questions import LANGUAGES, load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.model.questions import Question
from support import DATA, EXAMPLE, make_question

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
    proofs = Proofs({id_: Proof("", "", output) for id_, output in printed.items()}, {})
    return [f"{q.id}: {what}" for q in questions for what in disproved(q, proofs)]


@pytest.mark.toolchain
@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if in_language(lang)])
def test_programs_print_what_the_key_says(lang: str, tmp_path: Path) -> None:
    """Each program prints its key, and no distractor, when it is run in its own language."""
    questions = in_language(lang)
    require(lang)

    assert complaints(questions, outputs(lang, questions, tmp_path)) == []


@pytest.mark.parametrize("question", WITH_PROOF, ids=lambda question: question.id)
def test_proofs_print_the_key(question: Question, tmp_path: Path) -> None:
    """The proof of each calculation prints its answer and none of its distractors."""
    proof = Proof("", "", run_python(question.proof, tmp_path))

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


def test_a_program_that_complains_is_refused(tmp_path: Path) -> None:
    """A program that writes to standard error or fails proves nothing."""
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        run_python("print(1 / 0)", tmp_path)


def test_sql_prints_rows(tmp_path: Path) -> None:
    """SQL runs in a database of its own; values are joined by bars and NULL is named."""
    code = "CREATE TABLE t (a, b);\nINSERT INTO t VALUES (1, NULL), (2, 'x;y');\nSELECT * FROM t;"
    question = make_question(kind="code", lang="sql", code=code, answer="1|NULL 2|x;y")

    assert complaints([question], outputs("sql", [question], tmp_path)) == []
