"""The questions that were not answered right, as a Markdown page."""

from collections.abc import Iterator, Sequence

from mlcareer.model.characters import allowed
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.questions import Form
from mlcareer.model.wording import counted
from mlcareer.render.markdown import address, code_block, escape
from mlcareer.render.missed import Missed


def review_markdown(missed: Sequence[Missed], made_on: str) -> str:
    """Lay out each question with the reply, what is wrong with it, and the answer.

    Args:
        missed: In the order in which they were asked.
        made_on: Date of making, as 2026-11-22.
    """
    lines = [
        "# Review",
        "",
        f"Made on {made_on}. Not answered right: {counted(len(missed), 'question')}.",
    ]
    for number, one in enumerate(missed, 1):
        level = LEVEL_NAMES[one.question.level]
        lines += ["", f"## {number}. {escape(one.skill)} ({level})", ""]
        lines += _question(one)
    return "\n".join(lines) + "\n"


def _question(one: Missed) -> Iterator[str]:
    question = one.question
    yield escape(question.stem)
    if question.code:
        yield from ("", *code_block(question.code, question.lang))
    if one.options:
        yield from ("", *(f"- {_option(option)}" for option in one.options))
    # A reply that was kept may come from elsewhere, and hold what nobody would see.
    yield from ("", f"**Your answer:** {_joined(tuple(map(allowed, one.said)), question.form)}")
    for mistake in one.mistakes:
        yield from ("", escape(mistake.why))
    yield from ("", f"**Answer:** {_joined(question.key, question.form)}")
    yield from ("", escape(question.explanation), "")
    link = f"[{escape(one.study)}]({address(one.resource.url)})" if one.resource else ""
    yield f"Study: {link or escape(one.study)}"


def _option(option: str) -> str:
    return " / ".join(escape(line) for line in option.splitlines())


def _joined(parts: Sequence[str], form: Form) -> str:
    if form is Form.SEQUENCE and len(parts) > 1:
        return "; ".join(f"{at}. {_option(part)}" for at, part in enumerate(parts, 1))
    return "; ".join(map(_option, parts))
