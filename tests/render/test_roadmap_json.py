import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import Wishes
from mlcareer.render.envelope import to_json
from mlcareer.render.roadmap_json import resource_data, roadmap_data
from mlcareer.render.roadmap_words import paragraphs
from mlcareer.roadmap.plan import PlanStep, Roadmap
from support import REPOSITORY
from support_golden import TODAY, check_golden, garden_roadmap
from support_plans import HOSTILE, PLANS, plan_of, short_plan

SCHEMA = json.loads(
    (REPOSITORY / "docs" / "schema" / "result.schema.json").read_text(encoding="utf-8")
)


def printed(plan: Roadmap, notes: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - any JSON
    """Print the plan and parse what was printed; the schema must know it."""
    said = json.loads(to_json("roadmap", roadmap_data(plan, notes)))
    complaints = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(said)]
    assert complaints == []
    return said["data"]


def unknown_keys(value: object, record: str) -> set[str]:
    """List the keys of a record that the schema does not describe."""
    assert isinstance(value, dict)
    return {*value} - {*SCHEMA["$defs"][record]["properties"]}


def test_the_data_are_as_they_were_accepted() -> None:
    """The gardener's plan is byte for byte what was looked at."""
    check_golden("roadmap.json", to_json("roadmap", roadmap_data(garden_roadmap())))


@settings(max_examples=25)
@given(PLANS)
def test_every_plan_is_as_the_schema_says(plan: Roadmap) -> None:
    """Whatever was wished and ticked, each key is described and each value in its range."""
    data = printed(plan)
    assert unknown_keys(data, "roadmap") == set()
    assert unknown_keys(data["wishes"], "wishes") == set()
    for name, record in (("checks", "check"), ("ticked", "ticked"), ("weeks", "week")):
        assert set().union(*(unknown_keys(one, record) for one in data[name])) == set()
    for task in data["tasks"]:
        assert unknown_keys(task, task["kind"]) == set()
    if data["fit"]:
        assert unknown_keys(data["fit"], "fit") == set()


@settings(max_examples=25)
@given(PLANS)
def test_all_of_the_plan_is_there_in_order(plan: Roadmap) -> None:
    """Tasks, checks, ticks and what is left out come one for one."""
    data = printed(plan)
    assert [one["id"] for one in data["tasks"]] == [task.id for task in plan.tasks]
    assert [one["id"] for one in data["checks"]] == [check.id for check in plan.checks]
    assert [one["id"] for one in data["ticked"]] == [one.claim.id for one in plan.ticked]
    left_out = plan.fit.left_out if plan.fit else ()
    levels = [
        (one["skill"], tuple(one["levels"]))
        for one in (data["fit"] or {"left_out": []})["left_out"]
    ]
    assert levels == [(one.skill.id, one.levels) for one in left_out]
    assert (data["hours_low"], data["hours_high"]) == plan.hours


@settings(max_examples=25)
@given(PLANS)
def test_the_weeks_hold_the_minutes_of_the_steps(plan: Roadmap) -> None:
    """Each week's parts sum to it, it begins on a Monday, and dated steps get all their time."""
    spent: Counter[str] = Counter()
    for week in printed(plan)["weeks"]:
        assert date.fromisoformat(week["monday"]).weekday() == 0
        assert week["minutes"] == sum(part["minutes"] for part in week["parts"])
        spent.update({part["id"]: part["minutes"] for part in week["parts"]})
    for step in plan.steps:
        if step.dates:
            assert spent[step.id] == step.minutes


def test_a_step_has_what_the_plan_knows_of_it() -> None:
    """Numbers, days, reason, statements and resources are those of the step."""
    plan = garden_roadmap()
    for task, one in zip(plan.tasks, printed(plan)["tasks"], strict=True):
        assert (one["title"], one["done"]) == (task.title, False)
        if isinstance(task, PlanStep):
            assert task.dates is not None
            assert one["kind"] == "step"
            days = [one[name] for name in ("starts", "due", "earliest", "latest")]
            dates = task.dates
            assert days == [
                str(d) for d in (dates.starts, dates.ends, dates.earliest, dates.latest)
            ]
            assert (one["reason"], one["can_do"]) == (task.reason, list(task.can_do))
            assert one["resources"] == [resource_data(resource) for resource in task.resources]
        else:
            assert one["kind"] == "project"
            assert (one["shows"], one["after"]) == (list(task.shows), list(task.after))
            assert one["common_criteria"] == list(task.common)
            assert (one["due"], one["evidence"]) == (str(task.due), "")


def test_a_tick_is_a_claim_and_says_what_answers_make_of_it() -> None:
    """Proven and not proven ticks are told apart, and a project has no chance."""
    ticked = {one["id"]: one for one in printed(garden_roadmap())["ticked"]}
    assert (ticked["digging.1"]["proven"], ticked["compost.1"]["proven"]) == (True, False)
    assert ticked["compost.1"]["state"].startswith("claimed, not proven")
    assert (ticked["project.POT-1"]["chance"], ticked["project.POT-1"]["kind"]) == (None, "project")
    assert ticked["project.POT-1"]["evidence"] == "photos/pot.jpg"
    assert all(one["done"] for one in ticked.values())


def test_what_is_wished_is_said_in_plain_values() -> None:
    """Days have their names, the usual ones where none were wished; so has the first day."""
    off = (date(2026, 12, 24), date(2027, 1, 2))
    plan = garden_roadmap(
        wishes=Wishes(6, date(2026, 12, 1), date(2027, 3, 1), (0, 5), (off,), "b")
    )
    assert printed(plan)["wishes"] == {
        "hours_a_week": 6,
        "start": "2026-12-01",
        "deadline": "2027-03-01",
        "days": ["mon", "sat"],
        "days_off": [{"first": "2026-12-24", "last": "2027-01-02"}],
        "domain": "b",
    }
    usual = printed(garden_roadmap(wishes=Wishes()))["wishes"]
    assert (usual["hours_a_week"], usual["deadline"], usual["days_off"]) == (None, None, [])
    assert (usual["start"], usual["days"]) == (TODAY.isoformat(), ["sat"])


def test_without_hours_there_are_no_dates() -> None:
    """Where no hours a week are known, days are null and there are no weeks."""
    data = printed(garden_roadmap(wishes=Wishes(deadline=TODAY + timedelta(days=9))))
    assert data["weeks"] == []
    assert data["finish"] == {"earliest": None, "latest": None}
    assert data["fit"]["hours_available"] is None
    assert {task["due"] for task in data["tasks"]} == {None}


def test_a_deadline_says_what_it_costs() -> None:
    """Left out levels come with their hours, and everything promises more than the plan."""
    data = printed(short_plan())
    assert [one["skill"] for one in data["fit"]["left_out"]] == ["tomatoes"]
    assert data["fit"]["left_out"][0]["levels"] == [2, 3]
    shares = data["prospects"]
    assert shares["now"]["share"] <= shares["planned"]["share"] < shares["everything"]["share"]
    assert printed(garden_roadmap())["fit"] is None


def test_texts_for_people_are_those_of_every_form() -> None:
    """Paragraphs, notes and names of levels stand in the data as other forms print them."""
    data = printed(garden_roadmap(), ("A note.",))
    assert data["paragraphs"] == list(paragraphs(garden_roadmap()))
    assert (data["notes"], data["levels"]) == (["A note."], list(LEVEL_NAMES))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Nothing in a name can break the form or change."""
    data = printed(plan_of(text))
    assert data["role"]["name"] == text
    assert data["tasks"][0]["name"] == text
    assert data["tasks"][0]["resources"][0]["url"] == text
    assert data["ticked"][0]["evidence"] == text


def test_an_empty_plan_is_as_the_schema_says() -> None:
    """A plan without anything has all its keys, with empty lists."""
    plan = garden_roadmap(wishes=Wishes())
    data = printed(replace(plan, tasks=(), checks=(), ticked=(), unmeasured=(), hours=(0, 0)))
    assert [data[name] for name in ("tasks", "checks", "ticked", "weeks")] == [[], [], [], []]
