"""Holds what the program makes of a hostile map against what it makes of a harmless one.

Each judge reads both with a parser of the form and finds the same things in both, so that
no text is anything but text; and the hostile texts are all there.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import StringIO
from typing import Any, Final
from xml.etree import ElementTree as ET

from hostile_map import found_marks
from icalendar import Calendar
from icalendar.cal import Component

from mlcareer.checklists.values import from_text
from support_markdown import kinds, tokens_of
from support_page import ReadPage, Tag, drawings

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT")
STYLE: Final = re.compile(r"\x1b\[[0-9;]*m")
OF_PROGRAMS: Final = tuple(f"\x1b[{style}m" for style in (1, 3, 32, 35, 36))
"""Styles of words in programs, of which each text has others."""

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def bare(text: str) -> str:
    """Take out all white space, as each form breaks lines in its own way."""
    return "".join(text.split())


def texts_arrive(plain: str, evil: str, given: dict[str, str], *, whole: bool = True) -> None:
    """Assert that each text that stands in the one stands in the other, as it was given."""
    assert sorted(found_marks(plain)) == sorted(found_marks(evil))
    seen = bare(evil).casefold()
    for mark in found_marks(plain) if whole else ():
        assert bare(given[mark]).casefold() in seen, given[mark]


def screen(plain: str, evil: str, given: dict[str, str], *, all_there: bool = True) -> None:
    """Judge what a terminal is given: no byte that moves, rings or colours but the program's.

    Args:
        plain: What is made of harmless texts.
        evil: What is made of hostile ones.
        given: The hostile ones, by their marks.
        all_there: Whether longer texts put nothing out of sight.
    """
    assert set(STYLE.findall(evil)) <= {*STYLE.findall(plain), *OF_PROGRAMS}
    shown = STYLE.sub("", evil)
    found = {sign for sign in shown if not sign.isprintable()} - {
        "\n",
        "\u200c",
        "\u200d",
        "\u3000",
    }
    assert not found, found
    # A program that is too wide goes on behind a sign.
    read = bare(re.sub(r"(?m)^ *(?:\u21b3|>) ", "", shown)).casefold()
    for mark in found_marks(bare(STYLE.sub("", plain))) if all_there else ():
        assert mark in read, given[mark]


def data_text(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge data as it is written."""
    data(json.loads(plain), json.loads(evil), given)


def data(plain: object, evil: object, given: dict[str, str]) -> None:
    """Judge data: of the same shape, with each text where it belongs."""
    assert _shape(plain) == _shape(evil)
    for one, other in zip(texts_in(plain), texts_in(evil), strict=True):
        if set(found_marks(one)):
            assert found_marks(one) == found_marks(other)
            for mark in found_marks(one):
                assert bare(given[mark]) in bare(other) or bare(given[mark]).lower() in bare(other)
        elif "/" not in one and not MOMENT.match(one):
            assert one == other


def _shape(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {_mark(key): _shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return type(value)


def _mark(key: str) -> str:
    return found_marks(key)[0] if found_marks(key) else key


def texts_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """List the texts anywhere in a value, keys left out."""
    if isinstance(value, str):
        yield value
    inside = value.values() if isinstance(value, dict) else value
    for inner in inside if isinstance(value, dict | list) else ():
        yield from texts_in(inner)


def markdown(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge a page in Markdown: no heading, item, link, box or tag more."""
    one, other = tokens_of(plain), tokens_of(evil)
    assert _without_code(kinds(one)) == _without_code(kinds(other))
    for a, b in zip(_tokens(one), _tokens(other), strict=True):
        assert a.tag == b.tag
        assert a.attrs.keys() == b.attrs.keys()
        if a.type == "link_open":
            assert b.attrs["href"].startswith("https://example.org/")
            assert found_marks(a.attrs["href"]) == found_marks(b.attrs["href"])
        if a.type.startswith("html"):
            assert a.content == b.content or "mlc-lines" in a.content
    # A line break in an option is written as a stroke.
    read = {mark: re.sub("[`/]", "", text) for mark, text in given.items()}
    texts_arrive(_read(one), _read(other).replace("/", ""), read)


def _without_code(found: list[str]) -> list[str]:
    return [kind for kind in found if kind not in {"code_inline", "softbreak"}]


def _tokens(tokens: list[Any]) -> list[Any]:
    skipped = {"text", "code_inline", "text_special", "softbreak", "inline"}
    return [token for token in tokens if token.type not in skipped]


def _read(tokens: list[Any]) -> str:
    read = [
        token.content for token in tokens if token.type in {"text", "code_inline", "text_special"}
    ]
    read += [token.content for token in tokens if token.type in {"fence", "code_block"}]
    return "".join(read).replace("`", "")


OBSIDIAN: Final = re.compile(r"\[\[|\]\]|%%|==|::|(?<![\\\w])#\w|\$\$|(?<!\\)\$|\^\w|<%|%>")
"""What Obsidian and its usual plugins take for more than text."""

EVALUATED: Final = re.compile(r"`\$?=|<%|%>|<!--|-->")
"""What some of them evaluate even where it stands as code."""


def obsidian(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge a page for Obsidian: nothing of its own signs stands outside of code."""
    markdown(plain, evil, given)
    ours = re.compile(r"<!-- mlc:\S+ -->|<!-- mlc-lines:.*?-->", re.DOTALL)
    links = re.compile(r"\]\([^)\s]*\)")
    escaped = re.compile(r"\\[!-/:-@\[-`{-~]")
    for line in links.sub("]()", escaped.sub("", ours.sub("", evil))).splitlines():
        pieces = re.split(r"((?<![\\`])`[^`]+`(?!`))", line)
        for code in pieces[1::2]:
            assert not EVALUATED.search(code), line
        for text in pieces[::2]:
            assert not OBSIDIAN.search(text), line


class _Strict(HTMLParser):
    """Collects what is no element: comments, declarations, what is marked up as none."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.others: list[str] = []
        self.feed(page)
        self.close()

    def handle_comment(self, data: str) -> None:
        """Take a comment."""
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        """Take a declaration."""
        self.others.append(decl)

    def unknown_decl(self, data: str) -> None:
        """Take a declaration that is none."""
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        """Take a processing instruction."""
        self.others.append(data)


def html(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge a page: the same elements with the same attributes, and drawings that are XML."""
    one, other = ReadPage(plain), ReadPage(evil)
    assert _Strict(plain).others == _Strict(evil).others == ["doctype html"]
    for a, b in zip(_elements(one), _elements(other), strict=True):
        assert (a.name, a.path, list(a.attributes)) == (b.name, b.path, list(b.attributes))
        for name, value in a.attributes.items():
            _attribute(name, value, b.attributes[name], given)
    for drawing in drawings(evil):
        ET.fromstring(drawing)  # noqa: S314 - our own, without a document type
    read = {mark: text.replace("`", "") for mark, text in given.items()}
    texts_arrive(_prose(one), _prose(other).replace("`", ""), read)
    for raw in ("script", "style"):
        assert [t.texts for t in one.all(raw)] == [t.texts for t in other.all(raw)]


_GEOMETRY: Final = frozenset({"x", "y", "d", "width", "height", "viewbox", "transform"})


def _elements(page: ReadPage) -> list[Tag]:
    code = {"code"}
    return [
        t for t in page.tags if t.name not in code and not ("svg" in t.path and t.name == "text")
    ]


def _attribute(name: str, one: str, other: str, given: dict[str, str]) -> None:
    if (
        name in _GEOMETRY
        or MOMENT.match(one)
        or (name == "class" and one.startswith("wide map-view"))
    ):
        return
    marks = found_marks(one)
    assert marks == found_marks(other)
    if not marks:
        assert one == other
    elif name == "href":
        assert other.startswith("https://example.org/")
    else:
        assert all(bare(given[mark]) in bare(other) for mark in marks)


def _prose(page: ReadPage) -> str:
    """Put together all texts but those in drawings, where names are cut, and of the program."""
    return (
        " ".join(text for tag in page.tags if tag.name == "body" for text in tag.texts)
        if not page.all("svg")
        else _outside_drawings(page)
    )


def _outside_drawings(page: ReadPage) -> str:
    inner = [
        text
        for tag in page.tags
        if tag.name in {"h1", "p", "li", "td", "th", "summary", "h2", "h3"}
        and "svg" not in tag.path
        for text in [tag.text]
    ]
    return "\n".join(inner)


def rows(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge a table: as many rows and cells, and none that a spreadsheet would work out."""
    one, other = (
        list(csv.reader(StringIO(text, newline=""), strict=True)) for text in (plain, evil)
    )
    assert [len(row) for row in one] == [len(row) for row in other]
    for a, b in zip(one, other, strict=True):
        for left, right in zip(a, b, strict=True):
            texts_arrive(left, from_text(right), given)
            if found_marks(left):
                assert not right.startswith(FORMULA), right
    # Where semicolons part the cells, quotes inside of what is no cell there keep nothing together.
    for line in evil.splitlines():
        assert not any(re.match(r'"*[=+\-@]', cell) for cell in line.split(";")), line


def calendar(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge a calendar: the same parts with the same properties, each line short enough."""
    assert all(len(line.encode()) <= 75 for line in evil.split("\r\n"))
    assert "\n" not in evil.replace("\r\n", "")
    one, other = Calendar.from_ical(plain), Calendar.from_ical(evil)
    for a, b in zip(_parts(one), _parts(other), strict=True):
        assert (a.name, list(a)) == (b.name, list(b))
        assert not b.errors
        for key in a:
            left, right = str(a[key]), str(b[key])
            if key == "URL":
                assert "\n" not in right
                assert right.startswith("https://example.org/")
                assert found_marks(left) == found_marks(right)
            elif key != "CATEGORIES":
                # The parser takes names of calendars for texts of an unknown kind.
                named = key in {"NAME", "X-WR-CALNAME"}
                texts_arrive(left, re.sub(r"\\(.)", _spelt, right) if named else right, given)


def _spelt(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def _parts(part: Component) -> Iterator[Component]:
    yield part
    for inner in part.subcomponents:
        yield from _parts(inner)


_TODO: Final = re.compile(
    r"(?P<done>x )?(?P<priority>\([A-Z]\) )?"
    r"(?P<days>\d{4}-\d\d-\d\d (?:\d{4}-\d\d-\d\d )?)?(?P<rest>.*)"
)


def todotxt(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge tasks in todo.txt: as many, with the same days, projects, contexts and keys."""
    one, other = plain.split("\n"), evil.split("\n")
    assert len(one) == len(other)
    for a, b in zip(one, other, strict=True):
        assert _task(a) == _task(b)
        spaced = {mark: re.sub(r"(?<!\S)'(?=[+@])", "", text) for mark, text in given.items()}
        texts_arrive(a, re.sub(r"(?<!\S)'(?=[+@])", "", b), spaced)


def _task(line: str) -> tuple[object, ...]:
    found = _TODO.fullmatch(line)
    assert found is not None, line
    words = found["rest"].split()
    signs = [word for word in words if word.startswith(("+", "@")) and len(word) > 1]
    keys = [word for word in words if re.fullmatch(r"[^\s:]+:[^\s:]\S*", word)]
    return found["done"], found["priority"], found["days"], signs, keys


def taskwarrior(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge tasks for Taskwarrior: the same attributes, and each text on one line."""
    one, other = json.loads(plain), json.loads(evil)
    for text in texts_in(other):
        assert text == " ".join(text.split())
    data(one, other, {mark: " ".join(text.split()) for mark, text in given.items()})


class _Card(HTMLParser):
    """The elements of a field of a card."""

    def __init__(self, field: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []
        self.text = ""
        self.feed(field)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element."""
        if tag not in {"code", "br"}:
            self.found.append((tag, [name for name, _ in attrs]))
        if tag == "a":
            assert str(dict(attrs)["href"]).startswith("https://example.org/")

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag not in {"code", "br"}:
            self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        """Take a comment, of which there is none."""
        self.found.append(data)

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.text += data


PLAYED: Final = re.compile(r"\[(?:sound:|anki:|/?latex\]|/?\$)|\\[(\[)\]]|\{\{", re.IGNORECASE)
"""What Anki takes for more than text: media, formulas, and gaps to fill in."""


def cards(plain: str, evil: str, given: dict[str, str]) -> None:
    """Judge cards: as many, with the same elements, and nothing that Anki would carry out."""
    one, other = (text.split("\n") for text in (plain, evil))
    assert len(one) == len(other)
    assert [line for line in one if line.startswith("#")] == [
        line for line in other if line.startswith("#")
    ]
    for a, b in zip(one, other, strict=True):
        fields = a.split("\t")
        assert len(fields) == len(b.split("\t"))
        for left, right in zip(fields, b.split("\t"), strict=True):
            assert not PLAYED.search(right) or not found_marks(left), right
            right = right.replace("<span>\\</span>", "\\")  # noqa: PLW2901 - what MathJax passes
            assert _Card(left).found == _Card(right).found
            texts = {mark: text.replace("`", "") for mark, text in given.items()}
            texts_arrive(_Card(left).text, _Card(right).text.replace("`", ""), texts)


JUDGES: Final[dict[str, Callable[[str, str, dict[str, str]], None]]] = {
    "md": markdown,
    "html": html,
    "csv": rows,
    "ics": calendar,
    "todotxt": todotxt,
    "taskwarrior": taskwarrior,
    "obsidian": obsidian,
    "anki": cards,
    "json": data_text,
}
"""Who judges a file, by how its name ends."""
