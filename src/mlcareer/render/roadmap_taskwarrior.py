"""The roadmap as tasks that Taskwarrior imports."""

import json
from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from mlcareer.checklists.data import EVIDENCE
from mlcareer.render.cells import one_line
from mlcareer.render.roadmap_entries import PROJECT, Entry, details, entries
from mlcareer.roadmap.plan import Roadmap

NAMESPACE: Final = UUID("7d1c9d63-5c0e-4b8e-9a35-0f6a53f0c5d1")
"""Of the identifiers: the same task has the same one in every plan."""

_PRIORITY: Final = {"core": "H", "useful": "M", "optional": "L"}


def roadmap_taskwarrior(roadmap: Roadmap) -> str:
    """Lay out the tasks as `task import` reads them, one object a line in one list.

    The attribute mlcid carries the id. Times are at noon UTC, so that nearly everywhere they
    fall on the day that is meant. An import replaces what Taskwarrior has of the same task,
    its ticks and notes too: these have to be read back before a newer plan is made.
    """
    planned = list(entries(roadmap))
    ids = {entry.id for entry in planned}
    # Taskwarrior joins no surrogate pairs, so nothing beyond ASCII is escaped.
    lines = [json.dumps(_task(one, ids, roadmap.made_on), ensure_ascii=False) for one in planned]
    whole = ",\n".join(lines)
    return f"[\n{whole}\n]\n" if lines else "[]\n"


def uuid_of(id_: str) -> str:
    """Make the identifier under which a task stands in Taskwarrior."""
    return str(uuid5(NAMESPACE, id_))


def _task(entry: Entry, ids: Collection[str], made_on: date) -> dict[str, object]:
    task: dict[str, object] = {
        "uuid": uuid_of(entry.id),
        "description": one_line(entry.title),
        "status": "completed" if entry.done else "pending",
        "entry": _time(min(made_on, entry.on or made_on)),
        "project": f"mlcareer.{_branch(entry)}",
        "tags": ["mlcareer", entry.kind],
        "mlcid": entry.id,
    }
    if entry.done:
        task["end"] = _time(entry.on or made_on)
    elif entry.importance:
        task["priority"] = _PRIORITY[entry.importance]
    if entry.starts:
        task["scheduled"] = _time(entry.starts)
    if entry.due:
        task["due"] = _time(entry.due)
    depends = [uuid_of(id_) for id_ in entry.after if id_ in ids]
    if depends:
        task["depends"] = depends
    notes = [
        # Taskwarrior keeps one annotation a second.
        {"entry": _time(made_on, second), "description": _note(one_line(line), entry)}
        for second, line in enumerate(details(entry))
    ]
    if notes:
        task["annotations"] = notes
    return task


def _note(line: str, entry: Entry) -> str:
    """Keep apart what only begins like the evidence, as which it would be read back."""
    named = line.lower().startswith(EVIDENCE.lower())
    return f"'{line}" if named and line != f"{EVIDENCE} {one_line(entry.evidence)}" else line


def _branch(entry: Entry) -> str:
    if entry.kind == PROJECT:
        return "projects"
    return entry.skills[0] if entry.skills else "other"


def _time(day: date, second: int = 0) -> str:
    minutes, seconds = divmod(second, 60)
    return f"{day.year:04}{day.month:02}{day.day:02}T12{minutes:02}{seconds:02}Z"
