"""Arms, people, results and pools whose worth is known beforehand."""

from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeVar

from learners import Learner
from profile_arms import View, setting
from skill_profile import BINS, LONGER, Counts, Course

from mlcareer.measure.response import TYPICAL
from mlcareer.model.items import Outcome
from mlcareer.model.questions import Question

Task = TypeVar("Task")
Result = TypeVar("Result")

NOTHING_STATED = ((0, 0.0, 0),) * BINS


class SerialPool:
    """Stands in for a pool of processes, and does all work in this one."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], chunksize: int = 1
    ) -> Iterator[Result]:
        """Do one task after the other."""
        assert chunksize > 0
        return map(work, tasks)


class SayingArm:
    """Says about each skill what it is told to say, whatever the answers.

    Args:
        say: Makes a view from a skill, the cut of its target and the true ability.
    """

    def __init__(self, say: Callable[[str, float, float], View]) -> None:
        self._say = say
        self.outcomes: list[Outcome] = []

    def ask(self) -> Question:
        """Ask the questions as they stand in the bank."""
        return setting().questions[len(self.outcomes)]

    def take_in(self, question: Question, outcome: Outcome) -> None:
        """Keep the outcome."""
        assert question == self.ask()
        self.outcomes.append(outcome)

    def view(self, skill: str, cut: float, truth: float) -> View:
        """Say what was told to be said."""
        return self._say(skill, cut, truth)


def person_of(ability: Callable[[str], float]) -> Learner:
    """Make a person from the ability in each skill; questions are as authored."""
    return Learner(
        abilities={skill: ability(skill) for skill in setting().skill_map.skills},
        ratings={},
        behaviour=TYPICAL,
        items={question.id: question.item for question in setting().questions},
    )


def counts(
    right: float = 0.5, stated: tuple[tuple[int, float, int], ...] = ((45, 0.0, 0),)
) -> Counts:
    """Make the counts of a person of whose decisions such a share is right.

    Args:
        right: Share of right decisions.
        stated: The first bins of stated chances; the others are empty.
    """
    return Counts(
        right=right,
        within_one=0.75,
        squared=1.44,
        covered=0.9,
        sure=20,
        sure_right=19,
        stated=stated + NOTHING_STATED[len(stated) :],
    )


def steady(value: float) -> Callable[[int], float]:
    """Give the same share of right decisions at every length."""
    return lambda _: value


def only_at(length: int, value: float, elsewhere: float) -> Callable[[int], float]:
    """Give a share of right decisions at one length, and another at all others."""
    return lambda asked: value if asked == length else elsewhere


def course_of(right: Callable[[int], float]) -> Course:
    """Make a course from the share of right decisions after so many questions."""
    return {asked: counts(right(asked)) for asked in LONGER}
