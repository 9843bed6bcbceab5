"""Marks that begin the item of a list."""

import re
from functools import cache
from typing import Final

_ITEM: Final = (
    r"\s*(?:(?:[-*+o\u2013\u2014]\s|>\s(?=[^\W_])|-(?=[^\W\d_])|[\u2022\u00b7\u2023\u2043\u25aa\u25ab"
    r"\u25a0\u25a1\u25ba\u25b6\u25cb\u25cf\u25e6\u2192\u27a2\u2713\u2714\u2705\u00bb\u203a])"
    r"\s*(?:\[[ xX]\]\s+)?"
    r"|(?:\d{1,2}|[a-zA-Z])[.)]\s+|\((?:\d{1,2}|[ivx]{1,4}|[a-z])\)\s+)"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_ITEM)


def item_mark(line: str) -> int:
    """Return how long the mark is by which a line is an item of a list, with its spaces, or 0."""
    found = _pattern().match(line)
    return found.end() if found else 0
