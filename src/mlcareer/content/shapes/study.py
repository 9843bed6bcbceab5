"""The forms of resources, projects and claims."""

from typing import Final

from mlcareer.content.shape import (
    FREE,
    TEXTS,
    Choice,
    Key,
    MapOf,
    Plain,
    Whole,
    optional,
    record_of,
)
from mlcareer.content.shapes.common import CLAIM_IDS, LEVEL, MOST_HOURS, SKILL_IDS, file_of
from mlcareer.model.study import COSTS, MODES

RESOURCE: Final = record_of(
    {
        "title": Key(FREE, "What it is called, with its author."),
        "kind": Key(FREE, "What it is: book, doc, course, video, exercise ..."),
        "mode": Key(Choice("mode", MODES), "Whether one reads or does something."),
        "skills": Key(SKILL_IDS, "What it teaches."),
        "level": Key(LEVEL, "The level it leads to."),
        "hours": Key(Whole(1, MOST_HOURS), "Estimated hours for the part that is needed."),
        "cost": Key(Choice("cost", COSTS), "What it costs."),
        "url": Key(Plain.ADDRESS, "Where it is found."),
        "licence": optional(FREE, "Its licence, where one is stated."),
        "note": optional(FREE, "What else is to be known."),
    }
)
RESOURCES_FILE: Final = file_of(
    "What to read and do.", resources=optional(MapOf(RESOURCE), "The resources by id.")
)
PROJECT: Final = record_of(
    {
        "name": Key(FREE, "What it is called; verb first."),
        "level": Key(LEVEL, "The level that it shows."),
        "summary": Key(FREE, "What is built, and who decides what with it."),
        "data": Key(FREE, "What it is made from, and where that is found."),
        "skills": Key(SKILL_IDS, "Skills that it shows at that level."),
        "criteria": Key(TEXTS, "What another person can open and check."),
        "family": optional(FREE, "What it has in common with easier and harder ones."),
        "orientation": optional(FREE, "Numbers that others reached; no target."),
        "claims": CLAIM_IDS,
        "responsibilities": optional(TEXTS, "Ids of responsibilities in people.yaml."),
        "one_of": optional(SKILL_IDS, "Those of its skills of which it shows only one."),
        "common": optional(TEXTS, "Ids of the common criteria that apply; all if absent."),
        "needs": optional(MapOf(LEVEL), "Levels of further skills that it takes."),
    }
)
PROJECTS_FILE: Final = file_of(
    "What to build.",
    principles=optional(TEXTS, "What goes for every project."),
    common_criteria=optional(MapOf(FREE), "Criteria that several projects share, by id."),
    projects=optional(MapOf(PROJECT), "The projects by id."),
)
CLAIM_SOURCE: Final = record_of(
    {
        "title": Key(FREE, "What the text is called."),
        "kind": Key(FREE, "What sort of text it is."),
        "date": Key(FREE, "When it was written."),
        "note": Key(FREE, "What it is good for, and what not."),
    }
)
CLAIM: Final = record_of(
    {
        "says": Key(FREE, "The claim, in our own words."),
        "kind": Key(FREE, "What sort of claim it is."),
        "shows_in": Key(TEXTS, "Where it shows."),
    }
)
CLAIMS_FILE: Final = file_of(
    "What source texts say, and where it shows.",
    sources=optional(MapOf(CLAIM_SOURCE), "The texts by id."),
    claims=optional(MapOf(CLAIM), "The claims by id."),
)
