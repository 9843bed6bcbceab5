"""The five levels of a skill."""

from typing import Final

LEVEL_NAMES: Final = ("not yet", "novice", "working", "proficient", "expert")
"""Names of the levels 0 to 4."""

TOP_LEVEL: Final = len(LEVEL_NAMES) - 1
LEVELS: Final = range(TOP_LEVEL + 1)
TAUGHT_LEVELS: Final = range(1, TOP_LEVEL + 1)
"""The levels that have can-do statements, hours and questions: 1 to 4."""

_ALMOST_NEVER: Final = 0.01


def range_name(low: int, high: int) -> str:
    """Name a range of levels the way it is said: "working" or "novice to working"."""
    if low == high:
        return LEVEL_NAMES[low]
    return f"{LEVEL_NAMES[low]} to {LEVEL_NAMES[high]}"


def chance_text(chance: float) -> str:
    """Say a chance of 0 to 1 in percent; what is nearly 0 or 1 is not said to be so."""
    if chance < _ALMOST_NEVER:
        return "<1%"
    return ">99%" if chance > 1 - _ALMOST_NEVER else f"{chance:.0%}"
