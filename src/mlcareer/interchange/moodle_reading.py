"""Reads Moodle XML."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.numerals import is_numeral, margin_of
from mlcareer.interchange.plain import clean
from mlcareer.interchange.raw import Answer, LeftOutError, Raw, check_count
from mlcareer.interchange.taken import Found
from mlcareer.interchange.xml import Node, parse_xml
from mlcareer.model.questions import Form

__all__ = ["literal", "read_moodle"]

_OTHER: Final = {
    "essay": "it is answered in free words",
    "matching": "pairs are matched in it",
    "match": "pairs are matched in it",
    "cloze": "it has gaps within a text",
    "multianswer": "it has gaps within a text",
    "description": "it is a text and asks nothing",
    "calculated": "its numbers are drawn anew each time",
    "calculatedsimple": "its numbers are drawn anew each time",
    "calculatedmulti": "its numbers are drawn anew each time",
    "random": "it stands for any question of a category",
}
_WRITTEN_AS_TYPED: Final = ("plain_text", "markdown")
_COMBINED: Final = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_MOODLES_OWN: Final = {
    "",
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}
"""What Moodle itself says of replies as a whole where the author does not say anything."""


def read_moodle(raw: bytes, file: str) -> Iterator[Found]:
    """Find the questions of a Moodle XML file.

    Args:
        raw: The file.
        file: How complaints name it.

    Raises:
        ContentError: It is no Moodle XML.
    """
    root = parse_xml(raw, file)
    quiz = root.first("quiz")
    if quiz is None:
        found = next((child.tag for child in root.children if isinstance(child, Node)), "")
        message = f"no Moodle XML: it begins with <{clean(found)[:40]}>, not with <quiz>"
        raise ContentError(Problem(file, 1, message))
    return _questions(file, quiz)


def _questions(file: str, quiz: Node) -> Iterator[Found]:
    for node in quiz.all("question"):
        if node.get("type") != "category":
            yield Found(file, node.line, _text(node.first("name")), partial(_question, node))


def _question(node: Node) -> Raw:
    raw = Raw(
        name=_text(node.first("name")),
        idnumber=_text(node.first("idnumber")),
        tags=[_text(tag) for tags in node.all("tags") for tag in tags.all("tag")],
    )
    kind = node.get("type")
    readers: dict[str, Callable[[Node, Raw], None]] = {
        "multichoice": _choice,
        "multichoiceset": _choice,
        "truefalse": _true_false,
        "shortanswer": _short_answer,
        "numerical": _numerical,
        "ordering": _ordering,
    }
    if kind not in readers:
        reason = _OTHER.get(kind, f"questions of type {clean(kind)[:40]!r} are not known")
        raise LeftOutError(reason)
    check_count(len(node.all("answer")))
    _head(node, raw)
    readers[kind](node, raw)
    return raw


def _head(node: Node, raw: Raw) -> None:
    stem = node.first("questiontext")
    if stem is not None and stem.get("format") in _WRITTEN_AS_TYPED:
        raw.stem = raw.sized(clean(_text(stem)))
    else:
        raw.body = _markup(stem)
    raw.explanation = _shown(node.first("generalfeedback"), raw)
    if any(node.within("file")) or any(node.within("image_base64")):
        raw.remarks.append("the files that came with it were left out")
    if any(node.within("hint")):
        raw.remarks.append("its hints were left out")
    if {raw.text(_text(one)) for one in node.all(*_COMBINED)} - _MOODLES_OWN:
        raw.remarks.append("what is said of right and wrong replies as a whole was left out")


def _choice(node: Node, raw: Raw) -> None:
    single = _text(node.first("single")) in {"true", "1", ""}
    raw.form = Form.CHOICE if single and node.get("type") == "multichoice" else Form.SEVERAL
    raw.fixed = _text(node.first("shuffleanswers")) in {"false", "0"}
    raw.answers += [
        Answer(_shown(one, raw), _share(one), _why(one, raw)) for one in node.all("answer")
    ]


def _true_false(node: Node, raw: Raw) -> None:
    for one in node.all("answer"):
        text = raw.sized(clean(_text(one)).strip().capitalize())
        raw.answers.append(Answer(text, _share(one), _why(one, raw)))


def _short_answer(node: Node, raw: Raw) -> None:
    raw.form = Form.TEXT
    if _text(node.first("usecase")) == "1":
        raw.remarks.append("capitals counted in its answer: here they do not")
    for one in node.all("answer"):
        text = literal(_text(one))
        if text is None:
            raw.remarks.append("an answer with * for any text was left out")
        else:
            raw.answers.append(Answer(raw.sized(text), _share(one), _why(one, raw)))


def literal(text: str) -> str | None:
    r"""Read a short answer, in which \* is a star; None where a star stands for any text."""
    parts = text.split("\\*")
    if any("*" in part for part in parts):
        return None
    return clean("*".join(parts)).strip()


def _numerical(node: Node, raw: Raw) -> None:
    raw.form = Form.NUMBER
    if any(node.within("unit")):
        raw.remarks.append("its units were left out: only the number is typed here")
    for one in node.all("answer"):
        text = raw.sized(clean(_text(one)).strip())
        if not is_numeral(text):
            raw.remarks.append("an answer that is no number was left out")
            continue
        margin = margin_of(_text(one.first("tolerance")))
        raw.answers.append(Answer(text, _share(one), _why(one, raw), margin))


def _ordering(node: Node, raw: Raw) -> None:
    raw.form = Form.SEQUENCE
    if any(_why(one, raw) for one in node.all("answer")):
        raw.remarks.append("what is said of single steps was left out")
    raw.answers += [Answer(" ".join(_shown(one, raw).split()), 1.0) for one in node.all("answer")]


def _share(node: Node) -> float:
    word = node.get("fraction").strip()
    return float(word) / 100 if is_numeral(word) else 0.0


def _why(node: Node, raw: Raw) -> str:
    return _shown(node.first("feedback"), raw)


def _shown(node: Node | None, raw: Raw) -> str:
    """Read a text in its format; where none is named, it is HTML."""
    if node is not None and node.get("format") in _WRITTEN_AS_TYPED:
        return raw.sized(clean(_text(node)).strip())
    return raw.text(_markup(node))


def _markup(node: Node | None) -> str:
    text = _text(node)
    if node is not None and node.get("format") == "moodle_auto_format":
        return text.replace("\n", "<br>")
    return text


def _text(node: Node | None) -> str:
    """Read what <text> holds in an element, or the element itself where there is none."""
    if node is None:
        return ""
    texts = node.all("text")
    return (texts[0] if texts else node).text().strip()
