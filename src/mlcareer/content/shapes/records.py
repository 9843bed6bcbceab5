"""The forms of records: reviews, proofs, and what became of skills."""

from typing import Final

from mlcareer.content.shape import FREE, Key, ListOf, MapOf, Plain, Whole, optional, record_of
from mlcareer.content.shapes.common import SHARE, file_of

_SHARES: Final = 3
"""One for each border between levels that people are asked about."""

REVIEW: Final = record_of(
    {
        "fingerprint": Key(FREE, "Of the wording that was read."),
        "readers": Key(Whole(1, 1000), "How many answered it without seeing the key.", example="2"),
        "agreed": Key(Plain.SWITCH, "Whether all chose the key and found no second answer."),
        "date": Key(FREE, "When."),
        "shares": optional(
            ListOf(ListOf(SHARE, least=_SHARES, most=_SHARES)),
            "Of a hundred people at each border, how many are right.",
        ),
    }
)
REVIEWS_FILE: Final = file_of(
    "Which questions were answered by readers who did not see the key.",
    reviews=optional(MapOf(REVIEW), "The records by question."),
)
PROOF: Final = record_of(
    {
        "fingerprint": Key(FREE, "Of the program that was run."),
        "tool": Key(FREE, "What ran it."),
        "output": Key(FREE, "What it printed."),
    }
)
PROOFS_FILE: Final = file_of(
    "What programs and proofs printed; mlcareer content prove writes it.",
    programs=Key(MapOf(PROOF, ids=False, may_be_empty=True), "Of the programs that are shown."),
    calculations=Key(MapOf(PROOF, ids=False, may_be_empty=True), "Of the proofs of calculations."),
)
MOVE: Final = record_of(
    {
        "from": Key(ListOf(Plain.ID, least=1), "Ids that are no longer in the map."),
        "to": Key(ListOf(Plain.ID, least=1), "Ids in whose place they count."),
        "date": Key(Plain.DAY, "When."),
        "reason": Key(FREE, "Why."),
    }
)
MOVES_FILE: Final = file_of(
    "Skills that were renamed, split or merged.", moves=Key(ListOf(MOVE), "The moves.")
)
