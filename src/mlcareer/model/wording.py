"""How numbers are said."""

from typing import Final

_ALMOST_NEVER: Final = 0.01


def chance_text(chance: float) -> str:
    """Say a chance of 0 to 1 in percent; what is nearly 0 or 1 is not said to be so."""
    if chance < _ALMOST_NEVER:
        return "<1 %"
    return ">99 %" if chance > 1 - _ALMOST_NEVER else f"{100 * chance:.0f} %"


def range_text(low: float, high: float) -> str:
    """Say a range of shares of 0 to 1 in percent: "55 to 81 %"."""
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def counted(number: int, noun: str) -> str:
    """Say how many there are: "1 question", "2 questions"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
