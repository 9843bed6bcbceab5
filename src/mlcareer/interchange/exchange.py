"""The formats in which questions are exchanged, under one roof."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.gift_reading import read_gift
from mlcareer.interchange.gift_writing import gift
from mlcareer.interchange.losses import losses
from mlcareer.interchange.moodle_reading import read_moodle
from mlcareer.interchange.moodle_writing import moodle_xml
from mlcareer.interchange.qti_package import ZIP, Packed, pack
from mlcareer.interchange.qti_reading import read_qti
from mlcareer.interchange.qti_writing import qti_item
from mlcareer.interchange.tags import LONGEST_KEYWORD, tags_of
from mlcareer.interchange.taken import About, Found, Taken, taken_from
from mlcareer.model.drafts import Draft, draft_of
from mlcareer.model.questions import Question

__all__ = ["MAX_FILE", "MAX_TEXT_FILE", "Exported", "Format", "export", "format_of", "take_over"]

MAX_FILE: Final = 20_000_000
"""Bytes; a package of a large bank is not compressed."""

MAX_TEXT_FILE: Final = 8_000_000
"""Bytes of a file that is no package."""

_XML_OF_QTI: Final = re.compile(rb"<(?:[\w.-]+:)?qti-")
_LOOKED_AT: Final = 4000
"""Bytes that are looked at for it: more than any declaration or comment before it has."""

_READ_BACK: Final = 100
"""Questions that are read at once: a bank may be larger than any file that is taken over."""


class Format(StrEnum):
    """A format in which questions are exchanged."""

    MOODLE = "moodle"
    """Moodle XML."""
    GIFT = "gift"
    """A text format of Moodle, which many other programs read."""
    QTI = "qti"
    """QTI 3: a zip file of items with a manifest."""


class Exported(NamedTuple):
    """What was written.

    Attributes:
        data: The file; UTF-8 where the format is a text.
        lost: What of the questions the format does not keep, a sentence each.
    """

    data: bytes
    lost: tuple[str, ...]


def export(questions: Sequence[Question], form: Format) -> Exported:
    """Write questions in a format, the same bytes for the same questions."""
    drafts = [draft_of(question) for question in questions]
    parts = (drafts[at : at + _READ_BACK] for at in range(0, len(drafts), _READ_BACK))
    read = (draft for part in parts for draft in _read_back(part, form))
    lost = losses(questions, read, in_parts=form is not Format.QTI)
    return Exported(_written(drafts, form), lost)


def _written(drafts: Iterable[Draft], form: Format) -> bytes:
    match form:
        case Format.MOODLE:
            return moodle_xml(drafts).encode()
        case Format.GIFT:
            return gift(drafts).encode()
        case _:
            return pack(
                Packed(
                    f"items/{draft.id}.xml",
                    tags_of(draft, LONGEST_KEYWORD),
                    qti_item(draft).encode(),
                )
                for draft in drafts
            )


def _read_back(drafts: Sequence[Draft], form: Format) -> tuple[Draft, ...]:
    """Read questions as they are written, so that what is lost shows."""
    try:
        found = _READERS[form](_written(drafts, form), "")
        return taken_from("", found, About("", {draft.skill for draft in drafts})).drafts
    except ContentError:
        return ()


def format_of(raw: bytes) -> Format:
    """Tell the format of a file from how it begins."""
    if raw.startswith(ZIP):
        return Format.QTI
    # Of UTF-16, which XML may be written in, the halves of letters are left.
    start = raw[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        return Format.GIFT
    return Format.QTI if _XML_OF_QTI.search(start) else Format.MOODLE


def take_over(
    raw: bytes, file: str, skill: str, form: Format | None = None, *, others: Container[str] = ()
) -> Taken:
    """Read questions that a stranger may have written.

    Args:
        raw: The file.
        file: How complaints name it.
        skill: What the questions are about, but for those whose tags name another skill.
        form: Its format, or None to tell it from the file.
        others: Skills that the tags may name.

    Raises:
        ContentError: It is not of that format, too large, or nothing of it can be taken over.
    """
    form = form or format_of(raw)
    most = MAX_FILE if form is Format.QTI else MAX_TEXT_FILE
    if len(raw) > most:
        message = f"larger than {most // 1_000_000} MB; split it"
        raise ContentError(Problem(file, 0, message))
    return taken_from(file, _READERS[form](raw, file), About(skill, others))


_READERS: Final[dict[Format, Callable[[bytes, str], Iterator[Found]]]] = {
    Format.MOODLE: read_moodle,
    Format.GIFT: read_gift,
    Format.QTI: read_qti,
}
