"""Recognises rows of the database among whatever stands in a damaged file."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from mlcareer.model.people import Event
from mlcareer.model.plan import PlanEvent
from mlcareer.store.cells import Cell
from mlcareer.store.contents import Contents, Log
from mlcareer.store.database import Kept
from mlcareer.store.merging import LOST, merge_contents, recognised, seconds_of
from mlcareer.store.needs import is_number, lacks
from mlcareer.store.rows import check_number, is_sealed, read_event, read_plan_row, whose

_EVENT, _ASSESSMENT, _CHANGE = 7, 4, 5
"""How many columns each table has."""


class _Entry(NamedTuple):
    """What a row says, and whether its check number bears that out."""

    value: Any
    sealed: bool


class Found:
    """The rows that were recognised, each once.

    Rows never change, and those that were replaced by others have numbers of their own.
    So one row is as good as another of the same number, but for one without a check number.
    """

    def __init__(self) -> None:
        self._assessments: dict[int, tuple[str, str, int]] = {}
        self._events: dict[tuple[int, int], _Entry] = {}
        self._changes: dict[int, _Entry] = {}
        self._known_by: dict[int, int] = {}

    def take(self, cell: Cell, *, trusted: bool = True) -> None:
        """Take in a row, if it is one.

        Args:
            cell: What stands there.
            trusted: Whether a row without a check number may be believed.
        """
        values: tuple[Any, ...] = cell.values
        try:
            if cell.rowid is None and len(values) == _EVENT:
                self._take_event(values, trusted=trusted)
            elif cell.rowid is not None and len(values) == _ASSESSMENT and trusted:
                self._take_assessment(cell.rowid, *values)
            elif cell.rowid is not None and len(values) == _CHANGE:
                self._take_change(cell.rowid, values, trusted=trusted)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return

    def _take_assessment(self, id_: int, alias: object, started: str, role: str, seed: int) -> None:
        sound = alias is None and id_ > 0 and role.isprintable() and role and seed >= LOST
        if sound and seconds_of(started) > float("-inf"):
            self._assessments.setdefault(id_, (started, role, seed))

    def _take_event(self, row: tuple[Any, ...], *, trusted: bool) -> None:
        assessment, position, at, *_, detail = row
        event = read_event(*row)
        entry = _Entry(Kept(at, event), is_sealed(detail))
        sound = assessment > 0 and position > 0 and seconds_of(at) > float("-inf")
        if sound and (entry.sealed or (trusted and _is_plain(detail) and _is_usable(event))):
            _keep(self._events, (assessment, position), entry)
            known_by = whose(detail)
            if known_by is not None:
                self._known_by[assessment] = known_by

    def _take_change(self, position: int, values: tuple[Any, ...], *, trusted: bool) -> None:
        alias, *row = values
        entry = _Entry(read_plan_row(position, *row), is_sealed(row[-1]))
        sound = alias is None and position > 0 and seconds_of(row[0]) > float("-inf")
        if sound and (entry.sealed or (trusted and _is_plain(row[-1]))):
            _keep(self._changes, position, entry)

    @property
    def rows(self) -> int:
        """How many were found."""
        return len(self._assessments) + len(self._events) + len(self._changes)

    @property
    def lost(self) -> int:
        """How many entries are missing between those that were found: at least so many are lost."""
        last: dict[int, int] = {}
        for id_, position in self._events:
            last[id_] = max(position, last.get(id_, 0))
        of_plan = max(self._changes, default=0) - len(self._changes)
        return sum(last.values()) - len(self._events) + of_plan

    def contents(self, usual_role: str) -> Contents:
        """Put together what was found.

        Args:
            usual_role: What a log is taken to be for, of which nothing but events is left.
        """
        heads = {id_: head for id_, head in self._assessments.items() if self._is_sound(id_, head)}
        logs: dict[int, list[Kept]] = {id_: [] for id_ in heads}
        for id_, position in sorted(self._events):
            logs.setdefault(id_, []).append(self._events[id_, position].value)
        known = [Log(*heads[id_], tuple(logs[id_])) for id_ in sorted(heads)]
        role = known[-1].role if known else usual_role
        headless = [
            Log(log[0].at, role, LOST, tuple(log))
            for id_, log in sorted(logs.items())
            if id_ not in heads
        ]
        whole = Contents(tuple(known), tuple(self._plan()))
        # Events of an assessment that was renumbered may be left under its old number.
        return merge_contents(whole, recognised(Contents(tuple(headless)), whole))

    def _is_sound(self, id_: int, head: tuple[str, str, int]) -> bool:
        return self._known_by.get(id_) in (None, check_number(*head))

    def _plan(self) -> Iterator[PlanEvent]:
        for position in sorted(self._changes):
            yield self._changes[position].value


def _keep(entries: dict[Any, _Entry], key: Any, entry: _Entry) -> None:  # noqa: ANN401 - of either table
    if key not in entries or (entry.sealed and not entries[key].sealed):
        entries[key] = entry


def _is_plain(detail: str) -> bool:
    """Tell whether details without a check number are exactly as this program writes them."""
    value = json.loads(detail)
    texts_and_numbers = all(isinstance(one, str) or is_number(one) for one in value.values())
    return texts_and_numbers and json.dumps(value) == detail


def _is_usable(event: Event) -> bool:
    return not any(lacks(event))
