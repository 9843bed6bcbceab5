"""Reads ticks back from the page of a plan, as it was exported or as a browser saved it."""

import re
from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser
from typing import Final

from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.checklists.values import one_line, read_day
from mlcareer.errors import ContentError, Problem
from mlcareer.model.plan import ID_PATTERN

_SIGN: Final = "data-mlcareer-plan"
_FORM: Final = "1"
_NOT_OURS: Final = (
    "this page is no plan; it must be one that mlcareer roadmap --export html wrote, or that a"
    " browser saved of it"
)
_OTHER_FORM: Final = (
    "this plan is of another version of mlcareer; tick there with mlcareer done, or export it anew"
)
_BROKEN: Final = "this page is broken; save it in the browser again, or use Save my ticks on it"

_Attributes = Sequence[tuple[str, str | None]]


def read_page(text: str, name: str) -> Reading:
    """Read the marks of the page of a plan.

    A page that ends in the middle is read as far as it goes, with a remark.

    Args:
        text: Of the file, decoded.
        name: Of the file, for complaints.

    Raises:
        ContentError: It is no such page, or broken beyond reading.
    """
    page = _Page()
    try:
        # Not closed: what is left over is no whole tag, and going through it takes a time that
        # grows with the square of its length.
        page.feed(text)
    except AssertionError as error:
        # What the parser of the standard library raises at some broken declarations.
        raise ContentError(Problem(name, page.getpos()[0], _BROKEN)) from error
    if page.form is None:
        raise ContentError(Problem(name, 0, _NOT_OURS))
    if page.form != _FORM:
        raise ContentError(Problem(name, page.form_line, _OTHER_FORM))
    if page.boxes and not page.marks:
        raise ContentError(Problem(name, page.form_line, _BROKEN))
    return page.reading()


class _Page(HTMLParser):
    """Collects what the page of a plan says.

    Attributes:
        form: In which the page is, or None where it is no plan.
        form_line: Where that is said.
        boxes: How many boxes the page had when it was made.
    """

    def __init__(self) -> None:
        super().__init__()
        self.form: str | None = None
        self.form_line = 0
        self.boxes = 0
        self.marks: list[Mark] = []
        self._evidence: dict[str, str] = {}
        self._remarks: list[Remark] = []

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Take the beginning of the plan, its boxes, and what stands beside them."""
        attributes = {key: value or "" for key, value in reversed(attrs)}
        if _SIGN in attributes and self.form is None:
            self.form, self.form_line = attributes[_SIGN], self.getpos()[0]
            self.boxes = _number(attributes.get("data-boxes", ""))
        elif tag == "input" and "data-id" in attributes:
            self._box(attributes)
        elif tag == "input" and "data-evidence" in attributes:
            self._told(attributes["data-evidence"], attributes.get("value", "").strip())

    def _box(self, attributes: dict[str, str]) -> None:
        line, id_ = self.getpos()[0], attributes["data-id"].strip()
        if not _id().fullmatch(id_):
            self._remarks.append(Remark(line, f"{id_[:80]!r} is no name of a task; left out"))
            return
        ticked = "checked" in attributes
        on = read_day(attributes.get("data-on")) if ticked else None
        self.marks.append(Mark(id_, ticked, on or "", line=line))

    def _told(self, id_: str, evidence: str) -> None:
        if evidence:
            self._evidence.setdefault(id_.strip(), one_line(" ".join(evidence.split())))

    def reading(self) -> Reading:
        """Put together what was found."""
        marks = [mark._replace(evidence=self._evidence.get(mark.id, "")) for mark in self.marks]
        remarks = list(self._remarks)
        found = len({mark.id for mark in marks})
        if found + len(remarks) < self.boxes:
            text = f"of {self.boxes} tasks the page holds only {found}; the others stay as they are"
            remarks.append(Remark(0, text))
        return merged(marks, remarks)


@cache
def _id() -> re.Pattern[str]:
    return re.compile(ID_PATTERN)


def _number(digits: str) -> int:
    short = len(digits) < len("1000000") and digits.isascii() and digits.isdigit()
    return int(digits) if short else 0
