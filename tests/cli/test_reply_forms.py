import re
import sys
from pathlib import Path

import pytest

from mlcareer.cli.replies import (
    DONT_KNOW,
    KEYS,
    OTHER_KEYS,
    SHORT_KEYS,
    how_to_reply,
    keys_help,
    read_reply,
)
from mlcareer.content.questions import RESERVED
from mlcareer.errors import ExitCode
from mlcareer.model.people import EventKind
from mlcareer.model.questions import Form
from mlcareer.store.database import Store
from spoiling import write
from support import make_question, run_mlcareer
from support_forms import FORMS

if sys.platform != "win32":
    from terminal import Terminal

SHOWN = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("form", "typed", "reply"),
    [
        (Form.CHOICE, "2", "b"),
        (Form.CHOICE, "5", None),
        (Form.CHOICE, "0", None),
        (Form.CHOICE, "1 2", None),
        (Form.CHOICE, "12", None),
        (Form.CHOICE, "b", None),
        (Form.CHOICE, "\u00b2", None),
        (Form.SEVERAL, "3 1", "a\nc"),
        (Form.SEVERAL, "1,3", "a\nc"),
        (Form.SEVERAL, "13", "a\nc"),
        (Form.SEVERAL, "2", "b"),
        (Form.SEVERAL, "1 1", None),
        (Form.SEVERAL, "1 9", None),
        (Form.SEVERAL, "1 and 3", None),
        (Form.SEQUENCE, "3 1 4 2", "c\na\nd\nb"),
        (Form.SEQUENCE, "3142", "c\na\nd\nb"),
        (Form.SEQUENCE, "3 1 4", None),
        (Form.SEQUENCE, "3 1 4 4", None),
        (Form.NUMBER, "0.25", "0.25"),
        (Form.NUMBER, "25 %", "25 %"),
        (Form.NUMBER, "about 3", None),
        (Form.TEXT, "git stash", "git stash"),
        (Form.TEXT, "1", "1"),
        (Form.TEXT, "x" * 201, None),
    ],
)
def test_what_is_typed_becomes_a_reply(form: Form, typed: str, reply: str | None) -> None:
    """Numbers stand for options in the order shown; what is no reply is told apart."""
    options = SHOWN if form in (Form.CHOICE, Form.SEVERAL, Form.SEQUENCE) else ()

    assert read_reply(make_question(form=form), options, typed) == reply


def test_keys_are_never_answers() -> None:
    """Content may not have an answer that the interview takes for a key."""
    assert set(KEYS) <= set(RESERVED)


@pytest.mark.parametrize("form", list(Form))
def test_each_form_says_how_to_reply(form: Form) -> None:
    """The help of each form names what to type, and how to type what is also a key."""
    assert keys_help(form).startswith(f"{how_to_reply(form)}.")
    assert ("quotation marks" in keys_help(form)) is (form is Form.TEXT)


def test_each_key_is_explained_beside_the_question() -> None:
    """What each key does stands in the list of keys, with not knowing first, and in short."""
    keys = [key for key, _ in OTHER_KEYS]
    assert set(keys) == set(KEYS)
    assert OTHER_KEYS[0][0] == "d"
    assert OTHER_KEYS[0][1].startswith("I don't know")
    assert all(f"{key} " in f"{SHORT_KEYS} " for key in {*KEYS} - {DONT_KNOW})


@pytest.fixture
def content(folder: Path) -> Path:
    """Make a content folder with one question of each form."""
    write(folder / "questions" / "digging.yaml", FORMS)
    return folder


def number_of(screen: str, option: str) -> str:
    """Find the number that stands before an option."""
    return next(line.split()[0] for line in screen.splitlines() if line.strip().endswith(option))


def replies(screen: str, *, right: bool) -> str:
    """Reply to whichever of the four questions is on the screen."""
    if "turn the soil over" in screen:
        options = ["a digging fork", "a flat spade"] if right else ["a digging fork", "a hose"]
        return " ".join(number_of(screen, option) for option in options)
    if "twice as deep" in screen:
        steps = ["take out the top layer", "loosen the layer below", "put the top layer back"]
        order = steps if right else [steps[1], steps[0], steps[2]]
        return " ".join(number_of(screen, step) for step in order)
    if "How many litres" in screen:
        return "149,8" if right else "15"
    return " A Drill " if right else "furrow"


EXPLAINED = (
    r"Not right\. Answer: (\d a digging fork|\d a flat spade \(you left it out\)| )+ Not: \d a ho",
    r"Answer: \d take out the top layer \d loosen the layer below \d put the top layer back",
    r"Yours: \d loosen the layer below \d take out the top layer \d put the top layer back Nobody",
    r"Answer: 150 Yours: 15 A litre holds a thousand cubic centimetres\.",
    r"Answer: drill Yours: furrow A furrow is what a plough leaves\.",
)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX")
def test_each_form_is_asked_marked_and_explained(home: Path, content: Path) -> None:
    """In a terminal, each form says what to type, and a wrong reply is explained in its parts."""
    with Terminal("--content", str(content), "assess", "--learn", home=home) as terminal:
        terminal.ask()
        screen = terminal.send("s")
        for _ in range(4):
            assert "I don't know" in screen
            assert "?: help" in terminal.send("")
            assert "save and leave" in " ".join(terminal.send("?").split())
            screen = terminal.send(replies(screen, right=False))
        assert terminal.end() == ExitCode.OK
    shown = " ".join(terminal.shown.split())
    for form in Form:
        if form is not Form.CHOICE:
            assert how_to_reply(form) in shown
    for explanation in EXPLAINED:
        assert re.search(explanation, shown), explanation
    assert outcomes(home) == ["wrong"] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX")
def test_each_form_can_be_answered_right(home: Path, content: Path) -> None:
    """In a terminal, right replies are told to be right until enough is known."""
    with Terminal("--content", str(content), "assess", "--learn", home=home) as terminal:
        terminal.ask()
        screen = terminal.send("s")
        asked = 0
        while "I don't know" in screen:
            screen = terminal.send(replies(screen, right=True))
            asked += 1
            assert "Right." in screen
        assert terminal.end() == ExitCode.OK
    assert asked
    assert outcomes(home) == ["right"] * asked


def outcomes(home: Path) -> list[str]:
    """List what came of each answer that was kept."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        return [e.value for e in store.events(assessment) if e.kind is EventKind.ANSWER]


RIGHT = """\
answers:
  digging-several: [a flat spade, a digging fork]
  digging-steps: [take out the top layer, loosen the layer below, put the top layer back]
  digging-litres: 150
  digging-word: seed drill
"""


def test_each_form_is_answered_from_a_file(home: Path, content: Path) -> None:
    """Lists answer several and sequence, scalars the others, and review explains a miss."""
    options = ("--content", str(content))
    wrong = RIGHT.replace("[a flat spade, ", "[").replace("150", "dont-know")
    run = run_mlcareer(*options, "assess", "--answers", "-", home=home, stdin=wrong)
    assert run.returncode == ExitCode.OK

    review = run_mlcareer(*options, "review", home=home)
    assert review.returncode == ExitCode.OK
    assert "- a flat spade (you left it out)" in review.stdout
    assert "Answer: 150" in review.stdout
    assert "drill" not in review.stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("150", "many", "a number was expected here, or dont-know"),
        ("[a flat spade, a digging fork]", "a flat spade", "a list of options was expected here"),
        ("[a flat spade, a digging fork]", "[a flat spade, a spoon]", "no such option."),
        ("[a flat spade, a digging fork]", "[]", "name at least one option, and each once"),
        (
            "[a flat spade, a digging fork]",
            "[a hose, a hose]",
            "at least one option, and each once",
        ),
        (", put the top layer back]", "]", "put all steps in order"),
        ("seed drill", "[seed drill]", "a text was expected here"),
    ],
)
def test_a_bad_reply_in_a_file_is_refused(
    home: Path, content: Path, old: str, new: str, message: str
) -> None:
    """What cannot be a reply to the form is refused with its line, and nothing is saved."""
    options = ("--content", str(content), "assess", "--answers", "-")
    assert old in RIGHT
    run = run_mlcareer(*options, home=home, stdin=RIGHT.replace(old, new))

    assert (run.returncode, run.stdout) == (ExitCode.USAGE, "")
    assert message in " ".join(run.stderr.split())
    assert not (home / "mlcareer" / "mlcareer.db").exists()
