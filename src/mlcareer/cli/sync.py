"""`mlcareer sync`: takes in what was ticked in an exported plan."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from mlcareer.checklists.compare import SyncResult, compare
from mlcareer.checklists.marks import Mark, Reading, Remark, merged
from mlcareer.checklists.reading import MOST_BYTES, decode, read_checklist
from mlcareer.cli.common import Common
from mlcareer.cli.evidence import ask_for_evidence
from mlcareer.cli.output import put, put_json
from mlcareer.cli.plan import keep, known_ids, tick_event, untick_event
from mlcareer.cli.session import load_plan_events
from mlcareer.cli.streams import STANDARD_INPUT, page_for, read_bytes
from mlcareer.content.folder import Given, content_folder
from mlcareer.content.moves import load_moves
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_projects
from mlcareer.errors import UsageError
from mlcareer.model.moves import Move, successors, task_ids
from mlcareer.model.plan import claims_of


def sync(common: Common, file: Path, now: datetime, *, untick: bool, json: bool) -> None:
    """Take in the ticks of a file, and say what changed."""
    name = STANDARD_INPUT if str(file) == "-" else str(file)
    text = decode(read_plan(file), name).text
    reading = read_checklist(text, name)
    result, titles = take_in(common.content, reading, now, untick=untick)
    if json:
        from mlcareer.render.plan_json import sync_data  # noqa: PLC0415 - only for this form

        put_json("sync", sync_data(result, titles))
        return
    from mlcareer.render.sync_text import sync_text  # noqa: PLC0415 - only for this form

    put(sync_text(page_for(sys.stdout, common.color), result, titles))
    ask_for_evidence(result.new, titles, now)


def read_plan(file: Path) -> bytes:
    """Read a plan that was edited elsewhere.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return read_bytes(file, MOST_BYTES + 1)
    except OSError as error:
        message = (
            f"{file} cannot be read: {error.strerror}. Name a plan that was exported before:"
            " mlcareer roadmap --export md -o plan.md"
        )
        raise UsageError(message) from error


def take_in(
    content: Given, reading: Reading, now: datetime, *, untick: bool = False
) -> tuple[SyncResult, Mapping[str, str]]:
    """Keep the ticks of a checklist that are new; all of them or, if that fails, none.

    Returns:
        What changed, and the titles of the tasks by their ids.
    """
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    claims = claims_of(load_plan_events(folders, skill_map))
    titles = known_ids(skill_map, load_projects(folders, skill_map), claims)
    reading = _not_ahead(up_to_date(reading, load_moves(folders, skill_map)), now)
    result = compare(reading, claims, titles, take_back=untick)
    events = [
        *(tick_event(m.id, m.on, m.evidence, now) for m in result.new),
        # Evidence that comes later leaves the day on which the task was done.
        *(tick_event(m.id, claims[m.id].on, m.evidence, now) for m in result.evidence),
        *(untick_event(claim.id, now) for claim in result.taken_back),
    ]
    keep(events)
    return result, titles


def up_to_date(reading: Reading, moves: Sequence[Move]) -> Reading:
    """Name the tasks of an older file after the skills of today.

    Tasks of skills that were merged are one task then, ticked where any of them was.
    """
    by_skill = {old.lower(): new for old, new in successors(moves).items()}
    marks = [m._replace(id=id_) for m in reading.marks for id_ in _ids_of_today(m.id, by_skill)]
    unclear = [id_ for old in reading.unclear for id_ in _ids_of_today(old, by_skill)]
    return merged(marks, reading.remarks, unclear)


def _ids_of_today(id_: str, by_skill: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Name a task of a file, in whatever letter case, after the skills of today."""
    ids = task_ids(id_.lower(), by_skill)
    return (id_,) if ids == (id_.lower(),) else ids


def _not_ahead(reading: Reading, now: datetime) -> Reading:
    """Take for today what is said to have been done on a later day."""
    today = now.date().isoformat()
    remarks = list(reading.remarks)
    marks: list[Mark] = []
    for mark in reading.marks:
        ahead = mark.on > today
        marks.append(mark._replace(on=today) if ahead else mark)
        if ahead:
            text = f"{mark.id} is ticked for {mark.on}, which lies ahead; today is kept"
            remarks.append(Remark(mark.line, text))
    return reading._replace(marks=tuple(marks), remarks=tuple(sorted(remarks)))
