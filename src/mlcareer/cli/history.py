"""`mlcareer history`, and the assessments of one person as snapshots."""

import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from mlcareer.changes import Snapshot
from mlcareer.cli.output import put, put_json
from mlcareer.cli.session import NOTHING_SAID, TELLING, existing_store, load_wanted_role
from mlcareer.cli.streams import page_for
from mlcareer.cli.timed import day_of
from mlcareer.content.folder import Folders, Given, content_folder, role_ids
from mlcareer.content.moves import load_moves, question_homes
from mlcareer.content.people import load_backgrounds
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import NoDataError
from mlcareer.gaps import make_report
from mlcareer.measure.profile import believe, profile_of
from mlcareer.measure.stretches import is_complete, stretches_of
from mlcareer.model.moves import Move, move_events
from mlcareer.model.people import SAID, Backgrounds, Event, EventKind, standing_events
from mlcareer.model.skills import Role, SkillMap
from mlcareer.store.database import Assessment, Kept


class Log(NamedTuple):
    """The log of one assessment, or the beginning of it.

    Attributes:
        number: Of the assessment in the history, counted from 1.
    """

    number: int
    assessment: Assessment
    kept: tuple[Kept, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """What was kept, in order."""
        return tuple(event for _, event in self.kept)

    @property
    def days_said(self) -> tuple[str, ...]:
        """Days on which a skill was rated or a question answered, one for each such time."""
        return tuple(day_of(at) for at, event in self.kept if event.kind in TELLING and event.value)

    @property
    def place(self) -> tuple[int, int]:
        """Where its end stands among all that was said: an earlier one is smaller."""
        counted = (*SAID, EventKind.UNDO)
        return self.number, sum(event.kind in counted for event in self.events)

    def by(self, day: str) -> "Log":
        """Cut off what was kept after a day, such as 2026-11-22, by the clock of that time."""
        later = (place for place, kept in enumerate(self.kept) if day_of(kept.at) > day)
        return self._replace(kept=self.kept[: next(later, len(self.kept))])


class History:
    """All assessments of a person in which something was said, for one map.

    Args:
        folders: The content.
        logs: At least one, in the order in which they were begun.
    """

    def __init__(self, folders: Folders, logs: Sequence[Log]) -> None:
        self.logs = tuple(logs)
        self._folders = folders
        self._roles: dict[str, Role] = {}

    @cached_property
    def _skill_map(self) -> SkillMap:
        return load_skill_map(self._folders)

    @cached_property
    def _backgrounds(self) -> Backgrounds | None:
        return load_backgrounds(self._folders, self._skill_map)

    @cached_property
    def _moves(self) -> tuple[Move, ...]:
        return load_moves(self._folders, self._skill_map)

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return question_homes(self._folders, self._skill_map)

    def role(self, log: Log, wanted: str | None = None) -> Role:
        """Find the role to hold a log against.

        Args:
            log: One of the logs, or the beginning of one.
            wanted: Id or file of the role; None for the one that the latest questions of
                the log were chosen for.

        Raises:
            UsageError: There is no such role.
        """
        stretches = stretches_of(log.events)
        meant = wanted or (stretches[-1].role if stretches else "")
        if meant not in self._roles:
            self._roles[meant] = load_wanted_role(
                self._folders, self._skill_map, wanted, log.events
            )
        return self._roles[meant]

    def snapshot(self, log: Log, role: Role) -> Snapshot:
        """Work out where the person stood against a role at the end of a log."""
        events = move_events(log.events, self._moves, lambda: self._homes)
        belief = believe(self._skill_map, self._backgrounds, events)
        profile = profile_of(self._skill_map, belief, standing_events(events))
        return Snapshot(
            *log.place,
            until=log.days_said[-1],
            complete=is_complete(stretches_of(events)),
            report=make_report(self._skill_map, role, profile, belief, log.assessment.started),
        )


def load_history(content: Given) -> History:
    """Read all assessments for the content in which something was said.

    Raises:
        NoDataError: There is none.
    """
    folders = content_folder(content)
    roles = role_ids(folders)
    with existing_store() as store:
        begun = store.assessments()[::-1] if store else ()
        logs = [Log(0, each, store.kept(each)) for each in begun if store and each.role in roles]
    said = [log for log in logs if log.days_said]
    if not said:
        raise NoDataError(NOTHING_SAID)
    return History(folders, [log._replace(number=at) for at, log in enumerate(said, 1)])


def history(content: Given, role: str | None, *, color: str, json: bool, plain: bool) -> None:
    """Print all assessments, the oldest first."""
    past = load_history(content)
    snapshots = [past.snapshot(log, past.role(log, role)) for log in past.logs]
    from mlcareer.render.history import history_data, history_text  # noqa: PLC0415 - if there is one

    if json:
        put_json("history", history_data(snapshots))
    else:
        put(history_text(page_for(sys.stdout, color, plain=plain), snapshots))
