"""An assessment as a fold over its events: what was said, and what to ask next.

The interview knows no terminal and no clock. Whoever drives it asks what the
next step says, makes an event of the reply, commits it and applies it. Applying
the same events again gives the same state and the same next step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from mlcareer.measure.belief import Belief
from mlcareer.measure.profile import believe, item_of
from mlcareer.measure.selection import Asked, Stake, choose, reserve, unsettled
from mlcareer.measure.stretches import Stretch, advance
from mlcareer.model.people import BACKGROUND_QUESTIONS, Backgrounds, Event, EventKind, Trait
from mlcareer.model.questions import Outcome, Question, number_in
from mlcareer.model.skills import Role, SkillMap

DEFAULT_BUDGET: Final = 45
"""Questions of one assessment: with the self-ratings about twenty minutes."""


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
    """Nothing is left to ask, and why."""

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
    """

    def __init__(self, material: Material, seed: int, events: Sequence[Event] = ()) -> None:
        self._material = material
        self._seed = seed
        self._stretches: tuple[Stretch, ...] = ()
        self._events: list[Event] = []
        self._belief: Belief | None = None
        for event in events:
            self.apply(event)

    @property
    def stretch(self) -> Stretch:
        """The stretch under way, or the last one; at the start one about everything."""
        if self._stretches:
            return self._stretches[-1]
        answers = len(self._answer_events())
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
    def events(self) -> tuple[Event, ...]:
        """All that was applied, in order."""
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
        seen = {event.subject for event in self._answer_events()}
        scope = frozenset(self.scope)
        left = sum(
            question.skill in scope and question.id not in seen
            for question in self._material.questions.values()
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

    def apply(self, event: Event) -> None:
        """Take in one committed event."""
        self._stretches = advance(self._stretches, event, len(self._events))
        if event.kind is EventKind.ANSWER and self._belief is not None:
            if event.detail["skill"] in self._belief:
                self._belief.answer(item_of(event), Outcome(event.value))
        elif event.kind in (EventKind.BACKGROUND, EventKind.RATING):
            self._belief = None
        self._events.append(event)

    def _answer_events(self) -> list[Event]:
        return [event for event in self._events if event.kind is EventKind.ANSWER]

    def next_step(self) -> Step:
        """Say what to ask now."""
        if self.stretch.finished:
            return Done("finished before")
        step = self._next_background() or self._next_rating()
        if step is not None:
            return step
        question = self.next_question()
        return question if isinstance(question, AskQuestion) else self._next_trait() or question

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
        reason, question = self._next_question()
        if question is None:
            return Done(reason)
        options = shown_options(question, self._seed)
        return AskQuestion(question, options, self.answers + 1, self.most_questions)

    def _next_question(self) -> tuple[str, Question | None]:
        if self.answers >= self.stretch.budget:
            return f"the number of questions that was set ({self.stretch.budget}) is reached", None
        counts: dict[str, int] = {}
        asked: list[Question] = []
        for event in self._answer_events():
            counts[str(event.detail["skill"])] = counts.get(str(event.detail["skill"]), 0) + 1
            if event.subject in self._material.questions:
                asked.append(self._material.questions[event.subject])
        seen = {question.id for question in asked}
        stakes = self._stakes()
        if not stakes:
            return "there are no questions about these skills yet", None
        open_skills = unsettled(self.belief, stakes, counts)
        if not open_skills:
            return "every skill that has questions is sure enough", None
        pool: Sequence[Question] = [
            question
            for question in self._material.questions.values()
            if question.skill in open_skills and question.id not in seen
        ]
        random = Random(f"{self._seed}:{len(self._events)}")  # noqa: S311 - no secret hangs on it
        pool = reserve(pool, stakes, counts, self.stretch.left)
        question = choose(self.belief, pool, stakes, Asked(asked, counts), random)
        return "no question is left about what is still open", question

    def _stakes(self) -> dict[str, Stake]:
        with_questions = {question.skill for question in self._material.questions.values()}
        demands = self._material.role.demands
        return {
            skill: Stake(demands[skill].target, demands[skill].weight)
            for skill in self.scope
            if skill in with_questions and skill in demands
        }

    def _next_trait(self) -> AskTrait | None:
        known = self._subjects(EventKind.TRAIT)
        traits = tuple(self._material.traits.values())
        left = [trait for trait in traits if trait.id not in known]
        if not left:
            return None
        return AskTrait(left[0], len(traits) - len(left) + 1, len(traits))


def shown_options(question: Question, seed: int) -> tuple[str, ...]:
    """Put the options in the order to show them: by value, or shuffled by the seed."""
    options = list(question.options)
    if question.order == "numeric":
        return tuple(sorted(options, key=lambda option: number_in(option) or 0.0))
    Random(f"{seed}:{question.id}").shuffle(options)  # noqa: S311 - no secret hangs on it
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
