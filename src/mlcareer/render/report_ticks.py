"""What was ticked in the plan, beside what answers show of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from mlcareer.gaps import Gap
from mlcareer.model.characters import allowed
from mlcareer.model.days import day_text
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import PROJECT_PREFIX, Claim, parse_step_id
from mlcareer.model.wording import counted
from mlcareer.render.page import unbroken
from mlcareer.roadmap.ground import Ground, lay_ground

if TYPE_CHECKING:
    from mlcareer.model.study import Project

TICKED: Final = (
    "Ticked: what you said you have done, with the day. It changes no number here; answers do."
)
"""What a tick is, for legends."""

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class TickState(StrEnum):
    """What answers make of a tick."""

    PROVEN = "proven"
    """Answers show the level; the tick has no part in that."""
    CLAIMED = "claimed"
    """They neither show the level nor speak against the tick."""
    REFUTED = "refuted"
    """Answers given later speak against it."""


class Tick(NamedTuple):
    """One level of a skill that was ticked, as a step or by a project that shows it.

    Attributes:
        level: 1 to 4.
        chance: That the level is there by the answers, 0 to 1.
        answers: How many questions about the skill were answered.
    """

    claim: Claim
    level: int
    state: TickState
    chance: float
    answers: int = 0

    @property
    def project(self) -> str:
        """Id of the project that was ticked, or "" where it was the step itself."""
        id_ = self.claim.id
        return id_.removeprefix(PROJECT_PREFIX) if id_.startswith(PROJECT_PREFIX) else ""

    @property
    def day(self) -> str:
        """The day on which it was done, for people: "20 Nov 2026"; "" where none is known."""
        try:
            return day_text(date.fromisoformat(self.claim.on))
        except ValueError:
            return _harmless(self.claim.on)

    @property
    def evidence(self) -> str:
        """What shows it, on one line and without control characters, or ""."""
        return _harmless(self.claim.evidence)

    @property
    def title(self) -> str:
        """Name the level, and the project and the day where there are any."""
        project = f"project {self.project}" if self.project else ""
        inside = ", ".join(filter(None, (self.day, project)))
        return f"{LEVEL_NAMES[self.level]} ({inside})" if inside else LEVEL_NAMES[self.level]

    @property
    def standing(self) -> str:
        """Say what answers make of it, in the words of the plan."""
        # Only what was ticked needs the words of the plan.
        from mlcareer.render.roadmap_words import ticked_state  # noqa: PLC0415 - see above
        from mlcareer.roadmap.plan import Ticked  # noqa: PLC0415 - see above

        proven, refuted = (self.state is state for state in (TickState.PROVEN, TickState.REFUTED))
        return ticked_state(Ticked(self.claim, "", self.chance, proven, refuted, self.answers))


class Ticks(NamedTuple):
    """All ticks of one skill.

    Attributes:
        each: The lowest level first.
        to_prove: Level up to which the role asks for what was ticked, where answers do not
            show it yet; 0 for none.
    """

    each: tuple[Tick, ...] = ()
    to_prove: int = 0

    @property
    def words(self) -> str:
        """Name all levels with their days, by what answers make of them; "" for none."""
        of_state = [(state, self.in_state(state)) for state in TickState]
        return "; ".join(_in_state(state, ticks) for state, ticks in of_state if ticks)

    @property
    def unbroken(self) -> str:
        """The same, in which no line ends within a day."""
        words = self.words
        for tick in self.each:
            words = words.replace(tick.day, unbroken(tick.day))
        return words

    def in_state(self, state: TickState) -> tuple[Tick, ...]:
        """Choose the ticks of which answers make the same."""
        return tuple(tick for tick in self.each if tick.state is state)

    @property
    def claimed(self) -> int:
        """Highest level that was ticked and stands, proven or not; 0 for none."""
        stands = (tick.level for tick in self.each if tick.state is not TickState.REFUTED)
        return max(stands, default=0)


NO_TICKS: Final = Ticks()
NOTHING_TICKED: Final[Mapping[str, Ticks]] = MappingProxyType({})


def ticks_of(
    gaps: Sequence[Gap],
    claims: Iterable[Claim],
    answered: Mapping[str, Sequence[str]] | None = None,
    projects: "Mapping[str, Project] | None" = None,
) -> dict[str, Ticks]:
    """Hold each tick against what answers show; only skills with a tick are named.

    Args:
        gaps: Of the skills that the report is about.
        claims: What was ticked. A project counts where its evidence was given.
        answered: Times of the answers about each skill, as ISO 8601 texts with their zone.
        projects: What ticked projects show, by their ids.
    """
    claims = tuple(claims)
    of_skill = {gap.demand.skill: gap for gap in gaps}
    found: dict[str, list[Tick]] = {}
    for claim in claims:
        # Each by itself: another tick of the same level may hold while this one does not.
        alone = lay_ground(_gaps_of(claim, of_skill), (claim,), answered, projects)
        for ground in alone.values():
            for level in filter(None, (ground.claimed, *(step.level for step in ground.refuted))):
                found.setdefault(ground.skill, []).append(_held(claim, level, ground))
    together = lay_ground(gaps, claims, answered, projects)
    return {
        skill: Ticks(tuple(sorted(found[skill], key=_in_order)), together[skill].to_prove)
        for skill in of_skill
        if skill in found
    }


def all_ticks(ticked: Iterable[Ticks]) -> Iterator[Tick]:
    """List the ticks of several skills; a project once for each skill that it shows."""
    for ticks in ticked:
        yield from ticks.each


def ticked_sentence(ticked: Iterable[Ticks]) -> str:
    """Count what was ticked, and what answers make of it; "" where nothing was."""
    of_id = {tick.claim.id: tick for tick in all_ticks(ticked)}
    if not of_id:
        return ""
    steps = [tick.state for tick in of_id.values() if not tick.project]
    number = len(of_id) - len(steps)
    projects = counted(number, "project") if number else ""
    if not steps:
        return f"You ticked {projects} towards this role: a claim until answers show the levels."
    what = " and ".join(filter(None, (counted(len(steps), "step"), projects)))
    return f"You ticked {what} towards this role; {_borne_out(steps, with_projects=number > 0)}"


def to_be_proven(ticked: Iterable[Ticks]) -> bool:
    """Whether questions could still prove something that was ticked."""
    return any(ticks.to_prove for ticks in ticked)


def _gaps_of(claim: Claim, of_skill: Mapping[str, Gap]) -> Iterable[Gap]:
    """Choose the gaps that a tick may be about: of one skill, or of any that a project shows."""
    step = parse_step_id(claim.id)
    if step is None:
        return of_skill.values()
    return (of_skill[step.skill],) if step.skill in of_skill else ()


def _held(claim: Claim, level: int, ground: Ground) -> Tick:
    estimate = ground.gap.estimate
    state = TickState.REFUTED if ground.refuted else TickState.CLAIMED
    if ground.proven >= level:
        state = TickState.PROVEN
    return Tick(claim, level, state, estimate.reaches(level), estimate.answers)


def _borne_out(steps: Sequence[TickState], *, with_projects: bool) -> str:
    """Say how many of the ticked steps answers show, and how many they speak against."""
    proven, refuted = (steps.count(state) for state in (TickState.PROVEN, TickState.REFUTED))
    if len(steps) == 1:
        it = "the step" if with_projects else "it"
        if refuted:
            return f"later answers speak against {it}."
        return f"answers {'show' if proven else 'do not show'} {it}."
    them = "the steps" if with_projects else "them"
    text = f"answers show {proven or 'none'} of {them}."
    return f"{text} Later answers speak against {refuted}." if refuted else text


def _in_order(tick: Tick) -> tuple[int, str, str]:
    return tick.level, tick.claim.on, tick.claim.id


def _in_state(state: TickState, ticks: Sequence[Tick]) -> str:
    levels = ", ".join(tick.title for tick in ticks)
    match state:
        case TickState.PROVEN:
            return f"{levels}, proven"
        case TickState.CLAIMED:
            return f"{levels}, not proven"
        case TickState.REFUTED:
            return (
                f"{levels}, but later answers speak against {'it' if len(ticks) == 1 else 'them'}"
            )


def _harmless(text: str) -> str:
    """Put on one line what a person or a file said, without what cannot be seen."""
    return " ".join(allowed(_CONTROLS.sub(" ", text)).split())
