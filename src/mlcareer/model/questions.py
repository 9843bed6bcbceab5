"""Questions and what a person can make of them."""

import re
from dataclasses import dataclass
from typing import Final

from mlcareer.model.items import Item, Outcome

__all__ = [
    "AUTHORED_DIFFICULTY_SD",
    "CODE_SURCHARGE",
    "DEFAULT_DISCRIMINATION",
    "DIFFICULTY_OF_LEVEL",
    "Distractor",
    "Item",
    "Outcome",
    "Question",
    "Reference",
    "number_in",
]

DIFFICULTY_OF_LEVEL: Final = {1: -1.5, 2: -0.5, 3: 0.5, 4: 1.5}
"""Difficulty b of an uncalibrated question, in logits of ability."""

CODE_SURCHARGE: Final = 0.3
"""Reading a program costs this much more, in logits."""

DEFAULT_DISCRIMINATION: Final = 1.3
"""Discrimination a of an uncalibrated question, per logit."""

AUTHORED_DIFFICULTY_SD: Final = 0.7
"""Standard deviation of an authored difficulty around the true one, in logits."""


_NUMBER: Final = re.compile(
    r"(?P<number>[-+\u2212]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?:/(?P<below>\d+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong option, the misconception that leads to it, and what is wrong with it."""

    text: str
    misconception: str
    why: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to study what a question asks: a resource, and where in it."""

    resource: str
    section: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with one best answer.

    Attributes:
        kind: concept, code, calculation or scenario.
        lang: Language of the program, or "" where it is not run.
        code: The program shown, or "".
        output: What the program prints where that is not the answer, or "".
        proof: Python program that computes the answer, or "".
        order: "shuffle", or "numeric" where the options stand in the order of their values.
    """

    id: str
    skill: str
    sub: str
    level: int
    kind: str
    stem: str
    lang: str
    code: str
    output: str
    proof: str
    answer: str
    distractors: tuple[Distractor, ...]
    order: str
    explanation: str
    reference: Reference
    item: Item

    @property
    def options(self) -> tuple[str, ...]:
        """The answer and the distractors, in the order of the file."""
        return (self.answer, *(d.text for d in self.distractors))

    def outcome_of(self, option: str | None) -> Outcome:
        """Mark an option; None stands for "I don't know"."""
        if option is None:
            return Outcome.DONT_KNOW
        return Outcome.RIGHT if option == self.answer else Outcome.WRONG


def number_in(option: str) -> float | None:
    """Read the number that an option begins with, or None; `~`, `$`, signs and units apart."""
    found = _NUMBER.match(option.strip().lstrip("~$` "))
    if found is None:
        return None
    number = float(found["number"].replace(",", "").replace("\u2212", "-"))
    below = found["below"]
    return number / float(below) if below and float(below) else number
