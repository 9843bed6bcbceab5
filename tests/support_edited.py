"""A gardener whose plan lies in files that she edits."""

import json
import re
from pathlib import Path
from typing import Any

from mlcareer.cli.common import now
from mlcareer.errors import ExitCode
from mlcareer.measure.steps import answer_event
from mlcareer.model.plan import claims_of
from mlcareer.store.database import Store
from support import Call, make_question, rating

STEP, OTHER, PROJECT = "digging.1", "compost.1", "project.BED-1"
SKILLS = ("digging", "compost", "tomatoes", "pruning")
PROJECTS = """\
format: 1
principles: [Write down what you expect.]
projects:
  BED-1:
    name: A bed of one's own
    level: 1
    summary: Dig a bed.
    data: The soil behind the house.
    skills: [digging]
    criteria: [Nothing was trodden on.]
"""


class Gardener:
    """Somebody who knows little of gardens, has answered, and runs commands."""

    def __init__(self, content: Path, home: Path, files: Path, call: Call) -> None:
        self.content, self.files = content, files
        self._database = home / "mlcareer" / "mlcareer.db"
        self._call = call
        (content / "projects.yaml").write_text(PROJECTS, encoding="utf-8")
        said = [rating(skill, 0) for skill in SKILLS]
        said += [
            answer_event(make_question(f"{skill}-{at}", skill=skill), "six")
            for skill in SKILLS
            for at in range(3)
        ]
        with Store(self._database) as store:
            assessment = store.start("gardener", 1, now())
            for position, event in enumerate(said, 1):
                store.append(assessment, position, event, now())

    def good(self, *arguments: str | Path) -> str:
        """Run a command that must go well, and return what it printed."""
        result = self._call("--content", str(self.content), *map(str, arguments))
        assert result.code == ExitCode.OK, result.err
        return result.out

    def refused(self, *arguments: str | Path) -> str:
        """Run a command that must be refused in one line, and return the line."""
        result = self._call("--content", str(self.content), *map(str, arguments))
        assert (result.code, result.out) == (ExitCode.USAGE, "")
        (line,) = result.err.splitlines()
        return line

    def file(self, text: str, name: str = "plan.md") -> Path:
        """Write a file."""
        path = self.files / name
        path.write_bytes(text.encode())
        return path

    def exported(self, form: str, name: str) -> Path:
        """Export the plan."""
        self.good("roadmap", "--export", form, "-o", self.files / name)
        return self.files / name

    def synced(self, file: Path, *options: str) -> Any:  # noqa: ANN401 - JSON
        """Take a file in, and return what is said to have changed."""
        return json.loads(self.good("sync", file, "--json", *options))["data"]

    def moved(self, *moves: str) -> None:
        """Let skills of the map have other names from now on."""
        lines = [f"  - {{{move}, date: 2026-01-01, reason: It is clearer.}}\n" for move in moves]
        text = f"format: 1\nmoves:\n{''.join(lines)}"
        (self.content / "moves.yaml").write_text(text, encoding="utf-8")

    def ticked(self) -> dict[str, tuple[str, str]]:
        """List what is ticked, with its day and evidence."""
        with Store(self._database) as store:
            claims = claims_of(store.plan_events())
        return {claim.id: (claim.on, claim.evidence) for claim in claims.values()}


def ticked_in(text: str, id_: str, box: str = "[x]") -> str:
    """Put something into the empty box of a task in Markdown."""
    changed, count = re.subn(rf"\[ \](?=.*<!-- mlc:{re.escape(id_)} -->)", box, text)
    assert count == 1
    return changed


def tick_by_hand(form: str, text: str, id_: str) -> str:
    """Tick an open task in a plan as a person or another program would."""
    pattern, by = {
        "md": (rf"\[ \](?=[^\n]*<!-- mlc:{id_} -->)", "[x]"),
        "obsidian": (rf"\[ \](?=[^\n]*<!-- mlc:{id_} -->)", "[x]"),
        "html": (rf'data-id="{id_}"', r"\g<0> checked"),
        "csv": (rf"(?m)^{id_},", r"\g<0>x"),
        "todotxt": (rf"(?m)^(?=.*mlc:{id_}$)", "x "),
        "taskwarrior": (rf'"status": "pending"(?=[^\n]*"mlcid": "{id_}")', '"status": "completed"'),
        "json": (rf'(?s)("id": "{id_}"(?:.(?!"id":))*?"done": )false', r"\1true"),
    }[form]
    changed, count = re.subn(pattern, by, text, count=1)
    assert count == 1
    return changed
