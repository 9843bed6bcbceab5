"""The picture of a person's ratings beside what was measured."""

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import Final

from mlcareer.model.levels import LEVEL_NAMES, LEVELS, TOP_LEVEL
from mlcareer.render.svg import drawing, element, number, text
from mlcareer.self_rating import Comparison, Point, SelfKnowledge

WIDTH: Final = 440.0
HEIGHT: Final = 408.0

_LEFT: Final = 92.0
_TOP: Final = 42.0
_STEP: Final = 68.0
"""From one level to the next, on both axes."""

_INDENT: Final = 36.0
"""From the axes to the first level."""

_SMALLEST: Final = 9.0
_LARGEST: Final = 15.0
_DOT: Final = 2.6
_DOTS_APART: Final = 6.0
_ABREAST: Final = 3
"""Most dots of one height on either side; more of them lie on each other."""


def calibration(knowledge: SelfKnowledge, title: str, description: str) -> str:
    """Draw the measured level over the rating, with the line of perfect agreement.

    Args:
        knowledge: What was compared; with nothing compared only the axes are drawn.
        title: What the picture is, for who cannot see it.
        description: What it shows, for who cannot see it.
    """
    most = max((point.skills for point in knowledge.points), default=1)
    return drawing(
        WIDTH,
        HEIGHT,
        element("title", text(title), id="calibration-title"),
        element("desc", text(description), id="calibration-desc"),
        *_axes(),
        *_agreement(),
        *_dots(knowledge.comparisons),
        *(_point(point, most) for point in knowledge.points),
        role="img",
        aria_labelledby="calibration-title",
        aria_describedby="calibration-desc",
        class_="calibration",
    )


def _x(rating: float) -> float:
    return _LEFT + _INDENT + rating * _STEP


def _y(level: float) -> float:
    return _TOP + (TOP_LEVEL - level) * _STEP


def _axes() -> Iterator[str]:
    bottom = _y(0) + _INDENT
    yield element("text", "measured", x=_LEFT - 12, y=12, class_="axis-title end")
    yield element("text", "you said", x=WIDTH, y=bottom + 40, class_="axis-title end")
    for level in LEVELS:
        y, x = number(_y(level)), number(_x(level))
        yield element("path", d=f"M{number(_LEFT)} {y}H{number(WIDTH)}", class_="grid")
        yield element("text", text(LEVEL_NAMES[level]), x=_LEFT - 12, y=_y(level) + 4, class_="end")
        yield element("path", d=f"M{x} {number(bottom)}v5", class_="grid")
        yield element("text", text(LEVEL_NAMES[level]), x=x, y=bottom + 20, class_="middle")


def _agreement() -> Iterator[str]:
    reach = 0.45
    ends = (_x(-reach), _y(-reach), _x(TOP_LEVEL + reach), _y(TOP_LEVEL + reach))
    yield element("path", d="M{} {}L{} {}".format(*map(number, ends)), class_="agreement")
    # Above the highest and below the lowest level nothing can be in the way of words.
    above, under = _y(TOP_LEVEL) - 22, _y(0) + 22
    yield element("text", "above the line: more than you said", x=_LEFT, y=above)
    yield element("text", "below: less than you said", x=WIDTH, y=under, class_="end")


def _dots(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """Draw a dot for each of several skills; those at one height move apart sideways."""
    for rating in LEVELS:
        levels = sorted(one.level for one in comparisons if one.rating == rating)
        if len(levels) == 1:
            continue
        placed: list[tuple[float, float]] = []
        for level in levels:
            y = _y(level)
            x = next((x for x in _beside(_x(rating)) if _free(x, y, placed)), _x(rating))
            placed.append((x, y))
            yield element("circle", cx=x, cy=y, r=_DOT, class_="single")


def _beside(middle: float) -> Iterator[float]:
    """Propose places right and left of the range, as far as the next rating is not meant."""
    for step in range(_ABREAST):
        yield middle + _LARGEST + 6 + step * _DOTS_APART
        yield middle - _LARGEST - 6 - step * _DOTS_APART


def _free(x: float, y: float, placed: Iterable[tuple[float, float]]) -> bool:
    return all(abs(x - px) >= _DOTS_APART or abs(y - py) >= _DOTS_APART for px, py in placed)


def _point(point: Point, most: int) -> str:
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(point.skills / most)
    x, y = _x(point.rating), _y(point.level)
    return element(
        "g",
        element(
            "path",
            d=f"M{number(x)} {number(_y(point.low))}V{number(_y(point.high))}",
            class_="reach",
        ),
        element("circle", cx=x, cy=y, r=radius, class_="point"),
        element("text", str(point.skills), x=x, y=y + 4, class_="count"),
    )
