"""What a person types in reply to a question, by the form of the question."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from mlcareer.model.questions import Form, Question, typed_number

DONT_KNOW: Final = "d"
LEAVE: Final = "q"
HELP: Final = "?"
BACK: Final = "b"
LATER: Final = "s"
NOTE: Final = "n"
PROFILE: Final = "p"
KEYS: Final = (DONT_KNOW, LEAVE, HELP, BACK, LATER, NOTE, PROFILE)
"""Typed alone these are no answers; in quotation marks they are."""

_MOST_TYPED: Final = 200

_HOW: Final = {
    Form.CHOICE: "Type the number of an option",
    Form.SEVERAL: "Type the numbers of all that apply, such as 1 3",
    Form.SEQUENCE: "Type all the numbers, each once, in the right order",
    Form.NUMBER: "Type a number",
    Form.TEXT: "Type your answer",
}

_NOT_SO: Final = {
    Form.CHOICE: "is no answer here.",
    Form.SEVERAL: "does not name options, each once.",
    Form.SEQUENCE: "does not name each option once.",
    Form.NUMBER: "is no number.",
    Form.TEXT: "is too long for an answer here.",
}


def how_to_reply(form: Form) -> str:
    """Say what to type."""
    return _HOW[form]


def keys_help(form: Form) -> str:
    """Say what to type, and what else there is to do."""
    typed = " To answer with one of these letters, put it in quotation marks."
    return f"{_HOW[form]}.{typed if form is Form.TEXT else ''}"


def complaint(form: Form, typed: str) -> str:
    """Say what is wrong with something typed that is no reply."""
    return f"{typed[:40]!r} {_NOT_SO[form]}"


OTHER_KEYS: Final = (
    ("d", "I don't know (a guess makes the plan worse)"),
    ("b", "back: take the last reply back"),
    ("s", "skip: it comes again before the end; a second time it is left out"),
    ("n", "note: say what is wrong with a question, for its authors"),
    ("p", "profile: where you stand so far"),
    ("q", "save and leave; mlcareer assess goes on from here"),
    ("?", "this help"),
)
"""What else there is to do at a question, each with its key."""

MEANINGS: Final = MappingProxyType(
    {
        LATER: "skip: it comes again before the end",
        BACK: "take the last reply back",
        NOTE: "remark on this question",
        PROFILE: "see where you stand so far",
        LEAVE: "save and leave",
    }
)
"""What each of the other keys would do, while it stands in the line."""

SHORT_KEYS: Final = "Enter sends it; b back, s skip, n note, p profile, q leave, ? help"


def read_reply(question: Question, options: Sequence[str], typed: str) -> str | None:
    """Turn what was typed into a reply, or None where it is none.

    Args:
        question: The question.
        options: Its options in the order in which they were shown.
        typed: A line without the white space around it; the keys were looked for before.
    """
    match question.form:
        case Form.NUMBER:
            return typed if typed_number(typed) else None
        case Form.TEXT:
            return typed if typed and len(typed) <= _MOST_TYPED else None
        case Form.CHOICE:
            places = _places(typed, len(options))
            return options[places[0]] if len(places) == 1 else None
        case Form.SEVERAL:
            places = tuple(sorted(_places(typed, len(options))))
        case Form.SEQUENCE:
            places = _places(typed, len(options))
            places = places if len(places) == len(options) else ()
    return "\n".join(options[place] for place in places) or None


def _places(typed: str, count: int) -> tuple[int, ...]:
    """Read the numbers of different options; nothing where one of them is none."""
    words = typed.replace(",", " ").split()
    if len(words) == 1 and words[0].isdecimal() and count <= 9:  # noqa: PLR2004 - one digit each
        words = list(words[0])
    places = tuple(int(word) - 1 for word in words if word.isdecimal() and word.isascii())
    whole = len(places) == len(words) == len(set(places))
    return places if whole and all(0 <= place < count for place in places) else ()
