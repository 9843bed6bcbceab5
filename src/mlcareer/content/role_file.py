"""Writes a role as the file that roles are read from."""

from mlcareer.content.yamlfile import FORMAT
from mlcareer.model.skills import Demand, Evidence, Exclusion, Role, Source

_WIDTH = 100


def role_yaml(role: Role) -> str:
    """Write a role as YAML; reading it gives an equal role.

    Args:
        role: The role. Its texts are not empty and hold no control characters.
    """
    import yaml  # noqa: PLC0415 - only where a role is saved

    top = {
        "format": FORMAT,
        "id": role.id,
        "name": role.name,
        "summary": role.summary,
        "sources": {id_: _source(source) for id_, source in role.sources.items()},
        "first": list(role.first),
        "skills": {id_: _demand(demand) for id_, demand in role.demands.items()},
    }
    if role.excluded:
        top["excluded"] = {one.id: _exclusion(one) for one in role.excluded}
    return yaml.safe_dump(top, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _source(source: Source) -> dict[str, object]:
    return {
        "title": source.title,
        "place": source.place,
        "date": source.date,
        "n": source.n,
        "note": source.note,
    }


def _demand(demand: Demand) -> dict[str, object]:
    return {
        "target": demand.target,
        "importance": demand.importance,
        "weight": demand.weight,
        "reason": demand.reason,
        "sources": [_evidence(evidence) for evidence in demand.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    entry: dict[str, object] = {"source": evidence.source.id}
    if evidence.term:
        entry["term"] = evidence.term
    if evidence.value:
        entry["value"] = evidence.value
    if evidence.claims:
        entry["claims"] = list(evidence.claims)
    return entry


def _exclusion(exclusion: Exclusion) -> dict[str, object]:
    return {
        "name": exclusion.name,
        "reason": exclusion.reason,
        "sources": [_evidence(evidence) for evidence in exclusion.evidence],
    }
