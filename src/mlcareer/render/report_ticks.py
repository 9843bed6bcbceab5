"""What was ticked in the plan, beside what answers show of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from mlcareer.model.days import day_text
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import PROJECT_PREFIX, Claim, StepId, parse_step_id
from mlcareer.model.wording import counted

if TYPE_CHECKING:
    from mlcareer.model.study import Project
    from mlcareer.roadmap.ground import Ground

TICKED: Final = (
    "Ticked: what you said you have done, with the day. It changes no number here; answers do."
)
"""What a tick is, for legends."""


_GLUE: Final = "\u00a0"


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
            return _printable(self.claim.on)

    @property
    def evidence(self) -> str:
        """What shows it, on one line and without control characters, or ""."""
        return _printable(self.claim.evidence)

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
            words = words.replace(tick.day, tick.day.replace(" ", _GLUE))
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
    ground: Mapping[str, "Ground"],
    claims: Iterable[Claim],
    projects: Mapping[str, "Project"] = MappingProxyType({}),
) -> dict[str, Ticks]:
    """Hold each tick against what answers show; only skills with a tick are named.

    Args:
        ground: Of the skills that the report is about, laid with the same claims.
        claims: What was ticked. A project counts where its evidence was given.
        projects: What ticked projects show, by their ids.
    """
    found: dict[str, list[Tick]] = {}
    for claim in claims:
        for step in _steps_of(claim, projects):
            if step.skill in ground:
                tick = _held(claim, step, ground[step.skill])
                found.setdefault(step.skill, []).append(tick)
    return {
        skill: Ticks(tuple(sorted(found[skill], key=_in_order)), ground[skill].to_prove)
        for skill in ground
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


def _steps_of(claim: Claim, projects: Mapping[str, "Project"]) -> Iterator[StepId]:
    step = parse_step_id(claim.id)
    if step is not None:
        yield step
    elif claim.evidence and claim.id.startswith(PROJECT_PREFIX):
        project = projects.get(claim.id.removeprefix(PROJECT_PREFIX))
        if project is not None:
            yield from (StepId(skill, project.level) for skill in project.shows)


def _held(claim: Claim, step: StepId, ground: "Ground") -> Tick:
    estimate = ground.gap.estimate
    state = _state(claim, step, ground)
    return Tick(claim, step.level, state, estimate.reaches(step.level), estimate.answers)


def _state(claim: Claim, step: StepId, ground: "Ground") -> TickState:
    if ground.proven >= step.level:
        return TickState.PROVEN
    held_up = step.level <= ground.claimed
    if not claim.id.startswith(PROJECT_PREFIX):
        held_up = ground.attempts.get(step.level, 0) < step.attempt
    return TickState.CLAIMED if held_up else TickState.REFUTED


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


def _printable(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
