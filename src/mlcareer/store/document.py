"""All data of a person as one JSON document, and back.

A document from a stranger is input: it is read whole and checked whole before
anything is done with it, and every complaint says where.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, NoReturn

from mlcareer.errors import ContentError, Problem
from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import PlanEvent, PlanEventKind, read_plan_event
from mlcareer.roadmap.progress import read_baseline
from mlcareer.store.contents import Contents, Log
from mlcareer.store.database import Kept
from mlcareer.store.merging import LOST, named_undos
from mlcareer.store.needs import is_number, is_whole, lacks

VERSION: Final = 1
"""Of the form of the document; it grows when something changes its meaning or goes away."""

MAX_BYTES: Final = 50_000_000
_MOST_PROBLEMS: Final = 10
_LONGEST: Final = 1_000_000
"""Characters of one text."""

_TOP: Final = ("mlcareer_data_version", "assessments", "plan", "roles")
_LARGEST: Final = 2**63 - 1


class Document(NamedTuple):
    """All data of a profile.

    Attributes:
        roles: Texts of the person's own role files, by file name.
    """

    contents: Contents
    roles: Mapping[str, str]


def write_document(document: Document) -> str:
    """Write a document, one event a line; the same data always give the same text."""
    logs = [_log_text(log) for log in document.contents.logs]
    plan = [_dumped(_change_data(event)) for event in document.contents.plan]
    roles = [f"{_dumped(name)}: {_dumped(document.roles[name])}" for name in sorted(document.roles)]
    return (
        f'{{\n"mlcareer_data_version": {VERSION},\n'
        f'"assessments": {_listed(logs)},\n"plan": {_listed(plan)},\n'
        f'"roles": {_listed(roles, "{}")}\n}}\n'
    )


def _listed(entries: list[str], around: str = "[]") -> str:
    text = ",\n".join(entries)
    return f"{around[0]}\n{text}\n{around[1]}" if entries else around


def _log_text(log: Log) -> str:
    known = {"started": log.started, "role": log.role, "seed": log.seed}
    events = [_dumped(_event_data(kept)) for kept in named_undos(log.kept)]
    return f'{_dumped(known)[:-1]}, "events": {_listed(events)}}}'


def _dumped(value: object) -> str:
    # Characters beyond ASCII are escaped, so that they arrive whatever the stream.
    return json.dumps(value)


def _event_data(kept: Kept) -> dict[str, object]:
    event = kept.event
    return {
        "at": kept.at,
        "kind": event.kind.value,
        "subject": event.subject,
        "value": event.value,
        "detail": dict(sorted(event.detail.items())),
    }


def _change_data(event: PlanEvent) -> dict[str, object]:
    return {
        "at": event.at,
        "kind": event.kind.value,
        "subject": event.subject,
        "detail": dict(sorted(event.detail.items())),
    }


def read_document(raw: bytes, name: str) -> Document:
    """Read a document.

    Args:
        raw: Its bytes.
        name: How complaints name the file.

    Raises:
        ContentError: It is not such a document; names the place, and where in the text
            or in what it holds.
    """
    value = _parse(raw, name)
    reader = _Reader(name)
    document = reader.document(value)
    if reader.problems:
        raise ContentError(*reader.problems)
    return document


def _parse(raw: bytes, name: str) -> object:
    if len(raw) > MAX_BYTES:
        _refuse(name, 0, f"larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(name, raw.count(b"\n", 0, error.start) + 1, "not UTF-8; save the file as UTF-8")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        _refuse(name, error.lineno, f"not valid JSON: {error.msg} at column {error.colno}")
    except RecursionError:
        _refuse(name, 0, "nested far too deep to be data of mlcareer")
    except ValueError as error:
        _refuse(name, 0, f"not valid JSON: {error}")


def _refuse(name: str, line: int, message: str) -> NoReturn:
    raise ContentError(Problem(name, line, message))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"key {_short(twice)} stands twice in one object"
        raise ValueError(message)
    return found


def _no_constant(word: str) -> NoReturn:
    message = f"{word} is no number"
    raise ValueError(message)


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:40]} ..."  # noqa: PLR2004


class _StopError(Exception):
    """There is nothing more to say about a part of the document."""


class _Reader:
    """Checks the parts of a document and makes values of them.

    Args:
        name: How complaints name the file.

    Attributes:
        problems: What was found wrong so far.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self.problems: list[Problem] = []

    def document(self, value: object) -> Document:
        """Check all of it."""
        try:
            top = self._record(value, "", ())
            self._version(top)
            self._record(value, "", _TOP)
        except _StopError:
            return Document(Contents(), {})
        logs = self._list(top["assessments"], "assessments", self._log)
        plan = self._list(top["plan"], "plan", self._change)
        return Document(Contents(logs, plan), self._roles(top["roles"]))

    def _wrong(self, place: str, message: str) -> NoReturn:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(
                Problem(self._name, 0, f"{place}: {message}" if place else message)
            )
        raise _StopError

    def _version(self, top: Mapping[str, Any]) -> None:
        found = top.get("mlcareer_data_version")
        if found is None:
            self._wrong("", 'no data of mlcareer: there is no "mlcareer_data_version"')
        if not is_whole(found) or found < 1:
            self._wrong("mlcareer_data_version", f"a version such as {VERSION} was expected here")
        if found > VERSION:
            message = f"{found} is of a newer mlcareer, this one knows {VERSION}; upgrade mlcareer"
            self._wrong("mlcareer_data_version", message)

    def _record(self, value: object, place: str, keys: tuple[str, ...]) -> dict[str, Any]:
        """Check that a value is an object, with just these keys if any are given."""
        if not isinstance(value, dict):
            self._wrong(place, "an object {...} was expected here")
        missing = [key for key in keys if key not in value]
        unknown = [key for key in value if keys and key not in keys]
        if missing:
            self._wrong(place, f"missing key {_short(missing[0])}")
        if unknown:
            self._wrong(place, f"unknown key {_short(unknown[0])}. Known: {', '.join(keys)}")
        return value

    def _list(self, value: object, place: str, read: Callable[[Any, str], Any]) -> tuple[Any, ...]:
        """Read all entries of a list, and complain about all that are wrong."""
        return tuple(self._read_list(value, place, read))

    def _read_list(
        self, value: object, place: str, read: Callable[[Any, str], Any]
    ) -> Iterator[Any]:
        try:
            if not isinstance(value, list):
                self._wrong(place, "a list was expected here")
        except _StopError:
            return
        for at, entry in enumerate(value):
            try:
                yield read(entry, f"{place}[{at}]")
            except _StopError:
                continue

    def _log(self, value: object, place: str) -> Log:
        entry = self._record(value, place, ("started", "role", "seed", "events"))
        seed = entry["seed"]
        if not is_whole(seed) or not LOST <= seed <= _LARGEST:
            self._wrong(f"{place}.seed", "a whole number from 0 to 2^63 - 1 was expected here")
        return Log(
            self._time(entry["started"], f"{place}.started"),
            self._text(entry["role"], f"{place}.role"),
            seed,
            named_undos(self._list(entry["events"], f"{place}.events", self._event)),
        )

    def _event(self, value: object, place: str) -> Kept:
        entry = self._record(value, place, ("at", "kind", "subject", "value", "detail"))
        detail = self._record(entry["detail"], f"{place}.detail", ())
        for key, one in detail.items():
            self._text(key, f"{place}.detail")
            if isinstance(one, str):
                self._text(one, f"{place}.detail.{key}")
            elif not is_number(one):
                self._wrong(f"{place}.detail.{key}", "a text or a number was expected here")
        event = Event(
            EventKind(self._word(entry["kind"], f"{place}.kind", EventKind)),
            self._text(entry["subject"], f"{place}.subject"),
            self._text(entry["value"], f"{place}.value"),
            detail,
        )
        for where, what in lacks(event):
            self._wrong(f"{place}.{where}", what)
        return Kept(self._time(entry["at"], f"{place}.at"), event)

    def _change(self, value: object, place: str) -> PlanEvent:
        entry = self._record(value, place, ("at", "kind", "subject", "detail"))
        detail = self._record(entry["detail"], f"{place}.detail", ())
        for key, one in detail.items():
            self._text(key, f"{place}.detail")
            self._text(one, f"{place}.detail.{key}")
        kind = self._word(entry["kind"], f"{place}.kind", PlanEventKind)
        at = self._time(entry["at"], f"{place}.at")
        subject = self._text(entry["subject"], f"{place}.subject")
        try:
            event = read_plan_event(at, kind, subject, detail)
            if event.kind is PlanEventKind.PLANNED:
                read_baseline(detail)
        except (ValueError, KeyError) as error:
            self._wrong(f"{place}.detail", f"not what {kind} has: {error}")
        return event

    def _roles(self, value: object) -> dict[str, str]:
        try:
            roles = self._record(value, "roles", ())
            for name, text in roles.items():
                place = f"roles[{_short(name)}]"
                if not is_role_file(name):
                    self._wrong(place, "that cannot be the name of a role's file, as my-role.yaml")
                self._text(text, place)
        except _StopError:
            return {}
        return roles

    def _word(self, value: object, place: str, words: type[EventKind | PlanEventKind]) -> str:
        known = [word.value for word in words]
        if value not in known:
            self._wrong(place, f"{_short(value)} is none of {', '.join(known)}")
        return str(value)

    def _text(self, value: object, place: str) -> str:
        if not isinstance(value, str):
            self._wrong(place, "a text was expected here")
        if len(value) > _LONGEST:
            self._wrong(place, f"longer than {_LONGEST} characters")
        if not value.isascii() and re.search("[\ud800-\udfff]", value):
            self._wrong(place, "half of a character stands here")
        return value

    def _time(self, value: object, place: str) -> str:
        text = self._text(value, place)
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            time = None
        if time is None or time.tzinfo is None or text[:19] != time.isoformat()[:19]:
            self._wrong(place, f"{_short(text)} is no time, as 2026-11-22T12:30:00+00:00")
        return text


_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def is_role_file(name: str) -> bool:
    """Tell whether a file of this name, and no other place, can hold a person's own role."""
    bad = set(name) & set('<>:"/\\|?*') or not name.isprintable() or _RESERVED.match(name)
    return (
        not bad
        and name.endswith(".yaml")
        and not name.startswith((".", " "))
        and len(name.encode(errors="replace")) <= 200  # noqa: PLR2004 - of 255 that systems take
    )
