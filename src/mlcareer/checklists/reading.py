"""Reads a checklist in whatever form it comes."""

import codecs
from typing import Final, NamedTuple

from mlcareer.checklists.marks import Reading, Remark
from mlcareer.errors import ContentError, Problem

MOST_BYTES: Final = 20_000_000
"""A larger file is no plan."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Text(NamedTuple):
    """A file as text.

    Attributes:
        encoding: In which it was, and can be written again.
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
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        # What old Windows editors write; it decodes nearly anything.
        encoding = "cp1252"
        text = raw.decode(encoding, errors="replace")
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
    if reading.marks:
        return reading
    first = reading.remarks[0] if reading.remarks else Remark(0, "")
    found = f" ({first.message})" if first.message else ""
    message = (
        f"no task of a plan was found{found}; it must be a file that mlcareer roadmap --export"
        " wrote, with its ids"
    )
    raise ContentError(Problem(name, first.line, message))


def _read(text: str, name: str) -> Reading:
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    ending = name.lower().rpartition(".")[2]
    if start.startswith("<") and ("<html" in start or "<!doctype html" in start):
        from mlcareer.checklists.page import read_page  # noqa: PLC0415 - only for this form

        return read_page(text, name)
    if start.startswith("begin:vcalendar"):
        message = "a calendar brings no ticks back; take them from a plan in another form"
        raise ContentError(Problem(name, 0, message))
    if ending == "json" or start.startswith(("{", '[{"', "[\n{", "[]")):
        from mlcareer.checklists.data import read_json  # noqa: PLC0415 - only for this form

        return read_json(text, name)
    if ending in {"csv", "tsv"} or _is_table(start):
        from mlcareer.checklists.data import read_csv  # noqa: PLC0415 - only for this form

        return read_csv(text, name)
    if "<!--" not in text and " mlc:" in text:
        from mlcareer.checklists.todotxt import read_todotxt  # noqa: PLC0415 - only for this form

        return read_todotxt(text, name)
    from mlcareer.checklists.markdown import read_markdown  # noqa: PLC0415 - only for this form

    return read_markdown(text)


def _is_table(start: str) -> bool:
    head = start.partition("\n")[0].replace('"', "")
    for sign in ",;\t":
        columns = {column.strip() for column in head.split(sign)}
        if {"id", "done"} <= columns:
            return True
    return False
