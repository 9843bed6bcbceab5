"""Files of content by their parts, those of several folders put together."""

from mlcareer.content.folder import Layer, Place, folders_of
from mlcareer.content.manifest import MANIFEST
from mlcareer.content.merging import Version, merge
from mlcareer.content.shapes import FILES
from mlcareer.content.yamlfile import Field, check_format, read_yaml
from mlcareer.errors import ContentError, Problem


def read_parts(place: Place, kind: str) -> dict[str, Field]:
    """Read the parts of a file of the content, such as skills.yaml.

    Raises:
        ContentError: See read_file; or the file has other parts.
    """
    return FILES[kind].read(read_file(place, kind))


def read_file(place: Place, kind: str) -> Field:
    """Read a file of the content, such as skills.yaml, from all folders that have it.

    Args:
        place: The content.
        kind: What the file is called, without its ending.

    Raises:
        ContentError: No folder has it, it cannot be read, is no mapping or of a newer
            format, or two folders say different things of one id.
    """
    folders = folders_of(place)
    layers = folders.having(f"{kind}.yaml")
    if not layers:
        path = folders.last.path / f"{kind}.yaml"
        raise ContentError(Problem(str(path), 0, "this file is not there; write it"))
    return merge(kind, [_version(layer, kind) for layer in layers])


def _version(layer: Layer, kind: str) -> Version:
    top = read_yaml(layer.file(f"{kind}.yaml"))
    FILES[kind].check_has(top, "format")
    check_format(top.entries())
    return Version(top, str(layer.path / MANIFEST), layer.manifest.replaces)


def has_file(place: Place, kind: str) -> bool:
    """Tell whether any folder of the content has a file."""
    return bool(folders_of(place).having(f"{kind}.yaml"))


def optional_part(place: Place, kind: str, part: str) -> dict[str, Field]:
    """Read one part of a file, where neither need be there: its entries by id, or none.

    Raises:
        ContentError: See read_parts; or a key of the part is no id.
    """
    if not has_file(place, kind):
        return {}
    parts = read_parts(place, kind)
    return parts[part].named() if part in parts else {}
