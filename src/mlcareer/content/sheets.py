"""Sheets that a reader fills in who must not see the keys."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Final, NamedTuple

from mlcareer.content.difficulty import BORDERS
from mlcareer.content.reviews import fingerprint
from mlcareer.content.shape import FREE, Key, ListOf, MapOf, TextOrTexts, Whole, optional, record_of
from mlcareer.content.shapes.common import SHARE
from mlcareer.content.yamlfile import Field, check_format, collect, read_yaml
from mlcareer.measure.steps import shown_options
from mlcareer.model.questions import Form, Question, typed_number

_WIDTH: Final = 88
_NOTHING: Final = frozenset({"", "-", "no", "none", "nothing"})

_HEAD: Final = """\
# Questions to answer blind: work alone, without looking at the question files.
#
# reader: your name or initials; two sheets that say the same are two readers only by their names.
# answer: the number of the option; of several options or steps all their numbers, as [2, 1];
#   where something is typed, what you would type, in quotes if it is more than a word or a
#   number. Leave it empty where you do not know: then you do not count as a reader of it.
# shares: before you look anything up, of a hundred people who are just barely working,
#   proficient and expert in the skill, how many would be right, as [40, 65, 90]; or [].
# also_defensible: a second answer that an expert could defend, and why; else empty.
# remark: whatever else stands in the way of the question; else empty.
"""
_HOW: Final = {
    Form.CHOICE: "one number",
    Form.SEVERAL: "the numbers of all that apply",
    Form.SEQUENCE: "all numbers, in the right order",
    Form.NUMBER: "a number is typed",
    Form.TEXT: "a short answer is typed",
}

_ENTRY: Final = record_of(
    {
        "fingerprint": Key(FREE, "The wording that was read."),
        "stem": Key(FREE, "The question."),
        "lang": optional(FREE, "Language of the program."),
        "code": optional(FREE, "The program."),
        "options": optional(MapOf(FREE), "What there is to choose from, by number."),
        "answer": Key(TextOrTexts(), "The reader's answer."),
        "shares": Key(ListOf(SHARE), "How many at each border would be right."),
        "also_defensible": Key(FREE, "A second answer that could be defended."),
        "remark": Key(FREE, "Whatever else."),
    },
    "A question with the reply of one reader.",
)
_SHEET: Final = record_of(
    {
        "format": Key(Whole(1, 1), "Version of the form."),
        "reader": optional(FREE, "Who filled it in."),
        "questions": Key(MapOf(_ENTRY), "The questions by id."),
    }
)


class Reading(NamedTuple):
    """What one reader says of one question.

    Attributes:
        place: Where the sheet says so.
        fingerprint: Of the wording that was read.
        reply: The answer, or None where there is none.
        shares: Of a hundred people at each border, how many would be right; or nothing.
        also_defensible: A second answer that the reader finds defensible, or "".
        remark: Whatever else the reader says, or "".
    """

    place: Field
    fingerprint: str
    reply: str | None
    shares: tuple[int, ...]
    also_defensible: str
    remark: str

    @property
    def said(self) -> tuple[object, ...]:
        """All that the reader says, wherever it stands."""
        return self[1:]


class Sheet(NamedTuple):
    """What one reader handed in.

    Attributes:
        place: Where the sheet says whose it is, or where it begins.
        reader: The name of the reader, or "".
        readings: What the reader says, by question id.
    """

    place: Field
    reader: str
    readings: Mapping[str, Reading]


def sheet_text(questions: Iterable[Question], seed: int) -> str:
    """Write a sheet: questions without their keys, options in an order that the seed decides.

    Args:
        questions: In the order in which to read them.
        seed: Decides the order of the options.
    """
    parts = [_HEAD, "format: 1\n", "reader:\n", "questions:\n"]
    parts += [_question_text(question, seed) for question in questions]
    return "".join(parts)


def _question_text(question: Question, seed: int) -> str:
    lines = [
        f"\n  {question.id}:",
        f'    fingerprint: "{fingerprint(question)}"',
        *_text("    stem", _wrapped(question.stem)),
    ]
    if question.code:
        lines += [f"    lang: {question.lang}"] if question.lang else []
        lines += _text("    code", question.code)
    options = shown_options(question, seed)
    if options:
        lines.append("    options:")
        for number, option in enumerate(options, 1):
            lines += _text(f"      {number}", option)
    lines += [f"    # {_HOW[question.form]}", "    answer:", "    shares: []"]
    return "\n".join([*lines, "    also_defensible:", "    remark:", ""])


def _wrapped(text: str) -> str:
    return "\n".join(
        row
        for line in text.splitlines()
        for row in wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    )


def _text(key: str, text: str) -> list[str]:
    """Write a text under a key: on one line in quotes, or line by line."""
    if "\n" not in text:
        return [f"{key}: {json.dumps(text, ensure_ascii=False)}"]
    pad = " " * (len(key) - len(key.lstrip()) + 2)
    # Where the first line begins with spaces, the width of the indentation has to be said.
    width = "2" if text[0].isspace() else ""
    return [f"{key}: |{width}", *(f"{pad}{line}".rstrip() for line in text.split("\n"))]


def read_sheet(path: Path, questions: Mapping[str, Question]) -> Sheet:
    """Read a sheet that was filled in.

    What has no answer and no other word is left out. Replies to another wording than that
    of the questions are not looked at.

    Args:
        path: The file.
        questions: The questions as they stand, by id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    whole = read_yaml(path)
    top = _SHEET.read(whole)
    check_format(top)
    entries = top["questions"]
    fields = {} if entries.is_empty() else entries.named()
    readings = collect(fields.items(), partial(_reading, questions))
    return Sheet(
        place=top.get("reader", whole),
        reader=_words(top["reader"]) if "reader" in top else "",
        readings={id_: reading for id_, reading in readings.items() if _says_something(reading)},
    )


def _says_something(reading: Reading) -> bool:
    return reading.reply is not None or bool(reading.also_defensible or reading.remark)


def _reading(questions: Mapping[str, Question], id_: str, field: Field) -> Reading:
    entry = _ENTRY.read(field)
    question = questions.get(id_)
    wording = entry["fingerprint"].text()
    known = question is not None and wording == fingerprint(question)
    return Reading(
        place=entry["answer"],
        fingerprint=wording,
        reply=_reply(entry, question) if question and known else _words(entry["answer"]) or None,
        shares=_shares(entry["shares"]),
        also_defensible=_words(entry["also_defensible"]),
        remark=_words(entry["remark"]),
    )


def _words(field: Field) -> str:
    if field.is_empty():
        return ""
    texts = field.texts() if field.is_list() else (field.text(),)
    words = " ".join(", ".join(texts).split())
    return "" if words.lower().rstrip(".") in _NOTHING else words


def _shares(field: Field) -> tuple[int, ...]:
    shares = () if field.is_empty() else tuple(share.integer(*SHARE) for share in field.items())
    if shares and (len(shares) != len(BORDERS) or list(shares) != sorted(shares)):
        field.fail(f"{len(BORDERS)} numbers that do not fall were expected here, as [40, 65, 90]")
    return shares


def _reply(entry: Mapping[str, Field], question: Question) -> str | None:
    field = entry["answer"]
    if field.is_empty() or field.value == []:
        return None
    if not question.options:
        return _typed(field, question)
    if "options" not in entry:
        field.fail("the options of this question are gone from here; make a new sheet")
    shown = entry["options"].entries()
    chosen = [_option(_shown(field, number, shown), question) for number in _numbers(field)]
    if question.form is Form.CHOICE and len(chosen) != 1:
        field.fail("one number was expected here")
    if len(set(chosen)) < len(chosen):
        field.fail("each number stands here once")
    if question.form is Form.SEQUENCE and len(chosen) != len(question.options):
        field.fail("all steps, by their numbers, were expected here")
    return "\n".join(chosen)


def _typed(field: Field, question: Question) -> str:
    if field.is_list() or not isinstance(field.value, str):
        field.fail("a text was expected here; write it in quotes")
    given = " ".join(field.text().split())
    if question.form is Form.NUMBER and not typed_number(given):
        field.fail("a number was expected here")
    return given


def _numbers(field: Field) -> Sequence[str]:
    """Take numbers as a list, or as one text with spaces or commas."""
    return field.texts() if field.is_list() else field.text().replace(",", " ").split()


def _shown(answer: Field, number: str, options: Mapping[str, Field]) -> Field:
    if number not in options:
        answer.fail(f"there is no option {number!r}; answer with numbers of 1 to {len(options)}")
    return options[number]


def _option(shown: Field, question: Question) -> str:
    """Find which option of the question stands on the sheet, in white space that may differ."""
    said = " ".join(shown.text().split())
    for option in question.options:
        if " ".join(option.split()) == said:
            return option
    return shown.fail("this is no option of the question; make a new sheet")
