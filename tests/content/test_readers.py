from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.cli.content_review import review
from mlcareer.content.difficulty import difficulty
from mlcareer.content.questions import load_questions
from mlcareer.content.readings import check_readers, judge
from mlcareer.content.reviews import fingerprint, load_reviews
from mlcareer.content.sheets import Reading, Sheet, read_sheet, sheet_text
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import Field
from mlcareer.errors import ContentError, ExitCode
from mlcareer.model.questions import Form
from spoiling import complaints, spoil, write
from support import make_question
from support_sheets import by_id, filled, numbers_of, sheet_of

CHOICE = make_question("x-choice", answer="five", wrong=("six", "four"))
OTHER = make_question("x-other", answer="seven", wrong=("eight", "nine"))
QUESTIONS = by_id([CHOICE, OTHER])
NAMELESS = (
    "and no names tell their readers apart; leave a copy out, or write behind reader: in each"
    " sheet who filled it in"
)
DAY = "2026-11-23"


def named(text: str, reader: str) -> str:
    """Write the name of a reader into a sheet."""
    assert "\nreader:\n" in text
    return text.replace("\nreader:\n", f"\nreader: {reader}\n")


def sheets_of(folder: Path, *texts: str) -> list[Path]:
    """Write sheets, one file each."""
    paths = [folder / f"sheet-{at}.yaml" for at in range(1, 1 + len(texts))]
    for path, text in zip(paths, texts, strict=True):
        write(path, text)
    return paths


def checked(paths: Sequence[Path]) -> None:
    """Read sheets and look whether they are of different readers."""
    check_readers([read_sheet(path, QUESTIONS) for path in paths])


def test_a_sheet_asks_who_fills_it_in(tmp_path: Path) -> None:
    """There is a place for a name, which may stay empty; older sheets have none."""
    text = sheet_of(CHOICE, "1")
    readers = []
    for one in (text, named(text, "Anna B."), named(text, "[A, B]"), text.replace("reader:\n", "")):
        (path,) = sheets_of(tmp_path, one)
        readers.append(read_sheet(path, QUESTIONS).reader)

    assert "# reader: your name or initials;" in text
    assert readers == ["", "Anna B.", "A, B", ""]


def test_a_copy_is_not_a_second_reader(tmp_path: Path) -> None:
    """Where no names are given, what says the same may be a copy; the remedy is told."""
    text = filled([CHOICE, OTHER], right=True, shares="[40, 60, 80]")
    one, two = sheets_of(tmp_path, text, text)
    line = text.splitlines().index("reader:") + 1

    assert complaints(lambda: checked([one, two])) == [
        f"sheet-2.yaml:{line}: says the same as {one}, {NAMELESS}"
    ]


@pytest.mark.parametrize(("one", "two"), [("Anna", "Anna"), ("Anna  B", "anna b"), ("7", '"7"')])
def test_the_same_name_is_the_same_reader(tmp_path: Path, one: str, two: str) -> None:
    """Capitals and spaces make no other name."""
    text = filled([CHOICE], right=True)
    paths = sheets_of(tmp_path, named(text, one), named(text, two))
    (found,) = complaints(lambda: checked(paths))

    assert f"says the same as {paths[0]}, and both name the reader " in found
    assert found.endswith(
        "; leave a copy out, or write another name here if somebody else filled it in"
    )


@pytest.mark.parametrize(("one", "two"), [("Anna", ""), ("", "Anna"), ("none", "Anna")])
def test_one_name_alone_tells_nobody_apart(tmp_path: Path, one: str, two: str) -> None:
    """A copy may have been made before the name was written."""
    text = filled([CHOICE], right=True)
    paths = sheets_of(tmp_path, named(text, one), named(text, two))

    assert NAMELESS in complaints(lambda: checked(paths))[0]


def test_two_names_are_two_readers(tmp_path: Path) -> None:
    """Two people may give the same answers to a few questions."""
    text = filled([CHOICE, OTHER], right=True)

    checked(sheets_of(tmp_path, named(text, "Anna"), named(text, "Ben"), named(text, "Cem")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("shares: [1, 2, 3]", "shares: [1, 2, 4]"),
        ("remark: a", "remark: b"),
        ("also_defensible: one", "also_defensible: two"),
        ("answer: 1", "answer: 2"),
        ("answer: 1", "answer:"),
    ],
)
@pytest.mark.parametrize("reader", ["", "Anna"])
def test_whoever_says_anything_else_is_another_reader(
    tmp_path: Path, reader: str, old: str, new: str
) -> None:
    """Each word that a reader fills in counts; then names are not needed."""
    text = named(
        sheet_of(CHOICE, "1", shares="[1, 2, 3]", remark="a", also_defensible="one"), reader
    )
    paths = sheets_of(tmp_path, text, text)
    spoil(paths[1], old, new)

    checked(paths)


def test_a_sheet_about_more_questions_is_another_one(tmp_path: Path) -> None:
    """Sheets are copies only where they say the same of the same questions."""
    checked(sheets_of(tmp_path, *(filled(of, right=True) for of in ([CHOICE], [CHOICE, OTHER]))))


def test_options_in_another_order_say_the_same(tmp_path: Path) -> None:
    """It is the option that counts, not its number."""
    right = [(seed, numbers_of(CHOICE, ["five"], seed)[0]) for seed in range(1, 9)]
    (first, one), (second, two) = right[0], next(pair for pair in right if pair[1] != right[0][1])
    paths = sheets_of(
        tmp_path, sheet_of(CHOICE, one, seed=first), sheet_of(CHOICE, two, seed=second)
    )

    assert NAMELESS in complaints(lambda: checked(paths))[0]


def test_each_copy_is_named_once(tmp_path: Path) -> None:
    """Of three that are the same two are too many; another one between them is not."""
    text, other = filled([CHOICE], right=True), filled([CHOICE], right=False)
    paths = sheets_of(tmp_path, text, other, text, text)
    found = complaints(lambda: checked(paths))

    assert [one.split(":")[0] for one in found] == ["sheet-3.yaml", "sheet-4.yaml"]
    assert all(f"says the same as {paths[0]}, " in one for one in found)


def test_sheets_that_say_nothing_are_no_copies(tmp_path: Path) -> None:
    """Whoever knew no answer is no reader, and so not one too many."""
    text = sheet_text([CHOICE, OTHER], 1)

    checked(sheets_of(tmp_path, text, text))


NAMES = st.sampled_from(["", "Anna", "anna ", "Ben"])
REPLIES = st.sampled_from([None, "five", "six"])


def a_sheet(at: int, reader: str, reply: str | None) -> Sheet:
    """Make what a reader handed in."""
    place = Field(f"{at}.yaml", 1, "")
    reading = Reading(place, "0", reply, (), "", "")
    return Sheet(place, reader, {"x": reading} if reply else {})


@given(st.lists(st.tuples(NAMES, REPLIES), max_size=6))
def test_what_is_let_through_are_different_readers(said: list[tuple[str, str | None]]) -> None:
    """Among sheets that say the same, each has a name, and each another one."""
    sheets = [a_sheet(at, reader, reply) for at, (reader, reply) in enumerate(said)]
    alike = [
        [name.strip().lower() for name, reply in said if reply == each] for each in ("five", "six")
    ]
    apart = all(
        len(names) < 2 or ("" not in names and len(set(names)) == len(names)) for names in alike
    )
    try:
        check_readers(sheets)
    except ContentError as error:
        assert not apart
        files = [problem.file for problem in error.problems]
        assert len(set(files)) == len(files)
    else:
        assert apart


def test_a_review_of_a_copy_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The record is left alone until it is clear who read what; with names it is written."""
    questions = [*load_questions(folder, load_skill_map(folder)).values()]
    text = filled(questions, right=True, shares="[40, 60, 80]")
    paths = sheets_of(folder.parent, text, text)

    with pytest.raises(ContentError, match="no names tell their readers apart"):
        review([folder], paths, day=DAY)
    assert not (folder / "reviews.yaml").exists()
    for path, reader in zip(paths, ("Anna", "Ben"), strict=True):
        write(path, named(text, reader))
    assert review([folder], paths, day=DAY) == ExitCode.OK
    assert "2 readers: 4 questions confirmed" in capsys.readouterr().err
    assert "Anna" not in (folder / "reviews.yaml").read_text(encoding="utf-8")
    assert {found.readers for found in load_reviews(folder).values()} == {2}


def test_a_sheet_without_its_options_is_refused(tmp_path: Path) -> None:
    """Numbers mean nothing where what they stand for was taken out of the sheet."""
    head, rest = sheet_of(CHOICE, "1").split("    options:\n")
    text = head + rest[rest.index("    # one number") :]
    (path,) = sheets_of(tmp_path, text)
    line = text.splitlines().index("    answer: 1") + 1

    assert complaints(lambda: read_sheet(path, QUESTIONS)) == [
        f"sheet-1.yaml:{line}: the options of this question are gone from here; make a new sheet"
    ]


def test_a_number_that_is_no_option_is_named_where_it_stands(tmp_path: Path) -> None:
    """It is the answer that has to be mended, not the options."""
    text = sheet_of(CHOICE, "9")
    (path,) = sheets_of(tmp_path, text)
    line = text.splitlines().index("    answer: 9") + 1

    assert complaints(lambda: read_sheet(path, QUESTIONS)) == [
        f"sheet-1.yaml:{line}: there is no option '9'; answer with numbers of 1 to 3"
    ]


def test_the_same_words_about_another_wording_are_no_copy(tmp_path: Path) -> None:
    """Whoever reads a question a second time, as it was mended, fills in another sheet."""
    typed = make_question("x-typed", form=Form.TEXT, answer="five", wrong=("six",))
    text = sheet_of(typed, "five")
    paths = sheets_of(tmp_path, text, text.replace(fingerprint(typed), "0123456789ab"))
    one, two = (read_sheet(path, by_id([typed])) for path in paths)

    assert one.readings["x-typed"].reply == two.readings["x-typed"].reply
    check_readers([one, two])


def test_an_objection_is_on_record_with_those_who_answered(tmp_path: Path) -> None:
    """A reader who only adds a remark has not answered; where nobody has, the readers count."""
    wrong = numbers_of(CHOICE, ["six"])[0]
    disagreeing, remarking, doubting = (
        dict(read_sheet(path, QUESTIONS).readings)
        for path in sheets_of(
            tmp_path,
            sheet_of(CHOICE, wrong),
            sheet_of(CHOICE, "", remark="too long"),
            sheet_of(CHOICE, "", also_defensible="four"),
        )
    )

    one = judge(QUESTIONS, [disagreeing, remarking], DAY).reviews[CHOICE.id]
    assert (one.agreed, one.readers) == (False, 1)
    two = judge(QUESTIONS, [remarking, doubting], DAY).reviews[CHOICE.id]
    assert (two.agreed, two.readers) == (False, 2)


def test_difficulties_follow_from_earlier_readings_too(folder: Path) -> None:
    """What was read before is on record, so that its figures are written with those of today."""
    clay, wet, *_ = load_questions(folder, load_skill_map(folder)).values()
    for question, rate in ((clay, False), (wet, True)):
        text = filled([question], right=True, shares="[40, 60, 80]")
        paths = sheets_of(folder.parent, named(text, "Anna"), named(text, "Ben"))
        review([folder], paths, day=DAY, rate=rate)

    rated = load_questions(folder, load_skill_map(folder))
    expected = {
        question.id: difficulty([(40, 60, 80)] * 2, question.item.c) for question in (clay, wet)
    }
    assert {id_: (rated[id_].item.b, rated[id_].item.b_sd) for id_ in expected} == expected


def test_a_record_that_says_so_already_is_not_written_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that would come out as it is stays untouched, and nothing is said of it."""
    questions = [*load_questions(folder, load_skill_map(folder)).values()]
    text = filled(questions, right=True)
    paths = sheets_of(folder.parent, named(text, "Anna"), named(text, "Ben"))
    review([folder], paths, day=DAY)
    assert "Written: " in capsys.readouterr().err
    before = (folder / "reviews.yaml").stat().st_mtime_ns
    review([folder], paths, day=DAY)

    assert "Written: " not in capsys.readouterr().err
    assert (folder / "reviews.yaml").stat().st_mtime_ns == before
