"""Files of a content folder by their parts, with the format checked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mlcareer.content.yamlfile import Field, read_yaml

FORMAT: Final = 1


def check_format(entries: Mapping[str, Field]) -> None:
    """Refuse a file of a newer format.

    Raises:
        ContentError: With what to do about it.
    """
    found = entries["format"].integer(1, 1_000_000)
    if found > FORMAT:
        entries["format"].fail(
            f"format {found} is newer than this program knows ({FORMAT}); upgrade mlcareer"
        )


def read_parts(path: Path, required: str, optional: str = "") -> dict[str, Field]:
    """Read a file whose top level has known parts, given as words of two texts.

    Raises:
        ContentError: The file cannot be read, is of a newer format, or has other parts.
    """
    parts = read_yaml(path).record(f"format {required}", optional)
    check_format(parts)
    return parts


def optional_part(path: Path, part: str, others: str = "") -> dict[str, Field]:
    """Read one part of a file, where neither need be there: its entries by id, or none.

    Args:
        path: The file.
        part: The part to read.
        others: The other parts that the file may have, as words.

    Raises:
        ContentError: See read_parts; or a key of the part is no id.
    """
    if not path.exists():
        return {}
    parts = read_parts(path, "", f"{part} {others}")
    return parts[part].named() if part in parts else {}
