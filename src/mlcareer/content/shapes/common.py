"""What the forms of several files have in common."""

from typing import Final

from mlcareer.content.shape import Key, ListOf, Record, Text, Whole, optional, record_of
from mlcareer.model.levels import TOP_LEVEL

FORMAT_KEY: Final = Key(Whole(1, 1_000_000), "Version of the form of this file; it is 1.")
LEVEL: Final = Whole(1, TOP_LEVEL)
SKILL_ID: Final = Text("skill")
SKILL_IDS: Final = ListOf(SKILL_ID)
CLAIM_IDS: Final = optional(ListOf(Text("claim")), "Ids of claims in claims.yaml that say this.")
MOST_HOURS: Final = 10_000
SHARE: Final = Whole(0, 100)
"""Of a hundred people at a border between two levels, how many would be right."""


def file_of(says: str, **keys: Key) -> Record:
    """Make the form of a whole file."""
    return record_of({"format": FORMAT_KEY, **keys}, says)
