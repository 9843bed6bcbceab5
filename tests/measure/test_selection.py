from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcareer.content.skills import load_skill_map
from mlcareer.measure.belief import Belief
from mlcareer.measure.gaussian import Gaussian
from mlcareer.measure.prior import build_prior
from mlcareer.measure.selection import NEAR_EQUAL, Choice, History, Stake, choose, doubt
from mlcareer.model.items import Item, Outcome
from mlcareer.model.questions import Question
from simulated import CALIBRATED, Step, belief_about, items, seeded, steps, take_in
from support import EXAMPLE, make_item, make_question

GARDEN = load_skill_map(EXAMPLE)
SEEDS = range(40)
PLAIN = items(["python"], a=2.5, b=3)
EVEN = {"python": Stake(2, 1.0), "sql": Stake(2, 1.0)}
PYTHON = {"python": Stake(2, 1.0)}
BANK = {
    skill: [
        make_question(f"{skill}-{sub}-{level}-{at}", skill=skill, sub=sub, level=level)
        for sub in ("one", "two")
        for level in (1, 2, 3, 4)
        for at in (1, 2)
    ]
    for skill in ("python", "sql")
}

Pool = Mapping[str, Sequence[Question]]


def history(*asked: Question, seen: Sequence[Question] = ()) -> History:
    """Make a history of questions asked, and of some seen in earlier assessments."""
    past = History(question.id for question in seen)
    for question in asked:
        past.add(question)
    return past


def choices(
    belief: Belief,
    stakes: Mapping[str, Stake],
    pool: Pool = BANK,
    past: History | None = None,
) -> list[Question]:
    """Choose once with each seed."""
    found = [choose(belief, pool, stakes, past or History(), seeded(seed)) for seed in SEEDS]
    return [choice.question for choice in found if choice is not None]


def only(question: Question, belief: Belief, stakes: Mapping[str, Stake]) -> Choice:
    """Choose from one question only, which says what it is worth."""
    choice = choose(belief, {question.skill: [question]}, stakes, History(), seeded(0))
    assert choice is not None
    assert choice.question == question
    return choice


def worth(question: Question, belief: Belief, stakes: Mapping[str, Stake]) -> float:
    """Say what a question is worth."""
    return only(question, belief, stakes).worth


def of_item(item: Item, at: int = 0, *, sub: str = "one", kind: str = "concept") -> Question:
    """Make a question with a measuring side."""
    return make_question(f"{item.skill}-{at:03}", skill=item.skill, sub=sub, kind=kind, item=item)


@pytest.mark.parametrize(
    ("chance", "open_"), [(0.0, 0.0), (0.1, 0.2448), (0.25, 0.65625), (0.5, 1.0), (0.75, 0.65625)]
)
def test_doubt_is_the_mean_of_evenness_and_its_square(chance: float, open_: float) -> None:
    """With q = 4 p (1 - p), a decision is open by (q + q^2) / 2: sure ones hardly count."""
    assert doubt(chance) == pytest.approx(open_)


@pytest.mark.parametrize("pool", [{}, {"python": []}])
def test_an_empty_pool_gives_nothing(pool: Pool) -> None:
    """Where no question is left, none is chosen."""
    assert choices(belief_about(python=(0.0, 1.0)), PYTHON, pool) == []


def test_no_question_is_chosen_again() -> None:
    """Questions that were asked are left out, and none is chosen when all were."""
    belief = belief_about(python=(-0.5, 1.5))
    bank = {"python": BANK["python"]}
    for count in range(len(bank["python"])):
        past = history(*bank["python"][:count])
        assert not set(choices(belief, PYTHON, bank, past)) & set(bank["python"][:count])
    assert choices(belief, PYTHON, bank, history(*bank["python"])) == []


def test_the_open_decision_comes_before_the_clear_one() -> None:
    """Of two skills alike but for doubt about the target, the doubtful one is asked about."""
    belief = belief_about(python=(-3.5, 1.0), sql=(0.0, 1.0))
    chosen = choices(belief, {"python": Stake(3, 1.0), "sql": Stake(3, 1.0)})
    assert {question.skill for question in chosen} == {"sql"}


@pytest.mark.parametrize("heavy", ["python", "sql"])
def test_weight_decides_between_equals(heavy: str) -> None:
    """Of two skills alike but for their weight, the weightier one is asked about."""
    belief = belief_about(python=(-1.0, 2.25), sql=(-1.0, 2.25))
    stakes = {skill: Stake(2, 3.0 if skill == heavy else 1.0) for skill in BANK}
    assert {question.skill for question in choices(belief, stakes)} == {heavy}


def test_a_heavy_decision_does_not_hide_a_light_one_for_ever() -> None:
    """Once a heavy skill is decided, a light one that is open is asked about."""
    belief = belief_about(python=(3.0, 0.3), sql=(-1.0, 2.25))
    stakes = {"python": Stake(2, 3.0), "sql": Stake(2, 1.0)}
    assert {question.skill for question in choices(belief, stakes)} == {"sql"}


@given(st.floats(-2, 2), st.floats(0.3, 3), PLAIN, st.integers(1, 4))
def test_worth_grows_with_the_weight_in_proportion(
    mean: float, variance: float, item: Item, target: int
) -> None:
    """A question about a skill of three times the weight is worth three times as much."""
    belief = belief_about(python=(mean, variance))
    once, thrice = (
        worth(of_item(item), belief, {"python": Stake(target, weight)}) for weight in (1.0, 3.0)
    )
    assert once >= 0
    assert thrice == pytest.approx(3 * once, abs=1e-12)


def test_what_weighs_nothing_is_worth_nothing_by_itself() -> None:
    """Unrelated to what the role asks for, a skill of no weight has nothing to offer."""
    belief = belief_about(python=(-1.0, 2.25), sql=(-1.0, 2.25))
    for stakes in ({"sql": Stake(2, 1.0)}, {"python": Stake(2, 0.0), "sql": Stake(2, 1.0)}):
        assert worth(BANK["python"][0], belief, stakes) == pytest.approx(0, abs=1e-12)
        assert {question.skill for question in choices(belief, stakes)} == {"sql"}


def test_difficulty_follows_ability() -> None:
    """An abler person is asked the harder question."""
    stakes = {"python": Stake(3, 1.0)}
    pool = {"python": BANK["python"]}
    easy, hard = (
        {question.level for question in choices(belief_about(python=(mean, 0.5)), stakes, pool)}
        for mean in (-1.5, 1.5)
    )
    assert max(easy) < min(hard)


def test_difficulty_follows_the_ability_of_a_calibrated_bank() -> None:
    """From many calibrated questions, the difficulty chosen rises with the ability believed."""
    pool = {
        "python": [of_item(Item("python", 1.5, at / 10, 0.2, 0.2), at) for at in range(-30, 31)]
    }
    stakes = {"python": Stake(2, 1.0)}
    typical = []
    for mean in (-2.5, -1.0, 0.5, 2.0):
        chosen = choices(belief_about(python=(mean, 2.25)), stakes, pool)
        typical.append(sum(question.item.b for question in chosen) / len(chosen))
    assert all(low < high for low, high in pairwise(typical))


@pytest.mark.parametrize(
    "worse",
    [
        Item("python", 0.01, -0.5, 0.1, 0.2),
        Item("python", 1.5, -0.5, 0.1, 0.9),
        Item("python", 1.5, -0.5, 3.0, 0.2),
        Item("python", 1.5, 6.0, 0.1, 0.2),
    ],
    ids=["blunt", "guessable", "of unknown difficulty", "far too hard"],
)
def test_a_question_that_says_little_is_worth_less(worse: Item) -> None:
    """What does not tell people apart loses against a question that does."""
    sharp = of_item(Item("python", 1.5, -0.5, 0.1, 0.2), 1)
    poor = of_item(worse, 2)
    belief = belief_about(python=(-0.5, 2.25))
    assert worth(poor, belief, PYTHON) < 0.6 * worth(sharp, belief, PYTHON)
    assert set(choices(belief, PYTHON, {"python": [poor, sharp]})) == {sharp}


@given(st.floats(-2, 2), st.floats(0.3, 3), PLAIN, st.integers(1, 4))
@example(0.0, 0.78125, Item("python", 1.0, 2.0, 0.0, 0.25), 1)
def test_a_question_that_says_nothing_is_worth_least(
    mean: float, variance: float, item: Item, target: int
) -> None:
    """No question is worth less than one with a discrimination of next to nothing."""
    belief, stakes = belief_about(python=(mean, variance)), {"python": Stake(target, 1.0)}
    nothing = worth(of_item(item._replace(a=1e-9)), belief, stakes)
    assert nothing == pytest.approx(0, abs=1e-9)
    assert worth(of_item(item), belief, stakes) >= nothing - 1e-9


def test_sub_competences_take_turns() -> None:
    """With a question asked about one part of a skill, the next is about the other part."""
    belief = belief_about(python=(-0.5, 1.5))
    pool = {"python": BANK["python"]}
    past = history(*[question for question in pool["python"] if question.sub == "one"][:2])
    assert {question.sub for question in choices(belief, PYTHON, pool, past)} == {"two"}


def test_kinds_take_turns() -> None:
    """Of questions alike in all else, one of a kind not yet asked about a skill comes first."""
    item = make_item(b=-0.5)
    kinds = [of_item(item, at, kind=kind) for at, kind in enumerate(("concept", "scenario"))]
    past = history(*[of_item(item, at, sub=f"sub-{at}") for at in range(10, 14)])
    chosen = choices(belief_about(python=(-0.5, 1.5)), PYTHON, {"python": kinds}, past)
    assert {question.kind for question in chosen} == {"scenario"}


def test_sub_competences_of_another_skill_do_not_count() -> None:
    """What was asked about one skill does not make a part of another stand back."""
    past = history(*[question for question in BANK["sql"] if question.sub == "one"])
    for question in BANK["python"]:
        assert past.preference(question) == History().preference(question)


def test_the_topic_is_kept_between_equals() -> None:
    """Of two skills alike in everything, the one just asked about goes on."""
    belief = belief_about(python=(-0.5, 1.5), sql=(-0.5, 1.5))
    last = make_question("sql-last", skill="sql", sub="three", kind="code")
    chosen = Counter(question.skill for question in choices(belief, EVEN, past=history(last)))
    assert chosen["sql"] > chosen["python"]


def test_questions_seen_before_come_last() -> None:
    """Between equals, a question met in an earlier assessment waits until the others are used."""
    belief = belief_about(python=(-0.5, 1.5))
    pool = {"python": [of_item(make_item(b=-0.5), at) for at in range(8)]}
    seen, new = pool["python"][:4], pool["python"][4:]
    assert set(choices(belief, PYTHON, pool, history(seen=seen))) == set(new)
    past = history(*new, seen=seen)
    assert set(choices(belief, PYTHON, pool, past)) == set(seen)


@pytest.mark.parametrize("count", [10, 60])
@pytest.mark.parametrize("b", [-0.55, -0.45])
def test_questions_seen_before_come_last_in_a_large_bank(count: int, b: float) -> None:
    """However many questions were seen, a new one that is worth about as much comes first."""
    belief = belief_about(python=(-0.5, 1.5))
    seen = [of_item(make_item(b=-0.5), at) for at in range(count)]
    new = of_item(make_item(b=b), count)
    chosen = choices(belief, PYTHON, {"python": [*seen, new]}, history(seen=seen))
    assert set(chosen) == {new}


@pytest.mark.parametrize("count", [10, 60])
@pytest.mark.parametrize("b", [-0.55, -0.45])
def test_sub_competences_take_turns_in_a_large_bank(count: int, b: float) -> None:
    """However many questions a part of a skill has, the other part has its turn."""
    belief = belief_about(python=(-0.5, 1.5))
    many = [of_item(make_item(b=-0.5), at) for at in range(count)]
    other = of_item(make_item(b=b), count, sub="two")
    chosen = choices(belief, PYTHON, {"python": [*many, other]}, history(*many[:3]))
    assert set(chosen) == {other}


def test_the_same_seed_chooses_the_same() -> None:
    """A choice follows from the state of chance and what is known, and from nothing else."""
    belief = belief_about(python=(-0.5, 1.5), sql=(-0.5, 1.5))
    before = deepcopy(belief)
    assert choices(belief, EVEN) == choices(belief, EVEN) == choices(before, EVEN)
    assert belief.moments("python") == before.moments("python")


def test_chance_varies_near_equals_only() -> None:
    """Different seeds choose different questions, and each is worth almost as much as the best."""
    belief = belief_about(python=(-0.5, 1.5), sql=(-0.5, 1.5))
    chosen = set(choices(belief, EVEN))
    assert len(chosen) > 3
    best = max(worth(question, belief, EVEN) for bank in BANK.values() for question in bank)
    assert all(worth(question, belief, EVEN) >= NEAR_EQUAL * best for question in chosen)


def test_chance_picks_the_almost_best_but_not_the_middling() -> None:
    """A question a little off the best has its turn as well; one worth half as much never."""
    best, almost, far = (of_item(make_item(b=b), at) for at, b in enumerate((-0.5, -0.45, 2.5)))
    pool = {"python": [best, almost, far]}
    assert set(choices(belief_about(python=(-0.5, 1.5)), PYTHON, pool)) == {best, almost}


@settings(max_examples=60)
@given(
    st.floats(-2, 2),
    st.floats(0.3, 3),
    st.integers(1, 4),
    st.lists(PLAIN, min_size=2, max_size=20),
    st.integers(0, 9),
)
def test_no_choice_is_clearly_worse_than_the_best(
    mean: float, variance: float, target: int, measured: list[Item], seed: int
) -> None:
    """From any questions about a skill, what is chosen is worth almost as much as the best."""
    belief, stakes = belief_about(python=(mean, variance)), {"python": Stake(target, 1.0)}
    bank = [of_item(item, at) for at, item in enumerate(measured)]
    choice = choose(belief, {"python": bank}, stakes, History(), seeded(seed))
    assert choice is not None
    best = max(worth(question, belief, stakes) for question in bank)
    assert choice.worth == worth(choice.question, belief, stakes) >= 0.999 * NEAR_EQUAL * best


@settings(max_examples=40, deadline=None)
@given(steps(GARDEN.skills), st.integers(0, 9))
def test_no_skill_worth_asking_about_is_overlooked(taken: list[Step], seed: int) -> None:
    """Over all skills, what is chosen is worth more than half of the best in the whole bank."""
    belief = take_in(build_prior(GARDEN, None, {}), taken)
    stakes = {skill: Stake(1 + at, 1.0 + at % 2) for at, skill in enumerate(GARDEN.skills)}
    pool = {
        skill: [of_item(Item(skill, *row), at) for at, row in enumerate(CALIBRATED)]
        for skill in GARDEN.skills
    }
    choice = choose(belief, pool, stakes, History(), seeded(seed))
    assert choice is not None
    worths = [worth(question, belief, stakes) for bank in pool.values() for question in bank]
    assert choice.worth >= 0.5 * max(worths)


@pytest.mark.parametrize("count", [25, 200])
@pytest.mark.parametrize("mean", [-2.0, 0.0, 2.0])
def test_a_large_bank_gives_about_its_best(count: int, mean: float) -> None:
    """From many different questions about one skill, one of the best is chosen."""
    random = seeded(f"{count}")
    bank = [
        of_item(
            Item("python", random.uniform(0.2, 2.5), random.gauss(0, 1.5), random.random(), 0.25),
            at,
        )
        for at in range(count)
    ]
    belief = belief_about(python=(mean, 1.0))
    best = max(worth(question, belief, PYTHON) for question in bank)
    for question in choices(belief, PYTHON, {"python": bank}):
        assert worth(question, belief, PYTHON) > 0.75 * best


def hub_and_stranger() -> Belief:
    """Make a belief in which "hub" goes with two more skills, and "stranger" with none."""
    names = ("stranger", "hub", "one", "other")
    table = [[2.0, 0, 0, 0], [0, 2.0, 1.4, 1.4], [0, 1.4, 2.0, 1.0], [0, 1.4, 1.0, 2.0]]
    return Belief([Gaussian(names, [-0.5] * 4, table)], [1.0])


def test_a_skill_that_tells_about_others_comes_first() -> None:
    """Of two skills alike by themselves, the one that others go with is asked about."""
    belief = hub_and_stranger()
    stakes = {skill: Stake(2, 1.0) for skill in ("stranger", "hub", "one", "other")}
    bank = {skill: [of_item(make_item(skill, -0.5))] for skill in ("stranger", "hub")}
    assert {question.skill for question in choices(belief, stakes, bank)} == {"hub"}
    hub, stranger = (worth(bank[skill][0], belief, stakes) for skill in ("hub", "stranger"))
    assert hub > stranger > 0


def test_others_count_only_as_far_as_something_hangs_on_them() -> None:
    """Skills that the role does not ask for, or that are decided, add nothing to a hub."""
    belief = hub_and_stranger()
    alone = {skill: Stake(2, 1.0) for skill in ("stranger", "hub")}
    bank = {skill: of_item(make_item(skill, -0.5)) for skill in alone}
    assert worth(bank["hub"], belief, alone) == pytest.approx(
        worth(bank["stranger"], belief, alone)
    )
    more = alone | {"one": Stake(2, 1.0)}
    most = more | {"other": Stake(2, 1.0)}
    worths = [worth(bank["hub"], belief, stakes) for stakes in (alone, more, most)]
    assert all(less < greater for less, greater in pairwise(worths))


def test_a_skill_of_no_weight_is_asked_about_for_what_it_tells() -> None:
    """Where the open skills have no questions, a skill that tells about them is worth asking."""
    belief = hub_and_stranger()
    stakes = {"one": Stake(2, 1.0), "other": Stake(2, 1.0)}
    bank = {skill: [of_item(make_item(skill, -0.5))] for skill in ("stranger", "hub")}
    assert {question.skill for question in choices(belief, stakes, bank)} == {"hub"}


def test_hard_questions_are_chosen_where_no_others_are_left() -> None:
    """A question is chosen from any pool that has one, however little it is expected to bring."""
    belief = belief_about(python=(-2.5, 1.0))
    hard = {"python": [question for question in BANK["python"] if question.level >= 3]}
    assert len(choices(belief, {"python": Stake(3, 1.0)}, hard)) == len(SEEDS)


@given(
    st.floats(-6, 6),
    st.floats(0.01, 2.25),
    st.integers(1, 4),
    items(["python"], a=10, b=10, b_sd=5),
)
@example(-3.0, 0.3, 1, Item("python", 3.0, 6.0, 0.0, 0.2))
@example(-3.0, 0.05, 2, Item("python", 10.0, 10.0, 0.0, 0.0))
def test_any_pool_with_a_question_gives_one(
    mean: float, variance: float, target: int, item: Item
) -> None:
    """Whatever is believed, the only question left is the one chosen, and worth no less than 0."""
    belief = belief_about(python=(mean, variance))
    assert only(of_item(item), belief, {"python": Stake(target, 1.0)}).worth >= 0


def test_a_settling_answer_lowers_the_worth_of_the_next() -> None:
    """A question is worth less after right answers have all but decided the target."""
    belief = belief_about(python=(0.5, 1.5))
    before = worth(BANK["python"][2], belief, PYTHON)
    for question in BANK["python"][:6]:
        belief.answer(question.item, Outcome.RIGHT)
    assert worth(BANK["python"][2], belief, PYTHON) < before / 2


def test_a_guesser_is_harder_to_learn_about() -> None:
    """The same question is worth less about a person who is known to guess."""
    guesser, admitter = (belief_about(python=(-0.5, 1.5), sql=(0.0, 1.0)) for _ in range(2))
    for _ in range(10):
        guesser.answer(make_item("sql", 1.0), Outcome.WRONG)
        admitter.answer(make_item("sql", 1.0), Outcome.DONT_KNOW)
    question = of_item(make_item(b=-0.5))
    assert worth(question, guesser, PYTHON) < worth(question, admitter, PYTHON)


def test_a_history_counts_each_question_once() -> None:
    """A question that was asked twice, in two sittings, is one question about its skill."""
    past = history(BANK["python"][0], BANK["python"][0], BANK["python"][1])
    assert past.asked == {BANK["python"][0].id, BANK["python"][1].id}
    assert (past.asked_about("python"), past.asked_about("sql")) == (2, 0)
    assert past.last_skill == "python"
