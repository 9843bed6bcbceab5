"""Whatever the texts of a map contain, no output of the program carries more than text."""

import json
import os
import re
from itertools import product
from pathlib import Path

import pytest
from hostile_judges import JUDGES, STYLE, data_text, screen
from hostile_map import Numbered, found_marks, harmless, write_map
from hostile_runs import DATA, FILES, IN_LINES, TEXTS, Outputs, outputs, person
from hostile_texts import ALL

STEP = int(os.environ.get("MLCAREER_HOSTILE_STEP", str(len(ALL) // 2 + 1)))
"""Every so many payloads one begins a map; with 1 each payload stands in each place."""

SCREENS = [
    *product(("wide", "colour", "narrow"), TEXTS),
    *product(("lines",), IN_LINES),
]

UNBROKEN = [name for name in SCREENS if name[1] not in {"review", "preview"}]
"""All but those that show programs and options, in which a line break means something."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """Let the program speak of a harmless map."""
    return outputs(tmp_path_factory.mktemp("plain"), harmless())


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> list[Outputs]:
    """Let it speak of hostile maps: the payloads before the marks of their places, and behind."""
    return [
        outputs(tmp_path_factory.mktemp("evil"), Numbered(ALL, behind=behind, first=first))
        for first in range(0, len(ALL), STEP)
        for behind in (True, False)
    ]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outputs, Outputs]:
    """Let it speak of a map whose texts have line breaks, and of one with blanks instead."""
    texts = ("one\ntwo three", "one two three")
    made = (outputs(tmp_path_factory.mktemp("broken"), Numbered([text])) for text in texts)
    return next(made), next(made)


@pytest.mark.parametrize("name", SCREENS, ids="-".join)
def test_a_terminal_is_given_nothing_but_text(
    plain: Outputs, evil: list[Outputs], name: tuple[str, str]
) -> None:
    """No text colours, moves or rings, and each arrives where a harmless one does."""
    for one in evil:
        # What comes afterwards is named only as far as a small window has room.
        screen(plain.said[name], one.said[name], one.given, all_there=name != ("narrow", "next"))


@pytest.mark.parametrize("name", DATA)
def test_data_has_the_same_shape(plain: Outputs, evil: list[Outputs], name: str) -> None:
    """Data for programs has the same keys and lists, with each text as it was given."""
    for one in evil:
        data_text(plain.said["data", name], one.said["data", name], one.given)


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_the_same_parts(plain: Outputs, evil: list[Outputs], name: str) -> None:
    """By a parser of its form, a file has the same elements, links, boxes, events and rows."""
    judge = JUDGES[name.rpartition(".")[2]]
    for one in evil:
        judge(plain.said["file", name], one.said["file", name], one.given)


@pytest.mark.parametrize("name", UNBROKEN, ids="-".join)
def test_a_line_break_makes_no_row(broken: tuple[Outputs, Outputs], name: tuple[str, str]) -> None:
    """A line break in a text is a blank on the screen: nobody can forge a row of the program."""
    one, other = (_without_folders(each.said[name]) for each in broken)
    assert one == other


def _without_folders(text: str) -> str:
    # A narrow window breaks a path in two, so that its end stands alone.
    return re.sub(r"\S*/pytest-\S*|\S*oken[01]/\S*", "", STYLE.sub("", text))


def test_line_breaks_stay_in_options_and_programs(broken: tuple[Outputs, Outputs]) -> None:
    """Where line breaks mean something they are kept, set in by as much as the first line."""
    shown = broken[0].said["wide", "review"].splitlines()
    rows = [at for at, line in enumerate(shown) if line.endswith(" one")]
    assert rows
    assert all(shown[at + 1].startswith(" ") for at in rows)


@pytest.mark.parametrize("behind", [True, False], ids=["before-mark", "behind-mark"])
def test_what_a_check_finds_is_a_line_each(tmp_path: Path, behind: bool) -> None:
    """A check quotes hostile lines; a workflow of GitHub gets one command a line, and no other."""
    with person(tmp_path, Numbered(ALL, behind=behind)) as one:
        found = one.run("content", "check", "--format", "github")
        quoted = one.run("content", "check", "--format", "text")
        listed = json.loads(one.run("content", "check", "--format", "json").out)
    commands = [line for line in found.out.splitlines() if line.startswith("::")]
    assert len(commands) == len(listed["data"]["remarks"]) > 10
    assert all(re.match(r"::(error|warning|notice) file=[^:]+::", line) for line in commands)
    assert all(line.isprintable() for line in quoted.out.splitlines())


def test_every_kind_of_text_is_shown_somewhere(plain: Outputs, tmp_path: Path) -> None:
    """The maps reach the outputs: what is shown nowhere is only read, or asked in the interview."""
    shown = frozenset(found_marks(" ".join(plain.said.values())))
    words = harmless()
    write_map(tmp_path, words)
    kinds: dict[str, list[bool]] = {}
    for mark, place in zip(words.marks, words.given, strict=True):
        kinds.setdefault(place.rpartition(".")[2], []).append(mark in shown)
    asked = {"school", "college", "farm", "office", "grow", "statement"}
    authors = {"accept", "claim", "licence", "misconception", "orientation", "proof"}
    assert {kind for kind, seen in kinds.items() if not any(seen)} <= asked | authors
