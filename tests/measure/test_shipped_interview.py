from collections import Counter
from collections.abc import Mapping
from math import isfinite
from random import Random

import pytest

from mlcareer.api import load_content
from mlcareer.measure.interview import DEPTHS, Interview, Material
from mlcareer.measure.steps import AskBackground, AskQuestion, AskRating, AskTrait, Done, Step
from mlcareer.measure.stopping import Reason
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.people import Event, EventKind
from simulated import answer_with, asked_in, moments_of, outcome_of, seeded
from support import DATA

EARLY = {Reason.SURE, Reason.NOT_WORTH_IT, Reason.NONE_LEFT}
PEOPLE = (-2.0, -0.5, 1.0)


@pytest.fixture(scope="module")
def material() -> Material:
    """Read all that the shipped interview draws on."""
    return load_content(DATA, "ml-engineer")


def reply(step: Step, abilities: Mapping[str, float], random: Random) -> Event:
    """Reply as a person of some abilities, who rates herself about the middle."""
    match step:
        case AskBackground(subject):
            return Event(EventKind.BACKGROUND, subject, "")
        case AskRating(skill):
            return Event(EventKind.RATING, skill, str(random.choice((1, 2, 2, 3))))
        case AskQuestion(question):
            item = question.item
            return answer_with(question, outcome_of(item, abilities[item.skill], random))
        case AskTrait(trait):
            return Event(EventKind.TRAIT, trait.id, "3")
        case Done():
            pytest.fail("asked for a reply after the end")


def play(
    material: Material,
    abilities: Mapping[str, float] | float,
    seed: int,
    depth: str = "standard",
    minutes: int = 0,
) -> tuple[Interview, Done]:
    """Play a whole interview; one number stands for the same ability in everything."""
    random = seeded(seed)
    skills = tuple(material.skill_map.skills)
    if isinstance(abilities, float):
        abilities = dict.fromkeys(skills, abilities)
    interview = Interview(material, seed, [stretch_event(skills, DEPTHS[depth], minutes=minutes)])
    while not isinstance(step := interview.next_step(), Done):
        event = reply(step, abilities, random)
        interview.apply(event._replace(detail={**event.detail, "seconds": 20}))
    return interview, step


def counts_of(material: Material, interview: Interview) -> Counter[str]:
    """Count the questions asked about each skill."""
    return Counter(material.questions[id_].skill for id_ in asked_in(interview))


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("theta", PEOPLE)
def test_the_budget_is_used_or_there_is_a_reason(
    material: Material, depth: str, theta: float
) -> None:
    """An interview asks all that was set, or ends early because more would tell nothing."""
    interview, end = play(material, theta, seed=1, depth=depth)
    assert interview.answers <= DEPTHS[depth]
    if interview.answers == DEPTHS[depth]:
        assert end.why in {Reason.QUESTIONS, Reason.SURE}
    else:
        assert end.why in EARLY
    assert interview.answers >= 10
    assert len(set(asked_in(interview))) == interview.answers


@pytest.mark.parametrize("theta", PEOPLE)
def test_the_questions_are_spread_over_several_skills(material: Material, theta: float) -> None:
    """The usual budget reaches most skills that have questions, and is not spread evenly."""
    interview, _ = play(material, theta, seed=1)
    counts = counts_of(material, interview)
    measured = {question.skill for question in material.questions.values()}
    assert len(counts) > len(measured) / 2
    assert max(counts.values()) <= interview.answers / 2
    assert len(set(counts.values())) > 1


def test_a_deeper_interview_asks_about_no_less(material: Material) -> None:
    """With more questions to spend, more are asked, and doubt about the skills falls."""
    asked, doubts = [], []
    for depth in DEPTHS:
        interview, _ = play(material, -0.5, seed=1, depth=depth)
        asked.append(interview.answers)
        doubts.append(sum(one.sd for one in interview.profile().estimates.values()))
    assert asked == sorted(asked)
    assert asked[0] < asked[-1]
    assert doubts == sorted(doubts, reverse=True)


@pytest.mark.parametrize("minutes", [8, 20])
def test_minutes_end_the_interview(material: Material, minutes: int) -> None:
    """When time is short, ratings and questions share it, and the interview ends with it."""
    interview, end = play(material, -0.5, seed=1, depth="deep", minutes=minutes)
    assert end.why is Reason.MINUTES
    assert 60 * minutes <= interview.stretch.seconds < 60 * minutes + 20
    kinds = Counter(event.kind for event in interview.events)
    assert kinds[EventKind.ANSWER] >= 60 * minutes / 20 / 3
    assert kinds[EventKind.TRAIT] == 0


def test_the_shipped_interview_tells_people_apart(material: Material) -> None:
    """Who can do more is placed higher in each skill that was asked about."""
    low, high = (play(material, theta, seed=3)[0].profile().estimates for theta in (-2.0, 1.0))
    both = [skill for skill in low if low[skill].answers and high[skill].answers]
    assert len(both) >= 6
    assert all(low[skill].mean < high[skill].mean for skill in both)


def test_the_heaviest_skills_are_looked_at(material: Material) -> None:
    """Of the skills that weigh most and have questions, most are asked about."""
    demands = material.role.demands
    measured = {question.skill for question in material.questions.values()}
    heaviest = max(demands[skill].weight for skill in measured)
    heavy = {skill for skill in measured if demands[skill].weight == heaviest}
    interview, _ = play(material, -0.5, seed=1)
    assert len(heavy & set(counts_of(material, interview))) >= 2 * len(heavy) / 3


def test_what_is_known_and_what_is_not_are_told_apart(material: Material) -> None:
    """Somebody who knows one area only is placed higher in it than in the others."""
    areas = {id_: skill.area for id_, skill in material.skill_map.skills.items()}
    measured = {question.skill for question in material.questions.values()}
    known = Counter(areas[skill] for skill in measured).most_common(1)[0][0]
    abilities = {id_: 1.5 if area == known else -2.5 for id_, area in areas.items()}
    interview, _ = play(material, abilities, seed=2)
    estimates = interview.profile().estimates
    asked = [skill for skill in areas if estimates[skill].answers >= 2]
    inside = [estimates[skill].mean for skill in asked if areas[skill] == known]
    outside = [estimates[skill].mean for skill in asked if areas[skill] != known]
    assert min(len(inside), len(outside)) >= 2
    assert sum(inside) / len(inside) > sum(outside) / len(outside) + 1


@pytest.mark.parametrize("theta", PEOPLE)
def test_a_shipped_interview_replays_exactly(material: Material, theta: float) -> None:
    """From its log a whole interview comes back with the same belief and the same end."""
    interview, end = play(material, theta, seed=4)
    again = Interview(material, 4, interview.log)
    skills = material.skill_map.skills
    assert moments_of(again.belief, skills) == moments_of(interview.belief, skills)
    assert again.belief.weights == interview.belief.weights
    assert again.next_step() == end
    assert again.profile() == interview.profile()
    assert all(isfinite(one.mean) for one in again.profile().estimates.values())


def test_a_second_assessment_asks_what_was_not_seen(material: Material) -> None:
    """Who comes back meets mostly questions that the first assessment did not ask."""
    first = asked_in(play(material, -0.5, seed=1, depth="quick")[0])
    skills = tuple(material.skill_map.skills)
    second = Interview(material, 2, [stretch_event(skills, 20)], seen_before=first)
    random = seeded(5)
    while isinstance(step := second.next_question(), AskQuestion):
        second.apply(reply(step, dict.fromkeys(skills, -0.5), random))
    again = asked_in(second)
    assert len(again) >= 10
    assert len(set(again) & set(first)) <= len(again) / 3
