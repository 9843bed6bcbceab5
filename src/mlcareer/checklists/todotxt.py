"""Reads ticks from a todo.txt file."""

import re
from typing import Final

from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.checklists.values import Written, mark_of
from mlcareer.errors import ContentError, Problem

_DONE: Final = r"[xX](?:\s+\([A-Z]\))?\s+(?:(?P<on>\d{4}-\d{2}-\d{2})(?:\s|$))?"
"""What a task begins with that is done: the day stands there if the program knew it."""

_KEY: Final = r"(?:^|(?<=\s)){}:(\S+)"


def read_todotxt(text: str, name: str) -> Reading:
    """Read the tasks that carry an id (`mlc:python.2`); all others are the person's own.

    A task is done where it begins with x; `evidence:photo.jpg` names what shows it.

    Args:
        text: Of the file, todo.txt or done.txt.
        name: Of the file, for complaints.

    Raises:
        ContentError: There are tasks, but none of them carries an id.
    """
    remarks: list[Remark] = []
    found = [_mark(line, number, remarks) for number, line in enumerate(_lines(text), 1)]
    marks = [mark for mark in found if mark is not None]
    if not marks and not remarks and text.strip("\ufeff \t\r\n"):
        raise ContentError(Problem(name, 0, "no task here carries an id such as mlc:python.2"))
    return merged(marks, remarks)


def has_own_tasks(text: str) -> bool:
    """Whether there are tasks that carry no id."""
    return any(line.strip() and not _values("mlc", line) for line in _lines(text))


def _lines(text: str) -> list[str]:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _mark(line: str, number: int, remarks: list[Remark]) -> Mark | None:
    ids = _values("mlc", line)
    if not ids:
        return None
    if len({id_.lower() for id_ in ids}) > 1:
        text = f"this task carries several ids; the last one counts: {ids[-1]}"
        remarks.append(Remark(number, text))
    done = re.match(_DONE, line.lstrip())
    evidence = _values("evidence", line)
    written = Written(
        id=ids[-1],
        done="x" if done else "",
        on=(done["on"] or "") if done else "",
        evidence=evidence[-1] if evidence else "",
        line=number,
    )
    # What does not begin with x is open: no mark is unclear here.
    return mark_of(written, remarks, [])


def _values(key: str, line: str) -> list[str]:
    return re.findall(_KEY.format(key), line, re.IGNORECASE)
