from collections.abc import Mapping

import pytest

from mlcareer.content.folder import content_folder
from mlcareer.content.lints import Severity, lint_bank, lint_question, solve_by_cues
from mlcareer.content.questions import load_questions
from mlcareer.content.study import load_resources
from mlcareer.model.questions import Question
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
    result = solve_by_cues(bank.values())
    assert result.questions == len(bank)
    assert result.within_limit, result
