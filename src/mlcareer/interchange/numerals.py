"""Numbers as other programs read them."""

import re
from typing import Final

from mlcareer.model.questions import typed_number

__all__ = ["is_numeral", "numeral"]

_PLAIN: Final = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)


def is_numeral(text: str) -> bool:
    """Tell whether a text is a number as all programs write it."""
    return _PLAIN.fullmatch(text) is not None


def numeral(text: str) -> str:
    """Write a typed number as all programs do; as it stands where it is one already."""
    return text if is_numeral(text) else repr((typed_number(text) or (0.0,))[0])
