"""The roadmap as a Markdown task list (GitHub flavour)."""

from collections.abc import Iterator
from itertools import groupby

from mlcareer.model.people import EvidenceKind
from mlcareer.model.study import Project
from mlcareer.render.markdown import address, escape
from mlcareer.render.page import hours
from mlcareer.render.roadmap_text import (
    NOTHING_TO_PLAN,
    resource_label,
    resource_note,
    step_title,
    summary,
    trust_note,
)
from mlcareer.roadmap.plan import PlanStep, Roadmap


def roadmap_markdown(
    roadmap: Roadmap,
    made_on: str,
    notes: tuple[str, ...] = (),
    evidence: tuple[EvidenceKind, ...] = (),
) -> str:
    """Lay out the plan as a checklist: one tick a step, with a hidden id that stays.

    Args:
        roadmap: The plan.
        made_on: Date of making, as 2026-11-22.
        notes: Further paragraphs for the head.
        evidence: What may stand beside a tick.
    """
    lines = [f"# Roadmap: {escape(roadmap.role.name)}", "", f"Made on {made_on}."]
    if not roadmap.steps:
        return "\n".join([*lines, "", NOTHING_TO_PLAN, "", escape(trust_note(roadmap)), ""])
    lines += [escape(summary(roadmap)), ""]
    for note in filter(None, (*notes, trust_note(roadmap))):
        lines += [escape(note), ""]
    lines += ["Tick a step when you can do all that stands under it. The order matters:"]
    lines += ["nothing comes before what it requires."]
    if evidence:
        lines += ["", "Note your evidence beside a tick:", ""]
        lines += [f"- {escape(kind.name)}: {escape(kind.shows)}" for kind in evidence]
    for number, (_, group) in enumerate(groupby(roadmap.steps, key=lambda s: s.skill.id), 1):
        steps = list(group)
        skill = steps[0].skill
        lines += ["", f"## {number}. {escape(skill.name)}", "", escape(skill.definition)]
        lines += ["", f"Why: {escape(steps[0].reason)}.", ""]
        for step in steps:
            lines += _step(step)
    return "\n".join(lines) + "\n"


def _step(step: PlanStep) -> Iterator[str]:
    title = escape(step_title(step))
    yield f"- [ ] **{title}** ({hours(*step.hours)}) <!-- mlc:{step.id} -->"
    yield "  - What it looks like:"
    for statement in step.can_do:
        yield f"    - {escape(statement)}"
    for resource in step.resources:
        link = f"[{escape(resource.title)}]({address(resource.url)})"
        yield f"  - {resource_label(resource)}: {link} ({resource_note(resource)})"
    if step.project:
        yield from _project(step.project)


def _project(project: Project) -> Iterator[str]:
    yield f"  - Build: {escape(f'{project.id}, {project.name}')}"
    yield f"    - {escape(project.summary)}"
    yield f"    - {escape(f'Data: {project.data}')}"
    for criterion in project.criteria:
        yield f"    - {escape(f'Done when: {criterion}')}"
