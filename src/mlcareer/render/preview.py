"""A question for those who write it: as it is asked, then what is said to each answer."""

from collections.abc import Sequence
from typing import Final

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.questions import Distractor, Question
from mlcareer.model.study import Resource
from mlcareer.render.heading import dim
from mlcareer.render.page import Page, indent
from mlcareer.render.question_text import (
    explanation_text,
    option_text,
    options_text,
    question_text,
)

_UNDER: Final = " " * len("Not 1: ")
"""Sets what is said about a wrong answer below its words."""


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
        dim(_facts(question, page), page),
        "",
        explanation_text(page, question, None, resource, options),
        "",
        *(_mistake(page, distractor, options) for distractor in question.distractors),
    ]
    return "\n".join(parts) + "\n"


def _facts(question: Question, page: Page) -> str:
    """Say what the measuring knows of a question: difficulty and the rest of its item."""
    item = question.item
    give_or_take = "\u00b1" if page.unicode else "+-"
    return (
        f"{question.sub}, {LEVEL_NAMES[question.level]}, {question.kind}, {question.form};"
        f" a {item.a:g}, b {item.b:g} {give_or_take} {item.b_sd:g}, c {item.c:.2f}"
    )


def _mistake(page: Page, distractor: Distractor, options: Sequence[str]) -> str:
    """Say what a wrong answer is told, and which mistake is taken to be behind it."""
    number = f" {options.index(distractor.text) + 1}" if distractor.text in options else ""
    return "\n".join(
        (
            option_text(page, distractor.text, f"Not{number}: "),
            indent(distractor.why, page, _UNDER),
            indent(f"({distractor.misconception})", page, _UNDER),
        )
    )
