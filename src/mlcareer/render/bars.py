"""Bars of characters: levels with target and self-rating, shares, and measured means."""

from typing import Final

from mlcareer.gaps import State
from mlcareer.model.levels import LEVELS
from mlcareer.render.page import Page

LEVEL_WIDTH: Final = 4
"""Columns of one level in a bar."""

BAR_WIDTH: Final = LEVEL_WIDTH * len(LEVELS)
"""Columns of a bar over all levels."""


def marks(page: Page) -> dict[str, str]:
    """Name the signs of a bar: what is empty, the range, the target, what was said, the mean."""
    if page.unicode:
        return {
            "empty": "\u00b7",
            "range": "\u2501",
            "target": "\u2503",
            "said": "\u25cb",
            "mean": "\u25cf",
        }
    return {"empty": ".", "range": "=", "target": "|", "said": "o", "mean": "#"}


def state_sign(page: Page, state: State) -> str:
    """Give the sign of a target's state: met, open or missed; a space where nothing was asked."""
    signs = ("\u2713", "?", "\u2717", " ") if page.unicode else ("+", "?", "-", " ")
    return dict(zip(State, signs, strict=True))[state]


def bar_margin(page: Page) -> str:
    """Set a bar in by two columns, where there is room."""
    return " " * max(0, min(2, page.width - BAR_WIDTH))


def level_bar(page: Page, low: int, high: int, target: int, said: int | None) -> str:
    """Draw a range of levels, with a mark where the target begins and one for the self-rating."""
    sign = marks(page)
    cells = [sign["empty"]] * BAR_WIDTH
    for at in range(LEVEL_WIDTH * low, LEVEL_WIDTH * (high + 1)):
        cells[at] = sign["range"]
    cells[LEVEL_WIDTH * target] = sign["target"]
    if said is not None:
        cells[LEVEL_WIDTH * said + LEVEL_WIDTH // 2] = sign["said"]
    return "".join(cells)


def share_bar(page: Page, share: float, low: float, high: float, width: int) -> str:
    """Draw a share of 0 to 1 with the range in which it lies."""
    sign = marks(page)
    cells = [sign["empty"]] * width

    def place(value: float) -> int:
        return min(width - 1, int(value * width))

    for at in range(place(low), place(high) + 1):
        cells[at] = sign["range"]
    cells[place(share)] = sign["mean"]
    return "".join(cells)


def mean_bar(page: Page, level: float, low: float, high: float, said: int) -> str:
    """Draw a mean level with its range, and a mark at the rating that it is held against."""
    sign = marks(page)
    cells = [sign["empty"]] * BAR_WIDTH

    def place(value: float) -> int:
        return min(BAR_WIDTH - 1, int((value + 0.5) * LEVEL_WIDTH))

    for at in range(place(low), place(high) + 1):
        cells[at] = sign["range"]
    cells[LEVEL_WIDTH * said + LEVEL_WIDTH // 2] = sign["said"]
    cells[place(level)] = sign["mean"]
    return "".join(cells)
