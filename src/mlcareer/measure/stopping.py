"""When to stop asking, and why."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from mlcareer.measure.belief import Belief
from mlcareer.measure.selection import Choice, Stake
from mlcareer.measure.stretches import Stretch

SURE: Final = 0.9
"""A decision is sure when the target is met or missed with this chance.

More than what counts as met in the report: a chance near a limit still moves.
"""

NOT_WORTH_IT: Final = 0.01
"""A question is not worth asking that is expected to settle less than this share of one
decision about a skill of the heaviest weight."""


class Reason(StrEnum):
    """Why no further question is asked."""

    SURE = "every decision is sure enough"
    QUESTIONS = "the number of questions that was set is reached"
    MINUTES = "the time that was set is used up"
    NOT_WORTH_IT = "no further question would tell enough to be worth your time"
    EACH_ASKED = "each of these skills had its questions"
    NONE_LEFT = "every question about these skills was asked"
    NO_QUESTIONS = "there are no questions about these skills yet"
    FINISHED = "finished before"


def reason_to_stop(
    stretch: Stretch, belief: Belief, stakes: Mapping[str, Stake], *, owed: bool = False
) -> Reason | None:
    """Say why to stop before a question is even looked for, or nothing.

    Args:
        stretch: How far the assessment got.
        belief: What is believed now.
        stakes: What hangs on each skill that can be asked about.
        owed: Whether there are skills to ask about however sure all is.
    """
    if stretch.finished:
        return Reason.FINISHED
    if not stakes:
        return Reason.NO_QUESTIONS
    if not owed and stretch.each:
        return Reason.EACH_ASKED
    if not owed and all(is_sure(belief, skill, stake.target) for skill, stake in stakes.items()):
        return Reason.SURE
    if stretch.left <= 0:
        return Reason.QUESTIONS
    return Reason.MINUTES if stretch.out_of_time else None


def is_worth_it(choice: Choice, stakes: Mapping[str, Stake]) -> bool:
    """Tell whether a question is worth a person's time."""
    heaviest = max((stake.weight for stake in stakes.values()), default=0.0)
    return choice.worth >= NOT_WORTH_IT * heaviest


def is_sure(belief: Belief, skill: str, target: int) -> bool:
    """Tell whether it is sure enough if the person meets the target."""
    chance = belief.chance_of_level(skill, target)
    return not 1 - SURE < chance < SURE
