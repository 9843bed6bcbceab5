"""Lines of a Markdown file, taken apart so that they can be put together again unchanged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

BYTE_ORDER_MARK: Final = "\ufeff"

_TAB: Final = 4
_MOST_BULLET: Final = 4


class Line(NamedTuple):
    """A line that is not empty, with the empty lines before it.

    Attributes:
        number: Where it stands, counted from 1.
        gap: The empty lines before it, as they stand.
        quote: Marks of a block quote.
        indent: White space.
        bullet: Mark of a list, with the white space behind it.
        box: Box of a task, with the white space behind it.
        text: What is left, without the line end.
        end: The line end; "" where the file ends without one.
        fenced: Whether it belongs to a block of code.
        seal: Whether it stands for the record of what the program wrote.
    """

    number: int
    gap: str
    quote: str
    indent: str
    bullet: str
    box: str
    text: str
    end: str
    fenced: bool = False
    seal: bool = False

    @property
    def raw(self) -> str:
        """All of it, as it stands in the file."""
        parts = (self.gap, self.quote, self.indent, self.bullet, self.box, self.text, self.end)
        return "".join(parts)

    @property
    def mark(self) -> str:
        """What stands in the box, without white space."""
        return self.box.strip()[1:-1].strip()

    @property
    def width(self) -> int:
        """Columns by which it is set in, block quotes aside."""
        return width(self.indent)

    @property
    def blank(self) -> bool:
        """Whether it parts paragraphs within a block quote, which leaves its mark there."""
        return not (self.text.strip() or self.bullet or self.seal)

    @property
    def heading(self) -> bool:
        """Whether it is a heading that is marked with #."""
        return not self.bullet and self.text.startswith("#")


class Sheet(NamedTuple):
    """A file: a byte order mark or "", its lines, and the empty lines at its end."""

    mark: str
    lines: tuple[Line, ...]
    rest: str


class Paragraph(NamedTuple):
    """Lines that a reader sees as one: an item of a list, a heading, or running text."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """The line in which it begins, which has its bullet and box."""
        return self.lines[0]

    @property
    def text(self) -> str:
        """All of its text in one line."""
        # Behind a bullet that stands alone, the text begins in the next line.
        return " ".join(line.text for line in self.lines).strip()


def width(space: str) -> int:
    """Count the columns of white space."""
    return len(space.expandtabs(_TAB))


def read_lines(text: str) -> Sheet:
    """Take a text apart; what stands in blocks of code is marked as such."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    lines: list[Line] = []
    gap = ""
    for number, raw in enumerate(_pattern("line").findall(text[len(mark) :]), 1):
        if raw.strip():
            lines.append(_line(number, gap, raw))
            gap = ""
        else:
            gap += raw
    return Sheet(mark, tuple(_joined(_fenced(lines))), gap)


def _line(number: int, gap: str, raw: str) -> Line:
    body = raw.rstrip("\r\n")
    quote, indent, bullet, box = next(_pattern("lead").finditer(body)).groups("")
    text = body[len(quote) + len(indent) + len(bullet) + len(box) :]
    return Line(number, gap, quote, indent, bullet, box, text, raw[len(body) :])


def _fenced(lines: Sequence[Line]) -> Iterator[Line]:
    """Mark blocks of code; one that never ends is taken for a slip, and for no code."""
    start: int | None = None
    fence, edge = "", 0
    for at, line in enumerate(lines):
        if start is not None and line.width < edge:
            yield from (one._replace(fenced=True) for one in lines[start:at])
            start = None
        if start is None:
            fence = _opening(line)
            if fence:
                start, edge = at, line.width + len(line.bullet)
            else:
                yield line
        elif _closes(line, fence):
            yield from (one._replace(fenced=True) for one in lines[start : at + 1])
            start = None
    if start is not None:
        yield from lines[start:]


def _opening(line: Line) -> str:
    found = _pattern("fence").match(line.text)
    return found[1] if found else ""


def _closes(line: Line, fence: str) -> bool:
    text = line.text.strip()
    return not line.bullet and len(text) >= len(fence) and not text.strip(fence[0])


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Take numbers at the start of lines that go on with a paragraph for text, as "2027)".

    As in CommonMark, only 1 begins a list there; a number with a box, or one that follows
    that of the item before, begins an item all the same.
    """
    before: Line | None = None
    numbers: dict[tuple[int, str], int] = {}
    for line in lines:
        digits, kind = line.bullet.strip()[:-1], (line.width, line.bullet.strip()[-1:])
        if digits and not line.fenced:
            number = int(digits)
            alone = before is None or line.gap or line.box or _apart(line, before)
            if not alone and number not in {1, numbers.get(kind), numbers.get(kind, -2) + 1}:
                line = line._replace(bullet="", text=line.bullet + line.text)  # noqa: PLW2901
            else:
                numbers[kind] = number
        yield line
        before = line


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Put together the lines that a reader sees as one; what is in code stays apart."""
    group: list[Line] = []
    for line in lines:
        alone = line.fenced or line.seal
        if group and (alone or _begins(line, group[-1])):
            yield Paragraph(tuple(group))
            group = []
        group.append(line)
    if group:
        yield Paragraph(tuple(group))


def _begins(line: Line, before: Line) -> bool:
    if line.blank and not line.gap:
        return before.fenced or before.seal
    return bool(line.gap or line.bullet or line.heading) or _apart(line, before)


def _apart(line: Line, before: Line) -> bool:
    """Whether a line cannot go on with the one before it, whatever it begins with."""
    if line.quote.count(">") != before.quote.count(">"):
        return True
    return before.blank or before.heading or before.fenced or before.seal


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern when it is first used."""
    space = r"[ \t\u00a0]"
    patterns = {
        "line": r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+",
        "lead": (
            rf"((?:{space}*>)*)({space}*)"
            rf"(?:((?:[-*+]|\d{{1,9}}[.)])(?:{space}{{1,{_MOST_BULLET}}}|$))"
            rf"(\[[^\[\]]{{0,3}}\](?:{space}+|(?=\*)|$))?)?"
        ),
        "fence": r"(`{3,}(?=[^`]*$)|~{3,})",
    }
    return re.compile(patterns[name])
