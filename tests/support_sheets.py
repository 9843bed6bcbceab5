"""Sheets for blind readers, as tests fill them in."""

from collections.abc import Iterable, Sequence
from typing import Final

from mlcareer.content.sheets import sheet_text
from mlcareer.measure.steps import shown_options
from mlcareer.model.questions import Form, Question

ANSWER: Final = "    answer:\n"


def by_id(questions: Iterable[Question]) -> dict[str, Question]:
    """Put questions under their ids."""
    return {question.id: question for question in questions}


def numbers_of(question: Question, options: Iterable[str], seed: int = 1) -> list[str]:
    """Find the numbers that options have on a sheet."""
    shown = shown_options(question, seed)
    return [str(shown.index(option) + 1) for option in options]


def sheet_of(  # noqa: PLR0913 - a factory names what a test wants to differ
    question: Question,
    answer: str,
    *,
    seed: int = 1,
    shares: str = "[]",
    also_defensible: str = "",
    remark: str = "",
) -> str:
    """Fill in a sheet about one question."""
    return (
        sheet_text([question], seed)
        .replace(ANSWER, f"    answer: {answer}\n")
        .replace("    shares: []\n", f"    shares: {shares}\n")
        .replace("    also_defensible:\n", f"    also_defensible: {also_defensible}\n")
        .replace("    remark:\n", f"    remark: {remark}\n")
    )


def filled(questions: Sequence[Question], *, right: bool, shares: str = "[]", seed: int = 1) -> str:
    """Fill in a sheet as a reader does who is always right, or makes a foreseen mistake."""
    text = sheet_text(questions, seed)
    for question in questions:
        before, start, rest = text.partition(f"\n  {question.id}:\n")
        rest = rest.replace(ANSWER, f"    answer: {_answer(question, seed, right=right)}\n", 1)
        rest = rest.replace("    shares: []\n", f"    shares: {shares}\n", 1)
        text = before + start + rest
    return text


def _answer(question: Question, seed: int, *, right: bool) -> str:
    mistake = question.distractors[0].text
    match question.form:
        case Form.NUMBER | Form.TEXT:
            said = question.answer if right else mistake
            return "'" + said.replace("'", "''") + "'"
        case Form.SEQUENCE:
            steps = question.key if right else question.key[::-1]
            return f"[{', '.join(numbers_of(question, steps, seed))}]"
        case _:
            chosen = question.key if right else (mistake,)
            return f"[{', '.join(numbers_of(question, chosen, seed))}]"
