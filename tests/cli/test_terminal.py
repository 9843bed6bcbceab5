import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mlcareer.cli import main
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Question
from mlcareer.store.database import Store
from support import EXAMPLE, clean_environment, run_mlcareer

if sys.platform != "win32":
    from terminal import CTRL_C, CTRL_D, HUNG_UP, KILLED, Terminal

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

GARDEN = ("--content", str(EXAMPLE), "assess")
AFTER_RATINGS = ("2", "1", "0", "")
"""What to type for the four skills of the garden, to get to the first question."""


def log(home: Path) -> list[Event]:
    """Read what the database has of the latest assessment."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        return list(store.events(assessment))


def count(home: Path, *kinds: EventKind) -> int:
    """Count the committed events of some kinds."""
    return sum(event.kind in kinds for event in log(home))


def to_first_question(terminal: "Terminal") -> str:
    """Rate the skills of the garden and return the screen of the first question."""
    screen = terminal.ask()
    for line in AFTER_RATINGS:
        screen = terminal.send(line)
    assert "[1 of at most" in screen
    return screen


ONCE = re.compile(
    r"^(?:First, a few questions about you|How far are you in each|  d  I don't know \(a guess"
    r"|Type the number of an option|Last, how you like)"
    r".*?(?=\n\n|\n(?:Answer |Levels? |Number )?> |\Z)",
    re.MULTILINE | re.DOTALL,
)
"""What is explained the first time it comes."""


def step_of(screen: str) -> str:
    """Keep the last step of a screen, from its number on, without what is explained only once."""
    assert "\n[" in screen
    return " ".join(ONCE.sub("", screen[screen.rfind("\n[") :]).split())


def flat(screen: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(screen.split())


def question_on(screen: str) -> Question:
    """Find the question that a screen shows."""
    flat = " ".join(screen.split())
    questions = load_questions(EXAMPLE, load_skill_map(EXAMPLE)).values()
    return next(question for question in questions if question.stem in flat)


def number_of(screen: str, option: str) -> str:
    """Find the number that stands before an option."""
    return next(line.split()[0] for line in screen.splitlines() if line.strip().endswith(option))


def answering(option: Callable[[Question], str]) -> Callable[[str], str]:
    """Make a person who rates every skill 2, answers questions so, and then says Enter."""

    def answer(screen: str) -> str:
        if "0 not yet" in screen:
            return "2"
        if "I don't know" in screen:
            return number_of(screen, option(question_on(screen)))
        return ""

    return answer


def wrong(question: Question) -> str:
    """Choose the first distractor."""
    return question.distractors[0].text


def test_whole_interview_on_another_content(home: Path) -> None:
    """An interview about gardening is played to its end, and every reply is in the log."""
    with Terminal(*GARDEN, home=home) as terminal:
        terminal.play(answering(lambda question: question.answer))
        assert terminal.end() == ExitCode.OK
    assert "See where you stand: mlcareer report" in terminal.shown
    kinds = [event.kind for event in log(home)]
    assert kinds[:5] == [EventKind.SCOPE, *[EventKind.RATING] * 4]
    assert set(kinds[5:-1]) == {EventKind.ANSWER}
    assert kinds[-1] is EventKind.FINISH
    assert {event.value for event in log(home)[5:-1]} == {"right"}


def test_whole_interview_on_the_shipped_content(home: Path) -> None:
    """An interview about one skill asks for background, rating, questions and traits."""
    with Terminal("assess", "python", home=home) as terminal:
        terminal.play(lambda screen: "d" if "Type all" in step_of(screen) else "1")
        assert terminal.end() == ExitCode.OK
    assert count(home, EventKind.BACKGROUND) == 4
    assert count(home, EventKind.RATING) == 1
    assert count(home, EventKind.ANSWER) >= 3
    assert count(home, EventKind.TRAIT) == 5
    assert log(home)[-1].kind is EventKind.FINISH
    assert "Python" in run_mlcareer("report", home=home).stdout


@pytest.mark.parametrize(
    ("phase", "replies", "saved"),
    [
        ("background", ["1"], "1 answer (0 to questions)"),
        ("hours", ["1", "1"], "2 answers (0 to questions)"),
        ("rating", ["1", "1", "5", "1"], "4 answers (0 to questions)"),
        ("question", ["1", "1", "5", "1", "2", "d"], "6 answers (1 to questions)"),
    ],
)
def test_ctrl_c_saves_and_resuming_goes_on(
    home: Path, phase: str, replies: list[str], saved: str
) -> None:
    """Ctrl-C ends with 130 and says what was saved; resuming asks the same step again."""
    with Terminal("assess", "python", home=home) as terminal:
        screen = terminal.ask()
        for reply in replies:
            screen = terminal.send(reply)
        goodbye = terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
    assert f"Saved {saved}. Resume: mlcareer assess\n" in goodbye, phase
    assert len(log(home)) == 1 + len(replies)
    with Terminal("assess", home=home) as terminal:
        again = terminal.ask()
        assert f"Going on where you stopped: {saved} so far." in again
        assert step_of(again).endswith(step_of(screen))


def test_resuming_counts_answers_as_leaving_does(home: Path) -> None:
    """What counts as an answer is the same on leaving and on going on, whatever was asked for."""
    with Terminal(*GARDEN, home=home) as terminal:
        to_first_question(terminal)
        terminal.send("q")
    with Terminal(*GARDEN, "--questions", "9", home=home) as terminal:
        terminal.ask()
        terminal.send("d")
        assert "Saved 4 answers (" in terminal.send("q")
    with Terminal(*GARDEN, home=home) as terminal:
        assert "Going on where you stopped: 4 answers (" in terminal.ask()


def test_kill_loses_nothing(home: Path) -> None:
    """After kill -9 every answer is there, and the interview goes on at the same step."""
    with Terminal(*GARDEN, home=home) as terminal:
        to_first_question(terminal)
        screen = terminal.send("d")
        assert terminal.kill() == KILLED
    assert len(log(home)) == 6
    with Terminal(*GARDEN, home=home) as terminal:
        assert step_of(terminal.ask()) == step_of(screen)


def test_closing_the_window_loses_nothing(home: Path) -> None:
    """After the terminal went away every answer is there, and the interview goes on."""
    with Terminal(*GARDEN, home=home) as terminal:
        to_first_question(terminal)
        screen = terminal.send("1")
        assert terminal.close() == HUNG_UP
    assert len(log(home)) == 6
    with Terminal(*GARDEN, home=home) as terminal:
        assert step_of(terminal.ask()) == step_of(screen)


def test_q_leaves(home: Path) -> None:
    """Typing q ends with 0 in every phase and says how to resume."""
    for replies in (["q"], ["1", "q"], ["1", "1", "Q"], ["s", "d", "q"]):
        with Terminal(*GARDEN, "--new", home=home) as terminal:
            terminal.ask()
            for reply in replies:
                screen = terminal.send(reply)
            assert terminal.end() == ExitCode.OK
        assert "Resume: mlcareer assess" in screen


def test_ctrl_d_leaves(home: Path) -> None:
    """The end of the input ends with 0, and what was answered is kept."""
    with Terminal(*GARDEN, home=home) as terminal:
        terminal.ask()
        terminal.send("3")
        assert "Saved 1 answer (" in terminal.press(CTRL_D)
        assert terminal.end() == ExitCode.OK
    assert count(home, EventKind.RATING) == 1


def test_question_mark_explains(home: Path) -> None:
    """A question mark explains the keys, or shows all statements, and asks again."""
    with Terminal(*GARDEN, home=home) as terminal:
        terminal.ask()
        statements = terminal.send("?")
        assert "- Digs a hole" in statements
        assert terminal.asks
        for line in AFTER_RATINGS:
            terminal.send(line)
        assert "  q  save and leave" in terminal.send("?")
    assert len(log(home)) == 5


NONSENSE = ("99", "-1", "yes", "1 2", "ü", "1" * 500, "%s{0}\\")
KEYS_ALONE = ("\x1b[A", "\x1b", "\x1bOP\x1b[15~", "\x1b[<0;3;4M", "\x00", "\x01\x07", "\x1bx")
"""Up, escape, F1 and F5, a click, NUL, Ctrl-A and a bell, Alt-x."""


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_explained_and_asked_again(home: Path, nonsense: str) -> None:
    """What is no answer is said to be none, about the person too, and nothing is saved of it."""
    with Terminal("assess", "python", home=home) as terminal:
        terminal.ask()
        assert "is no answer here. Type a number" in flat(terminal.send(nonsense))
        for line in ("1", "1", "1", "1"):
            terminal.send(line)
        said = flat(terminal.send(nonsense))
        assert re.search(
            r"(is no level|These are \d+ levels for 1 skill)\. Type the highest level", said
        )
    assert len(log(home)) == 5


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_no_option(home: Path, nonsense: str) -> None:
    """What is no option is said to be none, and nothing is saved of it."""
    with Terminal(*GARDEN, home=home) as terminal:
        to_first_question(terminal)
        assert "is no answer here. Type the number of an option." in flat(terminal.send(nonsense))
    assert len(log(home)) == 5


@pytest.mark.parametrize("keys", KEYS_ALONE)
def test_keys_that_mean_nothing_are_no_reply(home: Path, keys: str) -> None:
    """A line of such keys alone skips nothing and answers nothing: it is said what to type."""
    with Terminal("assess", "python", home=home) as terminal:
        terminal.ask()
        assert "Type a number from 1 to" in flat(terminal.send(keys))
        for line in ("1", "1", "1", "1"):
            terminal.send(line)
        assert "Type the highest level that fits" in flat(terminal.send(keys))
        assert "1 of at most" in terminal.send("2")
        assert re.match(r"Type .* \? this help Answer >", flat(terminal.send(keys)))
        assert "\x1b" not in terminal.shown
    assert len(log(home)) == 6


def test_s_skips_the_remaining_ratings(home: Path) -> None:
    """Typing s rates none of the other skills and goes on with questions."""
    with Terminal(*GARDEN, home=home) as terminal:
        terminal.ask()
        terminal.send("4")
        assert "[1 of at most" in terminal.send("s")
    assert [event.value for event in log(home)[1:]] == ["4", "", "", ""]


def test_d_is_i_dont_know(home: Path) -> None:
    """Typing d is kept as not knowing, not as a wrong answer."""
    with Terminal(*GARDEN, home=home) as terminal:
        to_first_question(terminal)
        terminal.send("D")
    last = log(home)[-1]
    assert (last.kind, last.value, last.detail["chosen"]) == (EventKind.ANSWER, "dont-know", "")


def test_learn_explains_after_each_answer(home: Path) -> None:
    """With --learn every answer is followed by its explanation, and none is offered at the end."""
    with Terminal(*GARDEN, "--learn", home=home) as terminal:
        screen = to_first_question(terminal)
        question = question_on(screen)
        explained = terminal.send(number_of(screen, wrong(question)))
        said = flat(explained)
        assert re.search(rf"Answer: (\d )?{re.escape(question.answer)}", said)
        assert re.search(rf"Yours: (\d )?{re.escape(wrong(question))}", said)
        assert question.distractors[0].why in said
        assert question.explanation in said
        right = terminal.send(number_of(explained, question_on(step_of(explained)).answer))
        assert "Right." in right
        terminal.play(lambda _: "d")
        assert terminal.end() == ExitCode.OK
    assert "[y/N]" not in terminal.shown


def test_explanations_are_offered_at_the_end(home: Path) -> None:
    """Who accepts the offer sees each question that was not answered right, and why."""
    with Terminal(*GARDEN, home=home) as terminal:
        screen = to_first_question(terminal)
        while "I don't know" in screen:
            screen = terminal.send(number_of(screen, wrong(question_on(screen))))
        assert "Look at the answers to 4 questions" in screen
        screen = terminal.send("y")
        for number in range(1, 5):
            question = question_on(screen)
            assert f"[{number} of" in screen
            assert question.explanation in " ".join(screen.split())
            screen = terminal.send("")
        assert terminal.end() == ExitCode.OK
    assert log(home)[-1].kind is EventKind.FINISH


def test_offer_of_one_explanation_speaks_of_one(home: Path) -> None:
    """Where one question was missed, the offer says "1 question was"."""
    with Terminal(*GARDEN, "--questions", "1", home=home) as terminal:
        to_first_question(terminal)
        assert "Look at the answers to 1 question " in terminal.send("d")


def test_leaving_the_explanations_keeps_the_end(home: Path) -> None:
    """Ctrl-C among the explanations ends with 130; the assessment is complete all the same."""
    with Terminal(*GARDEN, "--questions", "2", home=home) as terminal:
        to_first_question(terminal)
        terminal.send("d")
        terminal.send("d")
        terminal.send("yes")
        assert "Everything is saved." in terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
    assert log(home)[-1].kind is EventKind.FINISH
    done = run_mlcareer("--content", str(EXAMPLE), "report", home=home)
    assert done.returncode == ExitCode.OK


def test_complete_assessment_is_not_asked_again(home: Path) -> None:
    """After the end assess says what can be done now, asks nothing and writes nothing."""
    with Terminal(*GARDEN, home=home) as terminal:
        terminal.play(answering(wrong))
    before = log(home)
    with Terminal(*GARDEN, home=home) as terminal:
        assert "This assessment is complete." in terminal.ask()
        assert terminal.end() == ExitCode.OK
    assert log(home) == before


def test_two_terminals_at_once_are_told(home: Path) -> None:
    """Who answers what was answered elsewhere is told, overwrites nothing, and goes on."""
    with Terminal(*GARDEN, home=home) as one:
        to_first_question(one)
        with Terminal(*GARDEN, home=home) as two:
            assert "[1 of at most" in two.ask()
            one.send("d")
            told = two.send("1")
            assert "answered in another window meanwhile; that answer counts." in flat(told)
            assert "[2 of at most" in told
    answers = [event for event in log(home) if event.kind is EventKind.ANSWER]
    assert [event.value for event in answers] == ["dont-know"]


@pytest.mark.parametrize("columns", [40, 200])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_narrow_and_ascii_terminals_work(home: Path, columns: int, encoding: str) -> None:
    """The interview fits any width and any encoding; only programs and long words stick out."""
    environment = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": encoding,
        "PYTHONCOERCECLOCALE": "0",
        # Typed as an option, its path would be the last, long word.
        "MLCAREER_CONTENT": str(EXAMPLE),
    }
    with Terminal("assess", home=home, environment=environment, columns=columns) as terminal:
        screen = to_first_question(terminal)
        assert "is no answer" in " ".join(terminal.send("é").split())
        terminal.play(lambda _: "1" if "I don't know" in screen else "")
        assert terminal.end() == ExitCode.OK
    # The pseudo-terminal echoes no Enter, so what follows a prompt stands on its line.
    lines = [re.sub(r"^[][/A-Za-z]* ?> ", "", line) for line in terminal.shown.splitlines()]
    assert [line for line in lines if len(line) > columns] == []
    if encoding == "ascii":
        assert terminal.shown.isascii()
    assert log(home)[-1].kind is EventKind.FINISH


@pytest.mark.parametrize(
    "command",
    [
        "report",
        "report --json",
        "roadmap",
        "roadmap --export md",
        "roadmap --json",
        "skills",
        "skills --json",
        "skills python",
        "--help",
        "assess --help",
        "--version",
        "doctor",
        "",
    ],
)
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_closed_pipe_is_quiet(home: Path, command: str, reader: str) -> None:
    """A reader that has seen enough is no failure: exit code 0 and nothing on standard error."""
    (home / "answers.yaml").write_text("ratings: {python: 2}\n", encoding="utf-8")
    assert main(["assess", "--answers", str(home / "answers.yaml")]) == ExitCode.OK
    program = f"{shlex.quote(sys.executable)} -m mlcareer {command}"
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            f"{{ {program}; echo $? > {shlex.quote(str(home / 'code'))}; }} | {reader}",
        ],
        env=clean_environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert (home / "code").read_text(encoding="utf-8") == "0\n"


def test_terminal_gets_colour_and_a_pipe_does_not(home: Path) -> None:
    """The report has colour on a terminal, none in a pipe, and none where NO_COLOR asks so."""
    (home / "answers.yaml").write_text(
        "answers: {digging-clay: a digging fork}\n", encoding="utf-8"
    )
    garden = ("--content", str(EXAMPLE))
    assert main([*garden, "assess", "--answers", str(home / "answers.yaml")]) == ExitCode.OK
    for environment, expected in (
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ):
        with Terminal(*garden, "report", home=home, environment=environment, full=True) as terminal:
            assert terminal.end() == ExitCode.OK
        assert ("\x1b[" in terminal.shown) is expected
    assert "\x1b[" not in run_mlcareer(*garden, "report", home=home).stdout
