"""Options that several commands share, and what the choices of an option are."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

LARGEST_SEED = 2**63 - 1
"""What SQLite keeps as a whole number."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Lines instead of tables, for screen readers.")
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write to FILE instead.", metavar="FILE")
]

RoleName = Annotated[
    str | None,
    typer.Option("--role", help="The role to compare with: a name or a file.", metavar="NAME|FILE"),
]

ProfileName = Annotated[
    str,
    typer.Option("--profile", help="Whose data: several people on one machine.", metavar="NAME"),
]


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class ReportForm(StrEnum):
    """Formats of the report."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"


class Export(StrEnum):
    """Formats of the roadmap."""

    MD = "md"
    OBSIDIAN = "obsidian"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"
    TODOTXT = "todotxt"
    TASKWARRIOR = "taskwarrior"
    ANKI = "anki"


class ReviewForm(StrEnum):
    """Formats of the review."""

    TEXT = "text"
    MD = "md"
    ANKI = "anki"


class Depth(StrEnum):
    """How thorough an assessment is."""

    QUICK = "quick"
    STANDARD = "standard"
    DEEP = "deep"
