"""Asks for self-ratings, a whole area at a time."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from typing import Final

from mlcareer.cli.desk import Desk
from mlcareer.cli.replies import BACK, HELP, LATER, LEAVE, PROFILE
from mlcareer.cli.screen import PROMPT, Leave
from mlcareer.measure.steps import AskRating
from mlcareer.model.levels import LEVEL_NAMES, LEVELS, TAUGHT_LEVELS
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import Skill
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, indent

_ANCHOR: Final = 2
"""The level whose statement stands beside the name: it parts those who can from those who begin."""

_LEFT_OUT: Final = "-"
_SCALE: Final = ", ".join(f"{level} {LEVEL_NAMES[level]}" for level in LEVELS)
_KEYS: Final = (
    "- leaves out one, Enter this area, s all areas. ? shows all statements about the next skill,"
    " ? and a name those about another. b goes back, p shows your profile, q leaves."
)


def ask_ratings(desk: Desk, step: AskRating) -> Iterator[Event]:
    """Ask for the levels of the skills of an area that have none yet; a line may rate several."""
    known = desk.skill_map.skills
    area = known[step.skill].area
    skills = [known[id_] for id_ in desk.interview.unrated() if known[id_].area == area]
    _draw(desk, step, skills)
    events: Sequence[Event] = ()
    while not events:
        word = desk.screen.read(PROMPT, (), lambda text: _meaning(text, skills)).lower()
        if word == PROFILE:
            desk.show_profile()
            _draw(desk, step, skills)
        elif word.startswith(HELP):
            _help(desk, word.removeprefix(HELP).strip(), skills)
        else:
            events = _events(desk, word, skills)
    yield from events
    if desk.screen.linear and _levels(word):
        desk.screen.say(f"{_meaning(word, skills[: len(events)])}.")


def _events(desk: Desk, word: str, skills: Sequence[Skill]) -> Sequence[Event]:
    """Turn a line into ratings, or into going back; nothing where it says neither.

    Raises:
        Leave: The person wants to stop.
    """
    if word == LEAVE:
        raise Leave
    if word == BACK:
        event = desk.back()
        return (event,) if event else ()
    if word == LATER:
        known = desk.skill_map.skills
        return [_rating(known[id_], "") for id_ in desk.interview.unrated()]
    if not word:
        return [_rating(skill, "") for skill in skills]
    levels = _levels(word)
    if not levels or len(levels) > len(skills):
        desk.screen.say(_complaint(word, levels, skills))
        return ()
    return list(map(_rating, skills, levels))


def _draw(desk: Desk, step: AskRating, skills: Sequence[Skill]) -> None:
    area = desk.skill_map.areas[skills[0].area]
    desk.head(f"Your own rating: {area}", f"{step.position - 1} of {step.total} skills rated")
    if desk.first("rating"):
        desk.screen.say(
            "For each skill, type the highest level that fits you today. Your word is a start, not"
            f" a verdict: the report shows it beside what was measured. {_KEYS}"
        )
        desk.screen.say("")
    desk.screen.say(f"{_SCALE}. At {_ANCHOR}, a person for instance:")
    for skill in skills:
        desk.screen.show(partial(_entry, skill))
    desk.screen.say("")
    desk.screen.say(_how(skills))


def _how(skills: Sequence[Skill]) -> str:
    if len(skills) == 1:
        return "Type a level from 0 to 4."
    example = "".join(islice(cycle("2103"), len(skills)))
    return f"Type {counted(len(skills), 'level')}, such as {example}, or fewer and then the others."


def _entry(skill: Skill, page: Page) -> str:
    return indent(f"{skill.name}: {skill.can_do[_ANCHOR][0]}", page, "  ", "    ")


def _rating(skill: Skill, level: str) -> Event:
    return Event(EventKind.RATING, skill.id, "" if level == _LEFT_OUT else level)


def _levels(typed: str) -> str:
    """Read levels in a row, with or without something between them; nothing where one is none."""
    signs = "".join(typed.replace(",", " ").split())
    known = {_LEFT_OUT, *map(str, LEVELS)}
    return signs if set(signs) <= known else ""


def _meaning(typed: str, skills: Sequence[Skill]) -> str:
    """Say which skill gets which level, and which one comes next."""
    levels = _levels(typed)
    if not levels:
        return "" if typed.strip() else f"next: {skills[0].name}"
    if len(levels) > len(skills):
        return f"only {counted(len(skills), 'skill')} here"
    said = [
        f"{skill.name} {'left out' if level == _LEFT_OUT else LEVEL_NAMES[int(level)]}"
        for skill, level in zip(skills, levels, strict=False)
    ]
    if len(levels) < len(skills):
        # The latest ones are what the person looks for while typing.
        return f"{said[-1]}; next: {skills[len(levels)].name}"
    return ", ".join(said)


def _complaint(word: str, levels: str, skills: Sequence[Skill]) -> str:
    if len(levels) > len(skills):
        return f"These are {len(levels)} levels for {counted(len(skills), 'skill')}. {_how(skills)}"
    return f"{word[:40]!r} is no level. {_how(skills)} ?: help."


def _help(desk: Desk, name: str, skills: Sequence[Skill]) -> None:
    """Show the statements about a skill; about the next one where none is named."""
    wanted = [skill for skill in skills if name in (skill.id, skill.name.lower())]
    wanted = wanted or [s for s in skills if s.name.lower().startswith(name)]
    if not wanted:
        names = ", ".join(skill.name for skill in skills)
        desk.screen.say(f"There is no {name!r} here. Type ? and one of: {names}.")
        return
    skill = wanted[0]
    desk.screen.say("")
    desk.screen.say(f"{skill.name}: {skill.definition}")
    for level in TAUGHT_LEVELS:
        desk.screen.say(LEVEL_NAMES[level], f"  {level}  ")
        for statement in skill.can_do[level]:
            desk.screen.say(statement, "       - ")
    desk.screen.say("")
    desk.screen.say(f"{_how(skills)} {_KEYS}")
