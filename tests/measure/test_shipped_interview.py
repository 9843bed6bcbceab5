from collections import Counter
from random import Random

import pytest

from mlcareer.content.people import load_backgrounds, load_traits
from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.measure.interview import (
    DEFAULT_BUDGET,
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    Done,
    Interview,
    Material,
    answer_event,
)
from mlcareer.measure.profile import ENOUGH_ANSWERS, make_profile
from mlcareer.measure.response import likelihood
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Outcome, Question
from mlcareer.model.skills import SkillMap
from support import DATA


@pytest.fixture(scope="module")
def material(skill_map: SkillMap) -> Material:
    """Read all that the shipped interview draws on."""
    return Material(
        skill_map=skill_map,
        role=load_role(DATA, "ml-engineer", skill_map),
        backgrounds=load_backgrounds(DATA, skill_map),
        traits=load_traits(DATA),
        questions=load_questions(DATA, skill_map),
    )


def reply(question: Question, theta: float, random: Random) -> Event:
    """Answer as a person of an ability would."""
    chances = [likelihood(question.item, outcome, theta) for outcome in Outcome]
    outcome = random.choices(list(Outcome), chances)[0]
    wrong = random.choice(question.distractors).text
    chosen = {Outcome.RIGHT: question.answer, Outcome.WRONG: wrong, Outcome.DONT_KNOW: None}
    return answer_event(question, chosen[outcome])


def play(material: Material, theta: float, seed: int) -> tuple[Interview, str]:
    """Play a whole interview of a person who is equally able in all skills."""
    random = Random(seed)  # noqa: S311 - a simulated person
    interview = Interview(material, seed)
    while True:
        match interview.next_step():
            case AskBackground(subject):
                interview.apply(Event(EventKind.BACKGROUND, subject, ""))
            case AskRating(skill):
                interview.apply(Event(EventKind.RATING, skill, str(random.choice((1, 2, 2, 3)))))
            case AskQuestion(question):
                interview.apply(reply(question, theta, random))
            case AskTrait(trait):
                interview.apply(Event(EventKind.TRAIT, trait.id, "3"))
            case Done(reason):
                return interview, reason


def counts_for(material: Material, theta: float) -> Counter[str]:
    """Play an interview to the end of its budget and count the questions of each skill."""
    interview, reason = play(material, theta, seed=1)
    answers = [event for event in interview.events if event.kind is EventKind.ANSWER]
    assert len(answers) == DEFAULT_BUDGET
    assert f"({DEFAULT_BUDGET})" in reason
    return Counter(str(event.detail["skill"]) for event in answers)


def test_heavy_skills_are_measured_and_the_rest_goes_where_it_is_worth_most(
    material: Material,
) -> None:
    """Each skill that weighs enough gets three answers; what is left is not spread evenly."""
    measured = {question.skill for question in material.questions.values()}
    demands = material.role.demands
    heavy = {skill for skill in measured if demands[skill].weight >= 2}
    played = [counts_for(material, theta) for theta in (-2.0, -0.5, 1.0)]

    assert all(counts[skill] >= ENOUGH_ANSWERS for counts in played for skill in heavy)
    assert all(len(set(counts.values())) > 1 for counts in played[1:])


def test_the_shipped_interview_tells_people_apart(material: Material) -> None:
    """Who can do more is placed higher in each skill that was measured."""
    profiles = []
    for theta in (-2.0, 1.0):
        interview, _ = play(material, theta, seed=3)
        events = interview.events
        profiles.append(make_profile(material.skill_map, material.backgrounds, events))
    low, high = (profile.estimates for profile in profiles)
    both = [s for s in low if min(low[s].answers, high[s].answers) >= ENOUGH_ANSWERS]

    assert len(both) >= 10
    assert all(low[skill].mean < high[skill].mean for skill in both)
