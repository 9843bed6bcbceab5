import csv
import json
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.data import read_csv, read_json
from mlcareer.checklists.marks import Mark, Reading, Remark
from mlcareer.checklists.values import DONE, OPEN, one_line, quoted, read_day
from mlcareer.errors import ContentError, Problem
from mlcareer.render.envelope import to_json
from mlcareer.render.roadmap_csv import COLUMNS, roadmap_csv
from mlcareer.render.roadmap_json import roadmap_data
from mlcareer.render.roadmap_taskwarrior import roadmap_taskwarrior
from mlcareer.roadmap.plan import Roadmap
from support_golden import garden_roadmap
from support_plans import (
    HOSTILE,
    PLANS,
    check_round_trip,
    plan_of,
    short_plan,
    ticks,
    without_lines,
)

HEADING = ",".join(COLUMNS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("id", "done", "on", "evidence", "tasks", "mlcareer_ticks", "data"))
            | st.sampled_from(("mlcid", "status", "uuid", "annotations", "checks", "ticked")),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


def exported(plan: Roadmap) -> str:
    """Write a plan as the command does with --json."""
    return to_json("roadmap", roadmap_data(plan))


def bare(plan: Roadmap) -> str:
    """Write the data of a plan without what is around them."""
    return json.dumps(roadmap_data(plan), ensure_ascii=False)


def page_file(*tasks: object) -> str:
    """Write what the page saves."""
    return json.dumps({"mlcareer_ticks": 1, "made_on": "2026-11-22", "tasks": tasks})


def marks(reading: Reading) -> list[Mark]:
    """List the marks without their lines."""
    return list(without_lines(reading.marks).values())


def problem_of(read: Callable[[str, str], Reading], text: str) -> Problem:
    """Read what cannot be read; gives the one complaint about it."""
    with pytest.raises(ContentError) as caught:
        read(text, "plan.x")
    (problem,) = caught.value.problems
    assert problem.file == "plan.x"
    assert "\n" not in problem.message
    return problem


@settings(max_examples=25)
@given(PLANS)
def test_a_plan_comes_back_from_every_form_of_json(plan: Roadmap) -> None:
    """Ids, ticks, days and evidence of any plan are read as they were written."""
    for export in (exported, bare, roadmap_taskwarrior):
        check_round_trip(plan, export, read_json)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_change_no_mark(text: str) -> None:
    """Whatever stands in names, the marks are those of the plan, in every form."""
    for export in (exported, bare, roadmap_taskwarrior):
        check_round_trip(plan_of(text), export, read_json, evidence=False)
    reading = read_csv(roadmap_csv(plan_of(text)), "plan.csv")
    found = without_lines(reading.marks)
    assert {id_: found[id_].ticked for id_ in ticks(plan_of(text))} == {
        id_: mark.ticked for id_, mark in ticks(plan_of(text)).items()
    }
    assert reading.remarks == ()


@settings(max_examples=25)
@given(PLANS)
def test_a_plan_comes_back_from_a_table(plan: Roadmap) -> None:
    """All rows have their marks; what is left out before the deadline is open."""
    reading = read_csv(roadmap_csv(plan), "plan.csv")
    found = without_lines(reading.marks)
    assert {id_: found.pop(id_) for id_ in ticks(plan)} == ticks(plan)
    assert not any(mark.ticked for mark in found.values())
    left_out = plan.fit.left_out if plan.fit else ()
    assert len(found) == sum(len(one.levels) for one in left_out)


@settings(max_examples=25)
@given(PLANS, st.randoms(use_true_random=False))
def test_what_a_program_ticks_is_ticked(plan: Roadmap, random: Any) -> None:  # noqa: ANN401
    """Setting done for any tasks in the file makes them ticks, and no others."""
    data = json.loads(bare(plan))
    chosen = [task for task in (*data["tasks"], *data["checks"]) if random.random() < 0.5]
    for task in chosen:
        task["done"] = True
    wanted = {task["id"] for task in chosen} | {one.claim.id for one in plan.ticked}
    found = {mark.id for mark in read_json(json.dumps(data), "plan.json").marks if mark.ticked}
    assert found == wanted


def test_the_file_of_the_page() -> None:
    """Ticks saved from the page have their day and evidence, and what is open stays open."""
    text = page_file(
        {"id": "python.2", "done": True, "on": "2026-12-01", "evidence": ""},
        {"id": "project.DIG-1", "done": True, "on": "", "evidence": " a/b c.jpg\n"},
        {"id": "sql.1", "done": False, "on": "", "evidence": "", "more": [1]},
    )
    assert read_json(f"\ufeff{text}", "ticks.json") == Reading(
        (
            Mark("python.2", ticked=True, on="2026-12-01"),
            Mark("project.DIG-1", ticked=True, evidence="a/b c.jpg"),
            Mark("sql.1", ticked=False),
        )
    )


def test_an_id_that_stands_twice_counts_once() -> None:
    """Of two marks of one id the tick counts, and that is remarked."""
    text = page_file({"id": "sql.1", "done": False}, {"id": "sql.1", "done": True})
    reading = read_json(text, "ticks.json")
    assert reading.marks == (Mark("sql.1", ticked=True),)
    assert [remark.message for remark in reading.remarks] == [
        "sql.1 stands twice, ticked and not; the tick counts"
    ]


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (5, "entry 1 of tasks is no task"),
        ({"id": 7, "done": True}, "'7' is no id of a task; ids look like python.2"),
        ({"id": ["a"], "done": True}, "something that is no text is no id of a task"),
        ({"id": "a.1 ; rm", "done": True}, "'a.1 ; rm' is no id of a task"),
        ({"id": "a.1", "done": "perhaps"}, "a.1: 'perhaps' says neither done nor open"),
        ({"id": "a.1", "done": {}}, "a.1: something that is no text says neither done"),
        ({"id": "a.1", "done": float("nan")}, "a.1: 'NaN' says neither done nor open"),
        ({"id": "a.1", "done": True, "on": "soon"}, "a.1: 'soon' is no day"),
        ({"id": "a.1", "done": True, "on": 10**30}, "is no day that is understood"),
    ],
)
def test_what_is_not_understood_is_remarked(task: object, said: str) -> None:
    """A value of another type or meaning spoils no other task, and is never a silent tick."""
    reading = read_json(page_file(task, {"id": "b.2", "done": True}), "ticks.json")
    assert [remark for remark in reading.remarks if said in remark.message]
    assert Mark("b.2", ticked=True) in reading.marks
    assert all(mark.on == "" for mark in reading.marks)


@pytest.mark.parametrize("number", ["1" * 5000, "1e999999", "-Infinity", "NaN"])
def test_huge_numbers_are_survived(number: str) -> None:
    """A number that no computer holds is passed over like any other unknown value."""
    text = f'{{"tasks": [{{"id": "a.1", "done": true, "x": {number}}}], "hours": {number}}}'
    assert read_json(text, "plan.json").marks == (Mark("a.1", ticked=True),)


@pytest.mark.parametrize("depth", [2_000, 200_000])
@pytest.mark.parametrize("lines", [1, 3])
def test_deep_nesting_is_refused(depth: int, lines: int) -> None:
    """What is nested beyond all sense is a complaint, not a crash."""
    line = '{"tasks": ' + "[" * depth + "]" * depth + "}"
    with suppress(ContentError):
        assert read_json("\n".join([line] * lines), "plan.json").marks == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no valid JSON"),
        ('{"tasks": [\n{"id": "a.1",\n "done": tru', 3, "no valid JSON"),
        ('{"id": "a.1"}\n\n{"id": ', 3, "no valid JSON"),
        ("5", 0, "a single value"),
        ("{}", 0, "mlcareer roadmap --export json"),
        ('{"tasks": {"a.1": true}}', 0, "tasks is no list"),
        ('{"mlcareer_ticks": 1, "tasks": "a.1"}', 0, "tasks is no list"),
        ("[1, 2]", 0, "entry 1 is no task"),
        ('{"mlcareer_result_version": 1, "command": "report", "data": {}}', 0, "'report'"),
        ('{"mlcareer_result_version": 1, "command": [], "data": {}}', 0, "not of 'roadmap'"),
        ('{"mlcareer_result_version": 1, "command": "roadmap", "data": null}', 0, "failed"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    """A broken file, or a file of another kind, names the place and what is wrong."""
    problem = problem_of(read_json, text)
    assert problem.line == line
    assert said in problem.message


@given(JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    """Whatever stands in a file, there is a reading or a complaint."""
    with suppress(ContentError):
        reading = read_json(json.dumps(value), "plan.json")
        assert len({mark.id for mark in reading.marks}) == len(reading.marks)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes a reader fail in another way than by a complaint."""
    for read in (read_json, read_csv):
        with suppress(ContentError):
            read(text, "plan")
        with suppress(ContentError):
            read(f"{HEADING}\n{text}", "plan")


@settings(max_examples=25)
@given(st.data())
def test_a_cut_file_is_read_in_part_or_refused(data: st.DataObject) -> None:
    """Half of an export never gives a tick that the whole has not."""
    plan = garden_roadmap()
    whole = {mark.id for mark in ticks(plan).values() if mark.ticked}
    for export, read in ((exported, read_json), (roadmap_csv, read_csv)):
        text = export(plan)
        cut = text[: data.draw(st.integers(0, len(text)))]
        with suppress(ContentError):
            assert {mark.id for mark in read(cut, "plan").marks if mark.ticked} <= whole


def test_taskwarrior_writes_one_task_a_line_if_asked() -> None:
    """A file of lines is read like a list, with or without commas and a last line end."""
    tasks = json.loads(roadmap_taskwarrior(garden_roadmap()))
    wanted = read_json(json.dumps(tasks), "x").marks
    for end in ("\n", ",\n", "\r\n", "\n\n"):
        lines = end.join(json.dumps(task) for task in tasks)
        assert read_json(lines, "x").marks == wanted
        assert read_json(f"{lines}{end}", "x").marks == wanted
    assert read_json(json.dumps(tasks[0]), "x").marks == wanted[:1]
    assert read_json(f"\n{json.dumps(tasks[0])},\n", "x").marks == wanted[:1]


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("completed", [Mark("a.1", ticked=True, on="2026-12-01")]),
        ("pending", [Mark("a.1", ticked=False)]),
        ("waiting", [Mark("a.1", ticked=False)]),
        ("recurring", [Mark("a.1", ticked=False)]),
        ("deleted", []),
        ("odd", []),
    ],
)
def test_the_states_of_taskwarrior(status: str, found: list[Mark]) -> None:
    """Completed is a tick with its day; deleted says nothing; unknown states are remarked."""
    task = {"uuid": "u", "mlcid": "a.1", "status": status, "end": "20261201T101010Z"}
    reading = read_json(json.dumps([task, {"description": "my own"}]), "x")
    assert list(reading.marks) == found
    assert bool(reading.remarks) is (status == "odd")


def test_evidence_is_noted_in_taskwarrior() -> None:
    """Of several annotations that name evidence the last one counts; others are no evidence."""
    notes = [{"description": text} for text in ("Evidence: a", "evidence:b c", "Read: x")]
    task = {"mlcid": "a.1", "status": "pending", "annotations": [*notes, 5, {"description": []}]}
    assert read_json(json.dumps([task]), "x").marks[0].evidence == "b c"
    assert read_json(json.dumps([task | {"annotations": "?"}]), "x").marks[0].evidence == ""


def table(*rows: tuple[str, ...], sign: str = ",", end: str = "\r\n") -> str:
    """Write a table as a spreadsheet would."""
    stream = StringIO()
    csv.writer(stream, delimiter=sign, lineterminator=end).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\ufeffsep={}{}", "\n\n", "  \n{0} \n"])
def test_tables_of_all_spreadsheets(sign: str, end: str, start: str) -> None:
    """Separators, line ends, byte order marks and the order of columns make no difference."""
    rows = (
        ("Title", "DONE", " id ", "done_on", "evidence"),
        ("one; two, three\nfour", "x", "a.1", "2026-12-01", "b;c"),
        ("", "", "b.2", "", ""),
        ("mine", "x", "", "", ""),
        ("", "", "", "", ""),
        ("short", "X", "c.3"),
    )
    text = start.format(sign, "\n") + table(*rows, sign=sign, end=end)
    reading = read_csv(text, "plan.csv")
    assert marks(reading) == [
        Mark("a.1", ticked=True, on="2026-12-01", evidence="b;c"),
        Mark("b.2", ticked=False),
        Mark("c.3", ticked=True),
    ]
    assert reading.remarks == ()


def test_of_two_columns_of_one_name_the_first_counts() -> None:
    """A column of the person that is called like one of ours stands behind it."""
    reading = read_csv("id,done,Done,ID\na.1,x,no,b.2\n", "plan.csv")
    assert marks(reading) == [Mark("a.1", ticked=True)]


def test_marks_and_remarks_have_the_line_of_their_row() -> None:
    """Lines are counted as an editor counts them, with breaks inside cells."""
    text = 'id,done,title\na.1,x,"one\ntwo"\nb.2,hm,\n\nc.3,,'
    reading = read_csv(text, "plan.csv")
    assert [mark.line for mark in reading.marks] == [2, 6]
    assert reading.unclear == ("b.2",)
    (remark,) = reading.remarks
    assert remark == Remark(
        4, "b.2: 'hm' says neither done nor open, so it stays as it is; write x"
    )


@pytest.mark.parametrize("word", [*sorted(DONE), "X", "TRUE", "Wahr", " yes ", "'x", "2026-12-01"])
def test_words_that_say_done(word: str) -> None:
    """Ticks as people and spreadsheets write them, in several languages, are ticks."""
    reading = read_csv(table(("id", "done"), ("a.1", word)), "plan.csv")
    assert [mark.ticked for mark in reading.marks] == [True]
    assert reading.remarks == ()


@pytest.mark.parametrize("word", [*sorted(OPEN), "FALSE", "Falsch", " No ", "  "])
def test_words_that_say_open(word: str) -> None:
    """What is said to be open is open, without a remark."""
    reading = read_csv(table(("id", "done"), ("a.1", word)), "plan.csv")
    assert [mark.ticked for mark in reading.marks] == [False]
    assert reading.remarks == ()


@given(st.text(max_size=6))
def test_unknown_words_are_no_ticks(word: str) -> None:
    """Whatever is known to mean neither done nor open has no mark, and is remarked."""
    reading = read_csv(table(("id", "done"), ("a.1", word)), "plan.csv")
    said = " ".join(word.split()).strip("'\"").lower()
    done = said in DONE or bool(read_day(word))
    assert [mark.ticked for mark in reading.marks] == ([done] if done or said in OPEN else [])
    assert bool(reading.remarks) is bool(reading.unclear) is not (done or said in OPEN)


def test_an_apostrophe_before_a_formula_goes_away_again() -> None:
    """Evidence that looks like a formula comes back as it was; other apostrophes stay."""
    rows = (("id", "done", "evidence"), ("a.1", "x", "'=x"), ("b.1", "x", "'tis"))
    assert [mark.evidence for mark in read_csv(table(*rows), "x").marks] == ["=x", "'tis"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "this table is empty"),
        ("\n\n", 1, "this table is empty"),
        ("title,done\nx,y", 1, "there is no column 'id'"),
        ("sep=;\n\nid;title", 3, "there is no column 'done'"),
        ('id,done\na.1,x\nb.1,"x\nc.1,x\n', 3, "this row cannot be read"),
        ('id,done\na.1,"x"y\n', 2, "this row cannot be read"),
        (f"id,done\na.1,{'x' * 200_000}\n", 2, "this row cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    """Missing columns and quotes that are not closed name their line: no tick is lost silently."""
    problem = problem_of(read_csv, text)
    assert problem.line == line
    assert said in problem.message


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        (" 2026-12-01T23:59:00+02:00 ", "2026-12-01"),
        ("20261201T101010Z", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("", ""),
        ("12/01/2026", None),
        ("31.2.2026", None),
        ("2026-13-01", None),
        ("tomorrow", None),
        (None, None),
    ],
)
def test_days_are_read_or_not_guessed_at(text: str | None, day: str | None) -> None:
    """A day is read where it can mean one day only."""
    assert read_day(text) == day


@given(st.text())
def test_quotes_are_short_and_on_one_line(text: str) -> None:
    """Whatever stands in a file, a remark about it fits on a line."""
    assert quoted(text) == repr(text if len(text) <= 40 else f"{text[:40]}...")
    assert quoted(text).isprintable()


def test_a_left_out_level_can_be_ticked_in_the_table() -> None:
    """Rows beyond the plan carry ids as well, so that what was done all the same counts."""
    text = roadmap_csv(short_plan()).replace("tomatoes.2,,left-out", "tomatoes.2,x,left-out")
    found = without_lines(read_csv(text, "plan.csv").marks)
    assert found["tomatoes.2"].ticked
    assert not found["tomatoes.3"].ticked


@pytest.mark.parametrize("done", ["100 %", "erledigt", [], {}])
def test_what_is_not_understood_has_no_mark(done: object) -> None:
    """A task that is neither done nor open is named as unclear, and nothing follows from it."""
    reading = read_json(page_file({"id": "a.1", "done": done}, {"id": "b.2"}), "ticks.json")
    assert reading.marks == (Mark("b.2", ticked=False),)
    assert reading.unclear == ("a.1",)
    assert len(reading.remarks) == 1


@pytest.mark.parametrize(
    ("rows", "found", "unclear"),
    [
        ("A.1,x\na.1,", [("A.1", True)], ()),
        ("A.1,\na.1,x", [("A.1", True)], ()),
        ("A.1,hm\na.1,x", [("a.1", True)], ()),
        ("A.1,hm\na.1,", [], ("A.1",)),
    ],
)
def test_one_id_in_two_spellings(
    rows: str, found: list[tuple[str, bool]], unclear: tuple[str, ...]
) -> None:
    """The letter case makes no other task; a tick counts most, what is open least."""
    reading = read_csv(f"id,done\n{rows}\n", "plan.csv")
    assert [mark[:2] for mark in reading.marks] == found
    assert reading.unclear == unclear


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("bed\ud800.jpg", "bed.jpg"),
        ("a\0b\x1b[2J", "ab[2J"),
        ("one\ttwo\nthree", "one two three"),
        ("\u00fc \U0001f331 a\u00a0b", "\u00fc \U0001f331 a\u00a0b"),
    ],
)
def test_evidence_can_be_written_and_shown(written: str, read: str) -> None:
    """What no file or screen takes is left out of evidence; all other letters stay."""
    task = {"id": "a.1", "done": True, "evidence": written}
    assert read_json(page_file(task), "ticks.json").marks[0].evidence == read


@given(st.text(st.characters()))
def test_any_evidence_fits_on_a_line_of_a_file(written: str) -> None:
    """Evidence can be encoded, is one line, and comes back the same when it is read again."""
    once = one_line(written)
    assert once.encode().decode().splitlines() == ([once] if once else [])
    assert one_line(once) == once


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", '"sep=;";;;', "\r\nsep=;"])
def test_the_line_of_excel(line: str) -> None:
    """However that line was saved, the table behind it is read, and its lines are counted."""
    reading = read_csv(f"{line}\r\nid;done\r\na.1;x\r\n", "plan.csv")
    assert reading.marks == (Mark("a.1", ticked=True, line=line.count("\n") + 3),)
