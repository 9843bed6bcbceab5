from pathlib import Path

import pytest

from mlcareer.cli import main
from mlcareer.content.people import load_evidence_kinds
from mlcareer.model.people import EvidenceKind
from support import DATA, EXAMPLE


def test_the_checklist_says_what_may_stand_beside_a_tick(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A certificate is named with what it shows, and as what it does not change."""
    answers = tmp_path / "answers.yaml"
    answers.write_text("ratings: {python: 0}\n", encoding="utf-8")
    main(["assess", "--answers", str(answers)])
    capsys.readouterr()
    assert main(["roadmap", "--export", "md"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert "- a certificate: That a course was finished; it changes no level here." in lines
    assert [line for line in lines if line.startswith("- a ")] == [
        f"- {kind.name}: {kind.shows}" for kind in load_evidence_kinds(DATA).values()
    ]


def test_a_folder_need_not_name_any(tmp_path: Path) -> None:
    """Where no evidence is named there is none, with or without the file."""
    assert load_evidence_kinds(EXAMPLE) == {}
    (tmp_path / "people.yaml").write_text("format: 1\ntraits: {}\n", encoding="utf-8")
    assert load_evidence_kinds(tmp_path) == {}


def test_evidence_is_read_as_written(tmp_path: Path) -> None:
    """A kind has a name and what it shows."""
    text = "format: 1\nevidence:\n  photo: {name: a photograph, shows: The bed.}\n"
    (tmp_path / "people.yaml").write_text(text, encoding="utf-8")

    assert load_evidence_kinds(tmp_path) == {
        "photo": EvidenceKind("photo", "a photograph", "The bed.")
    }
