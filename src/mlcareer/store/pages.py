"""The pages of an SQLite file and of its write-ahead log, whatever state they are in.

Written by https://www.sqlite.org/fileformat2.html, sections 1.3 (header), 1.5 to 1.6
(b-trees, overflow) and 4 (log). Sizes are in bytes; pages are counted from 1.
"""

from collections.abc import Iterator, Sequence
from struct import unpack, unpack_from
from typing import BinaryIO, Final, NamedTuple

USUAL_SIZE: Final = 4096
PAGE_SIZES: Final = (USUAL_SIZE, *(2**power for power in (9, 10, 11, 13, 14, 15, 16)))
"""Sizes that a page can have, the usual one first."""

LOG_HEADER: Final = 32
"""Bytes before the first frame of a log."""

FRAME_HEADER: Final = 24
"""Bytes of a frame before its page."""

_LOG_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}
"""How a log begins, by the order of the bytes of its checksums."""

_WORD: Final = 0xFFFFFFFF


class Frame(NamedTuple):
    """A page as it was written to the log.

    Attributes:
        page: Its number.
        commits: Whether a transaction ends with it.
        intact: Whether it is as it was written.
    """

    page: int
    commits: bool
    data: bytes
    intact: bool


def page_size_in_log(log: bytes) -> int | None:
    """Read the size of a page from a log; None where its beginning is not that of one."""
    if len(log) < LOG_HEADER or unpack_from(">I", log)[0] not in _LOG_MAGIC:
        return None
    size: int = unpack_from(">I", log, 8)[0]
    return size if size in PAGE_SIZES else None


def is_log(log: bytes) -> bool:
    """Tell whether a log begins as one does, with its checksum right."""
    if page_size_in_log(log) is None:
        return False
    order = _LOG_MAGIC[unpack_from(">I", log)[0]]
    return _checksum(log[:24], order, (0, 0)) == unpack_from(">II", log, 24)


def committed_frames(log: bytes, size: int) -> list[Frame]:
    """List what was committed to a log, in order.

    The checksum of each frame begins with that of the one before, so that each tells by
    itself whether it is as it was written. All before a commit that is was committed.

    Args:
        log: The file.
        size: Of a page.
    """
    for order in "<>":
        frames = list(_frames(log, size, order))
        commits = [at for at, frame in enumerate(frames) if frame.intact and frame.commits]
        if commits:
            return frames[: commits[-1] + 1]
    return []


def break_in(head: bytes, frames: BinaryIO) -> tuple[int | None, int]:
    """Find the first frame of a log that SQLite does not believe, and what is lost by that.

    Gives which frame it is, counted from 1, or None; and how many commits of the same run
    stand behind it.

    Args:
        head: The header of the log, with its checksum right.
        frames: The file, read up to the end of the header.
    """
    size = page_size_in_log(head)
    if size is None:
        return None, 0
    order = _LOG_MAGIC[unpack_from(">I", head)[0]]
    before = unpack_from(">II", head, 24)
    at, broken, unread = 0, None, 0
    while len(frame := frames.read(FRAME_HEADER + size)) == FRAME_HEADER + size:
        at += 1
        belongs = frame[8:16] == head[16:24]
        if broken is None:
            found = _checksum(frame[:8] + frame[FRAME_HEADER:], order, before)
            before = unpack_from(">II", frame, 16)
            if not belongs or found != before:
                broken = at
        if broken is not None:
            unread += belongs and any(frame[4:8])
    return broken, unread


def _frames(log: bytes, size: int, order: str) -> Iterator[Frame]:
    """List all frames of the run of a log that began last."""
    length = FRAME_HEADER + size
    if len(log) < LOG_HEADER + length:
        return
    # Each run has a salt of its own; those of older ones may follow.
    salt = log[16:24] if is_log(log) else log[LOG_HEADER + 8 : LOG_HEADER + 16]
    before = unpack_from(">II", log, 24)
    for start in range(LOG_HEADER, len(log) - length + 1, length):
        header = log[start : start + FRAME_HEADER]
        page, pages_after = unpack_from(">II", header)
        data = log[start + FRAME_HEADER : start + length]
        found = _checksum(header[:8] + data, order, before)
        before = unpack_from(">II", header, 16)
        if header[8:16] == salt:
            yield Frame(page, bool(pages_after), data, found == before)


def _checksum(data: bytes, order: str, start: tuple[int, int]) -> tuple[int, int]:
    """Go on with a checksum of the log (section 4.2)."""
    words = unpack(f"{order}{len(data) // 4}I", data)
    first, second = start
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second


class Pages:
    """The pages of a database, in all versions that there are.

    Args:
        file: The file, or what is left of it.
        size: Of a page.
        frames: What was committed to the log.
    """

    def __init__(self, file: bytes, size: int, frames: Sequence[Frame] = ()) -> None:
        self._file = file
        self._frames = frames
        self._latest = {frame.page: frame.data for frame in frames if frame.intact}
        self._in_file = -(-len(file) // size)
        self.size = size
        self.total = size * max(self._in_file, *self._latest, 0)

    def page(self, number: int) -> bytes:
        """Find the latest version of a page.

        Raises:
            ValueError: There is no such page.
        """
        if number in self._latest:
            return self._latest[number]
        if not 1 <= number <= self._in_file:
            raise ValueError
        return self._of_file(number)

    def _of_file(self, number: int) -> bytes:
        # What is cut off counts as zeros, as it does for SQLite.
        return self._file[(number - 1) * self.size : number * self.size].ljust(self.size, b"\0")

    def versions(self) -> Iterator[tuple[bytes, bool]]:
        """List all versions of all pages, the latest last.

        Gives what stands there, and whether that is no worse than in the file.
        """
        for number in range(1, self._in_file + 1):
            yield self._of_file(number), True
        for frame in self._frames:
            yield frame.data, frame.intact
