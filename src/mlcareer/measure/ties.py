"""How skills may hang together, and what that makes of their means and covariances."""

from collections.abc import Sequence
from graphlib import TopologicalSorter
from math import log, sqrt
from typing import Final, NamedTuple

from mlcareer.model.skills import SkillMap

HELPED_BY: Final = 0.5
"""What an edge of `helped_by` counts, against one of `requires`."""


class Ties(NamedTuple):
    """One way in which skills may hang together.

    Attributes:
        general: Share, 0 to 1, of the variance of an ability that all skills have in common.
        area: Share that the skills of an area have in common; with `general` at most 1.
        chain: Share, 0 to 1, of the rest that comes from the skills it builds on.
        drop: How much lower, in logits, an ability is expected for each unit of
            `foundations`.
        drop_sd: Standard deviation of this between people, in logits for each unit.
    """

    general: float
    area: float
    chain: float
    drop: float
    drop_sd: float


UNTIED: Final = Ties(0.0, 0.0, 0.0, 0.0, 0.0)
"""Skills have nothing to do with each other."""


class Structure(NamedTuple):
    """What one way of hanging together says before any answer.

    Attributes:
        shift: What to add to the mean of each skill, in logits.
        covariance: Of the skills, in the order of the map, in squared logits: the lower
            triangle.
    """

    shift: tuple[float, ...]
    covariance: list[list[float]]


def foundations(skill_map: SkillMap) -> tuple[float, ...]:
    """Say how much each skill rests on: log(1 + skills required, directly or not), centred.

    What rests on much is known by few: where nobody skips a prerequisite, mean levels
    fall about in proportion to this number.
    """
    below: dict[str, frozenset[str]] = {}
    for name in TopologicalSorter(
        {s.id: s.requires for s in skill_map.skills.values()}
    ).static_order():
        required = skill_map.skills[name].requires
        below[name] = frozenset(required).union(*(below[r] for r in required))
    heights = [log(1 + len(below[name])) for name in skill_map.skills]
    middle = sum(heights) / len(heights)
    return tuple(height - middle for height in heights)


def build_structure(skill_map: SkillMap, ties: Ties, sd: float) -> Structure:
    """Work out means and covariances from the map.

    An ability is a sum of independent normal parts: one that all skills share, one
    that an area shares, and a chain, in which a skill's part is a weighted sum of the
    parts of the skills it builds on and one of its own (a linear structural equation
    model; Bollen 1989, chapter 4). All have the same standard deviation. People differ,
    beyond that, in how much they lack of what rests on much.

    Args:
        skill_map: The skills and their edges.
        ties: How strongly they hang together.
        sd: Standard deviation of an ability, in logits, apart from `drop_sd`.
    """
    heights = foundations(skill_map)
    areas = [skill.area for skill in skill_map.skills.values()]
    general, area, rest = (
        sd * sd * share for share in (ties.general, ties.area, 1 - ties.general - ties.area)
    )
    covariance = []
    for at, parts in enumerate(_chain(skill_map, ties.chain)):
        lacking = ties.drop_sd**2 * heights[at]
        covariance.append(
            [
                general + (area if other == areas[at] else 0.0) + rest * part + lacking * height
                # zip stops at the end of the row, which is the diagonal.
                for other, part, height in zip(areas, parts, heights, strict=False)
            ]
        )
    return Structure(tuple(-ties.drop * height for height in heights), covariance)


def _chain(skill_map: SkillMap, share: float) -> list[list[float]]:
    """Correlations of the parts that skills pass on along the edges: the lower triangle."""
    skills = skill_map.skills
    at = {name: i for i, name in enumerate(skills)}
    matrix = [[float(i == j) for j in range(len(at))] for i in range(len(at))]
    before = {s.id: (*s.requires, *s.helped_by) for s in skills.values()}
    for name in TopologicalSorter(before).static_order() if share else ():
        edges = [(at[other], 1.0) for other in skills[name].requires]
        edges += [(at[other], HELPED_BY) for other in skills[name].helped_by]
        if edges:
            _pass_on(matrix, at[name], edges, share)
    return [row[: i + 1] for i, row in enumerate(matrix)]


def _pass_on(
    matrix: list[list[float]], i: int, edges: Sequence[tuple[int, float]], share: float
) -> None:
    """Fill in what a skill has in common with all those done before it."""
    variance = sum(w * v * matrix[j][k] for j, w in edges for k, v in edges)
    scale = sqrt(share / variance)
    parts = [[scale * weight * x for x in matrix[j]] for j, weight in edges]
    matrix[i] = [sum(column) for column in zip(*parts, strict=True)]
    for row, x in zip(matrix, matrix[i], strict=True):
        row[i] = x
    matrix[i][i] = 1.0
