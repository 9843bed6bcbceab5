"""The forms of what a folder says about itself, of the map, and of roles."""

from typing import Final

from mlcareer.content.manifest import SHIPPED
from mlcareer.content.shape import (
    FREE,
    TEXTS,
    Choice,
    Key,
    ListOf,
    MapOf,
    Number,
    Plain,
    Record,
    Shape,
    Text,
    Whole,
    optional,
    record_of,
)
from mlcareer.content.shapes.common import CLAIM_IDS, LEVEL, MOST_HOURS, SKILL_IDS, file_of
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.skills import IMPORTANCES


def _by_level(shape: Shape, says: str, example: str = "") -> Record:
    return record_of(
        {
            str(level): Key(shape, f"{LEVEL_NAMES[level]}: {says}", example=example)
            for level in TAUGHT_LEVELS
        }
    )


_REPLACEABLE: Final = (
    *("areas", "skills", "roles", "questions", "resources"),
    *("projects", "common_criteria", "responsibilities", "traits", "about", "evidence"),
    *("columns", "shift", "degrees", "works", "goals", "domains", "facts", "sources", "claims"),
)
"""Parts of files that have entries by id; records of questions go with the questions."""

REPLACES: Final = record_of(
    {
        part: optional(ListOf(Plain.ID), f"Ids of earlier {part} whose place entries here take.")
        for part in _REPLACEABLE
    }
)
MANIFEST_FILE: Final = file_of(
    "What this content folder builds on. A folder that stands alone needs no such file.",
    extends=optional(
        Choice("content", (SHIPPED,)),
        "What this folder adds to: the content that comes with the program.",
    ),
    role=optional(Text("role"), "Id of the role that is meant when none is named."),
    replaces=optional(
        REPLACES,
        "Ids of earlier folders whose place entries here take, by part: skills, questions,"
        " roles, resources and so on.",
    ),
)
CODES: Final = record_of(
    {
        "esco": optional(TEXTS, "Addresses of skills of the European classification ESCO."),
        "onet": optional(TEXTS, "Codes of elements or technology skills of O*NET."),
        "sfia": optional(TEXTS, "Codes of skills of SFIA, such as DATM."),
    }
)
CAN_DO: Final = _by_level(
    ListOf(FREE, least=1), "what a person at this level does; verb first.", "[Digs a hole.]"
)
HOURS: Final = _by_level(
    ListOf(Whole(1, MOST_HOURS), least=2, most=2),
    "low and high, from the level below.",
    "[4, 12]",
)
SKILL: Final = record_of(
    {
        "name": Key(FREE, "How people call the skill."),
        "area": Key(Text("area"), "Id of one of the areas above."),
        "definition": Key(FREE, "What the skill is, in one sentence."),
        "requires": Key(
            SKILL_IDS, "Skills that have to come before; a gate for the plan.", example="[]"
        ),
        "helped_by": Key(
            SKILL_IDS, "Skills that are better learned before; they only order.", example="[]"
        ),
        "claims": Key(
            ListOf(Text("claim")), "Ids of claims in claims.yaml that name the skill.", example="[]"
        ),
        "in_map_because": optional(FREE, "Why it is here although no claim names it."),
        "sub_competences": Key(MapOf(FREE), "Parts of the skill by id; 3 to 8 are usual."),
        "can_do": Key(CAN_DO, "What one can watch a person do, level by level."),
        "hours": Key(HOURS, "Estimated hours of study for each level."),
        "codes": optional(CODES, "Codes of the skill in other classifications."),
    },
    "A skill: something a person can learn, and be asked about.",
)
SKILLS_FILE: Final = file_of(
    "The skill map.",
    areas=optional(MapOf(FREE), "Areas that group the skills: id and name."),
    skills=optional(MapOf(SKILL), "The skills by id."),
)
SOURCE: Final = record_of(
    {
        "title": Key(FREE, "What the source is called."),
        "url": optional(Plain.ADDRESS, "Where it is found on the web; or place."),
        "place": optional(FREE, "Where else it is found; or url."),
        "date": Key(FREE, "When it was written or counted."),
        "n": Key(Whole(1, 1_000_000_000), "How many were counted; 1 for a single text."),
        "note": Key(FREE, "What it is good for, and what not."),
    }
)
EVIDENCE: Final = record_of(
    {
        "source": Key(Text("source"), "Id of one of the sources of this role."),
        "term": optional(FREE, "The word that was counted."),
        "value": optional(FREE, "What was found, such as 86.9 %."),
        "claims": optional(ListOf(Text("claim")), "Claims in claims.yaml that say so."),
    }
)
_EVIDENCE: Final = Key(ListOf(EVIDENCE, least=1), "Where this comes from; at least one source.")
DEMAND: Final = record_of(
    {
        "target": Key(LEVEL, "Level that is asked for: 1 novice to 4 expert."),
        "importance": Key(Choice("importance", IMPORTANCES), "How much it is wanted."),
        "weight": Key(Number(0, 100), "By how much a missing level counts.", example="2"),
        "reason": Key(FREE, "Why, in one sentence."),
        "sources": _EVIDENCE,
    }
)
EXCLUSION: Final = record_of(
    {
        "name": Key(FREE, "What is not asked for."),
        "reason": Key(FREE, "Why not."),
        "sources": _EVIDENCE,
        "claims": CLAIM_IDS,
    }
)
ROLE_FILE: Final = file_of(
    "A role: what a job asks of each skill. Its id is the name of the file.",
    id=Key(Plain.ID, "Name of the file without .yaml."),
    name=Key(FREE, "How people call the role."),
    summary=Key(FREE, "What somebody in the role does, in one sentence."),
    based_on=optional(
        Text("role"), "Id of a role whose targets and sources hold here too, unless named again."
    ),
    without=optional(SKILL_IDS, "Skills of that role that this one does not ask for."),
    sources=Key(
        MapOf(SOURCE),
        "Where the weights come from, by id.",
        needed=False,
        example="{my-source: {title: ..., place: ..., date: ..., n: 1, note: ...}}",
    ),
    first=Key(SKILL_IDS, "Skills that every plan begins with.", needed=False, example="[]"),
    skills=optional(MapOf(DEMAND, ids=False), "What is asked of each skill."),
    excluded=optional(MapOf(EXCLUSION), "What is left out on purpose, and why."),
)
