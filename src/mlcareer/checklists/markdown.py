"""Reads the ticks of a Markdown task list, however it was edited."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from mlcareer.checklists.lines import Line, Paragraph, paragraphs, read_lines
from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.checklists.values import read_day
from mlcareer.model.plan import ID_PATTERN

EVIDENCE: Final = "Evidence:"
"""What a line begins with that names what shows a task."""

NO_EVIDENCE: Final = "(path or address)"
"""What stands behind it until the person writes something."""

_NOTHING: Final = frozenset({"", "-", "...", "\u2026"})
_TICK: Final = "x"


def id_comment(id_: str) -> str:
    """Write the hidden id of a task."""
    return f"<!-- mlc:{id_} -->"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern when it is first used.

    Args:
        name: "id" finds hidden ids, however they are spaced; the others are of this module.
    """
    patterns = {
        "id": rf"<!--\s*mlc:\s*(?P<id>{ID_PATTERN})(?:\s[^<>]*?)?\s*-->",
        "any": r"<!--\s*mlc:",
        "box": r"(?:^|\s)(?:[-*+]|\d+[.)])\s+\[([^\[\]]{0,3})\]",
        "title": r"(?:\*\*|__)\S",
        "day": r"\u2705\ufe0f?\s*(\d{4}-\d{2}-\d{2})",
        "evidence": r"[*_]*Evidence[*_]*:[*_]*(.*)",
        "link": r"!?\[[^\[\]]*\]\(\s*<?([^\s<>]+?)>?(?:\s+[\"'].*[\"'])?\s*\)",
        "code": r"(`+) ?(.+?) ?\1",
        "address": r"<([^\s<>]+)>",
    }
    return re.compile(patterns[name], re.IGNORECASE | re.DOTALL)


def read_markdown(text: str) -> Reading:
    """Read the ticks of a plan that was written as Markdown, for Obsidian too.

    Lists with any bullet count, set in or quoted; blocks of code do not. An id is read in
    the letter case in which it stands first.
    """
    marks: list[Mark] = []
    remarks: list[Remark] = []
    spelling: dict[str, str] = {}
    groups = [group for group in paragraphs(read_lines(text).lines) if not group.first.fenced]
    for at, group in enumerate(groups):
        found = list(_marks(group, remarks))
        if found and not found[-1].evidence:
            found[-1] = found[-1]._replace(evidence=_evidence_below(groups, at))
        for mark in found:
            id_ = spelling.setdefault(mark.id.casefold(), mark.id)
            marks.append(mark._replace(id=id_))
    return merged(marks, remarks)


def _marks(group: Paragraph, remarks: list[Remark]) -> Iterator[Mark]:
    """Find the tasks of one paragraph: one, unless lines were joined."""
    text, number = group.text, group.first.number
    found = list(pattern("id").finditer(text))
    if len(found) < len(pattern("any").findall(text)):
        remarks.append(Remark(number, "a hidden id is damaged here, so its task is not read"))
    elif not found and group.first.box and pattern("title").match(text):
        remarks.append(Remark(number, "a task without its hidden id, so it is not read"))
    ends = [*(comment.start() for comment in found[1:]), len(text)]
    before = 0
    for comment, end in zip(found, ends, strict=False):
        box = _box(group.first if not before else None, text[before : comment.start()])
        before = comment.end()
        if box is None:
            remark = f"{comment['id']} has no box here, so it is not read; write - [ ] or - [x]"
            remarks.append(Remark(number, remark))
            continue
        if box.casefold() not in {"", _TICK}:
            remark = f"{comment['id']}: [{box}] is no tick; only [x] is"
            remarks.append(Remark(number, remark))
        yield _mark(comment["id"], box, text[comment.start() : end], number)


def _mark(id_: str, box: str, around: str, number: int) -> Mark:
    ticked = box.casefold() == _TICK
    days = pattern("day").findall(around) if ticked else ()
    on = (read_day(days[-1]) or "") if days else ""
    evidence = pattern("evidence").search(around)
    return Mark(id_, ticked, on, evidence_of(evidence[1]) if evidence else "", number)


def _box(first: Line | None, text: str) -> str | None:
    """Find what stands in the box before an id; None where there is none."""
    if first and first.box:
        return first.mark
    boxes = pattern("box").findall(text)
    return boxes[-1].strip() if boxes else None


def _evidence_below(groups: Sequence[Paragraph], at: int) -> str:
    """Find the evidence among what stands under a task."""
    width = groups[at].first.width
    for below in range(at + 1, len(groups)):
        group = groups[below]
        first = group.first
        if first.heading or first.seal or (first.bullet and first.width <= width):
            return ""
        if pattern("any").search(group.text):
            return ""
        found = pattern("evidence").match(group.text)
        if found:
            return evidence_of(found[1])
    return ""


def names_evidence(text: str) -> bool:
    """Tell a line that is there for the evidence of a task."""
    return pattern("evidence").match(text) is not None


def evidence_of(text: str) -> str:
    """Take path or address out of what Markdown puts around it."""
    text = text.replace(NO_EVIDENCE, "").strip().strip("*_").strip()
    for name, group in (("link", 1), ("address", 1), ("code", 2)):
        found = pattern(name).fullmatch(text)
        if found:
            return str(found[group]).strip()
    return "" if text in _NOTHING else " ".join(text.split())
