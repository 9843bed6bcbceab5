"""An interview with a hostile map, in a terminal and in JSON lines, and what a shell completes."""

import json
import re
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from hostile_judges import texts_arrive, texts_in
from hostile_map import Numbered, found_marks, harmless, write_map
from hostile_texts import ALL

from support import run_mlcareer

if sys.platform != "win32":
    from terminal import Terminal

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
SHELLS = ("bash", "zsh", "fish", "powershell")
EVALUATED = "`$<>|&!\\*?~#{}[]'\""
"""What some shell takes for more than a letter."""

MOST = 60
"""Replies after which an interview is left."""

CONTROL = re.compile(r"\x1b\[[0-9;?]*[@-~]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def maps(folder: Path) -> Iterator[tuple[Numbered, Path]]:
    """Write a harmless map, then two hostile ones."""
    texts = (harmless(), Numbered(ALL), Numbered(ALL, behind=False, first=len(ALL) // 2))
    for at, words in enumerate(texts):
        yield words, write_map(folder / str(at), words)


def played(home: Path, content: Path, columns: int, *, full: bool) -> str:
    """Reply the same to whatever comes, and return all that was written."""
    arguments = ("--content", str(content), "assess", "--seed", "1", "--learn", "--new")
    terminal = Terminal(*arguments, home=home, columns=columns, rows=40, full=full)
    replies = cycle(["1", "2", "d", "?", "p", "12", "x", "b", "1", "1", "s"])
    with terminal:
        terminal.ask()
        for _, reply in zip(range(MOST), replies, strict=False):
            if not terminal.asks:
                break
            terminal.send(reply)
        # A first one may do no more than go on from what was shown.
        for reply in ("q", "q"):
            if terminal.asks:
                terminal.send(reply)
        assert terminal.end() == 0
    return terminal.shown


def controls(shown: str) -> set[str]:
    """List the kinds of control sequences but colours, whatever columns they go to."""
    kinds = {re.sub(r"\d+(?=[A-H])", "0", found) for found in CONTROL.findall(shown)}
    return {kind for kind in kinds if not kind.endswith("m")}


@on_posix
@pytest.mark.parametrize("full", [False, True], ids=["lines", "screens"])
@pytest.mark.parametrize("columns", [40, 110])
def test_a_terminal_shows_texts_only(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, columns: int, full: bool
) -> None:
    """In an interview no text moves the cursor, and each one asked about is there to be read."""
    (_, plain), *evil = maps(tmp_path)
    expected = played(tmp_path_factory.mktemp("home"), plain, columns, full=full)
    assert len(set(found_marks(expected))) > 20
    for _, content in evil:
        shown = played(tmp_path_factory.mktemp("home"), content, columns, full=full)
        assert controls(shown) <= controls(expected)
        bare = "".join(CONTROL.sub("", shown).split())
        if columns == 110 and not full:
            assert set(found_marks(expected)) <= set(found_marks(bare))


def test_lines_of_json_stay_lines(tmp_path: Path, home: Path) -> None:
    """In JSON lines each message is one line of ASCII, with the texts as they were given."""
    (_, plain), *evil = maps(tmp_path)
    expected = conversation(plain, home / "plain")
    for at, (words, content) in enumerate(evil):
        said = conversation(content, home / str(at))
        assert [one["type"] for one in said] == [one["type"] for one in expected]
        for one, other in zip(expected, said, strict=True):
            assert list(one) == list(other)
            read = " ".join(texts_in(other))
            texts_arrive(" ".join(texts_in(one)), read, words.marks)


def conversation(content: Path, home: Path) -> list[dict[str, object]]:
    """Take what the program says when everything is put off or left open."""
    home.mkdir(exist_ok=True)
    replies = [{"answer": None}] * 3 + [{"rate": 2}] * 4 + [{"answer": None}] * 4 + [{"do": "stop"}]
    stdin = "".join(f"{json.dumps(one)}\n" for one in replies)
    arguments = ("--content", str(content), "assess", "--jsonl", "--learn", "--seed", "1")
    result = run_mlcareer(*arguments, home=home, stdin=stdin)
    assert result.stdout.isascii()
    lines = result.stdout.split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("words", [["skills", ""], ["done", ""], ["projects", ""]], ids=str)
def test_a_shell_is_offered_names_it_can_bear(
    tmp_path: Path, home: Path, shell: str, words: list[str]
) -> None:
    """Completion offers as many names as of a harmless map, with nothing a shell evaluates."""
    offered = []
    for _, content in maps(tmp_path):
        environment = asking(content, shell, words)
        result = run_mlcareer(home=home, environment=environment)
        assert result.stderr == ""
        offered.append(result.stdout.splitlines())
    plain, *evil = offered
    assert plain
    for lines in evil:
        assert len(lines) == len(plain)
        for line, harmless_one in zip(lines, plain, strict=True):
            assert [line.count(sign) for sign in EVALUATED] == [
                harmless_one.count(sign) for sign in EVALUATED
            ]


def asking(content: Path, shell: str, words: list[str]) -> dict[str, str]:
    """Make the variables that the script of a shell sets."""
    line = ["mlcareer", *words]
    return {
        "MLCAREER_CONTENT": str(content),
        "_MLCAREER_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(line),
        "COMP_CWORD": str(len(line) - 1),
        "_TYPER_COMPLETE_ARGS": " ".join(line),
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
