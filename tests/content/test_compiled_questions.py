import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mlcareer.api import load_content
from mlcareer.content.compiled_form import pack_question, unpack_question
from mlcareer.content.compiled_questions import CompiledQuestions, SkillQuestions, pack_questions
from mlcareer.model.questions import Form, Question
from support import DATA, make_question

ASKED = [make_question(f"python-{at}", stem=f"Is it {at}?\n« {at} »") for at in range(4)]
TYPED = make_question(
    "git-sha",
    skill="git",
    form=Form.TEXT,
    answer="sha",
    wrong=("md5",),
    accepted=("sha-1", "SHA 1"),
    tolerance=0.5,
)


class _Yaml:
    """Stands for the files that questions were compiled from, and counts how often it is read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, skill: str) -> Mapping[str, Question]:
        self.read.append(skill)
        return {one.id: one for one in (*ASKED, TYPED) if one.skill == skill}


def compiled_from(yaml: _Yaml, python: bytes | None = None) -> CompiledQuestions:
    """Put questions about two skills one after the other, as a compiled file does."""
    first, second = pack_questions(ASKED) if python is None else python, pack_questions([TYPED])
    packed = b"before" + first + second
    middle = len(b"before") + len(first)
    ids = [one.id for one in ASKED]
    return CompiledQuestions(
        {
            "python": SkillQuestions("python", ids, packed, slice(len(b"before"), middle), yaml),
            "git": SkillQuestions("git", [TYPED.id], packed, slice(middle, None), yaml),
        }
    )


def test_questions_are_a_mapping_like_any_other() -> None:
    """They equal a dict of the same questions, in the same order, and know what they lack."""
    questions = compiled_from(_Yaml())
    plain = {one.id: one for one in (*ASKED, TYPED)}
    assert questions == plain
    assert list(questions.items()) == list(plain.items())
    assert len(questions) == 5
    assert "git-sha" in questions
    assert "git-md5" not in questions
    assert questions.get("git-md5") is None
    with pytest.raises(KeyError, match="git-md5"):
        questions["git-md5"]


def test_the_questions_of_a_skill_are_a_sequence() -> None:
    """They can be counted, looked through and cut as a list of them can."""
    those = compiled_from(_Yaml()).by_skill["python"]
    assert list(those) == ASKED
    assert len(those) == 4
    assert (those[0], those[-1], list(those[1:3])) == (ASKED[0], ASKED[3], ASKED[1:3])
    assert ASKED[2] in those
    with pytest.raises(IndexError):
        those[4]


def test_the_same_question_comes_each_time() -> None:
    """A question is made once, however it is reached."""
    questions = compiled_from(_Yaml())
    assert questions["python-1"] is questions["python-1"] is questions.by_skill["python"][1]


def test_what_is_not_looked_at_is_not_made() -> None:
    """Ids and numbers of questions are known without them; another skill's may be garbled."""
    yaml = _Yaml()
    questions = compiled_from(yaml, b"garbled")
    assert list(questions) == [*(one.id for one in ASKED), TYPED.id]
    assert {skill: len(those) for skill, those in questions.by_skill.items()} == {
        "python": 4,
        "git": 1,
    }
    assert "python-1" in questions
    assert questions["git-sha"] == TYPED
    assert yaml.read == []


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        pack_questions(ASKED)[:-1],
        pack_questions(ASKED[:3]),
        pack_questions([*reversed(ASKED)]),
    ],
    ids=["nothing", "none", "mapping", "bytes", "deep", "cut", "fewer", "reversed"],
)
def test_garbled_questions_are_read_again_once(packed: bytes) -> None:
    """What is not the questions that were to be there comes from where they were compiled."""
    yaml = _Yaml()
    questions = compiled_from(yaml, packed)
    assert [questions[one.id] for one in ASKED] == ASKED
    assert yaml.read == ["python"]


@pytest.mark.parametrize("form", Form)
def test_every_form_of_question_comes_back(form: Form) -> None:
    """A shipped question of each form equals what its plain values give, and so do its types."""
    shipped = load_content(DATA).questions.values()
    question = next(one for one in shipped if one.form is form)
    back = unpack_question(question.skill, json.loads(json.dumps(pack_question(question))))
    assert (back, repr(back)) == (question, repr(question))


def test_packed_questions_are_one_line(tmp_path: Path) -> None:
    """No character of a question, and none that a system takes for the end of a line, ends one."""
    odd = make_question("python-odd", stem="a\nb\r\nc\u2028d\u0085e", answer='"\\n"')
    packed = pack_questions([odd])
    assert b"\n" not in packed
    (tmp_path / "packed").write_bytes(packed)
    assert unpack_question("python", json.loads((tmp_path / "packed").read_bytes())[0]) == odd
