"""`mlcareer diff`, and what `mlcareer report --since` shows."""

import sys
from typing import Final, NamedTuple

from mlcareer.changes import Changes, compare
from mlcareer.cli.history import History, Log, load_history
from mlcareer.cli.output import put, put_json
from mlcareer.cli.streams import page_for, say
from mlcareer.content.folder import Given
from mlcareer.errors import UsageError
from mlcareer.model.skills import Role

NOW: Final = "now"
"""Stands for the latest assessment with all its answers."""

_FORMS: Final = "Give a number of mlcareer history, a date such as 2026-11-22, or now."


class Times(NamedTuple):
    """Two times to compare.

    Attributes:
        before: Number of an assessment, a date, or "now".
        after: The same; where it is the earlier one, the two are exchanged.
        role: Id or file of the role to compare with; None for that of the later time.
    """

    before: str
    after: str
    role: str | None = None


def diff(content: Given, times: Times, *, color: str, json: bool, plain: bool) -> None:
    """Print what moved between two assessments, dates, or one of these and now."""
    changes = changes_between(content, times)
    if json:
        from mlcareer.render.changes_json import changes_data  # noqa: PLC0415 - only this form

        put_json("diff", changes_data(changes))
        return
    from mlcareer.render.changes_text import changes_text  # noqa: PLC0415 - only for this form

    put(changes_text(page_for(sys.stdout, color, plain=plain), changes))


def changes_between(content: Given, times: Times) -> Changes:
    """Compare two times of the person whose answers are kept here.

    Raises:
        NoDataError: Nothing was answered yet.
        UsageError: One of the times is not known, nothing was said by then, or nothing
            was said between the two; or there is no such role.
    """
    before, after, role = times
    past = load_history(content)
    one, two = _find(past, before), _find(past, after)
    if one.place == two.place:
        message = f"{before} and {after} are the same: nothing was said in between. {_FORMS}"
        raise UsageError(message)
    if one.place > two.place:
        say(f"{before} is later than {after}; compared from {after} to {before}.")
        one, two = two, one
    return _compare(past, one, two, past.role(two, role))


def changes_since(content: Given, role: Role, since: str) -> Changes:
    """Compare an earlier time with the latest assessment; nothing may have been said since.

    Args:
        content: The content folders that were named; none for what came with the program.
        role: The role to hold both against, or a part of one.
        since: Number of an assessment in the history, or a date.

    Raises:
        NoDataError: Nothing was answered yet.
        UsageError: There is no such assessment, or nothing was said by that date.
    """
    past = load_history(content)
    return _compare(past, _find(past, since), past.logs[-1], role)


def _compare(past: History, one: Log, two: Log, role: Role) -> Changes:
    return compare(past.snapshot(one, role), past.snapshot(two, role))


def _find(past: History, named: str) -> Log:
    if named == NOW:
        return past.logs[-1]
    if named.isdecimal() and named.isascii() and len(named) < len("20261122"):
        return _numbered(past, int(named))
    return _dated(past, named)


def _numbered(past: History, number: int) -> Log:
    if not 1 <= number <= len(past.logs):
        known = "There is only number 1" if len(past.logs) == 1 else f"Known: 1 to {len(past.logs)}"
        message = f"There is no assessment {number}. {known}; list them with mlcareer history."
        raise UsageError(message)
    return past.logs[number - 1]


def _dated(past: History, day: str) -> Log:
    from datetime import date  # noqa: PLC0415 - only where a date is named

    try:
        known = date.fromisoformat(day).isoformat()
    except ValueError as error:
        message = f"{day!r} is not known. {_FORMS}"
        raise UsageError(message) from error
    said = [log for log in (each.by(known) for each in past.logs) if log.days_said]
    if not said:
        first = past.logs[0].days_said[0]
        message = f"Nothing was said by {known}; the first answers are of {first}. {_FORMS}"
        raise UsageError(message)
    return said[-1]
