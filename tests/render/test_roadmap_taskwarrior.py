import json
import re
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.data import read_json
from mlcareer.model.plan import Wishes
from mlcareer.render.roadmap_taskwarrior import roadmap_taskwarrior, uuid_of
from mlcareer.roadmap.plan import Roadmap
from support import clean_environment
from support_golden import TODAY, check_golden, garden_roadmap
from support_plans import HOSTILE, PLANS, TEXTS, plan_of, require_program

Task = dict[str, Any]


def tasks(plan: Roadmap) -> dict[str, Task]:
    """Parse the tasks, by the ids of the plan."""
    found: list[Task] = json.loads(roadmap_taskwarrior(plan))
    by_id = {task["mlcid"]: task for task in found}
    assert len(by_id) == len(found)
    return by_id


class Warrior:
    """The real program, with data of its own."""

    def __init__(self, home: Path) -> None:
        self._home = home
        (home / "data").mkdir()
        self._config = home / "taskrc"
        self._config.write_text("confirmation=off\nverbose=nothing\n", encoding="utf-8")

    def run(self, *arguments: str) -> str:
        """Run a command of the program."""
        places = {"TASKRC": str(self._config), "TASKDATA": str(self._home / "data")}
        done = subprocess.run(
            ["task", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=clean_environment(self._home) | places,
            check=False,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout

    def take(self, plan: Roadmap) -> str:
        """Import a plan."""
        file = self._home / "plan.json"
        file.write_text(roadmap_taskwarrior(plan), encoding="utf-8")
        return self.run("import", str(file))

    def tasks(self) -> dict[str, Task]:
        """Export all tasks, by the ids of the plan."""
        found: list[Task] = json.loads(self.run("export"))
        by_id = {task["mlcid"]: task for task in found}
        assert len(by_id) == len(found)
        return by_id


@pytest.fixture
def warrior(tmp_path: Path) -> Warrior:
    """Give a test the real program; where it must be there and is not, the test fails."""
    require_program("task")
    return Warrior(tmp_path)


def test_the_tasks_are_as_they_were_accepted() -> None:
    """The gardener's plan is byte for byte what was looked at."""
    check_golden("roadmap.taskwarrior.json", roadmap_taskwarrior(garden_roadmap()))


@settings(max_examples=25)
@given(PLANS)
def test_each_task_is_there_and_done_if_it_was_ticked(plan: Roadmap) -> None:
    """Checks, tasks and ticks come once each, with a state and an identifier of their own."""
    found = tasks(plan)
    claims = {one.claim.id: one.claim for one in plan.ticked}
    assert found.keys() == {one.id for one in (*plan.checks, *plan.tasks)} | claims.keys()
    assert len({task["uuid"] for task in found.values()}) == len(found)
    for id_, task in found.items():
        assert task["status"] == ("completed" if id_ in claims else "pending")
        assert ("end" in task) is (id_ in claims)
        if id_ in claims:
            assert task["end"][:8] == claims[id_].on.replace("-", "")
            assert task["entry"] <= task["end"]


@settings(max_examples=25)
@given(PLANS)
def test_a_task_waits_only_for_tasks_of_the_file(plan: Roadmap) -> None:
    """Each identifier that is waited for stands in the file, and is that of a task before."""
    found = tasks(plan)
    for task in plan.tasks:
        wanted = [uuid_of(id_) for id_ in task.after]
        assert found[task.id].get("depends", []) == wanted
    known = {task["uuid"] for task in found.values()}
    assert all(set(task.get("depends", [])) <= known for task in found.values())


@given(st.text(max_size=30))
def test_an_identifier_is_that_of_the_task(text: str) -> None:
    """The same id gives the same identifier in every plan, another id another one."""
    assert uuid_of(text) == uuid_of(text) != uuid_of(f"{text}.")
    assert UUID(uuid_of(text)).version == 5
    assert uuid_of("python.2") == "4efb54c7-d18c-56d8-9436-c0f5ce6ec084"


def test_a_task_has_its_dates_priority_and_notes() -> None:
    """Days are at noon UTC; the notes say why, with what, and when it is done."""
    step = tasks(garden_roadmap())["digging.2"]
    assert (step["scheduled"], step["due"]) == ("20261124T120000Z", "20261128T120000Z")
    assert (step["priority"], step["project"]) == ("H", "mlcareer.digging")
    assert step["tags"] == ["mlcareer", "step"]
    notes = [note["description"] for note in step["annotations"]]
    assert notes[0].startswith("Why: Core, target working;")
    assert "Read: The Spade Book (free, about 5 h) https://example.org/spade" in notes
    assert "Done when: Digs a bed of four square metres alone in an hour." in notes
    times = [note["entry"] for note in step["annotations"]]
    assert len(set(times)) == len(times)
    project = tasks(garden_roadmap())["project.BED-1"]
    assert project["project"] == "mlcareer.projects"
    assert "Done when: A diary says what did not work." in [
        note["description"] for note in project["annotations"]
    ]


def test_without_hours_there_are_no_dates() -> None:
    """A plan that knows no hours a week has no dates but those of ticks."""
    for task in tasks(garden_roadmap(wishes=Wishes())).values():
        assert "due" not in task
        assert "scheduled" not in task


@settings(max_examples=40)
@given(TEXTS)
def test_no_text_has_a_line_break(text: str) -> None:
    """The program takes no line breaks in names and notes; the words stay."""
    for task in tasks(plan_of(text)).values():
        for line in (task["description"], *(n["description"] for n in task.get("annotations", ()))):
            assert line == " ".join(line.split())
            assert not re.search(r"[\x00-\x1f\x7f-\x9f]", line)


def test_an_empty_plan_is_an_empty_list() -> None:
    """Without tasks there is nothing to import, and nothing breaks."""
    plan = replace(garden_roadmap(), tasks=(), checks=(), ticked=())
    assert json.loads(roadmap_taskwarrior(plan)) == []


def test_the_program_imports_all_and_nothing_twice(warrior: Warrior) -> None:
    """The real program has each task once, however often the plan is imported."""
    plan = garden_roadmap()
    warrior.take(plan)
    once = warrior.tasks()
    warrior.take(plan)
    assert warrior.tasks() == once
    assert once.keys() == tasks(plan).keys()
    for id_, task in tasks(plan).items():
        kept = once[id_]
        same = ("uuid", "description", "status", "project", "mlcid", "due", "scheduled", "end")
        assert [kept.get(key) for key in same] == [task.get(key) for key in same]
        assert sorted(kept.get("depends", ())) == sorted(task.get("depends", ()))
        assert kept.get("annotations") == task.get("annotations")
        assert sorted(kept["tags"]) == sorted(task["tags"])


def test_a_later_plan_brings_tasks_up_to_date(warrior: Warrior) -> None:
    """Importing a plan of another day changes the dates of the same tasks."""
    warrior.take(garden_roadmap())
    later = garden_roadmap(wishes=Wishes(hours_a_week=2, start=TODAY + timedelta(days=30)))
    warrior.take(later)
    found = warrior.tasks()
    assert found.keys() == tasks(later).keys()
    assert found["digging.2"]["due"] == tasks(later)["digging.2"]["due"]


@pytest.mark.parametrize("form", ["rc.json.array=on", "rc.json.array=off"])
def test_what_the_program_ticks_is_read_back(warrior: Warrior, form: str) -> None:
    """A task done in the real program, and evidence noted there, come back by their ids."""
    plan = garden_roadmap()
    warrior.take(plan)
    warrior.run(uuid_of("digging.2"), "done")
    warrior.run(uuid_of("project.BED-1"), "annotate", "Evidence: photos/my bed.jpg")
    warrior.run(uuid_of("project.BED-1"), "done")
    warrior.run("add", "My own task")
    reading = read_json(warrior.run(form, "export"), "export.json")
    ticked = {mark.id: mark for mark in reading.marks if mark.ticked}
    assert ticked.keys() == {one.claim.id for one in plan.ticked} | {"digging.2", "project.BED-1"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", ticked["digging.2"].on)
    assert ticked["project.BED-1"].evidence == "photos/my bed.jpg"
    assert ticked["project.POT-1"].evidence == "photos/pot.jpg"
    assert {mark.id for mark in reading.marks} == tasks(plan).keys()
    assert reading.remarks == ()


def test_a_task_deleted_in_the_program_is_passed_over(warrior: Warrior) -> None:
    """Deleting a task there is neither a tick nor one taken back."""
    warrior.take(garden_roadmap())
    warrior.run(uuid_of("digging.1"), "delete")
    marks = read_json(warrior.run("export"), "export.json").marks
    assert "digging.1" not in {mark.id for mark in marks}


@pytest.mark.parametrize("text", HOSTILE)
def test_any_name_survives_the_program(warrior: Warrior, text: str) -> None:
    """Quotes, backslashes, tags and other scripts come back from the real program unchanged."""
    plan = plan_of(text)
    warrior.take(plan)
    found = warrior.tasks()
    for id_, task in tasks(plan).items():
        assert found[id_]["description"] == task["description"]
        assert sorted(found[id_]["tags"]) == sorted(task["tags"])
