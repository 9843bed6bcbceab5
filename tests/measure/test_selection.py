from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.belief import Belief
from mlcareer.measure.selection import (
    Asked,
    Stake,
    choose,
    is_sure,
    reserve,
    unsettled,
    worth,
)
from mlcareer.model.questions import Item, Outcome, Question
from support import make_item, make_question

SEEDS = range(40)
BANK = [
    make_question(f"{skill}-{sub}-{level}-{at}", skill=skill, sub=sub, level=level)
    for skill in ("python", "sql")
    for sub in ("one", "two")
    for level in (1, 2, 3, 4)
    for at in (1, 2)
]


def belief_about(**abilities: tuple[float, float]) -> Belief:
    """Make a belief in which the skills, with mean and variance, are unrelated."""
    names = list(abilities)
    return Belief(
        names,
        [mean for mean, _ in abilities.values()],
        [[abilities[row][1] * (row == column) for column in names] for row in names],
    )


def seeded(seed: int) -> Random:
    """Make a source of chance."""
    return Random(seed)  # noqa: S311 - no secret hangs on it


def choices(
    belief: Belief,
    stakes: dict[str, Stake],
    asked: Asked | None = None,
    pool: list[Question] | None = None,
) -> list[Question]:
    """Choose once with each seed."""
    chosen = [
        choose(belief, pool or BANK, stakes, asked or Asked([], {}), seeded(seed)) for seed in SEEDS
    ]
    return [question for question in chosen if question is not None]


def test_an_empty_pool_gives_nothing() -> None:
    """Where no question is left, none is chosen."""
    assert choose(belief_about(), [], {}, Asked([], {}), seeded(1)) is None


def test_the_open_decision_comes_before_the_clear_one() -> None:
    """Of two skills alike but for doubt about the target, the doubtful one is asked about."""
    belief = belief_about(python=(-3.5, 1.0), sql=(0.0, 1.0))
    asked = Asked([], {"python": 3, "sql": 3})
    chosen = choices(belief, {"python": Stake(3, 1.0), "sql": Stake(3, 1.0)}, asked)
    assert {question.skill for question in chosen} == {"sql"}


@pytest.mark.parametrize("heavy", ["python", "sql"])
def test_weight_decides_between_equals(heavy: str) -> None:
    """Of two skills alike but for their weight, the weightier one is asked about."""
    belief = belief_about(python=(-1.0, 2.25), sql=(-1.0, 2.25))
    stakes = {skill: Stake(2, 3.0 if skill == heavy else 1.0) for skill in ("python", "sql")}
    assert {question.skill for question in choices(belief, stakes)} == {heavy}


def test_worth_grows_with_the_weight_in_proportion() -> None:
    """A question about a skill of three times the weight is worth three times as much."""
    belief = belief_about(python=(-1.0, 2.25))
    once, thrice = (worth(belief, BANK[0], Stake(2, weight)) for weight in (1.0, 3.0))
    assert 0 < once == pytest.approx(thrice / 3)


def test_difficulty_follows_ability() -> None:
    """An abler person is asked the harder question."""
    stakes = {"python": Stake(3, 1.0)}
    pool = [question for question in BANK if question.skill == "python"]
    levels = [
        {
            question.level
            for question in choices(belief_about(python=(mean, 0.5)), stakes, pool=pool)
        }
        for mean in (-1.5, 1.5)
    ]
    assert max(levels[0]) < min(levels[1])


def test_a_question_that_says_nothing_is_worth_least() -> None:
    """A question that does not tell people apart loses against one that does."""
    blunt = make_question("python-blunt", item=Item("python", 0.01, -0.5, 0.7, 0.25))
    sharp = make_question("python-sharp", item=make_item(b=-0.5, c=0.25))
    belief = belief_about(python=(-0.5, 2.25))
    chosen = choices(belief, {"python": Stake(2, 1.0)}, pool=[blunt, sharp])
    assert {question.id for question in chosen} == {"python-sharp"}


def test_sub_competences_take_turns() -> None:
    """With two questions asked about one part of a skill, the next is about the other part."""
    python = [q for q in BANK if q.skill == "python"]
    asked = Asked([q for q in python if q.sub == "one"][:2], {"python": 2})
    left = [question for question in python if question not in asked.questions]
    chosen = choices(belief_about(python=(-0.5, 1.5)), {"python": Stake(2, 1.0)}, asked, left)
    assert {question.sub for question in chosen} == {"two"}


def test_a_hardly_checked_skill_goes_first() -> None:
    """Of two skills that seem clear, the one with too few answers of its own comes first."""
    belief = belief_about(python=(-2.0, 0.3), sql=(-2.0, 0.3))
    stakes = {"python": Stake(2, 1.0), "sql": Stake(2, 1.0)}
    chosen = choices(belief, stakes, Asked([], {"python": 3, "sql": 2}))
    assert {question.skill for question in chosen} == {"sql"}


def test_the_topic_is_kept_between_equals() -> None:
    """Of two skills alike in everything, the one just asked about goes on."""
    belief = belief_about(python=(-0.5, 1.5), sql=(-0.5, 1.5))
    stakes = {"python": Stake(2, 1.0), "sql": Stake(2, 1.0)}
    last = make_question("sql-last", skill="sql", sub="three")
    best = choices(belief, stakes, Asked([last], {"python": 1, "sql": 1}))
    by_skill = [sum(question.skill == skill for question in best) for skill in ("python", "sql")]
    assert by_skill[1] > by_skill[0]


def test_the_same_seed_chooses_the_same() -> None:
    """A choice follows from the state of chance and what is known, and from nothing else."""
    stakes = {"python": Stake(2, 1.0), "sql": Stake(2, 1.0)}
    belief = belief_about(python=(-0.5, 1.5), sql=(-0.5, 1.5))
    assert choices(belief, stakes) == choices(belief, stakes)


def test_chance_varies_near_equals_only() -> None:
    """Different seeds choose different questions, and each is worth almost as much as the best."""
    stakes = {"python": Stake(2, 1.0), "sql": Stake(2, 1.0)}
    belief = belief_about(python=(-0.5, 1.5), sql=(-0.5, 1.5))
    chosen = choices(belief, stakes)
    assert len({question.id for question in chosen}) > 3
    best = max(worth(belief, question, stakes[question.skill]) for question in BANK)
    for question in chosen:
        assert worth(belief, question, stakes[question.skill]) >= 0.9 * best


def test_chance_picks_the_almost_best_but_not_the_middling() -> None:
    """A question a little off the best has its turn as well; one worth half as much never."""
    best, almost, far = (
        make_question(f"python-{b}", sub=f"part-{b}", item=make_item(b=b))
        for b in (-0.5, -0.3, 2.5)
    )
    chosen = choices(
        belief_about(python=(-0.5, 1.5)), {"python": Stake(2, 1.0)}, pool=[best, almost, far]
    )
    assert {question.id for question in chosen} == {best.id, almost.id}


@pytest.mark.parametrize(
    ("mean", "sure"), [(-1.3, True), (-1.2, False), (0.0, False), (1.2, False), (1.3, True)]
)
def test_sure_means_nine_in_ten_either_way(mean: float, sure: bool) -> None:
    """A decision is sure when the target is met, or missed, with a chance of 0.9."""
    assert is_sure(belief_about(python=(mean, 1.0)), "python", 3) is sure


def test_settled_skills_are_asked_no_more() -> None:
    """A skill is settled once it has three answers and its target is decided, not before."""
    belief = belief_about(python=(3.0, 0.5), sql=(3.0, 0.5), git=(0.0, 0.5))
    stakes = {skill: Stake(3, 1.0) for skill in ("python", "sql", "git")}
    answers = {"python": 3, "sql": 2, "git": 9}
    assert unsettled(belief, stakes, answers) == {"sql", "git"}


def test_hard_questions_are_chosen_where_no_others_are_left() -> None:
    """A question is chosen from any pool that has one, however little it is expected to bring."""
    belief = belief_about(python=(-2.5, 1.0))
    hard = [question for question in BANK if question.skill == "python" and question.level >= 3]
    assert len(choices(belief, {"python": Stake(3, 1.0)}, pool=hard)) == len(SEEDS)


@given(st.floats(-4, 4), st.floats(0.1, 2.25), st.integers(1, 4), st.integers(1, 4))
def test_any_pool_with_a_question_gives_one(
    mean: float, variance: float, target: int, level: int
) -> None:
    """Whatever is believed, the only question left is the one chosen."""
    only = make_question("python-only", level=level)
    belief = belief_about(python=(mean, variance))
    chosen = choose(belief, [only], {"python": Stake(target, 1.0)}, Asked([], {}), seeded(1))
    assert chosen == only


def test_a_settling_answer_lowers_the_worth_of_the_next() -> None:
    """A question is worth less after right answers have all but decided the target."""
    belief = belief_about(python=(0.5, 1.5))
    before = worth(belief, BANK[2], Stake(2, 1.0))
    for question in BANK[:6]:
        belief.answer(question.item, Outcome.RIGHT)
    assert worth(belief, BANK[2], Stake(2, 1.0)) < before


EQUAL = {"python": Stake(3, 3.0), "sql": Stake(2, 2.0)}


def test_nothing_is_kept_for_what_weighs_little() -> None:
    """A skill that weighs less than half of the heaviest has no claim on the budget."""
    stakes = {"python": Stake(3, 3.0), "sql": Stake(1, 1.0)}
    assert {question.skill for question in reserve(BANK, stakes, {}, 3)} == {"python"}


@pytest.mark.parametrize(
    ("answers", "left", "skills"),
    [
        ({}, 7, {"python", "sql"}),
        ({"python": 3}, 4, {"python", "sql"}),
        ({"python": 3}, 3, {"sql"}),
        ({"python": 5, "sql": 2}, 1, {"sql"}),
        ({"python": 3, "sql": 3}, 1, {"python", "sql"}),
        ({"python": 1, "sql": 1}, 2, {"python", "sql"}),
    ],
)
def test_the_rest_of_the_budget_is_kept_for_skills_hardly_checked(
    answers: dict[str, int], left: int, skills: set[str]
) -> None:
    """Once the budget is just enough for three answers a skill, only these are asked about."""
    assert skills == {question.skill for question in reserve(BANK, EQUAL, answers, left)}


def test_what_is_only_inferred_is_no_reason_not_to_ask() -> None:
    """A skill that seems clear without any answer of its own is worth more than after three."""
    belief = belief_about(python=(-2.0, 0.2))
    stake = Stake(3, 1.0)
    assert worth(belief, BANK[0], stake, answers=0) > worth(belief, BANK[0], stake, answers=3)
