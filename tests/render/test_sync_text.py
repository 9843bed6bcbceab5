import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.checklists.compare import SyncResult
from mlcareer.checklists.marks import Mark, Remark
from mlcareer.model.plan import Claim
from mlcareer.render.page import Page
from mlcareer.render.sync_text import MOST_LISTED, sync_text
from support_golden import check_golden

PAGE = Page(width=80)
TITLES = {
    "digging.2": "Digging: working",
    "compost.1": "Compost: novice",
    "project.BED-1": "BED-1: A bed of one's own",
}
NEW = Mark("digging.2", ticked=True, on="2026-11-20", line=12)
BED = Mark("project.BED-1", ticked=True, evidence="photos/bed.jpg", line=20)
KEPT = Claim("compost.1", "2026-11-01", "2026-11-01T18:00:00+00:00")
GONE = Mark("weeding.2", ticked=True, line=31)
ODD = Remark(7, "[/] is no tick; write [x]")
EVERYTHING = SyncResult(
    new=(NEW,), again=(NEW,), evidence=(BED,), unticked=(KEPT,), unknown=(GONE,), remarks=(ODD,)
)
MARKS = st.lists(
    st.builds(Mark, st.text(), st.just(True), st.text(), st.text(), st.integers(0, 99)), max_size=20
).map(tuple)
CLAIMS = st.lists(st.builds(Claim, st.text(), st.text(), st.text()), max_size=20).map(tuple)
RESULTS = st.builds(
    SyncResult,
    MARKS,
    MARKS,
    MARKS,
    CLAIMS,
    CLAIMS,
    MARKS,
    st.lists(st.builds(Remark, st.integers(0, 99), st.text()), max_size=20).map(tuple),
)


def told(**kinds: object) -> str:
    """Tell a result that has only this."""
    return sync_text(PAGE, SyncResult(**kinds), TITLES)  # type: ignore[arg-type]


def test_it_prints_what_its_golden_file_holds() -> None:
    """What a file brought in is told byte for byte as it was looked at and accepted."""
    check_golden("sync.txt", sync_text(PAGE, EVERYTHING, TITLES))


def test_a_new_tick_is_told_as_a_claim() -> None:
    """It has its title, its id and its day, and the way to prove it; it is not called proven."""
    text = told(new=(NEW,))
    assert text.startswith("1 new tick taken in:\n  - Digging: working (digging.2), 2026-11-20\n")
    assert "A tick is your word. Answers prove it: mlcareer assess --claimed" in text
    assert "What to do now: mlcareer next" in text
    assert "proven" not in text


def test_evidence_is_told() -> None:
    """Evidence that was added to a tick stands beside its title."""
    text = told(evidence=(BED,))
    assert "- BED-1: A bed of one's own (project.BED-1), evidence: photos/bed.jpg" in text
    assert "1 tick of the file stood here already." in text


def test_a_removed_tick_is_kept_with_the_way_to_take_it_back() -> None:
    """Nothing is taken away in silence: it stays, and it is said how to change that."""
    text = told(unticked=(KEPT,))
    assert "1 task without a tick in the file, but kept as done:" in text
    assert "To take these ticks back: mlcareer sync FILE --untick" in text


def test_a_tick_taken_back_can_be_made_again() -> None:
    """What was taken back is named, with the command that ticks it again."""
    text = told(taken_back=(KEPT, KEPT._replace(id="digging.2")))
    assert "2 ticks taken back, as the file has it:" in text
    assert "To tick again: mlcareer done compost.1 digging.2\n" in text


def test_the_command_ticks_all_again_that_was_taken_back() -> None:
    """Of many that were taken back some are named, but the command loses none."""
    many = tuple(KEPT._replace(id=f"s{at}.1") for at in range(MOST_LISTED + 3))
    text = told(taken_back=many)
    assert text.count("\n  - s") == MOST_LISTED
    (command,) = (line for line in text.splitlines() if line.startswith("  mlcareer done"))
    assert command.split()[2:] == [claim.id for claim in many]


def test_an_unknown_id_is_told_with_its_line() -> None:
    """It is said that it was not taken in, where it stands, and where the ids are."""
    text = told(unknown=(GONE,))
    assert "1 tick not taken in, because no task has such an id:\n  - line 31: weeding.2" in text
    assert "Of another map? Name it by --content. The ids here: mlcareer roadmap" in text


@pytest.mark.parametrize(("line", "said"), [(7, "  - line 7: [/] is"), (0, "  - [/] is")])
def test_a_remark_has_its_line(line: int, said: str) -> None:
    """A remark leads to its line, where the form of the file has lines."""
    assert said in told(remarks=(ODD._replace(line=line),))


def test_a_file_that_brings_nothing_says_so() -> None:
    """What stood before is counted; where there is no tick at all it is said how to make one."""
    assert told() == (
        "Nothing new in the file.\nTick a task in the file, with [x] in a text, and read it"
        " again.\n"
    )
    known = told(again=(NEW, BED))
    assert known == "Nothing new in the file.\n2 ticks of the file stood here already.\n"


def test_what_was_done_is_news() -> None:
    """A tick that was taken back is something new; one that is kept is no reason to begin."""
    back = told(taken_back=(KEPT,))
    assert "Nothing new" not in back
    assert back.endswith("What to do now: mlcareer next\n")
    kept = told(unticked=(KEPT,))
    assert "Nothing new in the file.\n" in kept
    assert "Tick a task" not in kept
    assert "Tick a task" not in told(unknown=(GONE,))


def test_long_lists_are_cut_with_their_number() -> None:
    """Of many of a kind some are named and the others counted."""
    many = tuple(NEW._replace(id=f"s{at}.1") for at in range(MOST_LISTED + 3))
    text = told(new=many)
    assert f"{MOST_LISTED + 3} new ticks taken in:" in text
    assert text.count("\n  - s") == MOST_LISTED
    assert "\n  and 3 more\n" in text


@given(RESULTS, st.integers(20, 120))
def test_no_file_can_steer_the_terminal(result: SyncResult, width: int) -> None:
    """Whatever a file holds, only what can be printed is, and something is always said."""
    text = sync_text(Page(width=width), result, {})
    assert {character for character in text if not character.isprintable()} == {"\n"}
    assert text.strip()
    assert text.endswith("\n")


@pytest.mark.parametrize("width", range(20, 121, 5))
def test_no_line_is_wider_than_the_page(width: int) -> None:
    """Only a command or a long word may stick out."""
    for line in sync_text(Page(width=width), EVERYTHING, TITLES).splitlines():
        words = line.strip()
        assert len(line) <= width or " " not in words or words.startswith("mlcareer ")
