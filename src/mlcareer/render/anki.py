"""Cards in the text file that Anki imports."""

import re
from collections.abc import Sequence
from html import escape

from mlcareer.render.markdown import address

_CODE = re.compile(r"`([^`]+)`")
_ACTIVE = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$)|\{(?=\{)|\\(?=[()\[\]])", re.IGNORECASE)
"""What Anki would play, set with LaTeX or MathJax, or take for a gap to fill in."""

_INERT = {"[": "&#91;", "{": "&#123;", "\\": "<span>\\</span>"}
"""MathJax reads what is shown, so a backslash has to stand apart from what follows it."""


def head(*columns: str) -> str:
    """Say how the lines are to be read (Anki manual, "Importing: text files").

    A column named GUID tells Anki which note a line updates; one named Tags has its tags.
    """
    lines = ["#separator:tab", "#html:true", "#columns:" + "\t".join(columns)]
    if "GUID" in columns:
        lines.append(f"#guid column:{columns.index('GUID') + 1}")
    lines.append(f"#tags column:{columns.index('Tags') + 1}")
    return "".join(f"{line}\n" for line in lines)


def card(*fields: str) -> str:
    """Put the fields of a card, which hold neither tabs nor line breaks, on one line.

    A line that begins with # would be read as a remark.
    """
    line = "\t".join(fields)
    return f"&#35;{line[1:]}\n" if line.startswith("#") else f"{line}\n"


def words(text: str, *, keep: bool = False) -> str:
    """Make a text harmless in a card, on one line; line breaks are kept where they matter."""
    lines = [escape(line).replace("\t", "    ") for line in text.splitlines()]
    whole = "<br>".join(lines) if keep else " ".join(lines)
    whole = _ACTIVE.sub(lambda found: _INERT[found[0]], whole)
    return _CODE.sub(r"<code>\1</code>", whole)


def listed(items: Sequence[str], *, ordered: bool = False) -> str:
    """List texts."""
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{words(item, keep=True)}</li>' for item in items)}</{tag}>"


def link(text: str, url: str) -> str:
    """Link a text to an address."""
    return f'<a href="{escape(address(url))}">{words(text)}</a>'


def tags(skill: str, level: int, *more: str) -> str:
    """Name the tags of a card, which Anki shows as a tree."""
    names = (skill, f"level-{level}", *more)
    return " ".join(f"mlcareer::{name}" for name in names)
