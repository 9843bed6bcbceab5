"""What a checklist says: its marks, and what in it could not be understood."""

from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """One task of a checklist that carries an id.

    Attributes:
        id: Of the step or project, as it stands there.
        ticked: Whether it is done.
        on: Day on which it was done, as 2026-11-22, or "" where that is not said.
        evidence: Path or address that stands beside it, or "".
        line: Where it stands, counted from 1; 0 where the form has no lines.
    """

    id: str
    ticked: bool
    on: str = ""
    evidence: str = ""
    line: int = 0


class Remark(NamedTuple):
    """Something in a checklist that was not understood, or understood in one of several ways."""

    line: int
    message: str


class Reading(NamedTuple):
    """A checklist as it was read.

    Attributes:
        marks: In the order in which they stand; of the same id at most one, which is ticked
            if any of them was.
        remarks: For the person, in the order of the lines.
        unclear: Ids of tasks of which it cannot be told whether they are done; they have no
            mark, so that nothing follows from them.
    """

    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...] = ()
    unclear: tuple[str, ...] = ()


def merged(
    marks: Iterable[Mark], remarks: Iterable[Remark], unclear: Iterable[str] = ()
) -> Reading:
    """Make a reading in which each id stands once, in the letter case in which it stands first.

    Where one of several marks is ticked, the task is ticked; where none is and one was not
    understood, the task is left out.

    Args:
        marks: As they stand.
        remarks: What was not understood.
        unclear: Ids of tasks whose marks were not understood.
    """
    found: dict[str, Mark] = {}
    notes = list(remarks)
    for mark in marks:
        key = mark.id.casefold()
        other = found.setdefault(key, mark)
        if other is mark:
            continue
        if other.ticked != mark.ticked:
            text = f"{other.id} stands twice, ticked and not; the tick counts"
            notes.append(Remark(mark.line, text))
        found[key] = Mark(
            id=other.id,
            ticked=other.ticked or mark.ticked,
            on=other.on or mark.on,
            evidence=other.evidence or mark.evidence,
            line=other.line,
        )
    open_ = {id_.casefold(): id_ for id_ in unclear}
    left = {key: id_ for key, id_ in open_.items() if key not in found or not found[key].ticked}
    kept = tuple(mark for key, mark in found.items() if key not in left)
    return Reading(kept, tuple(sorted(notes)), tuple(left.values()))
