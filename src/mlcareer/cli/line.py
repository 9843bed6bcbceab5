"""One line of input while it is typed."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

LONGEST: Final = 4000
"""Characters of a line; more are not taken, as terminals do not."""


class Line(NamedTuple):
    """What was typed so far, and where the cursor stands in it, counted from 0."""

    text: str = ""
    at: int = 0


def edited(line: Line, key: str, choices: Sequence[str] = ()) -> Line:
    """Apply a key to a line.

    Args:
        line: As it stands.
        key: Name of a key, or a character.
        choices: What up and down go through.
    """
    if key in _EDITS:
        return _EDITS[key](*line)
    if key in ("up", "down"):
        return _next_choice(line, choices, -1 if key == "up" else 1)
    if len(key) != 1 or len(line.text) == LONGEST:
        return line
    return Line(line.text[: line.at] + key + line.text[line.at :], line.at + 1)


def _without_word(text: str, at: int) -> Line:
    kept = text[:at].rstrip().rpartition(" ")
    before = kept[0] + kept[1]
    return Line(before + text[at:], len(before))


_EDITS: Final[Mapping[str, Callable[[str, int], Line]]] = MappingProxyType(
    {
        "left": lambda text, at: Line(text, max(0, at - 1)),
        "right": lambda text, at: Line(text, min(len(text), at + 1)),
        "home": lambda text, _: Line(text, 0),
        "end": lambda text, _: Line(text, len(text)),
        "backspace": lambda text, at: Line(text[: max(0, at - 1)] + text[at:], max(0, at - 1)),
        "delete": lambda text, at: Line(text[:at] + text[at + 1 :], at),
        "clear": lambda _, __: Line(),
        "word": _without_word,
    }
)


def _next_choice(line: Line, choices: Sequence[str], step: int) -> Line:
    """Go to the next choice, round and round; from anything else to the first or the last."""
    if not choices:
        return line
    if line.text in choices:
        at = (choices.index(line.text) + step) % len(choices)
    else:
        at = 0 if step > 0 else len(choices) - 1
    return Line(choices[at], len(choices[at]))
