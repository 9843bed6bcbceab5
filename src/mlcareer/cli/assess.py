"""`mlcareer assess`: who answers, and about what."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from mlcareer.api import load_content
from mlcareer.cli.conversation import SEE_REPORT, converse, desk_for, tell
from mlcareer.cli.names import find_in_map
from mlcareer.cli.opening import Opened, open_claims, open_for_file, open_stretch
from mlcareer.cli.paths import USUAL_PROFILE, cache_folder, database_path, profile_name, use_profile
from mlcareer.cli.sitting import Clock, Sitting, sit_down
from mlcareer.cli.streams import STANDARD_INPUT
from mlcareer.content.answers import Answers, read_answers
from mlcareer.content.folder import Folders, Given, content_folder
from mlcareer.content.yamlfile import Field, parse_yaml, read_yaml
from mlcareer.errors import ExitCode, NoDataError, UsageError
from mlcareer.measure.interview import DEFAULT_DEPTH, DEPTHS, Material
from mlcareer.measure.stretches import is_complete
from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import PlanEvent
from mlcareer.model.skills import SkillMap
from mlcareer.model.wording import counted
from mlcareer.store.database import DamagedError, Store

DEMO_PROFILE = "demo"
"""Where a made-up person answers, unless another profile was named."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    content: Given
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
    depth_typed: bool = True
    plain: bool = False
    jsonl: bool = False
    simulate: str | None = None
    color: str = "auto"

    @property
    def budget(self) -> int:
        """How many questions to ask at most."""
        return self.questions or DEPTHS[self.depth or DEFAULT_DEPTH]

    @property
    def sets_length(self) -> bool:
        """Whether it says how long to ask."""
        return any((self.questions, self.minutes, self.depth and self.depth_typed))


def assess(request: Request, clock: Clock) -> int:
    """Run or continue an assessment; returns the exit code."""
    _refuse_what_does_not_fit(request)
    if request.simulate is not None and profile_name() == USUAL_PROFILE:
        use_profile(DEMO_PROFILE)
    folders = content_folder(request.content)
    material = load_content(folders, cache=cache_folder())
    before = _read_before(request, folders, material)
    try:
        return _sit(request, before, clock)
    except DamagedError as error:
        from mlcareer.cli.recovery import offer_recovery  # noqa: PLC0415 - seldom needed

        if not offer_recovery(error, request.content, clock().date()):
            raise
        return _sit(request, before, clock)


def _refuse_what_does_not_fit(request: Request) -> None:
    if request.questions and request.depth:
        message = "--questions and --depth both say how many questions to ask. Give one of them."
        raise UsageError(message)
    if request.minutes and request.answers:
        message = "--minutes is for a person who answers; with --answers leave it out."
        raise UsageError(message)
    asked_for = {
        "--answers": request.answers is not None,
        "--jsonl": request.jsonl,
        "--simulate": request.simulate is not None,
    }
    named = [option for option, given in asked_for.items() if given]
    if len(named) > 1:
        message = f"{' and '.join(named)} both say who answers. Give one of them."
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


class _Before(NamedTuple):
    """What was read, and found to be in order, before the database is opened.

    Attributes:
        scope: Skills that were named, or nothing for all.
        ticks: What became of the plan, where ticks are asked about.
        levels: Of the made-up person who answers, by skill; nothing where there is none.
        answers: What a file answers, where one does.
    """

    folders: Folders
    material: Material
    scope: tuple[str, ...]
    ticks: tuple[PlanEvent, ...]
    levels: Mapping[str, float]
    answers: Answers | None


def _read_before(request: Request, folders: Folders, material: Material) -> _Before:
    """Read what the command line names.

    Raises:
        UsageError: Something there cannot be, or nobody can be asked.
        ContentError: A file is not what it should be.
        NoDataError: No tick stands.
    """
    scope = _scope(material.skill_map, request.names)
    ticks = _ticks(request, folders, material.skill_map)
    levels = _levels(request, material.skill_map)
    if _needs_terminal(request) and not sys.stdin.isatty():
        message = (
            "Standard input is no terminal, so nobody can be asked. Run mlcareer assess in a"
            " terminal, or give --answers FILE (- for standard input), or --jsonl."
        )
        raise UsageError(message)
    answers = _answers(request.answers, material) if request.answers else None
    if answers:
        asked = {id_: q for id_, q in material.questions.items() if id_ in answers.chosen}
        material = replace(material, questions=asked)
    return _Before(folders, material, scope, ticks, levels, answers)


def _scope(skill_map: SkillMap, names: tuple[str, ...]) -> tuple[str, ...]:
    scope = skill_map.select(tuple(find_in_map(skill_map, name) for name in names))
    if names and not scope:
        message = f"There are no skills in {', '.join(names)}. List them with mlcareer skills."
        raise UsageError(message)
    return scope


def _ticks(request: Request, folders: Folders, skill_map: SkillMap) -> tuple[PlanEvent, ...]:
    """Read what was ticked, where that is asked about.

    Raises:
        NoDataError: No tick stands.
    """
    if not request.claimed:
        return ()
    from mlcareer.cli.claimed import load_ticks  # noqa: PLC0415 - seldom asked for

    return load_ticks(folders, skill_map)


def _levels(request: Request, skill_map: SkillMap) -> Mapping[str, float]:
    """Read the levels of the made-up person, where one answers.

    Raises:
        UsageError: The levels are none.
        ContentError: The file of levels is not what it should be.
    """
    if request.simulate is None:
        return {}
    from mlcareer.cli.simulate import read_levels  # noqa: PLC0415 - for demonstrations

    return read_levels(request.simulate, skill_map)


def _needs_terminal(request: Request) -> bool:
    return request.answers is None and request.simulate is None and not request.jsonl


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
        return parse_yaml(sys.stdin.buffer.read(), STANDARD_INPUT)
    return read_yaml(file)


def _sit(request: Request, before: _Before, clock: Clock) -> int:
    """Sit down at the database, and let answer whoever is there; returns the exit code."""
    folders, material, scope, answers = (
        before.folders,
        before.material,
        before.scope,
        before.answers,
    )
    with Store(database_path()) as store:
        sitting = _sit_down(store, request, folders, material, clock)
        if answers:
            open_for_file(sitting, request, scope)
            return _take_in(sitting, answers)
        if before.ticks:
            from mlcareer.cli.claimed import Ticked  # noqa: PLC0415 - seldom asked for

            opened = open_claims(sitting, request, Ticked(folders, material, before.ticks, scope))
        else:
            opened = open_stretch(sitting, request, scope)
        return _ask(sitting, request, before, opened)


def _sit_down(
    store: Store, request: Request, folders: Folders, material: Material, clock: Clock
) -> Sitting:
    seed = int.from_bytes(os.urandom(4)) if request.seed is None else request.seed
    # Each made-up person begins afresh.
    begins = request.new or request.simulate is not None
    take = store.start if begins else store.latest_or_start
    assessment = take(material.role.id, seed, clock())
    if request.seed not in (None, assessment.seed):
        message = "The seed belongs to the start of an assessment. Start afresh with --new --seed."
        raise UsageError(message)
    return sit_down(store, assessment, folders, material, request.role, clock)


def _take_in(sitting: Sitting, answers: Answers) -> int:
    reason = sitting.take_in(answers)
    sitting.commit(Event(EventKind.FINISH, "assessment", reason))
    asked = sitting.interview.answers
    rated = len(answers.ratings.keys() & set(sitting.interview.scope))
    tell(
        f"Taken in: {counted(rated, 'rating')}, {counted(asked, 'answer')} to questions.",
        *_left_out(len(answers.ratings) - rated, len(answers.chosen) - asked),
        *([f"Done: {reason}."] if asked else []),
        *([SEE_REPORT] if sitting.said() else []),
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


def _ask(sitting: Sitting, request: Request, before: _Before, opened: Opened) -> int:
    """Let answer whoever is there: a program, a made-up person, or the one at the terminal."""
    if request.jsonl:
        if request.claimed and not opened.goes_on:
            raise NoDataError(" ".join(opened.said))
        from mlcareer.cli.driver import drive  # noqa: PLC0415 - another front end

        return drive(sitting, before.folders, learn=request.learn)
    if not opened.goes_on:
        tell(*opened.said)
        return ExitCode.OK
    if request.simulate is not None:
        from mlcareer.cli.simulate import simulate  # noqa: PLC0415 - for demonstrations

        return simulate(before.levels, sitting)
    folders = before.folders
    desk = desk_for(sitting, folders, learn=request.learn, plain=request.plain, color=request.color)
    return converse(sitting, desk, opened.said)
