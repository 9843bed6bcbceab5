"""The gap report for a person to read in a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from mlcareer.gaps import PROVEN, Readiness, Report, State
from mlcareer.model.skills import IMPORTANCES
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.bars import share_bar
from mlcareer.render.evidence import cited, importance_text, telling
from mlcareer.render.page import Page, flat, hint, indent
from mlcareer.render.paint import Line, Piece, padded, paint, styled, width_of
from mlcareer.render.report_rows import (
    NOTHING,
    Besides,
    Row,
    biggest,
    biggest_title,
    readiness_text,
    rows_of,
    share_text,
    verdict,
)
from mlcareer.render.report_ticks import ticked_sentence
from mlcareer.render.self_rating_text import self_rating_text
from mlcareer.render.skill_rows import WIDE, legend, scale, skill_lines, ticks_below

MOST_LISTED: Final = 10
"""How many gaps the ranked list names; the skills by area name all."""

_RANKED_NAME: Final = 38
"""Columns of a name in that list, which most names fit."""

_WIDEST_SHARE: Final = 60
"""Columns of the bar of the share at most."""

_MARGIN: Final = "  "
"""Stands before that bar."""

_STATE: Final = max(map(len, State))
"""Columns of the longest state in words."""


def report_text(
    page: Page, report: Report, besides: Besides = NOTHING, *, why: bool = False
) -> str:
    """Lay out the report: the answer first, then gaps, skills by area, and self-ratings.

    Args:
        page: What the text is for.
        report: Where the person stands.
        besides: What else there is to say.
        why: Whether to print for each skill where its importance and its level come from.
    """
    rows = rows_of(report, besides.ticked)
    parts = [
        _heading(page, report),
        _readiness(page, report),
        _ticked(page, rows, besides),
        _biggest(page, rows, besides),
        *besides.changed,
        *besides.ad,
        _ranked(page, rows),
        _areas(page, report, rows),
        legend(page, rows),
        *([_reasons(page, rows)] if why else []),
        self_rating_text(page, report),
        indent(besides.said, page) if besides.said else "",
        "\n".join((_optional(page, rows), *_excluded(page, report))),
        _foot(page, report, besides, why=why),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _heading(page: Page, report: Report) -> str:
    begun = report.started[:10]
    text = f"{report.title}. Assessment of {begun}." if begun else f"{report.title}."
    return styled(page, text, "bold")


def _readiness(page: Page, report: Report) -> str:
    ready = report.readiness
    counts = ", ".join(f"{state} {n}" for state, n in ready.counts.items() if n)
    explained = (
        f"Of {counted(ready.skills, 'target')}: {counts} (met or missed: at least"
        f" {chance_text(PROVEN)} sure). {counted(report.answers, 'question')} about"
        f" {ready.measured} of {counted(ready.skills, 'skill')}. The share counts each"
        " target by its weight; it is no chance of being hired."
    )
    drawn = f"{_share(page, ready)}\n\n" if ready.measured and not page.plain else ""
    share = indent(readiness_text(report), page)
    return f"{indent(verdict(report), page)}\n\n{share}\n{drawn}{indent(explained, page)}"


def _share(page: Page, ready: Readiness) -> str:
    width = min(_WIDEST_SHARE, page.text_width - len(_MARGIN))
    bar = share_bar(page, ready.share, ready.low, ready.high, width)
    return paint(page, [[Piece(_MARGIN), Piece(bar, "cyan")]])


def _ticked(page: Page, rows: Sequence[Row], besides: Besides) -> str:
    """Count the ticks apart from the targets, which they do not change."""
    text = ticked_sentence(row.ticks for row in rows)
    if not text:
        return ""
    command = besides.prove(rows)
    lines = [
        indent(text, page),
        hint("Questions about the rest:", command, page) if command else "",
    ]
    return "\n".join(filter(None, lines))


def _biggest(page: Page, rows: Sequence[Row], besides: Besides) -> str:
    shown = biggest(tuple(rows))
    if not shown:
        return ""
    lines = [styled(page, biggest_title(shown), "bold")]
    for number, row in enumerate(shown, 1):
        lines.append(_bold_start(page, f"{number}. ", row.name, f": {_standing(row)}"))
        lines += ticks_below(page, row, "   ")
        lines.append(indent(importance_text(row.gap.demand), page, "   "))
    if besides.first:
        begin = f"Begin with {besides.first}: it comes first on your way to the targets."
        lines.append(indent(begin, page))
    if not besides.ad:
        lines.append(hint("The whole way, in order:", besides.command("roadmap"), page))
    return "\n".join(lines)


def _standing(row: Row) -> str:
    return f"{row.level} ({row.sure}), asked is {row.target}; {row.basis}"


def _bold_start(page: Page, first: str, name: str, rest: str) -> str:
    """Wrap a text whose first words are a name, which colour makes bold."""
    name = flat(name)
    wrapped = indent(f"{name}{rest}", page, first, " " * len(first)).splitlines()
    lines: list[Line] = [[Piece(line)] for line in wrapped]
    head = f"{first}{name}"
    if wrapped[0].startswith(head):
        lines[0] = [Piece(first), Piece(name, "bold"), Piece(wrapped[0][len(head) :])]
    return paint(page, lines)


def _ranked(page: Page, rows: Sequence[Row]) -> str:
    gaps = [row for row in rows if row.gap.state is not State.MET]
    if not gaps:
        return ""
    shown = gaps[:MOST_LISTED]
    lines = [styled(page, "Gaps, by levels missing times weight in the role", "bold"), ""]
    digits = len(str(shown[-1].rank))
    lines += [_ranked_row(page, row, f"{row.rank:>{digits}}. ") for row in shown]
    if len(gaps) > len(shown):
        lines.append(indent(f"and {len(gaps) - len(shown)} more, below by area", page))
    return "\n".join(lines)


def _ranked_row(page: Page, row: Row, first: str) -> str:
    """Set a gap in columns, or as a sentence where it has no room for them."""
    words = f"{row.missing} x {row.weight}"
    basis = row.basis if page.width >= WIDE else row.basis_short
    name, state = padded(row.name, _RANKED_NAME), padded(row.gap.state, _STATE)
    columns = f"{first}{name} {words}  {state}  {basis}"
    if page.lines_only or width_of(columns) > page.width:
        return indent(f"{row.name}: {words}, {row.gap.state}, {row.basis}", page, first)
    return columns


def _areas(page: Page, report: Report, rows: Sequence[Row]) -> str:
    of_skill = {row.gap.demand.skill: row for row in rows}
    blocks = [styled(page, "All skills, by area", "bold")]
    if not page.lines_only:
        blocks[0] += "\n" + scale(page)
    for area, ready in report.areas.items():
        share = f": {share_text(ready)}, of its targets"
        lines = [_bold_start(page, "", report.skill_map.areas[area], share)]
        for skill in report.skill_map.in_area(area):
            if skill.id in of_skill:
                lines += skill_lines(page, of_skill[skill.id])
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _reasons(page: Page, rows: Sequence[Row]) -> str:
    lines = [styled(page, "Why: where each importance and each level comes from", "bold"), ""]
    for row in rows:
        demand = row.gap.demand
        sources = "; ".join(map(cited, demand.evidence))
        text = (
            f": {demand.importance}, weight {row.weight}. {demand.reason} ({sources})."
            f" Level {row.level} ({row.sure}): {row.basis}. Target {row.target}: {row.gap.state},"
            f" chance {row.chance}; gap {row.missing}, rank {row.rank}."
        )
        lines.append(_bold_start(page, "- ", row.name, text))
    return "\n".join(lines)


def _optional(page: Page, rows: Sequence[Row]) -> str:
    """Say once which skills the role does not insist on, with the number behind it."""
    names = []
    for row in rows:
        demand = row.gap.demand
        if demand.importance == IMPORTANCES[-1]:
            named = telling(demand.evidence)
            value = named.value if named else ""
            names.append(f"{row.name} (named in {value})" if value else row.name)
    return indent(f"Optional for this role: {', '.join(names)}.", page) if names else ""


def _excluded(page: Page, report: Report) -> Iterator[str]:
    for exclusion in report.role.excluded:
        yield indent(f"Left out on purpose: {exclusion.name}. {exclusion.reason}", page)


def _foot(page: Page, report: Report, besides: Besides, *, why: bool) -> str:
    skill = report.gaps[0].demand.skill if report.gaps else "SKILL"
    whole = f"report {report.area}".strip()
    hints = [
        ("One skill in full:", besides.command(f"report {skill}")),
        ("A page to show:", besides.command(whole, "--format html -o report.html")),
    ]
    if not why:
        hints.insert(0, ("Why, skill by skill:", besides.command(whole, "--why")))
    if not besides.ad:
        weights = "Where each weight comes from, with dates and counts:"
        hints.insert(0, (weights, besides.command("sources")))
        hints.append(("Next:", besides.command("roadmap")))
    return "\n".join(hint(text, command, page) for text, command in hints)
