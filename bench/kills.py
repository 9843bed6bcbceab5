"""Ends interviews by kill -9 at random moments and counts what was lost.

Run it with the Python of the environment in which mlcareer is installed:

    python bench/kills.py [--kills 500] [--databases 10] [--seed 1]

Each interview runs in a terminal of its own, on lines or on screens by turns, and is answered
as fast as it asks, until it is killed: mostly within the first seconds of its questions, at
times while it starts. A reply is acknowledged when the next prompt stands there. After each
kill a copy of the files is looked at, so that the next start finds what the kill left behind:
every acknowledged reply has to be there in order, with at most one more that was sent, the
database has to be sound, and the next start has to go on. POSIX only.

Exit code 1 on any loss.
"""

import argparse
import os
import pty
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from mlcareer.model.people import REPLIES, SAID, Event, EventKind, standing_events
from mlcareer.store.database import Store

PROGRAM: Final = (sys.executable, "-m", "mlcareer", "assess")
UNDOABLE: Final = REPLIES | {EventKind.UNDO}
KEPT: Final = UNDOABLE | {EventKind.NOTE}
"""Kinds of events that a reply makes."""

_PROMPT: Final = re.compile(
    r"\n(?:[^\n]*\r\x1b\[K)?(?P<words>\[y/N\] |note |Enter[^\n>]* )?"
    r"(?:Answer |Levels? |Number )?> (?:   [^\r\n]*\x1b\[\d+D)?$"
)
_AT_START: Final = 0.1
"""Share of kills while the program starts."""

_GOES_BACK: Final = 0.1
"""Share of questions at which somebody takes the last reply back."""

_STARTS: Final = 0.4
_ASKS: Final = 1.0
"""Seconds in which the kill comes: after the start, and after the first prompt."""

_PATIENCE: Final = 60.0

_STEPS: Final = (
    ("About you", EventKind.BACKGROUND),
    ("Your own rating", EventKind.RATING),
    ("How you like to work", EventKind.TRAIT),
    ("I don't know", EventKind.ANSWER),
)
"""What only the screen of a step says, and the event that a reply makes."""

_QUESTION: Final = (("d", EventKind.ANSWER), ("s", EventKind.LATER), ("n", None))


class Figures(NamedTuple):
    """What came of some kills.

    Attributes:
        acknowledged: Replies that were acknowledged before the kill.
        ahead: Replies that were kept and not yet acknowledged; no loss.
        lost: Acknowledged replies that were not there, or not as they were given.
        unsound: Databases in which SQLite found damage.
        not_resumed: Starts that did not go on.
    """

    kills: int = 0
    acknowledged: int = 0
    ahead: int = 0
    lost: int = 0
    unsound: int = 0
    not_resumed: int = 0

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost or broken."""
        return not (self.lost or self.unsound or self.not_resumed)


def added(*figures: Figures) -> Figures:
    """Add up, figure by figure."""
    return Figures(*map(sum, zip(*figures, strict=True)))


class Person:
    """Somebody who answers as fast as a program asks, and what was acknowledged so far."""

    def __init__(self, command: Sequence[str], home: Path, random: Random) -> None:
        self._random = random
        self.shown = ""
        self._asked = 0
        self.sent: list[EventKind] = []
        self.acknowledged = 0
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=_environment(home, random.choice(("dumb", "xterm-256color"))),
            start_new_session=True,
        )
        os.close(slave)

    def waits(self, until: float) -> bool:
        """Read until a prompt stands there; False where the time is up or the program ended."""
        while not _PROMPT.search(self.shown, self._asked):
            if not self._read(until):
                return False
        self.acknowledged = len(self.sent)
        return True

    def _read(self, until: float) -> bool:
        left = until - time.monotonic()
        if left <= 0 or not select.select([self._master], [], [], left)[0]:
            return False
        try:
            piece = os.read(self._master, 65_536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.shown += piece.decode(errors="replace").replace("\r\n", "\n")
        return bool(piece)

    def reply(self) -> None:
        """Reply to what is asked."""
        found = _PROMPT.search(self.shown, self._asked)
        words = found["words"] if found else None
        line, kind = self._line(words)
        # The end of the line before belongs to the next prompt.
        self._asked = len(self.shown)
        if kind is not None:
            self.sent.append(kind)
        with suppress(OSError):
            os.write(self._master, f"{line}\n".encode())

    def _line(self, words: str | None) -> tuple[str, EventKind | None]:
        if words == "note ":
            return "a remark", EventKind.NOTE
        if words is not None:
            return "", None
        text = self.shown
        kind = max(_STEPS, key=lambda step: text.rfind(step[0]))[1]
        if kind is not EventKind.ANSWER:
            return str(self._random.randint(1, 4)), kind
        standing = sum(1 if kind in REPLIES else -1 for kind in self.sent if kind in UNDOABLE)
        if standing > 0 and self._random.random() < _GOES_BACK:
            return "b", EventKind.UNDO
        return self._random.choices(_QUESTION, (8, 1, 1))[0]

    def die(self) -> bool:
        """End the program by kill -9, and read what it wrote before; False where it had ended."""
        ended = self._process.poll() is not None
        self._process.send_signal(signal.SIGKILL)
        ended = self._process.wait() != -signal.SIGKILL or ended
        self.waits(time.monotonic() + 1)
        os.close(self._master)
        if ended:
            self.acknowledged = len(self.sent)
        return not ended


def _environment(home: Path, term: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "MLCAREER_HOME": str(home / "mlcareer"),
        "PYTHONUTF8": "1",
        "TERM": term,
    }


class Course(NamedTuple):
    """How a sitting went, and whether the kill came before its end."""

    sent: Sequence[EventKind]
    acknowledged: int
    shown: str
    killed: bool = True


def sit(command: Sequence[str], home: Path, random: Random) -> Course:
    """Let somebody answer until the kill comes."""
    person = Person(command, home, random)
    if random.random() < _AT_START:
        person.waits(time.monotonic() + random.uniform(0, _STARTS))
    elif person.waits(time.monotonic() + _PATIENCE):
        until = time.monotonic() + random.uniform(0, _ASKS)
        person.reply()
        while person.waits(until):
            person.reply()
    killed = person.die()
    return Course(person.sent, person.acknowledged, person.shown, killed)


class Log(NamedTuple):
    """What the database holds of the latest assessment."""

    started: int
    events: tuple[Event, ...]
    is_sound: bool


def look_at(home: Path) -> Log:
    """Read a copy of the database, so that the next start finds what the kill left behind."""
    if not (home / "mlcareer" / "mlcareer.db").exists():
        return Log(0, (), is_sound=True)
    with tempfile.TemporaryDirectory() as folder:
        for file in (home / "mlcareer").glob("mlcareer.db*"):
            shutil.copy(file, folder)
        path = Path(folder) / "mlcareer.db"
        with closing(sqlite3.connect(path)) as db:
            sound = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with Store(path) as store:
            found = store.assessments()
            return Log(len(found), store.events(found[0]) if found else (), is_sound=sound)


def kill_often(kills: int, seed: int, program: Sequence[str] = PROGRAM) -> Figures:
    """Kill interviews on one database, one after the other; a new one begins after each end."""
    random = Random(f"kills:{seed}")
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        before = look_at(home)
        while figures.kills < kills:
            over = any(event.kind is EventKind.FINISH for event in standing_events(before.events))
            course = sit([*program, *(["--new"] if over else [])], home, random)
            after = look_at(home)
            figures = added(figures, judged(course, before, after, anew=over))
            before = after
    return figures


def judged(course: Course, before: Log, after: Log, *, anew: bool) -> Figures:
    """Hold what is there against what was acknowledged."""
    known = before.events if before.started == after.started else ()
    there = [event.kind for event in after.events[len(known) :] if event.kind in KEPT]
    untouched = after.events[: len(known)] == known
    right = untouched and there == [*course.sent[: len(there)]]
    lost = max(0, course.acknowledged - len(there)) if right else max(1, course.acknowledged)
    ahead = max(0, len(there) - course.acknowledged)
    asked = bool(course.acknowledged or _PROMPT.search(course.shown))
    goes_on = anew or not said(before.events) or "Going on where you stopped" in course.shown
    return Figures(
        kills=int(course.killed),
        acknowledged=course.acknowledged,
        ahead=ahead,
        lost=lost + (ahead > 1),
        unsound=int(not after.is_sound),
        not_resumed=int(asked and not goes_on),
    )


def said(events: Sequence[Event]) -> int:
    """Count what a person said, of what stands."""
    return sum(event.kind in SAID and bool(event.value) for event in standing_events(events))


def main() -> int:
    """Print the figures; 1 on any loss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--databases", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    each = -(-given.kills // given.databases)
    begun = time.monotonic()
    with ProcessPoolExecutor() as pool:
        seeds = range(given.seed, given.seed + given.databases)
        found = added(*pool.map(kill_often, [each] * given.databases, seeds))
    print(f"{found.kills} kills in {given.databases} databases, {time.monotonic() - begun:.0f} s")
    print(f"replies acknowledged before a kill: {found.acknowledged}")
    print(f"kept though not acknowledged yet:   {found.ahead}")
    print(f"acknowledged and lost:              {found.lost}")
    print(f"databases not sound:                {found.unsound}")
    print(f"starts that did not go on:          {found.not_resumed}")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
