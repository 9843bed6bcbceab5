"""`mlcareer content schema`: the form of content files, for editors."""

import json
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.streams import say
from mlcareer.content.schemas import schema_of
from mlcareer.content.shapes import FILES
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import OutputError, UsageError
from mlcareer.model.wording import counted


def schema(kind: str | None, folder: Path | None) -> None:
    """Print a schema, or write all of them into a folder.

    Raises:
        UsageError: There is no such kind of file, or neither kind nor folder is given.
        OutputError: The folder cannot be written.
    """
    if folder is not None:
        write_schemas(folder)
        return
    if kind is None:
        message = f"Name a kind of file ({', '.join(FILES)}), or -o DIR to write them all."
        raise UsageError(message)
    if kind not in FILES:
        hint = close_match(kind, FILES) or f" Known: {', '.join(FILES)}."
        message = f"Unknown kind of file {kind!r}.{hint}"
        raise UsageError(message)
    put(schema_text(kind))


def schema_text(kind: str) -> str:
    """Write a schema as JSON."""
    return f"{json.dumps(schema_of(kind), indent=2)}\n"


def write_schemas(folder: Path) -> None:
    """Write all schemas into a folder, which need not exist.

    Raises:
        OutputError: That cannot be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made: {error.strerror}. Name another folder with -o."
        raise OutputError(message) from error
    for kind in FILES:
        put(schema_text(kind), folder / f"{kind}.schema.json", quiet=True)
    say(f"Written: {counted(len(FILES), 'schema')} in {folder}")
