"""`mlcareer roadmap --update FILE`: brings a plan in Markdown up to date in its place."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from mlcareer.checklists.markdown import read_markdown
from mlcareer.checklists.marks import Reading
from mlcareer.checklists.reading import Text, decode
from mlcareer.checklists.refresh import Refreshed, refresh
from mlcareer.cli.evidence import ask_for_evidence
from mlcareer.cli.export import export
from mlcareer.cli.output import put
from mlcareer.cli.plan import keep_baseline, load_shelf, plan_for
from mlcareer.cli.session import Standing
from mlcareer.cli.streams import say
from mlcareer.cli.sync import read_plan, take_in
from mlcareer.errors import OutputError, UsageError
from mlcareer.model.plan import Wishes
from mlcareer.model.wording import counted
from mlcareer.roadmap.plan import Roadmap

_OBSIDIAN: Final = r"<!--\s*mlc:[^>]*-->.*\N{SQUARED ID}"
"""How the tasks of a file for Obsidian differ from those of other Markdown."""


def update(file: Path, standing: Standing, wishes: Wishes, now: datetime) -> None:
    """Take in the ticks of a plan, then write what the program says now into its place.

    Raises:
        ContentError: The file is no text, or too large for a plan.
        UsageError: It is no file, or no plan in Markdown.
        OutputError: It cannot be written, or was changed meanwhile; it stays as it is.
    """
    _refuse_what_is_no_file(file)
    raw = read_plan(file)
    old = decode(raw, str(file))
    reading = _read(file, old)
    result, titles = take_in(standing.folders, reading, now)
    ask_for_evidence(result.new, titles, now)
    standing = standing.with_plan_of_today()
    plan = plan_for(standing, wishes, now.date(), load_shelf(standing, wishes.domain))
    refreshed = refresh(old.text, _text(standing, plan, old))
    if read_plan(file) != raw:
        message = f"{file} was changed while it was brought up to date; it stays. Run this again."
        raise OutputError(message)
    _write(file, refreshed.text, old.encoding)
    for line in _said(refreshed, len(result.new), titles):
        say(line)
    for number, message in sorted({*result.remarks, *refreshed.remarks}):
        say(f"Line {number}: {message}." if number else f"{message}.")
    keep_baseline(standing, plan, now)


def _refuse_what_is_no_file(file: Path) -> None:
    if str(file) == "-" or (file.exists() and not file.is_file()):
        message = f"{file} is no file that can be brought up to date in place. Name a file."
        raise UsageError(message)


def _read(file: Path, old: Text) -> Reading:
    """Read a plan as Markdown, whatever its name: that is how it is written again.

    Raises:
        UsageError: No task in Markdown is in it.
    """
    reading = read_markdown(old.text)
    if not reading.marks and not reading.unclear:
        message = (
            f"{file} is no plan in Markdown, and only such a plan is brought up to date in place."
            " Take in its ticks with mlcareer sync, then export it anew with mlcareer roadmap"
            " --export FORM -o FILE."
        )
        raise UsageError(message)
    return reading


def _write(file: Path, text: str, encoding: str) -> None:
    """Write a plan in the encoding that it had, or in UTF-8 where that has not all signs.

    Raises:
        OutputError: It cannot be written; what was ticked in it is kept.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        say(f"{file} is UTF-8 from now on: {encoding} does not have all its signs.")
        encoding = "utf-8"
    try:
        put(text, file, encoding=encoding)
    except OutputError as error:
        cause = error.__cause__
        reason = cause.strerror if isinstance(cause, OSError) else error
        message = (
            f"{file} cannot be brought up to date: {reason}. Its ticks were taken in. Make it"
            " writable and run this again."
        )
        raise OutputError(message) from error


def _text(standing: Standing, plan: Roadmap, old: Text) -> str:
    form = "obsidian" if re.search(_OBSIDIAN, old.text) else "md"
    return export(form, standing, plan)


def _said(refreshed: Refreshed, ticked: int, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"Taken in: {counted(ticked, 'new tick')}."
    for ids, what in (
        (refreshed.added, "New in the plan"),
        (refreshed.ticked, "Done, so ticked in the file"),
        (refreshed.gone, "No longer planned; your text stays"),
        (refreshed.deleted, "Planned, but deleted from the file by you"),
    ):
        if ids:
            names = ", ".join(titles.get(id_, id_) for id_ in ids)
            yield f"{what}: {names}."
