import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings

from mlcareer.model.plan import Wishes
from mlcareer.render.cells import harmless
from mlcareer.render.roadmap_csv import COLUMNS, roadmap_csv
from mlcareer.render.roadmap_taskwarrior import roadmap_taskwarrior
from mlcareer.render.roadmap_todotxt import roadmap_todotxt
from mlcareer.roadmap.plan import PlanStep, Roadmap
from support_golden import check_golden, garden_roadmap
from support_plans import HOSTILE, PLANS, TEXTS, plan_of, short_plan


def table(plan: Roadmap) -> list[Mapping[str, str]]:
    """Parse the plan as a spreadsheet would; each row has a cell for each column."""
    rows = list(csv.reader(StringIO(roadmap_csv(plan), newline=""), strict=True))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert tuple(rows[0]) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


def test_the_table_is_as_it_was_accepted() -> None:
    """The gardener's plan before a deadline is byte for byte what was looked at."""
    check_golden("roadmap.csv", roadmap_csv(short_plan()))


@settings(max_examples=25)
@given(PLANS)
def test_each_task_is_a_row_in_order(plan: Roadmap) -> None:
    """Checks come first, then tasks, ticks and each level that is left out."""
    left_out = plan.fit.left_out if plan.fit else ()
    rows = table(plan)
    kinds = [row["kind"] for row in rows]
    counts = [len(plan.checks), len(plan.tasks), len(plan.ticked)]
    assert len(rows) == sum(counts) + sum(len(one.levels) for one in left_out)
    assert kinds[: counts[0]] == ["check"] * counts[0]
    assert kinds[sum(counts) :] == ["left-out"] * (len(rows) - sum(counts))
    wanted = [one.id for one in (*plan.checks, *plan.tasks)]
    wanted += [one.claim.id for one in plan.ticked]
    assert [row["id"] for row in rows[: sum(counts)]] == wanted


@settings(max_examples=25)
@given(PLANS)
def test_only_what_was_ticked_is_done(plan: Roadmap) -> None:
    """The column done has an x for each tick, with its day, and nothing else."""
    done = {row["id"]: row["done_on"] for row in table(plan) if row["done"] == "x"}
    assert done == {one.claim.id: one.claim.on for one in plan.ticked}
    assert {row["done"] for row in table(plan)} <= {"x", ""}


@pytest.mark.parametrize("export", [roadmap_csv, roadmap_todotxt, roadmap_taskwarrior])
def test_a_check_is_named_by_what_its_tick_says(export: Callable[[Roadmap], str]) -> None:
    """Whoever ticks a check says that she can, so that is what stands there; steps say no such."""
    plan = garden_roadmap(claims=())
    assert [check.id for check in plan.checks] == ["pruning.1"]
    text = export(plan)
    assert text.count("I can already: Pruning: novice") == 1
    assert text.count("I can already") == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_tick_begins_a_formula(start: str) -> None:
    """Neither its id nor how it stands, in which its evidence is named, is worked out."""
    plan = garden_roadmap()
    tick = plan.ticked[3]
    claim = tick.claim._replace(evidence=f"a;{start}1")
    named = replace(tick, claim=claim)
    odd = replace(tick, claim=claim._replace(id=f"{start}1.2"))
    rows = table(replace(plan, ticked=(named, odd)))[-2:]
    assert [row["id"] for row in rows] == ["project.POT-1", f"'{start}1.2"]
    assert [row["evidence"] for row in rows] == [f"a;'{start}1"] * 2
    assert rows[0]["state"] == f"evidence: a;'{start}1"


def test_a_step_has_its_numbers_and_dates() -> None:
    """Hours, days, what it waits for and its statements stand in their columns."""
    plan = garden_roadmap()
    rows = {row["id"]: row for row in table(plan)}
    for step in plan.steps:
        row = rows[step.id]
        assert step.dates is not None
        assert (int(row["hours_low"]), int(row["hours_high"])) == step.hours
        days = (step.dates.starts, step.dates.ends, step.dates.earliest, step.dates.latest)
        cells = [row[name] for name in ("starts", "due", "earliest", "latest")]
        assert cells == [str(day) for day in days]
        assert row["after"].split() == list(step.after)
        assert row["done_when"].split("\n") == list(step.can_do)
        assert (row["skill"], row["level"]) == (step.skill.id, str(step.level))
        assert row["importance"] == step.importance
        assert all(resource.url in row["url"] for resource in step.resources)
        assert all(resource.title in row["resources"] for resource in step.resources)


def test_a_project_has_its_criteria_and_what_it_is() -> None:
    """Own and common criteria, the summary and the data are all there; its hours are not."""
    rows = {row["id"]: row for row in table(garden_roadmap())}
    row = rows["project.BED-1"]
    assert "A photograph shows the bed." in row["done_when"]
    assert "A diary says what did not work." in row["done_when"]
    assert "Dig and plant a bed." in row["about"]
    assert "The soil behind the house." in row["about"]
    assert (row["hours_low"], row["hours_high"]) == ("", "")
    assert row["importance"] == "core"
    assert rows["project.POT-1"]["evidence"] == "photos/pot.jpg"


def test_what_is_left_out_says_until_when() -> None:
    """A level without time stands under the id that its step would have."""
    rows = [row for row in table(short_plan()) if row["kind"] == "left-out"]
    assert [row["id"] for row in rows] == ["tomatoes.2", "tomatoes.3"]
    assert all(row["state"] == "left out: no time until 1 Jan 2027" for row in rows)
    assert all(row["hours_low"] for row in rows)


def test_what_is_left_out_after_a_refuted_tick_has_a_new_id() -> None:
    """Where a tick did not hold, ticking the level again is another tick."""
    plan = short_plan()
    assert plan.fit is not None
    left_out = tuple(replace(one, ids=("tomatoes.2-2", "tomatoes.3")) for one in plan.fit.left_out)
    rows = table(replace(plan, fit=replace(plan.fit, left_out=left_out)))
    assert [row["id"] for row in rows if row["kind"] == "left-out"] == [
        "tomatoes.2-2",
        "tomatoes.3",
    ]


def test_without_hours_there_are_no_dates() -> None:
    """A plan that knows no hours a week has empty cells for days, and all its rows."""
    plan = garden_roadmap(wishes=Wishes())
    for row in table(plan):
        assert [row[name] for name in ("starts", "due", "earliest", "latest")] == [""] * 4
    assert len(table(plan)) == len(plan.tasks) + len(plan.ticked)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Commas, quotes, line breaks and other scripts neither break a row nor change."""
    plan = plan_of(text)
    rows = {row["id"]: row for row in table(plan)}
    for task in plan.tasks:
        assert rows[task.id]["title"] == harmless(task.title)
        if isinstance(task, PlanStep):
            assert rows[task.id]["done_when"] == harmless(text)
    for one in plan.ticked:
        assert rows[one.claim.id]["evidence"] == harmless(text)


@given(TEXTS)
def test_no_cell_begins_a_formula(text: str) -> None:
    """Whatever content writes, no cell begins with the sign of a formula."""
    for row in table(plan_of(text)):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_lines_end_as_the_standard_says() -> None:
    """Rows end in CR and LF (RFC 4180); breaks inside a cell are single line feeds."""
    text = roadmap_csv(garden_roadmap())
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\r") == len(table(garden_roadmap())) + 1


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Nothing of the moment gets into the table."""
    assert roadmap_csv(garden_roadmap()) == roadmap_csv(garden_roadmap())
