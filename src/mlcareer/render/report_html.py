"""The gap report as one HTML file: no script, no network, nothing beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from mlcareer.gaps import LIKELY, PROVEN, Report, State
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import Source
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.evidence import size_text
from mlcareer.render.report_rows import (
    NOTHING,
    Besides,
    biggest,
    biggest_title,
    paragraph,
    rows_of,
    verdict,
)
from mlcareer.render.report_ticks import TICKED, ticked_sentence
from mlcareer.render.report_view import (
    area_views,
    cite,
    knowing_view,
    map_view,
    share_view,
    skill_view,
    tick_views,
)
from mlcareer.render.sources import CAVEAT
from mlcareer.render.svg_bars import (
    flag,
    level_axis,
    mark,
    mark_sample,
    range_sample,
    ring,
)
from mlcareer.render.templating import link_to, set_page

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO_DAY: Final = len("2026-11-22")


class Day(NamedTuple):
    """A date for machines and for people."""

    iso: str
    words: str


class SourceLine(NamedTuple):
    """A source of the weights.

    Attributes:
        link: Its address, where a browser may open it.
    """

    id: str
    title: str
    place: str
    link: str
    date: str
    size: str
    note: str


class Count(NamedTuple):
    """How many targets are in a state, and what that state means."""

    state: str
    mark: str
    number: int
    means: str


def report_html(
    report: Report, made_on: str, besides: Besides = NOTHING, *, version: str = ""
) -> str:
    """Set the report as a page to show, to keep and to print.

    Args:
        report: Where the person stands.
        made_on: Date of making, as 2026-11-22.
        besides: What else there is to say.
        version: Of the program, for the foot of the page.
    """
    return set_page(
        "report.html.jinja",
        _page(report, besides),
        made_on=day(made_on),
        besides=besides,
        ad=[paragraph(text) for text in besides.ad],
        version=version,
    )


def day(moment: str) -> Day:
    """Say the date of an ISO 8601 text; what is none stays as it is."""
    try:
        found = date.fromisoformat(moment[:_ISO_DAY])
    except ValueError:
        return Day("", moment)
    return Day(found.isoformat(), f"{found.day} {_MONTHS[found.month - 1]} {found.year}")


def _page(report: Report, besides: Besides) -> Mapping[str, object]:
    rows = rows_of(report, besides.ticked)
    skills = [skill_view(row) for row in rows]
    chosen = {row.gap.demand.skill for row in biggest(rows)} if _anything_said(report) else set()
    return {
        "role": report.role,
        "title": report.title,
        "started": day(report.started),
        "levels": LEVEL_NAMES,
        "verdict": verdict(report),
        "ready": share_view(report.readiness),
        "counts": _counts(report),
        "asked": f"{counted(report.answers, 'question')} about {report.readiness.measured} of"
        f" {counted(report.readiness.skills, 'skill')}",
        "ticked": ticked_sentence(row.ticks for row in rows),
        "ticks": tick_views(rows),
        "tick_note": TICKED,
        "prove": besides.prove(rows),
        "answers": report.answers,
        "anything_said": _anything_said(report),
        "biggest_title": biggest_title(biggest(rows)),
        "biggest": [skill for skill in skills if skill.skill in chosen],
        "skills": skills,
        "areas": area_views(report, skills),
        "knowing": knowing_view(report),
        "map": map_view(report),
        "sources": [_source(id_, source) for id_, source in report.role.sources.items()],
        "excluded": [(one.name, one.reason, cite(one.evidence)) for one in report.role.excluded],
        "caveat": CAVEAT,
        "likely": chance_text(LIKELY),
        "drawn": _samples(),
    }


def _anything_said(report: Report) -> bool:
    return any(gap.measured or gap.estimate.self_rating is not None for gap in report.gaps)


def _counts(report: Report) -> tuple[Count, ...]:
    sure = f"at least {chance_text(PROVEN)} sure"
    means = {
        State.MET: f"the target is reached, {sure}",
        State.OPEN: "asked about, but neither is that sure",
        State.MISSED: f"the target is not reached, {sure}",
        State.UNMEASURED: "no question was asked",
    }
    counts = report.readiness.counts
    return tuple(Count(state, mark(state), counts[state], means[state]) for state in State)


def _source(id_: str, source: Source) -> SourceLine:
    return SourceLine(
        id_,
        source.title,
        source.place,
        link_to(source.place),
        source.date,
        size_text(source),
        source.note,
    )


def _samples() -> Mapping[str, str]:
    """Draw the marks that the legends explain."""
    return {
        "axis": level_axis(),
        "range": range_sample(measured=True),
        "perhaps": range_sample(measured=False),
        "flag": mark_sample(flag(30)),
        "ring": mark_sample(ring(50)),
        "none": mark(""),
    }
