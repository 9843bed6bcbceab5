import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.folder import folders_of
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import FORMAT
from mlcareer.model.skills import SkillMap
from spoiling import complaints, spoil, write
from support_content import a_skill, lay, skills_file

NEWER = "format 2 is newer than this program knows (1); upgrade mlcareer"
NO_NAME = "missing key 'name'; add a line such as name: \"How people call the skill.\""
NO_CAN_DO = "missing key '1'; add a line such as 1: [Digs a hole.]"
NO_HOURS = "missing key '1'; add a line such as 1: [4, 12]"
TEXT = "a text was expected here"
MAPPING = "a mapping (key: value) was expected here"
HOURS = "hours are a low and a high number, as [4, 12]"
NOUGHT = "a number from 1 to 10000 was expected here"


def test_the_map_is_read_as_written(garden: SkillMap) -> None:
    """Areas and skills stand in the order of the file, each with all that the file says."""
    compost = garden.skills["compost"]

    assert garden.areas == {"soil": "Soil", "plants": "Plants"}
    assert list(garden.skills) == ["digging", "compost", "tomatoes", "pruning"]
    assert (compost.id, compost.name, compost.area) == ("compost", "Compost", "soil")
    assert compost.definition == "Turn waste into soil."
    assert (compost.requires, compost.helped_by, compost.claims) == (("digging",), (), ())
    assert compost.sub_competences == {"mixing": "mixing"}
    assert compost.can_do[2] == ("Builds a heap that heats up within a week.",)
    assert compost.hours == {1: (1, 1), 2: (5, 10), 3: (20, 40), 4: (60, 120)}
    assert garden.skills["tomatoes"].helped_by == ("digging",)
    assert garden.skills["pruning"].in_map_because == "A neglected tree bears no fruit."
    assert compost.in_map_because == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("format: 1", "format: «0", "a number from 1 to 1e+06 was expected here"),
        ("format: 1", "format: «'1'", "a number from 1 to 1e+06 was expected here"),
        ("# A small", "«farmat: 1\n# A small", "unknown key 'farmat'. Did you mean 'format'?"),
        ("areas:\n  soil: Soil", "areas:\n  soil: «[]", TEXT),
        ("areas:\n  soil: Soil\n  plants: Plants", "areas: «x", MAPPING),
        ("area: soil", "area: «soils", "unknown area 'soils'. Did you mean 'soil'?"),
        ("area: soil", "area: «sky", "unknown area 'sky'. Known: soil, plants."),
        ("name: Digging", "name: «", f"{TEXT}; # begins a comment"),
        ("    name: Digging\n    area", "    «area", NO_NAME),
        (": Digging", ": Digging\n    hour: «1", "unknown key 'hour'. Did you mean 'hours'?"),
        ("[digging]", "[\n      «diging]", "unknown skill 'diging'. Did you mean 'digging'?"),
        ("helped_by: [tomatoes]", "helped_by: [«moon]", "unknown skill 'moon'."),
        ("requires: []", "requires: «none", "a list was expected here; write [none]"),
        ("requires: []", "requires: «", "a list was expected here"),
        ("claims: []", "claims: [«{}]", TEXT),
        ("{tools: tools, depth: depth}", "«[tools, depth]", MAPPING),
        ("      2: [Digs", "      «20: [Digs", "unknown key '20'. Did you mean '2'?"),
        (
            "      1: [Digs a hole of a spade's depth after being shown.]\n",
            "«",
            NO_CAN_DO,
        ),
        ("hours: {1: [1, 2], ", "hours: «{", NO_HOURS),
        ("1: [1, 2]", "1: «[2, 1]", HOURS),
        ("1: [1, 2]", "1: «[1, 2, 3]", HOURS),
        ("1: [1, 2]", "1: «[]", HOURS),
        ("1: [1, 2]", "1: [«0, 2]", NOUGHT),
        ("1: [1, 2]", "1: [1, «'2']", NOUGHT),
        ("1: [1, 2]", "1: [1, «2.5]", "a whole number from 1 to 10000 was expected here"),
        ("  tomatoes:\n", "  «compost:\n", "key 'compost' stands twice; remove one"),
    ],
)
def test_a_bad_map_is_complained_about(folder: Path, old: str, new: str, message: str) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    line = spoil(folder / "skills.yaml", old, new)

    assert complaints(lambda: load_skill_map(folder)) == [f"skills.yaml:{line}: {message}"]


CIRCLE = re.compile(
    r"(.*):(\d+): the skills stand in a circle: (.*) \(requires or helped_by in (.*)\);"
    r" take one of them out"
)


def circle_in(folder: Path) -> tuple[list[str], list[str], str]:
    """Read a map with a circle: its way, where each edge stands, and the place of the complaint."""
    (found,) = complaints(lambda: load_skill_map(folder))
    told = CIRCLE.fullmatch(found)
    assert told, found
    edges = [Path(edge).name for edge in told[4].split(", ")]
    return told[3].split(" -> "), edges, f"{told[1]}:{told[2]}"


@pytest.mark.parametrize(
    ("old", "new", "way", "lines"),
    [
        ("requires: []", "requires: [digging]", "digging digging", [11]),
        ("requires: []", "requires: [compost]", "digging compost digging", [11, 25]),
        ("helped_by: []", "helped_by: [compost]", "digging compost digging", [12, 25]),
        (
            "requires: [compost]",
            "requires: [compost, pruning]",
            "tomatoes pruning tomatoes",
            [39, 54],
        ),
    ],
)
def test_a_circle_is_named_with_the_line_of_each_edge(
    folder: Path, old: str, new: str, way: str, lines: list[int]
) -> None:
    """The arrows lead from each skill to the one it names, and the lines are those of the names.

    Edges of both kinds count: requires and helped_by together have to give an order.
    """
    spoil(folder / "skills.yaml", old, new)
    edges = [f"skills.yaml:{line}" for line in lines]

    assert circle_in(folder) == (way.split(), edges, edges[0])


@given(ring=st.lists(st.sampled_from("abcdefghijkl"), min_size=2, unique=True), more=st.booleans())
def test_of_a_long_circle_the_beginning_is_told(
    tmp_path_factory: pytest.TempPathFactory, ring: list[str], more: bool
) -> None:
    """It begins with the skill that comes first in the file; after five edges it breaks off."""
    place = tmp_path_factory.mktemp("ring")
    after = dict(zip(ring, [*ring[1:], ring[0]], strict=True))
    skills = {id_: a_skill(id_, requires=[after[id_]]) for id_ in ring}
    if more:
        skills["z"] = a_skill("z", helped_by=[ring[0]])
    whole = {"format": 1, "areas": {"plants": "Plants"}, "skills": skills}
    write(place / "skills.yaml", json.dumps(whole, indent=0))
    way, edges, at = circle_in(place)

    full = [*ring, ring[0]]
    assert way == full if len(ring) <= 5 else way == [*full[:6], "..."]
    lines = (place / "skills.yaml").read_text(encoding="utf-8").splitlines()
    named = [lines[int(edge.split(":")[1]) - 1].strip('"') for edge in edges if edge != "..."]
    assert named == full[1:6]
    assert (edges[-1] == "...") == (len(ring) > 5)
    assert at == edges[0]


def test_the_edges_of_a_circle_through_two_folders_are_told_with_their_files(
    folder: Path, tmp_path: Path
) -> None:
    """Where a later folder closes a circle, each edge is found in its own file."""
    more = tmp_path / "more"
    replaced = a_skill("Digging", area="soil", requires=["pruning"])
    manifest = "format: 1\nreplaces: {skills: [digging]}\n"
    lay(more, {"content.yaml": manifest, "skills.yaml": skills_file(digging=replaced)})
    (found,) = complaints(lambda: load_skill_map(folders_of([folder, more])))

    assert "digging -> pruning -> tomatoes -> " in found
    assert f"(requires or helped_by in {more / 'skills.yaml'}:1, {folder / 'skills.yaml'}:" in found


def test_all_bad_skills_are_named_at_once(folder: Path) -> None:
    """One bad skill does not hide another; ends of edges and circles are reported together."""
    path = folder / "skills.yaml"
    first = spoil(path, "area: soil", "area: «soils")
    second = spoil(path, "2: [4, 8]", "2: «[8, 4]")

    assert complaints(lambda: load_skill_map(folder)) == [
        f"skills.yaml:{first}: unknown area 'soils'. Did you mean 'soil'?",
        f"skills.yaml:{second}: {HOURS}",
    ]


def test_unknown_ends_do_not_hide_each_other_or_a_circle(folder: Path) -> None:
    """Each unknown end of an edge is a complaint of its own, and so is a circle elsewhere."""
    path = folder / "skills.yaml"
    spoil(path, "helped_by: []", "helped_by: [compost]")
    spoil(path, "requires: [compost]", "requires: [compots, wather]")
    found = complaints(lambda: load_skill_map(folder))

    assert len(found) == 3
    assert sum("unknown skill" in line for line in found) == 2
    assert sum("in a circle" in line for line in found) == 1


@pytest.mark.parametrize("head", ["colour:\n      dark: yes", "colour:\n      - dark"])
def test_an_unknown_key_is_complained_about_at_its_own_line(folder: Path, head: str) -> None:
    """The complaint about a key points at the key, also where its value begins a line later."""
    line = spoil(folder / "skills.yaml", "    name: Digging", f"    name: Digging\n    «{head}")

    assert [found.split(":")[1] for found in complaints(lambda: load_skill_map(folder))] == [
        str(line)
    ]


@pytest.mark.parametrize("text", ["", "[]", "skills\n", f"format: {FORMAT}\n"])
def test_a_file_that_is_no_map_is_refused(folder: Path, text: str) -> None:
    """An empty file, a list, a word and a file without skills are complaints at line 1."""
    write(folder / "skills.yaml", text)
    (found,) = complaints(lambda: load_skill_map(folder))

    assert found.startswith("skills.yaml:1: ")


def test_a_folder_without_a_map_is_refused(tmp_path: Path) -> None:
    """A missing map is a complaint that names the file."""
    (found,) = complaints(lambda: load_skill_map(tmp_path))

    assert found.startswith("skills.yaml:0: this file is not there")


def test_a_map_has_as_many_prerequisites_as_can_be_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit itself is allowed; it counts edges of both kinds."""
    edges = sum(
        len(skill.requires) + len(skill.helped_by)
        for skill in load_skill_map(folder).skills.values()
    )
    monkeypatch.setattr("mlcareer.content.skills.MOST_TIES", edges)
    load_skill_map(folder)
    monkeypatch.setattr("mlcareer.content.skills.MOST_TIES", edges - 1)
    (found,) = complaints(lambda: load_skill_map(folder))

    assert found.endswith("more than 3 prerequisites together; name only the nearest ones")
