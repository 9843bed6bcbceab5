"""The roadmap as a todo.txt file: one task a line."""

import re
from collections.abc import Iterator
from typing import Final

from mlcareer.render.cells import one_line
from mlcareer.render.roadmap_entries import CHECK, PROJECT, Entry, entries
from mlcareer.roadmap.plan import Roadmap

_PRIORITY: Final = {"core": "A", "useful": "B", "optional": "C"}
_DO: Final = {CHECK: "check", PROJECT: "build"}


def roadmap_todotxt(roadmap: Roadmap) -> str:
    """Lay out the tasks by the rules of todo.txt (https://github.com/todotxt/todo.txt).

    Core, useful and optional are the priorities A, B and C; skills are projects, and
    what one does (@read, @do, @build, @check) are contexts. The id stands at the end.
    """
    return "".join(f"{' '.join(_words(entry, roadmap))}\n" for entry in entries(roadmap))


def _words(entry: Entry, roadmap: Roadmap) -> Iterator[str]:
    created = roadmap.made_on
    if entry.done:
        done = entry.on or created
        yield f"x {done} {min(done, created)}"
    else:
        if entry.importance:
            yield f"({_PRIORITY[entry.importance]})"
        yield f"{created}"
    yield plain(entry.title)
    yield from (f"+{skill}" for skill in entry.skills)
    yield from (f"@{context}" for context in _contexts(entry))
    if entry.due:
        yield f"due:{entry.due}"
    if entry.evidence and _is_word(entry.evidence):
        yield f"evidence:{entry.evidence}"
    yield f"mlc:{entry.id}"


def _contexts(entry: Entry) -> Iterator[str]:
    if entry.kind in _DO:
        yield _DO[entry.kind]
    modes = {resource.mode for resource in entry.resources}
    yield from (mode for mode in ("read", "do") if modes & {mode, "both"})


def plain(text: str) -> str:
    """Make a text in which nothing is a project, a context, a key with a value or a new line."""
    words = one_line(text).split()
    apart = " ".join(f"'{word}" if word.startswith(("+", "@")) else word for word in words)
    return re.sub(r":(?=\S)", ": ", apart)


def _is_word(text: str) -> bool:
    return text == one_line(text) and " " not in text
