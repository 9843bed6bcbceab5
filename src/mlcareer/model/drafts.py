"""Questions on their way in or out: some of what makes a question may not be known yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mlcareer.model.questions import Distractor, Form, Question, number_in

__all__ = ["PLACEHOLDER", "Draft", "draft_of", "placeholders_in"]

PLACEHOLDER: Final = "TODO"
"""What a text begins with that somebody still has to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a question; "" and 0 stand for what is not.

    Attributes:
        level: 1 to 4, or 0.
        key: The right answer in its parts: one, or several options, or the steps in order.
        distractors: Wrong answers, some perhaps without misconception or why.
        resource: Id of the resource that the question refers to.
        section: Where in it.
    """

    id: str
    skill: str
    sub: str = ""
    level: int = 0
    kind: str = ""
    form: Form = Form.CHOICE
    stem: str
    lang: str = ""
    code: str = ""
    output: str = ""
    proof: str = ""
    key: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    tolerance: float = 0.0
    distractors: tuple[Distractor, ...] = ()
    order: str = "shuffle"
    explanation: str = ""
    resource: str = ""
    section: str = ""


def draft_of(question: Question) -> Draft:
    """Take all of a question but its difficulty.

    Where the options stand in the order of their numbers, so do the distractors.
    """
    distractors = question.distractors
    if question.order == "numeric":
        distractors = tuple(sorted(distractors, key=lambda one: number_in(one.text) or 0.0))
    return Draft(
        id=question.id,
        skill=question.skill,
        sub=question.sub,
        level=question.level,
        kind=question.kind,
        form=question.form,
        stem=question.stem,
        lang=question.lang,
        code=question.code,
        output=question.output,
        proof=question.proof,
        key=question.key,
        accepted=question.accepted,
        tolerance=question.tolerance,
        distractors=distractors,
        order=question.order,
        explanation=question.explanation,
        resource=question.reference.resource,
        section=question.reference.section,
    )


def placeholders_in(question: Question) -> Iterator[str]:
    """Name the texts of a question that somebody still has to write."""
    texts = [
        ("the stem", question.stem),
        ("the answer", question.answer),
        ("the proof", question.proof),
        ("the explanation", question.explanation),
        ("the reference", question.reference.resource),
    ]
    for place, one in enumerate(question.distractors, 1):
        texts += [
            (f"the text of distractor {place}", one.text),
            (f"the misconception of distractor {place}", one.misconception),
            (f"the why of distractor {place}", one.why),
        ]
    yield from (name for name, text in texts if PLACEHOLDER in text.split())
