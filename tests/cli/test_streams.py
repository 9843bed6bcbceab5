import io

import pytest

from mlcareer.cli import main
from mlcareer.cli.streams import page_for, wants_color


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
