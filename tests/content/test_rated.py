from pathlib import Path
from statistics import fmean, pstdev

import pytest

from mlcareer.content.difficulty_file import (
    Difficulty,
    all_rated,
    rated,
    rated_files,
    with_difficulties,
)
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import Review, load_reviews
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ContentError
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.questions import CODE_SURCHARGE, DIFFICULTY_OF_LEVEL, Question
from support import DATA, make_question

REVIEWS = load_reviews(DATA)
SKILLS = load_skill_map(DATA)
QUESTIONS = load_questions(DATA, SKILLS)
RATERS = 3

ONE = Difficulty(-1.2, 0.5)
TWO = Difficulty(0.5, 0.61)

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
    text = with_difficulties(FILE, {"x-two": TWO})
    assert text == FILE.replace("    b: -9\n    b_sd: 9\n", "    b: 0.5\n    b_sd: 0.61\n")

    both = with_difficulties(text, {"x-one": ONE, "x-two": TWO})
    assert both == text.replace("concept\n", "concept\n    b: -1.2\n    b_sd: 0.5\n")
    assert with_difficulties(both, {}) == both


def test_without_ratings_nothing_follows() -> None:
    """A question that nobody rated keeps the difficulty of its level."""
    question = make_question("x")
    assert rated(question, {}) is None
    assert rated(question, {"x": Review("", 2, agreed=True, date="")}) is None


def test_all_that_were_rated_are_found() -> None:
    """Only questions with shares have a difficulty of their own."""
    one, two = make_question("x-one"), make_question("x-two")
    review = Review("", 2, agreed=True, date="", shares=((20, 40, 60),))

    found = all_rated([one, two], {"x-two": review})
    assert found == {"x-two": rated(two, {"x-two": review})}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - id: x-two\n    level", '  - id: "x-two"\n    level'),
        ("  - id: x-two\n", "  - id: x-two  # the second\n"),
    ],
)
def test_ids_may_be_written_as_yaml_allows(old: str, new: str) -> None:
    """Quotes and comments about an id do not hide the question."""
    text = with_difficulties(FILE.replace(old, new), {"x-two": TWO})

    assert "    kind: code\n    b: 0.5\n    b_sd: 0.61\n    form: number\n" in text


def test_lists_may_be_indented_in_another_way(tmp_path: Path) -> None:
    """A list that begins at the margin is understood too, and only changed files are given."""
    flat = "\n".join(line.removeprefix("  ") for line in FILE.splitlines()) + "\n"
    one, other = tmp_path / "x.yaml", tmp_path / "y.yaml"
    one.write_text(flat, encoding="utf-8")
    other.write_text("format: 1\nskill: y\nquestions: []\n", encoding="utf-8")

    found = rated_files([one, other], {"x-two": TWO})
    assert list(found) == [one]
    assert "  kind: code\n  b: 0.5\n  b_sd: 0.61\n  form: number\n" in found[one]
    one.write_text(found[one], encoding="utf-8")
    assert rated_files([one, other], {"x-two": TWO}) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - id: x-two\n    level: 2\n", "  - level: 2\n    id: x-two\n"),
        ("    kind: code\n", '    "kind": code\n'),
    ],
)
def test_another_layout_is_refused(tmp_path: Path, old: str, new: str) -> None:
    """Where the figures find no place the file and the question are named."""
    path = tmp_path / "x.yaml"
    path.write_text(FILE.replace(old, new), encoding="utf-8")

    with pytest.raises(ContentError, match=r"x\.yaml:\d+: x-two: b cannot be set"):
        rated_files([path], {"x-two": TWO})
