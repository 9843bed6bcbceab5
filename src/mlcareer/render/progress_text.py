"""How far a plan has come, for a terminal."""

from collections.abc import Iterator
from typing import Final

from mlcareer.model.days import day_text, month_text
from mlcareer.model.plan import parse_step_id
from mlcareer.model.wording import counted
from mlcareer.render.bars import marks, share_bar
from mlcareer.render.page import Page, hint, hours, indent, printable
from mlcareer.render.paint import Piece, paint
from mlcareer.render.roadmap_parts import command_for, heading, paragraph
from mlcareer.render.roadmap_words import (
    HOW_TO_GET_DATES,
    NOTHING_TO_STUDY,
    finish_text,
    levels_left_out,
    readiness_text,
)
from mlcareer.roadmap.progress import Baseline, Month, Progress

_WIDEST_BAR: Final = 60
"""Columns of a bar, at most."""

_MARGIN: Final = "  "
"""Stands before a bar."""

_MOST_MONTHS: Final = 12
"""How many months are told one by one, the last ones."""

_MOST_NAMED: Final = 5
"""How many ticks are named that answers speak against."""


def progress_text(page: Page, progress: Progress, option: str = "") -> str:
    """Say what of the plan is ticked and proven, month by month, and when it ends now.

    Args:
        page: What the text is for.
        progress: How far the plan has come.
        option: What names the role on the command line, or "" for the usual one.
    """
    parts = [
        heading(page, f"Progress: {progress.plan.role.name}"),
        "\n".join(_steps(page, progress)),
        "\n".join(_targets(page, progress)),
        "\n".join(_months(page, progress.months)),
        "\n".join(paragraph(page, text, option) for text in _end(progress)),
        "\n".join(_refuted(page, progress, option)),
        "\n".join(_foot(page, progress, option)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _steps(page: Page, progress: Progress) -> Iterator[str]:
    yield indent(" ".join(_counts(progress)), page)
    if progress.done + progress.left and not page.plain:
        yield from _steps_bar(page, progress)
    yield from (indent(text, page) for text in _work(progress))


def _steps_bar(page: Page, progress: Progress) -> Iterator[str]:
    """Draw proven, claimed and open steps; of what there is any, at least one sign is seen."""
    sign = marks(page)
    room = _room(page)
    counts = (len(progress.proven), len(progress.claimed), progress.left)
    cells = [count and max(1, count * room // sum(counts)) for count in counts]
    widest = cells.index(max(cells))
    cells[widest] += room - sum(cells)
    kinds = ((sign["mean"], "green"), (sign["range"], "yellow"), (sign["empty"], "dim"))
    bar = [Piece(char * n, style) for n, (char, style) in zip(cells, kinds, strict=True)]
    yield paint(page, [[Piece(_MARGIN), *bar]])
    names = zip(kinds, ("proven", "claimed", "open"), counts, strict=True)
    legend = "; ".join(f"{char} {name} {count}" for (char, _), name, count in names)
    yield indent(legend, page, _MARGIN)


def _room(page: Page) -> int:
    """Count the columns that a bar has."""
    return min(_WIDEST_BAR, page.text_width - len(_MARGIN))


def _counts(progress: Progress) -> Iterator[str]:
    """Count what is ticked, claimed and proven apart."""
    whole = progress.done + progress.left
    if not progress.done:
        yield f"None of {counted(whole, 'step')} is ticked yet." if whole else NOTHING_TO_STUDY
    else:
        yield (
            f"{progress.done} of {counted(whole, 'step')} ticked: {len(progress.proven)} proven by"
            f" answers, {len(progress.claimed)} claimed."
        )
    if progress.projects:
        named = sum(bool(one.claim.evidence) for one in progress.projects)
        yield f"{counted(len(progress.projects), 'project')} ticked, {named} with evidence."
    if progress.elsewhere:
        yield f"{counted(len(progress.elsewhere), 'tick')} more for what this role does not ask."


def _work(progress: Progress) -> Iterator[str]:
    """Say about how much work is behind, and how much is ahead."""
    if progress.hours[1]:
        yield f"What is ticked was estimated at {hours(*progress.hours)}."
    if progress.left:
        yield f"Left: {hours(*progress.plan.hours)}."
    fit = progress.plan.fit
    if fit and fit.left_out:
        yield f"Left out until {day_text(fit.deadline)}: {levels_left_out(fit)}."


def _targets(page: Page, progress: Progress) -> Iterator[str]:
    yield indent(readiness_text(progress.plan), page)
    now = progress.plan.prospects.now
    if not page.plain:
        room = _room(page)
        bar = share_bar(page, now.share, now.low, now.high, room)
        yield paint(page, [[Piece(_MARGIN), Piece(bar, "cyan")]])


def _months(page: Page, months: tuple[Month, ...]) -> Iterator[str]:
    if not months:
        return
    yield heading(page, "Ticked, by month")
    if len(months) > _MOST_MONTHS:
        yield indent(f"and {counted(len(months) - _MOST_MONTHS, 'month')} before these", page, "  ")
    for month in months[-_MOST_MONTHS:]:
        counts = [
            counted(month.steps, "step") if month.steps else "",
            counted(month.projects, "project") if month.projects else "",
            hours(*month.hours) if month.steps else "",
        ]
        text = f"{month_text(month.first)}: {', '.join(filter(None, counts))}"
        yield indent(text, page, "  ", "    ")


def _end(progress: Progress) -> Iterator[str]:
    """Say when the plan ends now, and how that compares with the plan as it was once."""
    plan = progress.plan
    if plan.steps and plan.finish[0]:
        yield f"From today, at {plan.wishes.hours_a_week} h a week: {finish_text(plan.finish)}."
    elif plan.steps and not plan.wishes.hours_a_week:
        yield HOW_TO_GET_DATES
    if progress.baseline:
        yield from _since(progress, progress.baseline)


def _since(progress: Progress, baseline: Baseline) -> Iterator[str]:
    day = day_text(baseline.made_on)
    left = counted(progress.left, "step")
    yield (
        f"On {day} the plan had {counted(baseline.steps, 'step')}, {hours(*baseline.hours)};"
        f" now {left} {'is' if progress.left == 1 else 'are'} left."
    )
    weeks = progress.weeks_later
    if weeks is None:
        return
    if weeks > 0:
        yield (
            f"The plan now ends about {counted(weeks, 'week')} later than on {day}. Nothing is"
            " lost; it was re-planned from today."
        )
    elif weeks < 0:
        yield f"The plan now ends about {counted(-weeks, 'week')} earlier than on {day}."
    else:
        yield f"The plan ends about when it did on {day}."


def _refuted(page: Page, progress: Progress, option: str) -> Iterator[str]:
    if not progress.refuted:
        return
    names = [one.title for one in progress.refuted[:_MOST_NAMED]]
    more = len(progress.refuted) - len(names)
    tail = f" and {more} more" if more else ""
    yield indent(
        f"Later answers speak against {counted(len(progress.refuted), 'tick')}, which count as"
        f" open again: {printable(', '.join(names))}{tail}.",
        page,
    )
    step = parse_step_id(progress.refuted[0].claim.id)
    if step:
        yield hint("What the answers say:", command_for(f"report {step.skill}", option), page)


def _foot(page: Page, progress: Progress, option: str) -> Iterator[str]:
    if progress.claimed:
        claimed = command_for("assess --claimed", option)
        yield hint("A claim becomes proven by answers:", claimed, page)
    if not progress.done and not progress.projects and progress.left:
        done = f"mlcareer done {progress.plan.steps[0].id}"
        yield hint("Tick a step when it is done:", done, page)
    yield hint("What to do now:", command_for("next", option), page)
