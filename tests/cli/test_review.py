from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from support import EXAMPLE, run_mlcareer

ANSWERS = """\
ratings: {digging: 2}
answers:
  digging-clay: a leaf rake
  digging-beds: dont-know
"""
OPTIONS = ("--content", str(EXAMPLE))


@pytest.fixture
def answered(home: Path) -> Path:
    """Answer two questions, neither of them right."""
    run = run_mlcareer(*OPTIONS, "assess", "--answers", "-", home=home, stdin=ANSWERS)
    assert run.returncode == ExitCode.OK
    return home


@pytest.mark.parametrize(
    ("form", "begins"), [("text", "[1 of 2] Digging"), ("md", "# Review\n"), ("anki", "#separator")]
)
def test_each_format_goes_to_the_screen_or_into_a_file(
    answered: Path, form: str, begins: str
) -> None:
    """What a format prints is what it writes, and no format loses a question."""
    printed = run_mlcareer(*OPTIONS, "review", "--format", form, home=answered)
    written = run_mlcareer(
        *OPTIONS, "review", "--format", form, "-o", "review.out", home=answered, cwd=answered
    )

    assert (printed.returncode, written.returncode) == (ExitCode.OK, ExitCode.OK)
    assert printed.stdout.startswith(begins)
    text = (answered / "review.out").read_text(encoding="utf-8")
    assert text == printed.stdout
    assert "heavy clay" in text
    assert "How many litres of soil" in text
    assert "https://example.org/spade" in text


def test_an_unknown_format_is_refused(answered: Path) -> None:
    """Another format is a wrong option, and the known ones are named."""
    run = run_mlcareer(*OPTIONS, "review", "--format", "pdf", home=answered)

    assert run.returncode == ExitCode.USAGE
    assert "'text', 'md', 'anki'" in " ".join(run.stderr.split())


def test_without_answers_there_is_nothing_to_review(home: Path) -> None:
    """Before the first answer the way to begin is named."""
    run = run_mlcareer(*OPTIONS, "review", "--format", "md", home=home)

    assert (run.returncode, run.stdout) == (ExitCode.NO_DATA, "")
    assert "mlcareer assess" in run.stderr
