"""`mlcareer content new`: a small content folder to begin with."""

import shlex
from pathlib import Path
from typing import Final

from mlcareer.cli.content_schema import schema_text
from mlcareer.cli.output import put
from mlcareer.cli.streams import say
from mlcareer.content.shapes import FILES
from mlcareer.errors import OutputError, UsageError

_STARTER: Final = Path(__file__).resolve().parent.parent / "starter"
_SCHEMAS: Final = ".schema"


def new(folder: Path, *, extend: bool) -> None:
    """Write a content folder that works.

    Args:
        folder: Where; it must not exist or be empty.
        extend: Whether it adds to what came with the program.

    Raises:
        UsageError: There is something in the folder already.
        OutputError: It cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there already, and is kept as it is. Name a new folder."
        raise UsageError(message)
    source = _STARTER / ("addition" if extend else "map")
    texts = {
        path.relative_to(source): path.read_text(encoding="utf-8")
        for path in sorted(source.rglob("*.yaml"))
    }
    texts |= {Path(_SCHEMAS) / f"{kind}.schema.json": schema_text(kind) for kind in FILES}
    for name, text in texts.items():
        _write(folder / name, text)
    named = str(folder)
    # A shell hands on what begins with a dash, and it would be taken for an option.
    place = shlex.quote(f"./{named}" if named.startswith("-") else named)
    say(f"Written: {folder}, {len(texts)} files. Change them as you like, then:")
    say(f"  mlcareer content check {place}")
    say(f"  mlcareer --content {place} assess")


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{file.parent} cannot be made: {error.strerror}. Name another folder."
        raise OutputError(message) from error
    put(text, file, quiet=True)
