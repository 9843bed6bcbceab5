"""The library: run an assessment from a program, without a terminal and without files.

`docs/library.md` shows it at work. Whatever is not named there may change.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mlcareer.content.compiled import load_assessed
from mlcareer.content.folder import Folders, content_folder
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import ContentError, UsageError
from mlcareer.gaps import Report, report_of
from mlcareer.measure.interview import DEFAULT_DEPTH, DEPTHS, Interview, Material
from mlcareer.measure.profile import Estimate
from mlcareer.measure.steps import AskQuestion, Done, answer_event
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.items import Outcome
from mlcareer.model.levels import LEVELS
from mlcareer.model.people import (
    BACKGROUND_QUESTIONS,
    HOURS_A_WEEK,
    Event,
    EventKind,
    asked_ids,
    undo_event,
)
from mlcareer.model.plan import Claim, Wishes
from mlcareer.model.questions import Form, Question, typed_number

if TYPE_CHECKING:
    from mlcareer.roadmap.plan import Roadmap
    from mlcareer.roadmap.shelf import Shelf

__all__ = [
    "DEPTHS",
    "AskQuestion",
    "Assessment",
    "ContentError",
    "Estimate",
    "Event",
    "Form",
    "Material",
    "Outcome",
    "Question",
    "Report",
    "UsageError",
    "Wishes",
    "load_content",
    "load_shelf",
]

FolderNames = str | PathLike[str] | Sequence[str | PathLike[str]] | Folders | None
"""Content folders as programs name them; None and an empty list for what came with the program."""


def _folders(named: FolderNames) -> Folders:
    if isinstance(named, Folders):
        return named
    if named is None or isinstance(named, str | PathLike):
        return content_folder(() if named is None else (Path(named),))
    return content_folder(tuple(map(Path, named)))


def load_content(
    folder: FolderNames = None,
    role: str | None = None,
    *,
    cache: str | PathLike[str] | None = None,
) -> Material:
    """Read the content: skills, questions, backgrounds and one role.

    Args:
        folder: Where it lies; several where later ones add to those before; the content
            that came with the program where none is given.
        role: Id of the role; the one that the content names where none is given.
        cache: A folder in which to keep the content compiled, so that reading it again is
            quicker; None for nowhere. It need not exist and may be deleted at any time.

    Raises:
        UsageError: There is no skill map or no such role.
        ContentError: Something there is not what it should be; names file and line.
    """
    folders = _folders(folder)
    content, questions = load_assessed(folders, role, None if cache is None else Path(cache))
    return Material(
        skill_map=content.skill_map,
        role=content.role,
        backgrounds=content.backgrounds,
        traits=content.traits,
        questions=questions,
        moves=content.moves,
    )


def load_shelf(content: Material, folder: FolderNames = None, domain: str = "") -> "Shelf":
    """Read what there is to study with: resources and projects.

    Args:
        content: What `load_content` read.
        folder: Where it lies; as for `load_content`.
        domain: Id of a field of use whose projects to prefer, or "".

    Raises:
        UsageError: There is no such folder or field.
        ContentError: Something there is not what it should be; names file and line.
    """
    from mlcareer.content.shelf import read_shelf  # noqa: PLC0415 - an interview needs none of it

    folders = _folders(folder)
    domains = content.backgrounds.domains if content.backgrounds else {}
    if domain:
        _check(domain, domains, "domain")
    return read_shelf(folders, content.skill_map, domains[domain] if domain else None)


class Assessment:
    """One person's assessment, kept in memory.

    The same content, seed and replies give the same questions and the same
    estimates, on every platform.

    Args:
        content: What `load_content` read.
        seed: Decides all that is left to chance.
        depth: "quick", "standard" or "deep": 20, 45 or 100 questions at most.
        questions: How many questions at most, at least 1, instead of a depth.
        skills: Ids of the skills or areas to ask about; all where none is given.
        seen_before: Ids of questions that the person met before; they are avoided.
        log: What `log` gave earlier, to go on from there. Depth, questions and skills are
            then those of the log; seed and seen_before do not stand in it.

    Raises:
        UsageError: There is no such depth, skill, area or kind of event, or questions is
            no number that can be asked.
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
        self._interview = Interview(content, seed, map(_restored, log), seen_before)
        if not self._interview.log:
            self._interview.apply(stretch_event(self._scope(skills), _budget(depth, questions)))

    def _scope(self, names: Sequence[str]) -> tuple[str, ...]:
        skill_map = self._content.skill_map
        for name in names:
            _check(name, {**skill_map.skills, **skill_map.areas}, "skill or area")
        return skill_map.select(tuple(names)) if names else self._interview.role_skills

    def tell(self, subject: str, value: str) -> None:
        """Take in something about the person.

        Args:
            subject: "degree" or "work", which suggest levels, "hours" a week, or "goal".
            value: The id of a choice in the content, or a number of hours.

        Raises:
            UsageError: There is no such subject, or no such choice in the content.
        """
        _check(subject, BACKGROUND_QUESTIONS, "background question")
        if subject == "hours":
            _check_hours(value)
        else:
            backgrounds = self._content.backgrounds
            _check(value, backgrounds.choices(subject) if backgrounds else (), subject)
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
        self._interview.apply(Event(EventKind.RATING, skill, str(int(level))))

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

    def answer(self, question: str, reply: str | Sequence[str] | None) -> Outcome:
        """Take in the answer to a question, the one that was chosen or any other.

        Args:
            question: Its id.
            reply: The text of the option chosen, or what was typed; all options that apply,
                or the steps in order, where the form of the question is several or sequence;
                None stands for "I don't know".

        Returns:
            What came of it.

        Raises:
            UsageError: There is no such question or option, or it was answered before.
        """
        asked = self._question(question)
        said = _checked_reply(asked, reply)
        if self._interview.was_answered(question):
            message = f"{question} was answered before; only undo takes an answer back."
            raise UsageError(message)
        self._interview.apply(answer_event(asked, said))
        return asked.outcome_of(said)

    def undo(self) -> bool:
        """Take back what was said last: an answer, a rating or something about the person.

        What is believed is then exactly what it was before. The log keeps both.

        Returns:
            Whether there was anything to take back.
        """
        event = undo_event(self._interview.events)
        if event is None:
            return False
        self._interview.apply(event)
        return True

    def profile(self) -> Mapping[str, Estimate]:
        """Say what is believed about each skill; there is a result after every reply."""
        return self._interview.profile().estimates

    def report(self) -> Report:
        """Say where the person stands against the role of the content: readiness and gaps."""
        return report_of(self._interview)

    def roadmap(
        self,
        today: date,
        shelf: "Shelf",
        wishes: Wishes | None = None,
        ticked: Iterable[str] = (),
    ) -> "Roadmap":
        """Plan the way to the targets of the role.

        Args:
            today: The day on which the plan begins, unless the wishes say otherwise.
            shelf: What `load_shelf` read.
            wishes: Hours a week, first and last day and the like.
            ticked: Ids of steps and projects that were done since the last answer, by the
                person's word.
        """
        from mlcareer.roadmap.planning import (  # noqa: PLC0415 - an interview needs none of it
            Person,
            make_roadmap,
        )

        content, interview = self._content, self._interview
        at = datetime.combine(today, datetime.min.time(), UTC).isoformat()
        claims = {id_: Claim(id_, today.isoformat(), at) for id_ in ticked}
        asked = asked_ids(interview.log)
        left = {q.skill for q in content.questions.values() if q.id not in asked.get(q.skill, ())}
        exhausted = content.skill_map.skills.keys() - left
        person = Person(self.report().gaps, interview.belief, claims, exhausted=exhausted)
        return make_roadmap(
            content.skill_map, content.role, person, shelf, wishes or Wishes(), today
        )

    def predict(self, question: str) -> float:
        """Give the chance, 0 to 1, that the person would answer a question right.

        Raises:
            UsageError: There is no such question.
        """
        return self._interview.belief.predict(self._question(question).item)[Outcome.RIGHT]

    @property
    def log(self) -> tuple[Event, ...]:
        """All that happened, in order: enough to go on later, or elsewhere, by way of JSON."""
        return tuple(e._replace(detail=dict(e.detail)) for e in self._interview.log)

    def _question(self, id_: str) -> Question:
        _check(id_, self._content.questions, "question")
        return self._content.questions[id_]


def _checked_reply(question: Question, reply: str | Sequence[str] | None) -> str | None:
    """Make one text of a reply that the form of the question allows."""
    if reply is None:
        return None
    parts = question.form.parts_of(reply) if isinstance(reply, str) else tuple(reply)
    for part in parts if question.options else ():
        if part not in question.options:
            hint = close_match(part, question.options) or " Give one of its options or None."
            message = f"{part!r} is no option of {question.id}.{hint}"
            raise UsageError(message)
    most = len(question.options) if question.form.in_parts else 1
    fewest = most if question.form is Form.SEQUENCE else 1
    if not fewest <= len(parts) <= most or len(set(parts)) < len(parts):
        message = f"{question.id} is of form {question.form}: {_WANTED[question.form]}, or None."
        raise UsageError(message)
    if question.form is Form.NUMBER and not typed_number(parts[0]):
        message = f"{parts[0]!r} is no number, and {question.id} asks for one."
        raise UsageError(message)
    return "\n".join(parts)


_WANTED: Final = {
    Form.CHOICE: "give one option",
    Form.SEVERAL: "give a list of options, each once",
    Form.SEQUENCE: "give a list of all its options in order",
    Form.NUMBER: "give a number as a text",
    Form.TEXT: "give one text",
}


def _budget(depth: str, questions: int | None) -> int:
    if questions is None:
        _check(depth, DEPTHS, "depth")
        return DEPTHS[depth]
    if questions < 1:
        message = f"Ask at least 1 question, not {questions}."
        raise UsageError(message)
    return questions


def _restored(event: Event) -> Event:
    """Make the kind of an event one again where it came by way of JSON as a text."""
    _check(event.kind, map(str, EventKind), "kind of event")
    return event._replace(kind=EventKind(event.kind))


def _check_hours(value: str) -> None:
    if value not in map(str, HOURS_A_WEEK):
        low, high = HOURS_A_WEEK[0], HOURS_A_WEEK[-1]
        message = f"Hours a week are a whole number from {low} to {high}, not {value!r}."
        raise UsageError(message)


def _check(name: str, known: Iterable[str], what: str) -> None:
    names = tuple(known)
    if name not in names:
        message = f"There is no {what} {name!r}.{close_match(name, names)}"
        raise UsageError(message)
