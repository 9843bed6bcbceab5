"""Items calibrated on a sample of people: slopes and difficulties, some answers missing.

Answers come as a table, a row a person and a column an item: 1 right, 0 wrong, NaN
not answered. Missing answers are taken to say nothing about ability.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from mlcareer.measure.response import LOGISTIC_SCALE

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

LOG_SLOPE: Final = (0.5, 0.5)
"""Prior mean and standard deviation of log a, a per logit."""

DIFFICULTY: Final = (0.0, 2.0)
"""Prior mean and standard deviation of b, in standard deviations of ability."""

GUESSING: Final = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)
"""Chances of a right guess that are tried, one for all items of a set."""

SLIPS: Final = (0.0, 0.01, 0.02, 0.03, 0.05)
"""Chances of a slip that are tried, one for all items of a set."""

MOST_ROUNDS: Final = 300
CLOSE_ENOUGH: Final = 0.001
"""EM ends when no log a and no b moves further than this in a round."""

_SCORING_STEPS: Final = 2
_LONGEST_STEP: Final = 0.5
_LEAST_EIGENVALUE: Final = 0.001
_NEVER: Final = 1e-12


class Shape(NamedTuple):
    """What the curves of all items of a bank have in common.

    Attributes:
        ogive: Whether they are normal ogives rather than logistic curves.
        c: Chance that a guess is right, 0 to 1.
        slip: Chance that a person who knows the answer answers as if by guessing, 0 to 1.
    """

    ogive: bool = False
    c: float = 0.0
    slip: float = 0.0

    @property
    def span(self) -> float:
        """Distance between the lower and the upper end of a curve."""
        return (1 - self.c) * (1 - self.slip)


@dataclass(frozen=True, slots=True)
class Bank:
    """Items in the logistic metric, on scales on which people have mean 0 and variance 1.

    Attributes:
        a: Discriminations, per logit, above 0.
        b: Difficulties, in standard deviations of ability.
        b_sd: Standard errors of the difficulties.
        domain: Which domain each item measures, from 0; all 0 where there is one scale.
        shape: What the curves have in common.
    """

    a: Floats
    b: Floats
    b_sd: Floats
    domain: Indices
    shape: Shape

    def __len__(self) -> int:
        return len(self.a)

    @property
    def c(self) -> Floats:
        """Lower end of each curve, 0 to 1."""
        return np.full(len(self), self.shape.c)

    @property
    def upper(self) -> Floats:
        """Upper end of each curve, 0 to 1."""
        return self.c + self.shape.span

    def take(self, items: Indices) -> Self:
        """Pick some items, in the order given."""
        return type(self)(
            self.a[items], self.b[items], self.b_sd[items], self.domain[items], self.shape
        )

    def chance_right(self, theta: Floats) -> Floats:
        """Chance of a right answer: c + (1 - c) (1 - slip) F(a (theta - b)).

        The four-parameter model (Barton and Lord 1981); F is the logistic function, or
        the normal one of its argument over 1.702.

        Args:
            theta: Abilities, the same for all items or a row for each.

        Returns:
            A row for each item, a column for each ability.
        """
        known, _ = self._known(theta)
        return self.shape.c + self.shape.span * known

    def steepness(self, theta: Floats) -> Floats:
        """Derivative of the chance by ability, in the same form as the chance."""
        _, density = self._known(theta)
        return self.shape.span * self.a[:, None] * density

    def information(self, theta: Floats) -> Floats:
        """Fisher information about ability: P'^2 / (P (1 - P)) (Birnbaum 1968, chapter 17)."""
        chance = np.clip(self.chance_right(theta), _NEVER, 1 - _NEVER)
        return np.asarray(self.steepness(theta) ** 2 / (chance * (1 - chance)))

    def _known(self, theta: Floats) -> tuple[Floats, Floats]:
        """F of the logit, and its derivative by the logit."""
        logit = self.a[:, None] * (theta - self.b[:, None])
        if self.shape.ogive:
            t = logit / LOGISTIC_SCALE
            return ndtr(t), np.exp(-0.5 * t**2) / (np.sqrt(2 * np.pi) * LOGISTIC_SCALE)
        # By tanh, which does not overflow.
        known = 0.5 * (1 + np.tanh(0.5 * logit))
        return known, known * (1 - known)


class Calibration(NamedTuple):
    """Calibrated items.

    Attributes:
        bank: The items.
        log_likelihood: Marginal log-likelihood of the sample's answers, in nats.
    """

    bank: Bank
    log_likelihood: float


class _Sample(NamedTuple):
    """Answers in the form that sums need: 1 where right, and 1 where there is an answer."""

    right: Floats
    seen: Floats


class Grid(NamedTuple):
    """Abilities, and weights summing to 1, that stand for a standard normal distribution."""

    theta: Floats
    weight: Floats


def normal_grid(points: int = 41, reach: float = 5.0) -> Grid:
    """Lay a grid of abilities from -reach to reach."""
    theta = np.linspace(-reach, reach, points)
    density = np.exp(-0.5 * theta**2)
    return Grid(theta, density / density.sum())


def calibrate(answers: Floats, shape: Shape) -> Calibration:
    """Estimate slopes and difficulties by marginal maximum likelihood with mild priors.

    Bock and Aitkin's EM (1981, Psychometrika 46, 443-459) on a grid. The priors on
    log a and b keep items finite that a small sample answers all right or orders
    perfectly: Bayes modal estimation (Mislevy 1986, Psychometrika 51, 177-195). The
    median slope of the prior, 1.65 per logit, is about 1 in the normal metric, and its
    spread of 0.5 and that of 2 for difficulties are the defaults of BILOG (Mislevy and
    Bock 1990).

    Args:
        answers: A row a person, a column an item: 1, 0 or NaN.
        shape: What the curves have in common; it is not estimated.
    """
    sample = _sample(answers)
    grid = normal_grid()
    log_a, b = _start(sample)
    for _ in range(MOST_ROUNDS):
        before = np.concatenate([log_a, b])
        posterior, _ = _posterior(_bank(log_a, b, shape), sample, grid)
        log_a, b = _maximise(log_a, b, shape, _counts(posterior, sample), grid)
        if np.abs(np.concatenate([log_a, b]) - before).max() < CLOSE_ENOUGH:
            break
    bank = _bank(log_a, b, shape)
    posterior, log_likelihood = _posterior(bank, sample, grid)
    b_sd = _difficulty_errors(bank, sample, posterior, grid)
    return Calibration(replace(bank, b_sd=b_sd), log_likelihood)


def calibrate_domains(answers: Floats, domain: Indices, shapes: Iterable[Shape]) -> Bank:
    """Calibrate each domain on a scale of its own, all with the likeliest of some shapes.

    Args:
        answers: A row a person, a column an item: 1, 0 or NaN.
        domain: Which domain each item measures, from 0.
        shapes: Shapes to try; the one under which the sample's answers are likeliest is taken.
    """
    places = [np.flatnonzero(domain == at) for at in range(domain.max() + 1)]
    tried = [[calibrate(answers[:, items], shape) for items in places] for shape in shapes]
    best = max(tried, key=lambda found: sum(domain.log_likelihood for domain in found))
    return _join([found.bank for found in best], places)


def calibrate_guessing(answers: Floats, domain: Indices, *, ogive: bool = False) -> Bank:
    """Calibrate, and choose the chance of a right guess, without slips."""
    return calibrate_domains(answers, domain, [Shape(ogive, c) for c in GUESSING])


def calibrate_slips(answers: Floats, bank: Bank) -> Bank:
    """Calibrate anew, and choose the chance of a slip, the rest of the shape as it is."""
    return calibrate_domains(
        answers, bank.domain, [bank.shape._replace(slip=slip) for slip in SLIPS]
    )


def domain_correlations(answers: Floats, bank: Bank) -> Floats:
    """Estimate how the abilities in the domains of a bank correlate.

    For each pair of domains, the correlation under which the sample's answers to both
    are likeliest, the items held fixed; pairwise likelihood after Katsikatsou and others
    (2012, Computational Statistics and Data Analysis 56, 4243-4258). Estimates from
    pairs need not agree with each other; `nearest_correlations` makes them.

    Args:
        answers: A row a person, a column an item: 1, 0 or NaN.
        bank: The items, each domain calibrated on a scale of its own.

    Returns:
        A positive definite table with ones on the diagonal.
    """
    grid = normal_grid(31, 4.0)
    domains = [np.flatnonzero(bank.domain == domain) for domain in range(bank.domain.max() + 1)]
    likelihoods = [
        np.exp(_log_likelihoods(bank.take(items), _sample(answers[:, items]), grid))
        for items in domains
    ]
    found = np.eye(len(domains))
    for i in range(len(domains)):
        for j in range(i):
            found[i, j] = found[j, i] = _correlation(likelihoods[i], likelihoods[j], grid)
    return nearest_correlations(found)


def nearest_correlations(table: Floats) -> Floats:
    """Make a table of correlations positive definite, changing it little.

    Eigenvalues are raised to a small positive number and the diagonal is scaled back
    to 1 (Rebonato and Jaeckel 1999, Journal of Risk 2, 17-27).
    """
    values, vectors = np.linalg.eigh(table)
    raised = (vectors * np.maximum(values, _LEAST_EIGENVALUE)) @ vectors.T
    scale = 1 / np.sqrt(np.diag(raised))
    return np.asarray(raised * np.outer(scale, scale))


def _join(banks: Sequence[Bank], places: Sequence[Indices]) -> Bank:
    """Put the banks of several domains together, each item in its place among all."""
    order = np.argsort(np.concatenate(places))
    domain = np.concatenate([np.full(len(at), i, np.intp) for i, at in enumerate(places)])
    a, b, b_sd = (
        np.concatenate([getattr(bank, name) for bank in banks])[order]
        for name in ("a", "b", "b_sd")
    )
    return Bank(a, b, b_sd, domain[order], banks[0].shape)


def _sample(answers: Floats) -> _Sample:
    seen = ~np.isnan(answers)
    return _Sample(np.where(seen, answers, 0.0), seen.astype(np.float64))


def _bank(log_a: Floats, b: Floats, shape: Shape) -> Bank:
    return Bank(np.exp(log_a), b, np.zeros(len(b)), np.zeros(len(b), np.intp), shape)


def _start(sample: _Sample) -> tuple[Floats, Floats]:
    """Start from the prior's slope, and the difficulty that goes with the share right."""
    share = (sample.right.sum(axis=0) + 0.5) / (sample.seen.sum(axis=0) + 1)
    return np.full(len(share), LOG_SLOPE[0]), -np.log(share / (1 - share))


def _log_likelihoods(bank: Bank, sample: _Sample, grid: Grid) -> Floats:
    """Log-likelihood of each person's answers at each ability of the grid."""
    # A steep item far from an ability has a chance that rounds to 0 or 1.
    chance = np.clip(bank.chance_right(grid.theta), _NEVER, 1 - _NEVER)
    odds = np.log(chance) - np.log1p(-chance)
    return np.asarray(sample.right @ odds + sample.seen @ np.log1p(-chance))


def _posterior(bank: Bank, sample: _Sample, grid: Grid) -> tuple[Floats, float]:
    """Weigh the grid for each person; also give the marginal log-likelihood, in nats."""
    joint = _log_likelihoods(bank, sample, grid) + np.log(grid.weight)
    peak = joint.max(axis=1, keepdims=True)
    weights = np.exp(joint - peak)
    total = weights.sum(axis=1, keepdims=True)
    return weights / total, float((np.log(total) + peak).sum())


def _counts(posterior: Floats, sample: _Sample) -> tuple[Floats, Floats]:
    """Expected right answers, and answers, of each item at each ability."""
    return sample.right.T @ posterior, sample.seen.T @ posterior


def _chance_and_slopes(bank: Bank, theta: Floats) -> tuple[Floats, Floats, Floats]:
    """Chance of a right answer, and its derivatives by log a and by b."""
    steepness = bank.steepness(theta)
    by_log_a = steepness * (theta - bank.b[:, None])
    return np.clip(bank.chance_right(theta), _NEVER, 1 - _NEVER), by_log_a, -steepness


def _maximise(
    log_a: Floats, b: Floats, shape: Shape, counts: tuple[Floats, Floats], grid: Grid
) -> tuple[Floats, Floats]:
    """Move each item towards the mode of its expected log-posterior, by Fisher scoring."""
    right, seen = counts
    for _ in range(_SCORING_STEPS):
        chance, by_log_a, by_b = _chance_and_slopes(_bank(log_a, b, shape), grid.theta)
        spread = chance * (1 - chance)
        surprise = (right - seen * chance) / spread
        gradient = (
            (surprise * by_log_a).sum(axis=1) - (log_a - LOG_SLOPE[0]) / LOG_SLOPE[1] ** 2,
            (surprise * by_b).sum(axis=1) - (b - DIFFICULTY[0]) / DIFFICULTY[1] ** 2,
        )
        precision = seen / spread
        aa = (precision * by_log_a**2).sum(axis=1) + LOG_SLOPE[1] ** -2
        bb = (precision * by_b**2).sum(axis=1) + DIFFICULTY[1] ** -2
        ab = (precision * by_log_a * by_b).sum(axis=1)
        scale = aa * bb - ab**2
        step_a = (bb * gradient[0] - ab * gradient[1]) / scale
        step_b = (aa * gradient[1] - ab * gradient[0]) / scale
        log_a = log_a + np.clip(step_a, -_LONGEST_STEP, _LONGEST_STEP)
        b = b + np.clip(step_b, -_LONGEST_STEP, _LONGEST_STEP)
    return log_a, b


def _difficulty_errors(bank: Bank, sample: _Sample, posterior: Floats, grid: Grid) -> Floats:
    """Standard errors of b, from the empirical information and the priors.

    The empirical information is the sum over people of the outer product of their
    score, for all parameters jointly. A person's score is the posterior expectation of
    the complete-data score (Mislevy and Sheehan 1989, Journal of Educational Statistics
    14, 335-350).
    """
    chance, *derivatives = _chance_and_slopes(bank, grid.theta)
    spread = chance * (1 - chance)
    scores = []
    for derivative in derivatives:
        # Expectation over ability of (x - P) P' / (P (1 - P)), for all people at once.
        rate = derivative / spread
        expected_rate, expected_chance = posterior @ rate.T, posterior @ (rate * chance).T
        scores.append(sample.right * expected_rate - sample.seen * expected_chance)
    score = np.concatenate(scores, axis=1)
    prior = np.repeat([LOG_SLOPE[1] ** -2, DIFFICULTY[1] ** -2], len(bank))
    covariance = np.linalg.inv(score.T @ score + np.diag(prior))
    return np.sqrt(np.diag(covariance)[len(bank) :])


def _correlation(first: Floats, second: Floats, grid: Grid) -> float:
    """Find the correlation of two abilities that makes two sets of answers likeliest."""
    tried = np.linspace(-0.5, 0.98, 75)
    found = [_pair_log_likelihood(rho, first, second, grid) for rho in tried]
    return float(tried[int(np.argmax(found))])


def _pair_log_likelihood(rho: float, first: Floats, second: Floats, grid: Grid) -> float:
    """Log-likelihood of two sets of answers, in nats, when abilities correlate by rho."""
    x, y = grid.theta[:, None], grid.theta[None, :]
    weights = np.exp(-(x**2 - 2 * rho * x * y + y**2) / (2 * (1 - rho**2)))
    weights /= weights.sum()
    return float(np.log(((first @ weights) * second).sum(axis=1)).sum())
