from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from mlcareer.model.plan import Wishes
from mlcareer.render.roadmap_ics import COMING, FURTHEST, roadmap_ics
from mlcareer.roadmap.plan import Roadmap
from support_golden import TODAY, check_golden, garden_roadmap
from support_plans import HOSTILE, PLANS, TEXTS, first_day, plan_of, short_plan

Part = Any
"""A part of a calendar; what stands in it has as many types as there are properties."""


def parsed(plan: Roadmap) -> Part:
    """Parse the calendar, which must be without errors in any part."""
    calendar: Part = Calendar.from_ical(roadmap_ics(plan))
    assert [part.errors for part in calendar.walk() if part.errors] == []
    return calendar


def parts(plan: Roadmap, kind: str, uid: str) -> list[Part]:
    """List the parts of a kind whose identifier begins in a way."""
    return [part for part in parsed(plan).walk(kind) if str(part["UID"]).startswith(uid)]


def study_days(plan: Roadmap) -> list[Part]:
    """List the study days."""
    return parts(plan, "VEVENT", "study-")


def todos(plan: Roadmap) -> dict[str, Part]:
    """List the to-dos by the ids of their tasks."""
    found = parts(plan, "VTODO", "task-")
    return {str(one["UID"]).removeprefix("task-").removesuffix("@mlcareer"): one for one in found}


def minutes(event: Part) -> int:
    """Say how long an event takes, in minutes."""
    length: timedelta = event["DTEND"].dt - event["DTSTART"].dt
    return round(length.total_seconds() / 60)


def as_read(text: str) -> str:
    """Say how a text must come back: no control characters, plain spaces between words."""
    lines = text.replace("\t", " ").splitlines()
    kept = ["".join(c for c in line if c >= " " and not "\x7f" <= c <= "\x9f") for line in lines]
    return "\n".join(" ".join(line.split()) for line in kept)


def test_the_calendar_is_as_it_was_accepted() -> None:
    """The gardener's plan up to a deadline is byte for byte what was looked at."""
    check_golden("roadmap.ics", roadmap_ics(short_plan()))


@settings(max_examples=25)
@given(PLANS)
def test_each_task_is_a_to_do(plan: Roadmap) -> None:
    """Every check, task and tick is there once, due when it ends, done if it was ticked."""
    found = todos(plan)
    claims = {one.claim.id: one.claim for one in plan.ticked}
    assert found.keys() == {one.id for one in (*plan.checks, *plan.tasks)} | claims.keys()
    for step in plan.steps:
        due = found[step.id].get("DUE")
        assert (due.dt if due else None) == (step.dates.ends if step.dates else None)
        assert str(found[step.id]["SUMMARY"]) == step.title
    for id_, todo in found.items():
        assert str(todo["STATUS"]) == ("COMPLETED" if id_ in claims else "NEEDS-ACTION")
        if id_ in claims:
            assert todo["COMPLETED"].dt.date().isoformat() == claims[id_].on


@settings(max_examples=25)
@given(PLANS)
def test_study_days_last_as_long_as_the_plan_gives_them(plan: Roadmap) -> None:
    """Each coming study day is one event of its minutes, within that day, on local time."""
    ahead = COMING
    if plan.wishes.deadline:
        ahead = min(FURTHEST, max(COMING, plan.wishes.deadline - first_day(plan)))
    blocks = [block for block in plan.blocks() if block.day - first_day(plan) <= ahead]
    events = study_days(plan)
    assert len(events) == len(blocks)
    for event, block in zip(events, blocks, strict=True):
        starts, ends = event["DTSTART"].dt, event["DTEND"].dt
        if block.minutes > 24 * 60:
            assert (starts, ends) == (block.day, block.day + timedelta(days=1))
            continue
        assert minutes(event) == block.minutes
        assert starts.tzinfo is None
        assert starts.date() == block.day
        assert ends <= datetime.combine(block.day + timedelta(days=1), time())


@pytest.mark.parametrize(
    ("hours", "starts"), [(2, "18:00"), (4, "18:00"), (6, "16:00"), (22, "00:00"), (24, "00:00")]
)
def test_a_long_day_begins_earlier(hours: int, starts: str) -> None:
    """Study begins at six in the evening, or so early that it ends at ten, as far as it can."""
    plan = garden_roadmap(wishes=Wishes(hours_a_week=hours, days=(5,)))
    first = study_days(plan)[0]
    assert first["DTSTART"].dt.strftime("%H:%M") == starts
    assert minutes(first) == hours * 60


def test_more_hours_than_a_day_has_are_noted_for_the_whole_day() -> None:
    """A wish that no day can fulfil breaks no calendar."""
    plan = garden_roadmap(wishes=Wishes(hours_a_week=30, days=(5,)))
    first = study_days(plan)[0]
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2026, 11, 28), date(2026, 11, 29))
    assert "(30 h)" in first["SUMMARY"]


def test_a_study_day_says_what_to_study_and_for_how_long() -> None:
    """The summary names the steps, the description each part, where to learn it and its goal."""
    (event,) = [one for one in study_days(garden_roadmap()) if "2026-11-28" in one["UID"]]
    assert event["SUMMARY"] == "Study: Digging: working, Compost: working (2 h)"
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[0] == "Digging: working, 30 min (mlc:digging.2)"
    assert "Read: The Spade Book (free, about 5 h) https://example.org/spade" in lines
    assert "Compost: working, 1 h 30 min (mlc:compost.2)" in lines
    assert "Done when: Builds a heap that heats up within a week." in lines


@pytest.mark.parametrize("start", [None, TODAY - timedelta(days=90), TODAY + timedelta(days=200)])
def test_twelve_weeks_are_counted_from_the_first_day(start: date | None) -> None:
    """A plan that begins later has its first weeks in the calendar, too."""
    plan = garden_roadmap(wishes=Wishes(hours_a_week=2, start=start))
    days = [event["DTSTART"].dt.date() for event in study_days(plan)]
    assert days[0] >= first_day(plan)
    assert len(days) == 12


def test_the_last_of_the_coming_days_is_in_the_calendar() -> None:
    """A study day twelve weeks after the first is there, the one after that is not."""
    plan = garden_roadmap(wishes=Wishes(hours_a_week=2, days=(TODAY.weekday(),)))
    days = [event["DTSTART"].dt.date() for event in study_days(plan)]
    assert days == [TODAY + timedelta(weeks=week) for week in range(13)]


def test_the_last_day_that_there_is_can_be_a_deadline() -> None:
    """After 31 December 9999 no day begins, so that such a day ends with itself."""
    plan = garden_roadmap(wishes=Wishes(deadline=date.max))
    text = roadmap_ics(plan)
    assert "DTSTART;VALUE=DATE:99991231\r\n" in text
    assert "DTEND" not in text


@pytest.mark.parametrize("days", [30, 200, 3000])
def test_the_deadline_is_a_day_with_an_alarm(days: int) -> None:
    """The deadline is there for the whole day; a week before, an alarm reminds of it."""
    deadline = TODAY + timedelta(days=days)
    plan = garden_roadmap(wishes=Wishes(hours_a_week=2, deadline=deadline))
    (event,) = parts(plan, "VEVENT", "deadline")
    assert event["DTSTART"].dt == deadline
    (alarm,) = event.walk("VALARM")
    assert (alarm["TRIGGER"].dt, str(alarm["ACTION"])) == (timedelta(days=-7), "DISPLAY")
    assert alarm["DESCRIPTION"]
    last = study_days(plan)[-1]["DTSTART"].dt.date()
    assert last <= min(max(deadline, TODAY + COMING), TODAY + FURTHEST)


def test_the_deadline_names_what_is_left_out() -> None:
    """What there is no time for is said on the deadline, with its hours."""
    (event,) = parts(short_plan(), "VEVENT", "deadline")
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[0] == "Left out until 1 Jan 2027:"
    assert lines[1].startswith("Tomatoes: working to proficient (core, about ")


def test_without_hours_there_are_only_to_dos_and_the_deadline() -> None:
    """Nothing is dated that has no date."""
    plan = garden_roadmap(wishes=Wishes(deadline=TODAY + timedelta(days=30)))
    assert [str(event["UID"]) for event in parsed(plan).walk("VEVENT")] == ["deadline@mlcareer"]
    assert all("DUE" not in todo for todo in todos(plan).values())


def test_importing_again_updates() -> None:
    """The same task and day have the same identifier in a later plan, with a higher sequence."""
    plan = garden_roadmap()
    later = replace(plan, made_on=TODAY + timedelta(days=1))
    old, new = ({str(one["UID"]): one for one in _identified(each)} for each in (plan, later))
    assert old.keys() == new.keys()
    for uid, one in old.items():
        assert one["DTSTAMP"].dt < new[uid]["DTSTAMP"].dt
        assert int(one["SEQUENCE"]) < int(new[uid]["SEQUENCE"])
    assert roadmap_ics(plan) == roadmap_ics(garden_roadmap())


def _identified(plan: Roadmap) -> Iterable[Part]:
    return [part for part in parsed(plan).walk() if "UID" in part]


@settings(max_examples=25)
@given(PLANS)
def test_identifiers_are_unique(plan: Roadmap) -> None:
    """No two parts of a calendar are one to a program that imports it."""
    counts = Counter(str(one["UID"]) for one in _identified(plan))
    assert set(counts.values()) <= {1}


@settings(max_examples=40)
@given(TEXTS)
def test_lines_are_short_and_end_as_the_standard_says(text: str) -> None:
    """No line is above 75 octets, no character is split, and each ends in CR and LF."""
    raw = roadmap_ics(plan_of(text)).encode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode() is not None
        assert not any(sign < 32 or sign == 127 for sign in line)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_name_comes_back_as_it_was(text: str) -> None:
    """Separators, escapes and other scripts do not change, and nothing gets out of its place."""
    plan = plan_of(text)
    found = todos(plan)
    assert found.keys() == {task.id for task in plan.tasks} | {one.claim.id for one in plan.ticked}
    for step in plan.steps:
        assert str(found[step.id]["SUMMARY"]) == as_read(step.title)
    assert len(list(parsed(plan).walk("VALARM"))) == 1
    (deadline,) = parts(plan, "VEVENT", "deadline")
    assert str(deadline["SUMMARY"]) == as_read(f"Deadline: Roadmap: {text}")


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_no_text_adds_or_takes_a_part(text: str) -> None:
    """Whatever a name holds, the calendar has the same parts with the same identifiers."""
    plain = [str(one["UID"]) for one in _identified(plan_of("plain"))]
    assert [str(one["UID"]) for one in _identified(plan_of(f"a{text}"))] == plain


def test_a_task_leads_to_its_resource_and_says_what_counts() -> None:
    """Address, priority, skill, statements and id stand with the to-do."""
    found = todos(garden_roadmap())
    step = found["digging.2"]
    assert (str(step["URL"]), int(step["PRIORITY"])) == ("https://example.org/spade", 1)
    assert "Done when: Digs a bed of four square metres alone in an hour." in step["DESCRIPTION"]
    assert str(step["DESCRIPTION"]).endswith("Id: mlc:digging.2")
    assert int(found["compost.2"]["PRIORITY"]) == 5
    assert "After: Digging: working" in str(found["project.BED-1"]["DESCRIPTION"])
    assert "Evidence: photos/pot.jpg" in str(found["project.POT-1"]["DESCRIPTION"])
