"""What tests of Markdown need: a parser that judges, and texts that try to break out."""

import re
from collections.abc import Collection

from markdown_it import MarkdownIt
from markdown_it.token import Token

HOSTILE = [
    "[x](javascript:1)",
    "[x](https://evil.example)",
    "![x](https://evil.example/pixel)",
    "<https://evil.example>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "*",
    "**bold**",
    "_",
    "~~struck~~",
    "`",
    "``",
    "``<script>alert(1)</script>`",
    "`[x](https://evil.example)``",
    "\\`[x](https://evil.example)`",
    "one\n- [ ] two",
    "one\n\n# two",
    "a | b",
    "|",
    "]",
    "](https://evil.example)",
    "\\",
    "ends with \\",
    "--> <b>",
    "&lt;script&gt;",
    "# heading",
    "- [ ] task",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "---",
    "~~~",
    "===",
]


def tokens_of(markdown: str) -> list[Token]:
    """Parse Markdown, raw HTML and tables included, into one flat list of tokens."""
    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    flat = []
    for token in parser.parse(markdown):
        flat += [token, *(token.children or [])]
    return flat


def harmless(tokens: list[Token], addresses: Collection[str] = ()) -> None:
    """Assert that only what the program writes itself is more than text."""
    for token in tokens:
        if token.type == "html_inline":
            assert re.fullmatch(r"<!-- mlc:[A-Za-z0-9.-]+ -->", token.content.strip())
        if token.type == "html_block":
            assert re.fullmatch(r"<!-- mlc-lines: [^<>]*-->", token.content.strip())
        if token.type == "link_open":
            assert token.attrs["href"] in addresses
        assert token.type not in {"image", "em_open", "table_open", "s_open", "hr", "fence"}


def kinds(tokens: list[Token]) -> list[str]:
    """List what the parser found, texts and code aside, whose pieces depend on the words."""
    return [t.type for t in tokens if t.type not in {"text", "code_inline", "text_special"}]


def visible(tokens: list[Token]) -> list[str]:
    """Put together what a reader sees of each block."""
    return [
        "".join(child.content for child in token.children if child.type != "html_inline")
        for token in tokens
        if token.type == "inline" and token.children
    ]


def tasks(tokens: list[Token]) -> list[str]:
    """List the texts of all items that GitHub would show with a box to tick."""
    return [t.content for t in tokens if t.type == "inline" and re.match(r"\[[ xX]\]\s", t.content)]
