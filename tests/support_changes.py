"""Snapshots of a person who is believed to be able to do this and that."""

from collections.abc import Mapping

from mlcareer.changes import Snapshot
from mlcareer.gaps import make_report
from mlcareer.measure.profile import profile_of
from mlcareer.measure.steps import answer_event
from mlcareer.model.skills import Role, SkillMap
from simulated import belief_about, make_map, make_role
from support import make_question

Ability = tuple[float, float, int]
"""Mean of an ability, its standard error, both in logits, and the number of answers."""

UNKNOWN: Ability = (-0.5, 1.5, 0)


def world(*skills: str) -> tuple[SkillMap, Role]:
    """Make a map of unrelated skills, and a role that asks for level 2 in each."""
    return make_map(dict.fromkeys(skills, ())), make_role(dict.fromkeys(skills, (2, 1.0)))


def snapshot(  # noqa: PLR0913 - a factory names what a test wants to differ
    place: tuple[SkillMap, Role],
    abilities: Mapping[str, Ability],
    *,
    number: int = 1,
    said: int = 9,
    until: str = "2026-05-02",
    complete: bool = True,
) -> Snapshot:
    """Make a snapshot; of skills that are left out nothing is known."""
    skill_map, role = place
    known = {skill: abilities.get(skill, UNKNOWN) for skill in skill_map.skills}
    belief = belief_about(**{skill: (mean, sd * sd) for skill, (mean, sd, _) in known.items()})
    events = [
        answer_event(make_question(f"{skill}-{at}", skill=skill), "five")
        for skill, (_, _, answers) in known.items()
        for at in range(answers)
    ]
    profile = profile_of(skill_map, belief, events)
    report = make_report(skill_map, role, profile, belief, f"{until[:8]}01T09:00:00+02:00")
    return Snapshot(number, said, until, complete, report)
