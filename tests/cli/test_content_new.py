import json
import os
import shlex
import shutil
import sys
from errno import ENOSPC
from pathlib import Path

import pytest

from mlcareer.cli import main
from mlcareer.content.schemas import schema_of
from mlcareer.content.shapes import FILES
from mlcareer.content.yamlfile import parse_yaml
from mlcareer.errors import ExitCode
from support import REPOSITORY, Call, clean_environment

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a folder that cannot be written")
STARTER = REPOSITORY / "src" / "mlcareer" / "starter"
KINDS = {"map": (), "addition": ("--extend",)}
"""The options with which each starter is written."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write each starter once, to be looked at."""
    place = tmp_path_factory.mktemp("starters")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in clean_environment(place).items():
            patch.setenv(name, value)
        for kind, options in KINDS.items():
            assert main(["content", "new", *options, str(place / kind)]) == ExitCode.OK
    return {kind: place / kind for kind in KINDS}


def named(text: str, prefix: str) -> str:
    """Put the beginning of ids into a text of a starter."""
    return (
        text.replace(" our-", f" {prefix}-")
        .replace("[our-", f"[{prefix}-")
        .replace("/our-", f"/{prefix}-")
    )


@pytest.mark.parametrize("kind", [*KINDS])
def test_what_is_written_is_the_starter_and_its_schemas(
    written: dict[str, Path], kind: str
) -> None:
    """Each file of the starter is there with ids of its own, and a schema for each kind of file."""
    folder, source = written[kind], STARTER / kind
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    files = {path.relative_to(source).as_posix(): path for path in source.rglob("*.yaml")}
    schemas = {f".schema/{name}.schema.json" for name in FILES}

    assert names == {named(name, kind) for name in files} | schemas
    for name, path in files.items():
        text = path.read_bytes().decode()
        assert (folder / named(name, kind)).read_bytes().decode() == named(text, kind)
    for form in FILES:
        text = (folder / ".schema" / f"{form}.schema.json").read_text(encoding="utf-8")
        assert json.loads(text) == schema_of(form)


@pytest.mark.parametrize("kind", [*KINDS])
def test_what_is_written_passes_the_check(written: dict[str, Path], kind: str, call: Call) -> None:
    """Nothing stops the build; questions are missing, and no program was run yet."""
    result = call("content", "check", str(written[kind]), "--format", "json")
    said = json.loads(result.out)
    found = {(one["severity"], one["lint"]) for one in said["data"]["remarks"]}

    assert (result.code, said["errors"]) == (ExitCode.OK, [])
    proved = {"map": {"L02"}, "addition": set[str]()}
    assert found == {("warning", lint) for lint in {"L25"} | proved[kind]}
    own = str(written[kind])
    assert all(one["file"].startswith(own) for one in said["data"]["remarks"])


@pytest.mark.parametrize("kind", [*KINDS])
def test_the_whole_program_works_on_what_is_written(
    written: dict[str, Path], kind: str, call: Call, here: Path
) -> None:
    """An assessment, its report and a roadmap come of it as they do of the shipped content."""
    content = ("--content", str(written[kind]))
    skills = {"map": "Map reading", "addition": "Feature store"}
    assessed = call(*content, "assess", "--simulate", "1", "--depth", "quick", "--seed", "3")
    assert assessed.code == ExitCode.OK, assessed.err

    report = call(*content, "--profile", "demo", "report")
    assert report.code == ExitCode.OK
    assert "Ready?" in report.out
    told = json.loads(call(*content, "--profile", "demo", "report", "--json").out)["data"]
    roles = {"map": "map-walk-leader", "addition": "addition-ml-engineer"}
    assert told["role"]["id"] == roles[kind]
    assert skills[kind] in {skill["name"] for skill in told["skills"]}

    plan = call(*content, "--profile", "demo", "roadmap", "--export", "md", "-o", "plan.md")
    assert plan.code == ExitCode.OK
    text = (here / "plan.md").read_text(encoding="utf-8")
    assert "- [ ]" in text
    assert skills[kind] in text
    assert call(*content, "--profile", "demo", "sync", "plan.md").code == ExitCode.OK


@pytest.mark.parametrize("kind", [*KINDS])
def test_the_next_commands_are_told_and_work(kind: str, call: Call, here: Path) -> None:
    """What is printed after the folder was written can be copied to the shell as it stands."""
    name = 'a map\'s "own" $HOME folder'
    result = call("content", "new", *KINDS[kind], name)
    files = sum(path.is_file() for path in (here / name).rglob("*"))

    first, *commands = result.err.splitlines()
    assert (result.code, result.out) == (ExitCode.OK, "")
    ids = "ids begin with a-map-s-own-home-folder-"
    assert first == f"Written: {name}, {files} files; {ids}. Change them as you like, then:"
    check, assess = (shlex.split(line) for line in commands)
    assert check == ["mlcareer", "content", "check", name]
    assert assess == ["mlcareer", "--content", name, "assess"]
    assert call(*check[1:]).code == ExitCode.OK
    assert call(*assess[1:], "--simulate", "2", "--depth", "quick").code == ExitCode.OK


def test_a_name_that_looks_like_an_option_is_told_so_that_it_works(call: Call) -> None:
    """A folder whose name begins with a dash stands in the commands in another way."""
    result = call("content", "new", "--", "-maps")
    check = shlex.split(result.err.splitlines()[1])
    assert check == ["mlcareer", "content", "check", "./-maps"]
    assert call(*check[1:]).code == ExitCode.OK


def test_folders_on_the_way_are_made(call: Call, here: Path) -> None:
    """A folder inside others that are not there yet is written with them, and an empty one."""
    (here / "empty").mkdir()
    for name in ("a/b/c", "empty"):
        assert call("content", "new", name).code == ExitCode.OK
        assert (here / name / "skills.yaml").is_file()


@pytest.mark.parametrize("name", ["note.txt", ".hidden", "skills.yaml"])
def test_a_folder_with_something_in_it_is_left_alone(call: Call, here: Path, name: str) -> None:
    """Whatever lies there, nothing is written beside it and nothing is written over."""
    (here / "full").mkdir()
    (here / "full" / name).write_text("mine", encoding="utf-8")
    result = call("content", "new", "full")

    assert result.code == ExitCode.USAGE
    assert result.err == "full is there already, and is kept as it is. Name a new folder.\n"
    assert [path.name for path in (here / "full").iterdir()] == [name]
    assert (here / "full" / name).read_text(encoding="utf-8") == "mine"


def test_a_folder_is_not_written_twice(call: Call, here: Path) -> None:
    """What somebody began to change is not put back to what it was."""
    call("content", "new", "maps")
    (here / "maps" / "skills.yaml").write_text("changed", encoding="utf-8")
    assert call("content", "new", "maps").code == ExitCode.USAGE
    assert (here / "maps" / "skills.yaml").read_text(encoding="utf-8") == "changed"


def test_a_file_is_no_place(call: Call, here: Path) -> None:
    """A file, and what would lie below it, are refused in one line, and the file stays."""
    (here / "file").write_text("mine", encoding="utf-8")
    for name in ("file", "file/below", "file/below/deep"):
        result = call("content", "new", name)
        assert result.code == ExitCode.USAGE
        assert len(result.err.splitlines()) == 1
        assert "file" in result.err
    assert (here / "file").read_text(encoding="utf-8") == "mine"


@POSIX
def test_a_place_that_cannot_be_written_is_told(call: Call, here: Path) -> None:
    """Where nothing can be made the folder is named, with what to do."""
    (here / "loop").symlink_to(here / "loop")
    result = call("content", "new", "loop/inside")
    assert result.code == ExitCode.USAGE
    assert "loop" in result.err
    assert len(result.err.splitlines()) == 1
    assert "bug" not in result.err


def test_the_starters_are_part_of_the_program() -> None:
    """Each starter has the parts that the other commands need, and nothing but YAML."""
    for kind in KINDS:
        files = [path for path in (STARTER / kind).rglob("*") if path.is_file()]
        assert {path.suffix for path in files} == {".yaml"}
        assert {"skills.yaml", "resources.yaml"} <= {path.name for path in files}
        assert {"roles", "questions"} <= {path.parent.name for path in files}
    assert (STARTER / "addition" / "content.yaml").is_file()
    assert not (STARTER / "map" / "content.yaml").exists()


def test_a_starter_can_be_moved(written: dict[str, Path], call: Call, here: Path) -> None:
    """Nothing in the folder knows where it lies."""
    shutil.move(shutil.copytree(written["addition"], here / "copy"), here / "elsewhere")
    assert call("content", "check", "elsewhere").code == ExitCode.OK
    for path in (here / "elsewhere").rglob("*.yaml"):
        assert str(written["addition"]) not in path.read_text(encoding="utf-8")


def ids_of(folder: Path) -> set[str]:
    """Read the ids of areas, skills, roles, questions and resources that stand in a folder."""
    found: set[str] = set()
    for path in folder.rglob("*.yaml"):
        top = parse_yaml(path.read_bytes(), path.name).entries()
        for part in ("areas", "skills", "resources"):
            if part in top and path.parent == folder:
                found |= top[part].entries().keys()
        questions = top["questions"].items() if "questions" in top else []
        found |= {question.entries()["id"].text() for question in questions}
        found |= {top["id"].text()} if path.parent.name == "roles" else set()
    return found


@pytest.mark.parametrize("kind", [*KINDS])
def test_two_new_folders_can_be_used_together(kind: str, call: Call, here: Path) -> None:
    """Folders of two names have no id in common, and a whole program works on both."""
    for name in ("acme", "Übung 2"):
        assert call("content", "new", *KINDS[kind], name).code == ExitCode.OK
    assert not ids_of(here / "acme") & ids_of(here / "Übung 2")
    assert len(ids_of(here / "acme")) >= 5

    both = ("--content", "acme", "--content", "Übung 2")
    roles = call(*both, "roles").out
    assert roles.count("acme-") == roles.count("ubung-2-") == 1
    assert call(*both, "assess", "--simulate", "1", "--depth", "quick").code == ExitCode.OK
    assert call(*both, "--profile", "demo", "report").code == ExitCode.OK


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("acme", "acme"),
        ("Acme & Söhne GmbH", "acme-sohne-gmbh"),
        ("Straße_7", "strasse-7"),
        ("2026-05", "2026-05"),
        ("no", "no"),
        ("-x-", "x"),
        ("...", "our"),
        ("地図", "our"),
        ("hour-your-our", "hour-your-our"),
        ("a" * 59 + "-b-c", "a" * 59),
        ("deep/down/inside", "inside"),
    ],
)
def test_ids_begin_with_the_name_of_the_folder(
    name: str, begin: str, call: Call, here: Path
) -> None:
    """Whatever a folder is called, its ids begin with it in a to z, or with a word of their own."""
    result = call("content", "new", "--", name)
    assert f"; ids begin with {begin}-. Change" in result.err
    assert all(id_.startswith(f"{begin}-") for id_ in ids_of(here / name))
    assert call("content", "check", "--", str(here / name)).code == ExitCode.OK


@pytest.mark.parametrize("place", [".", "../here", ".."])
def test_the_folder_in_which_one_stands_may_be_written(
    place: str, call: Call, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is named by its place only has the name that it has."""
    inside = here / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside if place == "." else here)
    result = call("content", "new", place)
    if place == ".":
        assert "; ids begin with inside-. " in result.err
        assert (inside / "roles" / "inside-walk-leader.yaml").is_file()
    else:
        assert result.code == ExitCode.USAGE


def test_a_name_that_a_terminal_would_obey_is_shown_by_codes(call: Call) -> None:
    """No name reaches the screen as it is where that does something to the screen."""
    for _ in range(2):
        err = call("content", "new", "red\x1b[31m").err
        assert "\x1b" not in err
        assert "red<U+001B>[31m" in err


def test_the_complaint_about_a_file_names_what_this_command_knows(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told with a remedy that there is: this command has no -o."""

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_text", refuse)
    result = call("content", "new", "full")
    assert result.code == ExitCode.USAGE
    assert result.err.endswith("cannot be written: No space left on device. Name another folder.\n")
    assert "-o" not in result.err.split()
