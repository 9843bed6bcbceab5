"""The rows that stand on the pages of an SQLite file, each as a tuple of values.

Written by https://www.sqlite.org/fileformat2.html, sections 1.6 (cells) and 2.1 (records).
Nothing on a page is trusted: what does not read as a row is passed over.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from mlcareer.store.pages import Pages

_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x0A, 0x0D
_KINDS: Final = frozenset((_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF))
"""Pages with rows: those of tables, and of tables that have their key for an address."""

_MOST_COLUMNS: Final = 16

Value = int | float | str | bytes | None


class Cell(NamedTuple):
    """A row of a page.

    Attributes:
        rowid: Its number; None in a table without.
        values: Its columns.
    """

    rowid: int | None
    values: tuple[Value, ...]


def cells_on(page: bytes, pages: Pages) -> Iterator[Cell]:
    """Read all rows that a page points to, as far as they can be read.

    The first page of a file, which begins with its header, has only the schema: nothing is
    read there.

    Args:
        page: What it holds.
        pages: All pages, as a long row goes on elsewhere.
    """
    kind = page[0]
    if kind not in _KINDS:
        return
    count = int.from_bytes(page[3:5], "big")
    pointers = 12 if kind == _INDEX_INTERIOR else 8
    for at in range(min(count, (len(page) - pointers) // 2)):
        (place,) = struct.unpack_from(">H", page, pointers + 2 * at)
        try:
            yield _cell(pages, page, kind, place)
        except (ValueError, IndexError, struct.error, OverflowError):
            continue


def _cell(pages: Pages, page: bytes, kind: int, place: int) -> Cell:
    """Read one row.

    Raises:
        ValueError, IndexError, struct.error, OverflowError: There is none.
    """
    if kind == _INDEX_INTERIOR:
        place += 4
    length, place = _varint(page, place)
    rowid = None
    if kind == _TABLE_LEAF:
        rowid, place = _varint(page, place)
    return Cell(rowid, _record(_payload(pages, page, kind, place, length)))


def _payload(pages: Pages, page: bytes, kind: int, place: int, length: int) -> bytes:
    """Collect what a row holds, from its page and those on which it goes on (section 1.5)."""
    if not 0 < length <= pages.total:
        raise ValueError
    usable = pages.size
    most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    local = length
    if length > most:
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
    parts = [page[place : place + local]]
    following, left = page[place + local : place + local + 4], length - local
    while left > 0:
        next_page = pages.page(int.from_bytes(following, "big"))
        following = next_page[:4]
        parts.append(next_page[4 : 4 + min(left, usable - 4)])
        left -= usable - 4
    payload = b"".join(parts)
    if len(payload) != length:
        raise ValueError
    return payload


def _record(payload: bytes) -> tuple[Value, ...]:
    """Read the values of a row (section 2.1)."""
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != end or len(kinds) > _MOST_COLUMNS:
        raise ValueError
    values = []
    for kind in kinds:
        value, at = _value(payload, kind, at)
        values.append(value)
    if at != len(payload):
        raise ValueError
    return tuple(values)


_WIDTHS: Final = (0, 1, 2, 3, 4, 6, 8)
"""Of whole numbers, by their kind."""


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    """Read one value; returns where the next one begins."""
    match kind:
        case 0:
            return None, at
        case 1 | 2 | 3 | 4 | 5 | 6:
            end = at + _WIDTHS[kind]
            return int.from_bytes(payload[at:end], "big", signed=True), end
        case 7:
            return float(struct.unpack_from(">d", payload, at)[0]), at + 8
        case 8 | 9:
            return kind - 8, at
        case 10 | 11:
            raise ValueError
    end = at + (kind - 12) // 2
    raw = payload[at:end]
    return (raw.decode() if kind % 2 else raw), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of one to nine bytes; returns where the next one begins (section 1.6)."""
    value = 0
    for byte in data[at : at + 8]:
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return value, at
    value = value << 8 | data[at]
    return value - (1 << 64) if value >> 63 else value, at + 1
