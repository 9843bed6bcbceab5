import random
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.store.contents import Contents
from mlcareer.store.database import Store
from mlcareer.store.salvage import is_damaged, read_damaged
from support import clean_environment
from support_data import NOW, answer, events_of, held, keep, log, tick

STRACE = shutil.which("strace")
SIZE = 4096
FRAME = SIZE + 24
HEADER = 32


class Moment(NamedTuple):
    """The files as they are after an answer was acknowledged.

    Attributes:
        said: How many answers were.
    """

    said: int
    file: bytes
    wal: bytes


def question(number: int) -> str:
    """Name a question; some rows are large, so that the log is taken in now and then."""
    return f"q-{number}"


class Moments(list[Moment]):
    """Moments that hypothesis shows by their number, as all of their bytes would be too much."""

    def __repr__(self) -> str:
        return f"{len(self)} moments"


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """Answer many questions, and copy the files after each answer."""
    path = tmp_path_factory.mktemp("power") / "mlcareer.db"
    keep(
        path, Contents((log(*((n, answer(f"old-{n}")) for n in range(60))),), (tick("digging.1"),))
    )
    found = []
    with Store(path) as store:
        store._db.execute("PRAGMA wal_autocheckpoint = 40")  # noqa: SLF001 - usually 1000 pages
        assessment = store.start("gardener", 9, NOW)
        for number in range(1, 61):
            one = answer(question(number), chosen="x" * (6000 if number % 10 == 3 else 40))
            store.append(assessment, number, one, NOW)
            wal = path.with_name("mlcareer.db-wal").read_bytes()
            found.append(Moment(number, path.read_bytes(), wal))
    sizes = [len(moment.file) for moment in found]
    assert sizes[0] < sizes[-1], "the log was never taken in"
    return Moments(found)


def expected(moment: Moment) -> list[str]:
    """List the answers that were acknowledged, in order."""
    old = [f"old-{n}" for n in range(60)]
    return [*old, *(question(number) for number in range(1, moment.said + 1))]


def found_after(file: bytes, wal: bytes) -> list[str]:
    """Start the program on files as they were left, and list the answers that it knows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mlcareer.db"
        path.write_bytes(file)
        path.with_name("mlcareer.db-wal").write_bytes(wal)
        (Path(folder) / "scratch").mkdir()
        salvaged = read_damaged(path, Path(folder) / "scratch").contents("gardener")
        assert not is_damaged(path)
        known = held(path)
    names = [event.subject for event in events_of(known)]
    assert [event.subject for event in events_of(salvaged)][: len(names)] == names
    return names


def end_of_last_commit(wal: bytes) -> int:
    """Find where the last transaction ends that belongs to the run under way."""
    salt = wal[16:24]
    end = HEADER
    for start in range(HEADER, len(wal) - FRAME + 1, FRAME):
        if wal[start + 8 : start + 16] == salt and unpack_from(">I", wal, start + 4)[0]:
            end = start + FRAME
    return end


def test_a_copy_at_any_moment_has_every_acknowledged_answer(moments: list[Moment]) -> None:
    """Whenever power fails between two answers, all that were acknowledged are there."""
    for moment in moments:
        assert found_after(moment.file, moment.wal) == expected(moment)


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_a_log_of_which_only_the_beginning_was_written_costs_nothing(
    moments: list[Moment], cut: int
) -> None:
    """Where the log began anew and not even its header arrived, the file has everything."""
    begun = [
        (moment, following)
        for moment, following in pairwise(moments)
        if following.wal[:24] != moment.wal[:24]
    ]
    assert begun
    for moment, following in begun:
        assert found_after(moment.file, following.wal[:cut]) == expected(moment)


@given(st.integers(0, 58), st.floats(0, 1, exclude_max=True))
def test_an_unfinished_end_of_the_log_costs_nothing(
    moments: list[Moment], at_: int, share: float
) -> None:
    """Cut anywhere within what was being written next, the log has all that was acknowledged."""
    moment, following = moments[at_ : at_ + 2]
    end = end_of_last_commit(moment.wal)
    if following.wal[:end] != moment.wal[:end]:
        # The log began anew, as all of it stands in the file.
        end = 0
    last = end_of_last_commit(following.wal)
    cut = end + int(share * (last - end))
    assert found_after(moment.file, following.wal[:cut]) == expected(moment)


@given(st.integers(0, 58), st.sets(st.integers(0, 80), min_size=1))
def test_torn_writes_behind_the_last_commit_cost_nothing(
    moments: list[Moment], at_: int, lost: set[int]
) -> None:
    """Where only some sectors of what was written next arrived, nothing acknowledged is lost."""
    moment, following = moments[at_ : at_ + 2]
    end = end_of_last_commit(moment.wal)
    if following.wal[:end] != moment.wal[:end]:
        end = 0
    last = end_of_last_commit(following.wal)
    wal = bytearray(following.wal[:last])
    for number in lost:
        sector = range(end, last, 512)[number % len(range(end, last, 512))]
        wal[sector : min(sector + 512, last)] = bytes(min(sector + 512, last) - sector)
    found = found_after(moment.file, bytes(wal))
    assert found in (expected(moment), expected(following))


@given(st.integers(0, 59), st.integers(0, 2**32))
def test_a_log_that_was_being_taken_in_costs_nothing(
    moments: list[Moment], at_: int, seed: int
) -> None:
    """With any of the pages of the log copied to the file already, all answers are there."""
    moment = moments[at_]
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    file = bytearray(moment.file)
    salt = moment.wal[16:24]
    for start in range(HEADER, end_of_last_commit(moment.wal), FRAME):
        page = unpack_from(">I", moment.wal, start)[0] - 1
        if moment.wal[start + 8 : start + 16] == salt and chance.random() < 0.5:
            file.extend(bytes(max(0, (page + 1) * SIZE - len(file))))
            file[page * SIZE : (page + 1) * SIZE] = moment.wal[start + 24 : start + FRAME]
    assert found_after(bytes(file), moment.wal) == expected(moment)


_ANSWER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from mlcareer.model.people import Event, EventKind
from mlcareer.store.database import Store
with Store(Path(sys.argv[1])) as store:
    assessment = store.start("gardener", 1, datetime.now(UTC))
    for position in range(1, 6):
        event = Event(EventKind.RATING, "digging", "2")
        store.append(assessment, position, event, datetime.now(UTC))
        os.write(1, b"kept\\n")
"""


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_an_answer_is_on_the_disk_before_it_is_acknowledged(home: Path) -> None:
    """Between writing to the log and saying so, the log is flushed to the disk each time."""
    assert STRACE
    path, trace = home / "mlcareer.db", home / "trace"
    keep(path, Contents())
    calls = "trace=write,pwrite64,fsync,fdatasync"
    done = subprocess.run(
        [STRACE, "-y", "-o", trace, "-e", calls, sys.executable, "-c", _ANSWER, path],
        capture_output=True,
        text=True,
        env=clean_environment(home),
        check=False,
        timeout=60,
    )
    if done.returncode and "ptrace" in done.stderr:
        pytest.skip("no process may be traced here")
    assert done.returncode == 0, done.stderr
    waiting, acknowledged, flushed = False, 0, 0
    for line in trace.read_text(encoding="utf-8").splitlines():
        if re.match(r"p?write(64)?\(\d+<[^>]*-wal>", line):
            waiting = True
        elif re.match(r"f(data)?sync\(\d+<[^>]*-wal>", line):
            flushed += waiting
            waiting = False
        elif '"kept\\n"' in line:
            acknowledged += 1
            assert not waiting, f"acknowledged before it was flushed: {line}"
    assert acknowledged == 5
    assert flushed >= 5
