"""Numbers as other programs read them."""

import re
from math import isfinite
from typing import Final

from mlcareer.model.questions import typed_number

__all__ = ["is_numeral", "margin_of", "numeral"]

_PLAIN: Final = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_WIDEST: Final = 1e9
"""The widest tolerance that a file of questions may have."""


def is_numeral(text: str) -> bool:
    """Tell whether a text is a number as all programs write it."""
    return _PLAIN.fullmatch(text) is not None and isfinite(float(text))


def margin_of(text: str) -> float:
    """Read a tolerance, which has no sign; 0 where it is none."""
    word = text.strip()
    return min(abs(float(word)), _WIDEST) if is_numeral(word) else 0.0


def numeral(text: str) -> str:
    """Write a typed number as all programs do; as it stands where it is one already."""
    return text if is_numeral(text) else repr((typed_number(text) or (0.0,))[0])
