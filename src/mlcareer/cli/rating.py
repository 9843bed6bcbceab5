"""Asks for self-ratings, a whole area at a time."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from typing import Final

from mlcareer.cli.desk import Desk
from mlcareer.cli.replies import BACK, HELP, LATER, LEAVE, PROFILE
from mlcareer.cli.screen import Leave
from mlcareer.measure.steps import AskRating
from mlcareer.model.levels import LEVEL_NAMES, LEVELS, TAUGHT_LEVELS
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import Skill
from mlcareer.model.wording import counted
from mlcareer.render.heading import dim
from mlcareer.render.page import Page, indent

_ANCHOR: Final = 2
"""The level whose statement stands beside the name: it parts those who can from those who begin."""

_LEFT_OUT: Final = "-"
_SCALE: Final = ", ".join(f"{level} {LEVEL_NAMES[level]}" for level in LEVELS)
_KEYS: Final = (
    ("Enter", "skips the rest of this area"),
    ("-", "skips one skill, as in 2-03"),
    ("s", "skips all areas"),
    ("?", "shows what each level looks like, for the next skill; ? and a name, for another"),
    ("b", "goes back"),
    ("p", "shows your profile so far"),
    ("q", "saves and leaves; mlcareer assess goes on from here"),
)
"""What there is to do besides rating, each with its key."""

_SHORT_KEYS: Final = "Enter skips this area, - one skill, s all areas; b back, q leave, ? help"
_ROWS_AROUND: Final = 10
"""Rows of a screen that are not skills, at most."""


def ask_ratings(desk: Desk, step: AskRating) -> Iterator[Event]:
    """Ask for the levels of the skills of an area that have none yet; a line may rate several."""
    known = desk.skill_map.skills
    area = known[step.skill].area
    skills = [known[id_] for id_ in desk.interview.unrated() if known[id_].area == area]
    _draw(desk, skills)
    events: Sequence[Event] = ()
    while not events:
        prompt = desk.screen.prompt("Level" if len(skills) == 1 else "Levels")
        word = desk.screen.read(prompt, (), lambda text: _meaning(text, skills)).lower()
        if word == PROFILE:
            desk.show_profile()
            _draw(desk, skills)
        elif word.startswith(HELP):
            _help(desk, word.removeprefix(HELP).strip(), skills)
        else:
            events = _events(desk, word, skills)
    yield from events
    if desk.screen.linear and _levels(word):
        desk.screen.say(f"{', '.join(_said(word, skills))}.")


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


def _draw(desk: Desk, skills: Sequence[Skill]) -> None:
    screen = desk.screen
    area = skills[0].area
    areas = list(dict.fromkeys(desk.skill_map.skills[id_].area for id_ in desk.interview.scope))
    place = f"area {areas.index(area) + 1} of {len(areas)}"
    desk.head(f"Your own rating: {desk.skill_map.areas[area]}", place)
    if desk.first("rating"):
        screen.say("How far are you in each skill today? Your word is a start, not a verdict.")
        if screen.linear:
            _say_keys(desk)
        screen.say("")
    screen.show(lambda page: _entries(skills, screen.rows, page))
    screen.say("")
    screen.say(f"{_SCALE}.")
    screen.say(_how(skills))
    if not screen.linear:
        screen.show(partial(dim, _SHORT_KEYS))


def _how(skills: Sequence[Skill]) -> str:
    if len(skills) == 1:
        return "Type the highest level that fits, from 0 to 4."
    example = " ".join(islice(cycle("2103"), len(skills)))
    return f"Type the highest level that fits for each in this order, such as {example}."


def _entries(skills: Sequence[Skill], rows: int, page: Page) -> str:
    """List the skills, each with what one can do at a level; without, where there is no room."""
    full = [indent(_with_anchor(skill), page, "  ", "    ") for skill in skills]
    head = indent(f"What a person can do at level {_ANCHOR}, {LEVEL_NAMES[_ANCHOR]}:", page)
    text = "\n".join([head, *full])
    if page.plain or len(text.splitlines()) + _ROWS_AROUND <= rows:
        return text
    return indent(", ".join(skill.name for skill in skills), page)


def _with_anchor(skill: Skill) -> str:
    return f"{skill.name}: {skill.can_do[_ANCHOR][0]}"


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
    said = _said(typed, skills)
    if len(levels) < len(skills):
        # The latest ones are what the person looks for while typing.
        return f"{said[-1]}; next: {skills[len(levels)].name}"
    return f"{said[-1]}; that was the last" if len(said) > 1 else said[0]


def _said(typed: str, skills: Sequence[Skill]) -> list[str]:
    return [
        f"{skill.name} {'left out' if level == _LEFT_OUT else LEVEL_NAMES[int(level)]}"
        for skill, level in zip(skills, _levels(typed), strict=False)
    ]


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
    _say_keys(desk)
    desk.screen.say(_how(skills))


def _say_keys(desk: Desk) -> None:
    for key, what in _KEYS:
        desk.screen.say(what, f"  {key:<5}  ")
