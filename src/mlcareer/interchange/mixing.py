"""Puts the options of a question in an order that does not give away the right one."""

from hashlib import sha256
from typing import NamedTuple

from mlcareer.model.drafts import Draft
from mlcareer.model.questions import number_in

__all__ = ["Option", "mixed"]


class Option(NamedTuple):
    """An option, with what is wrong with it."""

    text: str
    right: bool
    why: str


def mixed(draft: Draft) -> tuple[Option, ...]:
    """Order the options by their numbers where that is asked for, else by chance of the id.

    The right ones keep their order among each other, and so do the wrong ones.
    """
    right = [Option(text, right=True, why="") for text in draft.key]
    wrong = [Option(one.text, right=False, why=one.why) for one in draft.distractors]
    if draft.order == "numeric":
        return tuple(sorted([*right, *wrong], key=lambda option: number_in(option.text) or 0.0))
    places = sorted(
        range(len(right) + len(wrong)), key=lambda at: sha256(f"{draft.id} {at}".encode()).digest()
    )
    for_right = set(places[: len(right)])
    ones, others = iter(right), iter(wrong)
    return tuple(next(ones if at in for_right else others) for at in range(len(places)))
