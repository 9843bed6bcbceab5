"""What a format does not keep is counted and said, each thing by its name."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.interchange import exchange
from mlcareer.interchange.exchange import Format, export, take_over
from mlcareer.interchange.losses import losses
from mlcareer.model.drafts import draft_of
from mlcareer.model.questions import Distractor, Form, Question
from support import make_question
from support_interchange import questions

PLAIN = make_question(item=make_question().item._replace(b_sd=0.7))
"""A question of which every format keeps all."""


def lost(question: Question, *, in_parts: bool = False, **changed: Any) -> tuple[str, ...]:  # noqa: ANN401 - of any field
    """Say what is lost where a question comes back with some fields changed."""
    return losses([question], [replace(draft_of(question), **changed)], in_parts=in_parts)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"skill": ""}, "the skill of 1 question"),
        ({"sub": ""}, "the sub-competence of 1 question"),
        ({"level": 0}, "the level of 1 question"),
        ({"kind": ""}, "the kind of 1 question"),
        ({"stem": "x"}, "the white space of the stem of 1 question"),
        ({"lang": "x"}, "the programming language of 1 question"),
        ({"code": "x"}, "the white space of the program of 1 question"),
        ({"output": "x"}, "what the program prints, beside the answer, of 1 question"),
        ({"proof": "x"}, "the proof of 1 calculation"),
        ({"key": ("x",)}, "how the answer is written of 1 question"),
        ({"accepted": ("x",)}, "how other spellings are written of 1 question"),
        ({"tolerance": 1.0}, "the tolerance of 1 question"),
        ({"order": "numeric"}, "the order of the options of 1 question"),
        ({"explanation": "x"}, "the white space of the explanation of 1 question"),
        ({"resource": "x"}, "the reference of 1 question"),
        ({"section": "x"}, "the section of the reference of 1 question"),
    ],
)
def test_each_field_that_is_lost_has_its_name(changed: dict[str, Any], said: str) -> None:
    """A field that comes back in another way is the one thing that is said."""
    assert lost(PLAIN, **changed) == (said,)


def test_nothing_is_said_where_all_comes_back() -> None:
    """A question that is kept whole loses nothing, unless points are given in parts."""
    assert lost(PLAIN) == ()
    assert lost(PLAIN, in_parts=True) == ()
    several = replace(PLAIN, form=Form.SEVERAL, answer="five\n5")
    assert lost(several) == ()
    assert lost(several, in_parts=True) == (
        "that nothing but all right options counts of 1 question",
    )


def test_a_question_that_does_not_come_back_is_lost_whole() -> None:
    """Of a question that is not kept nothing else is counted."""
    other = draft_of(replace(PLAIN, id="python-other"))
    assert losses([PLAIN], [other], in_parts=False) == ("all of 1 question",)
    assert losses([PLAIN, replace(PLAIN, id="x")], [], in_parts=False) == ("all of 2 questions",)


@pytest.mark.parametrize(
    ("a", "b_sd", "judged"), [(1.3, 0.7, False), (1.2, 0.7, True), (1.3, 0.5, True)]
)
def test_a_difficulty_that_was_judged_is_lost(a: float, b_sd: float, *, judged: bool) -> None:
    """What follows from the level comes back with the level; what was judged does not."""
    question = replace(PLAIN, item=PLAIN.item._replace(a=a, b_sd=b_sd))
    assert lost(question) == (("the difficulty of 1 question",) if judged else ())


def test_parts_of_wrong_answers_are_told_apart() -> None:
    """Text, misconception and why of a wrong answer are counted each for itself."""
    one, *others = PLAIN.distractors
    for field, said in (
        ("text", "the way of writing of 1 wrong answer"),
        ("misconception", "the misconception of 1 wrong answer"),
        ("why", "the white space of the why of 1 wrong answer"),
    ):
        changed = (replace(one, **{field: "x"}), *others)
        assert lost(PLAIN, distractors=changed) == (said,)
    nothing = tuple(Distractor(two.text, "", "") for two in PLAIN.distractors)
    number = len(PLAIN.distractors)
    assert lost(PLAIN, distractors=nothing) == (
        f"the misconception of {number} wrong answers",
        f"the white space of the why of {number} wrong answers",
    )


def test_wrong_answers_that_are_gone_are_counted() -> None:
    """Each wrong answer that does not come back is one that is lost."""
    number = len(PLAIN.distractors)
    for kept in range(number):
        noun = "wrong answer" if number - kept == 1 else "wrong answers"
        said = f"text, misconception and why of {number - kept} {noun}"
        assert lost(PLAIN, distractors=PLAIN.distractors[:kept]) == (said,)


def test_a_skill_too_long_for_a_tag_is_said() -> None:
    """Where the tag of the skill is too long for Moodle, that is a loss like any other."""
    question = replace(PLAIN, skill="s" * 45)
    for form in (Format.MOODLE, Format.GIFT):
        assert "the skill of 1 question" in export([question], form).lost
    assert export([question], Format.QTI).lost == ()
    assert export([replace(PLAIN, skill="s" * 44)], Format.MOODLE).lost == ()


def test_a_bank_larger_than_any_file_that_is_read_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What may be taken over at once says nothing of what is written."""
    monkeypatch.setattr(exchange, "_READ_BACK", 3)
    monkeypatch.setattr("mlcareer.interchange.taken.MAX_QUESTIONS", 4)
    bank = [replace(PLAIN, id=f"python-{at}") for at in range(10)]
    for form in Format:
        exported = export(bank, form)
        assert exported.lost == ()
        assert all(f"python-{at}".encode() in exported.data for at in range(10))


@pytest.mark.parametrize("form", Format)
@given(question=questions(), data=st.data())
def test_all_that_is_lost_is_said_and_nothing_else(
    form: Format, question: Question, data: st.DataObject
) -> None:
    """A question comes back whole if and only if nothing is said to be lost of it."""
    if data.draw(st.booleans()):
        question = replace(question, proof="print(1)")
    if data.draw(st.booleans()):
        wrong = (
            replace(question.distractors[0], misconception="m" * 50),
            *question.distractors[1:],
        )
        question = replace(question, distractors=wrong)
    exported = export([question], form)
    if "all of 1 question" in exported.lost:
        assert form is Format.GIFT
        assert question.form is Form.TEXT
        return
    (back,) = take_over(exported.data, "f", "other", form, others=[question.skill]).drafts
    points = form is not Format.QTI and question.form is Form.SEVERAL
    about_points = "that nothing but all right options counts of 1 question"
    assert (about_points in exported.lost) == points
    rest = [one for one in exported.lost if one != about_points]
    assert (back == draft_of(question)) == (not rest)
    assert len(set(exported.lost)) == len(exported.lost)
