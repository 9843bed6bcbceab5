"""Where an importance comes from, in short."""

from mlcareer.model.skills import Demand, Evidence


def importance_text(demand: Demand) -> str:
    """Say how much a role wants a skill and why, with the number behind it where there is one."""
    counted_in = next((e for e in demand.evidence if e.value), None)
    shown = [cited(evidence) for evidence in (counted_in, *demand.evidence) if evidence][:1]
    importance = demand.importance.capitalize()
    source = "".join(f" ({one})" for one in shown)
    return f"{importance}, weight {demand.weight:g}: {demand.reason}{source}"


def cited(evidence: Evidence) -> str:
    """Name a source in short: what it counted, how many, when."""
    source = evidence.source
    size = f", n = {source.n:,}" if source.n > 1 else ""
    said = f"{evidence.term} {evidence.value}".strip() or ", ".join(evidence.claims)
    return f"{source.id}{f': {said}' if said else ''}{size}, {source.date}"
