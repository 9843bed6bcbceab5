"""The commands read, write and say; the files that they write are those that are read."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from mlcareer.cli.content_exchange import export_questions, import_questions
from mlcareer.content.question_file import question_file
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ContentError, UsageError
from mlcareer.model.drafts import PLACEHOLDER, Draft, draft_of, placeholders_in
from mlcareer.model.questions import Distractor, Form
from support import EXAMPLE, make_question
from support_golden import check_golden
from support_interchange import garden_questions

STRANGE = """\
// A teacher's own file
$CATEGORY: $course$/Garden

::Spade::Which tool enters clay?{
    =a fork#It has \\n tines.
    ~a rake#It scratches.
    ~%50%a spade
}

::Match::Which goes where?{=seed -> drill =peel -> heap}

::Litres::How many litres?{#1500:10}

::Tell::Tell us about clay. {}

// [tag:sub:depth] [tag:level:2] [tag:kind:concept] [tag:m1:any-slug] [tag:source:spade-book]
::Deep::[html]How <b>deep</b>? See <img src="x.png" alt="a bed">{=one spit ~two spits#Too deep.}
"""


def strange_file(folder: Path) -> Path:
    """Write a file as a stranger might."""
    file = folder / "strange.txt"
    file.write_text(STRANGE, encoding="utf-8")
    return file


def test_import_golden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stranger's file becomes a questions file with what is to do, and says what was left out."""
    monkeypatch.chdir(strange_file(tmp_path).parent)
    import_questions(EXAMPLE, Path("strange.txt"), "digging")
    printed = capsys.readouterr()
    check_golden("interchange-import.yaml", printed.out)
    check_golden("interchange-import.txt", printed.err)


def test_what_is_to_do_is_complained_of_line_by_line(tmp_path: Path) -> None:
    """Each question that is not finished stops the check at a line where something is to do."""
    garden_questions(tmp_path)
    output = tmp_path / "questions" / "digging.yaml"
    output.unlink()
    import_questions(EXAMPLE, strange_file(tmp_path), "digging", output=output)
    lines = output.read_text(encoding="utf-8").splitlines()
    with pytest.raises(ContentError) as caught:
        load_questions(tmp_path, load_skill_map(EXAMPLE), ["digging"])
    assert len(caught.value.problems) == 2
    for problem in caught.value.problems:
        assert PLACEHOLDER in lines[problem.line - 1]


def test_what_can_be_read_names_what_is_to_do() -> None:
    """A question that loads, though texts are wanting, can be asked what they are."""
    wrong = (Distractor("six", "any-slug", f"{PLACEHOLDER} say why"),)
    question = replace(make_question(), distractors=wrong, explanation=f"{PLACEHOLDER} explain")
    assert list(placeholders_in(question)) == ["the explanation", "the why of distractor 1"]
    assert not list(placeholders_in(make_question(stem="What does TODO's creator mean?")))


@pytest.mark.parametrize("form", ["moodle", "gift"])
def test_export_to_a_stream(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file the questions are printed, and what is lost is said beside them."""
    export_questions(EXAMPLE, form, ["digging"])
    printed = capsys.readouterr()
    assert "digging-clay" in printed.out
    assert printed.err.splitlines() == [
        "4 questions. Lost in this format:",
        "  the proof of 1 calculation",
    ]


def test_export_and_import_a_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A package is written byte for byte, and imported as the questions that it was."""
    package, output = tmp_path / "out.zip", tmp_path / "digging.yaml"
    export_questions(EXAMPLE, "qti", ["digging"], package)
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
    import_questions(EXAMPLE, package, "digging", output=output)
    text = output.read_text(encoding="utf-8")
    assert text.count("\n  - id: ") == 4
    assert text.count(PLACEHOLDER) == 1
    assert "4 questions taken over" in capsys.readouterr().err


def test_a_package_needs_a_file() -> None:
    """A zip file is not printed."""
    for output in (None, Path("-")):
        with pytest.raises(UsageError, match="with -o"):
            export_questions(EXAMPLE, "qti", [], output)


def test_an_unknown_skill_is_named() -> None:
    """A wrong skill comes with a close match, whichever way the questions go."""
    with pytest.raises(UsageError, match="Did you mean 'digging'"):
        export_questions(EXAMPLE, "gift", ["diging"])
    with pytest.raises(UsageError, match="Did you mean 'digging'"):
        import_questions(EXAMPLE, Path("x.txt"), "diging")


def test_a_skill_without_questions_is_named() -> None:
    """An export of nothing is an error."""
    with pytest.raises(UsageError, match="no questions"):
        export_questions(EXAMPLE, "gift", ["pruning"])


def test_a_file_is_not_overwritten(tmp_path: Path) -> None:
    """Questions that somebody has written stay."""
    output = tmp_path / "digging.yaml"
    output.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="it stays"):
        import_questions(EXAMPLE, strange_file(tmp_path), "digging", output=output)
    assert output.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_file_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is told in one line."""
    with pytest.raises(UsageError, match="cannot be read"):
        import_questions(EXAMPLE, tmp_path / name, "digging")


def test_very_many_remarks_are_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Remarks are listed up to a number."""
    file = tmp_path / "many.txt"
    file.write_text("q?{=a ~b ~c}\n\n" + "essay {}\n\n" * 300, encoding="utf-8")
    import_questions(EXAMPLE, file, "digging")
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 202
    assert said[200] == "And 100 more."


def test_a_file_says_what_is_to_do() -> None:
    """What nobody knows stands in the file as TODO, each with what is wanted."""
    draft = Draft(
        id="digging-x",
        skill="digging",
        kind="calculation",
        form=Form.NUMBER,
        stem="How?",
        key=("1",),
    )
    lines = [line.strip() for line in question_file("digging", [draft]).splitlines()]
    assert lines.count(f"sub: {PLACEHOLDER} a sub-competence of the skill") == 1
    wanted = [line for line in lines if f" {PLACEHOLDER} " in line]
    assert [line.split(":")[0].removeprefix("- ") for line in wanted] == [
        "sub",
        "level",
        "proof",
        "text",
        "misconception",
        "why",
        "explanation",
        "resource",
    ]


def test_a_finished_question_has_nothing_to_do(tmp_path: Path) -> None:
    """A question that is complete is written without a placeholder, proof and output included."""
    for question in garden_questions(tmp_path):
        assert PLACEHOLDER not in question_file("digging", [draft_of(question)])
