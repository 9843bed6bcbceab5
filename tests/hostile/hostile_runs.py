"""A person who answered, ticked and planned with a map, and all that the program says of it."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile_map import AREAS, Numbered, write_map

from mlcareer.cli import main
from mlcareer.cli.common import now
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.steps import answer_event
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Form, Question
from mlcareer.store.database import Store
from support import Result, clean_environment, rating

TEXTS = {
    "report": ["report"],
    "report-why": ["report", "--why"],
    "report-skill": ["report", "digging"],
    "report-area": ["report", "plants"],
    "report-role": ["report", "--role", "hand"],
    "report-ad": ["report", "--ad", "AD"],
    "report-since": ["report", "--since", "1"],
    "roadmap": ["roadmap"],
    "roadmap-short": ["roadmap", "--what-if", "by=SOON", "--what-if", "hours=20"],
    "skills": ["skills"],
    "skill": ["skills", "tomatoes"],
    "area": ["skills", "soil"],
    "review": ["review"],
    "about": ["about"],
    "sources": ["sources"],
    "projects": ["projects"],
    "project": ["projects", "BED-1"],
    "next": ["next"],
    "progress": ["progress"],
    "due": ["due"],
    "history": ["history"],
    "diff": ["diff", "1", "2"],
    "notes": ["notes"],
    "roles": ["roles"],
    "compare": ["roles", "compare", "gardener", "hand"],
    "preview": ["content", "preview", "digging"],
    "stats": ["content", "stats"],
}
"""What is printed for people to read."""

IN_LINES = ("report", "report-why", "roadmap", "roadmap-short", "skills", "skill", "next", "due")
"""Those that have --plain."""

DATA = (
    *("report", "report-skill", "report-area", "report-ad", "report-since", "roadmap", "skills"),
    *("skill", "about", "sources", "projects", "project", "next", "progress", "due", "history"),
    *("diff", "notes", "roles", "compare"),
)
"""Those that have --json."""

FILES = {
    "report.md": ["report", "--format", "md"],
    "report-ad.md": ["report", "--ad", "AD", "--format", "md"],
    "report.html": ["report", "--format", "html"],
    "report-ad.html": ["report", "--ad", "AD", "--format", "html"],
    "report.csv": ["report", "--format", "csv"],
    "review.md": ["review", "--format", "md"],
    "review.anki": ["review", "--format", "anki"],
    **{
        f"plan.{form}": ["roadmap", "--export", form]
        for form in (
            *("md", "obsidian", "html", "json", "csv", "ics"),
            *("todotxt", "taskwarrior", "anki"),
        )
    },
}
"""What is written for other programs."""

DONE = {
    "digging.1": "photos/spade.jpg",
    "project.POT-1": "https://example.org/pot",
    "pruning.1": "",
}
"""What the person ticked, with what shows it."""

AD = (
    "<h1>Gardener</h1><h2>Requirements</h2><ul><li>digging and compost</li><li>beekeeping</li></ul>"
)


class Person:
    """Somebody with a map whose texts are given.

    Args:
        folder: Where all of it lies.
        words: The texts of the map.
        patch: Changes the environment.
    """

    def __init__(self, folder: Path, words: Numbered, patch: pytest.MonkeyPatch) -> None:
        self.words = words
        self.folder = folder
        self.map = write_map(folder / "map", words)
        for name, value in clean_environment(folder).items():
            patch.setenv(name, value)
        patch.setenv("COLUMNS", "110")
        self._patch = patch
        self.ad = folder / "ad.html"
        self.ad.write_text(AD, encoding="utf-8")
        _keep(self.map, folder / "mlcareer" / "mlcareer.db")
        for id_, evidence in DONE.items():
            self.good("done", id_, "--on", "2026-01-31", "--evidence", evidence or "-")
        self.good("roadmap", "--hours", "6", "--domain", "allotments")

    def run(self, *arguments: str, stdin: str = "") -> Result:
        """Run a command with the map."""
        soon = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - as the program does
        given = [str(self.ad) if one == "AD" else one.replace("SOON", soon) for one in arguments]
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", StringIO(stdin))
            code = main(["--content", str(self.map), *given])
        return Result(code, out.getvalue(), err.getvalue())

    def good(self, *arguments: str) -> str:
        """Run a command that must go well, and return what it printed."""
        result = self.run(*arguments)
        assert result.code == 0, (arguments, result.err)
        return result.out

    def text(self, name: str, *options: str, columns: int = 110) -> str:
        """Print a text for people to read."""
        self._patch.setenv("COLUMNS", str(columns))
        before = [option for option in options if option.startswith("--color")]
        behind = [option for option in options if option not in before]
        return self.good(*before, *TEXTS[name], *behind)

    def file(self, name: str) -> str:
        """Write a file, and return what is in it."""
        path = self.folder / f"out-{name}"
        self.good(*FILES[name], "-o", str(path))
        return path.read_bytes().decode()


def _keep(content: Path, database: Path) -> None:
    skill_map = load_skill_map(content)
    said = [Event(EventKind.BACKGROUND, "degree", "school"), *(rating(one, 1) for one in AREAS)]
    said += [Event(EventKind.TRAIT, "patience", "5"), Event(EventKind.TRAIT, "rain", "1")]
    questions = load_questions(content, skill_map)
    replies = [answer_event(one, _reply(one, at)) for at, one in enumerate(questions.values())]
    note = Event(EventKind.NOTE, "digging-choice-1", "What is a spade?", {"fingerprint": "0" * 8})
    with Store(database) as store:
        for days, events in ((500, [*said, *replies[:20]]), (400, [*said, *replies, note])):
            then = now() - timedelta(days=days)
            assessment = store.start("gardener", 1, then)
            finish = Event(EventKind.FINISH, "assessment", "no more")
            for position, event in enumerate([*events, finish], 1):
                store.append(assessment, position, event, then)


def _reply(question: Question, at: int) -> str | None:
    """Answer right where little is asked, else wrong or not at all."""
    if question.skill == "pruning" or (question.level == 1 and question.skill == "digging"):
        return question.answer
    if at % 5 == 4:
        return None
    if question.form is Form.SEQUENCE:
        return "\n".join(reversed(question.key))
    return question.distractors[0].text


@contextmanager
def person(folder: Path, words: Numbered) -> Iterator[Person]:
    """Make somebody with a map, in an environment of their own that ends with them."""
    with pytest.MonkeyPatch.context() as patch:
        yield Person(folder, words, patch)


class Outputs(NamedTuple):
    """All that the program says of a map.

    Attributes:
        given: The texts of the map, by their marks.
        said: What was printed and written, by its kind and name.
    """

    given: dict[str, str]
    said: dict[tuple[str, str], str]


def outputs(folder: Path, words: Numbered) -> Outputs:
    """Run every command that says something of a map."""
    with person(folder, words) as one:
        said = {("wide", name): one.text(name) for name in TEXTS}
        said |= {("colour", name): one.text(name, "--color=always", columns=80) for name in TEXTS}
        said |= {("narrow", name): one.text(name, columns=40) for name in TEXTS}
        said |= {("lines", name): one.text(name, "--plain") for name in IN_LINES}
        said |= {("data", name): one.good(*TEXTS[name], "--json") for name in DATA}
        said |= {("file", name): one.file(name) for name in FILES}
    return Outputs(words.marks, said)
