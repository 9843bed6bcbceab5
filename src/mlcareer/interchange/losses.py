"""Says what of the questions a format does not keep, by reading back what was written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mlcareer.model.drafts import Draft, draft_of
from mlcareer.model.questions import (
    AUTHORED_DIFFICULTY_SD,
    DEFAULT_DISCRIMINATION,
    Form,
    Question,
)
from mlcareer.model.wording import counted

__all__ = ["losses"]

_FIELDS: Final = {
    "skill": ("the skill", "question"),
    "sub": ("the sub-competence", "question"),
    "level": ("the level", "question"),
    "kind": ("the kind", "question"),
    "stem": ("the white space of the stem", "question"),
    "lang": ("the programming language", "question"),
    "code": ("the white space of the program", "question"),
    "output": ("what the program prints, beside the answer,", "question"),
    "proof": ("the proof", "calculation"),
    "key": ("how the answer is written", "question"),
    "accepted": ("how other spellings are written", "question"),
    "tolerance": ("the tolerance", "question"),
    "order": ("the order of the options", "question"),
    "explanation": ("the white space of the explanation", "question"),
    "resource": ("the reference", "question"),
    "section": ("the section of the reference", "question"),
}
"""Name of what is lost, and of that which loses it."""


def losses(
    questions: Iterable[Question], read: Iterable[Draft], *, in_parts: bool
) -> tuple[str, ...]:
    """Count what was lost, one sentence each.

    Args:
        questions: As they were written.
        read: What the written file was read as.
        in_parts: Whether the format gives points for some of several options.
    """
    kept = {draft.id: draft for draft in read}
    lost: Counter[tuple[str, str]] = Counter()
    for question in questions:
        lost.update(_lost(question, kept.get(question.id)))
        if in_parts and question.form is Form.SEVERAL:
            lost["that nothing but all right options counts", "question"] += 1
    return tuple(f"{what} of {counted(number, whose)}" for (what, whose), number in lost.items())


def _lost(question: Question, kept: Draft | None) -> Iterator[tuple[str, str]]:
    if kept is None:
        yield "all", "question"
        return
    item = question.item
    if item.a != DEFAULT_DISCRIMINATION or item.b_sd != AUTHORED_DIFFICULTY_SD:
        yield "the difficulty", "question"
    whole = draft_of(question)
    for field, names in _FIELDS.items():
        if getattr(whole, field) != getattr(kept, field):
            yield names
    yield from _lost_mistakes(whole, kept)


def _lost_mistakes(whole: Draft, kept: Draft) -> Iterator[tuple[str, str]]:
    if len(whole.distractors) != len(kept.distractors):
        for _ in range(len(whole.distractors) - len(kept.distractors)):
            yield "text, misconception and why", "wrong answer"
        return
    parts: Mapping[str, str] = {
        "text": "the way of writing",
        "misconception": "the misconception",
        "why": "the white space of the why",
    }
    for one, other in zip(whole.distractors, kept.distractors, strict=True):
        for field, name in parts.items():
            if getattr(one, field) != getattr(other, field):
                yield name, "wrong answer"
