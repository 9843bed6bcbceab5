from hypothesis import given
from hypothesis import strategies as st

from mlcareer.checklists.compare import compare
from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.model.plan import Claim

KNOWN = ("digging.1", "digging.2", "compost.1", "project.BED-1")
CLAIM = Claim("digging.1", "2026-01-01", "2026-01-01T10:00:00+00:00", "photo.jpg")

marks = st.builds(
    Mark,
    st.sampled_from((*KNOWN, "DIGGING.2", "unknown.3")),
    st.booleans(),
    st.sampled_from(("", "2026-02-02")),
    st.sampled_from(("", "photo.jpg", "else.jpg")),
    st.integers(1, 50),
)


def test_new_ticks_are_found_whatever_the_case_of_the_id() -> None:
    """A tick that is not known yet is new, and its id is written as the content has it."""
    result = compare(Reading((Mark("DIGGING.2", ticked=True),)), {}, KNOWN)
    assert [mark.id for mark in result.new] == ["digging.2"]


def test_known_ticks_stay_without_a_change() -> None:
    """What is ticked here and there is no news."""
    result = compare(Reading((Mark("digging.1", ticked=True),)), {"digging.1": CLAIM}, KNOWN)
    assert [mark.id for mark in result.again] == ["digging.1"]
    assert not result.new
    assert not result.evidence
    assert result.remarks == ()


def test_evidence_of_a_known_tick_is_taken_where_there_was_none() -> None:
    """Evidence that stands beside a tick without any is new."""
    mark = Mark("digging.1", ticked=True, evidence="film.mp4")
    result = compare(Reading((mark,)), {"digging.1": CLAIM._replace(evidence="")}, KNOWN)
    assert result.evidence == (mark,)
    assert not result.again
    assert result.remarks == ()


def test_other_evidence_is_remarked_and_not_taken() -> None:
    """A file may be older than what is kept: other evidence changes nothing by itself."""
    mark = Mark("digging.1", ticked=True, evidence="film.mp4", line=4)
    result = compare(Reading((mark,)), {"digging.1": CLAIM}, KNOWN)
    assert result.again == (mark,)
    assert not result.evidence
    (remark,) = result.remarks
    assert (remark.line, "photo.jpg is kept" in remark.message) == (4, True)
    same = compare(Reading((mark._replace(evidence="photo.jpg"),)), {"digging.1": CLAIM}, KNOWN)
    assert same.remarks == ()


def test_removed_ticks_stay_unless_that_is_asked_for() -> None:
    """A box that was emptied takes the tick back only where the person says so."""
    reading = Reading((Mark("digging.1", ticked=False),))
    kept = compare(reading, {"digging.1": CLAIM}, KNOWN)
    assert (kept.unticked, kept.taken_back) == ((CLAIM,), ())
    taken = compare(reading, {"digging.1": CLAIM}, KNOWN, take_back=True)
    assert (taken.unticked, taken.taken_back) == ((), (CLAIM,))


def test_what_is_not_mentioned_stays() -> None:
    """Half of a file takes nothing back, even where taking back was asked for."""
    result = compare(Reading(()), {"digging.1": CLAIM}, KNOWN, take_back=True)
    assert result.taken_back == ()


def test_unknown_ids_are_told_and_not_kept() -> None:
    """A tick under an id that nobody knows is named, not dropped without a word."""
    result = compare(Reading((Mark("fishing.2", ticked=True, line=7),)), {}, KNOWN)
    assert [(mark.id, mark.line) for mark in result.unknown] == [("fishing.2", 7)]
    assert result.new == ()


@given(st.lists(marks), st.sets(st.sampled_from(KNOWN)), st.booleans())
def test_each_mark_has_one_fate(found: list[Mark], ticked: set[str], take_back: bool) -> None:
    """Each ticked task is new, known or unknown; each emptied one is kept or taken back."""
    reading = merged(found, [])
    claims = {id_: Claim(id_, "2026-01-01", "2026-01-01T10:00:00+00:00") for id_ in ticked}
    result = compare(reading, claims, KNOWN, take_back=take_back)
    fates = [*result.new, *result.again, *result.evidence, *result.unknown]
    assert len(fates) == sum(mark.ticked for mark in reading.marks)
    emptied = [m for m in reading.marks if not m.ticked and _known_as(m.id) in ticked]
    assert len(result.unticked) + len(result.taken_back) == len(emptied)
    assert not (result.taken_back if not take_back else result.unticked)


def _known_as(id_: str) -> str:
    return next((known for known in KNOWN if known.lower() == id_.lower()), id_)


@given(st.lists(marks))
def test_merged_marks_stand_once_and_keep_every_tick(found: list[Mark]) -> None:
    """Of an id that stands several times one mark is left, ticked if any of them was."""
    reading = merged(found, [])
    ids = [mark.id for mark in reading.marks]
    first = {mark.id.casefold(): mark.id for mark in reversed(found)}
    assert ids == [first[key] for key in dict.fromkeys(mark.id.casefold() for mark in found)]
    for mark in reading.marks:
        same = [other for other in found if other.id.casefold() == mark.id.casefold()]
        assert mark.ticked == any(other.ticked for other in same)
        assert mark.on == next((other.on for other in same if other.on), "")
        assert mark.evidence == next((other.evidence for other in same if other.evidence), "")
        assert mark.line == same[0].line


def test_ticked_and_not_is_remarked_at_its_line() -> None:
    """Where the same task is ticked and not, the person hears of it, in the order of lines."""
    found = [Mark("digging.1", ticked=False, line=3), Mark("digging.1", ticked=True, line=9)]
    reading = merged(found, [Remark(20, "later"), Remark(1, "earlier")])
    assert [remark.line for remark in reading.remarks] == [1, 9, 20]
    assert "the tick counts" in reading.remarks[1].message
