"""Writes the difficulties that follow from readers' judgement into question files."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.content.difficulty import difficulty
from mlcareer.content.reviews import Review
from mlcareer.content.shapes.questions import DIFFICULTY
from mlcareer.content.yamlfile import Field, parse_yaml
from mlcareer.errors import ContentError, Problem
from mlcareer.model.questions import Question

_BEGIN: Final = re.compile(r"^(?= *- id: )", re.MULTILINE)
_ID: Final = re.compile(r"(?P<indent> *)- id: *(?P<quote>[\"']?)(?P<id>[^\s\"'#]+)(?P=quote)")


class Difficulty(NamedTuple):
    """How hard a question is, in logits, and by how much that may be off."""

    b: float
    b_sd: float


def rated(question: Question, reviews: Mapping[str, Review]) -> Difficulty | None:
    """Work out the difficulty of a question, or None where nobody rated it."""
    review = reviews.get(question.id)
    if not review or not review.shares:
        return None
    return Difficulty(*difficulty(review.shares, question.item.c))


def all_rated(
    questions: Iterable[Question], reviews: Mapping[str, Review]
) -> dict[str, Difficulty]:
    """Work out the difficulties of all questions that somebody rated, by id."""
    pairs = ((question.id, rated(question, reviews)) for question in questions)
    return {id_: found for id_, found in pairs if found is not None}


def rated_files(paths: Iterable[Path], found: Mapping[str, Difficulty]) -> dict[Path, str]:
    """Set difficulties in question files; give those that change, with their new text.

    Raises:
        ContentError: A question is written in another way than one key a line.
    """
    changed: dict[Path, str] = {}
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        new = with_difficulties(text, found)
        _check(new, found, str(path))
        if new != text:
            changed[path] = new
    return changed


def with_difficulties(text: str, found: Mapping[str, Difficulty]) -> str:
    """Set b and b_sd of the questions of a file, and leave all else as it is."""
    end = "\r\n" if "\r\n" in text else "\n"
    return "".join(_set(block, found, end) for block in _BEGIN.split(text))


def _set(block: str, found: Mapping[str, Difficulty], end: str) -> str:
    head = _ID.match(block)
    if head is None or head["id"] not in found:
        return block
    pad = " " * (len(head["indent"]) + 2)
    bare = re.sub(rf"^{pad}b(?:_sd)?: .*\n", "", block, flags=re.MULTILINE)
    kind = re.search(rf"^{pad}kind: .*\n", bare, re.MULTILINE)
    if kind is None:
        return block
    b, b_sd = found[head["id"]]
    return f"{bare[: kind.end()]}{pad}b: {b}{end}{pad}b_sd: {b_sd}{end}{bare[kind.end() :]}"


def _check(text: str, found: Mapping[str, Difficulty], name: str) -> None:
    """Make sure that the figures arrived, however the file is written."""
    wrong: list[Problem] = []
    for field in parse_yaml(text.encode(), name).entries()["questions"].items():
        entry = field.entries()
        id_ = entry["id"].text()
        if id_ in found and found[id_] != (_figure(entry, "b"), _figure(entry, "b_sd")):
            message = f"{id_}: b cannot be set; write `- id: {id_}` first, then one key a line"
            wrong.append(entry["id"].problem(message))
    if wrong:
        raise ContentError(*wrong)


def _figure(entry: Mapping[str, Field], key: str) -> float | None:
    return entry[key].number(*DIFFICULTY) if key in entry else None
