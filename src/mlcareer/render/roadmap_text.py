"""The roadmap for a terminal."""

from collections.abc import Iterator

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.study import Resource
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, hours, indent
from mlcareer.roadmap.plan import PlanStep, Roadmap

NOTHING_TO_PLAN = "Nothing to plan: each target is met as far as is known."

_MODE_LABEL = {"read": "Read", "do": "Do", "both": "Course"}
_COST = {"free": "free", "free-account": "free with an account", "paid": "paid"}


def roadmap_text(
    page: Page, roadmap: Roadmap, notes: tuple[str, ...] = (), option: str = ""
) -> str:
    """Lay out the plan as a numbered list, with reasons, hours and resources.

    Args:
        page: What the text is for.
        roadmap: The plan.
        notes: Sentences to put before it.
        option: What names the role on the command line, or "" for the usual one.
    """
    if not roadmap.steps:
        text = f"{roadmap.role.name}. {NOTHING_TO_PLAN}"
        trust = trust_note(roadmap)
        return "\n\n".join(indent(part, page) for part in (text, trust) if part) + "\n"
    parts = [indent(f"Roadmap: {roadmap.role.name}", page), indent(summary(roadmap), page)]
    parts.extend(indent(note, page) for note in (*notes, trust_note(roadmap)) if note)
    parts.extend("\n".join(_step(page, at, step)) for at, step in enumerate(roadmap.steps, 1))
    parts.append(indent("As a checklist that says what each step means:", page))
    words = ("mlcareer roadmap", option, "--export md -o plan.md")
    parts[-1] += f"\n  {' '.join(filter(None, words))}"
    return "\n\n".join(parts) + "\n"


def summary(roadmap: Roadmap) -> str:
    """Say how much it is, and what that rests on."""
    text = f"{counted(len(roadmap.steps), 'step')}, {hours(*roadmap.hours)} in all."
    if roadmap.weeks:
        low, high = roadmap.weeks
        text += f" At {roadmap.hours_a_week} h a week: about {low:,} to {high:,} weeks."
    text += (
        " All hours are estimates; nobody measured them. Where a resource takes longer than"
        " its step, take the part that the step needs."
    )
    if roadmap.unmeasured:
        count = len(roadmap.unmeasured)
        verb = "stands" if count == 1 else "stand"
        text += f" {counted(count, 'skill')} {verb} here unmeasured,"
        text += " by your own rating or for lack of one."
    return text


def trust_note(roadmap: Roadmap) -> str:
    """Name the skills that are left out on the person's word alone, or nothing."""
    if not roadmap.taken_on_trust:
        return ""
    names = ", ".join(roadmap.taken_on_trust)
    return f"Left out by your own word alone, not measured: {names}."


def step_title(step: PlanStep) -> str:
    """Name a step: the skill and the level it is brought to."""
    return f"{step.skill.name}: {LEVEL_NAMES[step.level]}"


def resource_note(resource: Resource) -> str:
    """Say what a resource costs in money and hours."""
    return f"{_COST[resource.cost]}, about {resource.hours} h"


def resource_label(resource: Resource) -> str:
    """Say what one does with a resource."""
    return _MODE_LABEL[resource.mode]


def _step(page: Page, at: int, step: PlanStep) -> Iterator[str]:
    number = f"{at:>3}. "
    pad = " " * len(number)
    yield indent(f"{step_title(step)} ({hours(*step.hours)})", page, number)
    yield indent(f"Why: {step.reason}", page, pad, pad + "  ")
    for resource in step.resources:
        text = f"{resource_label(resource)}: {resource.title} ({resource_note(resource)})"
        yield indent(text, page, pad, pad + "  ")
        yield f"{pad}  {resource.url}"
    if step.project:
        project = step.project
        text = f"Build: {project.id} {project.name}. {project.summary}"
        yield indent(text, page, pad, pad + "  ")
