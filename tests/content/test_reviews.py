from pathlib import Path

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import fingerprint, load_reviews
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ContentError
from mlcareer.model.questions import Question
from support import DATA, EXAMPLE, make_question

REVIEWS = load_reviews(DATA)
QUESTIONS = load_questions(DATA, load_skill_map(DATA))


@pytest.mark.parametrize(
    "question",
    [question for question in QUESTIONS.values() if question.kind != "code"],
    ids=lambda question: question.id,
)
def test_each_key_that_no_program_proves_was_confirmed_blind(question: Question) -> None:
    """Two readers who did not see the key chose it, in the wording that stands now."""
    review = REVIEWS[question.id]

    assert review.agreed
    assert review.readers >= 2
    assert fingerprint(question) == review.fingerprint


def test_no_review_is_left_over() -> None:
    """Each review belongs to a question of the bank."""
    assert set() == set(REVIEWS) - set(QUESTIONS)


def test_any_change_of_wording_asks_for_a_new_review() -> None:
    """Stem, program, key and distractors count; their order and white space do not."""
    question = make_question(stem="Why?", answer="so", wrong=("thus", "hence"))
    seen = fingerprint(question)

    assert seen == fingerprint(make_question(stem="Why? ", answer="so", wrong=("hence", "thus")))
    for other in (
        make_question(stem="Why not?", answer="so", wrong=("thus", "hence")),
        make_question(stem="Why?", answer="thus", wrong=("so", "hence")),
        make_question(stem="Why?", answer="so", wrong=("thus", "then")),
        make_question(stem="Why?", answer="so", wrong=("thus", "hence"), code="x"),
    ):
        assert seen != fingerprint(other)


def test_a_folder_need_not_have_reviews() -> None:
    """Without the file nothing was reviewed, and that is no error."""
    assert load_reviews(EXAMPLE) == {}


def test_a_broken_review_is_named_with_its_line(tmp_path: Path) -> None:
    """A review that says neither yes nor no is refused where it stands."""
    text = 'format: 1\nreviews:\n  x: {fingerprint: "1", readers: 2, agreed: maybe, date: "2026"}\n'
    (tmp_path / "reviews.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=r"reviews\.yaml:3: true or false"):
        load_reviews(tmp_path)
