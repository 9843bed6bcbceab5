"""`mlcareer done`: ticks steps and projects of the plan."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from mlcareer.checklists.marks import Mark
from mlcareer.cli.evidence import ask_for_evidence
from mlcareer.cli.output import put
from mlcareer.cli.paths import database_path
from mlcareer.cli.plan import known_ids, tick_event, untick_event
from mlcareer.cli.session import plan_events
from mlcareer.content.folder import Given, content_folder
from mlcareer.content.moves import load_moves
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_projects
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.model.days import day_text
from mlcareer.model.moves import move_steps
from mlcareer.model.plan import PROJECT_PREFIX, Claim, PlanEvent, claims_of
from mlcareer.roadmap.wishes import parse_day
from mlcareer.store.database import Store


class Ticking(NamedTuple):
    """What was asked for on the command line."""

    ids: tuple[str, ...]
    evidence: str | None
    on: str | None
    undo: bool


def done(content: Given, ticking: Ticking, now: datetime, *, json: bool) -> None:
    """Tick what was named, or take the ticks back; all of it or, if that fails, nothing."""
    folder = content_folder(content)
    skill_map = load_skill_map(folder)
    claims = claims_of(move_steps(plan_events(), load_moves(folder, skill_map)))
    titles = known_ids(skill_map, load_projects(folder, skill_map), claims)
    ids = tuple(dict.fromkeys(_find(name, titles) for name in ticking.ids))
    events = list(_events(ids, ticking, claims, now))
    if events:
        with Store(database_path()) as store:
            store.keep_plan(events)
    changed = {event.subject for event in events}
    if json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.plan_json import done_data  # noqa: PLC0415

        after = claims_of(move_steps(plan_events(), load_moves(folder, skill_map)))
        ticked = [after[id_] for id_ in ids if id_ in changed and id_ in after]
        taken_back = [claims[id_] for id_ in ids if id_ in changed and id_ not in after]
        put(to_json("done", done_data(ticked, taken_back, titles)))
        return
    put("".join(f"{line}\n" for line in _lines(ids, changed, ticking, titles, claims)))
    if not ticking.undo and ticking.evidence is None:
        on = _day(ticking.on, now.date())
        new = [Mark(id_, ticked=True, on=on) for id_ in ids if id_ in changed]
        ask_for_evidence(new, titles, now)


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


def _lines(
    ids: tuple[str, ...],
    changed: set[str],
    ticking: Ticking,
    titles: Mapping[str, str],
    claims: Mapping[str, Claim],
) -> Iterator[str]:
    for id_ in ids:
        name = f"{titles[id_]} ({id_})"
        if ticking.undo:
            yield f"Tick taken back: {name}" if id_ in changed else f"Was not ticked: {name}"
        elif id_ in changed:
            yield f"Ticked: {name}" if id_ not in claims else f"Evidence kept: {name}"
        else:
            yield (
                f"Was ticked on {day_text(date.fromisoformat(claims[id_].on))}: {name}. Where the"
                " plan has it again, it has another id there."
            )
    if not ticking.undo:
        yield from _what_now(ids, ticking, claims)


def _what_now(ids: tuple[str, ...], ticking: Ticking, claims: Mapping[str, Claim]) -> Iterator[str]:
    for id_ in ids:
        told = ticking.evidence or (claims[id_].evidence if id_ in claims else "")
        if id_.startswith(PROJECT_PREFIX) and not told:
            yield (
                "It counts for the steps that it shows once it says where it can be opened:"
                f" mlcareer done {id_} --evidence PLACE"
            )
    if any(not id_.startswith(PROJECT_PREFIX) for id_ in ids):
        yield "A tick is your word. Let questions prove it: mlcareer assess --claimed"
    yield "What comes next: mlcareer next"
