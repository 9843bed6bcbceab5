import json
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from mlcareer.content.folder import content_folder
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.profile import Profile
from mlcareer.model.people import EventKind
from mlcareer.model.questions import Form, Question
from mlcareer.render.paint import width_of
from mlcareer.store.database import Store
from simulated import moments_of
from spoiling import write
from support import run_mlcareer
from support_bank import OPEN, write_bank
from support_forms import FORMS

if sys.platform != "win32":
    from display import without_control
    from support_interview import (
        GARDEN,
        asks_question,
        database,
        flat,
        log,
        question_on,
        said,
        to_first_question,
    )
    from terminal import (
        BACKSPACE,
        CTRL_C,
        DOWN,
        LEFT,
        RIGHT,
        UP,
        Terminal,
        skills_to_rate,
    )

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)
OFFER = "[y/N] >"
"""What asks at the end whether to look back."""

BOTH = pytest.mark.parametrize("full", [False, True], ids=["lines", "screens"])
WIDTHS = pytest.mark.parametrize("columns", [40, 80, 120])


@pytest.fixture
def forms(folder: Path) -> Path:
    """Make a garden with one question of each form."""
    text = FORMS.replace(
        "questions:\n",
        "questions:\n"
        "  - id: digging-choice\n    sub: tools\n    level: 2\n    kind: concept\n"
        "    stem: Which tool lifts a root?\n    answer: a digging fork\n"
        "    distractors:\n      - {text: a hoe, misconception: any, why: It cuts the root.}\n"
        "    explanation: A fork goes below the root and lifts it whole, with the soil around it.\n"
        "    reference: {resource: spade-book}\n",
    )
    write(folder / "questions" / "digging.yaml", text)
    return folder


def number_of(screen: str, option: str) -> str:
    """Find the number that stands before an option, which may go on in further lines."""
    rows = re.split(r"\n(?=  [0-9d]  )", screen)
    return next(row.split()[0] for row in rows if flat(row).split(" ", 1)[1].startswith(option))


def typed_reply(screen: str, question: Question, *, right: bool) -> str:
    """Type what is right, or what is wrong."""
    wrong = question.distractors[0].text
    if question.form is Form.CHOICE:
        return number_of(screen, question.answer if right else wrong)
    if question.form is Form.SEVERAL:
        parts = question.key if right else (wrong,)
        return " ".join(number_of(screen, part) for part in parts)
    if question.form is Form.SEQUENCE:
        parts = question.key if right else question.key[::-1]
        return "".join(number_of(screen, part) for part in parts)
    return question.answer if right else wrong


def last_screen(terminal: "Terminal", screen: str) -> str:
    """Give what was asked last."""
    return screen if terminal.full else screen[screen.rfind("\n[") :]


def too_wide(terminal: "Terminal", columns: int) -> list[str]:
    """List the lines that a window cannot hold, but for addresses, which stay whole."""
    # Without an echo, what follows a reply stands behind its prompt.
    rows = re.split(r"[\r\n]+|(?<=> )", without_control(terminal.shown))
    whole = ("https://", "MLCAREER_CONTENT=")
    return [row for row in rows if width_of(row) > columns and not any(w in row for w in whole)]


@WIDTHS
@BOTH
def test_all_forms_from_the_first_word_to_the_last(
    home: Path, forms: Path, full: bool, columns: int
) -> None:
    """In any width each form is asked, answered, and told to be right or not; all is kept."""
    questions = load_questions(forms, load_skill_map(forms))
    arguments = ("--content", str(forms), "assess", "--learn", "--seed", "1")
    met: list[Form] = []
    with Terminal(*arguments, home=home, full=full, columns=columns) as terminal:
        terminal.ask()
        if full:
            terminal.send("")
        screen = last_screen(terminal, terminal.send("s"))
        while terminal.asks:
            question = next(q for q in questions.values() if q.stem in flat(screen))
            right = len(met) % 2 == 1
            met.append(question.form)
            screen = terminal.send(typed_reply(screen, question, right=right))
            assert ("Right." if right else "Not right.") in screen
            if full:
                assert "Enter goes on" in screen
                screen = terminal.send("")
            screen = last_screen(terminal, screen)
        assert terminal.end() == ExitCode.OK
        assert too_wide(terminal, columns) == []
    assert set(met) == set(Form)
    answers = [event for event in log(home) if event.kind is EventKind.ANSWER]
    assert [event.value for event in answers] == ["wrong", "right", "wrong", "right", "wrong"]
    assert log(home)[-1].kind is EventKind.FINISH
    assert "See where you stand: mlcareer report" in flat(terminal.shown)


def shipped_reply(screen: str) -> str:
    """Reply to anything in the shipped interview."""
    if "About you" in screen or "How you like to work" in screen or "Your own rating" in screen:
        return "2"
    return "d" if asks_question(screen) else ""


@WIDTHS
@BOTH
def test_the_shipped_interview_about_an_area(home: Path, full: bool, columns: int) -> None:
    """Background, ratings, questions, traits and the look back come in any width."""
    arguments = ("assess", "programming", "--questions", "12", "--seed", "3")
    with Terminal(*arguments, home=home, full=full, columns=columns) as terminal:
        terminal.play(lambda screen: shipped_reply(last_screen(terminal, screen)))
        assert terminal.end() == ExitCode.OK
        code = {line.strip() for q in shipped().values() for line in q.code.splitlines()}
        wide = [row for row in too_wide(terminal, columns) if row.strip() not in code]
        assert wide == []
    kinds = [event.kind for event in log(home)]
    assert kinds.count(EventKind.BACKGROUND) == 4
    assert kinds.count(EventKind.RATING) == 6
    assert 0 < kinds.count(EventKind.ANSWER) <= 12
    assert kinds.count(EventKind.TRAIT) == 5
    assert kinds[-1] is EventKind.FINISH


def shipped() -> dict[str, Question]:
    """Read the shipped questions about programming languages."""
    folder = content_folder()
    skill_map = load_skill_map(folder)
    skills = [skill.id for skill in skill_map.in_area("programming")]
    return dict(load_questions(folder, skill_map, skills))


# Ratings


@pytest.mark.parametrize(
    ("lines", "ratings"),
    [
        (["2", "1", "0", "3"], ["2", "1", "0", "3"]),
        (["21", "03"], ["2", "1", "0", "3"]),
        (["2 1", "0,3"], ["2", "1", "0", "3"]),
        (["-1", "0-"], ["", "1", "0", ""]),
        (["-", "-", "--"], ["", "", "", ""]),
        (["", ""], ["", "", "", ""]),
        (["2", "", "4", ""], ["2", "", "4", ""]),
        (["4", "s"], ["4", "", "", ""]),
        (["s"], ["", "", "", ""]),
        (["213", "5", "2x", "2103", "21", "?", "? pruning", "? tom", "? xyz", "p", "03"], "2103"),
        (["2", "b", "33", "b", "21", "b", "b", "40", "1", "b", "12"], ["4", "0", "1", "2"]),
    ],
)
@BOTH
def test_skills_are_rated_an_area_at_a_time(
    home: Path, full: bool, lines: list[str], ratings: list[str]
) -> None:
    """One by one or in a row, left out, corrected or taken back: what stands is what was meant."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        screen = terminal.ask()
        if full:
            screen = terminal.send("")
        assert skills_to_rate(screen) == ["Digging", "Compost"]
        for line in lines:
            assert "1 of at most" not in screen
            screen = terminal.send(line)
            if "goes on" in terminal.display.line:
                screen = terminal.send("")
        assert "1 of at most" in screen
    standing = Interview(material(), 1, log(home)).events
    rated = {event.subject: event.value for event in standing if event.kind is EventKind.RATING}
    assert list(rated.values()) == list(ratings)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("213", "These are 3 levels for 2 skills."),
        ("5", "'5' is no level."),
        ("2x", "'2x' is no level."),
        ("?", "Digging: Loosen and turn soil"),
        ("? compost", "Compost: Turn waste into soil."),
        ("? COM", "Compost: Turn waste into soil."),
        ("? pruning", "There is no 'pruning' here. Type ? and one of: Digging, Compost."),
    ],
)
@BOTH
def test_what_is_no_rating_is_explained(home: Path, full: bool, line: str, complaint: str) -> None:
    """Too many, none, and calls for help are answered, and nothing is saved."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        terminal.ask()
        if full:
            terminal.send("")
        assert complaint in flat(terminal.send(line))
        assert terminal.asks
    assert said(home) == []


def test_the_line_says_what_it_would_mean(home: Path) -> None:
    """While ratings are typed, the latest one and the next skill stand beside them."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        terminal.ask()
        terminal.send("")
        assert terminal.display.line.rstrip() == ">    next: Digging"
        assert terminal.edit("2") == ">" + " 2   Digging working; next: Compost"
        assert terminal.edit("-") == "> 2-   Compost left out; that was the last"
        assert terminal.edit("1") == "> 2-1   only 2 skills here"
        assert terminal.edit(BACKSPACE, BACKSPACE, BACKSPACE) == ">    next: Digging"
        assert terminal.display.cursor[1] == 2


# Keys


EDITED = [
    (["1", "2"], "12", 2),
    (["1", "2", LEFT, "3"], "132", 2),
    (["1", "2", LEFT, LEFT, LEFT, "3"], "312", 1),
    (["1", LEFT, RIGHT, RIGHT, "2"], "12", 2),
    (["1", "2", BACKSPACE], "1", 1),
    ([BACKSPACE, "1"], "1", 1),
    (["1", "2", LEFT, BACKSPACE], "2", 0),
    (["1", "2", LEFT, "\x1b[3~"], "1", 1),
    (["1", "2", "\x15", "3"], "3", 1),
    (["o", "n", "e", " ", "t", "w", "\x17"], "one ", 4),
    (["a", "b", "\x01", "c", "\x05", "d"], "cabd", 4),
    (["a", "b", "\x1b[H", "c", "\x1b[F", "d"], "cabd", 4),
    (["a", "b", "\x1bOH", "c", "\x1bOF", "d"], "cabd", 4),
    (["a", "b", "\x1b[1~", "c", "\x1b[4~", "d"], "cabd", 4),
    (["ä", "日", "本", LEFT, "x"], "ä日x本", 3),
    (["a", "\x1bOP", "\x1b[15~", "\x1b[[A", "\x1b[1;5A", "b"], "ab", 2),
    (["a", "\x1b[<0;10;5M", "\x1b[M !!", "\x1b[200~", "\x1b[201~", "b"], "ab", 2),
    (["a", "\x00", "\x07", "\x1bx", "\x1b]11;rgb:0/0/0\x07", "\x0b", "b"], "ab", 2),
    (["a", "\t", "b"], "a b", 3),
    (["a", "\x1b"], "", 0),
    (["a", "\x04", "b"], "ab", 2),
]


@pytest.mark.parametrize(("keys", "line", "at"), EDITED)
def test_a_line_is_edited(home: Path, keys: list[str], line: str, at: int) -> None:
    """Each key does to the line what it does elsewhere; what means nothing does nothing."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        to_first_question(terminal)
        terminal.send("n")
        assert terminal.edit(*keys).rstrip() == f"note > {line}".rstrip()
        assert terminal.display.cursor[1] == len("note > ") + width_of(line[:at])
        terminal.press("\r")
    assert said(home)[-1][1] == line.strip()


def test_a_long_line_moves_under_its_window(home: Path) -> None:
    """Of a line longer than the window the part at the cursor is shown, and all of it is taken."""
    words = " ".join(f"word{number}" for number in range(30))
    with Terminal(*GARDEN, home=home, full=True, columns=40) as terminal:
        to_first_question(terminal)
        terminal.send("n")
        row = terminal.display.cursor[0]
        terminal.type(words)
        terminal.wait_for(lambda: terminal.display.line.endswith("word29"))
        assert terminal.display.cursor[0] == row
        assert terminal.edit("\x01").startswith("note > word0 word1")
        assert terminal.display.cursor == (row, 7)
        terminal.press("\r")
    assert said(home)[-1][1] == words


def test_a_page_that_is_pasted_is_taken_at_once(home: Path) -> None:
    """Whatever is pasted does not stop the program; a line holds what a terminal's line holds."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        to_first_question(terminal)
        terminal.send("n")
        for _ in range(20):
            terminal.type("0123456789" * 100)
        terminal.type("\n")
        terminal.wait_for(lambda: "Noted" in terminal.shown)
    assert said(home)[-1][1] == "0123456789" * 400


def test_what_is_pasted_is_one_line(home: Path) -> None:
    """Where the terminal marks a paste, its line ends are spaces: it answers nothing unasked."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        to_first_question(terminal)
        assert b"\x1b[?2004h" in terminal.raw
        terminal.send("n")
        terminal.type("\x1b[200~d\nq\r\nunclear\n\x1b[201~")
        terminal.wait_for(lambda: "unclear" in terminal.display.line)
        terminal.press("\r")
        terminal.send("n")
        terminal.edit("\x1b[200~", "h", "m")
        terminal.press("\r")
        terminal.send("q")
        assert terminal.end() == ExitCode.OK
    assert terminal.raw.rindex(b"\x1b[?2004l") > terminal.raw.rindex(b"\x1b[?2004h")
    assert [event.value for event in log(home)[5:]] == ["d q  unclear", "hm"]


def test_arrows_go_through_the_options(home: Path) -> None:
    """Up and down choose an option, round and round, and say which; Enter answers with it."""
    with Terminal(*GARDEN, home=home, full=True) as terminal:
        screen = to_first_question(terminal)
        options = dict(re.findall(r"^  (\d)  (.+)$", screen, re.MULTILINE))
        assert len(options) == 3
        for number, option in options.items():
            assert terminal.edit(DOWN).rstrip() == f"> {number}   {option}"
        assert terminal.edit(DOWN).rstrip() == "> d   I don't know"
        assert terminal.edit(DOWN).rstrip() == f"> 1   {options['1']}"
        assert terminal.edit(UP, UP).rstrip() == f"> 3   {options['3']}"
        assert terminal.edit("\x15", UP).rstrip() == "> d   I don't know"
        terminal.edit(UP, UP)
        terminal.press("\r")
    assert log(home)[-1].detail["chosen"] == options["2"]


@BOTH
def test_what_is_typed_ahead_is_taken_in_order(home: Path, full: bool) -> None:
    """Lines that are typed or pasted before they are asked for are replies, one after the other."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        terminal.type(("\n" if full else "") + "2\n1\n03\nd\nn\nunclear\nd\nb\nd\nq\n")
        assert terminal.end() == ExitCode.OK
    values = [value for _, value in said(home)]
    assert values[:5] == ["2", "1", "0", "3", "dont-know"]
    assert values[5] == "unclear"
    kinds = [event.kind for event in log(home)][-4:]
    assert kinds == [EventKind.NOTE, EventKind.ANSWER, EventKind.UNDO, EventKind.ANSWER]


@BOTH
def test_the_look_back_takes_what_was_typed_ahead(home: Path, full: bool) -> None:
    """A whole interview can be pasted, to the explanations at its end."""
    ahead = ("\n" if full else "") + "s\nd\nd\nd\nd\ny\nn\nwrong?\n\n\n\n"
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        terminal.type(ahead)
        assert terminal.end() == ExitCode.OK
    assert [event.value for event in log(home) if event.kind is EventKind.NOTE] == ["wrong?"]


@BOTH
def test_characters_come_byte_by_byte(home: Path, full: bool) -> None:
    """A character of several bytes is one character, however slowly it arrives."""
    words = "häßlich, 日本 🐍"
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        to_first_question(terminal)
        terminal.send("n")
        for byte in words.encode():
            terminal.type(bytes([byte]))
            if full and byte < 0x80:
                terminal.wait_for(lambda: True)
        terminal.press("\n")
    assert said(home)[-1][1] == words


@BOTH
def test_bytes_that_are_no_text_break_nothing(home: Path, full: bool) -> None:
    """What is no UTF-8 is replaced, and asked again where it is no reply."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        to_first_question(terminal)
        terminal.type(b"\xff\xfe\xc3\n")
        assert "is no answer here" in flat(terminal.ask())
        terminal.send("d")
    assert said(home)[-1][1] == "dont-know"


# Explanations


def test_learn_waits_until_it_was_read(home: Path) -> None:
    """After each answer its explanation stays until Enter; n notes, q leaves, b comes too late."""
    with Terminal(*GARDEN, "--learn", home=home, full=True) as terminal:
        first = question_on(to_first_question(terminal))
        screen = terminal.send("d")
        assert first.explanation in flat(screen)
        terminal.send("n")
        screen = terminal.send("why?")
        assert "Noted" in screen
        assert "goes on" in terminal.display.line
        assert question_on(terminal.send("")) != first
        assert "No going back: it was explained." in terminal.send("b")
        terminal.send("d")
        terminal.send("q")
        assert terminal.end() == ExitCode.OK
    kinds = [event.kind.value for event in log(home)[5:]]
    assert kinds == ["answer", "note", "answer"]
    assert "Saved 6 answers (" in terminal.shown


@BOTH
def test_the_look_back_takes_notes(home: Path, full: bool) -> None:
    """At the end what was missed is explained, one by one; n notes, q ends it."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        screen = to_first_question(terminal)
        for _ in range(9):
            screen = screen if OFFER in screen else terminal.send("d")
        assert "Look at the answers to 4 questions that you missed or left open?" in flat(screen)
        screen = terminal.send("y")
        noted = question_on(last_screen(terminal, screen))
        assert noted.explanation in flat(screen)
        terminal.send("n")
        screen = terminal.send("too hard")
        assert "2 of 4" in screen
        terminal.send("q")
        assert terminal.end() == ExitCode.OK
    last = log(home)[-1]
    assert (last.kind, last.subject, last.value) == (EventKind.NOTE, noted.id, "too hard")


@BOTH
def test_the_profile_so_far_is_shown(home: Path, full: bool) -> None:
    """P shows what the answers say, and the same thing is asked again behind it."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        to_first_question(terminal)
        asked = question_on(terminal.send("d"))
        screen = terminal.send("p")
        assert "Your profile so far" in screen
        assert "Digging" in screen
        if full:
            screen = terminal.send("")
        assert question_on(last_screen(terminal, screen)) == asked
    assert len(said(home)) == 5


# Going back


def material() -> Material:
    """Read what the garden asks."""
    from mlcareer.api import load_content  # noqa: PLC0415 - only some tests ask

    return load_content(Path(GARDEN[1]))


def standing(home: Path, content: Material) -> tuple[Profile, list[tuple[float, float]], object]:
    """Say where the person stands by the log: profile, belief, and what comes next."""
    with Store(database(home), read_only=True) as store:
        assessment = store.latest()
        assert assessment is not None
        interview = Interview(content, assessment.seed, store.events(assessment))
    moments = moments_of(interview.belief, interview.role_skills)
    return interview.profile(), moments, interview.next_step()


@BOTH
def test_going_back_many_times_is_exact(home: Path, full: bool) -> None:
    """B across kinds leads back step by step to exactly what was; the log only grows."""
    content = material()
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        terminal.ask()
        if full:
            terminal.send("")
        states, logs = [standing(home, content)], [log(home)]
        for line in ("2", "1", "03", "d", "s", "1", "2"):
            terminal.send(line)
            states.append(standing(home, content))
            logs.append(log(home))
        for before in reversed(states[:-1]):
            terminal.send("b")
            assert standing(home, content) == before
            logs.append(log(home))
        assert "there is nothing to go back to" in flat(terminal.send("b"))
        logs.append(log(home))
        for shorter, longer in pairwise(logs):
            assert longer[: len(shorter)] == shorter
        assert logs[-1] == logs[-2]
        terminal.send("2")
        assert skills_to_rate(last_screen(terminal, terminal.send("b"))) == ["Digging", "Compost"]


def test_going_back_over_background_and_traits(home: Path) -> None:
    """In the shipped interview b goes back over every kind, and each is asked anew."""
    with Terminal("assess", "python", "--questions", "1", "--seed", "1", home=home) as terminal:
        terminal.ask()
        for line in ("1", "2", "5", "1", "3", "d", "4"):
            screen = terminal.send(line)
        assert "How you like to work" in screen
        expected = ("How you like", "1 of at most 1", "Your own rating", "[4 of 4] About you")
        for heading in expected:
            assert heading in terminal.send("b")
        for number in (3, 2, 1):
            assert f"[{number} of 4] About you" in terminal.send("b")
        assert "there is nothing to go back to" in flat(terminal.send("b"))
        for line in ("1", "2", "5", "1", "3", "d", "4"):
            screen = terminal.send(line)
        assert "How you like to work" in screen
    undone = [event.value for event in log(home) if event.kind is EventKind.UNDO]
    assert undone[:3] == [undone[0], log(home)[6].subject, "python"]
    assert undone[3:] == ["goal", "hours", "work", "degree"]


# Putting off, remarks


@BOTH
def test_what_is_put_off_comes_again_and_then_never(home: Path, full: bool) -> None:
    """S puts a question off to the end; put off again there it is never asked."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        screen = to_first_question(terminal)
        first = question_on(screen).id
        screen = last_screen(terminal, terminal.send("s"))
        assert "1 of at most 4" in screen
        met = [question_on(screen).id]
        while OFFER not in screen and len(met) < 9:
            word = "s" if question_on(screen).id == first else "d"
            screen = terminal.send(word)
            if OFFER not in screen:
                screen = last_screen(terminal, screen)
                met.append(question_on(screen).id)
        assert met[-1] == first
        assert met.count(first) == 1
        assert len(met) == 4
    assert [event.kind.value for event in log(home)].count("later") == 2
    assert "Look at the answers to 3 questions" in flat(screen)


HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE event; --",
    "%s {0} \\n \\x1b[2J $(rm -rf /) `id`",
    "[bold red]x[/bold red] :smile:",
    "\u202eabc\u2066",
    "日本語 🐍 é",
    "-" * 500,
)


@pytest.mark.parametrize("words", ["", *HOSTILE])
@BOTH
def test_a_remark_is_kept_as_it_was_typed(home: Path, full: bool, words: str) -> None:
    """With words or without, n keeps a remark, which mlcareer notes shows in every form."""
    with Terminal(*GARDEN, home=home, full=full) as terminal:
        question = question_on(to_first_question(terminal))
        terminal.send("n")
        assert "Noted" in terminal.send(words)
        assert "2 of at most" in terminal.send("d")
    printable = "".join(sign for sign in words if sign.isprintable())
    event = next(event for event in log(home) if event.kind is EventKind.NOTE)
    assert (event.subject, event.value) == (question.id, printable)
    shown = run_mlcareer(*GARDEN[:2], "notes", home=home).stdout
    assert question.id in shown
    assert "\x1b" not in shown
    assert bare(printable or "Marked, without words.") in bare(shown)
    data = json.loads(run_mlcareer(*GARDEN[:2], "notes", "--json", home=home).stdout)["data"]
    note = data["notes"][0]
    assert (note["question"], note["text"]) == (question.id, printable)
    assert (note["stem"], note["changed_since"]) == (question.stem, False)
    run_mlcareer(*GARDEN[:2], "notes", "-o", "notes.txt", home=home)
    assert (home / "notes.txt").read_text(encoding="utf-8").startswith(question.id)


def bare(text: str) -> str:
    """Leave out all white space: long words are broken to fit."""
    return "".join(text.split())


def test_a_remark_outlives_its_question(home: Path, folder: Path) -> None:
    """A question that was changed or is gone since keeps its remark, which says so."""
    arguments = ("--content", str(folder))
    with Terminal(*arguments, "assess", home=home) as terminal:
        question = question_on(to_first_question(terminal))
        terminal.send("n")
        terminal.send("hm")
    write_bank(folder, [OPEN])
    shown = run_mlcareer(*arguments, "notes", home=home).stdout
    assert f"{question.id} (" in shown
    assert "changed since)" in shown
    assert "hm" in shown
    assert "Asked:" not in shown


def test_without_remarks_there_is_no_data(home: Path) -> None:
    """The list of remarks says how to make one, and ends with the code for no data."""
    done = run_mlcareer(*GARDEN[:2], "notes", home=home)
    assert (done.returncode, done.stdout) == (ExitCode.NO_DATA, "")
    assert "n makes one" in done.stderr


# What is sent to a terminal


def play_all(terminal: "Terminal") -> None:
    """Do everything once that an interview offers."""
    if terminal.full:
        terminal.ask()
        terminal.send("")
    else:
        terminal.ask()
    for line in ("?", "9x", "21", "b", "21", "p", "" if terminal.full else "?", "03"):
        terminal.send(line)
    for line in ("?", "zzz", "n", "words", "s", "p", "" if terminal.full else "?", "b", "1"):
        terminal.send(line)
    terminal.play(lambda screen: "y" if OFFER in screen else "d")


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        ((), {"TERM": "dumb"}),
        ((), {"TERM": ""}),
        ((), {"TERM": "unknown"}),
        (("--plain",), {"TERM": "xterm-256color"}),
        (("--plain",), {"TERM": "xterm-256color", "NO_COLOR": "1"}),
        (("--plain", "--learn"), {"TERM": "dumb"}),
    ],
)
def test_lines_are_only_ever_followed_by_lines(
    home: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    """Where lines are wanted, not one control character is written but the end of a line."""
    with Terminal(*GARDEN, *arguments, home=home, environment=environment) as terminal:
        play_all(terminal)
        assert terminal.end() == ExitCode.OK
    controls = {byte for byte in terminal.raw if byte < 0x20 or byte == 0x7F}
    assert controls == {0x0D, 0x0A}
    assert terminal.raw.count(b"\r") == terminal.raw.count(b"\r\n")


@pytest.mark.parametrize(
    ("options", "environment", "painted"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"CLICOLOR": "0"}, False),
    ],
)
def test_colour_is_a_matter_of_taste(
    home: Path, options: tuple[str, ...], environment: dict[str, str], painted: bool
) -> None:
    """Without colour the screens are the same ones, drawn without a single style."""
    with Terminal(*options, *GARDEN, home=home, environment=environment, full=True) as terminal:
        play_all(terminal)
        assert terminal.end() == ExitCode.OK
    assert (re.search(rb"\x1b\[[0-9;]*m", terminal.raw) is not None) is painted


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@BOTH
def test_an_encoding_that_cannot_show_all_breaks_nothing(
    home: Path, full: bool, encoding: str
) -> None:
    """Signs fit the terminal's encoding, whatever is typed; nothing of the program becomes a ?."""
    environment = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": encoding,
    }
    with Terminal(*GARDEN, home=home, full=full, environment=environment) as terminal:
        to_first_question(terminal)
        terminal.send("n")
        terminal.type("ü\n".encode(encoding, "replace"))
        terminal.ask()
        terminal.send("é日")
        terminal.send("p")
        terminal.play(lambda screen: "d" if asks_question(screen) and "why?" not in screen else "")
        assert terminal.end() == ExitCode.OK
        assert "Traceback" not in terminal.shown
    if encoding == "ascii":
        assert terminal.raw.isascii()
    if encoding != "utf-8":
        assert not any("·" in row or "━" in row for row in terminal.shown.splitlines())
    note = next(event for event in log(home) if event.kind is EventKind.NOTE)
    assert note.value == ("?" if encoding == "ascii" else "ü")


def test_ctrl_c_while_it_thinks(home: Path) -> None:
    """Pressed right behind a reply, between two screens, it ends as anywhere."""
    with Terminal(*GARDEN, home=home, full=True, echo=True) as terminal:
        to_first_question(terminal)
        terminal.type("d\r" + CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
        assert terminal.modes() == terminal.usual_modes
    assert "Traceback" not in terminal.shown
