"""Asks a question at the terminal, explains it, and takes remarks about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

from mlcareer.cli import replies
from mlcareer.cli.desk import Desk
from mlcareer.cli.missed import missed_questions
from mlcareer.cli.screen import YES_OR_NO, Leave, is_yes
from mlcareer.content.reviews import note_event
from mlcareer.measure.steps import AskQuestion, answer_event
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Form, Question
from mlcareer.model.wording import counted
from mlcareer.render.page import Page
from mlcareer.render.question_text import explanation_text, options_text, stem_text

_GOES_ON = "Enter goes on, n notes, q leaves > "


class _Said(NamedTuple):
    """What came of a line.

    Attributes:
        event: To keep, if there is any.
        over: Whether the question is done with.
        word: What is to be said about it.
    """

    event: Event | None = None
    over: bool = False
    word: str = ""


def ask_question(desk: Desk, step: AskQuestion) -> Iterator[Event]:
    """Ask a question until it is answered, put off, or left for the one before."""
    _draw(desk, step)
    said = _Said()
    while not said.over:
        prompt = desk.screen.prompt("Answer")
        typed = desk.screen.read(prompt, _choices(step), lambda text: _meaning(step, text))
        command = _COMMANDS.get(typed.lower())
        said = command(desk, step) if command else _answer(desk, step, typed)
        if said.event:
            yield said.event
        if said.word:
            _say_again(desk, step, said.word)
    if desk.learn and said.event and said.event.kind is EventKind.ANSWER:
        yield from _explain(desk, step, str(said.event.detail["chosen"]) or None)


def _say_again(desk: Desk, step: AskQuestion, word: str) -> None:
    """Say something about a line that was no answer; a screen keeps the question in sight."""
    if not desk.screen.linear:
        _draw(desk, step)
    desk.screen.say(word)


def _answer(_: Desk, step: AskQuestion, typed: str) -> _Said:
    reply = replies.read_reply(step.question, step.options, typed)
    if reply is None:
        form = step.question.form
        complaint = replies.complaint(form, typed)
        return _Said(word=f"{complaint} {replies.how_to_reply(form)}. ?: help.")
    return _Said(answer_event(step.question, reply), over=True)


def _dont_know(_: Desk, step: AskQuestion) -> _Said:
    return _Said(answer_event(step.question, None), over=True)


def _later(_: Desk, step: AskQuestion) -> _Said:
    return _Said(Event(EventKind.LATER, step.question.id, ""), over=True)


def _back(desk: Desk, _: AskQuestion) -> _Said:
    event = desk.back()
    return _Said(event, over=event is not None)


def _note_now(desk: Desk, step: AskQuestion) -> _Said:
    return _Said(_note(desk, step.question), word="Noted (mlcareer notes). Now your answer:")


def _nothing(_: Desk, __: AskQuestion) -> _Said:
    return _Said(word="Nothing was typed. d: I don't know; s: skip; ?: help.")


def _profile(desk: Desk, step: AskQuestion) -> _Said:
    desk.show_profile()
    _draw(desk, step)
    return _Said()


def _help(desk: Desk, step: AskQuestion) -> _Said:
    desk.screen.say(replies.keys_help(step.question.form))
    _other_keys(desk)
    return _Said()


def _leave(_: Desk, __: AskQuestion) -> _Said:
    raise Leave


_COMMANDS: Final[Mapping[str, Callable[[Desk, AskQuestion], _Said]]] = MappingProxyType(
    {
        "": _nothing,
        replies.HELP: _help,
        replies.DONT_KNOW: _dont_know,
        replies.LATER: _later,
        replies.BACK: _back,
        replies.NOTE: _note_now,
        replies.PROFILE: _profile,
        replies.LEAVE: _leave,
    }
)


def _draw(desk: Desk, step: AskQuestion) -> None:
    question, screen = step.question, desk.screen
    name = desk.skill_map.skills[question.skill].name
    if screen.linear and desk.first("question"):
        screen.begin()
        _other_keys(desk)
    desk.head(name, f"{step.position} of at most {step.total}")
    if screen.linear:
        screen.say("")
    screen.show(lambda page: stem_text(page, question))
    # How an option is chosen is told once; what else is wanted, each time.
    told = desk.first(question.form) or question.form is not Form.CHOICE or not screen.linear
    how = replies.how_to_reply(question.form) if told else ""
    keys = "" if screen.linear else replies.SHORT_KEYS
    screen.show(lambda page: options_text(page, step.options, how, keys))


def _other_keys(desk: Desk) -> None:
    for key, what in replies.OTHER_KEYS:
        desk.screen.say(what, f"  {key}  ")


def _choices(step: AskQuestion) -> Sequence[str]:
    """List what the arrow keys go through: the options of which one is chosen."""
    if step.question.form is not Form.CHOICE:
        return ()
    return [*(str(number) for number in range(1, len(step.options) + 1)), replies.DONT_KNOW]


def _meaning(step: AskQuestion, typed: str) -> str:
    """Say which option a line names; nothing where what is typed is the answer itself."""
    word = typed.strip().lower()
    if word == replies.DONT_KNOW:
        return "I don't know"
    if not word or not step.options or step.question.form is not Form.CHOICE:
        return replies.MEANINGS.get(word, "")
    reply = replies.read_reply(step.question, step.options, word)
    return replies.MEANINGS.get(word, "") if reply is None else " ".join(reply.split())


def _note(desk: Desk, question: Question) -> Event:
    """Take a remark about a question, for its authors.

    Raises:
        Leave: The input has ended.
    """
    desk.screen.say("What is wrong or unclear? Enter alone only marks the question.")
    return note_event(question, desk.screen.read("note > "))


def _explain(desk: Desk, step: AskQuestion, reply: str | None) -> Iterator[Event]:
    """Explain an answer that is kept already, and let the person take it in."""
    desk.screen.say("")
    _show_explanation(desk, step.question, reply, step.options)
    while not desk.screen.linear:
        match desk.screen.pause(_GOES_ON):
            case replies.NOTE:
                yield _note(desk, step.question)
                desk.screen.say("Noted.")
            case replies.LEAVE:
                raise Leave
            case replies.BACK:
                desk.screen.say("No going back: it was explained.")
            case _:
                return


def _show_explanation(
    desk: Desk, question: Question, reply: str | None, options: Sequence[str]
) -> None:
    resource = desk.resources().get(question.reference.resource)
    desk.screen.show(lambda page: explanation_text(page, question, reply, resource, options))


def look_back(desk: Desk, events: Sequence[Event]) -> Iterator[Event]:
    """Offer the explanations of the questions that were not answered right."""
    missed = missed_questions(events, desk.interview.material.questions)
    if not missed or desk.learn:
        return
    screen = desk.screen
    screen.say("")
    many = counted(len(missed), "question")
    screen.say(f"Look at the answers to {many} that you missed or left open?")
    if not is_yes(screen.read(YES_OR_NO)):
        screen.say("You can see them at any time: mlcareer review")
        return
    for number, (question, chosen) in enumerate(missed, 1):
        name = desk.skill_map.skills[question.skill].name
        desk.head(name, f"{number} of {len(missed)} to look at again", measuring=False)
        options = desk.interview.options_of(question)
        screen.show(partial(_question, question, options))
        _show_explanation(desk, question, chosen, options)
        word = screen.read("Enter: next, n: note, q: leave > ").lower()
        if word == replies.NOTE:
            yield _note(desk, question)
        if word == replies.LEAVE:
            break
    screen.say("All of them again, at any time: mlcareer review")


def _question(question: Question, options: Sequence[str], page: Page) -> str:
    choices = f"{options_text(page, options)}\n" if options else ""
    return f"{stem_text(page, question)}\n{choices}"
