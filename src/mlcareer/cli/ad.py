"""A job ad from a file or standard input, read and made a role."""

import sys
from pathlib import Path
from typing import NamedTuple

from mlcareer.errors import UsageError
from mlcareer.model.ads import AdReading
from mlcareer.model.skills import Role, SkillMap

STANDARD_INPUT = "standard input"


class Ad(NamedTuple):
    """What was read in an ad, and the role made of it."""

    reading: AdReading
    role: Role


def read_ad(file: Path, folder: Path, skill_map: SkillMap, base: Role, today: str) -> Ad:
    """Read an ad and make a role of it.

    Args:
        file: The ad; `-` is standard input.
        folder: The content folder.
        skill_map: The map.
        base: The role whose targets are taken where the ad says no more.
        today: Date, as in 2026-11-22.

    Raises:
        UsageError: The file cannot be read, is no text, or names no skill of the map.
        ContentError: The words by which ads are read have a mistake in their file.
    """
    from mlcareer.ads.demands import make_role  # noqa: PLC0415 - only where an ad is read
    from mlcareer.ads.reading import read_ad as read  # noqa: PLC0415
    from mlcareer.ads.decoding import MAX_BYTES  # noqa: PLC0415
    from mlcareer.content.ads import load_vocabulary  # noqa: PLC0415

    name = STANDARD_INPUT if str(file) == "-" else file.name
    raw = _bytes_of(file, MAX_BYTES + 1)
    reading = read(raw, name, load_vocabulary(folder, skill_map))
    return Ad(reading, make_role(reading, skill_map, base, name, today))


def _bytes_of(file: Path, most: int) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read(most)
    try:
        with file.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}. Name a text, Markdown or HTML file."
        raise UsageError(message) from error
