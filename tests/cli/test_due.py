import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from mlcareer.measure.steps import answer_event
from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import PlanEvent, PlanEventKind
from mlcareer.store.database import Store
from support import EXAMPLE, Call, make_question, run_mlcareer, run_process

if sys.platform != "win32":
    from terminal import CTRL_C, CTRL_D, Terminal

on_a_terminal = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

GARDEN = ("--content", str(EXAMPLE))
DUE = (*GARDEN, "due")
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
LONG_AGO = timedelta(days=300)
_WATCH = """
import sys
from mlcareer.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write(" ".join(["", *sorted(sys.modules)]) + " ")
"""


def keep(home: Path, at: datetime, *events: Event) -> None:
    """Commit events at a time, in a new assessment."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.start("gardener", 7, at)
        for position, event in enumerate(events, 1):
            store.append(assessment, position, event, at)


def answers(skill: str, *, right: bool = True, count: int = 6, level: int = 2) -> list[Event]:
    """Answer questions that the garden does not have, all right or all wrong."""
    return [
        answer_event(
            make_question(f"{skill}-old-{at}", skill=skill, level=level),
            "five" if right else "six",
        )
        for at in range(count)
    ]


def log(home: Path) -> Sequence[Event]:
    """Read the log of the latest assessment."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        return store.events(store.assessments()[0])


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the commands of the plan."""
    monkeypatch.setattr("mlcareer.cli.app_plan.now", lambda: NOW)
    return NOW


@pytest.fixture
def faded(home: Path) -> Path:
    """Make a home where digging and compost were proven long ago, by the clock of this machine."""
    long_ago = datetime.now(UTC) - LONG_AGO
    keep(home, long_ago, *answers("digging"), *answers("compost"))
    return home


def test_nothing_answered_is_no_data(call: Call) -> None:
    """Before the first answer there is nothing to check, and it is said where to start."""
    done = call(*DUE)
    assert done.code == ExitCode.NO_DATA
    assert "mlcareer assess" in done.err


def test_nothing_proven_is_no_data(home: Path, call: Call) -> None:
    """Without a level that answers show, nothing can fade, and it is said what to do."""
    keep(home, NOW, *answers("digging", right=False))
    done = call(*DUE)
    assert (done.code, done.out) == (ExitCode.NO_DATA, "")
    assert "Nothing is proven yet" in done.err
    assert "mlcareer assess" in done.err


@pytest.mark.usefixtures("today")
def test_what_is_due_comes_before_what_comes_later(home: Path, call: Call) -> None:
    """One skill that was checked long ago is due; the other one has a date to come."""
    keep(home, NOW - timedelta(days=3), *answers("digging"))
    keep(home, NOW - LONG_AGO, *answers("compost"), *answers("digging"))
    done = call(*DUE)
    assert done.code == ExitCode.OK
    now, later = done.out.split("Later\n")
    assert "1. Compost" in now
    assert "- Digging" in later


@pytest.mark.usefixtures("today")
def test_a_check_long_ago_is_due(home: Path, call: Call) -> None:
    """Its level, day and chance are listed, and how to be asked about it."""
    keep(home, NOW - LONG_AGO, *answers("digging"))
    done = call(*DUE)
    assert "Worth a re-check now: 1 of 1 proven skill\n" in done.out
    assert "1. Digging: working, checked 26 Jan 2026, chance" in done.out
    assert "mlcareer due" in done.out
    assert "Nobody measured it on skills" in " ".join(done.out.split())


@pytest.mark.usefixtures("today")
def test_json_has_the_same(home: Path, call: Call) -> None:
    """Programs get every proven skill with its day, due or not."""
    keep(home, NOW - LONG_AGO, *answers("digging"))
    done = call(*DUE, "--json")
    data = json.loads(done.out)["data"]
    assert done.code == ExitCode.OK
    assert data["today"] == "2026-11-22"
    assert [(s["id"], s["level"], s["checked"], s["is_due"]) for s in data["skills"]] == [
        ("digging", 2, "2026-01-26", True)
    ]


def test_json_without_anything_proven_is_an_error(call: Call) -> None:
    """A failure is JSON as well."""
    done = call(*DUE, "--json")
    said = json.loads(done.out)
    assert done.code == ExitCode.NO_DATA
    assert (said["command"], said["data"]) == ("due", None)
    assert said["errors"][0]["code"] == "no-data"


@pytest.mark.usefixtures("today")
def test_answers_of_earlier_assessments_count_as_checks(home: Path, call: Call) -> None:
    """Who showed a skill twice, half a year apart, is asked later than who showed it once."""
    dates = []
    for times in (1, 2):
        for before in [200, 20][-times:]:
            keep(home, NOW - timedelta(days=before), *answers("digging", count=2))
        dates.append(json.loads(call(*DUE, "--json").out)["data"]["skills"][0]["due"])
    assert dates[0] < dates[1]


@pytest.mark.usefixtures("today")
def test_a_deadline_brings_a_check_before_it(home: Path, call: Call) -> None:
    """With a deadline among the wishes, what fades until then is due two weeks before it."""
    keep(home, NOW - timedelta(days=10), *answers("digging"))
    without = json.loads(call(*DUE, "--json").out)["data"]
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        wishes = {"deadline": "2027-03-15"}
        store.keep_plan([PlanEvent(NOW.isoformat(), PlanEventKind.WISHES, "plan", wishes)])
    found = json.loads(call(*DUE, "--json").out)["data"]
    assert (without["deadline"], found["deadline"]) == (None, "2027-03-15")
    assert found["skills"][0]["due"] == "2027-03-01" < without["skills"][0]["due"]
    assert found["skills"][0]["for_deadline"]
    assert "Digging: working, from 1 Mar 2027, before your deadline" in call(*DUE).out


@pytest.mark.usefixtures("today")
def test_the_role_decides_what_counts(home: Path, call: Call, folder: Path) -> None:
    """A role that asks for no more than novice has no use for a check of working."""
    keep(home, NOW - LONG_AGO, *answers("digging"))
    role = (folder / "roles" / "gardener.yaml").read_text(encoding="utf-8")
    lower = role.replace("id: gardener", "id: helper").replace("    target: 2", "    target: 1")
    (folder / "roles" / "helper.yaml").write_text(lower, encoding="utf-8")
    done = call("--content", str(folder), "due", "--role", "helper")
    assert "Digging: novice" in done.out
    assert "mlcareer due --role helper" in done.out


def test_a_pipe_is_asked_nothing(faded: Path) -> None:
    """Without a terminal only the list is printed, whatever comes in."""
    done = run_mlcareer(*DUE, home=faded, stdin="y\n")
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert "Ask me" not in done.stdout
    assert len(log(faded)) == 12


@on_a_terminal
def test_the_whole_list_fits_on_a_screen(faded: Path) -> None:
    """With the question below it, it has no more lines than a terminal."""
    with Terminal(*DUE, home=faded) as terminal:
        screen = terminal.ask()
    assert len(screen.splitlines()) <= 24
    assert "Ask me about these now? About 6 questions, 3 minutes.\n[y/N] > " in screen


@on_a_terminal
@pytest.mark.parametrize("reply", ["", "n", "no", "what?", "q"])
def test_anything_but_yes_asks_nothing(faded: Path, reply: str) -> None:
    """Nothing is begun unless it is wanted."""
    with Terminal(*DUE, home=faded) as terminal:
        terminal.ask()
        assert "Nothing was asked." in terminal.send(reply)
        assert terminal.end() == ExitCode.OK
    assert len(log(faded)) == 12


@on_a_terminal
def test_leaving_at_the_offer_is_quiet(faded: Path) -> None:
    """The end of the input is a no, and Ctrl-C ends the program."""
    with Terminal(*DUE, home=faded) as terminal:
        terminal.ask()
        terminal.press(CTRL_D)
        assert terminal.end() == ExitCode.OK
    with Terminal(*DUE, home=faded) as terminal:
        terminal.ask()
        terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
    assert len(log(faded)) == 12


@on_a_terminal
def test_yes_asks_fresh_questions_about_what_is_due(faded: Path) -> None:
    """Each skill gets three, as far as there are; nothing but questions is asked."""
    with Terminal(*DUE, home=faded) as terminal:
        terminal.ask()
        screen = terminal.send("y")
        assert "[1 of at most" in screen
        while "I don't know" in screen:
            screen = terminal.send("1")
        terminal.send("n")
        assert terminal.end() == ExitCode.OK
    begun, *said, end = log(faded)[12:]
    assert begun.detail["aims"] == "compost:2 digging:2"
    assert {event.kind for event in said} == {EventKind.ANSWER}
    # The garden has questions about digging alone.
    assert [event.detail["skill"] for event in said] == ["digging"] * 3
    assert len({event.subject for event in said}) == 3
    assert end.kind is EventKind.FINISH
    assert "of 3 right" in terminal.shown
    assert "Compost" not in terminal.shown[terminal.shown.index("Done:") :]


@on_a_terminal
def test_what_was_checked_comes_later_again(faded: Path) -> None:
    """A check that went well moves the skill from what is due to what comes later."""
    with Terminal(*DUE, home=faded) as terminal:
        terminal.ask()
        screen = terminal.send("yes")
        while "I don't know" in screen:
            screen = terminal.send("d")
        terminal.send("n")
        assert terminal.end() == ExitCode.OK
    data = json.loads(run_mlcareer(*DUE, "--json", home=faded).stdout)["data"]
    assert "digging" not in {skill["id"] for skill in data["skills"] if skill["is_due"]}


@on_a_terminal
def test_leaving_a_recheck_keeps_what_was_said(faded: Path) -> None:
    """Typing q saves the answers and leads back here; assess does not go on with it."""
    with Terminal(*DUE, home=faded) as terminal:
        terminal.ask()
        terminal.send("y")
        terminal.send("d")
        assert "The rest, when you like: mlcareer due" in terminal.send("q")
        assert terminal.end() == ExitCode.OK
    assert [event.kind for event in log(faded)[12:]] == [EventKind.SCOPE, EventKind.ANSWER]
    with Terminal(*GARDEN, "assess", home=faded) as terminal:
        assert "Going on" not in terminal.ask()


@on_a_terminal
def test_ctrl_c_in_a_recheck_keeps_what_was_said(faded: Path) -> None:
    """It ends with 130, and the answers so far are there."""
    with Terminal(*DUE, home=faded) as terminal:
        terminal.ask()
        terminal.send("y")
        terminal.send("d")
        terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
    assert log(faded)[-1].kind is EventKind.ANSWER


@pytest.mark.parametrize(
    "command", ["", "report", "skills", "roadmap", "history", "doctor", "due --help", "assess"]
)
def test_no_other_command_imports_what_this_one_needs(faded: Path, command: str) -> None:
    """The package that works out the dates costs nobody else any time."""
    done = run_process([sys.executable, "-c", _WATCH, *GARDEN, *command.split()], faded)
    assert " mlcareer.cli " in done.stderr
    assert " fsrs " not in done.stderr


def test_a_list_imports_nothing_that_asks(faded: Path) -> None:
    """Whoever only looks at what is due waits for no questions to be read."""
    done = run_process([sys.executable, "-c", _WATCH, *DUE], faded)
    assert " fsrs " in done.stderr
    for module in ("content.questions", "measure.interview", "cli.screen", "render.envelope"):
        assert f" mlcareer.{module} " not in done.stderr
    for module in ("socket", "ssl", "urllib.request", "numpy", "rich"):
        assert f" {module} " not in done.stderr
