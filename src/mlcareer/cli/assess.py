"""`mlcareer assess`: asks, commits each answer at once, and can go on later."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mlcareer.cli.paths import database_path
from mlcareer.cli.respondents import FileRespondent, Leave, Respondent
from mlcareer.cli.streams import page_for, say
from mlcareer.cli.terminal import TerminalRespondent
from mlcareer.content.answers import Answers, read_answers
from mlcareer.content.folder import content_folder, default_role
from mlcareer.content.people import load_backgrounds, load_traits
from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.content.yamlfile import Field, close_match, parse_yaml, read_yaml
from mlcareer.errors import ExitCode, UsageError
from mlcareer.measure.interview import DEFAULT_BUDGET, Done, Interview, Material
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import SkillMap
from mlcareer.render.page import indent
from mlcareer.store.database import Assessment, Store

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    content: Path | None
    names: tuple[str, ...]
    answers: Path | None
    questions: int | None
    learn: bool
    new: bool
    seed: int | None


class Sitting:
    """An interview tied to the store: what is applied was committed before."""

    def __init__(
        self, store: Store, assessment: Assessment, interview: Interview, clock: Clock
    ) -> None:
        self._store = store
        self._assessment = assessment
        self._clock = clock
        self.interview = interview

    def commit(self, event: Event) -> None:
        """Commit an event, then apply it."""
        position = len(self.interview.events) + 1
        self._store.append(self._assessment, position, event, self._clock())
        self.interview.apply(event)

    def run(self, respondent: Respondent) -> str:
        """Ask until nothing is left to ask, and say why it ended."""
        while not isinstance(step := self.interview.next_step(), Done):
            for event in respondent.reply(step):
                self.commit(event)
        return step.reason


def assess(request: Request, clock: Clock) -> int:
    """Run or continue an assessment; returns the exit code."""
    if request.answers is None and not sys.stdin.isatty():
        message = (
            "Standard input is no terminal, so nobody can be asked."
            " Run mlcareer assess in a terminal, or give --answers FILE (- for standard input)."
        )
        raise UsageError(message)
    folder = content_folder(request.content)
    material = _material(folder)
    scope = _scope(material.skill_map, request.names)
    answers = _answers(request.answers, material) if request.answers else None
    if answers:
        asked = {id_: q for id_, q in material.questions.items() if id_ in answers.chosen}
        material = replace(material, questions=asked)
    with Store(database_path()) as store:
        sitting = _sit_down(store, request, material, clock)
        if not _open_scope(sitting, request, scope):
            return ExitCode.OK
        terminal = TerminalRespondent(
            material,
            sitting.interview.unrated,
            lambda: load_resources(folder, material.skill_map),
            learn=request.learn,
        )
        return _carry_out(sitting, FileRespondent(answers) if answers else terminal)


def _material(folder: Path) -> Material:
    skill_map = load_skill_map(folder)
    return Material(
        skill_map=skill_map,
        role=load_role(folder, default_role(folder), skill_map),
        backgrounds=load_backgrounds(folder, skill_map),
        traits=load_traits(folder),
        questions=load_questions(folder, skill_map),
    )


def _scope(skill_map: SkillMap, names: tuple[str, ...]) -> tuple[str, ...]:
    try:
        scope = skill_map.select(names)
    except KeyError as error:
        name = error.args[0]
        hint = close_match(name, (*skill_map.skills, *skill_map.areas))
        message = f"Unknown skill or area {name!r}.{hint or ' List them with mlcareer skills.'}"
        raise UsageError(message) from error
    if names and not scope:
        message = f"There are no skills in {', '.join(names)}."
        raise UsageError(message)
    return scope


def _answers(file: Path, material: Material) -> Answers:
    return read_answers(
        _answers_file(file),
        material.skill_map,
        material.questions,
        material.backgrounds,
        material.traits,
    )


def _answers_file(file: Path) -> Field:
    if str(file) == "-":
        return parse_yaml(sys.stdin.buffer.read(), "standard input")
    return read_yaml(file)


def _sit_down(store: Store, request: Request, material: Material, clock: Clock) -> Sitting:
    seed = int.from_bytes(os.urandom(4)) if request.seed is None else request.seed
    take = store.start if request.new else store.latest_or_start
    assessment = take(material.role.id, seed, clock())
    if assessment.role != material.role.id:
        message = (
            f"The assessment under way is for the role {assessment.role}, this content is about"
            f" {material.role.id}. Start another one with --new; older answers are kept."
        )
        raise UsageError(message)
    if request.seed not in (None, assessment.seed):
        message = "The seed belongs to the start of an assessment. Start afresh with --new --seed."
        raise UsageError(message)
    interview = Interview(material, assessment.seed, store.events(assessment))
    return Sitting(store, assessment, interview, clock)


def _open_scope(sitting: Sitting, request: Request, scope: tuple[str, ...]) -> bool:
    """Set what to ask about; returns False when there is nothing to go on with."""
    events = sitting.interview.events
    complete = bool(events) and events[-1].kind is EventKind.FINISH
    if complete and not (request.names or request.questions or request.answers):
        _tell(
            "This assessment is complete. Look at it: mlcareer report",
            "Ask more: mlcareer assess --questions 20, or about one skill: mlcareer assess python",
            "Start afresh: mlcareer assess --new (older answers are kept)",
        )
        return False
    if complete or not events or request.names or request.questions:
        wanted = ",".join(_wanted(sitting, scope, complete=complete))
        budget = request.questions or DEFAULT_BUDGET
        sitting.commit(Event(EventKind.SCOPE, "skills", wanted, {"budget": budget}))
    if request.answers is None:
        _tell(_going_on(sitting) if events else _introduction(sitting))
    return True


def _wanted(sitting: Sitting, scope: tuple[str, ...], *, complete: bool) -> tuple[str, ...]:
    """Say what to ask about: what was named, else everything, else what is under way."""
    if scope:
        return scope
    return sitting.interview.all_skills if complete else sitting.interview.scope


def _tell(*texts: str) -> None:
    page = page_for(sys.stderr)
    for text in texts:
        say(indent(text, page))


def _count_saved(sitting: Sitting) -> str:
    own = (EventKind.SCOPE, EventKind.FINISH)
    saved = sum(event.kind not in own for event in sitting.interview.events)
    return "1 answer" if saved == 1 else f"{saved} answers"


def _going_on(sitting: Sitting) -> str:
    return f"Going on where you stopped: {_count_saved(sitting)} so far."


def _introduction(sitting: Sitting) -> str:
    interview = sitting.interview
    skills = "one skill" if len(interview.scope) == 1 else f"{len(interview.scope)} skills"
    about_you = "a few questions about you, " if interview.asks_background else ""
    return (
        f"This is what comes: {about_you}your own rating of {skills}, then at most"
        f" {interview.budget} questions. Each answer is saved at once."
        " q or Ctrl-C leaves at any time; mlcareer assess goes on from there."
    )


def _carry_out(sitting: Sitting, respondent: Respondent) -> int:
    try:
        reason = sitting.run(respondent)
        sitting.commit(Event(EventKind.FINISH, "assessment", reason))
        respondent.look_back(sitting.interview.events)
    except Leave:
        _say_goodbye(sitting)
        return ExitCode.OK
    except KeyboardInterrupt:
        say()
        _say_goodbye(sitting)
        return ExitCode.INTERRUPTED
    say()
    _tell(f"Done: {reason}.", "See where you stand: mlcareer report")
    return ExitCode.OK


def _say_goodbye(sitting: Sitting) -> None:
    events = sitting.interview.events
    if events and events[-1].kind is EventKind.FINISH:
        _tell("Everything is saved.", "See where you stand: mlcareer report")
    else:
        _tell(f"Saved {_count_saved(sitting)}. Resume: mlcareer assess")
