from graphlib import CycleError
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.skills import SkillMap
from mlcareer.render.graph_layout import (
    LABEL_INSET,
    LABEL_SIZE,
    LINE_HEIGHT,
    Edge,
    Layout,
    Node,
    count_crossings,
    find_depths,
    lay_out,
    spread,
)
from mlcareer.render.svg_text import text_width
from support_golden import MAP
from support_page import NAMES, big_map

Graph = dict[str, tuple[str, ...]]
TWO_CHAINS: Graph = {"a": (), "b": (), "c": ("b",), "d": ("a",)}


@st.composite
def graphs(draw: st.DrawFn, most: int = 14) -> Graph:
    """Draw a map without cycles: each skill requires some of those before it."""
    size = draw(st.integers(0, most))
    ids = [f"s{number}" for number in range(size)]
    order = draw(st.permutations(ids))
    requires = {
        id_: tuple(draw(st.lists(st.sampled_from(ids[:at]), max_size=3, unique=True))) if at else ()
        for at, id_ in enumerate(ids)
    }
    return {id_: requires[id_] for id_ in order}


def named(graph: Graph) -> dict[str, str]:
    """Name the skills of a graph with what is hard to set."""
    return {id_: NAMES[int(id_[1:]) % len(NAMES)] for id_ in graph}


def lay(graph: Graph) -> Layout:
    """Lay out a graph whose skills are named by their ids."""
    return lay_out({id_: id_ for id_ in graph}, graph)


def of(layout: Layout, skill: str) -> Node:
    """Find a skill in a drawing."""
    (node,) = (node for node in layout.nodes if node.skill == skill)
    return node


def overlap(one: Node, other: Node) -> bool:
    """Say whether two skills cover each other."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def crosses(edge: Edge, node: Node) -> bool:
    """Say whether a line passes straight through a skill, between two of its points."""
    return any(
        y0 == y1
        and x0 < node.x + node.width
        and node.x < x1
        and node.y <= y0 <= node.y + node.height
        for (x0, y0), (x1, y1) in list(pairwise(edge.points))[1::2]
    )


@given(graphs())
def test_every_skill_is_drawn_once(graph: Graph) -> None:
    """No skill is lost and none is drawn twice."""
    assert sorted(node.skill for node in lay(graph).nodes) == sorted(graph)


@given(graphs())
def test_every_requirement_is_drawn_once(graph: Graph) -> None:
    """There is a line for each prerequisite of each skill, and no other."""
    drawn = sorted((edge.skill, edge.prerequisite) for edge in lay(graph).edges)
    assert drawn == sorted((skill, below) for skill in graph for below in graph[skill])


@given(graphs())
def test_lines_lead_from_left_to_right(graph: Graph) -> None:
    """A prerequisite stands in a column further left, and its line never turns back."""
    layout = lay(graph)
    for edge in layout.edges:
        assert of(layout, edge.prerequisite).column < of(layout, edge.skill).column
        across = [x for x, _ in edge.points]
        assert across == sorted(across)


@given(graphs())
def test_lines_begin_and_end_at_their_skills(graph: Graph) -> None:
    """A line begins at the right side of the prerequisite and ends at the left of the skill."""
    layout = lay(graph)
    for edge in layout.edges:
        start, end = of(layout, edge.prerequisite), of(layout, edge.skill)
        assert edge.points[0] == pytest.approx((start.x + start.width, start.middle))
        assert edge.points[-1] == pytest.approx((end.x, end.middle))


@given(graphs())
def test_no_two_skills_overlap(graph: Graph) -> None:
    """No skill covers another, whatever their names."""
    nodes = lay_out(named(graph), graph).nodes
    assert not [(a.skill, b.skill) for a, b in combinations(nodes, 2) if overlap(a, b)]


@given(graphs())
def test_no_line_runs_through_a_skill(graph: Graph) -> None:
    """Where a line passes a column it keeps clear of the skills there."""
    layout = lay(graph)
    assert not [
        (edge, node.skill)
        for edge in layout.edges
        for node in layout.nodes
        if node.skill not in {edge.skill, edge.prerequisite} and crosses(edge, node)
    ]


@given(graphs())
def test_everything_lies_in_the_drawing(graph: Graph) -> None:
    """No skill and no point of a line is outside of the drawing."""
    layout = lay_out(named(graph), graph)
    for node in layout.nodes:
        assert node.x >= 0
        assert node.y >= 0
        assert node.x + node.width <= layout.width
        assert node.y + node.height <= layout.height
    for x, y in (point for edge in layout.edges for point in edge.points):
        assert 0 <= x <= layout.width
        assert 0 <= y <= layout.height


@given(graphs())
def test_names_lie_in_their_skills(graph: Graph) -> None:
    """Each line of a name has room beside the mark, and all lines have room in height."""
    for node in lay_out(named(graph), graph).nodes:
        assert all(LABEL_INSET + text_width(line, LABEL_SIZE) <= node.width for line in node.lines)
        assert len(node.lines) * LINE_HEIGHT < node.height


@given(graphs())
def test_the_same_map_gives_the_same_drawing(graph: Graph) -> None:
    """Nothing is left to chance."""
    assert lay(graph) == lay(dict(graph))


@given(graphs())
def test_skills_without_lines_stand_below(graph: Graph) -> None:
    """A skill that requires nothing and that nothing requires stands under all others."""
    layout = lay(graph)
    joined = {skill for edge in layout.edges for skill in (edge.skill, edge.prerequisite)}
    alone = [node for node in layout.nodes if node.skill not in joined]
    assert all(node.column == -1 for node in alone)
    assert (layout.alone is not None) == bool(alone)
    bottoms = [node.y + node.height for node in layout.nodes if node.skill in joined]
    if alone and bottoms:
        assert layout.alone is not None
        assert max(bottoms) < layout.alone <= min(node.y for node in alone)


def test_columns_are_the_depth_of_prerequisites() -> None:
    """The column of a skill counts the most prerequisites one behind the other before it."""
    graph: Graph = {"c": ("a", "b"), "b": ("a",), "a": (), "d": ("a",)}
    assert find_depths(graph) == {"a": 0, "b": 1, "c": 2, "d": 1}
    assert {node.skill: node.column for node in lay(graph).nodes} == find_depths(graph)


def test_a_skill_that_requires_itself_is_refused() -> None:
    """A map with a cycle has no drawing; content is checked for it before."""
    with pytest.raises(CycleError):
        lay({"a": ("b",), "b": ("a",)})


def test_prerequisites_that_are_not_drawn_are_left_out() -> None:
    """A part of a map can be drawn: what lies outside of it leaves no line."""
    layout = lay({"a": ("elsewhere",), "b": ("a", "elsewhere", "a")})
    assert [(edge.prerequisite, edge.skill) for edge in layout.edges] == [("a", "b")]


def test_lines_that_need_not_cross_do_not() -> None:
    """Two chains given in an order that would cross are drawn beside each other."""
    layout = lay(TWO_CHAINS)
    assert (of(layout, "a").y < of(layout, "b").y) == (of(layout, "d").y < of(layout, "c").y)


def test_a_chain_is_straight() -> None:
    """Skills that follow one upon the other stand on one height."""
    layout = lay({"a": (), "b": ("a",), "c": ("b",), "d": ("c",)})
    assert len({round(node.middle, 6) for node in layout.nodes}) == 1


def test_lines_of_one_skill_share_their_way() -> None:
    """Two long lines that come from one skill pass the columns between at the same height."""
    layout = lay({"a": (), "b": ("a",), "c": ("b",), "x": ("a", "c"), "y": ("a", "c")})
    long = [edge for edge in layout.edges if edge.prerequisite == "a" and edge.skill in "xy"]
    assert len(long) == 2
    assert long[0].points[:-1] == long[1].points[:-1]


@pytest.mark.parametrize(
    ("pairs", "crossings"),
    [
        ([], 0),
        ([(0, 0), (1, 1)], 0),
        ([(0, 1), (1, 0)], 1),
        ([(0, 1), (0, 0)], 0),
        ([(0, 2), (1, 1), (2, 0)], 3),
        ([(1, 0), (0, 1), (0, 2)], 2),
    ],
)
def test_crossings_are_counted(pairs: list[tuple[int, int]], crossings: int) -> None:
    """Two lines cross when their ends stand in the other order than their beginnings."""
    assert count_crossings(pairs) == crossings


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_crossings_are_those_counted_one_by_one(pairs: list[tuple[int, int]]) -> None:
    """The fast count is the same as trying all pairs of lines."""
    slow = sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(pairs, 2))
    assert count_crossings(pairs) == slow


PLACES = st.lists(
    st.tuples(st.floats(-100, 100), st.floats(0.1, 5), st.floats(0, 30)), min_size=1, max_size=12
)


@given(PLACES)
def test_places_keep_order_and_distance(drawn: list[tuple[float, float, float]]) -> None:
    """Each place is at least as far behind the one before it as was asked."""
    wanted, weights, apart = (list(column) for column in zip(*drawn, strict=True))
    places = spread(wanted, weights, apart)
    for (before, after), distance in zip(pairwise(places), apart[1:], strict=True):
        assert after - before >= distance - 1e-9


@given(PLACES, st.integers(0, 11), st.floats(-3, 3))
def test_places_are_the_closest_possible(
    drawn: list[tuple[float, float, float]], which: int, shift: float
) -> None:
    """Moving any one place makes the sum of squared distances larger, or breaks a distance."""
    wanted, weights, apart = (list(column) for column in zip(*drawn, strict=True))
    places = spread(wanted, weights, apart)
    moved = list(places)
    moved[which % len(moved)] += shift
    fits = all(b - a >= d for (a, b), d in zip(pairwise(moved), apart[1:], strict=True))

    def cost(at: list[float]) -> float:
        terms = zip(weights, at, wanted, strict=True)
        return float(sum(weight * (place - want) ** 2 for weight, place, want in terms))

    assert not fits or cost(moved) >= cost(places) - 1e-6


@given(PLACES)
def test_places_that_fit_stay(drawn: list[tuple[float, float, float]]) -> None:
    """What already has its order and distance is not moved."""
    _, weights, apart = (list(column) for column in zip(*drawn, strict=True))
    wanted = [sum(apart[1 : at + 1]) + at for at in range(len(apart))]
    assert spread(wanted, weights, apart) == pytest.approx(wanted)


def test_nothing_has_no_places() -> None:
    """An empty column is no special case."""
    assert spread([], [], []) == []
    assert lay({}) == Layout((), (), 4.0, 4.0, None)


def test_the_garden_is_drawn() -> None:
    """The small map is one chain, with the skill that stands alone below it."""
    names = {id_: skill.name for id_, skill in MAP.skills.items()}
    layout = lay_out(names, {id_: skill.requires for id_, skill in MAP.skills.items()})
    columns = {node.skill: node.column for node in layout.nodes}
    assert columns == {"digging": 0, "compost": 1, "tomatoes": 2, "pruning": -1}


def test_the_shipped_map_fits_a_screen(skill_map: SkillMap) -> None:
    """The shipped map is no wider than a desktop screen, and no name on it is cut."""
    skills = skill_map.skills
    names = {id_: skill.name for id_, skill in skills.items()}
    layout = lay_out(names, {id_: skill.requires for id_, skill in skills.items()})
    assert layout.width <= 1232
    assert {node.skill: " ".join(node.lines) for node in layout.nodes} == names


def test_the_shipped_map_can_be_followed(skill_map: SkillMap) -> None:
    """On the shipped map few lines cross, and from column to column they rise or fall little."""
    names = {id_: skill.name for id_, skill in skill_map.skills.items()}
    layout = lay_out(names, {id_: skill.requires for id_, skill in skill_map.skills.items()})
    between = {part for edge in layout.edges for part in list(pairwise(edge.points))[::2]}
    crossings = sum(
        a[0] == c[0] and (a[1] - c[1]) * (b[1] - d[1]) < 0
        for (a, b), (c, d) in combinations(between, 2)
    )
    assert crossings <= len(between) / 2
    assert sum(abs(end[1] - start[1]) for start, end in between) / len(between) < 70


def test_a_big_map_is_drawn() -> None:
    """A map of 150 skills has a drawing without overlaps."""
    skills = big_map().skills
    names = {id_: skill.name for id_, skill in skills.items()}
    layout = lay_out(names, {id_: skill.requires for id_, skill in skills.items()})
    assert len(layout.nodes) == 150
    assert not any(overlap(one, other) for one, other in combinations(layout.nodes, 2))
