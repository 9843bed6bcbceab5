"""What comes of reading a file of questions, and what all formats check in the same way."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, NoReturn

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.plain import Words, clean, plain, words_of
from mlcareer.interchange.tags import Known, misconceived, read_tags
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Form, number_in

__all__ = ["Found", "LeftOutError", "Raw", "Right", "Taken", "check_count", "taken_from"]

MAX_QUESTIONS: Final = 5000
MAX_TEXT: Final = 20_000
MAX_ANSWERS: Final = 50
_ID: Final = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
_LONGEST_SHOWN: Final = 40
_LONGEST_ID: Final = 100
_WORDS_OF_ID: Final = 4
_MOST_WRONG: Final = 5
_FEWEST_STEPS: Final = 2


class Taken(NamedTuple):
    """What a file came to.

    Attributes:
        drafts: The questions that were taken over, in the order of the file.
        remarks: What was left out, question by question.
    """

    drafts: tuple[Draft, ...]
    remarks: tuple[Problem, ...]


class LeftOutError(Exception):
    """A question cannot be taken over; the text says why."""


class Right(NamedTuple):
    """An answer as a file gives it.

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
    """A question as a file gives it, on its way to a draft.

    Attributes:
        line: Where it begins.
        body: The question in HTML, or None where `stem` is plain already.
        answers: With the options, or what may be typed.
        fixed: Whether the options stand in a fixed order.
        remarks: What is left out, in the making.
    """

    line: int
    name: str = ""
    idnumber: str = ""
    body: str | None = None
    stem: str = ""
    code: str = ""
    form: Form = Form.CHOICE
    answers: list[Right] = field(default_factory=list)
    tolerance: float = 0.0
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
        words = self.words(html)
        return "\n".join(part for part in (words.text, *words.shown) if part)

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


class Found(NamedTuple):
    """A question that was found in a file.

    Attributes:
        file: How complaints name the file.
        line: Where it begins, or 0.
        read: Reads it; raises LeftOutError where it cannot be taken over.
    """

    file: str
    line: int
    name: str
    read: Callable[[], Raw]


def taken_from(file: str, skill: str, found: Iterable[Found]) -> Taken:
    """Take over what can be, and say what cannot.

    Args:
        file: How complaints name what was read.
        skill: What the questions are about.
        found: The questions in it.

    Raises:
        ContentError: There is nothing to take over, or far too much.
    """
    drafts: list[Draft] = []
    ids = _Ids()
    remarks: list[Problem] = []
    for number, one in enumerate(found, 1):
        if number > MAX_QUESTIONS:
            _refuse(one.file, one.line, f"more than {MAX_QUESTIONS:,} questions; split it")
        try:
            raw = one.read()
            drafts.append(_take(raw, skill, ids))
        except LeftOutError as reason:
            remarks.append(_remark(one, number, f"{reason}; left out"))
            continue
        remarks += (_remark(one, number, text) for text in dict.fromkeys(raw.remarks))
    if not drafts:
        first = f" The first: {remarks[0].message}." if remarks else ""
        _refuse(file, 0, f"no question of it can be taken over.{first}")
    return Taken(tuple(drafts), tuple(remarks))


def _refuse(file: str, line: int, message: str) -> NoReturn:
    raise ContentError(Problem(file, line, message))


def _remark(one: Found, number: int, text: str) -> Problem:
    shown = _short(plain(one.name[:MAX_TEXT]))
    called = f"question {number} {shown!r}" if shown else f"question {number}"
    return Problem(one.file, one.line, f"{called}: {text}")


def _short(text: str) -> str:
    """Show enough of a text to find it by, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}..."


def _take(raw: Raw, skill: str, ids: "_Ids") -> Draft:
    """Make a draft of a question.

    Args:
        raw: The question; what is left out of it is added to its remarks.
        skill: What it is about; "" for what its tags say.
        ids: Gives it one.

    Raises:
        LeftOutError: It has no stem, or no right answer.
    """
    known = read_tags(raw.tags)
    stem, code = raw.stem, raw.code
    if raw.body is not None:
        words = raw.words(raw.body)
        stem, code = words.text, "\n\n".join(words.shown)
    if not stem.strip():
        message = "it asks nothing in words"
        raise LeftOutError(message)
    key, accepted, wrong = _sorted_out(raw)
    distractors = misconceived(wrong, known)
    return Draft(
        id=ids.free(_wanted_id(raw, skill)),
        skill=skill or known.get("skill"),
        sub=known.get("sub") if known.get("skill") in {skill, ""} or not skill else "",
        level=known.level,
        kind=known.get("kind"),
        form=raw.form,
        stem=stem,
        lang=known.get("lang"),
        code=code,
        key=key,
        accepted=accepted,
        tolerance=raw.tolerance,
        distractors=distractors,
        order=_order(raw, known, (*key, *(one.text for one in distractors))),
        explanation=raw.explanation or _praise(raw, key),
        resource=known.get("source"),
        section=known.get("section"),
    )


def _praise(raw: Raw, key: tuple[str, ...]) -> str:
    """Read what is said of the right answer, which explains it where nothing else does."""
    best = max(one.share for one in raw.answers)
    said = (one.why for one in raw.answers if one.text in key and one.share == best and one.why)
    return "\n".join(dict.fromkeys(said))


def _order(raw: Raw, known: Known, options: Iterable[str]) -> str:
    if raw.form is not Form.CHOICE or not (raw.fixed or known.get("order") == "numeric"):
        return "shuffle"
    return "shuffle" if None in map(number_in, options) else "numeric"


def _sorted_out(
    raw: Raw,
) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[str, str]]]:
    """Tell the right answers from the wrong ones: key, other spellings, wrong ones."""
    answers = _different(raw)
    if raw.form is Form.SEQUENCE:
        return _steps(answers), (), _wrong(raw, answers)
    right = [one for one in answers if one.share > 0]
    if raw.form is Form.SEVERAL:
        _remark_shares(raw, right)
    else:
        best = max((one.share for one in answers), default=0.0)
        right = [one for one in answers if one.share == best > 0]
        partial = [one.text for one in answers if 0 < one.share < best]
        raw.remarks += (f"part of the points for {_short(t)!r}: counts as wrong" for t in partial)
    if not right:
        message = "no answer is right"
        raise LeftOutError(message)
    return _key(raw, right, [one for one in answers if one not in right])


def _steps(answers: list[Right]) -> tuple[str, ...]:
    steps = tuple(one.text for one in answers if one.share > 0)
    if len(steps) < _FEWEST_STEPS:
        message = "it puts fewer than two steps in order"
        raise LeftOutError(message)
    return steps


def _says_the_same(form: Form, tolerance: float, text: str, key: str) -> bool:
    """Tell whether two typed answers differ in nothing that counts here."""
    if form is Form.NUMBER:
        return abs(float(text) - float(key)) <= tolerance
    return form is Form.TEXT and _bare(text) == _bare(key)


def _bare(text: str) -> str:
    return " ".join(text.split()).strip("`\"' ").casefold()


def _key(
    raw: Raw, right: list[Right], rest: list[Right]
) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[str, str]]]:
    texts = tuple(one.text for one in right)
    raw.tolerance = right[0].margin
    alike = [one for one in rest if _says_the_same(raw.form, raw.tolerance, one.text, texts[0])]
    raw.remarks += (f"{_short(one.text)!r} counts as right here, too: left out" for one in alike)
    wrong = _wrong(raw, [one for one in rest if one not in alike])
    if raw.form is Form.SEVERAL and len(texts) > 1:
        return texts, (), wrong
    if raw.form is Form.TEXT:
        return texts[:1], texts[1:], wrong
    if raw.form is Form.SEVERAL:
        raw.form = Form.CHOICE
    raw.remarks += (f"a second right answer was left out: {_short(t)!r}" for t in texts[1:])
    return texts[:1], (), wrong


def _wrong(raw: Raw, rest: list[Right]) -> list[tuple[str, str]]:
    wrong = [(one.text, one.why) for one in rest if one.share <= 0 or raw.form is not Form.SEQUENCE]
    if len(wrong) > _MOST_WRONG:
        raw.remarks.append(f"it has {len(wrong)} wrong answers, and five are the most: remove some")
    return wrong


def _different(raw: Raw) -> list[Right]:
    """Drop what says nothing, and of what stands twice all but what brings most."""
    different: dict[str, Right] = {}
    for one in raw.answers:
        if not one.text.strip():
            raw.remarks.append("an answer without words was left out")
            continue
        other = different.setdefault(one.text, one)
        if other is not one:
            raw.remarks.append(f"an answer that stands twice is kept once: {_short(one.text)!r}")
        if one.share > other.share:
            different[one.text] = one
    return list(different.values())


def _remark_shares(raw: Raw, right: list[Right]) -> None:
    if len({round(one.share, 3) for one in right}) > 1:
        raw.remarks.append("its right answers bring unequal points: here all of them count alike")


class _Ids:
    """Gives ids, none twice, not even but for case."""

    def __init__(self) -> None:
        self._uses: Counter[str] = Counter()

    def free(self, wanted: str) -> str:
        """Take an id as it is, or with the first number behind it that makes it free."""
        bare = wanted.casefold()
        self._uses[bare] += 1
        if self._uses[bare] == 1:
            return wanted
        return self.free(f"{wanted}-{self._uses[bare]}")


def _wanted_id(raw: Raw, skill: str) -> str:
    wanted = clean(raw.idnumber).strip()
    if _ID.fullmatch(wanted) and len(wanted) <= _LONGEST_ID:
        return wanted
    bare = plain(raw.name[:MAX_TEXT]).lower()
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in bare).split()
    return "-".join((skill, *(words[:_WORDS_OF_ID] or ["question"])))[:_LONGEST_ID].rstrip("-")
