"""The skill map and one skill, for a terminal."""

from collections.abc import Collection, Iterator, Mapping

from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.skills import Evidence, Role, Skill, SkillMap
from mlcareer.render.page import Page, hours, indent


def map_text(page: Page, skill_map: SkillMap, role: Role, measured: Collection[str]) -> str:
    """List all skills by area, with what the role asks and whether questions exist."""
    width = max(len(id_) for id_ in skill_map.skills)
    blocks = []
    for area, name in skill_map.areas.items():
        lines = (
            _map_line(page, skill, role, width, asked=skill.id in measured)
            for skill in skill_map.in_area(area)
        )
        blocks.append("\n".join([f"{name} ({area})", *lines]))
    head = f"{len(skill_map.skills)} skills; targets for: {role.name}"
    foot = (
        "* has questions; the others are self-rated only. One skill in full: mlcareer skills NAME"
    )
    return "\n\n".join([indent(head, page), *blocks, indent(foot, page)]) + "\n"


def _map_line(page: Page, skill: Skill, role: Role, width: int, *, asked: bool) -> str:
    demand = role.demands.get(skill.id)
    asks = f"{demand.importance}, {LEVEL_NAMES[demand.target]}" if demand else "not asked"
    mark = "*" if asked else " "
    if page.lines_only:
        return indent(f"{mark} {skill.id}: {skill.name}. {asks}", page, "  ", "    ")
    return f"  {mark} {skill.id:<{width}}  {asks:<20}  {skill.name}"


def skill_text(
    page: Page, skill_map: SkillMap, skill: Skill, role: Role, claims: Mapping[str, str]
) -> str:
    """Show one skill: what it is, what each level looks like, why it is in the map."""
    blocks = [
        f"{skill.name} ({skill.id}, {skill_map.areas[skill.area]})",
        indent(skill.definition, page),
        "\n".join(_demand(page, skill, role, claims)),
        *("\n".join(_level(page, skill, level, role)) for level in TAUGHT_LEVELS),
        indent("Parts: " + "; ".join(skill.sub_competences.values()) + ".", page, "", "  "),
        "\n".join(_edges(page, skill_map, skill)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _demand(page: Page, skill: Skill, role: Role, claims: Mapping[str, str]) -> Iterator[str]:
    demand = role.demands.get(skill.id)
    if demand:
        yield indent(
            f"{role.name}: {demand.importance}, target {LEVEL_NAMES[demand.target]}"
            f" (weight {demand.weight:g}). {demand.reason}",
            page,
        )
        for evidence in demand.evidence:
            yield indent(evidence_text(evidence), page, "  - ")
    for claim in skill.claims:
        if claim in claims:
            yield indent(f"{claim}: {claims[claim]}", page, "    ", "      ")
    if skill.in_map_because:
        yield indent(f"In the map because: {skill.in_map_because}", page)


def evidence_text(evidence: Evidence) -> str:
    """Say where an importance comes from: value, n, date, source."""
    source = evidence.source
    if evidence.value:
        return (
            f"{evidence.term} is named in {evidence.value} of {source.n}:"
            f" {source.title}, {source.date} ({source.place})"
        )
    named = f", claims {', '.join(evidence.claims)}" if evidence.claims else ""
    return f"{source.title}, {source.date}{named} ({source.place})"


def _level(page: Page, skill: Skill, level: int, role: Role) -> Iterator[str]:
    demand = role.demands.get(skill.id)
    target = "  <- target" if demand and demand.target == level else ""
    low, high = skill.hours[level]
    yield f"{level} {LEVEL_NAMES[level]}, {hours(low, high)}{target}"
    for statement in skill.can_do[level]:
        yield indent(statement, page, "  - ")


def _edges(page: Page, skill_map: SkillMap, skill: Skill) -> Iterator[str]:
    opens = [s.id for s in skill_map.skills.values() if skill.id in s.requires]
    for label, ids in (
        ("Requires", skill.requires),
        ("Easier after", skill.helped_by),
        ("Opens", opens),
    ):
        if ids:
            yield indent(f"{label}: {', '.join(ids)}", page, "", "  ")
