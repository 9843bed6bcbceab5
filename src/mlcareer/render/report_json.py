"""The gap report as data."""

from mlcareer.gaps import Gap, Report
from mlcareer.measure.profile import RANGE_CERTAINTY
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import Evidence, Exclusion, SkillMap


def report_data(report: Report) -> dict[str, object]:
    """Lay out the report: skills ranked by what matters, each with its uncertainty."""
    role, profile = report.role, report.profile
    return {
        "role": {"id": role.id, "name": role.name},
        "assessment_started": report.started,
        "levels": list(LEVEL_NAMES),
        "range_certainty": RANGE_CERTAINTY,
        "background": profile.background,
        "traits": profile.traits,
        "skills": [_skill(report.skill_map, gap) for gap in report.gaps],
        "excluded": [exclusion_data(exclusion) for exclusion in role.excluded],
    }


def _skill(skill_map: SkillMap, gap: Gap) -> dict[str, object]:
    estimate, demand = gap.estimate, gap.demand
    return {
        "id": demand.skill,
        "name": skill_map.skills[demand.skill].name,
        "area": skill_map.skills[demand.skill].area,
        "basis": estimate.basis.value,
        "questions": estimate.answers,
        "level": _level(gap) if gap.measured else None,
        "inferred_level": None if gap.measured else _level(gap),
        "self_rating": estimate.self_rating,
        "target": demand.target,
        "chance_target_met": round(gap.chance_met, 4) if gap.measured else None,
        "gap": round(gap.missing, 3) if gap.measured else None,
        "claimed_gap": gap.claimed_missing,
        "importance": demand.importance,
        "weight": demand.weight,
        "score": round(gap.score, 3),
        "reason": demand.reason,
        "sources": [source_data(evidence) for evidence in demand.evidence],
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
        "title": evidence.source.title,
        "place": evidence.source.place,
        "date": evidence.source.date,
        "n": evidence.source.n,
        "term": evidence.term or None,
        "value": evidence.value or None,
        "claims": list(evidence.claims),
    }
