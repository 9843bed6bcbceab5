"""No background may stand in a person's way: rule 7 of how a background counts."""

from collections.abc import Iterator
from random import Random

import pytest

from mlcareer.content.people import load_backgrounds
from mlcareer.measure import selection
from mlcareer.measure.belief import LEVEL_CUTS, Belief
from mlcareer.measure.prior import build_prior
from mlcareer.measure.profile import ENOUGH_ANSWERS
from mlcareer.measure.response import likelihood
from mlcareer.measure.selection import Asked, Stake, choose
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.questions import Outcome, Question
from mlcareer.model.skills import SkillMap
from support import DATA, make_question

RUNS = 250
MORE_RUNS = 1500
ASKED = 8
ENOUGH = 0.88
STAKE = Stake(2, 3.0)  # the target that a role names most; a higher one is kinder to experts
BANK = [
    make_question(f"{level}-{at}", sub=f"part-{at % 3}", level=level, wrong=("a", "b", "c"))
    for level in TAUGHT_LEVELS
    for at in range(6)
]


@pytest.fixture(autouse=True, scope="module")
def remembered_worth() -> Iterator[None]:
    """Work out once what a question is worth: simulated people meet the same states."""
    worth = selection.worth
    known: dict[object, float] = {}

    def remembered(belief: Belief, question: Question, stake: Stake, answers: int) -> float:
        few = min(answers, ENOUGH_ANSWERS)
        key = (belief.mean("python"), belief.variance("python"), question.item, stake, few)
        if key not in known:
            known[key] = worth(belief, question, stake, answers)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "worth", remembered)
        yield


def starting_points(skill_map: SkillMap) -> dict[tuple[float, float], str]:
    """Find all mean and variance that a background gives to any skill, and one that gives it."""
    backgrounds = load_backgrounds(DATA, skill_map)
    assert backgrounds is not None
    people = [
        *({"degree": degree} for degree in backgrounds.degrees),
        *({"work": work} for work in backgrounds.works),
        {"degree": "none-yet", "work": "student"},
        {"degree": "data-science", "work": "data-scientist"},
    ]
    points: dict[tuple[float, float], str] = {}
    for chosen in people:
        belief = build_prior(skill_map, backgrounds, chosen)
        for skill in skill_map.skills:
            point = round(belief.mean(skill), 6), round(belief.variance(skill), 6)
            points.setdefault(point, f"{', '.join(chosen.values())}: {skill}")
    return points


def level_after(mean: float, variance: float, theta: float, random: Random) -> int:
    """Ask one simulated person eight questions and give the level they are placed at."""
    belief = Belief(["python"], [mean], [[variance]])
    asked: list[Question] = []
    for count in range(ASKED):
        pool = [question for question in BANK if question not in asked]
        question = choose(belief, pool, {"python": STAKE}, Asked(asked, {"python": count}), random)
        assert question is not None
        chances = [likelihood(question.item, outcome, theta) for outcome in Outcome]
        belief.answer(question.item, random.choices(list(Outcome), chances)[0])
        asked.append(question)
    return sum(belief.mean("python") >= cut for cut in LEVEL_CUTS)


def share_within_one(mean: float, variance: float, level: int) -> float:
    """Give the share of people placed within one level; sharper where it is close to enough."""
    theta = (LEVEL_CUTS[level - 1] + [*LEVEL_CUTS, 2.0][level]) / 2
    random = Random(f"{level}:{mean}")  # noqa: S311 - simulated people
    hits: list[bool] = []
    for runs in (RUNS, MORE_RUNS):
        hits += [abs(level_after(mean, variance, theta, random) - level) <= 1 for _ in range(runs)]
        if sum(hits) / len(hits) > ENOUGH + 0.04:
            break
    return sum(hits) / len(hits)


@pytest.mark.parametrize("level", TAUGHT_LEVELS)
def test_no_background_stands_in_the_way(skill_map: SkillMap, level: int) -> None:
    """From any degree or job, eight answers place at least 88 % within one level of the truth."""
    points = starting_points(skill_map)
    shares = {(who, *point): share_within_one(*point, level) for point, who in points.items()}
    assert len(shares) >= 6
    assert min(shares.values()) >= ENOUGH, sorted(shares.items(), key=lambda item: item[1])
