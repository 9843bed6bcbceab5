"""Reads HTML into blocks."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from mlcareer.ads.blocks import COLUMN, LOOKS_LIKE_HEADING, NO_HEADING, Block, make_block
from mlcareer.ads.marks import item_mark

_LOOKED_AT: Final = 100_000
"""Characters in which a page shows that it is one."""

_PAGE: Final = r"<!doctype\s+html|<(?:html|head|body)[\s>]"
_MARKUP: Final = r"</?(?:p|div|ul|ol|li|br|h[1-6]|table|tr|td|section|article)[\s/>]"
_STRAY: Final = r"<(?![a-zA-Z/!?])"
_DECLARATION: Final = r"(?i)<!(?!--|doctype)[^>\n]{0,200}>?"
_MANY: Final = 3

_CODE: Final = frozenset({"script", "style", "noscript", "template", "svg", "head", "object"})
_AROUND: Final = frozenset({"nav", "footer", "aside", "form", "select", "button", "iframe"})
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "col"})
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt"}
    | {"details", "fieldset", "figure", "footer", "form", "header", "hr", "html", "li", "main"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "nav", "ol", "p", "pre", "section", "summary", "table"}
    | {"tbody", "thead", "tr", "ul"}
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BOLD: Final = frozenset({"b", "strong", "u", "dt", "summary", "th", "caption"})
_ROWS: Final = frozenset({"tr", "table", "thead", "tbody"})


def is_html(text: str) -> bool:
    """Tell HTML from other text by what it holds."""
    head = text[:_LOOKED_AT]
    if "<" not in head:
        return False
    if re.search(_PAGE, head, re.IGNORECASE):
        return True
    return sum(1 for _ in re.finditer(_MARKUP, head, re.IGNORECASE)) >= _MANY


def read_html(text: str) -> Iterator[Block]:
    """Read a page into blocks in order, without scripts, styles, navigation and forms.

    Where nothing is left, as behind a navigation that never ends, only scripts and styles
    are left out.
    """
    safe = _without_traps(text)
    for dropped in (_CODE | _AROUND, _CODE, frozenset({"script", "style"})):
        reader = _Reader(dropped)
        reader.feed(safe)
        reader.close()
        if reader.blocks:
            return iter(reader.blocks)
    return iter(())


def _without_traps(text: str) -> str:
    """Mend what the parser breaks off at, or takes a time for that grows as a square.

    That is a bracket which opens no tag, a declaration such as that of an old editor, and what
    is never closed. Lines stay where they are.
    """
    text = re.sub(_DECLARATION, "", re.sub(_STRAY, "&lt;", text))
    at = text.rfind("<")
    if at >= 0 and ">" not in text[at:]:
        text = f"{text}>"
    return text if text.rfind("<!--") <= text.rfind("-->") else f"{text}-->"


class _Reader(HTMLParser):
    """Collects the blocks of a page."""

    def __init__(self, dropped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._dropped = dropped
        self._inside: list[str] = []
        self._pieces: list[tuple[int, str]] = []
        self._level = NO_HEADING
        self._item = False
        self._bold = 0
        self._plain_letters = False
        self._unlinked_letters = False
        self._linked = False
        self._data_table = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or a part of the page that is left out."""
        if self._inside:
            if tag == self._inside[-1]:
                self._inside.append(tag)
            return
        if (tag in self._dropped or _is_hidden(attrs)) and tag not in _VOID:
            self._end_block()
            self._inside.append(tag)
        elif tag in {"td", "th"}:
            self._cell(tag)
        elif tag in _BLOCKS and self._data_table and tag not in _ROWS:
            self._add(self.getpos()[0], "; ")
        elif tag in _BLOCKS:
            self._end_block()
            self._level = _HEADINGS.get(tag, NO_HEADING)
            self._item = tag == "li" or (self._item and tag in {"p", "div", "br"})
        if tag in _BOLD:
            self._bold += 1
        self._linked = self._linked or (tag == "a" and any(name == "href" for name, _ in attrs))
        self._data_table = self._data_table and tag != "table"

    def _cell(self, tag: str) -> None:
        """Begin a cell; only a table with headings is one of data, others place things."""
        self._data_table = self._data_table or tag == "th"
        if self._pieces or self._data_table:
            self._pieces.append((self.getpos()[0], COLUMN))

    def handle_endtag(self, tag: str) -> None:
        """End a block, or the part that is left out."""
        if self._inside:
            if tag == self._inside[-1]:
                self._inside.pop()
            return
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        self._linked = self._linked and tag != "a"
        self._data_table = self._data_table and tag != "table"
        if tag in _BLOCKS and not (self._data_table and tag not in _ROWS):
            self._end_block()
            self._level = NO_HEADING
            self._item = self._item and tag not in {"li", "ul", "ol"}

    def handle_data(self, data: str) -> None:
        """Take up text, with its lines."""
        if self._inside:
            return
        if any(map(str.isalnum, data)):
            self._plain_letters = self._plain_letters or not self._bold
            self._unlinked_letters = self._unlinked_letters or not self._linked
        line = self.getpos()[0]
        pieces = enumerate(data.split("\n"), line)
        # Words may be cut by a tag inside them; only white space separates them.
        for number, piece in pieces:
            self._add(number, piece)

    def _add(self, line: int, piece: str) -> None:
        last = self._pieces[-1] if self._pieces else None
        if last and last[0] == line:
            self._pieces[-1] = (line, last[1] + piece)
        else:
            self._pieces.append((line, piece))

    def close(self) -> None:
        """End what is still open."""
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        level = self._level
        if not level and not self._item and not self._plain_letters:
            level = LOOKS_LIKE_HEADING
        marked = not level and self._without_mark()
        block = make_block(self._pieces, level, item=self._item or marked)
        # What consists of links leads elsewhere.
        if block and (self._unlinked_letters or 0 < level < LOOKS_LIKE_HEADING):
            self.blocks.append(block)
        self._pieces = []
        self._plain_letters = self._unlinked_letters = self._linked = False
        # Bold that is never closed must not make headings of all that follows.
        self._bold = 0

    def _without_mark(self) -> bool:
        """Remove the mark that makes an item of a line without a tag; tell whether there is one."""
        for at, (line, text) in enumerate(self._pieces):
            if text.strip():
                mark = item_mark(text)
                self._pieces[at] = (line, text[mark:])
                return mark > 0
        return False


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    for name, value in attrs:
        if name == "hidden" or (name == "aria-hidden" and value == "true"):
            return True
        if name == "style" and value and "display:none" in value.replace(" ", "").lower():
            return True
    return False
