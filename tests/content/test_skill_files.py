from pathlib import Path

import pytest

from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import FORMAT
from mlcareer.model.skills import SkillMap
from spoiling import complaints, spoil, write

NEWER = "format 2 is newer than this program knows (1); upgrade mlcareer"
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
        ("name: Digging", "name: «", TEXT),
        ("    name: Digging\n    area", "    «area", "missing key 'name'"),
        (": Digging", ": Digging\n    hour: «1", "unknown key 'hour'. Did you mean 'hours'?"),
        ("[digging]", "[\n      «diging]", "unknown skill 'diging'. Did you mean 'digging'?"),
        ("helped_by: [tomatoes]", "helped_by: [«moon]", "unknown skill 'moon'."),
        ("requires: []", "requires: «none", "a list was expected here"),
        ("requires: []", "requires: «", "a list was expected here"),
        ("claims: []", "claims: [«{}]", TEXT),
        ("{tools: tools, depth: depth}", "«[tools, depth]", MAPPING),
        ("      2: [Digs", "      «20: [Digs", "unknown key '20'. Did you mean '2'?"),
        ("      1: [Digs a hole of a spade's depth after being shown.]\n", "«", "missing key '1'"),
        ("hours: {1: [1, 2], ", "hours: «{", "missing key '1'"),
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


@pytest.mark.parametrize(
    ("old", "new", "circle"),
    [
        ("requires: []", "requires: [digging]", {"digging"}),
        ("requires: []", "requires: [compost]", {"digging", "compost"}),
        ("requires: []", "requires: [tomatoes]", {"digging", "tomatoes"}),
        ("helped_by: []", "helped_by: [compost]", {"digging", "compost"}),
        ("requires: [compost]", "requires: [compost, pruning]", {"tomatoes", "pruning"}),
    ],
)
def test_a_circle_is_named_from_end_to_end(
    folder: Path, old: str, new: str, circle: set[str]
) -> None:
    """Skills that come before one another are a complaint at one of them, naming the whole circle.

    Edges of both kinds count: requires and helped_by together have to give an order.
    """
    spoil(folder / "skills.yaml", old, new)
    (found,) = complaints(lambda: load_skill_map(folder))
    place, _, chain = found.partition(" the skills stand in a circle: ")
    names = chain.split(" before ")
    lines = (folder / "skills.yaml").read_text(encoding="utf-8").splitlines()

    assert set(names) <= circle | {"compost"}
    assert circle - {"compost"} <= set(names)
    assert names[0] == names[-1]
    assert lines[int(place.split(":")[1]) - 1].strip(" :") in names


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
