"""What would become of a plan with other wishes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mlcareer.model.plan import Wishes
from mlcareer.roadmap.plan import Roadmap, Task
from mlcareer.roadmap.progress import weeks_later
from mlcareer.roadmap.wishes import (
    check_wishes,
    is_none,
    parse_day,
    parse_days,
    parse_hours,
    parse_off,
)

NAMES: Final = ("hours", "by", "start", "off", "days")
"""Wishes that can be tried."""

_LISTS: Final = ("off", "days")
"""Wishes of several parts, which commas may stand between."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What sets a plan apart from another one.

    Attributes:
        comes_in: Tasks that only the other one has, in its order.
        goes_out: Tasks that only this one has, in its order.
        weeks: By how many weeks the other one ends later, or earlier where it is below 0;
            None where an end is not known.
        points: How much more of the targets is met at the end, by weight, -1 to 1.
    """

    comes_in: tuple[Task, ...]
    goes_out: tuple[Task, ...]
    weeks: int | None
    points: float


def difference(before: Roadmap, after: Roadmap) -> Difference:
    """Hold a plan against the one that other wishes give."""
    old, new = ({task.id for task in plan.tasks} for plan in (before, after))
    return Difference(
        comes_in=tuple(task for task in after.tasks if task.id not in old),
        goes_out=tuple(task for task in before.tasks if task.id not in new),
        weeks=weeks_later(before.finish, after.finish),
        points=after.prospects.planned.share - before.prospects.planned.share,
    )


def parse_what_if(text: str, base: Wishes) -> Wishes:
    """Read other wishes, such as "hours=10,by=2027-03-01" or "days=mon+wed".

    What is not named stays as it is; days without study are added to those there are.
    "none" takes a wish away.

    Args:
        text: Names with values, and commas between them.
        base: What is wanted otherwise.

    Raises:
        ValueError: It cannot be read; the text says what is allowed.
    """
    wishes = base
    for name, value in _assignments(text):
        wishes = _with(wishes, name, value)
    check_wishes(wishes)
    return wishes


def _assignments(text: str) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    last = ""
    for part in text.split(","):
        name, equals, value = part.partition("=")
        if not equals and last in _LISTS:
            found[last] += f",{part}"
            continue
        last = name.strip().lower()
        if not equals or last not in NAMES or not value.strip():
            message = (
                f"{part.strip()!r} is nothing to try: hours=10, by=2027-03-01, start=2027-01-07,"
                " off=2026-12-24..2027-01-02 or days=mon+wed+sat, with commas between."
            )
            raise ValueError(message)
        if last in found:
            message = f"{last} stands twice in {text.strip()!r}: name each wish once."
            raise ValueError(message)
        found[last] = value
    yield from found.items()


def _with(wishes: Wishes, name: str, value: str) -> Wishes:
    match name:
        case "hours":
            return wishes._replace(hours_a_week=parse_hours(value))
        case "by":
            return wishes._replace(deadline=parse_day(value))
        case "start":
            return wishes._replace(start=parse_day(value))
        case "days":
            return wishes._replace(days=parse_days(value))
    there = () if is_none(value) else wishes.off
    return wishes._replace(off=tuple(sorted({*there, *parse_off(value)})))
