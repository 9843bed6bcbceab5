"""Makes fields of YAML: the only module that needs the parser, which takes long to import."""

from collections.abc import Iterator
from typing import Any, Final, NoReturn

import yaml

from mlcareer.content.yamlfile import MAX_DEPTH, Field
from mlcareer.errors import ContentError, Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING: Final = frozenset({"~", "null"})
_SPACES: Final = "\n\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_JOINERS: Final = "\u200c\u200d"
_ALLOWED: Final = frozenset(_SPACES + _JOINERS)
"""Not printable by themselves, but needed: spaces of all scripts, and the joiners
without which Persian, Indic scripts and emoji cannot be spelt."""

_UNREADABLE: Final = yaml.reader.Reader.NON_PRINTABLE
"""Characters that YAML does not allow; compiling this pattern again would take longer than
reading a file."""

_STARTS: Final = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ENDS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


def compose(text: str, name: str) -> Field:
    """Turn the text of a YAML file into a field.

    Raises:
        ContentError: It is no YAML, or not of what content may be made of.
    """
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
    column = mark.column + 1 if mark else 0
    return Problem(name, mark.line + 1 if mark else 1, f"not valid YAML: {what}{where}", column)


def _line_of_first_unreadable(text: str) -> int:
    # The C parser counts positions in another unit than the Python one, so look again.
    found = _UNREADABLE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 0)


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
        self._key_places: list[tuple[int, int]] = []

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
                self._key_places.pop()
            elif kind is yaml.AliasEvent:
                self._fail(event, "aliases (*name) are not allowed; write the value out")
            elif kind is yaml.DocumentStartEvent and self._root is not None:
                self._fail(event, "a second document (---) is not allowed")
        return self._root or Field(self._name, 1, "")

    def _fail(self, event: yaml.Event, message: str) -> NoReturn:
        line, column = _place(event)
        raise ContentError(Problem(self._name, line, message, column))

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
            self._key_places[-1] = _place(event)
            return
        plain: bool = event.implicit[0]
        if plain and value in _NOTHING:
            value = ""
        line, column = _place(event)
        self._attach(Field(self._name, line, value, column=column, plain=plain))

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
        line, column = _place(event)
        field = Field(self._name, line, value, column=column)
        self._attach(field)
        self._open.append(field)
        self._keys.append(None)
        self._key_places.append((line, column))

    def _attach(self, field: Field) -> None:
        if not self._open:
            self._root = field
            return
        parent = self._open[-1].value
        if type(parent) is dict:
            field.key_line, field.key_column = self._key_places[-1]
            parent[self._keys[-1]] = field
            self._keys[-1] = None
        else:
            parent.append(field)
