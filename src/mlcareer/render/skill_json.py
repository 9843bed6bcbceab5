"""The skill map and one skill as data."""

from collections.abc import Collection

from mlcareer.model.skills import Role, Skill, SkillMap
from mlcareer.render.report_json import exclusion_data, source_data


def map_data(skill_map: SkillMap, role: Role, measured: Collection[str]) -> dict[str, object]:
    """Lay out all skills with what the role asks of them."""
    return {
        "role": {"id": role.id, "name": role.name},
        "areas": dict(skill_map.areas),
        "skills": [
            {**skill_data(skill, role), "has_questions": skill.id in measured}
            for skill in skill_map.skills.values()
        ],
        "excluded": [exclusion_data(exclusion) for exclusion in role.excluded],
    }


def skill_data(skill: Skill, role: Role) -> dict[str, object]:
    """Lay out one skill."""
    demand = role.demands.get(skill.id)
    return {
        "id": skill.id,
        "name": skill.name,
        "area": skill.area,
        "definition": skill.definition,
        "requires": list(skill.requires),
        "helped_by": list(skill.helped_by),
        "claims": list(skill.claims),
        "in_map_because": skill.in_map_because or None,
        "sub_competences": dict(skill.sub_competences),
        "can_do": {str(level): list(s) for level, s in skill.can_do.items()},
        "hours": {str(level): list(h) for level, h in skill.hours.items()},
        "target": demand.target if demand else None,
        "importance": demand.importance if demand else None,
        "weight": demand.weight if demand else None,
        "reason": demand.reason if demand else None,
        "sources": [source_data(e) for e in demand.evidence] if demand else [],
    }
