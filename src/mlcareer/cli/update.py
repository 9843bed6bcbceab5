"""`mlcareer roadmap --update FILE`: brings a plan in Markdown up to date in its place."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from mlcareer.checklists.markdown import read_markdown
from mlcareer.checklists.reading import Text, decode, read_checklist
from mlcareer.checklists.refresh import Refreshed, refresh
from mlcareer.cli.export import export
from mlcareer.cli.output import put
from mlcareer.cli.plan import keep_baseline, load_shelf, plan_for, plan_notes, principles
from mlcareer.cli.session import Standing
from mlcareer.cli.streams import say
from mlcareer.cli.sync import ask_for_evidence, read_bytes, take_in
from mlcareer.errors import MlcareerError, OutputError, UsageError
from mlcareer.model.plan import Wishes
from mlcareer.model.wording import counted
from mlcareer.roadmap.plan import Roadmap

_IN_PLACE: Final = ("md", "obsidian")
"""Forms that can be brought up to date in place."""

_OBSIDIAN: Final = "\N{SQUARED ID}"
"""Stands before the id of a task in the files for Obsidian."""


def update(file: Path, standing: Standing, wishes: Wishes, now: datetime) -> None:
    """Take in the ticks of a plan, then write what the program says now into its place.

    Raises:
        ContentError: There is no plan in the file.
        UsageError: It is no file in Markdown.
        OutputError: It cannot be written, or was changed meanwhile; it stays as it is.
    """
    raw = read_bytes(file)
    old = decode(raw, str(file))
    _refuse_other_forms(file, old)
    reading = read_checklist(old.text, str(file))
    result, titles = take_in(standing.folder, reading, now)
    ask_for_evidence(result.new, titles, now)
    standing = standing.with_plan_of_today()
    plan = plan_for(standing, wishes, now.date(), load_shelf(standing, wishes.domain))
    refreshed = refresh(old.text, _text(standing, plan, old))
    if read_bytes(file) != raw:
        message = f"{file} was changed while it was brought up to date; it stays. Run this again."
        raise OutputError(message)
    put(refreshed.text, file, encoding=old.encoding)
    for line in _said(refreshed, len(result.new), titles):
        say(line)
    keep_baseline(standing, plan, now)


def _refuse_other_forms(file: Path, old: Text) -> None:
    if str(file) == "-" or not read_markdown(old.text).marks:
        message = (
            f"{file} is no plan in Markdown, and only such a plan is brought up to date in place."
            " Take in its ticks with mlcareer sync, then export it anew with mlcareer roadmap"
            " --export FORM -o FILE."
        )
        raise UsageError(message)


def _text(standing: Standing, plan: Roadmap, old: Text) -> str:
    form = "obsidian" if _OBSIDIAN in old.text else "md"
    notes = tuple(plan_notes(standing, plan.wishes.domain))
    return export(form, standing, plan, notes, principles(standing))


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
    for line, message in refreshed.remarks:
        yield f"Line {line}: {message}." if line else f"{message}."


def refuse_to_lose(file: Path, form: str, text: str, standing: Standing) -> None:
    """Refuse to write a plan over one that has ticks or notes which are nowhere else.

    Raises:
        UsageError: The file has such; names what keeps them.
    """
    if str(file) == "-" or not file.is_file():
        return
    try:
        old = decode(read_bytes(file), str(file)).text
        marks = read_checklist(old, str(file)).marks
    except MlcareerError:
        # No plan: what -o names is written, as by any other command.
        return
    if any(mark.ticked and mark.id not in standing.claims for mark in marks):
        message = (
            f"{file} has ticks that were not taken in; it stays. Take them in with"
            f" mlcareer sync {shlex.quote(str(file))}, or name another file with -o."
        )
        raise UsageError(message)
    if form in _IN_PLACE and _has_notes(old, text):
        message = (
            f"{file} is a plan with notes of yours; it stays. Bring it up to date with mlcareer"
            f" roadmap --update {shlex.quote(str(file))}, or name another file with -o."
        )
        raise UsageError(message)


def _has_notes(old: str, text: str) -> bool:
    """Whether a plan holds anything beside what the program writes."""
    kept = refresh(old, text).text.split()
    return not Counter(kept) <= Counter(text.split())
