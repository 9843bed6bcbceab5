from pathlib import Path

import pytest

from mlcareer.cli import main
from mlcareer.content.skills import MOST_SKILLS
from mlcareer.errors import ExitCode
from spoiling import spoil

ROLE = "roles/gardener.yaml"
ASK = "questions/digging.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "skills.yaml",
            "1: [Names five things",
            "1: «[]\n      9: [Names five things",
            "unknown key",
        ),
        ("skills.yaml", "      1: [Waters a plant as told.]", "      1: «[]", "can-do statement"),
        ("skills.yaml", "  compost:\n", "  «comp,ost:\n", "is no id"),
        ("skills.yaml", "  compost:\n", '  «"com\\npost":\n', "is no id"),
        ("skills.yaml", "  compost:\n", "  «--> x:\n", "is no id"),
        ("skills.yaml", "  compost:\n", "  «leniency of the person:\n", "is no id"),
        ("skills.yaml", "  soil: Soil", "  «so il: Soil", "is no id"),
        (ROLE, "  almanac:\n", "  «<almanac>:\n", "is no id"),
        (ASK, "  - id: digging-clay", "  - id: «digging clay", "is no id"),
        (ASK, "answer: 1500 litres", "answer: a lot", "begins with a number"),
    ],
)
def test_content_that_would_break_later_is_refused_when_it_is_read(  # noqa: PLR0913, PLR0917
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    old: str,
    new: str,
    complaint: str,
) -> None:
    """Each command that reads it says file, line and what is wrong, and no command crashes."""
    spoil(folder / file, old, new)
    for command in (["doctor"], ["assess", "--answers", str(folder / "answers.yaml")]):
        (folder / "answers.yaml").write_text("ratings: {digging: 1}\n", encoding="utf-8")
        code = main(["--content", str(folder), *command])
        shown = capsys.readouterr()

        assert code in (ExitCode.NEGATIVE, ExitCode.USAGE)
        assert complaint in shown.out + shown.err
        assert "bug" not in shown.err


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("skills.yaml", "format: 1\nareas: {}\nskills: {}\n", f"one to {MOST_SKILLS} skills"),
        (ASK, "format: 1\nskill: digging\nquestions: []\n", "remove the file"),
    ],
)
def test_empty_content_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, complaint: str
) -> None:
    """A map without skills and a file without questions are named as such."""
    (folder / file).write_text(text, encoding="utf-8")
    assert main(["--content", str(folder), "doctor"]) == ExitCode.NEGATIVE

    assert complaint in capsys.readouterr().out


def test_an_area_without_skills_is_not_everything(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Naming an empty area asks about nothing, and does not fall back to the whole map."""
    spoil(folder / "skills.yaml", "  plants: Plants", "  plants: Plants\n  «sky: Sky")
    assert main(["--content", str(folder), "assess", "sky", "--answers", "-"]) == ExitCode.USAGE

    assert "There are no skills in sky." in capsys.readouterr().err


def test_an_area_can_be_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    """The map of one area shows its skills and no others."""
    assert main(["skills", "programming"]) == ExitCode.OK
    text = capsys.readouterr().out

    assert "6 skills" in text
    assert "prolog" in text
    assert "statistics" not in text


def test_options_of_a_program_may_differ_in_case_alone(folder: Path) -> None:
    """What programs print is told apart exactly; running words are not."""
    path = folder / ASK
    text = path.read_text(encoding="utf-8")
    code = "kind: code\n    lang: python\n    code: print(True)"
    text = text.replace("kind: concept", code, 1).replace("answer: a digging fork", "answer: T", 1)
    path.write_text(text.replace("text: a flat shovel", "text: t", 1), encoding="utf-8")

    assert main(["--content", str(folder), "doctor"]) == ExitCode.OK
