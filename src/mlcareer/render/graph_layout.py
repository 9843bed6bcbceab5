"""Where the skills of a map and the lines between them stand in a drawing.

The drawing is layered after Sugiyama, Tagawa and Toda (1981): a column for each depth of
prerequisites, an order in each column that makes few lines cross, then heights that make
lines straight. The same map always gives the same drawing.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import accumulate, pairwise
from math import ceil
from typing import Final, NamedTuple, TypeAlias

from mlcareer.render.svg_text import wrap_label

NODE_WIDTH: Final = 142.0
"""Width of a skill, in the unit of the drawing: a pixel at its natural size."""

LABEL_SIZE: Final = 12.5
"""Size of the letters of a name."""

LINE_HEIGHT: Final = 16.0
"""From one line of a name to the next."""

LABEL_INSET: Final = 32.0
"""From the left side of a skill to its name: room for a mark."""

_LABEL_ROOM: Final = NODE_WIDTH - LABEL_INSET - 4
_PADDING: Final = 14.0
_BETWEEN_COLUMNS: Final = 36.0
_BETWEEN_ROWS: Final = 12.0
_LANE_HEIGHT: Final = 6.0
"""Of a line that passes through a column."""

_LANE_WEIGHT: Final = 3.0
"""How much more a straight long line counts than a skill that is level with its neighbours."""

_BEFORE_ALONE: Final = 44.0
_MARGIN: Final = 4.0
_SWEEPS: Final = 24
"""How often the columns are put in order to and fro; the best order is found long before."""

_STRAIGHTENINGS: Final = 12
"""How often the heights are moved to and fro; hardly any moves after that."""

_LEAST_COLUMNS: Final = 4
"""A grid of skills without lines is at least so wide."""

_Spot: TypeAlias = tuple[str, int]
"""A skill and a column: where it stands, or, further on, where its line passes through."""

_Columns: TypeAlias = list[list[_Spot]]
_Links: TypeAlias = dict[_Spot, list[_Spot]]


class Node(NamedTuple):
    """Where a skill stands.

    Attributes:
        lines: Its name, broken into lines.
        column: Depth of prerequisites, from 0; -1 for a skill without any line.
        x: Left side.
        y: Upper side.
    """

    skill: str
    lines: tuple[str, ...]
    column: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Height of the middle."""
        return self.y + self.height / 2


class Edge(NamedTuple):
    """The line from a prerequisite to what requires it.

    Attributes:
        points: From left to right, where it begins, where it enters and leaves each
            column on the way, and where it ends.
    """

    prerequisite: str
    skill: str
    points: tuple[tuple[float, float], ...]


class Layout(NamedTuple):
    """A drawing of a map.

    Attributes:
        alone: Height where the skills without any line begin, or None where all have one.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    alone: float | None


def lay_out(names: Mapping[str, str], requires: Mapping[str, Iterable[str]]) -> Layout:
    """Place skills left to right by the depth of their prerequisites.

    Args:
        names: The name of each skill by its id, in the order of the map.
        requires: The prerequisites of each skill; those that have no name are left out.

    Raises:
        graphlib.CycleError: A skill requires itself, directly or by way of others.
    """
    below = {skill: _known(requires.get(skill, ()), names) for skill in names}
    depths = find_depths(below)
    joined = {skill for skill in names if below[skill]}
    joined |= {skill for skills in below.values() for skill in skills}
    labels = {skill: wrap_label(name, LABEL_SIZE, _LABEL_ROOM) for skill, name in names.items()}
    links = _link({skill: below[skill] for skill in names if skill in joined}, depths)
    columns = _order(_fill_columns(links), links)
    heights = {spot: _height(spot, depths, labels) for column in columns for spot in column}
    middles = _straighten(columns, links, heights)
    nodes = [
        _node(skill, depths[skill], middles[skill, depths[skill]], labels[skill])
        for skill in names
        if skill in joined
    ]
    bottom = max((middles[spot] + heights[spot] / 2 for spot in middles), default=0.0)
    rest = [skill for skill in names if skill not in joined]
    start = (bottom + _BEFORE_ALONE if nodes else _MARGIN) if rest else None
    alone = _grid(rest, labels, start or 0.0, max(len(columns), _LEAST_COLUMNS))
    placed = (*nodes, *alone)
    return Layout(
        nodes=placed,
        edges=tuple(_edges(below, depths, middles)),
        width=max((node.x + node.width for node in placed), default=0.0) + _MARGIN,
        height=max(bottom, *(node.y + node.height for node in placed), 0.0) + _MARGIN,
        alone=start,
    )


def find_depths(requires: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Count, for each skill, the most prerequisites that lie one behind the other before it.

    Raises:
        graphlib.CycleError: A skill requires itself, directly or by way of others.
    """
    depths: dict[str, int] = {}
    for skill in TopologicalSorter(requires).static_order():
        depths[skill] = 1 + max((depths[below] for below in requires[skill]), default=-1)
    return depths


def count_crossings(pairs: Iterable[tuple[int, int]]) -> int:
    """Count how many lines between two columns cross, from the ranks of their ends."""
    seen: list[int] = []
    crossings = 0
    for _, end in sorted(pairs):
        crossings += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return crossings


def spread(
    wanted: Sequence[float], weights: Sequence[float], apart: Sequence[float]
) -> list[float]:
    """Find the places closest to those wanted that keep their order and their distance.

    The weighted sum of squared distances is least: pooling of adjacent violators, after
    Ayer and others (1955).

    Args:
        wanted: Where each would like to be.
        weights: How much each one's distance counts, above 0.
        apart: Least distance of each from the one before it; the first is not used.
    """
    shifts = list(accumulate((0.0, *apart[1:]))) if wanted else []
    pools: list[tuple[float, float, int]] = []
    for want, weight, shift in zip(wanted, weights, shifts, strict=True):
        place, size = want - shift, 1
        while pools and pools[-1][0] >= place:
            before, more, members = pools.pop()
            place = (place * weight + before * more) / (weight + more)
            weight, size = weight + more, size + members  # noqa: PLW2901 - the pool grows
        pools.append((place, weight, size))
    places = [place for place, _, size in pools for _ in range(size)]
    return [place + shift for place, shift in zip(places, shifts, strict=True)]


def _known(skills: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(skill for skill in skills if skill in names))


def _link(below: Mapping[str, Sequence[str]], depths: Mapping[str, int]) -> _Links:
    """Join each spot with those in the next column; lines of one skill share their way."""
    links: _Links = {(skill, depths[skill]): [] for skill in below}
    for skill, prerequisites in below.items():
        for lower in prerequisites:
            for column in range(depths[lower] + 1, depths[skill]):
                if (lower, column) not in links:
                    links[lower, column] = []
                    links[lower, column - 1].append((lower, column))
            links[lower, depths[skill] - 1].append((skill, depths[skill]))
    return links


def _fill_columns(links: _Links) -> _Columns:
    columns: _Columns = [[] for _ in range(1 + max((at for _, at in links), default=-1))]
    for spot in links:
        columns[spot[1]].append(spot)
    return columns


def _turned(links: _Links) -> _Links:
    turned: _Links = {spot: [] for spot in links}
    for spot, others in links.items():
        for other in others:
            turned[other].append(spot)
    return turned


def _order(columns: _Columns, links: _Links) -> _Columns:
    """Sweep to and fro, each column by the mean rank of its neighbours; keep the best."""
    back = _turned(links)
    best, fewest = columns, _all_crossings(columns, links)
    for _ in range(_SWEEPS):
        for neighbours, step in ((back, 1), (links, -1)):
            columns = _sweep(columns, neighbours, step)
            crossings = _all_crossings(columns, links)
            if crossings < fewest:
                best, fewest = columns, crossings
    return best


def _sweep(columns: _Columns, neighbours: _Links, step: int) -> _Columns:
    columns = list(columns)
    ranks: dict[_Spot, float] = {}
    for at in range(len(columns))[::step]:
        size = max(1, len(columns[at]))
        own = {
            spot: sum(ranks[other] for other in neighbours[spot]) / len(neighbours[spot])
            if neighbours[spot]
            else rank / size
            for rank, spot in enumerate(columns[at])
        }
        columns[at] = sorted(columns[at], key=own.__getitem__)
        ranks = {spot: rank / size for rank, spot in enumerate(columns[at])}
    return columns


def _all_crossings(columns: _Columns, links: _Links) -> int:
    crossings = 0
    for left, right in pairwise(columns):
        ranks = {spot: rank for rank, spot in enumerate(right)}
        crossings += count_crossings(
            (rank, ranks[other]) for rank, spot in enumerate(left) for other in links[spot]
        )
    return crossings


def _height(spot: _Spot, depths: Mapping[str, int], labels: Mapping[str, tuple[str, ...]]) -> float:
    skill, column = spot
    return _node_height(labels[skill]) if column == depths[skill] else _LANE_HEIGHT


def _node_height(lines: tuple[str, ...]) -> float:
    return _PADDING + LINE_HEIGHT * max(1, len(lines))


def _straighten(
    columns: _Columns, links: _Links, heights: Mapping[_Spot, float]
) -> dict[_Spot, float]:
    """Give each spot a height near the mean of its neighbours."""
    back = _turned(links)
    middles = {spot: 0.0 for column in columns for spot in column}
    for _ in range(_STRAIGHTENINGS):
        for neighbours, step in ((back, 1), (links, -1)):
            for column in columns[::step]:
                middles |= _settle(column, neighbours, heights, middles)
    for column in columns:
        both = {spot: [*back[spot], *links[spot]] for spot in column}
        middles |= _settle(column, both, heights, middles)
    top = min((middles[spot] - heights[spot] / 2 for spot in middles), default=0.0)
    return {spot: middle - top + _MARGIN for spot, middle in middles.items()}


def _settle(
    column: Sequence[_Spot],
    neighbours: _Links,
    heights: Mapping[_Spot, float],
    middles: Mapping[_Spot, float],
) -> dict[_Spot, float]:
    near = [[middles[other] for other in neighbours[spot]] for spot in column]
    wanted = [
        sum(own) / len(own) if own else middles[spot]
        for spot, own in zip(column, near, strict=True)
    ]
    # No skill is as low as a line that passes through.
    weights = [_LANE_WEIGHT if heights[spot] == _LANE_HEIGHT else 1.0 for spot in column]
    apart = [0.0] + [
        (heights[upper] + heights[lower]) / 2 + _BETWEEN_ROWS for upper, lower in pairwise(column)
    ]
    return dict(zip(column, spread(wanted, weights, apart), strict=True))


def _left(column: int) -> float:
    return _MARGIN + column * (NODE_WIDTH + _BETWEEN_COLUMNS)


def _node(skill: str, column: int, middle: float, lines: tuple[str, ...]) -> Node:
    height = _node_height(lines)
    return Node(skill, lines, column, _left(column), middle - height / 2, NODE_WIDTH, height)


def _grid(
    skills: Sequence[str], labels: Mapping[str, tuple[str, ...]], top: float, width: int
) -> list[Node]:
    """Place skills without lines in rows, in columns of the same width."""
    nodes: list[Node] = []
    for row in range(ceil(len(skills) / width)):
        own = skills[row * width : (row + 1) * width]
        tallest = max(_node_height(labels[skill]) for skill in own)
        for at, skill in enumerate(own):
            height = _node_height(labels[skill])
            y = top + (tallest - height) / 2
            nodes.append(Node(skill, labels[skill], -1, _left(at), y, NODE_WIDTH, height))
        top += tallest + _BETWEEN_ROWS
    return nodes


def _edges(
    below: Mapping[str, Sequence[str]],
    depths: Mapping[str, int],
    middles: Mapping[_Spot, float],
) -> Iterable[Edge]:
    for skill, prerequisites in below.items():
        for lower in prerequisites:
            first, last = depths[lower], depths[skill]
            points = [(_left(first) + NODE_WIDTH, middles[lower, first])]
            for column in range(first + 1, last):
                height = middles[lower, column]
                points += [(_left(column), height), (_left(column) + NODE_WIDTH, height)]
            points.append((_left(last), middles[skill, last]))
            yield Edge(lower, skill, tuple(points))
