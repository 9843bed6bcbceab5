"""What most commands begin with: the content, the store, the latest assessment."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from mlcareer.cli.paths import database_path
from mlcareer.content.folder import content_folder, role_ids
from mlcareer.content.people import load_backgrounds
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import NoDataError, StoreError
from mlcareer.gaps import Report, make_report
from mlcareer.measure.profile import make_profile
from mlcareer.model.people import Backgrounds, Event, EventKind
from mlcareer.store.database import Assessment, Store

_SAYS_SOMETHING = (EventKind.RATING, EventKind.ANSWER)


class Standing(NamedTuple):
    """Where a person stands, and what that was worked out from."""

    folder: Path
    backgrounds: Backgrounds | None
    events: tuple[Event, ...]
    report: Report


@contextmanager
def existing_store() -> Iterator[Store | None]:
    """Open the database if there is one, for reading only where nothing else is allowed."""
    path = database_path()
    try:
        there = path.exists()
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}. Set MLCAREER_HOME to another folder."
        raise StoreError(message) from error
    if not there:
        yield None
        return
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with Store(path, read_only=not writable) as store:
        yield store


def latest_events(roles: Collection[str]) -> tuple[Assessment, tuple[Event, ...]] | None:
    """Read the log of the latest assessment for one of the roles in which something was said.

    An assessment that was only begun does not hide the one before it.
    """
    with existing_store() as store:
        for assessment in store.assessments() if store else ():
            events = store.events(assessment) if store and assessment.role in roles else ()
            if any(event.kind in _SAYS_SOMETHING and event.value for event in events):
                return assessment, events
    return None


def load_standing(content: Path | None) -> Standing:
    """Work out where the person stands from the latest assessment.

    Raises:
        NoDataError: Nothing was answered yet.
    """
    folder = content_folder(content)
    roles = role_ids(folder)
    latest = latest_events(roles)
    if latest is None:
        listed = ", ".join(roles)
        message = f"There are no answers yet (role: {listed}). Start with mlcareer assess."
        raise NoDataError(message)
    assessment, events = latest
    skill_map = load_skill_map(folder)
    role = load_role(folder, assessment.role, skill_map)
    backgrounds = load_backgrounds(folder, skill_map)
    profile = make_profile(skill_map, backgrounds, events)
    return Standing(
        folder=folder,
        backgrounds=backgrounds,
        events=events,
        report=make_report(skill_map, role, profile, assessment.started),
    )
