"""Other ways to choose questions and to score answers, behind one small interface.

Two packages for adaptive testing, `mirt` and `catsim`, set up as their documentation
shows, and orders of questions that do not adapt. Abilities have mean 0 and variance 1
among people, and items are in the logistic metric.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf, sqrt
from typing import Any, Final, Protocol

import numpy as np
from calibration import Bank, Floats, normal_grid
from catsim import ItemBank, irt
from catsim.estimation import NumericalSearchEstimator
from catsim.initialization import FixedPointInitializer
from catsim.selection import MaxInfoSelector
from mirt.cat import CATEngine, MaxItemsMCATStop, MaxItemsStop, MCATEngine
from mirt.results import FitResult

_GRID: Final = normal_grid()

_POINTS: Final = {2: 21, 3: 21, 4: 9}
"""Quadrature points for each of so many abilities.

The multidimensional engine's default of 21 makes 194 481 points of four abilities; the
package's own scorer takes 9 then.
"""


class Engine(Protocol):
    """What asks the questions of one person after another.

    Made from the items that the person may be asked; places are those in that bank.
    """

    def start(self) -> None:
        """Forget all answers."""

    def choose(self, asked: Sequence[int]) -> int:
        """Choose the next item among those not asked yet."""

    def take_in(self, index: int, *, right: bool) -> None:
        """Take in the answer to the item just chosen."""

    def chances(self, bank: Bank) -> Floats:
        """Predict right answers to any items: chances, 0 to 1."""


class MirtEngine:
    """The adaptive test of `mirt` as its manual sets it up.

    `CATEngine` with its defaults: the item of most Fisher information at the estimate
    is next ("MFI"), and the estimate is the posterior mean under N(0, 1) on 21
    Gauss-Hermite points ("EAP").

    Attributes:
        theta: Posterior mean, in standard deviations of ability.
        standard_error: Posterior standard deviation; infinite before the first answer.
    """

    def __init__(self, bank: Bank) -> None:
        parameters = {
            "discrimination": bank.a,
            "difficulty": bank.b,
            "guessing": bank.c,
            "upper": bank.upper,
        }
        # Without a rule the engine stops at a standard error of 0.3, and the name of this
        # one, "max_items", raises TypeError: the number cannot be passed along.
        rule = MaxItemsStop(len(bank))
        self._engine = CATEngine(_fitted("4PL", parameters, {"n_factors": 1}), stopping_rule=rule)
        self.start()

    def start(self) -> None:
        """Forget all answers."""
        self._engine.reset()
        self.theta = 0.0
        self.standard_error = inf

    def choose(self, asked: Sequence[int]) -> int:  # noqa: ARG002 - the engine keeps count
        """Ask the engine; it remembers what it asked."""
        return int(self._engine.select_next_item())

    def take_in(self, index: int, *, right: bool) -> None:
        """Hand the engine the answer to the item that it chose."""
        _check_chosen(self._engine, index)
        state = self._engine.administer_item(int(right))
        self.theta = float(state.theta)
        self.standard_error = float(state.standard_error)

    def chances(self, bank: Bank) -> Floats:
        """Predict by the posterior, taken to be normal; by N(0, 1) before any answer."""
        return normal_chances(bank, self.theta, min(self.standard_error, 1.0))


class MirtDomainEngine:
    """The multidimensional adaptive test of `mirt`, one ability for each domain.

    `MCATEngine` with its defaults: D-optimality (Segall 1996) and the posterior mean.
    The engine's prior has no correlations, so it works on independent abilities z, and
    the abilities in the domains are L z, L the Cholesky factor of their correlations:
    the same model, and the same choices, as D-optimality minds no such change of axes.
    Its items can have no guessing.

    Args:
        bank: Items that may be asked, each domain on a scale of its own.
        correlations: Of the abilities in the domains.
    """

    def __init__(self, bank: Bank, correlations: Floats) -> None:
        self._root = np.linalg.cholesky(correlations)
        slopes = bank.a[:, None] * self._root[bank.domain]
        count = len(correlations)
        self._engine = MCATEngine(
            _fitted(
                "MIRT",
                {"slopes": slopes, "intercepts": -bank.a * bank.b},
                {"n_factors": count, "loading_pattern": np.ones(slopes.shape).tolist()},
            ),
            stopping_rule=MaxItemsMCATStop(len(bank)),
            n_quadpts=_POINTS[count],
        )
        self.start()

    def start(self) -> None:
        """Forget all answers."""
        self._engine.reset()
        self._mean = np.zeros(len(self._root))
        self._covariance = np.eye(len(self._root))

    def choose(self, asked: Sequence[int]) -> int:  # noqa: ARG002 - the engine keeps count
        """Ask the engine; it remembers what it asked."""
        return int(self._engine.select_next_item())

    def take_in(self, index: int, *, right: bool) -> None:
        """Hand the engine the answer to the item that it chose."""
        _check_chosen(self._engine, index)
        state = self._engine.administer_item(int(right))
        self._mean, self._covariance = state.theta, state.covariance

    @property
    def theta(self) -> Floats:
        """Posterior mean of each domain's ability, in standard deviations of ability."""
        return np.asarray(self._root @ self._mean)

    @property
    def standard_error(self) -> Floats:
        """Posterior standard deviation of each domain's ability."""
        return np.asarray(np.sqrt(np.diag(self._root @ self._covariance @ self._root.T)))

    def chances(self, bank: Bank) -> Floats:
        """Predict by the posterior, taken to be normal."""
        return normal_chances(bank, self.theta[bank.domain], self.standard_error[bank.domain])


class CatsimEngine:
    """The adaptive test of `catsim` as its manual sets it up.

    `MaxInfoSelector` and `NumericalSearchEstimator` with their defaults: the item of most
    Fisher information at the estimate is next, and the estimate is that of maximum
    likelihood between -6 and 6. As long as all answers are alike, it goes half way to the
    hardest or easiest item (Dodd 1990). It starts at 0, the mean of people, rather than
    anywhere between -5 and 5. Its items have no slips: with an upper end below 1 it predicts
    worse, as the likelihood then has several peaks.

    Attributes:
        theta: Estimate, in standard deviations of ability.
        standard_error: One over the root of the information; infinite before the first
            answer.
    """

    def __init__(self, bank: Bank) -> None:
        columns = np.column_stack([bank.a, bank.b, bank.c, np.ones(len(bank))])
        # Its validation prints an empty line for each valid bank.
        self._bank = ItemBank(columns, validate=False)
        self._selector = MaxInfoSelector()
        self._estimator = NumericalSearchEstimator()
        self._initializer = FixedPointInitializer(0.0)
        self.start()

    def start(self) -> None:
        """Forget all answers."""
        self._items: list[int] = []
        self._answers: list[bool] = []
        self.theta = self._initializer.initialize()

    def choose(self, asked: Sequence[int]) -> int:
        """Ask the selector."""
        chosen = self._selector.select(
            item_bank=self._bank, administered_items=list(asked), est_theta=self.theta
        )
        if chosen is None:
            message = "no item is left"
            raise ValueError(message)
        return int(chosen)

    def take_in(self, index: int, *, right: bool) -> None:
        """Estimate anew with one answer more."""
        self._items.append(index)
        self._answers.append(right)
        self.theta = float(
            self._estimator.estimate(
                item_bank=self._bank,
                administered_items=self._items,
                response_vector=self._answers,
                est_theta=self.theta,
            )
        )

    @property
    def standard_error(self) -> float:
        """One over the root of the information at the estimate."""
        if not self._items:
            return inf
        return float(irt.see(self.theta, self._bank.get_items(self._items)))

    def chances(self, bank: Bank) -> Floats:
        """Predict at the estimate: maximum likelihood comes without a distribution around it."""
        return bank.chance_right(np.array([self.theta]))[:, 0]


class OrderedEngine:
    """A fixed order of questions, scored by the posterior mean under N(0, 1) on a grid.

    Args:
        bank: Items that may be asked.
        order: Their places, in the order in which they are asked.
    """

    def __init__(self, bank: Bank, order: Iterable[int]) -> None:
        chance = bank.chance_right(_GRID.theta)
        self._likelihoods = (1 - chance, chance)
        self._order = tuple(order)
        self.start()

    def start(self) -> None:
        """Forget all answers."""
        self._posterior = _GRID.weight

    def choose(self, asked: Sequence[int]) -> int:
        """Go on where the order stands."""
        return self._order[len(asked)]

    def take_in(self, index: int, *, right: bool) -> None:
        """Multiply by the likelihood."""
        posterior = self._posterior * self._likelihoods[right][index]
        self._posterior = posterior / posterior.sum()

    @property
    def theta(self) -> float:
        """Posterior mean, in standard deviations of ability."""
        return float(self._posterior @ _GRID.theta)

    @property
    def standard_error(self) -> float:
        """Posterior standard deviation, in those of ability."""
        return sqrt(float(self._posterior @ (_GRID.theta - self.theta) ** 2))

    def chances(self, bank: Bank) -> Floats:
        """Predict by the posterior."""
        return bank.chance_right(_GRID.theta) @ self._posterior


def fixed_order(bank: Bank) -> OrderedEngine:
    """Ask the items as they stand in the test."""
    return OrderedEngine(bank, range(len(bank)))


def random_order(bank: Bank, random: np.random.Generator) -> OrderedEngine:
    """Ask the items in an order drawn by chance."""
    return OrderedEngine(bank, random.permutation(len(bank)).tolist())


def best_fixed_form(bank: Bank) -> OrderedEngine:
    """Ask first what tells most about people in general, the same for everyone.

    Items are ordered by their Fisher information, averaged over N(0, 1): the form of any
    length that has most information in all.
    """
    average = bank.information(_GRID.theta) @ _GRID.weight
    return OrderedEngine(bank, np.argsort(-average, kind="stable").tolist())


def normal_chances(bank: Bank, mean: float | Floats, sd: float | Floats) -> Floats:
    """Chances of right answers for abilities that are normal with a mean and a spread.

    Args:
        bank: The items.
        mean: Of the ability, one for all items or one for each.
        sd: Standard deviation, in the same form.
    """
    theta = np.reshape(mean, (-1, 1)) + np.reshape(sd, (-1, 1)) * _GRID.theta
    return bank.chance_right(theta) @ _GRID.weight


def _check_chosen(engine: Any, index: int) -> None:  # noqa: ANN401 - the package does not type it
    """Refuse an answer to another item than the one chosen, which `mirt` cannot take."""
    if index != engine.select_next_item():
        message = f"item {index} is not the one chosen"
        raise ValueError(message)


def _fitted(name: str, parameters: Mapping[str, Floats], structure: Mapping[str, object]) -> object:
    """Build a fitted model of `mirt` from parameters.

    A model whose parameters were set by hand does not count as fitted, and the engines
    take no other; a result read back from its exported form does. The figures of the
    fit, which the engines do not use, are left empty.
    """
    count = len(next(iter(parameters.values())))
    names = [str(item) for item in range(count)]
    payload = {
        "model": {
            "name": name,
            "n_items": count,
            "item_names": names,
            "n_categories": None,
            **structure,
        },
        "parameters": {key: values.tolist() for key, values in parameters.items()},
        **dict.fromkeys(("log_likelihood", "aic", "bic"), 0.0),
        **dict.fromkeys(("n_iterations", "n_observations", "n_parameters"), 1),
        "converged": True,
    }
    return FitResult.from_dict(payload).model
