"""An assessment as a fold over its events: what was said, and what to ask next.

The interview knows no terminal and no clock. Whoever drives it asks what the
next step says, makes an event of the reply, commits it and applies it. Applying
the same events again gives the same state and the same next step.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Final

from mlcareer.measure.belief import Belief
from mlcareer.measure.profile import Profile, believe, item_of, profile_of
from mlcareer.measure.selection import History, Stake, choose
from mlcareer.measure.stopping import Reason, is_worth_it, reason_to_stop
from mlcareer.measure.stretches import Stretch, advance
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import (
    BACKGROUND_QUESTIONS,
    Backgrounds,
    Event,
    EventKind,
    Trait,
    standing_events,
)
from mlcareer.model.questions import Form, Outcome, Question, number_in
from mlcareer.model.skills import Role, SkillMap

DEPTHS: Final = MappingProxyType({"quick": 20, "standard": 45, "deep": 100})
"""Questions of one assessment, at most, by how thorough it is to be."""

DEFAULT_DEPTH: Final = "standard"

DEFAULT_BUDGET: Final = DEPTHS[DEFAULT_DEPTH]
"""With the self-ratings about twenty minutes."""

_SHARE_BEFORE: Final = 0.5
"""Background and self-ratings take at most this share of the minutes that were set."""


OUTSIDE_THE_ROLE: Final = Stake(2, 1.0)
"""What hangs on a skill that the person named and the role does not ask for: "working", once."""

_Pool = dict[str, list[Question]]


@dataclass(frozen=True, slots=True)
class AskBackground:
    """Ask one of the background questions."""

    subject: str


@dataclass(frozen=True, slots=True)
class AskRating:
    """Ask for the level of one skill; position counts from 1."""

    skill: str
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask a question, with the options in the order to show them; at most total are asked."""

    question: Question
    options: tuple[str, ...]
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class AskTrait:
    """Ask how well a statement about ways of working fits; position counts from 1."""

    trait: Trait
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing is left to ask, why, and that in words."""

    why: Reason
    reason: str


Step = AskBackground | AskRating | AskQuestion | AskTrait | Done


@dataclass(frozen=True, slots=True)
class Material:
    """The content that an interview draws on."""

    skill_map: SkillMap
    role: Role
    backgrounds: Backgrounds | None
    traits: Mapping[str, Trait]
    questions: Mapping[str, Question]


class Interview:
    """The state of one assessment.

    Args:
        material: Skills, role, questions.
        seed: Decides all that is left to chance.
        events: What was committed before, in order.
        seen_before: Ids of questions that the person met in earlier assessments.
    """

    def __init__(
        self,
        material: Material,
        seed: int,
        events: Iterable[Event] = (),
        seen_before: Iterable[str] = (),
    ) -> None:
        self._material = material
        self._seed = seed
        self._seen_before = frozenset(seen_before)
        self._pool: dict[str, list[Question]] = {}
        for question in material.questions.values():
            self._pool.setdefault(question.skill, []).append(question)
        self._log: list[Event] = []
        self._forget()
        for event in events:
            self.apply(event)

    def _forget(self) -> None:
        self._stretches: tuple[Stretch, ...] = ()
        self._events: list[Event] = []
        self._belief: Belief | None = None
        self._history = History(self._seen_before)

    @property
    def material(self) -> Material:
        """The content that it draws on."""
        return self._material

    @property
    def stretch(self) -> Stretch:
        """The stretch under way, or the last one; at the start one about everything."""
        if self._stretches:
            return self._stretches[-1]
        answers = sum(event.kind is EventKind.ANSWER for event in self._events)
        return Stretch(self.all_skills, DEFAULT_BUDGET, answers=answers)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """All stretches, in order."""
        return self._stretches

    @property
    def answers(self) -> int:
        """How many questions were answered since the scope was set."""
        return self.stretch.answers

    @property
    def log(self) -> tuple[Event, ...]:
        """All that was applied, in order, with what was taken back."""
        return tuple(self._log)

    @property
    def events(self) -> tuple[Event, ...]:
        """All that stands, in order."""
        return tuple(self._events)

    @property
    def scope(self) -> tuple[str, ...]:
        """The skills that are asked about."""
        known = self._material.skill_map.skills
        return tuple(skill for skill in self.stretch.skills if skill in known)

    @property
    def all_skills(self) -> tuple[str, ...]:
        """All skills of the map."""
        return tuple(self._material.skill_map.skills)

    @property
    def most_questions(self) -> int:
        """How many questions are asked at most since the scope was set."""
        left = sum(
            len(self._pool.get(skill, ())) - self._history.asked_about(skill)
            for skill in self.scope
        )
        return min(self.stretch.budget, self.answers + left)

    @property
    def asks_background(self) -> bool:
        """Whether the content has questions about the person."""
        return self._material.backgrounds is not None

    @property
    def belief(self) -> Belief:
        """What is believed now."""
        if self._belief is None:
            material = self._material
            self._belief = believe(material.skill_map, material.backgrounds, self._events)
        return self._belief

    def profile(self) -> Profile:
        """Put what is believed now into a profile."""
        return profile_of(self._material.skill_map, self.belief, self._events)

    def apply(self, event: Event) -> None:
        """Take in one committed event."""
        self._log.append(event)
        if event.kind is EventKind.UNDO:
            self._forget()
            for standing in standing_events(self._log):
                self._take_in(standing)
        else:
            self._take_in(event)

    def _take_in(self, event: Event) -> None:
        self._stretches = advance(self._stretches, event, len(self._events))
        if event.kind is EventKind.ANSWER:
            self._take_in_answer(event)
        elif event.kind in (EventKind.BACKGROUND, EventKind.RATING):
            self._belief = None
        self._events.append(event)

    def _take_in_answer(self, event: Event) -> None:
        if event.subject in self._material.questions:
            self._history.add(self._material.questions[event.subject])
        if self._belief is not None and event.detail["skill"] in self._belief:
            self._belief.answer(item_of(event), Outcome(event.value))

    def next_step(self) -> Step:
        """Say what to ask now."""
        if self.stretch.finished:
            return self._done(Reason.FINISHED)
        stretch = self.stretch
        if stretch.each:
            return self.next_question()
        if not stretch.minutes or stretch.seconds < _SHARE_BEFORE * 60 * stretch.minutes:
            step = self._next_background() or self._next_rating()
            if step is not None:
                return step
        question = self.next_question()
        if isinstance(question, AskQuestion) or stretch.out_of_time:
            return question
        return self._next_trait() or question

    def _done(self, why: Reason) -> Done:
        if why is Reason.QUESTIONS:
            return Done(
                why, f"the number of questions that was set ({self.stretch.budget}) is reached"
            )
        if why is Reason.MINUTES:
            return Done(why, f"the time that was set ({self.stretch.minutes} min) is used up")
        return Done(why, why.value)

    def _subjects(self, kind: EventKind) -> frozenset[str]:
        return frozenset(event.subject for event in self._events if event.kind is kind)

    def _next_background(self) -> AskBackground | None:
        if self._material.backgrounds is None:
            return None
        known = self._subjects(EventKind.BACKGROUND)
        left = [subject for subject in BACKGROUND_QUESTIONS if subject not in known]
        return AskBackground(left[0]) if left else None

    def _next_rating(self) -> AskRating | None:
        left = self.unrated()
        if not left:
            return None
        total = len(self.scope)
        return AskRating(left[0], total - len(left) + 1, total)

    def unrated(self) -> tuple[str, ...]:
        """List the skills in scope that have no self-rating yet.

        A skill that was skipped counts as done, unless it was named since.
        """
        skips_from = self.stretch.start if self.stretch.named else 0
        done = {
            event.subject
            for at, event in enumerate(self._events)
            if event.kind is EventKind.RATING and (event.value or at >= skips_from)
        }
        return tuple(skill for skill in self.scope if skill not in done)

    def next_question(self) -> AskQuestion | Done:
        """Say which question to ask now, whatever else was not asked yet."""
        stakes = self._stakes()
        pool = {skill: self._pool[skill] for skill in self.scope if skill in self._pool}
        asked = {skill: stakes[skill] for skill in pool if skill in stakes}
        owed = self._owed(pool)
        why = reason_to_stop(self.stretch, self.belief, asked, owed=bool(owed))
        if why is not None:
            return self._done(why)
        random = Random(f"{self._seed}:{len(self._events)}")  # noqa: S311 - no secret hangs on it
        choice = choose(self.belief, owed or pool, stakes, self._history, random)
        if choice is None:
            return self._done(Reason.NONE_LEFT)
        if not owed and not is_worth_it(choice, asked):
            return self._done(Reason.NOT_WORTH_IT)
        options = shown_options(choice.question, self._seed)
        return AskQuestion(choice.question, options, self.answers + 1, self.most_questions)

    def _owed(self, pool: _Pool) -> _Pool:
        """Find the questions of the skills that are owed one, however sure all is.

        Where a number for each skill is set, these are the skills that had fewer in this
        stretch, asked about at the level of the aim or below. Where there are aims alone,
        these are the skills without any answer of their own: what is only inferred from
        their neighbours decides nothing.
        """
        stretch = self.stretch
        if not stretch.each:
            asked = self._history.asked_about
            return {s: pool[s] for s in stretch.aims if s in pool and not asked(s)}
        about = Counter(
            str(event.detail["skill"])
            for event in self._events[stretch.start :]
            if event.kind is EventKind.ANSWER
        )
        return {skill: self._fitting(skill) for skill in pool if about[skill] < stretch.each}

    def _fitting(self, skill: str) -> list[Question]:
        """List what was not asked about a skill, at the level of its aim or below if possible."""
        left = [q for q in self._pool[skill] if q.id not in self._history.asked]
        aim = self.stretch.aims.get(skill, TOP_LEVEL)
        return [question for question in left if question.level <= aim] or left

    def _stakes(self) -> dict[str, Stake]:
        """What hangs on the skills in scope; those without questions count by inference."""
        demands = self._material.role.demands
        aims = self.stretch.aims
        stakes = {
            skill: Stake(demands[skill].target, demands[skill].weight)
            for skill in self.scope
            if skill in demands
        }
        if self.stretch.named:
            stakes |= {skill: OUTSIDE_THE_ROLE for skill in self.scope if skill not in demands}
        return stakes | {
            skill: Stake(aims[skill], demands[skill].weight if skill in demands else 1.0)
            for skill in self.scope
            if skill in aims
        }

    def _next_trait(self) -> AskTrait | None:
        known = self._subjects(EventKind.TRAIT)
        traits = tuple(self._material.traits.values())
        left = [trait for trait in traits if trait.id not in known]
        if not left:
            return None
        return AskTrait(left[0], len(traits) - len(left) + 1, len(traits))


def shown_options(question: Question, seed: int) -> tuple[str, ...]:
    """Put the options in the order to show them: by value, or shuffled by the seed.

    There are none where the answer is typed. Steps never stand in the right order already.
    """
    options = list(question.options)
    if question.order == "numeric":
        return tuple(sorted(options, key=lambda option: number_in(option) or 0.0))
    random = Random(f"{seed}:{question.id}")  # noqa: S311 - no secret hangs on it
    random.shuffle(options)
    while question.form is Form.SEQUENCE and tuple(options) == question.key:
        random.shuffle(options)
    return tuple(options)


def answer_event(question: Question, chosen: str | None) -> Event:
    """Make the event of an answer; None stands for "I don't know".

    The item goes with it, so that the answer keeps its meaning when the
    question changes later.
    """
    item = question.item
    return Event(
        EventKind.ANSWER,
        question.id,
        question.outcome_of(chosen).value,
        {
            "skill": item.skill,
            "level": question.level,
            "a": item.a,
            "b": item.b,
            "b_sd": item.b_sd,
            "c": item.c,
            "chosen": chosen or "",
        },
    )
