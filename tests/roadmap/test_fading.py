from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlcareer.model.items import Outcome
from mlcareer.roadmap.fading import (
    ASK_BELOW,
    BEFORE_DEADLINE,
    FRESH,
    LEAST_DAYS,
    MOST_DAYS,
    Answered,
    Fading,
    due_on,
    fading,
)

TODAY = date(2026, 11, 22)
FIRST = date(2026, 1, 1)
RIGHT, WRONG, DONT_KNOW = Outcome.RIGHT, Outcome.WRONG, Outcome.DONT_KNOW
DAY = timedelta(days=1)

days = st.integers(0, 900).map(lambda number: FIRST + number * DAY)
levels = st.integers(1, 4)
histories = st.lists(
    st.builds(Answered, days, levels, st.sampled_from(Outcome)), min_size=1, max_size=12
)
people = st.dictionaries(st.sampled_from("abcdef"), st.tuples(levels, histories), min_size=1)


def answers(on: date, *outcomes: Outcome, level: int = 2) -> list[Answered]:
    """Give some answers on one day."""
    return [Answered(on, level, outcome) for outcome in outcomes]


def one(
    given_answers: Sequence[Answered],
    *,
    level: int = 2,
    today: date = TODAY,
    deadline: date | None = None,
) -> Fading:
    """Say when to ask again about one skill."""
    (found,) = fading({"a": level}, {"a": given_answers}, today, deadline)
    return found


def everything(
    person: Mapping[str, tuple[int, Sequence[Answered]]],
    today: date = TODAY,
    deadline: date | None = None,
) -> tuple[Fading, ...]:
    """Say when to ask again about all skills of a person."""
    proven = {skill: level for skill, (level, _) in person.items()}
    return fading(proven, {skill: log for skill, (_, log) in person.items()}, today, deadline)


@pytest.mark.parametrize(
    ("outcomes", "wait"),
    [
        ((RIGHT,), 62),
        ((RIGHT, RIGHT), 62),
        ((RIGHT, RIGHT, RIGHT), MOST_DAYS),
        ((RIGHT, RIGHT, RIGHT, WRONG), 62),
        ((RIGHT, RIGHT, WRONG), 62),
        ((RIGHT, WRONG), 35),
        ((RIGHT, DONT_KNOW), 35),
        ((RIGHT, WRONG, WRONG), LEAST_DAYS),
        ((WRONG,), LEAST_DAYS),
    ],
)
def test_the_better_a_first_check_the_longer_it_lasts(
    outcomes: tuple[Outcome, ...], wait: int
) -> None:
    """Two months after a good check, half a year without a mistake, a week after a bad one."""
    found = one(answers(FIRST, *outcomes))
    assert found.checked == FIRST
    assert found.due == FIRST + wait * DAY


def test_the_order_of_a_day_is_no_matter() -> None:
    """The answers of one day are one check, in whatever order they come."""
    mixed = [*answers(FIRST, WRONG, RIGHT, RIGHT), *answers(FIRST + DAY, RIGHT)]
    assert one(mixed) == one(mixed[::-1])


def test_a_second_good_check_lasts_longer_than_the_first() -> None:
    """What was remembered after two months is asked about after half a year, and no later."""
    second = FIRST + 62 * DAY
    found = one([*answers(FIRST, RIGHT), *answers(second, RIGHT)])
    assert found.due == second + MOST_DAYS * DAY


def test_a_bad_check_after_good_ones_brings_the_next_one_nearer() -> None:
    """A lapse is followed by a check after a week, however well it went before."""
    good = answers(FIRST, RIGHT, RIGHT, RIGHT)
    lapse = FIRST + 180 * DAY
    found = one([*good, *answers(lapse, WRONG, WRONG)])
    assert found.due == lapse + LEAST_DAYS * DAY


def test_mistakes_above_the_level_count_for_nothing() -> None:
    """Who misses an expert's question has not forgotten what a beginner knows."""
    good = answers(FIRST, RIGHT, RIGHT, RIGHT)
    hard = answers(FIRST + 9 * DAY, WRONG, DONT_KNOW, level=4)
    assert one([*good, *hard]) == one(good)


def test_a_right_answer_above_the_level_counts() -> None:
    """Who can do more can do this, so that the day counts as a check."""
    later = FIRST + 30 * DAY
    found = one([*answers(FIRST, RIGHT), *answers(later, RIGHT, level=4)])
    assert found.checked == later


def test_where_no_answer_counts_the_last_day_does() -> None:
    """A level that neighbours prove is taken for checked, neither well nor badly."""
    log = [*answers(FIRST, WRONG, level=3), *answers(FIRST + 5 * DAY, WRONG, level=4)]
    found = one(log)
    assert (found.checked, found.due) == (FIRST + 5 * DAY, FIRST + 40 * DAY)


def test_the_chance_sinks_from_certain_to_the_limit() -> None:
    """On the day of a check it is 1, and when the next one is due about ASK_BELOW."""
    log = answers(FIRST, RIGHT)
    assert one(log, today=FIRST).chance == pytest.approx(1)
    due = one(log).due
    assert one(log, today=due).chance == pytest.approx(ASK_BELOW, abs=0.01)
    assert one(log, today=due + 90 * DAY).chance < ASK_BELOW


def test_nothing_proven_is_nothing_to_check() -> None:
    """Skills at level 0, and skills without answers, are left out."""
    assert fading({}, {"a": answers(FIRST, RIGHT)}, TODAY) == ()
    assert fading({"a": 0, "b": 2}, {"a": answers(FIRST, RIGHT), "b": []}, TODAY) == ()


def test_what_is_due_comes_first_and_the_most_faded_before_all() -> None:
    """Of two that are due the one that faded more comes first, then what is due later."""
    log = {
        "late": answers(TODAY - DAY, RIGHT),
        "faded": answers(TODAY - 300 * DAY, RIGHT),
        "due": answers(TODAY - 300 * DAY, RIGHT, RIGHT, RIGHT),
        "soon": answers(TODAY - 2 * DAY, RIGHT),
    }
    found = fading(dict.fromkeys(log, 2), log, TODAY)
    assert [each.skill for each in found] == ["faded", "due", "soon", "late"]
    assert [each.skill for each in due_on(found, TODAY)] == ["faded", "due"]


def test_before_a_deadline_what_faded_is_due_once_more() -> None:
    """Two weeks before it comes what will have faded by then, even if it is not due yet."""
    deadline = TODAY + 30 * DAY
    log = answers(TODAY - 10 * DAY, RIGHT)
    found = one(log, deadline=deadline)
    assert found.due == deadline - BEFORE_DEADLINE
    assert found.for_deadline
    assert found.due < found.regular


def test_a_check_in_the_last_weeks_is_enough() -> None:
    """What was checked within two weeks before the deadline is not due for it again."""
    deadline = TODAY + 14 * DAY
    assert one(answers(TODAY, RIGHT), deadline=deadline).final is None
    assert one(answers(TODAY, WRONG), deadline=deadline).final is None
    assert one(answers(TODAY - DAY, RIGHT), deadline=deadline + DAY).final is None


def test_what_stays_fresh_is_not_due_for_a_deadline() -> None:
    """Without a mistake shortly before, the chance on the deadline stays above FRESH."""
    deadline = TODAY + 20 * DAY
    log = answers(TODAY, RIGHT, RIGHT, RIGHT)
    assert one(log, today=deadline).chance >= FRESH
    assert one(log, deadline=deadline) == one(log)


def test_a_deadline_that_is_over_does_not_count() -> None:
    """The day after it, all is as without one; on the day itself it still counts."""
    log = answers(TODAY - 50 * DAY, RIGHT)
    assert one(log, deadline=TODAY - DAY) == one(log)
    assert one(log, deadline=TODAY).due == TODAY - BEFORE_DEADLINE


@given(people, days, st.none() | days)
def test_no_date_lies_before_the_last_check(
    person: Mapping[str, tuple[int, Sequence[Answered]]], today: date, deadline: date | None
) -> None:
    """Whatever was answered and whatever is to come, a check follows the last one."""
    for each in everything(person, today, deadline):
        log = person[each.skill][1]
        assert each.due > each.checked
        assert each.checked in {answer.on for answer in log}
        assert LEAST_DAYS <= (each.regular - each.checked).days <= MOST_DAYS
        assert 0 < each.chance <= 1


@given(histories, levels, st.data())
def test_another_right_answer_on_a_day_of_a_check_never_brings_it_nearer(
    log: list[Answered], level: int, data: st.DataObject
) -> None:
    """Nor does a right answer in the place of another one."""
    counted = [each for each in log if each.outcome is RIGHT or each.level <= level]
    assume(counted)
    chosen = data.draw(st.sampled_from(counted))
    more = [*log, chosen._replace(outcome=RIGHT)]
    better = [each._replace(outcome=RIGHT) if each is chosen else each for each in log]
    before = one(log, level=level)
    assert one(more, level=level).due >= before.due
    assert one(better, level=level).due >= before.due


@given(histories, levels, st.integers(0, 400), levels)
def test_a_right_answer_after_all_others_never_brings_it_nearer(
    log: list[Answered], level: int, later: int, asked: int
) -> None:
    """A check that went well, today or later, never leads to an earlier one."""
    last = max(each.on for each in log)
    more = [*log, Answered(last + later * DAY, asked, RIGHT)]
    assert one(more, level=level).due >= one(log, level=level).due


@given(people, days, days)
def test_a_deadline_never_takes_a_check_away(
    person: Mapping[str, tuple[int, Sequence[Answered]]], today: date, deadline: date
) -> None:
    """With a deadline everything is due as early as without one, or earlier."""
    without = {each.skill: each for each in everything(person, today)}
    found = everything(person, today, deadline)
    assert {each.skill for each in found} == without.keys()
    for each in found:
        assert each.due <= without[each.skill].due
        assert each.regular == without[each.skill].regular
        assert each.for_deadline == (each.due < each.regular)


@given(people, days, days)
def test_on_a_deadline_all_was_fresh_or_asked_about_before(
    person: Mapping[str, tuple[int, Sequence[Answered]]], today: date, deadline: date
) -> None:
    """What will have faded by the deadline is due before it, unless it was just checked."""
    assume(deadline >= today)
    later = {each.skill: each.chance for each in everything(person, deadline)}
    for each in everything(person, today, deadline):
        just = each.checked >= deadline - BEFORE_DEADLINE
        assert each.due <= deadline - BEFORE_DEADLINE or just or later[each.skill] >= FRESH


@given(people, days, st.none() | days, st.randoms(use_true_random=False))
def test_the_same_gives_the_same(
    person: Mapping[str, tuple[int, list[Answered]]],
    today: date,
    deadline: date | None,
    random: Random,
) -> None:
    """Neither the clock nor the order of skills and answers changes anything."""
    shuffled = list(person.items())
    random.shuffle(shuffled)
    turned = {skill: (level, log[::-1]) for skill, (level, log) in shuffled}
    assert everything(turned, today, deadline) == everything(person, today, deadline)


@given(people, days)
def test_what_is_due_is_just_what_has_come(
    person: Mapping[str, tuple[int, Sequence[Answered]]], today: date
) -> None:
    """The list of a day has every skill whose day has come and no other, worst first."""
    found = everything(person, today)
    due = due_on(found, today)
    assert {each.skill for each in due} == {each.skill for each in found if each.due <= today}
    assert [each.chance for each in due] == sorted(each.chance for each in due)
    assert found[: len(due)] == due
