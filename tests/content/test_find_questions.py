from mlcareer.content.questions import find_questions, load_questions
from mlcareer.model.skills import SkillMap
from support import EXAMPLE


def test_questions_are_found_under_their_skills(garden: SkillMap) -> None:
    """What is looked for comes back by id, whatever else stands in the files."""
    everything = load_questions(EXAMPLE, garden)
    wanted = {id_: question.skill for id_, question in list(everything.items())[::2]}
    assert find_questions(EXAMPLE, garden, wanted) == {id_: everything[id_] for id_ in wanted}


def test_a_question_that_went_to_another_skill_is_found_there(garden: SkillMap) -> None:
    """A wrong or forgotten skill costs time, but no question."""
    everything = load_questions(EXAMPLE, garden)
    wanted = dict.fromkeys(everything, "digging") | {next(iter(everything)): "fishing"}
    assert find_questions(EXAMPLE, garden, wanted) == everything


def test_a_question_that_is_gone_is_left_out(garden: SkillMap) -> None:
    """An id that no file has any more is no error."""
    assert find_questions(EXAMPLE, garden, {"gone-long-ago": "digging"}) == {}
    assert find_questions(EXAMPLE, garden, {}) == {}
