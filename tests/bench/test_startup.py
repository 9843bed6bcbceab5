import json
import sys
from pathlib import Path

import pytest
import startup
from startup import (
    FIRST,
    LIMITS,
    NEXT,
    SITTINGS,
    UNLIMITED,
    all_answers,
    cpu_seconds,
    cpu_until_prompt,
    is_within,
    line,
    make_environment,
    prepare_sittings,
)

from mlcareer.content.folder import content_folder
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.model.people import EventKind
from mlcareer.store.database import Store

_WORK = """
import time
while time.process_time() < {seconds}: pass
"""
"""Goes on until the process itself counts so much of its time."""
_ASKS = """
import sys, time
print("no prompt at the end of a line > ")
print("> ", end="", flush=True)
for reply in sys.stdin:
    open("replies.txt", "a").write(reply)
    while time.process_time() < {seconds}: pass
    print("\\n> ", end="", flush=True)
"""


def asking(seconds: float = 0.0) -> list[str]:
    """Make a command that asks without end, and after a reply works to a time of its own."""
    return [sys.executable, "-c", _ASKS.format(seconds=seconds)]


def test_a_process_is_measured_from_its_start_to_the_prompt(home: Path) -> None:
    """A process that waits for input is ended there, and the time that it used is known."""
    assert cpu_until_prompt(asking(), make_environment(home)) > 0


def test_replies_are_typed_one_at_a_prompt(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reply arrives, in order, and what comes of the last one is waited for."""
    monkeypatch.chdir(home)
    cpu_until_prompt(asking(), make_environment(home), [b"one\n", b"two\n"])
    assert (home / "replies.txt").read_text(encoding="utf-8") == "one\ntwo\n"


def test_work_after_replies_counts(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process uses between its prompts is part of what it is measured to use."""
    monkeypatch.chdir(home)
    assert cpu_until_prompt(asking(0.3), make_environment(home), [b"d\n"] * 2) >= 0.3


def test_a_process_that_ends_without_asking_is_named(home: Path) -> None:
    """What a process said before it ended is told, instead of a figure for nothing."""
    command = [sys.executable, "-c", "print('It does not start.')"]
    with pytest.raises(RuntimeError, match="It does not start"):
        cpu_until_prompt(command, make_environment(home))


def test_commands_are_measured_one_by_one(home: Path) -> None:
    """What a command used is known, and what others used before is no part of it."""
    environment = make_environment(home)
    commands = [[sys.executable, "-c", _WORK.format(seconds=each)] for each in (0.3, 0.0)]
    busy, idle = (cpu_seconds(command, environment) for command in commands)
    assert busy >= 0.3
    assert 0 < idle < busy


def test_the_environment_is_that_of_nobody(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the content nor the data of this machine's user is measured."""
    monkeypatch.setenv("MLCAREER_CONTENT", "elsewhere")
    environment = make_environment(home)
    assert not [name for name in environment if name.startswith("MLCAREER")]
    assert {environment[name] for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")} == {
        str(home),
        str(home / "data"),
        str(home / "cache"),
    }


def test_every_question_has_an_answer(home: Path) -> None:
    """The file of answers answers the full bank, rates each skill and leaves nothing to ask."""
    answers = json.loads(json.dumps(all_answers()))
    folder = content_folder()
    skill_map = load_skill_map(folder)
    assert set(answers["answers"]) == set(load_questions(folder, skill_map))
    assert set(answers["ratings"]) == set(skill_map.skills)
    assert set(answers["background"]) == {"degree", "work", "goal", "hours"}
    assert list(home.iterdir()) == []


def test_the_first_question_comes_after_earlier_sittings(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten earlier sittings with answers are in the store, and in the latest no answer yet."""
    monkeypatch.setattr(startup, "SITTINGS", 2)
    prepare_sittings(home)
    with Store(home / "data" / "mlcareer" / "mlcareer.db") as store:
        kinds = [
            [event.kind for event in store.events(assessment)] for assessment in store.assessments()
        ]
    answers = [each.count(EventKind.ANSWER) for each in kinds]
    assert (answers[0], len(answers)) == (0, 3)
    assert min(answers[1:]) > 20
    assert kinds[0].count(EventKind.RATING) == len(all_answers()["ratings"])
    assert SITTINGS == 10


@pytest.mark.parametrize("name", LIMITS)
def test_a_figure_above_its_limit_is_marked(name: str) -> None:
    """A limit may be reached and not be passed, and the line says where it is passed."""
    limit = LIMITS[name]
    assert is_within(name, limit)
    assert not is_within(name, limit + 0.1)
    assert line(name, limit).endswith(f"limit {limit:g}x")
    assert line(name, limit + 0.1).endswith("ABOVE LIMIT")


@pytest.mark.parametrize("name", UNLIMITED)
def test_a_figure_for_information_has_no_limit(name: str) -> None:
    """What has no limit is within it, and its line names none."""
    assert is_within(name, 1e6)
    assert "limit" not in line(name, 1e6).lower()


def test_the_first_question_and_the_next_have_limits() -> None:
    """What a person waits for in an assessment is held to a limit."""
    assert (LIMITS[FIRST], LIMITS[NEXT]) == (13.0, 9.0)
