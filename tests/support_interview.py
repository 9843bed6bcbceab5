"""An interview about gardening in a terminal: where it stands, and what the database has of it."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Question
from mlcareer.store.database import Kept, Store
from support import EXAMPLE
from terminal import Terminal

GARDEN: Final = ("--content", str(EXAMPLE), "assess")
QUESTIONS: Final = load_questions(EXAMPLE, load_skill_map(EXAMPLE))

WITH: Final = "import sys\n{before}\nfrom mlcareer.cli import main\nsys.exit(main(sys.argv[1:]))"


def altered(before: str) -> tuple[str, str]:
    """Give the arguments of Python that run the program after some statements."""
    return ("-c", WITH.format(before=before))


def database(home: Path) -> Path:
    """Name the database of a home."""
    return home / "mlcareer" / "mlcareer.db"


def kept(home: Path) -> Sequence[Kept]:
    """Read the log of the latest assessment, with its times."""
    with Store(database(home), read_only=True) as store:
        assessment = store.latest()
        assert assessment is not None
        return store.kept(assessment)


def log(home: Path) -> list[Event]:
    """Read the log of the latest assessment."""
    return [event for _, event in kept(home)]


def said(home: Path) -> list[tuple[str, str]]:
    """List what was asked and what was replied, without what only begins and ends."""
    no_reply = (EventKind.SCOPE, EventKind.FINISH)
    return [(event.subject, event.value) for event in log(home) if event.kind not in no_reply]


def is_sound(home: Path) -> bool:
    """Let SQLite check the database."""
    db = sqlite3.connect(database(home))
    try:
        return bool(db.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        db.close()


def to_first_question(terminal: Terminal) -> str:
    """Rate the skills of the garden and return the screen of the first question."""
    terminal.ask()
    if terminal.full:
        terminal.send("")
    terminal.send("21")
    screen = terminal.send("03")
    assert "1 of at most" in screen
    return screen


def flat(screen: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(screen.split())


def question_on(screen: str) -> Question:
    """Find the last question that a screen shows."""
    shown = flat(screen)
    return max(QUESTIONS.values(), key=lambda question: shown.rfind(question.stem))


def asks_question(screen: str) -> bool:
    """Tell whether a screen asks a question."""
    return "I don't know" in screen
