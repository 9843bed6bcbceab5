"""Writes questions as QTI 3 items.

Source: 1EdTech, Question and Test Interoperability (QTI) 3.0, Assessment, Section and Item,
information model and XSD binding.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from mlcareer.interchange.html import body, inline, program
from mlcareer.interchange.mixing import Option, mixed
from mlcareer.interchange.numerals import numeral
from mlcareer.interchange.xml import attribute, content
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Form

__all__ = ["FEEDBACK", "ITEM_SPACE", "SOLUTION", "qti_item"]

ITEM_SPACE: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
"""Namespace of an item."""

FEEDBACK: Final = "FEEDBACK"
"""Outcome that says which wrong answers were given."""

SOLUTION: Final = "SOLUTION"
"""Outcome that lets the explanation be shown."""

_XSD: Final = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
_TYPES: Final = {
    Form.CHOICE: ("single", "identifier"),
    Form.SEVERAL: ("multiple", "identifier"),
    Form.SEQUENCE: ("ordered", "identifier"),
    Form.NUMBER: ("single", "float"),
    Form.TEXT: ("single", "string"),
}
_RESPONSE: Final = '<qti-variable identifier="RESPONSE"/>'
_CORRECT: Final = '<qti-correct identifier="RESPONSE"/>'


def qti_item(draft: Draft) -> str:
    """Write one question as an item."""
    lines = (*_head(draft), *_body(draft), *_processing(draft), *_feedback(draft))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(f"{line}\n" for line in lines)


def _head(draft: Draft) -> Iterator[str]:
    cardinality, kind = _TYPES[draft.form]
    yield (
        f'<qti-assessment-item xmlns="{ITEM_SPACE}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{ITEM_SPACE} {_XSD}"'
        f" identifier={attribute(draft.id)} title={attribute(draft.id)}"
        ' adaptive="false" time-dependent="false">'
    )
    yield (
        f'  <qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}"'
        f' base-type="{kind}">'
    )
    values = "".join(f"<qti-value>{content(value)}</qti-value>" for value in _right(draft))
    yield f"    <qti-correct-response>{values}</qti-correct-response>"
    yield "  </qti-response-declaration>"
    yield (
        '  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">'
        "<qti-default-value><qti-value>0</qti-value></qti-default-value>"
        "</qti-outcome-declaration>"
    )
    shown = "multiple" if draft.form is Form.SEVERAL else "single"
    for name, many in ((FEEDBACK, shown), (SOLUTION, "single")):
        yield (
            f'  <qti-outcome-declaration identifier="{name}" cardinality="{many}"'
            ' base-type="identifier"/>'
        )


def _right(draft: Draft) -> Iterable[str]:
    match draft.form:
        case Form.CHOICE | Form.SEVERAL:
            return (_option(place) for place, one in enumerate(mixed(draft), 1) if one.right)
        case Form.SEQUENCE:
            return (_option(place) for place in range(1, len(draft.key) + 1))
        case Form.NUMBER:
            return (numeral(draft.key[0]),)
        case _:
            return draft.key


def _option(place: int) -> str:
    return f"OPTION{place}"


def _body(draft: Draft) -> Iterator[str]:
    yield "  <qti-item-body>"
    yield f"    {body(draft.stem)}"
    if draft.code:
        yield f"    {program(draft.code)}"
    match draft.form:
        case Form.CHOICE | Form.SEVERAL:
            shuffle = "false" if draft.order == "numeric" else "true"
            most = "1" if draft.form is Form.CHOICE else "0"
            yield (
                '    <qti-choice-interaction response-identifier="RESPONSE"'
                f' shuffle="{shuffle}" max-choices="{most}">'
            )
            yield from _choices(mixed(draft))
            yield "    </qti-choice-interaction>"
        case Form.SEQUENCE:
            yield '    <qti-order-interaction response-identifier="RESPONSE" shuffle="true">'
            yield from _choices(Option(step, right=True, why="") for step in draft.key)
            yield "    </qti-order-interaction>"
        case _:
            yield '    <p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>'
    yield "  </qti-item-body>"


def _choices(options: Iterable[Option]) -> Iterator[str]:
    for place, option in enumerate(options, 1):
        yield (
            f'      <qti-simple-choice identifier="{_option(place)}">'
            f"{inline(option.text)}</qti-simple-choice>"
        )


def _processing(draft: Draft) -> Iterator[str]:
    yield "  <qti-response-processing>"
    yield "    <qti-response-condition>"
    yield from _branch("if", _is_right(draft), "SCORE", "float", "1")
    if draft.form not in {Form.CHOICE, Form.SEVERAL}:
        for place, one in enumerate(draft.distractors, 1):
            yield from _branch(
                "else-if", _is(draft, one.text), FEEDBACK, "identifier", _wrong(place)
            )
    yield "    </qti-response-condition>"
    if draft.form in {Form.CHOICE, Form.SEVERAL}:
        yield f"    {_set(FEEDBACK, _RESPONSE)}"
    if draft.explanation:
        yield f"    {_set(SOLUTION, _value('identifier', 'EXPLANATION'))}"
    yield "  </qti-response-processing>"


def _branch(word: str, condition: str, outcome: str, kind: str, value: str) -> Iterator[str]:
    yield f"      <qti-response-{word}>"
    yield f"        {condition}"
    yield f"        {_set(outcome, _value(kind, value))}"
    yield f"      </qti-response-{word}>"


def _is_right(draft: Draft) -> str:
    if draft.form is Form.TEXT and draft.accepted:
        return f"<qti-or>{''.join(_is(draft, t) for t in (*draft.key, *draft.accepted))}</qti-or>"
    return _compared(draft, _CORRECT)


def _is(draft: Draft, text: str) -> str:
    """Compare the reply with an answer that is foreseen."""
    _, kind = _TYPES[draft.form]
    if draft.form is Form.SEQUENCE:
        steps = "".join(_value(kind, _option(int(place))) for place in text.split())
        return _compared(draft, f"<qti-ordered>{steps}</qti-ordered>")
    return _compared(draft, _value(kind, numeral(text) if draft.form is Form.NUMBER else text))


def _compared(draft: Draft, other: str) -> str:
    if draft.form is Form.NUMBER and draft.tolerance:
        margin = f'"absolute" tolerance="{draft.tolerance!r} {draft.tolerance!r}"'
        return f"<qti-equal tolerance-mode={margin}>{_RESPONSE}{other}</qti-equal>"
    if draft.form is Form.NUMBER:
        return f'<qti-equal tolerance-mode="exact">{_RESPONSE}{other}</qti-equal>'
    if draft.form is Form.TEXT:
        return f'<qti-string-match case-sensitive="false">{_RESPONSE}{other}</qti-string-match>'
    return f"<qti-match>{_RESPONSE}{other}</qti-match>"


def _set(outcome: str, value: str) -> str:
    return f'<qti-set-outcome-value identifier="{outcome}">{value}</qti-set-outcome-value>'


def _value(kind: str, value: str) -> str:
    return f'<qti-base-value base-type="{kind}">{content(value)}</qti-base-value>'


def _wrong(place: int) -> str:
    return f"WRONG{place}"


def _feedback(draft: Draft) -> Iterator[str]:
    if draft.form in {Form.CHOICE, Form.SEVERAL}:
        for place, option in enumerate(mixed(draft), 1):
            if option.why:
                yield from _modal(FEEDBACK, _option(place), option.why)
    else:
        for place, one in enumerate(draft.distractors, 1):
            if one.why:
                yield from _modal(FEEDBACK, _wrong(place), one.why)
    if draft.explanation:
        yield from _modal(SOLUTION, "EXPLANATION", draft.explanation)
    yield "</qti-assessment-item>"


def _modal(outcome: str, name: str, text: str) -> Iterator[str]:
    yield (
        f'  <qti-modal-feedback outcome-identifier="{outcome}" identifier="{name}"'
        ' show-hide="show">'
    )
    yield f"    <qti-content-body>{body(text)}</qti-content-body>"
    yield "  </qti-modal-feedback>"
