"""`mlcareer review`."""

from pathlib import Path

from mlcareer.cli.missed import missed_questions
from mlcareer.cli.output import put
from mlcareer.cli.session import load_standing
from mlcareer.cli.streams import page_of
from mlcareer.content.folder import Given
from mlcareer.content.questions import find_questions
from mlcareer.content.study import load_resources
from mlcareer.measure.steps import shown_options
from mlcareer.model.people import EventKind
from mlcareer.render.missed import Missed
from mlcareer.render.page import Page, indent
from mlcareer.render.question_text import explanation_text, question_text


def review(content: Given, form: str, output: Path | None, today: str) -> None:
    """Print each question that was not answered right, with the answer and the reason.

    Args:
        content: The content folders that were named; none for what came with the program.
        form: text, md or anki.
        output: File to write, or None for standard output.
        today: Date of making, as 2026-11-22.
    """
    missed = _missed(content)
    match form:
        case "md":
            from mlcareer.render.review_markdown import review_markdown  # noqa: PLC0415

            put(review_markdown(missed, today), output)
        case "anki":
            from mlcareer.render.review_anki import review_anki  # noqa: PLC0415

            put(review_anki(missed), output)
        case _:
            put(_text(page_of(output), missed), output)


def _missed(content: Given) -> list[Missed]:
    standing = load_standing(content)
    skill_map = standing.report.skill_map
    skill_of = {
        event.subject: str(event.detail["skill"])
        for event in standing.events
        if event.kind is EventKind.ANSWER
    }
    questions = find_questions(standing.folders, skill_map, skill_of)
    resources = load_resources(standing.folders, skill_map)
    return [
        Missed(
            question=question,
            skill=skill_map.skills[question.skill].name,
            options=shown_options(question, 0),
            reply=reply,
            resource=resources.get(question.reference.resource),
        )
        for question, reply in missed_questions(standing.events, questions)
    ]


def _text(page: Page, missed: list[Missed]) -> str:
    parts = []
    for number, one in enumerate(missed, 1):
        place = f"{number} of {len(missed)}"
        parts.append(question_text(page, one.question, one.skill, place))
        parts.append(explanation_text(page, one.question, one.reply, one.resource))
    return "\n\n".join(parts or [_nothing(page)]) + "\n"


def _nothing(page: Page) -> str:
    return indent("Each question that was asked was answered right, or none was asked yet.", page)
