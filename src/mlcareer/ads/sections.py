"""Which part of an ad asks, which wishes, which tells about the job, and which does neither."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from mlcareer.ads.blocks import COLUMN, LOOKS_LIKE_HEADING, Block
from mlcareer.ads.lexicon import Lexicon, phrase_lexicon
from mlcareer.ads.words import words_of
from mlcareer.model.ads import Kind, Vocabulary

_LONGEST_HEADING: Final = 10
"""Words of a line that may be a heading although nothing marks it."""
_LONGEST_LEAD: Final = 30
"""Words of a sentence that leads to a list."""
_LEADING: Final = (Kind.NICE, Kind.REQUIRED, Kind.DUTY, Kind.ASIDE)
"""Of several kinds in one such sentence, the first of these counts."""
_LONGEST_LABEL: Final = 70
"""Characters before a colon that may say what follows it."""
_BEGINNING: Final = 160
"""Characters of a paragraph that tell what it is about."""
_OPEN_ENDS: Final = (":", "...", "\u2026")
_LONG: Final = 25
"""Words of a paragraph that is no requirement among others."""
_MOSTLY: Final = 0.5
"""Share of a line's words that make it a heading where nothing else does."""


class Passage(NamedTuple):
    """A block with the part of the ad it stands in.

    Attributes:
        kind: What the part does; None where no heading says.
        heading: Whether it opens a part.
    """

    block: Block
    kind: Kind | None
    heading: bool = False


class Headings:
    """Knows headings by the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._closing = phrase_lexicon(vocabulary.closing)
        self._lexicon = Lexicon(
            (phrase, False, kind)
            for kind, phrases in vocabulary.headings.items()
            for phrase in phrases
        )

    def kind_of(self, text: str, *, share: float = 0.0) -> Kind | None:
        """Tell what a heading opens, by the first phrase in it, or None.

        One that calls something nice to have does so wherever it stands.

        Args:
            text: The heading.
            share: Share of its words that the phrases have to make up.
        """
        text = text.replace(",", "")
        words = words_of(text)
        found = self._lexicon.find(text, words)
        covered = sum(one.end - one.first for one in found)
        if not found or covered < share * len(words):
            return None
        nice = any(one.value is Kind.NICE for one in found)
        return Kind.NICE if nice else found[0].value

    def leading(self, text: str) -> Kind | None:
        """Tell what a sentence opens that leads to a list: what is asked for comes first.

        Single words are too often about something else, unless they call it nice to have.
        """
        sentence = text.rpartition(". ")[2]
        words = words_of(sentence)
        found = self._lexicon.find(sentence, words) if len(words) <= _LONGEST_LEAD else []
        kinds = {one.value for one in found if one.value is Kind.NICE or one.end - one.first > 1}
        return next((kind for kind in _LEADING if kind in kinds), None)

    def closes(self, text: str) -> bool:
        """Tell whether a paragraph begins the end of the ad, which asks for nothing."""
        beginning = text[:_BEGINNING]
        return bool(self._closing.find(beginning, words_of(beginning)))


def divide(blocks: Iterable[Block], headings: Headings) -> Iterator[Passage]:
    """Put each block into its part of the ad."""
    kind: Kind | None = None
    level = items = 0
    asked = False
    columns: tuple[Kind | None, ...] = ()
    for block, below in _with_next(blocks):
        columns = _columns(block, headings) or (columns if block.row else ())
        if columns:
            yield from _by_column(block, columns, kind)
            asked = True
            continue
        opened = _opened(block, below, headings)
        items = 0 if opened else items + block.item
        if opened:
            kind, level = opened, block.level or LOOKS_LIKE_HEADING
        elif _resets(block, kind, level, asked=asked):
            kind, level = None, block.level
        elif not block.item and not block.level and asked and headings.closes(block.text):
            kind = Kind.ASIDE
        elif items > 1 and not block.item and len(block.text.split()) > _LONG:
            kind, items = None, 0
        asked = asked or kind not in {None, Kind.ASIDE}
        label = None if block.level else _labelled(block, headings)
        heading = bool(block.level or (opened and not label) or _leads(block, below))
        yield Passage(block, label or kind, heading=heading)


def _columns(block: Block, headings: Headings) -> tuple[Kind | None, ...]:
    """Tell what the columns of a table hold, if a row names them and one is a plus."""
    if not block.row:
        return ()
    kinds = tuple(headings.kind_of(cell.text, share=_MOSTLY) for cell in block.cells())
    return kinds if {Kind.REQUIRED, Kind.NICE} <= set(kinds) else ()


def _by_column(
    block: Block, columns: tuple[Kind | None, ...], kind: Kind | None
) -> Iterator[Passage]:
    """Read a row by its columns; a column that is no kind says what the row is about."""
    cells = [(cell, of) for cell, of in zip(block.cells(), columns, strict=False) if cell.text]
    about = next((of for _, of in cells if of), kind)
    for cell, of in cells:
        yield Passage(cell, of or about, heading=of is None)


def _with_next(blocks: Iterable[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Go through blocks, each with the one below it."""
    last: Block | None = None
    for block in blocks:
        if last:
            yield last, block
        last = block
    if last:
        yield last, None


def _opened(block: Block, below: Block | None, headings: Headings) -> Kind | None:
    """Tell what a block opens, if it is a heading that is known."""
    if block.level:
        return headings.kind_of(block.text)
    leads = bool(below and below.item and not block.item)
    if _may_be_heading(block):
        sure = leads or block.text.endswith(_OPEN_ENDS)
        return headings.kind_of(block.text, share=0 if sure else _MOSTLY)
    if leads and block.text.endswith(":"):
        return headings.leading(block.text)
    label = _labelled(block, headings) if leads else None
    return label if label is not Kind.ASIDE else None


def _leads(block: Block, below: Block | None) -> bool:
    """Tell whether a short line leads to a list, whatever it says."""
    leads = bool(below and below.item) and block.text.endswith(":")
    return not block.item and leads and _may_be_heading(block)


def _may_be_heading(block: Block) -> bool:
    text = block.text
    if len(text) > _LONGEST_LABEL * 2 or block.row or (block.item and not text.endswith(":")):
        return False
    # With a colon inside, it is a label before what it speaks of.
    return text[-1] not in ".,;" and ":" not in text[:-1] and len(text.split()) <= _LONGEST_HEADING


def _resets(block: Block, kind: Kind | None, level: int, *, asked: bool) -> bool:
    """Tell whether an unknown heading ends a part instead of dividing it."""
    if not block.level or kind is None:
        return False
    # Before anything is asked for, what follows the company's own praise is the job.
    return block.level < level or (block.level == level and (kind is not Kind.ASIDE or not asked))


def _labelled(block: Block, headings: Headings) -> Kind | None:
    """Tell what a label before a colon or a bold beginning says about its own block."""
    beginning = block.text.lstrip(COLUMN)[: _LONGEST_LABEL + 1].replace(COLUMN, ":")
    label, colon, rest = beginning.partition(":")
    return headings.kind_of(label, share=_MOSTLY) if colon and rest.strip() else None
