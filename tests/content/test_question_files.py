from pathlib import Path

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.model.questions import Outcome, Reference
from mlcareer.model.skills import SkillMap
from spoiling import complaints, spoil, write
from support import EXAMPLE

NEWER = "format 2 is newer than this program knows (1); upgrade mlcareer"
NO_SUB = "missing key 'sub'; add a line such as sub: my-sub-competence"
NO_RESOURCE = "missing key 'resource'; add a line such as resource: my-resource"
NO_WHY = (
    "missing key 'why'; add a line such as why: \"What is wrong with it, in a sentence or two.\""
)
FIRST = """\
      - text: a flat shovel
        misconception: wider-is-better
        why: A flat blade meets the clay with its whole edge and does not go in.
"""
SECOND = """\
      - text: a leaf rake
        misconception: any-long-handle
        why: Its tines bend before they enter the clay.
"""
THREE = "".join(f"      - {{text: tool {at}, misconception: m, why: w}}\n" for at in range(3))

SAME = "two options are the same: "


def test_a_question_is_read_as_written(garden: SkillMap) -> None:
    """Stem, options, explanation and reference come out; what is left out is empty."""
    clay = load_questions(EXAMPLE, garden)["digging-clay"]

    assert (clay.skill, clay.sub, clay.level, clay.kind) == ("digging", "tools", 1, "concept")
    assert clay.stem == "Which tool opens heavy clay with the least effort?"
    assert clay.options == ("a digging fork", "a flat shovel", "a leaf rake")
    assert clay.distractors[1].misconception == "any-long-handle"
    assert clay.distractors[1].why == "Its tines bend before they enter the clay."
    assert clay.explanation.startswith("The tines of a fork press")
    assert clay.reference == Reference("spade-book", "chapter 2")
    assert (clay.lang, clay.code, clay.output, clay.proof) == ("", "", "", "")
    assert clay.order == "shuffle"


def test_a_question_marks_its_options(garden: SkillMap) -> None:
    """The answer is right, another option is wrong, no option is "I don't know"."""
    clay = load_questions(EXAMPLE, garden)["digging-clay"]
    outcomes = [clay.outcome_of(option) for option in (*clay.options, None)]

    assert outcomes == [Outcome.RIGHT, Outcome.WRONG, Outcome.WRONG, Outcome.DONT_KNOW]


def test_a_calculation_keeps_its_proof_and_order(garden: SkillMap) -> None:
    """A calculation carries its proof and its order; a reference needs no section."""
    beds = load_questions(EXAMPLE, garden)["digging-beds"]

    assert (beds.order, beds.reference.section) == ("numeric", "")
    assert beds.proof == 'print(int(200 * 300 * 25 / 1000), "litres")'


def test_the_level_gives_the_difficulty(garden: SkillMap) -> None:
    """An uncalibrated question rises in difficulty with its level; guessing is one in n options."""
    items = [question.item for question in load_questions(EXAMPLE, garden).values()]

    assert [(item.a, item.b, item.b_sd) for item in items] == [
        (1.3, b, 0.7) for b in (-1.5, -0.5, 0.5, 1.5)
    ]
    assert [item.c for item in items] == pytest.approx([1 / 3] * 4)
    assert {item.skill for item in items} == {"digging"}


def test_a_program_costs_a_surcharge(folder: Path, garden: SkillMap) -> None:
    """A code question is harder than another of its level, and keeps program and language."""
    code = "kind: code\n    lang: python\n    code: |\n      if 1:\n          print(2)\n"
    spoil(folder / "questions" / "digging.yaml", "kind: concept\n", code)
    clay = load_questions(folder, garden)["digging-clay"]

    assert (clay.lang, clay.code) == ("python", "if 1:\n    print(2)")
    assert clay.item.b == pytest.approx(-1.2)


def test_calibrated_figures_replace_the_estimates(folder: Path, garden: SkillMap) -> None:
    """What was measured from answers is taken as it stands in the file."""
    figures = "kind: concept\n    a: 0.9\n    b: -2.25\n    c: 0.2\n    b_sd: 0.1"
    spoil(folder / "questions" / "digging.yaml", "kind: concept", figures)
    item = load_questions(folder, garden)["digging-clay"].item

    assert (item.a, item.b, item.c, item.b_sd) == (0.9, -2.25, 0.2, 0.1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: «2", NEWER),
        (
            "skill: digging",
            "skill: «compost",
            "the skill is the name of the file, 'digging'",
        ),
        ("skill: digging", "skil: «digging", "unknown key 'skil'. Did you mean 'skill'?"),
        ("sub: tools", "sub: «tool", "unknown sub-competence 'tool'. Did you mean 'tools'?"),
        ("sub: tools", "sub: «mixing", "unknown sub-competence 'mixing'. Known: tools, depth."),
        ("level: 1", "level: «0", "a number from 1 to 4 was expected here"),
        ("level: 1", "level: «5", "a number from 1 to 4 was expected here"),
        ("kind: concept", "kind: «concepts", "unknown kind 'concepts'. Did you mean 'concept'?"),
        ("order: numeric", "order: «sorted", "unknown order 'sorted'. Known: shuffle, numeric."),
        ("stem: Which", "stam: «Which", "unknown key 'stam'. Did you mean 'stem'?"),
        (
            "  - id: digging-clay\n    sub: tools",
            "  - «id: digging-clay",
            NO_SUB,
        ),
        ("answer: a digging fork", "answer: «''", "a text was expected here; # begins a comment"),
        ("answer: a digging fork", "answer: «[fork]", "a text was expected here"),
        ("        why: A", "        wy: «A", "unknown key 'wy'. Did you mean 'why'?"),
        (FIRST, "      - «{text: a, misconception: b}\n", NO_WHY),
        (FIRST, "      - «a flat shovel\n", "a mapping (key: value) was expected here"),
        (
            "{resource: spade-book",
            "{«resorce: x",
            "unknown key 'resorce'. Did you mean 'resource'?",
        ),
        (
            "{resource: spade-book, ",
            "«{",
            NO_RESOURCE,
        ),
        (
            "level: 1",
            "level: 1\n    lang: «pyton",
            "unknown language 'pyton'. Did you mean 'python'?",
        ),
        ("level: 1", "level: 1\n    a: «0", "a number from 0.05 to 10 was expected here"),
        ("level: 1", "level: 1\n    c: «1", "a number from 0 to 0.95 was expected here"),
        ("level: 1", "level: 1\n    b: «easy", "a number from -10 to 10 was expected here"),
        ("level: 1", "level: 1\n    b_sd: «-1", "a number from 0 to 5 was expected here"),
    ],
)
def test_a_bad_question_is_complained_about(
    folder: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    line = spoil(folder / "questions" / "digging.yaml", old, new)

    assert complaints(lambda: load_questions(folder, garden)) == [f"digging.yaml:{line}: {message}"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("text: a flat shovel", "text: A  Digging\tFORK", f"{SAME}'A  Digging\\tFORK'"),
        ("text: a flat shovel", "text: a leaf rake", f"{SAME}'a leaf rake'"),
        (FIRST + SECOND, "      []\n", "a question has one to five distractors"),
        (
            FIRST,
            FIRST + THREE + "      - {text: b, misconception: m, why: w}\n",
            "a question has one to five distractors",
        ),
        ("kind: concept", "kind: code", "a code question has lang and code"),
        ("kind: concept", "kind: code\n    lang: r", "a code question has lang and code"),
        ("kind: concept", "kind: code\n    code: x", "a code question has lang and code"),
        ("kind: concept", "kind: calculation", "a calculation has a proof"),
        ("kind: concept", "kind: concept\n    output: '1'", "output belongs to code with a lang"),
    ],
)
def test_a_question_of_the_wrong_form_is_complained_about(
    folder: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """What is wrong with a question as a whole is a complaint at its first line."""
    path = folder / "questions" / "digging.yaml"
    spoil(path, old, new)
    line = spoil(path, "  - id: digging-clay", "  - «id: digging-clay")

    assert complaints(lambda: load_questions(folder, garden)) == [f"digging.yaml:{line}: {message}"]


@pytest.mark.parametrize(("old", "new", "options"), [(SECOND, "", 2), (SECOND, SECOND + THREE, 6)])
def test_one_to_five_distractors_are_allowed(
    folder: Path, garden: SkillMap, old: str, new: str, options: int
) -> None:
    """The fewest and the most wrong options are read, and guessing is one in n."""
    spoil(folder / "questions" / "digging.yaml", old, new)
    clay = load_questions(folder, garden)["digging-clay"]

    assert len(clay.options) == options
    assert clay.item.c == pytest.approx(1 / options)


def test_a_file_named_after_no_skill_is_refused(folder: Path, garden: SkillMap) -> None:
    """The name of a question file is that of its skill; a near miss is pointed out."""
    (folder / "questions" / "digging.yaml").rename(folder / "questions" / "diging.yaml")

    assert complaints(lambda: load_questions(folder, garden)) == [
        "diging.yaml:2: the file is named after an unknown skill 'diging'. Did you mean 'digging'?"
    ]


def test_all_problems_of_all_files_are_named_at_once(folder: Path, garden: SkillMap) -> None:
    """Neither a bad question nor a broken file hides what is wrong elsewhere."""
    path = folder / "questions" / "digging.yaml"
    first = spoil(path, "level: 1", "level: «9")
    second = spoil(path, "kind: calculation", "kind: «sum")
    write(folder / "questions" / "compost.yaml", "format: 1\nformat: 1\n")
    write(folder / "questions" / "weeds.yaml", "format: 1\nskill: weeds\nquestions: []\n")
    found = complaints(lambda: load_questions(folder, garden))

    assert [line.rsplit(": ", 1)[0].split(": ")[0] for line in found] == [
        "compost.yaml:2",
        f"digging.yaml:{first}",
        f"digging.yaml:{second}",
        "weeds.yaml:2",
    ]


def test_only_the_files_of_the_skills_asked_for_are_read(folder: Path, garden: SkillMap) -> None:
    """An interview about one skill does not depend on the files of the others."""
    write(folder / "questions" / "compost.yaml", "broken: [")

    assert len(load_questions(folder, garden, ["digging", "tomatoes"])) == 4
    assert load_questions(folder, garden, []) == {}
    assert len(complaints(lambda: load_questions(folder, garden, ["compost"]))) == 1


@pytest.mark.parametrize("old", ["digging-plan", "digging-wet"])
def test_an_id_may_stand_once(folder: Path, garden: SkillMap, old: str) -> None:
    """A second question with an id is a complaint at the line of the second."""
    line = spoil(folder / "questions" / "digging.yaml", f"id: {old}", "id: «digging-clay")

    assert complaints(lambda: load_questions(folder, garden)) == [
        f"digging.yaml:{line}: id 'digging-clay' stands twice; rename one"
    ]


def test_ids_that_differ_by_case_are_one(folder: Path, garden: SkillMap) -> None:
    """People do not tell them apart, and some systems neither."""
    path = folder / "questions" / "digging.yaml"
    line = spoil(path, "id: digging-wet", "id: «Digging-Clay")

    assert complaints(lambda: load_questions(folder, garden)) == [
        f"digging.yaml:{line}: id 'Digging-Clay' is 'digging-clay' but for case; rename one"
    ]


def test_an_id_may_stand_once_in_all_files(folder: Path, garden: SkillMap) -> None:
    """Ids are unique over all files, and the complaint names the later file."""
    text = (folder / "questions" / "digging.yaml").read_text(encoding="utf-8")
    text = text.replace("skill: digging", "skill: tomatoes").replace("sub: depth", "sub: watering")
    write(folder / "questions" / "tomatoes.yaml", text.replace("sub: tools", "sub: watering"))
    found = complaints(lambda: load_questions(folder, garden))

    assert len(found) == 4
    assert all(line.startswith("tomatoes.yaml:") for line in found)
    assert all("stands twice (see " in line for line in found)
