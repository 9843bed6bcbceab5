from collections.abc import Mapping
from pathlib import Path

import pytest

from mlcareer.content.answers import Answers, read_answers
from mlcareer.content.questions import load_questions
from mlcareer.content.yamlfile import Field, parse_yaml, read_yaml
from mlcareer.model.people import Backgrounds, Choice, Trait
from mlcareer.model.questions import Form, Question
from mlcareer.model.skills import SkillMap
from spoiling import complaints, spoil, write
from support import EXAMPLE, make_question

LEVEL = "a number from 0 to 4 was expected here"
OPTIONS = "no such option. Options: a digging fork; a flat shovel; a leaf rake; or dont-know"
TRAITS = {"patience": Trait("patience", "Is patient", "I like to wait.")}
BACKGROUNDS = Backgrounds(
    note="All guesses.",
    column_of={},
    shift={},
    degrees={"botany": Choice("botany", "Botany", {}), "none": Choice("none", "None yet", {})},
    works={"farm": Choice("farm", "On a farm", {})},
    goals={"eat": Choice("eat", "Eat well", {})},
    domains={},
    facts={},
)
PARTS = {
    "background": "background:\n  degree: botany\n  work: farm\n  hours: 6\n  goal: eat\n",
    "ratings": "ratings:\n  digging: 2\n  compost: 0\n",
    "answers": "answers:\n  digging-clay: a leaf rake\n  digging-wet: dont-know\n",
    "traits": "traits:\n  patience: 5\n",
}
EXPECTED: Mapping[str, Mapping[str, str | int | None]] = {
    "background": {"degree": "botany", "work": "farm", "hours": "6", "goal": "eat"},
    "ratings": {"digging": 2, "compost": 0},
    "answers": {"digging-clay": "a leaf rake", "digging-wet": None},
    "traits": {"patience": 5},
}


def read(
    file: Field,
    garden: SkillMap,
    questions: Mapping[str, Question] | None = None,
    backgrounds: Backgrounds | None = BACKGROUNDS,
) -> Answers:
    """Read answers to the questions about gardening, unless others are given."""
    return read_answers(
        file, garden, questions or load_questions(EXAMPLE, garden), backgrounds, TRAITS
    )


def parse(text: str) -> Field:
    """Parse a file of answers."""
    return parse_yaml(text.encode(), "answers.yaml")


def by_part(answers: Answers) -> Mapping[str, Mapping[str, str | int | None]]:
    """Name what was read by the part of the file that it came from."""
    return {
        "background": answers.background,
        "ratings": answers.ratings,
        "answers": answers.chosen,
        "traits": answers.traits,
    }


def test_answers_are_read_as_written(garden: SkillMap) -> None:
    """Background, ratings, options, "I don't know" and traits come out by their ids."""
    assert by_part(read(parse("".join(PARTS.values())), garden)) == EXPECTED


@pytest.mark.parametrize("part", PARTS)
def test_any_part_may_stand_alone(garden: SkillMap, part: str) -> None:
    """What a file leaves out is not answered."""
    expected = {name: EXPECTED[name] if name == part else {} for name in PARTS}

    assert by_part(read(parse(PARTS[part]), garden)) == expected


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_part_is_left_out(garden: SkillMap, part: str) -> None:
    """A heading with nothing below it counts like no heading, for each part."""
    assert by_part(read(parse(f"{part}:\n"), garden)) == {name: {} for name in PARTS}


def test_a_background_is_not_read_where_none_is_asked(garden: SkillMap) -> None:
    """Content without backgrounds asks for none, so what a file says of it is left aside."""
    assert read(parse(PARTS["background"]), garden, backgrounds=None).background == {}


@pytest.mark.parametrize(
    "given",
    [
        "two  lines\n    of code",
        "'two lines of   code'",
        "|\n    two\n    lines\n    of code\n",
        ">-\n    two lines\n    of code",
    ],
)
def test_an_option_is_known_by_its_words(garden: SkillMap, given: str) -> None:
    """White space and line breaks in an option do not matter; the option comes back as it is."""
    question = make_question("q", answer="two\nlines  of code")
    answers = read(parse(f"answers:\n  q: {given}\n"), garden, {"q": question})

    assert answers.chosen == {"q": "two\nlines  of code"}


@pytest.mark.parametrize("option", ["no", "3", "1.50", "null", "~", "'3'", "a: b", "[1, 2]"])
def test_options_that_look_like_yaml_are_texts(garden: SkillMap, option: str) -> None:
    """A quoted option is compared as a text, whatever it looks like."""
    quoted = "'" + option.replace("'", "''") + "'"
    question = make_question("q", answer=option)

    assert read(parse(f"answers: {{q: {quoted}}}"), garden, {"q": question}).chosen == {"q": option}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("traits:", "trait: «x\ntraits:", "unknown key 'trait'. Did you mean 'traits'?"),
        ("botany", "«botanics", "unknown degree 'botanics'. Did you mean 'botany'?"),
        ("degree: botany", "degre: «botany", "unknown key 'degre'. Did you mean 'degree'?"),
        ("work: farm", "work: «mine", "unknown work 'mine'. Known: farm."),
        ("goal: eat", "goal: «[]", "a text was expected here"),
        ("hours: 6", "hours: «0", "a number from 1 to 80 was expected here"),
        ("hours: 6", "hours: «6.5", "a whole number from 1 to 80 was expected here"),
        ("digging: 2", "diging: «2", "unknown skill 'diging'. Did you mean 'digging'?"),
        ("digging: 2", "soil: «2", "unknown skill 'soil'."),
        ("digging: 2", "digging: «5", LEVEL),
        ("digging: 2", "digging: «-1", LEVEL),
        ("digging: 2", "digging: «working", LEVEL),
        ("digging: 2", "digging: «", "a text was expected here; # begins a comment"),
        (
            "digging-clay: a",
            "digging-cly: «a",
            "unknown question 'digging-cly'. Did you mean 'digging-clay'?",
        ),
        ("a leaf rake", "«", "a text was expected here; # begins a comment"),
        ("a leaf rake", "«a leaf blower", OPTIONS),
        ("a leaf rake", "«A Leaf Rake", OPTIONS),
        ("patience: 5", "patients: «5", "unknown trait 'patients'. Did you mean 'patience'?"),
        ("patience: 5", "patience: «0", "a number from 1 to 5 was expected here"),
        ("patience: 5", "patience: «6", "a number from 1 to 5 was expected here"),
        ("  patience: 5", "  «- patience", "a mapping (key: value) was expected here"),
        ("  compost: 0", "  «digging: 0", "key 'digging' stands twice; remove one"),
    ],
)
def test_bad_answers_are_complained_about(
    tmp_path: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault is a complaint with file and line, a near miss is pointed out."""
    path = tmp_path / "answers.yaml"
    write(path, "".join(PARTS.values()))
    line = spoil(path, old, new)
    found = complaints(lambda: read(read_yaml(path), garden))

    assert [text.rstrip() for text in found] == [f"answers.yaml:{line}: {message}"]


def test_an_empty_file_leaves_everything_out(garden: SkillMap) -> None:
    """Each part may be left out, so all of them may."""
    assert read(parse(""), garden) == Answers({}, {}, {}, {})


@pytest.mark.parametrize("text", ["[]", "answers"])
def test_a_file_that_is_no_mapping_is_refused(garden: SkillMap, text: str) -> None:
    """A list and a word are no answers."""
    assert complaints(lambda: read(parse(text), garden)) == [
        "answers.yaml:1: a mapping (key: value) was expected here"
    ]


SEVERAL = make_question("x", form=Form.SEVERAL, answer="a\nb", wrong=("c",))
SEQUENCE = make_question("x", form=Form.SEQUENCE, answer="a\nb\nc", wrong=("2 1 3",))
ONCE = "name at least one option, and each once"


@pytest.mark.parametrize(
    ("question", "given", "read_as"),
    [
        (SEVERAL, "[b, a]", "b\na"),
        (SEVERAL, "[c]", "c"),
        (SEQUENCE, "[c, b, a]", "c\nb\na"),
        (SEVERAL, "[a, a]", ONCE),
        (SEVERAL, "[]", ONCE),
        (SEQUENCE, "[a, b]", "put all steps in order"),
        (SEQUENCE, "[a, b, b]", ONCE),
        (SEVERAL, "a", "a list of options was expected here, or dont-know"),
    ],
)
def test_options_are_named_in_a_list(
    garden: SkillMap, question: Question, given: str, read_as: str
) -> None:
    """Several options and steps are named one by one, each once; a reply keeps their order."""
    file = parse(f"answers: {{x: {given}}}")
    if read_as.count(" "):
        assert complaints(lambda: read(file, garden, {"x": question})) == [
            f"answers.yaml:1: {read_as}"
        ]
    else:
        assert read(file, garden, {"x": question}).chosen == {"x": read_as}
