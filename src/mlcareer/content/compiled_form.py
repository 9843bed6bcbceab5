"""The form of compiled content: plain values that JSON keeps, and back.

What comes back equals what went in, type by type. What is of another form raises
one of GARBLED: a compiled file may be damaged, or written by somebody else.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from mlcareer.model.items import Item
from mlcareer.model.moves import Move
from mlcareer.model.people import Backgrounds, Choice, Domain, Fact, Trait
from mlcareer.model.questions import Distractor, Form, Question, Reference
from mlcareer.model.skills import Demand, Evidence, Exclusion, Role, Skill, SkillMap, Source

GARBLED: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What is raised where compiled content is not what was written."""

_T = TypeVar("_T")
_Value = Any
"""What JSON keeps; what it really is, is found out here."""

_QUESTION: Final = (*(str,) * 2, int, *(str,) * 8, list, float, list, *(str,) * 4, *(float,) * 4)
_DISTRACTOR: Final = (str, str, str)


class Content(NamedTuple):
    """What an assessment draws on, but for the questions."""

    skill_map: SkillMap
    role: Role
    backgrounds: Backgrounds | None
    traits: Mapping[str, Trait]
    moves: tuple[Move, ...]


def pack_content(content: Content) -> _Value:
    """Turn content into plain values."""
    skill_map, role, backgrounds, traits, moves = content
    return [
        [skill_map.areas, list(skill_map.skills.values())],
        _packed_role(role),
        backgrounds,
        list(traits.values()),
        moves,
    ]


def unpack_content(value: _Value) -> Content:
    """Turn plain values back into content."""
    (areas, skills), role, backgrounds, traits, moves = value
    return Content(
        SkillMap(_each(areas, _text), _by_id(map(_skill, skills))),
        _role(role),
        None if backgrounds is None else _backgrounds(*backgrounds),
        _by_id(Trait(*_texts(trait)) for trait in traits),
        tuple(_move(*move) for move in moves),
    )


def pack_question(question: Question) -> _Value:
    """Turn a question into plain values; its skill is kept beside it."""
    item, reference = question.item, question.reference
    return [
        question.id,
        question.sub,
        question.level,
        question.kind,
        question.form,
        question.stem,
        question.lang,
        question.code,
        question.output,
        question.proof,
        question.answer,
        question.accepted,
        question.tolerance,
        [[one.text, one.misconception, one.why] for one in question.distractors],
        question.order,
        question.explanation,
        reference.resource,
        reference.section,
        item.a,
        item.b,
        item.b_sd,
        item.c,
    ]


def unpack_question(skill: str, value: _Value) -> Question:
    """Turn plain values back into a question about a skill."""
    _check_types(value, _QUESTION)
    id_, sub, level, kind, form, stem, lang, code, output, proof, answer, *others = value
    accepted, tolerance, distractors, order, explanation, resource, section, *item = others
    return Question(
        id=id_,
        skill=skill,
        sub=sub,
        level=level,
        kind=kind,
        form=Form(form),
        stem=stem,
        lang=lang,
        code=code,
        output=output,
        proof=proof,
        answer=answer,
        accepted=_texts(accepted),
        tolerance=tolerance,
        distractors=tuple(map(_distractor, distractors)),
        order=order,
        explanation=explanation,
        reference=Reference(resource, section),
        item=Item(skill, *item),
    )


def _distractor(value: _Value) -> Distractor:
    _check_types(value, _DISTRACTOR)
    return Distractor(*value)


def _packed_role(role: Role) -> _Value:
    return [
        role.id,
        role.name,
        role.summary,
        list(role.sources.values()),
        role.first,
        [[*demand[:-1], _packed_evidence(demand.evidence)] for demand in role.demands.values()],
        [[*one[:-1], _packed_evidence(one.evidence)] for one in role.excluded],
    ]


def _packed_evidence(evidence: Iterable[Evidence]) -> _Value:
    return [[one.source.id, *one[1:]] for one in evidence]


def _role(value: _Value) -> Role:
    id_, name, summary, places, first, demands, excluded = value
    sources = _by_id(_source(*place) for place in places)
    asked = [_demand(sources, *demand) for demand in demands]
    return Role(
        id=_text(id_),
        name=_text(name),
        summary=_text(summary),
        sources=sources,
        first=_texts(first),
        demands={demand.skill: demand for demand in asked},
        excluded=tuple(_exclusion(sources, *one) for one in excluded),
    )


def _source(*value: _Value) -> Source:
    id_, title, place, date, n, note = value
    return Source(_text(id_), _text(title), _text(place), _text(date), _integer(n), _text(note))


def _demand(sources: Mapping[str, Source], *value: _Value) -> Demand:
    skill, target, importance, weight, reason, evidence = value
    return Demand(
        skill=_text(skill),
        target=_integer(target),
        importance=_text(importance),
        weight=_number(weight),
        reason=_text(reason),
        evidence=_evidence(sources, evidence),
    )


def _exclusion(sources: Mapping[str, Source], *value: _Value) -> Exclusion:
    id_, name, reason, evidence = value
    return Exclusion(_text(id_), _text(name), _text(reason), _evidence(sources, evidence))


def _evidence(sources: Mapping[str, Source], value: _Value) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(sources[source], _text(term), _text(said), _texts(claims))
        for source, term, said, claims in value
    )


def _skill(value: _Value) -> Skill:
    id_, name, area, definition, *others = value
    requires, helped_by, claims, because, subs, can_do, hours, codes = others
    return Skill(
        id=_text(id_),
        name=_text(name),
        area=_text(area),
        definition=_text(definition),
        requires=_texts(requires),
        helped_by=_texts(helped_by),
        claims=_texts(claims),
        in_map_because=_text(because),
        sub_competences=_each(subs, _text),
        can_do={int(level): _texts(statements) for level, statements in can_do.items()},
        hours={int(level): _range(low_high) for level, low_high in hours.items()},
        codes=_each(codes, _texts),
    )


def _range(value: _Value) -> tuple[int, int]:
    low, high = value
    return _integer(low), _integer(high)


def _backgrounds(*value: _Value) -> Backgrounds:
    note, column_of, shift, degrees, works, goals, domains, facts = value
    return Backgrounds(
        note=_text(note),
        column_of=_each(column_of, _text),
        shift=_each(shift, _numbers),
        degrees=_each(degrees, _choice),
        works=_each(works, _choice),
        goals=_each(goals, _choice),
        domains=_each(domains, _domain),
        facts=_each(facts, lambda fact: Fact(*_texts(fact))),
    )


def _move(*value: _Value) -> Move:
    before, after, date, reason = value
    return Move(_texts(before), _texts(after), _text(date), _text(reason))


def _choice(value: _Value) -> Choice:
    id_, name, levels = value
    return Choice(_text(id_), _text(name), _numbers(levels))


def _domain(value: _Value) -> Domain:
    id_, name, high_risk, projects = value
    _check_types([high_risk], (bool,))
    return Domain(_text(id_), _text(name), high_risk, _texts(projects))


_One = TypeVar("_One", Skill, Source, Trait)


def _by_id(ones: Iterable[_One]) -> dict[str, _One]:
    return {one.id: one for one in ones}


def _each(value: _Value, read: Callable[[_Value], _T]) -> dict[str, _T]:
    return {key: read(one) for key, one in value.items()}


def _check_types(values: _Value, wanted: tuple[type, ...]) -> None:
    if type(values) is not list or tuple(map(type, values)) != wanted:
        raise TypeError


def _text(value: _Value) -> str:
    _check_types([value], (str,))
    return str(value)


def _integer(value: _Value) -> int:
    _check_types([value], (int,))
    return int(value)


def _number(value: _Value) -> float:
    _check_types([value], (float,))
    return float(value)


def _numbers(value: _Value) -> dict[str, float]:
    return _each(value, _number)


def _texts(value: _Value) -> tuple[str, ...]:
    _check_types(value, (str,) * len(value))
    return tuple(value)
