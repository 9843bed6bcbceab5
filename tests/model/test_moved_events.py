from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.profile import self_ratings
from mlcareer.measure.steps import answer_event
from mlcareer.measure.stretches import stretch_event, stretches_of
from mlcareer.model.moves import Move, move_events, successors
from mlcareer.model.people import Event, EventKind, standing_events
from simulated import FINISH, UNDO
from support import make_question, rating


def move(before: str, after: str) -> Move:
    """Make a move from ids with spaces between them."""
    return Move(tuple(before.split()), tuple(after.split()), "2027-01-31", "It is better so.")


MOVES = (
    move("old", "middle"),
    move("middle", "new"),
    move("whole", "half rest"),
    move("rest", "third fourth"),
    move("one two", "both"),
)
GONE = ("old", "middle", "whole", "rest", "one", "two")
THERE = ("new", "half", "third", "fourth", "both", "other")
HOMES = {"q1": "half", "q2": "fourth", "q3": "other"}


def answer(question: str, skill: str) -> Event:
    """Make the event of an answer."""
    return answer_event(make_question(question, skill=skill), "five")


skills = st.sampled_from((*GONE, *THERE))
events = st.one_of(
    st.builds(rating, skills, st.sampled_from(["", "0", "2", "4"])),
    st.builds(answer, st.sampled_from(["q1", "q2", "q3", "q4"]), skills),
    st.builds(stretch_event, st.lists(skills, min_size=1, max_size=6, unique=True), st.just(45)),
    st.sampled_from([UNDO, FINISH, Event(EventKind.TRAIT, "old", "3")]),
)
logs = st.lists(events, max_size=12)


def never() -> Mapping[str, str]:
    """Fail: nobody has to look for a question."""
    pytest.fail("the questions were looked up")


def moved(log: Sequence[Event], homes: Mapping[str, str] | None = None) -> tuple[Event, ...]:
    """Move a log along all moves."""
    return move_events(log, MOVES, lambda: HOMES if homes is None else homes)


def skills_of(log: Sequence[Event]) -> list[str]:
    """List the skills of the answers in a log."""
    return [str(event.detail["skill"]) for event in log if event.kind is EventKind.ANSWER]


def test_chains_are_followed_to_their_ends() -> None:
    """What went in several steps is where the last one led, each skill once."""
    assert successors(MOVES) == {
        "old": ("new",),
        "middle": ("new",),
        "whole": ("half", "third", "fourth"),
        "rest": ("third", "fourth"),
        "one": ("both",),
        "two": ("both",),
    }
    joined = [move("a", "b c"), move("b", "d"), move("c", "d")]
    assert successors(joined)["a"] == ("d",)
    assert successors(()) == {}


@given(logs)
def test_no_answer_is_lost(log: list[Event]) -> None:
    """Every answer is still there with its outcome, in order, about a skill that exists."""
    answers = [e for e in log if e.kind is EventKind.ANSWER]
    after = [e for e in moved(log) if e.kind is EventKind.ANSWER]
    assert [(e.subject, e.value) for e in after] == [(e.subject, e.value) for e in answers]
    assert set(skills_of(after)) <= set(THERE)
    for one, other in zip(answers, after, strict=True):
        assert {**one.detail, "skill": ""} == {**other.detail, "skill": ""}


@given(logs)
def test_what_was_moved_is_not_moved_again(log: list[Event]) -> None:
    """A log that was moved comes back as it is."""
    assert moved(moved(log)) == moved(log)


@given(logs)
def test_no_skill_that_went_is_named(log: list[Event]) -> None:
    """Nothing in a moved log is about a skill that went."""
    after = moved(log)
    assert not set(self_ratings(after)) & set(GONE)
    for stretch in stretches_of(after):
        assert not set(stretch.skills) & set(GONE)
        assert len(set(stretch.skills)) == len(stretch.skills)


@given(logs)
def test_taking_back_and_moving_can_change_places(log: list[Event]) -> None:
    """What stands in a moved log is what comes of moving all that stands."""
    stands = standing_events(moved(log))
    assert self_ratings(stands) == self_ratings(moved(standing_events(log)))
    assert Counter(skills_of(stands)) == Counter(skills_of(moved(standing_events(log))))
    assert [e.kind for e in stands if e.kind is EventKind.FINISH] == [
        e.kind for e in standing_events(log) if e.kind is EventKind.FINISH
    ]


@given(logs)
def test_without_moves_nothing_changes(log: list[Event]) -> None:
    """Where nothing was moved, or nothing that the log names, it comes back as it is."""
    assert move_events(log, (), never) == tuple(log)
    assert move_events(log, (move("gone", "new"),), never) == tuple(log)


def test_questions_are_looked_up_only_where_a_skill_was_split() -> None:
    """A rename and a merger need no question file, and a split reads them once."""
    move_events([rating("whole", 2), answer("q1", "old"), answer("q2", "one")], MOVES, never)
    looked: list[int] = []

    def look() -> Mapping[str, str]:
        looked.append(1)
        return HOMES

    move_events([answer("q1", "whole"), answer("q2", "whole")], MOVES, look)
    assert looked == [1]


def test_an_answer_goes_where_its_question_stands() -> None:
    """A question about a skill that was split decides; one that is gone counts for the first."""
    log = [answer(id_, "whole") for id_ in ("q1", "q2", "q3", "gone")]
    assert skills_of(moved(log)) == ["half", "fourth", "other", "half"]
    assert skills_of(moved([answer("q1", "old"), answer("q1", "new")])) == ["new", "new"]


def test_a_rating_of_what_was_split_counts_for_each_part() -> None:
    """Each part gets the rating, and the time that it took counts once."""
    said = rating("whole", 3)._replace(detail={"seconds": 20})
    after = moved([stretch_event(["whole"], 45), said])
    assert self_ratings(after) == {"half": 3, "third": 3, "fourth": 3}
    (stretch,) = stretches_of(after)
    assert stretch.seconds == 20
    assert stretch.skills == ("half", "third", "fourth")


def test_taking_back_a_rating_of_what_was_split_takes_back_all() -> None:
    """One step back undoes what was said once, however many skills it stands for now."""
    after = moved([rating("other", 1), rating("whole", 3), UNDO])
    assert standing_events(after) == (rating("other", 1),)
    assert standing_events(moved([rating("whole", 3), UNDO, UNDO, rating("other", 1)])) == (
        rating("other", 1),
    )


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([("one", 3), ("two", 1)], 1),
        ([("one", 3), ("two", "")], 3),
        ([("one", ""), ("two", 1)], 1),
        ([("one", ""), ("two", "")], None),
        ([("both", 2), ("one", "")], 2),
        ([("one", 3), ("both", "")], 3),
        ([("one", 3), ("both", 0)], 0),
    ],
)
def test_of_merged_skills_the_latest_rating_stands(
    said: list[tuple[str, int | str]], stands: int | None
) -> None:
    """The latest level counts for the new skill, and a skip takes none back."""
    assert self_ratings(moved([rating(*each) for each in said])) == {"both": stands}


def test_a_skip_of_a_skill_that_stayed_stays_one() -> None:
    """A rating that was skipped later is none, as without moves, where no skill was merged."""
    log = [rating("old", 1), rating("other", 2), rating("other", "")]
    assert self_ratings(moved(log)) == {"new": 1, "other": None}


def test_a_scope_names_each_new_skill_once() -> None:
    """What is asked about follows the skills, in order, and keeps its length and role."""
    opened = stretch_event(["two", "other", "one", "rest", "third"], 20, named=True, role="cook")
    (after,) = moved([opened])
    assert after.value == "both,other,third,fourth"
    assert after.detail == opened.detail


def test_what_is_about_no_skill_stays() -> None:
    """Background, traits and ends have subjects of their own, whatever they are called."""
    others = [
        Event(EventKind.BACKGROUND, "old", "one"),
        Event(EventKind.TRAIT, "one", "4"),
        FINISH,
    ]
    assert moved([*others, rating("old", 1)]) == (*others, rating("new", 1))


def test_answers_about_unknown_skills_are_kept() -> None:
    """A skill that went without a move stays in the log, where nobody reads it."""
    log = (answer("q9", "forgotten"), rating("forgotten", 2), rating("old", 1))
    assert moved(log)[:2] == log[:2]
