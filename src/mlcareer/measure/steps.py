"""What an interview asks, step by step, and the event that a reply becomes."""

from dataclasses import dataclass
from random import Random

from mlcareer.measure.stopping import Reason
from mlcareer.model.people import Event, EventKind, Trait
from mlcareer.model.questions import Form, Question, number_in


@dataclass(frozen=True, slots=True)
class AskBackground:
    """Ask one of the background questions."""

    subject: str


@dataclass(frozen=True, slots=True)
class AskRating:
    """Ask for the level of one skill; position counts from 1."""

    skill: str
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask a question, with the options in the order to show them; at most total are asked."""

    question: Question
    options: tuple[str, ...]
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class AskTrait:
    """Ask how well a statement about ways of working fits; position counts from 1."""

    trait: Trait
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing is left to ask, why, and that in words."""

    why: Reason
    reason: str


Step = AskBackground | AskRating | AskQuestion | AskTrait | Done


def shown_options(question: Question, seed: int) -> tuple[str, ...]:
    """Put the options in the order to show them: by value, or shuffled by the seed.

    There are none where the answer is typed. Steps never stand in the right order already.
    """
    options = list(question.options)
    if question.order == "numeric":
        return tuple(sorted(options, key=lambda option: number_in(option) or 0.0))
    random = Random(f"{seed}:{question.id}")  # noqa: S311 - no secret hangs on it
    random.shuffle(options)
    while question.form is Form.SEQUENCE and tuple(options) == question.key:
        random.shuffle(options)
    return tuple(options)


def answer_event(question: Question, chosen: str | None) -> Event:
    """Make the event of an answer; None stands for "I don't know".

    The item goes with it, so that the answer keeps its meaning when the
    question changes later.
    """
    item = question.item
    return Event(
        EventKind.ANSWER,
        question.id,
        question.outcome_of(chosen).value,
        {
            "skill": item.skill,
            "level": question.level,
            "a": item.a,
            "b": item.b,
            "b_sd": item.b_sd,
            "c": item.c,
            "chosen": chosen or "",
        },
    )
