import ast
import re
from pathlib import Path

import pytest

import mlcareer
from support import REPOSITORY

SOURCE = Path(mlcareer.__file__).parent
HOUSE = REPOSITORY / "docs" / "house.md"
DECISIONS = REPOSITORY / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
PAGES = [HOUSE, REPOSITORY / "CONTRIBUTING.md", *RECORDS]
SECTIONS = ["Context", "Decision", "Consequences", "What would change it"]

BRIEF = ["Set up", "Run", "Add a question", "Add a format", "Add a command"]
"""What contributors are told in under ten lines each."""

_PLACE = re.compile(r"`((?:[\w-]+/)*\w+\.py)(?::([\w.]+))?`")
_PATH = re.compile(r"`((?:tests|docs|bench|data|src|examples|\.ci|\.github)/[\w./-]*)`")


def names_in(file: Path) -> set[str]:
    """List the functions, classes, methods and constants that a module defines."""
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        found |= _names_of(node)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for each in node.body for name in _names_of(each)}
    return found


def _names_of(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return {node.name}
        case ast.Assign():
            return {target.id for target in node.targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case _:
            return set()


def unknown_places(text: str) -> list[str]:
    """List the places in the source that a text names and that are not there."""
    wrong = []
    for path, name in _PLACE.findall(text):
        inside = SOURCE / path.removeprefix("src/mlcareer/")
        file = inside if inside.is_file() else REPOSITORY / path
        if not file.is_file() or (name and name not in names_in(file)):
            wrong.append(f"{path}:{name}".rstrip(":"))
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_places_that_are_named_exist(page: Path) -> None:
    """Each file and function that a page for contributors names is there."""
    text = page.read_text(encoding="utf-8")
    assert unknown_places(text) == []
    paths = (path for path in _PATH.findall(text) if not path.startswith("src/"))
    missing = [path for path in paths if not (REPOSITORY / path).exists()]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`gaps.py:make_report`", []),
        ("`measure/interview.py:Interview.next_step`", []),
        ("`store/database.py`", []),
        ("`bench/startup.py:LIMITS`", []),
        ("`gaps.py:make_repart`", ["gaps.py:make_repart"]),
        (
            "`measure/interview.py:Interview.next_stop`",
            ["measure/interview.py:Interview.next_stop"],
        ),
        ("`measure/nothing.py`", ["measure/nothing.py"]),
    ],
)
def test_a_place_that_is_gone_is_found(text: str, wrong: list[str]) -> None:
    """A file, function or method that is not there is named, one that is there is not."""
    assert unknown_places(text) == wrong


def test_what_contributors_do_first_is_told_briefly() -> None:
    """Each of the usual things to do takes less than ten lines to say."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    sections = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
    for name in BRIEF:
        # A paragraph behind the commands says what else there is.
        steps = sections[name].split("```\n\n")[0]
        lines = [line for line in steps.splitlines() if line.strip() and "```" not in line]
        assert 0 < len(lines) < 10, name


def test_the_way_of_an_answer_is_told_in_places() -> None:
    """The page follows an answer through files of every layer that it passes."""
    places = {path.split("/")[0] for path, _ in _PLACE.findall(HOUSE.read_text(encoding="utf-8"))}
    assert {"cli", "content", "measure", "model", "store", "render", "gaps.py"} <= places


def test_each_package_has_its_paragraph() -> None:
    """Each package, and each module beside them, is told about in a paragraph of its own."""
    text = HOUSE.read_text(encoding="utf-8")
    told = set(re.findall(r"\*\*`([\w.]+)`\*\*", text))
    packages = {folder.parent.name for folder in SOURCE.glob("*/__init__.py")}
    modules = {file.name for file in SOURCE.glob("*.py") if not file.name.startswith("__")}
    assert told == packages | modules


def test_the_layers_stand_in_their_order() -> None:
    """Packages come in the order of the layers that are checked, highest first."""
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    layers = project.split("layers = [")[1].split("]")[0]
    rank = {
        name: place
        for place, line in enumerate(re.findall(r'"([^"]+)"', layers))
        for name in re.findall(r"mlcareer\.(\w+)", line)
    }
    text = HOUSE.read_text(encoding="utf-8")
    told = [name.removesuffix(".py") for name in re.findall(r"\*\*`([\w.]+)`\*\*", text)]
    places = [rank[name] for name in told if name in rank]
    assert places == sorted(places)
    assert len(places) > 10


def test_the_diagram_is_plain_text() -> None:
    """The picture of the way of the data needs no more than ASCII and a hundred columns."""
    diagram = HOUSE.read_text(encoding="utf-8").split("```")[1]
    assert diagram.isascii()
    assert max(map(len, diagram.splitlines())) <= 100
    for name in ("content", "measure", "store", "gaps", "roadmap", "render", "checklists"):
        assert name in diagram


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_says_what_a_record_says(record: Path) -> None:
    """Each record has its number and title, then context, decision, consequences and an end."""
    text = record.read_text(encoding="utf-8")
    assert re.match(rf"# {record.stem[:4]}\. [A-Z\"].*\n", text)
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    assert all(len(part.split()) > 5 for part in text.split("\n## ")[1:])


def test_the_list_of_decisions_is_whole() -> None:
    """The index names each record once, in order, by its title; numbers have no hole."""
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\d{4})\]\(([^)]*)\) \| (.*) \|$", index, re.MULTILINE)
    titles = [r.read_text(encoding="utf-8").split("\n")[0].split(". ", 1)[1] for r in RECORDS]
    assert rows == [
        (record.stem[:4], record.name, title) for record, title in zip(RECORDS, titles, strict=True)
    ]
    assert [int(number) for number, *_ in rows] == list(range(1, len(RECORDS) + 1))
    assert len(RECORDS) > 10
