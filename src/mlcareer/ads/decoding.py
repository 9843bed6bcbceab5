"""Turns the bytes of a job ad into text, whatever program wrote them."""

import codecs
import re
import unicodedata
from typing import Final

from mlcareer.errors import UsageError

MAX_BYTES: Final = 8_000_000
"""A page saved with all its scripts stays below this."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FORMS: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or other zipped file"),
    (b"\xd0\xcf\x11\xe0", "a Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
_CHARSET: Final = rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,40})"
_HEAD: Final = 4_000
"""Bytes in which a page says how it is encoded, and by which the form is guessed."""

_INSTEAD: Final = {
    **dict.fromkeys(("\u00ad", "\u200b", "\u200c", "\u200d", "\ufeff"), ""),
    "\u2011": "-",
    "\uf0b7": "\u2022",  # the bullet of a word processor's own font
}
_MANY: Final = 0.02
"""A text has a smaller share of control characters."""


def decode_ad(raw: bytes, name: str) -> str:
    """Turn the bytes of an ad into text with plain line ends.

    Args:
        raw: What the file holds.
        name: How complaints name the file.

    Raises:
        UsageError: It is empty, too large, or no text.
    """
    if len(raw) > MAX_BYTES:
        message = f"{name} is larger than {MAX_BYTES // 1_000_000} MB. Save only the ad itself."
        raise UsageError(message)
    for start, form in _OTHER_FORMS:
        if raw.startswith(start):
            message = f"{name} is {form}. Copy the text of the ad into a text file and name that."
            raise UsageError(message)
    decoded = _decoded(raw)
    if _is_noise(decoded):
        message = f"{name} is no text. Save the ad as text, Markdown or HTML."
        raise UsageError(message)
    text = _tidied(decoded)
    if not text.strip():
        message = f"{name} is empty. Save the text of the ad in it, or name another file."
        raise UsageError(message)
    return text


def _decoded(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    head = raw[:_HEAD]
    # Latin letters in two bytes each have an empty one, always on the same side.
    if head[1::2].count(0) > len(head) // 4:
        return raw.decode("utf-16-le", errors="replace")
    if head[::2].count(0) > len(head) // 4:
        return raw.decode("utf-16-be", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_declared(head), errors="replace")


def _declared(head: bytes) -> str:
    """Find the encoding that a page declares, or what most old text is in."""
    found = re.search(_CHARSET, head, re.IGNORECASE)
    name = found[1].decode("ascii") if found else "cp1252"
    try:
        known = codecs.lookup(name)
    except LookupError:
        return "cp1252"
    # Browsers read Latin-1 as its larger brother, which has the dashes and quotes.
    plain = known.name in {"utf-8", "ascii", "iso8859-1"} or not _makes_text(known.name)
    return "cp1252" if plain else known.name


def _makes_text(encoding: str) -> bool:
    try:
        b"a".decode(encoding)
    except (LookupError, ValueError, TypeError):
        return False
    return True


def _tidied(text: str) -> str:
    """Leave only what can be seen, and tabs and line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    for character, instead in _INSTEAD.items():
        text = text.replace(character, instead)
    text = unicodedata.normalize("NFKC", text)
    return "\n".join(map(_printable, text.split("\n")))


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c if c == "\t" or c.isprintable() else " " for c in line)


def _is_noise(text: str) -> bool:
    head = text[:_HEAD]
    odd = sum(c == "\ufffd" or (not c.isspace() and unicodedata.category(c) == "Cc") for c in head)
    return odd > _MANY * len(head) or "\0" in head
