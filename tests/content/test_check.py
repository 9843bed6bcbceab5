from pathlib import Path

import pytest

from mlcareer.content.check import check_folder
from mlcareer.errors import ExitCode
from mlcareer.model.remarks import Remark, Severity
from spoiling import spoil, write
from support import DATA, EXAMPLE, run_mlcareer


def said(remarks: tuple[Remark, ...]) -> list[str]:
    """Write what stops the build as file, line, rule and text."""
    return [
        f"{Path(r.problem.file).name}:{r.problem.line}:{r.lint}: {r.problem.message}"
        for r in remarks
        if r.severity is Severity.ERROR
    ]


def test_the_shipped_content_passes() -> None:
    """What comes with the program has nothing that stops the build, and covers all it names."""
    result = check_folder(DATA)

    assert said(result.remarks) == []
    assert not [remark for remark in result.remarks if remark.lint == "L25"]
    assert result.questions > 100


def test_all_that_is_wrong_is_said_at_once(folder: Path) -> None:
    """Faults in several files are listed together, each with file and line."""
    role = spoil(folder / "roles" / "gardener.yaml", "target: ", "target: «9")
    path = folder / "questions" / "digging.yaml"
    spoil(path, "id: digging-beds", "id: digging-clay")
    line = spoil(
        path, "  - id: digging-clay\n    sub: depth", "  - «id: digging-clay\n    sub: depth"
    )
    found = said(check_folder(folder).remarks)

    assert [text.rsplit(":", 1)[0] for text in found][:1] == [f"digging.yaml:{line}:"]
    assert f"gardener.yaml:{role}:" in found[1]


def test_a_flaw_is_placed_where_it_can_be_mended(folder: Path) -> None:
    """What a lint finds is said at the part of the question that it is about, with the rule."""
    path = folder / "questions" / "digging.yaml"
    line = spoil(
        path, "answer: a digging fork", "«answer: a long and very sturdy digging fork made of steel"
    )

    assert any(
        text.startswith(f"digging.yaml:{line}:L03: digging-clay: the key has 49 characters")
        for text in said(check_folder(folder).remarks)
    )


def test_a_mistake_is_told_once(folder: Path) -> None:
    """What is wrong by the form of the file is not told again in the words of its reader."""
    line = spoil(folder / "skills.yaml", "1: [Waters a plant as told.]", "1: «[]")
    found = [text for text in said(check_folder(folder).remarks) if "skills.yaml" in text]

    assert found == [f"skills.yaml:{line}:: a list of at least 1 was expected here"]


def test_records_count_where_a_folder_keeps_them(folder: Path) -> None:
    """A folder without records is not asked for them; with them each question stands there."""
    before = said(check_folder(folder).remarks)
    assert not any(":L02:" in text for text in before)

    write(folder / "reviews.yaml", "format: 1\nreviews: {}\n")
    write(folder / "proofs.yaml", "format: 1\nprograms: {}\ncalculations: {}\n")
    found = [text for text in said(check_folder(folder).remarks) if ":L02:" in text]
    assert sum("nobody has answered it blind" in text for text in found) == 4
    assert sum("the proof was never run" in text for text in found) == 1


def test_without_a_map_nothing_else_is_looked_at(folder: Path) -> None:
    """A map that cannot be read is the one thing to mend first."""
    line = spoil(folder / "skills.yaml", "format: 1", "format: «99")
    result = check_folder(folder)

    assert [r.problem.line for r in result.remarks] == [line]
    assert result.questions == 0


@pytest.mark.parametrize("given", [("content", "check", str(EXAMPLE)), ("content", "check")])
def test_the_command_lists_and_ends_as_the_check_says(home: Path, given: tuple[str, ...]) -> None:
    """Findings go to standard output as compilers write them, the count to standard error."""
    options = () if len(given) > 2 else ("--content", str(EXAMPLE))
    run = run_mlcareer(*options, *given, home=home)

    assert run.returncode == ExitCode.NEGATIVE
    first = (
        f"{EXAMPLE / 'questions' / 'digging.yaml'}: warning L25: digging: questions of level"
        " novice 1, working 1, proficient 1, expert 1; 2 each are wanted"
    )
    assert run.stdout.splitlines()[0] == first
    assert run.stderr.startswith(f"4 questions in {EXAMPLE}: 1 error, 3 warnings, 0 remarks.")


def test_the_command_passes_the_shipped_content(home: Path) -> None:
    """Without errors it ends with 0; what is only worth counting is listed on demand."""
    brief = run_mlcareer("content", "check", home=home)
    full = run_mlcareer("content", "check", "--all", home=home)

    assert (brief.returncode, full.returncode) == (ExitCode.OK, ExitCode.OK)
    assert " 0 errors" in brief.stderr
    assert set(brief.stdout.splitlines()) < set(full.stdout.splitlines())
    assert " report L" in full.stdout
    assert " report L" not in brief.stdout


def test_the_command_names_a_folder_that_is_none(home: Path) -> None:
    """A folder without a skill map is named, with what to do."""
    run = run_mlcareer("content", "check", "nowhere", home=home)

    assert run.returncode == ExitCode.USAGE
    assert "nowhere" in run.stderr
    assert "Name a content folder." in run.stderr


def test_the_group_tells_its_commands(home: Path) -> None:
    """Without a command it says which there are."""
    run = run_mlcareer("content", home=home)

    assert run.returncode == ExitCode.OK
    assert "check" in run.stdout
