"""Writes texts as the little HTML that all formats understand."""

import re
from html import escape
from typing import Final

from mlcareer.interchange.plain import plain

__all__ = ["body", "inline", "program"]

_CODE: Final = re.compile(r"`([^`\n]+)`")


def inline(text: str) -> str:
    """Write an option or another short text; what white space matters in stands as typed."""
    written = _marked(text)
    return written if plain(written) == text else _typed(text)


def body(text: str) -> str:
    """Write a text of paragraphs."""
    written = "".join(
        f"<p>{_marked(part).replace(chr(10), '<br/>')}</p>" for part in text.split("\n\n")
    )
    return written if plain(written) == text else _typed(text)


def program(code: str) -> str:
    """Write a program."""
    return f"<pre>\n<code>{escape(code, quote=False)}</code></pre>"


def _marked(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(text, quote=False))


def _typed(text: str) -> str:
    return f"<pre>\n{escape(text, quote=False)}</pre>"
