"""What a check of content found: for people, for programs, and as annotations of a workflow."""

from collections.abc import Mapping, Sequence
from typing import Final

from mlcareer.errors import visible
from mlcareer.model.remarks import Remark
from mlcareer.render.envelope import to_json
from mlcareer.render.page import Page, indent
from mlcareer.render.paint import Piece, paint

Lines = Mapping[tuple[str, int], str]
"""Lines of files, by file and number."""

_STYLE: Final = {"error": "bold red", "warning": "bold yellow", "report": "bold"}
_COMMAND: Final = {"error": "error", "warning": "warning", "report": "notice"}
_SHORTEST: Final = 20
"""Columns of a line that are quoted at least, however narrow the window is."""


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
    margin = f"{number:>5} | "
    room = max(_SHORTEST, page.width - len(margin))
    at = max(0, column - 1)
    begin = 0 if at < room - 4 else at - room // 2
    part = visible(line)[begin : begin + room].rstrip()
    rows = [f"{margin}{part}"]
    if column:
        rows.append(f"{' ' * 5} | {' ' * (at - begin)}^")
    return rows


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
    message = f"{problem.message} {remark.remedy}".strip()
    return f"::{_COMMAND[remark.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def remarks_json(
    folders: Sequence[str], questions: int, remarks: Sequence[Remark], lines: Lines
) -> str:
    """Lay out remarks for programs."""
    data = {
        "folders": list(folders),
        "questions": questions,
        "remarks": [_entry(remark, lines) for remark in remarks],
    }
    return to_json("content check", data)


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
