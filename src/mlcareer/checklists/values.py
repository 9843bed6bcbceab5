"""Single values of checklists: is it done, on which day, by what evidence, under which id."""

import re
import unicodedata
from datetime import date, datetime
from typing import Final, NamedTuple

from mlcareer.checklists.marks import Mark, Remark
from mlcareer.model.plan import ID_PATTERN

_FORMULA: Final = r"(?:(?<=[;\n])|^){}(?=['\"]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])"
"""Where a spreadsheet finds the start of a formula, signs of full width included: at the start
of a cell, and behind what ends a cell or row where semicolons part the cells."""

SEPARATORS: Final = (",", ";", "\t")
"""What parts the cells of a table."""

SEPARATOR_LINE: Final = r"[\ufeff\s]*\"?sep=[^\r\n]*(?:\r\n?|\n|$)"
"""The line that Excel wants before the names of the columns, such as sep=;."""

DONE: Final = frozenset(
    {
        *("x", "[x]", "yes", "y", "true", "1", "done", "\u2713", "\u2714", "\u2611"),
        # What spreadsheets make of true in other languages, and their word for yes.
        *("wahr", "vrai", "vero", "verdadero", "verdadeiro", "waar"),
        *("ja", "oui", "si", "s\u00ed", "sim"),
    }
)
"""Words that say that a task is done, in small letters."""

OPEN: Final = frozenset(
    {
        *("", "[]", "[ ]", "no", "n", "false", "0", "-", "open", "todo", "\u2610"),
        *("falsch", "faux", "falso", "onwaar", "nein", "non", "nee", "n\u00e3o"),
    }
)
"""Words that say that it is not."""

_UNFIT: Final = frozenset({"Cc", "Cs"})
_SHOWN: Final = 40
"""Characters of a text that is quoted in a remark."""


class Written(NamedTuple):
    """One task as it is written in a checklist; None where it is no text at all."""

    id: str | None
    done: str | None
    on: str | None = ""
    evidence: str | None = ""
    line: int = 0


def mark_of(written: Written, remarks: list[Remark], unclear: list[str]) -> Mark | None:
    """Understand one task; what is not understood is remarked.

    Args:
        written: The task.
        remarks: Takes what is not understood.
        unclear: Takes the id where it cannot be told whether the task is done.

    Returns:
        None for such a task, and for what has no id of a task, as the person's own tasks.
    """
    id_ = (written.id or "").strip()
    if not re.fullmatch(ID_PATTERN, id_):
        if id_ or written.id is None:
            text = "is no id of a task; ids look like python.2"
            remarks.append(Remark(written.line, f"{quoted(written.id)} {text}"))
        return None
    ticked, on = _ticked(written, remarks)
    if ticked is None:
        unclear.append(id_)
        return None
    return Mark(id_, ticked, on, one_line(written.evidence or ""), written.line)


def _ticked(written: Written, remarks: list[Remark]) -> tuple[bool | None, str]:
    word, day = _bare(written.done), read_day(written.done)
    if word in OPEN:
        return False, ""
    if word in DONE or day:
        on = read_day(written.on)
        if on is None:
            text = f"{quoted(written.on)} is no day that is understood; write it as 2026-11-22"
            remarks.append(Remark(written.line, f"{written.id}: {text}"))
        return True, on or day or ""
    text = f"{quoted(written.done)} says neither done nor open, so it stays as it is; write x"
    remarks.append(Remark(written.line, f"{written.id}: {text}"))
    return None, ""


def read_day(text: str | None) -> str | None:
    """Read a day as 2026-11-22, with or without a time, or 22.11.2026.

    Returns:
        The day as 2026-11-22, "" for an empty text, None for what is no day. Days with
        slashes are not guessed at: they mean different days in different countries.
    """
    if text is None:
        return None
    bare = text.strip()
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", bare, re.ASCII)
    try:
        if dotted:
            day, month, year = map(int, dotted.groups())
            return date(year, month, day).isoformat()
        return datetime.fromisoformat(bare).date().isoformat() if bare else ""
    except ValueError:
        return None


def as_text(cell: str) -> str:
    """Put an apostrophe before all in a cell that a spreadsheet would work out as a formula."""
    return re.sub(_FORMULA.format(""), "'", cell)


def from_text(cell: str) -> str:
    """Take away what `as_text` put there."""
    return re.sub(_FORMULA.format("'"), "", cell)


def quoted(text: str | None) -> str:
    """Quote what stands in a checklist, shortened, on one line."""
    if text is None:
        return "something that is no text"
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")


def _bare(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split()).strip("'\"").lower()


def one_line(text: str) -> str:
    """Put a text on one line, without what no file or screen takes.

    Control characters and halves of characters go; a tab becomes a blank.
    """
    flat = " ".join(text.replace("\t", " ").splitlines())
    if not flat.isprintable():
        flat = "".join(sign for sign in flat if unicodedata.category(sign) not in _UNFIT)
    return flat.strip()
