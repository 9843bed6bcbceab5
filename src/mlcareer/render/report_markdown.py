"""The gap report as a Markdown page."""

from collections.abc import Iterator

from mlcareer.gaps import PROVEN, Report
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.evidence import cited, importance_text, size_text
from mlcareer.render.markdown import escape
from mlcareer.render.report_rows import (
    NOTHING,
    Besides,
    Row,
    biggest,
    biggest_title,
    paragraph,
    readiness_text,
    rows_of,
    share_text,
    verdict,
)
from mlcareer.render.report_ticks import TICKED, ticked_sentence
from mlcareer.render.self_rating_text import point_text, self_rating_words
from mlcareer.render.sources import CAVEAT


def report_markdown(report: Report, made_on: str, besides: Besides = NOTHING) -> str:
    """Lay out the report: the answer first, then tables of skills and self-ratings.

    Args:
        report: Where the person stands.
        made_on: Date of making, as 2026-11-22.
        besides: What else there is to say.
    """
    rows = rows_of(report, besides.ticked)
    begun = f"Assessment of {report.started[:10]}. " if report.started else ""
    lines = [
        f"# {escape(report.title)}: where I stand",
        "",
        f"{begun}Page made on {made_on}.",
        "",
        *_readiness(report),
        *_ticked(rows, besides),
        *_biggest(rows, besides.first),
        *(line for text in besides.changed for line in ("", escape(text))),
        *(line for text in besides.ad for line in _paragraph(text)),
        *_skills(report, rows),
        *_ticks(rows),
        *_self_rating(report),
        *_why(report, rows),
    ]
    if besides.said:
        lines += ["", escape(besides.said)]
    return "\n".join(lines) + "\n"


def _paragraph(text: str) -> Iterator[str]:
    parts = paragraph(text)
    for sentence in parts.sentences:
        yield from ("", escape(sentence))
    if parts.items:
        yield ""
        yield from (f"- {escape(item)}" for item in parts.items)


def _readiness(report: Report) -> Iterator[str]:
    ready = report.readiness
    yield f"**{escape(verdict(report))}**"
    yield ""
    yield f"{readiness_text(report)} That is the share of its targets, each counted by its weight."
    yield "It is no chance of being hired."
    yield ""
    counts = ", ".join(f"{state} {n}" for state, n in ready.counts.items() if n)
    yield f"Of {counted(ready.skills, 'target')}: {counts} (met or missed: at least"
    yield f"{chance_text(PROVEN)} sure). {counted(report.answers, 'question')} about"
    yield f"{ready.measured} of {counted(ready.skills, 'skill')}."


def _ticked(rows: tuple[Row, ...], besides: Besides) -> Iterator[str]:
    sentence = ticked_sentence(row.ticks for row in rows)
    if sentence:
        prove = besides.prove(rows)
        rest = f" `{prove}` asks about the rest." if prove else ""
        yield from ("", f"{escape(sentence)}{rest}")


def _biggest(rows: tuple[Row, ...], first: str) -> Iterator[str]:
    shown = biggest(rows)
    if not shown:
        return
    yield from ("", f"## {biggest_title(shown)}", "")
    for number, row in enumerate(shown, 1):
        standing = f"{row.level} ({row.sure}), asked is {row.target}; {row.basis}."
        yield f"{number}. **{escape(row.name)}**: {standing}"
        if row.ticks.each:
            yield f"   Ticked: {escape(row.ticks.words)}."
        yield f"   {escape(importance_text(row.gap.demand))}"
    if first:
        yield from ("", f"To begin with: {escape(first)}.")


def _skills(report: Report, rows: tuple[Row, ...]) -> Iterator[str]:
    yield from ("", "## All skills", "")
    yield "Sure: the chance that the level lies in that range. Gap: levels missing to the"
    yield "target, as expected from all chances. Rank: by gap times weight."
    ticked = any(row.ticks.each for row in rows)
    if ticked:
        yield TICKED
    by_skill = {row.gap.demand.skill: row for row in rows}
    for area, ready in report.areas.items():
        yield from ("", f"### {escape(report.skill_map.areas[area])}: {share_text(ready)}", "")
        said, line = ("You said | Ticked", "---|---") if ticked else ("You said", "---")
        yield f"| Skill | Level | Sure | Rests on | {said} | Target | Met | Gap | Weight | Rank |"
        yield f"|---|---|---:|---|{line}|---|---|---:|---:|---:|"
        for skill in report.skill_map.in_area(area):
            if skill.id in by_skill:
                yield _cells(by_skill[skill.id], ticked=ticked)


def _cells(row: Row, *, ticked: bool) -> str:
    met = f"{row.gap.state}, {row.chance}"
    said = (row.said, row.ticks.words) if ticked else (row.said,)
    texts = (row.name, row.level, row.sure, row.basis, *said, row.target, met)
    words = (escape(text).replace("|", "\\|") for text in texts)
    cells = (*words, row.missing, row.weight, str(row.rank))
    return f"| {' | '.join(cells)} |"


def _ticks(rows: tuple[Row, ...]) -> Iterator[str]:
    """List each tick with what was named to show it."""
    ticks = [(row, tick) for row in rows for tick in row.ticks.each]
    if not ticks:
        return
    yield from ("", "## What you ticked", "")
    for row, tick in ticks:
        evidence = f" Evidence: {tick.evidence}" if tick.evidence else ""
        text = escape(f": {tick.title}; {tick.standing}.{evidence}")
        yield f"- **{escape(row.name)}**{text}"


def _self_rating(report: Report) -> Iterator[str]:
    known = report.self_knowledge
    if not known.comparisons:
        return
    yield from (
        "",
        "## Knowing yourself",
        "",
        "| You said | Measured on average | Skills |",
        "|---|---|---:|",
    )
    for point in reversed(known.points):
        yield f"| {LEVEL_NAMES[point.rating]} | {point_text(point)} | {point.skills} |"
    yield ""
    for text in self_rating_words(report):
        yield f"- {escape(text)}"


def _why(report: Report, rows: tuple[Row, ...]) -> Iterator[str]:
    yield from ("", "## Where the weights come from", "", escape(CAVEAT), "")
    for row in rows:
        demand = row.gap.demand
        sources = escape("; ".join(map(cited, demand.evidence)))
        head = f"**{escape(row.name)}** ({demand.importance}, weight {row.weight}):"
        yield f"- {head} {escape(demand.reason)} ({sources})"
    yield ""
    for id_, source in report.role.sources.items():
        when = ", ".join(filter(None, (source.date, size_text(source))))
        about = f"{source.title}. {when}. {source.note} {source.place}"
        yield f"- {escape(id_)}: {escape(about)}"
    for exclusion in report.role.excluded:
        yield from ("", escape(f"Left out on purpose: {exclusion.name}. {exclusion.reason}"))
