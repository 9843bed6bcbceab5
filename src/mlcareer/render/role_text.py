"""Roles: the list of them, and what two of them ask differently."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.errors import visible
from mlcareer.gaps import Report
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import IMPORTANCES, Demand, Role, SkillMap
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, hint, indent
from mlcareer.render.paint import padded, width_of
from mlcareer.render.report_json import readiness_data
from mlcareer.render.report_rows import readiness_text

_ASKED: Final = 24
"""Columns of what a role asks of a skill, where that or the name of the role takes no more."""


class ListedRole(NamedTuple):
    """A role, and whether the person made it."""

    role: Role
    own: bool


class ComparedRoles(NamedTuple):
    """Two roles side by side.

    Attributes:
        reports: Where the person stands in each, or nothing where nothing was answered.
    """

    skill_map: SkillMap
    one: Role
    other: Role
    reports: tuple[Report, ...]

    def differing(self) -> tuple[str, ...]:
        """List the skills that the roles ask differently, the largest difference first."""
        found = [skill for skill in self.skill_map.skills if len({*self._demands(skill)}) > 1]
        return tuple(sorted(found, key=lambda skill: -self._difference(skill)))

    def _demands(self, skill: str) -> tuple[tuple[int, str, float], ...]:
        demands = (role.demands.get(skill) for role in (self.one, self.other))
        return tuple((d.target, d.importance, d.weight) if d else (0, "", 0.0) for d in demands)

    def _difference(self, skill: str) -> float:
        (target, _, weight), (other_target, _, other_weight) = self._demands(skill)
        return abs(target * weight - other_target * other_weight)


def roles_text(page: Page, roles: Sequence[ListedRole], usual: str, own_folder: Path) -> str:
    """List the roles, with what the job is and how many skills it asks for."""
    blocks = [indent(f"{counted(len(roles), 'role')} to compare with", page)]
    for role, own in roles:
        mark = " (the usual one)" if role.id == usual else " (your own)" if own else ""
        lines = [
            indent(f"{role.id}: {role.name}{mark}", page),
            indent(role.summary, page, "  "),
            indent(_counts(role), page, "  "),
        ]
        blocks.append("\n".join(lines))
    commands = (
        "Compare with one: mlcareer report --role NAME",
        "Two of them: mlcareer roles compare A B",
        "A role from a job advertisement: mlcareer report --ad FILE --save-role NAME",
    )
    place = hint("Roles of your own are YAML files in", visible(str(own_folder)), page)
    blocks.append("\n".join([*(indent(text, page) for text in commands), place]))
    return "\n\n".join(blocks) + "\n"


def _counts(role: Role) -> str:
    parts = []
    for importance in IMPORTANCES:
        number = sum(d.importance == importance for d in role.demands.values())
        if number:
            parts.append(f"{number} {importance}")
    return f"{counted(len(role.demands), 'skill')}: {', '.join(parts)}"


def roles_data(roles: Sequence[ListedRole], usual: str) -> dict[str, object]:
    """Lay out the roles for programs."""
    return {
        "usual": usual,
        "roles": [
            {
                "id": role.id,
                "name": role.name,
                "summary": role.summary,
                "own": own,
                "skills": {
                    id_: {"target": d.target, "importance": d.importance, "weight": d.weight}
                    for id_, d in role.demands.items()
                },
            }
            for role, own in roles
        ],
    }


def comparison_text(page: Page, compared: ComparedRoles) -> str:
    """Show what two roles ask differently, and where the person stands in both."""
    one, other = compared.one, compared.other
    differing = compared.differing()
    same = len({*one.demands} | {*other.demands}) - len(differing)
    blocks = [indent(f"{one.name} and {other.name}", page)]
    blocks += ["\n".join(_readiness(page, compared))] if compared.reports else []
    if differing:
        blocks.append("\n".join(_table(page, compared, differing)))
    blocks.append(indent(f"Asked alike: {counted(same, 'skill')}.", page))
    blocks.append(indent("Why each role asks what it asks: mlcareer sources --role NAME", page))
    return "\n\n".join(blocks) + "\n"


def _readiness(page: Page, compared: ComparedRoles) -> Iterator[str]:
    for report in compared.reports:
        yield indent(f"{report.role.name}: {readiness_text(report)}", page, "", "  ")


def _table(page: Page, compared: ComparedRoles, skills: Sequence[str]) -> Iterator[str]:
    one, other = compared.one, compared.other
    yield indent("Asked differently (with the weight), the largest difference first", page)
    yield ""
    names = {skill: compared.skill_map.skills[skill].name for skill in skills}
    rows = [
        (name, _asked(one.demands.get(skill)), _asked(other.demands.get(skill)))
        for skill, name in names.items()
    ]
    width = max(map(width_of, names.values()))
    asked = max(_ASKED, *map(width_of, chain((one.id, other.id), *(row[1:] for row in rows))))
    if page.lines_only or width + 2 * asked + 4 > page.width:
        yield from (
            indent(f"{name}: {left} / {right}", page, "", "  ") for name, left, right in rows
        )
        return
    for name, left, right in (("", one.id, other.id), *rows):
        yield f"{padded(name, width)}  {padded(left, asked)}  {right}"


def _asked(demand: Demand | None) -> str:
    if demand is None:
        return "-"
    return f"{LEVEL_NAMES[demand.target]}, {demand.importance} ({demand.weight:g})"


def comparison_data(compared: ComparedRoles) -> dict[str, object]:
    """Lay out what two roles ask differently, for programs."""
    return {
        "roles": [
            {"id": role.id, "name": role.name, "readiness": _readiness_data(compared, role)}
            for role in (compared.one, compared.other)
        ],
        "differing": [
            {
                "id": skill,
                "name": compared.skill_map.skills[skill].name,
                "asked": [
                    _demand_data(role.demands.get(skill)) for role in (compared.one, compared.other)
                ],
            }
            for skill in compared.differing()
        ],
    }


def _readiness_data(compared: ComparedRoles, role: Role) -> dict[str, object] | None:
    found = (report.readiness for report in compared.reports if report.role.id == role.id)
    return next(map(readiness_data, found), None)


def _demand_data(demand: Demand | None) -> dict[str, object] | None:
    if demand is None:
        return None
    return {"target": demand.target, "importance": demand.importance, "weight": demand.weight}
