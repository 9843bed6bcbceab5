"""The gap report as data."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from mlcareer.gaps import LIKELY, Gap, Readiness, Report, State
from mlcareer.measure.profile import RANGE_CERTAINTY
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import Evidence, Exclusion
from mlcareer.render.report_rows import Row, rows_of, verdict
from mlcareer.render.report_ticks import NOTHING_TICKED, Ticks, TickState, all_ticks
from mlcareer.self_rating import CLEAR, Comparison, SelfKnowledge


def fixed_word(word: StrEnum) -> str:
    """Write one of a fixed set of words the way all results do: without a space."""
    return word.value.replace(" ", "-")


def report_data(
    report: Report, ticked: Mapping[str, Ticks] = NOTHING_TICKED, **more: object
) -> dict[str, object]:
    """Lay out the report: skills ranked by what matters, each with its uncertainty.

    Args:
        report: Where the person stands.
        ticked: What was ticked, by skill; what is without has no keys for it.
        more: Parts that only some reports have, such as the advertisement that was read.
    """
    role, profile = report.role, report.profile
    rows = rows_of(report, ticked)
    return {
        "role": {"id": role.id, "name": role.name},
        **({"area": _area(report)} if report.area else {}),
        "assessment_started": report.started,
        "levels": list(LEVEL_NAMES),
        "range_certainty": RANGE_CERTAINTY,
        "verdict": verdict(report),
        "questions": report.answers,
        "readiness": readiness_data(report.readiness),
        **_ticks(rows),
        "areas": [
            {"id": area, "name": report.skill_map.areas[area], **readiness_data(ready)}
            for area, ready in report.areas.items()
        ],
        "background": profile.background,
        "traits": profile.traits,
        "skills": [skill_row(report, row) for row in rows],
        "self_rating": _self_rating(report.self_knowledge),
        "excluded": [exclusion_data(exclusion) for exclusion in role.excluded],
        **more,
    }


def _area(report: Report) -> dict[str, object]:
    return {"id": report.area, "name": report.skill_map.areas[report.area]}


def readiness_data(ready: Readiness) -> dict[str, object]:
    """Lay out how much of the targets is there; no single share where nothing was measured."""
    return {
        "share": round(ready.share, 4) if ready.measured else None,
        "low": round(ready.low, 4),
        "high": round(ready.high, 4),
        "certainty": LIKELY,
        "met": ready.counts[State.MET],
        "open": ready.counts[State.OPEN],
        "missed": ready.counts[State.MISSED],
        "not_measured": ready.counts[State.UNMEASURED],
    }


def skill_row(report: Report, row: Row) -> dict[str, object]:
    """Lay out one skill of the report."""
    gap = row.gap
    estimate, demand = gap.estimate, gap.demand
    return {
        "rank": row.rank,
        "id": demand.skill,
        "name": row.name,
        "area": report.skill_map.skills[demand.skill].area,
        "basis": fixed_word(estimate.basis),
        "questions": estimate.answers,
        "state": fixed_word(gap.state),
        "level": _level(gap) if gap.measured else None,
        "inferred_level": None if gap.measured else _level(gap),
        "self_rating": estimate.self_rating,
        **({"ticked": tick_list(row.ticks)} if row.ticks.each else {}),
        "target": demand.target,
        "chance_target_met": round(gap.chance_met, 4),
        "gap": round(gap.missing, 3),
        "claimed_gap": gap.claimed_missing,
        "importance": demand.importance,
        "weight": demand.weight,
        "score": round(gap.score, 3),
        "reason": demand.reason,
        "sources": [source_data(evidence) for evidence in demand.evidence],
    }


def tick_list(ticks: Ticks) -> list[dict[str, object]]:
    """Lay out the ticks of one skill, the lowest level first."""
    return [
        {
            "id": tick.claim.id,
            "level": tick.level,
            "on": tick.claim.on,
            "evidence": tick.claim.evidence,
            "proven": tick.state is TickState.PROVEN,
            "refuted": tick.state is TickState.REFUTED,
            "chance": round(tick.chance, 4),
            "state": tick.standing,
        }
        for tick in ticks.each
    ]


def _ticks(rows: Iterable[Row]) -> dict[str, object]:
    """Count what was ticked, where anything was; a project is counted once."""
    of_id = {tick.claim.id: tick for tick in all_ticks(row.ticks for row in rows)}
    if not of_id:
        return {}
    steps = [tick.state for tick in of_id.values() if not tick.project]
    counts = {state.value: steps.count(state) for state in TickState}
    return {"ticked": {"steps": len(steps), **counts, "projects": len(of_id) - len(steps)}}


def _self_rating(known: SelfKnowledge) -> dict[str, object]:
    return {
        "certainty": CLEAR,
        "mean_difference": round(known.shift, 3) if known.comparisons else None,
        "low": round(known.shift_low, 3) if known.comparisons else None,
        "high": round(known.shift_high, 3) if known.comparisons else None,
        "habit": fixed_word(known.habit),
        "by_rating": [
            {
                "rating": point.rating,
                "skills": point.skills,
                "measured": round(point.level, 3),
                "low": round(point.low, 3),
                "high": round(point.high, 3),
            }
            for point in known.points
        ],
        "skills": [comparison_data(one) for one in known.comparisons],
    }


def comparison_data(one: Comparison) -> dict[str, object]:
    """Lay out how the rating of one skill stands to its answers."""
    return {
        "id": one.skill,
        "rating": one.rating,
        "measured": round(one.level, 3),
        "difference": round(one.difference, 3),
        "certainty": round(one.certainty, 4),
        "verdict": fixed_word(one.verdict),
    }


def _level(gap: Gap) -> dict[str, object]:
    estimate = gap.estimate
    return {
        "low": estimate.low,
        "high": estimate.high,
        "certainty": round(estimate.certainty, 4),
        "probabilities": [round(p, 4) for p in estimate.probabilities],
        "ability": round(estimate.mean, 4),
        "standard_error": round(estimate.sd, 4),
    }


def exclusion_data(exclusion: Exclusion) -> dict[str, object]:
    """Lay out what was left out on purpose, and why."""
    return {"id": exclusion.id, "name": exclusion.name, "reason": exclusion.reason}


def source_data(evidence: Evidence) -> dict[str, object]:
    """Lay out where an importance comes from."""
    return {
        "id": evidence.source.id,
        "title": evidence.source.title,
        "place": evidence.source.place,
        "date": evidence.source.date,
        "n": evidence.source.n,
        "term": evidence.term or None,
        "value": evidence.value or None,
        "claims": list(evidence.claims),
    }
