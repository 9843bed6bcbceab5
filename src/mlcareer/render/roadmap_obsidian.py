"""The roadmap as a Markdown task list for Obsidian with its Tasks plugin.

The plugin reads its fields from the end of the line of a task backwards, so they stand behind
the hidden id. Their signs and order are those that the plugin writes itself
(https://publish.obsidian.md/tasks/Reference/Task+Formats/Tasks+Emoji+Format).
"""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from mlcareer.model.people import EvidenceKind
from mlcareer.render.roadmap_blocks import Words, layout
from mlcareer.render.roadmap_entries import Entry
from mlcareer.roadmap.plan import Roadmap

_ID: Final = "\U0001f194"
_AFTER: Final = "\u26d4"
_START: Final = "\U0001f6eb"
_DUE: Final = "\U0001f4c5"
_DONE: Final = "\u2705"
_PRIORITY: Final = MappingProxyType(
    {"core": "\u23eb", "useful": "\U0001f53c", "optional": "\U0001f53d"}
)


def roadmap_obsidian(
    roadmap: Roadmap,
    principles: Sequence[str] = (),
    notes: Sequence[str] = (),
    evidence: Sequence[EvidenceKind] = (),
) -> str:
    """Lay out the plan as a checklist with ids, what they wait for, priorities and days.

    Args:
        roadmap: The plan.
        principles: What goes for every project.
        notes: Further paragraphs for the head.
        evidence: What may stand as evidence of a project.
    """
    words = Words(principles, notes, evidence)
    return layout(roadmap, words, lambda entry: " ".join(_fields(entry)))


def _fields(entry: Entry) -> Iterator[str]:
    yield f"{_ID} {plugin_id(entry.id)}"
    if entry.after:
        yield f"{_AFTER} {','.join(map(plugin_id, entry.after))}"
    if entry.importance in _PRIORITY:
        yield _PRIORITY[entry.importance]
    if entry.starts:
        yield f"{_START} {entry.starts}"
    if entry.due:
        yield f"{_DUE} {entry.due}"
    if entry.on:
        yield f"{_DONE} {entry.on}"


def plugin_id(id_: str) -> str:
    """Write an id with the signs that the plugin allows, which have no dot: python__2.

    No two ids come out the same: each underscore begins a pair that stands for one sign.
    """
    return id_.replace("_", "_-").replace(".", "__")
