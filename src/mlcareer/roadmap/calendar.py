"""On which days there is time to study, and what gets done when."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from mlcareer.model.plan import Wishes

MOST_YEARS: Final = 60
"""Nothing is dated further ahead than so many years."""

MINUTES_AN_HOUR: Final = 60
_DAYS_A_YEAR: Final = 366


class Calendar:
    """The time that a person gives, day by day.

    Args:
        wishes: With the hours a week.
        today: Nothing is planned before this day.

    Raises:
        ValueError: The wishes say nothing about hours.
    """

    def __init__(self, wishes: Wishes, today: date) -> None:
        if not wishes.hours_a_week:
            message = "a calendar needs the hours a week"
            raise ValueError(message)
        self.first = max(today, wishes.start or today)
        self._off = wishes.off
        days = wishes.study_days
        whole, rest = divmod(wishes.hours_a_week * MINUTES_AN_HOUR, len(days))
        # What does not divide evenly goes to the first days of the week, so that none is lost.
        self._minutes_by_weekday = {day: whole + (at < rest) for at, day in enumerate(days)}
        self._days = min(MOST_YEARS * _DAYS_A_YEAR, (date.max - self.first).days)
        # Minutes done by the end of each day, as far as anybody asked.
        self._done_by: list[int] = []

    def minutes_on(self, day: date) -> int:
        """How many minutes there are for study on a day."""
        if any(first <= day <= last for first, last in self._off):
            return 0
        return self._minutes_by_weekday.get(day.weekday(), 0)

    def study_days(self) -> Iterator[tuple[date, int]]:
        """Go through the days with time for study, each with its minutes."""
        for at in range(self._days):
            day = self.first + timedelta(days=at)
            minutes = self.minutes_on(day)
            if minutes:
                yield day, minutes

    def minutes_until(self, last: date) -> int:
        """How many minutes there are up to and with a day."""
        days = min((last - self.first).days + 1, self._days)
        self._add_up(days=days)
        return self._done_by[days - 1] if days > 0 else 0

    def days_until(self, last: date) -> int:
        """How many study days there are up to and with a day."""
        return sum(1 for _ in takewhile(lambda each: each[0] <= last, self.study_days()))

    def day_after(self, minutes: int) -> date | None:
        """Find the day on which so many minutes are done; None where that is too far ahead."""
        wanted = max(1, minutes)
        self._add_up(minutes=wanted)
        at = bisect_left(self._done_by, wanted)
        return self.first + timedelta(days=at) if at < len(self._done_by) else None

    def _add_up(self, days: int = 0, minutes: int = 0) -> None:
        """Add up the minutes to the end of each day, for so many days and to so many minutes."""
        done = self._done_by[-1] if self._done_by else 0
        while len(self._done_by) < self._days and (len(self._done_by) < days or done < minutes):
            done += self.minutes_on(self.first + timedelta(days=len(self._done_by)))
            self._done_by.append(done)
