"""A question, its options and its explanation, for a terminal."""

from collections.abc import Sequence

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.questions import Outcome, Question
from mlcareer.model.study import Resource
from mlcareer.render.page import Page, indent


def question_text(page: Page, question: Question, skill: str, place: str) -> str:
    """Lay out the stem and the program, with where the person is."""
    parts = [indent(f"[{place}] {skill}", page), ""]
    parts.append(indent(question.stem, page))
    if question.code:
        parts += ["", *(f"    {line}".rstrip() for line in question.code.splitlines())]
    return "\n".join(parts)


def options_text(page: Page, options: Sequence[str]) -> str:
    """Lay out the options by number, and "I don't know"."""
    lines = [""]
    for number, option in enumerate(options, 1):
        lines.append(_option(page, option, f"  {number}  "))
    lines.append("  d  I don't know")
    return "\n".join(lines)


def _option(page: Page, option: str, first: str) -> str:
    rows = option.splitlines()
    if len(rows) == 1:
        return indent(option, page, first)
    pad = " " * len(first)
    return "\n".join(f"{pad if at else first}{row}" for at, row in enumerate(rows))


def explanation_text(
    page: Page, question: Question, chosen: str | None, resource: Resource | None
) -> str:
    """Say what the answer is, why, what is wrong with the option chosen, and where to study it.

    Args:
        page: What the text is for.
        question: The question.
        chosen: The option chosen, or None for "I don't know".
        resource: What the question refers to, where the content has it.
    """
    outcome = question.outcome_of(chosen)
    lines = []
    if outcome is Outcome.RIGHT:
        lines.append(indent("Right.", page))
    else:
        lines.append(_option(page, question.answer, "Answer: "))
        for distractor in question.distractors:
            if distractor.text == chosen:
                lines.append(_option(page, distractor.text, "Yours:  "))
                lines.append(indent(distractor.why, page, "        "))
        lines.append("")
    lines.append(indent(question.explanation, page))
    lines.append("")
    lines.append(indent(f"Level: {LEVEL_NAMES[question.level]}.", page))
    lines.append(indent(_study(question, resource), page))
    return "\n".join(lines)


def _study(question: Question, resource: Resource | None) -> str:
    title = resource.title if resource else question.reference.resource
    section = f", {question.reference.section}" if question.reference.section else ""
    address = f" ({resource.url})" if resource else ""
    return f"Study: {title}{section}{address}"
