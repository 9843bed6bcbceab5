from pathlib import Path

import pytest

from mlcareer.content.lints.item_lints import lint_question
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import fingerprint
from mlcareer.model.questions import Form, Outcome, Question
from mlcareer.model.skills import SkillMap
from spoiling import complaints, spoil, write
from support import make_question
from support_forms import FORMS


@pytest.fixture
def path(folder: Path) -> Path:
    """Write one question of each form into a folder of their own."""
    place = folder / "questions" / "digging.yaml"
    write(place, FORMS)
    return place


def read(folder: Path, garden: SkillMap) -> dict[str, Question]:
    """Read the questions of a folder."""
    return load_questions(folder, garden)


def test_each_form_is_read_as_written(path: Path, garden: SkillMap) -> None:
    """Key, options, tolerance and other spellings come out as they stand in the file."""
    several, steps, litres, word = read(path.parent.parent, garden).values()

    assert several.form is Form.SEVERAL
    assert several.key == ("a digging fork", "a flat spade")
    assert several.options == ("a digging fork", "a flat spade", "a leaf rake", "a hose")
    assert steps.form is Form.SEQUENCE
    assert steps.options == steps.key
    assert steps.key[1] == "loosen the layer below"
    assert (litres.form, litres.answer, litres.tolerance) == (Form.NUMBER, "150", 0.5)
    assert litres.outcome_of("150.4") is Outcome.RIGHT
    assert (word.form, word.accepted) == (Form.TEXT, ("a drill", "seed drill"))
    assert word.outcome_of("A Drill") is Outcome.RIGHT


def test_guessing_follows_from_the_form(path: Path, garden: SkillMap) -> None:
    """What cannot be guessed says more: the chance of a guess falls with the number of replies."""
    chances = [question.item.c for question in read(path.parent.parent, garden).values()]

    assert chances == pytest.approx([1 / 15, 1 / 6, 0.02, 0.02])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("form: several", "form: «severel", "unknown form 'severel'. Did you mean 'several'?"),
        (
            "answer: [a digging fork, a   flat spade]",
            "answer: «[a digging fork]",
            "the answer of form several is a list of at least 2",
        ),
        (
            "answer: [a digging fork, a   flat spade]",
            "answer: «a fork",
            "a list was expected here; write [a fork]",
        ),
        (
            "form: several",
            "form: several\n    order: «numeric",
            "order belongs to questions of form choice, and this is a several",
        ),
        (
            "form: number",
            "form: number\n    accept: «[1]",
            "accept belongs to questions of form text, and this is a number",
        ),
        (
            "form: text",
            "form: text\n    tolerance: «1",
            "tolerance belongs to questions of form number, and this is a text",
        ),
        ("tolerance: 0.5", "tolerance: «-1", "a number from 0 to 1e+09 was expected here"),
        (
            '"150"',
            "«150 litres",
            "the answer of form number is a number and nothing else",
        ),
        (
            '- {text: "15"',
            '- «{text: "15 l"',
            "a foreseen mistake of form number is a number and nothing else",
        ),
        (
            '- {text: "15"',
            '- «{text: "150.2"',
            "'150.2' counts as the answer, so it is no mistake",
        ),
        (
            "- {text: furrow",
            "- «{text: Seed  Drill",
            "'Seed  Drill' counts as the answer, so it is no mistake",
        ),
        ("answer: drill", "answer: «D", "'D' alone has a meaning of its own in the interview"),
        ("accept: [", "accept: [«b, ", "'b' alone has a meaning of its own in the interview"),
        (
            "- {text: 2 1 3",
            "- «{text: 1 2 3",
            "a wrong order holds each of 1 2 3 once, in another order",
        ),
        (
            "- {text: 2 1 3",
            "- «{text: 2 1",
            "a wrong order holds each of 1 2 3 once, in another order",
        ),
    ],
)
def test_a_bad_form_is_complained_about(
    path: Path, garden: SkillMap, old: str, new: str, message: str
) -> None:
    """Each fault of a form is one complaint at the line where it can be mended."""
    line = spoil(path, old, new)

    found = complaints(lambda: read(path.parent.parent, garden))
    assert found == [f"digging.yaml:{line}: {message}"]


def test_options_of_several_differ(path: Path, garden: SkillMap) -> None:
    """An option that is right and wrong at once is refused at the question."""
    spoil(path, "{text: a leaf rake", "{text: A Digging Fork")
    line = spoil(path, "  - id: digging-several", "  - «id: digging-several")

    found = complaints(lambda: read(path.parent.parent, garden))
    assert found == [f"digging.yaml:{line}: two options are the same: 'A Digging Fork'"]


@pytest.mark.parametrize(
    ("form", "answer", "wrong", "found"),
    [
        (Form.SEVERAL, "a\nb", ("c", "d"), []),
        (Form.SEVERAL, "a\nb", ("c",), ["3 options; 4 to 6 are wanted"]),
        (Form.SEVERAL, "a\nb\nc\nd\ne", ("f", "g"), ["7 options; 4 to 6 are wanted"]),
        (Form.SEVERAL, "a b.\na-b", ("c", "d"), ["two options read alike: 'a b'"]),
        (Form.SEQUENCE, "a\nb\nc", ("2 1 3",), []),
        (Form.SEQUENCE, "a\nb", ("2 1",), ["2 options; 3 to 6 are wanted"]),
        (Form.NUMBER, "3", ("4",), []),
        (Form.NUMBER, "3", ("4", "5", "6", "7", "8"), []),
        (Form.SEQUENCE, "a\nb\nc", ("2 1 3",) * 4, ["4 distractors; 1 to 3 are wanted"]),
        (Form.TEXT, "sort", ("sorted", "order"), []),
        (Form.CHOICE, "sort it", ("order it",), ["1 distractors; 2 or 3 are wanted"]),
    ],
)
def test_each_form_wants_its_number_of_options(
    form: Form, answer: str, wrong: tuple[str, ...], found: list[str]
) -> None:
    """L01 counts wrong answers, options and steps by the form of the question."""
    question = make_question(form=form, answer=answer, wrong=wrong)

    assert [f.message for f in lint_question(question) if f.lint == "L01"] == found


@pytest.mark.parametrize(
    ("form", "answer", "wrong", "lints"),
    [
        (Form.SEVERAL, "it always fits\nit scales", ("it never ends", "it runs"), {"L08"}),
        (Form.SEVERAL, "it grows\nit scales", ("none of the above", "it runs"), {"L08", "L09"}),
        (Form.SEVERAL, "a sum of all parts\nsum", ("part", "half"), {"L08"}),
        (Form.SEQUENCE, "always first\nthen that\nnever last", ("2 1 3",), set()),
        (Form.TEXT, "sum of two and three in full", ("six",), set()),
        (Form.NUMBER, "123456789012345", ("6",), set()),
    ],
)
def test_options_give_nothing_away_where_several_or_none_are_shown(
    form: Form, answer: str, wrong: tuple[str, ...], lints: set[str]
) -> None:
    """Absolutes and summaries are looked for among all options, length and clue words not."""
    question = make_question(form=form, answer=answer, wrong=wrong)

    found = {f.lint for f in lint_question(question)}
    assert found & {"L03", "L05", "L06", "L07", "L08", "L09", "L10", "L11", "L12"} == lints


def test_a_fingerprint_knows_the_form() -> None:
    """Another form, spelling or tolerance is another question, which needs a new review."""
    questions = [
        make_question(answer="3", wrong=("4", "5")),
        make_question(answer="3", wrong=("4", "5"), form=Form.NUMBER),
        make_question(answer="3", wrong=("4", "5"), form=Form.NUMBER, tolerance=0.5),
        make_question(answer="3", wrong=("4", "5"), form=Form.TEXT),
        make_question(answer="3", wrong=("4", "5"), form=Form.TEXT, accepted=("three",)),
    ]

    assert len({fingerprint(question) for question in questions}) == len(questions)
