from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.days import day_or_none, day_text, moment, month_text, span_text

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@given(st.dates())
def test_a_day_that_was_kept_is_read(day: date) -> None:
    """A day is read as Python writes it; where none was kept there is none."""
    assert day_or_none(day.isoformat()) == day
    assert day_or_none("") is None


@pytest.mark.parametrize("text", ["2026-02-30", "today", " "])
def test_what_is_no_day_is_refused(text: str) -> None:
    """Something else than a day is not taken for none."""
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own words
        day_or_none(text)


def test_a_time_keeps_its_zone_and_else_is_that_of_greenwich() -> None:
    """A zone that was kept counts; without one a time does not hang on where it is read."""
    berlin = timezone(timedelta(hours=1))
    assert moment("2026-11-22T10:00:00+01:00") == datetime(2026, 11, 22, 10, tzinfo=berlin)
    assert moment("2026-11-22T10:00:00") == datetime(2026, 11, 22, 10, tzinfo=UTC)


@given(st.dates())
def test_a_day_can_be_read_back(day: date) -> None:
    """Day, month and year stand in a day's text, in this order and without zeros before them."""
    number, month, year = day_text(day).split()
    assert date(int(year), MONTHS.index(month) + 1, int(number)) == day
    assert (number, year) == (str(day.day), str(day.year))


@given(st.dates())
def test_a_month_is_the_day_without_its_number(day: date) -> None:
    """Month and day agree."""
    assert day_text(day) == f"{day.day} {month_text(day)}"


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 1000))
def test_a_span_names_both_ends(first: date, length: int) -> None:
    """From the text of a span one knows its first and its last day."""
    last = first + timedelta(length)
    text = span_text(first, last)
    assert text.endswith(day_text(last))
    if not length:
        assert text == day_text(first)
        return
    start = text.removesuffix(f" to {day_text(last)}")
    whole = start if first.year != last.year else f"{start} {last.year}"
    assert whole == day_text(first)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 24), date(2026, 12, 3), "24 Nov to 3 Dec 2026"),
        (date(2026, 11, 24), date(2026, 11, 24), "24 Nov 2026"),
        (date(2026, 11, 4), date(2026, 11, 24), "4 Nov to 24 Nov 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "31 Dec 2026 to 1 Jan 2027"),
        (date(2026, 2, 26), date(2027, 2, 26), "26 Feb 2026 to 26 Feb 2027"),
        (date.min, date.max, "1 Jan 1 to 31 Dec 9999"),
    ],
)
def test_spans_as_they_are_said(first: date, last: date, text: str) -> None:
    """The year is said once where both days lie in it, and a single day is no span."""
    assert span_text(first, last) == text
