import json
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mlcareer.cli.common import now
from mlcareer.errors import ExitCode
from mlcareer.measure.steps import answer_event
from mlcareer.model.plan import PlanEventKind, claims_of
from mlcareer.store.database import Store
from support import Call, Result, clean_environment, make_question, rating
from terminal import CTRL_C, CTRL_D, Terminal

TODAY = now().date()
PROJECTS = """\
format: 1
principles: [Write down what you expect.]
common_criteria: {C1: A photograph shows the bed.}
projects:
  BED-1:
    name: A bed of one's own
    level: 1
    summary: Dig a bed.
    data: The soil behind the house.
    skills: [digging]
    criteria: [Nothing was trodden on.]
"""
EXPORTS = ("md", "obsidian", "html", "json", "csv", "ics", "todotxt", "taskwarrior", "anki")
READABLE = ("md", "obsidian", "html", "json", "csv", "todotxt", "taskwarrior")


def database(home: Path) -> Path:
    """Say where the database of a test lies."""
    return home / "mlcareer" / "mlcareer.db"


@pytest.fixture
def garden_folder(folder: Path) -> Path:
    """Give the small map a project."""
    (folder / "projects.yaml").write_text(PROJECTS, encoding="utf-8")
    return folder


@pytest.fixture
def plan(garden_folder: Path, home: Path, call: Call) -> "Plan":
    """Let somebody know little of gardens, and run commands for her."""
    said = [rating(skill, 0) for skill in ("digging", "compost", "tomatoes")]
    said += [
        answer_event(make_question(f"{skill}-{at}", skill=skill), "six")
        for skill in ("digging", "compost", "tomatoes", "pruning")
        for at in range(3)
    ]
    with Store(database(home)) as store:
        assessment = store.start("gardener", 1, now())
        for position, event in enumerate(said, 1):
            store.append(assessment, position, event, now())
    return Plan(garden_folder, home, call)


class Plan:
    """A person with a plan."""

    def __init__(self, folder: Path, home: Path, call: Call) -> None:
        self.folder = folder
        self.home = home
        self._call = call

    def run(self, *arguments: str) -> Result:
        """Run a command."""
        return self._call("--content", str(self.folder), *arguments)

    def good(self, *arguments: str) -> str:
        """Run a command that must go well, and return what it printed."""
        result = self.run(*arguments)
        assert result.code == ExitCode.OK, result.err
        return result.out

    def bad(self, *arguments: str) -> str:
        """Run a command that must be refused in one line, and return the line."""
        result = self.run(*arguments)
        assert result.code == ExitCode.USAGE, result.out
        assert len(result.err.strip().splitlines()) == 1
        return result.err

    def data(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON
        """Run a command with --json and return its data."""
        return json.loads(self.good(*arguments, "--json"))["data"]

    def export(self, file: Path, form: str = "md", *more: str) -> str:
        """Export a plan to a file and return its text."""
        self.good("roadmap", "--export", form, "-o", str(file), *more)
        return file.read_text(encoding="utf-8")

    def ticked(self) -> dict[str, str]:
        """List what is ticked, with its evidence."""
        with Store(database(self.home)) as store:
            claims = claims_of(store.plan_events())
        return {claim.id: claim.evidence for claim in claims.values()}

    def wishes_kept(self) -> int:
        """Count how often wishes were remembered."""
        with Store(database(self.home)) as store:
            return sum(e.kind is PlanEventKind.WISHES for e in store.plan_events())


def later(days: int) -> str:
    """Name a day so many days from today."""
    return (TODAY + timedelta(days=days)).isoformat()


def test_steps_are_ticked_by_their_ids(plan: Plan) -> None:
    """A tick is kept with its day and leaves the plan; a second one changes nothing."""
    before = plan.data("roadmap")
    assert "digging.1" in [task["id"] for task in before["tasks"]]
    said = plan.good("done", "DIGGING.1", "--on", "2026-01-02")
    assert "Ticked: Digging: novice (digging.1)" in said
    assert "Was ticked on 2 Jan 2026" in plan.good("done", "digging.1")
    after = plan.data("roadmap")
    assert "digging.1" not in [task["id"] for task in after["tasks"]]
    assert [(one["id"], one["on"]) for one in after["ticked"]] == [("digging.1", "2026-01-02")]
    assert plan.ticked() == {"digging.1": ""}


def test_a_tick_can_be_taken_back(plan: Plan) -> None:
    """What was ticked by mistake is planned again once the tick is taken back."""
    plan.good("done", "digging.1")
    assert "Tick taken back" in plan.good("done", "--undo", "digging.1")
    assert "Was not ticked" in plan.good("done", "--undo", "digging.1")
    assert plan.ticked() == {}
    assert "digging.1" in [task["id"] for task in plan.data("roadmap")["tasks"]]


def test_a_project_keeps_its_evidence(plan: Plan) -> None:
    """A project is ticked with or without its prefix, and what shows it is kept."""
    plan.good("done", "bed-1", "--evidence", "photos/bed.jpg")
    assert plan.ticked() == {"project.BED-1": "photos/bed.jpg"}
    assert "Evidence kept" in plan.good("done", "project.bed-1", "--evidence", "film.mp4")
    assert plan.ticked() == {"project.BED-1": "film.mp4"}
    ticked = plan.data("roadmap")["ticked"]
    assert [(one["id"], one["evidence"]) for one in ticked] == [("project.BED-1", "film.mp4")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("done", "diging.1"), "Did you mean 'digging.1'?"),
        (("done", "digging"), "digging.1, digging.2, digging.3, digging.4"),
        (("done", "digging.5"), "There is no step or project 'digging.5'"),
        (("done", "digging.1", "--on", "tomorrow"), "2027-03-01"),
        (("done", "digging.1", "--on", later(3)), "lies ahead"),
        (("sync", "missing.md"), "missing.md cannot be read"),
        (("sync", "."), "cannot be read"),
        (("roadmap", "--update", "missing.md"), "missing.md cannot be read"),
        (("roadmap", "--by", "soon"), "is no day"),
        (("roadmap", "--by", "2020-01-01"), "is past"),
        (("roadmap", "--by", later(5), "--start", later(9)), "after its last day"),
        (("roadmap", "--days", "mon,funday"), "'funday' is no day of the week"),
        (("roadmap", "--off", "2026-02-30"), "is no day"),
        (("roadmap", "--off", f"{later(4)}..{later(2)}"), "ends before it begins"),
        (("roadmap", "--what-if", "luck=1"), "hours=10"),
        (("roadmap", "--what-if", "hours=10", "--export", "md"), "Leave out one"),
        (("roadmap", "--export", "csv", "--json"), "both name a form"),
        (("roadmap", "--update", "plan.md", "--json"), "--update writes"),
        (("roadmap", "--domain", "fishing"), "Unknown domain"),
    ],
)
def test_what_cannot_be_done_is_explained(
    plan: Plan, arguments: tuple[str, ...], said: str
) -> None:
    """A wrong id, day, wish or file gets one line with the remedy, and nothing is kept."""
    assert said in plan.bad(*arguments)
    assert plan.ticked() == {}
    assert plan.wishes_kept() == 0


def test_all_ids_are_ticked_or_none(plan: Plan) -> None:
    """Where one of several ids is wrong, none is ticked."""
    plan.bad("done", "digging.1", "fishing.1")
    assert plan.ticked() == {}


@pytest.mark.parametrize("form", READABLE)
def test_an_exported_plan_brings_nothing_new(plan: Plan, tmp_path: Path, form: str) -> None:
    """What was exported and not touched changes nothing when it is read back."""
    plan.good("done", "digging.1", "bed-1", "--evidence", "photos/bed.jpg")
    file = tmp_path / f"plan.{form}"
    plan.export(file, form)
    before = plan.ticked()
    data = plan.data("sync", str(file))
    assert not data["new"]
    assert not data["unknown"]
    assert not data["no_longer_ticked"]
    assert plan.ticked() == before


@pytest.mark.parametrize("form", EXPORTS)
def test_the_same_day_gives_the_same_bytes(plan: Plan, tmp_path: Path, form: str) -> None:
    """The same person, wishes and day give the same file, byte for byte, in each form."""
    plan.good("done", "digging.1")
    wishes = ("--hours", "5", "--by", later(40), "--off", f"{later(3)}..{later(9)}")
    first = plan.export(tmp_path / "one", form, *wishes)
    assert first == plan.export(tmp_path / "two", form, *wishes)
    assert first == plan.export(tmp_path / "three", form)
    assert first


def test_ticks_in_a_markdown_plan_are_taken_in(plan: Plan, tmp_path: Path) -> None:
    """A box that was ticked in an editor is kept, and the second time it is no news."""
    file = tmp_path / "plan.md"
    text = plan.export(file)
    file.write_text(re.sub(r"\[ \](.*mlc:digging\.1)", r"[x]\1", text), encoding="utf-8")
    assert "Digging: novice" in plan.good("sync", str(file))
    assert plan.ticked() == {"digging.1": ""}
    assert plan.data("sync", str(file))["new"] == []


def test_a_box_that_was_emptied_stays_ticked(plan: Plan, tmp_path: Path) -> None:
    """A tick that is gone from a file is named, and taken back only when that is asked for."""
    file = tmp_path / "plan.md"
    text = plan.export(file)
    plan.good("done", "digging.1")
    file.write_text(text, encoding="utf-8")
    assert "--untick" in plan.good("sync", str(file))
    assert plan.ticked() == {"digging.1": ""}
    plan.good("sync", "--untick", str(file))
    assert plan.ticked() == {}


def test_a_plan_can_come_from_standard_input(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is named - is read from standard input."""
    file = tmp_path / "ticks.csv"
    file.write_text("id,done\ndigging.1,x\n", encoding="utf-8")
    with file.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        plan.good("sync", "-")
    assert plan.ticked() == {"digging.1": ""}


def test_unknown_tasks_are_named_and_the_others_kept(plan: Plan, tmp_path: Path) -> None:
    """A task of another map is named with its line; the others are taken in."""
    file = tmp_path / "plan.md"
    file.write_text(
        "- [x] Fish <!-- mlc:fishing.2 -->\n- [x] Dig <!-- mlc:digging.1 -->\n", encoding="utf-8"
    )
    assert "fishing.2" in plan.good("sync", str(file))
    assert plan.ticked() == {"digging.1": ""}


def test_wishes_are_remembered_and_taken_away(plan: Plan) -> None:
    """Hours, days and deadline stay from one command to the next, until none takes them away."""
    first = plan.run("roadmap", "--hours", "5", "--by", later(400), "--days", "sun", "--json")
    assert "Remembered for your plan: 5 h a week, on sun, until" in first.err
    wishes = plan.data("roadmap")["wishes"]
    assert (wishes["hours_a_week"], wishes["deadline"], wishes["days"]) == (5, later(400), ["sun"])
    again = plan.run("roadmap", "--hours", "5")
    assert "Remembered" not in again.err
    assert plan.wishes_kept() == 1
    plan.good("roadmap", "--by", "none", "--days", "none")
    wishes = plan.data("roadmap")["wishes"]
    assert wishes["hours_a_week"] == 5
    assert wishes.get("deadline", "") in {"", None}


def test_what_if_remembers_nothing(plan: Plan) -> None:
    """Trying other wishes shows both plans and keeps none."""
    plan.good("roadmap", "--hours", "5", "--by", later(40))
    kept = plan.wishes_kept()
    said = plan.good("roadmap", "--what-if", "hours=10", "--what-if", f"by={later(400)}")
    assert "hours=10" in said
    assert plan.wishes_kept() == kept
    assert plan.data("roadmap")["wishes"]["hours_a_week"] == 5


def test_a_deadline_that_passed_is_said_and_dropped(plan: Plan, home: Path) -> None:
    """A remembered deadline in the past gives way to a plan without one, with a word."""
    plan.good("roadmap", "--hours", "5", "--by", later(0))
    with Store(database(home)) as store:
        event = store.plan_events()[-1]
        store.keep_plan([event._replace(detail={**event.detail, "deadline": "2020-01-01"})])
    result = plan.run("next")
    assert result.code == ExitCode.OK
    assert "2020-01-01 is past" in result.err


def test_without_answers_there_is_no_plan(folder: Path, call: Call) -> None:
    """Before the first answer the commands of the plan say how to begin, and exit with 3."""
    for command in ("roadmap", "next", "progress", "due"):
        result = call("--content", str(folder), command)
        assert result.code == ExitCode.NO_DATA
        assert "mlcareer assess" in result.err


def test_next_names_the_first_step_of_the_plan(plan: Plan) -> None:
    """What comes now is the first step, with how to tick it; after the tick, the one behind."""
    first, second = [task["id"] for task in plan.data("roadmap")["tasks"] if "level" in task][:2]
    assert first in plan.good("next")
    plan.good("done", first)
    tasks = [task["id"] for task in plan.data("roadmap")["tasks"]]
    assert plan.data("next")["tasks"][0]["id"] == tasks[0]
    assert second in tasks


def test_progress_counts_claims_apart_from_what_is_proven(plan: Plan) -> None:
    """Ticks that answers do not show are counted as claimed."""
    plan.good("done", "digging.1", "compost.1")
    data = plan.data("progress")
    assert data["steps"]["claimed"] == 2
    assert data["steps"]["proven"] == 0
    assert "claimed" in plan.good("progress")


def test_a_later_export_keeps_the_first_dates(plan: Plan, tmp_path: Path, home: Path) -> None:
    """The dates of the first plan that was taken away are kept once for the same wishes."""
    plan.export(tmp_path / "a.md", "md", "--hours", "5")
    plan.export(tmp_path / "b.csv", "csv")
    with Store(database(home)) as store:
        kinds = [event.kind for event in store.plan_events()]
    assert kinds.count(PlanEventKind.PLANNED) == 1
    plan.export(tmp_path / "c.csv", "csv", "--hours", "9")
    with Store(database(home)) as store:
        kinds = [event.kind for event in store.plan_events()]
    assert kinds.count(PlanEventKind.PLANNED) == 2


def test_answers_after_a_tick_can_speak_against_it(plan: Plan, home: Path) -> None:
    """A tick that later answers speak against stands in the plan again, under a new id."""
    plan.good("done", "digging.2")
    assert "digging.2" not in [task["id"] for task in plan.data("roadmap")["tasks"]]
    with Store(database(home)) as store:
        assessment = store.latest()
        assert assessment is not None
        position = len(store.events(assessment)) + 1
        wrong = answer_event(make_question("digging-9", skill="digging"), "six")
        store.append(assessment, position, wrong, now() + timedelta(seconds=5))
    data = plan.data("roadmap")
    assert "digging.2-2" in [task["id"] for task in data["tasks"]]
    assert [one["refuted"] for one in data["ticked"]] == [True]
    plan.good("done", "digging.2-2", "--on", "2026-01-02")
    assert set(plan.ticked()) == {"digging.2", "digging.2-2"}


def test_two_programs_tick_at_once(plan: Plan) -> None:
    """Ticks of programs that run at the same time are all kept."""
    ids = [f"{skill}.{level}" for skill in ("digging", "compost", "tomatoes") for level in (1, 2)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mlcareer", "--content", str(plan.folder), "done", id_],
            env=clean_environment(plan.home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for id_ in ids
    ]
    assert [process.wait() for process in running] == [0] * len(ids)
    assert set(plan.ticked()) == set(ids)


def test_a_plan_that_cannot_be_written_keeps_the_old_file(plan: Plan, tmp_path: Path) -> None:
    """Where the file cannot be written, one line says so and what was there stays."""
    assert "cannot be written" in plan.bad("roadmap", "--export", "md", "-o", str(tmp_path))
    assert "cannot be written" in plan.bad(
        "roadmap", "--export", "md", "-o", str(tmp_path / "missing" / "plan.md")
    )


def test_errors_of_the_plan_speak_json_too(plan: Plan) -> None:
    """With --json a failure is an envelope that names the command."""
    for command in (("next", "--role", "none"), ("done", "x"), ("sync", "missing")):
        result = plan.run(*command, "--json")
        assert result.code == ExitCode.USAGE
        envelope = json.loads(result.out)
        assert envelope["command"] == command[0]
        assert envelope["errors"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
class TestAtATerminal:
    """What is asked where somebody sits."""

    def test_evidence_of_a_project_is_asked_for(self, plan: Plan) -> None:
        """Somebody who ticks a project is asked where its result can be opened."""
        with self._at(plan) as terminal:
            assert "What shows BED-1" in terminal.ask()
            terminal.send("photos/bed.jpg")
            assert terminal.end() == ExitCode.OK
        assert plan.ticked() == {"project.BED-1": "photos/bed.jpg"}

    @pytest.mark.parametrize(
        ("key", "code"),
        [("\n", ExitCode.OK), (CTRL_D, ExitCode.OK), (CTRL_C, ExitCode.INTERRUPTED)],
    )
    def test_a_project_stays_ticked_without_evidence(
        self, plan: Plan, key: str, code: ExitCode
    ) -> None:
        """Nothing named, or leaving at the question, keeps the tick."""
        with self._at(plan) as terminal:
            terminal.ask()
            terminal.press(key)
            assert terminal.end() == code
        assert plan.ticked() == {"project.BED-1": ""}

    def _at(self, plan: Plan) -> Terminal:
        return Terminal("--content", str(plan.folder), "done", "bed-1", home=plan.home)


def test_the_clock_has_a_zone() -> None:
    """Times that are kept can be compared on any machine."""
    assert now().tzinfo is not None
    assert datetime.fromisoformat(now().isoformat()) <= now() + timedelta(seconds=60)
    assert date.fromisoformat(later(1)) > TODAY
