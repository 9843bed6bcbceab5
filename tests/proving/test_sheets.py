import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.questions import load_questions
from mlcareer.content.readings import judge
from mlcareer.content.reviews import fingerprint
from mlcareer.content.sheets import Reading, read_sheet, sheet_text
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import parse_yaml
from mlcareer.errors import ContentError
from mlcareer.model.questions import Form, Question
from spoiling import complaints, write
from support import DATA, make_question
from support_sheets import ANSWER, by_id, filled, numbers_of, sheet_of

BANK = load_questions(DATA, load_skill_map(DATA))
SKILLS = sorted({question.skill for question in BANK.values()})
CHOICE = make_question("x-choice", answer="five", wrong=("six", "four"))
SEVERAL = make_question(
    "x-several", form=Form.SEVERAL, answer="a list\na tuple", wrong=("a set", "a dict")
)
SEQUENCE = make_question(
    "x-sequence", form=Form.SEQUENCE, answer="split\nfit\nscore", wrong=("2 1 3",)
)
NUMBER = make_question(
    "x-number", form=Form.NUMBER, answer="0.25", wrong=("0.75",), tolerance=0.005
)
TEXT = make_question("x-text", form=Form.TEXT, answer="[1, 2]", wrong=("(1, 2)",))
FORMS = (CHOICE, SEVERAL, SEQUENCE, NUMBER, TEXT)


def read(path: Path, text: str, *questions: Question) -> dict[str, Reading]:
    """Read a sheet from its text."""
    write(path / "sheet.yaml", text)
    return dict(read_sheet(path / "sheet.yaml", by_id(questions)).readings)


def about(skill: str) -> list[Question]:
    """List the shipped questions about a skill."""
    return [question for question in BANK.values() if question.skill == skill]


def trimmed(program: str) -> list[str]:
    """Take a program apart; what stands at the ends of its lines cannot be seen."""
    return [line.rstrip() for line in program.rstrip().splitlines()]


def test_a_sheet_shows_what_a_reader_needs() -> None:
    """Stem, program and numbered options are there, and empty places for what the reader says."""
    question = make_question("x-one", answer="5", wrong=("6",), code="x = 2\nprint(x + 3)\n")
    text = sheet_text([replace(question, lang="python")], seed=1)

    entry = parse_yaml(text.encode(), "sheet").entries()["questions"].entries()["x-one"].entries()
    assert list(entry) == [
        "fingerprint",
        "stem",
        "lang",
        "code",
        "options",
        "answer",
        "shares",
        "also_defensible",
        "remark",
    ]
    assert entry["fingerprint"].text() == fingerprint(question)
    assert entry["stem"].text() == question.stem
    assert entry["code"].text() == "x = 2\nprint(x + 3)"
    assert sorted(option.text() for option in entry["options"].entries().values()) == ["5", "6"]
    assert list(entry["options"].entries()) == ["1", "2"]
    assert entry["answer"].is_empty()
    assert entry["shares"].items() == []
    assert entry["also_defensible"].is_empty()
    assert entry["remark"].is_empty()


@pytest.mark.parametrize("skill", SKILLS)
def test_a_sheet_does_not_give_the_keys_away(skill: str) -> None:
    """A sheet of shipped questions says what is asked, and nothing of what is right or why."""
    questions = about(skill)
    text = sheet_text(questions, seed=3)
    entries = parse_yaml(text.encode(), "sheet").entries()["questions"].entries()

    assert list(entries) == [question.id for question in questions]
    for question in questions:
        entry = entries[question.id].entries()
        for hidden in (question.explanation, *(d.why for d in question.distractors)):
            assert hidden not in text
        assert not (question.proof and question.proof in text)
        options = entry["options"].entries().values() if "options" in entry else ()
        assert sorted(" ".join(option.text().split()) for option in options) == sorted(
            " ".join(option.split()) for option in question.options
        )
        shown = entry["code"].text() if "code" in entry else ""
        assert trimmed(shown) == trimmed(question.code)
        assert entry["stem"].text().split() == question.stem.split()


def test_the_place_of_the_key_is_left_to_chance() -> None:
    """Over many seeds the key stands at each place, and a seed always gives the same sheet."""
    numbers = {numbers_of(CHOICE, ["five"], seed)[0] for seed in range(40)}

    assert numbers == {"1", "2", "3"}
    assert sheet_text(FORMS, 5) == sheet_text(FORMS, 5)
    assert sheet_text(FORMS, 5) != sheet_text(FORMS, 6)


def test_steps_do_not_stand_in_their_order() -> None:
    """Whatever the seed, steps are never shown as the key has them."""
    right = ["1", "2", "3"]

    assert all(numbers_of(SEQUENCE, SEQUENCE.key, seed) != right for seed in range(40))


@pytest.mark.parametrize("skill", SKILLS)
def test_a_reader_who_answers_right_is_understood(skill: str, tmp_path: Path) -> None:
    """Each shipped question can be answered on a sheet, and the key is read as the key."""
    questions = about(skill)
    readings = read(tmp_path, filled(questions, right=True), *questions)
    verdict = judge(by_id(questions), [readings, readings], "2026-11-23")

    assert verdict.problems == ()
    assert [id_ for id_, review in verdict.reviews.items() if review.agreed] == [*by_id(questions)]


@pytest.mark.parametrize("skill", SKILLS)
def test_a_reader_who_answers_wrong_is_understood(skill: str, tmp_path: Path) -> None:
    """A foreseen mistake on a sheet is read as a disagreement."""
    questions = about(skill)
    readings = read(tmp_path, filled(questions, right=False), *questions)
    verdict = judge(by_id(questions), [readings], "2026-11-23")

    assert len(verdict.problems) == len(questions)
    for problem, question in zip(verdict.problems, questions, strict=True):
        assert f"{question.id}: the reader says " in problem.message
    assert not any(review.agreed for review in verdict.reviews.values())


@pytest.mark.parametrize(
    ("question", "answer", "reply"),
    [
        (CHOICE, "{five}", "five"),
        (CHOICE, '"{five}"', "five"),
        (CHOICE, "[{five}]", "five"),
        (SEVERAL, "[{a tuple}, {a list}]", "a tuple\na list"),
        (SEVERAL, "{a list} {a set}", "a list\na set"),
        (SEVERAL, '"{a list}, {a set}"', "a list\na set"),
        (SEVERAL, "{a list}", "a list"),
        (SEQUENCE, "[{fit}, {split}, {score}]", "fit\nsplit\nscore"),
        (SEQUENCE, "{split} {fit} {score}", "split\nfit\nscore"),
        (NUMBER, "0.25", "0.25"),
        (NUMBER, "25 %", "25 %"),
        (NUMBER, '"1/4"', "1/4"),
        (TEXT, '"[1, 2]"', "[1, 2]"),
        (TEXT, "no", "no"),
        (TEXT, "'  [1,   2] '", "[1, 2]"),
        (CHOICE, "", None),
        (SEVERAL, "[]", None),
        (TEXT, "~", None),
    ],
)
def test_answers_are_read_in_each_form(
    question: Question, answer: str, reply: str | None, tmp_path: Path
) -> None:
    """Numbers come alone, as a list or with commas; typed answers as they are typed."""
    for option in question.options:
        answer = answer.replace(f"{{{option}}}", numbers_of(question, [option], 7)[0])
    text = sheet_of(question, answer, seed=7, remark="so")

    assert read(tmp_path, text, question)[question.id].reply == reply


@pytest.mark.parametrize(
    ("question", "answer", "complaint"),
    [
        (CHOICE, "4", "there is no option '4'; answer with numbers of 1 to 3"),
        (CHOICE, "five", "there is no option 'five'; answer with numbers of 1 to 3"),
        (CHOICE, "[1, 2]", "one number was expected here"),
        (SEVERAL, "[1, 1]", "each number stands here once"),
        (SEQUENCE, "[1, 2]", "all steps, by their numbers, were expected here"),
        (NUMBER, "much", "a number was expected here"),
        (NUMBER, "[1]", "a text was expected here; write it in quotes"),
        (TEXT, "[1, 2]", "a text was expected here; write it in quotes"),
        (TEXT, "{a: 1}", "a text was expected here; write it in quotes"),
    ],
)
def test_answers_that_say_nothing_are_named_with_their_line(
    question: Question, answer: str, complaint: str, tmp_path: Path
) -> None:
    """A slip of the reader is complained of where it stands, before anything is compared."""
    text = sheet_of(question, answer)
    found = complaints(lambda: read(tmp_path, text, question))

    (line,) = found
    at = int(line.split(":")[1])
    assert line == f"sheet.yaml:{at}: {complaint}"
    assert re.match(r"    (answer|options|  \d)", text.splitlines()[at - 1]) or (
        text.splitlines()[at - 1].startswith("      1")
    )


@pytest.mark.parametrize(
    ("shares", "read_as"),
    [("[40, 65, 90]", (40, 65, 90)), ("[0, 0, 100]", (0, 0, 100)), ("[]", ()), ("", ())],
)
def test_shares_are_read(shares: str, read_as: tuple[int, ...], tmp_path: Path) -> None:
    """Three whole numbers that do not fall, or nothing."""
    text = sheet_of(NUMBER, "0.25", shares=shares)

    assert read(tmp_path, text, NUMBER)[NUMBER.id].shares == read_as


@pytest.mark.parametrize("shares", ["[90, 65, 40]", "[40, 65]", "[40, 65, 101]", "[1, x, 3]", "40"])
def test_shares_that_cannot_be_meant_are_named(shares: str, tmp_path: Path) -> None:
    """Shares that fall from working to expert, or are not three, are a slip."""
    with pytest.raises(ContentError, match=r"sheet\.yaml:\d+: "):
        read(tmp_path, sheet_of(NUMBER, "0.25", shares=shares), NUMBER)


@pytest.mark.parametrize("words", ["", "no", "None", '"-"', "none.", "nothing"])
def test_no_second_answer_may_be_said_in_words(words: str, tmp_path: Path) -> None:
    """A reader who writes that there is none is not taken to name one."""
    text = sheet_of(NUMBER, "0.25", also_defensible=words)

    assert read(tmp_path, text, NUMBER)[NUMBER.id].also_defensible == ""


def test_what_a_reader_adds_is_kept(tmp_path: Path) -> None:
    """A second answer and a remark come through, as text or as a list."""
    text = sheet_of(NUMBER, "0.25", also_defensible="[25, 0.2]", remark='"what: of?"')
    reading = read(tmp_path, text, NUMBER)[NUMBER.id]

    assert (reading.also_defensible, reading.remark) == ("25, 0.2", "what: of?")


def test_what_is_left_open_is_left_out(tmp_path: Path) -> None:
    """A sheet as it was made says nothing."""
    assert read(tmp_path, sheet_text(FORMS, 1), *FORMS) == {}


def test_another_wording_is_not_looked_into(tmp_path: Path) -> None:
    """Options that the question no longer has are no error: the sheet is outdated, and said so."""
    text = sheet_of(CHOICE, "1")
    now = make_question(CHOICE.id, answer="5", wrong=("6", "4"))
    reading = read(tmp_path, text, now)[CHOICE.id]

    assert reading.fingerprint == fingerprint(CHOICE) != fingerprint(now)
    assert read(tmp_path, text)[CHOICE.id].reply == "1"


def test_an_option_that_was_edited_is_named(tmp_path: Path) -> None:
    """A reader who changes the options answers another question."""
    text = sheet_of(CHOICE, numbers_of(CHOICE, ["five"])[0]).replace('"five"', '"fife"')

    with pytest.raises(ContentError, match="this is no option of the question"):
        read(tmp_path, text, CHOICE)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("format: 2\nquestions: {}\n", "format"),
        ("questions: {}\n", "missing key 'format'"),
        ("format: 1\nquestions:\n  x: {answer: 1}\n", "missing key 'fingerprint'"),
        ("format: 1\nquestions: [1]\n", "a mapping"),
        ("just words", "a mapping"),
    ],
)
def test_what_is_no_sheet_is_refused(text: str, complaint: str, tmp_path: Path) -> None:
    """Another file, or a sheet that lost a part, is named with its line."""
    with pytest.raises(ContentError, match=complaint):
        read(tmp_path, text, CHOICE)


LINES = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" "),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()) and text.isprintable())


@given(
    st.lists(LINES, min_size=3, max_size=5, unique_by=lambda text: " ".join(text.split()).lower()),
    st.lists(LINES, max_size=4),
    LINES,
    st.integers(0, 1000),
)
def test_any_wording_survives_a_sheet(
    options: list[str], code: list[str], stem: str, seed: int
) -> None:
    """Whatever printable text a question is made of, it stands on the sheet as it was written."""
    question = make_question(
        "x-any", stem=stem, answer=options[0], wrong=tuple(options[1:]), code="\n".join(code)
    )
    text = sheet_text([question], seed)
    entry = parse_yaml(text.encode(), "s").entries()["questions"].entries()["x-any"].entries()
    shown = {n: f.text() for n, f in entry["options"].entries().items()}

    assert sorted(shown.values()) == sorted(options)
    assert entry["stem"].text().split() == stem.split()
    if question.code.strip():
        assert entry["code"].text().split() == question.code.split()


def test_a_program_that_begins_with_spaces_keeps_them(tmp_path: Path) -> None:
    """Indentation is part of a program."""
    code = "    x = 1\nprint(x)"
    text = sheet_text([make_question("x-in", code=code, answer="  1\n  2", wrong=("3",))], 1)
    entry = parse_yaml(text.encode(), "s").entries()["questions"].entries()["x-in"].entries()

    assert entry["code"].text() == code
    assert "  1\n  2" in [option.text() for option in entry["options"].entries().values()]
    assert ANSWER in text
    write(tmp_path / "sheet.yaml", text)
