import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.measure.steps import answer_event
from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import PlanEvent, PlanEventKind
from mlcareer.model.questions import Question
from mlcareer.store.database import Store
from support import EXAMPLE, Call, make_question, rating, run_mlcareer

if sys.platform != "win32":
    from terminal import CTRL_C, Terminal, skills_to_rate

on_a_terminal = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

GARDEN = ("--content", str(EXAMPLE))
CLAIMED = (*GARDEN, "assess", "--claimed")
QUESTIONS = load_questions(EXAMPLE, load_skill_map(EXAMPLE))
THEN = datetime(2026, 11, 20, 18, tzinfo=UTC)


def keep(home: Path, *events: Event, at: datetime = THEN - timedelta(days=9)) -> None:
    """Commit events in a new assessment, before the ticks if not said otherwise."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.start("gardener", 7, at)
        for position, event in enumerate(events, 1):
            store.append(assessment, position, event, at)


def tick(home: Path, *ids: str, evidence: str = "", kind: str = "tick") -> None:
    """Tick steps of the plan, or take ticks back."""
    detail = {"on": "2026-11-20", "evidence": evidence}
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        store.keep_plan(
            [PlanEvent(THEN.isoformat(), PlanEventKind(kind), id_, detail) for id_ in ids]
        )


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


def flat(screen: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(screen.split())


def question_on(screen: str) -> Question:
    """Find the question that a screen shows."""
    return next(one for one in QUESTIONS.values() if one.stem in flat(screen))


def right_answer(screen: str) -> str:
    """Type what is right."""
    answer = question_on(screen).answer
    return next(line.split()[0] for line in screen.splitlines() if line.strip().endswith(answer))


@pytest.fixture
def ticked(home: Path) -> Path:
    """Make a home where digging was rated and ticked, and nothing was asked."""
    keep(home, rating("digging", 2))
    tick(home, "digging.1", "digging.2")
    return home


@pytest.mark.parametrize("taken_back", [False, True])
def test_nothing_ticked_is_no_data(home: Path, call: Call, *, taken_back: bool) -> None:
    """Without a tick that stands there is nothing to ask, and it is said how to tick."""
    keep(home, rating("digging", 2))
    if taken_back:
        tick(home, "digging.1")
        tick(home, "digging.1", kind="untick")
    done = call(*CLAIMED)
    assert (done.code, done.out) == (ExitCode.NO_DATA, "")
    assert "Nothing is ticked yet." in done.err
    assert "mlcareer done python.2" in done.err
    assert "mlcareer sync" in done.err
    assert len(log(home)) == 1


def test_nothing_at_all_begins_nothing(home: Path, call: Call) -> None:
    """Asking for claims before anything else leaves no trace."""
    assert call(*CLAIMED).code == ExitCode.NO_DATA
    assert not (home / "mlcareer" / "mlcareer.db").exists()


def test_without_a_terminal_nobody_is_asked(ticked: Path) -> None:
    """In a pipe it says that nobody can be asked, and nothing is begun."""
    done = run_mlcareer(*CLAIMED, home=ticked, stdin="1\n")
    assert done.returncode == ExitCode.USAGE
    assert "no terminal" in done.stderr
    assert len(log(ticked)) == 1


@pytest.mark.usefixtures("ticked")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--answers", "answers.yaml"), "With --answers name skills instead."),
        (("--new",), "Leave out --new."),
        (("diging",), "Did you mean"),
    ],
)
def test_what_does_not_fit_is_refused(call: Call, options: tuple[str, ...], said: str) -> None:
    """Options that contradict it are explained, each with what to do."""
    done = call(*CLAIMED, *options)
    assert done.code == ExitCode.USAGE
    assert said in done.err


@on_a_terminal
def test_it_says_what_it_asks_about_and_why(ticked: Path) -> None:
    """Before the first question stand the highest level that was ticked and what is known of it."""
    with Terminal(*CLAIMED, home=ticked) as terminal:
        screen = flat(terminal.ask())
    assert (
        "You ticked this level. A tick is your word; answers to questions can prove it:" in screen
    )
    assert "- Digging: working, there with a chance of" in screen
    assert "(no question so far)" in screen
    assert "at most 4 questions" in screen
    assert "Compost" not in screen
    begun = log(ticked)[-1]
    assert (begun.value, begun.detail["aims"]) == ("digging", "digging:2")


@on_a_terminal
def test_a_claim_that_answers_bear_out_is_proven(ticked: Path) -> None:
    """Right answers turn it into proven, with its chance, and nothing is left to prove."""
    with Terminal(*CLAIMED, home=ticked) as terminal:
        terminal.play(right_answer)
        assert terminal.end() == ExitCode.OK
    assert "- Digging: working, proven: there with a chance of" in flat(terminal.shown)
    with Terminal(*CLAIMED, home=ticked) as terminal:
        assert terminal.end() == ExitCode.OK
    assert "Nothing is left to prove" in terminal.shown


@on_a_terminal
def test_a_claim_that_answers_do_not_bear_out_is_said_to_be_so(ticked: Path) -> None:
    """It says where the step stands now and how to see why; asked again, there is no claim."""
    with Terminal(*CLAIMED, home=ticked) as terminal:
        screen = terminal.ask()
        while "I don't know" in screen:
            screen = terminal.send("d")
        terminal.send("n")
        assert terminal.end() == ExitCode.OK
    shown = flat(terminal.shown)
    assert "- Digging: working, not borne out: there with a chance of" in shown
    assert "stands in your plan again: mlcareer roadmap" in shown
    assert "mlcareer review" in shown
    with Terminal(*CLAIMED, home=ticked) as terminal:
        assert terminal.end() == ExitCode.OK
    assert "Nothing is left to prove" in terminal.shown


@on_a_terminal
def test_what_stays_open_is_said_to_be_open(ticked: Path) -> None:
    """After one question nothing is decided, and the command for more stands below."""
    with Terminal(*CLAIMED, "--questions", "1", home=ticked) as terminal:
        terminal.ask()
        terminal.send("d" if "clay" in terminal.shown else right_answer(terminal.shown))
        terminal.play(lambda _: "n")
        assert terminal.end() == ExitCode.OK
    shown = flat(terminal.shown)
    assert "- Digging: working, still open: there with a chance of" in shown
    assert "More questions about what is open, now or later: mlcareer assess --claimed" in shown


@on_a_terminal
def test_one_that_was_never_rated_is_rated_first(home: Path) -> None:
    """The own rating is asked for the skill that was ticked, and for no other."""
    keep(home, rating("compost", 2))
    tick(home, "digging.1")
    with Terminal(*CLAIMED, home=home) as terminal:
        assert skills_to_rate(terminal.ask()) == ["Digging"]
        assert "[1 of at most" in terminal.send("2")


@on_a_terminal
def test_only_the_named_skills_are_asked_about(home: Path) -> None:
    """Of two claims the one that was named; one without a tick is none."""
    keep(home, rating("digging", 2), rating("compost", 2))
    tick(home, "digging.1", "compost.1")
    with Terminal(*CLAIMED, "digging", home=home) as terminal:
        assert "Compost" not in terminal.ask()
    with Terminal(*CLAIMED, "tomatoes", home=home) as terminal:
        assert terminal.end() == ExitCode.OK
    assert "Nothing is left to prove about tomatoes" in flat(terminal.shown)


@on_a_terminal
def test_what_answers_show_already_is_not_asked(home: Path) -> None:
    """A tick that was proven before is left alone, and so is one above the target."""
    keep(home, rating("compost", 2), *answers("digging"))
    tick(home, "digging.1", "digging.2", "digging.4")
    with Terminal(*CLAIMED, home=home) as terminal:
        assert terminal.end() == ExitCode.OK
    assert "Nothing is left to prove" in terminal.shown


@on_a_terminal
def test_a_tick_that_later_answers_refute_is_no_claim(home: Path) -> None:
    """What was answered wrong after the tick speaks against it until it is ticked anew."""
    keep(home, *answers("digging", right=False), at=THEN + timedelta(days=1))
    tick(home, "digging.2")
    with Terminal(*CLAIMED, home=home) as terminal:
        assert terminal.end() == ExitCode.OK
    assert "Nothing is left to prove" in terminal.shown


@on_a_terminal
@pytest.mark.parametrize("again", [("assess",), ("assess", "--claimed")])
def test_what_was_broken_off_goes_on_with_its_levels(ticked: Path, again: tuple[str, ...]) -> None:
    """After leaving, both commands go on at the same question, and say at the end what became."""
    with Terminal(*CLAIMED, home=ticked) as terminal:
        screen = terminal.ask()
        screen = terminal.send("d")
        assert "Resume: mlcareer assess" in terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
    left = question_on(screen)
    with Terminal(*GARDEN, *again, home=ticked) as terminal:
        screen = terminal.ask()
        assert "Going on where you stopped: 2 answers (" in flat(screen)
        assert question_on(screen) == left
        while "I don't know" in screen:
            screen = terminal.send("d")
        terminal.send("n")
        assert terminal.end() == ExitCode.OK
    assert "- Digging: working, not borne out" in flat(terminal.shown)
    assert [event.kind for event in log(ticked)].count(EventKind.SCOPE) == 1


@on_a_terminal
def test_after_a_side_step_it_goes_on_with_its_levels(ticked: Path) -> None:
    """What comes in between does not turn the ticked level into the target of the role."""
    tick(ticked, "digging.2", kind="untick")
    with Terminal(*CLAIMED, home=ticked) as terminal:
        terminal.ask()
        terminal.send("q")
    with Terminal(*GARDEN, "assess", "compost", home=ticked) as terminal:
        terminal.ask()
        terminal.send("1")
        assert terminal.end() == ExitCode.OK
    with Terminal(*GARDEN, "assess", home=ticked) as terminal:
        terminal.ask()
        terminal.send("q")
    begun = [event for event in log(ticked) if event.kind is EventKind.SCOPE]
    assert [event.detail.get("aims", "") for event in begun] == ["digging:1", "", "digging:1"]


@on_a_terminal
def test_another_length_keeps_the_levels(ticked: Path) -> None:
    """Whoever goes on with a number of questions of her own still decides what was ticked."""
    with Terminal(*CLAIMED, home=ticked) as terminal:
        terminal.ask()
        terminal.send("q")
    with Terminal(*GARDEN, "assess", "--questions", "2", home=ticked) as terminal:
        assert "[1 of at most 2]" in terminal.ask()
    begun = log(ticked)[-1]
    assert (begun.detail["aims"], begun.detail["budget"]) == ("digging:2", 2)


@on_a_terminal
def test_more_ticks_begin_anew(ticked: Path) -> None:
    """Where more was ticked since, what was broken off does not hide it."""
    with Terminal(*CLAIMED, home=ticked) as terminal:
        terminal.ask()
        terminal.send("q")
    tick(ticked, "compost.1")
    with Terminal(*CLAIMED, home=ticked) as terminal:
        screen = terminal.ask()
        assert "You ticked these levels." in flat(screen)
        assert "- Compost: novice" in flat(screen)
        assert skills_to_rate(screen) == ["Compost"]
    assert log(ticked)[-1].detail["aims"] == "digging:2 compost:1"


@on_a_terminal
def test_evidence_of_a_project_counts_as_a_claim(home: Path, folder: Path) -> None:
    """A project that was ticked with evidence is asked about at its level."""
    (folder / "projects.yaml").write_text(
        "format: 1\nprojects:\n"
        "  BED-1:\n"
        "    name: A bed\n    level: 1\n    summary: Dig a bed.\n    data: The soil.\n"
        "    skills: [digging]\n    criteria: [A bed is there.]\n",
        encoding="utf-8",
    )
    keep(home, rating("digging", 1))
    tick(home, "project.BED-1", evidence="bed.jpg")
    with Terminal("--content", str(folder), "assess", "--claimed", home=home) as terminal:
        assert "- Digging: novice" in terminal.ask()
