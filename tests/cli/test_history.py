import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mlcareer.changes import Changes
from mlcareer.cli import main
from mlcareer.cli.diff import changes_since
from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode, NoDataError, UsageError
from mlcareer.measure.steps import answer_event
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import SkillMap
from mlcareer.store.database import Store
from spoiling import spoil, write
from support import EXAMPLE, make_question, rating

GARDEN = ("--content", str(EXAMPLE))
ROLE = load_role(EXAMPLE, "gardener", load_skill_map(EXAMPLE))
SKILLS = ("digging", "compost", "tomatoes", "pruning")
KNOWS = {
    "digging-clay": "a digging fork",
    "digging-beds": "1500 litres",
    "digging-wet": "Wait until it crumbles in the hand",
    "digging-plan": "Where nobody may walk afterwards",
}
MOVES = """\
format: 1
moves:
  - {from: [spades], to: [digging], date: 2026-12-01, reason: There are other tools.}
  - {from: [soil-work], to: [compost, digging], date: 2026-12-01, reason: They are two.}
"""


def keep(home: Path, said: Sequence[tuple[str, Event]], role: str = "gardener") -> None:
    """Keep an assessment whose events were said at some times."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.start(role, 1, datetime.fromisoformat(said[0][0]))
        for position, (at, event) in enumerate(said, 1):
            store.append(assessment, position, event, datetime.fromisoformat(at))


def answers(skill: str, count: int, *, right: bool) -> list[Event]:
    """Answer so many questions about a skill."""
    return [
        answer_event(make_question(f"{skill}-{at}", skill=skill), "five" if right else "six")
        for at in range(count)
    ]


def at(day: str, events: Sequence[Event]) -> list[tuple[str, Event]]:
    """Say some things in the evening of a day, two hours ahead of Greenwich."""
    return [(f"{day}T23:59:59+02:00", event) for event in events]


@pytest.fixture
def kept(home: Path) -> Path:
    """Keep an assessment of two days in May and a complete one in November."""
    opened = stretch_event(SKILLS, 45)
    done = Event(EventKind.FINISH, "assessment", "enough")
    first = at("2026-05-02", [opened, rating("digging", 1), *answers("digging", 3, right=False)])
    keep(home, [*first, *at("2026-05-04", answers("compost", 3, right=False))])
    keep(home, at("2026-06-01", [opened]))
    later = [opened, *answers("digging", 9, right=True), *answers("tomatoes", 1, right=True), done]
    keep(home, at("2026-11-22", later))
    return home


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command on the garden: its code, what it printed, and what it said, unwrapped."""
    capsys.readouterr()
    code = main([*GARDEN, *arguments])
    done = capsys.readouterr()
    return code, " ".join(done.out.split()), " ".join(done.err.split())


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - any JSON
    """Run a command and read what it printed as JSON."""
    code, out, _ = run(capsys, *arguments, "--json")
    assert code == ExitCode.OK
    return json.loads(out)["data"]


def movements(changed: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON
    """Say what became of each skill."""
    return {row["id"]: row["movement"] for row in changed["skills"]}


@pytest.mark.parametrize("arguments", [["history"], ["diff", "1", "2"], ["diff", "now", "1"]])
def test_without_answers_there_is_no_history(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Where nothing was said, exit 3 and the command that begins; nothing is created."""
    code, out, said = run(capsys, *arguments)
    assert (code, out) == (ExitCode.NO_DATA, "")
    assert said == "There are no answers yet. Start with mlcareer assess."
    assert list(home.iterdir()) == []


def test_an_assessment_of_another_map_is_no_history(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only assessments for a role of the content folder count."""
    keep(home, at("2026-05-02", [rating("digging", 1)]), role="ml-engineer")
    assert run(capsys, "history")[0] == ExitCode.NO_DATA


def test_history_lists_assessments_in_which_something_was_said(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Oldest first, numbered without those that were only begun, with what each shows."""
    assert kept.is_dir()
    rows = data(capsys, "history")["assessments"]
    shown = ("number", "started", "until", "complete", "questions", "skills_measured", "skills")
    assert [[row[key] for key in shown] for row in rows] == [
        [1, "2026-05-02T23:59:59+02:00", "2026-05-04", False, 6, 2, 4],
        [2, "2026-11-22T23:59:59+02:00", "2026-11-22", True, 10, 2, 4],
    ]
    assert rows[0]["readiness"]["share"] < rows[1]["readiness"]["share"]
    assert {row["role"]["id"] for row in rows} == {"gardener"}


@pytest.mark.parametrize("option", [[], ["--plain"]])
def test_history_is_printed_for_people(
    kept: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    """The text has both assessments and ends with how to compare them."""
    assert kept.is_dir()
    code, out, said = run(capsys, "history", *option)
    assert (code, said) == (ExitCode.OK, "")
    assert "2026-05-04" in out
    assert "under way" in out
    assert "complete" in out
    assert out.endswith("What moved: mlcareer diff 1 2")


def test_diff_says_what_moved(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nine right answers after three wrong ones move a skill by more than the error."""
    assert kept.is_dir()
    changed = data(capsys, "diff", "1", "2")
    assert movements(changed) == {
        "digging": "up",
        "compost": "no-longer-measured",
        "tomatoes": "first-measured",
    }
    assert changed["readiness"]["movement"] in ("up", "seems-up")
    assert changed["same_assessment"] is False
    code, out, said = run(capsys, "diff", "1", "2")
    assert (code, said) == (ExitCode.OK, "")
    assert out.startswith("Gardener: assessment 1 as of 2026-05-04, then assessment 2 as of")
    assert "Moved up, by more than the error" in out
    assert "Measured before and not now: Compost." in out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1", "now"),
        ("2026-05-04", "2026-11-22"),
        ("2026-06-01", "2999-01-01"),
        ("2026-11-21", "2"),
        ("20260504", "2026-W47-7"),
    ],
)
def test_times_are_numbers_dates_or_now(
    kept: Path, capsys: pytest.CaptureFixture[str], before: str, after: str
) -> None:
    """A date stands for what was known at its end, by the clock that was used then."""
    assert kept.is_dir()
    assert data(capsys, "diff", before, after) == data(capsys, "diff", "1", "2")


def test_the_earlier_time_comes_first(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two times in the wrong order are exchanged, which is said."""
    assert kept.is_dir()
    expected = run(capsys, "diff", "1", "2")[1]
    code, out, said = run(capsys, "diff", "now", "1")
    assert (code, out) == (ExitCode.OK, expected)
    assert said == "now is later than 1; compared from 1 to now."


def test_a_later_moment_of_one_assessment_is_no_growth(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between two days of one assessment only what was learned of the person differs."""
    assert kept.is_dir()
    changed = data(capsys, "diff", "2026-05-02", "1")
    assert changed["same_assessment"] is True
    assert (changed["before"]["questions"], changed["after"]["questions"]) == (3, 6)
    assert movements(changed)["compost"] == "first-measured"
    assert "not growth" in run(capsys, "diff", "2026-05-02", "2026-05-04")[1]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("3", "1", "There is no assessment 3. Known: 1 to 2; list them with mlcareer history."),
        ("0", "1", "There is no assessment 0. Known: 1 to 2; list them with mlcareer history."),
        ("1", "1", "1 and 1 are the same: nothing was said in between."),
        ("2", "now", "2 and now are the same: nothing was said in between."),
        ("2026-05-04", "2026-06-30", "2026-05-04 and 2026-06-30 are the same"),
        ("2026-05-01", "1", "Nothing was said by 2026-05-01; the first answers are of 2026-05-02."),
        ("yesterday", "1", "'yesterday' is not known. Give a number of mlcareer history, a date"),
        ("2026-02-30", "1", "'2026-02-30' is not known."),
        ("1", "9" * 5000, "is not known."),
        ("-", "1", "'-' is not known."),
        ("\u0663", "1", "is not known."),
    ],
)
def test_times_that_cannot_be_compared_are_explained(
    kept: Path, capsys: pytest.CaptureFixture[str], before: str, after: str, message: str
) -> None:
    """An unknown number or date, or the same time twice, is one line that says what there is."""
    assert kept.is_dir()
    code, out, said = run(capsys, "diff", before, after)
    assert (code, out) == (ExitCode.USAGE, "")
    assert message in said


def test_one_assessment_alone_says_how_to_get_another(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With one assessment there is nothing to compare yet, and it is said what to do."""
    keep(home, at("2026-05-02", [rating("digging", 1)]))
    assert run(capsys, "history")[1].endswith("mlcareer assess --new, then mlcareer diff 1 2")
    _, _, said = run(capsys, "diff", "1", "2")
    assert said.startswith("There is no assessment 2. There is only number 1;")


def test_both_times_are_held_against_one_role(
    kept: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--role names the role for all; without it the later time decides."""
    weeder = (folder / "roles" / "gardener.yaml").read_text(encoding="utf-8")
    write(folder / "roles" / "weeder.yaml", weeder.replace("gardener", "weeder"))
    spoil(folder / "roles" / "weeder.yaml", "name: Gardener", "name: Weeder")
    opened = stretch_event(SKILLS, 45, role="weeder")
    keep(kept, at("2026-12-01", [opened, *answers("digging", 2, right=True)]))
    place = ("--content", str(folder))
    for arguments, names in (
        (["history"], ["Gardener", "Gardener", "Weeder"]),
        (["history", "--role", "weeder"], ["Weeder"] * 3),
    ):
        capsys.readouterr()
        assert main([*place, *arguments, "--json"]) == ExitCode.OK
        rows = json.loads(capsys.readouterr().out)["data"]["assessments"]
        assert [row["role"]["name"] for row in rows] == names
    for times, name in (
        ("1 2", "Gardener"),
        ("2 3", "Weeder"),
        ("2 3 --role gardener", "Gardener"),
    ):
        assert main([*place, "diff", *times.split(), "--json"]) == ExitCode.OK
        assert json.loads(capsys.readouterr().out)["data"]["role"]["name"] == name
    assert main([*place, "diff", "1", "2", "--role", "cook"]) == ExitCode.USAGE
    assert "Unknown role 'cook'" in capsys.readouterr().err


def test_answers_under_an_old_id_are_not_lost(
    kept: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Skills that were renamed or split keep their history, and the database stays as it was."""
    split = answer_event(make_question("digging-clay", skill="soil-work"), "five")
    said = [rating("spades", 2), *answers("spades", 4, right=True), split, split]
    keep(kept, at("2026-12-02", said))
    database = kept / "mlcareer" / "mlcareer.db"
    place = ("--content", str(folder))

    def newest() -> Any:  # noqa: ANN401 - any JSON
        capsys.readouterr()
        assert main([*place, "history", "--json"]) == ExitCode.OK
        return json.loads(capsys.readouterr().out)["data"]["assessments"][-1]

    assert newest()["questions"] == 0
    assert newest()["skills_measured"] == 0
    write(folder / "moves.yaml", MOVES)
    before = database.read_bytes()
    assert newest()["questions"] == 6
    assert newest()["skills_measured"] == 1
    assert database.read_bytes() == before


def test_bad_moves_are_named_with_their_line(
    kept: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in the moves is a complaint about that file."""
    assert kept.is_dir()
    write(folder / "moves.yaml", MOVES.replace("[digging]", "[diging]"))
    assert main(["--content", str(folder), "diff", "1", "2"]) == ExitCode.USAGE
    assert "moves.yaml:3: 'diging' is neither a skill of the map" in capsys.readouterr().err


def test_what_changed_since_is_compared_with_now(kept: Path) -> None:
    """A number or a date stands against the latest assessment, for the role that is given."""
    assert kept.is_dir()

    def since(time: str) -> Changes:
        return changes_since(EXAMPLE, ROLE, time)

    assert since("1") == since("2026-06-30")
    assert since("1").after.number == 2
    assert since("2").nothing_said
    assert since("2999-01-01").nothing_said
    soil = ROLE._replace(demands={"digging": ROLE.demands["digging"]})
    assert [each.skill for each in changes_since(EXAMPLE, soil, "1").skills] == ["digging"]
    with pytest.raises(UsageError, match="Nothing was said by 2026-01-01"):
        since("2026-01-01")


def test_since_needs_something_said(home: Path) -> None:
    """Without answers there is nothing to compare with."""
    assert home.is_dir()
    with pytest.raises(NoDataError, match="Start with mlcareer assess"):
        changes_since(EXAMPLE, ROLE, "1")


def test_two_assessments_from_files_can_be_compared(
    home: Path, garden: SkillMap, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever knew nothing and then answers all right stands higher in what was asked."""
    file = home / "answers.yaml"
    questions = load_questions(EXAMPLE, garden)
    unknown = "".join(f"  {id_}: dont-know\n" for id_ in questions)
    known = "".join(f"  {id_}: {answer}\n" for id_, answer in KNOWS.items())
    for text, options in ((unknown, []), (known, ["--new"])):
        file.write_text(f"ratings: {{digging: 2}}\nanswers:\n{text}", encoding="utf-8")
        code, _, said = run(capsys, "assess", "--answers", str(file), *options)
        assert code == ExitCode.OK, said
    rows = data(capsys, "history")["assessments"]
    changed = data(capsys, "diff", "1", "2")

    assert [(row["number"], row["complete"]) for row in rows] == [(1, True), (2, True)]
    assert all(row["questions"] > 0 for row in rows)
    assert movements(changed)["digging"] == "up"
    assert "Digging" in run(capsys, "diff", "1", "2")[1]
