"""The roadmap as a calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from mlcareer.model.days import day_text
from mlcareer.render.cells import one_line
from mlcareer.render.markdown import address
from mlcareer.render.roadmap_entries import Entry, details, entries, resource_text
from mlcareer.render.roadmap_words import left_out_text, minutes_text, paragraphs, title
from mlcareer.roadmap.calendar import MINUTES_AN_HOUR
from mlcareer.roadmap.plan import Block, PlanStep, Roadmap

COMING: Final = timedelta(weeks=12)
"""So far ahead study days are in the calendar, or until the deadline if that is later."""

FURTHEST: Final = timedelta(days=365)
"""No study day further ahead than this is in the calendar."""

_LONGEST_LINE: Final = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""

_DAY: Final = 24 * MINUTES_AN_HOUR
_STARTS: Final = 18 * MINUTES_AN_HOUR
"""Minute of the day at which study begins, unless there is more than fits until _ENDS."""

_ENDS: Final = 22 * MINUTES_AN_HOUR
_SHOWN_STEPS: Final = 2
"""How many steps the title of a study day names."""

_PRIORITY: Final = {"core": 1, "useful": 5, "optional": 9}
"""The highest, a middle and the lowest priority (RFC 5545, 3.8.1.9)."""


def roadmap_ics(roadmap: Roadmap) -> str:
    """Lay out study days as events, tasks as to-dos, and the deadline with an alarm.

    Times are local wherever the calendar is opened. The identifiers stay the same from
    plan to plan, so that a calendar takes over what changed when it imports a newer one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mlcareer//roadmap//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(title(roadmap))}",
        f"X-WR-CALNAME:{_text(title(roadmap))}",
        f"DESCRIPTION:{_lines(paragraphs(roadmap))}",
        *_deadline(roadmap),
    ]
    for block in _coming(roadmap):
        lines += _study(block, roadmap)
    for entry in entries(roadmap):
        lines += _todo(entry, roadmap)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _coming(roadmap: Roadmap) -> Iterator[Block]:
    first = max(roadmap.made_on, roadmap.wishes.start or roadmap.made_on)
    ahead = COMING
    if roadmap.wishes.deadline:
        ahead = min(FURTHEST, max(COMING, roadmap.wishes.deadline - first))
    for block in roadmap.blocks():
        if block.day - first > ahead:
            return
        yield block


def _study(block: Block, roadmap: Roadmap) -> Iterator[str]:
    """Write one study day; more hours than a day has are noted for the whole day."""
    yield from ("BEGIN:VEVENT", *_head(f"study-{block.day}", roadmap))
    if block.minutes > _DAY:
        yield from _whole_day(block.day)
    else:
        starts = max(0, min(_STARTS, _ENDS - block.minutes))
        yield f"DTSTART:{_time(block.day, starts)}"
        yield f"DTEND:{_time(block.day, starts + block.minutes)}"
    yield f"SUMMARY:{_text(_summary(block))}"
    yield f"DESCRIPTION:{_lines(line for part in block.parts for line in _part(*part))}"
    yield "END:VEVENT"


def _summary(block: Block) -> str:
    titles = [step.title for step, _ in block.parts]
    shown = ", ".join(titles[:_SHOWN_STEPS])
    more = f" and {len(titles) - _SHOWN_STEPS} more" if len(titles) > _SHOWN_STEPS else ""
    return f"Study: {shown}{more} ({minutes_text(block.minutes)})"


def _part(step: PlanStep, minutes: int) -> Iterator[str]:
    yield f"{step.title}, {minutes_text(minutes)} (mlc:{step.id})"
    yield from (resource_text(resource) for resource in step.resources)
    yield from (f"Done when: {statement}" for statement in step.can_do)


def _todo(entry: Entry, roadmap: Roadmap) -> Iterator[str]:
    yield from ("BEGIN:VTODO", *_head(f"task-{entry.id}", roadmap))
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_lines((*details(entry), f'Id: mlc:{entry.id}'))}"
    if entry.resources:
        yield f"URL:{address(entry.resources[0].url)}"
    if entry.skills:
        yield f"CATEGORIES:{','.join(map(_text, entry.skills))}"
    if entry.importance:
        yield f"PRIORITY:{_PRIORITY[entry.importance]}"
    if entry.due:
        yield f"DUE;VALUE=DATE:{_date(entry.due)}"
    yield from _status(entry)
    yield "END:VTODO"


def _status(entry: Entry) -> Iterator[str]:
    if not entry.done:
        yield "STATUS:NEEDS-ACTION"
        return
    yield from ("STATUS:COMPLETED", "PERCENT-COMPLETE:100")
    if entry.on:
        # A time in UTC is asked for; at noon it is the same day almost everywhere.
        yield f"COMPLETED:{_date(entry.on)}T120000Z"


def _deadline(roadmap: Roadmap) -> Iterator[str]:
    day = roadmap.wishes.deadline
    if day is None:
        return
    left_out = roadmap.fit.left_out if roadmap.fit else ()
    summary = _text(f"Deadline: {title(roadmap)}")
    yield from ("BEGIN:VEVENT", *_head("deadline", roadmap), *_whole_day(day))
    yield f"SUMMARY:{summary}"
    yield "TRANSP:TRANSPARENT"
    if left_out:
        texts = (left_out_text(one) for one in left_out)
        yield f"DESCRIPTION:{_lines((f'Left out until {day_text(day)}:', *texts))}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P7D", f"DESCRIPTION:{summary}")
    yield from ("END:VALARM", "END:VEVENT")


def _head(name: str, roadmap: Roadmap) -> Iterator[str]:
    """Identify a part; of two with the same name, a calendar keeps the higher sequence."""
    yield f"UID:{name}@mlcareer"
    yield f"DTSTAMP:{_date(roadmap.made_on)}T000000Z"
    yield f"SEQUENCE:{roadmap.made_on.toordinal()}"


def _whole_day(day: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{_date(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_date(day + timedelta(days=1))}"


def _date(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _time(day: date, minutes: int) -> str:
    days, minutes = divmod(minutes, _DAY)
    hour, minute = divmod(minutes, MINUTES_AN_HOUR)
    return f"{_date(day + timedelta(days=days))}T{hour:02}{minute:02}00"


def _lines(texts: Iterable[str]) -> str:
    return "\\n".join(map(_text, texts))


def _text(text: str) -> str:
    """Write a text value (RFC 5545, 3.3.11); control characters are not allowed in any."""
    whole = "\n".join(map(one_line, text.splitlines()))
    for sign in ("\\", ";", ","):
        whole = whole.replace(sign, f"\\{sign}")
    return whole.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line that is too long, between characters; what goes on begins with a space."""
    pieces = [""]
    room = _LONGEST_LINE
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if size > room:
            pieces.append(" ")
            room = _LONGEST_LINE - 1
        pieces[-1] += character
        room -= size
    return "\r\n".join(pieces)
