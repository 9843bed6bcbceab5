"""A question, its options and its explanation, for a terminal."""

from collections.abc import Sequence

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.questions import Form, Outcome, Question
from mlcareer.model.study import Resource
from mlcareer.render.page import Page, indent


def question_text(page: Page, question: Question, skill: str, place: str) -> str:
    """Lay out the stem and the program, with where the person is."""
    parts = [indent(f"[{place}] {skill}", page), ""]
    parts.append(indent(question.stem, page))
    if question.code:
        parts += ["", *(f"    {line}".rstrip() for line in question.code.splitlines())]
    return "\n".join(parts)


def options_text(page: Page, options: Sequence[str], how: str = "") -> str:
    """Lay out the options by number, and "I don't know".

    Args:
        page: What the text is for.
        options: In the order to show them; none where the answer is typed.
        how: What to type, where it is not plain from the options.
    """
    lines = [""]
    for number, option in enumerate(options, 1):
        lines.append(_option(page, option, f"  {number}  "))
    lines.append("  d  I don't know")
    if how:
        lines += ["", indent(f"{how}.", page)]
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
    """Say what the answer is, why, what is wrong with the reply, and where to study it.

    Args:
        page: What the text is for.
        question: The question.
        chosen: The reply, or None for "I don't know".
        resource: What the question refers to, where the content has it.
    """
    lines = []
    if question.outcome_of(chosen) is Outcome.RIGHT:
        lines.append(indent("Right.", page))
    else:
        lines.append(_answer(page, question, question.answer, "Answer: "))
        if chosen is not None:
            lines += _yours(page, question, chosen)
        lines.append("")
    lines.append(indent(question.explanation, page))
    lines.append("")
    lines.append(indent(f"Level: {LEVEL_NAMES[question.level]}.", page))
    lines.append(indent(_study(question, resource), page))
    return "\n".join(lines)


def _yours(page: Page, question: Question, reply: str) -> list[str]:
    """Show a wrong reply, and say what is wrong with each part of it."""
    mistakes = question.mistakes_in(reply)
    if question.form is Form.SEVERAL:
        parts = [
            line
            for mistake in mistakes
            for line in (
                _option(page, mistake.text, "Not:    "),
                indent(mistake.why, page, "        "),
            )
        ]
        left_out = [option for option in question.key if option not in reply.split("\n")]
        return parts + [_option(page, option, "Missed: ") for option in left_out]
    if question.form is Form.CHOICE and not mistakes:
        return []
    return [
        _answer(page, question, reply, "Yours:  "),
        *(indent(mistake.why, page, "        ") for mistake in mistakes),
    ]


def _answer(page: Page, question: Question, reply: str, first: str) -> str:
    if question.form not in {Form.SEVERAL, Form.SEQUENCE}:
        return _option(page, reply, first)
    pad = " " * len(first)
    lines: list[str] = []
    for number, part in enumerate(reply.split("\n"), 1):
        place = f"{number}. " if question.form is Form.SEQUENCE else "- "
        lines.append(indent(part, page, (pad if lines else first) + place))
    return "\n".join(lines)


def _study(question: Question, resource: Resource | None) -> str:
    title = resource.title if resource else question.reference.resource
    section = f", {question.reference.section}" if question.reference.section else ""
    address = f" ({resource.url})" if resource else ""
    return f"Study: {title}{section}{address}"
