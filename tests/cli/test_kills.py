import sys
from pathlib import Path
from random import Random

import pytest

from mlcareer.model.people import Event, EventKind

if sys.platform != "win32":
    import kills
    from kills import PROGRAM, Course, Figures, Log, added, judged, kill_often, look_at, said, sit

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

FORGETS = """
import sys
from mlcareer.store.database import Store
usual = Store.append
def append(self, assessment, position, *rest):
    if position % 7:
        usual(self, assessment, position, *rest)
Store.append = append
from mlcareer.cli import main
sys.exit(main(sys.argv[1:]))
"""
ANEW = "import sys; from mlcareer.cli import main; sys.exit(main([*sys.argv[1:], '--new']))"


def replies(*kinds: EventKind) -> tuple[Event, ...]:
    """Make the events of some replies."""
    return tuple(Event(kind, f"{at}", "2") for at, kind in enumerate(kinds))


R, A, N = EventKind.RATING, EventKind.ANSWER, EventKind.NOTE


@pytest.mark.parametrize("seed", range(5))
def test_no_kill_loses_anything(seed: int) -> None:
    """Killed at random moments five times on each of five databases, an interview loses nothing."""
    figures = kill_often(5, seed)
    assert figures.kills == 5
    assert figures.is_good, figures
    assert figures.acknowledged > 5


def test_a_program_that_forgets_is_found_out() -> None:
    """Where a reply is acknowledged and not kept, the figures say so."""
    figures = kill_often(2, 1, (sys.executable, "-c", FORGETS, "assess"))
    assert figures.lost
    assert not figures.is_good


def test_a_program_that_begins_anew_is_found_out() -> None:
    """Where the next start does not go on, the figures say so."""
    figures = kill_often(3, 1, (sys.executable, "-c", ANEW, "assess"))
    assert figures.not_resumed


@pytest.mark.parametrize(
    ("sent", "acknowledged", "there", "lost", "ahead"),
    [
        ([R, A], 2, (R, A), 0, 0),
        ([R, A], 1, (R, A), 0, 1),
        ([R, A], 1, (R,), 0, 0),
        ([R, A], 2, (R,), 1, 0),
        ([R, A], 2, (), 2, 0),
        ([R, A], 2, (A,), 2, 0),
        ([R, A], 2, (R, A, A), 2, 1),
        ([R, A, N], 1, (R, A, N), 1, 2),
        ([], 0, (R,), 1, 1),
        ([], 0, (), 0, 0),
    ],
)
def test_what_counts_as_lost(
    sent: list[EventKind],
    acknowledged: int,
    there: tuple[EventKind, ...],
    lost: int,
    ahead: int,
) -> None:
    """What was acknowledged has to be there in order, with one more at most that was sent."""
    before = Log(1, replies(R, R), is_sound=True)
    after = Log(1, before.events + replies(*there), is_sound=True)
    told = Course(sent, acknowledged, "Going on where you stopped\n> ")
    figures = judged(told, before, after, anew=False)
    assert figures == Figures(1, acknowledged, ahead, lost)


def test_what_was_there_before_has_to_stay() -> None:
    """An older reply that is gone or differs is a loss, whatever was said since."""
    before = Log(1, replies(R, A), is_sound=True)
    for events in (replies(R), replies(A, A), ()):
        told = Course([], 0, "Going on where you stopped\n> ")
        after = Log(1, events, is_sound=True)
        assert judged(told, before, after, anew=False).lost


def test_damage_and_a_start_that_asks_from_the_beginning_are_counted() -> None:
    """An unsound database is counted, and a start that does not say that it goes on."""
    before = Log(1, replies(R, A), is_sound=True)
    broken = Log(1, before.events, is_sound=False)
    figures = judged(Course([], 0, "Hello.\n> "), before, broken, anew=False)
    assert (figures.unsound, figures.not_resumed, figures.is_good) == (1, 1, False)
    anew = judged(Course([], 0, "Hello.\n> "), before, Log(2, (), is_sound=True), anew=True)
    assert anew.is_good


def test_looking_leaves_the_files_as_the_kill_left_them(home: Path) -> None:
    """A copy is read: neither the database nor its log changes by it."""
    assert look_at(home) == Log(0, (), is_sound=True)
    sit(PROGRAM, home, Random(3))  # noqa: S311 - no secret hangs on it
    files = sorted((home / "mlcareer").glob("mlcareer.db*"))
    before = [file.read_bytes() for file in files if file.suffix != ".db-shm"]
    log = look_at(home)
    assert log.is_sound
    assert [file.read_bytes() for file in files if file.suffix != ".db-shm"] == before


def test_figures_add_up() -> None:
    """Figures of several databases are added one by one, and skips are nothing said."""
    assert added(Figures(1, 2, 3), Figures(4, 5, 6, 7, 8, 9)) == Figures(5, 7, 9, 7, 8, 9)
    assert said((*replies(R, A, N), Event(R, "9", ""))) == 2
    assert {A, R, N} < kills.KEPT
