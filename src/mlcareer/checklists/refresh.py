"""Brings a plan in Markdown up to date and keeps all that the person wrote into it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mlcareer.checklists.blocks import (
    LOOSE,
    SEAL,
    Block,
    Plan,
    fingerprint,
    fingerprints,
    left_there,
    read_plan,
    seal,
)
from mlcareer.checklists.lines import Line
from mlcareer.checklists.markdown import read_markdown
from mlcareer.checklists.marks import Remark
from mlcareer.checklists.merging import Merger, Style, tick, with_ending

NOT_PLANNED: Final = "No longer in the plan."
"""What is put under a task that the plan has no more."""

_TOP: Final = "top"


class Refreshed(NamedTuple):
    """A plan that was brought up to date.

    Attributes:
        text: The whole file.
        remarks: For the person; lines are those of the old file.
        added: Ids of tasks that were not in the file.
        gone: Ids of tasks in the file that the plan has no more.
        ticked: Ids of tasks that are done and were not ticked in the file.
        deleted: Ids of tasks of the plan that the person deleted from the file.
    """

    text: str
    remarks: tuple[Remark, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


def refresh(old: str, new: str) -> Refreshed:
    """Bring the file of a plan up to date.

    What the program wrote is replaced by what it writes now. All else stays where it is,
    byte for byte: notes, headings, lines that were changed, the order of the tasks, ticks,
    bullets, line ends. In particular

    - text behind a line of the program stays behind it;
    - a task or section that was deleted stays deleted; any other line that was deleted does
      so as long as the program would write it unchanged;
    - a task that is done is ticked where it stands, and what is said of it becomes what is
      said of tasks that are done; no tick is taken away;
    - a task that is no longer planned stays, with a line that says so; a new one comes
      behind the task that precedes it in the new plan;
    - of a task that stands twice, the first is brought up to date;
    - a file whose seal is gone (see blocks.py) is brought up to date as far as its lines are
      those that the program writes now; what differs stays, as the person's own.

    Args:
        old: The file; it may be any text.
        new: The plan as it would be written today.
    """
    plan = read_plan(new)
    keys = {block.key for block in plan.blocks}
    return _Refresh(read_plan(old, keys), plan).run(read_markdown(old).remarks)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A block of the old file with what becomes of it.

    Attributes:
        first: Whether it is the first with its key.
        ticked: Whether its box was ticked.
    """

    block: Block
    lines: tuple[Line, ...]
    first: bool
    ticked: bool


class _Refresh:
    """One run."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self._old, self._new = old, new
        self._known = old.known or frozenset()
        self._planned = {block.key: block for block in new.blocks}
        self._there = {block.key for block in old.blocks}
        self._ending = next((line.end for line in old.sheet.lines if line.end), "\n")

    def run(self, remarks: Iterable[Remark]) -> Refreshed:
        """Put the new file together."""
        kept = tuple(self._kept())
        added = tuple(self._added())
        lines = tuple(self._in_order(kept, added))
        return Refreshed(
            text=self._text(self._sealed(lines, self._known_then(kept))),
            remarks=tuple(sorted((*remarks, *self._remarks(kept)))),
            added=tuple(block.id for block in added if block.id),
            gone=tuple(dict.fromkeys(b.id for b in self._old.blocks if self._gone(b))),
            ticked=tuple(dict.fromkeys(one.block.id for one in kept if one.ticked)),
            deleted=tuple(b.id for b in self._new.blocks if b.id and self._deleted(b)),
        )

    def _kept(self) -> Iterator[_Kept]:
        """Bring each block of the old file up to date."""
        seen: set[str] = set()
        for block in self._old.blocks:
            planned = self._planned.get(block.key)
            first = block.key not in seen
            seen.add(block.key)
            again = planned is not None and not first
            lines = block.lines if again else self._lines(block, planned)
            ticked = tick(lines) if self._is_done(block.key) else lines
            yield _Kept(block, ticked, first, ticked is not lines)

    def _is_done(self, key: str) -> bool:
        planned = self._planned.get(key)
        return planned is not None and bool(planned.id) and bool(planned.lines[0].mark)

    def _lines(self, block: Block, planned: Block | None) -> tuple[Line, ...]:
        """Bring a block up to date, or what is left of one that is not planned."""
        if block.key in {SEAL, LOOSE}:
            return block.lines
        merger = Merger(block.key, self._known, self._ending)
        if planned is not None:
            return merger.merged(block, planned)
        if self._gone(block):
            return merger.noted(block, NOT_PLANNED)
        return block.lines if block.id else merger.stripped(block)

    def _gone(self, block: Block) -> bool:
        """Find out whether a task was planned once; one that never was is the person's."""
        if not block.id or block.key in self._planned:
            return False
        return self._old.known is None or fingerprint(block.key, "") in self._known

    def _deleted(self, block: Block) -> bool:
        return block.key not in self._there and fingerprint(block.key, "") in self._known

    def _added(self) -> Iterator[Block]:
        """Find the blocks that are new; a section that would stay empty is none."""
        for at, block in enumerate(self._new.blocks):
            if block.key in self._there or block.key == SEAL or self._deleted(block):
                continue
            if block.id or len(block.lines) > 1 or self._has_tasks(at):
                yield block

    def _has_tasks(self, at: int) -> bool:
        for block in self._new.blocks[at + 1 :]:
            if not block.id:
                return False
            there = block.key in self._there
            if not self._deleted(block) and not (there and self._is_done(block.key)):
                return True
        return False

    def _in_order(self, kept: Sequence[_Kept], added: Collection[Block]) -> Iterator[Line]:
        """Put each new block behind the one that precedes it in the new plan."""
        behind: dict[str, list[Block]] = {}
        anchor = _TOP
        new = {block.key for block in added}
        for block in self._new.blocks:
            if block.key in new:
                behind.setdefault(anchor, []).append(block)
            elif block.key in self._there:
                anchor = block.key
        sample = next((block for block in self._old.blocks if block.id), None)
        put = list(self._styled(behind.get(_TOP, ()), sample))
        yield from put
        for one in kept:
            yield from self._closed_up(one) if put else one.lines
            near = one.block if one.block.id else sample
            put = list(self._styled(behind.get(one.block.key, ()), near)) if one.first else []
            yield from put

    def _closed_up(self, one: _Kept) -> tuple[Line, ...]:
        """Take away the blank lines before a task that follows a new one in its list."""
        planned = self._planned.get(one.block.key)
        if planned is None or planned.lines[0].gap or not one.lines:
            return one.lines
        return (one.lines[0]._replace(gap=""), *one.lines[1:])

    def _styled(self, blocks: Iterable[Block], near: Block | None) -> Iterator[Line]:
        """Write new blocks with the line ends of the file, and tasks as those near them."""
        style = Style(near) if near else None
        for block in blocks:
            for line in block.lines:
                shown = style.applied(line) if style and block.id else line
                yield with_ending(shown, self._ending)

    def _sealed(self, lines: Sequence[Line], known: Iterable[str]) -> Iterator[Line]:
        """Renew the seal where it stands, or put one at the end."""
        text = seal(known).replace("\n", self._ending)
        for line in lines:
            yield line._replace(text=text) if line.seal else line
        if not any(line.seal for line in lines):
            gap = self._old.sheet.rest or (self._ending if lines else "")
            gap += "" if gap.endswith(("\n", "\r")) or not gap else self._ending
            yield Line(0, gap, "", "", "", "", text, self._ending, seal=True)

    def _known_then(self, kept: Iterable[_Kept]) -> Iterator[str]:
        """Make the fingerprints of what the program writes now, or wrote and left there."""
        yield from fingerprints(self._new.blocks)
        for one in kept:
            if self._gone(one.block):
                yield fingerprint(one.block.key, NOT_PLANNED)
                yield fingerprint(one.block.key, "")
                yield from left_there(one.block, self._known)

    def _text(self, lines: Iterable[Line]) -> str:
        sheet = self._old.sheet
        parts: list[str] = []
        for line in lines:
            if parts and not parts[-1].endswith(("\n", "\r")):
                parts.append(self._ending)
            parts.append(line.raw)
        sealed = any(block.key == SEAL for block in self._old.blocks)
        return f"{sheet.mark}{''.join(parts)}{sheet.rest if sealed else ''}"

    def _remarks(self, kept: Iterable[_Kept]) -> Iterator[Remark]:
        for one in kept:
            block = one.block
            if not block.id:
                continue
            number = block.lines[0].number
            if not one.first and block.key in self._planned:
                text = f"{block.id} stands twice; only the first was brought up to date"
                yield Remark(number, text)
            elif one.first and block.key not in self._planned and not self._gone(block):
                yield Remark(number, f"{block.id} is no task of the plan; it was left as it is")
        if self._reordered():
            text = "the plan has another order by now; the tasks stay in the order of the file"
            yield Remark(0, text)

    def _reordered(self) -> bool:
        """Find out whether open tasks stand in another order than in the plan."""
        here = [b.key for b in self._old.blocks if b.id and not b.lines[0].mark]
        there = [b.key for b in self._new.blocks if b.id and not b.lines[0].mark]
        common = set(here) & set(there)
        first = dict.fromkeys(key for key in here if key in common)
        return list(first) != [key for key in there if key in common]
