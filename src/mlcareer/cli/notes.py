"""`mlcareer notes`: what the person remarked on questions, for their authors."""

from pathlib import Path

from mlcareer.cli.output import put, put_json
from mlcareer.cli.session import existing_store
from mlcareer.cli.streams import page_of
from mlcareer.content.folder import Given, content_folder
from mlcareer.content.questions import find_questions
from mlcareer.content.reviews import fingerprint
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import NoDataError
from mlcareer.model.people import EventKind
from mlcareer.render.notes_text import Note, notes_text
from mlcareer.store.database import Kept


def notes(content: Given, output: Path | None, color: str, *, json: bool) -> None:
    """Print the remarks, each with the id of its question and the fingerprint of its wording.

    Raises:
        NoDataError: There is none.
    """
    found = _notes(content)
    if not found:
        message = "There are no notes. At a question of mlcareer assess, n makes one."
        raise NoDataError(message)
    if json:
        from mlcareer.render.notes_text import notes_data  # noqa: PLC0415 - only for this form

        put_json("notes", notes_data(found), file=output)
        return
    put(notes_text(page_of(output, color), found), output)


def _notes(content: Given) -> list[Note]:
    kept = _kept()
    if not kept:
        return []
    folders = content_folder(content)
    skill_of = {event.subject: str(event.detail.get("skill", "")) for _, event in kept}
    questions = find_questions(folders, load_skill_map(folders), skill_of)
    now = {id_: fingerprint(question) for id_, question in questions.items()}
    return [
        Note(
            at=at,
            question=event.subject,
            skill=str(event.detail.get("skill", "")),
            fingerprint=str(event.detail.get("fingerprint", "")),
            changed_since=now.get(event.subject) != event.detail.get("fingerprint"),
            stem=questions[event.subject].stem if event.subject in questions else "",
            text=event.value,
        )
        for at, event in kept
    ]


def _kept() -> list[Kept]:
    """Read the remarks of all assessments, those of the first one first."""
    with existing_store() as store:
        if store is None:
            return []
        begun = reversed(store.assessments())
        logs = [store.kept(assessment) for assessment in begun]
    return [kept for log in logs for kept in log if kept.event.kind is EventKind.NOTE]
