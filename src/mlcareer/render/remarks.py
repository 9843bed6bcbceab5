"""What a check of content found: for people, for programs, and as annotations of a workflow."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from mlcareer.errors import visible
from mlcareer.model.remarks import Remark
from mlcareer.render.envelope import content_entry, to_json
from mlcareer.render.page import Page, indent
from mlcareer.render.paint import Piece, paint, width_of

Lines = Mapping[tuple[str, int], str]
"""Lines of files, by file and number."""

_STYLE: Final = {"error": "bold red", "warning": "bold yellow", "report": "bold"}
_COMMAND: Final = {"error": "error", "warning": "warning", "report": "notice"}
_BAR: Final = " | "
_SHORTEST: Final = 20
"""Columns of a line that are quoted at least, however narrow the window is."""

_BEYOND: Final = 4
"""Columns behind a mark that are quoted at least where the line goes on."""


class Listed(NamedTuple):
    """What a check found, as far as it is listed.

    Attributes:
        folders: What was checked.
        questions: How many questions could be read.
        remarks: By file and line.
        left_out: How many more there are.
        stopping: Those because of which the build stops.
    """

    folders: Sequence[str]
    questions: int
    remarks: Sequence[Remark]
    left_out: int = 0
    stopping: Sequence[Remark] = ()


def remarks_text(page: Page, remarks: Sequence[Remark], lines: Lines) -> str:
    """List remarks as compilers do: place, severity, rule and text, then the line itself."""
    return "".join(f"{_block(page, remark, lines)}\n" for remark in remarks)


def _block(page: Page, remark: Remark, lines: Lines) -> str:
    problem = remark.problem
    rule = f" {remark.lint}" if remark.lint else ""
    severity = paint(page, [[Piece(f"{remark.severity}{rule}", _STYLE[remark.severity])]])
    rows = [f"{_place(remark)}: {severity}: {visible(problem.message)}"]
    line = lines.get((problem.file, problem.line))
    if line is not None:
        rows += _quoted(page, line, problem.line, problem.column)
    if remark.remedy:
        rows.append(indent(remark.remedy, page, "      = "))
    return "\n".join(rows)


def _place(remark: Remark) -> str:
    problem = remark.problem
    numbers = [number for number in (problem.line, problem.column) if number]
    return ":".join([visible(problem.file), *map(str, numbers)])


def _quoted(page: Page, line: str, number: int, column: int) -> list[str]:
    """Quote a line, or the part of it around a column, with a mark below it."""
    margin = f"{number:>5}{_BAR}"
    room = max(_SHORTEST, page.width - len(margin))
    at = max(0, column - 1)
    before, behind = _around(line, at, room)
    rows = [f"{margin}{before}{behind}".rstrip()]
    if column:
        rows.append(f"{_BAR:>{len(margin)}}{' ' * width_of(before)}^")
    return rows


def _around(line: str, at: int, room: int) -> tuple[str, str]:
    """Cut out of a line what fits a number of columns: before a place, and from it on."""
    # What follows is slow where somebody's line has millions of characters.
    begin = max(0, at - room)
    before = [visible(sign) for sign in line[begin:at]]
    behind = [visible(sign) for sign in line[at : at + room]]
    if begin or sum(map(width_of, before)) > room - _BEYOND:
        before = _fitting(before[::-1], room // 2)[::-1]
    behind = _fitting(behind, room - sum(map(width_of, before)))
    return "".join(before), "".join(behind)


def _fitting(signs: list[str], room: int) -> list[str]:
    """Take as many of the first signs as fit a number of columns."""
    ends = accumulate(map(width_of, signs))
    return signs[: sum(end <= room for end in ends)]


def remarks_github(remarks: Sequence[Remark]) -> str:
    """List remarks as commands that make annotations of a workflow.

    Source: GitHub's documentation of workflow commands.
    """
    return "".join(f"{_annotation(remark)}\n" for remark in remarks)


def _annotation(remark: Remark) -> str:
    problem = remark.problem
    values = {
        "file": problem.file,
        "line": str(problem.line or 1),
        "col": str(problem.column) if problem.column else "",
        "title": remark.lint,
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items() if value)
    stop = "" if problem.message.endswith((".", "?")) else "."
    message = f"{problem.message}{stop} {remark.remedy}" if remark.remedy else problem.message
    return f"::{_COMMAND[remark.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def remarks_json(listed: Listed, lines: Lines) -> str:
    """Lay out remarks for programs; what stops the build stands among the errors as well."""
    data = {
        "folders": list(listed.folders),
        "questions": listed.questions,
        "remarks": [_entry(remark, lines) for remark in listed.remarks],
        "left_out": listed.left_out,
    }
    errors = [content_entry(remark.problem) for remark in listed.stopping]
    return to_json("content check", data, errors)


def _entry(remark: Remark, lines: Lines) -> dict[str, object]:
    problem = remark.problem
    return {
        "severity": str(remark.severity),
        "lint": remark.lint,
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "message": problem.message,
        "quoted": lines.get((problem.file, problem.line)),
        "remedy": remark.remedy,
    }
