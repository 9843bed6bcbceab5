"""Puts the program's lines of a block in the place of those that it wrote earlier."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from mlcareer.checklists.blocks import Block, field_text, fingerprint, ours, split_task, texts
from mlcareer.checklists.lines import Line
from mlcareer.checklists.markdown import is_day, names_evidence

_SAME: Final = "same"
_STALE: Final = "stale"
_YOURS: Final = "yours"
_BULLETS: Final = ("-", "*", "+")
_STEP: Final = 2
"""Columns by which the program sets in what stands under a task."""


@dataclass(slots=True)
class _Slot:
    """A line of the result.

    Attributes:
        kind: Whether it is as the program writes it, as it wrote it earlier, or the person's.
        print: Fingerprint of what the program wrote of it.
        tail: What the person wrote behind that.
    """

    line: Line
    kind: str
    print: str = ""
    tail: str = ""


class Style:
    """How a block is set in and which bullets it has."""

    def __init__(self, block: Block) -> None:
        first = block.lines[0]
        inner = next((line for line in block.lines[1:] if line.width > first.width), None)
        self._quote, self._indent = first.quote, first.indent
        self._unit, bullet = " " * max(_STEP, len(first.bullet)), first.bullet[:1]
        if inner:
            self._unit = inner.indent.removeprefix(first.indent) or self._unit
            bullet = inner.bullet[:1] or bullet
        self._bullet = bullet if bullet in _BULLETS else "-"

    def applied(self, line: Line) -> Line:
        """Write a line of the program in this style."""
        depth = line.width // _STEP
        bullet = self._bullet + line.bullet[1:] if line.bullet else ""
        indent = self._indent + self._unit * depth
        return line._replace(quote=self._quote, indent=indent, bullet=bullet)


class Merger:
    """Merges one block.

    Args:
        key: Of the block.
        known: Fingerprints of what the program wrote earlier.
        ending: Line end of the file.
    """

    def __init__(self, key: str, known: Collection[str], ending: str) -> None:
        self._key = key
        self._known = known
        self._ending = ending

    def merged(self, old: Block, new: Block) -> tuple[Line, ...]:
        """Bring a block up to date."""
        style = Style(old)
        skip = 1 if old.id and new.id else 0
        wanted = new.lines[skip:]
        slots = self._slots(old.lines[skip:], wanted)
        self._place(slots, wanted, style)
        head = (self._headline(old.lines[0], new),) if skip else ()
        return (*head, *_without_stale(slots))

    def stripped(self, block: Block) -> tuple[Line, ...]:
        """Leave of a block what is not the program's."""
        return tuple(_without_stale(self._slots(block.lines, ())))

    def noted(self, block: Block, note: str) -> tuple[Line, ...]:
        """Put a note under the first line of a task, unless it was put there already."""
        print_ = fingerprint(self._key, note)
        present = {fingerprint(self._key, text) for text in texts(block)}
        if print_ in present or print_ in self._known:
            return block.lines
        line = Line(0, "", "", " " * _STEP, "- ", "", note, self._ending)
        first, *rest = block.lines
        follow = sum(1 for _ in takewhile(lambda one: not one.gap and not one.bullet, rest))
        styled = Style(block).applied(line)
        return (first, *rest[:follow], styled, *rest[follow:])

    def _print(self, line: Line) -> str:
        return fingerprint(self._key, line.text)

    def _slots(self, lines: Sequence[Line], wanted: Sequence[Line]) -> list[_Slot]:
        """Find out whose the lines of the file are."""
        open_ = Counter(self._print(line) for line in wanted)
        written = frozenset((*open_, *self._known))
        planned = frozenset(open_)
        slots = [self._slot(line, written) for line in lines]
        # Whole lines first, so that no line with a tail takes the place of one without.
        for slot in sorted(slots, key=lambda slot: bool(slot.tail)):
            if open_[slot.print]:
                open_[slot.print] -= 1
                slot.kind, slot.tail = _SAME, ""
            elif slot.print and slot.print not in planned:
                slot.kind = _STALE
        return slots

    def _slot(self, line: Line, written: Collection[str]) -> _Slot:
        if line.fenced:
            return _Slot(line, _YOURS)
        end, print_ = ours(self._key, line.text, written)
        return _Slot(line, _YOURS, print_, line.text[end:].rstrip() if print_ else "")

    def _place(self, slots: list[_Slot], wanted: Sequence[Line], style: Style) -> None:
        """Put in what the program writes now."""
        at = new = -1
        shown = any(slot.kind == _YOURS and names_evidence(slot.line.text) for slot in slots)
        for line in wanted:
            if shown and names_evidence(line.text):
                continue
            print_ = self._print(line)
            there = next((i for i, slot in enumerate(slots) if slot.print == print_), None)
            if there is not None:
                if there == new + 1 and new >= 0 and not line.gap:
                    # The line before it brought the blank lines along.
                    slots[there].line = slots[there].line._replace(gap="")
                at, new = there, -1
            elif print_ not in self._known:
                count = len(slots)
                at = self._put(slots, at, style.applied(line), print_)
                new = at if len(slots) > count else -1

    def _put(self, slots: list[_Slot], at: int, line: Line, print_: str) -> int:
        """Put a line in the place of one of earlier, or behind the line at a place."""
        for place in range(at + 1, len(slots)):
            slot = slots[place]
            if slot.kind == _SAME:
                break
            if slot.kind == _STALE:
                kept = slot.line
                text = line.text + slot.tail
                new = line._replace(text=text, gap=kept.gap, box=kept.box, end=kept.end)
                slots[place] = _Slot(new, _SAME, print_)
                return place
        alien = at < 0 and all(slot.kind == _YOURS for slot in slots)
        place = len(slots) if alien else at + 1
        while place < len(slots) and slots[place].kind == _YOURS and not slots[place].line.gap:
            place += 1
        slots.insert(place, _Slot(with_ending(line, self._ending), _SAME, print_))
        return place

    def _headline(self, line: Line, new: Block) -> Line:
        """Bring the first line of a task up to date; box and hidden id stay."""
        task, wanted = split_task(line.text), split_task(new.lines[0].text)
        body = self._part(task.body, wanted.body)
        if not task.comment:
            return line._replace(text=body)
        fields = self._part(field_text(task.fields), field_text(wanted.fields))
        if fields == field_text(task.fields):
            return line._replace(text=f"{body}{task.comment}{task.fields}")
        behind = fields.removeprefix("|").strip()
        return line._replace(text=f"{body}{task.comment} {behind}".rstrip())

    def _part(self, old: str, new: str) -> str:
        print_ = fingerprint(self._key, new)
        end, found = ours(self._key, old, {print_, *self._known})
        if found:
            tail = "" if _day_of_plugin(old[end:], new) else old[end:]
            return old if found == print_ else new.rstrip() + tail
        return old if old.strip() or print_ in self._known else new


def _day_of_plugin(tail: str, new: str) -> bool:
    """Whether what was put behind is the day of the tick, as the program writes it now too.

    The plugin writes the same there as the program; any other word is the person's.
    """
    words = tail.split()
    return is_day(" ".join(words)) and new.split()[-len(words) :] == words


def _without_stale(slots: Sequence[_Slot]) -> Iterator[Line]:
    """Leave out what the program writes no more; the blank lines before it stay."""
    gap = ""
    for slot in slots:
        line = slot.line
        if slot.kind == _STALE and not slot.tail:
            gap = gap or line.gap
        else:
            yield line._replace(gap=line.gap or gap)
            gap = ""


def with_ending(line: Line, ending: str) -> Line:
    """Write a line of the program with the line ends of a file."""
    return line._replace(gap=ending * line.gap.count("\n"), end=ending)


def tick(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Tick the box of a task, where it is empty; the same lines where it is not."""
    first = lines[0]
    if not first.box or first.mark:
        return lines
    box = f"[x]{first.box.partition(']')[2]}"
    return (first._replace(box=box), *lines[1:])
