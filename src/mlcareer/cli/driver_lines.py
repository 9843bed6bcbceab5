"""The lines that `assess --jsonl` reads: one JSON object each, or a reason to refuse it."""

import json
from collections.abc import Iterable, Mapping
from json import JSONDecodeError
from math import isfinite
from typing import BinaryIO, Final, NamedTuple, NoReturn

from mlcareer.content.yamlfile import close_match
from mlcareer.render.driver_json import Code

LONGEST: Final = 1_000_000
"""Bytes of a line, at most, without its end."""

LONGEST_ID: Final = 200
"""Characters of an id that is sent back, at most."""

DOINGS: Final = ("back", "stop", "later", "skip", "skip-rest", "profile", "note")
"""What can be asked for besides answering."""

_REMARK: Final = '{"do": "note", "text": "The second option is right as well."}'
_VERBS: Final = ("answer", "rate", "do")
_OF_NOTES: Final = ("text", "about")
_KEYS: Final = (*_VERBS, *_OF_NOTES, "re", "id")


class RefusedError(Exception):
    """A line that cannot be carried out; nothing came of it.

    Args:
        code: One fixed word for what is wrong.
        message: What is wrong and what to do, for people.
    """

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


class Request(NamedTuple):
    """What a line asks for.

    Attributes:
        verb: answer, rate or do.
        value: What stands there.
        text: The words of a remark, or "".
        about: Id of the question that the remark is about, or "" for the one that is asked.
        to: Id of what the line replies to, or "" where it does not say it.
    """

    verb: str
    value: object
    text: str = ""
    about: str = ""
    to: str = ""


def read_record(stream: BinaryIO) -> dict[str, object] | None:
    """Read the next line that is not empty as an object; None at the end of the input.

    Raises:
        RefusedError: The line holds none.
    """
    while True:
        raw = stream.readline(LONGEST + 1)
        if not raw:
            return None
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            _pass_over_line(stream)
            message = f"The line is longer than {LONGEST} bytes; it was passed over."
            raise RefusedError(Code.TOO_LONG, message)
        try:
            text = raw.decode("utf-8-sig").strip()
        except UnicodeDecodeError as error:
            message = "The line is not UTF-8. Write UTF-8, or escape what is not ASCII."
            raise RefusedError(Code.ENCODING, message) from error
        if text:
            return _record_in(text)


def _pass_over_line(stream: BinaryIO) -> None:
    while (raw := stream.readline(LONGEST)) and not raw.endswith(b"\n"):
        pass


def _record_in(text: str) -> dict[str, object]:
    try:
        value = json.loads(
            text, parse_constant=_no_number, parse_float=_number, object_pairs_hook=_unique
        )
        # A half of a pair of surrogates can be escaped in JSON, but is no character to keep.
        json.dumps(value, ensure_ascii=False).encode()
    except JSONDecodeError as error:
        message = f"The line is not JSON: {error.msg} at column {error.colno}."
        raise RefusedError(Code.JSON, message) from error
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        message = f"The line cannot be read: {reason[:200]}."
        raise RefusedError(Code.JSON, message) from error
    if not isinstance(value, dict):
        message = 'The line is no JSON object. Write one such as {"answer": 2}.'
        raise RefusedError(Code.FORM, message)
    return value


def _no_number(word: str) -> NoReturn:
    message = f"{word} is no number in JSON"
    raise ValueError(message)


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        message = f"{text[:40]} is too large"
        raise ValueError(message)
    return number


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"the key {twice[:40]!r} stands twice"
        raise ValueError(message)
    return record


def id_in(record: Mapping[str, object]) -> str | int | None:
    """Find the id that a line has for itself, to be sent back; None where it has none.

    Raises:
        RefusedError: It is none that can be sent back.
    """
    own = record.get("id")
    short = isinstance(own, str) and len(own) <= LONGEST_ID
    if own is None or short or type(own) is int:
        return own  # type: ignore[return-value]  # narrowed by its type above
    message = f"An id is a whole number or a text of at most {LONGEST_ID} characters."
    raise RefusedError(Code.FORM, message)


def request_in(record: Mapping[str, object]) -> Request:
    """Find what a line asks for.

    Raises:
        RefusedError: It asks for nothing, for more than one thing, or for something unknown.
    """
    for key in record:
        if key not in _KEYS:
            refuse_unknown("key", key, _KEYS, code=Code.UNKNOWN_KEY)
    verbs = [verb for verb in _VERBS if verb in record]
    if len(verbs) != 1:
        message = f"Give one of the keys {', '.join(_VERBS)}, and no more than one."
        raise RefusedError(Code.FORM, message)
    (verb,) = verbs
    value = record[verb]
    if verb == "do":
        _check_doing(value)
    if (verb, value) != ("do", "note"):
        for key in _OF_NOTES:
            if key in record:
                message = f"{key} belongs to a remark, as in {_REMARK}"
                raise RefusedError(Code.FORM, message)
    text, about, to = (_text_in(record, key) for key in (*_OF_NOTES, "re"))
    return Request(verb, value, text, about, to)


def _text_in(record: Mapping[str, object], key: str) -> str:
    text = record.get(key, "")
    if not isinstance(text, str):
        message = f"{key} is a text."
        raise RefusedError(Code.FORM, message)
    return text


def _check_doing(value: object) -> None:
    if not isinstance(value, str):
        message = f"do is one of {', '.join(DOINGS)}."
        raise RefusedError(Code.FORM, message)
    if value not in DOINGS:
        refuse_unknown("wish", value, DOINGS, code=Code.FORM)


def refuse_unknown(what: str, word: str, known: Iterable[str], *, code: Code) -> NoReturn:
    """Refuse a word that is not known, with the one that was probably meant.

    Raises:
        RefusedError: Always.
    """
    words = tuple(known)
    few = f" Known: {', '.join(words)}." if len(words) <= 8 else ""  # noqa: PLR2004 - fits a line
    hint = close_match(word[:LONGEST_ID], words) or few
    message = f"There is no {what} {word[:40]!r} here.{hint}"
    raise RefusedError(code, message)
