"""Reads the ticks of a Markdown task list, however it was edited."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final

from mlcareer.checklists.lines import Line, Paragraph, paragraphs, read_lines
from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.model.plan import ID_PATTERN

EVIDENCE: Final = "Evidence:"
"""What a line begins with that names what shows a task."""

NO_EVIDENCE: Final = "(path or address)"
"""What stands behind it until the person writes something."""

_NOTHING: Final = frozenset({"", "-", "...", "\u2026"})
_TICKED: Final = "x"
_SHOWN: Final = 40


def id_comment(id_: str) -> str:
    """Write the hidden id of a task."""
    return f"<!-- mlc:{id_} -->"


@cache
def id_pattern() -> re.Pattern[str]:
    """Find hidden ids, however they are spaced."""
    return re.compile(rf"<!--\s*mlc:\s*(?P<id>{ID_PATTERN})(?:\s[^>]*?)?\s*-->", re.IGNORECASE)


def read_markdown(text: str, known: Iterable[str] = ()) -> Reading:
    """Read the ticks of a plan that was written as Markdown, for Obsidian too.

    Lists with any bullet count, set in or quoted; blocks of code do not.

    Args:
        text: The file.
        known: Ids as the plan spells them, for ids that came into another letter case.
    """
    spelling = {id_.casefold(): id_ for id_ in known}
    marks: list[Mark] = []
    remarks: list[Remark] = []
    groups = [group for group in paragraphs(read_lines(text).lines) if not group.first.fenced]
    for at, group in enumerate(groups):
        found = list(_marks(group, remarks))
        if found and not found[-1].evidence:
            found[-1] = found[-1]._replace(evidence=_evidence_below(groups, at))
        marks += (mark._replace(id=spelling.get(mark.id.casefold(), mark.id)) for mark in found)
    return merged(marks, remarks)


def _marks(group: Paragraph, remarks: list[Remark]) -> Iterator[Mark]:
    """Find the tasks with an id of one paragraph, which is one unless lines were joined."""
    text, number = group.text, group.first.number
    found = list(id_pattern().finditer(text))
    remarks += (Remark(number, message) for message in _doubts(group, text, bool(found)))
    before = 0
    for which, comment in enumerate(found):
        ends = found[which + 1].start() if which + 1 < len(found) else len(text)
        box = _box(group.first, text[before : comment.start()], first=not which)
        before = comment.end()
        id_ = comment["id"]
        remark = _doubt_about(box, id_)
        if remark:
            remarks.append(Remark(number, remark))
        if box is not None:
            ticked = box.casefold() == _TICKED
            around = text[comment.start() : ends]
            yield Mark(id_, ticked, _day(around) if ticked else "", _evidence(around), number)


def _box(first: Line, text: str, *, first_of_line: bool = True, **kwargs: bool) -> str | None:
    raise NotImplementedError
