import sys
from pathlib import Path

import pytest

from mlcareer.cli.content_review import review, sheet
from mlcareer.content.difficulty import difficulty
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import fingerprint, load_reviews, unconfirmed
from mlcareer.content.sheets import sheet_text
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ContentError, ExitCode, UsageError
from mlcareer.model.questions import Question
from spoiling import spoil, write
from support import DATA
from support_sheets import filled, sheet_of

DAY = "2026-11-23"


def questions_of(folder: Path) -> dict[str, Question]:
    """Read the questions of a folder."""
    return load_questions(folder, load_skill_map(folder))


def two_sheets(folder: Path, *texts: str) -> list[Path]:
    """Write one sheet for each reader; the same text for both where only one is given."""
    paths = [folder.parent / f"reader-{at}.yaml" for at in (1, 2)]
    for path, text in zip(paths, texts * 2 if len(texts) == 1 else texts, strict=True):
        write(path, text.replace("reader:\n", f"reader: {path.stem}\n"))
    return paths


def test_a_sheet_has_what_is_not_confirmed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without names the sheet asks what nobody has confirmed in its wording."""
    clay = questions_of(folder)["digging-clay"]
    line = f'{{fingerprint: "{fingerprint(clay)}", readers: 2, agreed: true, date: "{DAY}"}}'
    write(folder / "reviews.yaml", f"format: 1\nreviews:\n  digging-clay: {line}\n")

    assert sheet([folder], [], None, seed=1) == ExitCode.OK
    out, err = capsys.readouterr()
    rest = [q for q in questions_of(folder).values() if q.id != "digging-clay"]
    assert out == sheet_text(rest, 1)
    assert err == "3 questions; make a sheet for each of 2 or more readers.\n"


def test_named_skills_and_questions_are_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names pick questions, confirmed or not, in the order of the files and each once."""
    all_ = questions_of(folder)

    sheet([folder], ["digging-wet", "digging-clay"], None, seed=1)
    chosen = [all_["digging-clay"], all_["digging-wet"]]
    assert capsys.readouterr().out == sheet_text(chosen, 1)
    sheet([folder], ["digging", "digging-wet"], None, seed=1)
    assert capsys.readouterr().out == sheet_text(all_.values(), 1)


def test_an_unknown_name_is_refused_with_a_close_match(folder: Path) -> None:
    """A slip in a name is told, with what was probably meant."""
    with pytest.raises(UsageError, match=r"'digging-clya'\. Did you mean 'digging-clay'\?"):
        sheet([folder], ["digging-clya"], None, seed=1)


def test_each_sheet_is_shuffled_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a seed chance decides, so that two readers seldom see the same order."""
    texts = set()
    for _ in range(12):
        sheet([folder], [], None)
        texts.add(capsys.readouterr().out)

    assert len(texts) > 1


def test_a_sheet_goes_into_a_file(folder: Path, tmp_path: Path) -> None:
    """With -o the sheet is written there, whole."""
    sheet([folder], [], tmp_path / "sheet.yaml", seed=4)

    text = (tmp_path / "sheet.yaml").read_text(encoding="utf-8")
    assert text == sheet_text(questions_of(folder).values(), 4)


def test_a_sheet_that_may_be_filled_in_stays(folder: Path, tmp_path: Path) -> None:
    """A file that is there is not written over, as a reader may have worked on it."""
    file = tmp_path / "sheet.yaml"
    file.write_text("answers", encoding="utf-8")
    with pytest.raises(UsageError, match=r"sheet\.yaml exists; it stays\. Name another file"):
        sheet([folder], [], file, seed=4)
    assert file.read_text(encoding="utf-8") == "answers"


def test_nothing_to_read_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where all is confirmed there is no sheet."""
    paths = two_sheets(folder, filled([*questions_of(folder).values()], right=True))
    review([folder], paths, day=DAY)
    capsys.readouterr()

    assert sheet([folder], [], None) == ExitCode.OK
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Every question is confirmed.")


def test_what_readers_agree_on_is_put_on_record(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two readers who choose each key confirm it, with their shares."""
    questions = questions_of(folder)
    paths = two_sheets(folder, filled([*questions.values()], right=True, shares="[40, 60, 80]"))

    assert review([folder], paths, day=DAY) == ExitCode.OK
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("2 readers: 4 questions confirmed, 0 objections.\n")
    reviews = load_reviews(folder)
    assert list(reviews) == list(questions)
    assert all(unconfirmed(question, reviews) == "" for question in questions.values())
    found = reviews["digging-clay"]
    assert (found.readers, found.date) == (2, DAY)
    assert found.shares == ((40, 60, 80), (40, 60, 80))


def test_the_same_sheets_give_the_same_record(folder: Path) -> None:
    """Reading sheets a second time changes nothing."""
    paths = two_sheets(folder, filled([*questions_of(folder).values()], right=True))
    review([folder], paths, day=DAY)
    before = (folder / "reviews.yaml").read_bytes()
    review([folder], paths, day=DAY)

    assert (folder / "reviews.yaml").read_bytes() == before


def test_disagreement_is_listed_and_not_recorded_as_agreed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One reader who chose another option is enough; the place in the sheet is named."""
    questions = [*questions_of(folder).values()]
    right, wrong = (filled(questions[:1], right=is_right) for is_right in (True, False))
    paths = two_sheets(folder, right, wrong)

    assert review([folder], paths, day=DAY) == ExitCode.NEGATIVE
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split(": ", 1)[1] == (
        "digging-clay: the reader says 'a flat shovel', the key says 'a digging fork'"
    )
    file, at = line.split(": ")[0].rsplit(":", 1)
    assert file == str(paths[1])
    assert "answer: " in paths[1].read_text(encoding="utf-8").splitlines()[int(at) - 1]
    reviews = load_reviews(folder)
    assert not reviews["digging-clay"].agreed
    assert unconfirmed(questions[0], reviews).endswith("did not agree with the key")


def test_a_second_answer_is_listed_and_not_recorded_as_agreed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reader who chose the key and finds another one defensible does not confirm it."""
    clay = questions_of(folder)["digging-clay"]
    right = filled([clay], right=True)
    doubt = right.replace("also_defensible:", 'also_defensible: "2, if it is dry"')

    assert review([folder], two_sheets(folder, right, doubt), day=DAY) == ExitCode.NEGATIVE
    assert "digging-clay: the reader finds a second answer defensible: 2, if it is dry" in (
        capsys.readouterr().out
    )
    assert not load_reviews(folder)["digging-clay"].agreed


def test_one_reader_confirms_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where only one of the sheets has an answer the question is not on record."""
    clay = questions_of(folder)["digging-clay"]
    paths = two_sheets(folder, filled([clay], right=True), sheet_text([clay], 1))

    assert review([folder], paths, day=DAY) == ExitCode.NEGATIVE
    assert "only 1 of the sheets answers it; 2 readers are needed" in capsys.readouterr().out
    assert load_reviews(folder) == {}


def test_remarks_are_shown_and_hinder_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a reader adds is listed, and the question is confirmed all the same."""
    clay = questions_of(folder)["digging-clay"]
    text = filled([clay], right=True).replace("remark:", "remark: what is heavy clay?")

    assert review([folder], two_sheets(folder, text), day=DAY) == ExitCode.OK
    assert "digging-clay: remark: what is heavy clay?" in capsys.readouterr().out
    assert load_reviews(folder)["digging-clay"].agreed


def test_a_sheet_of_an_older_wording_is_refused_for_that_question(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What changed since the sheet was made has to be read anew; all else counts."""
    paths = two_sheets(folder, filled([*questions_of(folder).values()], right=True))
    spoil(folder / "questions" / "digging.yaml", "a leaf rake", "a lawn rake")

    assert review([folder], paths, day=DAY) == ExitCode.NEGATIVE
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all("digging-clay: the wording has changed since this sheet" in line for line in lines)
    assert "digging-clay" not in load_reviews(folder)
    assert len(load_reviews(folder)) == 3


def test_a_question_that_is_gone_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet about what is not in the folder says nothing about it."""
    clay = questions_of(folder)["digging-clay"]
    text = filled([clay], right=True).replace("  digging-clay:", "  digging-mud:")

    assert review([folder], two_sheets(folder, text), day=DAY) == ExitCode.NEGATIVE
    assert "digging-mud: there is no such question in this folder" in capsys.readouterr().out


def test_a_bad_sheet_changes_nothing(folder: Path) -> None:
    """A slip in one sheet is named, and no file is written before it is mended."""
    clay = questions_of(folder)["digging-clay"]
    paths = two_sheets(folder, filled([clay], right=True), sheet_of(clay, "9"))

    with pytest.raises(ContentError, match=r"reader-2\.yaml:\d+: there is no option '9'"):
        review([folder], paths, day=DAY)
    assert not (folder / "reviews.yaml").exists()


@pytest.mark.parametrize("copies", [0, 1])
def test_too_few_sheets_are_refused(folder: Path, copies: int) -> None:
    """One reader is no review, and one sheet given twice is one reader."""
    paths = two_sheets(folder, sheet_text([], 1))

    with pytest.raises(UsageError, match="Give 2 sheets or more, each once"):
        review([folder], paths[:copies], day=DAY)
    with pytest.raises(UsageError, match="Give 2 sheets or more, each once"):
        review([folder], [paths[0], *paths], day=DAY)


@pytest.mark.parametrize("day", ["today", "2026-13-01", "20261123", ""])
def test_a_day_that_is_none_is_refused(folder: Path, day: str) -> None:
    """The day stands in the record, so it has to be one."""
    with pytest.raises(UsageError, match="--date takes a day such as 2026-11-22"):
        review([folder], two_sheets(folder, sheet_text([], 1)), day=day)


def test_difficulties_are_written_where_asked_for(folder: Path) -> None:
    """With --rate b and b_sd of the questions follow from the shares; else they stay."""
    file = folder / "questions" / "digging.yaml"
    before = file.read_text(encoding="utf-8")
    clay = questions_of(folder)["digging-clay"]
    paths = two_sheets(folder, filled([clay], right=True, shares="[40, 60, 80]"))

    review([folder], paths, day=DAY)
    assert file.read_text(encoding="utf-8") == before
    review([folder], paths, day=DAY, rate=True)
    b, b_sd = difficulty(((40, 60, 80), (40, 60, 80)), clay.item.c)
    place = "    kind: concept\n"
    new = before.replace(place, f"{place}    b: {b}\n    b_sd: {b_sd}\n", 1)
    assert file.read_text(encoding="utf-8") == new
    now = questions_of(folder)["digging-clay"]
    assert (now.item.b, now.item.b_sd) == (b, b_sd)
    assert unconfirmed(now, load_reviews(folder)) == ""


def test_where_difficulties_find_no_place_nothing_is_written(folder: Path) -> None:
    """A question file of another layout is named, and the record is not written either."""
    file = folder / "questions" / "digging.yaml"
    spoil(
        file,
        "  - id: digging-clay\n    sub: tools\n",
        "  - sub: tools\n    id: digging-clay\n",
    )
    before = file.read_bytes()
    clay = questions_of(folder)["digging-clay"]
    paths = two_sheets(folder, filled([clay], right=True, shares="[40, 60, 80]"))

    with pytest.raises(ContentError, match=r"digging\.yaml:5: digging-clay: b cannot be set"):
        review([folder], paths, day=DAY, rate=True)
    assert file.read_bytes() == before
    assert not (folder / "reviews.yaml").exists()


def test_a_folder_that_builds_on_another_has_its_own_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the questions of the last folder are read anew, and only its files are written."""
    folder = tmp_path / "mine"
    text = (DATA / "questions" / "python.yaml").read_text(encoding="utf-8")
    head, first, *_ = text.split("  - id: ")
    own = first.replace(first.split("\n")[0], "python-own-one", 1).replace("images", "pictures")
    write(folder / "content.yaml", "format: 1\nextends: shipped\n")
    write(folder / "questions" / "python.yaml", f"{head}  - id: {own}")

    with pytest.raises(UsageError, match="has no question or skill with questions 'statistics'"):
        sheet([folder], ["statistics"], None)
    sheet([folder], ["python"], None, seed=1)
    assert capsys.readouterr().out.count("fingerprint: ") == 1
    question = questions_of(folder)["python-own-one"]
    assert review([folder], two_sheets(folder, filled([question], right=True)), day=DAY) == 0
    assert (folder / "reviews.yaml").read_text(encoding="utf-8").count("fingerprint") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_linked_record_that_leads_out_is_refused(folder: Path, tmp_path: Path) -> None:
    """A stranger's link cannot make the command write elsewhere."""
    outside = tmp_path / "outside.yaml"
    write(outside, "format: 1\nreviews: {}\n")
    (folder / "reviews.yaml").symlink_to(outside)
    clay = questions_of(folder)["digging-clay"]

    with pytest.raises(ContentError, match="leads out of the content folder"):
        review([folder], two_sheets(folder, filled([clay], right=True)), day=DAY)
    assert outside.read_text(encoding="utf-8") == "format: 1\nreviews: {}\n"
