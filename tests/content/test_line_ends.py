from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.cli.content_review import review
from mlcareer.content.difficulty_file import Difficulty, rated_files, with_difficulties
from mlcareer.content.proofs import Proof, Proofs
from mlcareer.content.questions import load_questions
from mlcareer.content.record_file import (
    proofs_text,
    reviews_text,
    text_or_nothing,
    with_line_ends_of,
)
from mlcareer.content.reviews import Review, load_reviews
from mlcareer.content.skills import load_skill_map
from spoiling import write
from support_sheets import filled

REVIEW = Review("0123456789ab", readers=3, agreed=True, date="2026-11-23")
BOM = "\ufeff"


def on_windows(path: Path) -> bytes:
    """Write a file as an editor on Windows may."""
    raw = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(raw)
    return raw


@given(st.lists(st.sampled_from(["# a", "", "  x: {}", "format: 1"]), max_size=6), st.booleans())
def test_a_text_gets_the_line_ends_of_a_file(lines: list[str], windows: bool) -> None:
    """One kind of line ends, that of the file; without a file, the ordinary one."""
    end = "\r\n" if windows else "\n"
    before = end.join(["# what stood there", "format: 1", ""])
    text = "".join(f"{line}\n" for line in lines)

    found = with_line_ends_of(before, text)
    assert found == text.replace("\n", end)
    assert with_line_ends_of(before, found) == found
    assert with_line_ends_of("", found) == text


def test_a_record_keeps_its_line_ends(tmp_path: Path) -> None:
    """A new line in a record does not change those around it."""
    path = tmp_path / "reviews.yaml"
    line = '{fingerprint: x, readers: 2, agreed: true, date: "2026"}'
    write(path, f"# mine\nformat: 1\nreviews:\n  a: {line}\n  # of b\n")
    on_windows(path)
    before = text_or_nothing(path)
    text = reviews_text(before, {"b": REVIEW}, ("a", "b"))

    assert before.count("\r\n") == 5
    assert text.startswith(before)
    assert text.count("\r\n") == text.count("\n") == 6


def test_a_record_of_runs_keeps_its_comments_and_line_ends() -> None:
    """Comments above the record stay, blank lines among them."""
    proofs = Proofs({"a": Proof("0", "R", "it's")}, {})
    plain = proofs_text(proofs, "# mine\n\n# too\nformat: 1\n")
    text = proofs_text(proofs, "# mine\r\n\r\n# too\r\nformat: 1\r\n")

    assert plain.startswith("# mine\n\n# too\nformat: 1\nprograms:\n  a: ")
    assert text == plain.replace("\n", "\r\n")


def test_difficulties_are_written_with_the_line_ends_of_the_file(folder: Path) -> None:
    """Two lines come to the question, and no byte of the others changes."""
    path = folder / "questions" / "digging.yaml"
    raw = on_windows(path)
    found = {"digging-clay": Difficulty(0.5, 0.61)}
    ((changed, text),) = rated_files([path], found).items()

    assert changed == path
    new = text.encode()
    kind = b"    kind: concept\r\n"
    added = kind + b"    b: 0.5\r\n    b_sd: 0.61\r\n"
    assert new == raw.replace(kind, added, 1)
    path.write_bytes(new)
    assert rated_files([path], found) == {}
    again = with_difficulties(text, {"digging-clay": Difficulty(1.0, 0.7)})
    assert again == text.replace("b: 0.5\r", "b: 1.0\r").replace("b_sd: 0.61\r", "b_sd: 0.7\r")


def test_a_mark_at_the_beginning_of_a_file_stays(folder: Path) -> None:
    """Some editors begin a file with a mark; it is theirs to take away."""
    path = folder / "questions" / "digging.yaml"
    path.write_text(BOM + path.read_text(encoding="utf-8"), encoding="utf-8")
    ((_, text),) = rated_files([path], {"digging-clay": Difficulty(0.5, 0.61)}).items()

    assert text.startswith(f"{BOM}")
    assert text_or_nothing(path) == path.read_text(encoding="utf-8").removeprefix(BOM)


def test_a_review_changes_only_its_own_lines(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that were written on Windows come out of a review as files of Windows."""
    write(folder / "reviews.yaml", "# mine\nformat: 1\nreviews: {}\n")
    files = [folder / "reviews.yaml", folder / "questions" / "digging.yaml"]
    for path in files:
        on_windows(path)
    questions = [*load_questions(folder, load_skill_map(folder)).values()]
    text = filled(questions, right=True, shares="[40, 60, 80]")
    sheets = [folder.parent / f"{reader}.yaml" for reader in ("anna", "ben")]
    for sheet in sheets:
        write(sheet, text.replace("reader:\n", f"reader: {sheet.stem}\n"))
        on_windows(sheet)

    assert review([folder], sheets, day="2026-11-23", rate=True) == 0
    for path in files:
        raw = path.read_bytes()
        assert raw.count(b"\r\n") == raw.count(b"\n") > 4
    assert list(load_reviews(folder)) == [question.id for question in questions]
    assert capsys.readouterr().err.count("Written: ") == 2
