"""What to do now: the next step of the plan, on one screen."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from mlcareer.model.days import day_text
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, hint, hours, indent
from mlcareer.render.roadmap_parts import command_for, heading, resource_lines
from mlcareer.render.roadmap_words import (
    NOTHING_TO_STUDY,
    can_be_asked,
    check_words,
    ends_text,
    levels_left_out,
    task_text,
)
from mlcareer.roadmap.plan import PlanProject, PlanStep, Roadmap, Task

MOST_CHECKS: Final = 3
"""How many skills the command for a check names."""

_MOST_DUE: Final = 2
"""How many skills are named that are worth a re-check."""

_AFTERWARDS: Final = 2
"""How many tasks are named that come after, where the screen has room for them."""

_SCREEN: Final = 23
"""Lines of a screen of 24 without that of the prompt."""

_SOON: Final = timedelta(days=7)
"""What begins within so many days begins now, and needs no day."""


def next_text(page: Page, roadmap: Roadmap, due: Sequence[str] = (), option: str = "") -> str:
    """Say what to do now, when it is done, and what comes after it.

    At 80 columns it fits on a screen of 24 lines with the prompt.

    Args:
        page: What the text is for.
        roadmap: The plan.
        due: Names of skills that are worth a re-check.
        option: What names the role on the command line, or "" for the usual one.
    """
    before = "\n".join(_before(page, roadmap, due, option))
    if not roadmap.tasks:
        parts = [heading(page, "What now"), before, "\n".join(_nothing(page, roadmap, option))]
        return "\n\n".join(filter(None, parts)) + "\n"
    task = roadmap.tasks[0]
    title = f"What now: {task.title}" if isinstance(task, PlanStep) else f"Build now: {task.title}"
    first = "\n".join(filter(None, (heading(page, title), before)))
    told = "\n".join(_told(page, task, roadmap.made_on))
    body = f"{first}\n\n{told}\n\n"
    end = _end(page, roadmap, option, _SCREEN - body.count("\n"))
    return f"{body}{end}\n"


def _before(page: Page, roadmap: Roadmap, due: Sequence[str], option: str) -> Iterator[str]:
    """Name what to be asked about before any study."""
    if roadmap.checks:
        count = counted(len(roadmap.checks), "level")
        verb = "is" if len(roadmap.checks) == 1 else "are"
        what = "first a few questions" if can_be_asked(roadmap, MOST_CHECKS) else "tick it if so"
        said = f"{count} {verb} probably there already; {what}:"
        yield hint(said, command_for(check_words(roadmap, MOST_CHECKS), option), page)
    if due:
        more = len(due) - _MOST_DUE
        tail = f" and {more} more" if more > 0 else ""
        said = f"Worth a re-check: {', '.join(due[:_MOST_DUE])}{tail}:"
        yield hint(said, command_for("due", option), page)


def _told(page: Page, task: Task, today: date) -> Iterator[str]:
    return _step(page, task, today) if isinstance(task, PlanStep) else _project(page, task)


def _step(page: Page, step: PlanStep, today: date) -> Iterator[str]:
    facts = [hours(*step.hours)]
    if step.dates and step.dates.starts - today > _SOON:
        facts.append(f"from {day_text(step.dates.starts)}")
    if step.dates:
        facts.append(ends_text(step.dates))
    yield indent(f"{'; '.join(facts)}.", page)
    yield indent("Done when this is true of you:", page)
    for statement in step.can_do:
        yield indent(statement, page, "  - ")
    yield from resource_lines(page, step, "")


def _project(page: Page, task: PlanProject) -> Iterator[str]:
    project = task.project
    if task.due:
        yield indent(f"By about {day_text(task.due)}.", page)
    yield indent(project.summary, page)
    yield indent(f"Data: {project.data}", page)
    yield indent("Done when another person can see:", page)
    for criterion in project.criteria:
        yield indent(criterion, page, "  - ")


def _end(page: Page, roadmap: Roadmap, option: str, room: int) -> str:
    """Say what comes after, one task at least, and how to tick; in so many lines if possible."""
    tick = _how_to_tick(page, roadmap.tasks[0], option)
    coming = roadmap.tasks[1 : 1 + _AFTERWARDS]
    end = "\n".join((*_after(page, coming), tick))
    if end.count("\n") < room:
        return end
    return "\n".join((*_after(page, coming[:1]), tick))


def _after(page: Page, tasks: Sequence[Task]) -> Iterator[str]:
    if tasks:
        yield indent(f"After that: {'; '.join(map(task_text, tasks))}.", page)


def _how_to_tick(page: Page, task: Task, option: str) -> str:
    if isinstance(task, PlanStep):
        return hint("Tick it when it is done:", f"mlcareer done {task.id}", page)
    command = f"mlcareer done {task.id} --evidence PLACE"
    whole = hint("All of it:", command_for("roadmap", option, "--export md"), page)
    return f"{whole}\n{hint('Tick it when it is done:', command, page)}"


def _nothing(page: Page, roadmap: Roadmap, option: str) -> Iterator[str]:
    """Say why there is no step, and what can be done."""
    fit = roadmap.fit
    if fit and fit.left_out:
        day, levels = day_text(fit.deadline), levels_left_out(fit)
        yield indent(f"No step fits until {day}; {levels} are left out.", page)
        yield hint("With a later day:", command_for("roadmap", option, "--by DATE"), page)
        yield hint("Or with none:", command_for("roadmap", option, "--by none"), page)
        return
    yield indent(NOTHING_TO_STUDY, page)
    if any(one.chance is not None and not one.proven for one in roadmap.ticked):
        claimed = command_for("assess --claimed", option)
        yield hint("What is ticked is not all proven yet. Be asked about it:", claimed, page)
    yield hint("Where you stand:", command_for("report", option), page)
    yield hint("What to keep fresh:", command_for("due", option), page)
    yield hint("Other roles:", "mlcareer roles", page)
