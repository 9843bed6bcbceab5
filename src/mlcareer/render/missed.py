"""A question that was not answered right, and what is to be said about the reply."""

from typing import NamedTuple

from mlcareer.model.questions import Distractor, Form, Question
from mlcareer.model.study import Resource


class Missed(NamedTuple):
    """One question that was not answered right.

    Attributes:
        skill: Name of the skill.
        options: In the order in which they were shown.
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
        in_parts = self.question.form in {Form.SEVERAL, Form.SEQUENCE}
        return tuple(self.reply.split("\n")) if in_parts else (self.reply,)

    @property
    def mistakes(self) -> tuple[Distractor, ...]:
        """What is known of what was wrong in the reply."""
        return () if self.reply is None else self.question.mistakes_in(self.reply)

    @property
    def study(self) -> str:
        """Title and section of what there is to study."""
        reference = self.question.reference
        title = self.resource.title if self.resource else reference.resource
        return f"{title}, {reference.section}" if reference.section else title
