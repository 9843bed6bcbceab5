from pathlib import Path

import pytest

from mlcareer.content.folder import default_role, role_file, role_files, role_ids
from mlcareer.content.roles import load_role
from mlcareer.errors import ContentError, UsageError, visible
from mlcareer.model.skills import SkillMap
from spoiling import complaints, spoil
from support import DATA, EXAMPLE

NEWER = "format 2 is newer than this program knows (1); upgrade mlcareer"
LEVEL = "a number from 1 to 4 was expected here"
NO_SOURCE = "missing key 'source'; add a line such as source: my-source"
SOURCED = "- {source: almanac, term: digging, value: 11 of 12}"
EXCLUDED = """
excluded:
  lawns:
    name: Lawns
    reason: They are a trade of their own.
    claims: [G1]
    sources:
      - {source: almanac, claims: [G1, G2]}
"""


def test_the_role_is_read_as_written(garden: SkillMap) -> None:
    """Demands carry target, importance, weight, reason and where the importance comes from."""
    role = load_role(EXAMPLE, "gardener", garden)
    tomatoes = role.demands["tomatoes"]
    (evidence,) = tomatoes.evidence
    almanac = role.sources["almanac"]

    assert (role.id, role.name, role.first) == ("gardener", "Gardener", ("digging",))
    assert role.summary == "Keeps a kitchen garden."
    assert list(role.demands) == list(garden.skills)
    assert (tomatoes.target, tomatoes.importance, tomatoes.weight) == (3, "core", 3)
    assert tomatoes.reason == "Everybody wants them."
    assert (evidence.source, evidence.term, evidence.value) == (almanac, "tomatoes", "12 of 12")
    assert (almanac.place, almanac.date, almanac.n) == ("the shelf in the shed", "2024", 12)
    assert role.excluded == ()


def test_demands_stand_in_the_order_of_the_map(folder: Path, garden: SkillMap) -> None:
    """The order of a role file does not matter, and a role may leave skills out."""
    path = folder / "roles" / "gardener.yaml"
    text = path.read_text(encoding="utf-8")
    head, digging, rest = text.partition("  digging:\n")
    digging += rest[: rest.index("  compost:\n")]
    rest = rest[rest.index("  compost:\n") : rest.index("  pruning:\n")]
    path.write_text(head + rest + digging, encoding="utf-8")

    demands = load_role(folder, "gardener", garden).demands
    assert list(demands) == ["digging", "compost", "tomatoes"]


def test_what_a_role_leaves_out_carries_its_reason(folder: Path, garden: SkillMap) -> None:
    """An exclusion has a name, a reason and evidence; evidence may be claims alone."""
    spoil(folder / "roles" / "gardener.yaml", "first: [digging]", f"first: []{EXCLUDED}")
    role = load_role(folder, "gardener", garden)
    (lawns,) = role.excluded

    assert (lawns.id, lawns.name, lawns.reason) == (
        "lawns",
        "Lawns",
        "They are a trade of their own.",
    )
    assert [(e.claims, e.term, e.value) for e in lawns.evidence] == [(("G1", "G2"), "", "")]
    assert role.first == ()


def test_a_source_is_named_by_its_address_first(folder: Path, garden: SkillMap) -> None:
    """A source with an address and a place shows the address."""
    spoil(
        folder / "roles" / "gardener.yaml", "    place:", "    url: https://example.org\n    place:"
    )

    almanac = load_role(folder, "gardener", garden).sources["almanac"]
    assert almanac.place == "https://example.org"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        (
            "id: gardener",
            "id: «gardner",
            "the id is the name of the file, 'gardener'",
        ),
        ("first: [digging]", "first: [«diging]", "unknown skill 'diging'. Did you mean 'digging'?"),
        ("first: [digging]", "fist: «[digging]", "unknown key 'fist'. Did you mean 'first'?"),
        ("first: [digging]\n", "", "missing key 'first'; add a line such as first: []"),
        ("    title: The almanac\n    place:", "    «title:", "a source has a url or a place"),
        ("n: 12", "n: «twelve", "a number from 1 to 1e+09 was expected here"),
        ("n: 12", "n: «0", "a number from 1 to 1e+09 was expected here"),
        ('date: "2024"', 'date: «""', "a text was expected here; # begins a comment"),
        ("target: 2", "target: «5", LEVEL),
        ("target: 2", "target: «0", LEVEL),
        ("target: 2", "target: «working", LEVEL),
        ("core", "«corr", "unknown importance 'corr'. Did you mean 'core'?"),
        ("core", "«vital", "unknown importance 'vital'. Known: core, useful, optional."),
        ("weight: 3", "weight: «-1", "a number from 0 to 100 was expected here"),
        (
            "reason: All else stands on it.",
            "reason: «",
            "a text was expected here; # begins a comment",
        ),
        (
            "source: almanac",
            "source: «almanach",
            "unknown source 'almanach'. Did you mean 'almanac'?",
        ),
        (
            SOURCED,
            "- «{term: digging}",
            NO_SOURCE,
        ),
        ("term: digging", "terms: «digging", "unknown key 'terms'. Did you mean 'term'?"),
        (SOURCED, "  «[]", "an importance needs a source"),
        (SOURCED, "- {source: almanac, claims: «A1}", "a list was expected here; write [A1]"),
    ],
)
def test_a_bad_role_is_complained_about(
    folder: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault gives one complaint with its line."""
    line = spoil(folder / "roles" / "gardener.yaml", old, new)

    found = complaints(lambda: load_role(folder, "gardener", garden))
    assert found == [f"gardener.yaml:{line}: {message}"]


def test_all_bad_demands_are_named_at_once(folder: Path, garden: SkillMap) -> None:
    """One bad demand does not hide another."""
    path = folder / "roles" / "gardener.yaml"
    first = spoil(path, "target: 2", "target: «9")
    second = spoil(path, "importance: optional", "importance: «some")
    found = complaints(lambda: load_role(folder, "gardener", garden))

    assert [line.split(":")[1] for line in found] == [str(first), str(second)]


def test_an_unknown_skill_is_named_at_its_own_line(folder: Path, garden: SkillMap) -> None:
    """A demand on a skill that the map lacks is a complaint at the name of the skill."""
    line = spoil(folder / "roles" / "gardener.yaml", "  pruning:\n", "  «prunning:\n")
    found = complaints(lambda: load_role(folder, "gardener", garden))

    assert found == [f"gardener.yaml:{line}: unknown skill 'prunning'. Did you mean 'pruning'?"]


def test_two_unknown_skills_are_both_named(folder: Path, garden: SkillMap) -> None:
    """One unknown skill does not hide another."""
    path = folder / "roles" / "gardener.yaml"
    spoil(path, "  tomatoes:\n", "  tomatos:\n")
    spoil(path, "  pruning:\n", "  prunning:\n")
    found = complaints(lambda: load_role(folder, "gardener", garden))

    assert [line.split("'")[1] for line in found] == ["tomatos", "prunning"]


def test_a_role_names_what_its_skills_require(folder: Path, garden: SkillMap) -> None:
    """A gate that the role leaves out would be planned past in silence, so it is refused."""
    path = folder / "roles" / "gardener.yaml"
    line = spoil(path, "  tomatoes:\n", "  «tomatoes:\n")
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  compost:\n"), text.index("  tomatoes:\n")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    line -= text[start:end].count("\n")
    found = complaints(lambda: load_role(folder, "gardener", garden))

    message = "'tomatoes' requires 'compost', which the role does not name"
    assert found == [f"gardener.yaml:{line}: {message}"]


def test_what_comes_first_has_its_gates_before_it(folder: Path, garden: SkillMap) -> None:
    """A skill cannot open the roadmap when something else has to be learned before."""
    line = spoil(folder / "roles" / "gardener.yaml", "first: [digging]", "first: [«compost]")
    found = complaints(lambda: load_role(folder, "gardener", garden))

    message = "'compost' requires 'digging', which has to stand before it"
    assert found == [f"gardener.yaml:{line}: {message}"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("gardner", " Did you mean 'gardener'?"),
        ("cook", " Known: gardener."),
        ("../roles/gardener", " Did you mean 'gardener'?"),
        ("", " Known: gardener."),
    ],
)
def test_an_unknown_role_is_refused(garden: SkillMap, name: str, hint: str) -> None:
    """Only the name of a role file names a role; a near miss is pointed out."""
    with pytest.raises(UsageError) as caught:
        load_role(EXAMPLE, name, garden)

    assert str(caught.value) == f"Unknown role {name!r}.{hint}"


def test_the_role_meant_is_the_first_one(folder: Path, tmp_path: Path) -> None:
    """Without a name the machine-learning engineer is meant, else the first; none is an error."""
    (folder / "roles" / "cook.yaml").write_text("", encoding="utf-8")
    (tmp_path / "roles").mkdir()

    assert role_ids(folder) == ("cook", "gardener")
    assert (default_role(DATA), default_role(folder)) == ("ml-engineer", "cook")
    with pytest.raises(UsageError, match="has no YAML file"):
        default_role(tmp_path)


def own_role(place: Path, id_: str, name: str = "Mine") -> Path:
    """Write a role of one's own, like the gardener but for its name."""
    text = (EXAMPLE / "roles" / "gardener.yaml").read_text(encoding="utf-8")
    text = text.replace("id: gardener", f"id: {id_}").replace("name: Gardener", f"name: {name}")
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{id_}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_roles_come_last(tmp_path: Path) -> None:
    """Roles of the content come first and roles of one's own behind them, each by name."""
    paths = {id_: own_role(tmp_path, id_) for id_ in ("zinnia", "allotment")}
    assert list(role_files(EXAMPLE, tmp_path)) == ["gardener", "allotment", "zinnia"]
    assert role_files(EXAMPLE, tmp_path)["zinnia"] == paths["zinnia"]
    assert list(role_files(EXAMPLE)) == ["gardener"]


def test_an_own_role_hides_none_of_the_content(tmp_path: Path, garden: SkillMap) -> None:
    """A role of one's own with the id of another is only reached by its path."""
    path = own_role(tmp_path, "gardener", "Impostor")
    assert role_files(EXAMPLE, tmp_path)["gardener"] == EXAMPLE / "roles" / "gardener.yaml"
    assert load_role(EXAMPLE, "gardener", garden, tmp_path).name == "Gardener"
    assert load_role(EXAMPLE, str(path), garden, tmp_path).name == "Impostor"


@pytest.mark.parametrize("own", [None, Path("nowhere")])
def test_without_own_roles_there_are_those_of_the_content(own: Path | None) -> None:
    """A folder that is not there, or none, adds nothing."""
    assert list(role_files(EXAMPLE, own)) == ["gardener"]
    assert list(role_files(Path("nowhere"), own)) == []


def test_only_yaml_files_are_roles_of_a_folder(tmp_path: Path) -> None:
    """Notes beside the roles are no roles, nor are files in folders below."""
    own_role(tmp_path, "allotment")
    own_role(tmp_path / "old", "orchard")
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    (tmp_path / "backup.yaml~").write_text("", encoding="utf-8")
    assert list(role_files(EXAMPLE, tmp_path)) == ["gardener", "allotment"]


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_a_role_is_found_by_its_path(tmp_path: Path, garden: SkillMap, ending: str) -> None:
    """A path with the ending of YAML names a file anywhere, relative or not."""
    path = own_role(tmp_path, "allotment").rename(tmp_path / f"allotment.{ending}")
    assert role_file(EXAMPLE, str(path)) == path
    role = load_role(EXAMPLE, str(path), garden)
    assert (role.id, role.name) == ("allotment", "Mine")


def test_a_name_goes_before_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name means the role of that name, whatever files lie where the program runs."""
    own_role(tmp_path, "gardener")
    monkeypatch.chdir(tmp_path)
    assert role_file(EXAMPLE, "gardener") == EXAMPLE / "roles" / "gardener.yaml"
    assert role_file(EXAMPLE, "gardener.yaml") == Path("gardener.yaml")


@pytest.mark.parametrize(
    "name", ["gone.yaml", "gone.yml", "/nowhere/gone.yaml", "a\0b.yaml", ".yaml"]
)
def test_a_role_file_that_is_not_there_is_named(name: str) -> None:
    """A path without a file is refused by name, with where to look."""
    with pytest.raises(UsageError) as caught:
        role_file(EXAMPLE, name)

    said = f"There is no role file {visible(name)}. List the roles with mlcareer roles."
    assert str(caught.value) == said


def test_a_folder_is_no_role_file(tmp_path: Path) -> None:
    """A folder whose name ends like a role is not taken for one when it is named by its path."""
    (tmp_path / "roles.yaml").mkdir()
    with pytest.raises(UsageError, match="There is no role file"):
        role_file(EXAMPLE, str(tmp_path / "roles.yaml"))


def test_own_roles_are_offered_as_a_close_match(tmp_path: Path) -> None:
    """What was probably meant may be a role of one's own."""
    own_role(tmp_path, "allotment")
    with pytest.raises(UsageError) as caught:
        role_file(EXAMPLE, "alotment", tmp_path)
    assert str(caught.value) == "Unknown role 'alotment'. Did you mean 'allotment'?"

    with pytest.raises(UsageError) as caught:
        role_file(EXAMPLE, "cook", tmp_path)
    assert str(caught.value) == "Unknown role 'cook'. Known: gardener, allotment."


def test_an_own_role_is_complained_about_by_its_path(tmp_path: Path, garden: SkillMap) -> None:
    """A fault in a role of one's own is named with the file that has it and its line."""
    path = own_role(tmp_path, "allotment")
    line = spoil(path, "target: 2", "target: «9")
    found = complaints(lambda: load_role(EXAMPLE, "allotment", garden, tmp_path))
    assert found == [f"allotment.yaml:{line}: {LEVEL}"]


def test_the_id_of_an_own_role_is_the_name_of_its_file(tmp_path: Path, garden: SkillMap) -> None:
    """A role that was copied without a new id is refused, so that no two have one name."""
    path = own_role(tmp_path, "allotment").rename(tmp_path / "orchard.yaml")
    with pytest.raises(ContentError, match="the id is the name of the file, 'orchard'"):
        load_role(EXAMPLE, str(path), garden)
