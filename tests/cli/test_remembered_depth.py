import json
from pathlib import Path

import pytest

from mlcareer.model.people import EventKind
from mlcareer.store.database import Store
from support import EXAMPLE, run_mlcareer

GARDEN = ("--content", str(EXAMPLE), "assess", "--jsonl")


def sit(home: Path, *options: str, depth: str = "") -> None:
    """Begin an interview, say one thing, and leave."""
    environment = {"MLCAREER_DEPTH": depth} if depth else {}
    said = json.dumps({"rate": {"digging": 2}})
    done = run_mlcareer(*GARDEN, *options, home=home, environment=environment, stdin=f"{said}\n")
    assert done.returncode == 0, done.stderr


def budgets(home: Path) -> list[int]:
    """Read how many questions each stretch was to ask at most."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        (assessment,) = store.assessments()
        events = store.events(assessment)
    return [int(e.detail["budget"]) for e in events if e.kind is EventKind.SCOPE]


def test_a_remembered_depth_goes_on_where_it_stopped(home: Path) -> None:
    """What the settings say holds for a new interview, and opens none while one waits."""
    sit(home, depth="quick")
    sit(home, depth="quick")
    assert budgets(home) == [20]
    sit(home, depth="deep")
    assert budgets(home) == [20]


@pytest.mark.parametrize("typed", [("--depth", "deep"), ("--questions", "100")])
def test_a_depth_that_was_typed_is_asked_for_anew(home: Path, typed: tuple[str, str]) -> None:
    """Who says how many questions to ask now means now."""
    sit(home, depth="quick")
    sit(home, *typed, depth="quick")
    assert budgets(home) == [20, 100]
