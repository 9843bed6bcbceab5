"""People who answer items of a bank, for the tests of calibration and of engines."""

import numpy as np
from calibration import Bank, Floats, Indices, Shape


def bank_of(
    count: int, shape: Shape, seed: int, domain: Indices | None = None, b_sd: float = 0.0
) -> Bank:
    """Make up so many items of a shape."""
    random = np.random.default_rng(seed)
    return Bank(
        a=np.exp(random.normal(0.5, 0.35, count)),
        b=random.normal(0, 1.1, count),
        b_sd=np.full(count, b_sd),
        domain=np.zeros(count, np.intp) if domain is None else domain,
        shape=shape,
    )


def answers_of(bank: Bank, theta: Floats, seed: int) -> Floats:
    """Let people answer all items: a row a person, a column an item, 1 right and 0 wrong.

    Args:
        bank: The items.
        theta: Abilities, a row a person, a column a domain.
        seed: Of chance.
    """
    chance = bank.chance_right(theta.T[bank.domain]).T
    return (np.random.default_rng(seed).random(chance.shape) < chance).astype(np.float64)


def people(count: int, seed: int, correlations: Floats | None = None) -> Floats:
    """Draw abilities of mean 0 and variance 1, a row a person, a column a domain."""
    table = np.eye(1) if correlations is None else correlations
    return np.random.default_rng(seed).multivariate_normal(np.zeros(len(table)), table, count)


def with_gaps(answers: Floats, share: float, seed: int) -> Floats:
    """Take out a share of the answers by chance."""
    gone = np.random.default_rng(seed).random(answers.shape) < share
    return np.where(gone, np.nan, answers)
