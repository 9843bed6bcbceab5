from copy import deepcopy
from itertools import pairwise
from statistics import median

import pytest

from mlcareer.measure.belief import Belief
from mlcareer.measure.response import TYPICAL
from mlcareer.model.items import Outcome
from simulated import belief_about, outcome_of, seeded
from support import make_item

SKILLS = tuple(f"skill-{at}" for at in range(8))
DIFFICULTIES = (-1.5, -0.5, 0.5, 1.5)


def fresh() -> Belief:
    """Make a belief about eight unrelated skills of a person of whom nothing is known."""
    return belief_about(**dict.fromkeys(SKILLS, (-1.0, 2.25)))


def after_sitting(admits: float, seed: int, answers: int = 60) -> Belief:
    """Ask a person who admits with some chance about all skills in turn."""
    random, belief = seeded(f"{seed}"), fresh()
    abilities = {skill: random.gauss(-1, 1.5) for skill in SKILLS}
    behaviour = TYPICAL._replace(admits=admits)
    for at in range(answers):
        item = make_item(SKILLS[at % len(SKILLS)], random.choice(DIFFICULTIES))
        belief.answer(item, outcome_of(item, abilities[item.skill], random, behaviour))
    return belief


def learned(admits: float) -> float:
    """Give what is typically learned about people who admit with some chance."""
    return median(after_sitting(admits, seed).behaviour.admits for seed in range(15))


def test_nothing_is_learned_of_nothing() -> None:
    """Before any answer a person is taken for a typical one."""
    assert fresh().behaviour == pytest.approx(TYPICAL)


def test_who_always_admits_is_told_from_who_always_guesses() -> None:
    """The learned chance goes to the side of people who admit, and away from who guess."""
    assert learned(1.0) > 0.85
    assert learned(0.0) < 0.25
    assert learned(0.0) < learned(0.3) < learned(0.6) < learned(1.0)


def test_a_typical_person_stays_a_typical_one() -> None:
    """What was assumed is learned of those for whom it holds."""
    assert learned(TYPICAL.admits) == pytest.approx(TYPICAL.admits, abs=0.12)


def test_admitting_and_guessing_teach_the_opposite() -> None:
    """Not to know raises the chance of admitting, the other outcomes lower it."""
    for outcome in Outcome:
        belief = fresh()
        belief.answer(make_item("skill-0", b=1.0), outcome)
        rises = belief.behaviour.admits > TYPICAL.admits
        assert rises is (outcome is Outcome.DONT_KNOW)


def test_more_of_the_same_teaches_more() -> None:
    """The learned chance goes on in its direction with each further reply of the same kind."""
    for outcome, sign in ((Outcome.DONT_KNOW, 1), (Outcome.WRONG, -1)):
        belief, chances = fresh(), [TYPICAL.admits]
        for at in range(30):
            belief.answer(make_item(SKILLS[at % len(SKILLS)]), outcome)
            chances.append(belief.behaviour.admits)
        assert all(sign * (after - before) > 0 for before, after in pairwise(chances))
        assert 0 < chances[-1] < 1


def test_what_was_surely_known_teaches_little() -> None:
    """A right answer that nobody needed to guess says nothing about guessing."""
    easy, hard = belief_about(x=(2.0, 0.1)), belief_about(x=(-2.0, 0.1))
    for belief in (easy, hard):
        belief.answer(make_item("x", b=0.0), Outcome.RIGHT)
    assert TYPICAL.admits - easy.behaviour.admits < 0.01
    assert TYPICAL.admits - hard.behaviour.admits > 0.05


def raised(belief: Belief) -> float:
    """Say how far a right answer about a skill that was not asked about raises its mean."""
    after = deepcopy(belief)
    after.answer(make_item("skill-0", b=0.0), Outcome.RIGHT)
    return after.moments("skill-0").mean - belief.moments("skill-0").mean


def test_a_guessers_right_answer_counts_less() -> None:
    """The same right answer proves less of who guesses than of who admits not to know."""
    guesser, admitter = fresh(), fresh()
    for skill in SKILLS[1:]:
        guesser.answer(make_item(skill), Outcome.WRONG)
        admitter.answer(make_item(skill), Outcome.DONT_KNOW)
    assert 0 < raised(guesser) < raised(fresh()) < raised(admitter)


@pytest.mark.parametrize(
    ("said", "then"),
    [(Outcome.DONT_KNOW, Outcome.WRONG), (Outcome.WRONG, Outcome.DONT_KNOW)],
)
def test_a_habit_does_not_turn_a_failure_into_praise(said: Outcome, then: Outcome) -> None:
    """However often a person failed in one way, failing in the other never raises a mean."""
    belief = fresh()
    for at in range(200):
        belief.answer(make_item(SKILLS[at % len(SKILLS)], b=2.0), said)
    for skill in SKILLS:
        after = deepcopy(belief)
        after.answer(make_item(skill, b=0.0), then)
        assert after.moments(skill).mean <= belief.moments(skill).mean


def test_habits_are_learned_apart_from_hypotheses() -> None:
    """Slips and hesitation stay what they were assumed to be, whatever is answered."""
    belief = after_sitting(0.0, seed=1)
    assert belief.behaviour[1:] == TYPICAL[1:]
