from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.people import SAME_REPLY, Event, EventKind
from mlcareer.model.plan import claims_of
from mlcareer.store.contents import Contents, Log
from mlcareer.store.database import Kept
from mlcareer.store.merging import (
    ANSWERED_BEFORE,
    LOST,
    gained,
    merge_contents,
    merge_logs,
    named_undos,
    recognised,
)
from support import rating
from support_data import FINISH, SCOPE, Machines, answer, at, contents, log, standing, tick, undo

seeds = st.integers(0, 2**32)
steps = st.integers(0, 40)
COMMON = ((0, SCOPE), (1, rating("digging", 2)), (2, answer("q-1")))


def merged(mine: Log, theirs: Log) -> tuple[Kept, ...]:
    """Put two logs together, and check that it is the same the other way round and again."""
    both = merge_logs(mine.kept, theirs.kept)
    assert merge_logs(theirs.kept, mine.kept) == both
    assert merge_logs(both, theirs.kept) == both
    assert merge_logs(mine.kept, both) == both
    return both


def answered(kept: tuple[Kept, ...]) -> dict[str, str]:
    """Tell the outcome of each question that stands answered; each stands once."""
    found = [event for event in standing(kept) if event.kind is EventKind.ANSWER]
    assert len({event.subject for event in found}) == len(found)
    return {event.subject: event.value for event in found}


def test_what_both_have_stands_once_and_the_tails_follow_by_time() -> None:
    """Two logs that part after a common beginning become one in which each event is once."""
    mine = log(*COMMON, (10, answer("q-2")), (30, answer("q-3")))
    theirs = log(*COMMON, (20, answer("q-4")), (40, FINISH))
    both = merged(mine, theirs)
    assert [one.event.subject for one in both[3:]] == ["q-2", "q-4", "q-3", "assessment"]
    assert both[:3] == mine.kept[:3]


def test_a_log_that_went_on_takes_the_place_of_its_beginning() -> None:
    """Where one log only goes on from the other, it comes out as it is."""
    longer = log(*COMMON, (10, answer("q-2")), (11, undo("q-2")), (12, answer("q-2", "wrong")))
    for cut in range(len(longer.kept) + 1):
        assert merged(longer, longer._replace(kept=longer.kept[:cut])) == longer.kept


def test_the_earlier_answer_to_a_question_counts() -> None:
    """A question that both answered stands once, with the answer given first; both are kept."""
    mine = log(*COMMON, (10, answer("q-2", "wrong")), (30, answer("q-3")))
    theirs = log(*COMMON, (20, answer("q-2", "right")))
    both = merged(mine, theirs)
    assert answered(both) == {"q-1": "right", "q-2": "wrong", "q-3": "right"}
    assert [one.event.value for one in both if one.event.subject == "q-2"] == ["wrong", "right"]
    assert sum(ANSWERED_BEFORE in one.event.detail for one in both) == 1


def test_an_answer_that_was_taken_back_does_not_stand_in_the_way() -> None:
    """Where one machine took its answer back before the other one answered, that one counts."""
    mine = log(*COMMON, (10, answer("q-2", "wrong")), (15, undo("q-2")))
    theirs = log(*COMMON, (20, answer("q-2", "right")))
    assert answered(merged(mine, theirs)) == {"q-1": "right", "q-2": "right"}


def test_a_question_taken_back_after_both_answered_is_open_again() -> None:
    """Taking a question back on either machine after both answered it leaves it unanswered."""
    mine = log(*COMMON, (10, answer("q-2", "wrong")), (25, undo("q-2")))
    theirs = log(*COMMON, (20, answer("q-2", "right")))
    assert answered(merged(mine, theirs)) == {"q-1": "right"}
    mine = log(*COMMON, (10, answer("q-2", "wrong")))
    theirs = log(*COMMON, (20, answer("q-2", "right")), (25, undo("q-2")))
    assert answered(merged(mine, theirs)) == {"q-1": "right"}


def test_an_earlier_answer_that_comes_later_counts_all_the_same() -> None:
    """The machine whose log comes in last may have answered first; that answer counts then."""
    first, second, third = (
        log(*COMMON, (time, answer("q-2", outcome)))
        for time, outcome in ((30, "right"), (20, "wrong"), (10, "dont-know"))
    )
    both = log()._replace(kept=merged(first, second))
    assert answered(merged(both, third)) == {"q-1": "right", "q-2": "dont-know"}


def test_what_is_taken_back_is_the_same_on_the_other_machine() -> None:
    """Taking back means the reply that was meant, whatever the other machine said since."""
    mine = log(*COMMON, (10, answer("q-2")), (25, undo("q-2")))
    theirs = log(*COMMON, (20, answer("q-3")), (30, answer("q-4")))
    assert answered(merged(mine, theirs)) == dict.fromkeys(("q-1", "q-3", "q-4"), "right")


def test_what_both_took_back_is_taken_back_once() -> None:
    """A reply from before the logs parted that both took back is gone, and nothing else."""
    mine = log(*COMMON, (10, undo("q-1")), (11, answer("q-2")))
    theirs = log(*COMMON, (20, undo("q-1")), (21, answer("q-3")))
    assert answered(merged(mine, theirs)) == {"q-2": "right", "q-3": "right"}


def test_taking_back_without_a_name_is_given_one() -> None:
    """In older logs taking back means the last reply; the name says which, and it means that."""
    old = log(*COMMON, (10, answer("q-2")), (11, undo()), (12, answer("q-3")), (13, undo()))
    named = named_undos(old.kept)
    assert [one.event.value for one in named if one.event.kind is EventKind.UNDO] == ["q-2", "q-3"]
    assert standing(named) == standing(old.kept)
    theirs = log(*COMMON, (10, answer("q-4")))
    assert answered(merged(old, theirs)) == {"q-1": "right", "q-4": "right"}


def test_taking_back_nothing_takes_nothing_back_elsewhere() -> None:
    """An old event that took nothing back, as there was nothing, does not do so now."""
    assert named_undos(log((0, SCOPE), (1, undo())).kept) == log((0, SCOPE)).kept
    mine = log((0, SCOPE), (20, undo()), (21, answer("q-2")))
    theirs = log((0, SCOPE), (10, answer("q-3")))
    assert answered(merged(mine, theirs)) == {"q-2": "right", "q-3": "right"}


def test_what_is_said_in_one_reply_stays_together() -> None:
    """Nothing of the other machine comes between, so that it is taken back as one."""
    same = {SAME_REPLY: 1}
    skips = [Event(EventKind.RATING, name, "", same) for name in ("compost", "roses")]
    mine = log(*COMMON, (10, rating("beds", "")), *((10, skip) for skip in skips))
    theirs = log(*COMMON, (10, answer("a-1")), (10, answer("z-1")))
    both = merged(mine, theirs)
    subjects = [one.event.subject for one in both]
    at_ = subjects.index("beds")
    assert subjects[at_ : at_ + 3] == ["beds", "compost", "roses"]
    back = log(*COMMON)._replace(kept=(*both, Kept(at(50), undo("roses"))))
    assert answered(back.kept) == {"q-1": "right", "a-1": "right", "z-1": "right"}
    assert not {"beds", "compost", "roses"} & {event.subject for event in standing(back.kept)}


def test_a_reply_of_which_one_machine_has_the_beginning_is_completed() -> None:
    """An export made in the middle of a reply does not tear it apart."""
    same = {SAME_REPLY: 1}
    skips = [Event(EventKind.RATING, name, "", same) for name in ("compost", "roses")]
    whole = log(*COMMON, (10, rating("beds", "")), *((10, skip) for skip in skips))
    torn = whole._replace(kept=(*whole.kept[:-1], Kept(at(20), answer("q-9"))))
    assert [one.event.subject for one in merged(whole, torn)[3:]] == [
        *("beds", "compost", "roses", "q-9"),
    ]


def test_a_clock_that_was_set_back_turns_no_log_around() -> None:
    """What a machine said after something else stays after it, whatever its clock says."""
    mine = log(*COMMON, (100, answer("q-2")), (5, undo("q-2")), (6, answer("q-2", "wrong")))
    theirs = log(*COMMON, (50, answer("q-3")), (150, answer("q-4")))
    both = merged(mine, theirs)
    assert [one for one in both if one in mine.kept] == list(mine.kept)
    assert [one for one in both if one in theirs.kept] == list(theirs.kept)
    assert answered(both) == {"q-1": "right", "q-2": "wrong", "q-3": "right", "q-4": "right"}


@given(seeds, steps)
def test_any_order_of_putting_together_gives_the_same(seed: int, count: int) -> None:
    """Of three machines that answered and exchanged at will, all ways lead to one log."""
    machines = Machines(seed, shares_questions=True)
    machines.live(count)
    found = set()
    for one, two, three in permutations(machines.logs):
        found.add(repr(merge_logs(merge_logs(one, two), three)))
        found.add(repr(merge_logs(one, merge_logs(two, three))))
    assert len(found) == 1


@given(seeds, steps)
def test_putting_together_again_changes_nothing(seed: int, count: int) -> None:
    """Whoever has all of both gains nothing from either."""
    machines = Machines(seed, shares_questions=True)
    machines.live(count)
    one, two, _ = machines.logs
    both = merge_logs(one, two)
    for log_ in (one, two, both):
        assert merge_logs(both, log_) == both
        assert merge_logs(log_, both) == both


@given(seeds, steps)
def test_nothing_is_lost_or_there_twice(seed: int, count: int) -> None:
    """The log of both has what either has, once, in the order that each has it in."""
    machines = Machines(seed, shares_questions=True)
    machines.live(count)
    one, two, _ = machines.logs
    both = merge_logs(one, two)
    for log_ in (one, two):
        said = [kept for kept in log_ if ANSWERED_BEFORE not in kept.event.detail]
        left = iter(both)
        assert all(any(kept == other for other in left) for kept in said)
    said = [kept for kept in both if ANSWERED_BEFORE not in kept.event.detail]
    assert all(said.count(kept) == max(one.count(kept), two.count(kept)) for kept in said)
    answered(both)


@given(seeds, steps)
def test_what_stands_is_what_stands_on_either_where_they_do_not_meet(seed: int, count: int) -> None:
    """Machines that never touch the same question each keep what stands there."""
    machines = Machines(seed, shares_questions=False)
    machines.live(count)
    one, two, _ = machines.logs
    said = {
        repr(event)
        for log_ in (one, two)
        for event in standing(log_)
        if event.kind in (EventKind.ANSWER, EventKind.RATING)
    }
    gone = {
        repr(kept.event) for log_ in (one, two) for kept in log_ if kept.event not in standing(log_)
    }
    found = {repr(event) for event in standing(merge_logs(one, two))}
    assert said - gone <= found
    assert not gone & found


def test_assessments_are_put_in_the_order_of_their_beginning() -> None:
    """Each side keeps its own order, and the two are put in between each other."""
    mine = Contents(tuple(log(started=at(seconds)) for seconds in (10, 30, 20, 50)))
    theirs = Contents(tuple(log(started=at(seconds)) for seconds in (5, 25, 40)))
    both = merge_contents(mine, theirs)
    assert [one.started for one in both.logs] == [at(s) for s in (5, 10, 25, 30, 20, 40, 50)]
    assert merge_contents(theirs, mine) == both


def test_the_same_assessment_is_known_by_its_start_role_and_seed() -> None:
    """Two that differ in any of these are two."""
    one = log(*COMMON)
    others = (
        one._replace(started=at(1)),
        one._replace(role="florist"),
        one._replace(seed=8),
    )
    both = merge_contents(Contents((one,)), Contents((one, *others)))
    assert len(both.logs) == 4


def test_two_alike_in_one_place_are_two() -> None:
    """Two assessments that began in the same second with the same seed are not made one."""
    twice = Contents((log((1, rating("digging", 1))), log((2, rating("digging", 3)))))
    assert merge_contents(twice, twice) == twice
    assert merge_contents(Contents(), twice) == twice


@given(contents, contents, contents)
def test_contents_are_put_together_in_any_order(
    one: Contents, two: Contents, three: Contents
) -> None:
    """Assessments and changes of the plan come out the same, and nothing comes twice."""
    both = merge_contents(one, two)
    assert merge_contents(both, both) == both
    assert merge_contents(both, two) == both
    flat = merge_contents(both, three)
    assert [log_[:3] for log_ in flat.logs] == [
        log_[:3] for log_ in merge_contents(one, merge_contents(two, three)).logs
    ]
    assert flat.plan == merge_contents(one, merge_contents(three, two)).plan


def test_changes_of_the_plan_are_kept_once_in_their_order() -> None:
    """Ticks that both have are one; what was said last stands."""
    mine = (tick("digging.1", at(1)), tick("digging.2", at(5)))
    theirs = (tick("digging.1", at(1)), tick("compost.1", at(3)))
    both = merge_contents(Contents(plan=mine), Contents(plan=theirs))
    assert [one.subject for one in both.plan] == ["digging.1", "compost.1", "digging.2"]
    assert set(claims_of(both.plan)) == {"digging.1", "compost.1", "digging.2"}


def test_what_came_of_it_is_counted() -> None:
    """New assessments, events of those that went on, ticks, and answers that do not count."""
    mine = Contents((log(*COMMON, (10, answer("q-2"))),), (tick("digging.1"),))
    theirs = Contents(
        (
            log(*COMMON, (20, answer("q-2")), (21, answer("q-3"))),
            log(*COMMON, started=at(99)),
        ),
        (tick("digging.1"), tick("digging.2")),
    )
    both = merge_contents(mine, theirs)
    assert gained(mine, both) == (1, 1, 2, 1, 1)
    assert gained(both, merge_contents(both, theirs)) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("shared", [0, 2])
def test_an_assessment_that_lost_its_name_is_recognised_by_an_event(shared: int) -> None:
    """What was recovered without its beginning is put together with what it is a part of."""
    whole = Contents((log(*COMMON, (10, answer("q-2"))),))
    rest = Log(at(2), "florist", LOST, whole.logs[0].kept[shared:3])
    found = recognised(Contents((rest,)), whole)
    assert merge_contents(whole, found) == whole
    assert merge_contents(recognised(found, whole), whole) == whole
    stranger = Contents((rest._replace(kept=log((5, answer("q-9"))).kept),))
    assert recognised(stranger, whole) == stranger


@pytest.mark.parametrize(("shared", "same"), [(1, False), (2, False), (3, True), (4, True)])
def test_without_a_common_answer_most_of_the_rest_has_to_be_the_same(
    shared: int, same: bool
) -> None:
    """Half of what was said in the same seconds may be chance; more than half is no other."""
    said = [(second, rating(f"skill-{second}", 2)) for second in range(4)]
    others = [(second, rating(f"skill-{second}", 3)) for second in range(4)]
    whole = Contents((log(*said),))
    lost = Log(at(0), "florist", LOST, log(*said[:shared], *others[shared:]).kept)
    (found,) = recognised(Contents((lost,)), whole).logs
    assert (found[:3] == whole.logs[0][:3]) is same
    assert found.kept == lost.kept
