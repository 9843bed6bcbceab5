"""Makes plain text of what strangers wrote: HTML, and characters that no screen should see."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from mlcareer.model.characters import allowed

__all__ = ["PICTURE", "Words", "clean", "plain", "words_of"]

PICTURE: Final = "TODO picture"
"""Stands in a text where there was a picture, or a sound or a film."""

_BREAKS: Final = frozenset({"br", "tr", "li", "dt", "dd"})
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "ul",
    ]
)
_RAISED: Final = {"sup": "^(", "sub": "_("}
"""Without a sign for it, ten to the third power would be read as 103."""

_UNSEEN: Final = frozenset({"script", "style", "title", "template"})
_TOKEN: Final = re.compile(
    r"""<(?:(?P<comment>!--)|(?P<other>[!?])|(?P<end>/?)(?P<tag>[a-z][\w:.-]{0,40}+)"""
    r"""(?P<rest>(?:[^<>"']++|"[^"]{0,2000}+"|'[^']{0,2000}+')*+)>)""",
    re.IGNORECASE,
)
"""What is no text. Nothing in it is tried twice, so that no file takes long to read: the
parser of the standard library needs the square of the length for some."""

_ALT: Final = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]+))""", re.IGNORECASE)
_MEDIA: Final = frozenset({"img", "object", "video", "audio", "svg", "math", "canvas", "iframe"})


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a piece of HTML.

    Attributes:
        text: What is read, its paragraphs apart.
        shown: What stands as it was typed, each of it whole: programs, as a rule.
        pictures: How many pictures, sounds or films were left out.
    """

    text: str
    shown: tuple[str, ...] = ()
    pictures: int = 0

    @property
    def whole(self) -> str:
        """All of it, what is shown as typed at the end."""
        return "\n".join(part for part in (self.text, *self.shown) if part)


def clean(text: str) -> str:
    """Leave out what no text needs: control characters, marks that turn the direction."""
    return allowed(text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(html: str) -> str:
    """Read HTML as one text; what was typed as it stands has its place in it."""
    return words_of(html).whole


def words_of(html: str) -> Words:
    """Read HTML as text, and apart from it what is shown as it was typed.

    Where all of it stands as typed, the first of it is the text.
    """
    reader = _Reader()
    reader.read(clean(html))
    text, shown = reader.finish()
    if not text and shown:
        text, shown = shown[0], shown[1:]
    return Words(text, tuple(shown), reader.pictures)


@dataclass(slots=True)
class _Prose:
    """Running text in the making, with its white space collapsed."""

    pieces: list[str] = field(default_factory=list)
    break_due: int = 0
    space_due: bool = False

    def add(self, text: str) -> None:
        for at, word in enumerate(text.replace("\u00a0", " ").split(" ")):
            self.space_due = self.space_due or at > 0
            if word:
                self.pieces.append(self._between() + word)
                self.break_due, self.space_due = 0, False

    def end_line(self, lines: int) -> None:
        self.break_due = max(self.break_due, lines)

    def next_line(self) -> None:
        self.break_due += 1

    def _between(self) -> str:
        if not self.pieces:
            return ""
        return "\n" * self.break_due or " " * self.space_due


class _Reader:
    """Follows HTML, keeps its words and forgets its marks."""

    def __init__(self) -> None:
        self.pictures = 0
        self._prose = _Prose()
        self._shown: list[str] = []
        self._typed: list[str] | None = None

    def read(self, html: str) -> None:
        """Read a piece of HTML; what does not end hides the rest, as in browsers."""
        at = 0
        while token := _TOKEN.search(html, at):
            self._words(html[at : token.start()])
            at = self._mark(token, html)
        self._words(html[at:])

    def finish(self) -> tuple[str, list[str]]:
        """End the text: what was read, and what was shown as typed."""
        self._end_typed()
        return clean("".join(self._prose.pieces)), self._shown

    def _mark(self, token: re.Match[str], html: str) -> int:
        """Follow a mark, and say where what comes after it begins."""
        if token["comment"]:
            return _after(html, "-->", token.end())
        if token["other"]:
            return _after(html, ">", token.end())
        tag = token["tag"].lower()
        if tag in _UNSEEN and not token["end"]:
            ended = re.compile(f"</{tag}", re.IGNORECASE).search(html, token.end())
            return _after(html, ">", ended.end()) if ended else len(html)
        if token["end"]:
            self._end(tag)
        else:
            self._start(tag, token["rest"])
        return token.end()

    def _start(self, tag: str, rest: str) -> None:
        if tag in _MEDIA:
            alt = _ALT.search(rest)
            self._picture(unescape(alt[1] or alt[2] or alt[3] or "") if alt else "")
        elif tag == "pre":
            self._end_typed()
            self._typed = []
        elif self._typed is not None:
            self._typed += ["\n"] * (tag == "br")
        else:
            self._begin(tag)

    def _end(self, tag: str) -> None:
        if tag == "pre":
            self._end_typed()
        elif self._typed is None:
            if tag == "code":
                self._prose.add("`")
            elif tag in _RAISED:
                self._prose.add(")")
            elif tag in _BLOCKS or tag in _BREAKS:
                self._prose.end_line(2 if tag == "p" else 1)

    def _words(self, html: str) -> None:
        text = clean(unescape(html))
        if self._typed is not None:
            self._typed.append(text)
        else:
            self._prose.add(text.replace("\n", " ").replace("\t", " "))

    def _begin(self, tag: str) -> None:
        if tag == "br":
            self._prose.next_line()
        elif tag == "li":
            self._prose.end_line(1)
            self._prose.add("- ")
        elif tag == "code":
            self._prose.add("`")
        elif tag in _RAISED:
            self._prose.add(_RAISED[tag])
        elif tag in _BLOCKS or tag in _BREAKS:
            self._prose.end_line(2 if tag == "p" else 1)
        elif tag in {"td", "th"}:
            self._prose.add(" ")

    def _picture(self, alt: str) -> None:
        self.pictures += 1
        self._prose.add(f" {PICTURE} ({clean(alt).strip()}) " if alt.strip() else f" {PICTURE} ")

    def _end_typed(self) -> None:
        if self._typed is None:
            return
        # A line break right after <pre> is no part of what it shows (HTML, 4.4.3).
        shown = "".join(self._typed).removeprefix("\n").rstrip("\n")
        self._shown += [shown] if shown.strip() else []
        self._typed = None
        self._prose.end_line(1)


def _after(html: str, end: str, start: int) -> int:
    place = html.find(end, start)
    return len(html) if place < 0 else place + len(end)
