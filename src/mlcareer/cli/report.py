"""`mlcareer report`."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.cli.names import find_in_map
from mlcareer.cli.output import put
from mlcareer.cli.session import NOTHING_SAID, Standing, find_standing, load_standing
from mlcareer.cli.streams import page_for
from mlcareer.errors import NoDataError, UsageError
from mlcareer.gaps import Report
from mlcareer.render.page import Page

if TYPE_CHECKING:
    from mlcareer.changes import Changes
    from mlcareer.cli.ad import Ad

_FORMS_OF_ONE_SKILL = ("text", "json")


@dataclass(frozen=True, slots=True)
class Request:
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

    content: Path | None
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


def _report_on_ad(request: Request, file: Path) -> None:
    """Take an advertisement for the role; without answers, print what it asks for."""
    from mlcareer.cli.ad import own_role, read_ad  # noqa: PLC0415 - only with an advertisement

    ad = read_ad(file, request.content, request.today)
    if request.save_role:
        own_role(request.content, request.save_role, ad.role)
    standing = find_standing(request.content)
    if standing is None:
        put(ad.text(_page(request)), request.output)
        raise NoDataError(NOTHING_SAID)
    _report_on(request, replace(standing, role=ad.role), ad)


def _report_on(request: Request, standing: Standing, ad: "Ad | None" = None) -> None:
    skill_map = standing.skill_map
    found = None if request.name is None else find_in_map(skill_map, request.name)
    if found is not None and found in skill_map.skills:
        put(_one_skill(request, standing, found), request.output)
        return
    put(_whole(request, standing, found, ad), request.output)


def _refuse_what_does_not_fit(request: Request) -> None:
    if request.role and request.ad:
        message = "--role and --ad both say what to compare with. Give one of them."
        raise UsageError(message)
    if request.save_role and not request.ad:
        message = "--save-role keeps the role made of an advertisement: give one with --ad FILE."
        raise UsageError(message)


def _page(request: Request) -> Page:
    if request.output is None:
        return page_for(sys.stdout, request.color, plain=request.plain)
    return Page(plain=request.plain)


def _whole(request: Request, standing: Standing, area: str | None, ad: "Ad | None") -> str:
    whole = standing.report if area is None else standing.report_on_area(area)
    match request.form:
        case "json":
            from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
            from mlcareer.render.report_json import report_data  # noqa: PLC0415

            more = _changes_data(request, standing)
            if ad:
                more["ad"] = ad.data()
            return to_json("report", report_data(whole, **more))
        case "csv":
            from mlcareer.render.report_csv import report_csv  # noqa: PLC0415 - only for this form

            return report_csv(whole)
        case "md":
            from mlcareer.render.report_markdown import report_markdown  # noqa: PLC0415

            return report_markdown(
                whole,
                request.today,
                standing.traits(),
                more=(*(ad.sentences() if ad else ()), *_changed(request, standing)),
                first=_first_to_study(whole),
            )
        case "html":
            return _html(request, standing, whole, ad)
        case _:
            from mlcareer.render.report_text import report_text  # noqa: PLC0415

            return report_text(
                _page(request),
                whole,
                standing.traits(),
                why=request.why,
                more=(
                    *_changes_text(request, standing),
                    *((ad.text(_page(request)),) if ad else ()),
                ),
                first=_first_to_study(whole),
            )


def _changes(request: Request, standing: Standing) -> "Changes | None":
    if request.since is None:
        return None
    from mlcareer.cli.diff import changes_since  # noqa: PLC0415 - only where it is asked for

    return changes_since(request.content, standing.role, request.since)


def _changes_data(request: Request, standing: Standing) -> dict[str, object]:
    changes = _changes(request, standing)
    if changes is None:
        return {}
    from mlcareer.render.changes_json import changes_data  # noqa: PLC0415 - only with --since

    return {"changes": changes_data(changes)}


def _changed(request: Request, standing: Standing) -> tuple[str, ...]:
    changes = _changes(request, standing)
    if changes is None:
        return ()
    from mlcareer.render.changes_text import changes_sentences  # noqa: PLC0415 - only with --since

    return changes_sentences(changes)


def _changes_text(request: Request, standing: Standing) -> tuple[str, ...]:
    changes = _changes(request, standing)
    if changes is None:
        return ()
    from mlcareer.render.changes_text import changes_text  # noqa: PLC0415 - only with --since

    since = f"assessment {changes.before.number}, as of {changes.before.until}"
    return (f"What moved since {since}\n\n{changes_text(_page(request), changes)}",)


def _first_to_study(whole: Report) -> str:
    from mlcareer.roadmap.plan import skills_to_study, study_order  # noqa: PLC0415 - not for JSON

    order = study_order(whole.skill_map, whole.role, skills_to_study(whole.gaps))
    return whole.skill_map.skills[order[0]].name if order else ""


def _html(request: Request, standing: Standing, whole: Report, ad: "Ad | None") -> str:
    from mlcareer import __version__  # noqa: PLC0415 - only for this form
    from mlcareer.render.report_html import report_html  # noqa: PLC0415
    from mlcareer.render.traits import trait_text  # noqa: PLC0415

    said = trait_text(whole.profile, standing.traits())
    return report_html(
        whole,
        request.today,
        notes=[*(ad.sentences() if ad else ()), *([said] if said else [])],
        changed=_changed(request, standing),
        first=_first_to_study(whole),
        version=__version__,
    )


def _one_skill(request: Request, standing: Standing, skill: str) -> str:
    if request.form not in _FORMS_OF_ONE_SKILL:
        forms = " and ".join(_FORMS_OF_ONE_SKILL)
        message = f"One skill comes as {forms}; {request.form} is for the whole report or an area."
        raise UsageError(message)
    from mlcareer.cli.skill_report import load_skill_report  # noqa: PLC0415 - only for one skill

    one = load_skill_report(standing, skill)
    if request.form == "json":
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.skill_report_json import skill_report_data  # noqa: PLC0415

        return to_json("report", skill_report_data(standing.report, one))
    from mlcareer.render.skill_report import skill_report_text  # noqa: PLC0415

    return skill_report_text(_page(request), one, standing.skill_map)
