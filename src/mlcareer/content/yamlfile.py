"""YAML files as fields that know their line.

A file from a stranger is input: it may try to exhaust memory, recurse without
end or smuggle in objects. So the file is read event by event, and only what
content needs is let through: mappings with unique keys, lists, and plain values.
Anchors, aliases and tags are refused, the depth and the size are limited.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from mlcareer.content.raw_file import MAX_BYTES, first_bytes
from mlcareer.errors import ContentError, Problem

MAX_DEPTH: Final = 12
MAX_VALUES: Final = 200_000
"""Values in a file, keys not counted; the largest of the shipped files has a sixteenth of it."""

MAX_TEXT: Final = 20_000
"""Characters of a text; nobody reads as many at once in a terminal."""

MAX_ID: Final = 100
"""Characters of an id, which has to fit into lines, names of files and links."""

MOST_PROBLEMS: Final = 5000
"""Complaints about a file; whoever has more begins with these."""

FORMAT: Final = 1
"""Version of the form of content files that this program knows."""

_LONGEST_MESSAGE: Final = 600
_LONGEST_WORD: Final = 60
_MOST_CANDIDATES: Final = 500
"""Comparing words takes long; what a stranger wrote must not take the whole day."""

_SHORT: Final = 60
"""Characters of what is written again as it should stand."""

_MOST_LISTED: Final = 8
"""Words that a complaint lists where none is near to what was written."""

LINE_END: Final = "\r\n|[\n\r]"
ADDRESS_PATTERN: Final = r"https?://[!#-;=?-\[\]_a-z{|}~]+"
"""What RFC 3986 allows, and a little more that is harmless; no quotes, no angle brackets."""

ID_PATTERN: Final = r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*"
_ID: Final = re.compile(ID_PATTERN)
_TRUE_FALSE: Final = {"true": True, "false": False}

Words = tuple[str, ...]
Example = Callable[[str], str]
_T = TypeVar("_T")


def is_id(word: str) -> bool:
    """Tell whether a word is an id: letters, digits and single - _ . between them."""
    return _ID.fullmatch(word) is not None


def is_day(word: str) -> bool:
    """Tell whether a word is a date such as 2026-11-22."""
    from datetime import date  # noqa: PLC0415 - few files hold a day

    try:
        # Python also reads forms of ISO 8601 without hyphens, which do not sort as texts.
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


def close_match(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant, as the end of a sentence, or nothing."""
    match = closest(word, known)
    return f" Did you mean {match!r}?" if match else ""


def closest(word: str, known: Iterable[str]) -> str:
    """Find the known word that was probably meant, or "" where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed where something is wrong

    candidates = list(islice(known, _MOST_CANDIDATES)) if len(word) <= _LONGEST_WORD else []
    return next(iter(get_close_matches(word, candidates, n=1, cutoff=0.6)), "")


def foremost(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Take as many complaints as are listed, and after them a line that there are more."""
    for number, problem in enumerate(problems, 1):
        if number > MOST_PROBLEMS:
            yield problem._replace(message="and more than these is wrong; mend these first")
            return
        yield problem


def end_of(text: str) -> tuple[int, int]:
    """Say in which line and column, counted from 1, what follows a text begins."""
    lines = re.split(LINE_END, text)
    return len(lines), len(lines[-1]) + 1


def _shortened(message: str) -> str:
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]} ..."


class Field:
    """A value of a YAML file, with the place it came from.

    The reading methods return plain Python values and raise ContentError,
    naming file and line, where the value is of another form than asked for.
    """

    __slots__ = ("column", "file", "key_column", "key_line", "line", "plain", "value")

    def __init__(
        self,
        file: str,
        line: int,
        value: Any,  # noqa: ANN401 - what a file holds
        *,
        column: int = 0,
        plain: bool = False,
    ) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.key_line = line
        self.key_column = column
        self.value = value
        self.plain = plain

    def problem(self, message: str) -> Problem:
        """Make a complaint about this field."""
        return Problem(self.file, self.line, _shortened(message), self.column)

    def key_problem(self, message: str) -> Problem:
        """Make a complaint about the key that this field stands under."""
        return Problem(self.file, self.key_line, _shortened(message), self.key_column)

    def fail(self, message: str) -> NoReturn:
        """Complain about this field."""
        raise ContentError(self.problem(message))

    def fail_key(self, message: str) -> NoReturn:
        """Complain about the key that this field stands under."""
        raise ContentError(self.key_problem(message))

    def check_key(self, key: str, known: Iterable[str], what: str) -> None:
        """Complain unless the key that this field stands under is known; offer a close match."""
        words = tuple(known)
        if key not in words:
            self.fail_key(f"unknown {what} {key!r}.{close_match(key, words)}")

    def is_empty(self) -> bool:
        """Tell whether nothing stands here, as after a key without a value."""
        return bool(self.value == "")

    def is_list(self) -> bool:
        """Tell a list from a text or a mapping."""
        return isinstance(self.value, list)

    def text(self) -> str:
        """Read a text that is not empty."""
        if not isinstance(self.value, str):
            self.fail("a text was expected here")
        if not self.value.strip():
            self.fail("a text was expected here; # begins a comment")
        return self.value.rstrip("\n")

    def identifier(self) -> str:
        """Read an id: letters, digits and single - _ . between them."""
        word = self.text()
        complaint = _wrong_id(word)
        if complaint:
            self.fail(complaint)
        return word

    def address(self) -> str:
        """Read a web address."""
        word = self.text()
        if not word.startswith(("https://", "http://")):
            self.fail("an address starts with https:// or http://")
        if not re.fullmatch(ADDRESS_PATTERN, word):
            self.fail("an address has no spaces, quotes, brackets < > or letters beyond ASCII")
        return word

    def day(self) -> str:
        """Read a date such as 2026-11-22."""
        word = self.text()
        if not is_day(word):
            self.fail("a date such as 2026-11-22 was expected here")
        return word

    def one_of(self, allowed: Iterable[str], what: str) -> str:
        """Read a text that is one of those allowed."""
        word = self.text()
        choices = tuple(allowed)
        if word not in choices:
            listed = f" {_listed(choices)}" if len(choices) <= _MOST_LISTED else ""
            self.fail(f"unknown {what} {word!r}.{close_match(word, choices) or listed}")
        return word

    def number(self, low: float, high: float) -> float:
        """Read a number from low to high, both included."""
        try:
            number = float(self.text()) if self.plain else None
        except ValueError:
            number = None
        if number is None or not low <= number <= high:
            comma = self.plain and re.fullmatch(r"-?\d+,\d+", self.value)
            way = f"; write {self.value.replace(',', '.')}" if comma else ""
            self.fail(f"a number from {low:g} to {high:g} was expected here{way}")
        return number

    def integer(self, low: int, high: int) -> int:
        """Read a whole number from low to high, both included."""
        number = self.number(low, high)
        if number != int(number):
            self.fail(f"a whole number from {low} to {high} was expected here")
        return int(number)

    def boolean(self) -> bool:
        """Read true or false."""
        word = self.text()
        if not self.plain or word not in _TRUE_FALSE:
            self.fail("true or false was expected here")
        return _TRUE_FALSE[word]

    def items(self) -> "list[Field]":
        """Read a list."""
        if not isinstance(self.value, list):
            short = isinstance(self.value, str) and 0 < len(self.value) <= _SHORT
            way = f"; write [{self.value}]" if short and "\n" not in self.value else ""
            self.fail(f"a list was expected here{way}")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """Read a list of texts, which may be empty."""
        return tuple(item.text() for item in self.items())

    def all_of(self, allowed: Iterable[str], what: str) -> tuple[str, ...]:
        """Read a list of texts, which may be empty, each one of those allowed."""
        choices = tuple(allowed)
        return tuple(item.one_of(choices, what) for item in self.items())

    def entries(self) -> "dict[str, Field]":
        """Read a mapping with any keys."""
        if not isinstance(self.value, dict):
            way = "; nothing stands here" if self.is_empty() else ""
            self.fail(f"a mapping (key: value) was expected here{way}")
        return self.value

    def named(self) -> "dict[str, Field]":
        """Read a mapping whose keys are ids: letters, digits and single - _ . between them."""
        entries = self.entries()
        spelt: dict[str, str] = {}
        for key, entry in entries.items():
            complaint = _wrong_id(key)
            if complaint:
                entry.fail_key(complaint)
            # Some systems do not tell such names of files apart, and people neither.
            other = spelt.setdefault(key.lower(), key)
            if other != key:
                entry.fail_key(f"{key!r} is {other!r} but for capitals; rename one")
        return entries

    def record(
        self, required: Words, optional: Words = (), example: Example = lambda _: ""
    ) -> "dict[str, Field]":
        """Read a mapping with known keys.

        Args:
            required: Keys that have to be there.
            optional: Keys that may be there.
            example: Writes a line with a required key, or nothing.

        Raises:
            ContentError: It is no mapping; or with each key that is not known or not there.
        """
        entries = self.entries()
        problems = tuple(foremost(self._wrong_keys(entries, required, optional, example)))
        if problems:
            raise ContentError(*problems)
        return entries

    def _wrong_keys(
        self, entries: "Mapping[str, Field]", needed: Words, others: Words, example: Example
    ) -> Iterator[Problem]:
        known = (*needed, *others)
        meant: set[str] = set()
        for key, entry in entries.items():
            if key not in known:
                match = closest(key, known)
                meant.add(match)
                hint = f"Did you mean {match!r}?" if match else _listed(known)
                yield entry.key_problem(f"unknown key {key!r}. {hint}")
        for key in needed:
            if key not in entries and key not in meant:
                yield self.problem(missing_key(key, example(key)))


def missing_key(key: str, example: str = "") -> str:
    """Say that a key is missing, and with which line it could be there."""
    return f"missing key {key!r}{example and '; add a line such as '}{example}"


def _wrong_id(word: str) -> str:
    if not _ID.fullmatch(word):
        return f"{word!r} is no id: use letters a to z, digits and hyphens, as in my-id"
    return "" if len(word) <= MAX_ID else f"an id has at most {MAX_ID} characters; shorten it"


def _listed(words: Words) -> str:
    return f"Known: {', '.join(words) or 'none'}."


def optional_text(entry: Mapping[str, Field], key: str) -> str:
    """Read a text that may be left out, then ""."""
    return entry[key].text() if key in entry else ""


def collect(fields: Iterable[tuple[str, Field]], read: Callable[[str, Field], _T]) -> dict[str, _T]:
    """Read all entries, and complain about all that are wrong at once.

    Raises:
        ContentError: With the problems of the entries that could not be read.
    """
    done: dict[str, _T] = {}
    problems: list[Problem] = []
    for key, field in fields:
        try:
            done[key] = read(key, field)
        except ContentError as error:
            problems.extend(error.problems)
            if len(problems) > MOST_PROBLEMS:
                break
    if problems:
        raise ContentError(*foremost(problems))
    return done


def check_format(entries: Mapping[str, Field]) -> None:
    """Refuse a file of a newer format.

    Raises:
        ContentError: With what to do about it.
    """
    found = entries["format"].integer(1, 1_000_000)
    if found > FORMAT:
        entries["format"].fail(
            f"format {found} is newer than this program knows ({FORMAT}); upgrade mlcareer"
        )


def read_yaml(path: Path, shown_as: str | None = None) -> Field:
    """Read one YAML file into a field.

    Args:
        path: The file.
        shown_as: How complaints name the file; the path by default.

    Raises:
        ContentError: The file cannot be read or is not what content may be.
    """
    name = shown_as or str(path)
    try:
        raw = first_bytes(path)
    except OSError as error:
        raise ContentError(Problem(name, 0, f"cannot be read: {error.strerror}")) from error
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> Field:
    """Read YAML from bytes; see read_yaml."""
    if len(raw) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1_000_000} MB; make several files of it"
        raise ContentError(Problem(name, 1, message))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Places are counted without the mark that may stand at the beginning of the file.
        line, column = end_of(error.object[: error.start].decode("utf-8", errors="replace"))
        message = "not UTF-8; save the file as UTF-8"
        raise ContentError(Problem(name, line, message, column)) from error
    from mlcareer.content.composing import compose  # noqa: PLC0415 - compiled content needs none

    return compose(text, name)
