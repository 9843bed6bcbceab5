r"""Reads GIFT.

Source: Moodle's own reader, question/format/gift/format.php, whose order of steps is kept:
comments, escapes, name, answers in braces, general feedback, and then the kind of question.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.moodle_reading import literal
from mlcareer.interchange.numerals import is_numeral, margin_of
from mlcareer.interchange.plain import clean
from mlcareer.interchange.raw import Answer, LeftOutError, Raw, check_count
from mlcareer.interchange.taken import Found
from mlcareer.model.questions import Form

__all__ = ["read_gift"]

_ESCAPED: Final = "\\:#={}~n"
_PLACES: Final = {mark: chr(0xE000 + at) for at, mark in enumerate(_ESCAPED)}
"""Characters of private use, which `clean` has taken out of the file before."""
_ESCAPE: Final = re.compile(r"\\([\\:#={}~n])")
_BACK: Final = str.maketrans({place: mark for mark, place in _PLACES.items()} | {"\ue007": "\n"})
_WEIGHT: Final = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_FORMAT: Final = re.compile(r"\[(moodle|html|plain|markdown)\]")
_MARK: Final = re.compile(r"\[(id|tag):(.+)", re.DOTALL)
_END_OF_MARK: Final = re.compile(r"(?<!\\)\]")
_TRUTH: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ORDERING: Final = re.compile(r">\s*\d+[ \w]*")
_OPENING: Final = "{"
_CLOSING: Final = "}"
_CATEGORY: Final = "$CATEGORY:"


class _Block(NamedTuple):
    """The lines of a question, and the comments among them."""

    line: int
    text: str
    comments: str


class _Parts(NamedTuple):
    """A question taken apart; escapes are still their places."""

    name: str
    stem: str
    answers: str | None
    feedback: str


def read_gift(raw: bytes, file: str) -> Iterator[Found]:
    """Find the questions of a GIFT file.

    Args:
        raw: The file.
        file: How complaints name it.

    Raises:
        ContentError: It is no UTF-8.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError(Problem(file, line, "not UTF-8; save the file as UTF-8")) from error
    return (_found(file, block) for block in _blocks(clean(text)))


def _blocks(text: str) -> Iterator[_Block]:
    """Part a file at its empty lines; of a question there is more than comments.

    A category belongs to no question, also where no empty line stands behind it.
    """
    begun, lines, comments = 0, list[str](), list[str]()
    for number, line in enumerate((*text.split("\n"), ""), 1):
        bare = line.strip()
        if bare.startswith("//"):
            comments.append(bare)
        elif bare.startswith(_CATEGORY) and not lines:
            continue
        elif bare:
            begun = begun or number
            lines.append(line)
        else:
            if lines:
                yield _Block(begun, "\n".join(lines).strip(), "\n".join(comments))
            begun, lines, comments = 0, [], []


def _found(file: str, block: _Block) -> Found:
    parts = _taken_apart(block.text)
    return Found(file, block.line, parts.name.translate(_BACK), partial(_question, block, parts))


def _taken_apart(text: str) -> _Parts:
    text = _ESCAPE.sub(lambda found: _PLACES[found[1]], text)
    name = ""
    if text.startswith("::") and "::" in text[2:]:
        name, _, text = text[2:].partition("::")
        text = text.strip()
    stem, opened, rest = text.partition(_OPENING)
    answers, closed, after = rest.partition(_CLOSING)
    if not opened or not closed:
        return _Parts(name, text, None, "")
    if after.strip():
        stem = f"{stem}_____{after}"
    before, marked, feedback = answers.rpartition("####")
    if not marked:
        before, feedback = answers, ""
    return _Parts(name, stem.strip(), before.strip(), feedback)


def _question(block: _Block, parts: _Parts) -> Raw:
    if parts.answers is None:
        braces = _OPENING in parts.stem or _CLOSING in parts.stem
        reason = "a brace has no partner" if braces else "it is a text and asks nothing"
        raise LeftOutError(reason)
    marks = [*_marks(block.comments)]
    raw = Raw(
        name=(parts.name or parts.stem[:80]).translate(_BACK),
        idnumber=next((text for kind, text in marks if kind == "id"), ""),
        tags=[text for kind, text in marks if kind == "tag"],
    )
    form, text = _formatted(parts.stem, "moodle")
    if form in {"plain", "markdown"}:
        raw.stem = raw.sized(text)
    else:
        raw.body = text
    raw.explanation = _shown(parts.feedback, form, raw)
    _answers(parts.answers, form, raw)
    return raw


def _marks(comments: str) -> Iterator[tuple[str, str]]:
    r"""Find ids and tags in comments; a bracket within one has a \ before it where it closes."""
    for piece in _END_OF_MARK.split(comments)[:-1]:
        mark = _MARK.search(piece)
        if mark:
            yield mark[1], mark[2].replace("\\]", "]").strip()


def _answers(text: str, form: str, raw: Raw) -> None:
    truth = _TRUTH.get(text.partition("#")[0].strip())
    if not text:
        message = "it is answered in free words"
        raise LeftOutError(message)
    check_count(text.count("=") + text.count("~"))
    if text.startswith(">"):
        _ordering(text, raw)
    elif text.startswith("#"):
        _numerical(text[1:], form, raw)
    elif "~" in text:
        _choice(text, form, raw)
    elif "=" in text and "->" in text:
        message = "pairs are matched in it"
        raise LeftOutError(message)
    elif truth is not None:
        _true_false(text, truth, form, raw)
    else:
        _short_answer(text, form, raw)


def _ordering(text: str, raw: Raw) -> None:
    raw.form = Form.SEQUENCE
    first, *steps = text.split("\n")
    check_count(len(steps))
    if not _ORDERING.fullmatch(first.strip()):
        message = "no number of steps stands after >"
        raise LeftOutError(message)
    shown = (raw.text(step.translate(_BACK)) for step in steps if step.strip())
    raw.answers += [Answer(" ".join(step.split()), 1.0) for step in shown]


def _choice(text: str, form: str, raw: Raw) -> None:
    raw.form = Form.CHOICE if "=" in text else Form.SEVERAL
    for part in text.replace("=", "~=").split("~"):
        answer = part.strip()
        if not answer:
            continue
        right = answer.startswith("=")
        share, answer = _weighed(answer.removeprefix("=").strip(), 1.0 if right else 0.0)
        option, _, why = answer.partition("#")
        raw.answers.append(Answer(_shown(option, form, raw), share, _shown(why, form, raw)))


def _true_false(text: str, truth: bool, form: str, raw: Raw) -> None:  # noqa: FBT001 - the key
    _, wrong, right, *_ = (*text.split("#", 2), "", "")
    raw.answers.append(Answer(str(truth), 1.0, _shown(right, form, raw)))
    raw.answers.append(Answer(str(not truth), 0.0, _shown(wrong, form, raw)))


def _short_answer(text: str, form: str, raw: Raw) -> None:
    raw.form = Form.TEXT
    for answer, share, why in _typed(text):
        typed = literal(_formatted(answer, "plain")[1])
        if typed is None:
            raw.remarks.append("an answer with * for any text was left out")
        else:
            raw.answers.append(Answer(raw.sized(typed), share, _shown(why, form, raw)))


def _numerical(text: str, form: str, raw: Raw) -> None:
    raw.form = Form.NUMBER
    text, _, of_others = text.partition("~")
    if of_others.strip("#"):
        raw.remarks.append("what is said of any other number was left out")
    for answer, share, why in _typed(text):
        number, margin = _margin(raw.sized(answer.translate(_BACK).strip()))
        if not is_numeral(number):
            raw.remarks.append("an answer that is no number was left out")
            continue
        raw.answers.append(Answer(number, share, _shown(why, form, raw), margin))


def _margin(text: str) -> tuple[str, float]:
    """Read `number`, `number:tolerance` or `least..most`."""
    low, dots, high = (part.strip() for part in text.partition(".."))
    if dots and is_numeral(low) and is_numeral(high):
        middle = (float(low) + float(high)) / 2
        return f"{middle:.12g}", margin_of(f"{float(high) - middle:.12g}")
    number, _, tolerance = text.partition(":")
    return number.strip(), margin_of(tolerance)


def _typed(text: str) -> Iterator[tuple[str, float, str]]:
    """Part answers that are typed: each with its share and its feedback."""
    for part in text.split("="):
        if part.strip():
            share, answer = _weighed(part.strip(), 1.0)
            typed, _, why = answer.partition("#")
            yield typed.strip(), share, why


def _weighed(answer: str, share: float) -> tuple[float, str]:
    weight = _WEIGHT.match(answer)
    return (share, answer) if weight is None else (float(weight[1]) / 100, answer[weight.end() :])


def _shown(text: str, form: str, raw: Raw) -> str:
    form, written = _formatted(text.strip(), form)
    if form in {"plain", "markdown"}:
        return raw.sized(written)
    return raw.text(written)


def _formatted(text: str, form: str) -> tuple[str, str]:
    """Take the name of a format off a text, and put back what was escaped."""
    named = _FORMAT.match(text)
    if named:
        form, text = named[1], text[named.end() :]
    if form == "moodle":
        text = text.replace(_PLACES["n"], "<br>")
    return form, text.translate(_BACK).strip()
