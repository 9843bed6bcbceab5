"""A question that was not answered right, and what is to be said about the reply."""

from typing import NamedTuple

from mlcareer.model.items import Outcome
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Distractor, Question, Reference
from mlcareer.model.study import Resource


class Missed(NamedTuple):
    """One question that was not answered right.

    Attributes:
        skill: Name of the skill.
        options: In the order in which to show them.
        reply: What was answered, or None for "I don't know".
        resource: What the question refers to, where the content has it.
    """

    question: Question
    skill: str
    options: tuple[str, ...]
    reply: str | None
    resource: Resource | None

    @property
    def said(self) -> tuple[str, ...]:
        """The reply in its parts: several options, or steps in order."""
        if self.reply is None:
            return ("I don't know",)
        return self.question.form.parts_of(self.reply)

    @property
    def mistakes(self) -> tuple[Distractor, ...]:
        """What is known of what was wrong in the reply."""
        return () if self.reply is None else self.question.mistakes_in(self.reply)

    @property
    def study(self) -> str:
        """Title and section of what there is to study."""
        return study_title(self.question.reference, self.resource)


def is_missed(event: Event) -> bool:
    """Whether an event is an answer that was not right."""
    return event.kind is EventKind.ANSWER and event.value != Outcome.RIGHT


def study_title(reference: Reference, resource: Resource | None) -> str:
    """Name what there is to study, and where in it; by its id where the content has it not."""
    title = resource.title if resource else reference.resource
    return f"{title}, {reference.section}" if reference.section else title
