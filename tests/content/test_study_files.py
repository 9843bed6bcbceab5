from pathlib import Path

import pytest

from mlcareer.content.study import (
    load_claim_sources,
    load_claims,
    load_common_criteria,
    load_principles,
    load_projects,
    load_resources,
)
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import Project, Resource
from spoiling import complaints, spoil, write
from support import DATA, EXAMPLE

ADDRESS = "an address starts with https:// or http://"
NEWER = "format 2 is newer than this program knows (1); upgrade mlcareer"
NO_TITLE = "missing key 'title'; add a line such as title: \"What it is called, with its author.\""
NO_DATA = (
    "missing key 'data'; add a line such as"
    ' data: "What it is made from, and where that is found."'
)
NO_SAYS = "missing key 'says'; add a line such as says: \"The claim, in our own words.\""
POTATOES = "unknown skill 'potatoes'. Did you mean 'tomatoes'?"
NO_ID = "is no id: use letters a to z, digits and hyphens, as in my-id"
PROJECTS = """\
format: 1
principles: [Write down what you expect.]
common_criteria:
  C1: A photograph shows the bed.
  C2: A diary says what did not work.
projects:
  POT-1:
    name: A pot of tomatoes
    level: 1
    summary: Grow one plant.
    data: Seeds.
    skills: [tomatoes, digging]
    criteria: [A ripe fruit is shown.]
  BED-1: {name: A bed, level: 2, summary: Dig it., data: Soil., skills: [digging], criteria: []}
  CUT-1:
    name: A cut or a heap
    level: 1
    summary: Cut a tree, or build a heap.
    data: A garden.
    skills: [digging, pruning, compost]
    one_of: [pruning, compost]
    common: [C2]
    needs: {tomatoes: 2, digging: 4}
    family: cuts
    criteria: [It is done.]
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
        common=("C1", "C2"),
    )
    assert load_projects(folder, garden)["POT-1"] == pot
    assert load_claim_sources(folder) == {"G": '"The almanac" (book, date: 2024). Old.'}
    assert load_claims(folder) == {"G1": "Gardens feed people.", "G2": "Digging comes first."}


def test_what_projects_share_is_read_as_written(folder: Path, garden: SkillMap) -> None:
    """Criteria and principles are known by themselves, in their order."""
    write(folder / "projects.yaml", PROJECTS)

    assert load_common_criteria(folder) == {
        "C1": "A photograph shows the bed.",
        "C2": "A diary says what did not work.",
    }
    assert load_principles(folder) == ("Write down what you expect.",)
    assert list(load_projects(folder, garden)) == ["POT-1", "BED-1", "CUT-1"]


def test_a_project_says_what_it_shows(folder: Path, garden: SkillMap) -> None:
    """Of the skills of which a project shows only one, none is shown for certain."""
    write(folder / "projects.yaml", PROJECTS)
    cut = load_projects(folder, garden)["CUT-1"]

    assert (cut.one_of, cut.common, cut.family) == (("pruning", "compost"), ("C2",), "cuts")
    assert cut.shows == ("digging",)
    assert cut.needs == {"tomatoes": 2, "digging": 4}
    bed = load_projects(folder, garden)["BED-1"]
    assert (bed.one_of, bed.common, bed.family) == ((), ("C1", "C2"), "")
    assert bed.shows == bed.skills == ("digging",)
    assert bed.needs == {}


@pytest.mark.parametrize(
    ("old", "new", "principles", "criteria"),
    [
        ("principles: [Write down what you expect.]\n", "", (), 2),
        ("principles: [Write down what you expect.]", "principles: []", (), 2),
        ("    common: [C2]\n", "    common: []\n", ("Write down what you expect.",), 2),
    ],
)
def test_what_projects_share_may_be_missing(  # noqa: PLR0913, PLR0917 - fixtures among them
    folder: Path,
    garden: SkillMap,
    old: str,
    new: str,
    principles: tuple[str, ...],
    criteria: int,
) -> None:
    """No principles, or a project that shares no criterion, are no fault."""
    assert old in PROJECTS
    write(folder / "projects.yaml", PROJECTS.replace(old, new))

    assert load_principles(folder) == principles
    assert len(load_common_criteria(folder)) == criteria
    shared = load_projects(folder, garden)["CUT-1"].common
    assert shared == (() if "common: []" in new else ("C2",))


def test_shipped_projects_are_sound(skill_map: SkillMap) -> None:
    """Each can be shown, rests on known criteria, and leaves a choice only between several.

    What it takes is not what it shows anyway.
    """
    common = load_common_criteria(DATA)
    projects = load_projects(DATA, skill_map)

    assert len(load_principles(DATA)) >= 3
    for project in projects.values():
        assert project.criteria
        assert project.shows
        assert set(project.common) <= set(common)
        assert len(project.one_of) != 1
        assert all(
            top > project.level for skill, top in project.needs.items() if skill in project.skills
        )
        assert len(set(project.skills)) == len(project.skills)


def test_a_content_folder_needs_none_of_them(folder: Path, garden: SkillMap) -> None:
    """Without the files there is nothing to study, nothing to build and nothing claimed."""
    (folder / "resources.yaml").unlink()

    assert load_resources(folder, garden) == {}
    assert load_projects(folder, garden) == {}
    assert load_common_criteria(folder) == {}
    assert load_principles(folder) == ()
    assert load_claims(folder) == {}
    assert load_claim_sources(folder) == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("mode: read", "mode: «reed", "unknown mode 'reed'. Did you mean 'read'?"),
        ("cost: free", "cost: «cheap", "unknown cost 'cheap'. Known: free, free-account, paid."),
        ("[digging, compost]", "[«compst]", "unknown skill 'compst'. Did you mean 'compost'?"),
        (
            "skills: [digging, compost]",
            "skills: «digging",
            "a list was expected here; write [digging]",
        ),
        ("level: 1", "level: «0", "a number from 1 to 4 was expected here"),
        ("hours: 5", "hours: «0", "a number from 1 to 10000 was expected here"),
        ("hours: 5", "hours: «1.5", "a whole number from 1 to 10000 was expected here"),
        ("    cost: free", "    costs: «free", "unknown key 'costs'. Did you mean 'cost'?"),
        ("    title: The Spade Book\n    kind", "    «kind", NO_TITLE),
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
        ("[tomatoes, ", "[«potatoes, ", POTATOES),
        ("    data: Seeds.\n", "", NO_DATA),
        ("    data: Seeds.", "    datum: «Seeds.", "unknown key 'datum'. Did you mean 'data'?"),
        ("principles: [", "principle: «[", "unknown key 'principle'. Did you mean 'principles'?"),
        ("needs: {tomatoes: 2", "needs: {«potatoes: 2", POTATOES),
        ("needs: {tomatoes: 2", "needs: {tomatoes: «5", "a number from 1 to 4 was expected here"),
        ("digging: 4}", "digging: «0}", "a number from 1 to 4 was expected here"),
        ("digging: 4}", "digging: «1.5}", "a whole number from 1 to 4 was expected here"),
        ("digging: 4}", "digging: «}", "a text was expected here; # begins a comment"),
        ("{tomatoes: 2, digging: 4}", "«[tomatoes]", "a mapping (key: value) was expected here"),
        ("{tomatoes: 2, digging: 4}", "«2", "a mapping (key: value) was expected here"),
        ("    family:", "    famly: «", "unknown key 'famly'. Did you mean 'family'?"),
        ("common: [C2]", "common: [«C7]", "unknown criterion 'C7'. Known: C1, C2."),
        ("common: [C2]", "common: «C2", "a list was expected here; write [C2]"),
        (
            "  C1: A photo",
            "  «C 1: A photo",
            f"'C 1' {NO_ID}",
        ),
        ("C1: A photograph shows the bed.", "C1: «[]", "a text was expected here"),
        (
            "one_of: [pruning,",
            "one_of: [«tomatoes,",
            "unknown skill of the project 'tomatoes'. Known: digging, pruning, compost.",
        ),
    ],
)
def test_bad_projects_are_complained_about(
    folder: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    write(folder / "projects.yaml", PROJECTS)
    line = spoil(folder / "projects.yaml", old, new)
    found = complaints(lambda: load_projects(folder, garden))

    assert found == [f"projects.yaml:{8 if 'missing' in message else line}: {message}"]


def test_bad_principles_are_complained_about(folder: Path) -> None:
    """Principles are a list of texts; anything else is named with its line."""
    write(folder / "projects.yaml", PROJECTS)
    line = spoil(folder / "projects.yaml", "principles: [Write", "principles: «{Write")
    file = folder / "projects.yaml"
    write(file, file.read_text(encoding="utf-8").replace("expect.]", "expect.: x}"))

    message = f"projects.yaml:{line}: a list was expected here"
    assert complaints(lambda: load_principles(folder)) == [message]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("    says: Gardens feed people.\n    kind", "    «kind", NO_SAYS),
        ("kind: context", "kinds: «context", "unknown key 'kinds'. Did you mean 'kind'?"),
        ("  G2:", "  «G1:", "key 'G1' stands twice; remove one"),
    ],
)
def test_bad_claims_are_complained_about(folder: Path, old: str, new: str, message: str) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    write(folder / "claims.yaml", CLAIMS)
    line = spoil(folder / "claims.yaml", old, new)

    assert complaints(lambda: load_claims(folder)) == [f"claims.yaml:{line}: {message}"]
