from pathlib import Path

import pytest

from mlcareer.content.people import load_about, load_backgrounds, load_responsibilities, load_traits
from mlcareer.model.people import Choice, Domain, Fact, Responsibility, Trait
from mlcareer.model.skills import SkillMap
from spoiling import complaints, spoil, write
from support import EXAMPLE

NEWER = "format 2 is newer than this program knows (1); upgrade mlcareer"
NO_NAME = "missing key 'name'; add a line such as name: \"The way of working.\""
BACKGROUNDS = """\
format: 1
estimate: true
note: All guesses.
columns:
  hands: [digging, pruning]
  head: [compost]
shift:
  botany: {pruning: -0.5}
degrees:
  botany:
    name: Botany
    claims: [G1]
    levels: {hands: 1, head: 2.5}
  none: {name: None yet}
works:
  farm: {name: On a farm, levels: {hands: 3}}
goals:
  eat: {name: Eat well}
domains:
  balcony:
    name: A balcony
    high_risk: false
    projects: [POT-1]
  school: {name: A school, high_risk: true, projects: []}
facts:
  roots: {text: Most gardeners began as children., beside: degree, claims: [G2]}
  weeds: {text: Weeds teach patience.}
"""
PEOPLE = """\
format: 1
traits:
  patience:
    name: Is patient
    statement: I like to wait for a harvest.
    claims: [G3]
    note: Not scored.
responsibilities:
  feeding: {name: Feed the soil, skills: [compost], claims: []}
about:
  garden: {text: A garden feeds people., claims: [G4]}
"""


def test_backgrounds_are_read_as_written(folder: Path, garden: SkillMap) -> None:
    """Columns are turned into a column for each skill; a choice without levels suggests none."""
    write(folder / "backgrounds.yaml", BACKGROUNDS)
    found = load_backgrounds(folder, garden)

    assert found is not None
    assert found.note == "All guesses."
    assert found.column_of == {"digging": "hands", "pruning": "hands", "compost": "head"}
    assert found.shift == {"botany": {"pruning": -0.5}}
    assert found.degrees["botany"] == Choice("botany", "Botany", {"hands": 1, "head": 2.5})
    assert found.degrees["none"] == Choice("none", "None yet", {})
    assert found.works["farm"].levels == {"hands": 3}
    assert found.goals["eat"].name == "Eat well"
    assert found.domains["balcony"] == Domain("balcony", "A balcony", False, ("POT-1",))
    assert found.domains["school"].high_risk
    assert found.facts == {
        "roots": Fact("Most gardeners began as children.", "degree"),
        "weeds": Fact("Weeds teach patience.", ""),
    }


def test_people_are_read_as_written(folder: Path, garden: SkillMap) -> None:
    """Traits carry a statement, duties their skills; the texts about the role are plain texts."""
    write(folder / "people.yaml", PEOPLE)

    assert load_traits(folder) == {
        "patience": Trait("patience", "Is patient", "I like to wait for a harvest.")
    }
    assert load_about(folder) == {"garden": "A garden feeds people."}
    assert load_responsibilities(folder, garden) == {
        "feeding": Responsibility("feeding", "Feed the soil", ("compost",))
    }


def test_a_content_folder_needs_neither(garden: SkillMap) -> None:
    """Without the files there are no background questions, no traits and no texts."""
    assert load_backgrounds(EXAMPLE, garden) is None
    assert load_traits(EXAMPLE) == {}
    assert load_about(EXAMPLE) == {}
    assert load_responsibilities(EXAMPLE, garden) == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("note: All guesses.\n", "", "missing key 'note'"),
        ("note: All", "nota: «All", "unknown key 'nota'. Did you mean 'note'?"),
        ("[digging, pruning]", "[«prunning]", "unknown skill 'prunning'. Did you mean 'pruning'?"),
        ("[compost]", "[«digging]", "'digging' stands in column 'hands' already"),
        ("head: [compost]", "head: «compost", "a list was expected here"),
        ("{pruning: -0.5}", "{«prunning: -0.5}", "unknown skill 'prunning'"),
        ("{pruning: -0.5}", "{pruning: «-5}", "a number from -4 to 4 was expected here"),
        ("hands: 1, head", "hand: «1, head", "unknown key 'hand'. Did you mean 'hands'?"),
        ("hands: 1, head", "hands: «5, head", "a number from 0 to 4 was expected here"),
        ("hands: 3", "hands: «much", "a number from 0 to 4 was expected here"),
        ("{name: Eat well}", "«{}", "missing key 'name'"),
        ("high_risk: false", "high_risk: «no", "true or false was expected here"),
        ("high_risk: false", "high_risk: «'false'", "true or false was expected here"),
        ("projects: [POT-1]", "projects: «POT-1", "a list was expected here"),
        ("beside: degree", "beside: «degre", "unknown question 'degre'. Did you mean 'degree'?"),
    ],
)
def test_bad_backgrounds_are_complained_about(
    folder: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    path = folder / "backgrounds.yaml"
    write(path, BACKGROUNDS)
    line = spoil(path, old, new)
    (found,) = complaints(lambda: load_backgrounds(folder, garden))

    assert found.startswith(f"backgrounds.yaml:{line}: {message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        ("about:", "abut: «{}\nabout:", "unknown key 'abut'. Did you mean 'about'?"),
        ("Is patient\n", "Is patient\n    «name: x\n", "key 'name' stands twice; remove one"),
        ("    name: Is patient\n    statement", "    «statement", NO_NAME),
        (
            "statement: I like to wait for a harvest.",
            "statement: «",
            "a text was expected here; # begins a comment",
        ),
        ("statement: I", "statment: «I", "unknown key 'statment'. Did you mean 'statement'?"),
    ],
)
def test_bad_traits_are_complained_about(folder: Path, old: str, new: str, message: str) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    write(folder / "people.yaml", PEOPLE)
    line = spoil(folder / "people.yaml", old, new)

    assert complaints(lambda: load_traits(folder)) == [f"people.yaml:{line}: {message}"]


def test_bad_texts_about_the_role_are_all_named(folder: Path) -> None:
    """One bad text does not hide another."""
    write(folder / "people.yaml", PEOPLE + "  weather: {text: ''}\n  soil: {txt: x, text: y}\n")
    found = complaints(lambda: load_about(folder))

    assert [line.split(": ", 1)[1] for line in found] == [
        "a text was expected here; # begins a comment",
        "unknown key 'txt'. Did you mean 'text'?",
    ]


def test_all_bad_choices_are_named_at_once(folder: Path, garden: SkillMap) -> None:
    """One bad choice of a question does not hide the next."""
    write(folder / "backgrounds.yaml", BACKGROUNDS)
    first = spoil(folder / "backgrounds.yaml", "head: 2.5", "head: «9")
    second = spoil(folder / "backgrounds.yaml", "{name: None yet}", "«{title: None yet}")
    found = complaints(lambda: load_backgrounds(folder, garden))

    assert [line.split(":")[1] for line in found] == [str(first), str(second), str(second)]
