"""`mlcareer data`: where a person's data lies, and how it goes to another machine and back."""

import os
from collections.abc import Iterator
from pathlib import Path

from mlcareer.cli.output import put, put_json
from mlcareer.cli.paths import (
    DATABASE_NAME,
    PROFILES,
    USUAL_PROFILE,
    data_folder,
    data_root,
    database_path,
    own_roles,
    profile_name,
)
from mlcareer.cli.session import NOTHING_SAID, existing_store
from mlcareer.cli.streams import STANDARD_INPUT, read_bytes, say
from mlcareer.errors import ContentError, NoDataError, Problem
from mlcareer.model.wording import counted
from mlcareer.store.contents import Contents, Counts, count_contents, read_contents
from mlcareer.store.database import Store
from mlcareer.store.document import MAX_BYTES, Document, read_document, write_document
from mlcareer.store.transfer import TakenIn, read_roles
from mlcareer.store.transfer import take_in as take_document_in


def show_path(*, json: bool) -> None:
    """Print where the data lies, and how much every profile has."""
    found = {name: count_contents(file) for name, file in _profiles().items()}
    if json:
        put_json("data path", _data(found))
        return
    lines = [
        f"Profile:   {profile_name()}",
        f"Folder:    {data_folder()}",
        f"Database:  {database_path()}",
        f"Own roles: {own_roles()}",
        "",
        "Profiles:",
        *(f"  {line}" for line in _lines(found)),
    ]
    put("\n".join(lines) + "\n")


def _profiles() -> dict[str, Path]:
    """List the databases of all profiles, the usual one first; that in use is always there."""
    root = data_root()
    others = sorted(file.parent.name for file in (root / PROFILES).glob(f"*/{DATABASE_NAME}"))
    files = {name: root / PROFILES / name / DATABASE_NAME for name in others}
    return {USUAL_PROFILE: root / DATABASE_NAME, **files, profile_name(): database_path()}


def _data(found: dict[str, Counts | None]) -> dict[str, object]:
    profiles = [
        {
            "name": name,
            "is_used": name == profile_name(),
            "is_readable": counts is not None,
            **(counts or Counts())._asdict(),
        }
        for name, counts in found.items()
    ]
    return {
        "profile": profile_name(),
        "folder": str(data_folder()),
        "database": str(database_path()),
        "own_roles": str(own_roles()),
        "profiles": profiles,
    }


def _lines(found: dict[str, Counts | None]) -> Iterator[str]:
    width = max(map(len, found))
    for name, counts in found.items():
        used = " (in use)" if name == profile_name() else ""
        yield f"{name:<{width}}  {amount(counts)}{used}"


def amount(counts: Counts | None) -> str:
    """Say how much data there is."""
    if counts is None:
        return "cannot be read"
    if counts == Counts():
        return "no data"
    plan = f", {counted(counts.changes, 'change')} of the plan" if counts.changes else ""
    assessments = counted(counts.assessments, "assessment")
    return f"{counted(counts.answers, 'answer')} in {assessments}{plan}"


def export(file: Path | None) -> None:
    """Write all data of the profile as one JSON document.

    Raises:
        NoDataError: There is none.
    """
    with existing_store() as store:
        contents = read_contents(store) if store else Contents()
    roles = read_roles(own_roles())
    for name in roles.left_out:
        say(f"Left out: {own_roles() / name}, which is no text, or has a name for no role.")
    if contents == Contents() and not roles.texts:
        raise NoDataError(NOTHING_SAID)
    put(write_document(Document(contents, roles.texts)), file)


def take_in(file: Path) -> None:
    """Put an exported document together with the data of the profile.

    Raises:
        ContentError: It is no such document; nothing was taken in.
    """
    document = _read(file)
    with Store(database_path()) as store:
        done = take_document_in(store, document, own_roles())
    for line in _what_came_of(done):
        say(line)


def _read(file: Path) -> Document:
    try:
        raw = read_bytes(file, MAX_BYTES + 1)
    except OSError as error:
        problem = f"cannot be read: {error.strerror or os.strerror(error.errno or 0)}"
        raise ContentError(Problem(str(file), 0, problem)) from error
    return read_document(raw, STANDARD_INPUT if str(file) == "-" else str(file))


def _what_came_of(done: TakenIn) -> Iterator[str]:
    gained = done.gained
    parts = []
    if gained.assessments:
        parts.append(f"{counted(gained.assessments, 'assessment')} new")
    if gained.went_on:
        parts.append(f"{gained.went_on} went on ({counted(gained.events, 'event')})")
    if gained.changes:
        parts.append(f"{counted(gained.changes, 'change')} of the plan new")
    if done.roles:
        parts.append(f"{counted(len(done.roles), 'role')} new")
    if parts:
        yield f"Taken in: {', '.join(parts)}. Nothing is there twice."
    else:
        yield "Nothing is new: all of it was here before."
    if gained.second_answers:
        count = counted(gained.second_answers, "question")
        yield f"{count} had been answered on both machines: the earlier answer counts."
    for name in done.differing:
        yield f"{own_roles() / name} has another text than in the file; yours was left as it is."
