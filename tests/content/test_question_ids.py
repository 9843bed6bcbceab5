import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.folder import content_folder
from mlcareer.content.question_ids import exhausted
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from support import DATA, EXAMPLE

EXAMPLES = DATA.parent / "examples"
MAP = load_skill_map(EXAMPLES / "bread-baker")
IDS = {
    skill: [
        q.id for q in load_questions(EXAMPLES / "bread-baker", MAP).values() if q.skill == skill
    ]
    for skill in MAP.skills
}


@given(st.sets(st.sampled_from([id_ for ids in IDS.values() for id_ in ids])))
def test_a_skill_is_exhausted_with_its_last_question(asked: set[str]) -> None:
    """A skill is listed where all of its questions were asked, and never before."""
    by_skill = {skill: asked & set(ids) for skill, ids in IDS.items()}
    found = exhausted(EXAMPLES / "bread-baker", MAP.skills, by_skill)
    assert found == {skill for skill, ids in IDS.items() if set(ids) <= asked}


@pytest.mark.parametrize("folder", [DATA, *sorted(EXAMPLES.iterdir())], ids=lambda path: path.name)
def test_ids_are_found_as_the_reader_finds_them(folder: Path) -> None:
    """In each map that comes with the program, one question left makes a skill no longer listed."""
    skill_map = load_skill_map(folder)
    for skill in skill_map.skills:
        ids = {question.id for question in load_questions(folder, skill_map, (skill,)).values()}
        assert exhausted(folder, [skill], {skill: ids}) == {skill}
        for id_ in ids:
            assert exhausted(folder, [skill], {skill: ids - {id_}}) == set()


def test_nothing_can_be_asked_where_there_are_no_questions() -> None:
    """A skill without a file of questions is listed, one that nobody was asked about is not."""
    assert exhausted(EXAMPLE, ["compost", "digging"], {}) == {"compost"}


def test_questions_that_are_gone_do_not_count() -> None:
    """Who answered what a skill had before can be asked what it has now."""
    asked = {"digging": {"digging-before", "digging-long-ago"}}
    assert exhausted(EXAMPLE, ["digging"], asked) == set()
    assert exhausted(content_folder((EXAMPLE,)), ["digging"], asked) == set()


@pytest.mark.parametrize(
    "text",
    ["", "questions: [{id: digging-clay, level: 2}]\n", "questions:\n- {level: 1, id: x}\n"],
)
def test_a_file_that_cannot_be_read_so_hides_nothing(tmp_path: Path, text: str) -> None:
    """Where ids do not stand on lines of their own, questions count as left."""
    folder = shutil.copytree(EXAMPLE, tmp_path / "garden")
    (folder / "questions" / "digging.yaml").write_text(text, encoding="utf-8")
    assert exhausted(folder, ["digging"], {"digging": {"digging-clay", "x"}}) == set()


def test_questions_of_an_added_folder_count(tmp_path: Path) -> None:
    """A skill whose shipped questions were all asked has those that a company adds."""
    added = tmp_path / "added"
    (added / "questions").mkdir(parents=True)
    (added / "content.yaml").write_text("format: 1\n", encoding="utf-8")
    file = added / "questions" / "digging.yaml"
    file.write_text(
        "format: 1\nskill: digging\nquestions:\n  - id: digging-more\n", encoding="utf-8"
    )
    skill_map = load_skill_map(EXAMPLE)
    asked = set(load_questions(EXAMPLE, skill_map, ("digging",)))
    assert exhausted(EXAMPLE, ["digging"], {"digging": asked}) == {"digging"}
    assert exhausted(content_folder((EXAMPLE, added)), ["digging"], {"digging": asked}) == set()
    both = asked | {"digging-more"}
    assert exhausted(content_folder((EXAMPLE, added)), ["digging"], {"digging": both}) == {
        "digging"
    }
