"""Reads what a person wants of the plan from short texts."""

import re
from datetime import date
from typing import Final

from mlcareer.model.people import HOURS_A_WEEK
from mlcareer.model.plan import WEEKDAYS, Wishes

NONE: Final = "none"
"""What takes a wish away."""

Span = tuple[date, date]
"""First and last day of a time without study."""

_FULL_NAMES: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def is_none(text: str) -> bool:
    """Tell whether a text takes a wish away."""
    return text.strip().lower() == NONE


def parse_hours(text: str) -> int:
    """Read hours a week, within HOURS_A_WEEK.

    Raises:
        ValueError: It is no such number; the text says what is allowed.
    """
    words = text.strip()
    number = int(words) if re.fullmatch("[0-9]{1,4}", words) else 0
    low, high = HOURS_A_WEEK[0], HOURS_A_WEEK[-1]
    if not low <= number <= high:
        message = f"{words!r} are no hours a week: a whole number from {low} to {high}."
        raise ValueError(message)
    return number


def parse_day(text: str) -> date | None:
    """Read a day such as 2027-03-01; None for "none".

    Raises:
        ValueError: It is neither; the text says what is allowed.
    """
    return None if is_none(text) else _day(text)


def parse_off(text: str) -> tuple[Span, ...]:
    """Read days without study, one or a span or several of these; nothing for "none".

    Raises:
        ValueError: There is something else; the text says what is allowed.
    """
    return () if is_none(text) else tuple(_span(part) for part in _listed(text))


def parse_days(text: str) -> tuple[int, ...]:
    """Read days of the week, 0 for Monday, such as mon,wed,sat; nothing for "none".

    Raises:
        ValueError: There is something else; the text says what is allowed.
    """
    if is_none(text):
        return ()
    return tuple(sorted({_weekday(part) for part in _listed(text)}))


def wish_options(base: Wishes, other: Wishes) -> str:
    """Write the options of the roadmap that lead from some wishes to others.

    Hours that are not known in the others stay as they are: no option takes them away.
    """
    parts = []
    if other.hours_a_week and other.hours_a_week != base.hours_a_week:
        parts.append(f"--hours {other.hours_a_week}")
    if other.deadline != base.deadline:
        parts.append(f"--by {other.deadline or NONE}")
    if other.start != base.start:
        parts.append(f"--start {other.start or NONE}")
    if other.days != base.days:
        parts.append(f"--days {','.join(WEEKDAYS[day] for day in other.days) or NONE}")
    kept = base.off
    if set(kept) - {*other.off}:
        parts.append(f"--off {NONE}")
        kept = ()
    parts += [f"--off {first}..{last}" for first, last in other.off if (first, last) not in kept]
    return " ".join(parts)


def check_wishes(wishes: Wishes) -> None:
    """Make sure that a plan does not begin after its own last day.

    Raises:
        ValueError: It does; the text says what to change.
    """
    if wishes.start and wishes.deadline and wishes.start > wishes.deadline:
        message = (
            f"The plan would start on {wishes.start}, after its last day, {wishes.deadline}:"
            " name another of the two, or none."
        )
        raise ValueError(message)


def _listed(text: str) -> list[str]:
    return re.split(r"[\s,+]+", text.strip())


def _day(text: str) -> date:
    words = text.strip()
    try:
        # Python reads other forms too, such as 20270301 and 2027-W09-1.
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
            return date.fromisoformat(words)
    except ValueError:
        pass
    message = f"{words!r} is no day: write year, month and day, as in 2027-03-01."
    raise ValueError(message)


def _span(text: str) -> Span:
    first, dots, last = text.partition("..")
    span = _day(first), _day(last if dots else first)
    if span[0] > span[1]:
        message = f"{text!r} ends before it begins: the first day comes first."
        raise ValueError(message)
    return span


def _weekday(text: str) -> int:
    name = text.lower()
    if name in WEEKDAYS:
        return WEEKDAYS.index(name)
    if name in _FULL_NAMES:
        return _FULL_NAMES.index(name)
    message = f"{text!r} is no day of the week: {', '.join(WEEKDAYS)}, with commas between."
    raise ValueError(message)
