"""What is exported and imported again is what it was, for all that the format carries."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from mlcareer.content.question_file import question_file
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.interchange.exchange import Format, export, take_over
from mlcareer.interchange.tags import LONGEST_TAG
from mlcareer.model.drafts import draft_of
from mlcareer.model.questions import Form, Question
from support import DATA, EXAMPLE, make_question
from support_interchange import garden_questions, kept_by, questions

SHIPPED = tuple(load_questions(DATA, load_skill_map(DATA)).values())


def has_arrow(question: Question) -> bool:
    """Tell whether GIFT would take a short answer for a pair."""
    typed = (*question.key, *question.accepted, *(d.text for d in question.distractors))
    return question.form is Form.TEXT and any("->" in text for text in typed)


@pytest.mark.parametrize("form", Format)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(question=make_question(skill="digging", stem="a\n\n\nb", wrong=("<b>", "`", "  x")))
@example(question=make_question(skill="digging", stem="####", code="\n#{x}", lang="python"))
@example(question=make_question(skill="digging", form=Form.TEXT, answer="*", wrong=("[html]x",)))
@given(question=questions())
def test_any_question_comes_back(form: Format, question: Question) -> None:
    """Whatever the texts contain, a question is read as it was written."""
    assume(form is not Format.GIFT or not has_arrow(question))
    taken = take_over(export([question], form).data, "file", "digging", form)
    assert taken.drafts == (kept_by(form, question),)
    assert all("are wanted: " in remark.message for remark in taken.remarks)


@pytest.mark.parametrize("form", Format)
def test_shipped_questions_come_back(form: Format) -> None:
    """All questions that come with the program survive, but for sections too long for a tag."""
    skills = load_skill_map(DATA).skills
    taken = take_over(export(SHIPPED, form).data, "file", "git", form, others=skills)
    for question, draft in zip(SHIPPED, taken.drafts, strict=True):
        kept = kept_by(form, question)
        if form is not Format.QTI and len(f"section:{kept.section}") > LONGEST_TAG:
            kept = replace(kept, section="")
        assert draft == kept


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions())
def test_any_question_can_be_written_as_yaml(
    question: Question, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file that is written is read back as the same question."""
    folder = tmp_path_factory.mktemp("content")
    copytree(EXAMPLE, folder, dirs_exist_ok=True)
    file = folder / "questions" / "digging.yaml"
    file.write_text(question_file("digging", [draft_of(question)]), encoding="utf-8")
    read = load_questions(folder, load_skill_map(EXAMPLE), ["digging"])
    assert [draft_of(one) for one in read.values()] == [draft_of(question)]


@pytest.mark.parametrize("form", Format)
def test_an_export_becomes_a_file_that_is_read(form: Format, tmp_path: Path) -> None:
    """What was exported is imported as a file of which only what was lost is wanting."""
    found = [one for one in garden_questions(tmp_path) if one.form is not Form.SEQUENCE]
    choices = [one for one in found if not one.proof]
    taken = take_over(export(choices, form).data, "file", "digging")
    file = tmp_path / "questions" / "digging.yaml"
    file.write_text(question_file("digging", taken.drafts), encoding="utf-8")
    read = load_questions(tmp_path, load_skill_map(EXAMPLE), ["digging"])
    assert list(read.values()) == choices


@pytest.mark.parametrize("form", Format)
def test_the_same_questions_give_the_same_bytes(form: Format, tmp_path: Path) -> None:
    """An export does not hang on the clock or the order of a set."""
    found = garden_questions(tmp_path)
    assert export(found, form) == export(found, form)


@given(st.data())
@settings(max_examples=30)
def test_the_key_is_not_always_first(data: st.DataObject) -> None:
    """Where options are not mixed by the program that reads them, their order tells nothing."""
    numbers = data.draw(st.integers(0, 10_000))
    keys = []
    for at in range(numbers, numbers + 40):
        question = make_question(f"digging-{at}", skill="digging")
        text = export([question], Format.GIFT).data.decode()
        options = [line.strip() for line in text.splitlines() if line.startswith(("\t=", "\t~"))]
        keys.append(next(place for place, line in enumerate(options) if line.startswith("=")))
    assert set(keys) == {0, 1, 2}


def test_numbers_stand_in_order_where_they_are_asked_for() -> None:
    """Options that are not shuffled stand in the order of their values, not with the key first."""
    question = make_question(answer="20", wrong=("30", "10"), order="numeric")
    text = export([question], Format.MOODLE).data.decode()
    assert "<shuffleanswers>false</shuffleanswers>" in text
    places = [text.index(f"<text>{number}</text>") for number in (10, 20, 30)]
    assert places == sorted(places)
