"""The forms of backgrounds and of what the role does."""

from typing import Final

from mlcareer.content.shape import (
    FREE,
    TEXTS,
    Choice,
    Key,
    MapOf,
    Number,
    Plain,
    optional,
    record_of,
)
from mlcareer.content.shapes.common import CLAIM_IDS, SKILL_IDS, file_of
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import BACKGROUND_QUESTIONS

CHOICE: Final = record_of(
    {
        "name": Key(FREE, "What is chosen, as it is shown."),
        "levels": optional(MapOf(Number(0, TOP_LEVEL)), "Estimated level for each column."),
        "claims": CLAIM_IDS,
    }
)
DOMAIN: Final = record_of(
    {
        "name": Key(FREE, "Field of use, as it is shown."),
        "high_risk": Key(Plain.SWITCH, "Whether mistakes there harm people."),
        "projects": Key(TEXTS, "Families or ids of projects that fit."),
        "claims": CLAIM_IDS,
    }
)
FACT: Final = record_of(
    {
        "text": Key(FREE, "The fact, with its year."),
        "claims": CLAIM_IDS,
        "beside": optional(
            Choice("question", BACKGROUND_QUESTIONS), "The question that it is shown with."
        ),
    }
)
BACKGROUNDS_FILE: Final = file_of(
    "What degrees, jobs and goals are taken to mean before the first question.",
    note=Key(FREE, "What the levels rest on."),
    columns=Key(MapOf(SKILL_IDS), "Groups of skills that a background says the same about."),
    shift=Key(
        MapOf(MapOf(Number(-TOP_LEVEL, TOP_LEVEL), ids=False), ids=False),
        "By how much one skill differs from its column, by background.",
    ),
    degrees=Key(MapOf(CHOICE), "What one may have studied."),
    works=Key(MapOf(CHOICE), "What one may have worked as."),
    goals=Key(MapOf(CHOICE), "What one may want."),
    domains=Key(MapOf(DOMAIN), "Fields of use."),
    facts=Key(MapOf(FACT), "Facts that are shown beside the questions."),
    estimate=optional(Plain.SWITCH, "That the levels are estimates."),
)
RESPONSIBILITY: Final = record_of(
    {
        "name": Key(FREE, "What the role does; verb first."),
        "skills": Key(SKILL_IDS, "Skills that it takes."),
        "claims": CLAIM_IDS,
    }
)
TRAIT: Final = record_of(
    {
        "name": Key(FREE, "The way of working."),
        "statement": Key(FREE, "What people agree or disagree with."),
        "claims": CLAIM_IDS,
        "note": optional(FREE, "What else is to be known."),
    }
)
ABOUT: Final = record_of({"text": Key(FREE, "A short text about the role."), "claims": CLAIM_IDS})
EVIDENCE_KIND: Final = record_of(
    {
        "name": Key(FREE, "What may stand beside a tick."),
        "shows": Key(FREE, "What it shows."),
        "claims": CLAIM_IDS,
    }
)
PEOPLE_FILE: Final = file_of(
    "What the role does, ways of working, and short texts.",
    responsibilities=optional(MapOf(RESPONSIBILITY), "What the role does, by id."),
    traits=optional(MapOf(TRAIT), "Ways of working that are asked about, by id."),
    about=optional(MapOf(ABOUT), "Short texts about the role, by id."),
    evidence=optional(MapOf(EVIDENCE_KIND), "What may stand beside a tick, by id."),
)
