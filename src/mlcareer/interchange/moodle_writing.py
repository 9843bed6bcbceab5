"""Writes questions as Moodle XML.

Source: Moodle's own reader and writer, question/format/xml/format.php, and that of its
question type "ordering", which Moodle has since 4.4.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from mlcareer.interchange.html import body, inline, program
from mlcareer.interchange.mixing import Option, mixed
from mlcareer.interchange.numerals import numeral
from mlcareer.interchange.tags import tags_of
from mlcareer.interchange.xml import content
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Form

__all__ = ["moodle_xml", "share_of"]

_TYPES: Final = {
    Form.CHOICE: "multichoice",
    Form.SEVERAL: "multichoice",
    Form.SEQUENCE: "ordering",
    Form.NUMBER: "numerical",
    Form.TEXT: "shortanswer",
}
_SHARES: Final = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571"}
"""Of the points, by the number of right options: Moodle refuses what is not on its list."""
_SMALLEST_SHARE: Final = "5"


def moodle_xml(drafts: Iterable[Draft]) -> str:
    """Write a file of questions."""
    written = "".join(f"{line}\n" for draft in drafts for line in _question(draft))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{written}</quiz>\n'


def share_of(right: int) -> str:
    """Say in percent what each of several right options brings."""
    return _SHARES.get(right, _SMALLEST_SHARE)


def _question(draft: Draft) -> Iterator[str]:
    yield f'  <question type="{_TYPES[draft.form]}">'
    yield f"    <name>{_text(draft.id)}</name>"
    stem = body(draft.stem) + (program(draft.code) if draft.code else "")
    yield f'    <questiontext format="html">{_text(stem)}</questiontext>'
    feedback = body(draft.explanation) if draft.explanation else ""
    yield f'    <generalfeedback format="html">{_text(feedback)}</generalfeedback>'
    yield "    <defaultgrade>1</defaultgrade>"
    yield "    <penalty>0</penalty>"
    yield "    <hidden>0</hidden>"
    yield f"    <idnumber>{content(draft.id)}</idnumber>"
    yield from _answers(draft)
    yield "    <tags>"
    yield from (f"      <tag>{_text(tag)}</tag>" for tag in tags_of(draft))
    yield "    </tags>"
    yield "  </question>"


def _answers(draft: Draft) -> Iterator[str]:
    match draft.form:
        case Form.CHOICE | Form.SEVERAL:
            yield f"    <single>{_true(draft.form is Form.CHOICE)}</single>"
            yield f"    <shuffleanswers>{_true(draft.order == 'shuffle')}</shuffleanswers>"
            yield "    <answernumbering>none</answernumbering>"
            right = share_of(len(draft.key))
            wrong = "0" if draft.form is Form.CHOICE else "-100"
            for option in mixed(draft):
                share = right if option.right else wrong
                yield from _answer(share, inline(option.text), option, "html")
        case Form.SEQUENCE:
            yield from _ordering(draft)
        case Form.NUMBER:
            extra = f"<tolerance>{draft.tolerance!r}</tolerance>"
            for option in _typed(draft):
                share = "100" if option.right else "0"
                text = numeral(option.text)
                yield from _answer(share, text, option, "moodle_auto_format", extra)
        case Form.TEXT:
            yield "    <usecase>0</usecase>"
            for option in _typed(draft):
                share = "100" if option.right else "0"
                # A star stands for any text in Moodle's short answers.
                text = option.text.replace("*", "\\*")
                yield from _answer(share, text, option, "moodle_auto_format")


def _ordering(draft: Draft) -> Iterator[str]:
    yield "    <layouttype>VERTICAL</layouttype>"
    yield "    <selecttype>ALL</selecttype>"
    yield f"    <selectcount>{len(draft.key)}</selectcount>"
    yield "    <gradingtype>ALL_OR_NOTHING</gradingtype>"
    yield "    <showgrading>HIDE</showgrading>"
    yield "    <numberingstyle>none</numberingstyle>"
    for place, step in enumerate(draft.key, 1):
        yield from _answer(str(place), inline(step), Option(step, right=True, why=""), "html")


def _typed(draft: Draft) -> Iterator[Option]:
    for text in (*draft.key, *draft.accepted):
        yield Option(text, right=True, why="")
    for one in draft.distractors:
        yield Option(one.text, right=False, why=one.why)


def _answer(share: str, text: str, option: Option, form: str, extra: str = "") -> Iterator[str]:
    yield f'    <answer fraction="{share}" format="{form}">'
    yield f"      {_text(text)}"
    why = inline(option.why) if option.why else ""
    yield f'      <feedback format="html">{_text(why)}</feedback>'
    if extra:
        yield f"      {extra}"
    yield "    </answer>"


def _text(text: str) -> str:
    return f"<text>{content(text)}</text>"


def _true(value: bool) -> str:  # noqa: FBT001 - it writes a boolean
    return "true" if value else "false"
