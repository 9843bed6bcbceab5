"""Where the weights of a role come from."""

from collections.abc import Iterator

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import IMPORTANCES, Demand, Evidence, Exclusion, Role, SkillMap, Source
from mlcareer.model.wording import counted
from mlcareer.render.evidence import size_text
from mlcareer.render.page import Page, flat, indent
from mlcareer.render.report_json import exclusion_data, source_data

CAVEAT = (
    "Counts say what is named, not what is needed. Targets and weights are a choice;"
    " what stands beside them is the reason for it."
)


def sources_text(page: Page, skill_map: SkillMap, role: Role) -> str:
    """List what a role rests on: its sources, then each weight with what it comes from."""
    blocks = [
        indent(f"Where the weights come from: {role.name}", page),
        indent(CAVEAT, page),
        *("\n".join(_source(page, id_, source)) for id_, source in role.sources.items()),
    ]
    for importance in IMPORTANCES:
        demands = [d for d in role.demands.values() if d.importance == importance]
        if demands:
            blocks.append("\n".join(_demands(page, skill_map, importance, demands)))
    blocks += [_exclusion(page, exclusion) for exclusion in role.excluded]
    return "\n\n".join(blocks) + "\n"


def _source(page: Page, id_: str, source: Source) -> Iterator[str]:
    when = ", ".join(filter(None, (source.date, size_text(source))))
    yield indent(f"{id_}: {source.title}. {when}. {source.note}", page, "", "  ")
    # An address that is broken can be neither clicked nor copied.
    is_address = source.place.startswith(("https://", "http://"))
    yield f"  {flat(source.place)}" if is_address else indent(source.place, page, "  ")


def _demands(
    page: Page, skill_map: SkillMap, importance: str, demands: list[Demand]
) -> Iterator[str]:
    weights = " or ".join(f"{weight:g}" for weight in sorted({d.weight for d in demands}))
    yield indent(
        f"{importance.capitalize()} (weight {weights}): {counted(len(demands), 'skill')}", page
    )
    for demand in demands:
        name = skill_map.skills[demand.skill].name
        asked = f"{name}, target {LEVEL_NAMES[demand.target]}."
        yield indent(f"{asked} {demand.reason} {_cited(demand.evidence)}", page, "- ", "  ")


def _exclusion(page: Page, exclusion: Exclusion) -> str:
    text = f"Left out on purpose: {exclusion.name}. {exclusion.reason} {_cited(exclusion.evidence)}"
    return indent(text, page)


def _cited(evidence: tuple[Evidence, ...]) -> str:
    """Name sources by their ids, each with its value or the claims that say so."""
    cited = []
    for one in evidence:
        said = f"{one.term} {one.value}" if one.value else ", ".join(one.claims)
        cited.append(f"{one.source.id}: {said}" if said else one.source.id)
    return f"({'; '.join(cited)})"


def sources_data(skill_map: SkillMap, role: Role) -> dict[str, object]:
    """Lay out the same for programs."""
    return {
        "role": {"id": role.id, "name": role.name},
        "caveat": CAVEAT,
        "sources": [
            {
                "id": id_,
                "title": source.title,
                "place": source.place,
                "date": source.date,
                "n": source.n,
                "note": source.note,
            }
            for id_, source in role.sources.items()
        ],
        "weights": [
            {
                "id": demand.skill,
                "name": skill_map.skills[demand.skill].name,
                "importance": demand.importance,
                "weight": demand.weight,
                "target": demand.target,
                "reason": demand.reason,
                "sources": [source_data(evidence) for evidence in demand.evidence],
            }
            for demand in role.demands.values()
        ],
        "excluded": [
            {
                **exclusion_data(exclusion),
                "sources": [source_data(evidence) for evidence in exclusion.evidence],
            }
            for exclusion in role.excluded
        ],
    }
