"""Writes a content folder, every text of which is given: harmless ones and hostile ones alike."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

_IN_ADDRESSES: Final = r"[!#-;=?-\[\]_a-z{|}~]"
"""Signs that an address may have (docs/content.md)."""

Entry = dict[str, object]

AREAS: Final = {"digging": "soil", "compost": "soil", "tomatoes": "plants", "pruning": "plants"}
REQUIRES: Final = {"compost": ["digging"], "tomatoes": ["compost"]}
TARGETS: Final = {"digging": 2, "compost": 2, "tomatoes": 3, "pruning": 1}
PROGRAMS: Final = ("python", "cpp", "java", "r", "lisp", "prolog", "sql")
RESOURCES: Final = {"book": ("read", 1), "days": ("do", 2), "course": ("both", 3)}


class Numbered:
    """Gives each place a text with a mark that stands in no other, as w17w.

    Args:
        payloads: What stands in the texts, in turn.
        behind: Whether the mark stands behind what stands in the text, or before it.
        first: Which of them stands in the first place.

    Attributes:
        given: The texts given, by place.
    """

    def __init__(self, payloads: Sequence[str], *, behind: bool = True, first: int = 0) -> None:
        self._payloads = payloads
        self._behind = behind
        self._first = first
        self.given: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        """Give the text for a place."""
        number = len(self.given)
        payload = self._payloads[(self._first + number) % len(self._payloads)]
        mark = f"w{number}w"
        self.given[place] = f"{payload} {mark}" if self._behind else f"{mark} {payload}"
        return self.given[place]

    def address(self, place: str) -> str:
        """Give an address that ends with a text, as far as addresses may hold it."""
        self.given[place] = "".join(re.findall(_IN_ADDRESSES, self(place)))
        return f"https://example.org/{self.given[place]}"

    @property
    def marks(self) -> dict[str, str]:
        """The texts by their marks."""
        return {f"w{at}w": text for at, text in enumerate(self.given.values())}


def harmless() -> Numbered:
    """Give plain words."""
    return Numbered(["plain words"])


def found_marks(text: str) -> list[str]:
    """List the marks in a text, in their order."""
    return re.findall(r"w\d+w", text.lower())


def write_map(folder: Path, words: Numbered) -> Path:
    """Write a content folder of which every text comes from words; the rest is always the same.

    JSON is YAML, and needs no other program to be written.
    """
    parts: dict[str, Entry] = {
        "skills": _skills(words),
        "roles/gardener": _role(words, "gardener", tuple(TARGETS)),
        "roles/hand": _role(words, "hand", ("digging",)),
        "resources": _resources(words),
        "projects": _projects(words),
        "people": _people(words),
        "backgrounds": _backgrounds(words),
        "claims": _claims(words),
        "ads": _ads(words),
        "moves": {"moves": [_move(words)]},
        **{f"questions/{skill}": _questions(words, skill) for skill in AREAS},
    }
    for name, part in parts.items():
        file = folder / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_yaml({"format": 1, **part}), encoding="utf-8")
    return folder


def _yaml(part: Entry) -> str:
    return json.dumps(part, indent=1, ensure_ascii=False)


def _skills(words: Numbered) -> Entry:
    areas = {area: words(f"areas.{area}") for area in dict.fromkeys(AREAS.values())}
    return {"areas": areas, "skills": {skill: _skill(words, skill) for skill in AREAS}}


def _skill(words: Numbered, skill: str) -> Entry:
    place = f"skills.{skill}"
    return {
        "name": words(f"{place}.name"),
        "area": AREAS[skill],
        "definition": words(f"{place}.definition"),
        "requires": REQUIRES.get(skill, []),
        "helped_by": ["digging"] if skill == "pruning" else [],
        "claims": ["A1"],
        "in_map_because": words(f"{place}.because"),
        "sub_competences": {sub: words(f"{place}.{sub}") for sub in ("one", "two")},
        "can_do": {
            str(level): [words(f"{place}.can_do.{level}.{at}") for at in (1, 2)]
            for level in range(1, 5)
        },
        "hours": {str(level): [level, 2 * level] for level in range(1, 5)},
    }


def _role(words: Numbered, role: str, skills: Sequence[str]) -> Entry:
    place = f"roles.{role}"
    return {
        "id": role,
        "name": words(f"{place}.name"),
        "summary": words(f"{place}.summary"),
        "sources": {
            "almanac": _source(words, f"{place}.almanac", "place", words(f"{place}.shelf")),
            "page": _source(words, f"{place}.page", "url", words.address(f"{place}.url")),
        },
        "first": ["digging"],
        "skills": {skill: _demand(words, f"{place}.{skill}", skill) for skill in skills},
        "excluded": {
            "lawns": {
                "name": words(f"{place}.excluded"),
                "reason": words(f"{place}.excluded.reason"),
                "sources": [_evidence(words, f"{place}.excluded")],
            }
        },
    }


def _source(words: Numbered, place: str, key: str, where: str) -> Entry:
    return {
        "title": words(f"{place}.title"),
        key: where,
        "date": words(f"{place}.date"),
        "n": 12,
        "note": words(f"{place}.note"),
    }


def _demand(words: Numbered, place: str, skill: str) -> Entry:
    importance, weight = {1: ("optional", 1), 2: ("useful", 2), 3: ("core", 3)}[TARGETS[skill]]
    return {
        "target": TARGETS[skill],
        "importance": importance,
        "weight": weight,
        "reason": words(f"{place}.reason"),
        "sources": [_evidence(words, place)],
    }


def _evidence(words: Numbered, place: str) -> Entry:
    return {
        "source": "almanac",
        "term": words(f"{place}.term"),
        "value": words(f"{place}.value"),
        "claims": [words(f"{place}.claim")],
    }


def _resources(words: Numbered) -> Entry:
    return {
        "resources": {
            id_: {
                "title": words(f"resources.{id_}.title"),
                "kind": words(f"resources.{id_}.kind"),
                "mode": mode,
                "skills": list(AREAS),
                "level": level,
                "hours": 5,
                "cost": "free",
                "url": words.address(f"resources.{id_}.url"),
                "licence": words(f"resources.{id_}.licence"),
                "note": words(f"resources.{id_}.note"),
            }
            for id_, (mode, level) in RESOURCES.items()
        }
    }


def _projects(words: Numbered) -> Entry:
    skills = {"BED-1": ("digging", 2), "POT-1": ("tomatoes", 2), "CUT-1": ("pruning", 1)}
    return {
        "principles": [words(f"projects.principle.{at}") for at in (1, 2)],
        "common_criteria": {"C1": words("projects.common")},
        "projects": {
            id_: {
                "name": words(f"projects.{id_}.name"),
                "level": level,
                "summary": words(f"projects.{id_}.summary"),
                "data": words(f"projects.{id_}.data"),
                "skills": [skill],
                "criteria": [words(f"projects.{id_}.criteria.{at}") for at in (1, 2)],
                "family": words(f"projects.{id_}.family"),
                "orientation": words(f"projects.{id_}.orientation"),
                "claims": ["A1"],
            }
            for id_, (skill, level) in skills.items()
        },
    }


def _people(words: Numbered) -> Entry:
    return {
        "responsibilities": {
            "tend": {"name": words("people.tend"), "skills": ["digging", "tomatoes"]},
        },
        "traits": {
            trait: {
                "name": words(f"people.{trait}.name"),
                "statement": words(f"people.{trait}.statement"),
            }
            for trait in ("patience", "rain")
        },
        "about": {"what": {"text": words("people.about")}},
        "evidence": {
            "photo": {"name": words("people.photo.name"), "shows": words("people.photo.shows")}
        },
    }


def _backgrounds(words: Numbered) -> Entry:
    def choice(id_: str) -> Entry:
        return {"name": words(f"backgrounds.{id_}"), "levels": {"all": 1}}

    return {
        "estimate": True,
        "note": words("backgrounds.note"),
        "columns": {"all": list(AREAS)},
        "shift": {},
        "degrees": {"school": choice("school"), "college": choice("college")},
        "works": {"farm": choice("farm"), "office": choice("office")},
        "goals": {"grow": {"name": words("backgrounds.grow")}},
        "domains": {
            "allotments": {
                "name": words("backgrounds.allotments"),
                "high_risk": True,
                "projects": ["BED-1"],
            }
        },
        "facts": {"one": {"text": words("backgrounds.fact"), "beside": "degree"}},
    }


def _claims(words: Numbered) -> Entry:
    source = {key: words(f"claims.A.{key}") for key in ("title", "kind", "date", "note")}
    claim = {"says": words("claims.A1"), "kind": "fact", "shows_in": ["skill:digging"]}
    return {"sources": {"A": source}, "claims": {"A1": claim}}


def _ads(words: Numbered) -> Entry:
    # YAML knows no longer keys.
    outside = words("ads.outside")[-400:]
    return {
        "skills": {skill: {"terms": [skill]} for skill in AREAS},
        "outside": {outside: {"terms": ["beekeeping"]}},
    }


def _move(words: Numbered) -> Entry:
    return {
        "from": ["spading"],
        "to": ["digging"],
        "date": "2026-01-31",
        "reason": words("moves.reason"),
    }


def _questions(words: Numbered, skill: str) -> Entry:
    made = [*_choices(words, skill), *_other_forms(words, skill)]
    return {"skill": skill, "questions": made}


def _question(words: Numbered, id_: str, level: int, **more: object) -> Entry:
    return {
        "id": id_,
        "sub": "one" if level % 2 else "two",
        "level": level,
        "stem": words(f"{id_}.stem"),
        "explanation": words(f"{id_}.explanation"),
        "reference": {"resource": "book", "section": words(f"{id_}.section")},
        **more,
    }


def _choices(words: Numbered, skill: str) -> Iterator[Entry]:
    at = list(AREAS).index(skill)
    for level in range(1, 5):
        id_ = f"{skill}-choice-{level}"
        kind: Entry = {"kind": "concept"}
        if level % 2 == 0:
            lang = PROGRAMS[(2 * at + level // 2) % len(PROGRAMS)]
            kind = {"kind": "code", "lang": lang, "code": words(f"{id_}.code")}
        wrong = [_wrong(words, f"{id_}.{option}") for option in (1, 2)]
        answer = words(f"{id_}.answer")
        yield _question(words, id_, level, answer=answer, distractors=wrong, **kind)


def _wrong(words: Numbered, place: str, text: str | None = None) -> Entry:
    return {
        "text": words(f"{place}.text") if text is None else text,
        "misconception": words(f"{place}.misconception"),
        "why": words(f"{place}.why"),
    }


def _other_forms(words: Numbered, skill: str) -> Iterator[Entry]:
    def line(place: str) -> str:
        return " ".join(words(place).split())

    text, number, several, order = (
        f"{skill}-{form}" for form in ("text", "number", "several", "sequence")
    )
    typed: Entry = {"answer": words(f"{text}.answer"), "accept": [words(f"{text}.accept")]}
    wrong = [_wrong(words, f"{text}.1")]
    yield _question(words, text, 1, kind="concept", form="text", distractors=wrong, **typed)
    wrong = [_wrong(words, f"{number}.1", "15")]
    proof = {"answer": "12", "proof": words(f"{number}.proof"), "tolerance": 0.5}
    yield _question(words, number, 2, kind="calculation", form="number", distractors=wrong, **proof)
    right = [line(f"{several}.answer.{at}") for at in (1, 2)]
    wrong = [_wrong(words, f"{several}.{at}", line(f"{several}.{at}.text")) for at in (1, 2)]
    yield _question(
        words, several, 3, kind="scenario", form="several", answer=right, distractors=wrong
    )
    steps = [line(f"{order}.answer.{at}") for at in (1, 2, 3)]
    wrong = [_wrong(words, f"{order}.1", "3 2 1")]
    yield _question(
        words, order, 2, kind="scenario", form="sequence", answer=steps, distractors=wrong
    )
