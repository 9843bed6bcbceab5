"""What a lint says about a question or about the bank."""

from dataclasses import dataclass, field

from mlcareer.model.remarks import Severity

__all__ = ["Finding", "Severity", "error", "report", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw.

    Attributes:
        lint: Id of the rule, L01 to L28.
        question: Id of the question, or "" where the finding is about the bank.
        message: What is wrong, with the figures that show it.
        part: The key of the question that it is about, where that is another than usual.
        skill: The skill that a finding about the bank is about, or "".
    """

    lint: str
    severity: Severity
    question: str
    message: str
    part: str = field(default="", compare=False)
    skill: str = field(default="", compare=False)


def error(lint: str, question: str, message: str, *, part: str = "") -> Finding:
    """Make a finding that stops the build."""
    return Finding(lint, Severity.ERROR, question, message, part)


def warning(lint: str, question: str, message: str, *, skill: str = "") -> Finding:
    """Make a finding that a reviewer looks at."""
    return Finding(lint, Severity.WARNING, question, message, skill=skill)


def report(lint: str, question: str, message: str, *, skill: str = "") -> Finding:
    """Make a finding that is only counted."""
    return Finding(lint, Severity.REPORT, question, message, skill=skill)
