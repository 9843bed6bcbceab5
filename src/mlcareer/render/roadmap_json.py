"""The roadmap as data."""

from mlcareer.model.study import Project, Resource
from mlcareer.roadmap.plan import PlanStep, Roadmap


def roadmap_data(roadmap: Roadmap) -> dict[str, object]:
    """Lay out the plan: steps in order, each with an id that stays."""
    return {
        "role": {"id": roadmap.role.id, "name": roadmap.role.name},
        "hours_low": roadmap.hours[0],
        "hours_high": roadmap.hours[1],
        "hours_a_week": roadmap.hours_a_week,
        "weeks": list(roadmap.weeks) if roadmap.weeks else None,
        "unmeasured": list(roadmap.unmeasured),
        "taken_on_trust": list(roadmap.taken_on_trust),
        "steps": [_step(step) for step in roadmap.steps],
    }


def _step(step: PlanStep) -> dict[str, object]:
    return {
        "id": step.id,
        "skill": step.skill.id,
        "name": step.skill.name,
        "level": step.level,
        "hours_low": step.hours[0],
        "hours_high": step.hours[1],
        "reason": step.reason,
        "requires": list(step.skill.requires),
        "can_do": list(step.can_do),
        "resources": [resource_data(resource) for resource in step.resources],
        "project": _project(step.project) if step.project else None,
    }


def _project(project: Project) -> dict[str, object]:
    return {
        "id": project.id,
        "name": project.name,
        "summary": project.summary,
        "data": project.data,
        "criteria": list(project.criteria),
    }


def resource_data(resource: Resource) -> dict[str, object]:
    """Lay out something to study."""
    return {
        "id": resource.id,
        "title": resource.title,
        "kind": resource.kind,
        "cost": resource.cost,
        "hours": resource.hours,
        "url": resource.url,
    }
