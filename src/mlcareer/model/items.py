"""The measuring side of a question, and what can come of it."""

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What came of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    DONT_KNOW = "dont-know"


class Item(NamedTuple):
    """The measuring side of a question: all that an answer to it says about ability.

    Attributes:
        skill: The skill that it measures.
        a: Discrimination, per logit.
        b: Difficulty, in logits.
        b_sd: Standard deviation of the difficulty, in logits.
        c: Chance that a guess is right, 0 to 1.
    """

    skill: str
    a: float
    b: float
    b_sd: float
    c: float
