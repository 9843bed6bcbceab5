"""Who answers an interview: a person at a terminal, or a file."""

from collections.abc import Sequence
from typing import Protocol

from mlcareer.content.answers import Answers
from mlcareer.measure.interview import (
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    Step,
    answer_event,
)
from mlcareer.model.people import Event, EventKind


class Leave(Exception):  # noqa: N818 - a wish, not an error
    """The person wants to stop here."""


class Respondent(Protocol):
    """Answers one step of an interview after the other."""

    def reply(self, step: Step) -> tuple[Event, ...]:
        """Answer a step with the events to commit.

        Raises:
            Leave: The person wants to stop here.
        """
        ...  # pragma: no cover

    def look_back(self, events: Sequence[Event]) -> None:
        """Take note of how it went, after the last question."""
        ...  # pragma: no cover


class FileRespondent:
    """Answers from a file; what the file does not say is skipped."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def reply(self, step: Step) -> tuple[Event, ...]:
        """Answer a step from the file."""
        answers = self._answers
        match step:
            case AskBackground(subject):
                value = answers.background.get(subject, "")
                return (Event(EventKind.BACKGROUND, subject, value),)
            case AskRating(skill):
                level = answers.ratings.get(skill)
                return (Event(EventKind.RATING, skill, "" if level is None else str(level)),)
            case AskQuestion(question):
                return (answer_event(question, answers.chosen[question.id]),)
            case AskTrait(trait):
                agreement = answers.traits.get(trait.id)
                value = "" if agreement is None else str(agreement)
                return (Event(EventKind.TRAIT, trait.id, value),)
            case _:
                return ()

    def look_back(self, events: Sequence[Event]) -> None:
        """Do nothing: a file learns nothing."""
