"""The skill map as a drawing: what requires what, and where the person stands."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from mlcareer.render.graph_layout import LABEL_INSET, LABEL_SIZE, LINE_HEIGHT, Edge, Layout, Node
from mlcareer.render.svg import drawing, element, number, text
from mlcareer.render.svg_bars import MARK_SIZE, mark_parts

_ARROW: Final = "m-6-4 6 4-6 4z"
_KINDS: Final = {"met": "met", "open": "open", "missed": "missed", "not measured": "unmeasured"}
_MARK_INSET: Final = 8
"""From the left side of a skill to its mark."""

_BASELINE: Final = LABEL_SIZE * 0.35
"""From the middle of a letter down to the line that it stands on."""

_ABOVE_ALONE: Final = 14
"""From the words over the skills without lines down to these."""

_ALONE: Final = "No prerequisites, and nothing builds on them"


class Place(NamedTuple):
    """What the drawing says of a skill.

    Attributes:
        state: met, open, missed or not measured; nothing where it is not asked for.
        words: The same in words, with the name.
        link: Where a click leads, or nothing.
    """

    state: str
    words: str
    link: str


def skill_graph(layout: Layout, places: Mapping[str, Place], title: str, description: str) -> str:
    """Draw a map.

    Args:
        layout: Where everything stands.
        places: What is said of each skill, by its id.
        title: What the drawing is, for who cannot see it.
        description: What it shows, for who cannot see it.
    """
    arrows = {edge.skill: edge.points[-1] for edge in layout.edges}
    alone = (
        [element("text", text(_ALONE), x=4, y=layout.alone - _ABOVE_ALONE, class_="aside")]
        if layout.alone is not None and layout.edges
        else []
    )
    return drawing(
        layout.width,
        layout.height,
        element("title", text(title), id="map-title"),
        element("desc", text(description), id="map-desc"),
        element("g", *(_edge(edge) for edge in layout.edges), class_="edges"),
        element("g", *(_arrow(*point) for point in arrows.values()), class_="arrows"),
        *alone,
        *(_node(node, places[node.skill]) for node in layout.nodes),
        role="group",
        aria_labelledby="map-title",
        aria_describedby="map-desc",
        class_="map",
        font_size=LABEL_SIZE,
    )


def _edge(edge: Edge) -> str:
    (x, y), *_ = edge.points
    path = f"M{number(x)} {number(y)}"
    for at, ((x0, y0), (x1, y1)) in enumerate(pairwise(edge.points)):
        if at % 2:
            path += f"H{number(x1)}"
        else:
            half = number((x0 + x1) / 2)
            path += f"C{half} {number(y0)} {half} {number(y1)} {number(x1)} {number(y1)}"
    return element("path", d=path)


def _arrow(x: float, y: float) -> str:
    return element("path", d=f"M{number(x)} {number(y)}{_ARROW}")


def _moved(x: float, y: float) -> str:
    return f"translate({number(x)} {number(y)})"


def _node(node: Node, place: Place) -> str:
    top = node.middle - LINE_HEIGHT * (len(node.lines) - 1) / 2 + _BASELINE
    drawn = element(
        "g",
        element("title", text(place.words)),
        element("rect", x=node.x, y=node.y, width=node.width, height=node.height, rx=8),
        element(
            "g",
            *mark_parts(place.state),
            transform=_moved(node.x + _MARK_INSET, node.middle - MARK_SIZE / 2),
        ),
        *(
            element("text", text(line), x=node.x + LABEL_INSET, y=top + at * LINE_HEIGHT)
            for at, line in enumerate(node.lines)
        ),
        class_=f"node {_KINDS.get(place.state, 'none')}",
    )
    return element("a", drawn, href=place.link, aria_label=place.words) if place.link else drawn
