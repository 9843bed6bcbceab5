"""`mlcareer data delete`: nothing of a profile is left on the disk."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mlcareer.cli.data import amount
from mlcareer.cli.paths import (
    PROFILES,
    USUAL_PROFILE,
    cache_folder,
    data_folder,
    data_root,
    database_path,
    own_roles,
    profile_name,
    profile_option,
)
from mlcareer.cli.streams import say
from mlcareer.errors import ExitCode, UsageError
from mlcareer.model.wording import counted
from mlcareer.store.contents import count_contents
from mlcareer.store.removal import delete as delete_files
from mlcareer.store.removal import delete_folder_if_empty, empty
from mlcareer.store.salvage import files_of

_WORD: Final = "delete"
_COMPILED: Final = "content-*.jsonl*"
"""What the program keeps in its cache."""


def delete(*, sure: bool) -> int:
    """Delete all data of the profile; returns the exit code.

    Raises:
        UsageError: Nobody can be asked, and --yes is not given.
        StoreError: Something cannot be deleted.
    """
    files = [*files_of(database_path()), *_role_files()]
    if not files:
        _delete_rest()
        say(f"There is no data of the profile {profile_name()}.")
        return ExitCode.OK
    if not sure and not sys.stdin.isatty():
        message = (
            "Standard input is no terminal, so nobody can be asked whether to delete all data of"
            f" the profile {profile_name()}. To do it without asking, give --yes."
        )
        raise UsageError(message)
    for line in _what_goes(files):
        say(line)
    if not sure and not _is_word_typed():
        say("Nothing was deleted.")
        return ExitCode.OK
    if database_path().exists():
        empty(database_path())
    delete_files(files)
    delete_files([*files_of(database_path()), *_role_files()])
    _delete_rest()
    say(f"Deleted: {counted(len(files), 'file')} of the profile {profile_name()}.")
    return ExitCode.OK


def _role_files() -> Iterator[Path]:
    yield from sorted(own_roles().glob("*.yaml"))
    yield from sorted(own_roles().glob(".incoming-*.part"))


def _what_goes(files: list[Path]) -> Iterator[str]:
    yield f"All data of the profile {profile_name()} will be deleted for good:"
    for file in files:
        is_database = file == database_path()
        held = f" ({amount(count_contents(file))})" if is_database else ""
        yield f"- {file}{held}"
    yield "- the cache, which holds nothing of yours"
    command = f"mlcareer {profile_option()}data export -o my-data.json"
    yield f"Your settings stay. To keep a copy, leave now, and first run: {command}"


def _is_word_typed() -> bool:
    from mlcareer.cli.screen import Leave, read_line  # noqa: PLC0415 - only where it asks

    say(f"Type the word {_WORD} to go on; anything else leaves.")
    try:
        return read_line("> ").lower() == _WORD
    except Leave:
        return False


def _delete_rest() -> None:
    """Delete what can be made again, and folders in which nothing is left."""
    cache = cache_folder()
    delete_files(cache.glob(_COMPILED))
    for folder in (cache, own_roles(), *data_folder().glob(".recovering-*")):
        delete_folder_if_empty(folder)
    if profile_name() != USUAL_PROFILE:
        delete_folder_if_empty(data_folder())
        delete_folder_if_empty(data_root() / PROFILES)
