"""How well answers of real people are predicted after few questions, next to other engines.

Run it with the Python of an environment that has numpy, mirt and catsim besides mlcareer:

    python bench/real_people.py --data FOLDER [--people 1500] [--seed 1]

FOLDER holds a folder for each data set, with `responses.csv` (a row a person, a column an
item: 1, 0 or empty) and, where the items have one, `qmatrix.csv` (a row an item, a column
an attribute). Where none of the sets is there, it says so and ends with exit code 0.

People are split in five. Items are calibrated on four parts; of each person in the fifth,
20 % of the answers are held out, the engine asks among the other items, and predicts the
answers held out. Every engine meets the same people, items and held-out answers. Figures
are for all people of a set together:

* AUC: chance that a right answer held out got a higher prediction than a wrong one.
* Log-loss: mean of -ln(predicted chance of what happened), in nats.
* Share of the attainable gain: (now - nothing known) / (all asked - nothing known), where
  "all asked" is after all items that are not held out. Given against what the engine
  itself attains, and against what the best of all engines attains.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from math import isnan, nan
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import numpy as np
from calibration import (
    Bank,
    Floats,
    Indices,
    Shape,
    calibrate_domains,
    calibrate_guessing,
    calibrate_slips,
    domain_correlations,
)
from markdown_table import marked, row
from peers import (
    CatsimEngine,
    Engine,
    MirtDomainEngine,
    MirtEngine,
    best_fixed_form,
    fixed_order,
    random_order,
)

from mlcareer.measure.belief import Belief, Joint
from mlcareer.measure.gaussian import Gaussian, knowing, posterior_moments
from mlcareer.measure.response import Behaviour, chances
from mlcareer.model.items import Item, Outcome

SETS: Final = (
    "chess_kst",
    "ecpe",
    "fraction_subtraction",
    "icar_ability",
    "probability_pks",
    "sat12",
    "sirt_math",
)

STAGES: Final = (0, 3, 5, 10, 20)
"""Numbers of questions after which predictions are judged."""

TARGET_STAGE: Final = 10
TARGET_SHARE: Final = 0.95
"""Share of the attainable gain that is aimed at, on the median data set."""

FOLDS: Final = 5
HELD_OUT: Final = 0.2
"""Share of a person's answers that are predicted and never asked."""

RESAMPLES: Final = 200
WORKERS: Final = 2

PACKAGES: Final = ("mirt", "catsim")
MIRT_BY_DOMAIN: Final = "mirt, by domain"
ORDERS: Final = ("random order", "fixed order", "best fixed form")
OTHERS: Final = (*PACKAGES, MIRT_BY_DOMAIN, *ORDERS)
ONE_SCALE: Final = "mlcareer, one scale"
BY_DOMAIN: Final = "mlcareer, by domain"
OWN: Final = (ONE_SCALE, BY_DOMAIN)

_SURE: Final = 0.001
_FEWEST_ANSWERS: Final = 2


@dataclass(frozen=True, slots=True)
class DataSet:
    """Answers of real people.

    Attributes:
        name: Of its folder.
        answers: A row a person, a column an item: 1, 0 or NaN.
        domain: Which domain each item measures, from 0; all 0 unless each item measures
            exactly one of several.
    """

    name: str
    answers: Floats
    domain: Indices


class Lead(NamedTuple):
    """How far an arm is ahead of the best of some others.

    Attributes:
        rival: The best of the others by AUC, at this stage of this set.
        auc: Difference in AUC, positive where the arm is ahead. As the rival is chosen by the
            same figures, it leans towards the rival.
        standard_error: Of the difference, by resampling people.
    """

    rival: str
    auc: float
    standard_error: float


class Figures(NamedTuple):
    """A figure for each of the two ways to judge predictions.

    Attributes:
        auc: From the area under the curve.
        log_loss: From the log-loss.
    """

    auc: float
    log_loss: float


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one arm on one data set after some questions.

    Attributes:
        data_set: Name of the set.
        arm: What chose the questions and predicted.
        asked: How many questions; None for all that are not held out.
        people: How many people.
        answers: How many held-out answers.
        value: Area under the curve, 0.5 for guessing to 1; log-loss in nats, smaller is better.
        share: Share of the gain that the arm itself attains in the end; NaN where it has none.
        share_of_best: Share of the gain that the best arm attains in the end.
        over_packages: Lead of an arm of ours over the better package; None for other arms.
        over_all: Lead of an arm of ours over the best of all other arms; None for other arms.
    """

    data_set: str
    arm: str
    asked: int | None
    people: int
    answers: int
    value: Figures
    share: Figures
    share_of_best: Figures
    over_packages: Lead | None
    over_all: Lead | None


class Predictions(NamedTuple):
    """What each arm predicted for held-out answers.

    Attributes:
        person: Which person each answer is of.
        right: Whether it is right: 1 or 0.
        left: How many items its person could be asked.
        chances: For each arm, a row for each stage and one more for all asked, a column
            for each answer.
    """

    person: Indices
    right: Floats
    left: Indices
    chances: dict[str, Floats]


class Task(NamedTuple):
    """One fold of one data set."""

    data_set: DataSet
    fold: int
    seed: int


class Arm(NamedTuple):
    """What is compared.

    Attributes:
        bank: All items of the set.
        make: Makes an engine from the items that a person may be asked, and a source of chance.
    """

    bank: Bank
    make: Callable[[Bank, np.random.Generator], Engine]


class OwnEngine:
    """The measuring engine of mlcareer.

    Abilities have mean 0 and variance 1 before the first answer, as the items were
    calibrated, rather than the prior for skills of the map; nobody could answer "I don't
    know"; and the chance of a slip is the one calibrated.

    Args:
        bank: Items that may be asked.
        correlations: Of the abilities in the domains.
    """

    def __init__(self, bank: Bank, correlations: Floats) -> None:
        self._items = own_items(bank)
        self._behaviour = Behaviour(admits=0.0, slips=bank.shape.slip, hesitates=0.0)
        self._names = [str(domain) for domain in range(len(correlations))]
        self._correlations = correlations.tolist()
        self.start()

    def start(self) -> None:
        """Forget all answers."""
        prior = Gaussian(self._names, [0.0] * len(self._names), self._correlations)
        self._belief = Belief([prior], [1.0], self._behaviour)

    def choose(self, asked: Sequence[int]) -> int:
        """Choose the item that is expected to lower the variance of all abilities most.

        It is what the engine does without a target, apart from chance among near-equals
        and the preference for variety.
        """
        (belief,) = self._belief.hypotheses
        reach = {name: _reach(belief, name) for name in belief.names}
        left = [at for at in range(len(self._items)) if at not in asked]
        return max(left, key=lambda at: self._expected_fall(belief, self._items[at], reach))

    def _expected_fall(self, belief: Joint, item: Item, reach: Mapping[str, float]) -> float:
        """Expected fall of the sum of all variances, if a question is asked."""
        mean, variance = belief.mean(item.skill), belief.variance(item.skill)
        moments = knowing(item, mean, variance)
        left = 0.0
        for outcome in (Outcome.RIGHT, Outcome.WRONG):
            unknowing, known = chances(item, outcome, self._behaviour)
            chance, _, after = posterior_moments(unknowing, known, moments, mean, variance)
            left += chance * after
        return (variance - left) * reach[item.skill]

    def take_in(self, index: int, *, right: bool) -> None:
        """Take in the answer."""
        self._belief.answer(self._items[index], Outcome.RIGHT if right else Outcome.WRONG)

    def chances(self, bank: Bank) -> Floats:
        """Predict by the belief."""
        predicted = [self._belief.predict(item)[Outcome.RIGHT] for item in own_items(bank)]
        return np.array(predicted)


def own_items(bank: Bank) -> list[Item]:
    """Turn a bank into items, a skill for each domain."""
    columns = (bank.domain, bank.a, bank.b, bank.b_sd, bank.c)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Item(str(domain), a, b, b_sd, c) for domain, a, b, b_sd, c in rows]


def _reach(belief: Joint, name: str) -> float:
    """How far a fall of one ability's variance lowers all: sum of cov^2 over variance^2."""
    squares = [belief.covariance(name, other) ** 2 for other in belief.names]
    return sum(squares) / belief.variance(name) ** 2


def load(folder: Path) -> DataSet:
    """Read a data set."""
    path = folder / "responses.csv"
    answers = np.genfromtxt(path, delimiter=",", skip_header=1)
    return DataSet(folder.name, answers, _domains(folder / "qmatrix.csv", answers.shape[1]))


def _domains(path: Path, items: int) -> Indices:
    """Read which domain each item measures, where each measures exactly one."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            rows = [[int(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]]
        if all(sum(row) == 1 for row in rows):
            return np.array([row.index(1) for row in rows], np.intp)
    return np.zeros(items, np.intp)


def sample_people(data_set: DataSet, people: int | None, seed: int) -> DataSet:
    """Shuffle the people, and keep at most so many."""
    order = _random(data_set.name, seed, "people").permutation(len(data_set.answers))
    return DataSet(data_set.name, data_set.answers[order[:people]], data_set.domain)


def _random(*purpose: object) -> np.random.Generator:
    """Make a source of chance that depends on its purpose alone, not on what ran before."""
    return np.random.default_rng(list(" ".join(map(str, purpose)).encode()))


def replay_fold(task: Task) -> Predictions:
    """Calibrate on four parts of the people, and replay the answers of the fifth."""
    answers = task.data_set.answers
    part = np.arange(len(answers)) % FOLDS
    arms = calibrated_arms(answers[part != task.fold], task.data_set.domain)
    enough = (~np.isnan(answers)).sum(axis=1) >= _FEWEST_ANSWERS
    people = np.flatnonzero(enough & (part == task.fold))
    return _together([_replay_person(task, arms, int(person)) for person in people])


def calibrated_arms(answers: Floats, domain: Indices) -> dict[str, Arm]:
    """Set up what is compared, from the answers of the calibration people alone.

    Every engine has items calibrated for its own curve, logistic or normal, with the
    chances of guessing and of slips under which these answers are likeliest.
    """
    one = np.zeros_like(domain)
    without_slips = calibrate_guessing(answers, one)
    logistic = calibrate_slips(answers, without_slips)
    own = calibrate_slips(answers, calibrate_guessing(answers, one, ogive=True))
    arms = {
        "mirt": Arm(logistic, lambda items, _: MirtEngine(items)),
        "catsim": Arm(without_slips, lambda items, _: CatsimEngine(items)),
        "random order": Arm(logistic, random_order),
        "fixed order": Arm(logistic, lambda items, _: fixed_order(items)),
        "best fixed form": Arm(logistic, lambda items, _: best_fixed_form(items)),
        ONE_SCALE: Arm(own, lambda items, _: OwnEngine(items, np.eye(1))),
    }
    return arms | (domain_arms(answers, domain) if domain.any() else {})


def domain_arms(answers: Floats, domain: Indices) -> dict[str, Arm]:
    """Set up the engines that know an ability for each domain."""
    logistic = calibrate_domains(answers, domain, [Shape()])
    tied = domain_correlations(answers, logistic)
    own = calibrate_slips(answers, calibrate_guessing(answers, domain, ogive=True))
    own_tied = domain_correlations(answers, own)
    return {
        MIRT_BY_DOMAIN: Arm(logistic, lambda items, _: MirtDomainEngine(items, tied)),
        BY_DOMAIN: Arm(own, lambda items, _: OwnEngine(items, own_tied)),
    }


def _replay_person(task: Task, arms: Mapping[str, Arm], person: int) -> Predictions:
    answers = task.data_set.answers[person]
    purpose = (task.data_set.name, task.seed, person)
    items = _random(*purpose, "held out").permutation(np.flatnonzero(~np.isnan(answers)))
    count = max(1, round(HELD_OUT * len(items)))
    hidden, left = np.sort(items[:count]), np.sort(items[count:])
    right = (answers[left] == 1).tolist()
    predicted = {}
    for name, arm in arms.items():
        engine = arm.make(arm.bank.take(left), _random(*purpose, "order"))
        predicted[name] = _replay(engine, right, arm.bank.take(hidden))
    return Predictions(
        np.full(count, person), answers[hidden], np.full(count, len(left)), predicted
    )


def _replay(engine: Engine, right: Sequence[bool], hidden: Bank) -> Floats:
    """Ask a person all questions, and predict the hidden answers at each stage."""
    found = []
    asked: list[int] = []
    engine.start()
    while True:
        if len(asked) in STAGES:
            found.append(engine.chances(hidden))
        if len(asked) == len(right):
            break
        index = engine.choose(asked)
        engine.take_in(index, right=right[index])
        asked.append(index)
    # A person with few answers stays at the last prediction.
    missing = len(STAGES) + 1 - len(found)
    return np.array(found + [engine.chances(hidden)] * missing)


def _together(parts: Sequence[Predictions]) -> Predictions:
    """Put the predictions for several people side by side."""
    person, right, left, predicted = zip(*parts, strict=True)
    chances_of = {
        name: np.concatenate([one[name] for one in predicted], axis=1) for name in predicted[0]
    }
    return Predictions(
        np.concatenate(person), np.concatenate(right), np.concatenate(left), chances_of
    )


def areas_under_curve(scores: Floats, right: Floats, weights: Floats) -> Floats:
    """Chance that a right answer has a higher score than a wrong one, ties counting half.

    The Mann-Whitney form of the area under the curve (Hanley and McNeil 1982, Radiology
    143, 29-36).

    Args:
        scores: One for each answer.
        right: 1 or 0 for each answer.
        weights: A row for each way to weigh the answers.

    Returns:
        One area for each row of weights.
    """
    order = np.argsort(scores, kind="stable")
    starts = np.flatnonzero(np.diff(scores[order], prepend=-np.inf))
    rights = np.add.reduceat((weights * right)[:, order], starts, axis=1)
    wrongs = np.add.reduceat((weights * (1 - right))[:, order], starts, axis=1)
    below = np.cumsum(wrongs, axis=1) - wrongs / 2
    pairs = rights.sum(axis=1) * wrongs.sum(axis=1)
    return np.asarray((rights * below).sum(axis=1) / pairs)


def log_losses(chance: Floats, right: Floats) -> Floats:
    """Mean of -ln(chance of what happened) in each row, in nats.

    No chance counts as nearer to 0 or 1 than 0.001, for one surprise not to outweigh all.
    """
    sure = np.clip(chance, _SURE, 1 - _SURE)
    return np.asarray(-np.log(np.where(right == 1, sure, 1 - sure)).mean(axis=1))


class _Course(NamedTuple):
    """Figures of an arm, one for each stage; greater is better for both.

    Attributes:
        auc: Areas under the curve.
        fit: Log-losses with the opposite sign, in nats.
    """

    auc: Floats
    fit: Floats


def judge(name: str, predictions: Predictions, seed: int) -> Iterator[Row]:
    """Turn predictions into figures."""
    people, place = np.unique(predictions.person, return_inverse=True)
    even = np.full(len(people), 1 / len(people))
    drawn = _random(name, seed, "resampling").multinomial(len(people), even, size=RESAMPLES)
    resampled = drawn[:, place].astype(np.float64)
    areas = _areas(predictions, np.concatenate([np.ones((1, len(place))), resampled]))
    courses = {
        arm: _Course(areas[arm][:, 0], -log_losses(chance, predictions.right))
        for arm, chance in predictions.chances.items()
    }
    best = _Course(*(np.max(column, axis=0) for column in zip(*courses.values(), strict=True)))
    for (at, asked), (arm, own) in product(_stages(predictions), courses.items()):
        yield Row(
            name,
            arm,
            asked,
            len(people),
            len(place),
            Figures(float(own.auc[at]), -float(own.fit[at])),
            _shares(own, own, at),
            _shares(own, best, at),
            _lead(areas, arm, PACKAGES, at),
            _lead(areas, arm, OTHERS, at),
        )


def _stages(predictions: Predictions) -> list[tuple[int, int | None]]:
    """List the stages that most people get to with items left to choose from."""
    longest = median(predictions.left.tolist())
    stages: list[tuple[int, int | None]] = [
        (at, asked) for at, asked in enumerate(STAGES) if asked < longest
    ]
    return [*stages, (len(STAGES), None)]


def _areas(predictions: Predictions, weights: Floats) -> dict[str, Floats]:
    """Areas under the curve for each arm: a row for each stage, a column for each weighing."""
    return {
        arm: np.array([areas_under_curve(row, predictions.right, weights) for row in chance])
        for arm, chance in predictions.chances.items()
    }


def _shares(own: _Course, of: _Course, at: int) -> Figures:
    return Figures(*(_share(now[at], course) for now, course in zip(own, of, strict=True)))


def _share(now: float, course: Floats) -> float:
    """Share of the gain from the first to the last stage; NaN where there is no gain."""
    gain = course[-1] - course[0]
    return float((now - course[0]) / gain) if gain > 0 else nan


def _lead(areas: Mapping[str, Floats], arm: str, rivals: Sequence[str], at: int) -> Lead | None:
    if arm not in OWN:
        return None
    rival = max((r for r in rivals if r in areas), key=lambda other: float(areas[other][at, 0]))
    ahead = areas[arm][at] - areas[rival][at]
    return Lead(rival, float(ahead[0]), float(ahead[1:].std(ddof=1)))


def run(data: Path, people: int | None, seed: int) -> list[Row]:
    """Replay all data sets that are there.

    Args:
        data: The folder of data sets.
        people: Most people of a set that take part; None for all.
        seed: The same seed gives the same figures, however many workers there are.
    """
    names = [name for name in SETS if (data / name / "responses.csv").exists()]
    sets = [sample_people(load(data / name), people, seed) for name in names]
    tasks = [Task(data_set, fold, seed) for data_set in sets for fold in range(FOLDS)]
    with ProcessPoolExecutor(WORKERS) as workers:
        parts = list(workers.map(replay_fold, tasks))
    return [
        row
        for at, name in enumerate(names)
        for row in judge(name, _together(parts[at * FOLDS : (at + 1) * FOLDS]), seed)
    ]


def tables(rows: Sequence[Row]) -> str:
    """Write the figures as Markdown."""
    later = [row for row in rows if row.asked != 0]
    parts = [
        ("AUC", _grid(rows, lambda row: f"{row.value.auc:.3f}")),
        ("Log-loss, nats", _grid(rows, lambda row: f"{row.value.log_loss:.3f}")),
        (
            "Share of the attainable gain in AUC, %: of its own / of the best arm's",
            _grid(later, lambda row: _percent(row.share.auc, row.share_of_best.auc)),
        ),
        (
            "Share of the attainable gain in log-loss, %: of its own / of the best arm's",
            _grid(later, lambda row: _percent(row.share.log_loss, row.share_of_best.log_loss)),
        ),
        ("Lead in AUC, with its standard error", _leads(later)),
        (f"Median data set after {TARGET_STAGE} questions", _summary(rows)),
    ]
    return "\n".join(f"### {title}\n\n{text}\n" for title, text in parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(row(*line) for line in lines)


def _grid(rows: Sequence[Row], cell: Callable[[Row], str]) -> str:
    """A line for each stage of each set, a column for each arm."""
    arms = [*OTHERS, *OWN]
    cells = {(row.data_set, row.asked, row.arm): cell(row) for row in rows}
    lines = dict.fromkeys((row.data_set, row.people, row.asked) for row in rows)
    return _table(
        ["data set", "people", "asked", *arms],
        (
            [name, str(people), _asked(asked), *(cells.get((name, asked, arm), "") for arm in arms)]
            for name, people, asked in lines
        ),
    )


def _asked(asked: int | None) -> str:
    return "all" if asked is None else str(asked)


def _percent(*shares: float) -> str:
    return " / ".join("-" if isnan(share) else f"{100 * share:.0f}" for share in shares)


def _leads(rows: Iterable[Row]) -> str:
    head = ["data set", "asked", "arm", "better package", "lead", "best other", "lead"]
    return _table(
        head,
        (
            [
                row.data_set,
                _asked(row.asked),
                row.arm,
                *_lead_cells(row.over_packages),
                *_lead_cells(row.over_all),
            ]
            for row in rows
            if row.over_packages and row.over_all
        ),
    )


def _lead_cells(lead: Lead | None) -> tuple[str, str]:
    return (lead.rival, f"{lead.auc:+.3f} ± {lead.standard_error:.3f}") if lead else ("", "")


def _summary(rows: Iterable[Row]) -> str:
    """Medians over the sets that are long enough, next to what is aimed at."""
    of = {(row.data_set, row.arm): row for row in rows if row.asked == TARGET_STAGE}
    names = list(dict.fromkeys(name for name, _ in of))
    if not names:
        return "No data set is long enough."
    one_scale = [of[name, ONE_SCALE] for name in names]
    by_domain = [of.get((name, BY_DOMAIN), of[name, ONE_SCALE]) for name in names]
    share = f"{TARGET_SHARE:.2f}"
    measured: list[tuple[str, str, Callable[[Row], float]]] = [
        ("lead in AUC over the better package", "0", lambda r: _auc(r.over_packages)),
        ("lead in AUC over the best other arm", "0", lambda r: _auc(r.over_all)),
        ("share of its own gain, AUC", share, lambda r: r.share.auc),
        ("share of its own gain, log-loss", share, lambda r: r.share.log_loss),
        ("share of the best arm's gain, AUC", share, lambda r: r.share_of_best.auc),
        ("share of the best arm's gain, log-loss", share, lambda r: r.share_of_best.log_loss),
    ]
    return _table(
        ["", "at least", "one scale", "by domain where items have one", "sets"],
        (
            [
                title,
                target,
                *(_against(median(map(get, own)), target) for own in (one_scale, by_domain)),
                str(len(names)),
            ]
            for title, target, get in measured
        ),
    )


def _against(value: float, target: str) -> str:
    return marked(f"{value:.3f}", missed=round(value, 3) < float(target))


def _auc(lead: Lead | None) -> float:
    return lead.auc if lead else nan


def main() -> int:
    """Print the tables; nothing to measure is no failure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of data sets")
    parser.add_argument("--people", type=int, default=1500, help="most people of a set")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rows = run(arguments.data, arguments.people, arguments.seed)
    print(tables(rows) if rows else f"No data sets in {arguments.data}: nothing is measured.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
