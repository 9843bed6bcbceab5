from statistics import fmean, pstdev

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import Review, load_reviews
from mlcareer.content.skills import load_skill_map
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.questions import CODE_SURCHARGE, DIFFICULTY_OF_LEVEL, Question
from rate import rated, with_difficulties
from support import DATA, make_question

REVIEWS = load_reviews(DATA)
SKILLS = load_skill_map(DATA)
QUESTIONS = load_questions(DATA, SKILLS)
RATERS = 3

FILE = """\
format: 1
skill: x
questions:
  - id: x-one
    sub: s
    level: 1
    kind: concept
    stem: What?
    code: |
      b: 3

  - id: x-two
    level: 2
    kind: code
    b: -9
    b_sd: 9
    form: number
"""


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_each_difficulty_follows_from_three_ratings(question: Question) -> None:
    """B and b_sd in the file are those that three readers' shares give by the formula."""
    assert len(REVIEWS[question.id].shares) >= RATERS
    assert (question.item.b, question.item.b_sd) == rated(question, REVIEWS)


@pytest.mark.parametrize("skill", SKILLS.skills)
def test_difficulty_rises_with_the_level(skill: str) -> None:
    """In each skill the mean difficulty of a level is above that of the level below it."""
    means = [
        fmean(q.item.b for q in QUESTIONS.values() if (q.skill, q.level) == (skill, level))
        for level in TAUGHT_LEVELS
    ]
    assert means == sorted(set(means))


def test_difficulties_are_on_the_scale_of_the_levels() -> None:
    """Over all questions, mean and spread of b are those of the levels they were written for."""
    levels = [
        DIFFICULTY_OF_LEVEL[q.level] + (CODE_SURCHARGE if q.kind == "code" else 0)
        for q in QUESTIONS.values()
    ]
    judged = [q.item.b for q in QUESTIONS.values()]

    assert fmean(judged) == pytest.approx(fmean(levels), abs=0.15)
    assert pstdev(judged) == pytest.approx(pstdev(levels), abs=0.1)


def test_difficulties_are_set_where_they_belong() -> None:
    """Old figures are replaced, new ones stand below the kind, and nothing else changes."""
    text = with_difficulties(FILE, {"x-two": (0.5, 0.61)})
    assert text == FILE.replace("    b: -9\n    b_sd: 9\n", "    b: 0.5\n    b_sd: 0.61\n")

    both = with_difficulties(text, {"x-one": (-1.2, 0.5), "x-two": (0.5, 0.61)})
    assert both == text.replace("concept\n", "concept\n    b: -1.2\n    b_sd: 0.5\n")
    assert with_difficulties(both, {}) == both


def test_without_ratings_nothing_follows() -> None:
    """A question that nobody rated keeps the difficulty of its level."""
    question = make_question("x")
    assert rated(question, {}) is None
    assert rated(question, {"x": Review("", 2, agreed=True, date="")}) is None
