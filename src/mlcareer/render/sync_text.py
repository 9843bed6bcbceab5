"""What a checklist brought in, for a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mlcareer.checklists.compare import SyncResult
from mlcareer.checklists.marks import Mark
from mlcareer.model.plan import Claim
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, hint, indent, printable

MOST_LISTED: Final = 12
"""How many of a kind are named."""


def sync_text(page: Page, result: SyncResult, titles: Mapping[str, str]) -> str:
    """Say what was taken in, what was not, and what to do about each.

    Args:
        page: What the text is for.
        result: The checklist held against the ticks that stand.
        titles: What the tasks are called, by id; an id that is not there stands for itself.
    """
    parts = (
        _new(page, result, titles),
        _evidence(page, result, titles),
        _unticked(page, result, titles),
        _taken_back(page, result, titles),
        _unknown(page, result),
        _remarks(page, result),
        _last(page, result),
    )
    return "\n\n".join(filter(None, map("\n".join, parts))) + "\n"


def _new(page: Page, result: SyncResult, titles: Mapping[str, str]) -> Iterator[str]:
    if result.new:
        yield indent(f"{counted(len(result.new), 'new tick')} taken in:", page)
        yield from _listed(page, (_named(mark, titles) for mark in result.new))
        proof = "A tick is your word. Answers prove it:"
        yield hint(proof, "mlcareer assess --claimed", page)


def _evidence(page: Page, result: SyncResult, titles: Mapping[str, str]) -> Iterator[str]:
    if result.evidence:
        yield indent("Evidence added to what was ticked before:", page)
        yield from _listed(page, (_named(mark, titles) for mark in result.evidence))


def _unticked(page: Page, result: SyncResult, titles: Mapping[str, str]) -> Iterator[str]:
    if result.unticked:
        count = counted(len(result.unticked), "task")
        yield indent(f"{count} without a tick in the file, but kept as done:", page)
        yield from _listed(page, (_named(claim, titles) for claim in result.unticked))
        yield hint("To take these ticks back:", "mlcareer sync FILE --untick", page)


def _taken_back(page: Page, result: SyncResult, titles: Mapping[str, str]) -> Iterator[str]:
    if result.taken_back:
        count = counted(len(result.taken_back), "tick")
        yield indent(f"{count} taken back, as the file has it:", page)
        yield from _listed(page, (_named(claim, titles) for claim in result.taken_back))
        ids = " ".join(claim.id for claim in result.taken_back)
        yield hint("To tick again:", f"mlcareer done {printable(ids)}", page)


def _unknown(page: Page, result: SyncResult) -> Iterator[str]:
    if result.unknown:
        count = counted(len(result.unknown), "tick")
        yield indent(f"{count} not taken in, because no task has such an id:", page)
        yield from _listed(page, (f"{_place(mark.line)}{mark.id}" for mark in result.unknown))
        yield hint("Of another map? Name it by --content. The ids here:", "mlcareer roadmap", page)


def _remarks(page: Page, result: SyncResult) -> Iterator[str]:
    if result.remarks:
        yield indent("To look at in the file:", page)
        texts = (f"{_place(one.line)}{one.message}" for one in result.remarks)
        yield from _listed(page, texts)


def _last(page: Page, result: SyncResult) -> Iterator[str]:
    """Say what was there already, and what comes next."""
    changed = result.new or result.evidence or result.taken_back
    known = len(result.again) + len(result.evidence)
    if not changed:
        yield indent("Nothing new in the file.", page)
    if known:
        yield indent(f"{counted(known, 'tick')} of the file stood here already.", page)
    if changed:
        yield hint("What to do now:", "mlcareer next", page)
    elif not known and not result.unticked and not result.unknown:
        marked = "Tick a task in the file, with [x] in a text, and read it again."
        yield indent(marked, page)


def _named(one: Mark | Claim, titles: Mapping[str, str]) -> str:
    title = titles.get(one.id)
    name = f"{title} ({one.id})" if title else one.id
    facts = (name, one.on, one.evidence and f"evidence: {one.evidence}")
    return ", ".join(filter(None, facts))


def _place(line: int) -> str:
    return f"line {line}: " if line else ""


def _listed(page: Page, texts: Iterable[str]) -> Iterator[str]:
    rows = list(texts)
    for text in rows[:MOST_LISTED]:
        yield indent(printable(text), page, "  - ")
    if len(rows) > MOST_LISTED:
        yield indent(f"and {len(rows) - MOST_LISTED} more", page, "  ")
