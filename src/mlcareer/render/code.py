"""A program with its words in colour."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from mlcareer.render.page import Page, Row, program, program_rows
from mlcareer.render.paint import Line, Piece, paint

_LEXERS: Final = MappingProxyType(
    {
        "python": ("python", "PythonLexer"),
        "cpp": ("c_cpp", "CppLexer"),
        "java": ("jvm", "JavaLexer"),
        "r": ("r", "SLexer"),
        "lisp": ("lisp", "CommonLispLexer"),
        "prolog": ("prolog", "PrologLexer"),
        "sql": ("sql", "SqlLexer"),
    }
)
_STYLES: Final = (
    ("Comment", "italic"),
    ("Keyword", "bold"),
    ("Operator.Word", "bold"),
    ("Literal.String", "green"),
    ("Literal.Number", "magenta"),
    ("Name.Function", "cyan"),
    ("Name.Class", "cyan"),
)
"""Of the first that a word belongs to; each can be read on light and on dark ground."""


def colored_program(code: str, language: str, page: Page) -> str:
    """Set a program apart, with the words of its language in colour where the page has any.

    Args:
        code: The program.
        language: As the content names it; another one stays without colour.
        page: What the text is for.
    """
    if not page.color or language not in _LEXERS:
        return program(code, page)
    styles = _style_of_each_sign("\n".join(code.splitlines()), language)
    return paint(page, [_painted(row, styles) for row in program_rows(code, page)])


def _painted(row: Row, styles: Iterator[str]) -> Line:
    """Give the signs of a row their styles, which come in the order of the program."""
    styled = ((next(styles, ""), sign) for sign in row.code)
    words = groupby(styled, key=itemgetter(0))
    return [Piece(row.before), *(Piece("".join(s for _, s in run), style) for style, run in words)]


def _style_of_each_sign(code: str, language: str) -> Iterator[str]:
    """Give the style of each sign of a program but its line ends."""
    from importlib import import_module  # noqa: PLC0415 - a lexer only where there is a program

    module, name = _LEXERS[language]
    make = getattr(import_module(f"pygments.lexers.{module}"), name)
    for token, text in make().get_tokens(code):
        style = _style(token)
        yield from (style for sign in text if sign != "\n")


def _style(token: object) -> str:
    name = str(token).removeprefix("Token.")
    return next((style for start, style in _STYLES if name.startswith(start)), "")
