"""A plan beside what other wishes would make of it, for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mlcareer.model.days import day_text
from mlcareer.model.wording import counted, range_text
from mlcareer.render.page import Page, hint, indent, printable
from mlcareer.render.paint import width_of
from mlcareer.render.roadmap_parts import command_for, heading
from mlcareer.render.roadmap_words import finish_text, levels_left_out, share_text, task_text
from mlcareer.roadmap.plan import Roadmap, Task
from mlcareer.roadmap.what_if import Difference, difference
from mlcareer.roadmap.wishes import wish_options

_AS_IS: Final = "as it is"
_MOST_NAMED: Final = 5
"""How many tasks are named that come in or go out."""

_TABLE: Final = ("Plan", "h/week", "Ends from", "to", "Steps", "Fits", "Met", "likely")
_OTHER_COLUMNS: Final = 68
"""What the table takes beside the names of the plans, at most."""


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
    tried = list(_named(page, after))
    plans = [(_AS_IS, before), *((one.name, one.plan) for one in tried)]
    parts = [
        heading(page, f"What if: {before.role.name}"),
        _lines(page, plans) if page.lines_only else _table(page, plans),
        "" if page.lines_only else "\n".join(_legend(page, before)),
        *("\n".join(_differences(page, one, before)) for one in tried),
        "\n".join(_foot(page, before, tried, option)),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


class _Tried(NamedTuple):
    """Other wishes, and the plan that they give.

    Attributes:
        said: What is tried, as it was written.
        name: What the table calls it: the same, or a number where that is too long.
    """

    said: str
    name: str
    plan: Roadmap

    @property
    def title(self) -> str:
        """Say what is tried, behind its name in the table where that is another."""
        return self.said if self.said == self.name else f"{self.name}. {self.said}"


def _named(page: Page, after: Sequence[tuple[str, Roadmap]]) -> Iterator[_Tried]:
    tried = [(printable(said), plan) for said, plan in after]
    room = page.text_width - _OTHER_COLUMNS
    fits = page.lines_only or all(width_of(said) <= room for said, _ in tried)
    for number, (said, plan) in enumerate(tried, 1):
        yield _Tried(said, said if fits else str(number), plan)


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
    left_out = f": {levels_left_out(fit)} left out" if fit.left_out else ""
    return f"not all of it fits until {day}{left_out}"


def _differences(page: Page, tried: _Tried, before: Roadmap) -> Iterator[str]:
    apart = difference(before, tried.plan)
    yield heading(page, tried.title)
    facts = [_end(apart), _points(apart), fits_text(tried.plan) if tried.plan.fit else ""]
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
    points = round(100 * apart.points)
    if not points:
        return "the same share of the targets is met then"
    way = "higher" if points > 0 else "lower"
    return f"the share of the targets met then is about {counted(abs(points), 'point')} {way}"


def _names(tasks: Sequence[Task]) -> str:
    """Name a few tasks, and count the others."""
    names = [task_text(task) for task in tasks[:_MOST_NAMED]]
    more = len(tasks) - len(names)
    return "; ".join(names) + (f"; and {more} more" if more else "")


def _foot(page: Page, before: Roadmap, after: Sequence[_Tried], option: str) -> Iterator[str]:
    yield indent("Nothing was changed.", page)
    for one in after:
        options = wish_options(before.wishes, one.plan.wishes)
        if options:
            command = command_for("roadmap", option, options)
            yield hint(f"To plan with {one.said}:", command, page)
