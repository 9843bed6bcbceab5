from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.checklists.reading import MOST_BYTES
from mlcareer.cli.common import now
from mlcareer.cli.sync import up_to_date
from mlcareer.model.moves import Move
from support import Call
from support_edited import OTHER, PROJECT, STEP, Gardener, ticked_in

TODAY = now().date()
SPLIT = Move(("soil",), ("digging", "compost"), "2026-01-01", "They are learned apart.")
MERGED = Move(("rows", "Beds"), ("digging",), "2026-01-01", "They are one.")
RENAMED = Move(("heaps",), ("soil",), "2025-01-01", "It is clearer.")
MOVES = (SPLIT, MERGED, RENAMED)


@pytest.fixture
def gardener(folder: Path, home: Path, tmp_path: Path, call: Call) -> Gardener:
    """Give each test a person of its own."""
    return Gardener(folder, home, tmp_path, call)


def read_as(*marks: Mark, unclear: tuple[str, ...] = ()) -> dict[str, bool]:
    """Bring marks up to date, and say which tasks are ticked."""
    reading = up_to_date(Reading(marks, (), unclear), MOVES)
    assert not set(reading.unclear) & {mark.id for mark in reading.marks}
    return {mark.id: mark.ticked for mark in reading.marks}


@pytest.mark.parametrize(
    ("id_", "ids"),
    [
        ("rows.2", ["digging.2"]),
        ("ROWS.2", ["digging.2"]),
        ("beds.3-2", ["digging.3-2"]),
        ("soil.1", ["digging.1", "compost.1"]),
        ("heaps.1", ["digging.1", "compost.1"]),
        ("tomatoes.1", ["tomatoes.1"]),
        ("Tomatoes.1", ["Tomatoes.1"]),
        ("project.BED-1", ["project.BED-1"]),
        ("project.rows", ["project.rows"]),
    ],
)
def test_tasks_of_an_older_file_are_named_as_today(id_: str, ids: list[str]) -> None:
    """Ids follow renamed, split and merged skills in any letter case; others stay as they are."""
    mark = Mark(id_, ticked=True, on="2026-01-02", evidence="a.jpg", line=7)
    assert up_to_date(Reading((mark,)), MOVES).marks == tuple(mark._replace(id=one) for one in ids)


def test_of_tasks_that_became_one_the_tick_counts() -> None:
    """One tick of several is the tick of the task that they became, whatever their order."""
    ticked, open_ = Mark("rows.1", ticked=True), Mark("beds.1", ticked=False)
    assert read_as(ticked, open_) == read_as(open_, ticked) == {"digging.1": True}
    assert read_as(open_, open_._replace(id="digging.1")) == {"digging.1": False}


def test_of_tasks_that_became_one_nothing_follows_where_one_is_unclear() -> None:
    """An open task takes nothing back where the other half of it cannot be read."""
    assert read_as(Mark("beds.1", ticked=False), unclear=("rows.1",)) == {}
    assert read_as(Mark("beds.1", ticked=True), unclear=("rows.1",)) == {"digging.1": True}


marks = st.builds(
    Mark,
    st.sampled_from(("digging.1", "Digging.1", "tomatoes.2", "rows.1", "project.BED-1")),
    st.booleans(),
    st.sampled_from(("", "2026-01-02")),
    st.sampled_from(("", "a.jpg")),
    st.integers(0, 9),
)
unclear_ids = st.lists(st.sampled_from(("digging.1", "tomatoes.2", "ROWS.1")), max_size=2)


@given(st.lists(marks), unclear_ids)
def test_where_nothing_moved_nothing_changes(found: list[Mark], unclear: list[str]) -> None:
    """Without moves a reading is what it was; with them, bringing it up to date once is enough."""
    reading = merged(found, [Remark(3, "a word")], unclear)
    assert up_to_date(reading, ()) == reading
    once = up_to_date(reading, MOVES)
    assert up_to_date(once, MOVES) == once


def test_no_tick_is_taken_back_that_another_task_of_the_file_has(gardener: Gardener) -> None:
    """Where two skills were merged, one tick of the two keeps the task ticked, untick or not."""
    gardener.moved("from: [rows, beds], to: [digging]")
    file = gardener.file("- [x] a <!-- mlc:rows.1 -->\n- [ ] b <!-- mlc:beds.1 -->\n")
    assert len(gardener.synced(file)["new"]) == 1
    again = gardener.synced(file, "--untick")
    assert again["taken_back"] == again["new"] == []
    assert "stands twice, ticked and not" in again["remarks"][0]["message"]
    assert set(gardener.ticked()) == {STEP}
    gardener.file("- [ ] a <!-- mlc:rows.1 -->\n- [ ] b <!-- mlc:beds.1 -->\n")
    assert [one["id"] for one in gardener.synced(file)["no_longer_ticked"]] == [STEP]
    assert [one["id"] for one in gardener.synced(file, "--untick")["taken_back"]] == [STEP]
    assert gardener.ticked() == {}


def test_a_tick_for_both_of_two_merged_tasks_is_one_tick(gardener: Gardener) -> None:
    """Two ticks that mean one task now are counted once."""
    gardener.moved("from: [rows, beds], to: [digging]")
    file = gardener.file("- [x] a <!-- mlc:rows.1 -->\n- [x] b <!-- mlc:beds.1 -->\n")
    assert [mark["id"] for mark in gardener.synced(file)["new"]] == [STEP]


def test_days_that_lie_ahead_are_taken_for_today(gardener: Gardener) -> None:
    """Only ticks of days to come get another day, each with a remark at its line."""
    ahead = (TODAY + timedelta(days=1)).isoformat()
    lines = (
        f"{STEP},x,{ahead}",
        f"{OTHER},x,{TODAY}",
        f"tomatoes.1,,{ahead}",
        "tomatoes.2,hm,",
        f"{PROJECT},x,{ahead}",
    )
    file = gardener.file("\n".join(("id,done,done_on", *lines)), "plan.csv")
    remarks = gardener.synced(file)["remarks"]
    assert [(one["line"], one["message"]) for one in remarks] == [
        (2, f"{STEP} is ticked for {ahead}, which lies ahead; today is kept"),
        (5, "tomatoes.2: 'hm' says neither done nor open, so it stays as it is; write x"),
        (6, f"{PROJECT} is ticked for {ahead}, which lies ahead; today is kept"),
    ]
    assert set(gardener.ticked().values()) == {(TODAY.isoformat(), "")}


def test_many_ticks_of_days_ahead_are_read_in_one_go(gardener: Gardener) -> None:
    """A file of a clock that was wrong is gone through once, not once for each of its ticks."""
    rows = "".join(f"skill-{at}.1,x,2999-01-01\n" for at in range(60_000))
    found = gardener.synced(gardener.file(f"id,done,done_on\n{rows}{STEP},x,\n", "plan.csv"))
    assert len(found["remarks"]) == len(found["unknown"]) == 60_000
    assert set(gardener.ticked()) == {STEP}


def test_evidence_that_comes_later_leaves_the_day(gardener: Gardener) -> None:
    """What shows a project can be named after it was ticked, and a tick keeps its day."""
    gardener.good("done", PROJECT, "--on", "2026-01-02")
    line = f"- [x] bed <!-- mlc:{PROJECT} -->\n  - Evidence: __bed__.jpg\n"
    assert [one["id"] for one in gardener.synced(gardener.file(line))["evidence_added"]] == [
        PROJECT
    ]
    assert gardener.ticked() == {PROJECT: ("2026-01-02", "__bed__.jpg")}


def test_a_tick_without_a_day_is_of_today(gardener: Gardener) -> None:
    """Where the file does not say when, the day on which it is taken in is kept."""
    text = gardener.exported("md", "plan.md").read_bytes().decode()
    gardener.good("sync", gardener.file(ticked_in(text, STEP)))
    ((on, _),) = gardener.ticked().values()
    assert TODAY <= date.fromisoformat(on) <= TODAY + timedelta(days=1)


def test_a_file_that_is_larger_than_a_plan_is_refused(gardener: Gardener) -> None:
    """It is not read in part: a tick behind its limit would be missed without a word."""
    line = f"- [x] dig <!-- mlc:{STEP} -->\n"
    file = gardener.file(line + "#" * (MOST_BYTES + 1 - len(line)))
    assert "too large for a plan" in gardener.refused("sync", file)
    assert gardener.ticked() == {}


def test_a_plan_that_cannot_be_read_is_named_with_the_remedy(gardener: Gardener) -> None:
    """A missing file and a folder are one line that says how to get a plan."""
    for name in ("missing.md", "."):
        line = gardener.refused("sync", gardener.files / name)
        assert f"{gardener.files / name} cannot be read: " in line
        assert line.endswith("mlcareer roadmap --export md -o plan.md")
