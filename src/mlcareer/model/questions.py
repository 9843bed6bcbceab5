"""Questions, and what comes of a reply to one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import factorial, isclose
from typing import Final

from mlcareer.model.items import Item, Outcome

__all__ = [
    "AUTHORED_DIFFICULTY_SD",
    "CODE_SURCHARGE",
    "DEFAULT_DISCRIMINATION",
    "DIFFICULTY_OF_LEVEL",
    "LUCKY_TYPING",
    "Bank",
    "Distractor",
    "Form",
    "Item",
    "Outcome",
    "Question",
    "Reference",
    "guessing",
    "number_in",
    "typed_number",
]

DIFFICULTY_OF_LEVEL: Final = {1: -1.5, 2: -0.5, 3: 0.5, 4: 1.5}
"""Difficulty b of an uncalibrated question, in logits of ability."""

CODE_SURCHARGE: Final = 0.3
"""Reading a program costs this much more, in logits."""

DEFAULT_DISCRIMINATION: Final = 1.3
"""Discrimination a of an uncalibrated question, per logit."""

AUTHORED_DIFFICULTY_SD: Final = 0.7
"""Standard deviation of an authored difficulty around the true one, in logits."""

LUCKY_TYPING: Final = 0.02
"""Chance that somebody who does not know it types the answer nevertheless."""

_SAME: Final = 1e-9
"""Numbers nearer to each other than this, absolutely or relatively, differ by rounding alone."""

_PERCENT: Final = 100

_NUMBER: Final = re.compile(
    r"(?P<number>[-+\u2212]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?:/(?P<below>\d+))?",
    re.IGNORECASE,
)
_TYPED: Final = re.compile(rf"~?\$? ?{_NUMBER.pattern} ?(?P<percent>%)?", re.IGNORECASE)
_GROUPED: Final = re.compile(r"[-+\u2212~$ ]*[1-9]\d{0,2},\d{3}(?!\d)")


class Form(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    """One of the options is the best."""
    SEVERAL = "several"
    """Each option that applies, and no other, is chosen."""
    SEQUENCE = "sequence"
    """The steps are put in order."""
    NUMBER = "number"
    """A number is typed; it counts within a tolerance."""
    TEXT = "text"
    """A short answer is typed: an identifier, a keyword, what a program prints."""

    @property
    def in_parts(self) -> bool:
        """Whether a reply is made of several options or of steps."""
        return self in {Form.SEVERAL, Form.SEQUENCE}

    def parts_of(self, reply: str) -> tuple[str, ...]:
        """Take a reply apart: one part a line where it has parts, else the whole."""
        return tuple(reply.split("\n")) if self.in_parts else (reply,)


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong answer, the misconception that leads to it, and what is wrong with it.

    Attributes:
        text: A wrong option; where nothing is chosen, an answer that is foreseen; where
            steps are put in order, the numbers of the right order as in "2 1 3".
    """

    text: str
    misconception: str
    why: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to study what a question asks: a resource, and where in it."""

    resource: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with one right reply.

    A reply is a text: the option that was chosen, or what was typed. Several options are
    one text of as many lines, and so are steps, in their order.

    Attributes:
        kind: concept, code, calculation or scenario.
        form: How it is answered.
        lang: Language of the program, or "" where it is not run.
        code: The program shown, or "".
        output: What the program prints where that is not the answer, or "".
        proof: Python program that computes the answer, or "".
        order: "shuffle", or "numeric" where the options stand in the order of their values.
        answer: The right reply.
        accepted: Other spellings of an answer that is typed as a text.
        tolerance: How far a number that is typed may be off.
    """

    id: str
    skill: str
    sub: str
    level: int
    kind: str
    form: Form = Form.CHOICE
    stem: str
    lang: str
    code: str
    output: str
    proof: str
    answer: str
    accepted: tuple[str, ...] = ()
    tolerance: float = 0.0
    distractors: tuple[Distractor, ...]
    order: str
    explanation: str
    reference: Reference
    item: Item

    @property
    def key(self) -> tuple[str, ...]:
        """The right answer in its parts: several options, or the steps in order."""
        return self.form.parts_of(self.answer)

    @property
    def options(self) -> tuple[str, ...]:
        """What there is to choose from or to put in order; nothing where it is typed."""
        match self.form:
            case Form.CHOICE | Form.SEVERAL:
                return (*self.key, *(d.text for d in self.distractors))
            case Form.SEQUENCE:
                return self.key
            case _:
                return ()

    def outcome_of(self, reply: str | None) -> Outcome:
        """Mark a reply; None stands for "I don't know"."""
        if reply is None:
            return Outcome.DONT_KNOW
        return Outcome.RIGHT if self._is_right(reply) else Outcome.WRONG

    def _is_right(self, reply: str) -> bool:
        match self.form:
            case Form.SEVERAL:
                return frozenset(self.form.parts_of(reply)) == frozenset(self.key)
            case Form.NUMBER:
                return self.says(reply, self.answer)
            case Form.TEXT:
                return any(self.says(reply, text) for text in (self.answer, *self.accepted))
            case _:
                return reply == self.answer

    def says(self, reply: str, text: str) -> bool:
        """Tell whether a typed reply says the same as a text, but for its form.

        Of a text, capitals, white space and quotation marks around it do not count. A
        number may be off by the tolerance, and may be given as a percentage.
        """
        if self.form is Form.TEXT:
            return _spelling(reply) == _spelling(text)
        values, wanted = typed_number(reply), typed_number(text)
        return any(
            isclose(value, wanted[0], rel_tol=_SAME, abs_tol=self.tolerance + _SAME)
            for value in values
            if wanted
        )

    def mistakes_in(self, reply: str) -> tuple[Distractor, ...]:
        """Find the wrong answers that a reply contains."""
        match self.form:
            case Form.SEVERAL:
                chosen = frozenset(self.form.parts_of(reply))
                return tuple(d for d in self.distractors if d.text in chosen)
            case Form.SEQUENCE:
                at = {step: str(i) for i, step in enumerate(self.key, 1)}
                order = " ".join(at.get(step, "?") for step in self.form.parts_of(reply))
                return tuple(d for d in self.distractors if d.text == order)
            case Form.NUMBER | Form.TEXT:
                return tuple(d for d in self.distractors if self.says(reply, d.text))
            case _:
                return tuple(d for d in self.distractors if d.text == reply)


class Bank(Mapping[str, Question]):
    """Questions by id, each made when it is looked at.

    Attributes:
        by_skill: The questions about each skill, in order; counting them makes none.
    """

    by_skill: Mapping[str, Sequence[Question]]


def guessing(form: Form, right: int, wrong: int) -> float:
    """Chance that a person who knows nothing gives the right reply.

    Args:
        form: How the question is answered.
        right: How many options are right, or how many steps there are.
        wrong: How many options are wrong.
    """
    match form:
        case Form.CHOICE:
            return 1 / (right + wrong)
        case Form.SEVERAL:
            return 1 / (2.0 ** (right + wrong) - 1)
        case Form.SEQUENCE:
            return 1 / factorial(right)
        case _:
            return LUCKY_TYPING


def number_in(option: str) -> float | None:
    """Read the number that an option begins with, or None; `~`, `$`, signs and units apart."""
    found = _NUMBER.match(option.strip().lstrip("~$` "))
    return None if found is None else _value(found)


def typed_number(reply: str) -> tuple[float, ...]:
    """Read a number that somebody typed, in each way in which it may be meant.

    A comma between digits may group thousands or stand for the decimal point; a
    percentage may be meant as it stands or as a share. Nothing but a number gives none.
    """
    text = reply.strip().strip("`\"'").strip()
    readings = [text]
    if text.count(",") == 1 and "." not in text:
        grouped = [text] if _GROUPED.match(text) else []
        readings = [*grouped, text.replace(",", ".")]
    values: list[float] = []
    for reading in readings:
        found = _TYPED.fullmatch(reading)
        if found is not None:
            value = _value(found)
            values += [value, value / _PERCENT] if found["percent"] else [value]
    return tuple(values)


def _value(found: re.Match[str]) -> float:
    number = float(found["number"].replace(",", "").replace("\u2212", "-"))
    below: str | None = found["below"]
    divisor = float(below) if below else 0.0
    return number / divisor if divisor else number


def _spelling(text: str) -> str:
    return " ".join(text.split()).strip("`\"' ").casefold()
