import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.pools import OUTSIDE_THE_ROLE, Pool, in_turn, owed, pool_of, stakes_of
from mlcareer.measure.selection import History, Stake
from mlcareer.measure.stretches import Stretch
from mlcareer.model.items import Outcome
from mlcareer.model.people import Event
from mlcareer.model.questions import Question
from simulated import answer_with, make_role
from support import EXAMPLE, make_question

ONE = [make_question(f"one-{level}", skill="one", level=level) for level in (1, 2, 3, 4)]
TWO = [make_question(f"two-{level}", skill="two", level=level) for level in (3, 4)]
POOL = {"one": ONE, "two": TWO}
DEMANDS = make_role({"one": (2, 3.0), "two": (3, 1.0)}).demands
STRETCH = Stretch(("one", "two"), 20)
IDS = [question.id for question in (*ONE, *TWO)]


def ids_in(pool: Pool) -> list[str]:
    """List the questions of a pool, skill by skill."""
    return [question.id for questions in pool.values() for question in questions]


def after(*questions: Question) -> tuple[History, list[Event]]:
    """Make what was asked, and the events of wrong answers to it."""
    history = History()
    for question in questions:
        history.add(question)
    return history, [answer_with(question, Outcome.WRONG) for question in questions]


def test_questions_are_sorted_by_skill() -> None:
    """Each question is found under its own skill, in the order in which they were given."""
    given_mixed = {q.id: q for q in (ONE[0], TWO[0], ONE[1], TWO[1], *ONE[2:])}
    assert pool_of(given_mixed) == POOL
    assert pool_of({}) == {}


def test_the_questions_of_a_folder_are_sorted_alike() -> None:
    """A bank that was read gives the same as the same questions given by a program."""
    bank = load_questions(EXAMPLE, load_skill_map(EXAMPLE))
    by_hand = pool_of(dict(bank))
    assert {skill: list(own) for skill, own in pool_of(bank).items() if own} == by_hand


def test_the_role_says_what_hangs_on_a_skill() -> None:
    """Target and weight are those of the role, and other skills have none."""
    stakes = {"one": Stake(2, 3.0), "two": Stake(3, 1.0)}
    assert stakes_of(STRETCH, ("one", "two", "three"), DEMANDS) == stakes
    assert stakes_of(STRETCH, ("two",), DEMANDS) == {"two": Stake(3, 1.0)}
    assert stakes_of(STRETCH, (), DEMANDS) == {}


def test_something_hangs_on_each_skill_that_was_named() -> None:
    """What the person named counts although the role does not ask for it."""
    stakes = stakes_of(STRETCH._replace(named=True), ("one", "three"), DEMANDS)
    assert stakes == {"one": Stake(2, 3.0), "three": OUTSIDE_THE_ROLE}


def test_an_aim_takes_the_place_of_the_target() -> None:
    """The weight stays that of the role; outside of it, an aim counts once."""
    stretch = STRETCH._replace(aims={"one": 4, "three": 1, "elsewhere": 2})
    assert stakes_of(stretch, ("one", "two", "three"), DEMANDS) == {
        "one": Stake(4, 3.0),
        "two": Stake(3, 1.0),
        "three": Stake(1, OUTSIDE_THE_ROLE.weight),
    }


def test_what_was_not_put_off_comes_in_one_turn() -> None:
    """Where nothing was put off there is one pool, with all that there is."""
    assert list(in_turn(POOL, {}, (), 5)) == [POOL]


def test_what_was_put_off_comes_last() -> None:
    """What was put off once is a pool of its own after the rest."""
    fresh, later = in_turn(POOL, {"one-2": 1, "two-3": 1}, (), 20)
    assert ids_in(later) == ["one-2", "two-3"]
    assert ids_in(fresh) == ["one-1", "one-3", "one-4", "two-4"]


@pytest.mark.parametrize(("left", "first"), [(3, "fresh"), (2, "later"), (1, "later")])
def test_the_last_questions_are_for_what_was_put_off(left: int, first: str) -> None:
    """When no more may be asked than was put off, that comes before the rest."""
    pools = [ids_in(pool) for pool in in_turn(POOL, {"one-2": 1, "two-3": 1}, (), left)]
    assert pools.index(["one-2", "two-3"]) == ("later", "fresh").index(first)


def test_what_was_put_off_twice_or_answered_since_never_comes() -> None:
    """It stands in neither pool."""
    fresh, later = in_turn(POOL, {"one-1": 2, "one-2": 1, "two-3": 1}, {"two-3"}, 20)
    assert ids_in(later) == ["one-2"]
    assert ids_in(fresh) == ["one-3", "one-4", "two-4"]


@given(
    st.dictionaries(st.sampled_from(IDS), st.integers(1, 3)),
    st.sets(st.sampled_from(IDS)),
    st.integers(0, 8),
)
def test_no_question_stands_in_two_pools(
    put_off: dict[str, int], asked: set[str], left: int
) -> None:
    """Whatever was put off and asked, each question has one turn at most, under its own skill."""
    found = [
        (skill, question)
        for pool in in_turn(POOL, put_off, asked, left)
        for skill, questions in pool.items()
        for question in questions
    ]
    assert all(question.skill == skill for skill, question in found)
    ids = [question.id for _, question in found]
    assert len(set(ids)) == len(ids)
    assert set(IDS) - put_off.keys() <= set(ids)


def test_without_aims_nothing_is_owed() -> None:
    """An interview about targets asks as long as it is unsure, and no longer."""
    assert owed(STRETCH, POOL, *after()) == {}


def test_a_skill_with_an_aim_is_owed_an_answer_of_its_own() -> None:
    """Until one question about it was asked, all of its questions are owed."""
    stretch = STRETCH._replace(aims={"one": 2, "elsewhere": 3})
    assert owed(stretch, POOL, *after(TWO[0])) == {"one": ONE}
    assert owed(stretch, POOL, *after(ONE[3])) == {}


def test_a_number_for_each_skill_is_owed_in_this_stretch() -> None:
    """Skills that had fewer are owed questions which were not asked yet."""
    stretch = STRETCH._replace(each=2)
    history, events = after(ONE[0], TWO[0], ONE[1])
    assert ids_in(owed(stretch, POOL, history, events)) == ["two-4"]
    assert ids_in(owed(stretch, POOL, history, ())) == ["one-3", "one-4", "two-4"]


def test_what_is_owed_is_at_the_level_of_the_aim_or_below() -> None:
    """Harder questions come only where no other is left."""
    stretch = STRETCH._replace(each=3, aims={"one": 2, "two": 2})
    assert ids_in(owed(stretch, POOL, *after())) == ["one-1", "one-2", "two-3", "two-4"]
    assert ids_in(owed(stretch, POOL, *after(*ONE[:2]))) == ["one-3", "one-4", "two-3", "two-4"]
