import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from mlcareer.content.folder import role_ids
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.measure.stretches import stretches_of
from mlcareer.model.people import EventKind
from mlcareer.store.database import Store
from support import DATA, EXAMPLE, Call, Result

SHIPPED = (
    "ai-engineer",
    "data-scientist",
    "ml-engineer",
    "ml-researcher",
    "mlops-engineer",
    "senior-ml-engineer",
)
PAIRS = list(combinations(SHIPPED, 2))
MAP = load_skill_map(DATA)
ANSWERS = """\
ratings: {python: 3, statistics: 1, deployment: 2}
answers: {python-count-labels: dont-know}
"""
GARDENER = (EXAMPLE / "roles" / "gardener.yaml").read_text(encoding="utf-8")
SAID = "ratings: {digging: 2}\nanswers: {digging-clay: a digging fork}\n"
GARDEN = ("--content", str(EXAMPLE))


@pytest.fixture
def answers(home: Path) -> str:
    """Write a few ratings and an answer into a file."""
    file = home / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    return str(file)


def own(home: Path) -> Path:
    """Find the folder of the person's own roles, and make it."""
    folder = home / "mlcareer" / "roles"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(home: Path, id_: str, text: str = GARDENER) -> Path:
    """Keep a role of one's own."""
    file = own(home) / f"{id_}.yaml"
    file.write_text(text.replace("id: gardener", f"id: {id_}"), encoding="utf-8")
    return file


def named(name: str, target: int = 4) -> str:
    """Write a role in the garden that differs from the usual one."""
    text = GARDENER.replace("name: Gardener", f"name: {name}")
    return text.replace("    target: 2", f"    target: {target}", 1)


def data_of(result: Result, command: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Read the data of a JSON result."""
    assert result.code == ExitCode.OK
    envelope = json.loads(result.out)
    assert (envelope["command"], envelope["errors"]) == (command, [])
    return envelope["data"]


def first_line(result: Result) -> str:
    """Read the first line of a result."""
    assert result.code == ExitCode.OK, result.err
    return result.out.partition("\n")[0]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_roles_load(name: str) -> None:
    """Each role that comes with the program fits its map and asks for something core."""
    role = load_role(DATA, name, MAP)
    assert role.id == name
    assert role.summary
    assert any(demand.importance == "core" for demand in role.demands.values())
    assert all(demand.evidence for demand in role.demands.values())


def test_the_shipped_roles_are_listed(call: Call) -> None:
    """All roles are listed, as text and as data; the usual one is marked."""
    result = call("roles")
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert tuple(re.findall(r"^([a-z-]+): ", result.out, re.MULTILINE)) == SHIPPED
    data = data_of(call("roles", "--json"), "roles")
    assert tuple(role["id"] for role in data["roles"]) == SHIPPED == role_ids(DATA)
    assert data["usual"] == "ml-engineer"
    assert not any(role["own"] for role in data["roles"])
    assert re.search(r"^ml-engineer: .*\(the usual one\)$", result.out, re.MULTILINE)


@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_two_roles_are_compared_either_way(call: Call, pair: tuple[str, str]) -> None:
    """A with B lists the skills that B with A lists, with the sides changed."""
    one, other = pair
    there = data_of(call("roles", "compare", one, other, "--json"), "roles compare")
    back = data_of(call("roles", "compare", other, one, "--json"), "roles compare")
    assert [role["id"] for role in there["roles"]] == [one, other]
    assert there["differing"]
    assert [row["id"] for row in there["differing"]] == [row["id"] for row in back["differing"]]
    for left, right in zip(there["differing"], back["differing"], strict=True):
        assert left["asked"] == right["asked"][::-1]
    assert [role["readiness"] for role in there["roles"]] == [None, None]


def test_a_comparison_says_where_the_person_stands(call: Call, answers: str) -> None:
    """With answers the share of each role is told; it is that of the report on the role."""
    call("assess", "--answers", answers)
    pair = ("ml-engineer", "mlops-engineer")
    data = data_of(call("roles", "compare", *pair, "--json"), "roles compare")
    reports = [data_of(call("report", "--role", name, "--json"), "report") for name in pair]
    assert [role["readiness"] for role in data["roles"]] == [one["readiness"] for one in reports]
    text = " ".join(call("roles", "compare", *pair).out.split())
    assert all(f"{one['role']['name']}: You meet about" in text for one in reports)


def test_an_own_role_is_listed_and_used(call: Call, home: Path, answers: str) -> None:
    """A role in the folder of one's own stands last in the list and can be compared with."""
    del answers
    file = home / "garden.yaml"
    file.write_text(SAID, encoding="utf-8")
    keep(home, "allotment", named("Allotment holder"))
    call(*GARDEN, "assess", "--answers", str(file))
    result = call(*GARDEN, "roles")
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert "2 roles to compare with" in result.out
    assert "allotment: Allotment holder (your own)" in result.out
    assert str(own(home)) in result.out.replace("\n", "")
    data = data_of(call(*GARDEN, "roles", "--json"), "roles")
    assert [(r["id"], r["own"]) for r in data["roles"]] == [
        ("gardener", False),
        ("allotment", True),
    ]
    for command in ("report", "roadmap", "skills", "sources"):
        assert "Allotment holder" in call(*GARDEN, command, "--role", "allotment").out
    compared = call(*GARDEN, "roles", "compare", "gardener", "allotment")
    assert "working, core" in compared.out
    assert "expert, core" in compared.out


def dream(file: Path) -> Path:
    """Write a role like one that is shipped into a file."""
    text = (DATA / "roles" / "ai-engineer.yaml").read_text(encoding="utf-8")
    text = text.replace("id: ai-engineer", "id: dream").replace(
        "name: AI engineer", "name: Dream job"
    )
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("ending", [".yaml", ".yml"])
def test_a_role_can_be_a_file_anywhere(call: Call, home: Path, answers: str, ending: str) -> None:
    """A role is named by the path of its file, too, whatever folder it lies in."""
    call("assess", "--answers", answers)
    text = (DATA / "roles" / "ai-engineer.yaml").read_text(encoding="utf-8")
    file = home / f"dream{ending}"
    file.write_text(
        text.replace("id: ai-engineer", "id: dream").replace(
            "name: AI engineer", "name: Dream job"
        ),
        encoding="utf-8",
    )
    assert first_line(call("report", "--role", str(file))).startswith("Dream job.")
    compared = data_of(
        call("roles", "compare", str(file), "ai-engineer", "--json"), "roles compare"
    )
    assert [role["id"] for role in compared["roles"]] == ["dream", "ai-engineer"]
    assert compared["differing"] == []


TOPIARY = GARDENER.splitlines().index("  pruning:") + 1
BROKEN = {
    "not YAML": ("id: x\n  y: z\n", 2),
    "empty": ("", 1),
    "another skill": (GARDENER.replace("  pruning:", "  topiary:"), TOPIARY),
    "another id": (GARDENER.replace("id: gardener", "id: elsewhere"), 2),
    "no text": ("\0", 1),
}


@pytest.mark.parametrize("fault", list(BROKEN))
def test_a_broken_own_role_does_not_hide_the_others(call: Call, home: Path, fault: str) -> None:
    """What is wrong with an own role is said with file and line; the other roles are listed."""
    text, line = BROKEN[fault]
    broken = own(home) / "broken.yaml"
    broken.write_text(text.replace("id: gardener", "id: broken"), encoding="utf-8")
    keep(home, "sound", named("Sound"))
    for options in ((), ("--json",)):
        result = call(*GARDEN, "roles", *options)
        assert result.code == ExitCode.OK
        assert "A role of yours" in result.err
        assert f"{broken}:{line}: " in result.err
        assert "Sound" in result.out
        assert "Gardener" in result.out
        assert "broken" not in result.out
    data = data_of(call(*GARDEN, "roles", "--json"), "roles")
    assert [role["id"] for role in data["roles"]] == ["gardener", "sound"]


@pytest.mark.parametrize("what", ["folder", "link to nowhere", "Latin-1"])
def test_what_is_no_role_file_does_not_hide_the_others(call: Call, home: Path, what: str) -> None:
    """A folder, a dead link or a file in another encoding is named and left out."""
    file = own(home) / "strange.yaml"
    match what:
        case "folder":
            file.mkdir()
        case "Latin-1":
            file.write_bytes("name: Gärtner\n".encode("latin-1"))
        case _:
            file.symlink_to(home / "nowhere.yaml")
    result = call(*GARDEN, "roles")
    assert result.code == ExitCode.OK
    assert str(file) in result.err
    assert "gardener: Gardener" in result.out


def test_hidden_files_are_no_roles(call: Call, home: Path, folder: Path) -> None:
    """Files that begin with a dot, as editors and systems leave them, are passed over."""
    (own(home) / "._mine.yaml").write_bytes(b"\0\5\26\7")
    assert call(*GARDEN, "roles").err == ""
    (folder / "roles" / "._gardener.yaml").write_bytes(b"\0\5\26\7")
    result = call("--content", str(folder), "roles")
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert "1 role to compare with" in result.out


def test_a_broken_role_that_is_asked_for_is_an_error(call: Call, home: Path) -> None:
    """Whoever names a broken role gets its complaints, not a report on another role."""
    line = GARDENER.splitlines().index("    weight: 3") + 1
    broken = keep(home, "broken", GARDENER.replace("    weight: 3", "    weight: many", 1))
    for command in (("roles", "compare", "gardener", "broken"), ("skills", "--role", "broken")):
        result = call(*GARDEN, *command)
        assert (result.code, result.out) == (ExitCode.USAGE, "")
        assert f"{broken}:{line}: a number" in result.err
    failed = call(*GARDEN, "roles", "compare", "gardener", "broken", "--json")
    (error,) = json.loads(failed.out)["errors"]
    assert (error["code"], error["file"], error["line"]) == ("content", str(broken), line)


@pytest.mark.parametrize("name", ["gardener"])
def test_an_own_role_never_takes_the_place_of_a_shipped_one(
    call: Call, home: Path, name: str
) -> None:
    """An own role with the id of one of the content is not used, and not listed twice."""
    keep(home, name, named("Impostor"))
    result = call(*GARDEN, "roles")
    assert "Impostor" not in result.out
    assert result.out.count(f"{name}: ") == 1
    assert "Impostor" not in call(*GARDEN, "skills", "--role", name).out
    file = own(home) / f"{name}.yaml"
    assert "Impostor" in call(*GARDEN, "skills", "--role", str(file)).out


UNKNOWN = [
    ("ml-enginer", "Did you mean 'ml-engineer'?"),
    ("data-scientst", "Did you mean 'data-scientist'?"),
    ("xyzzy", "Known: ai-engineer, data-scientist"),
    ("../ml-engineer", "Did you mean 'ml-engineer'?"),
    ("nowhere.yaml", "mlcareer roles"),
    ("nowhere.yml", "mlcareer roles"),
    ("", "Known: ai-engineer, data-scientist"),
    ("ml-engineer\0.yaml", "mlcareer roles"),
]


@pytest.mark.parametrize(("name", "hint"), UNKNOWN)
@pytest.mark.parametrize(
    "command",
    [
        ("report", "--role"),
        ("roadmap", "--role"),
        ("skills", "--role"),
        ("sources", "--role"),
        ("roles", "compare", "ml-engineer"),
        ("assess", "--answers", "ANSWERS", "--role"),
    ],
    ids=lambda command: command[0],
)
def test_an_unknown_role_is_refused_with_a_close_match(
    call: Call, answers: str, command: tuple[str, ...], name: str, hint: str
) -> None:
    """A role that is not there is one line with what was probably meant, in every command."""
    call("assess", "--answers", answers)
    result = call(*(answers if word == "ANSWERS" else word for word in command), name)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert result.err.count("\n") == 1
    assert hint in result.err


@pytest.mark.parametrize(
    ("arguments", "command", "code"),
    [
        (("roles", "compare", "ml-engineer", "xyzzy"), "roles compare", "usage"),
        (("roles", "compare", "xyzzy", "ml-engineer"), "roles compare", "usage"),
        (("roles", "compare", "ml-engineer"), "roles compare", "usage"),
        (("roles", "compare"), "roles compare", "usage"),
        (("roles", "compare", "a", "b", "c"), "roles compare", "usage"),
        (("roles", "xyzzy"), "roles", "usage"),
        (("--content", "nowhere", "roles"), "roles", "usage"),
        (("--content", "nowhere", "roles", "compare", "a", "b"), "roles compare", "usage"),
        (("report", "--role", "xyzzy"), "report", "no-data"),
        (("report", "--role", "compare"), "report", "no-data"),
        (("skills", "roles"), "skills", "usage"),
    ],
)
def test_a_failure_names_its_command(
    call: Call, arguments: tuple[str, ...], command: str, code: str
) -> None:
    """A failure with --json is JSON that names the command, a group with its own behind it."""
    result = call(*arguments, "--json")
    assert result.code in (ExitCode.USAGE, ExitCode.NO_DATA)
    envelope = json.loads(result.out)
    assert (envelope["command"], envelope["data"]) == (command, None)
    assert [error["code"] for error in envelope["errors"]] == [code]


@pytest.mark.parametrize(
    "options",
    [
        ("--content", "skills"),
        ("--content=skills",),
        ("--color", "report"),
        ("--color", "never", "--content", "about"),
    ],
)
def test_a_folder_named_like_a_command_is_not_taken_for_it(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """The value of an option before the command does not become the command of a failure."""
    monkeypatch.chdir(home)
    envelope = json.loads(call(*options, "roles", "--json").out)
    assert envelope["command"] == "roles"


def test_json_may_stand_before_the_command_of_a_group(call: Call) -> None:
    """--json before compare gives the same as behind it, also where there is nothing to show."""
    pair = ("ml-engineer", "data-scientist")
    data = data_of(call("roles", "--json", "compare", *pair), "roles compare")
    assert data == data_of(call("roles", "compare", *pair, "--json"), "roles compare")
    failed = call("roles", "--json", "compare", "ml-engineer", "xyzzy")
    assert (failed.code, json.loads(failed.out)["command"]) == (ExitCode.USAGE, "roles compare")


def test_another_role_changes_targets_and_no_level(call: Call, answers: str) -> None:
    """What is believed of a person does not hang on the role that it is held against."""
    call("assess", "--answers", answers)
    usual = {row["id"]: row for row in data_of(call("report", "--json"), "report")["skills"]}
    senior = data_of(call("report", "--role", "senior-ml-engineer", "--json"), "report")
    same = ("level", "inferred_level", "self_rating", "basis", "questions", "name", "area")
    changed = 0
    for row in senior["skills"]:
        before = usual[row["id"]]
        assert [row[key] for key in same] == [before[key] for key in same]
        changed += row["target"] != before["target"]
        if row["target"] > before["target"]:
            assert row["gap"] >= before["gap"]
            assert row["chance_target_met"] <= before["chance_target_met"]
    assert changed
    assert senior["role"]["id"] == "senior-ml-engineer"
    again = {row["id"]: row for row in data_of(call("report", "--json"), "report")["skills"]}
    assert again == usual


def test_one_skill_against_another_role(call: Call, answers: str) -> None:
    """A single skill is held against the role that is named."""
    call("assess", "--answers", answers)
    for name in ("ml-engineer", "ml-researcher"):
        target = load_role(DATA, name, MAP).demands["statistics"].target
        data = data_of(call("report", "statistics", "--role", name, "--json"), "report")
        assert (data["role"]["id"], data["skill"]["target"]) == (name, target)
    refused = call("report", "lisp", "--role", "ai-engineer")
    assert refused.code == ExitCode.USAGE
    assert "AI engineer asks nothing of Lisp" in refused.err


def test_an_assessment_remembers_its_role(call: Call, answers: str) -> None:
    """After assess --role report and roadmap are about that role, until another is named."""
    call("assess", "--role", "mlops-engineer", "--answers", answers)
    assert first_line(call("report")).startswith("MLOps engineer.")
    assert "MLOps engineer" in first_line(call("roadmap"))
    assert data_of(call("report", "--json"), "report")["role"]["id"] == "mlops-engineer"
    named = call("report", "--role", "ml-engineer")
    assert first_line(named).startswith("Machine-learning engineer")
    assert first_line(call("report")).startswith("MLOps engineer.")
    call("assess", "--answers", answers)
    assert first_line(call("report")).startswith("MLOps engineer.")
    call("assess", "--role", "data-scientist", "--answers", answers)
    assert first_line(call("report")).startswith("Data scientist.")


def test_a_new_assessment_begins_with_the_usual_role(call: Call, answers: str) -> None:
    """A role belongs to its assessment: a new one is again for the usual role."""
    call("assess", "--role", "mlops-engineer", "--answers", answers)
    call("assess", "--new", "--answers", answers)
    assert first_line(call("report")).startswith("Machine-learning engineer")


def test_the_role_is_kept_in_the_log(call: Call, home: Path, answers: str) -> None:
    """The log says for which role questions were chosen; a file is named by its full path."""
    file = dream(home / "dream.yaml")
    call("assess", "--role", "ai-engineer", "--answers", answers)
    call("assess", "--role", str(file), "--answers", answers)
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        (assessment,) = store.assessments()
        stretches = stretches_of(store.events(assessment))
    assert [stretch.role for stretch in stretches] == ["ai-engineer", str(file)]


def test_a_relative_file_is_found_from_elsewhere(
    call: Call, home: Path, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role file named from its own folder is remembered wherever the next command runs."""
    dream(home / "dream.yaml")
    monkeypatch.chdir(home)
    call("assess", "--role", "dream.yaml", "--answers", answers)
    (home / "elsewhere").mkdir()
    monkeypatch.chdir(home / "elsewhere")
    assert first_line(call("report")).startswith("Dream job.")


@pytest.mark.parametrize("path", [False, True])
def test_a_role_that_is_gone_is_replaced_by_the_usual_one(
    call: Call, home: Path, path: bool
) -> None:
    """Where the role of an assessment is gone, commands say so and go on with the usual one."""
    answers = home / "garden.yaml"
    answers.write_text(SAID, encoding="utf-8")
    file = keep(home, "allotment", named("Allotment holder"))
    role = str(file) if path else "allotment"
    call(*GARDEN, "assess", "--role", role, "--answers", str(answers))
    assert first_line(call(*GARDEN, "report")).startswith("Allotment holder.")
    file.unlink()
    for command in ("report", "roadmap"):
        result = call(*GARDEN, command)
        assert result.code == ExitCode.OK
        said, usual = result.err.splitlines()
        assert said.startswith(f"The role {role} of your assessment cannot be used: ")
        assert usual == "Compared with the usual role instead. Name another one with --role."
        assert "Gardener" in result.out.partition("\n")[0]
    assert call(*GARDEN, "assess", "--answers", str(answers)).code == ExitCode.OK
    data = data_of(call(*GARDEN, "report", "--json"), "report")
    assert data["role"]["id"] == "gardener"


def test_a_remembered_role_that_broke_does_not_stop_the_report(call: Call, home: Path) -> None:
    """Where the own role of an assessment no longer reads, commands say so and go on without."""
    answers = home / "garden.yaml"
    answers.write_text(SAID, encoding="utf-8")
    file = keep(home, "allotment", named("Allotment holder"))
    call(*GARDEN, "assess", "--role", "allotment", "--answers", str(answers))
    file.write_text(named("Allotment holder").replace("target: 4", "target: 9"), encoding="utf-8")
    for command in ("report", "roadmap", "history"):
        result = call(*GARDEN, command)
        assert result.code == ExitCode.OK
        *problems, usual = result.err.splitlines()
        assert problems[0].startswith("The role allotment of your assessment cannot be used: ")
        assert f"{file}:" in problems[0]
        assert usual == "Compared with the usual role instead. Name another one with --role."
        assert "Gardener" in result.out
    asked = call(*GARDEN, "report", "--role", "allotment")
    assert (asked.code, asked.out) == (ExitCode.USAGE, "")
    assert call(*GARDEN, "report", "--role", "gardener").err == ""


def questions_asked(home: Path) -> list[str]:
    """List the skills of the questions that were answered."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        events = store.events(assessment)
        return [str(e.detail["skill"]) for e in events if e.kind is EventKind.ANSWER]


ALL_FOUR = "answers: {digging-clay: dont-know, digging-beds: dont-know, digging-wet: dont-know}\n"


@pytest.mark.parametrize(("first", "asked"), [("digging", True), ("pruning", False)])
def test_questions_are_chosen_for_the_role(call: Call, home: Path, first: str, asked: bool) -> None:
    """A role that wants nothing of the skills that have questions leads to no question."""
    head, skills = GARDENER.split("skills:\n")
    wanted = skills[skills.index(f"  {first}:\n") :]
    keep(home, "other", f"{head.replace('[digging]', '[]')}skills:\n{wanted}")
    file = home / "garden.yaml"
    file.write_text(ALL_FOUR, encoding="utf-8")
    call(*GARDEN, "assess", "--role", "other", "--answers", str(file))
    assert bool(questions_asked(home)) is asked


LISP = "answers: {lisp-nested-minus: dont-know, python-count-labels: dont-know}\n"


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        ((), ["python"]),
        (("python",), ["python"]),
        (("lisp",), ["lisp"]),
    ],
)
def test_a_skill_outside_the_role_is_asked_about_where_it_is_named(
    call: Call, home: Path, names: tuple[str, ...], asked: list[str]
) -> None:
    """What the role does not want is asked about only where the person names it."""
    file = home / "lisp.yaml"
    file.write_text(LISP, encoding="utf-8")
    assert call("assess", *names, "--role", "ai-engineer", "--answers", str(file)).code == 0
    assert questions_asked(home) == asked


@pytest.mark.parametrize("names", [(), ("programming",)], ids=["whole", "area"])
@pytest.mark.parametrize("remembered", [False, True])
@pytest.mark.parametrize("command", ["sources", "roadmap", "report"])
def test_the_hints_of_a_report_stay_with_its_role(
    call: Call, answers: str, command: str, remembered: bool, names: tuple[str, ...]
) -> None:
    """A command that a report on a role points to is about the same role."""
    role = ("--role", "data-scientist")
    call("assess", *(role if remembered else ()), "--answers", answers)
    text = call("report", *names, *(() if remembered else role)).out
    assert text.startswith("Data scientist")
    flat = " ".join(text.split())
    hints = re.findall(rf"mlcareer ({command}\b[^:]*? --role data-scientist)", flat)
    assert len(hints) == len(re.findall(rf"mlcareer {command}\b", flat)) > 0
    for hint in hints:
        words = [word for word in hint.split() if word not in ("-o", "report.html")]
        assert "Data scientist" in call(*words, "--json").out


def test_one_skill_against_an_advertisement_points_to_commands_that_work(
    call: Call, home: Path, answers: str
) -> None:
    """An advertisement has no name that another command knows; a role has one."""
    call("assess", "--answers", answers)
    ad = home / "ad.txt"
    ad.write_text("Requirements\n\n- Python\n", encoding="utf-8")
    assert "mlcareer skills python\n" in call("report", "python", "--ad", str(ad)).out
    other = call("report", "python", "--role", "data-scientist").out
    assert "mlcareer skills python --role data-scientist\n" in other
