"""Reads the words by which job ads are read."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Final

from mlcareer.content.folder import Place
from mlcareer.content.parts import has_file, read_parts
from mlcareer.content.shapes.ads import BY_KIND, BY_SENIORITY, SENIORITY, STRENGTH, TERMS
from mlcareer.content.yamlfile import Field, collect
from mlcareer.model.ads import Kind, Seniority, Spelling, Term, Vocabulary
from mlcareer.model.skills import SkillMap

_SPELLINGS: Final = {
    "terms": Spelling.ANY,
    "exact": Spelling.EXACT,
    "beside": Spelling.BESIDE,
}
_MOST_FORMS: Final = 1000
"""Forms that one entry may stand for; more is a slip of the pen."""
_INITIALS: Final = 2
"""A name this short stands in too many words to be matched alone."""


def load_vocabulary(place: Place, skill_map: SkillMap) -> Vocabulary:
    """Read `ads.yaml` of a content folder, or make terms of ids and names where there is none.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    if not has_file(place, "ads"):
        return Vocabulary(terms=tuple(_own_names(skill_map)))
    top = read_parts(place, "ads")
    strength = STRENGTH.read(top["strength"]) if "strength" in top else {}
    return Vocabulary(
        terms=_all_terms(top, skill_map),
        announcing=_phrases(top, "announce"),
        headings=_by_kind(top, "headings"),
        cues=_by_kind(top, "cues"),
        passed_over=_phrases(top, "passed_over"),
        turns=_phrases(top, "turns"),
        closing=_phrases(top, "closing"),
        asks=_phrases(top, "asks"),
        tells=_phrases(top, "tells"),
        jobs=_phrases(top, "jobs"),
        seniority=_seniority(top),
        weak=_phrases(strength, "weak"),
        strong=_phrases(strength, "strong"),
        experience=_phrases(top, "experience"),
        often_misspelt=_phrases(top, "often_misspelt"),
    )


def _own_names(skill_map: SkillMap) -> Iterator[Term]:
    for skill in skill_map.skills.values():
        for text in dict.fromkeys((skill.name, skill.id.replace("-", " "))):
            short = len(text) <= _INITIALS
            spelling = Spelling.BESIDE if short else Spelling.ANY
            yield Term(text, (skill.id,), "", spelling)


def _all_terms(top: Mapping[str, Field], skill_map: SkillMap) -> tuple[Term, ...]:
    """Put the skills that one term names together, and refuse what says two things at once."""
    skills: dict[tuple[str, Spelling], list[str]] = {}
    named = top["skills"].entries()

    def read_skill(id_: str, field: Field) -> None:
        field.check_key(id_, skill_map.skills, "skill")
        for text, spelling in _terms_of(field):
            of = skills.setdefault((text, spelling), [])
            if id_ not in of:
                of.append(id_)

    collect(named.items(), read_skill)
    outside = top["outside"].entries() if "outside" in top else {}
    strange = collect(outside.items(), lambda _, field: tuple(_terms_of(field)))
    return (
        *(Term(text, tuple(of), "", how) for (text, how), of in skills.items()),
        *(Term(text, (), name, how) for name, forms in strange.items() for text, how in forms),
        *(Term(text, (), "", Spelling.ANY) for text in _phrases(top, "ignore")),
    )


def _terms_of(field: Field) -> Iterator[tuple[str, Spelling]]:
    for key, entry in TERMS.read(field).items():
        for item in entry.items():
            for text in _forms(item):
                yield text, _SPELLINGS[key]


def _phrases(top: Mapping[str, Field], key: str) -> tuple[str, ...]:
    return tuple(_spelt_out(top[key].items())) if key in top else ()


def _spelt_out(items: Iterable[Field]) -> Iterator[str]:
    for item in items:
        yield from _forms(item)


def _forms(item: Field) -> list[str]:
    """Spell out an entry: each choice of one of the words that a stroke separates."""
    choices = [dict.fromkeys(word.split("|")) for word in item.text().split()]
    if prod(map(len, choices)) > _MOST_FORMS:
        item.fail(f"stands for more than {_MOST_FORMS} phrases; divide it")
    forms = [" ".join(word for word in words if word) for words in product(*choices)]
    return [form for form in dict.fromkeys(forms) if any(map(str.isalnum, form))]


def _by_kind(top: Mapping[str, Field], key: str) -> dict[Kind, tuple[str, ...]]:
    if key not in top:
        return {}
    entries = BY_KIND.read(top[key])
    return {Kind(kind): tuple(_spelt_out(field.items())) for kind, field in entries.items()}


def _seniority(top: Mapping[str, Field]) -> dict[str, Seniority]:
    if "seniority" not in top:
        return {}
    entries = BY_SENIORITY.read(top["seniority"])
    records = {name: SENIORITY.read(field) for name, field in entries.items()}
    return {
        name: Seniority(title=_phrases(record, "title"), text=_phrases(record, "text"))
        for name, record in records.items()
    }
