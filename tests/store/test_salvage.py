import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.errors import StoreError
from mlcareer.model.people import Event, EventKind
from mlcareer.store import salvage
from mlcareer.store.cells import cells_on
from mlcareer.store.contents import Contents, Log, count_contents
from mlcareer.store.database import DamagedError, Store
from mlcareer.store.found import Found
from mlcareer.store.merging import LOST
from mlcareer.store.pages import Pages, committed_frames
from mlcareer.store.salvage import files_of, is_damaged, read_damaged, recover
from support import rating
from support_data import FINISH, NOW, SCOPE, answer, at, held, keep, log, tick

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and locks")
SIZE = 4096
TODAY = date(2026, 11, 22)
NOTE = Event(EventKind.NOTE, "q-1-1", "why? " * 3000)
"""Too long for a page."""


def people() -> Contents:
    """Make assessments that take many pages, some rows of which go on elsewhere."""
    chance = random.Random(1)  # noqa: S311 - no secret hangs on it
    logs = []
    for number in range(3):
        said = [
            answer(f"q-{number}-{n}", chosen="x" * chance.choice([3, 80, 400])) for n in range(80)
        ]
        said[10:10] = [rating("digging", 2), NOTE]
        events = [SCOPE, *said, FINISH]
        kept = log(*enumerate(events), started=at(number)).kept
        logs.append(Log(at(number), "gardener", chance.getrandbits(32), kept))
    return Contents(tuple(logs), tuple(tick(f"digging.{n}", at(n)) for n in range(60)))


WHOLE = people()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make a sound database, as the program leaves it."""
    path = tmp_path_factory.mktemp("sound") / "mlcareer.db"
    keep(path, WHOLE)
    assert [file.name for file in path.parent.iterdir()] == ["mlcareer.db"]
    return path.read_bytes()


def told(event: Event) -> str:
    """Write an event down, its details in the same order whatever they came from."""
    return repr((event.kind, event.subject, event.value, sorted(event.detail.items())))


def said(contents: Contents) -> set[str]:
    """List all events, each with its assessment, and all changes of the plan."""
    events = {
        f"{log_.started} {one.at} {told(one.event)}" for log_ in contents.logs for one in log_.kept
    }
    return events | {repr((one.at, one.subject, dict(one.detail))) for one in contents.plan}


def read(file: bytes, wal: bytes | None = None) -> tuple[Contents, int]:
    """Read what can be read of a file, and check that nothing comes that was not there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mlcareer.db"
        path.write_bytes(file)
        if wal is not None:
            path.with_name("mlcareer.db-wal").write_bytes(wal)
        found = read_damaged(path, Path(folder))
        assert path.read_bytes() == file
    contents = found.contents("gardener")
    named = Contents(tuple(each for each in contents.logs if each.seed != LOST), contents.plan)
    assert said(named) <= said(WHOLE)
    assert {(kept.at, told(kept.event)) for each in contents.logs for kept in each.kept} <= {
        (kept.at, told(kept.event)) for each in WHOLE.logs for kept in each.kept
    }
    assert {each[:3] for each in named.logs} <= {each[:3] for each in WHOLE.logs}
    return contents, found.lost


class Rows:
    """Which rows stand on which pages of a sound database.

    Args:
        file: The database.
    """

    def __init__(self, file: bytes) -> None:
        self.count = len(file) // SIZE
        self.needs: dict[str, set[int]] = {}
        pages = Pages(file, SIZE)
        for number in range(1, self.count + 1):
            for cell in cells_on(pages.page(number), pages):
                if cell.rowid is None:
                    self.needs[repr(cell)] = {number} | self._elsewhere(
                        pages, number, len(str(cell))
                    )

    def _elsewhere(self, pages: Pages, number: int, length: int) -> set[int]:
        """Name the pages on which long rows of a page go on: all of them, to be safe."""
        if length < SIZE // 5:
            return set()
        lists = {n for n in range(1, self.count + 1) if pages.page(n)[0] not in (2, 5, 10, 13)}
        return lists - {number}

    def safe(self, damaged: set[int]) -> int:
        """Count the rows none of whose pages is damaged."""
        return sum(not (pages & damaged) for pages in self.needs.values())


@pytest.fixture(scope="module")
def rows(sound: bytes) -> Rows:
    """Find out where each event stands."""
    return Rows(sound)


def events_in(contents: Contents) -> int:
    """Count the events of all assessments."""
    return sum(len(each.kept) for each in contents.logs)


@pytest.mark.parametrize(
    ("columns", "first"), [("(a TEXT)", 4040), ("(a TEXT PRIMARY KEY) WITHOUT ROWID", 980)]
)
def test_rows_about_as_long_as_a_page_takes_are_read(
    tmp_path: Path, columns: str, first: int
) -> None:
    """Where a row begins to go on elsewhere is known to the byte, in both kinds of tables."""
    path = tmp_path / "rows.db"
    texts = [f"{length}".ljust(length, "x") for length in range(first, first + 60)]
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"CREATE TABLE t {columns}")
        db.executemany("INSERT INTO t VALUES (?)", [(text,) for text in texts])
        db.commit()
    pages = Pages(path.read_bytes(), SIZE)
    found = [
        cell.values[0]
        for number in range(2, pages.total // SIZE + 1)
        for cell in cells_on(pages.page(number), pages)
    ]
    assert sorted(map(str, found)) == sorted(texts)


def test_a_sound_file_is_read_whole(sound: bytes, rows: Rows) -> None:
    """Reading row by row what is not damaged gives all that is there, in its order."""
    assert read(sound) == (WHOLE, 0)
    assert len(rows.needs) == events_in(WHOLE)
    assert rows.safe(set()) == events_in(WHOLE)


def test_a_page_of_zeros_takes_only_its_own_rows(sound: bytes, rows: Rows) -> None:
    """Whichever page is wiped out, all rows of all other pages are recovered."""
    least = events_in(WHOLE)
    for number in range(1, rows.count + 1):
        file = sound[: (number - 1) * SIZE] + bytes(SIZE) + sound[number * SIZE :]
        contents, lost = read(file)
        assert events_in(contents) >= rows.safe({number})
        assert events_in(contents) + lost >= events_in(WHOLE) - 30
        least = min(least, events_in(contents))
    assert least < events_in(WHOLE)


@pytest.mark.parametrize("what", ["magic", "header", "page size", "schema", "random"])
def test_a_damaged_header_takes_nothing(sound: bytes, what: str) -> None:
    """Without the header, or with a wrong one, everything is recovered."""
    noise = random.Random(3).randbytes(SIZE)  # noqa: S311 - no secret hangs on it
    begins: dict[str, bytes] = {
        "magic": bytes(16),
        "header": bytes(100),
        "page size": sound[:16] + b"\x02\x00",
        "schema": sound[:100] + bytes(SIZE - 100),
        "random": noise,
    }
    begin = begins[what]
    assert read(begin + sound[len(begin) :]) == (WHOLE, 0)


def test_a_file_that_was_cut_off_keeps_what_is_before(sound: bytes, rows: Rows) -> None:
    """Cut off at any page, and within one, all rows of the pages before are recovered."""
    for number in range(rows.count + 1):
        for more in (0, 1, SIZE // 2):
            contents, _ = read(sound[: number * SIZE + more])
            gone = set(range(number + 1, rows.count + 1))
            assert events_in(contents) >= rows.safe(gone)


@pytest.mark.parametrize("share", [0.0001, 0.001, 0.01, 0.05, 0.5])
@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_take_only_their_pages(
    sound: bytes, rows: Rows, share: float, seed: int
) -> None:
    """Bytes changed all over the file: what is untouched is there, what was changed is not."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    file = bytearray(sound)
    places = [chance.randrange(len(file)) for _ in range(max(1, int(len(file) * share)))]
    for place in places:
        file[place] = chance.randrange(256)
    contents, _ = read(bytes(file))
    assert events_in(contents) >= rows.safe({place // SIZE + 1 for place in places})


@given(st.data())
def test_a_single_byte_never_makes_an_answer(sound: bytes, data: st.DataObject) -> None:
    """Whatever byte is changed to whatever else, nothing comes that was not said."""
    place = data.draw(st.integers(0, len(sound) - 1))
    byte = data.draw(st.integers(0, 255))
    contents, _ = read(sound[:place] + bytes([byte]) + sound[place + 1 :])
    assert events_in(contents) >= events_in(WHOLE) - 60


@given(st.binary(max_size=9000))
def test_any_bytes_are_read_without_a_word(noise: bytes) -> None:
    """A file of anything at all gives nothing, and no error."""
    contents, lost = read(noise, noise)
    assert (contents, lost) == (Contents(), 0)


def test_pages_in_another_order_are_read(sound: bytes, rows: Rows) -> None:
    """Rows that fit on their page are found wherever the page has gone."""
    pages = [sound[at_ : at_ + SIZE] for at_ in range(0, len(sound), SIZE)]
    contents, _ = read(b"".join(reversed(pages)))
    assert events_in(contents) >= rows.safe({0}) - 3 * 30


@pytest.mark.parametrize("size", [512, 1024, 8192, 65536])
@pytest.mark.parametrize("header", [True, False])
def test_other_page_sizes(tmp_path: Path, size: int, header: bool) -> None:
    """A file with pages of another size is read, with its header and without."""
    path = tmp_path / "mlcareer.db"
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA page_size = {size:d}")
    db.execute("VACUUM")
    db.close()
    keep(path, WHOLE)
    file = path.read_bytes()
    assert int.from_bytes(file[16:18], "big") == size % 65535
    assert read(file if header else bytes(100) + file[100:]) == (WHOLE, 0)


class Killed:
    """A database and its log as a process that was killed leaves them.

    Args:
        folder: Where to make it.
        count: How many events to keep in its log.
    """

    def __init__(self, folder: Path, count: int) -> None:
        path = folder / "mlcareer.db"
        keep(path, Contents())
        with Store(path) as store:
            self.sizes = [0]
            for at_, one in enumerate(WHOLE.logs):
                assessment = store.start(one.role, one.seed, NOW)
                for position, kept in enumerate(one.kept[:count], 1):
                    moment = NOW.fromisoformat(kept.at)
                    store.append(assessment, position, kept.event, moment)
                    self.sizes.append(path.with_name("mlcareer.db-wal").stat().st_size)
                del at_
            self.file = path.read_bytes()
            self.wal = path.with_name("mlcareer.db-wal").read_bytes()


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """Make a database whose answers stand in its log only."""
    return Killed(tmp_path_factory.mktemp("killed"), 20)


def kept_in(file: bytes, wal: bytes) -> list[str]:
    """Tell all events that can be read of a file and its log."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mlcareer.db"
        path.write_bytes(file)
        path.with_name("mlcareer.db-wal").write_bytes(wal)
        contents = read_damaged(path, Path(folder)).contents("gardener")
    return [told(kept.event) for each in contents.logs for kept in each.kept]


EXPECTED = [told(kept.event) for each in WHOLE.logs for kept in each.kept[:20]]


def test_answers_in_the_log_are_read(killed: Killed) -> None:
    """What stands in the log and not yet in the file is recovered, even without the file."""
    assert kept_in(killed.file, killed.wal) == EXPECTED
    assert sorted(kept_in(b"", killed.wal)) == sorted(EXPECTED)
    assert sorted(kept_in(b"My diary", killed.wal)) == sorted(EXPECTED)


def test_a_log_without_its_beginning_is_read(killed: Killed) -> None:
    """Garbage in place of the header of the log costs no answer."""
    noise = random.Random(5).randbytes(32)  # noqa: S311 - no secret hangs on it
    assert sorted(kept_in(killed.file, noise + killed.wal[32:])) == sorted(EXPECTED)
    assert sorted(kept_in(killed.file, bytes(32) + killed.wal[32:])) == sorted(EXPECTED)


@pytest.mark.parametrize("frame", range(0, 60, 7))
def test_a_broken_frame_takes_at_most_its_own_rows(killed: Killed, frame: int) -> None:
    """After a frame that is broken SQLite reads nothing; here all the others are read."""
    begin = 32 + frame * (SIZE + 24) + 24
    wal = killed.wal[:begin] + bytes(SIZE) + killed.wal[begin + SIZE :]
    found = kept_in(killed.file, wal)
    assert set(found) <= set(EXPECTED)
    assert len(found) >= len(EXPECTED) - 1


def test_what_was_not_committed_is_not_read(killed: Killed) -> None:
    """Frames behind the last commit hold what was never said to be kept."""
    frames = committed_frames(killed.wal, SIZE)
    last = frames[-1]
    assert last.commits
    length = SIZE + 24
    for cut in range(1, 6):
        shorter = killed.wal[: 32 + (len(frames) - cut) * length]
        assert set(kept_in(killed.file, shorter)) <= set(EXPECTED)
        assert all(one.commits for one in committed_frames(shorter, SIZE)[-1:])


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=60))
def test_a_spoilt_log_never_makes_an_answer(killed: Killed, place: int, noise: bytes) -> None:
    """Whatever is changed in the log, nothing comes that was not said."""
    wal = bytearray(killed.wal)
    place %= len(wal)
    wal[place : place + len(noise)] = noise
    assert set(kept_in(killed.file, bytes(wal[: len(killed.wal)]))) <= set(EXPECTED)


def test_an_old_row_is_read_too(tmp_path: Path) -> None:
    """Rows of older versions, which have no check number, are read where they are as written."""
    path = tmp_path / "mlcareer.db"
    keep(path, Contents((log((0, SCOPE), (1, rating("digging", 2))),), (tick("digging.1"),)))
    db = sqlite3.connect(path)
    db.execute("UPDATE event SET detail = '{\"budget\": 20}' WHERE position = 1")
    db.execute("UPDATE event SET detail = '{}' WHERE position = 2")
    db.execute('UPDATE plan_event SET detail = \'{"on": "2026-01-02"}\'')
    db.commit()
    db.close()
    found = read_damaged(path, tmp_path).contents("gardener")
    assert found == held(path)
    db = sqlite3.connect(path)
    db.execute("UPDATE event SET detail = '{\"budget\":20}' WHERE position = 1")
    db.execute("UPDATE event SET value = '7' WHERE position = 2")
    db.commit()
    db.close()
    assert events_in(read_damaged(path, tmp_path).contents("gardener")) == 0


def test_an_assessment_without_its_beginning(sound: bytes) -> None:
    """Where only events are left, they make an assessment of the usual role."""
    pages = Pages(sound, SIZE)
    (number,) = (
        n
        for n in range(2, len(sound) // SIZE + 1)
        if any(len(cell.values) == 4 for cell in cells_on(pages.page(n), pages))
    )
    file = sound[: (number - 1) * SIZE] + bytes(SIZE) + sound[number * SIZE :]
    contents, lost = read(file)
    assert [(each.role, each.seed) for each in contents.logs] == [("gardener", LOST)] * 3
    assert [each.started for each in contents.logs] == [each.kept[0].at for each in WHOLE.logs]
    assert [each.kept for each in contents.logs] == [each.kept for each in WHOLE.logs]
    assert lost == 0


def test_an_altered_assessment_is_noticed(tmp_path: Path) -> None:
    """A role or start that was changed on the disk is not taken for what it was."""
    path = tmp_path / "mlcareer.db"
    keep(path, Contents((log((0, SCOPE)),)))
    db = sqlite3.connect(path)
    db.execute("UPDATE assessment SET role = 'gardenes'")
    db.commit()
    db.close()
    assert is_damaged(path)
    (found,) = read_damaged(path, tmp_path).contents("usual").logs
    assert (found.role, found.seed) == ("usual", LOST)


def test_gaps_are_counted_and_closed(tmp_path: Path, sound: bytes, rows: Rows) -> None:
    """Rows that are missing in between are told, and positions go up by one without them."""
    path = tmp_path / "mlcareer.db"
    number = max(rows.needs.items(), key=lambda item: min(item[1]))[1]
    page = min(number)
    path.write_bytes(sound[: (page - 1) * SIZE] + bytes(SIZE) + sound[page * SIZE :])
    recovery = recover(path, TODAY, "gardener")
    missing = events_in(WHOLE) - events_in(recovery.contents)
    assert missing > 0
    assert recovery.lost <= missing
    db = sqlite3.connect(path)
    for count, last in db.execute("SELECT count(*), max(position) FROM event GROUP BY assessment"):
        assert count == last
    db.close()
    assert held(path) == recovery.contents


def spoil(path: Path, sound: bytes) -> bytes:
    """Make a damaged database; returns its bytes."""
    broken = bytes(SIZE) + sound[SIZE:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(broken)
    return broken


def events_of(contents: Contents) -> list[str]:
    """Write down all events of all assessments, in order."""
    return [told(kept.event) for each in contents.logs for kept in each.kept]


def test_the_damaged_file_is_kept_as_it_was(tmp_path: Path, killed: Killed) -> None:
    """File and log are kept aside byte by byte, and a new database is in their place."""
    path = tmp_path / "mlcareer.db"
    broken = spoil(path, killed.file)
    path.with_name("mlcareer.db-wal").write_bytes(killed.wal)
    path.with_name("mlcareer.db-shm").write_bytes(b"old")
    recovery = recover(path, TODAY, "gardener")
    assert recovery.aside == tmp_path / "mlcareer.damaged-2026-11-22.db"
    assert recovery.aside.read_bytes() == broken
    assert (tmp_path / "mlcareer.damaged-2026-11-22.db-wal").read_bytes() == killed.wal
    assert {file.name for file in tmp_path.iterdir()} == {
        *("mlcareer.db", "mlcareer.damaged-2026-11-22.db", "mlcareer.damaged-2026-11-22.db-wal"),
    }
    assert not is_damaged(path)
    assert events_of(held(path)) == EXPECTED
    assert set(files_of(path)) == set(tmp_path.iterdir())


def test_nothing_that_is_kept_aside_is_written_over(tmp_path: Path, sound: bytes) -> None:
    """A second damage on the same day gets another name; the same file again does not."""
    path = tmp_path / "mlcareer.db"
    for number in range(3):
        spoil(path, sound)
        path.write_bytes(path.read_bytes() + bytes(number))
        recover(path, TODAY, "gardener")
        spoil(path, sound)
        path.write_bytes(path.read_bytes() + bytes(number))
        recover(path, TODAY, "gardener")
    assert sorted(file.name for file in tmp_path.glob("*damaged*")) == [
        "mlcareer.damaged-2026-11-22-2.db",
        "mlcareer.damaged-2026-11-22-3.db",
        "mlcareer.damaged-2026-11-22.db",
    ]


@pytest.mark.parametrize("text", [b"My diary\n" * 20, b"\0" * 9000, b"x"])
def test_a_file_that_is_none_of_ours(tmp_path: Path, text: bytes) -> None:
    """Where nothing can be read the file is kept aside, and no database stands in its place."""
    path = tmp_path / "mlcareer.db"
    path.write_bytes(text)
    recovery = recover(path, TODAY, "gardener")
    assert recovery.contents == Contents()
    assert recovery.aside.read_bytes() == text
    assert not path.exists()


STEPS = ("_copy", "read_damaged", "_make")


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_on_the_way_loses_nothing(
    tmp_path: Path, killed: Killed, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A full disk at any step leaves the files as they were, and it can be done again."""
    path = tmp_path / "mlcareer.db"
    broken = spoil(path, killed.file)
    path.with_name("mlcareer.db-wal").write_bytes(killed.wal)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(salvage, step, fail)
        with pytest.raises(StoreError, match=r"No space left on device\. Nothing was lost"):
            recover(path, TODAY, "gardener")
    assert path.read_bytes() == broken
    assert path.with_name("mlcareer.db-wal").read_bytes() == killed.wal
    recovery = recover(path, TODAY, "gardener")
    assert events_of(recovery.contents) == EXPECTED
    assert len(list(tmp_path.glob("*damaged*.db"))) == 1


def test_an_end_between_the_last_steps_loses_nothing(
    tmp_path: Path, killed: Killed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the log is gone and the new file not yet there, the copy has both, and is used."""
    path = tmp_path / "mlcareer.db"
    path.write_bytes(bytes(SIZE) + killed.file[SIZE:])
    path.with_name("mlcareer.db-wal").write_bytes(killed.wal)

    class EndError(BaseException):
        """The machine failed."""

    def end(*_: object) -> None:
        raise EndError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", end)
        with pytest.raises(EndError):
            recover(path, TODAY, "gardener")
    assert not path.with_name("mlcareer.db-wal").exists()
    recovery = recover(path, TODAY, "gardener")
    assert events_of(recovery.contents) == EXPECTED
    assert len(list(tmp_path.glob("*damaged*.db"))) == 1


@POSIX
def test_a_database_that_is_open_is_left_alone(tmp_path: Path, home: Path) -> None:
    """While another process has it open, nothing is put in its place."""
    del home
    path = tmp_path / "mlcareer.db"
    keep(path, WHOLE)
    reader, writer = os.pipe()
    back, forth = os.pipe()
    child = os.fork()
    if not child:
        db = sqlite3.connect(path)
        db.execute("SELECT count(*) FROM event").fetchone()
        os.write(writer, b".")
        os.read(back, 1)
        os._exit(0)
    os.read(reader, 1)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="open in another mlcareer"):
        recover(path, TODAY, "gardener")
    assert path.read_bytes() == before
    os.write(forth, b".")
    os.waitpid(child, 0)
    assert recover(path, TODAY, "gardener").contents == WHOLE


def damages(sound: bytes) -> Iterator[tuple[str, bytes]]:
    """Damage a file in several ways that a command has to notice."""
    yield "header", bytes(100) + sound[100:]
    yield "schema", sound[:100] + bytes(SIZE - 100) + sound[SIZE:]
    yield "cut off", sound[: len(sound) // 2]
    yield "a byte short", sound[:-1]
    yield "text", b"My diary\n" * 400
    for number in range(1, 6):
        yield f"page {number}", sound[: number * SIZE] + bytes(SIZE) + sound[(number + 1) * SIZE :]
    place = sound.rindex(b'"skill": "digging"') + 12
    yield "a letter", sound[:place] + b"D" + sound[place + 1 :]
    yield "version", sound[:60] + b"\x80\0\0\0" + sound[64:]


def test_damage_is_noticed_and_nothing_is_touched(tmp_path: Path, sound: bytes) -> None:
    """Every such file is refused with the remedy in one line, and stays as it is."""
    path = tmp_path / "mlcareer.db"
    for name, file in damages(sound):
        path.write_bytes(file)
        assert is_damaged(path), name
        with pytest.raises(DamagedError, match="mlcareer data recover") as caught:
            held(path)
        assert "\n" not in str(caught.value)
        assert path.read_bytes() == file
        assert [one.name for one in tmp_path.iterdir()] == ["mlcareer.db"]


def test_damage_leaves_the_log_where_it_is(tmp_path: Path, killed: Killed) -> None:
    """A damaged file is not changed even where a log waits to be taken in."""
    path = tmp_path / "mlcareer.db"
    keep(path, WHOLE)
    with Store(path) as store:
        latest = store.latest()
        assert latest is not None
        store.append(latest, len(WHOLE.logs[-1].kept) + 1, FINISH, NOW)
        whole, one_more = path.read_bytes(), path.with_name("mlcareer.db-wal").read_bytes()
    broken = whole[: 10 * SIZE] + bytes(SIZE) + whole[11 * SIZE :]
    for wal, file in (
        (one_more, broken),
        (b"x" * 5000, killed.file),
        (killed.wal, b""),
        (killed.wal[:20000] + bytes(SIZE) + killed.wal[20000 + SIZE :], killed.file),
        (killed.wal[:100] + b"x" * 50 + killed.wal[150:], killed.file),
    ):
        path.write_bytes(file)
        path.with_name("mlcareer.db-wal").write_bytes(wal)
        with pytest.raises(DamagedError):
            held(path)
        assert path.read_bytes() == file
        assert path.with_name("mlcareer.db-wal").read_bytes() == wal
        path.with_name("mlcareer.db-shm").unlink(missing_ok=True)


def test_a_sound_database_is_not_damaged(tmp_path: Path, killed: Killed, sound: bytes) -> None:
    """A whole file, one with its log, one just begun, and none at all are sound."""
    path = tmp_path / "mlcareer.db"
    path.write_bytes(sound)
    assert not is_damaged(path)
    path.write_bytes(killed.file)
    path.with_name("mlcareer.db-wal").write_bytes(killed.wal)
    assert not is_damaged(path)
    path.with_name("mlcareer.db-wal").write_bytes(bytes(32))
    assert not is_damaged(path)
    path.with_name("mlcareer.db-wal").unlink(missing_ok=True)
    path.write_bytes(b"")
    assert not is_damaged(path)


def test_counts_are_told_without_a_trace(tmp_path: Path, killed: Killed, sound: bytes) -> None:
    """How much a file holds is told, with a log and without, and None where it is damaged."""
    path = tmp_path / "mlcareer.db"
    assert count_contents(path) == (0, 0, 0)
    path.write_bytes(sound)
    assert count_contents(path) == (3, 240, 60)
    assert [file.name for file in tmp_path.iterdir()] == ["mlcareer.db"]
    path.write_bytes(bytes(SIZE) + sound[SIZE:])
    assert count_contents(path) is None
    path.write_bytes(killed.file)
    path.with_name("mlcareer.db-wal").write_bytes(killed.wal)
    assert count_contents(path) == (3, 17 * 3, 0)


def test_rows_of_other_shapes_are_passed_over(sound: bytes) -> None:
    """Rows with impossible numbers, words or times are none."""
    found = Found()
    pages = Pages(sound, SIZE)
    cells = [cell for number in range(2, 20) for cell in cells_on(pages.page(number), pages)]
    change: dict[str, Callable[[tuple[object, ...]], tuple[object, ...]]] = {
        "shorter": lambda values: values[:-1],
        "nothing": lambda values: (None,) * len(values),
        "texts": lambda values: ("x",) * len(values),
        "bytes": lambda values: (b"x",) * len(values),
        "negative": lambda values: (-1, *values[1:]),
        "other time": lambda values: (*values[:2], "soon", *values[3:]),
    }
    for alter in change.values():
        for cell in cells:
            found.take(cell._replace(values=alter(cell.values)))  # type: ignore[arg-type]
    contents = found.contents("gardener")
    assert (events_in(contents), contents.plan) == (0, ())


@POSIX
def test_a_folder_that_cannot_be_written(tmp_path: Path, sound: bytes) -> None:
    """Where the copy cannot be made, the message says so, and nothing is changed."""
    path = tmp_path / "full" / "mlcareer.db"
    spoil(path, sound)
    aside = path.with_name("mlcareer.damaged-2026-11-22.db.part")
    aside.mkdir()
    with pytest.raises(StoreError, match="Nothing was lost"):
        recover(path, TODAY, "gardener")
    assert path.exists()
    shutil.rmtree(aside)
