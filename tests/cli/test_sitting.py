from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcareer.api import load_content
from mlcareer.cli.sitting import Sitting, sit_down
from mlcareer.content.folder import folders_of
from mlcareer.errors import AnsweredElsewhereError, StoreError
from mlcareer.measure.interview import Interview
from mlcareer.measure.steps import AskQuestion, answer_event
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.people import SAME_REPLY, Event, EventKind
from mlcareer.store.database import Store
from support import EXAMPLE, rating

MATERIAL = load_content(EXAMPLE)
SKILLS = tuple(MATERIAL.skill_map.skills)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Clock:
    """A clock that jumps as it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Make a clock."""
    return Clock()


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Open one database in two windows."""
    with Store(tmp_path / "m.db") as one, Store(tmp_path / "m.db") as two:
        yield one, two


def two_windows(stores: tuple[Store, Store], clock: Clock) -> tuple[Sitting, Sitting]:
    """Sit down twice to one assessment that was begun."""
    sittings = []
    for store in stores:
        assessment = store.latest_or_start("gardener", 7, NOW)
        sittings.append(sit_down(store, assessment, folders_of(EXAMPLE), MATERIAL, None, clock))
        if len(sittings) == 1:
            sittings[0].commit(stretch_event(SKILLS, 10))
    return sittings[0], sittings[1]


def events(store: Store) -> tuple[Event, ...]:
    """Read the log."""
    return store.events(store.assessments()[0])


def question_now(sitting: Sitting) -> AskQuestion:
    """Give what is asked now."""
    step = sitting.interview.next_question()
    assert isinstance(step, AskQuestion)
    return step


def state(interview: Interview) -> object:
    """Say all that decides what is asked."""
    moments = [interview.belief.moments(skill) for skill in interview.role_skills]
    return moments, interview.next_step(), interview.unrated(), interview.profile()


def test_what_was_said_elsewhere_comes_first(stores: tuple[Store, Store], clock: Clock) -> None:
    """Before a reply is kept, what another window said meanwhile is taken in."""
    one, two = two_windows(stores, clock)
    one.commit(rating("digging", 1))
    one.commit(rating("compost", 2))
    two.commit(rating("digging", 4))
    assert events(stores[0])[1:] == (
        rating("digging", 1),
        rating("compost", 2),
        rating("digging", 4),
    )
    assert "compost" not in two.interview.unrated()
    one.commit(rating("pruning", 0))
    assert state(one.interview)[0] == state(Interview(MATERIAL, 7, events(stores[0])))[0]  # type: ignore[index]


def test_an_answer_given_elsewhere_counts(stores: tuple[Store, Store], clock: Clock) -> None:
    """The same question answered in both: the first is kept, the second is refused and told."""
    one, two = two_windows(stores, clock)
    question = question_now(one).question
    assert question_now(two).question == question
    one.commit(answer_event(question, question.answer))
    with pytest.raises(AnsweredElsewhereError, match="another window meanwhile"):
        two.commit(answer_event(question, None))
    assert [event.value for event in events(stores[0])[1:]] == ["right"]
    assert state(one.interview) == state(two.interview)
    following = question_now(two).question
    assert following != question
    two.commit(answer_event(following, None))
    assert len(events(stores[1])) == 3


def test_another_question_is_no_collision(stores: tuple[Store, Store], clock: Clock) -> None:
    """Two windows that ask different things both keep what they hear."""
    one, two = two_windows(stores, clock)
    first, second = list(MATERIAL.questions.values())[:2]
    one.commit(answer_event(first, None))
    two.commit(answer_event(second, second.answer))
    assert [event.subject for event in events(stores[0])[1:]] == [first.id, second.id]


def test_going_back_takes_back_what_was_meant(stores: tuple[Store, Store], clock: Clock) -> None:
    """An undo names its subject, so what another window said since stays."""
    one, two = two_windows(stores, clock)
    one.commit(rating("digging", 1))
    undo = one.interview.taken_back_by_undo()
    assert undo is not None
    two.commit(rating("compost", 3))
    one.commit(undo)
    assert one.interview.events[1:] == (rating("compost", 3),)
    assert "digging" in one.interview.unrated()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.sampled_from("arlub")), max_size=25))
def test_two_windows_never_lose_or_double_anything(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[bool, str]]
) -> None:
    """By turns in any order: each acknowledged reply is in the log once, and both end up alike."""
    clock = Clock()
    path = tmp_path_factory.mktemp("two") / "m.db"
    with Store(path) as first, Store(path) as second:
        windows = two_windows((first, second), clock)
        acknowledged = 1
        for right, what in turns:
            acknowledged += did(windows[right], what)
        log = events(first)
        assert len(log) == acknowledged
        for window in windows:
            with_all = Interview(MATERIAL, 7, log)
            window.commit(Event(EventKind.NOTE, "digging-clay", "hm"))
            assert state(window.interview) == state(with_all)
        answers = [e.subject for e in with_all.events if e.kind is EventKind.ANSWER]
        assert len(answers) == len(set(answers))


def did(sitting: Sitting, what: str) -> bool:
    """Let a person do something; tells whether it was acknowledged."""
    step = sitting.interview.next_question()
    undo = sitting.interview.taken_back_by_undo()
    event: Event | None = rating("digging", 2)
    if what in {"u", "b"}:
        event = undo
    elif isinstance(step, AskQuestion) and what in {"a", "l"}:
        later = Event(EventKind.LATER, step.question.id, "")
        event = answer_event(step.question, None) if what == "a" else later
    if event is None:
        return False
    try:
        sitting.commit(event)
    except AnsweredElsewhereError:
        return False
    return True


@pytest.mark.parametrize(
    ("jump", "seconds"), [(3.25, 3.2), (0.0, 0.0), (-7200.0, 0.0), (86400.0, 86400.0)]
)
def test_the_time_of_a_reply_is_never_negative(
    stores: tuple[Store, Store], clock: Clock, jump: float, seconds: float
) -> None:
    """A clock that is set back while somebody thinks makes a reply that took no time."""
    one, _ = two_windows(stores, clock)

    def reply() -> Iterator[Event]:
        clock.now += timedelta(seconds=jump)
        yield rating("digging", 1)

    one.ask(reply)
    assert events(stores[0])[-1].detail["seconds"] == seconds


def test_what_comes_with_one_line_is_one_reply(stores: tuple[Store, Store], clock: Clock) -> None:
    """All but the first of what one reply gives say so; remarks and undos do not count for it."""
    one, _ = two_windows(stores, clock)
    note = Event(EventKind.NOTE, "digging-clay", "hm")
    one.ask(lambda: [note, rating("digging", 1), rating("compost", 2), note, rating("pruning", "")])
    marks = [event.detail.get(SAME_REPLY) for event in events(stores[0])[1:]]
    assert marks == [None, None, 1, None, 1]
    undo = one.interview.taken_back_by_undo()
    assert undo is not None
    one.commit(undo)
    assert one.interview.unrated() == SKILLS


def test_what_could_not_be_kept_is_not_applied(
    stores: tuple[Store, Store], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where committing fails the interview stays as it was; the same reply can be kept later."""
    one, _ = two_windows(stores, clock)
    before = state(one.interview)

    def full(*_: object) -> None:
        message = "The disk is full."
        raise StoreError(message)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "append", full)
        with pytest.raises(StoreError, match="full"):
            one.commit(rating("digging", 1))
    assert state(one.interview) == before
    one.commit(rating("digging", 1))
    assert events(stores[0])[1:] == (rating("digging", 1),)
