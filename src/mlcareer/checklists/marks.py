"""What a checklist says: its marks, and what in it could not be understood."""

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
    """

    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...] = ()


def merged(marks: list[Mark], remarks: list[Remark]) -> Reading:
    """Make a reading in which each id stands once: where one of several is ticked, it is ticked."""
    found: dict[str, Mark] = {}
    notes = list(remarks)
    for mark in marks:
        other = found.setdefault(mark.id, mark)
        if other is mark:
            continue
        if other.ticked != mark.ticked:
            text = f"{mark.id} stands twice, ticked and not; the tick counts"
            notes.append(Remark(mark.line, text))
        found[mark.id] = Mark(
            id=mark.id,
            ticked=other.ticked or mark.ticked,
            on=other.on or mark.on,
            evidence=other.evidence or mark.evidence,
            line=other.line,
        )
    return Reading(tuple(found.values()), tuple(sorted(notes)))
