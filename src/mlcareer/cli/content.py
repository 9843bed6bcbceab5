"""`mlcareer content check`: lists what is wrong with a content folder."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.cli.output import put
from mlcareer.cli.streams import page_for, say
from mlcareer.content.check import Check, check_folder
from mlcareer.content.folder import Given, is_content
from mlcareer.content.quoting import quoted_lines
from mlcareer.errors import ExitCode, visible
from mlcareer.model.remarks import Remark, Severity
from mlcareer.model.wording import counted
from mlcareer.render.remarks import Listed, remarks_github, remarks_json, remarks_text

MOST: Final = 1000
"""Remarks that are listed; whoever has more begins with these."""

_RANKS: Final = tuple(Severity)


class Listing(NamedTuple):
    """How remarks are listed.

    Attributes:
        form: text, json or github.
        color: always, never or auto.
        with_reports: Whether what is only worth counting is listed too.
        strict: Whether warnings stop the build as well.
    """

    form: str
    color: str
    with_reports: bool
    strict: bool

    def stops(self, remark: Remark) -> bool:
        """Tell whether a remark stops the build."""
        warns = self.strict and remark.severity is Severity.WARNING
        return warns or remark.severity is Severity.ERROR


def check(content: Given, listing: Listing) -> int:
    """Print what is wrong with a content folder; exit code 1 when something stops the build."""
    result = check_folder(content)
    found = [r for r in result.remarks if listing.with_reports or not _is_report(r)]
    listed = Listed(
        folders=result.folders,
        questions=result.questions,
        remarks=_foremost(found),
        left_out=max(0, len(found) - MOST),
        stopping=_foremost([remark for remark in found if listing.stops(remark)]),
    )
    put(_written(listing, listed))
    if listed.left_out:
        say(f"And {listed.left_out} more.")
    say(_count(result, listing))
    if not content and is_content(Path()):
        say("That came with the program. The folder you are in: mlcareer content check .")
    return ExitCode.NEGATIVE if listed.stopping else ExitCode.OK


def _is_report(remark: Remark) -> bool:
    return remark.severity is Severity.REPORT


def _foremost(remarks: Sequence[Remark]) -> Sequence[Remark]:
    """Take as many remarks as are listed, errors before all else, in the order of the files."""
    ranks = sorted(range(len(remarks)), key=lambda at: _RANKS.index(remarks[at].severity))
    return [remarks[at] for at in sorted(ranks[:MOST])]


def _written(listing: Listing, listed: Listed) -> str:
    if listing.form == "github":
        return remarks_github(listed.remarks)
    lines = _lines(listed.remarks)
    if listing.form == "json":
        return remarks_json(listed, lines)
    return remarks_text(page_for(sys.stdout, listing.color), listed.remarks, lines)


def _lines(remarks: Sequence[Remark]) -> dict[tuple[str, int], str]:
    """Read the lines that remarks are about."""
    wanted: dict[str, set[int]] = {}
    for remark in remarks:
        if remark.problem.line:
            wanted.setdefault(remark.problem.file, set()).add(remark.problem.line)
    return {
        (file, number): line
        for file, numbers in wanted.items()
        for number, line in quoted_lines(Path(file), numbers).items()
    }


def _count(result: Check, listing: Listing) -> str:
    found = Counter(remark.severity for remark in result.remarks)
    hidden = found[Severity.REPORT] and not listing.with_reports
    return (
        f"{counted(result.questions, 'question')} in {visible(' + '.join(result.folders))}:"
        f" {counted(found[Severity.ERROR], 'error')},"
        f" {counted(found[Severity.WARNING], 'warning')},"
        f" {counted(found[Severity.REPORT], 'remark')}"
        f"{' (--all lists them)' if hidden else ''}."
    )
