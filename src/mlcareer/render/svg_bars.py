"""Bars and marks of a report: a range of levels, a range of shares, the state of a target.

Bars are as wide as their place in the page: places along them are in percent of it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from mlcareer.model.levels import LEVEL_NAMES, LEVELS
from mlcareer.render.svg import element, number, text

LEVEL_BAR_HEIGHT: Final = 30
SHARE_BAR_HEIGHT: Final = 16
MARK_SIZE: Final = 18

_STEP: Final = 100 / len(LEVEL_NAMES)
_GAP: Final = 0.8
"""Between two levels, in percent of the bar."""

_FAINTEST: Final = 0.45
"""Opacity of a level in the range that is next to impossible, 0 to 1."""

_FLAG: Final = "M0 4V28M1 4l8 4-8 4z"
_TICK: Final = "M5.2 9.2l2.6 2.7 5-5.6"
_HALF: Final = "M9 2.5a6.5 6.5 0 0 0 0 13z"


def level_bar(  # noqa: PLR0913 - a picture of six numbers
    low: int,
    high: int,
    chances: Sequence[float],
    *,
    target: int,
    rating: int | None,
    measured: bool,
) -> str:
    """Draw where a person stands on the five levels.

    Args:
        low: Lowest level of the range shown.
        high: Highest level of the range shown.
        chances: Chance of each level: the likelier, the darker.
        target: Level from which on the target is met; 0 for none.
        rating: What the person said, or None.
        measured: Whether answers stand behind the range; a suggestion is drawn hollow.
    """
    parts = [*_cells(low, high, chances, measured=measured)]
    if target:
        parts.append(flag(target * _STEP))
    if rating is not None:
        parts.append(ring((rating + 0.5) * _STEP))
    return _bar(LEVEL_BAR_HEIGHT, *parts)


def level_axis() -> str:
    """Write the names of the levels where a bar below has them."""
    return _bar(
        16,
        *(
            element("text", text(name), x=_percent((at + 0.5) * _STEP), y=11, class_="axis")
            for at, name in enumerate(LEVEL_NAMES)
        ),
    )


def share_bar(share: float, low: float, high: float, *, measured: bool) -> str:
    """Draw a share of 0 to 1 with the range that it is likely in.

    Args:
        share: The share.
        low: Lower end of the range.
        high: Its upper end.
        measured: Whether answers stand behind it; a suggestion is drawn hollow.
    """
    middle, thick = SHARE_BAR_HEIGHT / 2, SHARE_BAR_HEIGHT - 6
    return _bar(
        SHARE_BAR_HEIGHT,
        element("rect", x=0, y=middle - 2, width="100%", height=4, rx=2, class_="track"),
        element(
            "rect",
            x=_percent(100 * low),
            y=3,
            width=_percent(max(0.6, 100 * (high - low))),
            height=thick,
            rx=thick / 2,
            class_="span" if measured else "guess",
        ),
        element(
            "circle",
            cx=_percent(100 * share),
            cy=middle,
            r=middle - 1,
            class_="best" if measured else "hollow",
        ),
    )


def flag(place: float) -> str:
    """Draw the mark of a target, at a place in percent."""
    return _at(place, element("path", d=_FLAG, class_="flag"))


def ring(place: float) -> str:
    """Draw the mark of a self-rating, at a place in percent."""
    return element("circle", cx=_percent(place), cy=16, r=5, class_="ring")


def mark(state: str) -> str:
    """Draw the state of a target: full when met, half when open, empty when missed.

    Args:
        state: met, open, missed or not measured; anything else is not asked for.
    """
    return element(
        "svg",
        *mark_parts(state),
        viewBox=f"0 0 {MARK_SIZE} {MARK_SIZE}",
        width=MARK_SIZE,
        height=MARK_SIZE,
        class_="mark",
        aria_hidden="true",
    )


def mark_parts(state: str) -> Iterator[str]:
    """Draw the same as parts of another drawing, in a square of MARK_SIZE."""
    outline = {"met": "disc", "open": "rim", "missed": "rim", "not measured": "rim broken"}
    if state not in outline:
        yield element("path", d="M5 9h8", class_="dash")
        return
    yield element("circle", cx=9, cy=9, r=6.5, class_=outline[state])
    if state == "met":
        yield element("path", d=_TICK, class_="tick")
    if state == "open":
        yield element("path", d=_HALF, class_="half")


def range_sample(*, measured: bool) -> str:
    """Draw a piece of a bar for a legend."""
    return element(
        "svg",
        *_cells(0, len(LEVELS) - 1, [0.2] * len(LEVELS), measured=measured, cells=2),
        viewBox=f"0 0 60 {LEVEL_BAR_HEIGHT}",
        width=60,
        height=LEVEL_BAR_HEIGHT,
        aria_hidden="true",
    )


def mark_sample(drawn: str) -> str:
    """Put a flag or a ring, drawn at 50 percent, into a legend."""
    return element(
        "svg",
        drawn,
        viewBox=f"0 0 20 {LEVEL_BAR_HEIGHT}",
        width=20,
        height=LEVEL_BAR_HEIGHT,
        aria_hidden="true",
    )


def _cells(
    low: int, high: int, chances: Sequence[float], *, measured: bool, cells: int = len(LEVELS)
) -> Iterator[str]:
    most = max(chances, default=0.0) or 1.0
    step = 100 / cells
    for level, chance in enumerate(chances[:cells]):
        inside = low <= level <= high
        kind = ("range" if measured else "perhaps") if inside else "track"
        strength = _FAINTEST + (1 - _FAINTEST) * chance / most
        yield element(
            "rect",
            x=_percent(level * step + _GAP),
            y=11,
            width=_percent(step - 2 * _GAP),
            height=10,
            rx=2,
            class_=kind,
            **({"fill_opacity": strength} if kind == "range" else {}),
        )


def _bar(height: float, *content: str) -> str:
    return element("svg", *content, class_="bar", width="100%", height=height, aria_hidden="true")


def _at(place: float, drawn: str) -> str:
    return element("svg", drawn, x=_percent(place), y=0, overflow="visible")


def _percent(value: float) -> str:
    return f"{number(value)}%"
