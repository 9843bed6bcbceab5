"""`mlcareer content preview`: questions as the interview shows them."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.replies import how_to_reply
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import Folders, Given, content_folder
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.measure.steps import shown_options
from mlcareer.model.questions import Question
from mlcareer.model.skills import SkillMap
from mlcareer.render.preview import preview_text

_SEED = 0
"""Any order of the options is as good as another; it is the same each time."""


def preview(content: Given, name: str, color: str) -> None:
    """Print a question, or all about a skill, with what is said to each answer.

    Raises:
        UsageError: There is no such question or skill.
    """
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    questions = _wanted(folders, skill_map, name)
    resources = load_resources(folders, skill_map)
    page = page_for(sys.stdout, color)
    texts = [
        preview_text(
            page,
            question,
            skill_map.skills[question.skill].name,
            shown_options(question, _SEED) if question.options else (),
            how_to_reply(question.form),
            resources.get(question.reference.resource),
        )
        for question in questions
    ]
    put("\n".join(texts))


def _wanted(folders: Folders, skill_map: SkillMap, name: str) -> Sequence[Question]:
    if name in skill_map.skills:
        found = tuple(load_questions(folders, skill_map, (name,)).values())
        if not found:
            message = f"There is no question about {name} yet."
            raise UsageError(message)
        return found
    questions = load_questions(folders, skill_map)
    if name not in questions:
        if Path(name).is_dir():
            message = f"{name} is a folder. Name a skill before it: mlcareer content preview SKILL"
            message = f"{message} {shlex.quote(name)}"
            raise UsageError(message)
        hint = close_match(name, (*skill_map.skills, *questions))
        message = f"There is no question and no skill {name!r} in {folders}.{hint}"
        raise UsageError(message)
    return (questions[name],)
