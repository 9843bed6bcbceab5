"""How days and times that were kept are read, and how days are said."""

from datetime import UTC, date, datetime
from typing import Final

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def day_or_none(text: str) -> date | None:
    """Read a day that was kept, such as 2026-11-24; None for "".

    Raises:
        ValueError: It is no day.
    """
    return date.fromisoformat(text) if text else None


def moment(text: str) -> datetime:
    """Read a time that was kept; without a zone it is taken for that of Greenwich.

    Raises:
        ValueError: It is no time.
    """
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def day_text(day: date) -> str:
    """Say a day the same way in every country: "24 Nov 2026"."""
    return f"{day.day} {month_text(day)}"


def month_text(day: date) -> str:
    """Say the month of a day: "Nov 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def span_text(first: date, last: date) -> str:
    """Say a span of days: "24 Nov to 3 Dec 2026"."""
    if first == last:
        return day_text(first)
    start = day_text(first)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
    return f"{start} to {day_text(last)}"
