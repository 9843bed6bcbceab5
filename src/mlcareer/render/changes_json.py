"""What moved between two times as data."""

from mlcareer.changes import CLEAR, Change, Changes, Snapshot, Total
from mlcareer.measure.profile import RANGE_CERTAINTY, Estimate
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.render.report_json import readiness_data


def changes_data(changes: Changes) -> dict[str, object]:
    """Lay out what moved; skills that were measured at neither time are left out."""
    role = changes.after.report.role
    names = changes.after.report.skill_map.skills
    return {
        "role": {"id": role.id, "name": role.name},
        "before": snapshot_data(changes.before),
        "after": snapshot_data(changes.after),
        "same_assessment": changes.same_assessment,
        "levels": list(LEVEL_NAMES),
        "range_certainty": RANGE_CERTAINTY,
        "moved_from_chance": CLEAR,
        "skills_compared": changes.compared,
        "up_by_luck_at_most": round(changes.by_luck, 2),
        "down_by_luck_at_most": round(changes.by_luck, 2),
        "readiness": _total(changes.readiness),
        "skills": [
            {"id": each.skill, "name": names[each.skill].name, **_change(each)}
            for each in changes.skills
            if each.before.measured or each.after.measured
        ],
    }


def snapshot_data(snapshot: Snapshot) -> dict[str, object]:
    """Lay out which assessment a state is of, and how much had been said by then."""
    report = snapshot.report
    return {
        "number": snapshot.number,
        "started": report.started,
        "until": snapshot.until,
        "complete": snapshot.complete,
        "questions": report.answers,
        "skills_measured": report.readiness.measured,
    }


def _total(total: Total) -> dict[str, object]:
    both = total.before.measured and total.after.measured
    return {
        "movement": total.movement.value,
        "difference": round(total.after.share - total.before.share, 4) if both else None,
        "chance_higher": round(total.chance_up, 4) if both else None,
        "before": readiness_data(total.before),
        "after": readiness_data(total.after),
    }


def _change(change: Change) -> dict[str, object]:
    both = change.before.measured and change.after.measured
    return {
        "movement": change.movement.value,
        "difference": round(change.difference, 3) if both else None,
        "chance_higher": round(change.chance_up, 4) if both else None,
        "before": _level(change.before),
        "after": _level(change.after),
    }


def _level(estimate: Estimate) -> dict[str, object] | None:
    if not estimate.measured:
        return None
    return {
        "low": estimate.low,
        "high": estimate.high,
        "certainty": round(estimate.certainty, 4),
        "questions": estimate.answers,
        "ability": round(estimate.mean, 4),
        "standard_error": round(estimate.sd, 4),
    }
