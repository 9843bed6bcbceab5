import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.errors import StoreError
from mlcareer.model.plan import PlanEvent, PlanEventKind, Wishes, wishes_detail
from mlcareer.store import database
from mlcareer.store.database import Store, schema_version
from support import rating

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TICK = PlanEvent("2026-01-02T03:04:05+00:00", PlanEventKind.TICK, "digging.2", {"on": "2026-01-02"})
FIRST_FORM = Path(database.__file__).parent / "migrations" / "0001.sql"

details = st.dictionaries(st.text(), st.text(), max_size=4)
moments = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
plan_events = st.one_of(
    st.builds(
        lambda at, subject, detail, on: PlanEvent(
            at, PlanEventKind.TICK, subject, {**detail, "on": on.isoformat()}
        ),
        moments,
        st.text(),
        details,
        st.dates(),
    ),
    st.builds(
        PlanEvent,
        moments,
        st.sampled_from([PlanEventKind.UNTICK, PlanEventKind.PLANNED]),
        st.text(),
        details,
    ),
    st.builds(
        lambda at, days: PlanEvent(
            at,
            PlanEventKind.WISHES,
            "plan",
            wishes_detail(
                Wishes(hours_a_week=5, deadline=max(days), off=((min(days), max(days)),))
            ),
        ),
        moments,
        st.lists(st.dates(), min_size=1, max_size=2),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a database in a folder that is not there yet."""
    return tmp_path / "home" / "mlcareer.db"


def first_form(path: Path) -> None:
    """Make a database as the first version of the program did, with one answer."""
    path.parent.mkdir(parents=True)
    db = sqlite3.connect(path)
    db.executescript(FIRST_FORM.read_text(encoding="utf-8"))
    db.execute("INSERT INTO assessment VALUES (1, '2025-01-01T00:00:00+00:00', 'gardener', 7)")
    event = rating("digging", 3)
    db.execute(
        "INSERT INTO event VALUES (1, 1, '2025-01-01T00:00:01+00:00', ?, ?, ?, '{}')",
        (event.kind.value, event.subject, event.value),
    )
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()


@given(st.lists(plan_events, max_size=5), st.lists(plan_events, max_size=5))
def test_changes_of_the_plan_come_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, first: list[PlanEvent], then: list[PlanEvent]
) -> None:
    """What was kept comes back in order, whatever is in it."""
    path = tmp_path_factory.mktemp("store") / "mlcareer.db"
    with Store(path) as store:
        store.keep_plan(first)
        store.keep_plan(then)
    with Store(path, read_only=True) as store:
        assert store.plan_events() == (*first, *then)


def test_all_changes_are_kept_or_none(path: Path) -> None:
    """Where one of several cannot be kept, the others are not kept either."""
    # SQLite refuses half of a character, after the tick before it went through.
    broken = [TICK._replace(subject="compost.1"), TICK._replace(subject="\ud800")]
    with Store(path) as store:
        store.keep_plan([TICK])
        with pytest.raises(UnicodeEncodeError):
            store.keep_plan(broken)
        store.keep_plan([TICK._replace(subject="tomatoes.1")])
        assert [event.subject for event in store.plan_events()] == ["digging.2", "tomatoes.1"]


def test_unknown_kind_is_refused_by_the_database(path: Path) -> None:
    """The table takes only the kinds of changes that the program knows."""
    with Store(path) as store:
        store.keep_plan([TICK])
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO plan_event VALUES (9, 'now', 'nonsense', 'x', '{}')")
    db.close()


def test_two_processes_keep_both_their_ticks(path: Path) -> None:
    """Ticks that two programs keep at the same time all stand."""
    with Store(path) as one, Store(path) as other:
        for at in range(5):
            one.keep_plan([TICK._replace(subject=f"one.{at}")])
            other.keep_plan([TICK._replace(subject=f"other.{at}")])
        subjects = [event.subject for event in one.plan_events()]
    assert sorted(subjects) == sorted(
        [f"{name}.{at}" for name in ("one", "other") for at in range(5)]
    )


def test_first_form_is_brought_up_to_date(path: Path) -> None:
    """A database of the first version keeps its answers and can keep ticks."""
    first_form(path)
    with Store(path) as store:
        assert store.version() == schema_version()
        assessment = store.latest()
        assert assessment is not None
        assert store.events(assessment) == (rating("digging", 3),)
        assert store.plan_events() == ()
        store.keep_plan([TICK])
        assert store.plan_events() == (TICK,)


def test_first_form_that_cannot_be_written_is_explained(path: Path) -> None:
    """A database of the first version that may only be read says what to do."""
    first_form(path)
    with pytest.raises(StoreError, match="Make it writable once"):
        Store(path, read_only=True)


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        ("tick", "{"),
        ("tick", "null"),
        ("tick", "[]"),
        ("tick", "{}"),
        ("tick", '{"on": "soon"}'),
        ("tick", '{"on": 5}'),
        ("wishes", '{"hours_a_week": "many"}'),
        ("wishes", '{"off": "2026-01-01"}'),
        ("wishes", '{"days": "funday"}'),
    ],
)
def test_damaged_tick_is_explained(path: Path, kind: str, detail: str) -> None:
    """A tick or wish whose details cannot be read is said to be damaged, with what to do."""
    with Store(path) as store:
        store.keep_plan([TICK])
    db = sqlite3.connect(path)
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("UPDATE plan_event SET kind = ?, detail = ?", (kind, detail))
    db.commit()
    db.close()
    with Store(path) as store, pytest.raises(StoreError, match="a tick in it is damaged"):
        store.plan_events()
