"""Deletes all data of a profile, for good."""

from collections.abc import Iterable
from pathlib import Path

from mlcareer.errors import StoreError
from mlcareer.store.contents import Contents, contents_of, write_contents
from mlcareer.store.database import DamagedError, Store, schema_version
from mlcareer.store.opening import version_in_header


def empty(path: Path) -> None:
    """Delete all that a database holds, and leave it there.

    A program that has it open finds it empty, and keeps nothing more in it. Where it is
    damaged, or of a newer program, nothing happens.

    Raises:
        StoreError: Another program is writing to it just now, or it cannot be written.
    """
    if version_in_header(path) > schema_version():
        return
    try:
        with Store(path) as store:
            with store.transaction() as db:
                write_contents(db, contents_of(store), Contents())
            store.compact()
    except DamagedError:
        return


def delete(files: Iterable[Path]) -> None:
    """Delete files, and links themselves rather than what they lead to.

    Raises:
        StoreError: One of them cannot be deleted; names it.
    """
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            message = (
                f"{file} cannot be deleted: {error.strerror}. Close other windows with mlcareer,"
                " check the permissions of the folder, and try again."
            )
            raise StoreError(message) from error


def delete_folder_if_empty(folder: Path) -> None:
    """Delete a folder in which nothing is left; others stay."""
    try:
        folder.rmdir()
    except OSError:
        return
