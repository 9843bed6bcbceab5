"""What has to be studied, and what comes before what."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from mlcareer.gaps import PROVEN, Gap
from mlcareer.model.levels import LEVELS
from mlcareer.model.skills import IMPORTANCES, Role, SkillMap


def skills_to_study(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """List the skills whose target is above the level to build on."""
    return tuple(gap.demand.skill for gap in gaps if level_to_build_on(gap) < gap.demand.target)


def level_to_build_on(gap: Gap) -> int:
    """Say which level a person need not study any more.

    The highest level that answers make at least PROVEN probable; without answers
    the person's own rating; without either, none.
    """
    if not gap.measured:
        return gap.estimate.self_rating or 0
    reached = [level for level in LEVELS if gap.estimate.reaches(level) >= PROVEN]
    return max(reached)


def study_order(skill_map: SkillMap, role: Role, needed: Iterable[str]) -> tuple[str, ...]:
    """Order skills so that nothing comes before what it requires.

    What a skill requires counts through skills that need no study. Where that
    leaves a choice: the role's first skills, then what is helped by nothing that
    is still open, the important before the optional, then the order of the map.
    """
    wanted = set(needed)
    position = {skill: i for i, skill in enumerate(skill_map.skills)}
    before = {s: _required_within(skill_map, s, wanted) for s in wanted}
    for skill in wanted:
        if skill not in role.first:
            before[skill] |= _helpers(skill_map, role, skill, wanted)
    ready = [_rank(role, skill, position) for skill in wanted if not before[skill]]
    heapify(ready)
    order: list[str] = []
    while ready:
        skill = heappop(ready)[-1]
        order.append(skill)
        for other in wanted:
            if skill in before[other]:
                before[other].discard(skill)
                if not before[other]:
                    heappush(ready, _rank(role, other, position))
    return tuple(order)


def _required_within(skill_map: SkillMap, skill: str, wanted: set[str]) -> set[str]:
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(skill_map.skills[skill].requires)
    while waiting:
        other = waiting.pop()
        if other in seen:
            continue
        seen.add(other)
        if other in wanted:
            found.add(other)
        waiting.extend(skill_map.skills[other].requires)
    return found


def _helpers(skill_map: SkillMap, role: Role, skill: str, wanted: set[str]) -> set[str]:
    own = _importance(role, skill)
    return {
        helper
        for helper in skill_map.skills[skill].helped_by
        if helper in wanted and _importance(role, helper) <= own
    }


def _importance(role: Role, skill: str) -> int:
    return IMPORTANCES.index(role.demands[skill].importance)


def _rank(role: Role, skill: str, position: Mapping[str, int]) -> tuple[int, int, int, str]:
    first = role.first.index(skill) if skill in role.first else len(role.first)
    return first, _importance(role, skill), position[skill], skill
