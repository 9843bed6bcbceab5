"""A question, its options and its explanation, for a terminal."""

from collections.abc import Sequence
from typing import Final

from mlcareer.model.characters import allowed
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.questions import Form, Outcome, Question
from mlcareer.model.study import Resource
from mlcareer.render.code import colored_program
from mlcareer.render.heading import dim
from mlcareer.render.missed import study_title
from mlcareer.render.page import Page, flat, indent

_VERDICT: Final = {
    Outcome.RIGHT: "Right.",
    Outcome.WRONG: "Not right.",
    Outcome.DONT_KNOW: "",
}
_UNDER: Final = " " * len("Answer: ")
"""Sets what is said about a reply below its words."""


def question_text(page: Page, question: Question, skill: str, place: str) -> str:
    """Lay out the stem and the program, with where the person is."""
    return f"{indent(f'[{place}] {skill}', page)}\n\n{stem_text(page, question)}"


def stem_text(page: Page, question: Question) -> str:
    """Lay out the stem and the program."""
    parts = [indent(question.stem, page)]
    if question.code:
        parts += ["", colored_program(question.code, question.lang, page)]
    return "\n".join(parts)


def options_text(page: Page, options: Sequence[str], how: str = "", keys: str = "") -> str:
    """Lay out the options by number, and "I don't know".

    Args:
        page: What the text is for.
        options: In the order to show them; none where the answer is typed.
        how: What to type, where it is not plain from the options.
        keys: What else there is to do.
    """
    lines = [""]
    for number, option in enumerate(options, 1):
        lines.append(option_text(page, option, f"  {number}  "))
    lines.append("  d  I don't know")
    if how:
        lines += ["", indent(f"{how}.", page)]
    if keys:
        lines.append(dim(keys, page))
    return "\n".join(lines)


def option_text(page: Page, option: str, first: str) -> str:
    """Lay out an option; one of several lines is what a program prints, and keeps them."""
    rows = option.splitlines()
    if len(rows) <= 1:
        return indent(option, page, first)
    pad = " " * len(first)
    return "\n".join(f"{pad if at else first}{row}" for at, row in enumerate(rows))


def explanation_text(
    page: Page,
    question: Question,
    chosen: str | None,
    resource: Resource | None,
    options: Sequence[str] = (),
) -> str:
    """Say what the answer is, why, what is wrong with the reply, and where to study it.

    Args:
        page: What the text is for.
        question: The question.
        chosen: The reply, or None for "I don't know".
        resource: What the question refers to, where the content has it.
        options: In the order in which they stand on the same screen, so that they are called
            by their numbers there; none where the question is not in sight.
    """
    outcome = question.outcome_of(chosen)
    lines = [indent(_VERDICT[outcome], page)] if _VERDICT[outcome] else []
    if outcome is not Outcome.RIGHT:
        lines.append(_answer(page, question, chosen, options))
        if chosen is not None:
            lines += _yours(page, question, chosen, options)
        lines.append("")
    lines.append(indent(question.explanation, page))
    lines.append("")
    lines.append(indent(f"Level of this question: {LEVEL_NAMES[question.level]}.", page))
    lines.append(indent(f"Study: {study_title(question.reference, resource)}", page))
    if resource:
        # An address that is broken can be neither clicked nor copied.
        lines.append(flat(resource.url))
    return "\n".join(lines)


def _answer(page: Page, question: Question, reply: str | None, options: Sequence[str]) -> str:
    """Show the answer; of several options, those that the reply left out are marked."""
    left_out: frozenset[str] = frozenset()
    if question.form is Form.SEVERAL and reply is not None:
        left_out = frozenset(question.key) - frozenset(question.form.parts_of(reply))
    return _parts(page, question, question.answer, "Answer: ", options, left_out)


def _yours(page: Page, question: Question, reply: str, options: Sequence[str]) -> list[str]:
    """Show a wrong reply, and say what is wrong with each part of it."""
    mistakes = question.mistakes_in(reply)
    if question.form is Form.SEVERAL:
        return [
            line
            for mistake in mistakes
            for line in (
                option_text(page, mistake.text, f"Not:    {_number(mistake.text, options)}"),
                indent(mistake.why, page, _UNDER),
            )
        ]
    if question.form is Form.CHOICE and not mistakes:
        return []
    return [
        # A reply that was kept may come from elsewhere, and hold what a terminal would obey.
        _parts(page, question, allowed(reply), "Yours:  ", options),
        *(indent(mistake.why, page, _UNDER) for mistake in mistakes),
    ]


def _parts(  # noqa: PLR0913, PLR0917 - how a reply is shown
    page: Page,
    question: Question,
    reply: str,
    first: str,
    options: Sequence[str],
    left_out: frozenset[str] = frozenset(),
) -> str:
    """Lay out a reply behind its first words, each of its parts on a line of its own."""
    if not question.form.in_parts:
        return option_text(page, reply, f"{first}{_number(reply, options)}")
    pad = " " * len(first)
    lines: list[str] = []
    parts = question.form.parts_of(reply)
    if question.form is Form.SEVERAL and set(parts) <= set(options):
        parts = tuple(option for option in options if option in parts)
    for at, part in enumerate(parts, 1):
        ordinal = f"{at}. " if question.form is Form.SEQUENCE else "- "
        place = _number(part, options) or ordinal
        words = f"{part} (you left it out)" if part in left_out else part
        lines.append(indent(words, page, (pad if lines else first) + place))
    return "\n".join(lines)


def _number(option: str, options: Sequence[str]) -> str:
    """Call an option by the number that it has on the screen, if it has one."""
    return f"{options.index(option) + 1}  " if option in options else ""
