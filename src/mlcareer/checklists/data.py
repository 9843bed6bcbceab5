"""Reads ticks from JSON (plans, ticks of the page, Taskwarrior) and from spreadsheets."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Final, NoReturn

from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.checklists.values import (
    SEPARATOR_LINE,
    SEPARATORS,
    Written,
    from_text,
    mark_of,
    quoted,
)
from mlcareer.errors import ContentError, Problem

EVIDENCE: Final = "Evidence:"
"""What an annotation in Taskwarrior begins with that names evidence."""

_PARTS: Final = ("checks", "tasks", "ticked")
"""Lists of a plan that hold tasks."""

_KEYS: Final = ("id", "done", "on", "evidence")
_COLUMNS: Final = ("id", "done", "done_on", "evidence")
_STATES: Final = {"completed": "x", "pending": "", "waiting": "", "recurring": ""}


def read_json(text: str, name: str) -> Reading:
    """Read the ticks of a plan, of the page's own file, or of Taskwarrior's export.

    A plan may be the whole result of `mlcareer roadmap --json` or its data alone; an
    export may be a list or have one task a line. Tasks that were deleted in Taskwarrior
    are passed over, and what carries no id of ours is the person's own. The day of a task
    in Taskwarrior is that of its `end`, which is in UTC: near midnight it can be the day
    before or after.

    Args:
        text: Of the file.
        name: Of the file, for complaints.

    Raises:
        ContentError: It is no JSON, or neither of these.
    """
    remarks: list[Remark] = []
    written = list(_tasks(_load(text.lstrip("\ufeff"), name), name, remarks))
    return _reading(written, remarks)


def read_csv(text: str, name: str) -> Reading:
    """Read the ticks of a table with the columns id and done, in any order.

    The columns done_on and evidence are read where they are there; others are passed
    over, and rows without an id are the person's own.

    Args:
        text: Of the file; cells are parted by commas, semicolons or tabs.
        name: Of the file, for complaints.

    Raises:
        ContentError: The columns are not named, or a quote is not closed.
    """
    remarks: list[Remark] = []
    return _reading(list(_rows(text.lstrip("\ufeff"), name)), remarks)


def _reading(written: Iterable[Written], remarks: list[Remark]) -> Reading:
    unclear: list[str] = []
    found = [mark_of(each, remarks, unclear) for each in written]
    marks: list[Mark] = [mark for mark in found if mark is not None]
    return merged(marks, remarks, unclear)


def is_json(text: str) -> bool:
    """Tell a record or a list in JSON, and a file that has a record in each line."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        return False
    first = start.partition("\n")[0].rstrip().removesuffix(",")
    return _parses(start) or (first.startswith('{"') and _parses(first))


def _parses(text: str) -> bool:
    try:
        _parsed(text)
    except (RecursionError, ValueError):
        return False
    return True


def _load(text: str, name: str) -> object:
    """Parse JSON; numbers stay texts, however many digits they have."""
    try:
        return _parsed(text)
    except RecursionError:
        _fail(name, 0, "this is nested too deeply for a plan")
    except json.JSONDecodeError as error:
        lines = [each for each in text.split("\n") if each.strip()]
        if not lines or not all(line.startswith("{") for line in lines):
            _fail(name, error.lineno, f"this is no valid JSON: {error.msg}")
    return list(_by_line(text, name))


def _by_line(text: str, name: str) -> Iterator[object]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _parsed(line.rstrip().removesuffix(","))
        except RecursionError:
            _fail(name, number, "this is nested too deeply for a task")
        except json.JSONDecodeError as error:
            _fail(name, number, f"this is no valid JSON: {error.msg}")


def _parsed(text: str) -> object:
    value: object = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    return value


def _tasks(value: object, name: str, remarks: list[Remark]) -> Iterator[Written]:
    """List what may be tasks, by the kind of the file."""
    if isinstance(value, list):
        yield from _taskwarrior(value, name)
        return
    if not isinstance(value, dict):
        _fail(name, 0, "this is no plan, but a single value")
    if "uuid" in value or "mlcid" in value:
        yield from _taskwarrior([value], name)
    elif "mlcareer_ticks" in value:
        yield from _listed(value, ("tasks",), name, remarks)
    elif "mlcareer_result_version" in value:
        yield from _listed(_data(value, name), _PARTS, name, remarks)
    elif "tasks" in value:
        yield from _listed(value, _PARTS, name, remarks)
    else:
        _fail(name, 0, "this is no plan: mlcareer roadmap --export json writes one")


def _data(result: Mapping[str, object], name: str) -> Mapping[str, object]:
    command, data = result.get("command"), result.get("data")
    if command != "roadmap":
        text = command if isinstance(command, str) else None
        _fail(name, 0, f"this is the result of the command {quoted(text)}, not of 'roadmap'")
    if not isinstance(data, dict):
        _fail(name, 0, "this is the result of a command that failed; it holds no plan")
    return data


def _listed(
    plan: Mapping[str, object], parts: Iterable[str], name: str, remarks: list[Remark]
) -> Iterator[Written]:
    for part in parts:
        tasks = plan.get(part, [])
        if not isinstance(tasks, list):
            _fail(name, 0, f"{part} is no list of tasks")
        for number, task in enumerate(tasks, 1):
            if isinstance(task, dict):
                id_, done, on, evidence = (_text(task.get(key, "")) for key in _KEYS)
                yield Written(id_, done, on, evidence)
            else:
                remarks.append(Remark(0, f"entry {number} of {part} is no task"))


def _text(value: object) -> str | None:
    """Take a value as the text that it is or stands for; None for what is a list or record."""
    if isinstance(value, bool):
        return str(value)
    if value is None:
        return ""
    return value if isinstance(value, str) else None


def _taskwarrior(tasks: list[object], name: str) -> Iterator[Written]:
    for number, task in enumerate(tasks, 1):
        if not isinstance(task, dict):
            _fail(name, 0, f"entry {number} is no task, as Taskwarrior exports them")
        status = _text(task.get("status", ""))
        if "mlcid" not in task or status == "deleted":
            continue
        yield Written(
            id=_text(task["mlcid"]),
            done=_STATES.get(status or "", status),
            on=_text(task.get("end", "")),
            evidence=_annotated(task.get("annotations")),
        )


def _annotated(annotations: object) -> str:
    """Find the evidence that was noted last."""
    notes = annotations if isinstance(annotations, list) else []
    texts = [_text(note.get("description")) or "" for note in notes if isinstance(note, dict)]
    named = [text for text in texts if text.lower().startswith(EVIDENCE.lower())]
    return named[-1][len(EVIDENCE) :].strip() if named else ""


def _rows(text: str, name: str) -> Iterator[Written]:
    text, above = _without_separator(text)
    separator = _separator(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    columns: dict[str, int] = {}
    try:
        for row in reader:
            if columns:
                yield _row(row, columns, line + above)
            elif any(cell.strip() for cell in row):
                columns = _columns(row, name, line + above)
            line = reader.line_num + 1
    except csv.Error as error:
        _fail(name, line + above, f"this row cannot be read: {error}")
    if not columns:
        _fail(name, 1, "this table is empty")


def _without_separator(text: str) -> tuple[str, int]:
    """Take off the line of Excel; gives the rest, and how many lines stood before it."""
    found = re.match(SEPARATOR_LINE, text, re.IGNORECASE)
    if found is None:
        return text, 0
    return text[found.end() :], len(re.findall(r"\r\n?|\n", found[0]))


def _separator(text: str) -> str:
    """Choose what parts the names of the columns into the most."""
    names = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=names.count)


def _columns(row: list[str], name: str, line: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        columns.setdefault(cell.strip().lower(), at)
    for wanted in ("id", "done"):
        if wanted not in columns:
            message = f"there is no column {wanted!r}; the first line has to name the columns"
            _fail(name, line, message)
    return columns


def _row(row: list[str], columns: Mapping[str, int], line: int) -> Written:
    id_, done, on, evidence = (_cell(row, columns.get(key)) for key in _COLUMNS)
    return Written(id_, done, on, evidence, line)


def _cell(row: list[str], at: int | None) -> str:
    return from_text(row[at]) if at is not None and at < len(row) else ""


def _fail(name: str, line: int, message: str) -> NoReturn:
    raise ContentError(Problem(name, line, message))
