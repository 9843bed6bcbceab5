"""Parts that texts about a plan have in common: headings, commands, what to study with."""

from collections.abc import Iterator
from typing import Final

from mlcareer.render.page import Page, flat, hint, indent
from mlcareer.render.paint import Piece, paint
from mlcareer.render.roadmap_words import resource_words
from mlcareer.roadmap.plan import PlanStep

_COMMAND: Final = ": mlcareer "


def heading(page: Page, text: str, first: str = "") -> str:
    """Set a heading, bold where there is colour, with what stands before it."""
    lines = indent(text, page, first).splitlines()
    return paint(page, [[Piece(line, "bold")] for line in lines])


def command_for(words: str, option: str = "", rest: str = "") -> str:
    """Write a command of the program, with what names the role."""
    return " ".join(filter(None, ("mlcareer", words, option, rest)))


def paragraph(page: Page, text: str, option: str = "") -> str:
    """Wrap a text; a command at its end stays on one line, so that it can be copied."""
    said, command = _apart(text, option)
    return hint(said, command, page) if command else indent(text, page)


def set_in(page: Page, text: str, pad: str, option: str = "") -> str:
    """Wrap a text as `paragraph` does, behind so much space; its further lines are set in more."""
    said, command = _apart(text, option)
    lines = indent(said, page, pad, f"{pad}  ")
    if not command:
        return lines
    last = lines.rpartition("\n")[2]
    if len(last) + 1 + len(command) <= page.text_width:
        return f"{lines} {command}"
    return f"{lines}\n{pad}  {command}"


def _apart(text: str, option: str) -> tuple[str, str]:
    """Part a text from the command at its end, "" where there is none, which gets the role."""
    said, there, words = text.rpartition(_COMMAND)
    return (f"{said}:", command_for(words, option)) if there else (text, "")


def resource_lines(page: Page, step: PlanStep, pad: str) -> Iterator[str]:
    """Say what to study a step with; an address stays on one line."""
    for resource in step.resources:
        yield indent(resource_words(resource), page, pad, f"{pad}  ")
        yield f"{pad}  {flat(resource.url)}"
