"""The form of every file of a content folder: one table for readers, checks and editors."""

from typing import Final

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
    TextOrTexts,
    Whole,
    optional,
    record_of,
)
from mlcareer.model.ads import SENIORITIES, Kind
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS, TOP_LEVEL
from mlcareer.model.people import BACKGROUND_QUESTIONS
from mlcareer.model.questions import Form
from mlcareer.model.skills import IMPORTANCES
from mlcareer.model.study import COSTS, MODES

KINDS: Final = ("concept", "code", "calculation", "scenario")
LANGUAGES: Final = ("python", "cpp", "java", "r", "lisp", "prolog", "sql")
ORDERS: Final = ("shuffle", "numeric")
FRAMEWORKS: Final = ("esco", "onet", "sfia")

_FORMAT: Final = Key(Whole(1, 1_000_000), "Version of the form of this file; it is 1.")
_LEVEL: Final = Whole(1, TOP_LEVEL)
_SKILL: Final = Text("skill")
_SKILLS: Final = ListOf(_SKILL)
_CLAIMS: Final = optional(ListOf(Text("claim")), "Ids of claims in claims.yaml that say this.")
_HOURS: Final = 10_000


def _by_level(shape: Shape, says: str) -> Record:
    return record_of(
        {str(level): Key(shape, f"{LEVEL_NAMES[level]}: {says}") for level in TAUGHT_LEVELS}
    )


def _file(says: str, **keys: Key) -> Record:
    return record_of({"format": _FORMAT, **keys}, says)


MANIFEST_FILE: Final = _file(
    "What this content folder builds on. A folder that stands alone needs no such file.",
    extends=optional(
        Choice("content", ("shipped",)),
        "What this folder adds to: the content that comes with the program.",
    ),
    role=optional(Text("role"), "Id of the role that is meant when none is named."),
    replaces=optional(
        MapOf(ListOf(Plain.ID)),
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

SKILL: Final = record_of(
    {
        "name": Key(FREE, "How people call the skill."),
        "area": Key(Text("area"), "Id of one of the areas above."),
        "definition": Key(FREE, "What the skill is, in one sentence."),
        "requires": Key(_SKILLS, "Skills that have to come before; a gate for the plan."),
        "helped_by": Key(_SKILLS, "Skills that are better learned before; they only order."),
        "claims": Key(ListOf(Text("claim")), "Ids of claims in claims.yaml that name the skill."),
        "in_map_because": optional(FREE, "Why it is here although no claim names it."),
        "sub_competences": Key(MapOf(FREE), "Parts of the skill by id; 3 to 8 are usual."),
        "can_do": Key(
            _by_level(ListOf(FREE, least=1), "what a person at this level does; verb first."),
            "What one can watch a person do, level by level.",
        ),
        "hours": Key(
            _by_level(
                ListOf(Whole(1, _HOURS), least=2, most=2),
                "low and high, from the level below.",
            ),
            "Estimated hours of study for each level.",
        ),
        "codes": optional(CODES, "Codes of the skill in other classifications."),
    },
    "A skill: something a person can learn, and be asked about.",
)

SKILLS_FILE: Final = _file(
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
        "target": Key(_LEVEL, "Level that is asked for: 1 novice to 4 expert."),
        "importance": Key(Choice("importance", IMPORTANCES), "How much it is wanted."),
        "weight": Key(Number(0, 100), "By how much a missing level counts."),
        "reason": Key(FREE, "Why, in one sentence."),
        "sources": _EVIDENCE,
    }
)
EXCLUSION: Final = record_of(
    {
        "name": Key(FREE, "What is not asked for."),
        "reason": Key(FREE, "Why not."),
        "sources": _EVIDENCE,
        "claims": _CLAIMS,
    }
)
ROLE_FILE: Final = _file(
    "A role: what a job asks of each skill. Its id is the name of the file.",
    id=Key(Plain.ID, "Name of the file without .yaml."),
    name=Key(FREE, "How people call the role."),
    summary=Key(FREE, "What somebody in the role does, in one sentence."),
    based_on=optional(
        Text("role"), "Id of a role whose targets and sources hold here too, unless named again."
    ),
    without=optional(_SKILLS, "Skills of the role it is based on that this one does not ask for."),
    sources=optional(MapOf(SOURCE), "Where the weights come from, by id."),
    first=optional(_SKILLS, "Skills that every plan begins with."),
    skills=optional(MapOf(DEMAND, ids=False), "What is asked of each skill."),
    excluded=optional(MapOf(EXCLUSION), "What is left out on purpose, and why."),
)

DISTRACTOR: Final = record_of(
    {
        "text": Key(FREE, "The wrong answer."),
        "misconception": Key(FREE, "Short name of the mistake behind it, such as mean-is-median."),
        "why": Key(FREE, "What is wrong with it, in a sentence or two."),
    }
)
REFERENCE: Final = record_of(
    {
        "resource": Key(Text("resource"), "Id of a resource in resources.yaml."),
        "section": optional(FREE, "Chapter or section."),
    }
)
QUESTION: Final = record_of(
    {
        "id": Key(Plain.ID, "<skill>-<two to four words>; never used again for another question."),
        "sub": Key(Text("sub-competence"), "Id of one part of the skill."),
        "level": Key(_LEVEL, "Who answers it: 1 novice, 2 working, 3 proficient, 4 expert."),
        "kind": Key(Choice("kind", KINDS), "What the person does."),
        "form": optional(
            Choice("form", tuple(map(str, Form))), "How it is answered: choice if absent."
        ),
        "stem": Key(FREE, "The question itself, at most 60 words."),
        "lang": optional(Choice("language", LANGUAGES), "Language of the program."),
        "code": optional(FREE, "A program that is shown, at most 15 lines."),
        "output": optional(FREE, "What the program prints, where that is not the answer."),
        "proof": optional(FREE, "A Python program that prints the answer; nobody asked sees it."),
        "answer": Key(TextOrTexts(), "The right answer; a list in the forms several and sequence."),
        "accept": optional(TEXTS, "Other spellings of a typed answer."),
        "tolerance": optional(Number(0, 1e9), "How far a typed number may be off."),
        "distractors": Key(ListOf(DISTRACTOR), "Wrong answers, each a real misconception."),
        "order": optional(Choice("order", ORDERS), "numeric where all options are numbers."),
        "explanation": Key(FREE, "Why the answer is right, for somebody who missed it."),
        "reference": Key(REFERENCE, "Where to read about it."),
        "a": optional(Number(0.05, 10), "Discrimination."),
        "b": optional(Number(-10, 10), "Difficulty."),
        "b_sd": optional(Number(0, 5), "Standard error of the difficulty."),
        "c": optional(Number(0, 0.95), "Chance of a lucky guess."),
    }
)
QUESTIONS_FILE: Final = _file(
    "Questions about one skill.",
    skill=Key(_SKILL, "Id of the skill, which is the name of the file."),
    questions=Key(ListOf(QUESTION), "The questions."),
)

RESOURCE: Final = record_of(
    {
        "title": Key(FREE, "What it is called, with its author."),
        "kind": Key(FREE, "What it is: book, doc, course, video, exercise ..."),
        "mode": Key(Choice("mode", MODES), "Whether one reads or does something."),
        "skills": Key(_SKILLS, "What it teaches."),
        "level": Key(_LEVEL, "The level it leads to."),
        "hours": Key(Whole(1, _HOURS), "Estimated hours for the part that is needed."),
        "cost": Key(Choice("cost", COSTS), "What it costs."),
        "url": Key(Plain.ADDRESS, "Where it is found."),
        "licence": optional(FREE, "Its licence, where one is stated."),
        "note": optional(FREE, "What else is to be known."),
    }
)
RESOURCES_FILE: Final = _file(
    "What to read and do.", resources=optional(MapOf(RESOURCE), "The resources by id.")
)

PROJECT: Final = record_of(
    {
        "name": Key(FREE, "What it is called; verb first."),
        "level": Key(_LEVEL, "The level that it shows."),
        "summary": Key(FREE, "What is built, and who decides what with it."),
        "data": Key(FREE, "What it is made from, and where that is found."),
        "skills": Key(_SKILLS, "Skills that it shows at that level."),
        "criteria": Key(TEXTS, "What another person can open and check."),
        "family": optional(FREE, "What it has in common with easier and harder ones."),
        "orientation": optional(FREE, "Numbers that others reached; no target."),
        "claims": _CLAIMS,
        "responsibilities": optional(TEXTS, "Ids of responsibilities in people.yaml."),
        "one_of": optional(_SKILLS, "Those of its skills of which it shows only one."),
        "common": optional(TEXTS, "Ids of the common criteria that apply; all if absent."),
        "needs": optional(MapOf(_LEVEL), "Levels of further skills that it takes."),
    }
)
PROJECTS_FILE: Final = _file(
    "What to build.",
    principles=optional(TEXTS, "What goes for every project."),
    common_criteria=optional(MapOf(FREE), "Criteria that several projects share, by id."),
    projects=optional(MapOf(PROJECT), "The projects by id."),
)

CHOICE: Final = record_of(
    {
        "name": Key(FREE, "What is chosen, as it is shown."),
        "levels": optional(MapOf(Number(0, TOP_LEVEL)), "Estimated level for each column."),
        "claims": _CLAIMS,
    }
)
DOMAIN: Final = record_of(
    {
        "name": Key(FREE, "Field of use, as it is shown."),
        "high_risk": Key(Plain.SWITCH, "Whether mistakes there harm people."),
        "projects": Key(TEXTS, "Families or ids of projects that fit."),
        "claims": _CLAIMS,
    }
)
FACT: Final = record_of(
    {
        "text": Key(FREE, "The fact, with its year."),
        "claims": _CLAIMS,
        "beside": optional(
            Choice("question", BACKGROUND_QUESTIONS), "The question that it is shown with."
        ),
    }
)
BACKGROUNDS_FILE: Final = _file(
    "What degrees, jobs and goals are taken to mean before the first question.",
    note=Key(FREE, "What the levels rest on."),
    columns=Key(MapOf(_SKILLS), "Groups of skills that a background says the same about."),
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
        "skills": Key(_SKILLS, "Skills that it takes."),
        "claims": _CLAIMS,
    }
)
TRAIT: Final = record_of(
    {
        "name": Key(FREE, "The way of working."),
        "statement": Key(FREE, "What people agree or disagree with."),
        "claims": _CLAIMS,
        "note": optional(FREE, "What else is to be known."),
    }
)
ABOUT: Final = record_of({"text": Key(FREE, "A short text about the role."), "claims": _CLAIMS})
EVIDENCE_KIND: Final = record_of(
    {
        "name": Key(FREE, "What may stand beside a tick."),
        "shows": Key(FREE, "What it shows."),
        "claims": _CLAIMS,
    }
)
PEOPLE_FILE: Final = _file(
    "What the role does, ways of working, and short texts.",
    responsibilities=optional(MapOf(RESPONSIBILITY), "What the role does, by id."),
    traits=optional(MapOf(TRAIT), "Ways of working that are asked about, by id."),
    about=optional(MapOf(ABOUT), "Short texts about the role, by id."),
    evidence=optional(MapOf(EVIDENCE_KIND), "What may stand beside a tick, by id."),
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
CLAIMS_FILE: Final = _file(
    "What source texts say, and where it shows.",
    sources=optional(MapOf(CLAIM_SOURCE), "The texts by id."),
    claims=optional(MapOf(CLAIM), "The claims by id."),
)

REVIEW: Final = record_of(
    {
        "fingerprint": Key(FREE, "Of the wording that was read."),
        "readers": Key(Whole(1, 1000), "How many answered it without seeing the key."),
        "agreed": Key(Plain.SWITCH, "Whether all chose the key and found no second answer."),
        "date": Key(FREE, "When."),
        "shares": optional(
            ListOf(ListOf(Whole(0, 100))), "Of a hundred people at each border, how many are right."
        ),
    }
)
REVIEWS_FILE: Final = _file(
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
PROOFS_FILE: Final = _file(
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
MOVES_FILE: Final = _file(
    "Skills that were renamed, split or merged.", moves=Key(ListOf(MOVE), "The moves.")
)

TERMS: Final = record_of(
    {
        "terms": optional(TEXTS, "Written in any way; a|b stands for either word."),
        "exact": optional(TEXTS, "Written with these capitals."),
        "beside": optional(TEXTS, "Only in a list with other terms."),
    }
)
_PHRASES: Final = optional(TEXTS, "Phrases.")
_BY_KIND: Final = record_of({str(kind): _PHRASES for kind in Kind})
ADS_FILE: Final = _file(
    "How job advertisements are read.",
    skills=Key(MapOf(TERMS, ids=False), "Words that name a skill."),
    outside=optional(MapOf(TERMS, ids=False), "Words that name what is not in the map."),
    ignore=_PHRASES,
    announce=_PHRASES,
    headings=optional(_BY_KIND, "Headings, by what stands below them."),
    cues=optional(_BY_KIND, "Words that say how much something is asked for."),
    passed_over=_PHRASES,
    turns=_PHRASES,
    closing=_PHRASES,
    asks=_PHRASES,
    tells=_PHRASES,
    jobs=_PHRASES,
    seniority=optional(
        record_of(
            {
                name: optional(
                    record_of({"title": _PHRASES, "text": _PHRASES}),
                    "Words that tell this.",
                )
                for name in SENIORITIES
            }
        ),
        "Words that tell how senior the job is.",
    ),
    strength=optional(
        record_of({"weak": _PHRASES, "strong": _PHRASES}), "Words that lower or raise a target."
    ),
    experience=_PHRASES,
    often_misspelt=_PHRASES,
)

FILES: Final = {
    "content": MANIFEST_FILE,
    "skills": SKILLS_FILE,
    "role": ROLE_FILE,
    "questions": QUESTIONS_FILE,
    "resources": RESOURCES_FILE,
    "projects": PROJECTS_FILE,
    "backgrounds": BACKGROUNDS_FILE,
    "people": PEOPLE_FILE,
    "claims": CLAIMS_FILE,
    "reviews": REVIEWS_FILE,
    "proofs": PROOFS_FILE,
    "ads": ADS_FILE,
    "moves": MOVES_FILE,
}
"""All of them, by what they are called; roles and questions lie in folders of their own."""
