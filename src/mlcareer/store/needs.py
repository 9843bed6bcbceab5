"""What an event has to say, by its kind, so that the program can work with it."""

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any, Final

from mlcareer.model.items import Outcome
from mlcareer.model.levels import LEVELS, TAUGHT_LEVELS
from mlcareer.model.people import AGREEMENT, SAME_REPLY, Event, EventKind

_Lacks = Iterator[tuple[str, str]]

_WIDEST: Final = 100.0
"""No difficulty is further away, in logits; real ones lie within 5."""

_LARGEST: Final = 1_000_000


def lacks(event: Event) -> _Lacks:
    """Say what is wrong with an event: where in it, and what was expected there.

    Args:
        event: Its details are texts and numbers.
    """
    yield from _by_kind(event)
    for key in ("seconds", SAME_REPLY):
        if key in event.detail and not is_number(event.detail[key]):
            yield f"detail.{key}", "a number was expected here"


def _by_kind(event: Event) -> _Lacks:
    match event.kind:
        case EventKind.SCOPE:
            yield from _of_scope(event.detail)
        case EventKind.ANSWER:
            yield from _one_of(event.value, tuple(Outcome))
            yield from _of_answer(event.detail)
        case EventKind.RATING:
            yield from _one_of(event.value, ("", *map(str, LEVELS)))
        case EventKind.TRAIT:
            yield from _one_of(event.value, ("", *map(str, AGREEMENT)))


def _one_of(value: str, known: tuple[str, ...]) -> _Lacks:
    if value not in known:
        named = ", ".join(word for word in known if word)
        yield "value", f"one of {named} was expected here"


def _of_scope(detail: Mapping[str, Any]) -> _Lacks:
    if "budget" not in detail:
        yield "detail", "missing key 'budget'"
    for key in ("budget", "minutes", "each", "named", "from_file"):
        value = detail.get(key, 0)
        if not is_whole(value) or not 0 <= value <= _LARGEST:
            yield f"detail.{key}", f"a whole number from 0 to {_LARGEST} was expected here"


_OF_AN_ANSWER: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = MappingProxyType(
    {
        "skill": (lambda value: isinstance(value, str) and bool(value), "the id of a skill"),
        "level": (lambda value: is_whole(value) and value in TAUGHT_LEVELS, "a level from 1 to 4"),
        "a": (lambda value: is_number(value) and 0 < value <= _WIDEST, "a number above 0"),
        "b": (lambda value: is_number(value) and -_WIDEST <= value <= _WIDEST, "a number"),
        "b_sd": (lambda value: is_number(value) and 0 <= value <= _WIDEST, "a number from 0"),
        "c": (lambda value: is_number(value) and 0 <= value < 1, "a number from 0 to below 1"),
        "chosen": (lambda value: isinstance(value, str), "a text"),
    }
)
"""What the details of an answer have: the item as it was when it was answered."""


def _of_answer(detail: Mapping[str, Any]) -> _Lacks:
    for key, (fits, what) in _OF_AN_ANSWER.items():
        if key not in detail:
            yield "detail", f"missing key {key!r}"
        elif not fits(detail[key]):
            yield f"detail.{key}", f"{what} was expected here"


def is_whole(value: object) -> bool:
    """Tell a whole number from all else; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Tell a number from all else."""
    return is_whole(value) or (isinstance(value, float) and isfinite(value))
