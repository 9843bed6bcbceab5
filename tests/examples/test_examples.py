"""Runs the whole program on maps that are not the shipped one."""

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from icalendar import Calendar

from mlcareer.cli import main
from mlcareer.content.check import check_folder
from mlcareer.content.folder import role_ids
from mlcareer.content.proofs import load_proofs
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import load_reviews
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.model.levels import TAUGHT_LEVELS
from support import REPOSITORY, Call, Result, reply_to, run_mlcareer

EXAMPLES = REPOSITORY / "examples"
NAMES = ("bread-baker", "data-engineer")
STARTERS = ("map", "addition")
OTHER_CAREER = re.compile(
    r"machine.learning|\bmodel evaluation\b|\bneural\b|ml-engineer", re.IGNORECASE
)
"""Words of the shipped map, which have no place where another map is used."""

FOR_ONE = (
    "",
    "report",
    "report --why",
    "report --plain",
    "report --format md",
    "report --format csv",
    "report --format json",
    "report --format html",
    "roadmap",
    "roadmap --plain",
    "roadmap --hours 5 --by 2027-06-30",
    "roadmap --export md",
    "roadmap --export obsidian",
    "roadmap --export html",
    "roadmap --export json",
    "roadmap --export csv",
    "roadmap --export ics",
    "roadmap --export todotxt",
    "roadmap --export taskwarrior",
    "roadmap --export anki",
    "next",
    "progress",
    "projects",
    "skills",
    "sources",
    "about",
    "roles",
    "history",
    "review",
    "review --format md",
    "review --format anki",
    "notes",
    "due",
    "doctor",
    "content stats",
)
"""Commands of somebody who has answered, none of which changes anything."""


@pytest.fixture(scope="module", params=NAMES)
def folder(request: pytest.FixtureRequest) -> Path:
    """Name one of the examples."""
    return EXAMPLES / str(request.param)


@pytest.fixture
def told(folder: Path, call: Call) -> Path:
    """Let somebody answer some questions of an example, all wrong but the last."""
    skill_map = load_skill_map(folder)
    questions = load_questions(folder, skill_map)
    *others, last = questions.values()
    answers: dict[str, str | list[str]] = {question.id: "dont-know" for question in others}
    answers[last.id] = reply_to(last, right=True)
    ratings = dict.fromkeys(skill_map.skills, 2)
    path = Path("answers.json")
    path.write_text(json.dumps({"answers": answers, "ratings": ratings}), encoding="utf-8")
    done = call("--content", str(folder), "assess", "--answers", str(path), "--questions", "12")
    assert done.code == ExitCode.OK, done.err
    return folder


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_is_wrong_with_an_example(folder: Path) -> None:
    """An example has neither errors nor warnings: authors copy from it."""
    assert [str(remark.problem) for remark in check_folder(folder).remarks] == []


def test_an_example_is_complete(folder: Path) -> None:
    """Each skill has questions of each level, on each of its parts, and each key is borne out."""
    skill_map = load_skill_map(folder)
    questions = load_questions(folder, skill_map).values()
    proofs, reviews = load_proofs(folder), load_reviews(folder)
    for skill in skill_map.skills.values():
        own = [question for question in questions if question.skill == skill.id]
        assert {question.level for question in own} == set(TAUGHT_LEVELS)
        assert {question.sub for question in own} == skill.sub_competences.keys()
    for question in questions:
        assert question.kind == "code" or reviews[question.id].agreed, question.id
        assert not question.lang or question.id in proofs.programs, question.id
        assert not question.proof or question.id in proofs.calculations, question.id


@pytest.mark.parametrize("line", FOR_ONE)
def test_every_command_works_and_speaks_of_this_career(told: Path, call: Call, line: str) -> None:
    """What is printed is about the map that is used, and nothing of the shipped one is in it."""
    result = call("--content", str(told), *line.split())

    assert result.code in (ExitCode.OK, ExitCode.NO_DATA), result.err
    assert result.out or result.code == ExitCode.NO_DATA
    said = result.out.replace(str(told), "").replace("data-engineer", "")
    if told.name == "bread-baker" or line != "about":
        assert not OTHER_CAREER.search(said), OTHER_CAREER.search(said)


def test_the_forms_can_be_read(told: Path, call: Call) -> None:
    """JSON, CSV, the calendar and the page are what they claim to be."""

    def out(*line: str) -> str:
        return call("--content", str(told), *line).out

    assert json.loads(out("report", "--json"))["data"]["skills"]
    assert len(list(csv.reader(StringIO(out("report", "--format", "csv"))))) > 3
    assert Calendar.from_ical(out("roadmap", "--export", "ics")).walk(
        "VTODO"
    ) or Calendar.from_ical(out("roadmap", "--export", "ics")).walk("VEVENT")
    page = HTMLParser()
    page.feed(out("roadmap", "--export", "html"))
    page.close()


def test_a_plan_goes_out_ticked_and_comes_back(told: Path, call: Call) -> None:
    """Ticks in an exported plan are taken in, and the plan is brought up to date in place."""
    plan = Path("plan.md")
    assert call("--content", str(told), "roadmap", "--export", "md", "-o", str(plan)).code == 0
    text = plan.read_text(encoding="utf-8")
    assert "- [ ]" in text
    plan.write_text(text.replace("- [ ]", "- [x]", 1), encoding="utf-8")

    taken = call("--content", str(told), "sync", str(plan))
    assert taken.code == ExitCode.OK, taken.err
    data = json.loads(call("--content", str(told), "progress", "--json").out)["data"]
    assert "1" in json.dumps(data)
    updated = call("--content", str(told), "roadmap", "--update", str(plan))
    assert updated.code == ExitCode.OK, updated.err
    assert "- [x]" in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize("level", ["0", "2", "4"])
def test_a_made_up_person_is_assessed_to_the_end(folder: Path, call: Call, level: str) -> None:
    """The interview ends by itself for people of every level, and the report names a share."""
    done = call("--content", str(folder), "assess", "--simulate", level, "--depth", "quick")
    report = call("--content", str(folder), "--profile", "demo", "report")

    assert (done.code, report.code) == (ExitCode.OK, ExitCode.OK)
    assert "Done:" in done.err
    assert re.search(r"You meet about \d+ %", report.out)


def test_each_role_can_be_compared_with(told: Path, call: Call) -> None:
    """The answers are held against every role of the map, and two roles against each other."""
    roles = role_ids(told)
    assert len(roles) > 1
    for role in roles:
        assert call("--content", str(told), "report", "--role", role).code == ExitCode.OK
    assert call("--content", str(told), "roles", "compare", *roles[:2]).code == ExitCode.OK


def test_an_advertisement_is_read(told: Path, call: Call) -> None:
    """An advertisement that names skills of the map becomes a role."""
    names = [skill.name for skill in load_skill_map(told).skills.values()]
    Path("ad.txt").write_text(
        "We are looking for somebody.\n\nRequirements:\n" + "".join(f"- {n}\n" for n in names),
        encoding="utf-8",
    )
    result = call("--content", str(told), "report", "--ad", "ad.txt")
    assert result.code == ExitCode.OK, result.err


def test_questions_go_out_and_come_back(folder: Path, call: Call) -> None:
    """What is exported for Moodle is taken over again, question by question."""
    skill = next(iter(load_skill_map(folder).skills))
    known = load_questions(folder, load_skill_map(folder), (skill,))
    content = ("--content", str(folder), "content")
    assert call(*content, "export", "--to", "moodle", skill, "-o", "q.xml").code == ExitCode.OK
    taken = call(*content, "import", "q.xml", "--skill", skill)

    assert taken.code == ExitCode.OK, taken.err
    assert all(f"id: {id_}\n" in taken.out for id_ in known)


@pytest.mark.parametrize("kind", STARTERS)
def test_a_new_folder_works_as_it_is(call: Call, kind: str) -> None:
    """What content new writes is assessed, reported and planned without a change."""
    options = ("--extend",) if kind == "addition" else ()
    assert call("content", "new", "mine", *options).code == ExitCode.OK
    assert call("content", "check", "mine").code == ExitCode.OK
    mine = ("--content", "mine")
    assert call(*mine, "assess", "--simulate", "2", "--depth", "quick").code == ExitCode.OK
    demo = (*mine, "--profile", "demo")
    assert call(*demo, "report").code == ExitCode.OK
    plan = call(*demo, "roadmap", "--export", "md")
    assert plan.code == ExitCode.OK
    assert "- [ ]" in plan.out


def test_a_process_of_its_own_needs_only_the_variable(folder: Path, home: Path) -> None:
    """Named once in the environment, a map is meant by every command."""
    environment = {"MLCAREER_CONTENT": str(folder)}
    run = run_mlcareer("skills", home=home, environment=environment)

    assert (run.returncode, run.stderr) == (0, "")
    assert all(skill in run.stdout for skill in load_skill_map(folder).skills)


def test_help_does_not_depend_on_a_map(capsys: pytest.CaptureFixture[str]) -> None:
    """Help comes without reading any content."""
    code = main(["--content", "nowhere", "--help"])
    result = Result(code, *capsys.readouterr())
    assert result.code == ExitCode.OK
    assert "--content" in result.out
