"""What can go wrong, as one family of errors, each with its exit code."""

from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """How a command ended, for the shell."""

    OK = 0
    """The command did what was asked."""
    NEGATIVE = 1
    """The command ran, and the answer is no: a check found problems."""
    USAGE = 2
    """A wrong option, argument, file, database or content folder."""
    NO_DATA = 3
    """There is nothing to show yet."""
    INTERRUPTED = 130
    """Ctrl-C, as the shell counts it: 128 and signal 2."""


class MlcareerError(Exception):
    """Any error that the person at the keyboard can do something about.

    The text says what happened, why, and what to do, in one line.
    """

    exit_code = ExitCode.USAGE
    code = "error"


class UsageError(MlcareerError):
    """The command was called in a way that it cannot carry out."""

    code = "usage"


class NoDataError(MlcareerError):
    """There are no answers yet that the command could work on."""

    exit_code = ExitCode.NO_DATA
    code = "no-data"


class StoreError(MlcareerError):
    """The database cannot be opened, read or written; it was left as it was."""

    code = "store"


class AnsweredElsewhereError(StoreError):
    """Another process answered in the same assessment meanwhile; nothing was kept here."""


class OutputError(MlcareerError):
    """A file or stream cannot be written."""

    code = "output"


def visible(text: str) -> str:
    """Show characters that a terminal would obey, or that nobody would see, by their codes."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text)


class Problem(NamedTuple):
    """One complaint about a file, at the place where it can be mended.

    Attributes:
        line: Counted from 1; 0 for the whole file.
        column: In characters, counted from 1; 0 for the whole line.
    """

    file: str
    line: int
    message: str
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return visible(f"{place}: {self.message}")


class ContentError(MlcareerError):
    """A content or answers file is not what it should be.

    Args:
        problems: What is wrong, at least one.
    """

    code = "content"

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
