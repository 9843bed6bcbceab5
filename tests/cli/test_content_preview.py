import re
import shutil
from pathlib import Path

import pytest

from mlcareer.cli.replies import how_to_reply
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.measure.steps import shown_options
from mlcareer.model.questions import Form
from spoiling import spoil, write
from support import DATA, EXAMPLE, Call
from support_content import a_question, lay, questions_file
from support_forms import FORMS
from support_golden import check_golden


@pytest.fixture(autouse=True)
def garden_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a copy of the garden that has a question of each form."""
    monkeypatch.chdir(tmp_path)
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "garden"))
    path = folder / "questions" / "digging.yaml"
    questions = FORMS.partition("questions:\n")[2]
    write(path, path.read_text(encoding="utf-8").rstrip("\n") + "\n" + questions)
    return folder


def test_a_skill_is_previewed_so(call: Call) -> None:
    """All questions about a skill, of every form, come in this form, in the order of the file."""
    result = call("content", "preview", "digging", "garden")
    assert (result.code, result.err) == (ExitCode.OK, "")
    check_golden("content-preview.txt", result.out)


def test_a_question_is_one_of_those_of_its_skill(garden_here: Path, call: Call) -> None:
    """One question by its id is told as among the others, each time the same."""
    skill_map = load_skill_map(garden_here)
    whole = call("content", "preview", "digging", "garden").out
    alone = [
        call("content", "preview", id_, "garden").out
        for id_ in load_questions(garden_here, skill_map)
    ]
    assert "\n".join(alone) == whole
    assert call("content", "preview", "digging-clay", "garden").out == alone[0]


def test_all_that_an_author_wrote_is_there(garden_here: Path, call: Call) -> None:
    """Stem, options, key, mistakes with their names and reasons, explanation and reference."""
    skill_map = load_skill_map(garden_here)
    for id_, question in load_questions(garden_here, skill_map).items():
        text = " ".join(call("content", "preview", id_, "garden").out.split())
        parts = [question.stem, *question.options, *question.key, question.explanation]
        for wrong in question.distractors:
            parts += [wrong.text, wrong.why, f"({wrong.misconception})"]
        for part in parts:
            assert " ".join(part.split()) in text, (id_, part)
        assert text.startswith(f"[{id_}] Digging")
        assert "Study: The Spade Book" in text
        assert f"{question.sub}, " in text
        assert f", {question.kind}, {question.form};" in text


def test_options_stand_as_the_interview_shows_them(garden_here: Path, call: Call) -> None:
    """They are numbered in one order, the key and the mistakes are named by these numbers."""
    skill_map = load_skill_map(garden_here)
    for id_, question in load_questions(garden_here, skill_map).items():
        text = call("content", "preview", id_, "garden").out
        assert how_to_reply(question.form) in text
        if not question.options:
            assert not re.search(r"^  1  ", text, re.MULTILINE)
            continue
        shown = re.findall(r"^  (\d)  (.*)$", text.partition("Answer:")[0], re.MULTILINE)
        assert [row for _, row in shown] == [*shown_options(question, 0)]
        assert "I don't know" in text
        for at, row in re.findall(r"^Not (\d): (.*)$", text, re.MULTILINE):
            assert dict(shown)[at] == row
        if question.form is Form.CHOICE:
            assert text.count("Not ") >= len(question.distractors)
            assert f"Answer: {[*shown_options(question, 0)].index(question.answer) + 1}  " in text


def test_figures_of_a_question_are_told(garden_here: Path, call: Call) -> None:
    """What it is taken to measure stands there: as judged by its level, or as written."""
    path = garden_here / "questions" / "digging.yaml"
    before = call("content", "preview", "digging-clay", "garden").out
    spoil(path, "kind: concept\n", "kind: concept\n    a: 0.875\n    b: -2.25\n    b_sd: 0.125\n")
    after = call("content", "preview", "digging-clay", "garden").out
    assert "tools, novice, concept, choice; a 1.3, b -1.5 ± 0.7, c 0.33\n" in before
    assert "tools, novice, concept, choice; a 0.875, b -2.25 ± 0.125, c 0.33\n" in after


@pytest.mark.parametrize("width", [40, 120])
def test_it_fits_the_screen(call: Call, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """No line is wider than the window, but for an address."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = call("content", "preview", "digging", "garden").out.splitlines()
    assert [line for line in lines if len(line) > width and "https://" not in line] == []


def test_a_program_is_shown(call: Call) -> None:
    """A question about a program has it before the options, as the interview shows it."""
    skill_map = load_skill_map(DATA)
    code = [q for q in load_questions(DATA, skill_map, ("python",)).values() if q.code]
    text = call("content", "preview", code[0].id).out
    for line in code[0].code.splitlines():
        assert line.strip() in text
    assert text.index(code[0].code.splitlines()[0].strip()) < text.index("Answer:")


def test_a_question_of_an_addition_is_found(call: Call) -> None:
    """A folder that adds to the shipped content previews its own questions and those beneath."""
    lay(
        Path("more"),
        {
            "content.yaml": "format: 1\nextends: shipped\n",
            "questions/git.yaml": questions_file("git-ours", skill="git", sub="branch-and-merge"),
        },
    )
    assert (
        "[git-ours] Version control with git" in call("content", "preview", "git-ours", "more").out
    )
    shipped = call("content", "preview", "git").out
    both = call("--content", "more", "content", "preview", "git").out
    assert both.startswith(shipped)
    assert "[git-ours]" in both.removeprefix(shipped)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "digging-claw",
            (
                "There is no question and no skill 'digging-claw' in garden."
                " Did you mean 'digging-clay'?\n"
            ),
        ),
        (
            "diging",
            "There is no question and no skill 'diging' in garden. Did you mean 'digging'?\n",
        ),
        ("xyzzy", "There is no question and no skill 'xyzzy' in garden.\n"),
        ("compost", "There is no question about compost yet.\n"),
        (
            "garden",
            "garden is a folder. Name a skill before it: mlcareer content preview SKILL garden\n",
        ),
    ],
)
def test_what_is_not_there_is_told(call: Call, name: str, said: str) -> None:
    """An id that is none is told with what was meant; a skill without questions as such."""
    result = call("content", "preview", name, "garden")
    assert (result.code, result.out, result.err) == (ExitCode.USAGE, "", said)


def test_what_cannot_be_read_is_told(garden_here: Path, call: Call) -> None:
    """A mistake in the question itself is named with its line, as by every command."""
    line = spoil(garden_here / "questions" / "digging.yaml", "level: 1", "level: «9")
    result = call("content", "preview", "digging-clay", "garden")
    assert result.code == ExitCode.USAGE
    assert f"digging.yaml:{line}: a number from 1 to 4 was expected here" in result.err


def test_a_reference_to_nothing_is_shown_by_its_id(garden_here: Path, call: Call) -> None:
    """A question whose resource is missing can be looked at all the same."""
    one = a_question("compost-heap", sub="mixing", reference={"resource": "no-such-book"})
    lay(
        garden_here,
        {"questions/compost.yaml": {"format": 1, "skill": "compost", "questions": [one]}},
    )
    result = call("content", "preview", "compost-heap", "garden")
    assert result.code == ExitCode.OK
    assert "a crowbar" in result.out


def test_nothing_in_a_question_moves_the_terminal(garden_here: Path, call: Call) -> None:
    """Signs that hide or turn text are refused in content, so that no preview shows them."""
    path = garden_here / "questions" / "digging.yaml"
    spoil(path, "Which tool opens", '"Which \\e[31m\\u202e tool opens')
    spoil(path, "with the least effort?", 'with the least effort?"')
    result = call("content", "preview", "digging-clay", "garden")
    assert result.code == ExitCode.USAGE
    assert "\x1b" not in result.out + result.err
    assert "\u202e" not in result.out + result.err
