"""The tags that carry what a format has no field for, and how they are read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from mlcareer.interchange.plain import clean
from mlcareer.model.drafts import Draft
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.questions import Distractor

__all__ = ["LONGEST_KEYWORD", "LONGEST_TAG", "Known", "misconceived", "read_tags", "tags_of"]

LONGEST_TAG: Final = 50
"""Moodle cuts a tag after so many characters (TAG_MAX_LENGTH in its core)."""

LONGEST_KEYWORD: Final = 1000
"""Characters of a keyword of LOM, by which a package is described (IEEE 1484.12.1, 1.5)."""

_FORBIDDEN: Final = re.compile(r"[<>`\[\]\\\x00-\x1f\x7f]|\A\s|\s\Z|\s\s")
_ONE_BLANK: Final = re.compile(r"\s+")
_NUMBERED: Final = re.compile(r"m([1-9]\d?)")


class Known(NamedTuple):
    """What the tags of a question say.

    Attributes:
        misconceptions: By the place of the wrong answer, from 1.
    """

    fields: Mapping[str, str]
    misconceptions: Mapping[int, str]

    def get(self, name: str) -> str:
        """Look up a field, "" where no tag has it."""
        return self.fields.get(name, "")

    @property
    def level(self) -> int:
        """The level, 1 to 4, or 0 where no tag says it."""
        word = self.get("level")
        return int(word) if word in map(str, range(1, TOP_LEVEL + 1)) else 0


def tags_of(draft: Draft, longest: int = LONGEST_TAG) -> tuple[str, ...]:
    """Name the tags of a question; what no tag can hold has none."""
    return tuple(tag for tag in _all_tags(draft) if len(tag) <= longest and _is_sound(tag))


def _all_tags(draft: Draft) -> Iterator[str]:
    fields = {
        "skill": draft.skill,
        "sub": draft.sub,
        "level": str(draft.level or ""),
        "kind": draft.kind,
        "lang": draft.lang,
        "source": draft.resource,
        "section": draft.section,
    }
    yield from (f"{name}:{value}" for name, value in fields.items() if value)
    if draft.order == "numeric":
        yield "order:numeric"
    for place, one in enumerate(draft.distractors, 1):
        if one.misconception:
            yield f"m{place}:{one.misconception}"


def _is_sound(tag: str) -> bool:
    _, _, value = tag.partition(":")
    return not _FORBIDDEN.search(tag) and not _FORBIDDEN.search(value) and clean(tag) == tag


def read_tags(tags: Iterable[str]) -> Known:
    """Read the tags of a question; those of others mean nothing here."""
    fields: dict[str, str] = {}
    misconceptions: dict[int, str] = {}
    for tag in tags:
        name, _, value = _ONE_BLANK.sub(" ", clean(tag)).strip().partition(":")
        numbered = _NUMBERED.fullmatch(name)
        if numbered and value:
            misconceptions.setdefault(int(numbered[1]), value)
        elif value:
            fields.setdefault(name, value)
    return Known(fields, misconceptions)


def misconceived(wrong: Iterable[tuple[str, str]], known: Known) -> tuple[Distractor, ...]:
    """Join wrong answers, each with its why, to the misconceptions that the tags name."""
    return tuple(
        Distractor(text, known.misconceptions.get(place, ""), why)
        for place, (text, why) in enumerate(wrong, 1)
    )
