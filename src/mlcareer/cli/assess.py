"""`mlcareer assess`: asks, commits each answer at once, and can go on later."""

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from mlcareer.cli.paths import database_path
from mlcareer.cli.sitting import Clock, Sitting
from mlcareer.cli.streams import page_for, say
from mlcareer.cli.terminal import Leave, TerminalRespondent
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
from mlcareer.render.page import counted, indent
from mlcareer.store.database import Store


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
        logged = len(sitting.interview.events)
        if not _open_scope(sitting, request, scope):
            return ExitCode.OK
        if answers:
            return _take_in(sitting, answers, own=sitting.interview.stretch.start >= logged)
        terminal = TerminalRespondent(
            material,
            sitting.interview.unrated,
            lambda: load_resources(folder, material.skill_map),
            learn=request.learn,
        )
        return _carry_out(sitting, terminal)


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
    ids = {skill.name.casefold(): skill.id for skill in skill_map.skills.values()}
    ids |= {id_.casefold(): id_ for id_ in (*skill_map.areas, *skill_map.skills)}
    try:
        scope = skill_map.select(tuple(ids.get(name.casefold(), name) for name in names))
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
    interview = sitting.interview
    fresh = not interview.events
    if scope:
        _begin(sitting, scope, request.questions or DEFAULT_BUDGET, named=True)
    elif fresh or request.questions or (request.answers and interview.stretch.finished):
        skills = interview.all_skills if interview.stretch.finished else interview.scope
        _begin(sitting, skills, request.questions or DEFAULT_BUDGET)
    elif interview.stretch.finished:
        behind = interview.left_behind()
        if behind is None:
            _tell_complete(interview)
            return False
        _begin(sitting, behind.skills, behind.budget - behind.answers, named=behind.named)
    if request.answers is None:
        _tell(_introduction(interview) if fresh else _going_on(sitting))
    return True


def _begin(sitting: Sitting, skills: tuple[str, ...], budget: int, *, named: bool = False) -> None:
    detail = {"budget": budget, "named": int(named)}
    sitting.commit(Event(EventKind.SCOPE, "skills", ",".join(skills), detail))


def _tell_complete(interview: Interview) -> None:
    whole = set(interview.scope) == set(interview.all_skills)
    what = "This assessment is" if whole else f"The assessment of {', '.join(interview.scope)} is"
    _tell(
        f"{what} complete. Look at it: mlcareer report",
        "Ask more, about all skills: mlcareer assess --questions 20",
        "About some: mlcareer assess python statistics",
        "Start afresh: mlcareer assess --new (older answers are kept)",
    )


def _tell(*texts: str) -> None:
    page = page_for(sys.stderr)
    for text in texts:
        say(indent(text, page))


def _going_on(sitting: Sitting) -> str:
    return f"Going on where you stopped: {counted(sitting.said(), 'answer')} so far."


def _introduction(interview: Interview) -> str:
    about_you = "a few questions about you, " if interview.asks_background else ""
    most = interview.most_questions
    questions = f"then at most {counted(most, 'question')}" if most else "no questions yet"
    return (
        f"This is what comes: {about_you}your own rating of"
        f" {counted(len(interview.unrated()), 'skill')}, {questions}."
        " Each answer is saved at once."
        " q or Ctrl-C leaves at any time; mlcareer assess goes on from there."
    )


def _take_in(sitting: Sitting, answers: Answers, *, own: bool) -> int:
    """Take in a file; it ends a stretch that was opened for it, and no other one."""
    before = sitting.interview.answers
    reason = sitting.take_in(answers)
    asked = sitting.interview.answers - before
    complete = own and asked > 0
    if complete:
        sitting.commit(Event(EventKind.FINISH, "assessment", reason))
    left = len(answers.chosen) - asked
    rated = len(answers.ratings.keys() & set(sitting.interview.scope))
    _tell(
        f"Taken in: {counted(rated, 'rating')},"
        f" {counted(asked, 'answer')} to questions."
        + (f" Not asked: {left} (outside the scope, asked before or not needed)." if left else ""),
        f"Done: {reason}." if complete else "The assessment goes on: mlcareer assess",
        "See where you stand: mlcareer report",
    )
    return ExitCode.OK


def _carry_out(sitting: Sitting, respondent: TerminalRespondent) -> int:
    try:
        interview = sitting.interview
        while not isinstance(step := interview.next_step(), Done):
            for event in respondent.reply(step):
                sitting.commit(event)
        sitting.commit(Event(EventKind.FINISH, "assessment", step.reason))
        respondent.look_back(interview.events[interview.stretch.start :])
    except Leave:
        _say_goodbye(sitting)
        return ExitCode.OK
    except KeyboardInterrupt:
        say()
        _say_goodbye(sitting)
        return ExitCode.INTERRUPTED
    say()
    _tell(f"Done: {step.reason}.", "See where you stand: mlcareer report")
    return ExitCode.OK


def _say_goodbye(sitting: Sitting) -> None:
    events = sitting.interview.events
    if events and events[-1].kind is EventKind.FINISH:
        _tell("Everything is saved.", "See where you stand: mlcareer report")
    else:
        _tell(f"Saved {counted(sitting.said(), 'answer')}. Resume: mlcareer assess")
