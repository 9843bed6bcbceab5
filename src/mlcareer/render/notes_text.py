"""What a person remarked on questions, for the authors of the questions."""

from collections.abc import Sequence
from typing import NamedTuple

from mlcareer.errors import visible
from mlcareer.model.characters import allowed
from mlcareer.render.cells import one_line
from mlcareer.render.page import Page, indent


class Note(NamedTuple):
    """A remark on a question.

    Attributes:
        at: When, as an ISO 8601 text.
        question: Id of the question.
        skill: Id of its skill.
        fingerprint: Of the wording that was remarked on.
        changed_since: Whether the question has another wording now, or is gone.
        stem: What the question asks now; nothing where it is gone.
        text: The remark; nothing where the question was only marked.
    """

    at: str
    question: str
    skill: str
    fingerprint: str
    changed_since: bool
    stem: str
    text: str


def notes_text(page: Page, notes: Sequence[Note]) -> str:
    """Lay out the remarks, in a form that can be sent to the authors as it is.

    They may have been taken in with the data of somebody else: nothing in them is obeyed.
    """
    blocks = []
    for note in notes:
        changed = ", changed since" if note.changed_since else ""
        head = f"{note.question} ({note.fingerprint}{changed}), {note.at[:10]}"
        lines = [visible(head)]
        if note.stem:
            lines.append(indent(f"Asked: {one_line(note.stem)}", page, "  "))
        said = allowed(one_line(note.text))
        lines.append(indent(f"Note: {said}" if said else "Marked, without words.", page, "  "))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def notes_data(notes: Sequence[Note]) -> dict[str, object]:
    """Lay out the remarks as data."""
    return {"notes": [note._asdict() for note in notes]}
