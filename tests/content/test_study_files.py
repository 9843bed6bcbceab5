from pathlib import Path

import pytest

from mlcareer.content.study import load_claim_sources, load_claims, load_projects, load_resources
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import Project, Resource
from spoiling import complaints, spoil, write
from support import EXAMPLE

ADDRESS = "an address starts with https:// or http://"
NEWER = "format 2 is newer than this program knows (1); upgrade mlcareer"
PROJECTS = """\
format: 1
principles: [Write down what you expect.]
common_criteria: {C1: A photograph shows the bed.}
projects:
  POT-1:
    name: A pot of tomatoes
    level: 1
    summary: Grow one plant.
    data: Seeds.
    skills: [tomatoes, digging]
    criteria: [A ripe fruit is shown.]
  BED-1: {name: A bed, level: 2, summary: Dig it., data: Soil., skills: [digging], criteria: []}
"""
CLAIMS = """\
format: 1
sources:
  G: {title: The almanac, kind: book, date: '2024', note: Old.}
claims:
  G1:
    says: Gardens feed people.
    kind: context
    shows_in: []
  G2: {says: Digging comes first., kind: study, shows_in: ["skill:digging"]}
"""


def test_resources_are_read_as_written(garden: SkillMap) -> None:
    """A resource knows what it teaches, how, how long, for how much and where it is."""
    resources = load_resources(EXAMPLE, garden)

    assert list(resources) == ["spade-book", "dig-days"]
    assert resources["spade-book"] == Resource(
        id="spade-book",
        title="The Spade Book",
        kind="book",
        mode="read",
        skills=("digging", "compost"),
        level=1,
        hours=5,
        cost="free",
        url="https://example.org/spade",
    )


def test_projects_and_claims_are_read_as_written(folder: Path, garden: SkillMap) -> None:
    """A project knows what it proves, a claim what it says."""
    write(folder / "projects.yaml", PROJECTS)
    write(folder / "claims.yaml", CLAIMS)

    pot = Project(
        id="POT-1",
        name="A pot of tomatoes",
        level=1,
        summary="Grow one plant.",
        data="Seeds.",
        skills=("tomatoes", "digging"),
        criteria=("A ripe fruit is shown.",),
    )
    assert load_projects(folder, garden)["POT-1"] == pot
    assert load_claim_sources(folder) == {"G": '"The almanac" (book, date: 2024). Old.'}
    assert load_claims(folder) == {"G1": "Gardens feed people.", "G2": "Digging comes first."}


def test_a_content_folder_needs_none_of_them(folder: Path, garden: SkillMap) -> None:
    """Without the files there is nothing to study, nothing to build and nothing claimed."""
    (folder / "resources.yaml").unlink()

    assert load_resources(folder, garden) == {}
    assert load_projects(folder, garden) == {}
    assert load_claims(folder) == {}
    assert load_claim_sources(folder) == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("mode: read", "mode: «reed", "unknown mode 'reed'. Did you mean 'read'?"),
        ("cost: free", "cost: «cheap", "unknown cost 'cheap'. Known: free, free-account, paid."),
        ("[digging, compost]", "[«compst]", "unknown skill 'compst'. Did you mean 'compost'?"),
        ("skills: [digging, compost]", "skills: «digging", "a list was expected here"),
        ("level: 1", "level: «0", "a number from 1 to 4 was expected here"),
        ("hours: 5", "hours: «0", "a number from 1 to 10000 was expected here"),
        ("hours: 5", "hours: «1.5", "a whole number from 1 to 10000 was expected here"),
        ("    cost: free", "    costs: «free", "unknown key 'costs'. Did you mean 'cost'?"),
        ("    title: The Spade Book\n    kind", "    «kind", "missing key 'title'"),
        ('"https://example.org/spade"', "«example.org", ADDRESS),
        ('"https://example.org/spade"', "«javascript:x", ADDRESS),
        ('"https://example.org/spade"', "«file:///x", ADDRESS),
        ("  dig-days:", "  «spade-book:", "key 'spade-book' stands twice; remove one"),
    ],
)
def test_bad_resources_are_complained_about(
    folder: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    line = spoil(folder / "resources.yaml", old, new)
    found = complaints(lambda: load_resources(folder, garden))

    assert found == [f"resources.yaml:{line}: {message}"]


def test_all_bad_resources_are_named_at_once(folder: Path, garden: SkillMap) -> None:
    """One bad resource does not hide another."""
    first = spoil(folder / "resources.yaml", "hours: 5", "hours: «x")
    second = spoil(folder / "resources.yaml", "cost: paid", "cost: «dear")
    found = complaints(lambda: load_resources(folder, garden))

    assert [line.split(":")[1] for line in found] == [str(first), str(second)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("level: 1", "level: «5", "a number from 1 to 4 was expected here"),
        ("[tomatoes, ", "[«potatoes, ", "unknown skill 'potatoes'. Did you mean 'tomatoes'?"),
        ("    data: Seeds.\n", "", "missing key 'data'"),
        ("    data: Seeds.", "    datum: «Seeds.", "unknown key 'datum'. Did you mean 'data'?"),
        ("principles: [", "principle: «[", "unknown key 'principle'. Did you mean 'principles'?"),
    ],
)
def test_bad_projects_are_complained_about(
    folder: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    write(folder / "projects.yaml", PROJECTS)
    line = spoil(folder / "projects.yaml", old, new)
    found = complaints(lambda: load_projects(folder, garden))

    assert found == [f"projects.yaml:{6 if 'missing' in message else line}: {message}"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("    says: Gardens feed people.\n    kind", "    «kind", "missing key 'says'"),
        ("kind: context", "kinds: «context", "unknown key 'kinds'. Did you mean 'kind'?"),
        ("  G2:", "  «G1:", "key 'G1' stands twice; remove one"),
    ],
)
def test_bad_claims_are_complained_about(folder: Path, old: str, new: str, message: str) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    write(folder / "claims.yaml", CLAIMS)
    line = spoil(folder / "claims.yaml", old, new)

    assert complaints(lambda: load_claims(folder)) == [f"claims.yaml:{line}: {message}"]
