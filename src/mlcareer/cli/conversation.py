"""An interview with a person at this terminal, from its first word to its last."""

import sys
from collections.abc import Iterator
from functools import partial
from typing import Final

from mlcareer.cli.about_you import ask_background, ask_trait
from mlcareer.cli.asking import ask_question, look_back
from mlcareer.cli.desk import Desk
from mlcareer.cli.rating import ask_ratings
from mlcareer.cli.screen import Leave, Screen, can_redraw
from mlcareer.cli.sitting import Sitting
from mlcareer.cli.streams import page_for, say
from mlcareer.content.folder import Folders
from mlcareer.content.study import load_resources
from mlcareer.errors import AnsweredElsewhereError, ExitCode, StoreError
from mlcareer.measure.steps import AskBackground, AskQuestion, AskRating, AskTrait, Done, Step
from mlcareer.model.people import Event, EventKind
from mlcareer.render.page import indent

SEE_REPORT: Final = "See where you stand: mlcareer report"

_ITEM: Final = "- "
"""What a text begins with that is an item of a list."""


def tell(*texts: str) -> None:
    """Write messages, each wrapped to the terminal."""
    page = page_for(sys.stderr)
    for text in texts:
        words, mark = _parted(text)
        say(indent(words, page, mark))


def _parted(text: str) -> tuple[str, str]:
    """Part a text from the sign that it begins with as an item of a list, or from ""."""
    mark = _ITEM if text.startswith(_ITEM) else ""
    return text.removeprefix(mark), mark


def desk_for(sitting: Sitting, folders: Folders, *, learn: bool, plain: bool, color: str) -> Desk:
    """Find the person at this terminal.

    Args:
        sitting: The interview, opened.
        folders: The content, for what there is to study with.
        learn: Whether to explain after each answer.
        plain: Whether lines are wanted that only follow each other.
        color: always, never or auto.
    """
    material = sitting.interview.material
    return Desk(
        sitting.interview,
        Screen(linear=plain or not can_redraw(), color=color),
        lambda: load_resources(folders, material.skill_map),
        learn=learn,
    )


def converse(sitting: Sitting, desk: Desk, said: tuple[str, ...] = ()) -> int:
    """Ask until nothing is left to ask; returns the exit code.

    Args:
        sitting: Where replies are kept.
        desk: Where they come from.
        said: What is to be said before the first question.
    """
    try:
        _begin(desk, said)
        reason = _ask_all(sitting, desk)
    except Leave:
        _say_goodbye(sitting)
        return ExitCode.OK
    except KeyboardInterrupt:
        say()
        _say_goodbye(sitting)
        return ExitCode.INTERRUPTED
    say()
    tell(f"Done: {reason}.", *_what_became(sitting), SEE_REPORT)
    return ExitCode.OK


def _begin(desk: Desk, said: tuple[str, ...]) -> None:
    """Say what comes; a screen waits until that was read."""
    if desk.screen.linear or not said:
        tell(*said)
        return
    desk.screen.begin()
    for text in said:
        desk.screen.say(*_parted(text))
    desk.screen.say("")
    if desk.screen.pause("Enter begins > ") == "q":
        raise Leave


def _ask_all(sitting: Sitting, desk: Desk) -> str:
    """Ask until nothing is left to ask, and say why that is so."""
    interview = sitting.interview
    keep = partial(_keep, sitting, desk)
    while not isinstance(step := interview.next_step(), Done):
        sitting.ask(partial(_ask, desk, step), keep)
    keep(Event(EventKind.FINISH, "assessment", step.reason))
    sitting.ask(lambda: look_back(desk, interview.events[interview.stretch.start :]), keep)
    return step.reason


def _ask(desk: Desk, step: Step) -> Iterator[Event]:
    match step:
        case AskBackground():
            yield from ask_background(desk, step)
        case AskRating():
            yield from ask_ratings(desk, step)
        case AskQuestion():
            yield from ask_question(desk, step)
        case AskTrait():
            yield from ask_trait(desk, step)


def _keep(sitting: Sitting, desk: Desk, event: Event) -> None:
    """Commit what was said; where that fails, the person decides, and nothing is lost unsaid.

    Raises:
        Leave: The person gives up.
    """
    while True:
        try:
            sitting.commit(event)
        except AnsweredElsewhereError as error:
            desk.screen.say(str(error))
            desk.screen.pause()
        except StoreError as error:
            desk.screen.say(f"Not saved: {error}")
            if desk.screen.read("Enter tries again, q leaves without it > ").lower() == "q":
                raise Leave from error
            continue
        return


def _what_became(sitting: Sitting) -> Iterator[str]:
    if sitting.interview.stretch.aims:
        from mlcareer.cli.claimed import what_became  # noqa: PLC0415 - only where there are claims

        yield from what_became(sitting.interview)


def _say_goodbye(sitting: Sitting) -> None:
    saved = f"Saved {sitting.said_in_words()}."
    events = sitting.interview.events
    if events and events[-1].kind is EventKind.FINISH:
        tell("Everything is saved.", *_what_became(sitting), SEE_REPORT)
    elif sitting.interview.stretch.each:
        tell(f"{saved} The rest, when you like: mlcareer due")
    else:
        tell(f"{saved} Resume: mlcareer assess")
