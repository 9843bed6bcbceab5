import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer import __version__
from mlcareer.api import load_content
from mlcareer.content import compiled
from mlcareer.content.compiled import content_key
from mlcareer.content.compiled_questions import CompiledQuestions
from mlcareer.content.folder import Place
from mlcareer.content.people import load_traits
from mlcareer.content.raw_file import MAX_BYTES
from mlcareer.errors import ContentError, MlcareerError, UsageError
from mlcareer.measure.interview import Material
from support import DATA, EXAMPLE, clean_environment

GARDEN = load_content(EXAMPLE)

_BUILD = """
import sys
from mlcareer.api import load_content
print("ready", flush=True)
sys.stdin.readline()
material = load_content(sys.argv[1], cache=sys.argv[2])
print(len(material.questions), hash(str([*material.questions.values()])))
"""

Edit = Callable[[bytes], bytes]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Name a folder for compiled content that is not there yet."""
    return tmp_path / "cache" / "of mine"


@contextmanager
def no_yaml() -> Iterator[None]:
    """Fail where YAML is read."""

    def refuse(_: bytes, name: str) -> None:
        message = f"{name} was read"
        raise AssertionError(message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mlcareer.content.yamlfile.parse_yaml", refuse)
        yield


def compile_garden(cache: Path, folder: Path = EXAMPLE) -> Path:
    """Compile the small map and find the compiled file."""
    load_content(folder, cache=cache)
    (found,) = cache.iterdir()
    return found


def forge(file: Path, edit: Edit) -> None:
    """Change what a compiled file holds, and its hash of itself with it."""
    _, body = file.read_bytes().split(b"\n", 1)
    forged = edit(body)
    key = file.name.removeprefix("content-").removesuffix(".jsonl").encode()
    check = blake2b(forged, key=key, digest_size=16).hexdigest().encode()
    file.write_bytes(check + b"\n" + forged)


def is_same(one: Material, other: Material) -> bool:
    """Compare all that there is, with its order and the types of its values."""
    return one == other and _told(one) == _told(other)


def _told(material: Material) -> str:
    parts = (material.skill_map, material.role, material.backgrounds, material.traits)
    return repr((*parts, list(material.questions.items())))


@pytest.mark.parametrize("folder", [DATA, EXAMPLE], ids=["shipped", "garden"])
def test_compiled_content_is_the_content(folder: Path, cache: Path) -> None:
    """What is read from a compiled file equals what is read from YAML, to each question."""
    plain = load_content(folder)
    assert is_same(load_content(folder, cache=cache), plain)
    with no_yaml():
        again = load_content(folder, cache=cache)
    assert isinstance(again.questions, CompiledQuestions)
    assert is_same(again, plain)


@pytest.mark.parametrize("role", ["ml-engineer", "data-scientist", "ai-engineer"])
def test_each_role_is_compiled_with_its_content(role: str, cache: Path) -> None:
    """The role that was asked for is the one that comes, whichever was compiled before."""
    load_content(DATA, cache=cache)
    for _ in range(2):
        assert load_content(DATA, role, cache=cache).role == load_content(DATA, role).role


def test_a_role_file_of_ones_own_is_compiled_too(tmp_path: Path, cache: Path) -> None:
    """A role that is named as a file is noticed when it changes, as is the content."""
    own = tmp_path / "mine.yaml"
    text = (EXAMPLE / "roles" / "gardener.yaml").read_text(encoding="utf-8")
    for name in ("First", "Second"):
        mine = text.replace("id: gardener", "id: mine").replace("name: Gardener", f"name: {name}")
        own.write_text(mine, encoding="utf-8")
        for _ in range(2):
            assert load_content(EXAMPLE, str(own), cache=cache).role.name == name


def test_without_a_cache_nothing_is_written(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder is given, content is read from YAML and nothing is left anywhere."""
    monkeypatch.chdir(home)
    before = sorted(folder.rglob("*"))
    assert not isinstance(load_content(folder).questions, CompiledQuestions)
    assert (sorted(folder.rglob("*")), list(home.rglob("*"))) == (before, [])


def test_a_compiled_file_may_be_deleted_at_any_time(cache: Path) -> None:
    """Without the file or its folder the content is read again, and what was read stays whole."""
    compile_garden(cache)
    material = load_content(EXAMPLE, cache=cache)
    shutil.rmtree(cache)
    assert is_same(material, GARDEN)
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert compile_garden(cache).is_file()


def shipped_files() -> list[str]:
    """List the shipped files that an assessment draws on."""
    single = ["skills.yaml", "backgrounds.yaml", "people.yaml", "roles/ml-engineer.yaml"]
    return [*single, *(f"questions/{path.name}" for path in (DATA / "questions").glob("*.yaml"))]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the shipped content, for tests to change and to put back."""
    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("shipped") / "data"))


@given(data=st.data())
def test_a_changed_byte_of_any_file_is_noticed(shipped: Path, data: st.DataObject) -> None:
    """Content in which one bit differs has another key, and the same content the same again."""
    file = shipped / data.draw(st.sampled_from(shipped_files()))
    before, key = file.read_bytes(), content_key(shipped)
    at = data.draw(st.integers(0, len(before) - 1))
    changed = bytearray(before)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(changed)
    try:
        assert content_key(shipped) != key
    finally:
        file.write_bytes(before)
    assert content_key(shipped) == key != ""


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "questions" / "digging.yaml").unlink(),
        lambda folder: (folder / "questions" / "digging.yaml").rename(
            folder / "questions" / "compost.yaml"
        ),
        lambda folder: (folder / "questions" / "compost.yaml").write_text(""),
        lambda folder: (folder / "people.yaml").write_text("format: 1\n"),
        lambda folder: shutil.copy(DATA / "backgrounds.yaml", folder),
    ],
    ids=["gone", "renamed", "new", "people", "backgrounds"],
)
def test_a_file_that_comes_or_goes_is_noticed(
    folder: Path, change: Callable[[Path], object]
) -> None:
    """Content with another set of files has another key."""
    key = content_key(folder)
    change(folder)
    assert content_key(folder) != key != ""


def test_bytes_are_not_taken_for_those_of_the_next_file(folder: Path) -> None:
    """What moves from the end of a file to the beginning of the next is noticed."""
    first, second = (folder / "questions" / f"{name}.yaml" for name in ("a", "b"))
    keys = []
    for left, right in (("xy", "z"), ("x", "yz")):
        first.write_text(left, encoding="utf-8")
        second.write_text(right, encoding="utf-8")
        keys.append(content_key(folder))
    assert keys[0] != keys[1]


def test_a_change_of_content_is_seen_at_once(folder: Path, cache: Path) -> None:
    """A question that was rewritten within the same second, in the same length, comes new."""
    file = folder / "questions" / "digging.yaml"
    compile_garden(cache, folder)
    status = file.stat()
    text = file.read_text(encoding="utf-8")
    assert "spade" in text
    file.write_text(text.replace("spade", "knife"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    for _ in range(2):
        assert is_same(load_content(folder, cache=cache), load_content(folder))
    assert not is_same(load_content(folder, cache=cache), GARDEN)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the source of the program, and take it for the program that reads."""
    copy = Path(shutil.copytree(Path(compiled.__file__).parent.parent, tmp_path / "mlcareer"))
    monkeypatch.setattr(compiled, "_PROGRAM", copy)
    return copy


def test_another_version_of_the_program_compiles_anew(program: Path, cache: Path) -> None:
    """What another version compiled is not read, and makes room for what this one does."""
    old = compile_garden(cache)
    door = program / "__init__.py"
    text = door.read_text(encoding="utf-8")
    door.write_text(text.replace(f'"{__version__}"', '"99.0"'), encoding="utf-8")
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert compile_garden(cache) != old
    assert not old.exists()


@pytest.mark.parametrize("name", ["model/questions.py", "content/questions.py", "content/parts.py"])
def test_a_change_of_what_reads_content_compiles_anew(program: Path, name: str) -> None:
    """In a checkout the same version may read the same content otherwise, and that is noticed."""
    key = content_key(EXAMPLE)
    with (program / name).open("a", encoding="utf-8") as source:
        source.write("# changed\n")
    assert content_key(EXAMPLE) != key != ""


def test_a_program_without_its_source_compiles_nothing(program: Path, cache: Path) -> None:
    """Where nothing tells which version reads the content, it is read from YAML each time."""
    shutil.rmtree(program / "model")
    assert content_key(EXAMPLE) == ""
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert not cache.exists()


@given(data=st.data())
def test_a_damaged_file_never_changes_a_question(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever bits flip in a compiled file, the content is that of the YAML."""
    cache = tmp_path_factory.mktemp("cache")
    file = compile_garden(cache)
    whole = bytearray(file.read_bytes())
    places = st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4, unique=True)
    for at in data.draw(places):
        whole[at] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(whole)
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)


@given(data=st.data())
def test_a_truncated_or_longer_file_is_not_believed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A file that ends early, holds more, or holds anything else is as good as none."""
    cache = tmp_path_factory.mktemp("cache")
    file = compile_garden(cache)
    whole = file.read_bytes()
    cut = st.integers(0, len(whole) - 1).map(lambda end: whole[:end])
    longer = st.binary(min_size=1, max_size=20).map(lambda more: whole + more)
    file.write_bytes(data.draw(st.one_of(cut, longer, st.binary())))
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"[]\n",
        b"{}\n",
        b"[[], []]\n",
        b"null\n",
        b"[" * 200_000 + b"\n",
        b'[[["digging", 1e999, ["x"]]], [[{}, []], null, null, []]]\n',
        b'[[["digging", NaN, ["x"]]], 1]\n',
        b"\xff\xfe\n\xff",
    ],
    ids=range(10),
)
def test_a_forged_file_of_another_form_is_no_error(cache: Path, body: bytes) -> None:
    """A file with the right hash that holds something else gives way to the YAML."""
    forge(compile_garden(cache), lambda _: body)
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(data=st.data())
def test_a_question_of_another_form_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Where a forged value is of another type than a question has there, YAML decides."""
    cache = tmp_path_factory.mktemp("cache")
    value = data.draw(_JSON)

    def put(body: bytes) -> bytes:
        first, rows = body.split(b"\n")
        (places, content), questions = json.loads(first), json.loads(rows)
        row = data.draw(st.sampled_from(questions))
        at = data.draw(st.integers(0, len(row) - 1))
        row[at] = [value] if type(value) is type(row[at]) else value
        packed = json.dumps(questions).encode()
        places[0][1] = len(packed)
        return json.dumps([places, content]).encode() + b"\n" + packed

    forge(compile_garden(cache), put)
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)


@given(data=st.data())
def test_content_of_another_form_is_no_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Where a forged value stands anywhere in map or role, content comes and is of its types."""
    cache = tmp_path_factory.mktemp("cache")
    value = data.draw(_JSON)

    def put(body: bytes) -> bytes:
        first, rows = body.split(b"\n")
        top = json.loads(first)
        node = top[1]
        while True:
            keys = list(node) if isinstance(node, dict) else range(len(node))
            at = data.draw(st.sampled_from(list(keys)))
            if not (isinstance(node[at], list | dict) and node[at] and data.draw(st.booleans())):
                break
            node = node[at]
        node[at] = value
        return json.dumps(top).encode() + b"\n" + rows

    forge(compile_garden(cache), put)
    found = load_content(EXAMPLE, cache=cache)
    assert {type(skill.name) for skill in found.skill_map.skills.values()} <= {str}
    assert {type(demand.target) for demand in found.role.demands.values()} <= {int}


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system tells no owners")
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write_is_not_believed(cache: Path, mode: int) -> None:
    """A file that somebody else can have written is as good as none, and is replaced."""
    file = compile_garden(cache)
    forge(file, lambda body: body.replace(b"Digging", b"Cutting"))
    file.chmod(mode)
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system tells no owners")
def test_what_belongs_to_others_is_not_believed(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of another user is as good as none."""
    forge(compile_garden(cache), lambda body: body.replace(b"Digging", b"Cutting"))
    assert load_content(EXAMPLE, cache=cache).skill_map != GARDEN.skill_map
    user = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: user + 1)
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_place_of_the_file_is_not_waited_for(cache: Path) -> None:
    """Something that is no file neither holds up the program nor stays."""
    file = compile_garden(cache)
    file.unlink()
    os.mkfifo(file)
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert file.is_file()


def test_a_folder_in_place_of_the_file_is_no_error(cache: Path) -> None:
    """Where a folder stands in the way, content is read from YAML each time."""
    file = compile_garden(cache)
    file.unlink()
    file.mkdir()
    assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert list(cache.iterdir()) == [file]


@pytest.mark.parametrize("name", ["file", "file/below", "nul\0", "n" * 300])
def test_a_cache_that_cannot_be_is_no_error(tmp_path: Path, name: str) -> None:
    """Where the folder cannot be made, content is read from YAML each time."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert is_same(load_content(EXAMPLE, cache=tmp_path / name), GARDEN)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("failing", ["tempfile.mkstemp", "os.fdopen", "pathlib.Path.replace"])
def test_a_full_or_read_only_disk_is_no_error(
    cache: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """Where nothing can be written, content is read all the same and no piece is left."""
    cache.mkdir(parents=True)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(failing, fail)
        assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_still_read(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was compiled before is used where nothing more can be written."""
    compile_garden(cache)

    def fail(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", fail)
    with no_yaml():
        assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)


def test_only_own_files_are_removed(folder: Path, cache: Path) -> None:
    """Compiled files of other content and pieces of them go; what else lies there stays."""
    old = compile_garden(cache, folder)
    piece = old.with_name(f"{old.name}.a1b2c3d4")
    piece.write_bytes(b"half")
    others = ["notes.txt", "content-mine.jsonl", f"my-{old.name}", f"{old.name}.backup"]
    for name in others:
        (cache / name).write_text("mine", encoding="utf-8")
    (folder / "people.yaml").write_text("format: 1\n", encoding="utf-8")
    load_content(folder, cache=cache)
    kept = {path.name for path in cache.iterdir()}
    assert kept - {f"content-{content_key(folder)}.jsonl"} == set(others)
    assert len(kept) == len(others) + 1


def test_what_changes_while_it_is_read_is_not_compiled(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content that somebody writes to meanwhile is not kept under the hash of either state."""

    def write_and_load(place: Place) -> object:
        (folder / "people.yaml").write_text("format: 1\n", encoding="utf-8")
        return load_traits(place)

    monkeypatch.setattr(compiled, "load_traits", write_and_load)
    load_content(folder, cache=cache)
    assert not cache.exists()


def complaint(folder: Path, role: str | None, cache: Path | None) -> tuple[type, str]:
    """Read content that is not what it should be and tell the complaint."""
    with pytest.raises(MlcareerError) as caught:
        load_content(folder, role, cache=cache)
    return type(caught.value), str(caught.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("questions/digging.yaml", "format: 1\nskill: digging\nquestions:\n  - id: x\n"),
        ("questions/digging.yaml", "{"),
        ("questions/fishing.yaml", "format: 1\nskill: fishing\nquestions: []\n"),
        ("skills.yaml", "format: 1\nareas: {}\nskills: {}\n"),
        ("roles/gardener.yaml", "format: 2\n"),
        ("people.yaml", "format: 1\ntraits: 3\n"),
        ("backgrounds.yaml", "format: 1\n"),
    ],
)
def test_errors_are_those_of_the_yaml_and_are_not_compiled(
    folder: Path, cache: Path, name: str, text: str
) -> None:
    """What is wrong is told with file and line, each time, whatever was compiled before."""
    file = compile_garden(cache, folder)
    (folder / name).write_text(text, encoding="utf-8")
    plain = complaint(folder, None, None)
    assert plain[0] is ContentError
    assert f"{name}:" in plain[1]
    for _ in range(2):
        assert complaint(folder, None, cache) == plain
    assert list(cache.iterdir()) == [file]


def test_an_unknown_role_is_told_as_before(folder: Path, cache: Path) -> None:
    """A role that there is not is refused with a close match, and nothing is compiled."""
    plain = complaint(folder, "gardner", None)
    assert plain[0] is UsageError
    assert "Did you mean 'gardener'?" in plain[1]
    assert complaint(folder, "gardner", cache) == plain
    assert not cache.exists()


def test_what_is_too_large_to_be_content_is_not_hashed(folder: Path, cache: Path) -> None:
    """A file beyond the limit has no key, and the complaint is that of the YAML."""
    (folder / "people.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert content_key(folder) == ""
    assert complaint(folder, None, cache) == complaint(folder, None, None)


def test_processes_may_build_at_once(home: Path, cache: Path) -> None:
    """Of several that find nothing compiled each gets the content, and one whole file is left."""
    environment = clean_environment(home) | {"PYTHONHASHSEED": "0"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _BUILD, str(EXAMPLE), str(cache)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in processes]
    assert said == [said[0]] * 4
    assert said[0][0].startswith(f"{len(GARDEN.questions)} ")
    assert said[0][1] == ""
    assert len(list(cache.iterdir())) == 1
    with no_yaml():
        assert is_same(load_content(EXAMPLE, cache=cache), GARDEN)
