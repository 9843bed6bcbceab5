"""The interview at a terminal: linear, one line of input a question."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from mlcareer.cli import replies
from mlcareer.cli.streams import page_for, say
from mlcareer.measure.interview import Material
from mlcareer.measure.steps import (
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    Step,
    answer_event,
)
from mlcareer.model.levels import LEVEL_NAMES, LEVELS, TAUGHT_LEVELS
from mlcareer.model.people import AGREEMENT, HOURS_A_WEEK, Choice, Event, EventKind
from mlcareer.model.questions import Form, Outcome, Question
from mlcareer.model.study import Resource
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, indent
from mlcareer.render.question_text import explanation_text, options_text, question_text

_BACKGROUND = {
    "degree": "What did you study, or are you studying?",
    "work": "What was your last job, or the one most like the role you aim at?",
    "goal": "What do you want from this?",
}


class Leave(Exception):  # noqa: N818 - a wish, not an error
    """The person wants to stop here."""


def read_line(prompt: str) -> str:
    """Ask for one line on standard error and read it.

    Raises:
        Leave: The input has ended.
    """
    sys.stdout.flush()
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        say()
        raise Leave
    return line.strip()


class TerminalRespondent:
    """A person at a terminal.

    Args:
        material: The content that the interview draws on.
        unrated: Tells which skills have no self-rating yet.
        resources: Reads what there is to study; called when something is explained.
        learn: Whether to explain after each answer.
    """

    def __init__(
        self,
        material: Material,
        unrated: Callable[[], Sequence[str]],
        resources: Callable[[], Mapping[str, Resource]],
        *,
        learn: bool,
    ) -> None:
        self._map = material.skill_map
        self._backgrounds = material.backgrounds
        self._questions = material.questions
        self._unrated = unrated
        self._resources = cache(resources)
        self._learn = learn
        self._explained: set[str] = set()

    @property
    def _page(self) -> Page:
        # Asked anew each time: the window may have changed its size.
        return page_for(sys.stderr)

    def _first(self, of: str) -> bool:
        """Tell the first time that something comes, which is when it is explained."""
        known = of in self._explained
        self._explained.add(of)
        return not known

    def reply(self, step: Step) -> tuple[Event, ...]:
        """Ask the person."""
        match step:
            case AskBackground():
                return (self._background(step),)
            case AskRating():
                return self._rating(step)
            case AskQuestion():
                return (self._question(step),)
            case AskTrait():
                return (self._trait(step),)
            case _:
                return ()

    def _say(self, text: str, first: str = "") -> None:
        say(indent(text, self._page, first))

    def _read(self, prompt: str, allowed: Sequence[str], help_text: str) -> str:
        """Read one of the allowed words; q leaves, ? and anything else explains."""
        while True:
            word = read_line(prompt).lower()
            if word in allowed:
                return word
            if word == "q":
                raise Leave
            unknown = "" if word in ("?", "") else f"{word[:40]!r} is no answer here. "
            self._say(unknown + help_text)

    def _background(self, step: AskBackground) -> Event:
        say()
        if self._first("background"):
            self._say("First, a few questions about you. Enter skips; q saves and leaves.")
            say()
        if step.subject == "hours":
            return Event(EventKind.BACKGROUND, "hours", self._hours())
        self._say(_BACKGROUND[step.subject])
        for fact in self._backgrounds.facts.values() if self._backgrounds else ():
            if fact.beside == step.subject:
                self._say(fact.text, "  ")
        choices = self._choices(step.subject)
        for number, choice in enumerate(choices, 1):
            self._say(choice.name, f"  {number:>2}  ")
        numbers = [str(number) for number in range(1, len(choices) + 1)]
        help_text = f"Type a number from 1 to {len(choices)}; Enter skips; q saves and leaves."
        word = self._read("> ", ["", *numbers], help_text)
        value = choices[int(word) - 1].id if word else ""
        return Event(EventKind.BACKGROUND, step.subject, value)

    def _choices(self, subject: str) -> list[Choice]:
        return list(self._backgrounds.choices(subject).values()) if self._backgrounds else []

    def _hours(self) -> str:
        self._say("How many hours a week do you have for study? Type a whole number.")
        low, high = HOURS_A_WEEK[0], HOURS_A_WEEK[-1]
        help_text = f"Type a whole number from {low} to {high}; Enter skips; q saves and leaves."
        return self._read("> ", ["", *map(str, HOURS_A_WEEK)], help_text)

    def _rating(self, step: AskRating) -> tuple[Event, ...]:
        skill = self._map.skills[step.skill]
        say()
        if self._first("rating"):
            self._say(
                "Now rate yourself. For each skill, type the highest level that fits you today."
                " Your word is a start, not a verdict:"
                " the report shows it beside what was measured."
            )
            self._say("0-4: level. Enter: skip. ?: all statements. s: skip the rest. q: leave.")
            say()
        self._say(f"[{step.position} of {step.total}] {skill.name}: {skill.definition}")
        self._say(f"{LEVEL_NAMES[0]}", "  0  ")
        for level in TAUGHT_LEVELS:
            self._say(f"{LEVEL_NAMES[level]}: {skill.can_do[level][0]}", f"  {level}  ")
        while True:
            levels = [str(level) for level in LEVELS]
            word = read_line("> ").lower()
            if word in ("", *levels):
                return (Event(EventKind.RATING, skill.id, word),)
            if word == "s":
                return tuple(Event(EventKind.RATING, id_, "") for id_ in self._unrated())
            if word == "q":
                raise Leave
            if word == "?":
                self._all_statements(step)
            else:
                self._say(f"{word[:40]!r} is no level. Type 0 to 4, Enter, ?, s or q.")

    def _all_statements(self, step: AskRating) -> None:
        for level in TAUGHT_LEVELS:
            self._say(LEVEL_NAMES[level], f"  {level}  ")
            for statement in self._map.skills[step.skill].can_do[level]:
                self._say(statement, "       - ")

    def _question(self, step: AskQuestion) -> Event:
        question = step.question
        say()
        if self._first("question"):
            self._say(replies.OTHER_KEYS)
            say()
        name = self._map.skills[question.skill].name
        place = f"{step.position} of at most {step.total}"
        say(question_text(self._page, question, name, place))
        # How an option is chosen is told once; what else is wanted, each time.
        told = self._first(question.form) or question.form is not Form.CHOICE
        how = replies.how_to_reply(question.form) if told else ""
        say(options_text(self._page, step.options, how))
        reply = self._reply(step)
        if self._learn:
            say()
            self._explain(question, reply)
        return answer_event(question, reply)

    def _reply(self, step: AskQuestion) -> str | None:
        """Read the reply to a question; None stands for "I don't know"."""
        form = step.question.form
        while True:
            typed = read_line("> ")
            match typed.lower():
                case "" | replies.HELP:
                    self._say(replies.keys_help(form))
                    continue
                case replies.DONT_KNOW:
                    return None
                case replies.LEAVE:
                    raise Leave
            reply = replies.read_reply(step.question, step.options, typed)
            if reply is not None:
                return reply
            self._say(f"{replies.complaint(form, typed)} {replies.how_to_reply(form)}. ?: help.")

    def _explain(self, question: Question, chosen: str | None) -> None:
        resource = self._resources().get(question.reference.resource)
        say(explanation_text(self._page, question, chosen, resource))

    def _trait(self, step: AskTrait) -> Event:
        say()
        if self._first("trait"):
            self._say(
                "Last, how you like to work. This is never scored."
                " 1: not at all, to 5: entirely. Enter skips."
            )
            say()
        self._say(step.trait.statement, f"[{step.position} of {step.total}] ")
        allowed = ["", *map(str, AGREEMENT)]
        value = self._read("> ", allowed, "Type a number from 1 to 5; Enter skips; q leaves.")
        return Event(EventKind.TRAIT, step.trait.id, value)

    def look_back(self, events: Sequence[Event]) -> None:
        """Offer the explanations of the questions that were not answered right."""
        missed = missed_questions(events, self._questions)
        if not missed or self._learn:
            return
        say()
        self._say(f"Not answered right: {counted(len(missed), 'question')}. See why?")
        word = read_line("[y/N] > ").lower()
        if word not in ("y", "yes"):
            self._say("You can see them at any time: mlcareer review")
            return
        for number, (question, chosen) in enumerate(missed, 1):
            say()
            name = self._map.skills[question.skill].name
            say(question_text(self._page, question, name, f"{number} of {len(missed)}"))
            say()
            self._explain(question, chosen)
            if number < len(missed) and read_line("Enter: next, q: leave > ").lower() == "q":
                break
        self._say("All of them again, at any time: mlcareer review")


def missed_questions(
    events: Sequence[Event], questions: Mapping[str, Question]
) -> list[tuple[Question, str | None]]:
    """List the questions not answered right, each with the option chosen or None."""
    return [
        (questions[event.subject], str(event.detail["chosen"]) or None)
        for event in events
        if event.kind is EventKind.ANSWER
        and event.value != Outcome.RIGHT.value
        and event.subject in questions
    ]
