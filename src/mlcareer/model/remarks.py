"""What can be said about a place of a content folder."""

from enum import StrEnum
from typing import NamedTuple

from mlcareer.errors import Problem


class Severity(StrEnum):
    """What follows from a finding: an error stops the build, the others are listed."""

    ERROR = "error"
    WARNING = "warning"
    REPORT = "report"


class Remark(NamedTuple):
    """Something to be said about a place of a content folder.

    Attributes:
        lint: Id of the rule, or "" where the file is not what it should be.
        remedy: What to do, where the message does not say it.
    """

    severity: Severity
    problem: Problem
    lint: str = ""
    remedy: str = ""
