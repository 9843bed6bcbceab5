"""A question as a file of another program gives it, on its way to a draft."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mlcareer.interchange.plain import Words, words_of
from mlcareer.model.questions import Form

__all__ = ["MAX_ANSWERS", "MAX_TEXT", "Answer", "LeftOutError", "Raw", "check_count"]

MAX_TEXT: Final = 20_000
"""Characters of one text; nobody reads more in a question."""

MAX_ANSWERS: Final = 50


class LeftOutError(Exception):
    """A question cannot be taken over; the text says why."""


class Answer(NamedTuple):
    """A right or wrong answer.

    Attributes:
        text: Plain.
        share: Of the points that it brings, 1 for a right one; may be less than 0.
        why: The feedback, plain.
        margin: How far a number may be off.
    """

    text: str
    share: float
    why: str = ""
    margin: float = 0.0


@dataclass(slots=True, kw_only=True)
class Raw:
    """A question in the making.

    Attributes:
        name: What people call it, perhaps in HTML.
        idnumber: Its id, if that is one.
        body: The question in HTML, or None where `stem` is plain already.
        answers: Options, steps in their order, or what may be typed.
        fixed: Whether the options stand in a fixed order.
        remarks: What is left out.
    """

    name: str = ""
    idnumber: str = ""
    body: str | None = None
    stem: str = ""
    form: Form = Form.CHOICE
    answers: list[Answer] = field(default_factory=list)
    fixed: bool = False
    explanation: str = ""
    tags: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def words(self, html: str) -> Words:
        """Read HTML, and say what of it is no text."""
        words = words_of(self.sized(html))
        if words.pictures:
            self.remarks.append("a picture was left out; describe it in words where TODO stands")
        return words

    def text(self, html: str) -> str:
        """Read HTML as one text."""
        return self.words(html).whole

    def sized(self, text: str) -> str:
        """Refuse a text that is too long to be one.

        Raises:
            LeftOutError: It has more than MAX_TEXT characters.
        """
        if len(text) > MAX_TEXT:
            message = f"a text has more than {MAX_TEXT:,} characters"
            raise LeftOutError(message)
        return text


def check_count(answers: int) -> None:
    """Refuse a question with more answers than anybody reads.

    Raises:
        LeftOutError: It has more than MAX_ANSWERS.
    """
    if answers > MAX_ANSWERS:
        message = f"it has more than {MAX_ANSWERS} answers"
        raise LeftOutError(message)
