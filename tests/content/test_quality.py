import re
from pathlib import Path

import pytest
from quality import quality_page

from mlcareer.content.proofs import Proof, Proofs, program_fingerprint
from mlcareer.content.questions import load_questions
from mlcareer.content.record_file import proofs_text
from mlcareer.content.reviews import Review, fingerprint
from mlcareer.content.skills import load_skill_map
from spoiling import spoil, write
from support import DATA, EXAMPLE, REPOSITORY


def cells(page: str, first: str) -> list[str]:
    """Find the row of a table by its first cell."""
    found = re.search(rf"^\| {re.escape(first)} \| (.*) \|$", page, re.MULTILINE)
    assert found, f"the page has no row {first!r}"
    return found.group(1).split(" | ")


def test_the_page_is_up_to_date() -> None:
    """docs/content-quality.md is what docs/build.py makes of the data; run it when this fails."""
    page = (REPOSITORY / "docs" / "content-quality.md").read_text(encoding="utf-8")

    assert page == quality_page(DATA)


def test_figures_are_counted() -> None:
    """What the page says of four questions about gardening is what can be counted by hand."""
    page = quality_page(EXAMPLE)

    assert cells(page, "questions")[0] == "4"
    assert cells(page, "with an explanation of the answer")[0] == "4 of 4, 100.0 %"
    assert cells(page, "keys that a run bears out")[0] == "0 of 1"
    assert cells(page, "other keys that readers chose blind")[0] == "0 of 4, 0.0 %"
    assert cells(page, "flaws that stop the build")[0] == "1"
    assert cells(page, "calculation") == ["1", "0", "0", "0", "0", "1"]
    assert cells(page, "all")[-1] == "4"
    assert cells(page, "Digging")[:6] == ["4", "1", "1", "1", "1", "25 %"]
    assert cells(page, "Digging")[6:] == ["-1.50", "-0.50", "0.50", "1.50"]


def test_what_is_missing_lowers_the_figures(folder: Path) -> None:
    """An explanation that explains nothing and a summary option are counted as what they are."""
    path = folder / "questions" / "digging.yaml"
    spoil(path, "explanation: The tines of a fork press on", "explanation: So. #")
    spoil(path, "text: a leaf rake", "text: none of these")
    page = quality_page(folder)

    assert cells(page, "with an explanation of the answer")[0] == "3 of 4, 75.0 %"
    assert cells(page, "options that speak of other options")[0] == "1 of 4, 25.0 %"


@pytest.mark.parametrize(("agreed", "share"), [(True, "1 of 4, 25.0 %"), (False, "0 of 4, 0.0 %")])
def test_records_raise_the_figures(folder: Path, *, agreed: bool, share: str) -> None:
    """A run that bears out a key and readers who chose it count, and those who did not do not."""
    questions = load_questions(folder, load_skill_map(folder))
    beds = questions["digging-beds"]
    run = Proof(program_fingerprint("python", beds.proof), "Python", beds.answer)
    write(folder / "proofs.yaml", proofs_text(Proofs({}, {beds.id: run})))
    review = Review(fingerprint(beds), readers=2, agreed=agreed, date="2026-11-22")
    fields = f'fingerprint: "{review.fingerprint}", readers: 2, agreed: {str(agreed).lower()}'
    line = f"  {beds.id}: {{{fields}, date: {review.date}}}"
    write(folder / "reviews.yaml", f"format: 1\nreviews:\n{line}\n")
    page = quality_page(folder)

    assert cells(page, "keys that a run bears out")[0] == "1 of 1"
    assert cells(page, "other keys that readers chose blind")[0] == share
    assert cells(page, "readers of these, in all")[0] == "2"
