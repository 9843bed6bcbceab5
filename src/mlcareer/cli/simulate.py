"""`mlcareer assess --simulate`: a made-up person answers, to show what the program does."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mlcareer.cli.conversation import tell
from mlcareer.cli.paths import profile_name, profile_option
from mlcareer.cli.sitting import Sitting
from mlcareer.cli.streams import say
from mlcareer.content.yamlfile import Field, collect, read_yaml
from mlcareer.errors import ExitCode, UsageError
from mlcareer.measure.simulate import SIMULATED, Person, reply_of
from mlcareer.measure.steps import AskQuestion, Done
from mlcareer.model.items import Outcome
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import SkillMap
from mlcareer.model.wording import counted

UNSAID: Final = 2.0
"""The level of a skill that a file of levels says nothing about."""

_DEFAULT: Final = "default"

_CAME_OF_IT: Final = {
    Outcome.RIGHT: "right",
    Outcome.WRONG: "wrong",
    Outcome.DONT_KNOW: "I don't know",
}


def simulate(levels: Mapping[str, float], sitting: Sitting) -> int:
    """Let a made-up person answer until nothing is left to ask; returns the exit code.

    Args:
        levels: The true level of each skill of that person, 0 to 4.
        sitting: The interview, opened.
    """
    person = Person(levels, sitting.assessment.seed)
    tell(f"A made-up person answers, in the profile {profile_name()}. Nothing of this is real.")
    try:
        reason = _answer_all(sitting, person)
    except KeyboardInterrupt:
        say()
        tell(f"Saved {counted(sitting.said(), 'made-up answer')}.")
        return ExitCode.INTERRUPTED
    tell(f"Done: {reason}. See where the made-up person stands: mlcareer {profile_option()}report")
    return ExitCode.OK


def _answer_all(sitting: Sitting, person: Person) -> str:
    """Answer until nothing is left to ask, and say why that is so."""
    interview = sitting.interview
    skills = interview.material.skill_map.skills
    while not isinstance(step := interview.next_step(), Done):
        event = reply_of(person, step)
        sitting.commit(event)
        if isinstance(step, AskQuestion):
            name, outcome = skills[step.question.skill].name, _CAME_OF_IT[Outcome(event.value)]
            tell(f"{step.position} of at most {step.total}  {name}: {outcome}")
    sitting.commit(Event(EventKind.FINISH, "assessment", step.reason, {SIMULATED: 1}))
    return step.reason


def read_levels(spec: str, skill_map: SkillMap) -> dict[str, float]:
    """Read the level of each skill of a made-up person.

    Args:
        spec: A level from 0 to 4 for all skills, or a YAML or JSON file with a level by the id
            of a skill, of an area, or "default". What is more special counts; without default
            the other skills have UNSAID.
        skill_map: The skills.

    Raises:
        UsageError: The text is neither a level nor a file.
        ContentError: The file is not what it should be; names file and line.
    """
    level = _level(spec)
    if level is not None:
        return dict.fromkeys(skill_map.skills, level)
    if not _is_there(spec):
        message = (
            f"--simulate takes a level from 0 to {TOP_LEVEL}, such as 2.5, or a file of levels;"
            f" there is no file {spec[:80]!r}."
        )
        raise UsageError(message)
    said = _levels_in(read_yaml(Path(spec)), skill_map)
    default = said.get(_DEFAULT, UNSAID)
    return {
        skill.id: said.get(skill.id, said.get(skill.area, default))
        for skill in skill_map.skills.values()
    }


def _is_there(spec: str) -> bool:
    try:
        return bool(spec) and Path(spec).exists()
    except OSError:
        # Such as a name that is too long.
        return False


def _level(spec: str) -> float | None:
    try:
        level = float(spec)
    except ValueError:
        return None
    if not 0 <= level <= TOP_LEVEL:
        message = f"A level is a number from 0 to {TOP_LEVEL}, not {spec}."
        raise UsageError(message)
    return level


def _levels_in(file: Field, skill_map: SkillMap) -> dict[str, float]:
    known = (*skill_map.skills, *skill_map.areas, _DEFAULT)

    def read(name: str, field: Field) -> float:
        field.check_key(name, known, "skill or area")
        return field.number(0, TOP_LEVEL)

    return collect(file.entries().items(), read)
