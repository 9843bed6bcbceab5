"""People, maps and beliefs that the tests of the engine share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from hypothesis import strategies as st

from mlcareer.measure.belief import Belief
from mlcareer.measure.gaussian import Gaussian
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.prior import take_in_rating
from mlcareer.measure.response import TYPICAL, Behaviour, likelihood
from mlcareer.measure.steps import AskQuestion, Done, answer_event
from mlcareer.model.items import Item, Outcome
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Question
from mlcareer.model.skills import Demand, Role, Skill, SkillMap

ANY_OUTCOME = st.sampled_from(Outcome)
CALIBRATED = ((0.4, -2.5, 0.1, 0.1), (2.6, -0.8, 0.3, 0.2), (1.1, 0.6, 0.0, 0.33), (3.5, 2, 1, 0.5))
"""Measuring sides a, b, b_sd and c that differ in everything."""

UNDO = Event(EventKind.UNDO, "assessment", "")
FINISH = Event(EventKind.FINISH, "assessment", "enough")

Step = tuple[Item, Outcome] | tuple[str, int]
"""An answer, or a self-rating."""

Replies = Callable[[Question], Outcome]


def items(
    skills: Iterable[str], *, a: float = 4, b: float = 4, b_sd: float = 2
) -> st.SearchStrategy[Item]:
    """Draw the measuring side of any question about some skills, within bounds."""
    return st.builds(
        Item,
        skill=st.sampled_from(sorted(skills)),
        a=st.floats(0.05, a),
        b=st.floats(-b, b),
        b_sd=st.floats(0, b_sd),
        c=st.floats(0, 0.95),
    )


def steps(skills: Iterable[str], most: int = 12) -> st.SearchStrategy[list[Step]]:
    """Draw what a person answers and how the person rates herself, in any order."""
    names = sorted(skills)
    answers = st.tuples(items(names), ANY_OUTCOME)
    ratings = st.tuples(st.sampled_from(names), st.integers(0, 4))
    return st.lists(answers | ratings, max_size=most)


def take_in(belief: Belief, taken: Iterable[Step]) -> Belief:
    """Let a belief take in answers and self-ratings; gives the belief."""
    for first, second in taken:
        if isinstance(first, Item):
            belief.answer(first, Outcome(str(second)))
        else:
            take_in_rating(belief, first, int(second))
    return belief


def seeded(seed: int | str) -> Random:
    """Make a source of chance for simulated people."""
    return Random(seed)  # noqa: S311 - no secret hangs on it


def belief_about(**abilities: tuple[float, float]) -> Belief:
    """Make a belief in which the skills, with mean and variance, are unrelated."""
    names = list(abilities)
    means = [mean for mean, _ in abilities.values()]
    covariance = [[abilities[row][1] * (row == other) for other in names] for row in names]
    return Belief([Gaussian(names, means, covariance)], [1.0])


def moments_of(belief: Belief, skills: Iterable[str]) -> list[tuple[float, float]]:
    """List mean and variance of each skill."""
    return [belief.moments(skill) for skill in skills]


def make_map(
    requires: Mapping[str, Sequence[str]],
    *,
    helped_by: Mapping[str, Sequence[str]] | None = None,
    areas: Mapping[str, str] | None = None,
) -> SkillMap:
    """Make a map from what each skill requires; each skill is in the area "all" if not said."""
    helped_by, areas = helped_by or {}, areas or {}
    skills = {
        id_: Skill(
            id=id_,
            name=id_.title(),
            area=areas.get(id_, "all"),
            definition="Something to learn.",
            requires=tuple(below),
            helped_by=tuple(helped_by.get(id_, ())),
            claims=(),
            in_map_because="A test needs it.",
            sub_competences={"one": "one", "two": "two"},
            can_do=dict.fromkeys(range(1, 5), ("Does it.",)),
            hours={level: (level, 2 * level) for level in range(1, 5)},
        )
        for id_, below in requires.items()
    }
    return SkillMap({skill.area: skill.area.title() for skill in skills.values()}, skills)


def make_role(demands: Mapping[str, tuple[int, float]]) -> Role:
    """Make a role from the target and the weight of each skill."""
    return Role(
        id="tester",
        name="Tester",
        summary="Tests.",
        sources={},
        first=(),
        demands={
            skill: Demand(skill, target, "core", weight, "It is needed.", ())
            for skill, (target, weight) in demands.items()
        },
        excluded=(),
    )


def make_material(skill_map: SkillMap, role: Role, questions: Iterable[Question]) -> Material:
    """Make the content of an interview that asks nothing but ratings and questions."""
    bank = {question.id: question for question in questions}
    return Material(skill_map, role, backgrounds=None, traits={}, questions=bank)


def outcome_of(item: Item, theta: float, random: Random, behaviour: Behaviour = TYPICAL) -> Outcome:
    """Draw what comes of a question that a person of an ability meets."""
    chances = [likelihood(item, outcome, theta, behaviour) for outcome in Outcome]
    return random.choices(list(Outcome), chances)[0]


def able(abilities: Mapping[str, float], random: Random) -> Replies:
    """Make the replies of a person with an ability in each skill."""
    return lambda question: outcome_of(question.item, abilities[question.skill], random)


def answer_with(question: Question, outcome: Outcome) -> Event:
    """Make the event of a question that comes out in some way."""
    options = {Outcome.RIGHT: question.answer, Outcome.WRONG: question.distractors[0].text}
    return answer_event(question, options.get(outcome))


def sit(interview: Interview, replies: Replies, most: int = 1000) -> Done | None:
    """Answer questions until the end, or so many; gives the end where it came."""
    for _ in range(most):
        step = interview.next_question()
        if isinstance(step, Done):
            return step
        interview.apply(answer_with(step.question, replies(step.question)))
    return None


def asked_in(interview: Interview) -> list[str]:
    """List the questions that were answered, by id."""
    return [event.subject for event in interview.events if event.kind is EventKind.ANSWER]


def question_now(interview: Interview) -> str:
    """Give the id of the question that comes now, or why there is none."""
    step = interview.next_question()
    return step.question.id if isinstance(step, AskQuestion) else step.reason
