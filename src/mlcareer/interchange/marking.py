"""Tells right answers from wrong ones, in the forms that questions have here."""

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from mlcareer.interchange.raw import Answer, LeftOutError, Raw
from mlcareer.model.questions import Form
from mlcareer.model.wording import counted

__all__ = ["PARTS", "WRONG_ANSWERS", "Marked", "mark", "short"]

WRONG_ANSWERS: Final = MappingProxyType(
    {
        Form.CHOICE: (2, 3),
        Form.SEVERAL: (1, 4),
        Form.SEQUENCE: (1, 3),
        Form.NUMBER: (1, 5),
        Form.TEXT: (1, 5),
    }
)
"""Fewest and most wrong answers, as the check of content wants them (its rule L01)."""

PARTS: Final = MappingProxyType({Form.SEVERAL: (4, 6), Form.SEQUENCE: (3, 6)})
"""Fewest and most options, or steps, by the same rule."""

_FEWEST_STEPS: Final = 2
"""Without so many there is no order, whatever the author adds."""

_LONGEST_SHOWN: Final = 40


class Marked(NamedTuple):
    """The answers of a question.

    Attributes:
        key: The right answer in its parts.
        accepted: Other spellings of it.
        wrong: Wrong answers, each with what is wrong with it.
        praise: What is said of the right answer.
    """

    form: Form
    key: tuple[str, ...]
    accepted: tuple[str, ...]
    tolerance: float
    wrong: tuple[tuple[str, str], ...]
    praise: str


def mark(raw: Raw) -> Marked:
    """Tell which answers of a question are right; what is left out is added to its remarks.

    Raises:
        LeftOutError: None is right, or too few steps are put in order.
    """
    _refuse_steps_twice(raw)
    answers = _different(raw)
    right = _right(raw, answers)
    if not right:
        message = "no answer is right"
        raise LeftOutError(message)
    rest = [one for one in answers if one not in right]
    alike = [one for one in rest if _says_the_same(raw.form, one.text, right[0])]
    raw.remarks += (f"{short(one.text)!r} counts as right here, too: left out" for one in alike)
    marked = _marked(raw, right, [one for one in rest if one not in alike])
    raw.remarks += _misfits(marked)
    return marked


def short(text: str) -> str:
    """Show enough of a text to find it by, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}..."


def _refuse_steps_twice(raw: Raw) -> None:
    steps = [one.text for one in raw.answers if one.share > 0 and one.text.strip()]
    twice = next((step for step in steps if steps.count(step) > 1), None)
    if raw.form is Form.SEQUENCE and twice is not None:
        # Without one of the two, the rest would be another order than the one that is right.
        message = f"the step {short(twice)!r} stands in it twice"
        raise LeftOutError(message)


def _different(raw: Raw) -> list[Answer]:
    """Drop what says nothing, and of what stands twice all but what brings most."""
    different: dict[str, Answer] = {}
    for one in raw.answers:
        if not one.text.strip():
            raw.remarks.append("an answer without words was left out")
            continue
        other = different.setdefault(one.text, one)
        if other is not one:
            raw.remarks.append(f"an answer that stands twice is kept once: {short(one.text)!r}")
        if one.share > other.share:
            different[one.text] = one
    return list(different.values())


def _right(raw: Raw, answers: Sequence[Answer]) -> list[Answer]:
    """Find the right answers; what brings part of the points is one only among several."""
    some = [one for one in answers if one.share > 0]
    match raw.form:
        case Form.SEQUENCE:
            if len(some) < _FEWEST_STEPS:
                message = "it puts fewer than two steps in order"
                raise LeftOutError(message)
            return some
        case Form.SEVERAL:
            if len({round(one.share, 3) for one in some}) > 1:
                what = "its right answers bring unequal points: here all of them count alike"
                raw.remarks.append(what)
            return some
        case _:
            best = max((one.share for one in some), default=0.0)
            partial = [one.text for one in some if one.share < best]
            raw.remarks += (
                f"part of the points for {short(t)!r}: counts as wrong" for t in partial
            )
            return [one for one in some if one.share == best]


def _says_the_same(form: Form, text: str, key: Answer) -> bool:
    """Tell whether two typed answers differ in nothing that counts here."""
    if form is Form.NUMBER:
        return abs(float(text) - float(key.text)) <= key.margin
    return form is Form.TEXT and _bare(text) == _bare(key.text)


def _bare(text: str) -> str:
    return " ".join(text.split()).strip("`\"' ").casefold()


def _marked(raw: Raw, right: Sequence[Answer], rest: Iterable[Answer]) -> Marked:
    form = Form.CHOICE if raw.form is Form.SEVERAL and len(right) == 1 else raw.form
    texts = [one.text for one in right]
    praised = right if form.in_parts or form is Form.TEXT else right[:1]
    if not form.in_parts and form is not Form.TEXT:
        raw.remarks += (f"a second right answer was left out: {short(t)!r}" for t in texts[1:])
    return Marked(
        form,
        tuple(texts if form.in_parts else texts[:1]),
        tuple(texts[1:] if form is Form.TEXT else ()),
        right[0].margin,
        tuple((one.text, one.why) for one in rest),
        "\n".join(dict.fromkeys(one.why for one in praised if one.why)),
    )


def _misfits(marked: Marked) -> Iterator[str]:
    """Say what the check of content will refuse; a first wrong answer is asked for as TODO."""
    wrong, (fewest, most) = len(marked.wrong), WRONG_ANSWERS[marked.form]
    wanted = f"{fewest} or {most}" if most == fewest + 1 else f"{fewest} to {most}"
    if max(wrong, 1) < fewest:
        what = "add misconceptions as further options"
        yield f"it has {counted(wrong, 'wrong answer')}, and {wanted} are wanted: {what}"
    if wrong > most:
        yield f"it has {wrong} wrong answers, and {wanted} are wanted: remove some"
    if marked.form not in PARTS:
        return
    few, many = PARTS[marked.form]
    number = len(marked.key) + (wrong if marked.form is Form.SEVERAL else 0)
    noun = "step" if marked.form is Form.SEQUENCE else "option"
    if not few <= number <= many:
        what = "add some" if number < few else "remove some"
        yield f"it has {counted(number, noun)}, and {few} to {many} are wanted: {what}"
