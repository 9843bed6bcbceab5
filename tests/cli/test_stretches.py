import json
import sys
from pathlib import Path

import pytest

from mlcareer.cli import main
from mlcareer.errors import ExitCode
from mlcareer.model.people import Event, EventKind
from mlcareer.store.database import Store
from support import EXAMPLE, Call
from support_data import NOW

if sys.platform != "win32":
    from terminal import Terminal, skills_to_rate

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

GARDEN = ("--content", str(EXAMPLE))
ASSESS = (*GARDEN, "assess")


def log(home: Path) -> list[Event]:
    """Read the events of the latest assessment."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        return list(store.events(assessment))


def finished(home: Path) -> int:
    """Count how many stretches came to their end."""
    return sum(event.kind is EventKind.FINISH for event in log(home))


def write(home: Path, text: str) -> str:
    """Write an answers file."""
    file = home / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def break_off(home: Path) -> None:
    """Begin the whole interview at a terminal and leave after the first rating."""
    with Terminal(*ASSESS, home=home) as terminal:
        terminal.ask()
        terminal.send("1")
        terminal.send("q")


def test_a_side_step_does_not_end_what_was_begun(home: Path) -> None:
    """After a few questions about one skill, assess goes on with the whole that was left."""
    break_off(home)
    with Terminal(*ASSESS, "digging", "--questions", "1", home=home) as terminal:
        terminal.ask()
        terminal.send("1")
        terminal.send("n")
        assert terminal.end() == ExitCode.OK
    with Terminal(*ASSESS, home=home) as terminal:
        assert skills_to_rate(terminal.ask()) == ["Compost"]

    assert finished(home) == 1


def test_a_narrow_scope_does_not_stick(home: Path) -> None:
    """After one skill is complete, asking more asks about all of them."""
    with Terminal(*ASSESS, "digging", "--questions", "1", home=home) as terminal:
        terminal.ask()
        terminal.send("1")
        terminal.send("1")
        terminal.send("")
    with Terminal(*ASSESS, home=home) as terminal:
        assert "The assessment of digging is complete." in terminal.ask()
    with Terminal(*ASSESS, "--questions", "2", home=home) as terminal:
        assert skills_to_rate(terminal.ask()) == ["Compost"]


def test_a_skill_that_was_skipped_can_be_rated_when_named(home: Path) -> None:
    """Naming a skill asks for its rating again where that was skipped."""
    with Terminal(*ASSESS, home=home) as terminal:
        terminal.ask()
        terminal.send("s")
        terminal.send("q")
    with Terminal(*ASSESS, "compost", home=home) as terminal:
        assert skills_to_rate(terminal.ask()) == ["Compost"]
        terminal.send("2")
    ratings = [event.value for event in log(home) if event.subject == "compost"]

    assert ratings == ["", "2"]


def test_a_file_does_not_end_what_was_begun_at_a_terminal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a file answers is taken in; the interview goes on where it was."""
    break_off(home)
    file = write(home, "answers: {digging-clay: dont-know}")
    assert main([*ASSESS, "--answers", file]) == ExitCode.OK
    assert "Go on: mlcareer assess" in capsys.readouterr().err
    with Terminal(*ASSESS, home=home) as terminal:
        assert skills_to_rate(terminal.ask()) == ["Compost"]

    assert finished(home) == 1


def test_what_a_file_leaves_out_is_asked_later(home: Path) -> None:
    """Skills that a file does not rate are not skipped: a terminal asks about them."""
    assert main([*ASSESS, "--answers", write(home, "ratings: {digging: 2}")]) == ExitCode.OK
    with Terminal(*ASSESS, home=home) as terminal:
        assert skills_to_rate(terminal.ask()) == ["Compost"]


def test_a_second_file_changes_ratings(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The latest word counts, and it is said what was taken in and what was not."""
    clay = "digging-clay: dont-know"
    main([*ASSESS, "--answers", write(home, f"ratings: {{digging: 1}}\nanswers: {{{clay}}}")])
    capsys.readouterr()
    main([*ASSESS, "--answers", write(home, f"ratings: {{digging: 4}}\nanswers: {{{clay}}}")])
    said = " ".join(capsys.readouterr().err.split())
    main([*GARDEN, "report", "--json"])
    skills = json.loads(capsys.readouterr().out)["data"]["skills"]

    assert "Taken in: 1 rating, 0 answers to questions. Not asked: 1 question," in said
    assert [s["self_rating"] for s in skills if s["id"] == "digging"] == [4]


def test_what_was_only_begun_anew_hides_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After --new and leaving at once, the report still shows the assessment before."""
    main([*ASSESS, "--answers", write(home, "ratings: {digging: 3}")])
    with Terminal(*ASSESS, "--new", home=home) as terminal:
        terminal.ask()
        terminal.send("q")
    capsys.readouterr()
    assert main([*GARDEN, "report"]) == ExitCode.OK

    assert "Digging" in capsys.readouterr().out


def test_names_of_skills_are_understood_as_people_write_them(home: Path) -> None:
    """A skill or area is found by its id or its name, in any case."""
    file = write(home, "ratings: {digging: 3}")
    assert main([*ASSESS, "DIGGING", "Plants", "--answers", file]) == ExitCode.OK

    assert log(home)[0].value == "digging,tomatoes,pruning"


def test_review_explains_what_was_missed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each question not answered right comes with the answer, the reason and where to study."""
    answers = "{digging-clay: a flat shovel, digging-wet: dont-know, digging-beds: 1500 litres}"
    main([*ASSESS, "--answers", write(home, f"answers: {answers}")])
    capsys.readouterr()
    assert main([*GARDEN, "review"]) == ExitCode.OK
    text = capsys.readouterr().out

    assert "[1 of 2]" in text
    assert "[2 of 2]" in text
    assert "A flat blade meets the clay with its whole edge" in text
    assert "Study: The Spade Book, chapter 5\nhttps://example.org/spade" in text
    assert "litres" not in text


def test_review_has_something_to_say_when_nothing_was_missed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a miss there is a sentence and no empty page."""
    main([*ASSESS, "--answers", write(home, "answers: {digging-clay: a digging fork}")])
    capsys.readouterr()
    assert main([*GARDEN, "review"]) == ExitCode.OK

    assert "was answered right" in capsys.readouterr().out


def test_assessments_of_different_roles_live_side_by_side(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each content shows and goes on with the assessment for its own role."""
    main([*ASSESS, "--answers", write(home, "ratings: {digging: 3}")])
    capsys.readouterr()
    assert main(["report"]) == ExitCode.NO_DATA
    assert "There are no answers yet" in capsys.readouterr().err

    assert main(["assess", "--answers", write(home, "ratings: {python: 2}")]) == ExitCode.OK
    capsys.readouterr()
    for options, expected in (([], "Python"), (GARDEN, "Digging")):
        assert main([*options, "report"]) == ExitCode.OK
        assert expected in capsys.readouterr().out


def test_a_file_about_little_does_not_stand_in_the_way_of_the_next(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a file about a skill without questions, a file about everything is taken in whole."""
    main([*ASSESS, "compost", "--answers", write(home, "ratings: {compost: 1}")])
    main([*ASSESS, "--answers", write(home, "answers: {digging-clay: dont-know}")])

    assert "0 ratings, 1 answer" in capsys.readouterr().err


def test_an_empty_file_does_not_reopen_what_is_complete(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A complete assessment stays complete when a file has nothing to say."""
    main([*ASSESS, "--answers", write(home, "answers: {digging-clay: dont-know}")])
    main([*ASSESS, "--answers", write(home, "")])
    capsys.readouterr()
    main([*GARDEN])

    assert "Your assessment is complete (1 question answered)" in capsys.readouterr().out


def test_a_few_more_questions_do_not_replace_many(home: Path) -> None:
    """A broken-off interview with more questions left than were asked since still waits."""
    break_off(home)
    with Terminal(*ASSESS, "--questions", "1", home=home) as terminal:
        assert "What you began before waits." in terminal.ask()
        terminal.send("s")
        terminal.send("1")
        terminal.send("n")
        assert terminal.end() == ExitCode.OK
    with Terminal(*ASSESS, home=home) as terminal:
        assert "Going on where you stopped" in terminal.ask()


def test_the_welcome_agrees_with_assess(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was broken off is under way, whatever came to its end after it."""
    break_off(home)
    with Terminal(*ASSESS, "digging", "--questions", "1", home=home) as terminal:
        terminal.ask()
        terminal.send("1")
        terminal.send("n")
    capsys.readouterr()
    main([*GARDEN])

    assert "Your assessment is under way (1 question answered)" in capsys.readouterr().out


def test_the_welcome_counts_what_was_taken_back_no_more(home: Path, call: Call) -> None:
    """A question that was answered, taken back and answered anew is one question."""
    call(*ASSESS, "--answers", write(home, "answers: {digging-clay: dont-know}"))
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        latest = store.latest()
        assert latest
        events = store.events(latest)
        answer = next(event for event in events if event.kind is EventKind.ANSWER)
        undo = Event(EventKind.UNDO, "assessment", answer.subject)
        for at, event in enumerate((undo, answer), len(events) + 1):
            store.append(latest, at, event, NOW)
    assert "(1 question answered)" in call(*GARDEN).out


def test_areas_are_found_by_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An area can be written as it is shown."""
    assert main(["skills", "Programming Languages"]) == ExitCode.OK
    assert "6 skills" in capsys.readouterr().out
    assert main([*ASSESS, "soil", "--answers", write(home, "")]) == ExitCode.OK

    assert log(home)[0].value == "digging,compost"
