"""Reads the ticks of a Markdown task list, however it was edited."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from mlcareer.checklists.lines import Line, Paragraph, paragraphs, read_lines
from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.checklists.values import one_line, read_day
from mlcareer.model.plan import ID_PATTERN

EVIDENCE: Final = "Evidence:"
"""What a line begins with that names what shows a task."""

NO_EVIDENCE: Final = "(path or address)"
"""What stands behind it until the person writes something."""

SEAL_KNOWN_BY: Final = "<!-- mlc-lines"
"""What the record of the program's own lines begins with, at the end of a plan; see blocks.py."""

_NOTHING: Final = frozenset({"", "-", "...", "\u2026"})
_TICKS: Final = frozenset({"x", "\u2713", "\u2714", "\u2611"})
_AS_PICTURE: Final = "\ufe0f"
"""Asks for the coloured form of the sign before it."""


def id_comment(id_: str) -> str:
    """Write the hidden id of a task."""
    return f"<!-- mlc:{id_} -->"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern when it is first used."""
    patterns = {
        "id": rf"<!--\s*mlc:\s*(?P<id>{ID_PATTERN})(?:\s[^<>]*)?-->",
        "any": r"(?<!\\)<!--\s*mlc:",
        "span": r"\\.|<!--.*?-->|(?<!`)(?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)",
        "box": r"(?:^|\s)(?:[-*+]|\d+[.)])\s+\[([^\[\]]{0,3})\]",
        "title": r"(?:\*\*|__)\S",
        "day": r"\u2705\ufe0f?\s*(\d{4}-\d{2}-\d{2})",
        "evidence": r"(?P<opened>[*_]{0,6})Evidence(?P<closed>[*_]{0,6}):(?P<told>.*)",
        "stars": r"(\*{1,3})(?!\s)([^*]+)(?<!\s)\1",
        # As in Markdown, an underscore between letters ends nothing: _my_bed.jpg_.
        "underscores": r"(_{1,3})(?!\s)((?:(?!_(?!\w)).)+)(?<!\s)\1",
        "link": r"!?\[[^\[\]]*\]\(\s*<?([^\s<>]+?)>?(?:\s+[\"'].*[\"'])?\s*\)",
        "code": r"(`+)(?!`) ?(.+?) ?(?<!`)\1(?!`)",
        "address": r"<([^\s<>]+)>",
    }
    return re.compile(patterns[name], re.IGNORECASE | re.DOTALL)


def read_markdown(text: str) -> Reading:
    """Read the ticks of a plan that was written as Markdown, for Obsidian too.

    Lists with any bullet count, set in or quoted; blocks of code do not. An id is read in
    the letter case in which it stands first.
    """
    lines = read_lines(text).lines
    remarks = list(_in_blocks_of_code(lines))
    marks: list[Mark] = []
    unclear: list[str] = []
    groups = [group for group in paragraphs(lines) if not group.first.fenced]
    for at, group in enumerate(groups):
        found = list(_marks(group, remarks, unclear))
        if found and not found[-1].evidence:
            found[-1] = found[-1]._replace(evidence=_evidence_below(groups, at))
        marks.extend(found)
    return merged(marks, remarks, unclear)


def _in_blocks_of_code(lines: Iterable[Line]) -> Iterator[Remark]:
    for line in lines:
        for comment in _pattern("id").finditer(line.text) if line.fenced else ():
            text = f"mlc:{comment['id']} stands in a block of code and is not read"
            yield Remark(line.number, text)


def hidden_ids(text: str, *, task: bool = True) -> list[re.Match[str]]:
    """Find the hidden ids in a paragraph, however they are spaced.

    Those in code are passed over, unless it is a task that has no others: a stray backtick
    on either side must not cost it its tick.
    """
    found = list(_pattern("id").finditer(text))
    outside = _outside_code(text, found)
    return outside or (found if task else [])


def _outside_code(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    if not found or "`" not in text:
        return found
    code = [one.span() for one in _pattern("span").finditer(text) if one["code"]]
    return [one for one in found if not any(a < one.start() < b for a, b in code)]


def _marks(group: Paragraph, remarks: list[Remark], unclear: list[str]) -> Iterator[Mark]:
    """Find the tasks of one paragraph: one, unless lines were joined."""
    text, number = group.text, group.first.number
    found = hidden_ids(text, task=bool(group.first.box))
    if len(found) < len(_outside_code(text, list(_pattern("any").finditer(text)))):
        remarks.append(Remark(number, "a hidden id is damaged here, so its task is not read"))
    elif not found and group.first.box and _pattern("title").match(text):
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
        box = box.removesuffix(_AS_PICTURE).casefold()
        if box and box not in _TICKS:
            remark = f"{comment['id']}: [{box}] is no tick, so it stays as it is; write [x]"
            remarks.append(Remark(number, remark))
            unclear.append(comment["id"])
            continue
        yield _mark(comment["id"], box, text[comment.start() : end], number)


def _mark(id_: str, box: str, around: str, number: int) -> Mark:
    ticked = bool(box)
    days = _pattern("day").findall(around) if ticked else ()
    on = (read_day(days[-1]) or "") if days else ""
    evidence = _pattern("evidence").search(around)
    return Mark(id_, ticked, on, _told(evidence) if evidence else "", number)


def _box(first: Line | None, text: str) -> str | None:
    """Find what stands in the box before an id; None where there is none."""
    if first and first.box:
        return first.mark
    boxes = _pattern("box").findall(text)
    return boxes[-1].strip() if boxes else None


def _evidence_below(groups: Sequence[Paragraph], at: int) -> str:
    """Find the evidence among what stands under a task."""
    width = groups[at].first.width
    for below in range(at + 1, len(groups)):
        group = groups[below]
        first = group.first
        if first.heading or (first.bullet and first.width <= width):
            return ""
        if first.text.startswith(SEAL_KNOWN_BY):
            return ""
        if _outside_code(group.text, list(_pattern("any").finditer(group.text))):
            return ""
        found = _pattern("evidence").match(group.text)
        evidence = _told(found) if found else ""
        if evidence:
            return evidence
    return ""


def names_evidence(text: str) -> bool:
    """Tell a line that is there for the evidence of a task."""
    return _pattern("evidence").match(text) is not None


def is_day(text: str) -> bool:
    """Tell the day of a tick as the Tasks plugin of Obsidian writes it, and nothing else."""
    return _pattern("day").fullmatch(text) is not None


def _told(found: re.Match[str]) -> str:
    """Take the evidence from behind its label, without emphasis that began before the label."""
    # The plugin puts the day of a tick at the end of the line, behind what stands there.
    told = _pattern("day").sub("", found["told"]).strip()
    closing = "" if found["closed"] else found["opened"][::-1]
    behind = told.removeprefix(closing)
    return evidence_of(told.removesuffix(closing) if behind == told else behind)


def evidence_of(text: str) -> str:
    """Take path or address out of what Markdown puts around it."""
    text = text.strip().removeprefix(NO_EVIDENCE).removesuffix(NO_EVIDENCE)
    text = _without_emphasis(text.strip())
    for name in ("link", "address"):
        found = _pattern(name).fullmatch(text)
        if found:
            return one_line(found[1])
    code = _pattern("code").match(text)
    if code and code.end() == len(text):
        return one_line(code[2])
    return "" if text in _NOTHING else one_line(" ".join(text.split()))


def _without_emphasis(text: str) -> str:
    for name in ("underscores", "stars", "underscores"):
        found = _pattern(name).fullmatch(text)
        text = found[2] if found else text
    return text
