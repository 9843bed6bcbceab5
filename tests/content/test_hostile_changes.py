import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from fuzz_targets import NAMES, judge_folder
from hostile_makers import copy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcareer.content.check import Check, check_folder
from mlcareer.content.everything import part_readers
from mlcareer.content.folder import content_folder
from mlcareer.content.skills import load_known_skills
from mlcareer.content.yamlfile import read_yaml
from mlcareer.errors import ContentError, MlcareerError
from support import EXAMPLE
from support_content import places, plain_value

KEPT = [name for name in NAMES if (EXAMPLE / name).is_file()]
QUICK = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])

SIGNS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(SIGNS, max_size=20) | st.sampled_from(
    ["", " ", "digging", "../../x", "digging.yaml", "\u202e", "a\u0430b", "1e400", ".nan", "<<"]
)
NUMBERS = st.integers() | st.floats(allow_nan=False) | st.integers(-2, 6)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | NUMBERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the small map once; each example puts back what it changed."""
    return copy(tmp_path_factory.mktemp("changed") / "garden")


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, bytes]:
    """Change a value of a file at any place, and write it as JSON or as YAML."""
    name = draw(st.sampled_from(KEPT))
    value = plain_value(read_yaml(EXAMPLE / name))
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(value))
        if found:
            value = _changed(draw, value, draw(st.sampled_from(found)))
    if draw(st.booleans()):
        return name, json.dumps(value, ensure_ascii=draw(st.booleans())).encode()
    return name, yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()


def _changed(draw: st.DrawFn, value: Any, place: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - JSON
    whole = deepcopy(value)
    parent = whole
    for key in place[:-1]:
        parent = parent[key]
    last: Any = place[-1]
    match draw(st.sampled_from(["replace", "delete", "double", "turn", "add"])):
        case "replace":
            parent[last] = draw(VALUES)
        case "delete":
            del parent[last]
        case "double" if isinstance(parent, list):
            parent.append(deepcopy(parent[last]))
        case "double":
            parent[draw(TEXTS)] = deepcopy(parent[last])
        case "turn" if isinstance(parent, list):
            parent.reverse()
        case "turn":
            turned = dict(reversed(parent.items()))
            parent.clear()
            parent.update(turned)
        case _ if isinstance(parent, dict):
            parent[draw(TEXTS)] = draw(VALUES)
        case _:
            parent.insert(0, draw(VALUES))
    return whole


@st.composite
def stirred(draw: st.DrawFn) -> tuple[str, bytes]:
    """Put bytes somewhere into a file, and take some away."""
    name = draw(st.sampled_from(KEPT))
    raw = (EXAMPLE / name).read_bytes()
    at = draw(st.integers(0, len(raw)))
    gone = draw(st.integers(0, 8))
    return name, raw[:at] + draw(st.binary(max_size=8)) + raw[at + gone :]


def put_in(folder: Path, name: str, raw: bytes) -> Iterator[None]:
    """Put a file in the place of another as long as somebody looks."""
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(raw)
    yield
    path.write_bytes(before)


def said(folder: Path) -> Check | str:
    """Check a folder, which may have no map."""
    try:
        return check_folder(folder)
    except MlcareerError as error:
        return str(error)


@QUICK
@given(changed() | stirred())
def test_any_change_is_read_or_complained_about(garden: Path, change: tuple[str, bytes]) -> None:
    """A check and an assessment end with values or with lines that can be printed.

    Each complaint names a file that is there, a line of the file and a column of the line.
    What an assessment refuses, a check finds.
    """
    for _ in put_in(garden, *change):
        judge_folder(garden)


@settings(QUICK, max_examples=60)
@given(changed() | stirred())
def test_the_same_folder_is_told_the_same(garden: Path, change: tuple[str, bytes]) -> None:
    """A check depends on nothing but the folder."""
    for _ in put_in(garden, *change):
        assert said(garden) == said(garden)


@QUICK
@given(changed())
def test_every_reader_ends_with_a_word(garden: Path, change: tuple[str, bytes]) -> None:
    """Each reader of a part gives a value or an error for people, whatever the other files are."""
    for _ in put_in(garden, *change):
        try:
            folders = content_folder(garden)
            readers = part_readers(folders, load_known_skills(folders))
        except MlcareerError:
            readers = ()
        complaints = [str(error) for error in map(_error_of, readers) if error]

        assert all(line.isprintable() for text in complaints for line in text.split("\n"))


def _error_of(read: Callable[[], object]) -> MlcareerError | None:
    try:
        read()
    except MlcareerError as error:
        return error
    return None


@pytest.mark.parametrize("name", KEPT)
def test_a_file_of_nothing_stops_the_build(folder: Path, name: str) -> None:
    """An empty file, a lone value and an empty mapping are no file of content."""
    for raw in (b"", b"x", b"{}", b"[]"):
        (folder / name).write_bytes(raw)
        judge_folder(folder)
        found = check_folder(folder).remarks

        assert any(one.problem.file == str(folder / name) for one in found)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in KEPT])
def test_a_file_that_need_not_be_there_is_looked_at(folder: Path, name: str) -> None:
    """What stands in a file that the map does without is complained about as well."""
    (folder / name).write_text("format: 1\nx: 1\n", encoding="utf-8")
    judge_folder(folder)
    try:
        found = {one.problem.file for one in check_folder(folder).remarks}
    except ContentError as error:
        found = {problem.file for problem in error.problems}

    assert str(folder / name) in found
