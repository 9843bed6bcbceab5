"""Reads a checklist in whatever form it comes."""

import codecs
import re
from contextlib import suppress
from typing import Final, NamedTuple

from mlcareer.checklists.marks import Reading, Remark
from mlcareer.errors import ContentError, Problem

MOST_BYTES: Final = 20_000_000
"""A larger file is no plan."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD: Final = ("cp1252", "latin-1")
"""What old editors write; the second has a letter for each byte."""

_MARKDOWN: Final = frozenset({"md", "markdown"})
_ANY_ID: Final = r"(<!--\s*)mlc:|(?:^|(?<=\s))mlc:(?=\S)(?!\S*\s*-->)"
"""An id as in Markdown, which is hidden, or as in todo.txt; titles can have the other kind."""

_HEAD: Final = 5000
"""Characters at the start of a page in which it must say that it is one."""


class Text(NamedTuple):
    """A file as text.

    Attributes:
        text: Without the mark that UTF-8 may begin with; with that of UTF-16, which says in
            which order the bytes are.
        encoding: In which it was; written in it again, the text gives the same bytes.
    """

    text: str
    encoding: str


def decode(raw: bytes, name: str) -> Text:
    """Turn the bytes of a file into text, as Windows and Unix editors write them.

    Raises:
        ContentError: It is no text, or too large for a plan.
    """
    if len(raw) > MOST_BYTES:
        raise ContentError(Problem(name, 0, "this is too large for a plan; name another file"))
    marked = next((code for mark, code in _BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")
    for encoding in (marked, *_OLD):
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            break
    if "\0" in text:
        raise ContentError(Problem(name, 0, "this is no text; name a plan that was exported"))
    return Text(text, encoding)


def read_checklist(text: str, name: str) -> Reading:
    """Read the marks of a plan in any of its forms.

    Args:
        text: Of the file, decoded.
        name: Of the file; its ending says which form to try where the text leaves it open.

    Raises:
        ContentError: No task of a plan is in it, or it is broken beyond reading.
    """
    reading = _read(text, name)
    if reading.marks or reading.unclear:
        return reading
    first = reading.remarks[0] if reading.remarks else Remark(0, "")
    found = f" ({first.message})" if first.message else ""
    message = (
        f"no task of a plan was found{found}; it must be a file that mlcareer roadmap --export"
        " wrote, with its ids"
    )
    raise ContentError(Problem(name, first.line, message))


def _read(text: str, name: str) -> Reading:
    start = text[: 2 * _HEAD].lstrip("\ufeff \t\r\n")[:_HEAD].lower()
    ending = name.lower().rpartition(".")[2]
    page = start.startswith("<") and ("<html" in start or "<!doctype html" in start)
    if page and ending not in _MARKDOWN:
        from mlcareer.checklists.page import read_page  # noqa: PLC0415 - only for this form

        return read_page(text, name)
    if start.startswith("begin:vcalendar"):
        message = "a calendar brings no ticks back; take them from a plan in another form"
        raise ContentError(Problem(name, 0, message))
    hidden = _hidden(text)
    markdown = ending in _MARKDOWN or (any(hidden) and 2 * sum(hidden) >= len(hidden))
    if ending == "json" or (
        start.startswith(("{", "[")) and _is_json(text, start, markdown=markdown)
    ):
        from mlcareer.checklists.data import read_json  # noqa: PLC0415 - only for this form

        return read_json(text, name)
    if ending in {"csv", "tsv"} or _is_table(text):
        from mlcareer.checklists.data import read_csv  # noqa: PLC0415 - only for this form

        return read_csv(text, name)
    if not markdown and hidden:
        from mlcareer.checklists.todotxt import read_todotxt  # noqa: PLC0415 - only for this form

        return read_todotxt(text, name)
    from mlcareer.checklists.markdown import read_markdown  # noqa: PLC0415 - only for this form

    return read_markdown(text)


def _hidden(text: str) -> list[bool]:
    """Say of each line with ids whether they are hidden only, as in Markdown."""
    lines = (re.findall(_ANY_ID, line, re.IGNORECASE) for line in text.splitlines())
    return [all(found) for found in lines if found]


def _is_json(text: str, start: str, *, markdown: bool) -> bool:
    """Tell JSON, broken JSON too, from Markdown that begins with a bracket."""
    from mlcareer.checklists.data import is_json  # noqa: PLC0415 - only for this form

    broken = re.match(r"\{\s*(?:[\"}]|$)|\[\s*\{\s*\"", start)
    return is_json(text) or bool(broken and not markdown)


def _is_table(text: str) -> bool:
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    rest = re.sub(r"^\"?sep=[^\r\n]*\s*", "", start, flags=re.IGNORECASE)
    head = re.split(r"[\r\n]", rest, maxsplit=1)[0].replace('"', "").lower()
    for sign in ",;\t":
        columns = {column.strip() for column in head.split(sign)}
        if {"id", "done"} <= columns:
            return True
    return False
