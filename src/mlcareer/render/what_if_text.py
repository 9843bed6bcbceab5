"""A plan beside what other wishes would make of it, for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from mlcareer.model.days import day_text
from mlcareer.model.wording import counted, range_text
from mlcareer.render.page import Page, hint, indent
from mlcareer.render.paint import width_of
from mlcareer.render.roadmap_text import command_for, heading, printable
from mlcareer.render.roadmap_words import finish_text, share_text
from mlcareer.roadmap.plan import PlanStep, Roadmap, Task
from mlcareer.roadmap.what_if import Difference, difference
from mlcareer.roadmap.wishes import wish_options

_AS_IS: Final = "as it is"
_MOST_NAMED: Final = 5
_TABLE: Final = ("Plan", "h/week", "Ends from", "to", "Steps", "Fits", "Met", "likely")
_OTHER_COLUMNS: Final = 68
_POINT: Final = 0.005


def what_if_text(
    page: Page, before: Roadmap, after: Sequence[tuple[str, Roadmap]], option: str = ""
) -> str:
    """Compare a plan with those that other wishes give.

    Args:
        page: What the text is for.
        before: The plan as it is.
        after: What is tried, as it was written, each with its plan.
        option: What names the role on the command line, or "" for the usual one.
    """
    tried = [(printable(said), plan) for said, plan in after]
    names = _names_of(page, [said for said, _ in tried])
    plans = [
        (_AS_IS, before),
        *((name, plan) for name, (_, plan) in zip(names, tried, strict=True)),
    ]
    titles = [
        said if said == name else f"{name}. {said}"
        for name, (said, _) in zip(names, tried, strict=True)
    ]
    parts = [
        heading(page, f"What if: {before.role.name}"),
        _lines(page, plans) if page.lines_only else _table(page, plans),
        "" if page.lines_only else "\n".join(_legend(page, before)),
        *(
            "\n".join(_differences(page, title, before, plan))
            for title, (_, plan) in zip(titles, tried, strict=True)
        ),
        "\n".join(_foot(page, before, tried, option)),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _names_of(page: Page, tried: Sequence[str]) -> list[str]:
    """Name the plans in the table: by what was tried, or by numbers where that is too long."""
    room = page.text_width - _OTHER_COLUMNS
    if page.lines_only or all(width_of(said) <= room for said in tried):
        return list(tried)
    return [str(number) for number in range(1, len(tried) + 1)]


def _table(page: Page, plans: Sequence[tuple[str, Roadmap]]) -> str:
    from mlcareer.render.table import draw_table  # noqa: PLC0415 - rich, only where it draws

    rows = [(name, *_cells(plan)) for name, plan in plans]
    kept = [at for at, name in enumerate(_TABLE) if name != "Fits" or any(p.fit for _, p in plans)]
    right = frozenset({"h/week", "Steps", "Met"})
    cells = [tuple(row[at] for at in kept) for row in rows]
    return draw_table(page, [_TABLE[at] for at in kept], cells, right, ("bold",))


def _cells(plan: Roadmap) -> tuple[str, ...]:
    low, high = plan.finish
    then = plan.prospects.planned
    fits = ("yes" if plan.fit.all_fits else "no") if plan.fit and plan.fit.hours_known else "-"
    return (
        str(plan.wishes.hours_a_week or "-"),
        day_text(low) if low else "-",
        day_text(high) if high else ("much later" if low else "-"),
        str(len(plan.steps)),
        fits,
        f"{100 * then.share:.0f} %",
        range_text(then.low, then.high),
    )


def _legend(page: Page, before: Roadmap) -> Iterator[str]:
    about = "Met: the share of the targets, by weight, if each step of the plan brings its level."
    yield indent(about, page)
    if before.fit:
        yield indent(f"As it is, {fits_text(before)}.", page)


def _lines(page: Page, plans: Sequence[tuple[str, Roadmap]]) -> str:
    lines = []
    for said, plan in plans:
        lines.append(heading(page, f"{said[0].upper()}{said[1:]}" if said == _AS_IS else said))
        lines += [indent(text, page, "  ", "    ") for text in _facts(plan)]
    return "\n".join(lines)


def _facts(plan: Roadmap) -> Iterator[str]:
    weekly = plan.wishes.hours_a_week
    yield f"{weekly} h a week" if weekly else "no hours a week"
    if plan.steps and weekly:
        yield finish_text(plan.finish)
    yield counted(len(plan.steps), "step")
    if plan.fit:
        yield fits_text(plan)
    yield f"targets met at the end: {share_text(plan.prospects.planned)}"


def fits_text(plan: Roadmap) -> str:
    """Say whether all fits before the last day of a plan, where it has one."""
    fit = plan.fit
    if fit is None:
        return "no last day"
    day = day_text(fit.deadline)
    if fit.available is None:
        return f"no hours a week, so nobody knows what fits until {day}"
    if fit.all_fits:
        sure = "" if fit.needed[1] <= fit.available else ", unless much takes long"
        return f"all of it fits until {day}{sure}"
    levels = counted(sum(len(one.levels) for one in fit.left_out), "level")
    left_out = f": {levels} left out" if fit.left_out else ""
    return f"not all of it fits until {day}{left_out}"


def _differences(page: Page, said: str, before: Roadmap, after: Roadmap) -> Iterator[str]:
    apart = difference(before, after)
    yield heading(page, said)
    facts = [_end(apart), _points(apart), fits_text(after) if after.fit else ""]
    text = "; ".join(filter(None, facts))
    yield indent(f"{text[0].upper()}{text[1:]}.", page, "  ")
    for label, tasks in (("Comes in", apart.comes_in), ("Goes out", apart.goes_out)):
        if tasks:
            yield indent(f"{label}: {_names(tasks)}.", page, "  ", "    ")
    if not apart.comes_in and not apart.goes_out:
        yield indent("The same steps and projects.", page, "  ")


def _end(apart: Difference) -> str:
    if apart.weeks is None:
        return "when it ends cannot be compared"
    if not apart.weeks:
        return "ends about when it does now"
    way = "later" if apart.weeks > 0 else "earlier"
    return f"ends about {counted(abs(apart.weeks), 'week')} {way}"


def _points(apart: Difference) -> str:
    if abs(apart.points) < _POINT:
        return "the same share of the targets is met then"
    way = "higher" if apart.points > 0 else "lower"
    points = counted(round(100 * abs(apart.points)), "point")
    return f"the share of the targets met then is about {points} {way}"


def _names(tasks: Sequence[Task]) -> str:
    """Name a few tasks, the steps of one skill by its levels."""
    names = [
        task.title if isinstance(task, PlanStep) else f"build {task.title}"
        for task in tasks[:_MOST_NAMED]
    ]
    more = len(tasks) - len(names)
    return "; ".join(names) + (f"; and {more} more" if more else "")


def _foot(
    page: Page, before: Roadmap, after: Sequence[tuple[str, Roadmap]], option: str
) -> Iterator[str]:
    yield indent("Nothing was changed.", page)
    for said, plan in after:
        options = wish_options(before.wishes, plan.wishes)
        if options:
            yield hint(f"To plan with {said}:", command_for("roadmap", option, options), page)
