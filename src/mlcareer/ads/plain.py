"""Reads plain text and Markdown into blocks."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Final, NamedTuple

from mlcareer.ads.blocks import COLUMN, LOOKS_LIKE_HEADING, NO_HEADING, Block, make_block
from mlcareer.ads.marks import item_mark

_ADDRESS: Final = (
    r"(?:https?://|www\.|mailto:)[^\s)>\]]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
)
_STARS: Final = r"(?<=\s)\*{1,3}(?=\s)"
_LINK: Final = r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}\)"
_WRAPPED: Final = range(45, 141)
"""Columns at which people wrap text; shorter lines are lists, longer ones paragraphs."""

_LABEL: Final = r"[^\W\d_][\w ]{2,40}:\s"
_MOST: Final = 0.8
"""Share of lines above which a sign at their beginnings tells nothing of the single line."""

_LEEWAY: Final = 12
"""Columns by which text wrapped by hand stays below its widest line."""

_NO_MARGIN: Final = 10**9


class _Line(NamedTuple):
    number: int
    text: str
    width: int
    indent: int
    level: int
    item: bool


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def read_plain(text: str) -> Iterator[Block]:
    """Read text, with or without Markdown, into blocks in order."""
    widest = max((len(line) for line in text.split("\n")), default=0)
    margin = widest - _LEEWAY if widest in _WRAPPED else _NO_MARGIN
    open_lines: list[_Line] = []
    for line in _lines(_unquoted(text)):
        if open_lines and not (line and _goes_on(open_lines[-1], line, open_lines[0], margin)):
            yield from _block(open_lines)
            open_lines = []
        if line:
            open_lines.append(line)
    yield from _block(open_lines)


def _unquoted(text: str) -> str:
    """Remove the signs by which a letter quotes all of an ad."""
    lines = text.split("\n")
    quoted = sum(line.startswith(">") for line in lines)
    if quoted <= _MOST * sum(map(bool, map(str.strip, lines))):
        return text
    return "\n".join(line.removeprefix(">") for line in lines)


def _block(lines: list[_Line]) -> Iterator[Block]:
    if lines:
        pieces = ((line.number, line.text) for line in lines)
        block = make_block(pieces, lines[0].level, item=lines[0].item)
        if block:
            yield block


def _lines(text: str) -> Iterator[_Line | None]:
    """Read line by line; None stands for what separates paragraphs."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if not any(map(str.isalnum, bare)):
            yield None
            continue
        below = lines[number].strip() if number < len(lines) else ""
        ruled = len(below) > 2 and not below.strip("=-") and not bare.startswith(COLUMN)  # noqa: PLR2004
        read = _line(number, line.expandtabs(4), ruled=ruled)
        yield read if read.text.strip() else None


def _line(number: int, line: str, *, ruled: bool) -> _Line:
    bare = line.strip()
    marks = len(bare) - len(bare.lstrip("#"))
    level = marks if 0 < marks < LOOKS_LIKE_HEADING else NO_HEADING
    bullet = 0 if level else item_mark(line)
    content = line[bullet:] if bullet else bare.strip("#> ")
    if ruled or _is_bold(content.strip()):
        level = level or LOOKS_LIKE_HEADING
    symbol = content[:1] and not content[0].isascii() and not content[0].isalnum()
    return _Line(
        number=number,
        text=_without_marks(content),
        width=len(line.rstrip()),
        indent=len(line) - len(line.lstrip()),
        level=NO_HEADING if bullet else level,
        item=bool(bullet) or bool(symbol and content[0] not in "\u201c\u2018\u00ab\u201e"),
    )


def _is_bold(text: str) -> bool:
    for mark in ("***", "**", "__"):
        if len(text) > 2 * len(mark) and text.startswith(mark) and mark in text[-len(mark) - 1 :]:
            return text.count(mark) == 2  # noqa: PLR2004 - one pair
    return False


def _without_marks(text: str) -> str:
    """Remove what Markdown adds to words, and addresses, which name nothing."""
    if "&" in text:
        text = unescape(text)
    if "](" in text:
        text = _pattern(_LINK).sub(r"\1", text)
    if "@" in text or "://" in text or "www." in text or "mailto:" in text:
        text = _pattern(_ADDRESS).sub(" ", text)
    if " *" in text:
        text = _pattern(_STARS).sub(COLUMN, text)
    for mark in ("***", "**", "__", "~~", "`"):
        text = text.replace(mark, "")
    return text


def _goes_on(last: _Line, line: _Line, first: _Line, margin: int) -> bool:
    """Tell whether a line continues the block of the lines before it."""
    if line.item or line.level or last.level or COLUMN in (line.text[0], last.text[0]):
        return False
    if last.text[-1] in ".:!?" and _pattern(_LABEL).match(line.text):
        return False
    word = line.text.split(maxsplit=1)[0]
    if word[0].islower() or (first.item and line.indent > first.indent):
        return True
    # Text is wrapped where the next word would not have fitted.
    return last.width + 1 + len(word) > margin and not last.text.endswith(":")
