import json
from pathlib import Path

import pytest

from mlcareer.cli import main
from mlcareer.content.check import check_folder
from mlcareer.content.everything import part_readers
from mlcareer.content.roles import load_role
from mlcareer.errors import ContentError, ExitCode
from mlcareer.model.skills import SkillMap
from spoiling import write
from support import DATA

BROKEN = "format: [1\n"
FILES = sorted(path for path in DATA.rglob("*") if path.is_file())
PARTS = [path.name for path in FILES if path.parent == DATA]
RECORDS = {"skills.yaml", "resources.yaml", "proofs.yaml", "reviews.yaml"}
"""What check and doctor read by themselves, with the questions."""

GARDEN_PARTS = [*PARTS, "roles/gardener.yaml", "roles/weeder.yaml", "questions/digging.yaml"]


def break_all(folder: Path) -> set[Path]:
    """Lay a folder with a broken file for each that is shipped, but for the map itself."""
    write(folder / "skills.yaml", (DATA / "skills.yaml").read_text(encoding="utf-8"))
    broken = {folder / path.relative_to(DATA) for path in FILES} - {folder / "skills.yaml"}
    for path in broken:
        path.parent.mkdir(exist_ok=True)
        write(path, BROKEN)
    return broken


def test_content_is_yaml_and_nothing_else() -> None:
    """Each shipped file is of the one kind that is read, so that none is carried for nothing."""
    assert {path.suffix for path in FILES} == {".yaml"}
    assert {path.parent.name for path in FILES} == {"data", "roles", "questions"}


def test_check_reads_every_file(tmp_path: Path) -> None:
    """Whichever of the files that are shipped is broken, check says so, at the file."""
    broken = break_all(tmp_path)
    remarks = check_folder(tmp_path).remarks
    unread = {Path(remark.problem.file) for remark in remarks if not remark.lint}
    assert unread == broken


def test_each_part_has_a_reader(tmp_path: Path, skill_map: SkillMap) -> None:
    """The readers of parts complain about each file but the map, questions and records."""
    broken = break_all(tmp_path)
    found = set()
    for read in part_readers(tmp_path, skill_map):
        with pytest.raises(ContentError) as caught:
            read()
        found |= {Path(problem.file) for problem in caught.value.problems}
    others = {path for path in broken if path.name in RECORDS or path.parent.name == "questions"}
    assert found == broken - others


def test_a_part_that_is_not_there_reads_as_nothing(folder: Path, garden: SkillMap) -> None:
    """A folder with a map and a role alone is read without a complaint; the role is there."""
    assert {path.name for path in folder.glob("*.yaml")} == {"skills.yaml", "resources.yaml"}
    role, *others = (read() for read in part_readers(folder, garden))
    assert role == load_role(folder, "gardener", garden)
    assert len(others) >= len({*PARTS} - RECORDS)


@pytest.mark.parametrize("name", GARDEN_PARTS)
def test_doctor_reads_every_file(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Whichever file is broken, doctor says so with the file and the line, and as data too."""
    write(folder / name, BROKEN)
    line = ("--content", str(folder), "doctor")
    assert main(line) == ExitCode.NEGATIVE
    text = capsys.readouterr().out
    assert "All is well." not in text
    problems = [said for said in text.splitlines() if said.startswith("PROBLEM ")]
    assert problems
    assert all(said.startswith(f"PROBLEM {folder / name}:") for said in problems)
    assert main((*line, "--json")) == ExitCode.NEGATIVE
    envelope = json.loads(capsys.readouterr().out)
    assert envelope["data"]["mlcareer"]
    for error in envelope["errors"]:
        assert (error["code"], error["file"]) == ("content", str(folder / name))
        assert error["line"] >= 1


def test_doctor_tells_every_mistake_of_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two mistakes in one file are two entries, each with its own line, and two lines of text."""
    path = folder / "roles" / "gardener.yaml"
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("target: 2", "target: 9"))
    lines = [at for at, said in enumerate(text.splitlines(), 1) if said.strip() == "target: 2"]
    assert len(lines) == 2
    main(["--content", str(folder), "doctor", "--json"])
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert [error["line"] for error in errors] == lines
    main(["--content", str(folder), "doctor"])
    assert capsys.readouterr().out.count("PROBLEM ") == 2
