import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mlcareer.content.difficulty import BORDERS
from mlcareer.content.schemas import schema_of
from mlcareer.content.shape import Choice, ListOf, MapOf, Plain, Record, Shape
from mlcareer.content.shape_check import problems_in
from mlcareer.content.shapes import FILES
from mlcareer.content.shapes.records import REVIEW
from mlcareer.content.yamlfile import parse_yaml, read_yaml
from support import DATA, EXAMPLE, REPOSITORY
from support_content import WAYS, mutated, places, plain_value

STARTER = REPOSITORY / "src" / "mlcareer" / "starter"
PLACES = (DATA, EXAMPLE, REPOSITORY / "examples", STARTER)
FOLDERS = {"roles": "role", "questions": "questions"}
PATHS = sorted(path for place in PLACES for path in place.rglob("*.yaml"))
VALIDATORS = {kind: Draft202012Validator(schema_of(kind)) for kind in FILES}
WRITTEN = ("proofs.yaml", "reviews.yaml")
"""Records, which the program writes and nobody edits."""

NAMED = re.compile(r"\A# yaml-language-server: \$schema=(\S+)\n")
SMALL = [path for path in PATHS if path.stat().st_size < 20_000 and DATA not in path.parents]
SHIPPED = [DATA / name for name in ("moves.yaml", "backgrounds.yaml", "roles/ml-engineer.yaml")]


def kind_of(path: Path) -> str:
    """Say what a content file is called in the table of forms."""
    return FOLDERS.get(path.parent.name, path.stem)


def refused(kind: str, value: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """List what the schema has against a value."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[kind].iter_errors(value)]


@cache
def value_at(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Read a content file as editors do."""
    return plain_value(read_yaml(path))


def shapes(shape: Shape) -> list[Shape]:
    """List a shape and all inside it."""
    inside: list[Shape] = []
    if isinstance(shape, Record):
        inside = [key.shape for key in shape.keys.values()]
    elif isinstance(shape, ListOf | MapOf):
        inside = [shape.of]
    return [shape, *(each for one in inside for each in shapes(one))]


@pytest.mark.parametrize("kind", [*FILES])
def test_each_schema_is_one_of_its_draft(kind: str) -> None:
    """It names its draft and itself, and closes what is no mapping of ids."""
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:mlcareer:content:{kind}:1"
    assert schema["additionalProperties"] is False
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("kind", [*FILES])
def test_each_key_is_described(kind: str) -> None:
    """An editor shows a sentence for each key of each record."""
    records = [one for one in shapes(FILES[kind]) if isinstance(one, Record)]
    keys = [(name, key) for record in records for name, key in record.keys.items()]
    assert [name for name, key in keys if not re.fullmatch(r"\S.{2,110}[.:)]", key.says)] == []
    described = json.dumps(schema_of(kind)).count('"description"')
    assert described == len(keys) + sum(bool(record.says) for record in records)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_each_file_of_this_repository_is_accepted(path: Path) -> None:
    """The shipped content, the examples, the garden and the starter are as their schemas say."""
    assert refused(kind_of(path), value_at(path)) == []


@pytest.mark.parametrize(
    "path",
    [path for path in PATHS if EXAMPLE not in path.parents and path.name not in WRITTEN],
    ids=lambda path: str(path.relative_to(REPOSITORY)),
)
def test_each_file_names_its_schema(path: Path) -> None:
    """Editors find the schema beside the file, or where a new folder has it."""
    found = NAMED.match(path.read_text(encoding="utf-8"))
    assert found
    target = (path.parent / found[1]).resolve()
    assert target.name == f"{kind_of(path)}.schema.json"
    if STARTER in path.parents:
        assert target.parent.name == ".schema"
        assert target.parent.parent.parent == STARTER
    else:
        assert json.loads(target.read_text(encoding="utf-8")) == schema_of(kind_of(path))


@settings(max_examples=400)
@given(path=st.sampled_from([*SMALL, *SHIPPED]), at=st.integers(0, 10**6), how=st.integers(0, WAYS))
def test_what_the_form_refuses_the_schema_refuses(path: Path, at: int, how: int) -> None:
    """A spoilt copy of any file is underlined in an editor where a check complains of it."""
    value = value_at(path)
    every = [*places(value)]
    spoilt = mutated(value, every[at % len(every)], how % WAYS)
    field = parse_yaml(json.dumps(spoilt).encode(), str(path))
    problems = [*problems_in(field, FILES[kind_of(path)])]
    if problems:
        assert refused(kind_of(path), spoilt), (path, every[at % len(every)], problems)


@pytest.mark.parametrize(
    ("kind", "value", "where"),
    [
        ("skills", {"format": 1, "skils": {}}, "$: Additional properties"),
        ("skills", {"format": 1, "areas": {"a b": "A"}}, "$.areas: 'a b' does not match"),
        ("skills", {"areas": {}}, "$: 'format' is a required property"),
        ("content", {"format": 1, "extends": "all"}, "$.extends: 'all' is not one of"),
        ("content", {"format": 1, "replaces": {"skils": []}}, "$.replaces: Additional"),
        ("questions", {"format": 1, "skill": "a", "questions": {}}, "$.questions: {} is not of"),
        ("proofs", {"format": 1, "programs": [], "calculations": None}, "$.programs: [] is not"),
        ("reviews", {"format": 1, "reviews": {"a": []}}, "$.reviews.a: [] is not of type"),
        ("moves", {"format": 1, "moves": [{}]}, "$.moves[0]: 'from' is a required property"),
    ],
)
def test_mistakes_are_underlined_at_their_place(kind: str, value: object, where: str) -> None:
    """What is wrong is told of the value that is wrong."""
    assert any(each.startswith(where) for each in refused(kind, value)), refused(kind, value)


@pytest.mark.parametrize(
    ("written", "good"),
    [
        ("a text", True),
        ("1", True),
        ("1.5", True),
        ("true", True),
        ("2026-11-22", True),
        ("no", True),
        ("''", False),
        ("'  '", False),
        ("~", False),
        ("", False),
        ("[a]", False),
    ],
)
def test_texts_may_look_like_something_else(written: str, good: bool) -> None:
    """What is read as a text is accepted, quoted or not, as the form accepts it."""
    top = parse_yaml(f"format: 1\nareas: {{soil: {written}}}\n".encode(), "f.yaml")
    assert (not [*problems_in(top, FILES["skills"])]) is good
    assert (not refused("skills", plain_value(top))) is good


@pytest.mark.parametrize("kind", [*FILES])
def test_an_editor_completes_what_the_form_knows(kind: str) -> None:
    """Fixed words stand in the schema in their order, and so do the keys of the file."""
    text = json.dumps(schema_of(kind))
    for shape in shapes(FILES[kind]):
        if isinstance(shape, Choice):
            assert json.dumps({"enum": [*shape.words]})[1:-1] in text
    assert [*schema_of(kind)["properties"]] == [*FILES[kind].keys]
    assert schema_of(kind)["required"] == [*FILES[kind].required]


def test_shares_are_as_many_as_borders() -> None:
    """A reader's judgement has one number for each border between levels."""
    shares = REVIEW.keys["shares"].shape
    assert isinstance(shares, ListOf)
    assert isinstance(shares.of, ListOf)
    assert (shares.of.least, shares.of.most) == (len(BORDERS), len(BORDERS))


def test_ids_in_schemas_are_those_of_files() -> None:
    """An id is one with dots, hyphens and underscores between letters and digits, nothing else."""
    ids = [shape for kind in FILES for shape in shapes(FILES[kind]) if shape is Plain.ID]
    assert len(ids) > 3
    role = {"format": 1, "id": "a", "name": "b", "summary": "c"}
    for id_, good in {"a": True, "a.b_c-d": True, "a b": False, "-a": False, "a-": False}.items():
        assert (not refused("role", role | {"id": id_})) is good
