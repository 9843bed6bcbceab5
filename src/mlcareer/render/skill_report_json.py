"""One skill of a person as data."""

from mlcareer.gaps import Report
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.render.report_json import comparison_data, skill_row
from mlcareer.render.roadmap_json import resource_data
from mlcareer.render.skill_report import SkillReport


def skill_report_data(report: Report, one: SkillReport) -> dict[str, object]:
    """Lay out where a person stands in one skill, and what that rests on."""
    skill = one.skill
    return {
        "role": {"id": report.role.id, "name": report.role.name},
        "assessment_started": report.started,
        "levels": list(LEVEL_NAMES),
        "skill": skill_row(report, one.row._replace(ticks=one.ticks)),
        "definition": skill.definition,
        "can_do": [
            {
                "level": level,
                "status": one.status(level).replace(" ", "-"),
                "chance": round(one.gap.estimate.reaches(level), 4),
                "statements": list(skill.can_do[level]),
            }
            for level in TAUGHT_LEVELS
        ],
        "parts": [
            {"id": sub, "name": name, "right": one.counts(sub)[0], "asked": one.counts(sub)[1]}
            for sub, name in skill.sub_competences.items()
        ],
        "answers": [
            {
                "question": asked.question.id,
                "part": asked.question.sub,
                "level": asked.question.level,
                "stem": asked.question.stem,
                "outcome": asked.outcome.value,
            }
            for asked in one.asked
        ],
        "answers_to_questions_gone": one.gone,
        "self_rating": comparison_data(one.comparison) if one.comparison else None,
        "study": [
            {
                "level": level,
                "hours": list(skill.hours[level]),
                "resources": [resource_data(resource) for resource in resources],
            }
            for level, resources in one.resources.items()
        ],
    }
