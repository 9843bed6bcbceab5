from collections import Counter
from collections.abc import Sequence

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.questions import Form, Question
from support import DATA

SKILLS = load_skill_map(DATA)
QUESTIONS = tuple(load_questions(DATA, SKILLS).values())

SECOND_TIER = frozenset(
    {
        "collaboration",
        "cnn",
        "data-pipelines",
        "ml-automation",
        "model-selection",
        "reproducibility",
    }
)
THIRD_TIER = frozenset({"recommender-systems", "rnn-lstm"})
RUN = ("python", "cpp", "java", "r", "lisp", "prolog", "sql", "data-wrangling")
"""Skills of which most questions show or compute something that can be run."""

TOO_STRONG = {"stopping": "always-improvable", "monitoring": "learns-with-every-use"}
"""Misconceptions behind two claims of the source texts that go too far."""


def of(skill: str) -> Sequence[Question]:
    """List the questions of a skill."""
    return [question for question in QUESTIONS if question.skill == skill]


@pytest.mark.parametrize("skill", SKILLS.skills)
def test_each_skill_is_asked_deep_enough(skill: str) -> None:
    """First-tier skills have 16 questions, 3 a level; the others 12 or 8, and 2 a level."""
    questions, levels = (8, 2) if skill in THIRD_TIER else (12, 2)
    if skill not in SECOND_TIER | THIRD_TIER:
        questions, levels = 16, 3
    found = Counter(question.level for question in of(skill))

    assert found.total() >= questions
    assert min(found[level] for level in TAUGHT_LEVELS) >= levels


@pytest.mark.parametrize("skill", SKILLS.skills)
def test_each_sub_competence_is_asked(skill: str) -> None:
    """No part of a skill is left out."""
    assert set(SKILLS.skills[skill].sub_competences) == {question.sub for question in of(skill)}


@pytest.mark.parametrize("skill", RUN)
def test_most_is_run_where_it_can_be(skill: str) -> None:
    """Of languages, SQL and data work, at least 70 in 100 questions rest on something run."""
    run = [question for question in of(skill) if question.lang or question.proof]

    assert len(run) >= 0.7 * len(of(skill))


def test_each_form_is_used_where_it_fits() -> None:
    """Each form occurs in many skills, and those that cannot be guessed are a good part."""
    by_form = {form: {q.skill for q in QUESTIONS if q.form is form} for form in Form}

    assert all(len(skills) >= 8 for skills in by_form.values()), by_form
    assert sum(question.form is not Form.CHOICE for question in QUESTIONS) > len(QUESTIONS) / 4


@pytest.mark.parametrize(("skill", "misconception"), TOO_STRONG.items())
def test_claims_that_go_too_far_are_misconceptions(skill: str, misconception: str) -> None:
    """What the source texts claim too strongly stands among the wrong answers."""
    tags = {distractor.misconception for q in of(skill) for distractor in q.distractors}

    assert misconception in tags
