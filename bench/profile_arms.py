"""Ways to find out where a person stands in many skills at once, behind one interface."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import cycle, islice
from math import inf, sqrt
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple, Protocol

from learners import Learner

from mlcareer.content.folder import content_folder, default_role
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.belief import LEVEL_CUTS, Belief
from mlcareer.measure.gaussian import knowing, posterior_moments
from mlcareer.measure.numbers import normal_cdf
from mlcareer.measure.prior import (
    ASSUMPTIONS,
    LOWEST_MEAN,
    PRIOR_SD,
    Assumptions,
    build_prior,
    take_in_rating,
)
from mlcareer.measure.response import TYPICAL, chances, slope
from mlcareer.measure.selection import History, Stake, choose
from mlcareer.measure.ties import UNTIED
from mlcareer.model.items import Item, Outcome
from mlcareer.model.questions import (
    AUTHORED_DIFFICULTY_SD,
    CODE_SURCHARGE,
    DEFAULT_DISCRIMINATION,
    DIFFICULTY_OF_LEVEL,
    Question,
    Reference,
)
from mlcareer.model.skills import SkillMap

QUESTIONS_A_LEVEL: Final = 4
"""Sixteen questions a skill."""

_KINDS: Final = ("concept", "code", "scenario", "calculation")
_GUESS: Final = 0.25

CUT_TIES: Final = ASSUMPTIONS._replace(ties=(UNTIED,), weights=(1.0,))
"""The program without any ties between skills."""


class Setting(NamedTuple):
    """The real skill map and role, with a made-up bank."""

    skill_map: SkillMap
    stakes: Mapping[str, Stake]
    bank: Mapping[str, Sequence[Question]]

    @property
    def questions(self) -> list[Question]:
        """All questions, skill by skill."""
        return [question for questions in self.bank.values() for question in questions]


class View(NamedTuple):
    """What is believed about one skill, held against the truth.

    Attributes:
        mean: Estimate of the ability, in logits.
        met: Chance that the target is met.
        below: Chance that the ability is below the true one.
    """

    mean: float
    met: float
    below: float


class Arm(Protocol):
    """One way to ask one person and to judge the answers."""

    def ask(self) -> Question:
        """Choose the next question."""

    def take_in(self, question: Question, outcome: Outcome) -> None:
        """Take in its outcome."""

    def view(self, skill: str, cut: float, truth: float) -> View:
        """Say what is believed of a skill whose target begins at a cut."""


@cache
def setting(content: Path | None = None) -> Setting:
    """Read the map and the role, and make up sixteen questions a skill."""
    folder = content_folder(content or ())
    skill_map = load_skill_map(folder)
    role = load_role(folder, default_role(folder), skill_map)
    stakes = {s: Stake(demand.target, demand.weight) for s, demand in role.demands.items()}
    return Setting(skill_map, stakes, {s: _questions(skill_map, s) for s in skill_map.skills})


def _questions(skill_map: SkillMap, skill: str) -> list[Question]:
    subs = tuple(skill_map.skills[skill].sub_competences)
    places = [(level, at) for at in range(QUESTIONS_A_LEVEL) for level in DIFFICULTY_OF_LEVEL]
    return [
        make_question(f"{skill}-{level}-{at}", skill, subs[(at + level) % len(subs)], level, at)
        for level, at in places
    ]


def make_question(id_: str, skill: str, sub: str, level: int, at: int) -> Question:
    """Make a question of a level with four options, and no words."""
    kind = _KINDS[at % len(_KINDS)]
    b = DIFFICULTY_OF_LEVEL[level] + (CODE_SURCHARGE if kind == "code" else 0)
    return Question(
        id=id_,
        skill=skill,
        sub=sub,
        level=level,
        kind=kind,
        stem="",
        lang="",
        code="",
        output="",
        proof="",
        answer="",
        distractors=(),
        order="shuffle",
        explanation="",
        reference=Reference("", ""),
        item=Item(skill, DEFAULT_DISCRIMINATION, b, AUTHORED_DIFFICULTY_SD, _GUESS),
    )


class OwnArm:
    """The program itself, or a part of it.

    Args:
        assumptions: What it assumes about people.
        rated: Whether people's self-ratings are taken in.
        order: A fixed order of questions, or None where it chooses.
    """

    def __init__(
        self,
        learner: Learner,
        random: Random,
        assumptions: Assumptions = ASSUMPTIONS,
        *,
        rated: bool = False,
        order: Callable[[Random], Iterator[Question]] | None = None,
    ) -> None:
        self._random = random
        self._history = History()
        self._order = order(random) if order else None
        self.belief = build_prior(setting().skill_map, None, {}, assumptions)
        for skill, level in learner.ratings.items() if rated else ():
            take_in_rating(self.belief, skill, level, assumptions)

    def ask(self) -> Question:
        """Choose the next question."""
        if self._order is not None:
            return next(self._order)
        place = setting()
        choice = choose(self.belief, place.bank, place.stakes, self._history, self._random)
        if choice is None:
            message = "no question is left"
            raise ValueError(message)
        return choice.question

    def take_in(self, question: Question, outcome: Outcome) -> None:
        """Take in its outcome."""
        self._history.add(question)
        self.belief.answer(question.item, outcome)

    def view(self, skill: str, cut: float, truth: float) -> View:
        """Say what is believed of a skill."""
        return View(
            mean=self.belief.moments(skill).mean,
            met=1 - self.belief.chance_below(skill, cut),
            below=self.belief.chance_below(skill, truth),
        )


class PeerArm:
    """An adaptive test for each skill, one question of each in turn, the weightiest first.

    Its packages know one ability and two outcomes: "I don't know" counts as wrong, and
    the chance of a right guess is that of a person who typically admits. Slopes are
    flattened by the uncertainty of the difficulties, as in the program.

    Args:
        engine: Makes the test of one skill from its bank of items.
    """

    def __init__(self, engine: Callable[[Any], Any]) -> None:
        self._engine = engine
        stakes = setting().stakes
        self._turns = cycle(sorted(stakes, key=lambda skill: -stakes[skill].weight))
        self._tests: dict[str, Any] = {}
        self._asked: dict[str, list[int]] = {}

    def ask(self) -> Question:
        """Let the test whose turn it is choose."""
        skill = next(self._turns)
        if skill not in self._tests:
            self._tests[skill] = self._engine(_peer_bank(skill))
            self._asked[skill] = []
        place: int = self._tests[skill].choose(self._asked[skill])
        return setting().bank[skill][place]

    def take_in(self, question: Question, outcome: Outcome) -> None:
        """Hand the outcome to the test of its skill."""
        place = setting().bank[question.skill].index(question)
        self._tests[question.skill].take_in(place, right=outcome is Outcome.RIGHT)
        self._asked[question.skill].append(place)

    def view(self, skill: str, cut: float, truth: float) -> View:
        """Take the estimate for normal, with its standard error or that of the prior."""
        test = self._tests.get(skill)
        mean, sd = (LOWEST_MEAN, PRIOR_SD) if test is None else _in_logits(test)
        return View(mean, normal_cdf((mean - cut) / sd), normal_cdf((truth - mean) / sd))


def _in_logits(test: Any) -> tuple[float, float]:  # noqa: ANN401 - either package's test
    error = 1.0 if test.standard_error in {0.0, inf} else test.standard_error
    return LOWEST_MEAN + PRIOR_SD * test.theta, PRIOR_SD * error


@cache
def _peer_bank(skill: str) -> Any:  # noqa: ANN401 - imported only where a peer takes part
    import numpy as np  # noqa: PLC0415
    from calibration import Bank, Shape  # noqa: PLC0415

    items = [question.item for question in setting().bank[skill]]
    return Bank(
        a=np.array([slope(item) * PRIOR_SD for item in items]),
        b=np.array([(item.b - LOWEST_MEAN) / PRIOR_SD for item in items]),
        b_sd=np.array([item.b_sd / PRIOR_SD for item in items]),
        domain=np.zeros(len(items), dtype=int),
        shape=Shape(c=(1 - TYPICAL.admits) * _GUESS),
    )


def _mirt(learner: Learner, random: Random) -> PeerArm:  # noqa: ARG001 - it leaves nothing to chance
    from peers import MirtEngine  # noqa: PLC0415 - imported only where it takes part

    return PeerArm(MirtEngine)


def _catsim(learner: Learner, random: Random) -> PeerArm:  # noqa: ARG001
    from peers import CatsimEngine  # noqa: PLC0415

    return PeerArm(CatsimEngine)


def _in_turn(random: Random) -> Iterator[Question]:  # noqa: ARG001 - it leaves nothing to chance
    """The first question of each skill, then the second of each, and so on."""
    for questions in zip(*setting().bank.values(), strict=True):
        yield from questions


def _shuffled(random: Random) -> Iterator[Question]:
    yield from random.sample(setting().questions, len(setting().questions))


def _best_form(random: Random) -> Iterator[Question]:  # noqa: ARG001
    yield from best_form()


@cache
def best_form(length: int = 100) -> tuple[Question, ...]:
    """Choose the questions that are expected to tell most about a person not yet met.

    What they tell is the fall of the variances, by weight: targets would draw most
    questions to skills whose target lies at the prior mean, whatever was asked before.
    """
    place = setting()
    stakes = {skill: Stake(0, stake.weight) for skill, stake in place.stakes.items()}
    belief = build_prior(place.skill_map, None, {}, CUT_TIES)
    history, random = History(), Random("best form")

    def choices() -> Iterator[Question]:
        while choice := choose(belief, place.bank, stakes, history, random):
            history.add(choice.question)
            _expect_answer(belief, choice.question.item)
            yield choice.question

    return tuple(islice(choices(), length))


def _expect_answer(belief: Belief, item: Item) -> None:
    (gaussian,) = belief.hypotheses
    mean, variance = gaussian.mean(item.skill), gaussian.variance(item.skill)
    moments = knowing(item, mean, variance)
    expected = 0.0
    for outcome in Outcome:
        pair = chances(item, outcome)
        chance, _, after = posterior_moments(*pair, moments, mean, variance)
        expected += chance * after
    gaussian.move(item.skill, mean, expected)


JOINT, RATED, CUT = "ours", "ours, self-rated", "ours, ties cut"
MIRT, CATSIM = "mirt, a test a skill", "catsim, a test a skill"

ARMS: Final[Mapping[str, Callable[[Learner, Random], Arm]]] = {
    RATED: partial(OwnArm, rated=True),
    JOINT: OwnArm,
    CUT: partial(OwnArm, assumptions=CUT_TIES),
    "best fixed form": partial(OwnArm, order=_best_form),
    "fixed order": partial(OwnArm, order=_in_turn),
    "random order": partial(OwnArm, order=_shuffled),
    MIRT: _mirt,
    CATSIM: _catsim,
}
"""What is compared; orders are judged by the program's joint belief."""


def target_cut(skill: str) -> float:
    """Ability, in logits, from which the target of a skill is met."""
    return LEVEL_CUTS[setting().stakes[skill].target - 1]


def standard_error(values: Sequence[float]) -> float:
    """Standard error of a mean."""
    count = len(values)
    mean = sum(values) / count
    return sqrt(sum((value - mean) ** 2 for value in values) / max(1, count - 1) / count)
