import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from confined import run_limited
from mlcareer.errors import ContentError, StoreError
from mlcareer.model.people import EventKind
from mlcareer.model.plan import PlanEventKind
from mlcareer.store import document as document_module
from mlcareer.store.contents import Contents
from mlcareer.store.database import Store
from mlcareer.store.document import Document, is_role_file, read_document, write_document
from mlcareer.store.merging import LOST, merge_contents
from mlcareer.store.transfer import read_roles, take_in
from support import REPOSITORY, clean_environment, rating
from support_data import (
    FINISH,
    NOW,
    SCOPE,
    answer,
    at,
    contents,
    held,
    keep,
    log,
    tick,
    undo,
    words,
)

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and links")
SCHEMA: Any = json.loads(
    (REPOSITORY / "docs" / "schema" / "data.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
role_names = st.from_regex(r"[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,5})?\.yaml", fullmatch=True)
documents = st.builds(Document, contents, st.dictionaries(role_names, words, max_size=2))

SOME = Document(
    Contents(
        (
            log((0, SCOPE), (1, rating("digging", 2)), (2, answer("q-1")), (3, FINISH)),
            log((10, SCOPE), (11, answer("q-2")), (12, undo("q-2")), started=at(10)),
        ),
        (tick("digging.1"), tick("digging.2")),
    ),
    {"florist.yaml": "name: Florist \u2013 Blumen\r\n"},
)


def folder_of(place: Path, what: Document) -> Path:
    """Make a folder with a database and roles."""
    keep(place / "mlcareer.db", what.contents)
    for name, text in what.roles.items():
        (place / "roles").mkdir(exist_ok=True)
        (place / "roles" / name).write_bytes(text.encode())
    return place


def exported(place: Path) -> str:
    """Write all that is in a folder."""
    roles = read_roles(place / "roles").texts
    return write_document(Document(held(place / "mlcareer.db"), roles))


def imported(place: Path, what: Document) -> None:
    """Take a document in."""
    with Store(place / "mlcareer.db") as store:
        take_in(store, what, place / "roles")


@given(documents)
def test_what_is_exported_comes_back_the_same(what: Document) -> None:
    """Taken into an empty folder and written again, a document is the same byte by byte."""
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder, "one"), Path(folder, "other")
        first = exported(folder_of(one, what))
        other.mkdir()
        imported(other, read_document(first.encode(), "data.json"))
        assert exported(other) == first
        assert held(other / "mlcareer.db").entries <= held(one / "mlcareer.db").entries


@given(documents)
def test_what_is_written_is_as_described(what: Document) -> None:
    """Every document is what the schema says, is ASCII, and reads as what was written."""
    text = write_document(what)
    assert text.isascii()
    assert list(VALIDATOR.iter_errors(json.loads(text))) == []
    again = read_document(text.encode(), "data.json")
    assert write_document(again) == text
    assert again.roles == what.roles
    assert len(again.contents.plan) == len(what.contents.plan)


def test_an_assessment_that_lost_its_name_is_carried_over() -> None:
    """What was recovered from a damaged file is written and read like everything else."""
    lost = SOME.contents.logs[0]._replace(seed=LOST)
    text = write_document(Document(Contents((lost,)), {}))
    assert read_document(text.encode(), "data.json").contents.logs[0].seed == LOST
    with pytest.raises(ContentError, match="seed: a whole number from 0"):
        read_document(text.replace(f'"seed": {LOST}', '"seed": -2').encode(), "data.json")


@given(documents, documents)
def test_taking_in_twice_adds_nothing(one: Document, other: Document) -> None:
    """What was put together stays as it is when either is taken in again."""
    with tempfile.TemporaryDirectory() as folder:
        place = folder_of(Path(folder), one)
        imported(place, other)
        first = exported(place)
        imported(place, other)
        imported(place, one)
        imported(place, read_document(first.encode(), "data.json"))
        assert exported(place) == first


def test_the_schema_knows_the_kinds_of_events() -> None:
    """The schema is one, and its words are those of the program."""
    Draft202012Validator.check_schema(SCHEMA)
    kinds = SCHEMA["$defs"]["event"]["properties"]["kind"]["enum"]
    assert kinds == [kind.value for kind in EventKind]
    kinds = SCHEMA["$defs"]["change"]["properties"]["kind"]["enum"]
    assert kinds == [kind.value for kind in PlanEventKind]
    assert SCHEMA["properties"]["mlcareer_data_version"]["const"] == document_module.VERSION


def test_two_machines_come_to_the_same(tmp_path: Path) -> None:
    """Back and forth between two machines, both have the same in the end."""
    one = folder_of(tmp_path / "one", SOME)
    grown = SOME.contents.logs[0]._replace(kept=(*SOME.contents.logs[0].kept[:3],))
    later = log((99, answer("q-9")), started=at(99))
    other = folder_of(
        tmp_path / "other",
        Document(Contents((grown, later), (tick("compost.1", at(7)),)), {"smith.yaml": "x"}),
    )
    for source, target in ((one, other), (other, one), (one, other)):
        imported(target, read_document(exported(source).encode(), "data.json"))
    assert exported(one) == exported(other)
    found = held(one / "mlcareer.db")
    assert [each.started for each in found.logs] == [at(0), at(10), at(99)]
    assert sorted(path.name for path in (one / "roles").iterdir()) == ["florist.yaml", "smith.yaml"]


def test_numbers_of_assessments_follow_their_order(tmp_path: Path) -> None:
    """The one that was begun last has the highest number, foreign keys hold, none is stale."""
    place = folder_of(tmp_path, Document(Contents((log(started=at(50)),)), {}))
    imported(place, SOME)
    with Store(place / "mlcareer.db") as store:
        assert [one.started for one in store.assessments()] == [at(50), at(10), at(0)]
        latest = store.latest()
        assert latest is not None
        assert store.asked_before(latest) == {"q-1", "q-2"}
    db = sqlite3.connect(place / "mlcareer.db")
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
    db.close()


def test_what_is_only_added_moves_nothing(tmp_path: Path) -> None:
    """Later assessments come behind those that are there, which keep their numbers."""
    place = folder_of(tmp_path, SOME)
    with Store(place / "mlcareer.db") as store:
        before = store.assessments()
    imported(place, Document(Contents((log(started=at(500)),)), {}))
    with Store(place / "mlcareer.db") as store:
        assert store.assessments()[1:] == before


def test_an_open_sitting_does_not_write_into_another_assessment(tmp_path: Path) -> None:
    """Who has an assessment open while data come in is told so, and nothing goes astray."""
    place = folder_of(tmp_path, Document(Contents((log((0, SCOPE), started=at(50)),)), {}))
    with Store(place / "mlcareer.db") as sitting:
        mine = sitting.latest()
        assert mine is not None
        imported(place, SOME)
        before = held(place / "mlcareer.db")
        with pytest.raises(StoreError, match="put together with another one meanwhile"):
            sitting.append(mine, 2, answer("q-7"), NOW)
        assert held(place / "mlcareer.db") == before


def test_nothing_of_what_was_moved_is_left_in_the_file(tmp_path: Path) -> None:
    """The rows that stood under other numbers are gone from the file and its log."""
    word = "a-very-rare-word"
    mine = log((0, SCOPE), *((1, answer(f"{word}-{n}")) for n in range(200)), started=at(50))
    place = folder_of(tmp_path, Document(Contents((mine,)), {}))
    imported(place, SOME)
    whole = b"".join(path.read_bytes() for path in place.glob("mlcareer.db*"))
    assert whole.count(f"{word}-150".encode()) == 1


def spoilt(change: Callable[[Any], object]) -> str:
    """Change something in a document."""
    value = json.loads(write_document(SOME))
    change(value)
    return json.dumps(value)


def put(path: str, value: object) -> Callable[[Any], object]:
    """Make a change that puts a value at a place, as in assessments.0.events.1.kind."""

    def change(whole: Any) -> None:  # noqa: ANN401 - any JSON
        *before, last = path.split(".")
        for key in before:
            whole = whole[int(key) if isinstance(whole, list) else key]
        whole[int(last) if isinstance(whole, list) else last] = value

    return change


def drop(path: str) -> Callable[[Any], object]:
    """Make a change that leaves a key out."""

    def change(whole: Any) -> None:  # noqa: ANN401 - any JSON
        *before, last = path.split(".")
        for key in before:
            whole = whole[int(key) if isinstance(whole, list) else key]
        del whole[last]

    return change


EVENT = "assessments.0.events.2"
AT_EVENT = "assessments[0].events[2]"


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        (put("mlcareer_data_version", 2), "mlcareer_data_version", "upgrade mlcareer"),
        (put("mlcareer_data_version", 0), "mlcareer_data_version", "such as 1"),
        (put("mlcareer_data_version", True), "mlcareer_data_version", "such as 1"),
        (drop("mlcareer_data_version"), "", "no data of mlcareer"),
        (drop("plan"), "", 'missing key "plan"'),
        (put("extra", 1), "", 'unknown key "extra"'),
        (put("assessments", {}), "assessments", "a list"),
        (put("assessments.1", 3), "assessments[1]", "an object"),
        (put("assessments.1.seed", -2), "assessments[1].seed", "from 0 to"),
        (put("assessments.1.seed", 2**63), "assessments[1].seed", "from 0 to"),
        (put("assessments.1.seed", 1.5), "assessments[1].seed", "whole number"),
        (put("assessments.1.seed", True), "assessments[1].seed", "whole number"),
        (put("assessments.1.started", "soon"), "assessments[1].started", "is no time"),
        (put("assessments.1.role", None), "assessments[1].role", "a text"),
        (put("assessments.1.more", None), "assessments[1]", "unknown key"),
        (put(f"{EVENT}.kind", "anser"), f"{AT_EVENT}.kind", '"anser" is none of'),
        (put(f"{EVENT}.kind", []), f"{AT_EVENT}.kind", "is none of"),
        (put(f"{EVENT}.at", "2026-01-01"), f"{AT_EVENT}.at", "is no time"),
        (put(f"{EVENT}.at", "2026-01-01T10:00:00"), f"{AT_EVENT}.at", "is no time"),
        (put(f"{EVENT}.at", "2026-W01-1T10:00:00Z"), f"{AT_EVENT}.at", "is no time"),
        (put(f"{EVENT}.value", "rigt"), f"{AT_EVENT}.value", "right, wrong, dont-know"),
        (put(f"{EVENT}.value", 1), f"{AT_EVENT}.value", "a text"),
        (put(f"{EVENT}.detail", []), f"{AT_EVENT}.detail", "an object"),
        (put(f"{EVENT}.detail.more", [1]), f"{AT_EVENT}.detail.more", "a text or a number"),
        (put(f"{EVENT}.detail.more", True), f"{AT_EVENT}.detail.more", "a text or a number"),
        (put(f"{EVENT}.detail.more", None), f"{AT_EVENT}.detail.more", "a text or a number"),
        (put(f"{EVENT}.detail.level", 5), f"{AT_EVENT}.detail.level", "a level from 1 to 4"),
        (put(f"{EVENT}.detail.a", 0), f"{AT_EVENT}.detail.a", "above 0"),
        (put(f"{EVENT}.detail.b", "x"), f"{AT_EVENT}.detail.b", "a number"),
        (put(f"{EVENT}.detail.c", 1), f"{AT_EVENT}.detail.c", "below 1"),
        (put(f"{EVENT}.detail.seconds", "x"), f"{AT_EVENT}.detail.seconds", "a number"),
        (drop(f"{EVENT}.detail.skill"), f"{AT_EVENT}.detail", "'skill'"),
        (drop(f"{EVENT}.value"), AT_EVENT, 'missing key "value"'),
        (put("assessments.0.events.1.value", "5"), "assessments[0].events[1].value", "0, 1, 2"),
        (put("assessments.0.events.0.detail", {}), "assessments[0].events[0].detail", "'budget'"),
        (
            put("assessments.0.events.0.detail.budget", 10**9),
            "assessments[0].events[0].detail.budget",
            "whole number",
        ),
        (put("plan.1.kind", "tik"), "plan[1].kind", "tick, untick"),
        (put("plan.1.detail.on", "soon"), "plan[1].detail", "not what tick has"),
        (put("plan.1.detail.on", 5), "plan[1].detail.on", "a text"),
        (put("plan.1.kind", "planned"), "plan[1].detail", "not what planned has"),
        (put("roles", []), "roles", "an object"),
        (put("roles", {"../x.yaml": ""}), 'roles["../x.yaml"]', "cannot be the name"),
        (put("roles", {"x.yaml": 1}), 'roles["x.yaml"]', "a text"),
        (put("roles", {"x.yaml": "\ud800"}), 'roles["x.yaml"]', "half of a character"),
        (put(f"{EVENT}.subject", "\udfff"), f"{AT_EVENT}.subject", "half of a character"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(
    change: Callable[[Any], object], place: str, word: str
) -> None:
    """A document that is not as it should be is refused, with the place and what was expected."""
    text = spoilt(change)
    with pytest.raises(ContentError) as caught:
        read_document(text.encode(), "data.json")
    lines = str(caught.value).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"data.json: {place}: " if place else "data.json: ")
    assert word in lines[0]
    surrogate = "half of" in word
    beyond = {"not what tick has", "level", "2026-W01"}
    if not surrogate and not any(one in lines[0] for one in beyond):
        assert list(VALIDATOR.iter_errors(json.loads(text))) != []


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('{\n"mlcareer_data_version": 1,\n"assessments": [}\n', 3, "at column 17"),
        ("", 1, "at column 1"),
        ("{} {}", 1, "Extra data"),
        ('{"a": 1, "a": 2}', 0, '"a" stands twice'),
        ('{"mlcareer_data_version": NaN}', 0, "NaN is no number"),
        ("[" * 200_000, 0, "too deep"),
        (f"[{'9' * 5000}]", 0, "not valid JSON"),
        ("no data at all", 1, "not valid JSON"),
    ],
)
def test_what_is_no_json_is_named_by_line_and_column(text: str, line: int, word: str) -> None:
    """A file that does not parse is refused, with the place where there is one."""
    with pytest.raises(ContentError) as caught:
        read_document(text.encode(), "data.json")
    (problem,) = caught.value.problems
    assert problem.line == line
    assert word in problem.message


def test_an_endless_number_is_refused() -> None:
    """A number that is none any more when it is read is named by its place."""
    text = write_document(SOME).replace('"b": 0.5', '"b": 1e999', 1)
    with pytest.raises(ContentError, match=r"events\[2\].detail.b: a text or a number"):
        read_document(text.encode(), "data.json")


def test_other_encodings_and_sizes() -> None:
    """UTF-8 with a mark before it is read; other encodings and endless files are refused."""
    raw = write_document(SOME).encode()
    assert write_document(read_document(b"\xef\xbb\xbf" + raw, "x")).encode() == raw
    with pytest.raises(ContentError, match="save the file as UTF-8"):
        read_document(write_document(SOME).encode("utf-16"), "x")
    with pytest.raises(ContentError, match="larger than 50 MB"):
        read_document(b" " * (document_module.MAX_BYTES + 1), "x")


def test_many_mistakes_are_told_at_once_but_not_all() -> None:
    """Several mistakes are listed together, as far as anybody would read them."""
    value = json.loads(write_document(SOME))
    value["plan"] = [1] * 100
    with pytest.raises(ContentError) as caught:
        read_document(json.dumps(value).encode(), "x")
    assert 5 < len(caught.value.problems) < 20


@given(st.integers(0, 10_000), st.sampled_from([None, 3, -1.5, True, "text?", [], {}, [[]]]))
def test_whatever_is_put_anywhere_is_read_or_refused(number: int, value: object) -> None:
    """Any value at any place leads to a document or to complaints, and to nothing else."""
    whole = json.loads(write_document(SOME))
    spots: list[tuple[Any, Any]] = []
    waiting: list[Any] = [whole]
    while waiting:
        here = waiting.pop()
        inside = here.items() if isinstance(here, dict) else enumerate(here)
        for key, each in list(inside):
            spots.append((here, key))
            if isinstance(each, dict | list):
                waiting.append(each)
    holder, key = spots[number % len(spots)]
    holder[key] = deepcopy(value)
    raw = json.dumps(whole).encode()
    try:
        found = read_document(raw, "x")
    except ContentError as error:
        assert error.problems  # noqa: PT017 - either way is fine
    else:
        assert list(VALIDATOR.iter_errors(whole)) == []
        assert read_document(write_document(found).encode(), "x") == found


@given(st.binary(max_size=40), st.integers(0, 3000))
def test_damaged_bytes_are_read_or_refused(noise: bytes, place: int) -> None:
    """Bytes that were changed on the way lead to a document or to complaints."""
    raw = bytearray(write_document(SOME).encode())
    raw[place : place + len(noise)] = noise
    try:
        read_document(bytes(raw), "x")
    except ContentError as error:
        assert error.problems  # noqa: PT017 - either way is fine


@pytest.mark.parametrize(
    "name",
    [
        "../up.yaml",
        "/etc/passwd.yaml",
        "a/b.yaml",
        "a\\b.yaml",
        "c:x.yaml",
        ".hidden.yaml",
        "x.yml",
        "x.yaml\n",
        "x\0.yaml",
        "con.yaml",
        "COM1.yaml",
        "x" * 300 + ".yaml",
        "yaml",
        "",
        "\u202ex.yaml",
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    """A role's file has a plain name, and lies in the folder of roles."""
    assert not is_role_file(name)
    text = spoilt(put("roles", {name: "text"}))
    with pytest.raises(ContentError):
        read_document(text.encode(), "x")


@pytest.mark.parametrize("name", ["florist.yaml", "my role.yaml", "Gr\u00fcn.yaml", "a.b_c.yaml"])
def test_plain_names_are_taken(name: str) -> None:
    """Names that people give to files are taken."""
    assert is_role_file(name)
    assert list(VALIDATOR.iter_errors(json.loads(spoilt(put("roles", {name: "text"}))))) == []


def test_a_role_of_mine_is_never_replaced(tmp_path: Path) -> None:
    """One of the same name, in whatever case, stays; it is told that the other differs."""
    place = folder_of(tmp_path, Document(Contents(), {"florist.yaml": "mine"}))
    other = Document(Contents(), {"florist.yaml": "theirs", "smith.yaml": "new"})
    with Store(place / "mlcareer.db") as store:
        done = take_in(store, other, place / "roles")
        assert (done.roles, done.differing) == (("smith.yaml",), ("florist.yaml",))
        again = take_in(store, other, place / "roles")
        assert (again.roles, again.differing) == ((), ("florist.yaml",))
        upper = take_in(store, Document(Contents(), {"FLORIST.yaml": "theirs"}), place / "roles")
        assert upper.differing == ("FLORIST.yaml",)
    assert (place / "roles" / "florist.yaml").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in (place / "roles").iterdir()) == [
        *("florist.yaml", "smith.yaml"),
    ]


@POSIX
def test_files_that_are_no_roles_are_left_out(tmp_path: Path) -> None:
    """What is no text, has an impossible name or is no file is named and left out."""
    folder = tmp_path / "roles"
    folder.mkdir()
    (folder / "good.yaml").write_bytes(b"a: \xc3\xbc\r\n")
    (folder / "latin.yaml").write_bytes(b"a: \xfc\n")
    (folder / "a:b.yaml").write_text("x", encoding="utf-8")
    (folder / "large.yaml").write_bytes(b"x" * 1_000_001)
    (folder / ".hidden.yaml").write_text("x", encoding="utf-8")
    (folder / "folder.yaml").mkdir()
    found = read_roles(folder)
    assert found.texts == {"good.yaml": "a: \u00fc\r\n"}
    assert found.left_out == ("a:b.yaml", "large.yaml", "latin.yaml")


def test_roles_that_cannot_be_written_leave_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a role cannot be put in its place, neither it nor any answer is taken in."""
    place = folder_of(tmp_path, Document(Contents((log(started=at(50)),)), {}))
    before = held(place / "mlcareer.db")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        with pytest.raises(StoreError, match=r"No space left on device. Nothing was taken in"):
            imported(place, SOME)
    assert held(place / "mlcareer.db") == before
    assert list((place / "roles").iterdir()) == []


def test_roles_that_are_in_place_already_are_taken_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the second of two roles cannot be put in its place, the first does not stay there."""
    place = folder_of(tmp_path, Document(Contents(), {}))
    put = Path.rename
    names: list[str] = []

    def fail_at_the_second(path: Path, target: Path) -> Path:
        names.append(target.name)
        if len(names) > 1:
            raise OSError(28, "No space left on device")
        return put(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail_at_the_second)
        with pytest.raises(StoreError, match="Nothing was taken in"):
            imported(place, Document(Contents(), {"one.yaml": "a: 1\n", "two.yaml": "b: 2\n"}))
    assert names == ["one.yaml", "two.yaml"]
    assert list((place / "roles").iterdir()) == []


def test_answers_that_cannot_be_written_leave_no_role(tmp_path: Path) -> None:
    """Where the database refuses, the roles that came along are not there either."""
    place = folder_of(tmp_path, Document(Contents((log(started=at(50)),)), {}))
    wrong = SOME.contents.logs[0]._replace(seed=2**63)
    with pytest.raises(OverflowError):
        imported(place, Document(Contents((wrong,)), SOME.roles))
    assert list((place / "roles").iterdir()) == []
    assert len(held(place / "mlcareer.db").logs) == 1


def test_a_database_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, nothing is taken in, and the message says so."""
    place = folder_of(tmp_path, Document(Contents(), {}))
    monkeypatch.setattr("mlcareer.store.database._BUSY_SECONDS", 0.01)
    other = sqlite3.connect(place / "mlcareer.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="Another program is using it"):
        imported(place, SOME)
    other.execute("ROLLBACK")
    other.close()
    assert held(place / "mlcareer.db") == Contents()
    assert not any((place / "roles").glob("*"))


def test_a_reader_does_not_stand_in_the_way(tmp_path: Path) -> None:
    """Whoever reads at the same time goes on reading what was there before."""
    place = folder_of(tmp_path, Document(Contents((log(started=at(50)),)), {}))
    reader = sqlite3.connect(place / "mlcareer.db", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM assessment").fetchone() == (1,)
    imported(place, SOME)
    assert reader.execute("SELECT count(*) FROM assessment").fetchone() == (1,)
    reader.close()
    assert len(held(place / "mlcareer.db").logs) == 3


_TAKE_IN = """
import sys
from pathlib import Path
from mlcareer.errors import StoreError
from mlcareer.store.database import Store
from mlcareer.store.document import read_document
from mlcareer.store.transfer import take_in
place = Path(sys.argv[1])
document = read_document(Path(sys.argv[2]).read_bytes(), "data.json")
try:
    with Store(place / "mlcareer.db") as store:
        print("ready", flush=True)
        sys.stdin.readline()
        take_in(store, document, place / "roles")
except StoreError as error:
    print(error)
    sys.exit(2)
"""


def large() -> Document:
    """Make a document that takes a while."""
    logs = tuple(
        log(*((n, answer(f"q-{one}-{n}")) for n in range(500)), started=at(one)) for one in range(8)
    )
    return Document(Contents(logs, SOME.contents.plan), SOME.roles)


@POSIX
@pytest.mark.parametrize("size", [60_000, 200_000, 400_000])
def test_a_full_disk_takes_in_nothing(home: Path, tmp_path: Path, size: int) -> None:
    """Where the disk fills up, one line says so and the data are as they were."""
    place = folder_of(tmp_path, Document(Contents((log(started=at(50)),)), {}))
    before = exported(place)
    file = tmp_path / "data.json"
    file.write_text(write_document(large()), encoding="utf-8")
    done = run_limited("-c", _TAKE_IN, str(place), str(file), home=home, size=size)
    assert done.returncode == 2, done.stderr
    assert done.stdout.splitlines()[-1].count("cannot be written") == 1
    assert exported(place) == before


@POSIX
def test_a_kill_takes_in_all_or_nothing(home: Path, tmp_path: Path) -> None:
    """Killed at any moment, it took in everything or nothing, and can be done again."""
    file = tmp_path / "data.json"
    file.write_text(write_document(large()), encoding="utf-8")
    whole = write_document(Document(merge_contents(SOME.contents, large().contents), SOME.roles))
    outcomes = set()
    for number in range(12):
        place = folder_of(tmp_path / str(number), SOME)
        before = exported(place)
        process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_IN, str(place), str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean_environment(home),
        )
        assert process.stdout
        assert process.stdin
        process.stdout.readline()
        process.stdin.write(b"\n")
        process.stdin.flush()
        # A moment that is another one each time; nothing depends on which.
        for _ in range(random.Random(number).randrange(400) * 1000):  # noqa: S311
            pass
        process.kill()
        process.wait(30)
        process.stdout.close()
        process.stdin.close()
        found = exported(place)
        assert found in (before, whole)
        outcomes.add(found == whole)
        imported(place, large())
        assert exported(place) == whole


@POSIX
def test_two_at_once_both_come_in(home: Path, tmp_path: Path) -> None:
    """Two processes that take in at the same moment leave what both brought."""
    place = folder_of(tmp_path / "place", SOME)
    files = []
    for name, started in (("one", 200), ("two", 300)):
        file = tmp_path / f"{name}.json"
        what = Document(Contents((log((started, answer(name)), started=at(started)),)), {})
        file.write_text(write_document(what), encoding="utf-8")
        files.append(file)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _TAKE_IN, str(place), str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean_environment(home),
        )
        for file in files
    ]
    for process in processes:
        assert process.stdout
        process.stdout.readline()
    for process in processes:
        process.communicate(b"\n", timeout=60)
    assert [process.returncode for process in processes] == [0, 0]
    assert len(held(place / "mlcareer.db").logs) == 4
