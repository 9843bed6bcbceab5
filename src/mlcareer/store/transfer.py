"""Takes all data of a profile out of its folder, and data of another machine in."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.errors import StoreError
from mlcareer.store.contents import contents_of, write_contents
from mlcareer.store.database import Store
from mlcareer.store.document import Document, is_role_file
from mlcareer.store.merging import Gained, gained, merge_contents, recognised

_LARGEST_ROLE: Final = 1_000_000


class Roles(NamedTuple):
    """The person's own role files.

    Attributes:
        texts: By file name.
        left_out: Names of files that no document can hold.
    """

    texts: Mapping[str, str]
    left_out: tuple[str, ...]


class TakenIn(NamedTuple):
    """What came of taking a document in.

    Attributes:
        gained: What is new in the database.
        roles: Names of role files that are new.
        differing: Names of role files that are there with another text, and were left so.
    """

    gained: Gained
    roles: tuple[str, ...]
    differing: tuple[str, ...]


def read_roles(folder: Path) -> Roles:
    """Read the person's own role files.

    Raises:
        StoreError: One of them cannot be read.
    """
    texts: dict[str, str] = {}
    left_out: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name.startswith(".") or not path.is_file():
            continue
        text = _text_of(path) if is_role_file(path.name) else None
        if text is None:
            left_out.append(path.name)
        else:
            texts[path.name] = text
    return Roles(texts, tuple(left_out))


def _text_of(path: Path) -> str | None:
    """Read a file; None where it holds no text, or far too much."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_ROLE + 1)
        return raw.decode() if len(raw) <= _LARGEST_ROLE else None
    except UnicodeDecodeError:
        return None
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}. Check its permissions."
        raise StoreError(message) from error


def take_in(store: Store, document: Document, folder: Path) -> TakenIn:
    """Put a document together with what is there, all of it or none.

    A role file that is there with another text stays as it is.

    Args:
        store: The database.
        document: What to take in.
        folder: That of the person's own roles; made where there is none.

    Raises:
        StoreError: It cannot be done; the database and the roles are as they were.
    """
    there = {path.name.casefold() for path in folder.glob("*")}
    new = {name: text for name, text in document.roles.items() if name.casefold() not in there}
    with _staged(new, folder) as place, store.transaction() as db:
        mine = contents_of(store)
        before = recognised(mine, document.contents)
        after = merge_contents(before, recognised(document.contents, before))
        write_contents(db, mine, after)
        place()
    if after != mine:
        store.compact()
    others = sorted(document.roles.keys() - new.keys())
    differing = [name for name in others if not _is_there(folder / name, document.roles[name])]
    return TakenIn(gained(before, after), tuple(sorted(new)), tuple(differing))


def _is_there(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False


@contextmanager
def _staged(texts: Mapping[str, str], folder: Path) -> Iterator[Callable[[], None]]:
    """Write files beside their places, to be put there as the last thing that can fail.

    Gives what puts them there; whatever fails until the end, none of them stays.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for name, text in texts.items():
            folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=".incoming-", suffix=".part")
            written.append((Path(temporary), folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
        yield lambda: _put_in_place(written, folder)
    except OSError as error:
        _remove(written)
        raise _unwritable(folder, error) from error
    except BaseException:
        _remove(written)
        raise


def _put_in_place(written: Iterable[tuple[Path, Path]], folder: Path) -> None:
    try:
        for temporary, path in written:
            temporary.rename(path)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> StoreError:
    message = f"{folder} cannot be written: {error.strerror}. Nothing was taken in."
    return StoreError(message)


def _remove(written: Iterable[tuple[Path, Path]]) -> None:
    for temporary, path in written:
        with suppress(OSError):
            # What is not beside its place any more is in it.
            (temporary if temporary.exists() else path).unlink()
