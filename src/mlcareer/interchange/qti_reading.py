"""Reads QTI 3: a package, or one item."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from mlcareer.errors import ContentError
from mlcareer.interchange.numerals import is_numeral, margin_of
from mlcareer.interchange.plain import clean
from mlcareer.interchange.qti_package import ZIP, Packed, unpack
from mlcareer.interchange.qti_writing import FEEDBACK, SOLUTION
from mlcareer.interchange.raw import Answer, LeftOutError, Raw, check_count
from mlcareer.interchange.taken import Found
from mlcareer.interchange.xml import Node, parse_xml
from mlcareer.model.questions import Form

__all__ = ["read_qti"]

_ITEM: Final = "qti-assessment-item"
_GAP: Final = "_____"
_OTHER: Final = {
    "qti-extended-text-interaction": "it is answered in free words",
    "qti-match-interaction": "pairs are matched in it",
    "qti-associate-interaction": "pairs are matched in it",
    "qti-gap-match-interaction": "pairs are matched in it",
    "qti-inline-choice-interaction": "it has gaps within a text",
    "qti-hottext-interaction": "words are marked in it",
}
_INTERACTION: Final = re.compile(r"qti-[a-z-]+-interaction")
_COMPARISONS: Final = frozenset({"qti-equal", "qti-string-match", "qti-match", "qti-or"})
_SPELLED: Final = ("qti-string-match", "qti-map-entry")
"""What may tell capitals from small letters."""

_BRANCHES: Final = ("qti-response-if", "qti-response-else-if")


class _Branch(NamedTuple):
    """What follows from a reply.

    Attributes:
        values: The replies, each in its parts.
        sets: The outcomes that it sets.
    """

    values: tuple[tuple[str, ...], ...]
    sets: Mapping[str, str]

    @property
    def score(self) -> float:
        """The points that it brings."""
        word = self.sets.get("SCORE", "")
        return float(word) if is_numeral(word) else 0.0


def read_qti(raw: bytes, file: str) -> Iterator[Found]:
    """Find the questions of a QTI 3 package, or of one item.

    Args:
        raw: The file: a zip, or XML.
        file: How complaints name it.

    Raises:
        ContentError: It is no package, or no XML.
    """
    if not raw.startswith(ZIP):
        parse_xml(raw, file)
        return iter([_found(file, Packed(file, (), raw))])
    return (_found(f"{file}/{clean(one.path)}", one) for one in unpack(raw, file))


def _found(file: str, item: Packed) -> Found:
    name = item.path.rpartition("/")[2].removesuffix(".xml")
    return Found(file, 0, name, partial(_question, file, item))


def _question(file: str, item: Packed) -> Raw:
    try:
        root = parse_xml(item.text, file)
    except ContentError as error:
        first = error.problems[0]
        reason = f"line {first.line}: {first.message}"
        raise LeftOutError(reason) from error
    node = next((child for child in root.children if isinstance(child, Node)), root)
    if node.tag != _ITEM:
        reason = f"no QTI 3: it begins with <{clean(node.tag)[:40]}>, not with <{_ITEM}>"
        raise LeftOutError(reason)
    raw = Raw(
        name=node.get("title") or node.get("identifier"),
        idnumber=node.get("identifier"),
        tags=list(item.tags),
    )
    _read_item(node, raw)
    return raw


def _read_item(node: Node, raw: Raw) -> None:
    if any(node.within("qti-template-processing", "qti-printed-variable")):
        reason = "its numbers are drawn anew each time"
        raise LeftOutError(reason)
    body = node.first("qti-item-body") or Node("", {}, 0)
    interaction = _interaction(body)
    raw.body = body.markup(_instead) + "".join(
        f"<p>{prompt.markup()}</p>" for prompt in interaction.all("qti-prompt")
    )
    check_count(sum(1 for _ in node.within("qti-simple-choice", "qti-base-value", "qti-map-entry")))
    modal = _Feedback(node)
    declared = _declaration(node, interaction)
    match interaction.tag:
        case "qti-choice-interaction":
            _choice(interaction, declared, modal, raw)
        case "qti-order-interaction":
            _order(node, interaction, declared, modal, raw)
        case _:
            _typed(node, declared, modal, raw)
    raw.explanation = raw.text(modal.take(SOLUTION, ""))
    if modal.left or any(body.within("qti-feedback-block")):
        raw.remarks.append("feedback that goes with no single answer was left out")
    if any(body.within("qti-rubric-block")):
        raw.remarks.append("what is said about its scoring was left out")


def _interaction(body: Node) -> Node:
    found = [one for one in body.within() if _INTERACTION.fullmatch(one.tag)]
    if len(found) > 1:
        reason = f"it asks {len(found)} things at once"
        raise LeftOutError(reason)
    if not found:
        reason = "it is a text and asks nothing"
        raise LeftOutError(reason)
    if found[0].tag not in {
        "qti-choice-interaction",
        "qti-order-interaction",
        "qti-text-entry-interaction",
    }:
        reason = _OTHER.get(found[0].tag, f"{clean(found[0].tag)[:40]} is not known")
        raise LeftOutError(reason)
    return found[0]


def _instead(node: Node) -> str | None:
    """Leave out of the stem what is no part of it; a gap stays where words are around it."""
    if node.tag == "qti-text-entry-interaction":
        return _GAP
    if _INTERACTION.fullmatch(node.tag) or node.tag in {"qti-rubric-block", "qti-feedback-block"}:
        return ""
    alone = [one for one in node.children if isinstance(one, Node) or one.strip()]
    if len(alone) == 1 and isinstance(alone[0], Node):
        return "" if alone[0].tag == "qti-text-entry-interaction" else None
    return None


class _Feedback:
    """The texts that are shown after a reply, each taken once."""

    def __init__(self, node: Node) -> None:
        self._texts = {
            (one.get("outcome-identifier"), one.get("identifier")): one.markup()
            for one in node.all("qti-modal-feedback")
        }

    @property
    def left(self) -> bool:
        """Whether there are texts that nobody took."""
        return bool(self._texts)

    def take(self, outcome: str, name: str) -> str:
        """Take the text of an outcome with its value, or with any where none is named."""
        for key in self._texts:
            if key[0] == outcome and name in {key[1], ""}:
                return self._texts.pop(key)
        return ""

    def of_value(self, name: str) -> str:
        """Take the text that is shown for a value, of whichever outcome."""
        for key in self._texts:
            if key[1] == name and key[0] != SOLUTION:
                return self._texts.pop(key)
        return ""


def _declaration(node: Node, interaction: Node) -> Node:
    wanted = interaction.get("response-identifier")
    for one in node.all("qti-response-declaration"):
        if one.get("identifier") == wanted:
            return one
    reason = "it does not say which answer is right"
    raise LeftOutError(reason)


def _correct(declared: Node) -> list[str]:
    response = declared.first("qti-correct-response")
    return [one.text().strip() for one in response.all("qti-value")] if response else []


def _mapped(declared: Node) -> dict[str, float]:
    """Read what each reply brings where points are given for it, as shares of the best."""
    entries = {
        one.get("map-key"): float(one.get("mapped-value"))
        for one in declared.within("qti-map-entry")
        if is_numeral(one.get("mapped-value"))
    }
    best = max(entries.values(), default=0.0)
    return {key: value / best for key, value in entries.items()} if best > 0 else {}


def _choice(interaction: Node, declared: Node, modal: _Feedback, raw: Raw) -> None:
    single = declared.get("cardinality") == "single" or interaction.get("max-choices") == "1"
    raw.form = Form.CHOICE if single else Form.SEVERAL
    raw.fixed = interaction.get("shuffle", "false") == "false"
    correct = _correct(declared)
    mapped = {} if correct else _mapped(declared)
    for one in interaction.all("qti-simple-choice"):
        name = one.get("identifier")
        share = 1.0 if name in correct else mapped.get(name, 0.0)
        inside = "".join(part.markup() for part in one.within("qti-feedback-inline"))
        why = raw.text(inside or modal.of_value(name))
        text = raw.text(one.markup(lambda n: "" if n.tag == "qti-feedback-inline" else None))
        raw.answers.append(Answer(text, share, why))


def _order(node: Node, interaction: Node, declared: Node, modal: _Feedback, raw: Raw) -> None:
    raw.form = Form.SEQUENCE
    texts = {
        one.get("identifier"): " ".join(raw.text(one.markup()).split())
        for one in interaction.all("qti-simple-choice")
    }
    order = _correct(declared)
    if sorted(order) != sorted(texts):
        reason = "its right order does not hold each step once"
        raise LeftOutError(reason)
    raw.answers += [Answer(texts[name], 1.0) for name in order]
    places = {name: str(place) for place, name in enumerate(order, 1)}
    for branch in _branches(node):
        for values in branch.values:
            if values != tuple(order) and sorted(values) == sorted(order):
                wrong = " ".join(places[name] for name in values)
                raw.answers.append(Answer(wrong, 0.0, _why(branch, modal, raw)))


def _typed(node: Node, declared: Node, modal: _Feedback, raw: Raw) -> None:
    number = declared.get("base-type") in {"float", "integer"}
    raw.form = Form.NUMBER if number else Form.TEXT
    shares = dict.fromkeys(_correct(declared), 1.0)
    margin = _tolerance(node, raw) if number else 0.0
    if not number:
        shares = _mapped(declared) | shares
    for text, share in shares.items():
        _add(raw, Answer(text, share, "", margin))
        if any(one.get("case-sensitive") == "true" for one in node.within(*_SPELLED)):
            raw.remarks.append("capitals counted in its answer: here they do not")
    branches = tuple(_branches(node))
    best = max((branch.score for branch in branches), default=0.0)
    for branch in branches:
        share = branch.score / best if best > 0 else 0.0
        for values in branch.values:
            if len(values) == 1 and values[0] not in shares:
                why = _why(branch, modal, raw)
                if share or why or FEEDBACK in branch.sets:
                    _add(raw, Answer(values[0], share, why, margin))


def _add(raw: Raw, answer: Answer) -> None:
    written = clean(raw.sized(answer.text)).strip()
    if raw.form is Form.NUMBER and not is_numeral(written):
        raw.remarks.append("an answer that is no number was left out")
    else:
        raw.answers.append(answer._replace(text=written))


def _tolerance(node: Node, raw: Raw) -> float:
    for one in node.within("qti-equal"):
        margins = [margin_of(word) for word in one.get("tolerance").split()]
        if one.get("tolerance-mode") == "absolute" and margins:
            return max(margins)
        if one.get("tolerance-mode") == "relative":
            raw.remarks.append("its tolerance in percent was left out")
    return 0.0


def _branches(node: Node) -> Iterator[_Branch]:
    """List what follows from single replies; other conditions say nothing here."""
    for branch in node.within(*_BRANCHES):
        parts = [child for child in branch.children if isinstance(child, Node)]
        if parts and parts[0].tag in _COMPARISONS:
            sets = {
                one.get("identifier"): "".join(v.text() for v in one.all("qti-base-value")).strip()
                for one in branch.all("qti-set-outcome-value")
            }
            yield _Branch(tuple(_compared(parts[0])), sets)


def _compared(condition: Node) -> Iterator[tuple[str, ...]]:
    if condition.tag == "qti-or":
        for one in condition.all("qti-equal", "qti-string-match", "qti-match"):
            yield from _compared(one)
        return
    for holder in (condition, *condition.all("qti-ordered")):
        values = tuple(one.text().strip() for one in holder.all("qti-base-value"))
        if values:
            yield values


def _why(branch: _Branch, modal: _Feedback, raw: Raw) -> str:
    for value in branch.sets.values():
        text = modal.of_value(value)
        if text:
            return raw.text(text)
    return ""
