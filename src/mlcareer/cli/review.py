"""`mlcareer review`."""

import sys
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.session import load_standing
from mlcareer.cli.streams import page_for
from mlcareer.cli.terminal import missed_questions
from mlcareer.content.questions import load_questions
from mlcareer.content.study import load_resources
from mlcareer.render.page import Page, indent
from mlcareer.render.question_text import explanation_text, question_text


def review(content: Path | None) -> None:
    """Print each question that was not answered right, with the answer and the reason."""
    standing = load_standing(content)
    skill_map = standing.report.skill_map
    questions = load_questions(standing.folder, skill_map)
    resources = load_resources(standing.folder, skill_map)
    missed = missed_questions(standing.events, questions)
    page = page_for(sys.stdout)
    parts = []
    for number, (question, chosen) in enumerate(missed, 1):
        name = skill_map.skills[question.skill].name
        parts.append(question_text(page, question, name, f"{number} of {len(missed)}"))
        resource = resources.get(question.reference.resource)
        parts.append(explanation_text(page, question, chosen, resource))
    put("\n\n".join(parts or [_nothing(page)]) + "\n")


def _nothing(page: Page) -> str:
    return indent("Each question that was asked was answered right, or none was asked yet.", page)
