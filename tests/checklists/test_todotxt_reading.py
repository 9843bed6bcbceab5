from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.marks import Mark, Remark
from mlcareer.checklists.todotxt import has_own_tasks, read_todotxt
from mlcareer.errors import ContentError
from mlcareer.render.roadmap_todotxt import roadmap_todotxt
from mlcareer.roadmap.plan import Roadmap
from support_golden import garden_roadmap
from support_plans import HOSTILE, PLANS, check_round_trip, plan_of, ticks, without_lines

GARDEN = garden_roadmap()


@settings(max_examples=40)
@given(PLANS)
def test_a_plan_comes_back(plan: Roadmap) -> None:
    """Ids, ticks, days and evidence of any plan are read as they were written."""
    if plan.tasks or plan.checks or plan.ticked:
        check_round_trip(plan, roadmap_todotxt, read_todotxt)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_change_no_mark(text: str) -> None:
    """Whatever stands in names, the ids and ticks are those of the plan."""
    check_round_trip(plan_of(text), roadmap_todotxt, read_todotxt, evidence=False)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("(A) 2026-11-22 Python +python mlc:a.1", Mark("a.1", ticked=False, line=1)),
        ("x 2026-12-01 2026-11-22 Python mlc:a.1", Mark("a.1", ticked=True, on="2026-12-01")),
        ("x Python mlc:a.1", Mark("a.1", ticked=True)),
        ("X 2026-12-01 Python mlc:a.1", Mark("a.1", ticked=True, on="2026-12-01")),
        ("x (A) 2026-12-01 2026-11-22 P mlc:a.1", Mark("a.1", ticked=True, on="2026-12-01")),
        ("  x 2026-12-01 Python mlc:a.1  ", Mark("a.1", ticked=True, on="2026-12-01")),
        ("x\u00a0Python MLC:a.1", Mark("a.1", ticked=True)),
        ("x2026 Python mlc:a.1", Mark("a.1", ticked=False)),
        ("xylophone mlc:a.1", Mark("a.1", ticked=False)),
        ("mlc:a.1", Mark("a.1", ticked=False)),
        ("mlc:a.1 moved +to the @front", Mark("a.1", ticked=False)),
        ("x mlc:a.1 evidence:https://b.org/c:d", Mark("a.1", True, "", "https://b.org/c:d")),
    ],
)
def test_lines_as_programs_and_people_write_them(line: str, mark: Mark) -> None:
    """A task is done where it begins with an x of its own; the first day after it counts."""
    (found,) = read_todotxt(line, "todo.txt").marks
    assert found == mark._replace(line=1)


def test_own_tasks_are_passed_over() -> None:
    """A task without an id is the person's own and needs no remark."""
    text = "(B) call mum mlc: soon\nx 2026-12-01 nothing\n\nx y umlc:b.1\nPython mlc:a.1\n"
    reading = read_todotxt(text, "todo.txt")
    assert reading.marks == (Mark("a.1", ticked=False, line=5),)
    assert reading.remarks == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_own_tasks_are_noticed(end: str) -> None:
    """Whatever line carries no id is the person's; blank lines are nobody's."""
    plan = roadmap_todotxt(GARDEN).replace("\n", end)
    assert not has_own_tasks(f"\ufeff{plan}{end}  {end}")
    for own in ("mine", "x mine", "mlc: a.1", "(A) 2026-01-01 umlc:a.1"):
        assert has_own_tasks(f"{plan}{own}")
        assert has_own_tasks(f"{own}{end}{plan}")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_make_no_difference(start: str, end: str) -> None:
    """Files of all systems are read alike, and lines are counted alike."""
    plan = garden_roadmap()
    text = start + roadmap_todotxt(plan).replace("\n", end)
    reading = read_todotxt(text, "todo.txt")
    assert without_lines(reading.marks) == ticks(plan)
    assert [mark.line for mark in reading.marks] == list(range(1, len(reading.marks) + 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x mlc:a.1 mlc:b.2", Remark(1, "this task carries several ids; the last one counts: b.2")),
        ("\nx mlc:?", Remark(2, "'?' is no id of a task; ids look like python.2")),
        ("a mlc:a.1\nx mlc:a.1", Remark(2, "a.1 stands twice, ticked and not; the tick counts")),
        (
            "x 2026-13-41 mlc:a.1",
            Remark(1, "a.1: '2026-13-41' is no day that is understood; write it as 2026-11-22"),
        ),
    ],
)
def test_what_is_not_clear_is_remarked(text: str, said: Remark) -> None:
    """Where something means nothing, or two things, the person is told at which line."""
    assert read_todotxt(text, "todo.txt").remarks == (said,)


def test_of_several_values_the_last_counts() -> None:
    """Programs put what they add at the end of a line."""
    (mark,) = read_todotxt("x mlc:a.1 evidence:a.jpg mlc:b.2 evidence:b.jpg", "todo.txt").marks
    assert (mark.id, mark.evidence) == ("b.2", "b.jpg")


def test_an_id_may_stand_twice_in_the_same_case_or_another() -> None:
    """The same id twice in a line is no reason for a remark."""
    assert read_todotxt("x mlc:a.1 MLC:A.1", "todo.txt").remarks == ()


def test_a_file_without_ids_is_refused() -> None:
    """Somebody else's list is named as what is wrong; an empty one is simply empty."""
    with pytest.raises(ContentError, match=r"other\.txt: no task here carries an id"):
        read_todotxt("buy milk\nx 2026-12-01 buy bread\n", "other.txt")
    for empty in ("", "\ufeff", " \r\n\n"):
        assert read_todotxt(empty, "done.txt").marks == ()


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail in another way than by a complaint."""
    with suppress(ContentError):
        read_todotxt(text, "todo.txt")
    found = read_todotxt(f"{text}\nx mlc:a.1", "todo.txt").marks
    assert Mark("a.1", ticked=True) in without_lines(found).values()


@settings(max_examples=40)
@given(st.data())
def test_edits_that_keep_an_id_keep_its_tick(data: st.DataObject) -> None:
    """Sorting, deleting and adding lines, and words in lines, change no other mark."""
    lines = roadmap_todotxt(GARDEN).splitlines()
    kept = data.draw(st.lists(st.sampled_from(lines), unique=True, min_size=1))
    noted = [f"{line} {data.draw(st.sampled_from(('', 'a note', '+more @home')))}" for line in kept]
    own = data.draw(st.lists(st.sampled_from(("my task", "x 2026-01-01 mine", "")), max_size=3))
    mixed = data.draw(st.permutations([*noted, *own]))
    found = without_lines(read_todotxt("\n".join(mixed), "todo.txt").marks)
    wanted = ticks(GARDEN)
    ids = {line.rpartition("mlc:")[2] for line in kept}
    assert found == {id_: mark for id_, mark in wanted.items() if id_ in ids}
