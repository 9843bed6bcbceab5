"""What most commands begin with: the content, the store, the latest assessment."""

import os
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mlcareer.cli.paths import database_path, own_roles
from mlcareer.cli.streams import say
from mlcareer.cli.timed import KEPT_AT, with_times
from mlcareer.content.folder import Folders, Given, content_folder, default_role, role_ids
from mlcareer.content.moves import steps_up_to_date, up_to_date
from mlcareer.content.people import load_backgrounds
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import MlcareerError, NoDataError, StoreError, UsageError
from mlcareer.gaps import Report, make_report
from mlcareer.measure.belief import Belief
from mlcareer.measure.profile import Profile, believe, profile_of
from mlcareer.measure.stretches import stretches_of
from mlcareer.model.people import (
    Backgrounds,
    Event,
    EventKind,
    Trait,
    asked_ids,
    standing_events,
)
from mlcareer.model.plan import PROJECT_PREFIX, Claim, PlanEvent, Wishes, claims_of, wishes_of
from mlcareer.model.skills import Role, SkillMap
from mlcareer.roadmap.ground import Ground, lay_ground
from mlcareer.store.database import Assessment, Store
from mlcareer.store.opening import has_broken_log

if TYPE_CHECKING:
    from mlcareer.model.study import Project
    from mlcareer.render.report_ticks import Ticks

NOTHING_SAID = "There are no answers yet. Start with mlcareer assess."

TELLING = (EventKind.RATING, EventKind.ANSWER)
"""Kinds of events that say something about a skill."""


@dataclass(frozen=True)
class Standing:
    """What was said in an assessment, and the role to hold it against.

    Attributes:
        folders: The content.
        events: The log of the assessment; answers have the time at which they were kept.
        started: When it began, as an ISO 8601 text.
        plan_events: What became of the study plan.
    """

    folders: Folders
    backgrounds: Backgrounds | None
    events: tuple[Event, ...]
    started: str
    skill_map: SkillMap
    role: Role
    plan_events: tuple[PlanEvent, ...] = ()

    @cached_property
    def belief(self) -> Belief:
        """What is believed about the person."""
        return believe(self.skill_map, self.backgrounds, self.events)

    @cached_property
    def _profile(self) -> Profile:
        return profile_of(self.skill_map, self.belief, standing_events(self.events))

    @cached_property
    def report(self) -> Report:
        """Where the person stands against the role."""
        return make_report(self.skill_map, self.role, self._profile, self.belief, self.started)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Steps and projects that were ticked, by id."""
        return claims_of(self.plan_events)

    @cached_property
    def wishes(self) -> Wishes:
        """What is wanted of the plan; the hours are those of the background if not said since."""
        wishes = wishes_of(self.plan_events)
        said = self._profile.background.get("hours", "")
        if wishes.hours_a_week is None and said.isdigit():
            return wishes._replace(hours_a_week=int(said))
        return wishes

    @cached_property
    def answered(self) -> dict[str, tuple[str, ...]]:
        """Times at which questions about each skill were answered, as ISO 8601 texts."""
        times: dict[str, tuple[str, ...]] = {}
        for event in standing_events(self.events):
            if event.kind is EventKind.ANSWER:
                skill = str(event.detail["skill"])
                times[skill] = (*times.get(skill, ()), str(event.detail[KEPT_AT]))
        return times

    @cached_property
    def exhausted(self) -> frozenset[str]:
        """Skills about which no question is left."""
        from mlcareer.content.question_ids import exhausted  # noqa: PLC0415 - only plans need it

        return exhausted(self.folders, self.skill_map.skills, asked_ids(self.events))

    def ticks(self, report: Report) -> "Mapping[str, Ticks]":
        """Hold what was ticked against the answers, for the skills of a report."""
        # Most people ticked nothing yet, and need nothing of what says more about it.
        if not self.claims:
            return {}
        from mlcareer.render.report_ticks import ticks_of  # noqa: PLC0415 - see above

        claims = self.claims.values()
        return ticks_of(report.gaps, claims, self.answered, self.projects_ticked)

    def ground(self, report: Report) -> dict[str, Ground]:
        """Say which levels answers show and which were ticked, for the skills of a report."""
        claims = self.claims.values()
        return lay_ground(report.gaps, claims, self.answered, self.projects_ticked)

    @cached_property
    def projects_ticked(self) -> "Mapping[str, Project]":
        """Read what projects show, where any was ticked."""
        if not any(id_.startswith(PROJECT_PREFIX) for id_ in self.claims):
            return {}
        from mlcareer.content.study import load_projects  # noqa: PLC0415 - seldom needed

        return load_projects(self.folders, self.skill_map)

    def with_plan_of_today(self) -> "Standing":
        """Read again what became of the study plan."""
        return replace(self, plan_events=load_plan_events(self.folders, self.skill_map))

    def report_on_area(self, area: str) -> Report:
        """Where the person stands in one area of the map.

        Raises:
            UsageError: The role asks for nothing there.
        """
        skills = {skill.id for skill in self.skill_map.in_area(area)}
        profile = self._profile
        estimates = {id_: one for id_, one in profile.estimates.items() if id_ in skills}
        return make_report(
            self.skill_map,
            self.part_of_role(area),
            profile._replace(estimates=estimates),
            self.belief,
            self.started,
            area,
        )

    def part_of_role(self, area: str) -> Role:
        """Cut from the role what it asks in one area.

        Raises:
            UsageError: That is nothing.
        """
        skills = {skill.id for skill in self.skill_map.in_area(area)}
        demands = {id_: d for id_, d in self.role.demands.items() if id_ in skills}
        if not demands:
            message = (
                f"{self.role.name} asks for nothing in {self.skill_map.areas[area]}."
                " Compare with another role: --role NAME (mlcareer roles)."
            )
            raise UsageError(message)
        return self.role._replace(demands=demands, excluded=())

    def traits(self) -> tuple[Trait, ...]:
        """List the ways of working that the content asks about, where any was answered."""
        if not self._profile.traits:
            return ()
        from mlcareer.content.people import load_traits  # noqa: PLC0415 - seldom needed

        return tuple(load_traits(self.folders).values())


def role_option(standing: Standing, named: str | None = None) -> str:
    """Write what names the role on the command line, or "" where it is the usual one."""
    role = named or standing.role.id
    return "" if role == default_role(standing.folders) else f"--role {shlex.quote(role)}"


@contextmanager
def existing_store() -> Iterator[Store | None]:
    """Open the database if there is one, for reading only where nothing else is allowed."""
    path = database_path()
    try:
        there = path.exists() or has_broken_log(path)
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}. Set MLCAREER_HOME to another folder."
        raise StoreError(message) from error
    if not there:
        yield None
        return
    writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    with Store(path, read_only=not writable) as store:
        yield store


def latest_events(
    store: Store, roles: Collection[str]
) -> tuple[Assessment, tuple[Event, ...]] | None:
    """Read the log of the latest assessment for one of the roles in which something was said.

    An assessment that was only begun does not hide the one before it.
    """
    for assessment in store.assessments():
        kept = store.kept(assessment) if assessment.role in roles else ()
        if any(event.kind in TELLING and event.value for _, event in kept):
            return assessment, with_times(kept)
    return None


def load_plan_events(folders: Folders, skill_map: SkillMap) -> tuple[PlanEvent, ...]:
    """Read what became of the study plan, under the ids that its steps have today.

    Raises:
        ContentError: What became of ids that are gone cannot be read.
    """
    with existing_store() as store:
        kept = store.plan_events() if store else ()
    return steps_up_to_date(folders, skill_map, kept)


def load_standing(content: Given, role: str | None = None) -> Standing:
    """Work out where the person stands from the latest assessment.

    Args:
        content: The content folders that were named; none for what came with the program.
        role: Id or file of the role to compare with; None for the one that the latest
            questions were chosen for.

    Raises:
        NoDataError: Nothing was answered yet.
        UsageError: There is no such role.
    """
    standing = find_standing(content, role)
    if standing is None:
        raise NoDataError(NOTHING_SAID)
    return standing


def find_standing(content: Given, role: str | None = None) -> Standing | None:
    """Work out where the person stands, or None where nothing was answered yet.

    Raises:
        UsageError: There is no such role.
    """
    folders = content_folder(content)
    with existing_store() as store:
        latest = latest_events(store, role_ids(folders)) if store else None
        plan_kept = store.plan_events() if store and latest else ()
    if latest is None:
        return None
    assessment, events = latest
    skill_map = load_skill_map(folders)
    return Standing(
        folders=folders,
        backgrounds=load_backgrounds(folders, skill_map),
        events=up_to_date(folders, skill_map, events),
        started=assessment.started,
        skill_map=skill_map,
        role=load_wanted_role(folders, skill_map, role, events),
        plan_events=steps_up_to_date(folders, skill_map, plan_kept),
    )


def load_wanted_role(
    folders: Folders,
    skill_map: SkillMap,
    wanted: str | None,
    events: Sequence[Event],
    known: Role | None = None,
) -> Role:
    """Load the role that was named, or the one that the latest questions were chosen for.

    A remembered role that is gone or does not read gives way to the usual one, with a word.

    Raises:
        UsageError: There is no role of the name.
        ContentError: The role that was named is not what it should be.
    """
    if wanted is not None:
        return load_role(folders, wanted, skill_map, own_roles())
    usual = default_role(folders)
    stretches = stretches_of(events)
    named = stretches[-1].role if stretches else ""
    if known is not None and known.id == usual and named in ("", usual):
        return known
    try:
        return load_role(folders, named or usual, skill_map, own_roles())
    except MlcareerError as error:
        if named in ("", usual):
            raise
        say(f"The role {named} of your assessment cannot be used: {error}")
        say("Compared with the usual role instead. Name another one with --role.")
        return load_role(folders, usual, skill_map)
