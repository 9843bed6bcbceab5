import json
import sys
from pathlib import Path

import pytest
from fuzz_targets import judge_folder
from hostile_folders import CASES
from hostile_makers import Case, copy, put, questions_file, skills_file, swap

from mlcareer.content.check import MOST_REMARKS, Check, check_folder
from mlcareer.content.questions import MOST_QUESTIONS
from mlcareer.content.skills import MOST_SKILLS, MOST_TIES
from mlcareer.content.yamlfile import MAX_ID, MAX_TEXT, MAX_VALUES, MOST_PROBLEMS, parse_yaml
from mlcareer.errors import ContentError, ExitCode, visible
from mlcareer.model.remarks import Severity
from spoiling import complaints
from support import Call

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")

ASSESS = ("assess", "--simulate", "2", "--questions", "1")
NAMED = [pytest.param(case, id=case.name) for case in CASES if not case.slow]
SMALL = [pytest.param(case, id=case.name) for case in CASES if not case.large]


def made(case: Case, tmp_path: Path) -> Path:
    """Write the folder of a case."""
    folder = copy(tmp_path / "garden")
    case.make(folder)
    return folder


def assert_harmless(text: str) -> None:
    """Look whether a terminal shows all of a text and obeys none of it."""
    strange = {sign for sign in text if not sign.isprintable()} - {"\n"}
    assert not strange, strange


@pytest.mark.parametrize("case", NAMED)
def test_a_check_says_what_is_wrong_in_one_line(case: Case, tmp_path: Path, call: Call) -> None:
    """A line names the file, the place in it and what is wrong, and the check fails."""
    folder = made(case, tmp_path)
    result = call("content", "check", str(folder), "--format", "json")

    remarks = json.loads(result.out)["data"]["remarks"]
    named = str(folder) if case.file == folder.name else str(folder / case.file)
    said = [f"{one['line']}: {visible(one['message'])}" for one in remarks if one["file"] == named]
    assert any(case.says in text for text in said)
    assert result.code == ExitCode.NEGATIVE


@pytest.mark.parametrize("case", SMALL)
def test_nothing_reaches_the_screen_raw(case: Case, tmp_path: Path, call: Call) -> None:
    """Complaints, names of files and the lines that are quoted show every character."""
    folder = made(case, tmp_path)
    for form in ("text", "github"):
        result = call("content", "check", str(folder), "--format", form)

        assert_harmless(result.out + result.err)


@pytest.mark.parametrize("case", SMALL)
@pytest.mark.parametrize(
    "command", [("assess", "--simulate", "2", "--questions", "1"), ("skills",)]
)
def test_other_commands_end_with_a_word(
    case: Case, command: tuple[str, ...], tmp_path: Path, call: Call
) -> None:
    """What cannot be read is said without a crash; what can be is used, and nothing shows raw."""
    folder = made(case, tmp_path)
    result = call("--content", str(folder), *command)

    assert result.code in {ExitCode.OK, ExitCode.USAGE}
    assert (result.code == ExitCode.OK) or str(folder) in result.err
    assert_harmless(result.out + result.err)


@pytest.mark.parametrize("case", SMALL)
def test_what_is_said_stands_in_the_folder(case: Case, tmp_path: Path) -> None:
    """Each complaint has a file, a line and a column that are there; again, it says the same."""
    folder = made(case, tmp_path)
    judge_folder(folder)

    assert checked(folder) == checked(folder)


def checked(folder: Path) -> Check | str:
    """Check a folder."""
    try:
        return check_folder(folder)
    except ContentError as error:
        return str(error)


@pytest.mark.parametrize(
    ("sign", "like"), [("\u0430", "a"), ("\u03bf", "o"), ("\uff4b", "k"), ("\U0001d428", "o")]
)
def test_options_that_look_alike_stop_the_build(folder: Path, sign: str, like: str) -> None:
    """Letters of other alphabets and other dresses do not make another option."""
    swap("questions/digging.yaml", "text: a flat shovel", f"text: {like} fork")(folder)
    swap("questions/digging.yaml", "text: a leaf rake", f"text: {sign} fork")(folder)
    found = [remark.problem.message for remark in check_folder(folder).remarks]

    assert f"digging-clay: two options read alike: '{like} fork'" in found


@pytest.mark.parametrize("joiner", ["\u200d", "\ufe0f", "\u200c"])
def test_what_cannot_be_seen_makes_no_other_option(folder: Path, joiner: str) -> None:
    """Joiners and selectors may stand in a text, and do not tell two texts apart."""
    swap("questions/digging.yaml", "text: a flat shovel", f"text: a dig{joiner}ging fork")(folder)
    found = [remark for remark in check_folder(folder).remarks if remark.lint == "L01"]

    assert [remark.severity for remark in found] == [Severity.ERROR]


@pytest.mark.parametrize(
    "text",
    [
        "\u041a\u043e\u043c\u043f\u043e\u0441\u0442",
        "\u03b1-\u03b2 pruning of \u0394x and \u03b1x",
        "\u0645\u06cc\u200c\u0634\u0648\u062f",
        "\U0001f469\u200d\U0001f33e \u2764\ufe0f\u200d\U0001f525",
        "\u5712\u82b8",
        "caf\u00e9 cafe\u0301",
    ],
)
def test_other_languages_are_no_offence(folder: Path, text: str) -> None:
    """A text in an alphabet of its own, formulas and emoji are read and not remarked on."""
    before = check_folder(folder).remarks
    swap("skills.yaml", "name: Compost", f"name: {text}")(folder)

    assert check_folder(folder).remarks == before


def test_letters_of_another_alphabet_in_a_word_are_warned_of(folder: Path) -> None:
    """So are Latin letters in a word of another alphabet, and both say which letter it is."""
    swap("skills.yaml", "name: Compost", "name: \u041ao\u043cpo\u0441t")(folder)
    found = [one for one in check_folder(folder).remarks if "alphabets" in one.problem.message]

    assert [(one.severity, one.problem.line) for one in found] == [(Severity.WARNING, 22)]
    assert "U+041A looks like 'K'; type it anew" in found[0].problem.message


def test_long_lists_of_problems_are_cut(folder: Path) -> None:
    """Of one file only so many problems are told, with a line that says that there are more."""
    wrong = "".join(f"  - {{id: {at}}}\n" for at in range(MOST_PROBLEMS))
    put("questions/digging.yaml", lambda: f"format: 1\nskill: digging\nquestions:\n{wrong}")(folder)
    found = [one.problem for one in check_folder(folder).remarks if one.problem.column]

    assert MOST_PROBLEMS < len(found) < 3 * MOST_PROBLEMS
    assert any(one.message == "and more than these is wrong; mend these first" for one in found)


def test_many_files_that_are_wrong_end_the_search(folder: Path) -> None:
    """Beyond so many problems no further file is looked at, and that is said."""
    wrong = "questions:\n" + "- a: 1\n" * (MOST_REMARKS // 20)
    for at in range(4):
        put(f"questions/q{at}.yaml", lambda: wrong)(folder)
    found = [one.problem for one in check_folder(folder).remarks]

    assert MOST_REMARKS < len(found) < 2 * MOST_REMARKS
    assert f"more than {MOST_REMARKS} problems; mend some, then check again for others" in {
        one.message for one in found if one.file == str(folder)
    }


def test_the_limits_themselves_are_allowed(folder: Path) -> None:
    """The longest text, the longest id and the most values, skills and questions are read."""
    assert parse_yaml(b"x" * MAX_TEXT, "f").text() == "x" * MAX_TEXT
    assert parse_yaml(b"i" * MAX_ID, "f").identifier() == "i" * MAX_ID
    assert len(parse_yaml(b"- x\n" * (MAX_VALUES - 1), "f").items()) == MAX_VALUES - 1
    ends = {at: range(min(at, MOST_TIES // MOST_SKILLS)) for at in range(MOST_SKILLS)}
    put("skills.yaml", lambda: skills_file(MOST_SKILLS, ends.__getitem__))(folder)
    named = {one.problem.file for one in check_folder(folder).remarks}

    assert str(folder / "skills.yaml") not in named


def test_beyond_the_limits_it_is_refused() -> None:
    """One value, one character of a text or of an id more is too much."""
    assert complaints(lambda: parse_yaml(b"x" * (MAX_TEXT + 1), "f")) == [
        f"f:1: a text of more than {MAX_TEXT} characters; shorten it"
    ]
    assert complaints(parse_yaml(b"i" * (MAX_ID + 1), "f").identifier) == [
        f"f:1: an id has at most {MAX_ID} characters; shorten it"
    ]
    assert complaints(lambda: parse_yaml(b"- x\n" * MAX_VALUES, "f")) == [
        f"f:{MAX_VALUES}: more than {MAX_VALUES} values; put some into another file"
    ]


def test_no_more_questions_than_can_be_compared(folder: Path, call: Call) -> None:
    """An assessment refuses what a check refuses, and in the same words."""
    put("questions/digging.yaml", lambda: questions_file(MOST_QUESTIONS + 1, "Which?"))(folder)
    result = call("--content", str(folder), *ASSESS)

    assert result.code == ExitCode.USAGE
    assert f"with this file there are more than {MOST_QUESTIONS} questions" in result.err


@pytest.mark.parametrize("name", ["ev\x1b[31mil\u202e", "two\nlines"])
def test_the_name_of_the_folder_is_shown_harmless(folder: Path, name: str, call: Call) -> None:
    """What is wrong with a folder is said without its name doing anything to the screen."""
    evil = folder.rename(folder.parent / name)
    shown = str(folder.parent / visible(name))
    (evil / "roles" / "gardener.yaml").unlink()
    without_role = call("--content", str(evil), "skills")
    (evil / "skills.yaml").unlink()
    without_map = call("content", "check", str(evil))

    for result in (without_role, without_map):
        assert shown in result.err
        assert_harmless(result.out + result.err)


def test_a_role_of_ones_own_may_lie_anywhere(folder: Path, tmp_path: Path, call: Call) -> None:
    """A file that the person names is their own choice, wherever a link in its place leads."""
    there = tmp_path / "elsewhere" / "gardener.yaml"
    there.parent.mkdir()
    (folder / "roles" / "gardener.yaml").rename(there)
    (folder / "roles" / "other.yaml").write_text(
        there.read_text().replace("id: gardener", "id: other")
    )
    (tmp_path / "gardener.yaml").symlink_to(there)
    result = call("--content", str(folder), "skills", "--role", str(tmp_path / "gardener.yaml"))

    assert result.code == ExitCode.OK
