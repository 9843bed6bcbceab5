"""What was read in a job ad, as data."""

from mlcareer.ads.demands import CAVEAT, asked_skills, seniority
from mlcareer.model.ads import AdReading, Match, Place
from mlcareer.model.skills import Role, SkillMap


def ad_data(skill_map: SkillMap, reading: AdReading, role: Role) -> dict[str, object]:
    """Lay out what an ad asks for, where it says so, and what could not be placed.

    Args:
        skill_map: The map.
        reading: What was read in the ad.
        role: The role made of it.
    """
    asked = asked_skills(reading, skill_map)
    return {
        "title": reading.title,
        "caveat": CAVEAT,
        "seniority": seniority(reading) or None,
        "seniority_at": _place(reading.seniority_at),
        "years": reading.years,
        "years_at": _place(reading.years_at),
        "skills": [
            {
                "id": demand.skill,
                "name": skill_map.skills[demand.skill].name,
                "named_as": asked[demand.skill].kind.value if demand.skill in asked else None,
                "target": demand.target,
                "importance": demand.importance,
                "weight": demand.weight,
                "reason": demand.reason,
            }
            for demand in role.demands.values()
        ],
        "matches": [{"skills": list(m.skills), **_match(m)} for m in reading.matches],
        "outside": [{"name": m.outside, **_match(m)} for m in reading.outside],
        "unplaced": [_place(place) for place in reading.unplaced],
    }


def _match(match: Match) -> dict[str, object]:
    return {
        "term": match.term,
        "line": match.line,
        "kind": match.kind.value,
        "strength": match.strength,
        "years": match.years,
    }


def _place(place: Place | None) -> dict[str, object] | None:
    return {"line": place.line, "text": place.text} if place else None
