"""Makes fields of YAML: the only module that needs the parser, which takes long to import."""

import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import yaml

from mlcareer.content.yamlfile import MAX_DEPTH, MAX_TEXT, MAX_VALUES, Field, end_of
from mlcareer.errors import ContentError, Problem
from mlcareer.model.characters import refused

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRANGE_ENDS: Final = "\x85\u2028\u2029"
"""End a line for YAML 1.1, and not for editors."""

_NOTHING: Final = frozenset({"~", "null"})
_UNREADABLE: Final = yaml.reader.Reader.NON_PRINTABLE
"""Characters that YAML does not allow; compiling this pattern again would take longer than
reading a file."""

_HALVES: Final = r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"

_STARTS: Final = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ENDS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})

_ADVICE: Final = (
    ("mapping values are not allowed", "put a text with a colon in quotation marks"),
    ("expected '-' indicator", "begin it in the same column as the entries above"),
    ("violates indentation", "indent with spaces, not with tabs"),
    ("cannot start any token", "use spaces, and quotation marks around such signs"),
    ("unexpected end of stream", "a quotation mark or bracket that was opened is not closed"),
    ("could not find expected ':'", "a space belongs behind the colon, here or in the line above"),
    (
        "did not find expected key",
        "mind the indentation, and quote texts that hold quotation marks",
    ),
    ("did not find expected ',' or", "close the bracket, and quote texts with commas or colons"),
    ("alphabetic or numeric character", "put a text that begins with * or & in quotation marks"),
)
"""What mostly is behind the words of the parser, which speaks of its own work."""

_MERGE_MARK: Final = r"^(?:<{7} |>{7} |={7}$)"
"""What git leaves in a file where two changes met."""

_NO_BREAK: Final = "\u00a0"
_OPENED: Final = r"""(?:^|[:\-\[,{]) *("[^"]*|'[^']*)$"""
"""A text that begins with a quotation mark and does not end in its line."""

_QUOTED: Final = r"""(?:: |- )(?:"[^"]*"|'[^']*') *$"""
"""A text that begins and ends in its line, so that none was open before."""

_LINES_OF_A_TEXT: Final = 12
"""How far above the place where the parser stopped a quotation mark is looked for."""


def compose(text: str, name: str) -> Field:
    """Turn the text of a YAML file into a field.

    Raises:
        ContentError: It is no YAML, or not of what content may be made of.
    """
    if not text.isascii():
        _check_line_ends(text, name)
    text = _with_whole_characters(text)
    try:
        return _Composer(name).compose(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError as error:
        raise ContentError(_syntax_problem(name, error, text)) from error


def _with_whole_characters(text: str) -> str:
    """Join the two halves in which JSON may write a character; YAML knows no such halves."""
    if not text.lstrip().startswith("{"):
        return text
    return re.sub(_HALVES, _whole, text)


def _whole(halves: re.Match[str]) -> str:
    """Make one character of two halves (RFC 8259, section 7)."""
    before, high, low = halves.groups()
    return f"{before}{chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)}"


def _check_line_ends(text: str, name: str) -> None:
    """Refuse ends of lines that only YAML counts: people would look at another line."""
    for end in _STRANGE_ENDS:
        before, found, _ = text.partition(end)
        if found:
            message = f"U+{ord(end):04X} ends a line here; use ordinary line ends"
            line, column = end_of(before)
            raise ContentError(Problem(name, line, message, column))


def _syntax_problem(name: str, error: yaml.YAMLError, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        return _unreadable(name, error, text)
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "cannot be read"
    if not mark:
        return Problem(name, 1, f"not valid YAML: {what}")
    # The parser counts a line behind the last one, which nobody could look at.
    line, column = min((mark.line + 1, mark.column + 1), end_of(text))
    lines = text.split("\n", line)[:line]
    merged = re.search(_MERGE_MARK, text, re.MULTILINE)
    if merged:
        line, column = end_of(text[: merged.start()])
        return Problem(name, line, "not valid YAML: the mark of a merge; keep one side", column)
    usual = next((advice for said, advice in _ADVICE if said in what), "")
    way = _cause_near(lines) or usual
    advice = f"; {way}" if way else ""
    return Problem(name, line, f"not valid YAML: {what} at column {column}{advice}", column)


def _cause_near(lines: list[str]) -> str:
    """Look for what people do not see, in the lines down to that where the parser stopped."""
    for number in range(len(lines), max(0, len(lines) - 2), -1):
        blank = lines[number - 1].find(_NO_BREAK) + 1
        if blank:
            return f"a no-break space stands in line {number}, column {blank}; type a plain one"
    for number in range(len(lines), max(0, len(lines) - _LINES_OF_A_TEXT), -1):
        opened = re.search(_OPENED, lines[number - 1])
        if opened:
            column = opened.start(1) + 1
            return f"is the quotation mark of line {number}, column {column}, closed?"
        if re.search(_QUOTED, lines[number - 1]) and number < len(lines):
            break
    return ""


def _unreadable(name: str, error: yaml.reader.ReaderError, text: str) -> Problem:
    # The C parser counts positions in another unit than the Python one, so look again.
    found = _UNREADABLE.search(text)
    if not found:
        return Problem(name, 1, f"not valid YAML: {error.reason}")
    line, column = end_of(text[: found.start()])
    return Problem(name, line, refused(found.group()), column)


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
        self._values = 0

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
        Field(self._name, line, "", column=column).fail(message)

    def _refuse_extras(self, event: Any) -> None:  # noqa: ANN401 - any event of a node
        if event.anchor is not None:
            self._fail(event, "anchors (&name) are not allowed; write the value out")
        if event.tag is not None:
            self._fail(event, "tags (!name) are not allowed; only plain values are read")

    def _scalar(self, event: Any) -> None:  # noqa: ANN401 - the C parser's events are untyped
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        value: str = event.value
        if len(value) > MAX_TEXT:
            self._fail(event, f"a text of more than {MAX_TEXT} characters; shorten it")
        complaint = refused(value)
        if complaint:
            self._fail(event, complaint)
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
        self._values += 1
        if self._values > MAX_VALUES:
            message = f"more than {MAX_VALUES} values; put some into another file"
            raise ContentError(field.problem(message))
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
