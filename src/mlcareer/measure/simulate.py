"""Made-up people, for showing the program: what a person of known levels would reply.

They answer as the model of measuring assumes, so that what the program finds out about them
says nothing about how well it measures; the benchmarks use people of other kinds for that.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final, NamedTuple

from mlcareer.measure.belief import LEVEL_CUTS
from mlcareer.measure.progress import SECONDS_A_QUESTION, SECONDS_A_RATING
from mlcareer.measure.response import TYPICAL, Behaviour, likelihood
from mlcareer.measure.steps import (
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    answer_event,
)
from mlcareer.model.items import Outcome
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import AGREEMENT, Event, EventKind
from mlcareer.model.questions import Form, Question

SIMULATED: Final = "simulated"
"""Under this name the details of an event say that a made-up person replied."""

HOURS: Final = 8
"""Hours a week that a made-up person has for study, so that a plan can have dates."""

_RATING_ERROR: Final = 0.5
"""Standard deviation of a self-rating around the level, in levels, before rounding."""


class Person(NamedTuple):
    """A made-up person.

    Attributes:
        levels: The level of each skill, 0 to 4; 2.5 is halfway between working and proficient.
        seed: Decides what is left to chance.
        behaviour: How the person guesses and slips.
    """

    levels: Mapping[str, float]
    seed: int
    behaviour: Behaviour = TYPICAL


def ability_of(level: float) -> float:
    """Say which ability, in logits, lies in the middle of a level, or between two of them.

    The cuts between levels are one logit apart, so this is a straight line: level 1 begins
    at the first cut, and its middle is half a logit above it.
    """
    return LEVEL_CUTS[0] - 0.5 + level


Asked = AskBackground | AskRating | AskQuestion | AskTrait
"""What there is to reply to."""


def reply_of(person: Person, step: Asked) -> Event:
    """Let a person reply to what is asked.

    The same person replies the same to a question, whatever was asked before.
    """
    match step:
        case AskBackground():
            # A degree or a job would suggest levels that the person may not have.
            hours = str(HOURS) if step.subject == "hours" else ""
            return _marked(Event(EventKind.BACKGROUND, step.subject, hours), 0.0)
        case AskRating():
            return _marked(_rating(person, step.skill), SECONDS_A_RATING)
        case AskQuestion():
            event = answer_event(step.question, _answer(person, step.question))
            return _marked(event, SECONDS_A_QUESTION)
        case AskTrait():
            middle = AGREEMENT[len(AGREEMENT) // 2]
            return _marked(Event(EventKind.TRAIT, step.trait.id, str(middle)), 0.0)


def _marked(event: Event, seconds: float) -> Event:
    return event._replace(detail={**event.detail, "seconds": seconds, SIMULATED: 1})


def _chance(person: Person, what: str) -> Random:
    return Random(f"{person.seed}:made-up:{what}")  # noqa: S311 - no secret hangs on it


def _rating(person: Person, skill: str) -> Event:
    level = _chance(person, skill).gauss(person.levels[skill], _RATING_ERROR)
    return Event(EventKind.RATING, skill, str(min(TOP_LEVEL, max(0, round(level)))))


def _answer(person: Person, question: Question) -> str | None:
    random = _chance(person, question.id)
    theta = ability_of(person.levels[question.skill])
    outcomes = tuple(Outcome)
    chances = [likelihood(question.item, one, theta, person.behaviour) for one in outcomes]
    match random.choices(outcomes, chances)[0]:
        case Outcome.RIGHT:
            return question.answer
        case Outcome.WRONG:
            return _mistake(question, random)
        case _:
            return None


def _mistake(question: Question, random: Random) -> str:
    """Make one of the mistakes that are foreseen."""
    mistake = random.choice(question.distractors).text
    match question.form:
        case Form.SEVERAL:
            return "\n".join((*_some(question.key, random), mistake))
        case Form.SEQUENCE:
            return "\n".join(question.key[int(place) - 1] for place in mistake.split())
        case _:
            return mistake


def _some(options: Sequence[str], random: Random) -> Sequence[str]:
    """Choose at least one of some options, in their order."""
    chosen = set(random.sample(options, random.randint(1, len(options))))
    return [option for option in options if option in chosen]
