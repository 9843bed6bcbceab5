from collections.abc import Callable, Iterator, Sequence

import pytest
from bench_peers import peers_wanted

with peers_wanted():
    import numpy as np
    from bench_answers import bank_of
    from calibration import Bank, Floats, Shape, normal_grid
    from peers import (
        CatsimEngine,
        Engine,
        MirtDomainEngine,
        MirtEngine,
        best_fixed_form,
        fixed_order,
        normal_chances,
        random_order,
    )
    from real_people import OwnEngine

Make = Callable[[Bank], Engine]


def mirt_by_domain(bank: Bank) -> MirtDomainEngine:
    """Make the engine of two abilities, of which the second has no items."""
    return MirtDomainEngine(bank, np.eye(2))


def at_random(bank: Bank) -> Engine:
    """Make the engine of a random order."""
    return random_order(bank, np.random.default_rng(1))


def own(bank: Bank) -> OwnEngine:
    """Make the program's engine of one ability."""
    return OwnEngine(bank, np.eye(1))


def own_by_domain(bank: Bank) -> OwnEngine:
    """Make the program's engine of two abilities."""
    return OwnEngine(bank, np.array([[1, 0.5], [0.5, 1]]))


@pytest.fixture(
    params=[
        "MirtEngine",
        "CatsimEngine",
        "mirt_by_domain",
        "fixed_order",
        "at_random",
        "best_fixed_form",
        "own",
        "own_by_domain",
    ]
)
def make(request: pytest.FixtureRequest) -> Make:
    """Make each engine from a bank."""
    made: Make = globals()[request.param]
    return made


def theta_of(engine: Engine) -> float:
    """Give the first ability's estimate, or where there is none what stands for it."""
    theta = getattr(engine, "theta", None)
    if theta is None:
        anything = bank_of(20, Shape(), seed=8)
        return float(np.mean(engine.chances(anything)))
    return float(np.atleast_1d(theta)[0])


def answer(engine: Engine, rights: Sequence[bool]) -> Iterator[int]:
    """Let an engine ask and take in answers, right or not; gives the places asked."""
    asked: list[int] = []
    for right in rights:
        index = engine.choose(asked)
        engine.take_in(index, right=right)
        asked.append(index)
        yield index


def sit(engine: Engine, bank: Bank, theta: float, count: int, seed: int = 1) -> list[int]:
    """Let a person of an ability answer so many questions; gives the places asked."""
    chance = bank.chance_right(np.array([theta]))[:, 0]
    random = np.random.default_rng(seed)
    asked: list[int] = []
    for _ in range(count):
        index = engine.choose(asked)
        engine.take_in(index, right=bool(random.random() < chance[index]))
        asked.append(index)
    return asked


def posterior(bank: Bank, asked: Sequence[int], rights: Sequence[bool]) -> tuple[float, float]:
    """Mean and standard deviation of ability after some answers, by brute force."""
    grid = normal_grid(1201, 6.0)
    chance = bank.chance_right(grid.theta)
    weight = grid.weight.copy()
    for index, right in zip(asked, rights, strict=True):
        weight *= chance[index] if right else 1 - chance[index]
    weight /= weight.sum()
    mean = float(weight @ grid.theta)
    return mean, float(np.sqrt(weight @ (grid.theta - mean) ** 2))


def test_no_engine_chooses_an_item_twice(make: Make) -> None:
    """Asked until nothing is left, it has asked every item once."""
    bank = bank_of(24, Shape(), seed=2)
    assert sorted(sit(make(bank), bank, 0.4, 24)) == list(range(24))


def test_right_answers_raise_the_estimate(make: Make) -> None:
    """Who answers all right is thought abler than who answers none, and both move apart."""
    bank = bank_of(30, Shape(), seed=2)
    engine = make(bank)
    start = theta_of(engine)
    for rights, sign in ((True, 1), (False, -1)):
        engine.start()
        last = start
        for _ in answer(engine, [rights] * 5):
            assert sign * theta_of(engine) > sign * last
            last = theta_of(engine)


def test_predictions_are_chances(make: Make) -> None:
    """Before, between and after any answers, also to items never asked."""
    bank, others = bank_of(20, Shape(), seed=2), bank_of(9, Shape(), seed=3)
    for rights in ([True] * 20, [False] * 20, [True, False] * 10):
        engine = make(bank)
        for _ in answer(engine, rights):
            found = engine.chances(others)
            assert found.shape == (9,)
            assert np.all((found >= 0) & (found <= 1))


def test_many_answers_find_the_true_ability(make: Make) -> None:
    """After 130 answers predictions are those at the true ability, near enough."""
    bank, others = bank_of(130, Shape(), seed=2), bank_of(40, Shape(), seed=3)
    for theta in (-1.2, 0.9):
        engine = make(bank)
        sit(engine, bank, theta, 130)
        expected = others.chance_right(np.array([theta]))[:, 0]
        assert float(np.mean(np.abs(engine.chances(others) - expected))) < 0.06


def test_an_engine_forgets_at_the_start(make: Make) -> None:
    """The next person meets the same engine as the first."""
    bank = bank_of(20, Shape(), seed=2)
    engine = make(bank)
    first = list(answer(engine, [True, False] * 5))
    after = engine.chances(bank)
    engine.start()
    blank = engine.chances(bank)
    assert list(answer(engine, [True, False] * 5)) == first
    assert engine.chances(bank) == pytest.approx(after)
    assert blank == pytest.approx(make(bank).chances(bank))


def test_harder_items_are_predicted_to_be_harder(make: Make) -> None:
    """Of items alike but for their difficulty the harder has the smaller chance."""
    bank = bank_of(20, Shape(), seed=2)
    engine = make(bank)
    sit(engine, bank, 0.5, 8)
    ladder = Bank(
        np.full(7, 1.5), np.linspace(-2, 2, 7), np.zeros(7), np.zeros(7, np.intp), Shape()
    )
    assert np.all(np.diff(engine.chances(ladder)) < 0)


@pytest.mark.parametrize("shape", [Shape(), Shape(c=0.2, slip=0.02)], ids=str)
def test_mirt_gives_the_posterior_of_its_answers(shape: Shape) -> None:
    """Its estimate and standard error are those worked out by brute force."""
    bank = bank_of(20, shape, seed=2)
    engine, rights = MirtEngine(bank), [True, True, False, True, False, False]
    asked = list(answer(engine, rights))
    mean, sd = posterior(bank, asked, rights)
    assert engine.theta == pytest.approx(mean, abs=0.03)
    assert engine.standard_error == pytest.approx(sd, abs=0.03)


def test_mirt_by_domain_gives_the_posterior_of_its_answers() -> None:
    """In one domain that alone is asked about, it is that of one ability."""
    bank = bank_of(20, Shape(), seed=2)
    engine, rights = mirt_by_domain(bank), [True, True, False, True, False, False]
    asked = list(answer(engine, rights))
    mean, sd = posterior(bank, asked, rights)
    assert engine.theta == pytest.approx([mean, 0], abs=0.03)
    assert engine.standard_error == pytest.approx([sd, 1], abs=0.03)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_mirt_by_domain_takes_an_item_for_its_own_domain(correlation: float) -> None:
    """Where only the second domain is asked about, its posterior is that of one ability."""
    bank = bank_of(20, Shape(), seed=2, domain=np.ones(20, np.intp))
    engine = MirtDomainEngine(bank, np.array([[1, correlation], [correlation, 1]]))
    rights = [True, True, False, True, True, False]
    asked = list(answer(engine, rights))
    mean, sd = posterior(bank, asked, rights)
    assert engine.theta[1] == pytest.approx(mean, abs=0.05)
    assert engine.standard_error[1] == pytest.approx(sd, abs=0.05)
    assert engine.theta[0] == pytest.approx(correlation * mean, abs=0.05)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_domains_learn_from_each_other_by_their_correlation(correlation: float) -> None:
    """What one domain gains, the other gains times the correlation, in either engine."""
    bank = bank_of(20, Shape(), seed=2)
    other = Bank(bank.a, bank.b, bank.b_sd, np.ones(20, np.intp), bank.shape)
    tied = np.array([[1, correlation], [correlation, 1]])
    mirt, ours = MirtDomainEngine(bank, tied), OwnEngine(bank, tied)
    for engine in (mirt, ours):
        before = engine.chances(other)
        list(answer(engine, [True] * 6))
        risen = float(np.mean(engine.chances(other) - before))
        assert (risen > 0.02) is (correlation > 0)
    assert mirt.theta[1] == pytest.approx(correlation * mirt.theta[0], abs=0.06)


def test_catsim_gives_the_likeliest_ability() -> None:
    """Its estimate is the peak of the likelihood, and its error one over the root information."""
    bank = bank_of(20, Shape(c=0.1), seed=2)
    engine, rights = CatsimEngine(bank), [True, True, False, True, False, False, True]
    asked = list(answer(engine, rights))
    theta = np.linspace(-6, 6, 4801)
    chance = bank.chance_right(theta)[asked]
    likelihood = np.prod(np.where(np.array(rights)[:, None], chance, 1 - chance), axis=0)
    assert engine.theta == pytest.approx(float(theta[np.argmax(likelihood)]), abs=0.01)
    information = bank.take(np.array(asked)).information(np.array([engine.theta])).sum()
    assert engine.standard_error == pytest.approx(float(information) ** -0.5, rel=1e-3)


@pytest.mark.parametrize("engine", ["MirtEngine", "CatsimEngine"])
def test_a_package_asks_what_tells_most_at_its_estimate(engine: str) -> None:
    """Each item chosen has the most Fisher information there of those not asked yet."""
    bank = bank_of(20, Shape(c=0.1), seed=2)
    adaptive = globals()[engine](bank)
    asked: list[int] = []
    for right in (True, False, True, True, False):
        index = adaptive.choose(asked)
        information = bank.information(np.array([adaptive.theta]))[:, 0]
        information[asked] = -1
        assert information[index] == pytest.approx(float(information.max()), rel=1e-6)
        adaptive.take_in(index, right=right)
        asked.append(index)


def test_an_order_is_scored_by_the_posterior() -> None:
    """Estimate, error and predictions of an order are those worked out by brute force."""
    bank = bank_of(12, Shape(c=0.2), seed=2)
    engine, rights = fixed_order(bank), [True, False, True, True]
    assert list(answer(engine, rights)) == [0, 1, 2, 3]
    mean, sd = posterior(bank, range(4), rights)
    assert engine.theta == pytest.approx(mean, abs=0.005)
    assert engine.standard_error == pytest.approx(sd, abs=0.005)


def test_a_random_order_is_that_of_its_source_of_chance() -> None:
    """The same source gives the same order, another one another."""
    bank = bank_of(15, Shape(), seed=2)
    orders = [
        list(answer(random_order(bank, np.random.default_rng(seed)), [True] * 15))
        for seed in (1, 1, 2)
    ]
    assert orders[0] == orders[1] != orders[2]


def test_the_best_form_comes_in_the_order_of_information() -> None:
    """Averaged over people, each item tells no more than the one before, whatever is answered."""
    bank, grid = bank_of(15, Shape(c=0.2), seed=2), normal_grid()
    average = bank.information(grid.theta) @ grid.weight
    forms = [list(answer(best_fixed_form(bank), [right] * 15)) for right in (True, False)]
    assert forms[0] == forms[1]
    assert np.all(np.diff(average[forms[0]]) <= 0)


def test_predicting_averages_over_ability() -> None:
    """A chance is averaged over the spread of ability, not taken at its mean."""
    bank = bank_of(6, Shape(), seed=2)
    random = np.random.default_rng(3)
    sample = bank.chance_right(0.7 + 0.8 * random.normal(size=40_000)).mean(axis=1)
    assert normal_chances(bank, 0.7, 0.8) == pytest.approx(sample, abs=0.006)
    each = normal_chances(bank, np.full(6, 0.7), np.full(6, 0.8))
    assert each == pytest.approx(normal_chances(bank, 0.7, 0.8))
    sure = normal_chances(bank, 0.7, 0.0)
    assert sure == pytest.approx(bank.chance_right(np.array([0.7]))[:, 0])


def test_mirt_takes_no_answer_to_another_item() -> None:
    """An answer to an item that it did not choose would be booked on the wrong one."""
    bank = bank_of(10, Shape(), seed=2)
    for engine in (MirtEngine(bank), mirt_by_domain(bank)):
        other = (engine.choose([]) + 1) % 10
        with pytest.raises(ValueError, match="not the one chosen"):
            engine.take_in(other, right=True)


@pytest.mark.parametrize("b_sd", [0.0, 0.5])
@pytest.mark.parametrize("shape", [Shape(ogive=True), Shape(ogive=True, c=0.2, slip=0.05)], ids=str)
def test_our_engine_measures_the_calibrated_curve(shape: Shape, b_sd: float) -> None:
    """Before any answer its chances are those of the curve, averaged over N(0, 1) and b."""
    bank = bank_of(8, shape, seed=2, b_sd=b_sd)
    curves: Floats = normal_chances(bank, 0.0, float(np.sqrt(1 + b_sd**2)))
    assert own(bank).chances(bank) == pytest.approx(curves, abs=1e-3)


def test_our_engine_follows_the_posterior_of_its_answers() -> None:
    """Its predictions are near those of the exact posterior."""
    bank, others = bank_of(20, Shape(ogive=True, c=0.1), seed=2), bank_of(9, Shape(ogive=True), 3)
    engine, rights = own(bank), [True, True, False, True, False, False]
    asked = list(answer(engine, rights))
    expected = normal_chances(others, *posterior(bank, asked, rights))
    assert engine.chances(others) == pytest.approx(expected, abs=0.02)
