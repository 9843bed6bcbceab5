"""The roadmap for a terminal."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from mlcareer.model.days import day_text, month_text
from mlcareer.model.people import HOURS_A_WEEK
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, hint, hours, indent, printable, unbroken
from mlcareer.render.paint import padded
from mlcareer.render.roadmap_parts import command_for, heading, paragraph, resource_lines, set_in
from mlcareer.render.roadmap_stages import coming_weeks
from mlcareer.render.roadmap_words import (
    MOST_CHECKED,
    as_day,
    can_be_asked,
    check_text,
    check_words,
    dates_text,
    left_out_text,
    minutes_text,
    paragraphs,
    ticked_state,
    title,
    why_text,
)
from mlcareer.roadmap.plan import PlanProject, PlanStep, Roadmap, Task, Ticked

MOST_FULL: Final = 12
"""How many tasks are shown in full."""

MOST_LEFT_OUT: Final = 10
"""How many skills are named that are left out."""

_FEW_MORE: Final = 3
"""So many tasks more are shown in full, too, instead of a list of so few."""

_WEEKS: Final = 4
"""How many of the coming weeks are told."""

_AMOUNT: Final = 20
"""Columns of the hours that stand before a title."""

_USUAL_HOURS: Final = 5
"""Hours a week to compare with where none are known; twice as many are proposed."""


def roadmap_text(
    page: Page, roadmap: Roadmap, notes: tuple[str, ...] = (), option: str = ""
) -> str:
    """Lay out the plan: how much it is, what to check, what comes soon, then all of it.

    Args:
        page: What the text is for.
        roadmap: The plan.
        notes: Sentences to put before it.
        option: What names the role on the command line, or "" for the usual one.
    """
    parts = [
        "\n".join(filter(None, (heading(page, title(roadmap)), _begin(page, roadmap, option)))),
        *(indent(note, page) for note in notes),
        *(paragraph(page, text, option) for text in paragraphs(roadmap)),
        _checks(page, roadmap, option),
        _coming(page, roadmap),
        *_tasks(page, roadmap, option),
        _left_out(page, roadmap),
        _ticked(page, roadmap),
        _foot(page, roadmap, option),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _begin(page: Page, roadmap: Roadmap, option: str) -> str:
    """Name the first step, which would else stand below the first screen."""
    if not roadmap.steps:
        return ""
    said = f"First step: {roadmap.steps[0].title}. What to do for it:"
    return hint(said, command_for("next", option), page)


def _checks(page: Page, roadmap: Roadmap, option: str) -> str:
    if not roadmap.checks:
        return ""
    shown = roadmap.checks[:MOST_CHECKED]
    asks = can_be_asked(roadmap)
    why = "Probably there already, so not planned."
    why += " A few questions show whether that is so." if asks else " Tick what you can do."
    lines = [heading(page, "Check first"), indent(why, page)]
    lines += [indent(check_text(check), page, "  - ") for check in shown]
    more = len(roadmap.checks) - len(shown)
    if more:
        lines.append(indent(f"and {more} more; they move up as these are settled", page, "  "))
    asked = "Be asked about them:" if not more else f"Be asked about these {len(shown)}:"
    if not asks:
        asked = "Tick it:"
    lines.append(hint(asked, command_for(check_words(roadmap), option), page))
    return "\n".join(lines)


def _coming(page: Page, roadmap: Roadmap) -> str:
    """Say what there is to do in the first weeks, where there are dates."""
    weeks = coming_weeks(roadmap, _WEEKS)
    if not weeks:
        return ""
    count = f"{len(weeks)} weeks" if len(weeks) > 1 else "week"
    lines = [heading(page, f"The next {count} of study")]
    for week in weeks:
        alone = len(week.parts) == 1
        parts = [
            step.title if alone else f"{step.title} ({_time(minutes)})"
            for step, minutes in week.parts
        ]
        text = f"Week of {day_text(week.monday)}, {_time(week.minutes)}: {'; '.join(parts)}"
        lines.append(indent(text, page, "  ", "    "))
    return "\n".join(lines)


def _time(minutes: int) -> str:
    return unbroken(minutes_text(minutes))


def _tasks(page: Page, roadmap: Roadmap, option: str) -> Iterator[str]:
    if not roadmap.tasks:
        return
    numbers = {step.id: at for at, step in enumerate(roadmap.steps, 1)}
    yield _about_tasks(page, roadmap)
    full = MOST_FULL if len(roadmap.tasks) > MOST_FULL + _FEW_MORE else len(roadmap.tasks)
    for task in roadmap.tasks[:full]:
        if isinstance(task, PlanStep):
            yield "\n".join(_step(page, task, numbers[task.id], option))
        else:
            yield "\n".join(_project(page, task, numbers))
    rest = roadmap.tasks[full:]
    if rest:
        text = f"The other {len(rest)}, in short"
        if any(isinstance(task, PlanStep) and task.dates for task in rest):
            text += ", with the month in which each ends by the middle of the estimates"
        yield "\n".join((heading(page, text), *(_short(page, t, numbers) for t in rest)))


def _about_tasks(page: Page, roadmap: Roadmap) -> str:
    what = "What to study and build" if roadmap.projects else "What to study"
    text = "A step brings one skill to one level."
    if roadmap.projects:
        text += " The hours of what to build are part of those of the steps that it shows."
    return f"{heading(page, f'{what}, in order')}\n{indent(text, page)}"


def _step(page: Page, step: PlanStep, at: int, option: str) -> Iterator[str]:
    number = f"{at:>3}. "
    pad = " " * len(number)
    yield heading(page, step.title, number)
    facts = [hours(*step.hours), *([dates_text(step.dates)] if step.dates else []), step.id]
    yield indent("; ".join(facts), page, pad)
    yield set_in(page, f"Why: {why_text(step)}", pad, option)
    yield from resource_lines(page, step, pad)


def _project(page: Page, task: PlanProject, numbers: Mapping[str, int]) -> Iterator[str]:
    first = "  -  "
    pad = " " * len(first)
    yield heading(page, f"Build {task.title}", first)
    shown = list(map(str, sorted(numbers[id_] for id_ in task.shows if id_ in numbers)))
    shows = [f"shows step{'s' * (len(shown) > 1)} {', '.join(shown)}"] if shown else []
    when = [f"about {day_text(task.due)}"] if task.due else []
    yield indent("; ".join((*shows, *when, task.id)), page, pad)
    yield indent(task.project.summary, page, pad)
    yield indent(f"Data: {task.project.data}", page, pad, f"{pad}  ")


def _short(page: Page, task: Task, numbers: Mapping[str, int]) -> str:
    """Say a task in a line: its hours, its title and when it ends."""
    if isinstance(task, PlanProject):
        number, amount, name = "  -  ", "to build", task.title
        when = _until(task.due)
    else:
        number, amount, name = f"{numbers[task.id]:>3}. ", hours(*task.hours), task.title
        when = _until(task.dates.ends if task.dates else None)
    if page.lines_only:
        return indent(", ".join(filter(None, (name, amount, when))), page, number)
    # However many hours there are, a space parts them from the title.
    before = padded(f"{amount} ", _AMOUNT)
    return indent(f"{name}{when and f', {when}'}", page, f"{number}{before}")


def _until(day: date | None) -> str:
    return month_text(day) if day else ""


def _left_out(page: Page, roadmap: Roadmap) -> str:
    fit = roadmap.fit
    if fit is None or not fit.left_out:
        return ""
    lines = [heading(page, f"Left out until {day_text(fit.deadline)}")]
    shown = fit.left_out[:MOST_LEFT_OUT]
    lines += [indent(left_out_text(one), page, "  - ") for one in shown]
    if len(fit.left_out) > len(shown):
        more = counted(len(fit.left_out) - len(shown), "more skill")
        lines.append(indent(f"and {more}", page, "  "))
    return "\n".join(lines)


def _ticked(page: Page, roadmap: Roadmap) -> str:
    if not roadmap.ticked:
        return ""
    lines = [heading(page, "Ticked by you")]
    lines += [indent(_tick(one), page, "  - ") for one in roadmap.ticked]
    return "\n".join(lines)


def _tick(one: Ticked) -> str:
    """Say what was ticked, when, and what answers make of it."""
    day = as_day(one.claim.on)
    when = f", {day_text(day)}" if day else ""
    return printable(f"{one.title}{when}: {ticked_state(one)}")


def _foot(page: Page, roadmap: Roadmap, option: str) -> str:
    if roadmap.tasks:
        export = command_for("roadmap", option, "--export md -o plan.md")
        hints = [
            ("What to do now:", command_for("next", option)),
            ("As a checklist, with all of each step:", export),
        ]
    else:
        hints = [
            ("What is worth a re-check:", command_for("due", option)),
            ("Other roles:", "mlcareer roles"),
        ]
    if roadmap.steps:
        hints.append(("Tick what is done by its id:", f"mlcareer done {roadmap.steps[0].id}"))
        other = f"--what-if hours={_other_hours(roadmap)}"
        hints.append(("With other hours a week:", command_for("roadmap", option, other)))
    return "\n".join(hint(text, command, page) for text, command in hints)


def _other_hours(roadmap: Roadmap) -> int:
    return min(2 * (roadmap.wishes.hours_a_week or _USUAL_HOURS), HOURS_A_WEEK[-1])
