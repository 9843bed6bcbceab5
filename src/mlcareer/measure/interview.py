"""An assessment as a fold over its events: what was said, and what to ask next.

The interview knows no terminal and no clock. Whoever drives it asks what the
next step says, makes an event of the reply, commits it and applies it. Applying
the same events again gives the same state and the same next step.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Final

from mlcareer.measure.belief import Belief
from mlcareer.measure.pools import Pool, in_turn, owed, pool_of, stakes_of
from mlcareer.measure.profile import Profile, believe, item_of, profile_of
from mlcareer.measure.progress import Left, Progress, progress_of
from mlcareer.measure.selection import Choice, History, Stake, choose
from mlcareer.measure.steps import (
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    Done,
    Step,
    shown_options,
)
from mlcareer.measure.stopping import Reason, is_worth_it, reason_to_stop
from mlcareer.measure.stretches import Stretch, advance
from mlcareer.model.items import Outcome
from mlcareer.model.moves import Move
from mlcareer.model.people import (
    BACKGROUND_QUESTIONS,
    REPLIES,
    Backgrounds,
    Event,
    EventKind,
    Trait,
    standing_events,
    undo_event,
)
from mlcareer.model.questions import Question
from mlcareer.model.skills import Role, SkillMap

DEPTHS: Final = MappingProxyType({"quick": 20, "standard": 45, "deep": 100})
"""Questions of one assessment, at most, by how thorough it is to be."""

DEFAULT_DEPTH: Final = "standard"

DEFAULT_BUDGET: Final = DEPTHS[DEFAULT_DEPTH]
"""With the self-ratings about twenty minutes."""

_SHARE_BEFORE: Final = 0.5
"""Background and self-ratings take at most this share of the minutes that were set."""


@dataclass(frozen=True, slots=True)
class Material:
    """The content that an interview draws on."""

    skill_map: SkillMap
    role: Role
    backgrounds: Backgrounds | None
    traits: Mapping[str, Trait]
    questions: Mapping[str, Question]
    moves: tuple[Move, ...] = ()


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
        self._pool = pool_of(material.questions)
        self._log: list[Event] = []
        self._forget()
        for event in events:
            self.apply(event)

    def _forget(self) -> None:
        self._stretches: tuple[Stretch, ...] = ()
        self._events: list[Event] = []
        self._belief: Belief | None = None
        self._history = History(self._seen_before)
        self._put_off: Counter[str] = Counter()

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
        return Stretch(self.role_skills, DEFAULT_BUDGET, answers=answers)

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
    def role_skills(self) -> tuple[str, ...]:
        """All skills that the role asks for; several maps together hold others too."""
        known, asked = self._material.skill_map.skills, self._material.role.demands
        return tuple(skill for skill in known if skill in asked) or tuple(known)

    @property
    def most_questions(self) -> int:
        """How many questions are asked at most since the scope was set."""
        left = sum(
            len(self._pool.get(skill, ())) - self._history.asked_about(skill)
            for skill in self.scope
        )
        return min(self.stretch.budget, self.answers + left)

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

    def progress(self) -> Progress:
        """Say how far it is."""
        stretch = self.stretch
        left = Left(
            max(0, self.most_questions - self.answers), len(self.unrated()), stretch.minutes_left
        )
        return progress_of(self.belief, self._asked_for(), self._events, left)

    def taken_back_by_undo(self, *, explained: bool = False) -> Event | None:
        """Make the event that takes back the last reply of this stretch, if there is one.

        Args:
            explained: Whether answers were explained as they were given; who has read what
                the answer is tells nothing by giving it, so then they stand.
        """
        replies = [e for e in self._events[self.stretch.start :] if e.kind in REPLIES]
        if explained and replies and replies[-1].kind is EventKind.ANSWER:
            return None
        return undo_event(replies)

    def was_answered(self, question: str) -> bool:
        """Tell whether there is an answer to a question that stands."""
        events = self._events
        return any(e.kind is EventKind.ANSWER and e.subject == question for e in events)

    def options_of(self, question: Question) -> tuple[str, ...]:
        """Put the options of a question in the order in which they are shown here."""
        return shown_options(question, self._seed)

    def apply(self, event: Event) -> None:
        """Take in one committed event."""
        self._log.append(event)
        if event.kind is EventKind.NOTE:
            return
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
        elif event.kind is EventKind.LATER:
            self._put_off[event.subject] += 1
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

    def _next_trait(self) -> AskTrait | None:
        known = self._subjects(EventKind.TRAIT)
        traits = tuple(self._material.traits.values())
        left = [trait for trait in traits if trait.id not in known]
        if not left:
            return None
        return AskTrait(left[0], len(traits) - len(left) + 1, len(traits))

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
        stakes, asked = self._stakes(), self._asked_for()
        why = Reason.NONE_LEFT
        for pool in self._pools():
            owed_now = self._owed(pool)
            stop = reason_to_stop(self.stretch, self.belief, asked, owed=bool(owed_now))
            if stop is not None:
                return self._done(stop)
            choice = self._choose(owed_now or pool, stakes)
            if choice is None:
                why = Reason.NONE_LEFT
            elif owed_now or is_worth_it(choice, asked):
                question, options = choice.question, self.options_of(choice.question)
                return AskQuestion(question, options, self.answers + 1, self.most_questions)
            else:
                why = Reason.NOT_WORTH_IT
        return self._done(why)

    def _asked_for(self) -> dict[str, Stake]:
        """What hangs on the skills in scope that there are questions about."""
        return {skill: stake for skill, stake in self._stakes().items() if skill in self._pool}

    def _choose(self, pool: Pool, stakes: Mapping[str, Stake]) -> Choice | None:
        random = Random(f"{self._seed}:{len(self._events)}")  # noqa: S311 - no secret hangs on it
        return choose(self.belief, pool, stakes, self._history, random)

    def _pools(self) -> Iterator[Pool]:
        pool = {skill: self._pool[skill] for skill in self.scope if skill in self._pool}
        return in_turn(pool, self._put_off, self._history.asked, self.stretch.left)

    def _owed(self, pool: Pool) -> Pool:
        stretch = self.stretch
        return owed(stretch, pool, self._history, self._events[stretch.start :])

    def _stakes(self) -> dict[str, Stake]:
        """What hangs on the skills in scope; those without questions count by inference."""
        return stakes_of(self.stretch, self.scope, self._material.role.demands)
