"""What was ticked and is not shown by answers: which questions to ask, and what came of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from mlcareer.cli.session import Standing, load_plan_events
from mlcareer.cli.sitting import Sitting
from mlcareer.content.folder import Folders
from mlcareer.errors import NoDataError
from mlcareer.gaps import PROVEN
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.profile import Profile
from mlcareer.measure.stretches import Stretch
from mlcareer.model.people import EventKind
from mlcareer.model.plan import PlanEvent, claims_of
from mlcareer.model.questions import Outcome
from mlcareer.model.skills import SkillMap
from mlcareer.model.wording import chance_text, counted
from mlcareer.roadmap.ground import REFUTED, Ground

NOTHING_TICKED: Final = (
    "Nothing is ticked yet. Tick a step of your plan with mlcareer done python.2, or take in"
    " a plan that you ticked: mlcareer sync plan.md"
)


def load_ticks(folders: Folders, skill_map: SkillMap) -> tuple[PlanEvent, ...]:
    """Read what became of the plan.

    Raises:
        NoDataError: No tick stands.
    """
    events = load_plan_events(folders, skill_map)
    if not claims_of(events):
        raise NoDataError(NOTHING_TICKED)
    return events


class Ticked(NamedTuple):
    """What was ticked, and what of it to ask about.

    Attributes:
        ticks: What became of the plan.
        scope: Skills that the person named, or nothing for all.
    """

    folders: Folders
    material: Material
    ticks: tuple[PlanEvent, ...]
    scope: tuple[str, ...]

    @property
    def skill_map(self) -> SkillMap:
        """The skills that there are."""
        return self.material.skill_map

    def to_prove(self, sitting: Sitting) -> tuple[Ground, ...]:
        """List the skills of the role with a tick that stands and that answers do not show."""
        material, interview = self.material, sitting.interview
        standing = Standing(
            folders=self.folders,
            backgrounds=material.backgrounds,
            events=interview.events,
            started=sitting.assessment.started,
            skill_map=material.skill_map,
            role=interview.material.role,
            plan_events=self.ticks,
        )
        return claimed_ground(standing, self.scope)

    def waits(self, stretch: Stretch, aims: Mapping[str, int]) -> bool:
        """Tell whether a stretch that was broken off asks about these levels.

        It may ask about higher ones, and others: answers given in it already may speak
        against a tick, which is settled only at its end.
        """
        if not stretch.aims or (self.scope and not aims):
            return False
        return all(level <= stretch.aims.get(skill, 0) for skill, level in aims.items())


def claimed_ground(standing: Standing, scope: Sequence[str] = ()) -> tuple[Ground, ...]:
    """List where a tick stands that answers do not show, in the order of the map."""
    ground = standing.ground(standing.report)
    wanted = [ground[skill] for skill in standing.skill_map.skills if skill in ground]
    return tuple(one for one in wanted if one.to_prove and (not scope or one.skill in scope))


def nothing_to_prove(scope: Sequence[str]) -> Iterator[str]:
    """Say that no tick waits for proof."""
    where = f" about {', '.join(scope)}" if scope else ""
    yield (
        f"Nothing is left to prove{where}: no tick stands there for the role that answers do"
        " not show already."
    )
    yield "What is ticked, and what is proven: mlcareer progress"


def what_is_claimed(claims: Sequence[Ground], skill_map: SkillMap) -> Iterator[str]:
    """Say what will be asked about, and why."""
    level = "this level" if len(claims) == 1 else "these levels"
    yield f"You ticked {level}. A tick is your word; answers to questions can prove it:"
    for one in claims:
        estimate = one.gap.estimate
        asked = counted(estimate.answers, "question") if estimate.answers else "no question"
        chance = chance_text(estimate.reaches(one.to_prove))
        name = skill_map.skills[one.skill].title(one.to_prove)
        yield f"- {name}, there with a chance of {chance} as far as is known ({asked} so far)"


class _Aim(NamedTuple):
    skill: str
    level: int
    chance: float
    measured: bool
    right: int
    asked: int

    @property
    def proven(self) -> bool:
        return self.measured and self.chance >= PROVEN

    @property
    def refuted(self) -> bool:
        return self.measured and self.chance < REFUTED


def _aims(interview: Interview, profile: Profile) -> list[_Aim]:
    """Say where each level stands that a stretch was to decide."""
    stretch = interview.stretch
    outcomes: dict[str, list[str]] = {}
    for event in interview.events[stretch.start :]:
        if event.kind is EventKind.ANSWER:
            outcomes.setdefault(str(event.detail["skill"]), []).append(event.value)
    return [
        _Aim(
            skill,
            level,
            profile.estimates[skill].reaches(level),
            profile.estimates[skill].measured,
            right=outcomes.get(skill, []).count(Outcome.RIGHT),
            asked=len(outcomes.get(skill, [])),
        )
        for skill, level in stretch.aims.items()
        if skill in profile.estimates
    ]


def what_became(interview: Interview) -> Iterator[str]:
    """Say what became of the levels that the stretch was to decide, and what to do next."""
    if not interview.stretch.aims:
        return
    aims = _aims(interview, interview.profile())
    if interview.stretch.each:
        yield from _still_there([aim for aim in aims if aim.asked], interview.material.skill_map)
    else:
        yield from _claims_decided(aims, interview.material.skill_map)


def _claims_decided(aims: Sequence[_Aim], skill_map: SkillMap) -> Iterator[str]:
    for aim in aims:
        chance = chance_text(aim.chance)
        state = "proven" if aim.proven else "not borne out" if aim.refuted else "still open"
        name = skill_map.skills[aim.skill].title(aim.level)
        yield f"- {name}, {state}: there with a chance of {chance}"
    still_open = [aim.skill for aim in aims if not aim.proven and not aim.refuted]
    if still_open:
        command = f"mlcareer assess --claimed {' '.join(still_open)}"
        yield f"More questions about what is open, now or later: {command}"
    if any(aim.refuted for aim in aims):
        yield "What is not borne out stands in your plan again: mlcareer roadmap"
        yield "Why your answers were not right: mlcareer review"


def _still_there(aims: Sequence[_Aim], skill_map: SkillMap) -> Iterator[str]:
    for aim in aims:
        state = "still there" if aim.proven else "in doubt now"
        name = skill_map.skills[aim.skill].title(aim.level)
        chance = chance_text(aim.chance)
        yield f"- {name}, {aim.right} of {aim.asked} right: {state}, with a chance of {chance}"
    if not all(aim.proven for aim in aims):
        yield "What is in doubt stands in your plan again: mlcareer roadmap"
        yield "Why your answers were not right: mlcareer review"
