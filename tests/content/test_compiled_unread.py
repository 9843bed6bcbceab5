"""Commands that show no question read none, neither as YAML nor compiled."""

import json
import sys
from pathlib import Path

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.errors import ExitCode
from mlcareer.model.skills import SkillMap
from support import DATA, reply_to, run_process

_WATCH = """
import json, sys
opened = []
sys.addaudithook(lambda event, values: opened.append(str(values[0])) if event == "open" else None)
from mlcareer.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps([code, opened]))
"""

_PARTS_WITHOUT_QUESTIONS = [
    ["report"],
    ["report", "--json"],
    ["report", "--format", "html"],
    ["skills"],
    ["skills", "python"],
    ["skills", "--json"],
    ["history"],
    ["roles"],
    ["about"],
    [],
]

_PLANS = [
    ["roadmap"],
    ["roadmap", "--json"],
    ["roadmap", "--export", "md", "-o", "plan.md"],
    ["roadmap", "--export", "anki", "-o", "plan.txt"],
    ["next"],
    ["next", "--json"],
    ["progress"],
]
"""What does not send to questions where none is left."""


@pytest.fixture
def answered(home: Path, skill_map: SkillMap) -> Path:
    """Make a home with answers to all questions about a skill, some of them wrong."""
    questions = load_questions(DATA, skill_map, ("python", "statistics")).values()
    replies = {one.id: reply_to(one, right=at % 3 > 0) for at, one in enumerate(questions)}
    answers = {"ratings": {"python": 2, "sql": 1}, "answers": replies}
    (home / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    opened(home, "assess", "--answers", "answers.json", "--seed", "1")
    return home


def opened(home: Path, *arguments: str) -> list[Path]:
    """Run a command and list the files that it opened."""
    done = run_process([sys.executable, "-c", _WATCH, *arguments], home)
    assert done.returncode == 0, done.stderr
    code, files = json.loads(done.stderr.splitlines()[-1])
    assert code == ExitCode.OK, done.stderr
    return [Path(file) for file in files]


def with_questions(files: list[Path]) -> list[Path]:
    """Pick the files that hold questions."""
    return [file for file in files if file.parent.name == "questions" or is_compiled(file)]


def is_compiled(file: Path) -> bool:
    """Tell a compiled file by its name."""
    return file.name.startswith("content-")


@pytest.mark.parametrize("arguments", _PARTS_WITHOUT_QUESTIONS, ids=" ".join)
def test_what_shows_no_question_opens_none(answered: Path, arguments: list[str]) -> None:
    """Neither a file of questions nor the compiled file is opened."""
    assert with_questions(opened(answered, *arguments)) == []


@pytest.mark.parametrize("arguments", _PLANS, ids=" ".join)
def test_a_plan_opens_questions_only_where_none_may_be_left(
    answered: Path, arguments: list[str]
) -> None:
    """Files are looked into only of skills about which something was answered."""
    names = {file.name for file in with_questions(opened(answered, *arguments))}
    assert names
    assert names <= {"python.yaml", "statistics.yaml"}


@pytest.mark.parametrize("arguments", _PLANS, ids=" ".join)
def test_a_plan_after_few_answers_opens_no_questions(home: Path, arguments: list[str]) -> None:
    """Where questions are left by far, a plan is made without a look at them."""
    answers = home / "answers.json"
    answers.write_text('{"answers": {"python-count-labels": "dont-know"}}', encoding="utf-8")
    opened(home, "assess", "--answers", "answers.json")
    assert with_questions(opened(home, *arguments)) == []


def test_an_assessment_opens_the_compiled_file(answered: Path) -> None:
    """Where the content is compiled already, nothing is compiled or written again."""
    (answered / "more.json").write_text('{"ratings": {"sql": 2}}', encoding="utf-8")
    (kept,) = (answered / "mlcareer" / "cache").iterdir()
    written = kept.stat().st_mtime_ns
    files = opened(answered, "assess", "--answers", "more.json")
    assert [file for file in files if is_compiled(file)] == [kept]
    assert kept.stat().st_mtime_ns == written
    assert list(kept.parent.iterdir()) == [kept]


def test_a_review_reads_the_questions_that_it_shows(answered: Path) -> None:
    """What is missed is shown with its question, which is what files of questions are read for."""
    assert with_questions(opened(answered, "review"))


def test_what_shows_one_skill_opens_its_questions_only(answered: Path) -> None:
    """The report on a skill reads the questions that it names, and those of no other skill."""
    files = with_questions(opened(answered, "report", "python"))
    assert {file.name for file in files} == {"python.yaml"}


def test_the_review_opens_the_questions_that_were_asked_only(answered: Path) -> None:
    """What was missed is looked up under the skills that were asked about."""
    files = with_questions(opened(answered, "review"))
    assert {file.name for file in files} == {"python.yaml", "statistics.yaml"}
