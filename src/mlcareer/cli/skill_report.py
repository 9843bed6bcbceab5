"""Gathers what `mlcareer report SKILL` shows."""

from mlcareer.cli.session import Standing
from mlcareer.content.questions import find_questions
from mlcareer.content.study import load_resources
from mlcareer.errors import UsageError
from mlcareer.model.items import Outcome
from mlcareer.model.people import EventKind, standing_events
from mlcareer.model.skills import Skill
from mlcareer.model.study import Resource
from mlcareer.render.report_rows import Row, rows_of
from mlcareer.render.report_ticks import NO_TICKS
from mlcareer.render.skill_report import Asked, SkillReport
from mlcareer.roadmap.shelf import choose_resources


def load_skill_report(standing: Standing, skill_id: str, option: str) -> SkillReport:
    """Gather all that is known of a person in one skill.

    Args:
        standing: Where the person stands.
        skill_id: The skill.
        option: What names the role on the command line, or "" for the usual one.

    Raises:
        UsageError: The role does not name the skill.
    """
    skill = standing.skill_map.skills[skill_id]
    row = _row(standing, skill)
    answers = [
        event
        for event in standing_events(standing.events)
        if event.kind is EventKind.ANSWER and event.detail["skill"] == skill_id
    ]
    skill_of = {event.subject: skill_id for event in answers}
    questions = find_questions(standing.folders, standing.skill_map, skill_of)
    asked = tuple(
        Asked(questions[event.subject], Outcome(event.value))
        for event in answers
        if event.subject in questions
    )
    compared = standing.report.self_knowledge.comparisons
    return SkillReport(
        skill=skill,
        row=row,
        asked=asked,
        comparison=next((one for one in compared if one.skill == skill_id), None),
        resources=_resources(standing, skill, row),
        gone=len(answers) - len(asked),
        role=standing.role.name,
        option=option,
        ticks=standing.ticks(standing.report).get(skill_id, NO_TICKS),
    )


def _row(standing: Standing, skill: Skill) -> Row:
    for row in rows_of(standing.report):
        if row.gap.demand.skill == skill.id:
            return row
    role = standing.role
    message = (
        f"{role.name} asks nothing of {skill.name}."
        f" Compare with another role: mlcareer report {skill.id} --role NAME (mlcareer roles)."
    )
    raise UsageError(message)


def _resources(standing: Standing, skill: Skill, row: Row) -> dict[int, tuple[Resource, ...]]:
    resources = load_resources(standing.folders, standing.skill_map).values()
    first = standing.ground(standing.report)[skill.id].reached + 1
    found = {
        level: choose_resources(resources, skill, level)
        for level in range(first, row.gap.demand.target + 1)
    }
    return {level: chosen for level, chosen in found.items() if chosen}
