import csv
import json
import re
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from confined import CANNOT_CONFINE, run_limited, run_ordinary
from mlcareer.cli import main
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.render.report_csv import COLUMNS
from support import EXAMPLE, Call, Result, run_mlcareer

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and limits")
ANSWERS = """\
ratings: {digging: 3, compost: 1, tomatoes: 2}
answers:
  digging-clay: a digging fork
  digging-beds: 150 litres
  digging-wet: dont-know
"""
MAP = load_skill_map(EXAMPLE)
SKILLS = [skill.name for skill in MAP.skills.values()]
FORMS = ("text", "json", "md", "html", "csv")
ROOM = 34_000
"""Bytes that are enough for the database to be read, and too few for a page."""

ONE_SKILL_FORMS = ("text", "json")
BEGINS = {"text": "Gardener. ", "json": "{\n", "md": "# Gardener", "csv": ",".join(COLUMNS)}


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run command lines on the garden in this process."""

    def run(*arguments: str, content: Path = EXAMPLE) -> Result:
        code = main(["--content", str(content), *arguments])
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def garden_call(call: Call, home: Path) -> Call:
    """Run command lines as a gardener who rated three skills and answered three questions."""
    file = home / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    assert call("assess", "--answers", str(file), "--seed", "1").code == ExitCode.OK
    return call


def data_of(result: Result) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Read the data of a JSON result."""
    assert (result.code, result.err) == (ExitCode.OK, "")
    envelope = json.loads(result.out)
    assert (envelope["command"], envelope["errors"]) == ("report", [])
    return envelope["data"]


def refused(result: Result, *words: str, code: int = ExitCode.USAGE) -> None:
    """Check that a command was refused with one line that holds these words."""
    assert (result.code, result.out) == (code, "")
    assert result.err.count("\n") == 1, result.err
    for word in words:
        assert word in result.err


def named_in(form: str, text: str) -> set[str]:
    """Find the skills that a report has a row for."""
    match form:
        case "json":
            return {row["name"] for row in json.loads(text)["data"]["skills"]}
        case "csv":
            return {row["skill"] for row in csv.DictReader(StringIO(text, newline=""))}
        case "md":
            return {name for name in SKILLS if f"\n| {name} |" in text}
        case "html":
            ids = re.findall(r'<li id="skill-([a-z-]+)"', text)
            return {MAP.skills[id_].name for id_ in ids}
        case _:
            part = text.partition("All skills, by area")[2].partition("Inferred:")[0]
            return {name for name in SKILLS if re.search(rf"^[ ✓?✗] {name}\b", part, re.MULTILINE)}


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_report_in_each_form(garden_call: Call, form: str) -> None:
    """Each form of the report goes to standard output, with every skill and nothing else."""
    result = garden_call("report", "--format", form)
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert named_in(form, result.out) == set(SKILLS)
    assert result.out.lower().startswith(BEGINS.get(form, "<!doctype html>").lower())
    assert result.out.endswith("\n")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["plants", "Plants", "PLANTS", " plants "])
def test_one_area_in_each_form(garden_call: Call, form: str, name: str) -> None:
    """An area is named by its id or its name in any case; the report then holds its skills."""
    result = garden_call("report", name, "--format", form)
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert named_in(form, result.out) == {"Tomatoes", "Pruning"}


def test_an_area_has_the_numbers_of_the_whole(garden_call: Call) -> None:
    """In the report of an area each skill has the level, gap and target that it has in all."""
    whole = {row["id"]: row for row in data_of(garden_call("report", "--json"))["skills"]}
    area = data_of(garden_call("report", "soil", "--json"))
    assert [row["id"] for row in area["skills"]] == ["digging", "compost"]
    for row in area["skills"]:
        assert {**row, "rank": 0} == {**whole[row["id"]], "rank": 0}
    assert area["role"] == {"id": "gardener", "name": "Gardener"}
    assert area["area"] == {"id": "soil", "name": "Soil"}
    assert "area" not in data_of(garden_call("report", "--json"))
    assert [one["id"] for one in area["areas"]] == ["soil"]
    assert area["readiness"]["share"] == area["areas"][0]["share"]


def test_an_area_that_the_role_asks_nothing_of_is_refused(garden_call: Call, folder: Path) -> None:
    """Where the role asks for nothing in an area, it says so."""
    path = folder / "roles" / "gardener.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  tomatoes:\n")], encoding="utf-8")
    refused(garden_call("report", "plants", content=folder), "Gardener", "nothing in Plants")


@pytest.mark.parametrize("name", ["digging", "Digging", "DIGGING"])
def test_one_skill_as_text(garden_call: Call, name: str) -> None:
    """One skill comes in full, with the questions that were answered about it."""
    result = garden_call("report", name)
    assert (result.code, result.err) == (ExitCode.OK, "")
    flat = " ".join(result.out.split())
    assert flat.startswith("Digging (digging, Soil) Loosen and turn soil")
    assert "measured with 3 questions" in flat
    assert "- right, novice: Which tool opens heavy clay" in flat
    assert "- not right, working: How many litres of soil" in flat
    assert "- not known, proficient: After a week of rain" in flat
    assert "https://example.org/days(1)" in result.out


def test_one_skill_as_data(garden_call: Call) -> None:
    """Data of one skill has the row of the whole report and the answers behind it."""
    whole = data_of(garden_call("report", "--json"))["skills"]
    one = data_of(garden_call("report", "digging", "--format", "json"))
    assert one["skill"] in whole
    assert {answer["question"]: answer["outcome"] for answer in one["answers"]} == {
        "digging-clay": "right",
        "digging-beds": "wrong",
        "digging-wet": "dont-know",
    }
    assert one["self_rating"]["rating"] == 3


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ONE_SKILL_FORMS])
def test_one_skill_has_no_page_of_its_own(garden_call: Call, form: str) -> None:
    """A form that is only for the whole report is refused for one skill, with those there are."""
    refused(garden_call("report", "digging", "--format", form), "text and json", form)


def test_json_is_a_short_way_to_say_the_format(garden_call: Call) -> None:
    """--json and --format json give the same."""
    for names in ([], ["soil"], ["digging"]):
        long = garden_call("report", *names, "--format", "json")
        assert garden_call("report", *names, "--json") == long


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("diging", "Did you mean 'digging'?"),
        ("plnts", "Did you mean 'plants'?"),
        ("xyzzy", "mlcareer skills"),
        ("", "mlcareer skills"),
    ],
)
def test_an_unknown_skill_is_refused_with_a_close_match(
    garden_call: Call, name: str, hint: str
) -> None:
    """What is neither a skill nor an area is named, with what was probably meant."""
    refused(garden_call("report", name), f"{name!r}", hint)
    failed = garden_call("report", name, "--json")
    envelope = json.loads(failed.out)
    assert (failed.code, envelope["command"], envelope["data"]) == (2, "report", None)
    assert [(e["code"], hint in e["message"]) for e in envelope["errors"]] == [("usage", True)]


def test_a_skill_outside_the_role_is_refused(garden_call: Call, folder: Path) -> None:
    """A skill that the role does not ask for is named with a way to see it."""
    path = folder / "roles" / "gardener.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  pruning:\n")], encoding="utf-8")
    asked = garden_call("report", "pruning", content=folder)
    refused(asked, "Gardener asks nothing of Pruning", "report pruning --role NAME")
    (folder / "roles" / "pruner.yaml").write_text(
        text.replace("id: gardener", "id: pruner"), encoding="utf-8"
    )
    assert garden_call("report", "pruning", "--role", "pruner", content=folder).code == ExitCode.OK


def test_questions_that_are_gone_are_counted(garden_call: Call, folder: Path) -> None:
    """Answers to questions that the bank no longer has still count, and are said to be gone."""
    path = folder / "questions" / "digging.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: digging-wet\n", "id: digging-rain\n"), encoding="utf-8")
    result = garden_call("report", "digging", content=folder)
    assert "measured with 3 questions" in result.out
    assert "- 1 question that the question bank no longer has" in result.out
    data = data_of(garden_call("report", "digging", "--json", content=folder))
    assert (len(data["answers"]), data["answers_to_questions_gone"]) == (2, 1)


def test_why_adds_reasons_to_the_text_only(garden_call: Call) -> None:
    """--why adds a block with each skill to the text; the other forms always say it."""
    heading = "Why: where each importance and each level comes from"
    plain, why = garden_call("report").out, garden_call("report", "--why").out
    assert heading not in plain
    assert "mlcareer report --why" in plain
    block = why.partition(heading)[2]
    assert all(f"- {name}: " in block for name in SKILLS)
    assert "mlcareer report --why" not in why
    for form in FORMS[1:]:
        asked = garden_call("report", "--why", "--format", form)
        assert asked == garden_call("report", "--format", form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("names", [(), ("soil",)], ids=["whole", "area"])
def test_a_file_holds_what_would_have_been_printed(
    garden_call: Call, home: Path, form: str, names: tuple[str, ...]
) -> None:
    """-o writes byte for byte what goes to standard output, and says so on standard error."""
    printed = garden_call("report", *names, "--format", form)
    file = home / f"report.{form}"
    result = garden_call("report", *names, "--format", form, "-o", str(file))
    assert result == (ExitCode.OK, "", f"Written: {file}\n")
    assert file.read_bytes() == printed.out.encode()
    assert list(home.glob(".report*")) == []


@pytest.mark.parametrize("name", ["digging", None])
def test_a_file_has_no_colour(garden_call: Call, home: Path, name: str | None) -> None:
    """Colour is for terminals: a file is plain text of 80 columns, whatever the window."""
    file = home / "report.txt"
    names = [name] if name else []
    assert garden_call("--color", "always", "report", *names, "-o", str(file)).code == ExitCode.OK
    text = file.read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_table_for_spreadsheets_keeps_its_line_ends(garden_call: Call, home: Path) -> None:
    """Lines of the CSV file end in CR and LF once, in the file as on standard output."""
    file = home / "report.csv"
    garden_call("report", "--format", "csv", "-o", str(file))
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r") == len(SKILLS) + 1


@pytest.mark.parametrize("target", ["missing/report.md", "answers.yaml/report.md", "."])
def test_a_place_that_cannot_be_written_is_refused(
    garden_call: Call, home: Path, target: str
) -> None:
    """Where a file cannot be written there is one line with a remedy, and nothing is left."""
    before = sorted(home.rglob("*"))
    result = garden_call("report", "--format", "md", "-o", str(home / target))
    refused(result, "cannot be written", "-o")
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize(
    "wrong", [("xyzzy",), ("digging", "--format", "md"), ("--role", "xyzzy"), ("--save-role", "x")]
)
def test_a_report_that_fails_leaves_the_old_file(
    garden_call: Call, home: Path, wrong: tuple[str, ...]
) -> None:
    """What was in the file before stays where there is no report to write."""
    file = home / "report.md"
    file.write_text("old", encoding="utf-8")
    assert garden_call("report", *wrong, "-o", str(file)).code == ExitCode.USAGE
    assert file.read_text(encoding="utf-8") == "old"


def garden_page(home: Path) -> str:
    """Print the page of the gardener."""
    command = ("--content", str(EXAMPLE), "report", "--format", "html")
    return run_mlcareer(*command, home=home).stdout


@POSIX
@pytest.mark.usefixtures("garden_call")
def test_a_full_disk_leaves_the_old_file(home: Path) -> None:
    """A report that does not fit leaves the old one whole and nothing half written beside it."""
    folder = home / "reports"
    folder.mkdir()
    (folder / "report.html").write_text("old", encoding="utf-8")
    command = ["-m", "mlcareer", "--content", str(EXAMPLE), "report", "--format", "html"]
    assert len(garden_page(home)) > ROOM
    done = run_limited(*command, "-o", "reports/report.html", home=home, size=ROOM)
    assert done.returncode == ExitCode.USAGE
    assert "cannot be written" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["report.html"]
    assert (folder / "report.html").read_text(encoding="utf-8") == "old"


@POSIX
@pytest.mark.usefixtures("garden_call")
def test_a_folder_that_may_not_be_written_is_refused(home: Path) -> None:
    """In a folder of somebody else nothing is written, and the file that is there stays."""
    folder = home / "reports"
    folder.mkdir()
    (folder / "report.md").write_text("old", encoding="utf-8")
    folder.chmod(0o500)
    try:
        command = ["-m", "mlcareer", "--content", str(EXAMPLE), "report", "--format", "md"]
        done = run_ordinary(*command, "-o", "reports/report.md", home=home)
    finally:
        folder.chmod(0o700)
    if done.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot give up its rights here")
    assert done.returncode == ExitCode.USAGE
    assert "reports/report.md cannot be written" in done.stderr
    assert (folder / "report.md").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--save-role", "mine"), ("--save-role", "--ad FILE")),
        (("--role", "gardener", "--ad", "ad.txt"), ("--role", "--ad", "one of them")),
        (("--role", "gardner"), ("'gardner'", "Did you mean 'gardener'?")),
        (("--role", "nowhere.yaml"), ("nowhere.yaml", "mlcareer roles")),
        (("--format", "pdf"), ("--format", "html")),
    ],
)
def test_what_does_not_fit_together_is_refused(
    garden_call: Call, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """Options that contradict each other, or name what is not there, are refused with a way out."""
    refused(garden_call("report", *options), *words)


def test_an_empty_role_is_no_role(garden_call: Call) -> None:
    """An empty name, as from an unset shell variable, is refused like any unknown role."""
    refused(garden_call("report", "--role", ""), "Unknown role ''")


@pytest.mark.parametrize("names", [(), ("soil",), ("digging",)])
def test_without_answers_there_is_nothing_to_report(call: Call, names: tuple[str, ...]) -> None:
    """Before any answer the report says where to begin, and data says that there is none."""
    refused(call("report", *names), "mlcareer assess", code=ExitCode.NO_DATA)
    failed = call("report", *names, "--json")
    assert failed.code == ExitCode.NO_DATA
    assert [e["code"] for e in json.loads(failed.out)["errors"]] == ["no-data"]


def test_ratings_alone_make_a_report_that_says_so(call: Call, home: Path) -> None:
    """After ratings only, nothing counts as measured and no single share is told."""
    file = home / "answers.yaml"
    file.write_text("ratings: {digging: 4, compost: 4, tomatoes: 4, pruning: 4}", encoding="utf-8")
    call("assess", "--answers", str(file))
    text = " ".join(call("report").out.split())
    assert "Ready? Nothing is measured yet" in text
    assert "You meet" not in text
    assert "Knowing yourself" not in text
    data = data_of(call("report", "--json"))
    assert {row["state"] for row in data["skills"]} == {"not-measured"}
    assert data["self_rating"]["skills"] == []
    assert data["readiness"]["share"] is None
    assert {area["share"] for area in data["areas"]} == {None}
    assert data["self_rating"]["mean_difference"] is None


def test_the_hints_name_commands_that_work(garden_call: Call, home: Path) -> None:
    """Every command that the report points to runs as it is written there."""
    text = garden_call("report").out
    assert "--role" not in text
    commands = re.findall(r"mlcareer ((?:report|sources|roadmap)\b[^\n:]*)", text)
    assert len(commands) >= 4
    for command in commands:
        words = [str(home / w) if w.endswith(".html") else w for w in command.rstrip(".").split()]
        assert garden_call(*words).code == ExitCode.OK, command


@pytest.fixture
def twice(garden_call: Call, home: Path) -> Call:
    """Run command lines as a gardener who sat down twice, and knew more the second time."""
    file = home / "again.yaml"
    file.write_text(ANSWERS.replace("150 litres", "1500 litres"), encoding="utf-8")
    again = ("assess", "--new", "--answers", str(file), "--seed", "1")
    assert garden_call(*again).code == ExitCode.OK
    return garden_call


def test_since_is_about_the_area_that_is_named(twice: Call) -> None:
    """What moved is told of the skills of the report, with the share that stands in its head."""
    for names, skills in (((), {"digging"}), (("soil",), {"digging"}), (("plants",), set())):
        data = data_of(twice("report", *names, "--since", "1", "--json"))
        changes = data["changes"]
        assert {row["id"] for row in changes["skills"]} == skills
        assert changes["readiness"]["after"] == data["readiness"]
        assert changes["role"] == data["role"] == {"id": "gardener", "name": "Gardener"}
    assert "What moved since assessment 1, as of " in twice("report", "soil", "--since", "1").out


def test_since_is_refused_for_one_skill(twice: Call) -> None:
    """One skill has no report on what moved, and says so in place of leaving it out."""
    for form in ONE_SKILL_FORMS:
        asked = twice("report", "digging", "--since", "1", "--format", form)
        assert asked.code == ExitCode.USAGE
        assert "--since is for the whole report or an area." in asked.err


@pytest.mark.parametrize("form", [("--json",), ("--format", "json"), ("--format=json",)])
def test_an_advertisement_without_answers_is_one_failure(
    call: Call, home: Path, form: tuple[str, ...]
) -> None:
    """Before any answer data on an advertisement is a failure and nothing beside it."""
    (home / "ad.txt").write_text("We need:\n- digging\n- compost\n", encoding="utf-8")
    failed = call("report", "--ad", str(home / "ad.txt"), *form)
    envelope = json.loads(failed.out)
    assert (failed.code, envelope["data"]) == (ExitCode.NO_DATA, None)
    assert [error["code"] for error in envelope["errors"]] == ["no-data"]
