"""What tests of several modules need."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Distractor, Form, Item, Question, Reference

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = REPOSITORY / "data"
EXAMPLE = Path(__file__).resolve().parent / "example"
GOLDEN = Path(__file__).resolve().parent / "golden"


class Result(NamedTuple):
    """What a command line came to."""

    code: int
    out: str
    err: str


Call = Callable[..., Result]


def make_item(skill: str = "python", b: float = 0.0, c: float = 0.25) -> Item:
    """Make the measuring side of a question."""
    return Item(skill=skill, a=1.3, b=b, b_sd=0.7, c=c)


def make_question(  # noqa: PLR0913 - a factory names what a test wants to differ
    id_: str = "python-sum",
    *,
    skill: str = "python",
    sub: str = "functions-and-scope",
    level: int = 2,
    kind: str = "concept",
    form: Form = Form.CHOICE,
    stem: str = "What does the sum of two and three give?",
    answer: str = "five",
    wrong: tuple[str, ...] = ("six", "four"),
    accepted: tuple[str, ...] = (),
    tolerance: float = 0.0,
    order: str = "shuffle",
    code: str = "",
    lang: str = "",
    item: Item | None = None,
) -> Question:
    """Make a question; what is not given is harmless."""
    return Question(
        id=id_,
        skill=skill,
        sub=sub,
        level=level,
        kind=kind,
        form=form,
        stem=stem,
        lang=lang,
        code=code,
        output="",
        proof="",
        answer=answer,
        accepted=accepted,
        tolerance=tolerance,
        distractors=tuple(
            Distractor(text=text, misconception=f"misconception-{at}", why=f"Because of {at}.")
            for at, text in enumerate(wrong, 1)
        ),
        order=order,
        explanation="Two and three are five, which counting on the fingers shows as well.",
        reference=Reference(resource="py-tutorial", section="3.1"),
        item=item or make_item(skill, b=level - 2.5, c=1 / (1 + len(wrong))),
    )


def reply_to(question: Question, *, right: bool) -> str | list[str]:
    """Reply to a question as an answers file does: with the answer, or with a mistake."""
    match question.form:
        case Form.SEVERAL:
            return list(question.key) if right else [question.distractors[0].text]
        case Form.SEQUENCE:
            return list(question.key if right else reversed(question.key))
        case _:
            return question.answer if right else question.distractors[0].text


def rating(skill: str, level: int | str) -> Event:
    """Make the event of a self-rating."""
    return Event(EventKind.RATING, skill, str(level))


def run_process(
    command: Sequence[str | Path],
    home: Path,
    *,
    environment: Mapping[str, str] | None = None,
    stdin: str = "",
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command in a home of its own, without a terminal."""
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=clean_environment(home) | dict(environment or {}),
        cwd=cwd or home,
        check=False,
        timeout=120,
    )


def run_mlcareer(
    *arguments: str,
    home: Path,
    environment: Mapping[str, str] | None = None,
    stdin: str = "",
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own, with a home of its own."""
    command = [sys.executable, "-m", "mlcareer", *arguments]
    return run_process(command, home, environment=environment, stdin=stdin, cwd=cwd)


def clean_environment(home: Path) -> dict[str, str]:
    """Make an environment in which nothing of this machine's user shows."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "MLCAREER_HOME": str(home / "mlcareer"),
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "error",
        "COLUMNS": "80",
        "TERM": "xterm-256color",
    }
