import json
from collections.abc import Mapping

import pytest

from mlcareer.render.envelope import RESULT_VERSION, to_json
from mlcareer.render.report_json import report_data
from mlcareer.render.roadmap_json import roadmap_data
from mlcareer.render.skill_json import map_data, skill_data
from mlcareer.roadmap.plan import Roadmap
from support_golden import MAP, ROLE, garden_report, garden_roadmap

FORMS: dict[str, Mapping[str, object]] = {
    "report": report_data(garden_report()),
    "empty report": report_data(garden_report(())),
    "roadmap": roadmap_data(garden_roadmap()),
    "empty roadmap": roadmap_data(Roadmap(ROLE, (), (0, 0), None, (), ())),
    "map": map_data(MAP, ROLE, {"digging"}),
    "skill": skill_data(MAP.skills["digging"], ROLE),
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
    assert by_id["tomatoes"]["state"] == "not measured"
    assert by_id["digging"]["level"] is not None
    assert by_id["digging"]["inferred_level"] is None
    for level in (by_id["digging"]["level"], by_id["tomatoes"]["inferred_level"]):
        assert sum(level["probabilities"]) == pytest.approx(1, abs=1e-3)
