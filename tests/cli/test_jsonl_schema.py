from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcareer.render import driver_json as said
from support_jsonl import (
    GARDEN,
    SCHEMA,
    Message,
    Sent,
    complaints,
    interview,
    person,
    script,
    to_first_question,
)

TYPES: list[str] = [
    one["$ref"].rsplit("/", 1)[1] for one in SCHEMA["$defs"]["from_program"]["oneOf"]
]
REPLIES = ("saved", "marked", "taken-back", "note-kept", "profile", "error", "bye")

FATAL = said.fatal([{"code": "content", "message": "No.", "file": "x.yaml", "line": 2}])

TO_PROGRAM: tuple[Mapping[str, Any], ...] = (
    {"answer": None},
    {"answer": 3},
    {"answer": 0.5, "re": "q-1"},
    {"answer": "50 %", "id": 4},
    {"answer": [1, "two"], "id": "x"},
    {"rate": 0},
    {"rate": None},
    {"rate": {"python": 4, "git": None}},
    {"do": "back"},
    {"do": "note"},
    {"do": "note", "text": "Two are right.", "about": "q-1", "re": "q-2", "id": None},
)
NOT_TO_PROGRAM: tuple[Any, ...] = (
    {},
    [],
    None,
    {"answer": True},
    {"answer": {}},
    {"answer": []},
    {"answer": [[1]]},
    {"answer": 1, "do": "back"},
    {"answer": 1, "text": "x"},
    {"answer": 1, "x": 1},
    {"rate": 5},
    {"rate": 1.5},
    {"rate": "2"},
    {"rate": {}},
    {"rate": {"python": -1}},
    {"rate": {"no id": 1}},
    {"do": "dance"},
    {"do": "back", "about": "q-1"},
    {"do": "note", "text": "x" * 2001},
    {"answer": 1, "id": 1.5},
    {"answer": 1, "re": 1},
)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """Collect lines of every type, with and without an id to send back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLCAREER_HOME", str(tmp_path_factory.mktemp("home")))
        whole = interview(
            *("assess", "python", "--jsonl", "--questions", "2", "--minutes", "30", "--learn"),
            answer=person(right=False),
        )
        lines: list[Sent] = [
            {"do": "note", "id": 1},
            {"do": "profile", "id": 2},
            {"do": "later", "id": 3},
            {"answer": 99, "id": 4},
            {"answer": None, "id": 5},
            {"do": "back", "id": 6},
            {"do": "stop", "id": 7},
        ]
        with_ids = interview(*GARDEN, answer=to_first_question(*lines))
        learnt = interview(
            *(*GARDEN, "--learn"), answer=to_first_question({"answer": None, "id": 1})
        )
    return [*whole, *with_ids, *learnt, dict(FATAL)]


def test_every_type_comes(heard: list[Message]) -> None:
    """Each message that is described is sent by the program, and no other."""
    assert {message["type"] for message in heard} == set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_every_key_comes(heard: list[Message], name: str) -> None:
    """Each key that is described comes in some message of the type."""
    seen = {key for message in heard if message["type"] == name for key in message}
    assert seen == SCHEMA["$defs"][name]["properties"].keys()
    assert ("re" in seen) == (name in REPLIES)


@pytest.mark.parametrize("name", TYPES)
def test_a_message_is_described_exactly(heard: list[Message], name: str) -> None:
    """Without one of its keys, with another one or as another type a message does not pass."""
    for message in (one for one in heard if one["type"] == name):
        assert complaints(message, name) == set()
        assert complaints(message, "from_program") == set()
        assert complaints({**message, "new": 1}, name) != set()
        assert complaints({**message, "type": "other"}, name) != set()
        for key in SCHEMA["$defs"][name]["required"]:
            assert complaints({k: v for k, v in message.items() if k != key}, name), key


def test_inner_records_are_described_exactly() -> None:
    """Records inside of messages have all of their keys, always."""
    apart = {*TYPES, "to_program"}
    for name, record in SCHEMA["$defs"].items():
        if "properties" in record and name not in apart:
            assert set(record["required"]) == record["properties"].keys(), name
        if "properties" in record and name != "to_program":
            assert record["additionalProperties"] is True, name


@pytest.mark.parametrize("message", TO_PROGRAM)
def test_what_may_be_sent_is_described(message: Mapping[str, Any]) -> None:
    """The schema lets pass each form that a reply or a wish may have."""
    assert complaints(message, "to_program") == set()


@pytest.mark.parametrize("message", NOT_TO_PROGRAM)
def test_what_may_not_be_sent_is_refused_by_the_schema(message: object) -> None:
    """The schema refuses what the program refuses whatever is asked."""
    assert complaints(message, "to_program") != set()


ANSWERS = (
    st.none()
    | st.integers(-2, 7)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.lists(st.integers(1, 5) | st.text(min_size=1, max_size=3), min_size=1, max_size=4)
)
SKILLS = st.sampled_from(("digging", "compost", "tomatoes", "pruning", "fishing"))
RATINGS = st.none() | st.integers(0, 4)
DESCRIBED = st.one_of(
    ANSWERS.map(lambda value: {"answer": value}),
    RATINGS.map(lambda value: {"rate": value}),
    st.dictionaries(SKILLS, RATINGS, min_size=1).map(lambda value: {"rate": value}),
    st.sampled_from(("back", "later", "skip", "skip-rest", "profile", "note")).map(
        lambda value: {"do": value}
    ),
    st.text(max_size=30).map(lambda text: {"do": "note", "text": text}),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DESCRIBED, max_size=20))
def test_what_is_described_is_understood(lines: list[dict[str, Any]]) -> None:
    """What the schema allows is never refused for its form, only for what is asked now."""
    ran = interview(*GARDEN, "--new", "--seed", "1", answer=script(*lines))
    codes = {message["code"] for message in ran.of("error")}
    form = [one for one in ran.of("error") if one["code"] == "form"]
    assert codes <= {"no-option", "not-now", "nothing-to-take-back"}, form
    assert ran[-1]["type"] == "bye"
