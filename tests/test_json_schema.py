import json
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from io import BytesIO, StringIO, TextIOWrapper
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from mlcareer.changes import Movement
from mlcareer.cli import main
from mlcareer.cli.run import BUG
from mlcareer.content.questions import find_questions, load_questions
from mlcareer.content.reviews import fingerprint
from mlcareer.content.shapes.questions import KINDS
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode, MlcareerError
from mlcareer.gaps import State
from mlcareer.measure.profile import Basis
from mlcareer.model.ads import SENIORITIES, Kind
from mlcareer.model.items import Outcome
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Form
from mlcareer.model.remarks import Severity
from mlcareer.model.skills import IMPORTANCES
from mlcareer.model.study import COSTS
from mlcareer.render.envelope import RESULT_VERSION
from mlcareer.self_rating import Verdict
from mlcareer.store.database import Store
from spoiling import spoil, write
from support import DATA, EXAMPLE, REPOSITORY, reply_to, run_process
from support_commands import command_names

FILE = REPOSITORY / "docs" / "schema" / "result.schema.json"
SCHEMA: Any = json.loads(FILE.read_text(encoding="utf-8"))
PAGE = (REPOSITORY / "docs" / "json.md").read_text(encoding="utf-8")
QUOTED = set(
    re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL))
)

GARDEN = "--content garden"
SITTINGS: dict[str, tuple[str, ...]] = {
    "nobody": (),
    "starter": ("ratings: {digging: 2}",),
    "master": ("ratings: {digging: 4, compost: 4, tomatoes: 4, pruning: 4}",),
    "lapsed": ("answers: {digging-clay: dont-know}", "ratings: {digging: 2}"),
    "gardener": (
        "ratings: {digging: 3, compost: 1, tomatoes: 2}",
        "ratings: {digging: 3}\nanswers: {digging-clay: dont-know, digging-beds: dont-know}",
        "answers: {digging-clay: a digging fork, digging-wet: Wait until it crumbles in the hand}",
    ),
}
"""What people say in the assessments of the garden, one after another."""

PROJECTS = """\
format: 1
principles: [Write down what you expect.]
common_criteria: {C1: A photograph shows the bed.}
projects:
  BED-1:
    name: A bed of one's own
    level: 1
    summary: Dig a bed.
    data: The soil behind the house.
    skills: [digging]
    criteria: [Nothing was trodden on.]
  POT-1:
    name: A pot on the sill
    level: 1
    summary: Sow in a pot.
    data: A pot and a seed.
    skills: [digging, compost, tomatoes]
    one_of: [compost, tomatoes]
    criteria: [A seedling stands.]
"""

NOTHING_RIGHT = "answers: {digging-clay: dont-know, digging-beds: dont-know}"
DIGS_WELL = (
    "ratings: {digging: 3, pruning: 0}\n"
    "answers: {digging-clay: a digging fork, digging-beds: 1500 litres,"
    " digging-wet: Wait until it crumbles in the hand}"
)
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""A Sunday."""

LONG_AGO = TODAY - timedelta(days=700)
LIVES: dict[str, tuple[str, ...]] = {
    "planner": (NOTHING_RIGHT,),
    "dated": (
        f"{NOTHING_RIGHT}\nratings: {{compost: 0, pruning: 4}}",
        "> roadmap --hours 6 --by 2027-01-15 --off 2026-12-24..2027-01-02 --days mon,sat",
        "> roadmap --export csv -o dated.csv",
        "> done digging.1 --on 2026-10-05 --evidence hole.jpg",
        "> done bed-1 --evidence https://example.org/bed",
        "> done compost.1 pruning.4",
    ),
    "refuted": (
        NOTHING_RIGHT,
        "> done digging.1 digging.2 compost.1",
        "> done project.BED-1",
        f"{NOTHING_RIGHT}\nratings: {{digging: 0}}",
    ),
    "late": (NOTHING_RIGHT, "> roadmap --hours 6 --by 2026-11-22 --days mon"),
    "slow": (NOTHING_RIGHT, "> roadmap --hours 1 --start 2085-01-01"),
    "finished": (
        NOTHING_RIGHT,
        "> roadmap --hours 80 --by 2027-12-31",
        "> done digging.1 digging.2 compost.1 compost.2 tomatoes.1 tomatoes.2 tomatoes.3 pruning.1",
        "> done bed-1 pot-1 --evidence bed.jpg",
    ),
    "digger": (
        DIGS_WELL,
        "> done digging.1",
        "> assess --answers more.yaml",
        "> roadmap --by 2027-04-01",
    ),
    "veteran": (DIGS_WELL, "> roadmap --by 2027-03-01"),
    "syncer": (NOTHING_RIGHT, "> done compost.1 compost.2 pruning.1"),
}
"""What people with a plan say and do, one after another; a command begins with >."""

FILES = {
    "more.yaml": "ratings: {tomatoes: 1}\nanswers: {digging-plan: dont-know}",
    "ticks.md": (
        "- [x] Dig <!-- mlc:digging.1 --> \u2705 2026-11-01\n"
        "- [x] Bed <!-- mlc:project.BED-1 -->\n  - Evidence: photos/bed.jpg\n"
        "- [X] Heap <!-- mlc:compost.1 -->\n"
        "- [ ] Heap <!-- mlc:compost.2 -->\n"
        "- [x] Fish <!-- mlc:fishing.2 -->\n"
        "- [x] Cut <!-- mlc:pruning.1\n"
    ),
    "ticks.csv": (
        "id;done;done_on;evidence\ncompost.1;TRUE;2026-11-02;heap.jpg\ndigging.2;x;;\n"
        "tomatoes.1;perhaps;;\n"
    ),
    "ticks.json": json.dumps(
        {
            "mlcareer_ticks": 1,
            "tasks": [
                {"id": "compost.1", "done": False},
                {"id": "tomatoes.1", "done": True, "on": "2026-11-03", "evidence": ""},
            ],
        }
    ),
    "todo.txt": "x 2026-11-04 2026-11-01 Water mlc:tomatoes.2\n(A) Cut mlc:pruning.1\n",
    "task.json": json.dumps(
        [{"uuid": "1", "mlcid": "tomatoes.3", "status": "completed", "end": "20261105T120000Z"}]
    ),
    "page.html": (
        '<!doctype html><html><body><main data-mlcareer-plan="1"><input type="checkbox"'
        ' data-id="digging.1" data-on="2026-11-06" checked></main></body></html>'
    ),
    "broken.json": '{"mlcareer_ticks": 1,\n"tasks": [}',
    "failed.json": '{"mlcareer_result_version": 1, "command": "roadmap", "data": null}',
    "nothing.csv": "",
}
"""Plans that were edited elsewhere, and answers."""

ENGINEER = (
    "report",
    "report --role ai-engineer",
    "report --role of-my-own",
    "report python",
    "report statistics",
    "report math",
    "report --since 1",
    "report --ad a01-bank-ml-engineer.txt",
    "report --ad a02-startup-chat.md",
    "report --ad short.txt",
    "report math --ad a15-lead-recommender.txt --since 1",
    "roadmap",
    "roadmap --domain banking --hours 3",
    "roadmap --what-if hours=10 --what-if by=2027-06-01,hours=5",
    "roadmap --role data-scientist --export json",
    "next",
    "due",
    "progress",
    "projects",
    "projects cpp-1",
    "history",
    "diff 1 2",
    "skills",
    "skills math",
    "skills python",
    "skills deployment --role ml-researcher",
    "skills --role ml-researcher",
    "sources",
    "about",
    "roles",
    "roles compare ml-engineer ml-researcher",
    "doctor",
)
GARDENER = (
    "report",
    "report digging",
    "report pruning",
    "report soil",
    "report --since 1",
    "roadmap",
    "projects",
    "projects POT-1",
    "history",
    "diff 1 2",
    "diff 2 3",
    "skills",
    "skills soil",
    "skills pruning",
    "sources",
    "about",
    "roles",
    "roles compare gardener gardener",
    "doctor",
)
PLANNERS = {
    "planner": (
        "roadmap",
        "next",
        "progress",
        "roadmap --by 2027-06-01",
        "next --role gardener",
        "roadmap --what-if hours=5",
        "done digging.1 DIGGING.2 --on 2026-11-20",
        "done bed-1 --evidence photos/bed.jpg",
        "done digging.1",
        "done --undo digging.1 compost.1",
        "report",
    ),
    "dated": (
        "roadmap",
        "next",
        "progress",
        "report",
        "report digging",
        "report soil",
        "roadmap --what-if hours=80 --what-if by=none --what-if hours=1,by=2026-11-30",
        "sync dated.csv",
    ),
    "refuted": ("roadmap", "next", "progress", "report", "report digging", "roadmap --hours 3"),
    "late": ("roadmap", "next", "progress", "roadmap --what-if by=2027-06-01"),
    "slow": ("roadmap", "next", "progress", "roadmap --what-if hours=80,start=none"),
    "finished": ("roadmap", "next", "progress", "report", "roadmap --what-if by=2027-01-01"),
    "digger": ("due", "next", "roadmap", "progress", "report digging", "diff 2026-11-19 now"),
    "veteran": ("due", "next", "roadmap", "due --role gardener"),
    "syncer": (
        "sync ticks.md",
        "sync ticks.csv",
        "sync --untick ticks.json",
        "sync todo.txt",
        "sync task.json",
        "sync page.html",
        "sync page.html --untick",
        "progress",
    ),
}
"""What is asked about a plan, and done with it, one after another."""

CHECK = "content check"
AUTHORED = (
    *(f"{CHECK} {line}" for line in ("starter", "starter --all")),
    *(f"content stats {line}" for line in ("starter", "unasked", "garden")),
    f"{GARDEN} content stats",
)
"""What is asked about content that has no errors."""

FORMS = (
    *(("engineer", line, ExitCode.OK) for line in ENGINEER),
    *(("gardener", f"{GARDEN} {line}", ExitCode.OK) for line in GARDENER),
    *(
        ("starter", f"{GARDEN} {line}", ExitCode.OK)
        for line in ("report", "report digging", "report pruning", "roadmap", "history")
    ),
    ("master", f"{GARDEN} roadmap", ExitCode.OK),
    ("lapsed", f"{GARDEN} diff 1 2", ExitCode.OK),
    ("nobody", f"{GARDEN} roles compare gardener gardener", ExitCode.OK),
    ("nobody", f"{GARDEN} doctor", ExitCode.OK),
    ("noter", f"{GARDEN} notes", ExitCode.OK),
    ("nobody", "config show", ExitCode.OK),
    ("settled", f"{GARDEN} config show", ExitCode.OK),
    ("planner", "data path", ExitCode.OK),
    ("spoilt-store", "--profile anna data path", ExitCode.OK),
    ("nobody", f"{GARDEN} done digging.1", ExitCode.OK),
    ("nobody", f"{GARDEN} sync todo.txt", ExitCode.OK),
    *(("nobody", line, ExitCode.OK) for line in AUTHORED),
    *((who, f"{GARDEN} {line}", ExitCode.OK) for who, lines in PLANNERS.items() for line in lines),
)
"""Who asks for what, and how the command ends."""

FAILURES = (
    ("nobody", "report", ExitCode.NO_DATA),
    ("nobody", "roadmap", ExitCode.NO_DATA),
    ("nobody", "notes", ExitCode.NO_DATA),
    ("nobody", "history", ExitCode.NO_DATA),
    ("nobody", "diff 1 2", ExitCode.NO_DATA),
    ("nobody", "", ExitCode.USAGE),
    ("nobody", "reprot", ExitCode.USAGE),
    ("nobody", "assess", ExitCode.USAGE),
    ("nobody", "review", ExitCode.USAGE),
    ("nobody", "content", ExitCode.USAGE),
    ("nobody", f"{CHECK} garden", ExitCode.NEGATIVE),
    ("nobody", f"{CHECK} spoilt --all", ExitCode.NEGATIVE),
    ("nobody", f"{CHECK} starter --strict", ExitCode.NEGATIVE),
    ("nobody", f"{CHECK} unreadable", ExitCode.NEGATIVE),
    ("nobody", f"{CHECK} nowhere", ExitCode.USAGE),
    ("nobody", f"{CHECK} garden --nothing", ExitCode.USAGE),
    ("nobody", "content stats spoilt", ExitCode.USAGE),
    ("nobody", "content stats nowhere", ExitCode.USAGE),
    ("nobody", "content new elsewhere", ExitCode.USAGE),
    ("nobody", "content preview digging-clay garden", ExitCode.USAGE),
    ("nobody", "content schema skills", ExitCode.USAGE),
    ("nobody", "skills xyzzy", ExitCode.USAGE),
    ("nobody", "skills --role nobody", ExitCode.USAGE),
    ("nobody", "sources --role nobody.yaml", ExitCode.USAGE),
    ("nobody", "roles compare ml-engineer nobody", ExitCode.USAGE),
    ("nobody", "--content nowhere about", ExitCode.USAGE),
    ("nobody", "--content spoilt skills", ExitCode.USAGE),
    ("nobody", "--content spoilt doctor", ExitCode.NEGATIVE),
    ("nobody", "--content unreadable roles", ExitCode.USAGE),
    ("spoilt-store", "report", ExitCode.USAGE),
    ("spoilt-store", "doctor", ExitCode.NEGATIVE),
    ("unsettled", "config show", ExitCode.NEGATIVE),
    ("unsettled", "doctor", ExitCode.NEGATIVE),
    *(("unsettled", line, ExitCode.USAGE) for line in ("about", "config path --why", "report")),
    ("nobody", "config", ExitCode.USAGE),
    ("nobody", "completion tcsh", ExitCode.USAGE),
    *(("nobody", line, ExitCode.USAGE) for line in ("data", "data export", "data delete")),
    ("gardener", f"{GARDEN} report --role nobody", ExitCode.USAGE),
    ("engineer", "report --ad nothing.txt", ExitCode.USAGE),
    ("engineer", "report --role ml-engineer --ad a02-startup-chat.md", ExitCode.USAGE),
    ("gardener", f"{GARDEN} report --since 9", ExitCode.USAGE),
    ("gardener", f"{GARDEN} diff 1 1", ExitCode.USAGE),
    ("gardener", f"{GARDEN} roadmap -o missing/plan.json", ExitCode.USAGE),
    *(("nobody", line, ExitCode.NO_DATA) for line in ("next", "progress", "due")),
    ("nobody", "roadmap --what-if hours=3", ExitCode.NO_DATA),
    ("planner", f"{GARDEN} due", ExitCode.NO_DATA),
    *(
        ("planner", f"{GARDEN} {line}", ExitCode.USAGE)
        for line in (
            "done",
            "done digging",
            "done fishing.1",
            "done digging.1 fishing.1",
            "done digging.1 --on 2026-11-23",
            "done digging.1 --on soon",
            "sync",
            "sync missing.md",
            "sync nothing.txt",
            "sync nothing.csv",
            "sync broken.json",
            "sync failed.json",
            "next --role nobody",
            "progress --role nobody",
            "due --role nobody",
            "roadmap --what-if luck=1",
            "roadmap --what-if hours=3 --export md",
            "roadmap --hours 0",
            "roadmap --by soon",
            "roadmap --by 2020-01-01",
            "roadmap --off 2026-12-24..2026-12-01",
            "roadmap --days funday",
            "roadmap --domain fishing",
            "roadmap --export csv",
            "roadmap --export nothing",
            "roadmap --update ticks.md",
            "projects fishing",
        )
    ),
    *(("spoilt-store", line, ExitCode.USAGE) for line in ("done python.2", "next", "due")),
    ("spoilt-store", "sync ticks.md", ExitCode.USAGE),
)

OPTIONAL = re.compile(
    r"report: (data\.(changes|ad|area|ticked)|data\.(skills\.\d+|skill)\.ticked)"
    r"|[a-z ]*: errors\.\d+\.(line|column)"
)
"""Places that only some results have."""

DATALESS = {
    *("", "assess", "review"),
    *("content", "content new", "content preview", "content schema", "content prove"),
    *("content sheet", "content review", "content export", "content import"),
    *("config", "config path", "completion"),
    *("data", "data export", "data import", "data delete", "data recover"),
}
"""Commands that have no result in JSON; the first is none."""

MAPS = {"areas", "background", "traits", "sub_competences", "texts", "skills"}
"""Keys whose value may be a mapping from ids, which need not have any one of them."""

UNBOUNDED = re.compile(r"ability|\bdifference|self_rating\.(low|high)|mean_b")
"""Numbers in logits and ends of ranges, which may be below any number."""

WRONG: tuple[object, ...] = ("text?", -7.5, True, [], {})
Place = tuple[str | int, ...]


class Result(NamedTuple):
    """What a command line came to, its standard output read as JSON."""

    code: int
    said: Any


def parts(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    """List what stands directly in a value, by key or number."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def objects(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """List all objects inside a value."""
    if isinstance(value, dict):
        yield value
    for _, each in parts(value):
        yield from objects(each)


def strict(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Forbid keys that are not described; mappings from ids stay as they are."""
    closed = deepcopy(schema)
    for record in objects(closed):
        if record.get("additionalProperties") is True:
            record["additionalProperties"] = False
    return closed


def described(schema: Any, of: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401
    """List the properties by record and name; conditions only narrow what is described so."""
    for key, part in parts(schema):
        if key in ("properties", "patternProperties"):
            yield from ((f"{of}.{name}", about) for name, about in part.items())
        if key not in ("if", "then", "else", "allOf"):
            yield from described(part, key)


LOOSE = Draft202012Validator(SCHEMA)
STRICT = Draft202012Validator(strict(SCHEMA))
PROPERTIES = list(described(SCHEMA))


def complaints(validator: Validator, said: Any) -> set[str]:  # noqa: ANN401 - any JSON
    """List what a schema has against a result, each with its place."""
    return {f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(said)}


def printed(line: str, encoding: str = "utf-8") -> tuple[int, bytes]:
    """Run a command line; return its code and what it printed."""
    raw = BytesIO()
    with (
        redirect_stdout(TextIOWrapper(raw, encoding=encoding)) as out,
        redirect_stderr(StringIO()),
    ):
        code = main(shlex.split(line))
    out.flush()
    return code, raw.getvalue()


def run(line: str) -> Result:
    """Run a command line with --json, or what stands for it."""
    code, text = printed(f"{line} {'--format json' if CHECK in line else '--json'}")
    return Result(code, json.loads(text))


def sit(line: str, text: str) -> None:
    """Take an assessment from a file."""
    Path("answers.yaml").write_text(text, encoding="utf-8")
    code, _ = printed(f"{line} assess --new --answers answers.yaml --seed 1")
    assert code == ExitCode.OK


def engineer_sits() -> None:
    """Let an engineer answer twice, the second time better, and make a role."""
    bank = load_questions(DATA, load_skill_map(DATA), ("python", "statistics"))
    said = {
        "background": {"degree": "physics", "hours": 6, "goal": "change-career"},
        "traits": {"teamwork": 4},
    }
    for rated, best in (({"python": 4}, 1), ({"python": 2, "statistics": 3, "git": 1}, 2)):
        answers = {id_: reply_to(one, right=one.level <= best) for id_, one in bank.items()}
        sit("", json.dumps({**said, "ratings": rated, "answers": answers}))
    role = (DATA / "roles" / "ml-engineer.yaml").read_text(encoding="utf-8")
    own = Path("engineer", "roles", "of-my-own.yaml")
    write(own, role.replace("id: ml-engineer", "id: of-my-own", 1))


def noter_remarks() -> None:
    """Let a person remark on a question that there is, and on one that is gone."""
    (clay,) = find_questions(EXAMPLE, load_skill_map(EXAMPLE), {"digging-clay": "digging"}).values()
    said = (
        (clay.id, "Which clay?", fingerprint(clay)),
        (clay.id, "", "0123456789ab"),
        ("gone-long-ago", "", "0123456789ab"),
    )
    with Store(Path("noter", "mlcareer.db")) as store:
        assessment = store.start("gardener", 1, TODAY)
        for at, (question, words, wording) in enumerate(said, 1):
            detail = {"skill": "digging", "fingerprint": wording}
            event = Event(EventKind.NOTE, question, words, detail)
            store.append(assessment, at, event, TODAY)


def prepare(place: Path) -> None:
    """Put contents and advertisements in a folder, sound ones and spoilt ones."""
    for name in ("garden", "spoilt", "unreadable"):
        shutil.copytree(EXAMPLE, place / name)
    spoil(place / "spoilt" / "skills.yaml", "requires: [digging]", "requires: [diging]")
    shutil.copytree(place / "garden", place / "unasked", ignore=shutil.ignore_patterns("questions"))
    assert printed(f"content new {shlex.quote(str(place / 'starter'))}")[0] == ExitCode.OK
    (place / "unreadable" / "roles" / "weeder.yaml").mkdir()
    write(place / "garden" / "projects.yaml", PROJECTS)
    for name, text in FILES.items():
        write(place / name, text)
    for ad in (EXAMPLE.parent / "ads").glob("a*.*"):
        shutil.copy(ad, place)
    write(place / "nothing.txt", "We sell bread.")
    write(place / "short.txt", "We ask for:\n- 3 years of experience with Scala\n- Python\n")
    write(place / "spoilt-store" / "mlcareer.db", "no database at all")
    write(place / "settled" / "config.toml", 'plain = true\nrole = "gardener"\ncolor = "never"\n')
    write(place / "unsettled" / "config.toml", 'plian = true\nrole = "ml-engineer"\n')


def live(person: str, patch: pytest.MonkeyPatch) -> None:
    """Let a person sit and plan in the garden, something each day until yesterday."""
    life = (*SITTINGS.get(person, ()), *LIVES.get(person, ()))
    last = LONG_AGO if person == "veteran" else TODAY
    for days, text in zip(range(len(life), 0, -1), life, strict=True):
        set_clock(patch, last - timedelta(days=days))
        if text.startswith("> "):
            assert printed(f"{GARDEN} {text[2:]}")[0] == ExitCode.OK, text
        else:
            sit(GARDEN, text)


def set_clock(patch: pytest.MonkeyPatch, now: datetime) -> None:
    """Stop the clock of all commands."""
    for module in ("app_assess", "app", "app_plan"):
        patch.setattr(f"mlcareer.cli.{module}.now", lambda: now)


def outcomes(person: str, patch: pytest.MonkeyPatch) -> Iterator[tuple[tuple[str, str], Result]]:
    """Let a person sit, then run all that is asked in that name."""
    live(person, patch)
    set_clock(patch, TODAY)
    if person == "engineer":
        engineer_sits()
    if person == "noter":
        noter_remarks()
    for who, line, _ in (*FORMS, *FAILURES):
        if who == person:
            yield (who, line), run(line)


class Results(dict[tuple[str, str], Result]):
    """Results by who asks and for what; hypothesis shows them, and all would be too much."""

    def __repr__(self) -> str:
        return f"{len(self)} results"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Run every command in every form, by who asks and for what."""
    place = tmp_path_factory.mktemp("json")
    prepare(place)
    found = Results()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MLCAREER_CONTENT", raising=False)
        patch.chdir(place)
        for person in {person for person, *_ in (*FORMS, *FAILURES)}:
            patch.setenv("MLCAREER_HOME", str(place / person))
            found |= outcomes(person, patch)
    return found


def test_the_schema_is_one() -> None:
    """The file is a schema of its draft, for the version that is printed."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["mlcareer_result_version"]["const"] == RESULT_VERSION


def test_everything_is_described() -> None:
    """Each key has one short sentence, and each number its range or its unit."""
    assert len(PROPERTIES) > 200
    for name, about in PROPERTIES:
        text = about["description"]
        assert re.fullmatch(r"[-A-Z0-9][^\n]{5,115}\.", text), name
        if {"integer", "number"} & {*about.get("type", "")}:
            assert "minimum" in about or re.search(r"logits|levels", text), name


def test_each_key_is_always_there_except_a_few() -> None:
    """A program finds each key of a record, but for those that only some forms have."""
    records = {name: each for name, each in SCHEMA["$defs"].items() if "properties" in each}
    left = {name: each["properties"].keys() - {*each["required"]} for name, each in records.items()}
    facts = left.pop("doctor")
    assert {f"{name}.{key}" for name, keys in left.items() for key in keys} == {
        *("report.changes", "report.ad", "report.area", "report.ticked", "exclusion.sources"),
        "skill_in_report.ticked",
        *("skill.role", "skill.has_questions", "error.file", "error.line", "error.column"),
    }
    assert facts.isdisjoint({"mlcareer", "python", "platform", "output"})
    assert {*SCHEMA["required"]} == SCHEMA["properties"].keys()


@pytest.mark.parametrize(("who", "line", "code"), FORMS)
def test_each_result_is_as_described(results: Results, who: str, line: str, code: ExitCode) -> None:
    """Whatever a command finds is what the schema says, with no key that it does not know."""
    result = results[who, line]
    assert result.code == code
    assert result.said["data"] is not None
    assert complaints(LOOSE, result.said) == set()
    assert complaints(STRICT, result.said) == set()


@pytest.mark.parametrize(("who", "line", "code"), FAILURES)
def test_each_failure_is_as_described(
    results: Results, who: str, line: str, code: ExitCode
) -> None:
    """A failure comes in the same form, under the name of its command."""
    result = results[who, line]
    assert result.code == code
    assert result.said["errors"]
    assert (result.said["data"] is None) is (code != ExitCode.NEGATIVE)
    assert complaints(STRICT, result.said) == set()
    named = result.said["command"]
    assert named == "" if line in ("", "reprot") else line.find(named) >= 0


def test_a_mistake_in_content_names_file_and_line(results: Results) -> None:
    """Programs get the place of a mistake, and no line where the whole file is bad."""
    (spoilt,) = results["nobody", "--content spoilt skills"].said["errors"]
    lines = Path(EXAMPLE, "skills.yaml").read_text(encoding="utf-8").splitlines()
    assert spoilt["code"] == "content"
    assert Path(spoilt["file"]) == Path("spoilt", "skills.yaml")
    assert lines[spoilt["line"] - 1].strip() == "requires: [digging]"
    assert lines[spoilt["line"] - 1].index("digging") == spoilt["column"] - 1
    (unreadable,) = results["nobody", "--content unreadable roles"].said["errors"]
    assert Path(unreadable["file"]).name == "weeder.yaml"
    assert unreadable.keys() == {"code", "message", "file"}


def test_a_check_tells_what_stops_the_build_twice(results: Results) -> None:
    """Errors of a check are remarks and errors, warnings among these where they stop it too."""
    for line in (f"{CHECK} garden", f"{CHECK} spoilt --all", f"{CHECK} starter --strict"):
        said = results["nobody", line].said
        stopping = {"error", "warning"} if "--strict" in line else {"error"}
        remarks = [one for one in said["data"]["remarks"] if one["severity"] in stopping]
        places = ("file", "line", "column", "message")
        assert [[one.get(key) for key in places] for one in said["errors"]] == [
            [one[key] for key in places] for one in remarks
        ]


def test_doctor_tells_each_mistake_as_every_command_does(results: Results) -> None:
    """What doctor finds has the code, the file and the line that other commands give it."""
    found = results["nobody", "--content spoilt doctor"].said
    assert found["errors"] == results["nobody", "--content spoilt skills"].said["errors"]
    assert found["data"]["content_hash"]
    assert "questions" not in found["data"]
    assert results["gardener", f"{GARDEN} doctor"].said["data"]["role_gardener"] == "4 skills"
    (error,) = results["spoilt-store", "doctor"].said["errors"]
    assert (error["code"], error.keys()) == ("store", {"code", "message"})


@pytest.mark.parametrize(
    ("error", "exit_code", "code"),
    [(ValueError("unlucky"), BUG, "bug"), (OSError(5, "Broken", "x"), ExitCode.USAGE, "file")],
)
def test_what_nobody_expects_is_as_described(
    monkeypatch: pytest.MonkeyPatch, error: Exception, exit_code: int, code: str
) -> None:
    """A bug, or a file that fails while it is read, is told in the same form."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("mlcareer.cli.about.about_data", fail)
    result = run("about")
    assert result.code == exit_code
    assert [one["code"] for one in result.said["errors"]] == [code]
    assert complaints(STRICT, result.said) == set()


def sort_of(value: object) -> str:
    """Say what sort of value it is, of those that a key has to have in some result."""
    if value is None or isinstance(value, bool):
        return str(value)
    return "nothing" if value in ([], {}, "") else "something"


def seen_in(results: Results) -> set[tuple[int, str]]:
    """List the properties that occur, each with the sorts of its values."""
    seen: set[tuple[int, str]] = set()

    def look(validator: Validator, properties: Any, value: Any, _: Any) -> Iterator[Any]:  # noqa: ANN401
        if isinstance(value, dict):
            for name in properties.keys() & value.keys():
                seen.add((id(properties[name]), sort_of(value[name])))
        yield from Draft202012Validator.VALIDATORS["properties"](validator, properties, value, _)

    def match(validator: Validator, patterns: Any, value: Any, _: Any) -> Iterator[Any]:  # noqa: ANN401
        for pattern, name in product(patterns, value if isinstance(value, dict) else ()):
            if re.search(pattern, name):
                seen.add((id(patterns[pattern]), sort_of(value[name])))
        yield from Draft202012Validator.VALIDATORS["patternProperties"](
            validator, patterns, value, _
        )

    looking = extend(Draft202012Validator, {"properties": look, "patternProperties": match})  # type: ignore[no-untyped-call]
    for result in results.values():
        list(looking(SCHEMA).iter_errors(result.said))
    return seen


def sorts_of(about: dict[str, Any]) -> set[str]:
    """List the sorts of values that a property must have, each in some result."""
    types = about.get("type", [])
    sorts = {"None"} if "null" in types else set()
    if "const" in about:
        return sorts | {sort_of(about["const"])}
    return sorts | ({"True", "False"} if "boolean" in types else {"something"})


def test_nothing_is_described_that_never_comes(results: Results) -> None:
    """Each key comes with a value, a list with an entry, null if it may be, true and false."""
    seen = seen_in(results)
    never = {
        f"{name}: {sort}"
        for name, about in PROPERTIES
        for sort in sorts_of(about)
        if (id(about), sort) not in seen
    }
    assert never == set()


def words_of(record: str, name: str) -> list[str]:
    """List the fixed words of a property."""
    words: list[str | None] = SCHEMA["$defs"][record]["properties"][name]["enum"]
    return [word for word in words if word is not None]


@pytest.mark.parametrize(
    ("record", "name", "words"),
    [
        ("skill_in_report", "basis", Basis),
        ("skill_in_report", "state", State),
        ("skill_in_report", "importance", IMPORTANCES),
        ("comparison", "verdict", Verdict),
        ("self_ratings", "habit", Verdict),
        ("answer", "outcome", Outcome),
        ("resource", "cost", COSTS),
        ("share_change", "movement", Movement),
        ("skill_change", "movement", Movement),
        ("match", "kind", Kind),
        ("ad", "seniority", SENIORITIES),
        ("content_remark", "severity", Severity),
        ("kind_count", "kind", KINDS),
        ("kind_count", "form", Form),
    ],
)
def test_fixed_words_are_those_of_the_program(
    record: str, name: str, words: type[StrEnum] | tuple[str, ...]
) -> None:
    """The schema has each word that the program knows, without spaces, and no other."""
    assert sorted(words_of(record, name)) == sorted(str(word).replace(" ", "-") for word in words)


def test_every_kind_of_error_is_listed() -> None:
    """The codes are those of all errors that people can do something about, and two more."""
    codes = {each.code for each in MlcareerError.__subclasses__()}
    assert {*words_of("error", "code")} == codes | {"file", "bug"}


def places(value: Any, place: Place = ()) -> Iterator[Place]:  # noqa: ANN401 - any JSON
    """List the places of all values inside a value."""
    for key, each in parts(value):
        yield (*place, key)
        yield from places(each, (*place, key))


def dotted(place: Place) -> str:
    """Write a place as a text."""
    return ".".join(map(str, place))


def parent_of(said: Any, place: Place) -> Any:  # noqa: ANN401 - any JSON
    """Find what a value stands in."""
    for key in place[:-1]:
        said = said[key]
    return said


def kind_of(value: object) -> str:
    """Name the type of a value as JSON knows it."""
    kinds = {bool: "boolean", int: "number", float: "number", str: "text", dict: "object"}
    return kinds.get(type(value), "list")


def may_go(said: Any, place: Place) -> bool:  # noqa: ANN401 - any JSON
    """Whether a result is as good without a value: list items, ids of mappings, extra parts."""
    holder = place[-2] if len(place) > 1 else ""
    facts = holder == "data" and said["command"] == "doctor"
    extra = OPTIONAL.fullmatch(f"{said['command']}: {dotted(place)}") is not None
    return isinstance(place[-1], int) or facts or holder in MAPS or extra


def spoilings(said: Any, place: Place) -> Iterator[Any]:  # noqa: ANN401 - any JSON
    """Spoil one value of a result in every way: gone, of another type, out of its range."""
    name, value = place[-1], parent_of(said, place)[place[-1]]
    if not may_go(said, place):
        changed = deepcopy(said)
        del parent_of(changed, place)[name]
        yield changed
    others = [each for each in WRONG if kind_of(each) != kind_of(value)]
    if kind_of(value) == "number" and not UNBOUNDED.search(dotted(place)):
        others.append(-1000)
    for other in others if value is not None else ():
        changed = deepcopy(said)
        parent_of(changed, place)[name] = other
        yield changed


@given(which=st.sampled_from([*FORMS, *FAILURES]), number=st.integers(0, 100_000))
def test_spoilt_results_are_refused(
    results: Results, which: tuple[str, str, ExitCode], number: int
) -> None:
    """A result of which a key is gone, or a value of another type or size, is not accepted."""
    said = results[which[0], which[1]].said
    where = list(places(said))
    place = where[number % len(where)]
    before = complaints(LOOSE, said)
    for changed in spoilings(said, place):
        assert complaints(LOOSE, changed) - before, f"{which} at {place}: {changed}"


def test_new_keys_are_accepted_except_by_the_strict_schema(results: Results) -> None:
    """Who validates with an older schema is not disturbed by what was added since."""
    said = deepcopy(results["engineer", "report python"].said)
    said["data"]["skill"]["new"] = 1
    assert complaints(LOOSE, said) == set()
    assert any("'new' was unexpected" in one for one in complaints(STRICT, said))


def test_a_role_has_one_name(results: Results) -> None:
    """The id of a role stands for one name in all results."""
    names: dict[str, set[str]] = {}
    for result in results.values():
        for one in objects(result.said):
            role = one.get("role")
            if role and role["id"] not in ("ad", "of-my-own"):
                names.setdefault(role["id"], set()).add(role["name"])
    assert {id_: found for id_, found in names.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("report --format json", "report"),
        ("report --format=json", "report"),
        ("--content about skills --json", "skills"),
        ("roles --json compare ml-engineer ai-engineer", "roles compare"),
        ("report --json --ad ad.txt", "report"),
        ("report --format json --ad ad.txt", "report"),
        ("content check --format=json starter", "content check"),
        ("content check starter --format json --al", "content check"),
    ],
)
def test_json_comes_however_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, command: str
) -> None:
    """Standard output is one result under the name of its command, whatever was asked."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLE.parent / "ads" / "a02-startup-chat.md", "ad.txt")
    said = json.loads(printed(line)[1])
    assert complaints(STRICT, said) == set()
    assert said["command"] == command


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_no_character_is_lost(encoding: str) -> None:
    """JSON is plain ASCII, so that it reads the same whatever the stream is taken to be."""
    said = json.loads(printed("skills Größe機 --json", encoding)[1].decode("ascii"))
    assert "'Größe機'" in said["errors"][0]["message"]


def blocks(language: str) -> list[str]:
    """List the code of a language on the page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_page_names_every_command_code_and_key() -> None:
    """What the schema knows about a result at its top stands on the page, and the exit codes."""
    records = ("report", "skill_report", "changes", "roadmap", "history", "skills", "sources")
    of_plans = ("what_if", "plan_compared", "next", "done", "tick", "sync", "mark", "remark")
    others = (
        "progress",
        "due",
        "due_skill",
        "projects",
        "project_told",
        "about",
        "roles",
        "roles_compared",
        "settings",
        "setting",
        "notes",
        "note",
        *("content_check", "content_remark", "content_stats", "skill_counts"),
    )
    for record in (*records, *of_plans, *others):
        assert SCHEMA["$defs"][record]["properties"].keys() - QUOTED == set(), record
    assert {*words_of("error", "code")} - QUOTED == set()
    commands = {*SCHEMA["properties"]["command"]["enum"]} - DATALESS
    assert len(commands) > 14
    for command in commands:
        assert any(one == command or one.startswith(f"{command} ") for one in QUOTED), command
    for code in (*ExitCode, BUG):
        assert f"| {int(code)} |" in PAGE


def test_every_command_with_json_is_in_the_schema_and_asked_for() -> None:
    """Each command that can print JSON is listed, and the tests above run it."""
    listed = {*SCHEMA["properties"]["command"]["enum"]} - DATALESS
    asked = {line.removeprefix(GARDEN).strip() for _, line, _ in FORMS}
    with_json = set()
    for name in command_names():
        code, text = printed(f"{name} --help")
        assert code == ExitCode.OK
        if re.search(rb"--json\b|--format <[^>]*\bjson\b", text):
            with_json.add(name)
    assert with_json == listed
    assert {*command_names()[1:]} <= {*SCHEMA["properties"]["command"]["enum"]}
    assert {one for one in listed if not any(line.startswith(one) for line in asked)} == set()


def test_the_results_on_the_page_are_as_described(results: Results) -> None:
    """The failure on the page is one that the program prints."""
    failure = json.loads(blocks("json")[1])
    assert failure == results["nobody", "report"].said


def test_the_python_of_the_page_runs(
    results: Results, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two programs take what the command prints; the first tells each skill in a line."""
    monkeypatch.chdir(REPOSITORY)
    said = results["engineer", "report"].said
    telling, _, checking = blocks("python")
    for code in (telling, checking):
        monkeypatch.setattr("sys.stdin", StringIO(json.dumps(said)))
        exec(compile(code, "docs/json.md", "exec"), {})  # noqa: S102
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(said["data"]["skills"])
    assert sum(line.endswith(": not measured") for line in lines) == 43
    assert any(re.fullmatch(r"Statistics: \w.* to \w.*, \d\d% sure", line) for line in lines)


def test_the_python_of_the_page_tells_failures(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without data the first program ends with the message."""
    said = results["nobody", "report"].said
    monkeypatch.setattr("sys.stdin", StringIO(json.dumps(said)))
    with pytest.raises(SystemExit, match="There are no answers yet"):
        exec(compile(blocks("python")[0], "docs/json.md", "exec"), {})  # noqa: S102


def test_a_program_can_tick_as_the_page_says(results: Results, home: Path) -> None:
    """What the page's program makes of a plan is read back: its tick is new, and nothing else."""
    said = results["engineer", "roadmap"].said
    first = said["data"]["tasks"][0]["id"]
    result = BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(json.dumps(said)))
        patch.setattr("sys.argv", ["tick.py", first])
        with redirect_stdout(TextIOWrapper(result, encoding="utf-8")) as out:
            exec(compile(blocks("python")[1], "docs/json.md", "exec"), {})  # noqa: S102
            out.flush()
    file = home / "plan.json"
    file.write_bytes(result.getvalue())
    assert complaints(LOOSE, said) == set()
    back = run(f"sync {shlex.quote(str(file))}")
    assert [mark["id"] for mark in back.said["data"]["new"]] == [first]
    kept = {key: marks for key, marks in back.said["data"].items() if key != "new" and marks}
    assert kept == {}
    assert f"python tick.py {first} > plan.json".replace(first, "python.2") in PAGE


def test_ticks_are_told_under_the_names_of_their_tasks(results: Results) -> None:
    """Done and sync give each tick the title that the plan gives it, not its id again."""
    for who, line in (
        ("planner", "done bed-1 --evidence photos/bed.jpg"),
        ("syncer", "sync ticks.md"),
        ("syncer", "sync --untick ticks.json"),
    ):
        for tick in objects(results[who, f"{GARDEN} {line}"].said["data"]):
            if tick.get("id") == "project.BED-1":
                assert tick["title"] == "BED-1: A bed of one's own"
            elif "id" in tick and tick["id"] != "fishing.2":
                assert tick["title"] != tick["id"], line


def test_what_done_changed_is_told_and_nothing_else(results: Results) -> None:
    """A tick that stood before was not made now; one that was taken back is named as such."""

    def changed(line: str) -> dict[str, list[str]]:
        data = results["planner", f"{GARDEN} done {line}"].said["data"]
        return {key: [tick["id"] for tick in ticks] for key, ticks in data.items()}

    assert changed("digging.1 DIGGING.2 --on 2026-11-20") == {
        "ticked": ["digging.1", "digging.2"],
        "taken_back": [],
    }
    assert changed("digging.1") == {"ticked": [], "taken_back": []}
    assert changed("--undo digging.1 compost.1") == {"ticked": [], "taken_back": ["digging.1"]}


def test_what_sync_found_stands_in_its_place(results: Results) -> None:
    """New, known, emptied and unknown ticks, and what was not understood, are told apart."""
    said = results["syncer", f"{GARDEN} sync ticks.md"].said["data"]
    ids = {key: [one["id"] for one in said[key]] for key in said if key != "remarks"}
    assert ids == {
        "new": ["digging.1", "project.BED-1"],
        "already": ["compost.1"],
        "evidence_added": [],
        "no_longer_ticked": ["compost.2"],
        "taken_back": [],
        "unknown": ["fishing.2"],
    }
    assert [one["line"] for one in said["remarks"]] == [7]
    assert said["new"][0]["on"] == "2026-11-01"
    assert said["new"][1]["evidence"] == "photos/bed.jpg"
    table = results["syncer", f"{GARDEN} sync ticks.csv"].said["data"]
    assert [one["evidence"] for one in table["evidence_added"]] == ["heap.jpg"]
    assert [one["line"] for one in table["remarks"]] == [4]
    ticks = results["syncer", f"{GARDEN} sync --untick ticks.json"].said["data"]
    assert [one["id"] for one in ticks["taken_back"]] == ["compost.1"]
    steps = results["syncer", f"{GARDEN} progress"].said["data"]["steps"]
    assert steps["ticked"] == 7


def test_counts_of_a_plan_add_up(results: Results) -> None:
    """The numbers of progress are those of the roadmap of the same day."""
    for who in ("dated", "refuted", "late", "finished"):
        plan = results[who, f"{GARDEN} roadmap"].said["data"]
        said = results[who, f"{GARDEN} progress"].said["data"]
        kinds = [task["kind"] for task in plan["tasks"]]
        fit = plan["fit"] or {"left_out": []}
        assert said["steps"]["open"] == kinds.count("step")
        assert said["projects"]["open"] == kinds.count("project")
        assert said["steps"]["left_out"] == sum(len(one["levels"]) for one in fit["left_out"])
        assert said["ticked"] == plan["ticked"]
        for key in ("hours_low", "hours_high", "finish", "prospects", "role", "made_on"):
            assert said[key] == plan[key]
        next_ = results[who, f"{GARDEN} next"].said["data"]
        assert next_["tasks"] == plan["tasks"][:3]
        assert next_["checks"] == plan["checks"]


def test_a_failed_command_changes_nothing(results: Results) -> None:
    """After all that was refused, the ticks are those of the commands that went well."""
    plan = results["planner", f"{GARDEN} report"].said["data"]
    ids = {t["id"] for skill in plan["skills"] for t in skill.get("ticked", ())}
    assert ids == {"digging.2", "project.BED-1"}
    (error,) = results["planner", f"{GARDEN} sync broken.json"].said["errors"]
    assert (error["code"], Path(error["file"]).name, error["line"]) == ("content", "broken.json", 2)


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_jq_of_the_page_runs(results: Results, home: Path) -> None:
    """Each line with jq gets something out of what the command before it prints."""
    lines = re.findall(r"^mlcareer (\w+) --json \| (.*)$", blocks("sh")[0], re.MULTILINE)
    assert len(lines) == 5
    for command, filtering in lines:
        said = results["engineer", command].said
        done = run_process(shlex.split(filtering), home, stdin=json.dumps(said))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
