"""What a content folder says about itself: what it builds on, and what of that it replaces."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.content.yamlfile import Field, check_format, optional_text, read_yaml

MANIFEST: Final = "content.yaml"
SHIPPED: Final = "shipped"
"""How a folder names what came with the program."""


class Manifest(NamedTuple):
    """What stands in `content.yaml`.

    Attributes:
        extends: Whether the folder builds on what came with the program.
        role: The role that is meant when none is named, or "".
        role_line: Where that is said.
        replaces: Ids of earlier folders whose place entries here take, each with the line
            where it is named, by part.
    """

    extends: bool = False
    role: str = ""
    role_line: int = 0
    replaces: Mapping[str, Mapping[str, int]] = {}


NO_MANIFEST: Final = Manifest()


def read_manifest(path: Path) -> Manifest:
    """Read the `content.yaml` of a folder.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    from mlcareer.content.shapes.the_map import MANIFEST_FILE, REPLACES  # noqa: PLC0415 - rare

    entry = MANIFEST_FILE.read(read_yaml(path))
    check_format(entry)
    if "extends" in entry:
        entry["extends"].one_of((SHIPPED,), "content")
    return Manifest(
        extends="extends" in entry,
        role=optional_text(entry, "role"),
        role_line=entry["role"].line if "role" in entry else 0,
        replaces=_replaced(REPLACES.read(entry["replaces"])) if "replaces" in entry else {},
    )


def _replaced(parts: Mapping[str, Field]) -> dict[str, dict[str, int]]:
    return {
        part: {item.identifier(): item.line for item in ids.items()} for part, ids in parts.items()
    }
