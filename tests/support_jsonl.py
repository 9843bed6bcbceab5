"""A front end of `mlcareer assess --jsonl`, whose every line is held against the schema."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from io import StringIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from mlcareer.cli import main
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.model.questions import Form, Question
from support import DATA, EXAMPLE, REPOSITORY

Message = dict[str, Any]
Sent = Mapping[str, Any] | bytes
"""A line to send: a message that the schema allows, or bytes as they are."""

FOLDER = REPOSITORY / "docs" / "schema"
SCHEMA: Any = json.loads((FOLDER / "jsonl.schema.json").read_text(encoding="utf-8"))
RESULT: Any = json.loads((FOLDER / "result.schema.json").read_text(encoding="utf-8"))

GARDEN = ("--content", str(EXAMPLE), "assess", "--jsonl")
STEPS = ("background", "self-rating", "question", "trait")


def strict(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Forbid keys that are not described."""
    closed = deepcopy(schema)
    waiting = [closed]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("additionalProperties") is True:
                part["additionalProperties"] = False
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return closed


@cache
def _validator(name: str) -> Draft202012Validator:
    resources = [Resource.from_contents(strict(one)) for one in (SCHEMA, RESULT)]
    registry: Registry[Any] = Registry().with_resources(
        [(one.id() or "", one) for one in resources]
    )
    return Draft202012Validator({"$ref": f"{SCHEMA['$id']}#/$defs/{name}"}, registry=registry)


def complaints(message: Any, name: str) -> set[str]:  # noqa: ANN401 - any JSON
    """List what the schema has against a message of a name."""
    return {
        f"{error.json_path}: {error.message[:300]}"
        for error in _validator(name).iter_errors(message)
    }


def received(line: str) -> Message:
    """Read a line of the program, which must be as described."""
    assert line.endswith("\n"), line
    assert line.isascii()
    message: Message = json.loads(line)
    assert next(iter(message)) == "type"
    assert complaints(message, message["type"]) == set()
    return message


def sent(message: Sent) -> bytes:
    """Write a line to the program."""
    if isinstance(message, bytes):
        return message
    assert complaints(message, "to_program") == set()
    return json.dumps(message).encode() + b"\n"


class _FrontEnd:
    """Standard input and output of the program, played by a function.

    Args:
        answer: Gives what to send after a line of the program; None ends the input.
    """

    encoding = "utf-8"

    def __init__(self, answer: Callable[[Message], Sent | None]) -> None:
        self.heard: list[Message] = []
        self.buffer = self
        self._answer = answer
        self._left = b""
        self._written = ""

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> int:
        self._written += text
        return len(text)

    def flush(self) -> None:
        lines, self._written = self._written.splitlines(keepends=True), ""
        self.heard += map(received, lines)

    def readline(self, size: int = -1) -> bytes:
        assert self._written == "", "what was written was not flushed before reading"
        if not self._left:
            reply = self._answer(self.heard[-1])
            if reply is None:
                return b""
            self._left = sent(reply)
        end = self._left.find(b"\n") + 1 or len(self._left)
        end = end if size < 0 else min(end, size)
        line, self._left = self._left[:end], self._left[end:]
        return line


class Ran(list[Message]):
    """The lines of the program, its exit code and what it wrote on standard error."""

    code: int
    err: str

    def of(self, *types: str) -> list[Message]:
        """Choose the messages of some types."""
        return [message for message in self if message["type"] in types]

    @property
    def types(self) -> list[str]:
        """List the types of all messages."""
        return [message["type"] for message in self]


def interview(*arguments: str, answer: Callable[[Message], Sent | None]) -> Ran:
    """Run an interview in this process."""
    front_end, errors = _FrontEnd(answer), StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", front_end)
        patch.setattr("sys.stdout", front_end)
        patch.setattr("sys.stderr", errors)
        code = main(list(arguments))
    ran = Ran(front_end.heard)
    ran.code, ran.err = code, errors.getvalue()
    return ran


def script(*lines: Sent) -> Callable[[Message], Sent | None]:
    """Send these lines whatever comes, then end the input."""
    left = iter(lines)
    return lambda _: next(left, None)


def to_first_question(*lines: Sent) -> Callable[[Message], Sent | None]:
    """Skip what comes before the first question, then send these lines, then end the input."""
    return _to(lambda _: True, lines)


def to_form(form: Form, *lines: Sent) -> Callable[[Message], Sent | None]:
    """Go to the first question of a form, then send these lines, then end the input."""
    return _to(lambda message: message["form"] == form, lines)


def _to(
    wanted: Callable[[Message], bool], lines: Iterable[Sent]
) -> Callable[[Message], Sent | None]:
    left: Iterator[Sent] = iter(lines)
    reached: list[Message] = []

    def answer(message: Message) -> Sent | None:
        if reached or (message["type"] == "question" and wanted(message)):
            reached.append(message)
            return next(left, None)
        # An answer would settle something, so that questions of a form might never come.
        return {"do": "later"} if message["type"] == "question" else {"answer": None}

    return answer


@cache
def bank() -> dict[str, Question]:
    """Read the questions of both contents, by id."""
    known: dict[str, Question] = {}
    for folder in (DATA, EXAMPLE):
        known |= load_questions(folder, load_skill_map(folder))
    return known


def reply_in(question: Message, *, right: bool = True) -> Any:  # noqa: ANN401 - any JSON
    """Reply to a question that is asked: the answer by ids of options, or a mistake."""
    known = bank()[question["id"]]
    ids = {option["text"]: option["id"] for option in question["options"]}
    match known.form:
        case Form.SEVERAL:
            return [ids[text] for text in (known.key if right else [known.distractors[0].text])]
        case Form.SEQUENCE:
            return [ids[text] for text in (known.key if right else reversed(known.key))]
        case Form.CHOICE:
            return ids[known.answer if right else known.distractors[0].text]
        case _:
            return known.answer if right else known.distractors[0].text


def person(*, right: bool = True, rating: int = 2) -> Callable[[Message], Sent]:
    """Reply to all that is asked."""

    def answer(message: Message) -> Sent:
        match message["type"]:
            case "background":
                choices = message.get("choices")
                return {"answer": choices[0]["id"] if choices else message["high"]}
            case "self-rating":
                return {"rate": rating}
            case "question":
                return {"answer": reply_in(message, right=right)}
            case "trait":
                return {"answer": message["low"]}
            case other:
                raise AssertionError(other, message)

    return answer


def last_of(messages: Iterable[Message], *types: str) -> Message:
    """Find the last message of some types."""
    return [message for message in messages if message["type"] in types][-1]
