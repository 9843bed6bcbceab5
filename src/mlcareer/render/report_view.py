"""What the page of the gap report says, in words and pictures ready to be set."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from mlcareer.gaps import Gap, Readiness, Report
from mlcareer.model.levels import LEVEL_NAMES, range_name
from mlcareer.model.skills import Evidence, Skill
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.evidence import cited, telling
from mlcareer.render.graph_layout import lay_out
from mlcareer.render.report_rows import Row
from mlcareer.render.self_rating_text import self_rating_words
from mlcareer.render.svg_bars import level_bar, mark, share_bar
from mlcareer.render.svg_calibration import calibration
from mlcareer.render.svg_map import Place, skill_graph
from mlcareer.render.templating import link_to

NOT_ASKED: Final = "not asked by the role"

_COLUMN: Final = 1040
"""Width of the column of text on a wide screen, in the unit of the drawing."""


class Citation(NamedTuple):
    """A source in short, as it is named beside what rests on it."""

    source: str
    words: str


class SkillView(NamedTuple):
    """One skill of the role: its words, its pictures, and the numbers behind them.

    Attributes:
        row: What every form of the report says.
        short: The source that says most of the reason, or nothing.
        chances: The chance of each of the five levels.
        ability: Mean, in logits.
        error: Its standard error, in logits.
        claimed: Levels missing by the person's own word, or nothing.
    """

    skill: str
    row: Row
    state: str
    mark: str
    bar: str
    said: str
    importance: str
    reason: str
    short: tuple[Citation, ...]
    citations: tuple[Citation, ...]
    chances: tuple[str, ...]
    ability: str
    error: str
    answers: int
    claimed: str
    score: str


class TickView(NamedTuple):
    """One tick, with what answers make of it.

    Attributes:
        skill: Id of the skill.
        title: What was ticked, with its day.
        link: Address of the evidence, where a browser may open it.
    """

    skill: str
    name: str
    title: str
    standing: str
    evidence: str
    link: str


class ShareView(NamedTuple):
    """A share of the targets, with the range that it is likely in."""

    share: str
    low: str
    high: str
    bar: str


class AreaView(NamedTuple):
    """One area with its skills in the order of the map."""

    area: str
    name: str
    measured: bool
    ready: ShareView
    skills: tuple[SkillView, ...]


class KnowingView(NamedTuple):
    """The person's own ratings beside what was measured.

    Attributes:
        explained: What the numbers of the picture are.
        words: What can be said of it.
        points: The picture as rows: rating, skills, mean, low, high.
        comparisons: Rows: skill, rating, mean, difference, certainty, verdict.
    """

    picture: str
    explained: str
    words: tuple[str, ...]
    points: tuple[tuple[str, ...], ...]
    comparisons: tuple[tuple[str, ...], ...]


class MapLine(NamedTuple):
    """One skill of the map in words."""

    name: str
    words: str
    requires: tuple[str, ...]


class MapView(NamedTuple):
    """The skill map: the drawing, and the same in words.

    Attributes:
        all_asked: Whether the role asks for every skill of it.
        broad: Whether the drawing is wider than a column of text.
    """

    picture: str
    lines: tuple[MapLine, ...]
    all_asked: bool
    broad: bool


def cite(evidence: Iterable[Evidence]) -> tuple[Citation, ...]:
    """Name sources in short."""
    return tuple(Citation(one.source.id, cited(one)) for one in evidence)


def share_view(ready: Readiness) -> ShareView:
    """Put a readiness into words and a bar."""
    return ShareView(
        chance_text(ready.share) if ready.measured else "nothing measured",
        chance_text(ready.low),
        chance_text(ready.high),
        share_bar(ready.share, ready.low, ready.high, measured=ready.measured > 0),
    )


def skill_view(row: Row) -> SkillView:
    """Add pictures and numbers to the words on a skill."""
    gap = row.gap
    estimate, demand = gap.estimate, gap.demand
    rating = estimate.self_rating
    named = telling(demand.evidence)
    return SkillView(
        skill=demand.skill,
        row=row,
        state=gap.state.value,
        mark=mark(gap.state.value),
        bar=_bar(gap),
        said="" if rating is None else LEVEL_NAMES[rating],
        importance=demand.importance,
        reason=demand.reason,
        short=cite([named] if named else ()),
        citations=cite(demand.evidence),
        chances=tuple(map(chance_text, estimate.probabilities)),
        ability=signed(estimate.mean),
        error=f"{estimate.sd:.1f}",
        answers=estimate.answers,
        claimed="" if gap.claimed_missing is None else str(gap.claimed_missing),
        score=f"{gap.score:.1f}",
    )


def tick_views(rows: Iterable[Row]) -> tuple[TickView, ...]:
    """List the ticks with their evidence, by what matters most."""
    return tuple(
        TickView(
            row.gap.demand.skill,
            row.name,
            tick.title,
            tick.standing,
            tick.evidence,
            link_to(tick.evidence),
        )
        for row in rows
        for tick in row.ticks.each
    )


def area_views(report: Report, skills: Iterable[SkillView]) -> tuple[AreaView, ...]:
    """Group the skills of the role by area, both in the order of the map."""
    of_skill = {one.skill: one for one in skills}
    skill_map = report.skill_map
    return tuple(
        AreaView(
            area,
            skill_map.areas[area],
            ready.measured > 0,
            share_view(ready),
            tuple(of_skill[own.id] for own in skill_map.in_area(area) if own.id in of_skill),
        )
        for area, ready in report.areas.items()
    )


def knowing_view(report: Report) -> KnowingView | None:
    """Hold ratings against answers, or give nothing where there is nothing to compare."""
    known = report.self_knowledge
    if not known.comparisons:
        return None
    skills = report.skill_map.skills
    explained, *words = self_rating_words(report)
    return KnowingView(
        picture=calibration(known, "What you said and what was measured", " ".join(words)),
        explained=explained,
        words=tuple(words),
        points=tuple(
            (
                LEVEL_NAMES[point.rating],
                str(point.skills),
                *(f"{level:.1f}" for level in (point.level, point.low, point.high)),
            )
            for point in known.points
        ),
        comparisons=tuple(
            (
                skills[one.skill].name,
                LEVEL_NAMES[one.rating],
                f"{one.level:.1f}",
                signed(one.difference),
                chance_text(one.certainty),
                one.verdict.value,
            )
            for one in known.comparisons
        ),
    )


def map_view(report: Report) -> MapView:
    """Draw the skills that were looked at, and say the same in words."""
    whole = report.skill_map.skills
    skills = {id_: skill for id_, skill in whole.items() if id_ in report.profile.estimates}
    gaps = {gap.demand.skill: gap for gap in report.gaps}
    places = {id_: _place(skill, gaps.get(id_)) for id_, skill in skills.items()}
    layout = lay_out(
        {id_: skill.name for id_, skill in skills.items()},
        {id_: skill.requires for id_, skill in skills.items()},
    )
    title = f"Skill map: {counted(len(skills), 'skill')} and what builds on what"
    description = "From left to right; a line leads from a skill to what requires it."
    return MapView(
        picture=skill_graph(layout, places, title, description),
        lines=tuple(
            MapLine(
                skill.name,
                _standing(gaps.get(id_)),
                tuple(whole[below].name for below in skill.requires if below in whole),
            )
            for id_, skill in skills.items()
        ),
        all_asked=skills.keys() <= gaps.keys(),
        broad=layout.width > _COLUMN,
    )


def signed(value: float) -> str:
    """Write a difference with its sign, a minus as wide as a plus."""
    return f"{round(value, 1) + 0.0:+.1f}".replace("-", "\u2212")


def _bar(gap: Gap) -> str:
    estimate = gap.estimate
    return level_bar(
        estimate.low,
        estimate.high,
        estimate.probabilities,
        target=gap.demand.target,
        rating=estimate.self_rating,
        measured=gap.measured,
    )


def _place(skill: Skill, gap: Gap | None) -> Place:
    words = f"{skill.name}: {_standing(gap)}"
    if gap is None:
        return Place("", words, "")
    return Place(gap.state.value, words, f"#skill-{skill.id}")


def _standing(gap: Gap | None) -> str:
    if gap is None:
        return NOT_ASKED
    estimate = gap.estimate
    levels = range_name(estimate.low, estimate.high)
    target = LEVEL_NAMES[gap.demand.target]
    return f"{gap.state}; {levels} ({chance_text(estimate.certainty)}), target {target}"
