import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcareer.cli.driver_lines import DOINGS, LONGEST, RefusedError, read_record, request_in
from mlcareer.cli.driver_replies import LONGEST_ANSWER, LONGEST_REMARK
from mlcareer.errors import ExitCode, StoreError
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Form
from mlcareer.render.driver_json import Code
from mlcareer.store.database import Store
from support_jsonl import (
    GARDEN,
    SCHEMA,
    Message,
    Ran,
    Sent,
    bank,
    interview,
    person,
    script,
    to_first_question,
    to_form,
)

HUGE = b'{"answer": "' + b"x" * LONGEST + b'"}\n'


def at_question(*lines: Sent) -> list[Message]:
    """Send lines at the first question about gardening; gives what came after it."""
    ran = interview(*GARDEN, "--seed", "1", answer=to_first_question(*lines))
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran[ran.types.index("question") + 1 :]


def refused(line: Sent, at: Callable[..., list[Message]] = at_question) -> tuple[str, str]:
    """Send one line that cannot be carried out; gives code and message of the error."""
    error, bye = at(line)
    assert (error["type"], error["fatal"], error["stays"]) == ("error", False, True)
    assert bye["type"] == "bye"
    return error["code"], error["message"]


def committed(home: Path) -> int:
    """Count all events in the database."""
    database = sqlite3.connect(home / "mlcareer" / "mlcareer.db")
    try:
        (count,) = database.execute("SELECT count(*) FROM event").fetchone()
    finally:
        database.close()
    return int(count)


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b"answer: 2\n", "json", "is not JSON: Expecting value at column 1"),
        (b'{"answer": 2\n', "json", "at column 13"),
        (b'{"answer": 2} {"answer": 3}\n', "json", "Extra data"),
        (b'{"answer": NaN}\n', "json", "NaN is no number in JSON"),
        (b'{"answer": -Infinity}\n', "json", "-Infinity is no number"),
        (b'{"answer": 1e999}\n', "json", "1e999 is too large"),
        (b'{"answer": 1, "answer": 2}\n', "json", "'answer' stands twice"),
        (b'{"answer": "\\ud83c"}\n', "json", "surrogates not allowed"),
        (b'{"answer": "\x00"}\n', "json", "control character"),
        (b'{"answer": ' + b"[" * 200_000 + b"\n", "json", "nested too deep"),
        (b'{"answer": ' + b"9" * 5000 + b"}\n", "json", "cannot be read"),
        (b'{"answer": "\xe9"}\n', "encoding", "not UTF-8"),
        ('{"answer": "\xe9"}\n'.encode("utf-16-be") + b"\n", "encoding", "not UTF-8"),
        (HUGE, "too-long", "longer than 1000000 bytes"),
        (b"[1, 2]\n", "form", "no JSON object"),
        (b"2\n", "form", "no JSON object"),
        (b"null\n", "form", "no JSON object"),
        (b"{}\n", "form", "Give one of the keys answer, rate, do"),
        (b'{"id": 3}\n', "form", "Give one of the keys"),
        (b'{"answer": 1, "do": "back"}\n', "form", "no more than one"),
        (b'{"anwser": 1}\n', "unknown-key", "'anwser' here. Did you mean 'answer'?"),
        (b'{"answer": 1, "x": 1}\n', "unknown-key", "Known: answer, rate, do, text"),
        (b'{"do": "bakc"}\n', "form", "Did you mean 'back'?"),
        (b'{"do": 3}\n', "form", "do is one of back, stop"),
        (b'{"do": null}\n', "form", "do is one of back, stop"),
        (b'{"do": ["back"]}\n', "form", "do is one of back, stop"),
        (b'{"answer": 1, "text": "x"}\n', "form", "text belongs to a remark"),
        (b'{"do": "later", "about": "x"}\n', "form", "about belongs to a remark"),
        (b'{"do": "note", "text": 4}\n', "form", "text is a text"),
        (b'{"answer": 1, "re": 4}\n', "form", "re is a text"),
        (b'{"answer": 1, "id": 1.5}\n', "form", "An id is"),
        (b'{"answer": 1, "id": true}\n', "form", "An id is"),
        (b'{"answer": 1, "id": {}}\n', "form", "An id is"),
        (b'{"answer": 1, "id": "' + b"x" * 201 + b'"}\n', "form", "An id is"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_message_is_refused(line: bytes, code: str, words: str, home: Path) -> None:
    """A line that is not as described is an error that names what is wrong; nothing is kept."""
    found, message = refused(line)
    assert (found, words in message) == (code, True), message
    assert "\n" not in message
    assert committed(home) == 5


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ({"answer": 0}, "no-option", "'0' is no option"),
        ({"answer": 4}, "no-option", "an id as a number from 1 to 3"),
        ({"answer": -1}, "no-option", "'-1' is no option"),
        ({"answer": 1.0}, "no-option", "'1.0' is no option"),
        ({"answer": "1"}, "no-option", "'1' is no option"),
        (b'{"answer": true}\n', "no-option", "'True' is no option"),
        (b'{"answer": {"id": 1}}\n', "no-option", "is no option"),
        ({"answer": [1]}, "no-option", "'[1]' is no option"),
        (b'{"answer": []}\n', "no-option", "'[]' is no option"),
        ({"answer": ""}, "no-option", "'' is no option"),
        ({"answer": "x" * 100_000}, "no-option", "'xxxx"),
        ({"do": "skip"}, "not-now", 'says "I don\'t know"'),
        ({"do": "skip-rest"}, "not-now", "for self-ratings"),
        ({"rate": 2}, "not-now", "name the skills"),
        (b'{"rate": {}}\n', "form", "at least one skill"),
        ({"rate": {"diging": 2}}, "no-option", "Did you mean 'digging'?"),
        ({"rate": {"digging": 4, "soil": 2}}, "no-option", "There is no skill 'soil'"),
        (b'{"rate": {"digging": 5}}\n', "no-option", "A level of digging is a whole number"),
        (b'{"rate": {"digging": true}}\n', "no-option", "A level of digging is a whole number"),
        (b'{"rate": {"digging": 2.0}}\n', "no-option", "A level of digging is a whole number"),
        (b'{"rate": {"digging": "2"}}\n', "no-option", "A level of digging is a whole number"),
        ({"answer": 1, "re": "no-such"}, "other-step", "replies to 'no-such', but digging-"),
        ({"do": "back", "re": "compost"}, "other-step", "replies to 'compost'"),
        ({"do": "stop", "re": "compost"}, "other-step", "replies to 'compost'"),
        ({"do": "note", "about": "digging-cly"}, "no-option", "There is no question asked"),
        ({"do": "note", "re": "compost"}, "other-step", "replies to 'compost'"),
        (
            json.dumps({"do": "note", "text": "x" * (LONGEST_REMARK + 1)}).encode() + b"\n",
            "no-option",
            "A remark has 1 to 2000 characters, not 2001.",
        ),
        ({"do": "note", "text": "\u0007"}, "no-option", "no control characters"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_reply_is_refused(line: Sent, code: str, words: str, home: Path) -> None:
    """A message that does not fit what is asked is an error; nothing is kept of it."""
    found, message = refused(line)
    assert (found, words in message) == (code, True), message
    assert len(message) < 300
    assert committed(home) == 5


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"answer": "phisics"}, "Did you mean 'physics'?"),
        ({"answer": 3}, "Give the id of one of the choices of degree"),
        ({"answer": ["physics"]}, "Give the id of one of the choices of degree"),
        ({"do": "later"}, "later is for questions"),
        ({"do": "note"}, "note is for questions"),
        ({"do": "skip-rest"}, "skip-rest is for self-ratings"),
        ({"rate": 1}, "No rating is asked now"),
    ],
)
def test_what_does_not_fit_a_background_question(line: Sent, words: str) -> None:
    """At a background question only its choices count, and what is for questions does not."""

    def at(line: Sent) -> list[Message]:
        return interview("assess", "--jsonl", answer=script(line))[2:]

    assert words in refused(line, at)[1]


@pytest.mark.parametrize("hours", [0, 81, -5, 6.5, "6", [6]])
def test_hours_are_a_whole_number(hours: Any) -> None:  # noqa: ANN401 - any JSON
    """Hours a week outside of 1 to 80, or no whole number, are refused."""
    skip = {"do": "skip"}
    ran = interview("assess", "--jsonl", answer=script(skip, skip, {"answer": hours}))
    (error,) = ran.of("error")
    assert error["code"] == "no-option"
    assert "whole number from 1 to 80" in error["message"]


def at_form(form: Form, *lines: Sent) -> list[Message]:
    """Send lines at the first question of a form; gives what came from there on."""
    skills = Counter(one.skill for one in bank().values() if one.form is form)
    answer = to_form(form, *lines)
    ran = interview(
        *("assess", skills.most_common(1)[0][0], "--jsonl", "--new", "--depth", "deep"),
        *("--seed", "2"),
        answer=answer,
    )
    forms = [message.get("form") for message in ran]
    return ran[forms.index(form) :]


@pytest.mark.parametrize(
    ("form", "value", "code"),
    [
        (Form.SEVERAL, [1, 1], "no-option"),
        (Form.SEVERAL, [1, 99], "no-option"),
        (Form.SEVERAL, ["no such option"], "no-option"),
        (Form.SEQUENCE, [1, 2], "no-option"),
        (Form.SEQUENCE, 1, "no-option"),
        (Form.SEQUENCE, [1] * 6, "no-option"),
        (Form.NUMBER, "about five", "no-option"),
        (Form.NUMBER, "", "no-option"),
        (Form.NUMBER, [5], "form"),
        (Form.NUMBER, 10**300, "no-option"),
        (Form.TEXT, 5, "form"),
        (Form.TEXT, "   ", "no-option"),
        (Form.TEXT, "x" * (LONGEST_ANSWER + 1), "no-option"),
        (Form.TEXT, "a\u001bb", "no-option"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_answer_of_a_form(form: Form, value: Any, code: str) -> None:  # noqa: ANN401
    """Each form of question refuses what cannot be an answer to it."""
    asked, error, bye = at_form(form, {"answer": value})
    assert asked["form"] == form
    assert (error["type"], error["code"], error["stays"]) == ("error", code, True)
    assert bye["type"] == "bye"


@pytest.mark.parametrize("value", [b"true", b"[]", b"{}", b"[[1]]", b"[null]"])
def test_no_form_takes_what_json_has_besides(value: bytes) -> None:
    """Truth values, empty lists and objects are no answers of any form."""
    for form in (Form.SEVERAL, Form.NUMBER):
        _, error, _ = at_form(form, b'{"answer": ' + value + b"}\n")
        assert error["type"] == "error"


@pytest.mark.parametrize("number", [0.1, -3, 1e22, 1e-7, 5e-324])
def test_a_number_may_be_a_number(number: float) -> None:
    """A number of JSON is taken as it would be typed."""
    _, saved, *_ = at_form(Form.NUMBER, {"answer": number})
    assert saved["type"] == "saved"


def test_a_long_line_is_passed_over_whole(home: Path) -> None:
    """What follows a line that is too long is read as the next line, as always."""
    ran = interview(*GARDEN, answer=script(HUGE[:-1] + HUGE + b'{"rate": 3}\n', {"do": "stop"}))
    assert ran.types[1:] == ["self-rating", "error", "saved", "self-rating", "bye"]
    assert committed(home) == 2


def test_a_line_of_the_greatest_length_is_read() -> None:
    """The limit is that of the line without its end."""
    line = b'{"answer": null' + b" " * (LONGEST - len(b'{"answer": null}')) + b"}\n"
    assert len(line) == LONGEST + 1
    saved, *_ = at_question(line)
    assert saved["type"] == "saved"


def test_errors_do_not_use_up_the_interview(home: Path) -> None:
    """After any number of errors the interview is where it was, and goes on to its end."""
    wrong = (b"{\n", b'{"do": "dance"}\n', b"\xff\n")
    asked: list[Message] = []
    left: list[Sent] = []

    def clumsy(message: Message) -> Sent:
        if message["type"] != "error":
            asked.append(message)
            left.extend([person()(message), *wrong])
        return left.pop()

    ran = interview(*GARDEN, answer=clumsy)
    assert ran[-1]["why"] == "finished"
    assert len(ran.of("error")) == len(wrong) * len(asked)
    assert asked == ran.of("self-rating", "question")
    assert committed(home) == len(ran.of("saved")) + 2


def failing(
    monkeypatch: pytest.MonkeyPatch, at: Callable[[Event], bool], times: int = 1
) -> list[Event]:
    """Let the store fail to keep some events, so many times; lists them."""
    failed: list[Event] = []
    append = Store.append

    def fail(self: Store, assessment: Any, position: int, event: Event, now: Any) -> None:  # noqa: ANN401
        if at(event) and len(failed) < times:
            failed.append(event)
            message = "The disk is full; make room and try again."
            raise StoreError(message)
        append(self, assessment, position, event, now)

    monkeypatch.setattr(Store, "append", fail)
    return failed


def test_what_cannot_be_saved_may_be_sent_again(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """A full disk is an error; the same question waits, and the next try is kept."""
    failed = failing(monkeypatch, lambda event: event.kind is EventKind.ANSWER, times=2)
    lines = ({"answer": None, "id": at} for at in range(3))
    errors = at_question(*lines)
    assert [(one["type"], one.get("re")) for one in errors] == [
        *(("error", 0), ("error", 1)),
        *(("saved", 2), ("question", None), ("bye", None)),
    ]
    assert errors[0] == {
        "type": "error",
        "fatal": False,
        "code": "store",
        "message": "The disk is full; make room and try again.",
        "stays": True,
        "re": 0,
    }
    assert len(failed) == 2
    assert committed(home) == 6


def test_ratings_are_kept_as_far_as_possible(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Where some of several ratings are kept, the error says that another step is to come."""
    failing(monkeypatch, lambda event: event.subject == "compost")
    ran = interview(*GARDEN, answer=script({"rate": {"digging": 1, "compost": 2}}))
    assert ran.types == ["hello", "self-rating", "error", "self-rating", "bye"]
    assert ran.of("error")[0]["stays"] is False
    assert ran[3]["id"] == "compost"
    assert committed(home) == 2


def test_the_end_may_fail_to_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the end cannot be saved, the result comes all the same."""
    failing(monkeypatch, lambda event: event.kind is EventKind.FINISH)
    ran = interview(*GARDEN, answer=person())
    assert ran.types[-3:] == ["error", "result", "bye"]
    assert ran.code == ExitCode.OK


def test_a_remark_that_cannot_be_kept_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A remark fails like a reply does, and the question still waits."""
    failing(monkeypatch, lambda event: event.kind is EventKind.NOTE)
    error, kept, bye = at_question({"do": "note", "id": 1}, {"do": "note", "id": 2})
    assert (error["code"], error["stays"], error["re"]) == ("store", True, 1)
    assert (kept["type"], kept["re"], bye["type"]) == ("note-kept", 2, "bye")


def test_a_profile_that_cannot_be_read_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database cannot be read for a moment, only that line fails."""

    def fail(_: Store) -> None:
        message = "The database is locked."
        raise StoreError(message)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "plan_events", fail)
        error, saved, *_ = at_question({"do": "profile"}, {"answer": None})
    assert (error["code"], error["stays"]) == ("store", True)
    assert saved["type"] == "saved"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(("answer", "rate", "do", "text", "about", "re", "id", "type"))
MESSAGES = st.dictionaries(KEYS, ANY_JSON | st.sampled_from(DOINGS), max_size=3).map(
    lambda record: json.dumps(record).encode()
)
ANSWERS = ("error", "saved", "taken-back", "note-kept", "profile")
LINES = (st.binary(max_size=60) | MESSAGES).map(lambda raw: raw.replace(b"\n", b"") + b"\n")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=25))
def test_no_line_breaks_the_interview(lines: list[bytes]) -> None:
    """Whatever is sent, there is one line in reply to each line that is not empty, or the end."""
    ran = interview(*GARDEN, "--new", "--seed", "1", answer=script(*lines))
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran[-1]["type"] == "bye"
    replies = Counter(ran.types)
    answered = sum(replies[one] for one in ANSWERS)
    not_empty = sum(bool(line.decode("utf-8-sig", "replace").strip()) for line in lines)
    assert answered <= not_empty
    if ran[-1]["why"] == "end-of-input":
        assert answered == not_empty


@given(st.binary(max_size=80))
def test_any_line_is_read_or_refused(raw: bytes) -> None:
    """Reading a line gives an object, the end, or a reason to refuse it; nothing else."""

    class Stream:
        def __init__(self) -> None:
            self.left = raw

        def readline(self, _: int) -> bytes:
            line, self.left = self.left, b""
            return line

    try:
        record = read_record(Stream())  # type: ignore[arg-type]
        assert record is None or isinstance(record, dict)
        if record is not None:
            assert request_in(record).verb in {"answer", "rate", "do"}
    except RefusedError as error:
        assert error.code in Code  # noqa: PT017 - any of them will do


def test_every_code_is_described() -> None:
    """The schema has the codes of lines and of failures, and no other."""
    described = set(SCHEMA["$defs"]["error"]["properties"]["code"]["enum"])
    failures = {"usage", "content", "store", "no-data", "output", "file", "bug"}
    assert described == {code.value for code in Code} | failures


def test_every_wish_is_described() -> None:
    """The schema has each thing that can be wished for, and no other."""
    assert SCHEMA["$defs"]["to_program"]["properties"]["do"]["enum"] == list(DOINGS)


def test_questions_whose_options_are_numbers_are_told_apart() -> None:
    """A number is always an id and a text always the words, so that 4 and "4" may differ."""
    numbers = [
        question
        for question in bank().values()
        if any(text in map(str, range(1, 7)) for text in question.options)
    ]
    assert numbers
    question = numbers[0]
    text = next(text for text in question.options if text in map(str, range(1, 7)))

    def answer(message: Message) -> Sent | None:
        if message["type"] != "question":
            return {"do": "skip-rest" if message["type"] == "self-rating" else "skip"}
        if message["id"] == question.id:
            sent.append({option["text"]: option["id"] for option in message["options"]})
            return {"answer": text} if len(sent) == 1 else {"answer": sent[0][text]}
        return {"answer": None}

    sent: list[dict[str, int]] = []
    ran = Ran()
    for seed in range(40):
        ran = interview(
            *("assess", question.skill, "--jsonl", "--new", "--learn"),
            *("--seed", str(seed), "--questions", "100"),
            answer=answer,
        )
        if sent:
            break
    marked = [one for one in ran.of("marked") if one["saved"] == [question.id]]
    assert [one["reply"] for one in marked] == [[text]]
