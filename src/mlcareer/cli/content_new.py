"""`mlcareer content new`: a small content folder to begin with."""

import re
import shlex
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mlcareer.cli.content_schema import schema_text
from mlcareer.cli.streams import say
from mlcareer.content.shapes import FILES
from mlcareer.errors import OutputError, UsageError, visible
from mlcareer.model.wording import counted

_STARTER: Final = Path(__file__).resolve().parent.parent / "starter"
_SCHEMAS: Final = ".schema"
_OURS: Final = "our"
"""What ids of the starters begin with, and what they keep where a folder has no usable name."""

_OUR_ID: Final = re.compile(rf"\b{_OURS}-(?=[a-z])")
_LONGEST: Final = 60
"""Letters of a folder's name in ids, which are names of files and stand in tables."""


def new(folder: Path, *, extend: bool) -> None:
    """Write a content folder that works, with ids that no folder of another name has.

    Args:
        folder: Where; it must not exist or be empty.
        extend: Whether it adds to what came with the program.

    Raises:
        UsageError: There is something in the folder already.
        OutputError: It cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there already, and is kept as it is. Name a new folder."
        raise UsageError(visible(message))
    ours = _slug(folder.name or folder.absolute().name) or _OURS
    texts = dict(_texts("addition" if extend else "map", ours))
    for name, text in texts.items():
        _write(folder / name, text)
    named = str(folder)
    # A shell hands on what begins with a dash, and it would be taken for an option.
    place = visible(shlex.quote(f"./{named}" if named.startswith("-") else named))
    written = f"Written: {visible(named)}, {counted(len(texts), 'file')}"
    say(f"{written}; ids begin with {ours}-. Change them as you like, then:")
    say(f"  mlcareer content check {place}")
    say(f"  mlcareer --content {place} assess")


def _slug(name: str) -> str:
    """Make the beginning of an id of a name; nothing of it may be left."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(re.findall("[a-z0-9]+", bare))[:_LONGEST].rstrip("-")


def _texts(starter: str, ours: str) -> Iterator[tuple[str, str]]:
    """Make the files of a starter, by their names, with ids that begin in another way."""
    source = _STARTER / starter
    for path in sorted(source.rglob("*.yaml")):
        name = path.relative_to(source).as_posix()
        text = path.read_text(encoding="utf-8")
        yield _OUR_ID.sub(f"{ours}-", name), _OUR_ID.sub(f"{ours}-", text)
    for kind in FILES:
        yield f"{_SCHEMAS}/{kind}.schema.json", schema_text(kind)


def _write(file: Path, text: str) -> None:
    """Write a file of a folder in which there is none yet."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        place = error.filename or file
        message = f"{place} cannot be written: {error.strerror}. Name another folder."
        raise OutputError(visible(message)) from error
