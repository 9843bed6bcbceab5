"""The roadmap as a table for spreadsheets: one row a task."""

import csv
from datetime import date
from io import StringIO
from itertools import chain
from typing import Final

from mlcareer.render.cells import harmless
from mlcareer.render.roadmap_entries import Entry, entries, left_out
from mlcareer.render.roadmap_words import resource_words
from mlcareer.roadmap.plan import Roadmap

COLUMNS: Final = (
    "id",
    "done",
    "kind",
    "title",
    "skill",
    "level",
    "importance",
    "hours_low",
    "hours_high",
    "starts",
    "due",
    "earliest",
    "latest",
    "after",
    "evidence",
    "state",
    "url",
    "done_when",
    "done_on",
    "about",
    "resources",
)
"""Names of the columns; new ones come at the end."""

TICK: Final = "x"
"""What stands in the column done where a task is done; nothing stands there otherwise."""


def roadmap_csv(roadmap: Roadmap) -> str:
    """Lay out the tasks as comma-separated values (RFC 4180).

    What to check comes first, then what to do in order, what was ticked, and the levels
    that are left out before the deadline. A text that a spreadsheet would take for a
    formula gets an apostrophe before it.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in chain(entries(roadmap), left_out(roadmap)):
        writer.writerow(_cells(entry))
    return stream.getvalue()


def _cells(entry: Entry) -> list[object]:
    low, high = entry.hours or ("", "")
    dates = (entry.starts, entry.due, entry.earliest, entry.latest)
    return [
        harmless(entry.id),
        TICK if entry.done else "",
        entry.kind,
        harmless(entry.title),
        " ".join(entry.skills),
        entry.level or "",
        entry.importance,
        low,
        high,
        *map(_day, dates),
        " ".join(entry.after),
        harmless(entry.evidence),
        harmless(entry.state),
        harmless(" ".join(resource.url for resource in entry.resources)),
        harmless("\n".join(entry.done_when)),
        _day(entry.on),
        harmless("\n".join(entry.about)),
        harmless("\n".join(map(resource_words, entry.resources))),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
