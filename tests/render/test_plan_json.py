import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mlcareer.checklists.compare import SyncResult, compare
from mlcareer.checklists.marks import Mark, Reading, Remark
from mlcareer.model.plan import Claim, Wishes
from mlcareer.render.envelope import to_json
from mlcareer.render.plan_json import (
    MOST_NEXT,
    done_data,
    next_data,
    progress_data,
    sync_data,
    what_if_data,
)
from mlcareer.render.roadmap_json import roadmap_data
from mlcareer.roadmap.progress import Baseline, make_progress
from support import REPOSITORY
from support_golden import CLAIMS, MAP, garden_roadmap
from support_plan import TODAY, Case, cases, wishes

FILE = REPOSITORY / "docs" / "schema" / "result.schema.json"
TITLES = {"digging.2": "Digging: working"}
THEN = Baseline(date(2026, 11, 1), (date(2027, 1, 30), None), 8, (85, 160))


def closed(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Forbid keys that are not described."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(part) for key, part in schema.items()}
    if found.get("additionalProperties") is True:
        found["additionalProperties"] = False
    return found


STRICT = Draft202012Validator(closed(json.loads(FILE.read_text(encoding="utf-8"))))


def complaints(command: str, data: dict[str, object]) -> list[str]:
    """Hold what a command finds against the schema, after the way through JSON."""
    said = json.loads(to_json(command, data))
    return [f"{error.json_path}: {error.message[:200]}" for error in STRICT.iter_errors(said)]


@settings(max_examples=40)
@given(cases(), st.sampled_from([None, THEN]), st.data())
def test_what_is_found_is_as_described(
    case: Case, baseline: Baseline | None, data: st.DataObject
) -> None:
    """For anybody, each key is one that the schema describes, and none is missing."""
    roadmap = case.plan()
    other = case.plan(data.draw(wishes(TODAY)))
    progress = make_progress(roadmap, case.skill_map, baseline)
    claims = case.person.claims
    for command, found in (
        ("next", next_data(roadmap, ["Python"])),
        ("progress", progress_data(progress)),
        ("roadmap", what_if_data(roadmap, [("hours=3", other)])),
        ("done", done_data(claims.values(), (), TITLES)),
    ):
        assert complaints(command, found) == []


@pytest.mark.parametrize("key", ["role", "steps", "months", "difference_in_weeks"])
def test_the_schema_is_held_to(key: str) -> None:
    """Progress without one of its keys, or with a new one, is not as described."""
    data = progress_data(make_progress(garden_roadmap(), MAP, THEN))
    assert complaints("progress", data) == []
    less = deepcopy(data)
    del less[key]
    assert complaints("progress", less)
    assert complaints("progress", {**data, "new": 1})


def test_next_has_the_first_tasks_of_the_roadmap() -> None:
    """The task to work on now comes first, in the very form that the roadmap has."""
    roadmap = garden_roadmap()
    whole = roadmap_data(roadmap)
    found = next_data(roadmap, ("Digging",))
    tasks = whole["tasks"]
    assert isinstance(tasks, list)
    assert found["tasks"] == tasks[:MOST_NEXT]
    assert len(tasks) > MOST_NEXT == 3
    assert found["checks"] == whole["checks"]
    assert found["due"] == ["Digging"]
    assert next_data(replace(roadmap, tasks=(), unmeasured=()))["tasks"] == []


def test_progress_counts_as_the_text_does() -> None:
    """Claimed and proven are apart, with hours, months and the plan as it was."""
    found = progress_data(make_progress(garden_roadmap(), MAP, THEN))
    assert found["steps"] == {
        "ticked": 3,
        "proven": 1,
        "claimed": 2,
        "refuted": 0,
        "elsewhere": 1,
        "open": 4,
        "left_out": 0,
    }
    assert found["projects"] == {"ticked": 1, "with_evidence": 1, "open": 1}
    assert found["months"] == [
        {"month": "2026-11", "steps": 4, "projects": 1, "hours_low": 3, "hours_high": 5}
    ]
    assert found["baseline"] == {
        "made_on": "2026-11-01",
        "steps": 8,
        "hours_low": 85,
        "hours_high": 160,
        "finish": {"earliest": "2027-01-30", "latest": None},
    }
    assert found["difference_in_weeks"] == 3


def test_a_project_without_evidence_is_counted_apart() -> None:
    """What nothing was named for is ticked all the same."""
    claims = [Claim("project.POT-1", "2026-11-21", "2026-11-21T18:00:00+00:00")]
    found = progress_data(make_progress(garden_roadmap(claims=claims), MAP))
    assert found["projects"] == {"ticked": 1, "with_evidence": 0, "open": 1}


def test_without_a_plan_to_compare_there_is_null() -> None:
    """Who never exported a plan has no baseline and no difference."""
    found = progress_data(make_progress(garden_roadmap(), MAP))
    assert found["baseline"] is found["difference_in_weeks"] is None


def test_what_a_deadline_leaves_out_is_counted_apart() -> None:
    """Levels without a place in the plan are no open steps."""
    plan = garden_roadmap(wishes=Wishes(6, deadline=TODAY))
    steps = progress_data(make_progress(plan, MAP))["steps"]
    assert isinstance(steps, dict)
    assert (steps["open"], steps["left_out"]) == (1, 3)


def test_the_plan_as_it_is_comes_first() -> None:
    """It is compared with itself, so nothing comes in or goes out; the others follow in order."""
    before = garden_roadmap()
    cut = garden_roadmap(wishes=Wishes(6, deadline=date(2026, 12, 20)))
    tried = [("by=2026-12-20", cut), ("hours=6", before), ("by=2026-12-20", cut)]
    plans: Any = what_if_data(before, tried)["plans"]
    assert [plan["what_if"] for plan in plans] == ["", *(said for said, _ in tried)]
    assert [plan["steps"] for plan in plans] == [4, 2, 4, 2]
    assert plans[0]["comes_in"] == plans[0]["goes_out"] == []
    assert plans[0]["difference_in_weeks"] == 0
    assert [task["id"] for task in plans[1]["goes_out"]] == ["tomatoes.2", "tomatoes.3"]
    assert plans[1]["wishes"]["deadline"] == "2026-12-20"
    assert plans[1]["fit"]["left_out"]


def test_ticks_are_told_with_their_titles() -> None:
    """What was ticked and taken back has its title, or its id where the content has none."""
    found = done_data(CLAIMS[3:4], [Claim("digging.2", "2026-11-22", "")], TITLES)
    assert found == {
        "ticked": [
            {
                "id": "project.POT-1",
                "title": "project.POT-1",
                "on": "2026-11-21",
                "evidence": "photos/pot.jpg",
            }
        ],
        "taken_back": [
            {"id": "digging.2", "title": "Digging: working", "on": "2026-11-22", "evidence": ""}
        ],
    }
    assert complaints("done", found) == []


def test_each_kind_of_a_sync_has_its_list() -> None:
    """A file with a tick of every kind fills every list, with lines, in the form described."""
    claims = {claim.id: claim for claim in CLAIMS}
    marks = (
        Mark("digging.2", ticked=True, on="2026-11-22", line=1),
        Mark("digging.1", ticked=True, line=2),
        Mark("compost.1", ticked=True, evidence="heap.jpg", line=3),
        Mark("pruning.1", ticked=False, line=4),
        Mark("weeding.1", ticked=True, line=5),
    )
    reading = Reading(marks, (Remark(6, "no tick"),))
    for take_back in (False, True):
        found: Any = sync_data(
            compare(reading, claims, {*claims, *TITLES}, take_back=take_back), TITLES
        )
        assert complaints("sync", found) == []
        ids = {key: [one.get("id") for one in each] for key, each in found.items()}
        assert ids == {
            "new": ["digging.2"],
            "already": ["digging.1"],
            "evidence_added": ["compost.1"],
            "no_longer_ticked": [] if take_back else ["pruning.1"],
            "taken_back": ["pruning.1"] if take_back else [],
            "unknown": ["weeding.1"],
            "remarks": [None],
        }
        assert found["new"][0] == {
            "id": "digging.2",
            "title": "Digging: working",
            "on": "2026-11-22",
            "evidence": "",
            "line": 1,
        }
        assert found["remarks"] == [{"line": 6, "message": "no tick"}]


def test_an_empty_sync_is_as_described() -> None:
    """Where a file brings nothing all lists are there and empty."""
    found = sync_data(SyncResult(), {})
    assert complaints("sync", found) == []
    assert not any(found.values())
