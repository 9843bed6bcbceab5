"""Plans that try what a page can bear."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle

from mlcareer.model.plan import Claim
from mlcareer.roadmap.plan import Check, PlanProject, PlanStep, Roadmap, Task
from support_golden import CLAIMS, EVENTS, PLAN_EVENTS, WISHES, garden_roadmap
from support_page import NAMES

VERSION = "1.2.3"
PRINCIPLES = ("Write down `one` number first.", "Use the <test> set once.")
NOTES = ("Hours are from your answers.",)
DEADLINE = date(2026, 12, 20)
LONG = 60
"""Steps of a plan that is long."""


def hostile_roadmap(names: Sequence[str] = NAMES) -> Roadmap:
    """Make a plan in which every text of content is one that tries to break the page."""
    roadmap = garden_roadmap(wishes=WISHES._replace(deadline=DEADLINE))
    texts = cycle(names)
    tasks = tuple(_hostile(task, [next(texts) for _ in range(9)]) for task in roadmap.tasks)
    ticked = tuple(
        replace(one, title=next(texts), claim=one.claim._replace(evidence=next(texts)))
        for one in roadmap.ticked
    )
    role = roadmap.role._replace(name=names[0], id='x"><script>alert(1)</script>')
    return replace(roadmap, role=role, tasks=tasks, ticked=ticked, checks=checks_of(roadmap, names))


def _hostile(task: Task, names: Sequence[str]) -> Task:
    if isinstance(task, PlanStep):
        resources = tuple(
            one._replace(title=names[0], url=f"javascript:alert(1)//{names[1]}")
            for one in task.resources
        )
        skill = task.skill._replace(name=names[2])
        said = (names[3], names[4])
        return replace(task, skill=skill, resources=resources, can_do=said, reason=names[5])
    project = task.project._replace(
        name=names[0], summary=names[1], data=names[2], criteria=(names[3], names[4])
    )
    return replace(task, project=project, common=(names[5],))


def checks_of(roadmap: Roadmap, names: Sequence[str], count: int = 11) -> tuple[Check, ...]:
    """Make checks of skills with names."""
    skill = roadmap.steps[0].skill
    return tuple(
        Check(f"known-{at}.2", skill._replace(name=names[at % len(names)]), 2, 3, 0.7, at)
        for at in range(count)
    )


def long_roadmap() -> Roadmap:
    """Make a plan of many steps in many stages, with each project under an id of its own."""
    roadmap = garden_roadmap(wishes=WISHES._replace(deadline=date(2029, 1, 1)))
    step, project = roadmap.steps[0], roadmap.projects[0]
    tasks: list[Task] = []
    for at in range(LONG):
        tasks.append(replace(step, id=f"digging-{at}.2", after=()))
        if at % 7 == 6:
            tasks.append(_after(project, at))
    return replace(roadmap, tasks=tuple(tasks), checks=checks_of(roadmap, ("Raking",)))


def _after(project: PlanProject, at: int) -> PlanProject:
    shown = (f"digging-{at}.2",)
    return replace(project, id=f"project.BED-{at}", shows=shown, after=shown)


def ticked_later(*ids: str) -> Roadmap:
    """Make the plan of the gardener after the program took in further ticks."""
    later = tuple(Claim(id_, "2026-11-25", "2026-11-25T08:00:00+00:00") for id_ in ids)
    return garden_roadmap(claims=(*CLAIMS, *later))


ROADMAPS = {
    "garden": garden_roadmap(),
    "deadline": garden_roadmap(wishes=WISHES._replace(deadline=DEADLINE)),
    "undated": garden_roadmap(wishes=WISHES._replace(hours_a_week=None), claims=()),
    "other": garden_roadmap(EVENTS, claims=()),
    "unbuilt": garden_roadmap(projects=()),
    "hostile": hostile_roadmap(),
    "long": long_roadmap(),
    "nothing": replace(garden_roadmap(PLAN_EVENTS, claims=()), tasks=(), checks=(), hours=(0, 0)),
}
