import random
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confined import CANNOT_CONFINE, run_limited, run_ordinary
from mlcareer.errors import ExitCode, StoreError
from mlcareer.model.people import Event, EventKind
from mlcareer.store.database import Store, schema_version
from support import clean_environment, rating

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and limits")

numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
events = st.builds(
    Event,
    st.sampled_from(EventKind),
    st.text(),
    st.text(),
    st.dictionaries(st.text(), st.text() | numbers, max_size=4),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a database in a folder that is not there yet."""
    return tmp_path / "home" / "mlcareer.db"


def fill(path: Path, count: int = 3) -> tuple[Event, ...]:
    """Make a database with an assessment of so many ratings."""
    written = tuple(rating(f"skill-{at}", at % 5) for at in range(count))
    with Store(path) as store:
        assessment = store.start("gardener", 7, NOW)
        for position, event in enumerate(written, 1):
            store.append(assessment, position, event, NOW)
    return written


def read(path: Path, *, read_only: bool = False) -> tuple[Event, ...]:
    """Read the latest log."""
    with Store(path, read_only=read_only) as store:
        assessment = store.latest()
        return store.events(assessment) if assessment else ()


def refusal(path: Path, *, read_only: bool = False) -> str:
    """Open and read a database that must be refused in one line, and stay as it is."""
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        read(path, read_only=read_only)
    assert path.read_bytes() == before
    assert read_only or list(path.parent.iterdir()) == [path]
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def set_version(path: Path, version: int) -> None:
    """Claim another version of the form."""
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {version:d}")
    db.close()


@given(st.lists(events, max_size=5))
def test_events_come_back_as_written(written: list[Event]) -> None:
    """Any text, number and kind of event is read as it was written."""
    with tempfile.TemporaryDirectory() as folder:
        with Store(Path(folder) / "mlcareer.db") as store:
            assessment = store.start("gardener", 1, NOW)
            for position, event in enumerate(written, 1):
                store.append(assessment, position, event, NOW)
            assert store.events(assessment) == tuple(written)
        assert read(Path(folder) / "mlcareer.db") == tuple(written)


def test_events_are_ordered_by_position(path: Path) -> None:
    """The log is read in the order of positions, whatever the order of writing."""
    positions = list(range(1, 30))
    random.Random(1).shuffle(positions)  # noqa: S311 - no secret hangs on it
    with Store(path) as store:
        assessment = store.start("gardener", 1, NOW)
        for position in positions:
            store.append(assessment, position, rating("digging", position), NOW)
        values = [event.value for event in store.events(assessment)]
    assert values == [str(position) for position in range(1, 30)]


def test_events_are_read_with_the_time_of_each(path: Path) -> None:
    """The time at which an event was kept comes back with its zone, in the order of the log."""
    summer = timezone(timedelta(hours=2))
    times = [NOW, datetime(2026, 7, 1, 23, 59, 59, 999, tzinfo=summer), NOW]
    with Store(path) as store:
        assessment = store.start("gardener", 1, NOW)
        for position, now in enumerate(times, 1):
            store.append(assessment, position, rating("digging", position), now)
        kept = store.kept(assessment)
        assert tuple(event for _, event in kept) == store.events(assessment)
    assert [at for at, _ in kept] == [
        "2026-01-02T03:04:05+00:00",
        "2026-07-01T23:59:59+02:00",
        "2026-01-02T03:04:05+00:00",
    ]
    assert [event.value for _, event in kept] == ["1", "2", "3"]


def test_assessments_are_kept_apart(path: Path) -> None:
    """A second assessment becomes the latest and leaves the first one as it was."""
    with Store(path) as store:
        assert store.latest() is None
        first = store.start("gardener", 1, NOW)
        store.append(first, 1, rating("digging", 1), NOW)
        second = store.start("gardener", 2**63 - 1, NOW)
        store.append(second, 1, rating("digging", 4), NOW)
        assert store.latest() == second
        assert store.events(first) == (rating("digging", 1),)
        assert store.events(second) == (rating("digging", 4),)


def test_questions_of_earlier_assessments_are_listed(path: Path) -> None:
    """Each question answered in an assessment started earlier is named once, and nothing else."""
    asked = (("clay",), ("clay", "beds"), ("wet",))
    with Store(path) as store:
        assessments = [store.start("gardener", seed, NOW) for seed in range(3)]
        for assessment, questions in zip(assessments, asked, strict=True):
            written = [rating("digging", 2), Event(EventKind.FINISH, "assessment", "done")]
            written += [Event(EventKind.ANSWER, id_, "right") for id_ in questions]
            for position, event in enumerate(written, 1):
                store.append(assessment, position, event, NOW)
        found = [store.asked_before(assessment) for assessment in assessments]
    assert found == [set(), {"clay"}, {"clay", "beds"}]


def test_tables_are_strict(path: Path) -> None:
    """Every table refuses values of another type than declared."""
    fill(path)
    db = sqlite3.connect(path)
    tables = {
        row[1]: row[5] for row in db.execute("PRAGMA table_list") if not row[1].startswith("sqlite")
    }
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        db.execute("INSERT INTO assessment (started, role, seed) VALUES ('now', 'r', 'many')")
    db.close()
    assert tables == {"assessment": 1, "event": 1, "plan_event": 1}


def test_file_carries_its_version_and_a_write_ahead_log(path: Path) -> None:
    """The file says which version of its form it is, and is in write-ahead mode."""
    fill(path)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (schema_version(),)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_newer_version_is_refused(path: Path, read_only: bool) -> None:
    """A database of a newer program is not touched, and the message says what to do."""
    fill(path)
    set_version(path, schema_version() + 1)
    message = refusal(path, read_only=read_only)
    assert "newer" in message
    assert "untouched" in message
    assert "upgrade mlcareer" in message


def test_older_version_that_cannot_be_written_is_refused(path: Path) -> None:
    """A database that would have to be brought up to date is not opened for reading only."""
    fill(path)
    set_version(path, 0)
    assert "older form" in refusal(path, read_only=True)


def test_empty_file_is_a_new_database(path: Path) -> None:
    """A file of no bytes, as a crash at the very start leaves it, holds nothing to lose."""
    path.parent.mkdir()
    path.touch()
    assert read(path) == ()
    assert fill(path) == read(path)


@pytest.mark.parametrize(
    "content",
    [
        b"no",
        b"\0" * 100,
        b"# Shopping\n\nmilk\n",
        b"SQLite format 2\0" + bytes(4080),
        b"\xff" * 9000,
    ],
    ids=["two-bytes", "zeros", "text", "other-format", "large"],
)
def test_garbage_is_refused(path: Path, content: bytes) -> None:
    """A file that is no database is left alone."""
    path.parent.mkdir()
    path.write_bytes(content)
    assert "move it away" in refusal(path)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5, 0.9, 1.0])
def test_truncated_database_is_refused(path: Path, share: float) -> None:
    """A file that lost its end, were it one byte, is refused in one line and left alone."""
    fill(path, 200)
    whole = path.read_bytes()
    path.write_bytes(whole[: min(int(len(whole) * share), len(whole) - 1)])
    assert "damaged" in refusal(path)


def test_position_that_is_taken_raises_and_keeps_the_first(path: Path) -> None:
    """Two that answer at once cannot overwrite each other."""
    with Store(path) as one, Store(path) as two:
        assessment = one.start("gardener", 1, NOW)
        one.append(assessment, 1, rating("digging", 1), NOW)
        with pytest.raises(StoreError, match="Another mlcareer is answering"):
            two.append(assessment, 1, rating("digging", 4), NOW)
        two.append(assessment, 2, rating("compost", 2), NOW)
        assert one.events(assessment) == (rating("digging", 1), rating("compost", 2))


def test_two_stores_see_each_others_writes(path: Path) -> None:
    """Two stores on one file read at once what the other one wrote."""
    with Store(path) as one, Store(path) as two:
        for position in range(1, 21):
            writer, reader = (one, two) if position % 2 else (two, one)
            assessment = writer.latest() or writer.start("gardener", 1, NOW)
            writer.append(assessment, position, rating("digging", position), NOW)
            assert len(reader.events(assessment)) == position


@POSIX
@pytest.mark.parametrize(("end", "first", "count"), [("", 0x40000002, 510), ("-shm", 128, 1)])
@pytest.mark.parametrize("read_only", [False, True])
def test_locks_outlast_whoever_else_opens_the_file(
    path: Path, end: str, first: int, count: int, *, read_only: bool
) -> None:
    """A store that is open keeps its locks when this process opens and closes another one.

    Without them another process takes the log away from under its feet. Which bytes are
    locked stands in https://www.sqlite.org/fileformat2.html and walformat.html.
    """
    take = "import fcntl, sys\nwith open(sys.argv[1], 'rb+') as file:\n    fcntl.lockf("
    take += f"file, fcntl.LOCK_EX | fcntl.LOCK_NB, {count}, {first})"
    fill(path)
    with Store(path) as store:
        store.start("gardener", 7, NOW)
        Store(path, read_only=read_only).__exit__()
        command = [sys.executable, "-c", take, f"{path}{end}"]
        taken = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    assert "BlockingIOError" in taken.stderr


def test_each_event_is_committed_at_once(path: Path) -> None:
    """Another connection sees an event as soon as append returned."""
    with Store(path) as store:
        assessment = store.start("gardener", 1, NOW)
        other = sqlite3.connect(path)
        for position in range(1, 4):
            store.append(assessment, position, rating("digging", position), NOW)
            assert other.execute("SELECT count(*) FROM event").fetchone() == (position,)
        other.close()


def test_locked_database_is_explained(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program holds the file, the message says so and nothing is written."""
    fill(path)
    monkeypatch.setattr("mlcareer.store.database._BUSY_SECONDS", 0.0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store(path) as store:
        assessment = store.latest()
        assert assessment is not None
        with pytest.raises(StoreError, match="Another program is using it"):
            store.append(assessment, 4, rating("digging", 1), NOW)
        other.execute("ROLLBACK")
        other.close()
        assert len(store.events(assessment)) == 3


def test_read_only_store_reads_and_does_not_write(path: Path) -> None:
    """A store opened for reading shows the log and refuses to add to it."""
    written = fill(path)
    with Store(path, read_only=True) as store:
        assessment = store.latest()
        assert assessment is not None
        assert store.events(assessment) == written
        with pytest.raises(StoreError, match="cannot be written"):
            store.append(assessment, 4, rating("digging", 1), NOW)
    assert read(path) == written


_OPEN = """
import sys
from pathlib import Path
from mlcareer.errors import StoreError
from mlcareer.store.database import Store
folder, me, other = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
for number in range(200):
    (folder / f"{number}.{me}").touch()
    while not (folder / f"{number}.{other}").exists():
        pass  # both go on in the same moment
    try:
        with Store(folder / str(number) / "mlcareer.db") as store:
            print("version", store.version())
    except StoreError as error:
        print(str(error).replace(str(folder / str(number)), ""))
"""


def test_migration_runs_once_when_two_processes_race(home: Path) -> None:
    """Two processes that create the database at the same moment both succeed."""
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", _OPEN, str(home), *names],
            stdout=subprocess.PIPE,
            text=True,
            env=clean_environment(home),
        )
        for names in (("one", "two"), ("two", "one"))
    ]
    try:
        said = [racer.communicate(timeout=60)[0] for racer in racers]
    finally:
        for racer in racers:
            racer.kill()
    assert set("".join(said).splitlines()) == {f"version {schema_version()}"}


def test_what_another_process_did_meanwhile_is_not_done_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever saw an old form, and comes second to bring it up to date, finds all as it is."""
    look = Store.version

    def look_too_early(store: Store) -> int:
        found = look(store)
        monkeypatch.setattr(Store, "version", look)
        fill(path)
        return found

    monkeypatch.setattr(Store, "version", look_too_early)
    assert len(read(path)) == 3


_APPEND = """
import os, sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from mlcareer.errors import StoreError
from mlcareer.model.people import Event, EventKind
from mlcareer.store.database import Store
try:
    store = Store(Path(sys.argv[1]))
    assessment = store.latest() or store.start("gardener", 1, datetime.now(UTC))
    so_far = len(store.events(assessment))
    for position in range(so_far + 1, so_far + 1 + int(sys.argv[2])):
        event = Event(EventKind.RATING, f"skill-{position}", "2", {"filler": "x" * 200})
        store.append(assessment, position, event, datetime.now(UTC))
        os.write(1, b".")
except StoreError as error:
    sys.stderr.write(f"{error}\\n")
    sys.stderr.flush()
    os._exit(2)
os._exit(0)
"""


def test_events_survive_a_sudden_end(home: Path, path: Path) -> None:
    """What was appended is there after the process vanished without closing anything."""
    for so_far in (3, 6):
        subprocess.run(
            [sys.executable, "-c", _APPEND, str(path), "3"],
            check=True,
            stdout=subprocess.DEVNULL,
            env=clean_environment(home),
        )
        assert len(read(path)) == so_far


@POSIX
def test_full_disk_loses_nothing(home: Path, path: Path) -> None:
    """Where the disk fills up, the event that did not fit is refused and the others stay."""
    fill(path, 1)
    done = run_limited("-c", _APPEND, str(path), "2000", home=home, size=100_000)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr
    acknowledged = len(done.stdout)
    assert 0 < acknowledged < 2000
    assert len(read(path)) == 1 + acknowledged


@POSIX
@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_read_only_place_is_refused_for_writing(home: Path, path: Path, what: str) -> None:
    """A file or folder that may not be written is explained, and stays as it was."""
    written = fill(path)
    before = path.read_bytes()
    locked = {"file": [path], "folder": [path.parent], "both": [path, path.parent]}[what]
    modes = {place: place.stat().st_mode for place in locked}
    for place in locked:
        place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        done = run_ordinary("-c", _APPEND, str(path), "1", home=home)
    finally:
        for place, mode in modes.items():
            place.chmod(mode)
    if done.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot be refused here")
    assert done.returncode == ExitCode.USAGE, done.stderr
    assert done.stderr.count("\n") == 1
    assert "MLCAREER_HOME" in done.stderr
    assert path.read_bytes() == before
    assert read(path) == written
