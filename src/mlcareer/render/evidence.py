"""Where an importance comes from, in short."""

from collections.abc import Sequence

from mlcareer.model.skills import Demand, Evidence, Source


def importance_text(demand: Demand) -> str:
    """Say how much a role wants a skill and why, with the number behind it where there is one."""
    named = telling(demand.evidence)
    source = f" ({cited(named)})" if named else ""
    return f"{demand.importance.capitalize()}, weight {demand.weight:g}: {demand.reason}{source}"


def telling(evidence: Sequence[Evidence]) -> Evidence | None:
    """Choose what tells most of a reason: the first with a count, or else the first of all."""
    with_count = (one for one in evidence if one.value)
    return next(with_count, evidence[0] if evidence else None)


def cited(evidence: Evidence) -> str:
    """Name a source in short: what it counted, how many, when."""
    source = evidence.source
    said = f"{evidence.term} {evidence.value}".strip() or ", ".join(evidence.claims)
    named = f"{source.id}: {said}" if said else source.id
    return ", ".join(filter(None, (named, size_text(source), source.date)))


def size_text(source: Source) -> str:
    """Say how much a source looked at, as "n = 1,204"; "" for one text or one judgement."""
    return f"n = {source.n:,}" if source.n > 1 else ""
