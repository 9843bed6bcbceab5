"""YAML files as fields that know their line.

A file from a stranger is input: it may try to exhaust memory, recurse without
end or smuggle in objects. So the file is read event by event, and only what
content needs is let through: mappings with unique keys, lists, and plain values.
Anchors, aliases and tags are refused, the depth and the size are limited.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import yaml

from mlcareer.errors import ContentError, Problem

MAX_BYTES: Final = 4_000_000
MAX_DEPTH: Final = 12
_LONGEST_MESSAGE: Final = 600

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_T = TypeVar("_T")
_TRUE_FALSE: Final = {"true": True, "false": False}
_NOTHING: Final = frozenset({"~", "null"})
_SPACES: Final = "\n\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_JOINERS: Final = "\u200c\u200d"
_ALLOWED: Final = frozenset(_SPACES + _JOINERS)
"""Not printable by themselves, but needed: spaces of all scripts, and the joiners
without which Persian, Indic scripts and emoji cannot be spelt."""

_ID: Final = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
_UNREADABLE: Final = yaml.reader.Reader.NON_PRINTABLE
"""Characters that YAML does not allow; compiling this pattern again would take longer than
reading a file."""

_STARTS: Final = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ENDS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


def close_match(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant, as the end of a sentence, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed where something is wrong

    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean {matches[0]!r}?" if matches else ""


def _shortened(message: str) -> str:
    if len(message) <= _LONGEST_MESSAGE:
        return message
    return f"{message[:_LONGEST_MESSAGE]} ..."


class Field:
    """A value of a YAML file, with the place it came from.

    The reading methods return plain Python values and raise ContentError,
    naming file and line, where the value is of another form than asked for.
    """

    __slots__ = ("file", "key_line", "line", "plain", "value")

    def __init__(self, file: str, line: int, value: Any, *, plain: bool = False) -> None:  # noqa: ANN401
        self.file = file
        self.line = line
        self.key_line = line
        self.value = value
        self.plain = plain

    def fail(self, message: str) -> NoReturn:
        """Complain about this field."""
        raise ContentError(Problem(self.file, self.line, _shortened(message)))

    def fail_key(self, message: str) -> NoReturn:
        """Complain about the key that this field stands under."""
        raise ContentError(Problem(self.file, self.key_line, _shortened(message)))

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
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail("a text was expected here")
        return self.value.rstrip("\n")

    def identifier(self) -> str:
        """Read an id: letters, digits and single - _ . between them."""
        word = self.text()
        if not _ID.fullmatch(word):
            self.fail(f"{word!r} is no id: use letters, digits and hyphens, as in my-id")
        return word

    def one_of(self, allowed: Iterable[str], what: str) -> str:
        """Read a text that is one of those allowed."""
        word = self.text()
        choices = tuple(allowed)
        if word not in choices:
            listed = f" Known: {', '.join(choices)}." if len(choices) <= 8 else ""  # noqa: PLR2004
            self.fail(f"unknown {what} {word!r}.{close_match(word, choices) or listed}")
        return word

    def number(self, low: float, high: float) -> float:
        """Read a number from low to high, both included."""
        try:
            number = float(self.text()) if self.plain else None
        except ValueError:
            number = None
        if number is None or not low <= number <= high:
            self.fail(f"a number from {low:g} to {high:g} was expected here")
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
            self.fail("a list was expected here")
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
            self.fail("a mapping (key: value) was expected here")
        return self.value

    def named(self) -> "dict[str, Field]":
        """Read a mapping whose keys are ids: letters, digits and single - _ . between them."""
        entries = self.entries()
        for key, entry in entries.items():
            if not _ID.fullmatch(key):
                entry.fail_key(f"{key!r} is no id: use letters, digits and hyphens, as in my-id")
        return entries

    def record(self, required: str, optional: str = "") -> "dict[str, Field]":
        """Read a mapping with known keys, given as words of two texts."""
        entries = self.entries()
        needed = required.split()
        known = (*needed, *optional.split())
        for key, entry in entries.items():
            if key not in known:
                hint = close_match(key, known) or f" Known: {', '.join(known)}."
                entry.fail_key(f"unknown key {key!r}.{hint}")
        missing = [key for key in needed if key not in entries]
        if missing:
            self.fail(f"missing key {missing[0]!r}")
        return entries


def optional_text(entry: Mapping[str, Field], key: str) -> str:
    """Read a text that may be left out, then ""."""
    return entry[key].text() if key in entry else ""


def collect(fields: Iterable[tuple[str, Field]], read: Callable[[str, Field], _T]) -> dict[str, _T]:
    """Read all entries, and complain about all that are wrong at once.

    Raises:
        ContentError: With the problems of every entry that could not be read.
    """
    done: dict[str, _T] = {}
    problems: list[Problem] = []
    for key, field in fields:
        try:
            done[key] = read(key, field)
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(*problems)
    return done


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
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ContentError(Problem(name, 0, f"cannot be read: {error.strerror}")) from error
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> Field:
    """Read YAML from bytes; see read_yaml."""
    if len(raw) > MAX_BYTES:
        raise ContentError(Problem(name, 1, f"larger than {MAX_BYTES // 1_000_000} MB"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError(Problem(name, line, "not UTF-8; save the file as UTF-8")) from error
    try:
        return _Composer(name).compose(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError as error:
        raise ContentError(_syntax_problem(name, error, text)) from error


def _syntax_problem(name: str, error: yaml.YAMLError, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        return Problem(name, _line_of_first_unreadable(text), f"not valid YAML: {error.reason}")
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "cannot be read"
    where = f" at column {mark.column + 1}" if mark else ""
    return Problem(name, mark.line + 1 if mark else 1, f"not valid YAML: {what}{where}")


def _line_of_first_unreadable(text: str) -> int:
    # The C parser counts positions in another unit than the Python one, so look again.
    found = _UNREADABLE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Composer:
    """Builds fields from the events of a YAML parser, without recursion.

    Args:
        name: How complaints name the file.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._root: Field | None = None
        self._open: list[Field] = []
        self._keys: list[str | None] = []
        self._key_lines: list[int] = []

    def compose(self, events: Iterator[yaml.Event]) -> Field:
        """Turn events into the field of the whole document."""
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind in _STARTS:
                self._start(event)
            elif kind in _ENDS:
                self._open.pop()
                self._keys.pop()
                self._key_lines.pop()
            elif kind is yaml.AliasEvent:
                self._fail(event, "aliases (*name) are not allowed; write the value out")
            elif kind is yaml.DocumentStartEvent and self._root is not None:
                self._fail(event, "a second document (---) is not allowed")
        return self._root or Field(self._name, 1, "")

    def _fail(self, event: yaml.Event, message: str) -> NoReturn:
        raise ContentError(Problem(self._name, _line(event), message))

    def _refuse_extras(self, event: Any) -> None:  # noqa: ANN401 - any event of a node
        if event.anchor is not None:
            self._fail(event, "anchors (&name) are not allowed; write the value out")
        if event.tag is not None:
            self._fail(event, "tags (!name) are not allowed; only plain values are read")

    def _scalar(self, event: Any) -> None:  # noqa: ANN401 - the C parser's events are untyped
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        value: str = event.value
        if not value.isprintable():
            self._refuse_control_characters(event, value)
        if self._awaits_key():
            if value in self._open[-1].value:
                self._fail(event, f"key {value!r} stands twice; remove one")
            self._keys[-1] = value
            self._key_lines[-1] = event.start_mark.line + 1
            return
        plain: bool = event.implicit[0]
        if plain and value in _NOTHING:
            value = ""
        self._attach(Field(self._name, event.start_mark.line + 1, value, plain=plain))

    def _awaits_key(self) -> bool:
        return bool(self._keys) and self._keys[-1] is None and type(self._open[-1].value) is dict

    def _refuse_control_characters(self, event: yaml.Event, value: str) -> None:
        for character in value:
            if character not in _ALLOWED and not character.isprintable():
                self._fail(event, f"control character U+{ord(character):04X} is not allowed")

    def _start(self, event: yaml.Event) -> None:
        self._refuse_extras(event)
        if len(self._open) >= MAX_DEPTH:
            self._fail(event, f"nested deeper than {MAX_DEPTH} levels")
        if self._awaits_key():
            self._fail(event, "a key must be a plain word")
        value: Any = {} if type(event) is yaml.MappingStartEvent else []
        field = Field(self._name, _line(event), value)
        self._attach(field)
        self._open.append(field)
        self._keys.append(None)
        self._key_lines.append(field.line)

    def _attach(self, field: Field) -> None:
        if not self._open:
            self._root = field
            return
        parent = self._open[-1].value
        if type(parent) is dict:
            field.key_line = self._key_lines[-1]
            parent[self._keys[-1]] = field
            self._keys[-1] = None
        else:
            parent.append(field)
