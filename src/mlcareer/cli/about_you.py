"""Asks about the person: background, and ways of working."""

from collections.abc import Iterator

from mlcareer.cli.desk import Desk
from mlcareer.measure.steps import AskBackground, AskTrait
from mlcareer.model.people import AGREEMENT, BACKGROUND_QUESTIONS, HOURS_A_WEEK, Event, EventKind
from mlcareer.model.wording import counted
from mlcareer.render.heading import BACKGROUND_TEXT

_LEAST, _MOST = HOURS_A_WEEK[0], HOURS_A_WEEK[-1]
_OTHER_KEYS = "Enter skips; b goes back; q saves and leaves."


def ask_background(desk: Desk, step: AskBackground) -> Iterator[Event]:
    """Ask one of the background questions."""
    backgrounds = desk.interview.material.backgrounds
    choices = list(backgrounds.choices(step.subject).values()) if backgrounds else []
    facts = backgrounds.facts.values() if backgrounds else ()
    how = f" Type a number from {_LEAST} to {_MOST}." if step.subject == "hours" else ""
    place = f"{BACKGROUND_QUESTIONS.index(step.subject) + 1} of {len(BACKGROUND_QUESTIONS)}"

    def draw() -> None:
        desk.head("About you", place)
        if desk.first("background"):
            desk.screen.say(f"First, a few questions about you. {_OTHER_KEYS}")
            desk.screen.say("")
        desk.screen.say(BACKGROUND_TEXT[step.subject] + how)
        for fact in facts:
            if fact.beside == step.subject:
                desk.screen.say(fact.text, "  ")
        for number, choice in enumerate(choices, 1):
            desk.screen.say(choice.name, f"  {number:>2}  ")

    if step.subject == "hours":
        numbers = [str(hours) for hours in HOURS_A_WEEK]
        names = {number: f"{counted(int(number), 'hour')} a week" for number in numbers}
    else:
        numbers = [str(number) for number in range(1, len(choices) + 1)]
        names = dict(zip(numbers, (choice.name for choice in choices), strict=True))
    help_text = f"Type a number from {numbers[0]} to {numbers[-1]}. {_OTHER_KEYS}"
    word = desk.read_word(draw, ["", *numbers], help_text, lambda text: names.get(text, ""))
    if isinstance(word, Event):
        yield word
        return
    value = choices[int(word) - 1].id if word and choices else word
    yield Event(EventKind.BACKGROUND, step.subject, value)


def ask_trait(desk: Desk, step: AskTrait) -> Iterator[Event]:
    """Ask how well a statement about ways of working fits."""

    def draw() -> None:
        place = f"{step.position} of {step.total}"
        desk.head("How you like to work", place, measuring=False)
        if desk.first("trait"):
            desk.screen.say("Last, how you like to work. This is never scored.")
            desk.screen.say("")
        desk.screen.say(step.trait.statement)
        desk.screen.say("")
        desk.screen.say("1 not at all, to 5 entirely; Enter skips.")

    numbers = [str(number) for number in AGREEMENT]
    help_text = f"Type a number from 1, not at all, to 5, entirely. {_OTHER_KEYS}"
    word = desk.read_word(draw, ["", *numbers], help_text)
    yield word if isinstance(word, Event) else Event(EventKind.TRAIT, step.trait.id, word)
