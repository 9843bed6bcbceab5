"""Reads a checklist in whatever form it comes."""

import codecs
import re
from contextlib import suppress
from enum import StrEnum
from typing import Final, NamedTuple

from mlcareer.checklists.marks import Reading, Remark
from mlcareer.checklists.values import SEPARATOR_LINE, SEPARATORS
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
_TABLES: Final = frozenset({"csv", "tsv"})
_ANY_ID: Final = r"(<!--\s*)mlc:|(?:^|(?<=\s))mlc:(?=\S)(?!\S*\s*-->)"
"""An id as in Markdown, which is hidden, or as in todo.txt; titles can have the other kind."""

_HEAD: Final = 5000
"""Characters at the start of a page in which it must say that it is one."""


class Form(StrEnum):
    """What a plan is written in."""

    PAGE = "page"
    CALENDAR = "calendar"
    JSON = "json"
    TABLE = "table"
    TODOTXT = "todotxt"
    MARKDOWN = "markdown"


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
    match form_of(text, name):
        case Form.PAGE:
            from mlcareer.checklists.page import read_page  # noqa: PLC0415 - only for this form

            return read_page(text, name)
        case Form.CALENDAR:
            message = "a calendar brings no ticks back; take them from a plan in another form"
            raise ContentError(Problem(name, 0, message))
        case Form.JSON:
            from mlcareer.checklists.data import read_json  # noqa: PLC0415 - only for this form

            return read_json(text, name)
        case Form.TABLE:
            from mlcareer.checklists.data import read_csv  # noqa: PLC0415 - only for this form

            return read_csv(text, name)
        case Form.TODOTXT:
            from mlcareer.checklists.todotxt import (  # noqa: PLC0415 - only for this form
                read_todotxt,
            )

            return read_todotxt(text, name)
        case Form.MARKDOWN:
            from mlcareer.checklists.markdown import (  # noqa: PLC0415 - only for this form
                read_markdown,
            )

            return read_markdown(text)


def form_of(text: str, name: str) -> Form:
    """Find out in which form a plan is: by its name as far as that says it, or by its text.

    Args:
        text: Of the file, decoded.
        name: Of the file.
    """
    start = text[: 2 * _HEAD].lstrip("\ufeff \t\r\n")[:_HEAD].lower()
    ending = name.lower().rpartition(".")[2]
    named = ending in _MARKDOWN
    page = start.startswith("<") and ("<html" in start or "<!doctype html" in start)
    if page and not named:
        return Form.PAGE
    if start.startswith("begin:vcalendar"):
        return Form.CALENDAR
    hidden = _hidden(text)
    markdown = named or (any(hidden) and 2 * sum(hidden) >= len(hidden))
    bracket = start.startswith(("{", "["))
    if ending == "json" or (bracket and _is_json(text, start, markdown=markdown)):
        return Form.JSON
    if ending in _TABLES or (not (named and any(hidden)) and _is_table(start)):
        return Form.TABLE
    return Form.TODOTXT if hidden and not markdown else Form.MARKDOWN


def _hidden(text: str) -> list[bool]:
    """Say of each line with ids whether they are hidden only, as in Markdown."""
    # A formatter may have broken the line within the comment, in a block quote too.
    whole = re.sub(r"<!--[\s>]+(?=mlc:)", "<!-- ", text, flags=re.IGNORECASE)
    lines = (re.findall(_ANY_ID, line, re.IGNORECASE) for line in whole.splitlines())
    return [all(found) for found in lines if found]


def _is_json(text: str, start: str, *, markdown: bool) -> bool:
    """Tell JSON, broken JSON too, from Markdown that begins with a bracket."""
    from mlcareer.checklists.data import is_json  # noqa: PLC0415 - only for this form

    broken = re.match(r"\{\s*(?:[\"}]|$)|\[\s*\{\s*\"", start)
    return is_json(text) or bool(broken and not markdown)


def _is_table(start: str) -> bool:
    """Tell a table by the columns that its first line names."""
    rest = re.sub(f"^{SEPARATOR_LINE}", "", start, flags=re.IGNORECASE)
    # Rows above it that are empty are no names of columns.
    rest = rest.lstrip("".join((*SEPARATORS, ' "\r\n')))
    head = re.split(r"[\r\n]", rest, maxsplit=1)[0].replace('"', "")
    return any({"id", "done"} <= {one.strip() for one in head.split(sign)} for sign in SEPARATORS)
