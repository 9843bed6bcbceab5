import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import fuzz_content
import fuzz_targets
import pytest
from fuzz_targets import CRASHES, MAKERS, NAMES, BrokenPromiseError, FolderTarget, seeds, words

from mlcareer.content.yamlfile import Field
from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.exchange import Format
from support import REPOSITORY, clean_environment

RUNS = 300
KEPT = sorted(path.name for path in CRASHES.iterdir())


@pytest.mark.parametrize("name", KEPT)
def test_what_once_broke_a_reader_breaks_it_no_more(name: str, tmp_path: Path) -> None:
    """Each file begins with the name of the target that it broke; it holds what it was given."""
    target = MAKERS[name.partition("-")[0]](tmp_path)

    target((CRASHES / name).read_bytes())


@pytest.mark.parametrize("name", MAKERS)
def test_what_a_run_begins_with_is_sound(name: str, tmp_path: Path) -> None:
    """There are files for each target, old crashes among them, and it can stand them all."""
    target = MAKERS[name](tmp_path)
    found = list(seeds(name))

    assert len(found) > 5
    assert {(CRASHES / one).read_bytes() for one in KEPT if one.startswith(name)} <= set(found)
    for raw in found:
        target(raw)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("raw", [b"", b"\x00", b"\xff\xfe", b"\x1b[31m", b"{}", b"<a/>"])
def test_a_few_bytes_break_nothing(name: str, raw: bytes, tmp_path: Path) -> None:
    """Nothing, a zero and a few signs are refused like anything else."""
    MAKERS[name](tmp_path)(raw)


def test_a_folder_is_put_back(tmp_path: Path) -> None:
    """A target leaves the map as it was, and looks at the file that the first byte names."""
    target = FolderTarget(tmp_path)
    folder = tmp_path / "garden"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for number in range(len(NAMES)):
        target(bytes([number]) + b"a: [")

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def fails_with(problem: Problem) -> Callable[..., Field]:
    """Make a reader that complains in this way."""

    def read(_: bytes, __: str) -> Field:
        raise ContentError(problem)

    return read


@pytest.mark.parametrize(
    ("problem", "broken"),
    [
        (Problem("f.yaml", 3, "wrong"), "the file has 2 lines"),
        (Problem("f.yaml", 1, "wrong", 9), "column 9 of 'a: 1'"),
        (Problem("g.yaml", 1, "wrong"), "no such file"),
        (Problem("f.yaml", 1, ""), "a problem without a word"),
    ],
)
def test_a_target_finds_what_is_broken(
    monkeypatch: pytest.MonkeyPatch, problem: Problem, broken: str
) -> None:
    """A complaint without a place in the file, or without words, is a broken promise."""
    monkeypatch.setattr(fuzz_targets, "parse_yaml", fails_with(problem))

    with pytest.raises(BrokenPromiseError, match=broken):
        fuzz_targets.read_bytes(b"a: 1\n")


def test_a_check_that_passes_too_much_is_a_broken_promise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What an assessment cannot read, a check has to find."""
    target = FolderTarget(tmp_path)

    def load(_: Path) -> None:
        raise ContentError(Problem("f", 1, "cannot be used"))

    monkeypatch.setattr(fuzz_targets, "load_assessed", load)
    sound = (tmp_path / "garden" / NAMES[0]).read_text(encoding="utf-8")
    stem = tmp_path / "garden" / "questions" / "digging.yaml"
    stem.write_text(stem.read_text(encoding="utf-8").replace("the least effort", "ease"))

    with pytest.raises(BrokenPromiseError, match="the check passes, and: f:1: cannot be used"):
        target(b"\x00" + sound.encode())


def test_words_are_what_readers_know() -> None:
    """A generator may put in keys of files and signs of all formats."""
    found = set(words())

    assert {"skills", "questions", "? ", "<quiz>", "\\u202e"} <= found
    assert set(MAKERS) == {"yaml", "folder", *map(str, Format)}


def test_a_missing_tool_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without atheris the command says how to get it."""
    monkeypatch.setattr(fuzz_content, "find_spec", lambda _: None)

    assert fuzz_content.main(["--runs", "1"]) == 2
    assert 'pip install -e ".[fuzz]"' in capsys.readouterr().err


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed")
@pytest.mark.parametrize("name", MAKERS)
def test_a_short_run_breaks_nothing(name: str, tmp_path: Path, home: Path) -> None:
    """A few hundred inputs, led by coverage, find nothing."""
    script = REPOSITORY / "bench" / "fuzz_content.py"
    options = ("--target", name, "--runs", str(RUNS), "--crashes", str(tmp_path))
    run = subprocess.run(
        [sys.executable, str(script), *options],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(home),
        timeout=300,
    )

    assert run.returncode == 0, run.stderr[-2000:]
    assert f"Done {RUNS} runs" in run.stderr
    assert list(tmp_path.iterdir()) == []
