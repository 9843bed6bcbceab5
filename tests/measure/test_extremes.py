"""Answers and maps at the edge: all must stay finite and sensible."""

from collections.abc import Sequence
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definite import smallest_pivot_of
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.belief import Belief, central_range
from mlcareer.measure.interview import Interview
from mlcareer.measure.prior import ASSUMPTIONS, build_prior, take_in_rating
from mlcareer.measure.profile import Estimate
from mlcareer.measure.steps import AskQuestion, Done
from mlcareer.measure.stopping import Reason
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.items import Item, Outcome
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.questions import Question
from simulated import (
    Replies,
    answer_with,
    items,
    make_map,
    make_material,
    make_role,
    sit,
)
from support import EXAMPLE, make_item, make_question, rating

GARDEN = load_skill_map(EXAMPLE)
SKILLS = tuple(GARDEN.skills)
ALONE = make_map({"juggling": ()})
MANY = 300

PATTERNS: dict[str, Replies] = {
    "all right": lambda _: Outcome.RIGHT,
    "all wrong": lambda _: Outcome.WRONG,
    "never known": lambda _: Outcome.DONT_KNOW,
    "hard ones right": lambda q: Outcome.RIGHT if q.level > 2 else Outcome.WRONG,
    "in turns": lambda q: list(Outcome)[int(q.id[-1]) % len(Outcome)],
}


def bank_of(skills: Sequence[str], count: int) -> list[Question]:
    """Make questions of all levels about some skills."""
    return [
        make_question(f"{skill}-{at}", skill=skill, sub=f"part-{at % 3}", level=1 + at % 4)
        for skill in skills
        for at in range(count)
    ]


def is_sensible(belief: Belief, skill: str) -> bool:
    """Tell whether what is believed about a skill is finite and possible."""
    mean, variance = belief.moments(skill)
    low, high = central_range(belief.parts(skill), 0.9)
    chances = belief.level_probabilities(skill)
    return (
        all(map(isfinite, (mean, variance, low, high)))
        and abs(mean) < 15
        and 0 < variance < 10
        and low < high
        and abs(sum(chances) - 1) < 1e-9
    )


def interview_of(skills: Sequence[str], questions: Sequence[Question], budget: int) -> Interview:
    """Begin an interview about some skills of the garden."""
    role = make_role(dict.fromkeys(skills, (2, 1.0)))
    skill_map = GARDEN if set(skills) <= set(SKILLS) else make_map(dict.fromkeys(skills, ()))
    material = make_material(skill_map, role, questions)
    return Interview(material, 5, [stretch_event(tuple(skills), budget)])


def estimates_after(pattern: str, budget: int = 40) -> dict[str, Estimate]:
    """Sit an interview about the garden with one pattern of answers."""
    interview = interview_of(SKILLS, bank_of(SKILLS, 12), budget)
    sit(interview, PATTERNS[pattern])
    return interview.profile().estimates


@pytest.mark.parametrize("pattern", PATTERNS)
def test_any_pattern_of_answers_ends_sensibly(pattern: str) -> None:
    """Whatever somebody answers to each question, the interview ends with a usable profile."""
    interview = interview_of(SKILLS, bank_of(SKILLS, 12), 40)
    end = sit(interview, PATTERNS[pattern])
    assert end is not None
    assert end.why in {Reason.SURE, Reason.QUESTIONS, Reason.NOT_WORTH_IT}
    assert smallest_pivot_of(interview.belief) > 0
    assert all(is_sensible(interview.belief, skill) for skill in SKILLS)


def test_patterns_stand_in_their_order() -> None:
    """All right ends above all wrong and never known, in every skill."""
    right, wrong, unknown = map(estimates_after, ("all right", "all wrong", "never known"))
    for skill in SKILLS:
        assert right[skill].mean > 0 > -1 > max(wrong[skill].mean, unknown[skill].mean)
        assert right[skill].high == TOP_LEVEL
        assert wrong[skill].low == unknown[skill].low == 0


@pytest.mark.parametrize("outcome", Outcome)
def test_hundreds_of_like_answers_stay_finite(outcome: Outcome) -> None:
    """After 300 answers of one kind everything is finite, and the skill far on its side."""
    belief = build_prior(GARDEN, None, {})
    for at in range(MANY):
        belief.answer(make_item(SKILLS[at % 4], b=(-1.5, -0.5, 0.5, 1.5)[at // 4 % 4]), outcome)
    assert smallest_pivot_of(belief) > 0
    for skill in SKILLS:
        assert is_sensible(belief, skill)
        assert (belief.moments(skill).mean > 1) is (outcome is Outcome.RIGHT)
    assert 0 < belief.behaviour.admits < 1


def test_hundreds_of_mixed_answers_find_the_ability() -> None:
    """After 300 answers of a person between two difficulties, the skill lies between them."""
    belief = build_prior(ALONE, None, {})
    for at in range(MANY):
        easy = at % 2 == 0
        item = Item("juggling", 2.0, -2.0 if easy else 1.0, 0.0, 0.25)
        belief.answer(item, Outcome.RIGHT if easy else Outcome.DONT_KNOW)
    mean, variance = belief.moments("juggling")
    assert -2 < mean < 1
    assert variance < 0.25
    assert is_sensible(belief, "juggling")


@pytest.mark.parametrize("first", Outcome)
def test_a_change_of_heart_after_hundreds_of_answers_counts(first: Outcome) -> None:
    """Even after 150 answers of one kind, 150 of the opposite kind turn the belief."""
    belief = build_prior(ALONE, None, {})
    second = Outcome.WRONG if first is Outcome.RIGHT else Outcome.RIGHT
    means = []
    for outcome in (first, second):
        for at in range(MANY // 2):
            belief.answer(make_item("juggling", b=(-1.5, -0.5, 0.5, 1.5)[at % 4]), outcome)
        means.append(belief.moments("juggling").mean)
    assert (means[1] > means[0]) is (second is Outcome.RIGHT)
    assert is_sensible(belief, "juggling")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(items(["juggling"], a=10, b=10, b_sd=5), st.sampled_from(Outcome)),
        min_size=30,
        max_size=60,
    )
)
def test_any_items_the_content_allows_stay_finite(answers: list[tuple[Item, Outcome]]) -> None:
    """Items as extreme as a bank may have them, answered in any way, leave finite beliefs."""
    belief = build_prior(ALONE, None, {})
    for item, outcome in answers:
        assert sum(belief.predict(item).values()) == pytest.approx(1)
        belief.answer(item, outcome)
        assert is_sensible(belief, "juggling")


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("b", [-10.0, 10.0])
@pytest.mark.parametrize("c", [0.0, 0.25])
def test_the_least_expected_answer_does_no_harm(outcome: Outcome, b: float, c: float) -> None:
    """After much evidence, an answer that was all but impossible leaves a finite belief."""
    belief = build_prior(ALONE, None, {})
    usual = Outcome.DONT_KNOW if b > 0 else Outcome.RIGHT
    for at in range(60):
        belief.answer(make_item("juggling", b=(at % 5 - 2) / 2), usual)
    item = Item("juggling", 10.0, b, 0.0, c)
    assert sum(belief.predict(item).values()) == pytest.approx(1)
    before = belief.moments("juggling").mean
    belief.answer(item, outcome)
    moved = belief.moments("juggling").mean - before
    assert (moved if outcome is Outcome.RIGHT else -moved) >= -1e-9
    assert is_sensible(belief, "juggling")


@pytest.mark.parametrize("level", range(5))
def test_rating_everything_alike_stays_sensible(level: int) -> None:
    """Who gives every skill the same rating, again and again, is not believed beyond measure."""
    belief = build_prior(GARDEN, None, {})
    for _ in range(10):
        for skill in SKILLS:
            take_in_rating(belief, skill, level)
    assert smallest_pivot_of(belief) > 0
    for skill in SKILLS:
        assert is_sensible(belief, skill)
        assert abs(belief.moments(skill).mean) < 3


@pytest.mark.parametrize("outcome", Outcome)
def test_a_skill_of_one_question(outcome: Outcome) -> None:
    """Where a skill has one question, it is asked, and the result says how little that is."""
    interview = interview_of(("digging",), bank_of(("digging",), 1), 10)
    step = interview.next_question()
    assert isinstance(step, AskQuestion)
    assert (step.position, step.total) == (1, 1)
    interview.apply(answer_with(step.question, outcome))
    end = interview.next_question()
    assert isinstance(end, Done)
    assert end.why in {Reason.NONE_LEFT, Reason.SURE}
    estimate = interview.profile().estimates["digging"]
    assert estimate.answers == 1
    assert estimate.sd > 0.9


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_map_of_one_skill(pattern: str) -> None:
    """On a map of a single skill an interview is held like on any other."""
    interview = interview_of(("juggling",), bank_of(("juggling",), 12), 12)
    interview.apply(rating("juggling", 2))
    end = sit(interview, PATTERNS[pattern])
    assert end is not None
    assert interview.answers >= 2
    assert list(interview.profile().estimates) == ["juggling"]
    assert is_sensible(interview.belief, "juggling")


def test_an_empty_bank() -> None:
    """Without any questions there is a profile of what was said, and no question."""
    interview = interview_of(SKILLS, [], 10)
    interview.apply(rating("digging", 4))
    end = interview.next_question()
    assert isinstance(end, Done)
    assert end.why is Reason.NO_QUESTIONS
    assert interview.most_questions == 0
    estimates = interview.profile().estimates
    assert estimates["digging"].self_rating == 4
    assert not any(estimate.measured for estimate in estimates.values())


def test_a_role_that_asks_for_nothing_in_scope() -> None:
    """Where the role demands none of the skills, no question about them is worth asking."""
    material = make_material(GARDEN, make_role({"pruning": (2, 1.0)}), bank_of(("digging",), 4))
    interview = Interview(material, 1, [stretch_event(("digging",), 10)])
    end = interview.next_question()
    assert isinstance(end, Done)
    assert end.why is Reason.NO_QUESTIONS


def test_weights_of_nothing_still_end() -> None:
    """A role in which no skill has any weight is asked about to some end without failing."""
    role = make_role(dict.fromkeys(SKILLS, (2, 0.0)))
    material = make_material(GARDEN, role, bank_of(SKILLS, 2))
    interview = Interview(material, 1, [stretch_event(SKILLS, 6)])
    assert sit(interview, PATTERNS["in turns"]) is not None


@pytest.mark.parametrize("weights", [(1.0,), (0.999, 0.001), (0.2, 0.3, 0.5)])
def test_any_number_of_hypotheses(weights: tuple[float, ...]) -> None:
    """A belief may have one hypothesis or several, of any weights."""
    ties = ASSUMPTIONS.ties[: len(weights)]
    belief = build_prior(GARDEN, None, {}, ASSUMPTIONS._replace(ties=ties, weights=weights))
    for at in range(40):
        belief.answer(make_item(SKILLS[at % 4]), list(Outcome)[at % 3])
    assert len(belief.weights) == len(weights)
    assert sum(belief.weights) == pytest.approx(1)
    assert all(is_sensible(belief, skill) for skill in SKILLS)
