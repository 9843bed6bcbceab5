import io
from pathlib import Path
from typing import NamedTuple

import pytest

from mlcareer.cli import main
from mlcareer.cli.screen import is_agreed
from mlcareer.cli.streams import (
    can_replace,
    is_dumb,
    page_for,
    page_of,
    read_bytes,
    wants_color,
)
from mlcareer.render.page import Page


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False, True),
        ("auto", {"CLICOLOR": "0"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"CLICOLOR": "0", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_colour_follows_the_option_then_the_environment_then_the_stream(
    choice: str, environment: dict[str, str], terminal: bool, expected: bool
) -> None:
    """The nearest wish decides: option, NO_COLOR, forcing, CLICOLOR, TERM, the stream."""
    assert expected == wants_color(choice, environment, terminal=terminal)


@pytest.mark.parametrize(("encoding", "unicode"), [("utf-8", True), ("ascii", False)])
def test_symbols_follow_the_encoding(encoding: str, unicode: bool) -> None:
    """Only a stream that carries Unicode gets more than ASCII."""
    assert unicode == page_for(io.TextIOWrapper(io.BytesIO(), encoding=encoding)).unicode


def test_width_is_eighty_where_nothing_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output into a pipe is 80 columns wide, unless COLUMNS says another width."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.delenv("COLUMNS")
    assert page_for(stream).width == 80

    monkeypatch.setenv("COLUMNS", "50")
    assert page_for(stream).width == 50


def test_a_dumb_terminal_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can only print lines is not given tables."""
    monkeypatch.setenv("TERM", "dumb")
    assert page_for(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), "always").lines_only


class Piped(NamedTuple):
    """Standard input with bytes in it."""

    buffer: io.BytesIO


@pytest.mark.parametrize(
    ("environment", "dumb", "replaces"),
    [
        ({"TERM": "xterm-256color"}, False, True),
        ({"TERM": "vt100"}, False, True),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "unknown"}, False, False),
        ({"TERM": ""}, False, False),
        ({}, False, False),
    ],
)
def test_text_is_replaced_only_where_the_terminal_says_what_it_is(
    environment: dict[str, str], dumb: bool, replaces: bool
) -> None:
    """A terminal without a name may have tables and colour, but nothing on it is replaced."""
    assert is_dumb(environment) is dumb
    assert can_replace(environment) is replaces
    assert wants_color("auto", environment, terminal=True) is not dumb


def test_a_file_has_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes into a file depends neither on the terminal nor on wishes about colour."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "50")
    assert page_of(Path("report.txt"), "always") == Page()
    assert page_of(Path("report.txt"), plain=True) == Page(plain=True)
    assert page_of(None).width == 50
    assert page_of(None, "never").color is False
    assert page_of(None, plain=True).plain


@pytest.mark.parametrize(
    ("most", "expected"), [(0, b""), (3, b"abc"), (6, b"abcdef"), (9, b"abcdef")]
)
def test_no_more_is_read_than_was_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, expected: bytes
) -> None:
    """A file and standard input are read alike, and no further than the limit."""
    file = tmp_path / "plan.md"
    file.write_bytes(b"abcdef")
    monkeypatch.setattr("sys.stdin", Piped(io.BytesIO(b"abcdef")))
    assert read_bytes(file, most) == expected
    assert read_bytes(Path("-"), most) == expected


def test_a_file_that_cannot_be_read_is_left_to_the_caller(tmp_path: Path) -> None:
    """Each command says itself what file it wanted instead."""
    with pytest.raises(FileNotFoundError):
        read_bytes(tmp_path / "missing.md", 10)


@pytest.mark.parametrize(
    ("typed", "agreed"),
    [
        ("y\n", True),
        (" YES \n", True),
        ("n\n", False),
        ("yesterday\n", False),
        ("\n", False),
        ("", False),
    ],
)
def test_only_a_yes_is_a_yes(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    agreed: bool,
) -> None:
    """A no, anything else, an empty line and the end of the input all leave things as they are."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert is_agreed() is agreed
    asked = capsys.readouterr()
    assert asked.err.startswith("[y/N] > ")
    assert asked.out == ""


def test_the_option_reaches_the_report(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Colour codes come with --color always and stay away with --color never."""
    answers = tmp_path_factory.mktemp("answers") / "answers.yaml"
    answers.write_text("answers: {python-count-labels: dont-know}\n", encoding="utf-8")
    assert main(["assess", "--answers", str(answers)]) == 0
    capsys.readouterr()
    shown = {}
    for choice in ("always", "never"):
        assert main(["--color", choice, "report"]) == 0
        shown[choice] = capsys.readouterr().out

    assert "\x1b[" in shown["always"]
    assert "\x1b[" not in shown["never"]
