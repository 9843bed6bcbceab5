"""What a checklist says that is not known yet."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from mlcareer.checklists.marks import Mark, Reading, Remark
from mlcareer.model.plan import Claim


class SyncResult(NamedTuple):
    """A checklist held against the ticks that stand.

    Attributes:
        new: Ticked there and not yet here.
        again: Ticked in both.
        evidence: Ticked in both, with evidence where there was none.
        unticked: Ticked here and there no more; they stay ticked unless that is asked for.
        taken_back: Ticked here and there no more, and to be taken back.
        unknown: Ticked there under an id that the content does not have.
        remarks: What was not understood.
    """

    new: tuple[Mark, ...] = ()
    again: tuple[Mark, ...] = ()
    evidence: tuple[Mark, ...] = ()
    unticked: tuple[Claim, ...] = ()
    taken_back: tuple[Claim, ...] = ()
    unknown: tuple[Mark, ...] = ()
    remarks: tuple[Remark, ...] = ()


def compare(
    reading: Reading,
    claims: Mapping[str, Claim],
    known: Collection[str],
    *,
    take_back: bool = False,
) -> SyncResult:
    """Hold a checklist against the ticks that stand.

    What the checklist does not mention stays as it is: half of a file is no reason to
    forget the other half.

    Args:
        reading: The checklist.
        claims: Ticks that stand, by id.
        known: Ids that a task can have.
        take_back: Whether a tick that was removed there is taken back here.
    """
    ids = {id_.lower(): id_ for id_ in known}
    marks = [mark._replace(id=ids.get(mark.id.lower(), mark.id)) for mark in reading.marks]
    ticked = [mark for mark in marks if mark.ticked]
    both = [mark for mark in ticked if mark.id in claims]
    gone = tuple(claims[m.id] for m in marks if not m.ticked and m.id in claims)
    told = [mark for mark in both if mark.evidence and not claims[mark.id].evidence]
    others = [mark for mark in both if mark not in told and _differs(mark, claims)]
    return SyncResult(
        new=tuple(m for m in ticked if m.id not in claims and m.id in known),
        again=tuple(mark for mark in both if mark not in told),
        evidence=tuple(told),
        unticked=() if take_back else gone,
        taken_back=gone if take_back else (),
        unknown=tuple(m for m in ticked if m.id not in claims and m.id not in known),
        remarks=tuple(sorted((*reading.remarks, *(_other_evidence(m, claims) for m in others)))),
    )


def _differs(mark: Mark, claims: Mapping[str, Claim]) -> bool:
    return mark.evidence not in {"", claims[mark.id].evidence}


def _other_evidence(mark: Mark, claims: Mapping[str, Claim]) -> Remark:
    """Say that a file names other evidence, which may well be older."""
    kept = claims[mark.id].evidence
    message = (
        f"{mark.id} has other evidence here, {mark.evidence}; {kept} is kept. To change it:"
        f" mlcareer done {mark.id} --evidence PLACE"
    )
    return Remark(mark.line, message)
