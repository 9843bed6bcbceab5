"""What a line of `assess --jsonl` says in reply to a step: the events to keep."""

from collections.abc import Mapping, Sequence
from typing import Final
from unicodedata import category

from mlcareer.cli.driver_lines import RefusedError, Request, refuse_unknown
from mlcareer.content.reviews import note_event
from mlcareer.content.yamlfile import close_match
from mlcareer.measure.interview import Interview
from mlcareer.measure.steps import (
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    Step,
    answer_event,
)
from mlcareer.model.levels import LEVELS
from mlcareer.model.people import AGREEMENT, HOURS_A_WEEK, Event, EventKind
from mlcareer.model.questions import Form, Question, typed_number
from mlcareer.render.driver_json import Code, step_id

LONGEST_ANSWER: Final = 200
"""Characters of an answer that is typed, at most."""

LONGEST_REMARK: Final = 2000
"""Characters of a remark on a question, at most."""


def events_of(request: Request, step: Step, interview: Interview) -> tuple[Event, ...]:
    """Make the events of a reply to a step: an answer, ratings, or putting it off.

    Raises:
        RefusedError: It is no reply to this step.
    """
    match request:
        case Request("do", "skip"):
            return (_skipped(step),)
        case Request("do", "skip-rest"):
            return _rest_skipped(step, interview)
        case Request("do", "later"):
            return (Event(EventKind.LATER, _question_of(step, "later").id, ""),)
        case Request("rate"):
            return _ratings(request.value, step, interview)
        case _:
            return (_answer(request.value, step, interview),)


def check_addressee(request: Request, step: Step) -> None:
    """Refuse a reply to something else than what is asked now.

    Raises:
        RefusedError: It says that it replies to something else.
    """
    if request.to not in ("", step_id(step)):
        message = f"This replies to {request.to[:40]!r}, but {step_id(step)} is asked now."
        raise RefusedError(Code.OTHER_STEP, message)


def note_of(request: Request, step: Step, interview: Interview) -> Event:
    """Make the event of a remark on a question: that which is asked, or one that was answered.

    Raises:
        RefusedError: There is no such question, or the remark is too long.
    """
    if request.about:
        asked = [e.subject for e in interview.events if e.kind is EventKind.ANSWER]
        known = {*asked, step_id(step)} & interview.material.questions.keys()
        if request.about not in known:
            refuse_unknown("question asked", request.about, known, code=Code.NO_OPTION)
        question = interview.material.questions[request.about]
    else:
        question = _question_of(step, "note")
    words = _words(request.text, LONGEST_REMARK, "A remark") if request.text.strip() else ""
    return note_event(question, words)


def _question_of(step: Step, doing: str) -> Question:
    if isinstance(step, AskQuestion):
        return step.question
    message = f"{doing} is for questions; this can be skipped."
    raise RefusedError(Code.NOT_NOW, message)


def _skipped(step: Step) -> Event:
    match step:
        case AskBackground():
            return Event(EventKind.BACKGROUND, step.subject, "")
        case AskRating():
            return Event(EventKind.RATING, step.skill, "")
        case AskTrait():
            return Event(EventKind.TRAIT, step.trait.id, "")
        case _:
            message = (
                'A question is not skipped: {"answer": null} says "I don\'t know",'
                ' {"do": "later"} puts it off.'
            )
            raise RefusedError(Code.NOT_NOW, message)


def _rest_skipped(step: Step, interview: Interview) -> tuple[Event, ...]:
    if not isinstance(step, AskRating):
        message = "skip-rest is for self-ratings: it skips all that are left."
        raise RefusedError(Code.NOT_NOW, message)
    return tuple(Event(EventKind.RATING, skill, "") for skill in interview.unrated())


def _ratings(value: object, step: Step, interview: Interview) -> tuple[Event, ...]:
    """Read one rating, which is of the skill that is asked, or several by skill."""
    if not isinstance(value, dict):
        if not isinstance(step, AskRating):
            message = 'No rating is asked now; name the skills: {"rate": {"python": 2}}.'
            raise RefusedError(Code.NOT_NOW, message)
        return (_rating(step.skill, value),)
    if not value:
        message = "rate names at least one skill."
        raise RefusedError(Code.FORM, message)
    for skill in value:
        if skill not in interview.scope:
            refuse_unknown("skill", skill, interview.scope, code=Code.NO_OPTION)
    return tuple(_rating(skill, level) for skill, level in value.items())


def _rating(skill: str, level: object) -> Event:
    if level is None:
        return Event(EventKind.RATING, skill, "")
    return Event(EventKind.RATING, skill, _whole(level, LEVELS, f"A level of {skill}"))


def _whole(value: object, allowed: Sequence[int], what: str) -> str:
    # True and 2.0 are equal to whole numbers, but were meant as something else.
    if type(value) is int and value in allowed:
        return str(value)
    message = f"{what} is a whole number from {allowed[0]} to {allowed[-1]}, or null to skip it."
    raise RefusedError(Code.NO_OPTION, message)


def _answer(value: object, step: Step, interview: Interview) -> Event:
    match step:
        case AskQuestion():
            return answer_event(step.question, _reply(value, step))
        case _ if value is None:
            return _skipped(step)
        case AskBackground():
            return Event(EventKind.BACKGROUND, step.subject, _said(value, step, interview))
        case AskRating():
            return _rating(step.skill, value)
        case AskTrait():
            agreement = _whole(value, AGREEMENT, "How well it fits")
            return Event(EventKind.TRAIT, step.trait.id, agreement)
        case _:
            message = "Nothing is asked any more."
            raise RefusedError(Code.NOT_NOW, message)


def _said(value: object, step: AskBackground, interview: Interview) -> str:
    """Read the answer to a background question: hours, or a choice by id or name."""
    if step.subject == "hours":
        return _whole(value, HOURS_A_WEEK, "The number of hours a week")
    backgrounds = interview.material.backgrounds
    choices = backgrounds.choices(step.subject) if backgrounds else {}
    if not isinstance(value, str):
        message = f"Give the id of one of the choices of {step.subject}, or null to skip it."
        raise RefusedError(Code.NO_OPTION, message)
    for choice in choices.values():
        if value in (choice.id, choice.name):
            return choice.id
    return refuse_unknown(step.subject, value, choices, code=Code.NO_OPTION)


def _reply(value: object, step: AskQuestion) -> str | None:
    """Read the reply to a question; None stands for "I don't know"."""
    match step.question.form:
        case _ if value is None:
            return None
        case Form.NUMBER | Form.TEXT:
            return _typed(value, step.question.form)
        case Form.CHOICE:
            return step.options[_place(value, step.options)]
        case form:
            return _several(value, step.options, all_of_them=form is Form.SEQUENCE)


def _typed(value: object, form: Form) -> str:
    if form is Form.NUMBER and type(value) in (int, float):
        value = str(value)
    if not isinstance(value, str):
        message = f'Answer with a {form}, or null for "I don\'t know".'
        raise RefusedError(Code.FORM, message)
    words = _words(value, LONGEST_ANSWER, "An answer")
    if form is Form.NUMBER and not typed_number(words):
        message = f"{words[:40]!r} is no number, and a number is asked for."
        raise RefusedError(Code.NO_OPTION, message)
    return words


def _words(text: str, longest: int, what: str) -> str:
    """Put the words of a text on one line."""
    words = " ".join(text.split())
    if not 0 < len(words) <= longest:
        message = f"{what} has 1 to {longest} characters, not {len(words)}."
        raise RefusedError(Code.NO_OPTION, message)
    if any(category(character) == "Cc" for character in words):
        message = f"{what} has no control characters."
        raise RefusedError(Code.NO_OPTION, message)
    return words


def _several(value: object, options: Sequence[str], *, all_of_them: bool) -> str:
    values = value if isinstance(value, list) else [value]
    places = [_place(one, options) for one in values]
    enough = len(options) if all_of_them else 1
    if len(places) < enough or len(set(places)) < len(places):
        how = "all of the steps in order" if all_of_them else "each option that applies"
        message = f'Answer with a list of {how}, each once, or null for "I don\'t know".'
        raise RefusedError(Code.NO_OPTION, message)
    return "\n".join(options[at] for at in (places if all_of_them else sorted(places)))


def _place(value: object, options: Sequence[str]) -> int:
    """Find an option, by its id if it is a number and by its words if it is a text."""
    if type(value) is int and 1 <= value <= len(options):
        return value - 1
    texts: Mapping[str, int] = {" ".join(text.split()): at for at, text in enumerate(options)}
    if isinstance(value, str) and (words := " ".join(value.split())) in texts:
        return texts[words]
    if not isinstance(value, str):
        value, hint = str(value), ""
    else:
        hint = close_match(value[:LONGEST_ANSWER], texts)
    message = (
        f"{value[:40]!r} is no option.{hint} Give an id as a number from 1 to {len(options)},"
        ' the whole text of an option, or null for "I don\'t know".'
    )
    raise RefusedError(Code.NO_OPTION, message)
