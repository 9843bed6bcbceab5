"""What a value of a content file may be: the parts that the forms of files are made of."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from mlcareer.content.yamlfile import Field, missing_key


class Plain(StrEnum):
    """A value that needs no further words."""

    ID = "id"
    """Letters, digits and single - _ . between them."""
    ADDRESS = "address"
    """A web address."""
    DAY = "day"
    """A date such as 2026-11-22."""
    SWITCH = "switch"
    """True or false."""


class Text(NamedTuple):
    """A text that is not empty.

    Attributes:
        names: What the text refers to, for people, such as "skill"; "" for free text.
    """

    names: str = ""


class Choice(NamedTuple):
    """One of a few words.

    Attributes:
        what: What they are, for people.
    """

    what: str
    words: tuple[str, ...]


class Number(NamedTuple):
    """A number from low to high, both included."""

    low: float
    high: float


class Whole(NamedTuple):
    """A whole number from low to high, both included."""

    low: int
    high: int


class ListOf(NamedTuple):
    """A list.

    Attributes:
        least: How many there are at least.
        most: How many there are at most; None for any number.
    """

    of: "Shape"
    least: int = 0
    most: int | None = None


class MapOf(NamedTuple):
    """A mapping with any keys.

    Attributes:
        ids: Whether the keys are ids.
        may_be_empty: Whether nothing at all may stand there.
    """

    of: "Shape"
    ids: bool = True
    may_be_empty: bool = False


class TextOrTexts(NamedTuple):
    """A text or a list of texts, as another key decides."""


class Key(NamedTuple):
    """A key of a record.

    Attributes:
        shape: What stands under it.
        says: What it is for, in a sentence.
        needed: Whether it has to be there.
        example: What may stand there, as YAML on one line; made of the shape where it is "".
    """

    shape: "Shape"
    says: str
    needed: bool = True
    example: str = ""


class Record(NamedTuple):
    """A mapping with known keys, as made by record_of.

    Attributes:
        keys: Each with what stands under it.
        says: What it is, in a sentence.
        required: Keys that have to be there.
        optional: Keys that may be left out.
    """

    keys: Mapping[str, Key]
    says: str
    required: tuple[str, ...]
    optional: tuple[str, ...]

    def read(self, field: Field) -> dict[str, Field]:
        """Read a mapping with these keys.

        Raises:
            ContentError: It is no mapping, has another key, or lacks one.
        """
        return field.record(self.required, self.optional, self._example)

    def check_has(self, field: Field, *names: str) -> None:
        """Look whether keys are there that have to be in this place, and need not be in others.

        Raises:
            ContentError: One is not there.
        """
        for name in names:
            if name not in field.entries():
                field.fail(missing_key(name, self._example(name)))

    def _example(self, name: str) -> str:
        # Only where something is wrong.
        from mlcareer.content.shape_example import example_line  # noqa: PLC0415 - see above

        return example_line(name, self.keys[name])


Shape = Plain | Text | Choice | Number | Whole | ListOf | MapOf | TextOrTexts | Record

FREE: Final = Text()
TEXTS: Final = ListOf(FREE)


def record_of(keys: Mapping[str, Key], says: str = "") -> Record:
    """Make the form of a mapping with known keys."""
    return Record(
        keys,
        says,
        tuple(name for name, key in keys.items() if key.needed),
        tuple(name for name, key in keys.items() if not key.needed),
    )


def optional(shape: Shape, says: str) -> Key:
    """Make a key that may be left out."""
    return Key(shape, says, needed=False)
