"""A question for those who write it: as it is asked, then what is said to each answer."""

from collections.abc import Sequence

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.questions import Question
from mlcareer.model.study import Resource
from mlcareer.render.heading import dim
from mlcareer.render.page import Page, indent
from mlcareer.render.question_text import explanation_text, options_text, question_text


def preview_text(  # noqa: PLR0913, PLR0917 - a question with all that stands around it
    page: Page,
    question: Question,
    skill: str,
    options: Sequence[str],
    how: str,
    resource: Resource | None,
) -> str:
    """Lay out a question, its answer, and what each mistake is told.

    Args:
        page: What the text is for.
        question: The question.
        skill: Name of its skill.
        options: In the order in which they are shown; none where the answer is typed.
        how: What to type in reply.
        resource: What the question refers to, where the content has it.
    """
    parts = [
        question_text(page, question, skill, question.id),
        options_text(page, options, how),
        "",
        dim(_facts(question), page),
        "",
        explanation_text(page, question, None, resource, options),
        "",
        *(_mistake(page, question, at, options) for at in range(len(question.distractors))),
    ]
    return "\n".join(parts) + "\n"


def _facts(question: Question) -> str:
    item = question.item
    return (
        f"{question.sub}, {LEVEL_NAMES[question.level]}, {question.kind}, {question.form};"
        f" a {item.a:g}, b {item.b:g} ± {item.b_sd:g}, c {item.c:.2f}"
    )


def _mistake(page: Page, question: Question, at: int, options: Sequence[str]) -> str:
    """Say what a wrong answer is told, and which mistake is taken to be behind it."""
    distractor = question.distractors[at]
    number = options.index(distractor.text) + 1 if distractor.text in options else 0
    first = f"Not {number}: " if number else "Not: "
    text = indent(distractor.text, page, first)
    why = indent(distractor.why, page, "       ")
    return f"{text}\n{why}\n{indent(f'({distractor.misconception})', page, '       ')}"
