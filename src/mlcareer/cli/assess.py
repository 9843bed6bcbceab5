"""`mlcareer assess`: asks, commits each answer at once, and can go on later."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from mlcareer.api import load_content
from mlcareer.cli.claimed import (
    A_CLAIM,
    Ticked,
    nothing_to_prove,
    ticks_of,
    what_became,
    what_is_claimed,
)
from mlcareer.cli.names import find_in_map
from mlcareer.cli.paths import database_path
from mlcareer.cli.sitting import Clock, Sitting, sit_down
from mlcareer.cli.streams import page_for, say
from mlcareer.cli.terminal import Leave, TerminalRespondent
from mlcareer.content.answers import Answers, read_answers
from mlcareer.content.folder import content_folder, default_role
from mlcareer.content.study import load_resources
from mlcareer.content.yamlfile import Field, parse_yaml, read_yaml
from mlcareer.errors import ExitCode, UsageError
from mlcareer.measure.interview import DEFAULT_DEPTH, DEPTHS, Interview, Material
from mlcareer.measure.steps import AskBackground, Done
from mlcareer.measure.stretches import (
    Stretch,
    is_complete,
    resume_event,
    stretch_event,
    to_go_on_with,
)
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import SkillMap
from mlcareer.model.wording import counted
from mlcareer.render.page import indent
from mlcareer.store.database import Store

_ITEM: Final = "- "
"""What the texts of a list begin with."""

_SEE_REPORT: Final = "See where you stand: mlcareer report"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    content: Path | None
    names: tuple[str, ...]
    answers: Path | None
    questions: int | None
    depth: str | None
    minutes: int | None
    role: str | None
    learn: bool
    new: bool
    seed: int | None
    claimed: bool = False
    plain: bool = False
    jsonl: bool = False
    simulate: str | None = None

    @property
    def budget(self) -> int:
        """How many questions to ask at most."""
        return self.questions or DEPTHS[self.depth or DEFAULT_DEPTH]

    @property
    def sets_length(self) -> bool:
        """Whether it says how long to ask."""
        return any((self.questions, self.depth, self.minutes))


def assess(request: Request, clock: Clock) -> int:
    """Run or continue an assessment; returns the exit code."""
    _refuse_what_does_not_fit(request)
    folder = content_folder(request.content)
    material = load_content(folder)
    scope = _scope(material.skill_map, request.names)
    ticks = ticks_of(folder, material.skill_map) if request.claimed else ()
    if request.answers is None and not sys.stdin.isatty():
        message = (
            "Standard input is no terminal, so nobody can be asked."
            " Run mlcareer assess in a terminal, or give --answers FILE (- for standard input)."
        )
        raise UsageError(message)
    answers = _answers(request.answers, material) if request.answers else None
    if answers:
        asked = {id_: q for id_, q in material.questions.items() if id_ in answers.chosen}
        material = replace(material, questions=asked)
    with Store(database_path()) as store:
        sitting = _sit_down(store, request, folder, material, clock)
        if answers:
            _open_for_file(sitting, request, scope)
            return _take_in(sitting, answers)
        if ticks:
            goes_on = _open_claims(sitting, request, Ticked(folder, material, ticks, scope))
        else:
            goes_on = _open_stretch(sitting, request, scope)
        if not goes_on:
            return ExitCode.OK
        return carry_out(sitting, respondent(sitting, folder, material, learn=request.learn))


def _refuse_what_does_not_fit(request: Request) -> None:
    if request.questions and request.depth:
        message = "--questions and --depth both say how many questions to ask. Give one of them."
        raise UsageError(message)
    if request.minutes and request.answers:
        message = "--minutes is for a person who answers; with --answers leave it out."
        raise UsageError(message)
    if request.claimed and request.answers:
        message = (
            "--claimed chooses questions for a person; a file has its answers already."
            " With --answers name skills instead."
        )
        raise UsageError(message)
    if request.claimed and request.new:
        message = (
            "--claimed holds ticks against the answers of the assessment under way."
            " Leave out --new."
        )
        raise UsageError(message)


def respondent(
    sitting: Sitting, folder: Path, material: Material, *, learn: bool
) -> TerminalRespondent:
    """Find the person at this terminal."""
    return TerminalRespondent(
        material,
        sitting.interview.unrated,
        lambda: load_resources(folder, material.skill_map),
        learn=learn,
    )


def _scope(skill_map: SkillMap, names: tuple[str, ...]) -> tuple[str, ...]:
    scope = skill_map.select(tuple(find_in_map(skill_map, name) for name in names))
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


def _sit_down(
    store: Store, request: Request, folder: Path, material: Material, clock: Clock
) -> Sitting:
    seed = int.from_bytes(os.urandom(4)) if request.seed is None else request.seed
    take = store.start if request.new else store.latest_or_start
    assessment = take(material.role.id, seed, clock())
    if request.seed not in (None, assessment.seed):
        message = "The seed belongs to the start of an assessment. Start afresh with --new --seed."
        raise UsageError(message)
    return sit_down(store, assessment, folder, material, request.role, clock)


def _open_for_file(sitting: Sitting, request: Request, scope: tuple[str, ...]) -> None:
    skills = scope or sitting.interview.all_skills
    role = _role_name(request, sitting.interview)
    named = bool(scope)
    sitting.commit(stretch_event(skills, request.budget, named=named, from_file=True, role=role))


def _open_claims(sitting: Sitting, request: Request, ticked: Ticked) -> bool:
    """Set to ask about what is only ticked; returns False when answers show all of it."""
    interview = sitting.interview
    claims = ticked.to_prove(sitting)
    aims = {claim.skill: claim.to_prove for claim in claims}
    role = _role_name(request, interview)
    waiting = to_go_on_with(interview.stretches)
    if waiting and role == waiting.role and not request.sets_length and ticked.waits(waiting, aims):
        _go_on(sitting, waiting, role)
        return True
    if not claims:
        _tell(*nothing_to_prove(ticked.scope))
        return False
    _tell(*what_is_claimed(claims, ticked.material.skill_map))
    budget = request.budget if request.sets_length else min(request.budget, A_CLAIM * len(aims))
    minutes = request.minutes or 0
    sitting.commit(
        stretch_event(tuple(aims), budget, minutes=minutes, named=True, role=role, aims=aims)
    )
    _tell(_introduction(interview))
    return True


def _open_stretch(sitting: Sitting, request: Request, scope: tuple[str, ...]) -> bool:
    """Set what to ask about; returns False when there is nothing to go on with."""
    interview = sitting.interview
    waiting = to_go_on_with(interview.stretches)
    minutes = request.minutes or 0
    role = _role_name(request, interview)
    open_with = partial(stretch_event, role=role)
    if scope or request.sets_length or role != interview.stretch.role:
        skills, aims = _what_to_ask(interview, waiting, scope)
        named = bool(scope)
        sitting.commit(open_with(skills, request.budget, minutes=minutes, named=named, aims=aims))
        _tell(_introduction(interview), *(["What you began before waits."] if waiting else []))
    elif waiting is None and is_complete(interview.stretches):
        _tell_complete(interview)
        return False
    elif waiting is None:
        sitting.commit(open_with(interview.all_skills, request.budget))
        _tell(_introduction(interview))
    else:
        _go_on(sitting, waiting, role)
    return True


def _what_to_ask(
    interview: Interview, waiting: Stretch | None, scope: tuple[str, ...]
) -> tuple[tuple[str, ...], Mapping[str, int]]:
    if scope or waiting is None:
        return scope or interview.all_skills, {}
    return waiting.skills, waiting.aims


def _go_on(sitting: Sitting, waiting: Stretch, role: str) -> None:
    if waiting != sitting.interview.stretch:
        sitting.commit(resume_event(waiting, role))
    count = counted(sitting.said(), "answer")
    _tell(f"Going on where you stopped: {count} so far.")


def _role_name(request: Request, interview: Interview) -> str:
    """Say under which name to remember the role: a file by its full path, as it may be far away."""
    if request.role is None:
        return interview.stretch.role
    if request.role == default_role(content_folder(request.content)):
        return ""
    named_file = request.role.endswith((".yaml", ".yml"))
    return str(Path(request.role).resolve()) if named_file else request.role


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
        mark = _ITEM if text.startswith(_ITEM) else ""
        say(indent(text.removeprefix(mark), page, mark))


def _introduction(interview: Interview) -> str:
    parts = []
    if isinstance(interview.next_step(), AskBackground):
        parts.append("a few questions about you")
    minutes = interview.stretch.minutes
    unrated = len(interview.unrated())
    if unrated:
        share = " (at most half of the time)" if minutes else ""
        parts.append(f"your own rating of {counted(unrated, 'skill')}{share}")
    most = interview.most_questions
    parts.append(
        f"at most {counted(most, 'question')}" if most else "no question, as there is none to ask"
    )
    length = f" It ends after {counted(minutes, 'minute')}." if minutes else ""
    return (
        f"This is what comes: {', then '.join(parts)}.{length} Each answer is saved at once."
        " q or Ctrl-C leaves at any time; mlcareer assess goes on from there."
    )


def _take_in(sitting: Sitting, answers: Answers) -> int:
    reason = sitting.take_in(answers)
    sitting.commit(Event(EventKind.FINISH, "assessment", reason))
    asked = sitting.interview.answers
    rated = len(answers.ratings.keys() & set(sitting.interview.scope))
    _tell(
        f"Taken in: {counted(rated, 'rating')}, {counted(asked, 'answer')} to questions.",
        *_left_out(len(answers.ratings) - rated, len(answers.chosen) - asked),
        *([f"Done: {reason}."] if asked else []),
        *([_SEE_REPORT] if sitting.said() else []),
        *([] if is_complete(sitting.interview.stretches) else ["Go on: mlcareer assess"]),
    )
    return ExitCode.OK


def _left_out(ratings: int, answers: int) -> Iterator[str]:
    if ratings:
        yield f"Left out: {counted(ratings, 'rating')} outside what was asked for."
    if answers:
        yield (
            f"Not asked: {counted(answers, 'question')},"
            " outside what was asked for, answered before, or not needed."
        )


def carry_out(sitting: Sitting, respondent: TerminalRespondent) -> int:
    """Ask until nothing is left to ask; returns the exit code."""
    try:
        interview = sitting.interview
        while not isinstance(step := interview.next_step(), Done):
            sitting.ask(partial(respondent.reply, step))
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
    _tell(f"Done: {step.reason}.", *what_became(interview), _SEE_REPORT)
    return ExitCode.OK


def _say_goodbye(sitting: Sitting) -> None:
    events = sitting.interview.events
    if events and events[-1].kind is EventKind.FINISH:
        _tell("Everything is saved.", *what_became(sitting.interview), _SEE_REPORT)
    elif sitting.interview.stretch.each:
        _tell(f"Saved {counted(sitting.said(), 'answer')}. The rest, when you like: mlcareer due")
    else:
        _tell(f"Saved {counted(sitting.said(), 'answer')}. Resume: mlcareer assess")
