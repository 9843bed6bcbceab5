r"""Writes questions as GIFT.

Source: Moodle's own reader and writer, question/format/gift/format.php, and for steps in
order question/type/ordering/questiontype.php.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from mlcareer.interchange.html import body, inline, program
from mlcareer.interchange.mixing import mixed
from mlcareer.interchange.moodle_writing import share_of
from mlcareer.interchange.numerals import numeral
from mlcareer.interchange.plain import clean
from mlcareer.interchange.tags import tags_of
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Form

__all__ = ["gift"]

_ESCAPES: Final = {ord(mark): f"\\{mark}" for mark in "\\#=~{}:"} | {ord("\n"): "\\n"}
_IN_STEPS: Final = {ord(mark): f"&#{ord(mark)};" for mark in "\\~{}:="} | {ord("\n"): " "}


def gift(drafts: Iterable[Draft]) -> str:
    """Write a file of questions, with an empty line between them.

    A short answer with an arrow is left out: GIFT takes it for a pair, and has no escape.
    """
    written = (_question(draft) for draft in drafts if not _has_arrow(draft))
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in written)


def _has_arrow(draft: Draft) -> bool:
    typed = (*draft.key, *draft.accepted, *(one.text for one in draft.distractors))
    return draft.form is Form.TEXT and any("->" in text for text in typed)


def _question(draft: Draft) -> Iterator[str]:
    marks = [f"[id:{draft.id}]", *(f"[tag:{tag}]" for tag in tags_of(draft))]
    yield f"// {' '.join(marks)}"
    stem = body(draft.stem) + (program(draft.code) if draft.code else "")
    head = f"::{_escaped(draft.id)}::[html]{_escaped(stem)}"
    match draft.form:
        case Form.NUMBER:
            yield f"{head}{{#"
            yield from _numbers(draft)
        case Form.SEQUENCE:
            count = len(draft.key)
            yield f"{head}{{>{count} ALL VERTICAL ALL_OR_NOTHING HIDE none"
            yield from map(_step, draft.key)
        case Form.TEXT:
            yield f"{head}{{"
            yield from _short_answers(draft)
        case _:
            yield f"{head}{{"
            yield from _options(draft)
    if draft.explanation:
        yield f"\t####{_html(body(draft.explanation))}"
    yield "}"


def _options(draft: Draft) -> Iterator[str]:
    several = draft.form is Form.SEVERAL
    right = f"~%{share_of(len(draft.key))}%" if several else "="
    wrong = "~%-100%" if several else "~"
    for option in mixed(draft):
        mark = right if option.right else wrong
        yield f"\t{mark}{_html(inline(option.text))}{_feedback(option.why)}"


def _short_answers(draft: Draft) -> Iterator[str]:
    for text in (*draft.key, *draft.accepted):
        yield f"\t=%100%{_literal(text)}"
    for one in draft.distractors:
        yield f"\t=%0%{_literal(one.text)}{_feedback(one.why)}"


def _numbers(draft: Draft) -> Iterator[str]:
    margin = f":{draft.tolerance!r}" if draft.tolerance else ":0"
    yield f"\t=%100%{numeral(draft.key[0])}{margin}"
    for one in draft.distractors:
        yield f"\t=%0%{numeral(one.text)}{margin}{_feedback(one.why)}"


def _feedback(why: str) -> str:
    return f"#{_html(inline(why))}" if why else ""


def _step(text: str) -> str:
    """Write a step on its line; Moodle takes it as HTML and knows no escapes in it."""
    html = inline(clean(text)).translate(_IN_STEPS).replace("####", "&#35;" * 4)
    return f"&#47;{html[1:]}" if html.startswith("//") else html


def _html(html: str) -> str:
    """Write HTML where a weight or the name of a format could stand before it."""
    if html[:1] in {"[", "%"}:
        html = f"&#{ord(html[0])};{html[1:]}"
    return _escaped(html)


def _literal(text: str) -> str:
    """Write an answer that is typed; a star would stand for any text."""
    starless = text.replace("*", "\\*")
    return f"{'[plain]' if text.startswith('[') else ''}{_escaped(starless)}"


def _escaped(text: str) -> str:
    return clean(text).translate(_ESCAPES)
