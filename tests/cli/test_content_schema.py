import json
from pathlib import Path

import pytest

from mlcareer.content.schemas import schema_of
from mlcareer.content.shapes import FILES
from mlcareer.errors import ExitCode
from support import REPOSITORY, Call

SHIPPED = REPOSITORY / "docs" / "schema" / "content"


@pytest.mark.parametrize("kind", [*FILES])
def test_a_schema_is_printed(call: Call, kind: str) -> None:
    """Standard output is the schema as JSON and nothing else."""
    result = call("content", "schema", kind)
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert json.loads(result.out) == schema_of(kind)


def test_all_schemas_are_written(call: Call, tmp_path: Path) -> None:
    """With -o each schema has a file by the kind that it is for; what lay there is replaced."""
    folder = tmp_path / "a" / "b"
    for _ in range(2):
        result = call("content", "schema", "-o", str(folder))
        assert (result.code, result.out) == (ExitCode.OK, "")
        assert result.err == f"Written: {len(FILES)} schemas in {folder}\n"
    assert {path.name for path in folder.iterdir()} == {f"{kind}.schema.json" for kind in FILES}
    for kind in FILES:
        text = (folder / f"{kind}.schema.json").read_text(encoding="utf-8")
        assert text == call("content", "schema", kind).out


def test_the_schemas_of_the_documentation_are_those_of_the_program() -> None:
    """Shipped files name the schemas of docs, which are as the program writes them."""
    written = {path.name.partition(".")[0]: path for path in SHIPPED.iterdir()}
    assert written.keys() == FILES.keys()
    for kind, path in written.items():
        assert json.loads(path.read_text(encoding="utf-8")) == schema_of(kind)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), f"Name a kind of file ({', '.join(FILES)}), or -o DIR to write them all.\n"),
        (("skils",), "Unknown kind of file 'skils'. Did you mean 'skills'?\n"),
        (("xyzzy",), f"Unknown kind of file 'xyzzy'. Known: {', '.join(FILES)}.\n"),
    ],
)
def test_what_cannot_be_printed_is_told(call: Call, words: tuple[str, ...], said: str) -> None:
    """Without a kind, or with one that is not there, the kinds are named."""
    result = call("content", "schema", *words)
    assert (result.code, result.out, result.err) == (ExitCode.USAGE, "", said)


def test_a_file_is_no_folder_for_schemas(call: Call, tmp_path: Path) -> None:
    """Where the folder cannot be made that is told in one line, and the file stays."""
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for name in (file, file / "below"):
        result = call("content", "schema", "-o", str(name))
        assert result.code == ExitCode.USAGE
        assert "cannot be made" in result.err
        assert len(result.err.splitlines()) == 1
    assert file.read_text(encoding="utf-8") == "mine"
