"""The library: run an assessment from a program, without a terminal and without files.

`docs/library.md` shows it at work. Whatever is not named there may change.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mlcareer.content.folder import content_folder, default_role
from mlcareer.content.people import load_backgrounds, load_traits
from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.measure.interview import (
    DEFAULT_DEPTH,
    DEPTHS,
    AskQuestion,
    Done,
    Interview,
    Material,
    answer_event,
)
from mlcareer.measure.profile import Estimate
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.items import Outcome
from mlcareer.model.levels import LEVELS
from mlcareer.model.people import BACKGROUND_QUESTIONS, SAID, Event, EventKind
from mlcareer.model.questions import Question

__all__ = [
    "DEPTHS",
    "AskQuestion",
    "Assessment",
    "Estimate",
    "Event",
    "Material",
    "Outcome",
    "Question",
    "load_content",
]


def load_content(folder: Path | None = None, role: str | None = None) -> Material:
    """Read a content folder: skills, questions, backgrounds and one role.

    Args:
        folder: Where it lies; the content that came with the program where none is given.
        role: Id of the role; the folder's own choice where none is given.

    Raises:
        UsageError: There is no skill map or no such role.
        ContentError: Something in the folder is not what it should be; names file and line.
    """
    place = content_folder(folder)
    skill_map = load_skill_map(place)
    return Material(
        skill_map=skill_map,
        role=load_role(place, role or default_role(place), skill_map),
        backgrounds=load_backgrounds(place, skill_map),
        traits=load_traits(place),
        questions=load_questions(place, skill_map),
    )


class Assessment:
    """One person's assessment, kept in memory.

    The same content, seed and replies give the same questions and the same
    estimates, on every platform.

    Args:
        content: What `load_content` read.
        seed: Decides all that is left to chance.
        depth: "quick", "standard" or "deep": 20, 45 or 100 questions at most.
        questions: How many questions at most, instead of a depth.
        skills: Ids of the skills or areas to ask about; all where none is given.
        seen_before: Ids of questions that the person met before; others come first.
        log: What `log` gave earlier, to go on from there; the arguments above but the
            seed are then those of the log.

    Raises:
        UsageError: There is no such depth, skill or area.
    """

    def __init__(  # noqa: PLR0913 - settings with defaults, by name only
        self,
        content: Material,
        *,
        seed: int = 0,
        depth: str = DEFAULT_DEPTH,
        questions: int | None = None,
        skills: Sequence[str] = (),
        seen_before: Iterable[str] = (),
        log: Iterable[Event] = (),
    ) -> None:
        self._content = content
        self._interview = Interview(content, seed, log, seen_before)
        if not self._interview.log:
            budget = _budget(depth) if questions is None else questions
            self._interview.apply(stretch_event(self._scope(skills), budget))

    def _scope(self, names: Sequence[str]) -> tuple[str, ...]:
        skill_map = self._content.skill_map
        for name in names:
            _check(name, {**skill_map.skills, **skill_map.areas}, "skill or area")
        return skill_map.select(tuple(names or skill_map.skills))

    def tell(self, subject: str, value: str) -> None:
        """Take in something about the person: "degree" or "work", which suggest levels.

        Raises:
            UsageError: There is no such subject, or no such choice in the content.
        """
        _check(subject, BACKGROUND_QUESTIONS, "background question")
        backgrounds = self._content.backgrounds
        choices = backgrounds.choices(subject) if backgrounds else {}
        if choices:
            _check(value, choices, subject)
        self._interview.apply(Event(EventKind.BACKGROUND, subject, value))

    def rate(self, skill: str, level: int) -> None:
        """Take in the person's own rating of a skill, a level from 0 to 4.

        Raises:
            UsageError: There is no such skill or level.
        """
        _check(skill, self._content.skill_map.skills, "skill")
        if level not in LEVELS:
            message = f"A level is one of {', '.join(map(str, LEVELS))}, not {level!r}."
            raise UsageError(message)
        self._interview.apply(Event(EventKind.RATING, skill, str(level)))

    def next_question(self) -> AskQuestion | None:
        """Choose the next question, with its options in the order to show them.

        Nothing changes until it is answered: asked again, it gives the same question.
        None means that nothing should be asked any more; `stopped` says why.
        """
        step = self._interview.next_question()
        return step if isinstance(step, AskQuestion) else None

    @property
    def stopped(self) -> str:
        """Why no further question is asked, or "" while there is one."""
        step = self._interview.next_question()
        return step.reason if isinstance(step, Done) else ""

    def answer(self, question: str, option: str | None) -> Outcome:
        """Take in the answer to a question, the one that was chosen or any other.

        Args:
            question: Its id.
            option: The text of the option chosen; None stands for "I don't know".

        Returns:
            What came of it.

        Raises:
            UsageError: There is no such question or option.
        """
        asked = self._question(question)
        if option is not None and option not in asked.options:
            message = f"{option!r} is no option of {question}. Give one of its options or None."
            raise UsageError(message)
        self._interview.apply(answer_event(asked, option))
        return asked.outcome_of(option)

    def undo(self) -> bool:
        """Take back what was said last: an answer, a rating or something about the person.

        What is believed is then exactly what it was before. The log keeps both.

        Returns:
            Whether there was anything to take back.
        """
        if not any(event.kind in SAID for event in self._interview.events):
            return False
        self._interview.apply(Event(EventKind.UNDO, "assessment", ""))
        return True

    def profile(self) -> Mapping[str, Estimate]:
        """Say what is believed about each skill; there is a result after every reply."""
        return self._interview.profile().estimates

    def predict(self, question: str) -> float:
        """Give the chance, 0 to 1, that the person would answer a question right.

        Raises:
            UsageError: There is no such question.
        """
        return self._interview.belief.predict(self._question(question).item)[Outcome.RIGHT]

    @property
    def log(self) -> tuple[Event, ...]:
        """All that happened, in order: enough to go on later, or elsewhere."""
        return self._interview.log

    def _question(self, id_: str) -> Question:
        _check(id_, self._content.questions, "question")
        return self._content.questions[id_]


def _budget(depth: str) -> int:
    _check(depth, DEPTHS, "depth")
    return DEPTHS[depth]


def _check(name: str, known: Iterable[str], what: str) -> None:
    names = tuple(known)
    if name not in names:
        message = f"There is no {what} {name!r}.{close_match(name, names)}"
        raise UsageError(message)
