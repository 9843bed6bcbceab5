"""`mlcareer report`."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlcareer.cli.names import find_in_map
from mlcareer.cli.output import put
from mlcareer.cli.session import NOTHING_SAID, Standing, find_standing, load_standing, role_option
from mlcareer.cli.streams import page_of
from mlcareer.content.folder import Given
from mlcareer.errors import NoDataError, UsageError
from mlcareer.gaps import Report
from mlcareer.render.page import Page
from mlcareer.render.report_rows import Besides

if TYPE_CHECKING:
    from mlcareer.changes import Changes
    from mlcareer.cli.ad import Ad

_FORMS_OF_ONE_SKILL = ("text", "json")


class Request(NamedTuple):
    """What was asked for on the command line.

    Attributes:
        name: A skill or an area, or None for all.
        form: text, json, md, html or csv.
        role: Id or file of a role, or None for that of the assessment.
        ad: File of a job advertisement to use as the role, "-" for standard input.
        save_role: Name under which to keep the role made of the advertisement.
        since: Number of an earlier assessment, or a date, to compare with.
        today: As 2026-11-22.
    """

    content: Given
    name: str | None
    form: str
    output: Path | None
    role: str | None
    ad: Path | None
    save_role: str | None
    since: str | None
    why: bool
    color: str
    plain: bool
    today: str


def report(request: Request) -> None:
    """Print where the person stands, or write it to a file."""
    _refuse_what_does_not_fit(request)
    if request.ad:
        _report_on_ad(request, request.ad)
    else:
        _report_on(request, load_standing(request.content, request.role))


def _refuse_what_does_not_fit(request: Request) -> None:
    if request.role is not None and request.ad:
        message = "--role and --ad both say what to compare with. Give one of them."
        raise UsageError(message)
    if request.save_role and not request.ad:
        message = "--save-role keeps the role made of an advertisement: give one with --ad FILE."
        raise UsageError(message)


def _report_on_ad(request: Request, file: Path) -> None:
    """Take an advertisement for the role; without answers, print what it asks for."""
    from mlcareer.cli.ad import keep_role, read_ad  # noqa: PLC0415 - only with an advertisement

    ad = read_ad(file, request.content, request.today)
    if request.save_role:
        keep_role(request.content, request.save_role, ad.role)
    standing = find_standing(request.content)
    if standing is not None:
        _report_on(request, replace(standing, role=ad.role), ad)
        return
    if request.form == "text":
        put(ad.text(_page(request)), request.output)
    raise NoDataError(NOTHING_SAID)


def _report_on(request: Request, standing: Standing, ad: "Ad | None" = None) -> None:
    found = None if request.name is None else find_in_map(standing.skill_map, request.name)
    if found is not None and found in standing.skill_map.skills:
        # What an advertisement asks for has no name that another command knows.
        option = "" if ad else role_option(standing, request.role)
        put(_one_skill(request, standing, found, option), request.output)
    else:
        put(_whole(_Parts(request, standing, found, ad)), request.output)


def _page(request: Request) -> Page:
    return page_of(request.output, request.color, plain=request.plain)


class _Parts(NamedTuple):
    """All that a report on the whole role or an area of it is made of."""

    request: Request
    standing: Standing
    area: str | None
    ad: "Ad | None"

    def report(self) -> Report:
        if self.area is None:
            return self.standing.report
        return self.standing.report_on_area(self.area)

    def changes(self) -> "Changes | None":
        if self.request.since is None:
            return None
        from mlcareer.cli.diff import changes_since  # noqa: PLC0415 - only where it is asked for

        standing = self.standing
        role = standing.role if self.area is None else standing.part_of_role(self.area)
        return changes_since(self.request.content, role, self.request.since)

    def option(self) -> str:
        """Write what names the role on the command line, where it is not the usual one."""
        if self.ad:
            return f"--ad {shlex.quote(str(self.request.ad))}"
        return role_option(self.standing, self.request.role)


def _whole(parts: _Parts) -> str:
    request, report = parts.request, parts.report()
    match request.form:
        case "json":
            return _json(parts, report)
        case "csv":
            from mlcareer.render.report_csv import report_csv  # noqa: PLC0415 - only for this form

            return report_csv(report, parts.standing.ticks(report))
        case "md":
            from mlcareer.render.report_markdown import report_markdown  # noqa: PLC0415

            return report_markdown(report, request.today, _besides(parts, report, page=None))
        case "html":
            from mlcareer import __version__  # noqa: PLC0415 - only for this form
            from mlcareer.render.report_html import report_html  # noqa: PLC0415

            besides = _besides(parts, report, page=None)
            return report_html(report, request.today, besides, version=__version__)
        case _:
            from mlcareer.render.report_text import report_text  # noqa: PLC0415

            page = _page(request)
            return report_text(page, report, _besides(parts, report, page), why=request.why)


def _json(parts: _Parts, report: Report) -> str:
    from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
    from mlcareer.render.report_json import report_data  # noqa: PLC0415

    more: dict[str, object] = {}
    changes = parts.changes()
    if changes:
        from mlcareer.render.changes_json import changes_data  # noqa: PLC0415 - only with --since

        more["changes"] = changes_data(changes)
    if parts.ad:
        more["ad"] = parts.ad.data()
    return to_json("report", report_data(report, parts.standing.ticks(report), **more))


def _besides(parts: _Parts, report: Report, page: Page | None) -> Besides:
    """Gather what the report says besides; as paragraphs where there is no page to fit."""
    from mlcareer.render.traits import trait_text  # noqa: PLC0415 - not for JSON

    ad = parts.ad
    in_ad: tuple[str, ...] = ()
    if ad:
        in_ad = ad.sentences() if page is None else (ad.text(page),)
    return Besides(
        first=_first_to_study(parts.standing, report),
        said=trait_text(report.profile, parts.standing.traits()),
        changed=_changed(parts.changes(), page),
        ad=in_ad,
        option=parts.option(),
        ticked=parts.standing.ticks(report),
    )


def _changed(changes: "Changes | None", page: Page | None) -> tuple[str, ...]:
    if changes is None:
        return ()
    from mlcareer.render.changes_text import (  # noqa: PLC0415 - only with --since
        changes_sentences,
        changes_text,
    )

    if page is None:
        return changes_sentences(changes)
    since = f"assessment {changes.before.number}, as of {changes.before.until}"
    return (f"What moved since {since}\n\n{changes_text(page, changes)}",)


def _first_to_study(standing: Standing, report: Report) -> str:
    from mlcareer.roadmap.order import Ways  # noqa: PLC0415 - not for JSON

    ways = Ways(report.skill_map, report.role, standing.ground(report))
    first = next(ways.in_order(), None)
    return report.skill_map.skills[first.skill].name if first else ""


def _one_skill(request: Request, standing: Standing, skill: str, option: str) -> str:
    if request.form not in _FORMS_OF_ONE_SKILL:
        forms = " and ".join(_FORMS_OF_ONE_SKILL)
        message = f"One skill comes as {forms}; {request.form} is for the whole report or an area."
        raise UsageError(message)
    if request.since:
        message = "--since is for the whole report or an area. Leave it out for one skill."
        raise UsageError(message)
    from mlcareer.cli.skill_report import load_skill_report  # noqa: PLC0415 - only for one skill

    one = load_skill_report(standing, skill, option)
    if request.form == "json":
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.skill_report_json import skill_report_data  # noqa: PLC0415

        return to_json("report", skill_report_data(standing.report, one))
    from mlcareer.render.skill_report import skill_report_text  # noqa: PLC0415

    return skill_report_text(_page(request), one, standing.skill_map)
