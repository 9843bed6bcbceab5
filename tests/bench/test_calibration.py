from functools import cache
from math import exp
from statistics import NormalDist

import pytest
from bench_peers import peers_wanted

with peers_wanted():
    import numpy as np
    from bench_answers import answers_of, bank_of, people, with_gaps
    from calibration import (
        GUESSING,
        SLIPS,
        Bank,
        Floats,
        Shape,
        calibrate,
        calibrate_domains,
        calibrate_guessing,
        calibrate_slips,
        domain_correlations,
        nearest_correlations,
        normal_grid,
    )

TIES = ((1.0, 0.8, 0.3), (0.8, 1.0, 0.5), (0.3, 0.5, 1.0))


def shapes() -> list[Shape]:
    """Both curves, without and with guessing and slips."""
    return [
        Shape(),
        Shape(ogive=True),
        Shape(c=0.25, slip=0.03),
        Shape(ogive=True, c=0.25, slip=0.03),
    ]


@cache
def sample(shape: Shape) -> tuple[Bank, Floats, Bank]:
    """Let 2,000 people answer 15 items: the true items, the answers, and the calibrated items."""
    true = bank_of(15, shape, seed=1)
    answers = answers_of(true, people(2000, 2), 3)
    return true, answers, calibrate(answers, shape).bank


def misses(found: Bank, true: Bank) -> tuple[float, float]:
    """Root mean squared errors of log a and of b."""
    a, b = np.log(found.a / true.a), found.b - true.b
    return float(np.sqrt(np.mean(a**2))), float(np.sqrt(np.mean(b**2)))


@pytest.mark.parametrize("shape", shapes(), ids=str)
def test_items_are_recovered(shape: Shape) -> None:
    """From 2,000 people who answer by the model, slopes and difficulties come out as they are."""
    true, _, found = sample(shape)
    a, b = misses(found, true)
    assert a < (0.13 if shape.c == 0 else 0.2)
    assert b < (0.13 if shape.c == 0 else 0.2)
    assert abs(float(np.mean(found.b - true.b))) < 0.08
    assert found.shape == shape


@pytest.mark.parametrize("shape", [Shape(), Shape(ogive=True)], ids=str)
def test_standard_errors_have_the_right_size(shape: Shape) -> None:
    """Over several samples errors of difficulties are about as large as they are said to be."""
    true = bank_of(20, shape, seed=5)
    surprises = []
    for sample in range(5):
        found = calibrate(answers_of(true, people(800, 10 + sample), 20 + sample), shape).bank
        assert np.all(found.b_sd > 0)
        surprises.append((found.b - true.b) / found.b_sd)
    assert float(np.mean(np.square(surprises))) == pytest.approx(1, abs=0.35)


def test_more_people_make_smaller_errors() -> None:
    """Four times the people halve the standard errors, about."""
    true = bank_of(12, Shape(), seed=6)
    few, many = (
        calibrate(answers_of(true, people(count, 7), 8), Shape()).bank for count in (400, 1600)
    )
    assert float(np.median(few.b_sd / many.b_sd)) == pytest.approx(2, abs=0.3)


def test_missing_answers_say_nothing() -> None:
    """With a third of the answers missing by chance, items come out as they are."""
    true, answers, whole = sample(Shape())
    found = calibrate(with_gaps(answers, 1 / 3, 4), Shape()).bank
    a, b = misses(found, true)
    assert a < 0.2
    assert b < 0.18
    assert float(np.median(found.b_sd / whole.b_sd)) > 1.1


def test_people_without_any_answer_change_nothing() -> None:
    """A row of nothing but gaps neither moves an item nor adds to the likelihood."""
    true = bank_of(10, Shape(), seed=1)
    answers = answers_of(true, people(300, 2), 3)
    padded = np.vstack([answers, np.full((50, 10), np.nan)])
    plain, found = calibrate(answers, Shape()), calibrate(padded, Shape())
    assert found.bank.b == pytest.approx(plain.bank.b, abs=1e-6)
    assert found.bank.a == pytest.approx(plain.bank.a, abs=1e-6)
    assert found.bank.b_sd == pytest.approx(plain.bank.b_sd, abs=1e-6)
    assert found.log_likelihood == pytest.approx(plain.log_likelihood)


def test_gaps_do_not_count_as_wrong() -> None:
    """An item that only those were asked who did well before is not easier or harder for it."""
    true, complete, _ = sample(Shape())
    answers = complete.copy()
    rest = answers[:, 1:].sum(axis=1)
    answers[rest < np.median(rest), 0] = np.nan
    found = calibrate(answers, Shape()).bank
    assert found.b[0] == pytest.approx(true.b[0], abs=0.2)


def test_items_stay_finite_where_all_are_right() -> None:
    """The mild priors keep an item that everyone, or nobody, answers right within reach."""
    answers = answers_of(bank_of(8, Shape(), seed=1), people(60, 2), 3)
    answers[:, 0], answers[:, 1] = 1, 0
    found = calibrate(answers, Shape()).bank
    assert np.all(np.isfinite([found.a, found.b, found.b_sd]))
    assert found.b[0] < np.min(found.b[2:])
    assert found.b[1] > np.max(found.b[2:])


def test_the_log_likelihood_is_that_of_the_answers() -> None:
    """It is the log of each person's chance averaged over ability, worked out by hand."""
    answers = answers_of(bank_of(6, Shape(), seed=1), people(40, 2), 3)
    answers[0, 2] = np.nan
    found = calibrate(answers, Shape(c=0.1))
    grid = normal_grid()
    expected = 0.0
    for row in answers:
        chance = found.bank.chance_right(grid.theta)
        each = [
            np.ones(len(grid.theta)) if np.isnan(x) else (p if x else 1 - p)
            for x, p in zip(row, chance, strict=True)
        ]
        expected += float(np.log(np.prod(each, axis=0) @ grid.weight))
    assert found.log_likelihood == pytest.approx(expected)


def test_the_likelier_shape_is_taken() -> None:
    """Answers with much guessing, or with none, are told apart, and so are slips."""
    domain = np.zeros(15, np.intp)
    for c in (0.0, 0.25):
        answers = answers_of(bank_of(15, Shape(c=c), seed=2), people(600, 2), 3)
        assert calibrate_guessing(answers, domain).shape.c == pytest.approx(c, abs=0.051)
    for slip in (0.0, 0.05):
        true = bank_of(15, Shape(slip=slip), seed=2)
        answers = answers_of(true, people(600, 2), 3)
        assert calibrate_slips(answers, true).shape.slip == pytest.approx(slip, abs=0.021)
    assert {0.0, 0.25} <= set(GUESSING)
    assert {0.0, 0.05} <= set(SLIPS)


def test_calibrating_keeps_what_is_not_chosen() -> None:
    """Choosing guessing keeps the curve and no slips; choosing slips keeps the guessing."""
    domain = np.zeros(8, np.intp)
    answers = answers_of(bank_of(8, Shape(c=0.25), seed=2), people(200, 2), 3)
    guessing = calibrate_guessing(answers, domain, ogive=True)
    assert guessing.shape.ogive
    assert guessing.shape.slip == 0
    slips = calibrate_slips(answers, guessing)
    assert slips.shape == guessing.shape._replace(slip=slips.shape.slip)


@cache
def by_domain() -> tuple[Bank, Floats, Bank]:
    """Let people of three tied abilities answer ten items of each, the domains mixed up.

    Gives the true items, the answers, and the items calibrated on them.
    """
    domain = np.random.default_rng(9).permutation(np.repeat(np.arange(3), 10))
    bank = bank_of(30, Shape(), seed=4, domain=domain)
    answers = answers_of(bank, people(1200, 5, np.array(TIES)), 6)
    return bank, answers, calibrate_domains(answers, domain, [Shape()])


def test_domains_are_calibrated_each_on_its_own() -> None:
    """Items come back in their places, as calibrating their domain alone makes them."""
    true, answers, found = by_domain()
    assert found.domain.tolist() == true.domain.tolist()
    assert max(misses(found, true)) < 0.2
    items = np.flatnonzero(true.domain == 1)
    alone = calibrate(answers[:, items], Shape()).bank
    assert found.take(items).a == pytest.approx(alone.a)
    assert found.take(items).b == pytest.approx(alone.b)
    assert found.take(items).b_sd == pytest.approx(alone.b_sd)


def test_correlations_of_domains_are_recovered() -> None:
    """Three abilities are found to correlate as they were drawn, gaps or not."""
    _, answers, bank = by_domain()
    for given in (answers, with_gaps(answers, 0.3, 7)):
        found = domain_correlations(given, bank)
        assert found == pytest.approx(np.array(TIES), abs=0.09)
        assert np.diag(found) == pytest.approx(np.ones(3))
        assert found == pytest.approx(found.T)


def test_correlations_become_possible() -> None:
    """A table that no abilities can have is made positive definite; one that is stays."""
    impossible = np.array([[1, 0.9, -0.5], [0.9, 1, 0.9], [-0.5, 0.9, 1.0]])
    found = nearest_correlations(impossible)
    assert np.linalg.eigvalsh(impossible).min() < 0 < np.linalg.eigvalsh(found).min()
    assert np.diag(found) == pytest.approx(1)
    assert nearest_correlations(np.array(TIES)) == pytest.approx(np.array(TIES))


@pytest.mark.parametrize("shape", shapes(), ids=str)
def test_a_curve_is_that_of_its_formula(shape: Shape) -> None:
    """The chance is c + (1 - c) (1 - slip) F, F logistic or the normal one of it over 1.702."""
    bank = bank_of(4, shape, seed=3)
    normal = NormalDist()
    for theta in (-2.0, 0.3, 1.9):
        found = bank.chance_right(np.array([theta]))[:, 0]
        for a, b, chance in zip(bank.a.tolist(), bank.b.tolist(), found.tolist(), strict=True):
            logit = a * (theta - b)
            known = normal.cdf(logit / 1.702) if shape.ogive else 1 / (1 + exp(-logit))
            expected = shape.c + (1 - shape.c) * (1 - shape.slip) * known
            assert chance == pytest.approx(expected)


@pytest.mark.parametrize("shape", shapes(), ids=str)
def test_steepness_and_information_follow_from_the_curve(shape: Shape) -> None:
    """Steepness is the curve's derivative, and information its square over the variance."""
    bank, step = bank_of(6, shape, seed=3), 1e-5
    theta = np.linspace(-1.5, 1.5, 13)
    chance = bank.chance_right(theta)
    derivative = (bank.chance_right(theta + step) - bank.chance_right(theta - step)) / (2 * step)
    assert bank.steepness(theta) == pytest.approx(derivative, abs=1e-7)
    assert bank.information(theta) == pytest.approx(
        derivative**2 / (chance * (1 - chance)), 1e-4, 1e-8
    )


@pytest.mark.parametrize("shape", shapes(), ids=str)
def test_curves_end_where_they_should(shape: Shape) -> None:
    """Far down only guesses are right, far up all but slips, and extremes do not overflow."""
    bank = bank_of(5, shape, seed=3)
    low, high = bank.chance_right(np.array([-900.0, 900.0])).T
    assert low == pytest.approx(bank.c)
    assert bank.c == pytest.approx(np.full(5, shape.c))
    assert high == pytest.approx(bank.upper)
    assert bank.upper == pytest.approx(np.full(5, 1 - shape.slip * (1 - shape.c)))
    assert np.all(np.isfinite(bank.information(np.array([-900.0, 0.0, 900.0]))))


def test_abilities_may_differ_between_items() -> None:
    """A row of abilities for each item gives the same as each item alone."""
    bank = bank_of(3, Shape(), seed=3)
    theta = np.array([[0.1, 0.2], [1.0, -1.0], [2.0, 0.5]])
    found = bank.chance_right(theta)
    for at in range(3):
        assert found[at] == pytest.approx(bank.take(np.array([at])).chance_right(theta[at])[0])


def test_taking_items_keeps_them_together() -> None:
    """A part of a bank has the items asked for, in the order asked for."""
    bank = bank_of(6, Shape(c=0.2), seed=3, domain=np.arange(6), b_sd=0.4)
    part = bank.take(np.array([4, 1]))
    assert part.domain.tolist() == [4, 1]
    assert part.a.tolist() == [bank.a[4], bank.a[1]]
    assert part.b.tolist() == [bank.b[4], bank.b[1]]
    assert part.b_sd.tolist() == [0.4, 0.4]
    assert (len(part), part.shape) == (2, bank.shape)


def test_the_grid_stands_for_a_normal_distribution() -> None:
    """Weights sum to 1, and mean, variance and fourth moment are those of N(0, 1)."""
    grid = normal_grid()
    moments = [float(grid.weight @ grid.theta**power) for power in range(5)]
    assert moments == pytest.approx([1, 0, 1, 0, 3], abs=0.001)
