"""`mlcareer content`: for those who write skill maps and questions."""

from collections import Counter
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.streams import say
from mlcareer.content.check import Remark, check_folder
from mlcareer.content.folder import content_folder
from mlcareer.content.lints.findings import Severity
from mlcareer.errors import ExitCode
from mlcareer.model.wording import counted


def check(content: Path | None, *, with_reports: bool) -> int:
    """Print what is wrong with a content folder; exit code 1 when something stops the build."""
    folder = content_folder(content)
    result = check_folder(folder)
    listed = [r for r in result.remarks if with_reports or r.severity is not Severity.REPORT]
    put("".join(f"{line_of(remark)}\n" for remark in listed))
    found = Counter(remark.severity for remark in result.remarks)
    say(
        f"{counted(result.questions, 'question')} in {folder}:"
        f" {counted(found[Severity.ERROR], 'error')},"
        f" {counted(found[Severity.WARNING], 'warning')},"
        f" {counted(found[Severity.REPORT], 'remark')}"
        f"{'' if with_reports or not found[Severity.REPORT] else ' (--all lists them)'}."
    )
    return ExitCode.NEGATIVE if found[Severity.ERROR] else ExitCode.OK


def line_of(remark: Remark) -> str:
    """Write a remark as file, line, severity, rule and text, as compilers do."""
    place, _, message = str(remark.problem).partition(": ")
    rule = f" {remark.lint}" if remark.lint else ""
    return f"{place}: {remark.severity}{rule}: {message}"
