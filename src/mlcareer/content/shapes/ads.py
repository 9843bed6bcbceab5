"""The form of the words by which job advertisements are read."""

from typing import Final

from mlcareer.content.shape import TEXTS, Key, MapOf, optional, record_of
from mlcareer.content.shapes.common import file_of
from mlcareer.model.ads import SENIORITIES, Kind

TERMS: Final = record_of(
    {
        "terms": optional(TEXTS, "Written in any way; a|b stands for either word."),
        "exact": optional(TEXTS, "Written with these capitals."),
        "beside": optional(TEXTS, "Only in a list with other terms."),
    }
)
_PHRASES: Final = optional(TEXTS, "Phrases.")
BY_KIND: Final = record_of({str(kind): _PHRASES for kind in Kind})
SENIORITY: Final = record_of({"title": _PHRASES, "text": _PHRASES})
BY_SENIORITY: Final = record_of(
    {name: optional(SENIORITY, "Words that tell this.") for name in SENIORITIES}
)
STRENGTH: Final = record_of({"weak": _PHRASES, "strong": _PHRASES})
ADS_FILE: Final = file_of(
    "How job advertisements are read.",
    skills=Key(MapOf(TERMS, ids=False), "Words that name a skill."),
    outside=optional(MapOf(TERMS, ids=False), "Words that name what is not in the map."),
    ignore=_PHRASES,
    announce=_PHRASES,
    headings=optional(BY_KIND, "Headings, by what stands below them."),
    cues=optional(BY_KIND, "Words that say how much something is asked for."),
    passed_over=_PHRASES,
    turns=_PHRASES,
    closing=_PHRASES,
    asks=_PHRASES,
    tells=_PHRASES,
    jobs=_PHRASES,
    seniority=optional(BY_SENIORITY, "Words that tell how senior the job is."),
    strength=optional(STRENGTH, "Words that lower or raise a target."),
    experience=_PHRASES,
    often_misspelt=_PHRASES,
)
