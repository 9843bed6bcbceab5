"""The skill map and one skill, for a terminal."""

from collections.abc import Collection, Iterator, Mapping

from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.skills import CLASSIFICATIONS, Evidence, Role, Skill, SkillMap
from mlcareer.model.wording import counted
from mlcareer.render.evidence import size_text
from mlcareer.render.page import Page, flat, hours, indent


def map_text(page: Page, skill_map: SkillMap, role: Role, measured: Collection[str]) -> str:
    """List all skills by area, with what the role asks and whether questions exist."""
    rows = {skill.id: _map_row(skill, role) for skill in skill_map.skills.values()}
    widths = [max((len(row[at]) for row in rows.values()), default=0) for at in range(2)]
    blocks = [indent(f"{counted(len(rows), 'skill')}; targets for: {role.name}", page)]
    some_lack = any(skill not in measured for skill in skill_map.skills)
    for area, name in skill_map.areas.items():
        lines = [indent(f"{name} ({area})", page)]
        for skill in skill_map.in_area(area):
            mark = "*" if some_lack and skill.id in measured else " "
            id_, asks, title = rows[skill.id]
            if page.lines_only:
                lines.append(indent(f"{id_}: {title}. {asks}", page, f"{mark} ", "    "))
            else:
                start = f"  {mark} {id_:<{widths[0]}}  {asks:<{widths[1]}}  "
                lines.append(indent(title, page, start))
        blocks.append("\n".join(lines))
    notes = ["One skill in full: mlcareer skills NAME"]
    if some_lack:
        notes.insert(0, "* has questions; the others are self-rated only.")
    blocks.append("\n".join(indent(note, page) for note in notes))
    return "\n\n".join(blocks) + "\n"


def _map_row(skill: Skill, role: Role) -> tuple[str, str, str]:
    demand = role.demands.get(skill.id)
    asks = f"{demand.importance}, {LEVEL_NAMES[demand.target]}" if demand else "not asked"
    return skill.id, asks, skill.name


def skill_text(
    page: Page, skill_map: SkillMap, skill: Skill, role: Role, claims: Mapping[str, str]
) -> str:
    """Show one skill: what it is, what each level looks like, why it is in the map."""
    blocks = [
        indent(f"{skill.name} ({skill.id}, {skill_map.areas[skill.area]})", page),
        indent(skill.definition, page),
        "\n".join(_demand(page, skill, role, claims)),
        *("\n".join(_level(page, skill, level, role)) for level in TAUGHT_LEVELS),
        indent("Parts: " + "; ".join(skill.sub_competences.values()) + ".", page, "", "  "),
        "\n".join(_edges(page, skill_map, skill)),
        "\n".join(_codes(page, skill)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _codes(page: Page, skill: Skill) -> Iterator[str]:
    """Name the skill in other classifications; an address stays whole."""
    for framework, codes in skill.codes.items():
        yield indent(f"In {CLASSIFICATIONS[framework]}:", page)
        yield from (f"  {flat(code)}" for code in codes)


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
        size = size_text(source)
        counted_in = f"{evidence.value} ({size})" if size else evidence.value
        return (
            f"{evidence.term} is named in {counted_in}:"
            f" {source.title}, {source.date} ({source.place})"
        )
    named = f", claims {', '.join(evidence.claims)}" if evidence.claims else ""
    return f"{source.title}, {source.date}{named} ({source.place})"


def _level(page: Page, skill: Skill, level: int, role: Role) -> Iterator[str]:
    demand = role.demands.get(skill.id)
    target = "  <- target" if demand and demand.target == level else ""
    low, high = skill.hours[level]
    yield indent(f"{level} {LEVEL_NAMES[level]}, {hours(low, high)}{target}", page)
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
