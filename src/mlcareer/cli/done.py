"""`mlcareer done`: ticks steps and projects of the plan."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from mlcareer.checklists.marks import Mark
from mlcareer.cli.evidence import ask_for_evidence
from mlcareer.cli.output import put, put_json
from mlcareer.cli.plan import keep, known_ids, tick_event, untick_event
from mlcareer.cli.session import load_plan_events
from mlcareer.content.folder import Folders, Given, content_folder
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_projects
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.model.days import day_text
from mlcareer.model.plan import PROJECT_PREFIX, Claim, PlanEvent, claims_of
from mlcareer.model.skills import SkillMap
from mlcareer.roadmap.wishes import parse_day


class Ticking(NamedTuple):
    """What was asked for on the command line."""

    ids: tuple[str, ...]
    evidence: str | None
    on: str | None
    undo: bool


class _Done(NamedTuple):
    """What came of it.

    Attributes:
        ids: Of all tasks that were named.
        changed: Those whose tick or evidence is another now.
        before: What was ticked before, by id.
        titles: Of the tasks, by id.
    """

    ids: tuple[str, ...]
    changed: frozenset[str]
    before: Mapping[str, Claim]
    titles: Mapping[str, str]


def done(content: Given, ticking: Ticking, now: datetime, *, json: bool) -> None:
    """Tick what was named, or take the ticks back, and say what changed."""
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    came = _carry_out(folders, skill_map, ticking, now)
    if json:
        _put_json(came, claims_of(load_plan_events(folders, skill_map)))
        return
    put("".join(f"{line}\n" for line in _lines(came, ticking)))
    if not ticking.undo and ticking.evidence is None:
        on = _day(ticking.on, now.date())
        new = [Mark(id_, ticked=True, on=on) for id_ in came.ids if id_ in came.changed]
        ask_for_evidence(new, came.titles, now)


def _carry_out(folders: Folders, skill_map: SkillMap, ticking: Ticking, now: datetime) -> _Done:
    """Keep the ticks, or that they are taken back; all of it or, if that fails, nothing.

    Raises:
        UsageError: A task that was named is not there, or the day cannot be.
        StoreError: It cannot be kept.
    """
    claims = claims_of(load_plan_events(folders, skill_map))
    titles = known_ids(skill_map, load_projects(folders, skill_map), claims)
    ids = tuple(dict.fromkeys(_find(name, titles) for name in ticking.ids))
    events = list(_events(ids, ticking, claims, now))
    keep(events)
    return _Done(ids, frozenset(event.subject for event in events), claims, titles)


def _put_json(came: _Done, after: Mapping[str, Claim]) -> None:
    from mlcareer.render.plan_json import done_data  # noqa: PLC0415 - only for this form

    changed = [id_ for id_ in came.ids if id_ in came.changed]
    ticked = [after[id_] for id_ in changed if id_ in after]
    taken_back = [came.before[id_] for id_ in changed if id_ not in after]
    put_json("done", done_data(ticked, taken_back, came.titles))


def _find(name: str, titles: Mapping[str, str]) -> str:
    """Find a task by its id, in whatever case, a project also without its prefix.

    Raises:
        UsageError: There is none; names those that are near.
    """
    by_lower = {id_.lower(): id_ for id_ in titles}
    for form in (name.lower(), f"{PROJECT_PREFIX}{name.lower()}"):
        if form in by_lower:
            return by_lower[form]
    levels = [id_ for id_ in titles if id_.rpartition(".")[0] == name.lower()]
    if levels:
        message = f"{name} has several levels. Say which: {', '.join(levels)}."
        raise UsageError(message)
    hint = close_match(name.lower(), titles) or " See your plan: mlcareer roadmap --export md."
    message = f"There is no step or project {name!r}.{hint}"
    raise UsageError(message)


def _events(
    ids: tuple[str, ...], ticking: Ticking, claims: Mapping[str, Claim], now: datetime
) -> Iterator[PlanEvent]:
    evidence = (ticking.evidence or "").strip()
    on = _day(ticking.on, now.date())
    for id_ in ids:
        claim = claims.get(id_)
        if ticking.undo:
            if claim:
                yield untick_event(id_, now)
        elif claim is None:
            yield tick_event(id_, on, evidence, now)
        elif evidence and evidence != claim.evidence:
            yield tick_event(id_, on if ticking.on else claim.on, evidence, now)


def _day(text: str | None, today: date) -> str:
    """Read the day on which something was done.

    Raises:
        UsageError: It is no day, or lies ahead.
    """
    if text is None:
        return today.isoformat()
    try:
        day = parse_day(text)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if day is None:
        return today.isoformat()
    if day > today:
        message = f"--on {text} lies ahead; name the day on which it was done."
        raise UsageError(message)
    return day.isoformat()


def _lines(came: _Done, ticking: Ticking) -> Iterator[str]:
    for id_ in came.ids:
        name = f"{came.titles[id_]} ({id_})"
        if ticking.undo:
            yield f"Tick taken back: {name}" if id_ in came.changed else f"Was not ticked: {name}"
        elif id_ in came.changed:
            yield f"Ticked: {name}" if id_ not in came.before else f"Evidence kept: {name}"
        else:
            yield (
                f"Was ticked on {day_text(date.fromisoformat(came.before[id_].on))}: {name}. Where"
                " the plan has it again, it has another id there."
            )
    if not ticking.undo:
        yield from _what_now(came, ticking)


def _what_now(came: _Done, ticking: Ticking) -> Iterator[str]:
    for id_ in came.ids:
        told = ticking.evidence or (came.before[id_].evidence if id_ in came.before else "")
        if id_.startswith(PROJECT_PREFIX) and not told:
            yield (
                "It counts for the steps that it shows once it says where it can be opened:"
                f" mlcareer done {id_} --evidence PLACE"
            )
    if any(not id_.startswith(PROJECT_PREFIX) for id_ in came.ids):
        yield "A tick is your word. Let questions prove it: mlcareer assess --claimed"
    yield "What comes next: mlcareer next"
