"""How far an interview is: how sure the profile is, and about how long it still takes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from mlcareer.measure.belief import Belief
from mlcareer.measure.profile import SETTLED
from mlcareer.measure.selection import Stake
from mlcareer.measure.stretches import MOST_SECONDS
from mlcareer.model.people import Event, EventKind

SECONDS_A_QUESTION: Final = 25.0
"""About how long a reply to a question takes, before the person has shown it."""

SECONDS_A_RATING: Final = 5.0
"""About how long a self-rating takes."""

_WEIGHT: Final = 5
"""As many replies count as much as what is assumed of anybody's pace."""


class Progress(NamedTuple):
    """How far an interview is.

    Attributes:
        settled: How many targets are shown to be met or missed, as sure as SETTLED.
        decisions: How many targets there are.
        sure: How probable it is, on weighted average, that a decision made now is right,
            0.5 to 1; 1 where there is none to make.
        questions_left: How many questions may still come, at most.
        minutes_left: About how long that takes, at most.
    """

    settled: int
    decisions: int
    sure: float
    questions_left: int
    minutes_left: int


class Left(NamedTuple):
    """What may still come: questions and self-ratings, and minutes where a time was set."""

    questions: int
    ratings: int
    minutes: int


def progress_of(
    belief: Belief, stakes: Mapping[str, Stake], events: Sequence[Event], left: Left
) -> Progress:
    """Say how far an interview is.

    Args:
        belief: What is believed now.
        stakes: The decisions to make, by skill.
        events: What stands of the log.
        left: What may still come.
    """
    chances = {s: belief.chance_of_level(s, stake.target) for s, stake in stakes.items()}
    weight = sum(stake.weight for stake in stakes.values())
    right = sum(stakes[s].weight * max(p, 1 - p) for s, p in chances.items())
    asked = {event.detail["skill"] for event in events if event.kind is EventKind.ANSWER}
    seconds = left.questions * pace(events) + left.ratings * SECONDS_A_RATING
    minutes = -int(-seconds // 60)
    return Progress(
        settled=sum(s in asked and max(p, 1 - p) >= SETTLED for s, p in chances.items()),
        decisions=len(stakes),
        sure=right / weight if weight else 1.0,
        questions_left=left.questions,
        minutes_left=min(minutes, left.minutes) if left.minutes else minutes,
    )


def pace(events: Iterable[Event]) -> float:
    """Say how long a reply to a question takes, in seconds.

    Between what is assumed of anybody and the median of the replies given so far, which
    counts the more the more of them there are.
    """
    taken = [
        min(MOST_SECONDS, max(0.0, float(event.detail["seconds"])))
        for event in events
        if event.kind is EventKind.ANSWER and "seconds" in event.detail
    ]
    if not taken:
        return SECONDS_A_QUESTION
    own = sorted(taken)[len(taken) // 2]
    return (_WEIGHT * SECONDS_A_QUESTION + len(taken) * own) / (_WEIGHT + len(taken))
