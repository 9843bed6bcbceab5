"""The five levels of a skill."""

from typing import Final

LEVEL_NAMES: Final = ("not yet", "novice", "working", "proficient", "expert")
"""Names of the levels 0 to 4."""

TOP_LEVEL: Final = len(LEVEL_NAMES) - 1
LEVELS: Final = range(TOP_LEVEL + 1)
"""All levels: 0 to 4."""

TAUGHT_LEVELS: Final = range(1, TOP_LEVEL + 1)
"""The levels that have can-do statements, hours and questions: 1 to 4."""


def range_name(low: int, high: int) -> str:
    """Name a range of levels the way it is said: "working" or "novice to working"."""
    if low == high:
        return LEVEL_NAMES[low]
    return f"{LEVEL_NAMES[low]} to {LEVEL_NAMES[high]}"
