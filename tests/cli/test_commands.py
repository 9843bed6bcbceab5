import json
import os
import shutil
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer.main

from mlcareer import __version__
from mlcareer.cli.app import app
from mlcareer.cli.export import HOW_TO_USE
from mlcareer.cli.options import Export
from mlcareer.content.questions import load_questions
from mlcareer.errors import ExitCode
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Question
from mlcareer.model.skills import SkillMap
from mlcareer.store.database import Assessment, Store
from support import DATA, EXAMPLE, Call, reply_to

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and files")
GROUP: Any = typer.main.get_command(app)
COMMANDS: tuple[str, ...] = tuple(GROUP.commands)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
GARDEN = ("--content", str(EXAMPLE))


@pytest.fixture(scope="module")
def bank(skill_map: SkillMap) -> dict[str, Question]:
    """Read the shipped questions of two skills."""
    return load_questions(DATA, skill_map, ("python", "statistics"))


@pytest.fixture
def answers(home: Path, bank: dict[str, Question]) -> str:
    """Write a file that answers all these questions, the easier half of them right."""
    chosen = {id_: reply_to(question, right=question.level < 3) for id_, question in bank.items()}
    content = {
        "background": {"degree": "statistics", "work": "student", "hours": 10},
        "ratings": {"python": 3, "statistics": 1},
        "answers": chosen,
        "traits": {},
    }
    file = home / "answers.yaml"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(file)


def log(home: Path) -> tuple[Assessment, tuple[Event, ...]]:
    """Read the latest assessment and its log."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        return assessment, store.events(assessment)


def check_envelope(text: str, command: str) -> dict[str, Any]:
    """Check the form of a JSON result and return it."""
    envelope: dict[str, Any] = json.loads(text)
    assert list(envelope) == ["mlcareer_result_version", "command", "data", "errors"]
    assert envelope["mlcareer_result_version"] == 1
    assert envelope["command"] == command
    assert envelope["data"] is None or isinstance(envelope["data"], dict)
    for error in envelope["errors"]:
        assert isinstance(error["code"], str)
        assert isinstance(error["message"], str)
        assert error["code"]
        assert error["message"]
        assert set(error) <= {"code", "message", "file", "line", "column"}
    return envelope


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(call: Call, option: str) -> None:
    """The version is one line, alone or among other options."""
    assert call(option) == (ExitCode.OK, f"mlcareer {__version__}\n", "")
    assert call("--color", "never", option) == (ExitCode.OK, f"mlcareer {__version__}\n", "")


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_documents_every_option(call: Call, command: str, option: str) -> None:
    """Help names the command's purpose and every option with a sentence."""
    described = GROUP.commands[command] if command else GROUP
    result = call(*([command] if command else []), option)
    assert (result.code, result.err) == (ExitCode.OK, "")
    flat = " ".join(result.out.split())
    assert " ".join(described.help.split("\n\n")[0].split()) in flat
    for parameter in described.params:
        assert parameter.help, parameter.name
        assert " ".join(parameter.help.split()) in flat
        for name in parameter.opts if parameter.param_type_name == "option" else ():
            assert name in flat
    if not command:
        assert all(name in flat for name in COMMANDS)


def test_welcome_follows_the_state(call: Call, home: Path, answers: str) -> None:
    """Without a command the next thing to do is named: begin, go on, or look at the report."""
    new = call()
    assert (new.code, new.err) == (ExitCode.OK, "")
    assert "New here? Start with: mlcareer assess" in new.out
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.start("ml-engineer", 1, NOW)
        store.append(assessment, 1, Event(EventKind.RATING, "python", "2"), NOW)
    under_way = call().out
    assert "under way" in under_way
    assert "Go on: mlcareer assess" in under_way
    call("assess", "--new", "--answers", answers)
    complete = call().out
    assert "complete" in complete
    assert "Look at it: mlcareer report" in complete


def test_skills_lists_the_whole_map(call: Call, skill_map: SkillMap) -> None:
    """Every skill and area of the map is listed, as a table and as lines."""
    for result in (call("skills"), call("skills", "--plain")):
        assert (result.code, result.err) == (ExitCode.OK, "")
        flat = " ".join(result.out.split())
        assert all(area in flat for area in skill_map.areas.values())
        assert all(skill.id in flat or skill.name in flat for skill in skill_map.skills.values())


@pytest.mark.parametrize("name", ["python", "Python", " PYTHON "])
def test_one_skill_is_shown_by_id_or_name(call: Call, skill_map: SkillMap, name: str) -> None:
    """A skill is found by id or name in any case, with what each level looks like."""
    result = call("skills", name)
    assert (result.code, result.err) == (ExitCode.OK, "")
    flat = " ".join(result.out.split())
    for statements in skill_map.skills["python"].can_do.values():
        assert all(" ".join(statement.split()) in flat for statement in statements)


def test_json_of_the_map_and_of_a_skill(call: Call, skill_map: SkillMap) -> None:
    """The map and a skill come as data, alone on standard output."""
    whole = check_envelope(call("skills", "--json").out, "skills")
    assert [skill["id"] for skill in whole["data"]["skills"]] == list(skill_map.skills)
    one = check_envelope(call("skills", "python", "--json").out, "skills")
    assert one["data"]["id"] == "python"
    assert set(one["data"]["can_do"]) == {"1", "2", "3", "4"}
    assert whole["errors"] == one["errors"] == []


@pytest.mark.parametrize("command", ["report", "roadmap"])
def test_without_answers_there_is_nothing_to_show(call: Call, home: Path, command: str) -> None:
    """Without data the exit code is 3, the way to begin is named, and no database appears."""
    result = call(command)
    assert (result.code, result.out) == (ExitCode.NO_DATA, "")
    text = "There are no answers yet. Start with mlcareer assess.\n"
    assert result.err == text
    failed = call(command, "--json")
    assert failed.code == ExitCode.NO_DATA
    envelope = check_envelope(failed.out, command)
    assert envelope["data"] is None
    assert [error["code"] for error in envelope["errors"]] == ["no-data"]
    assert not (home / "mlcareer").exists()


@pytest.mark.parametrize(
    ("arguments", "command", "code", "error"),
    [
        (["skills", "pyhton", "--json"], "skills", ExitCode.USAGE, "usage"),
        (["report", "--json", "--nope"], "report", ExitCode.USAGE, "usage"),
        (["roadmap", "--json", "--hours", "0"], "roadmap", ExitCode.USAGE, "usage"),
        (["--content", "nowhere", "skills", "--json"], "skills", ExitCode.USAGE, "usage"),
        (["--content", str(EXAMPLE), "report", "--json"], "report", ExitCode.NO_DATA, "no-data"),
        (["--color", "never", "report", "--json"], "report", ExitCode.NO_DATA, "no-data"),
    ],
)
def test_failures_speak_json_too(
    call: Call, arguments: list[str], command: str, code: ExitCode, error: str
) -> None:
    """A failure under --json is an envelope that names the command and the kind of error."""
    result = call(*arguments)
    assert result.code == code
    envelope = check_envelope(result.out, command)
    assert envelope["data"] is None
    assert [entry["code"] for entry in envelope["errors"]] == [error]
    assert result.err.rstrip("\n") == envelope["errors"][0]["message"]


def test_assess_from_a_file_then_report_and_roadmap(call: Call, home: Path, answers: str) -> None:
    """Answers from a file make a complete assessment that report and roadmap show."""
    done = call("assess", "--answers", answers, "--seed", "1")
    assert (done.code, done.out) == (ExitCode.OK, "")
    assert "mlcareer report" in done.err
    events = log(home)[1]
    assert events[0].kind is EventKind.SCOPE
    assert events[-1].kind is EventKind.FINISH
    assert {event.value for event in events if event.kind is EventKind.ANSWER} == {"right", "wrong"}
    for arguments in (["report"], ["report", "--plain"], ["roadmap"], ["roadmap", "--plain"]):
        shown = call(*arguments)
        assert (shown.code, shown.err) == (ExitCode.OK, "")
        assert "Python" in shown.out
    report = check_envelope(call("report", "--json").out, "report")["data"]
    measured = {skill["id"]: skill for skill in report["skills"] if skill["level"]}
    assert set(measured) >= {"python", "statistics"}
    assert measured["python"]["self_rating"] == 3
    assert report["background"]["degree"] == "statistics"
    roadmap = check_envelope(call("roadmap", "--json").out, "roadmap")["data"]
    assert roadmap["wishes"]["hours_a_week"] == 10
    assert roadmap["tasks"]


def test_commands_that_read_write_nothing(call: Call, home: Path, answers: str) -> None:
    """Looking at results leaves the database as it is, byte for byte, and nothing beside it."""
    call("assess", "--answers", answers)
    before = files_in(home / "mlcareer")
    assert home / "mlcareer" / "mlcareer.db" in before
    for arguments in ([], ["report"], ["roadmap"], ["skills"], ["doctor"], ["report", "--json"]):
        assert call(*arguments).code == ExitCode.OK
        assert files_in(home / "mlcareer") == before


def files_in(folder: Path) -> dict[Path, bytes]:
    """Read all that a folder holds, at any depth."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_roadmap_is_exported(call: Call, home: Path, answers: str) -> None:
    """The Markdown goes to standard output, or the same to a file with a note on the other."""
    call("assess", "--answers", answers)
    plan = home / "plan.md"
    printed = call("roadmap", "--export", "md")
    assert call("roadmap", "--export", "md", "-o", "-") == printed
    written = call("roadmap", "--export", "md", "-o", str(plan))
    assert (written.code, written.out) == (ExitCode.OK, "")
    assert written.err.splitlines() == [
        f"Written: {plan}",
        f"Tick with [x], then: mlcareer sync {plan}",
    ]
    assert plan.read_text(encoding="utf-8") == printed.out
    assert "- [ ] " in printed.out
    other = call("roadmap", "--json", "--output", str(home / "plan.json"))
    assert other.out == ""
    check_envelope((home / "plan.json").read_text(encoding="utf-8"), "roadmap")


@POSIX
def test_export_replaces_a_file_whole(call: Call, home: Path, answers: str) -> None:
    """An existing file is replaced at once, keeps its permissions, and nothing else is left."""
    call("assess", "--answers", answers)
    folder = home / "plans"
    folder.mkdir()
    plan, witness = folder / "plan.md", home / "witness.md"
    plan.write_text("old", encoding="utf-8")
    plan.chmod(0o640)
    os.link(plan, witness)
    assert call("roadmap", "--export", "md", "-o", str(plan)).code == ExitCode.OK
    assert witness.read_text(encoding="utf-8") == "old"
    assert plan.read_text(encoding="utf-8") != "old"
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert list(folder.iterdir()) == [plan]


@POSIX
def test_new_file_obeys_the_umask(call: Call, home: Path, answers: str) -> None:
    """A new file gets the permissions that any program would give it."""
    call("assess", "--answers", answers)
    before = os.umask(0o027)
    try:
        call("roadmap", "-o", str(home / "plan.txt"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((home / "plan.txt").stat().st_mode) == 0o640


def test_failed_export_keeps_the_file(
    call: Call, home: Path, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk fills up while writing, the old file stays and no rest lies about."""
    call("assess", "--answers", answers)
    folder = home / "plans"
    folder.mkdir()
    plan = folder / "plan.md"
    plan.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        failed = call("roadmap", "-o", str(plan))
    assert (failed.code, failed.out) == (ExitCode.USAGE, "")
    assert "No space left on device" in failed.err
    assert plan.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [plan]


@pytest.mark.parametrize("target", ["missing/plan.md", "plans", "answers.yaml/plan.md"])
def test_export_to_an_impossible_place(call: Call, home: Path, answers: str, target: str) -> None:
    """A missing folder, or a folder for a file, is one line that names it, and leaves no rest."""
    call("assess", "--answers", answers)
    (home / "plans").mkdir()
    before = sorted(home.rglob("*"))
    failed = call("roadmap", "-o", str(home / target))
    assert (failed.code, failed.out) == (ExitCode.USAGE, "")
    assert failed.err.count("\n") == 1
    assert str(home / target) in failed.err
    assert "-o" in failed.err
    assert sorted(home.rglob("*")) == before


@POSIX
def test_export_does_not_replace_a_pipe(call: Call, home: Path, answers: str) -> None:
    """What is no ordinary file, such as /dev/stdout, is written into or refused, not replaced."""
    call("assess", "--answers", answers)
    pipe = home / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        call("roadmap", "-o", str(pipe))
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@POSIX
def test_export_follows_a_link(call: Call, home: Path, answers: str) -> None:
    """A link stays a link, and the file it leads to gets the text."""
    call("assess", "--answers", answers)
    plan, link = home / "plan.md", home / "link.md"
    plan.write_text("old", encoding="utf-8")
    link.symlink_to(plan)
    assert call("roadmap", "-o", str(link)).code == ExitCode.OK
    assert link.is_symlink()
    assert plan.read_text(encoding="utf-8") != "old"


def test_scope_is_set_by_skill_and_by_area(
    call: Call, home: Path, answers: str, skill_map: SkillMap
) -> None:
    """Skills and areas on the command line decide what is asked about."""
    area = skill_map.skills["statistics"].area
    of_area = [skill.id for skill in skill_map.skills.values() if skill.area == area]
    for names, expected in (
        (["python"], ["python"]),
        ([area], of_area),
        (["python", area], [i for i in skill_map.skills if i == "python" or i in of_area]),
        ([], list(skill_map.skills)),
    ):
        assert call("assess", *names, "--new", "--answers", answers).code == ExitCode.OK
        events = log(home)[1]
        assert sorted(events[0].value.split(",")) == sorted(expected)
        rated = [event.subject for event in events if event.kind is EventKind.RATING]
        assert rated == [skill for skill in expected if skill in ("python", "statistics")]


def test_questions_limits_the_number(call: Call, home: Path, answers: str) -> None:
    """No more questions are asked than --questions says, also when going on."""
    call("assess", "--answers", answers, "--questions", "2")
    assert sum(event.kind is EventKind.ANSWER for event in log(home)[1]) == 2
    call("assess", "--answers", answers, "--questions", "1")
    assert sum(event.kind is EventKind.ANSWER for event in log(home)[1]) == 3


def test_new_keeps_older_answers(call: Call, home: Path, answers: str) -> None:
    """--new starts another assessment; the older log stays in the database as it was."""
    call("assess", "--answers", answers)
    first, events = log(home)
    call("assess", "python", "--new", "--answers", answers)
    second, _ = log(home)
    assert second.id != first.id
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assert store.events(first) == events


def test_seed_repeats_the_interview(call: Call, home: Path, answers: str) -> None:
    """In a first assessment the same seed gives exactly the same log, another seed another one."""
    logs = []
    for seed in ("5", "5", "6"):
        shutil.rmtree(home / "mlcareer", ignore_errors=True)
        arguments = ("python", "statistics", "--questions", "10", "--seed", seed)
        call("assess", *arguments, "--answers", answers)
        assessment, events = log(home)
        assert assessment.seed == int(seed)
        logs.append(events)
    assert logs[0] == logs[1]
    assert logs[0] != logs[2]


def test_seed_cannot_be_changed_on_the_way(call: Call, home: Path, answers: str) -> None:
    """Another seed for an assessment under way is refused; its own seed is not."""
    call("assess", "--answers", answers, "--seed", "5", "--questions", "1")
    before = log(home)
    refused = call("assess", "--answers", answers, "--seed", "6", "--questions", "1")
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "--new --seed" in refused.err
    assert log(home) == before
    again = call("assess", "--answers", answers, "--seed", "5", "--questions", "1")
    assert again.code == ExitCode.OK


def test_another_content_folder(call: Call, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content is chosen by option or environment, the option first; all commands use it."""
    assert "Digging" in call(*GARDEN, "skills").out
    monkeypatch.setenv("MLCAREER_CONTENT", str(EXAMPLE))
    assert "Spade" not in call("--content", str(DATA), "skills").out
    file = home / "answers.yaml"
    file.write_text("answers: {digging-clay: a digging fork}", encoding="utf-8")
    assert call("assess", "--answers", str(file)).code == ExitCode.OK
    assert log(home)[0].role == "gardener"
    for arguments in (["report"], ["roadmap"], ["doctor"], []):
        assert call(*arguments).code == ExitCode.OK
    assert "Digging" in call("report").out


def test_assessment_of_another_content_is_not_mixed_up(
    call: Call, home: Path, answers: str
) -> None:
    """Going on with another content folder does not end an assessment made with this one."""
    call("assess", "--answers", answers, "--questions", "1")
    before = log(home)
    file = home / "garden.yaml"
    file.write_text("ratings: {digging: 1}", encoding="utf-8")
    call(*GARDEN, "assess", "--questions", "2", "--answers", str(file))
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assert store.events(before[0]) == before[1]


def test_doctor_says_that_all_is_well(call: Call, home: Path, answers: str) -> None:
    """With sound content and database the exit code is 0, before and after an assessment."""
    assert call("doctor").code == ExitCode.OK
    assert not (home / "mlcareer").exists()
    call("assess", "--answers", answers)
    result = call("doctor")
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert "All is well." in result.out
    facts = check_envelope(call("doctor", "--json").out, "doctor")["data"]
    assert facts["mlcareer"] == __version__
    assert facts["database"].endswith("mlcareer.db")


def test_doctor_finds_what_is_wrong(call: Call, home: Path) -> None:
    """Each problem of content and database is named; the exit code is 1."""
    (home / "mlcareer").mkdir()
    (home / "mlcareer" / "mlcareer.db").write_bytes(b"no database at all")
    (home / "content").mkdir()
    (home / "content" / "skills.yaml").write_text("format: 1\nareas: [\n", encoding="utf-8")
    result = call("--content", str(home / "content"), "doctor")
    assert result.code == ExitCode.NEGATIVE
    problems = [line for line in result.out.splitlines() if line.startswith("PROBLEM")]
    assert len(problems) == 2
    assert "skills.yaml:" in problems[0]
    assert "mlcareer.db" in problems[1]
    as_json = call("--content", str(home / "content"), "doctor", "--json")
    assert as_json.code == ExitCode.NEGATIVE
    assert len(check_envelope(as_json.out, "doctor")["errors"]) == 2


@POSIX
def test_data_has_a_place_without_mlcareer_home(
    call: Call, home: Path, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without MLCAREER_HOME the database lies where the platform keeps a program's data."""
    monkeypatch.delenv("MLCAREER_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert call("assess", "--answers", answers).code == ExitCode.OK
    found = list(home.rglob("mlcareer.db"))
    assert len(found) == 1
    assert found[0].parent.name == "mlcareer"
    monkeypatch.setenv("MLCAREER_HOME", "~/elsewhere")
    assert call("report").code == ExitCode.NO_DATA
    assert call("assess", "--answers", answers).code == ExitCode.OK
    assert (home / "elsewhere" / "mlcareer.db").exists()


def test_every_form_of_the_roadmap_says_what_to_do_with_it() -> None:
    """Whoever adds a form is told by this test that its file comes with a word of use."""
    assert {*HOW_TO_USE} == {form.value for form in Export if form is not Export.JSON}
