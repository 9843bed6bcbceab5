import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.interview import Interview
from mlcareer.measure.progress import (
    SECONDS_A_QUESTION,
    SECONDS_A_RATING,
    Left,
    Progress,
    pace,
    progress_of,
)
from mlcareer.measure.selection import Stake
from mlcareer.measure.steps import Done
from mlcareer.measure.stretches import MOST_SECONDS, stretch_event
from mlcareer.model.items import Outcome
from mlcareer.model.people import Event, EventKind
from simulated import (
    CALIBRATED,
    UNDO,
    answer_with,
    belief_about,
    make_map,
    make_material,
    make_role,
    sit,
)
from support import make_item, make_question, rating

SKILLS = ("one", "two", "three")
MAP = make_map(dict.fromkeys(SKILLS, ()))
ROLE = make_role({"one": (2, 3.0), "two": (3, 1.0), "three": (1, 2.0)})
BANK = [
    make_question(f"{skill}-{at}", skill=skill, item=make_item(skill, b=row[1]))
    for skill in SKILLS
    for at, row in enumerate(CALIBRATED)
]
MATERIAL = make_material(MAP, ROLE, BANK)
OUTCOMES = st.lists(st.sampled_from(Outcome), max_size=12)


def took(seconds: float | None, kind: EventKind = EventKind.ANSWER) -> Event:
    """Make a reply that took some time, or of which that is not known."""
    return Event(kind, "one-0", "right", {} if seconds is None else {"seconds": seconds})


def asked(skill: str) -> Event:
    """Make an answer about a skill."""
    return Event(EventKind.ANSWER, f"{skill}-0", "right", {"skill": skill})


@given(OUTCOMES, st.integers(1, 12), st.integers(0, 30))
def test_it_keeps_its_bounds(outcomes: list[Outcome], budget: int, minutes: int) -> None:
    """Whatever was answered: counts within their wholes, sureness 0.5 to 1, minutes from 0."""
    interview = Interview(MATERIAL, 5, [stretch_event(SKILLS, budget, minutes=minutes)])
    for question, outcome in zip(BANK, outcomes, strict=False):
        interview.apply(answer_with(question, outcome))
        progress = interview.progress()
        assert 0 <= progress.settled <= progress.decisions == len(SKILLS)
        assert 0.5 <= progress.sure <= 1.0
        assert 0 <= progress.questions_left <= budget
        assert progress.minutes_left >= 0
        assert not minutes or progress.minutes_left <= minutes


def test_what_is_left_falls_with_each_reply() -> None:
    """With each rating and each answer less is left, and at the end no question."""
    interview = Interview(MATERIAL, 5, [stretch_event(SKILLS, 8)])
    before = interview.progress()
    assert before.questions_left == 8
    for skill in SKILLS:
        interview.apply(rating(skill, 2))
        now = interview.progress()
        assert now.questions_left == before.questions_left
        assert now.minutes_left <= before.minutes_left
        before = now
    while not isinstance(interview.next_question(), Done):
        sit(interview, lambda question: list(Outcome)[question.item.b > 0], most=1)
        now = interview.progress()
        assert now.questions_left < before.questions_left
        assert now.minutes_left <= before.minutes_left
        before = now
    interview.apply(UNDO)
    assert interview.progress().questions_left == before.questions_left + 1


def test_the_end_of_the_budget_is_the_end() -> None:
    """When all questions of the budget were asked, none and no minute is left."""
    interview = Interview(MATERIAL, 5, [stretch_event(SKILLS, 2)])
    for skill in SKILLS:
        interview.apply(rating(skill, ""))
    sit(interview, lambda _: Outcome.DONT_KNOW, most=2)
    progress = interview.progress()
    assert (progress.questions_left, progress.minutes_left) == (0, 0)


def test_only_what_was_asked_about_is_settled() -> None:
    """However sure a guess is, a target is settled by an answer about its skill."""
    belief = belief_about(one=(9.0, 0.01), two=(-9.0, 0.01), three=(0.0, 9.0))
    stakes = {skill: Stake(2, 1.0) for skill in SKILLS}
    left = Left(0, 0, 0)
    assert progress_of(belief, stakes, [], left).settled == 0
    assert progress_of(belief, stakes, [asked("one")], left).settled == 1
    both = [asked("one"), asked("two"), asked("two")]
    assert progress_of(belief, stakes, both, left).settled == 2
    open_too = [*both, asked("three")]
    assert progress_of(belief, stakes, open_too, left).settled == 2


def test_sureness_is_weighted() -> None:
    """A heavy decision that is open counts more than light ones that are clear."""
    belief = belief_about(one=(9.0, 0.01), two=(-1.0, 4.0))
    light = {"one": Stake(2, 1.0), "two": Stake(2, 9.0)}
    heavy = {"one": Stake(2, 9.0), "two": Stake(2, 1.0)}
    left = Left(0, 0, 0)
    assert progress_of(belief, light, [], left).sure < progress_of(belief, heavy, [], left).sure
    sure = progress_of(belief, {"one": Stake(2, 1.0)}, [], left).sure
    assert sure == pytest.approx(1.0, abs=0.01)


def test_nothing_to_decide_is_sure() -> None:
    """Without a decision to make there is nothing to be unsure of."""
    progress = progress_of(belief_about(one=(0.0, 1.0)), {}, [], Left(3, 0, 0))
    assert progress == Progress(0, 0, 1.0, 3, 2)


@pytest.mark.parametrize(
    ("left", "minutes"),
    [
        (Left(0, 0, 0), 0),
        (Left(1, 0, 0), 1),
        (Left(0, 1, 0), 1),
        (Left(12, 0, 0), 5),
        (Left(13, 0, 0), 6),
        (Left(12, 12, 0), 6),
        (Left(45, 45, 0), 23),
        (Left(45, 45, 10), 10),
        (Left(2, 0, 10), 1),
    ],
)
def test_minutes_are_rounded_up_and_end_with_the_time_that_was_set(
    left: Left, minutes: int
) -> None:
    """Before the person has shown a pace, a question takes 25 seconds and a rating five."""
    assert (SECONDS_A_QUESTION, SECONDS_A_RATING) == (25.0, 5.0)
    assert progress_of(belief_about(one=(0.0, 1.0)), {}, [], left).minutes_left == minutes


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([], SECONDS_A_QUESTION),
        ([1], (5 * 25 + 1) / 6),
        ([1, 1, 1, 1, 1], 13.0),
        ([10, 20, 30, 40, 50], 27.5),
        ([50, 10, 40, 20, 30], 27.5),
        ([35] * 45, 34.0),
        ([9999, 9999, 9999, 9999, 9999], (25 + MOST_SECONDS) / 2),
        ([-5, -5, -5, 8, 9], 12.5),
    ],
)
def test_the_pace_becomes_the_median_of_the_answers(seconds: list[float], expected: float) -> None:
    """The more answers there are, the more the pace is one's own; being away counts to the cap."""
    assert pace([took(each) for each in seconds]) == expected


def test_only_answers_with_a_time_make_the_pace() -> None:
    """Ratings, and answers of which no time was kept, say nothing."""
    others = [took(3, EventKind.RATING)] * 9 + [took(None)] * 9
    assert pace(others) == SECONDS_A_QUESTION
    assert pace([*others, *[took(7)] * 5]) == 16.0


@given(st.lists(st.floats(-1e6, 1e9), min_size=5))
def test_no_clock_makes_a_pace_that_cannot_be(seconds: list[float]) -> None:
    """Whatever a clock did, the pace lies between nothing and the cap."""
    assert 0.0 <= pace([took(each) for each in seconds]) <= MOST_SECONDS
