from collections import Counter
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.belief import LEVEL_CUTS
from mlcareer.measure.interview import Interview
from mlcareer.measure.response import TYPICAL, likelihood
from mlcareer.measure.simulate import HOURS, SIMULATED, Person, ability_of, reply_of
from mlcareer.measure.steps import AskBackground, AskQuestion, AskRating, AskTrait, Done
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.levels import LEVELS, TAUGHT_LEVELS
from mlcareer.model.people import BACKGROUND_QUESTIONS, EventKind, Trait
from mlcareer.model.questions import Form, Outcome, Question
from simulated import make_map, make_material, make_role
from support import DATA, make_item, make_question

TRAIT = Trait("patience", "Is patient", "I like to wait.")
BANK = load_questions(DATA, load_skill_map(DATA))
SHIPPED = {question.form: question for question in BANK.values()}
"""A shipped question of each form."""


def person(level: float, seed: int = 0) -> Person:
    """Make a person who has the same level everywhere."""
    skills = {*(question.skill for question in SHIPPED.values()), "python", "git"}
    return Person(dict.fromkeys(skills, level), seed)


def asked(question: Question) -> AskQuestion:
    """Ask a question."""
    return AskQuestion(question, question.options, 1, 1)


def outcomes(question: Question, level: float, people: int = 400) -> Counter[str]:
    """Count what comes of a question that many people of a level meet."""
    step = asked(question)
    return Counter(reply_of(person(level, seed), step).value for seed in range(people))


@pytest.mark.parametrize("level", TAUGHT_LEVELS)
def test_the_ability_of_a_level_lies_in_its_middle(level: int) -> None:
    """Each level above 0 has an ability half a logit above the cut where it begins."""
    assert ability_of(level) == pytest.approx(LEVEL_CUTS[level - 1] + 0.5)


def test_not_yet_lies_below_all_levels() -> None:
    """Level 0 has an ability below the first cut, and halves lie on the cuts."""
    assert ability_of(0) < LEVEL_CUTS[0]
    assert [ability_of(level + 0.5) for level in range(4)] == pytest.approx(LEVEL_CUTS)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("b", [-1.5, 0.0, 1.5])
def test_answers_follow_the_model(level: int, b: float) -> None:
    """The share of each outcome is what the model says for the ability, within chance."""
    question = make_question(item=make_item(b=b))
    counts = outcomes(question, level, people := 2000)
    for outcome in Outcome:
        expected = likelihood(question.item, outcome, ability_of(level), TYPICAL)
        error = 4 * (expected * (1 - expected) / people) ** 0.5
        assert counts[outcome] / people == pytest.approx(expected, abs=error)


@pytest.mark.parametrize("form", Form)
def test_each_form_is_answered_right_and_wrong(form: Form) -> None:
    """What is meant to be right or wrong is marked so, and a mistake is a foreseen one."""
    question = SHIPPED[form]
    seen = set()
    for seed in range(300):
        event = reply_of(person(2, seed), asked(question))
        said = str(event.detail["chosen"])
        seen.add(event.value)
        assert question.outcome_of(said or None) == event.value
        if event.value == Outcome.WRONG:
            assert question.mistakes_in(said)
            assert set(question.form.parts_of(said)) <= set(question.options or (said,))
    assert seen == set(Outcome)


@given(st.floats(0, 4), st.integers(0, 2**32))
def test_a_person_replies_the_same_each_time(level: float, seed: int) -> None:
    """Levels and seed decide every reply, whatever was asked before."""
    one, other = person(level, seed), person(level, seed)
    questions = [asked(question) for question in SHIPPED.values()]
    assert [reply_of(one, step) for step in questions] == [
        reply_of(other, step) for step in reversed(questions)
    ][::-1]


def test_people_differ_by_their_seed() -> None:
    """Two people of the same level are not the same person."""
    steps = [asked(make_question(f"q-{at}")) for at in range(30)]
    replies = [[reply_of(person(2, seed), step).value for step in steps] for seed in (1, 2)]
    assert replies[0] != replies[1]


@pytest.mark.parametrize("level", LEVELS)
def test_ratings_are_near_the_truth(level: int) -> None:
    """A rating is a level, and seldom more than one off."""
    ratings = [
        int(reply_of(person(level, seed), AskRating("python", 1, 1)).value) for seed in range(300)
    ]
    assert set(ratings) <= set(LEVELS)
    assert fmean(ratings) == pytest.approx(level, abs=0.25)
    assert fmean(abs(rating - level) <= 1 for rating in ratings) > 0.98
    assert len(set(ratings)) > 1


def test_background_suggests_nothing() -> None:
    """No degree, job or goal is named; hours are, so that a plan can have dates."""
    said = {one: reply_of(person(3), AskBackground(one)).value for one in BACKGROUND_QUESTIONS}
    assert said == {"degree": "", "work": "", "hours": str(HOURS), "goal": ""}


def test_traits_are_neither_nor() -> None:
    """A made-up person has no ways of working of her own."""
    assert reply_of(person(3), AskTrait(TRAIT, 1, 1)).value == "3"


@pytest.mark.parametrize(
    "step",
    [
        AskBackground("degree"),
        AskRating("git", 1, 1),
        AskTrait(TRAIT, 1, 1),
        asked(make_question()),
    ],
)
def test_every_reply_says_that_it_is_made_up(
    step: AskBackground | AskRating | AskTrait | AskQuestion,
) -> None:
    """Nobody can take the log for that of a person."""
    event = reply_of(person(1), step)
    assert event.detail[SIMULATED] == 1
    assert float(event.detail["seconds"]) >= 0


def play(level: float, seed: int) -> Interview:
    """Let a person go through an interview about two skills."""
    bank = [
        make_question(f"{skill}-{at}", skill=skill, level=1 + at % 4)
        for skill in ("python", "git")
        for at in range(16)
    ]
    skills = make_map({"python": [], "git": []})
    role = make_role({"python": (2, 1.0), "git": (3, 1.0)})
    interview = Interview(make_material(skills, role, bank), seed)
    while not isinstance(step := interview.next_step(), Done):
        interview.apply(reply_of(person(level, seed), step))
    return interview


def test_an_interview_comes_to_its_end() -> None:
    """All that is asked is replied to."""
    interview = play(2, 1)
    kinds = Counter(event.kind for event in interview.events)
    assert kinds[EventKind.RATING] == 2
    assert kinds[EventKind.ANSWER] == interview.answers > 3


def test_a_set_time_runs_out() -> None:
    """Replies take about the time of a person, so that minutes that were set mean something."""
    bank = [make_question(f"python-{at}", level=1 + at % 4) for at in range(40)]
    role = make_role({"python": (2, 1.0)})
    interview = Interview(make_material(make_map({"python": []}), role, bank), 1)
    interview.apply(stretch_event(("python",), 40, minutes=1))
    while not isinstance(step := interview.next_step(), Done):
        interview.apply(reply_of(person(2.0, 3), step))
    assert interview.answers <= 3


def test_higher_levels_come_out_higher() -> None:
    """What is believed in the end grows with the level of the person, on average."""

    def mean(level: float) -> float:
        profiles = [play(level, seed).profile() for seed in range(8)]
        return fmean(one.mean for profile in profiles for one in profile.estimates.values())

    means = [mean(level) for level in (0, 1, 2, 3, 4)]
    assert means == sorted(means)
    assert means[4] - means[0] > 1.5
