from collections.abc import Mapping

import pytest

from mlcareer.content.folder import content_folder
from mlcareer.content.lints import Severity, lint_bank, lint_question, solve_by_cues
from mlcareer.content.lints.cues import MARGIN
from mlcareer.content.questions import load_questions
from mlcareer.content.study import load_resources
from mlcareer.model.questions import Form, Question
from mlcareer.model.skills import SkillMap


@pytest.fixture(scope="module")
def bank(skill_map: SkillMap) -> Mapping[str, Question]:
    """Read the shipped questions once."""
    return load_questions(content_folder(), skill_map)


def test_no_shipped_question_has_an_error(bank: Mapping[str, Question]) -> None:
    """No shipped question has a flaw that stops the build."""
    findings = [finding for question in bank.values() for finding in lint_question(question)]
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_the_shipped_bank_has_no_error(bank: Mapping[str, Question], skill_map: SkillMap) -> None:
    """The shipped questions together have no flaw that stops the build."""
    resources = load_resources(content_folder(), skill_map)
    findings = lint_bank(bank.values(), skill_map, resources)
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_cues_do_not_solve_the_shipped_bank(bank: Mapping[str, Question]) -> None:
    """Who knows nothing but the cues gets no further than chance allows."""
    choices = [question for question in bank.values() if question.form is Form.CHOICE]
    result = solve_by_cues(choices)
    assert result.questions == len(choices) > 400
    assert result.accuracy <= result.chance + MARGIN, result
