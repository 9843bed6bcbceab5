import re
import shutil
from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from support import DATA, Call

FOLDER = str(DATA.parent / "examples" / "bread-baker")
SKILL = "baking"


@pytest.fixture
def sheets(home: Path, call: Call) -> tuple[str, ...]:
    """Have the first question of a skill answered by two."""
    found: list[str] = []
    for name in ("a", "b"):
        sheet = home / f"{name}.yaml"
        assert (
            call("--content", FOLDER, "content", "sheet", SKILL, "-o", str(sheet)).code
            == ExitCode.OK
        )
        text = sheet.read_text(encoding="utf-8")
        number = len(found) + 1
        text = text.replace("    answer:\n", f"    answer: {number}\n", 1)
        text = text.replace("reader:\n", f"reader: {name}\n", 1)
        sheet.write_text(text, encoding="utf-8")
        found.append(str(sheet))
    return tuple(found)


@pytest.mark.parametrize("command", ["check", "stats", "preview"])
def test_a_folder_stands_behind_these_commands(call: Call, command: str) -> None:
    """Commands that take one thing take the folder behind it, and mean what --content means."""
    names = [SKILL] if command == "preview" else []
    behind = call("content", command, *names, FOLDER)
    assert behind == call("--content", FOLDER, "content", command, *names)
    assert behind.code == ExitCode.OK


@pytest.mark.parametrize(
    "command", [["export", "--to", "gift"], ["sheet", SKILL]], ids=lambda words: words[0]
)
def test_an_option_names_the_folder_where_more_may_follow(call: Call, command: list[str]) -> None:
    """Commands that take several things take --content before the command and behind it."""
    before = call("--content", FOLDER, "content", *command)
    behind = call("content", *command, "--content", FOLDER)
    assert behind.code == before.code == ExitCode.OK
    assert lines(behind.out) == lines(before.out) != []
    assert behind.err == before.err


def lines(text: str) -> list[str]:
    """List the lines of an output, whatever chance has put first."""
    return sorted(re.findall(r"[A-Za-z].*", text))


def test_what_is_written_elsewhere_is_taken_into_the_folder_behind(
    call: Call, tmp_path: Path
) -> None:
    """An import knows the skills of the folder that is named behind it."""
    file = tmp_path / "exported.gift"
    export = ("content", "export", SKILL, "--to", "gift", "-o", str(file))
    assert call(*export, "--content", FOLDER).code == ExitCode.OK
    taken = ("content", "import", str(file), "--skill", SKILL)
    assert call(*taken).code == ExitCode.USAGE
    behind = call(*taken, "--content", FOLDER)
    assert behind == call("--content", FOLDER, *taken)
    assert behind.code == ExitCode.OK


def test_a_review_is_of_the_folder_behind(
    call: Call, sheets: tuple[str, ...], tmp_path: Path
) -> None:
    """Sheets are held against the questions of the folder, wherever it is named."""
    folder = shutil.copytree(FOLDER, tmp_path / "bread")
    behind = call("content", "review", *sheets, "--content", str(folder))
    written = (folder / "reviews.yaml").read_bytes()
    shutil.copy(Path(FOLDER, "reviews.yaml"), folder)
    assert call("--content", str(folder), "content", "review", *sheets) == behind
    assert (folder / "reviews.yaml").read_bytes() == written
    assert "\n2 readers: " in behind.err
    assert "no such question" in call("content", "review", *sheets).out


def test_folders_that_add_to_each_other_are_named_one_by_one(call: Call, tmp_path: Path) -> None:
    """Given twice behind a command, the option means what it means before it."""
    added = tmp_path / "added"
    assert call("content", "new", "--extend", str(added)).code == ExitCode.OK
    both = ("--content", str(DATA), "--content", str(added))
    before = call(*both, "content", "export", "--to", "gift")
    assert call("content", "export", "--to", "gift", *both) == before
    assert before.code == ExitCode.OK
    assert "question" in before.err


@pytest.mark.parametrize("command", ["check", "stats"])
def test_folders_that_add_to_each_other_stand_behind_in_their_order(
    call: Call, tmp_path: Path, command: str
) -> None:
    """Several folders behind a command mean what several --content before it mean."""
    added = tmp_path / "added"
    assert call("content", "new", "--extend", str(added)).code == ExitCode.OK
    before = call("--content", str(DATA), "--content", str(added), "content", command)
    assert call("content", command, str(DATA), str(added)) == before
    assert before.code == ExitCode.OK


@pytest.mark.parametrize(
    "command", [("check", FOLDER), ("preview", SKILL, FOLDER), ("sheet", "--content", FOLDER)]
)
def test_folders_in_two_places_are_refused(call: Call, command: tuple[str, ...]) -> None:
    """What stands before a command is not left out in silence where a folder stands behind it."""
    result = call("--content", str(DATA), "content", *command)
    told = "Name all content folders in one place, behind the command: "
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert result.err == f"{told}{DATA} {FOLDER}\n"


def test_a_folder_behind_a_command_goes_before_the_variable(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable names what is usual, so that a folder may be named in spite of it."""
    alone = call("content", "check", FOLDER)
    monkeypatch.setenv("MLCAREER_CONTENT", str(DATA))
    assert call("content", "check", FOLDER) == alone


def test_a_check_without_a_folder_says_what_it_checked(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is in a content folder learns that the check was about another one."""
    told = "The folder you are in: mlcareer content check .\n"
    assert told not in call("content", "check").err
    monkeypatch.chdir(FOLDER)
    assert call("content", "check").err.endswith(told)
    assert told not in call("content", "check", ".").err
