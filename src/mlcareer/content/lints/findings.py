"""What a lint says about a question or about the bank."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What follows from a finding: an error stops the build, the others are listed."""

    ERROR = "error"
    WARNING = "warning"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw.

    Attributes:
        lint: Id of the rule, L01 to L27.
        question: Id of the question, or "" where the finding is about the bank.
        message: What is wrong, with the figures that show it.
    """

    lint: str
    severity: Severity
    question: str
    message: str


def error(lint: str, question: str, message: str) -> Finding:
    """Make a finding that stops the build."""
    return Finding(lint, Severity.ERROR, question, message)


def warning(lint: str, question: str, message: str) -> Finding:
    """Make a finding that a reviewer looks at."""
    return Finding(lint, Severity.WARNING, question, message)


def report(lint: str, question: str, message: str) -> Finding:
    """Make a finding that is only counted."""
    return Finding(lint, Severity.REPORT, question, message)
