"""`mlcareer roadmap`."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from mlcareer.cli.output import put
from mlcareer.cli.plan import (
    find_domain,
    keep_baseline,
    keep_if_possible,
    load_shelf,
    plan_for,
    plan_notes,
    usable_wishes,
)
from mlcareer.cli.session import Standing, load_standing, role_option
from mlcareer.cli.streams import page_of, say
from mlcareer.content.folder import Given
from mlcareer.errors import UsageError
from mlcareer.model.days import day_text, span_text
from mlcareer.model.plan import WEEKDAYS, PlanEvent, PlanEventKind, Wishes, wishes_detail
from mlcareer.render.page import Page
from mlcareer.roadmap.plan import Roadmap
from mlcareer.roadmap.what_if import parse_what_if
from mlcareer.roadmap.wishes import (
    NONE,
    check_wishes,
    parse_day,
    parse_days,
    parse_hours,
    parse_off,
)

_T = TypeVar("_T")


class Wanted(NamedTuple):
    """What was said about the plan on the command line; None where nothing was."""

    hours: str | None
    by: str | None
    start: str | None
    days: str | None
    off: tuple[str, ...]
    domain: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    content: Given
    export: str
    output: Path | None
    update: Path | None
    wanted: Wanted
    what_if: tuple[str, ...]
    role: str | None
    json: bool
    color: str
    plain: bool


def roadmap(request: Request, now: datetime) -> None:
    """Print the study plan, write it to a file, or bring a file up to date."""
    _refuse_what_does_not_fit(request)
    standing, wishes = _take_wishes(request, now)
    if request.update:
        from mlcareer.cli.update import update  # noqa: PLC0415 - only where it is asked for

        update(request.update, standing, wishes, now)
        return
    shelf = load_shelf(standing, wishes.domain)
    plan = plan_for(standing, wishes, now.date(), shelf)
    if request.what_if:
        others = [
            (text, plan_for(standing, _other(text, wishes, now.date()), now.date(), shelf))
            for text in request.what_if
        ]
        put(_compared(request, standing, plan, others), request.output)
    else:
        _put_plan(request, standing, plan, now)


def _refuse_what_does_not_fit(request: Request) -> None:
    if request.update and (request.export or request.output or request.what_if or request.json):
        message = (
            "--update writes the file that it reads. Leave out --export, -o, --what-if, --json."
        )
        raise UsageError(message)
    if request.what_if and request.export:
        message = "--what-if compares plans and exports none. Leave out one of the two."
        raise UsageError(message)
    if request.export and request.json and request.export != "json":
        message = f"--export {request.export} and --json both name a form. Leave out one of them."
        raise UsageError(message)


def _take_wishes(request: Request, now: datetime) -> tuple[Standing, Wishes]:
    """Remember what was said about the plan now.

    Returns:
        Where the person stands, and the wishes to plan with: those of all that is remembered
        and was said now that can still be met.

    Raises:
        NoDataError: Nothing was answered yet.
        UsageError: Something that was said cannot be read, or cannot be.
    """
    today = now.date()
    # What was mistyped is said before it is said that there is nothing to plan yet.
    _wishes(Wishes(), request.wanted, today)
    standing = load_standing(request.content, request.role)
    wishes = _wishes(standing.wishes, request.wanted, today)
    if request.wanted.domain and wishes.domain:
        find_domain(standing, wishes.domain)
    if wishes_detail(wishes) != wishes_detail(standing.wishes) and not request.what_if:
        standing = _remember(standing, wishes, now)
    return standing, usable_wishes(standing, wishes, today)


def _wishes(wishes: Wishes, wanted: Wanted, today: date) -> Wishes:
    """Put what was said now over what is remembered.

    Raises:
        UsageError: Something that was said cannot be read, or cannot be.
    """
    if wanted.hours is not None:
        hours = None if wanted.hours == NONE else _read("--hours", parse_hours, wanted.hours)
        wishes = wishes._replace(hours_a_week=hours)
    if wanted.by is not None:
        wishes = wishes._replace(deadline=_read("--by", parse_day, wanted.by))
    if wanted.start is not None:
        wishes = wishes._replace(start=_read("--start", parse_day, wanted.start))
    if wanted.days is not None:
        wishes = wishes._replace(days=_read("--days", parse_days, wanted.days))
    if wanted.off:
        spans = {span for text in wanted.off for span in _read("--off", parse_off, text)}
        wishes = wishes._replace(off=tuple(sorted(spans)))
    if wanted.domain is not None:
        wishes = wishes._replace(domain="" if wanted.domain == NONE else wanted.domain)
    if wanted.by is not None or wanted.start is not None:
        _refuse_impossible(wishes, today)
    return wishes


def _read(option: str, parse: Callable[[str], _T], text: str) -> _T:
    try:
        return parse(text)
    except ValueError as error:
        message = f"{option}: {error}"
        raise UsageError(message) from error


def _refuse_impossible(wishes: Wishes, today: date) -> None:
    try:
        check_wishes(wishes)
    except ValueError as error:
        raise UsageError(str(error)) from error
    _refuse_past(wishes, today)


def _refuse_past(wishes: Wishes, today: date) -> None:
    if wishes.deadline and wishes.deadline < today:
        message = f"{wishes.deadline} is past. Name a last day from today on, or none."
        raise UsageError(message)


def _other(text: str, wishes: Wishes, today: date) -> Wishes:
    try:
        other = parse_what_if(text, wishes)
    except ValueError as error:
        raise UsageError(str(error)) from error
    _refuse_past(other, today)
    return other


def _remember(standing: Standing, wishes: Wishes, now: datetime) -> Standing:
    at = now.isoformat(timespec="seconds")
    event = PlanEvent(at, PlanEventKind.WISHES, "plan", wishes_detail(wishes))
    if keep_if_possible([event], "What you want of the plan"):
        say(f"Remembered for your plan: {_said(wishes)}.")
    return replace(standing, plan_events=(*standing.plan_events, event))


def _said(wishes: Wishes) -> str:
    parts = []
    if wishes.hours_a_week:
        parts.append(f"{wishes.hours_a_week} h a week")
    if wishes.days:
        parts.append(f"on {', '.join(WEEKDAYS[day] for day in wishes.days)}")
    if wishes.start:
        parts.append(f"from {day_text(wishes.start)}")
    if wishes.deadline:
        parts.append(f"until {day_text(wishes.deadline)}")
    parts += [f"off {span_text(first, last)}" for first, last in wishes.off]
    if wishes.domain:
        parts.append(f"projects of {wishes.domain}")
    return ", ".join(parts) or "no wishes"


def _compared(
    request: Request, standing: Standing, plan: Roadmap, others: Sequence[tuple[str, Roadmap]]
) -> str:
    from mlcareer.render.what_if_text import what_if_text  # noqa: PLC0415 - only with --what-if

    if request.json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.plan_json import what_if_data  # noqa: PLC0415

        return to_json("roadmap", what_if_data(plan, others))
    return what_if_text(_page(request), plan, others, role_option(standing, request.role))


def _page(request: Request) -> Page:
    return page_of(request.output, request.color, plain=request.plain)


def _put_plan(request: Request, standing: Standing, plan: Roadmap, now: datetime) -> None:
    """Print a plan or write it to a file, which is then what the person goes by."""
    text = _text(request, standing, plan)
    if request.output and request.export and request.output.is_file():
        from mlcareer.cli.overwriting import refuse_to_lose  # noqa: PLC0415 - where a file is there

        refuse_to_lose(request.output, standing)
    put(text, request.output)
    if request.export:
        _tell_how_to_use(request)
        keep_baseline(standing, plan, now)


def _text(request: Request, standing: Standing, plan: Roadmap) -> str:
    form = "json" if request.json else request.export
    if not form:
        from mlcareer.render.roadmap_text import roadmap_text  # noqa: PLC0415 - only for this form

        notes = tuple(plan_notes(standing, plan.wishes.domain))
        return roadmap_text(_page(request), plan, notes, role_option(standing, request.role))
    from mlcareer.cli.export import export  # noqa: PLC0415 - only for other forms

    return export(form, standing, plan)


def _tell_how_to_use(request: Request) -> None:
    """Say what to do with a file that was written."""
    from mlcareer.cli.export import HOW_TO_USE  # noqa: PLC0415 - only for other forms

    words = HOW_TO_USE.get(request.export)
    if words and request.output and str(request.output) != "-":
        say(words.format(file=shlex.quote(str(request.output))))
