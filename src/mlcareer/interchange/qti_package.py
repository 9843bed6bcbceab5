"""Packs QTI items into a zip file, and takes such a file apart without trusting it.

Source: 1EdTech, Content Packaging 1.2 as QTI 3.0 profiles it (imsqtiv3p0_imscpv1p2_v1p0.xsd).
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, NoReturn
from zlib import error as ZlibError  # noqa: N812 - an exception, in spite of its name

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.plain import clean
from mlcareer.interchange.xml import Node, attribute, content, parse_xml

__all__ = [
    "MANIFEST",
    "MAX_ENTRIES",
    "MAX_ENTRY",
    "MAX_UNPACKED",
    "ZIP",
    "Packed",
    "pack",
    "unpack",
]

ZIP: Final = (b"PK\3\4", b"PK\5\6")
"""How a zip file begins, and an empty one; a text about primary keys may begin with PK, too."""

MANIFEST: Final = "imsmanifest.xml"
MAX_ENTRY: Final = 4_000_000
MAX_UNPACKED: Final = 40_000_000
MAX_ENTRIES: Final = 10_000
_SPACE: Final = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_LOM: Final = "http://ltsc.ieee.org/xsd/LOM"
_XSDS: Final = (
    f"{_SPACE} https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/"
    "imsqtiv3p0_imscpv1p2_v1p0.xsd"
    f" {_LOM} https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd"
)
_ITEM: Final = "imsqti_item_xmlv3p0"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_FILE_MODE: Final = 0o100644 << 16


class Packed(NamedTuple):
    """An item of a package.

    Attributes:
        path: Where it lies in the package.
        tags: What the manifest says of it.
        text: The item, in XML.
    """

    path: str
    tags: tuple[str, ...]
    text: bytes


def pack(items: Iterable[Packed]) -> bytes:
    """Make a package, the same bytes for the same items.

    Nothing is compressed: what compression makes of a text differs with its library.
    """
    packed = tuple(items)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, MANIFEST, _manifest(packed).encode())
        for item in packed:
            _add(archive, item.path, item.text)
    return whole.getvalue()


def _add(archive: zipfile.ZipFile, path: str, text: bytes) -> None:
    entry = zipfile.ZipInfo(path, _NO_TIME)
    entry.create_system = _UNIX
    entry.external_attr = _FILE_MODE
    archive.writestr(entry, text)


def _manifest(items: Iterable[Packed]) -> str:
    resources = "".join(_resource(item) for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{_SPACE}" xmlns:lom="{_LOM}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_XSDS}" identifier="MANIFEST">\n'
        "  <metadata>\n"
        "    <schema>QTI Package</schema>\n"
        "    <schemaversion>3.0.0</schemaversion>\n"
        "  </metadata>\n"
        "  <organizations/>\n"
        f"  <resources>\n{resources}  </resources>\n"
        "</manifest>\n"
    )


def _resource(item: Packed) -> str:
    name = item.path.rpartition("/")[2].removesuffix(".xml")
    words = "".join(
        f"          <lom:keyword><lom:string>{content(tag)}</lom:string></lom:keyword>\n"
        for tag in item.tags
    )
    return (
        f'    <resource identifier={attribute(f"item-{name}")} type="{_ITEM}"'
        f" href={attribute(item.path)}>\n"
        f"      <metadata>\n        <lom:lom>\n          <lom:general>\n{words}"
        "          </lom:general>\n        </lom:lom>\n      </metadata>\n"
        f"      <file href={attribute(item.path)}/>\n"
        "    </resource>\n"
    )


def unpack(raw: bytes, file: str) -> tuple[Packed, ...]:
    """Take the items out of a package that a stranger made.

    Nothing is written anywhere. What the directory of the zip file says of sizes is not
    believed: each file is read up to a limit and no further.

    Raises:
        ContentError: It is no such package, is too large, or names files outside of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return tuple(_items(_Archive(archive, file)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ZlibError) as error:
        # An encrypted file is a RuntimeError, an unknown compression NotImplementedError.
        message = f"not a zip file that can be read: {clean(str(error))[:100]}"
        raise ContentError(Problem(file, 0, message)) from error
    except (OSError, ValueError, OverflowError) as error:
        raise ContentError(Problem(file, 0, "not a zip file that can be read")) from error


class _Archive:
    """A zip file, of which no more is read than is sensible."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED
        self.file = file
        self.names = frozenset(archive.namelist())
        if len(archive.infolist()) > MAX_ENTRIES:
            self.fail(f"more than {MAX_ENTRIES:,} files in it; split it")

    def fail(self, message: str) -> NoReturn:
        """Complain about the file."""
        raise ContentError(Problem(self.file, 0, message))

    def read(self, path: str) -> bytes:
        """Read a file of the archive."""
        with self._archive.open(path) as stream:
            text = stream.read(MAX_ENTRY + 1)
        self._left -= len(text)
        if len(text) > MAX_ENTRY:
            self.fail(f"{clean(path)[:80]} in it is larger than {MAX_ENTRY // 1_000_000} MB")
        if self._left < 0:
            self.fail(f"unpacked it is larger than {MAX_UNPACKED // 1_000_000} MB; split it")
        return text


def _items(archive: _Archive) -> Iterator[Packed]:
    if MANIFEST not in archive.names:
        archive.fail(f"no QTI package: there is no {MANIFEST} in it")
    root = parse_xml(archive.read(MANIFEST), f"{archive.file}/{MANIFEST}")
    seen: set[str] = set()
    for resource in root.within("resource"):
        path = resource.get("href")
        if not resource.get("type").startswith("imsqti_item") or path in seen:
            continue
        seen.add(path)
        _check_path(archive, path, resource)
        yield Packed(path, tuple(_tags(resource)), archive.read(path))


def _check_path(archive: _Archive, path: str, resource: Node) -> None:
    steps = path.split("/")
    place = f"{archive.file}/{MANIFEST}"
    shown = clean(path)[:80]
    if ".." in steps or path.startswith("/") or "\\" in path or ":" in path:
        message = f"{shown!r} leaves the package; name a file in it"
        raise ContentError(Problem(place, resource.line, message))
    if path not in archive.names:
        message = f"{shown!r} is not in the package"
        raise ContentError(Problem(place, resource.line, message))


def _tags(resource: Node) -> Iterator[str]:
    for keyword in resource.within("keyword"):
        yield keyword.text().strip()
