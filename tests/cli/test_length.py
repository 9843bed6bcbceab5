import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, cycle, repeat
from pathlib import Path
from typing import NamedTuple

import pytest

from mlcareer.cli import main
from mlcareer.cli.options import Depth
from mlcareer.errors import ExitCode
from mlcareer.measure.interview import DEFAULT_DEPTH, DEPTHS
from mlcareer.model.people import Event, EventKind
from mlcareer.store.database import Store
from support import run_mlcareer
from support_bank import EMPTY, OPEN, RIGHT, TELLING, WRONG, write_bank

if sys.platform != "win32":
    from terminal import Terminal


PATIENCE = 100
"""No person answers more often than this here: an interview that does not end fails."""


class Clock:
    """A clock that goes on only when somebody takes time."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)


class Person:
    """Somebody at a terminal who takes a while for each line."""

    def __init__(
        self, clock: Clock, read: Callable[[], str], lines: Iterable[str], seconds: Iterable[float]
    ) -> None:
        self._clock = clock
        self._read = read
        self._lines = iter(lines)
        self._seconds = iter(seconds)
        self.seen: list[str] = []

    def isatty(self) -> bool:
        """Say that this is a terminal."""
        return True

    def readline(self) -> str:
        """Read what was asked, think, and type a line; "right" and "wrong" choose an option."""
        screen = self._read()
        self.seen.append(screen)
        assert len(self.seen) < PATIENCE, screen
        word = next(self._lines, None)
        if word is None:
            return ""
        self._clock.pass_by(next(self._seconds))
        option = {"right": RIGHT, "wrong": WRONG}.get(word, "no option")
        numbers = (line.split()[0] for line in screen.splitlines() if line.endswith(option))
        return f"{next(numbers, word)}\n"


class Sat(NamedTuple):
    """How a run of the program at a terminal went."""

    screens: list[str]
    end: str

    @property
    def start(self) -> str:
        """What was said before the first reply, without line breaks."""
        return " ".join((self.screens or [self.end])[0].split())


Sit = Callable[..., Sat]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the program's clock."""
    clock = Clock()
    monkeypatch.setattr("mlcareer.cli.app_assess.now", clock)
    return clock


@pytest.fixture
def sit(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Sit:
    """Make somebody sit down to an assessment in the garden."""

    def run(
        *arguments: str, lines: Iterable[str] = (), seconds: float | Sequence[float] = 10.0
    ) -> Sat:
        pace = repeat(seconds) if isinstance(seconds, float) else iter(seconds)
        person = Person(clock, lambda: capsys.readouterr().err, lines, pace)
        monkeypatch.setattr(sys, "stdin", person)
        assert main(["--content", str(folder), "assess", *arguments]) == ExitCode.OK
        return Sat(person.seen, " ".join(capsys.readouterr().err.split()))

    return run


@pytest.fixture
def bank(folder: Path) -> None:
    """Give the garden questions that leave much open."""
    write_bank(folder, [OPEN] * 12)


def log(home: Path) -> list[Event]:
    """Read the events of the latest assessment."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        return list(store.events(assessment))


def subjects(home: Path, kind: EventKind) -> list[str]:
    """List what the events of a kind are about."""
    return [event.subject for event in log(home) if event.kind is kind]


def by_turns() -> Iterator[str]:
    """Answer right and wrong by turns, which settles little."""
    return cycle(("right", "wrong"))


def test_the_depths_of_the_program_are_those_of_the_library(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command offers each depth and no other, and its help gives their true numbers."""
    assert [depth.value for depth in Depth] == list(DEPTHS)
    *others, last = map(str, DEPTHS.values())
    expected = f"{', '.join(others)} or {last} questions at most; {DEFAULT_DEPTH} if not set."
    assert main(["assess", "--help"]) == ExitCode.OK
    assert expected in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("options", "budget", "minutes"),
    [
        ([], 45, 0),
        (["--depth", "quick"], 20, 0),
        (["--depth", "standard"], 45, 0),
        (["--depth", "deep"], 100, 0),
        (["--questions", "7"], 7, 0),
        (["--minutes", "15"], 45, 15),
        (["--depth", "quick", "--minutes", "5"], 20, 5),
        (["--questions", "200", "--minutes", "90"], 200, 90),
    ],
)
def test_what_was_asked_for_is_kept(
    home: Path, sit: Sit, options: list[str], budget: int, minutes: int
) -> None:
    """Depth, questions and minutes stand in the log, for the time when it goes on."""
    sit(*options, lines=["q"])
    scope = log(home)[0]
    assert scope.kind is EventKind.SCOPE
    assert (scope.detail["budget"], scope.detail["minutes"]) == (budget, minutes)


def test_the_introduction_says_how_long_it_takes(home: Path, sit: Sit) -> None:
    """Minutes are told where they were set, and what part of them the ratings may take."""
    sat = sit("--minutes", "5", lines=["q"])
    assert "your own rating of 4 skills (at most half of the time), then at most 4" in sat.start
    assert "It ends after 5 minutes." in sat.start
    again = sit("--new", "--minutes", "1", lines=["s", "q"])
    assert "It ends after 1 minute." in again.start
    plain = sit("--new", lines=["q"])
    assert "half of the time" not in plain.start
    assert "It ends after" not in plain.start
    assert len(log(home)) == 1


def test_the_introduction_says_where_nothing_is_asked(sit: Sit) -> None:
    """A skill without questions is announced as such."""
    assert "your own rating of 1 skill, then no question, as there is none to ask." in (
        sit("compost", lines=["q"]).start
    )


@pytest.mark.usefixtures("bank")
def test_questions_are_counted_against_the_limit(sit: Sit) -> None:
    """The screens say how many questions are asked at most: the limit, or all there are."""
    assert "[1 of at most 9]" in sit("--questions", "9", lines=["s"]).screens[-1]
    assert "[1 of at most 12]" in sit("--new", "--depth", "deep", lines=["s"]).screens[-1]


@pytest.mark.parametrize(
    ("items", "options", "lines", "reason"),
    [
        (
            [OPEN] * 12,
            ["--questions", "2"],
            by_turns(),
            "the number of questions that was set (2) is reached",
        ),
        (
            [OPEN] * 12,
            ["--minutes", "1"],
            by_turns(),
            "the time that was set (1 min) is used up",
        ),
        ([TELLING] * 12, [], repeat("right"), "every decision is sure enough"),
        (
            [EMPTY] * 12,
            [],
            by_turns(),
            "no further question would tell enough to be worth your time",
        ),
        ([OPEN] * 2, [], by_turns(), "every question about these skills was asked"),
        ([OPEN], ["compost"], [], "there are no questions about these skills yet"),
    ],
    ids=["questions", "minutes", "sure", "not worth it", "none left", "no questions"],
)
def test_the_end_says_why(  # noqa: PLR0913, PLR0917 - what differs between the cases
    home: Path,
    folder: Path,
    sit: Sit,
    items: list[dict[str, float]],
    options: list[str],
    lines: Iterable[str],
    reason: str,
) -> None:
    """An assessment that came to its end says why, and the log keeps the reason."""
    write_bank(folder, items)
    sat = sit(*options, lines=chain(["s"], lines), seconds=20.0)
    assert f"Done: {reason}. See where you stand: mlcareer report" in sat.end
    last = log(home)[-1]
    assert (last.kind, last.value) == (EventKind.FINISH, reason)


def test_the_time_of_each_reply_is_kept(home: Path, sit: Sit) -> None:
    """Each reply stands in the log with the seconds it took, and nothing else does."""
    sit("--questions", "2", lines=["2", "?", "1", "s", "d", "d", "n"], seconds=list(range(3, 10)))
    times = [(event.kind.value, event.detail.get("seconds")) for event in log(home)]
    assert times == [
        ("scope", None),
        ("rating", 3.0),
        ("rating", 4.0 + 5.0),
        ("rating", 6.0),
        ("rating", 0.0),
        ("answer", 7.0),
        ("answer", 8.0),
        ("finish", None),
    ]


def test_a_reply_that_was_not_given_takes_no_time(home: Path, sit: Sit) -> None:
    """The time before leaving is not counted: nobody answered in it."""
    sit("--minutes", "2", lines=["1", "q"], seconds=[30, 3000])
    assert [event.detail.get("seconds") for event in log(home)] == [None, 30.0]
    assert "Compost: Builds" in (start := sit(lines=[]).start)
    assert "Digging: " not in start


def test_a_clock_that_is_set_back_does_no_harm(home: Path, sit: Sit) -> None:
    """A reply never takes less than no time."""
    sit(lines=["1", "1"], seconds=[-3600, 0.04])
    assert [event.detail["seconds"] for event in log(home)[1:]] == [0.0, 0.0]


@pytest.mark.usefixtures("bank")
def test_minutes_end_the_questions(home: Path, sit: Sit) -> None:
    """The question under way is still taken in when the time runs out, and no other is asked."""
    sat = sit("--minutes", "2", lines=chain(["s"], by_turns()), seconds=50.0)
    assert "Done: the time that was set (2 min) is used up." in sat.end
    assert len(subjects(home, EventKind.ANSWER)) == 2


@pytest.mark.usefixtures("bank")
def test_ratings_take_at_most_half_of_the_minutes(home: Path, sit: Sit) -> None:
    """Where rating takes long, questions come before every skill was rated."""
    sat = sit("--minutes", "6", lines=chain("123", by_turns()), seconds=60.0)
    assert subjects(home, EventKind.RATING) == ["digging", "compost", "tomatoes"]
    assert "[1 of at most 12]" in sat.screens[3]
    assert len(subjects(home, EventKind.ANSWER)) == 3


@pytest.mark.usefixtures("bank")
def test_who_was_away_loses_five_minutes_at_most(home: Path, sit: Sit) -> None:
    """A reply after three hours is kept with its time and counts for five minutes."""
    away = 3 * 3600.0
    sat = sit("--minutes", "11", lines=chain(["s"], by_turns()), seconds=[60, *[away] * 9])
    assert "Done: the time that was set (11 min) is used up." in sat.end
    answers = [event for event in log(home) if event.kind is EventKind.ANSWER]
    assert [event.detail["seconds"] for event in answers] == [away, away]


@pytest.mark.usefixtures("bank")
def test_time_between_two_sittings_does_not_count(home: Path, sit: Sit, clock: Clock) -> None:
    """Who goes on the next day has the minutes that were left."""
    first = sit("--minutes", "6", lines=["s", "right", "wrong", "q"], seconds=60.0)
    assert "Resume: mlcareer assess" in first.end
    clock.pass_by(24 * 3600)
    second = sit(lines=by_turns(), seconds=60.0)
    assert "Going on where you stopped: 2 answers (" in second.start
    assert "Done: the time that was set (6 min) is used up." in second.end
    assert len(subjects(home, EventKind.ANSWER)) == 5
    assert "This assessment is complete." in sit(lines=[]).end


@pytest.mark.usefixtures("bank")
def test_after_a_side_step_the_rest_of_the_minutes_is_left(home: Path, sit: Sit) -> None:
    """A stretch that is taken up again after another one lasts for what it had left."""
    sit("--minutes", "6", "--questions", "9", lines=["s", "right", "q"], seconds=70.0)
    sit("compost", lines=["2"])
    second = sit(lines=by_turns(), seconds=60.0)
    scopes = [event for event in log(home) if event.kind is EventKind.SCOPE]
    assert (scopes[-1].detail["minutes"], scopes[-1].detail["budget"]) == (4, 8)
    assert "Done: the time that was set (4 min) is used up." in second.end


@pytest.mark.usefixtures("bank")
def test_a_short_while_does_not_complete_what_was_broken_off(home: Path, sit: Sit) -> None:
    """What was left with no time set still waits after some minutes have run out."""
    sit("--questions", "9", lines=["s", "right", "q"])
    assert "What you began before waits." in sit("--minutes", "1", lines=by_turns()).start
    last = sit(lines=chain(by_turns()), seconds=1.0)
    assert "Going on where you stopped" in last.start
    assert len(subjects(home, EventKind.ANSWER)) >= 9
    assert "This assessment is complete." in sit(lines=[]).end


@pytest.mark.usefixtures("bank")
def test_without_minutes_there_is_no_hurry(home: Path, sit: Sit) -> None:
    """Where no time was set, hours of thinking end nothing."""
    sat = sit("--questions", "6", lines=chain("1234", by_turns()), seconds=3600.0)
    assert "Done: the number of questions that was set (6) is reached." in sat.end
    assert len(subjects(home, EventKind.ANSWER)) == 6


@pytest.mark.usefixtures("bank")
def test_more_can_be_asked_after_the_end(home: Path, sit: Sit) -> None:
    """A depth reopens what is complete, without asking the same questions again."""
    sit("--questions", "3", lines=chain(["s"], by_turns()))
    assert "This assessment is complete." in sit(lines=[]).end
    sit("--depth", "quick", "--minutes", "1", lines=by_turns(), seconds=30.0)
    answered = subjects(home, EventKind.ANSWER)
    assert len(answered) == len(set(answered)) == 5


@pytest.mark.usefixtures("bank")
def test_a_second_assessment_asks_other_questions(home: Path, sit: Sit) -> None:
    """With --new, questions of earlier assessments wait until no other is as good."""
    asked = []
    for number in ("5", "5", "4"):
        sit("--new", "--questions", number, lines=chain(["s"], by_turns()))
        asked.append(set(subjects(home, EventKind.ANSWER)))
    assert [len(each) for each in asked] == [5, 5, 4]
    assert asked[0].isdisjoint(asked[1])
    assert {f"digging-{number}" for number in range(1, 13)} == asked[0] | asked[1] | asked[2]


@pytest.mark.usefixtures("bank")
def test_going_on_asks_what_would_have_been_asked(home: Path, sit: Sit) -> None:
    """A second assessment that was left goes on with the same question."""
    sit("--questions", "5", lines=chain(["s"], by_turns()))
    sit("--new", "--questions", "5", lines=["s", "right", "wrong"])
    question = sit(lines=[]).screens[0].split("[3 of at most 5]")[1]
    assert sit(lines=[]).screens[0].split("[3 of at most 5]")[1] == question
    assert len(subjects(home, EventKind.ANSWER)) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ["--questions", "3", "--depth", "quick"],
            ["--questions and --depth both say how many questions to ask. Give one of them."],
        ),
        (["--depth", "quik"], ["--depth", "quick", "standard", "deep"]),
        (["--depth", ""], ["--depth", "quick"]),
        (["--minutes", "0"], ["--minutes", "1<=x<=1000"]),
        (["--minutes", "1001"], ["--minutes", "1<=x<=1000"]),
        (
            ["--minutes", "5", "--answers", "-"],
            ["--minutes is for a person who answers; with --answers leave it out."],
        ),
        (["--minutes", "soon"], ["--minutes", "soon"]),
        (["--minutes"], ["--minutes", "mlcareer assess --help"]),
    ],
)
def test_a_length_that_cannot_be_is_refused(
    home: Path, options: list[str], words: list[str]
) -> None:
    """A wrong or double length is one line with exit code 2, and no database appears."""
    done = run_mlcareer("assess", *options, home=home)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr.count("\n") == 1
    for word in words:
        assert word in done.stderr
    assert not (home / "mlcareer").exists()


def test_a_file_is_taken_in_to_the_depth_that_was_set(home: Path, folder: Path) -> None:
    """Depth limits the answers of a file as a number of questions does; no time is kept."""
    write_bank(folder, [OPEN] * 30)
    lines = (f"  digging-{at}: {(RIGHT, WRONG)[at % 2]}\n" for at in range(1, 31))
    (home / "answers.yaml").write_text("answers:\n" + "".join(lines), encoding="utf-8")
    garden = ["--content", str(folder), "assess", "--answers", str(home / "answers.yaml")]
    assert main([*garden, "--depth", "quick"]) == ExitCode.OK
    answers = [event for event in log(home) if event.kind is EventKind.ANSWER]
    assert 0 < len(answers) <= DEPTHS["quick"]
    assert not any("seconds" in event.detail for event in log(home))


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX")
def test_depth_and_minutes_at_a_real_terminal(home: Path) -> None:
    """At a terminal the introduction tells both, and each reply is kept with its time."""
    with Terminal("assess", "python", "--depth", "quick", "--minutes", "5", home=home) as terminal:
        start = " ".join(terminal.ask().split())
        assert "your own rating of 1 skill (at most half of the time), then at most" in start
        assert "It ends after 5 minutes." in start
        for line in ("1", "1", "5", "1", "2", "d"):
            terminal.send(line)
        terminal.send("q")
        assert terminal.end() == ExitCode.OK
    said = log(home)[1:]
    assert len(said) == 6
    assert all(0 <= float(event.detail["seconds"]) < 60 for event in said)
