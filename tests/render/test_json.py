import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from mlcareer.model.people import Event
from mlcareer.model.plan import Wishes
from mlcareer.render.envelope import RESULT_VERSION, to_json
from mlcareer.render.report_json import report_data
from mlcareer.render.report_rows import rows_of
from mlcareer.render.roadmap_json import roadmap_data
from mlcareer.render.role_text import ComparedRoles, ListedRole, comparison_data, roles_data
from mlcareer.render.skill_json import map_data, skill_data
from mlcareer.render.skill_report import SkillReport
from mlcareer.render.skill_report_json import skill_report_data
from support_golden import EVENTS, MAP, ROLE, garden_report, garden_roadmap, report_of

OTHER = ROLE._replace(id="other", demands={"digging": ROLE.demands["digging"]._replace(target=4)})


def digging(events: tuple[Event, ...] = EVENTS) -> SkillReport:
    """Gather what is known of a gardener's digging, without questions and resources."""
    rows = rows_of(garden_report(events))
    row = next(row for row in rows if row.gap.demand.skill == "digging")
    return SkillReport(MAP.skills["digging"], row, (), None, {})


FORMS: dict[str, Mapping[str, object]] = {
    "report": report_data(garden_report()),
    "empty report": report_data(garden_report(())),
    "roadmap": roadmap_data(garden_roadmap()),
    "roadmap without hours": roadmap_data(garden_roadmap(wishes=Wishes()), ("A note.",)),
    "empty roadmap": roadmap_data(
        replace(garden_roadmap(wishes=Wishes()), tasks=(), checks=(), ticked=(), unmeasured=())
    ),
    "map": map_data(MAP, ROLE, {"digging"}),
    "skill": skill_data(MAP.skills["digging"], ROLE),
    "skill report": skill_report_data(garden_report(), digging()),
    "empty skill report": skill_report_data(garden_report(()), digging(())),
    "roles": roles_data([ListedRole(ROLE, own=False), ListedRole(OTHER, own=True)], "gardener"),
    "no roles": roles_data([], "gardener"),
    "two roles": comparison_data(ComparedRoles(MAP, ROLE, OTHER, ())),
    "two roles of a person": comparison_data(
        ComparedRoles(MAP, ROLE, OTHER, (garden_report(), report_of(MAP, OTHER, EVENTS)))
    ),
}


@pytest.mark.parametrize("form", list(FORMS))
def test_each_result_is_json_in_the_envelope(form: str) -> None:
    """A result parses, has the keys of the envelope, and comes back as it went in."""
    text = to_json(form, FORMS[form])
    envelope = json.loads(text)
    assert list(envelope) == ["mlcareer_result_version", "command", "data", "errors"]
    assert envelope["mlcareer_result_version"] == RESULT_VERSION == 1
    assert envelope["command"] == form
    assert envelope["data"] == FORMS[form]
    assert envelope["errors"] == []
    assert text.endswith("}\n")


def test_a_failure_has_errors_and_no_data() -> None:
    """A failure comes in the same envelope, with its errors in place of data."""
    envelope = json.loads(to_json("report", None, [{"code": "usage", "message": "Größe?"}]))
    assert envelope["data"] is None
    assert envelope["errors"] == [{"code": "usage", "message": "Größe?"}]


def test_an_unmeasured_skill_has_no_level_in_data() -> None:
    """Data says the level of a skill that nobody asked about as inferred, and never as met."""
    rows = json.loads(to_json("report", FORMS["report"]))["data"]["skills"]
    by_id = {row["id"]: row for row in rows}
    assert by_id["tomatoes"]["level"] is None
    assert by_id["tomatoes"]["state"] == "not-measured"
    assert by_id["digging"]["level"] is not None
    assert by_id["digging"]["inferred_level"] is None
    for level in (by_id["digging"]["level"], by_id["tomatoes"]["inferred_level"]):
        assert sum(level["probabilities"]) == pytest.approx(1, abs=1e-3)


def test_data_never_holds_what_json_cannot() -> None:
    """No number in any result is infinite or undefined, which JSON has no word for."""
    for form, data in FORMS.items():
        assert json.dumps(data, allow_nan=False), form


@pytest.mark.parametrize("events", [(), EVENTS])
def test_the_counts_of_a_report_add_up(events: tuple[Event, ...]) -> None:
    """Targets in each state sum to the skills, over all and over the areas; shares lie in range."""
    data = json.loads(to_json("report", report_data(garden_report(events))))["data"]
    states = ("met", "open", "missed", "not_measured")
    whole = data["readiness"]
    assert sum(whole[state] for state in states) == len(data["skills"]) == len(ROLE.demands)
    for state in states:
        assert whole[state] == sum(area[state] for area in data["areas"])
        rows = [row for row in data["skills"] if row["state"] == state.replace("_", "-")]
        assert whole[state] == len(rows)
    for ready in (whole, *data["areas"]):
        measured = ready["met"] + ready["open"] + ready["missed"]
        assert (ready["share"] is None) is (measured == 0)
        assert 0 <= ready["low"] <= (ready["share"] or ready["low"]) <= ready["high"] <= 1
        assert ready["certainty"] == 0.8
    assert data["questions"] == sum(row["questions"] for row in data["skills"])
    assert [row["rank"] for row in data["skills"]] == list(range(1, len(ROLE.demands) + 1))
    scores = [row["score"] for row in data["skills"]]
    assert scores == sorted(scores, reverse=True)


def test_the_self_ratings_as_data() -> None:
    """Each skill that was rated and asked is compared, and the points count the same skills."""
    known = json.loads(to_json("report", FORMS["report"]))["data"]["self_rating"]
    assert [one["id"] for one in known["skills"]] == ["digging", "compost"]
    assert sum(point["skills"] for point in known["by_rating"]) == len(known["skills"])
    assert [point["rating"] for point in known["by_rating"]] == [1, 3]
    assert known["low"] <= known["mean_difference"] <= known["high"]
    assert (known["certainty"], known["habit"]) == (0.9, "within-the-error")
    empty = json.loads(to_json("report", FORMS["empty report"]))["data"]["self_rating"]
    assert (empty["skills"], empty["by_rating"]) == ([], [])
    assert [empty[key] for key in ("mean_difference", "low", "high")] == [None, None, None]


def test_what_only_some_reports_have_stands_beside_the_rest() -> None:
    """Further parts come under their own names and change nothing else."""
    plain = report_data(garden_report())
    assert report_data(garden_report(), ad={"file": "ad.txt"}) == {
        **plain,
        "ad": {"file": "ad.txt"},
    }
