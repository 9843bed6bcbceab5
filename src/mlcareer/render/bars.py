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
        cells[_middle_of(said)] = sign["said"]
    return "".join(cells)


def share_bar(page: Page, share: float, low: float, high: float, width: int) -> str:
    """Draw a share of 0 to 1 with the range in which it lies."""
    return _mean_in_range(page, width, share * width, (low * width, high * width))


def mean_bar(page: Page, level: float, low: float, high: float, said: int) -> str:
    """Draw a mean level with its range, and a mark at the rating that it is held against."""
    mean, first, last = ((value + 0.5) * LEVEL_WIDTH for value in (level, low, high))
    return _mean_in_range(page, BAR_WIDTH, mean, (first, last), _middle_of(said))


def _middle_of(level: int) -> int:
    """Find the column of a rating: the middle of its level."""
    return LEVEL_WIDTH * level + LEVEL_WIDTH // 2


def _mean_in_range(
    page: Page, width: int, mean: float, ends: tuple[float, float], said: int | None = None
) -> str:
    """Draw a mean over what was said over a range; places are in columns from the left."""
    sign = marks(page)
    middle, first, last = (min(width - 1, int(at)) for at in (mean, *ends))
    cells = [sign["empty"]] * width
    cells[first : last + 1] = [sign["range"]] * (last + 1 - first)
    if said is not None:
        cells[said] = sign["said"]
    cells[middle] = sign["mean"]
    return "".join(cells)
