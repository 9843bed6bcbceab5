import json
from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from mlcareer import __version__
from mlcareer.cli import main
from mlcareer.content.reviews import fingerprint
from mlcareer.errors import ExitCode
from mlcareer.measure.steps import answer_event
from mlcareer.model.people import BACKGROUND_QUESTIONS, SAME_REPLY, Event, EventKind
from mlcareer.model.questions import Form
from mlcareer.store.database import Store
from support import Call
from support_jsonl import (
    GARDEN,
    STEPS,
    Message,
    Ran,
    Sent,
    bank,
    interview,
    last_of,
    person,
    reply_in,
    script,
    to_first_question,
    to_form,
)

LATER = datetime(2030, 1, 1, tzinfo=UTC)
CLAY = "digging-clay"


def log(home: Path) -> tuple[Event, ...]:
    """Read the log of the latest assessment."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        return store.events(assessment)


def said(home: Path) -> list[tuple[str, str, str]]:
    """List what was committed, without what opened and ended it."""
    apart = (EventKind.SCOPE, EventKind.FINISH)
    return [(e.kind.value, e.subject, e.value) for e in log(home) if e.kind not in apart]


def garden(*lines: Sent) -> Ran:
    """Go to the first question about gardening, then send these lines."""
    return interview(*GARDEN, "--seed", "1", answer=to_first_question(*lines))


def after_each(*lines: Sent) -> list[list[str]]:
    """List the types of what the program writes after each line, the last end included."""
    ran = garden(*lines)
    start = ran.types.index("question") + 1
    groups: list[list[str]] = []
    for message in ran[start:]:
        if message["type"] in STEPS or message["type"] == "bye":
            groups[-1:] = [[*groups[-1], message["type"]]] if groups else [[message["type"]]]
        else:
            groups.append([message["type"]])
    return groups


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """Play an interview about one shipped skill to its end."""
    home = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLCAREER_HOME", str(home / "mlcareer"))
        ran = interview(
            *("assess", "python", "--jsonl", "--questions", "2", "--seed", "3"),
            answer=person(right=False),
        )
    return ran, home


def test_a_whole_interview(whole: tuple[Ran, Path]) -> None:
    """All steps come in the order of the terminal, each after what was said before is saved."""
    ran, _ = whole
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    steps = ["background"] * 4 + ["self-rating"] + ["question"] * 2 + ["trait"] * 5
    assert ran.types == ["hello", *(x for step in steps for x in (step, "saved")), "result", "bye"]
    assert [message["id"] for message in ran.of("background")] == list(BACKGROUND_QUESTIONS)
    for asked, saved in zip(ran.of(*STEPS), ran.of("saved"), strict=True):
        assert saved["saved"] == [asked["id"]]


def test_all_of_it_is_in_the_log(whole: tuple[Ran, Path]) -> None:
    """What was said stands in the database as if it had been typed."""
    ran, home = whole
    kinds = [event.kind for event in log(home)]
    counts = {kind: kinds.count(kind) for kind in kinds}
    assert counts == {
        EventKind.SCOPE: 1,
        EventKind.BACKGROUND: 4,
        EventKind.RATING: 1,
        EventKind.ANSWER: 2,
        EventKind.TRAIT: 5,
        EventKind.FINISH: 1,
    }
    assert kinds[-1] is EventKind.FINISH
    asked = [message["id"] for message in ran.of("question")]
    assert [e.subject for e in log(home) if e.kind is EventKind.ANSWER] == asked
    assert {e.value for e in log(home) if e.kind is EventKind.ANSWER} == {"wrong"}
    assert ran[-1] == {"type": "bye", "why": "finished", "saved": 12}


def test_hello_says_what_comes(whole: tuple[Ran, Path]) -> None:
    """The first line names versions, role, skills, levels and budget, and what is known."""
    hello = whole[0][0]
    assert hello["protocol"] == 1
    assert (hello["program"], hello["version"]) == ("mlcareer", __version__)
    assert hello["profile"] == "default"
    assert hello["role"]["id"] == "ml-engineer"
    assert [skill["id"] for skill in hello["skills"]] == ["python"]
    assert hello["budget"] == {"questions": 2, "minutes": None}
    assert hello["known"] == {"background": {}, "ratings": {}, "answers": 0, "traits": {}}
    assert hello["learn"] is False


def test_the_result_is_the_report(
    whole: tuple[Ran, Path], monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    """The result holds the data of report --json, why it ended, and each question missed."""
    ran, home = whole
    monkeypatch.setenv("MLCAREER_HOME", str(home / "mlcareer"))
    (result,) = ran.of("result")
    assert result["report"] == json.loads(call("report", "--json").out)["data"]
    assert (result["why"], result["questions"]) == ("questions", 2)
    assert result["reason"] == "the number of questions that was set (2) is reached"
    assert [one["id"] for one in result["missed"]] == [one["id"] for one in ran.of("question")]
    for one, asked in zip(result["missed"], ran.of("question"), strict=True):
        question = bank()[one["id"]]
        assert one["outcome"] == "wrong"
        assert one["key"] == list(question.key)
        assert one["options"] == [option["text"] for option in asked["options"]]
        assert one["mistakes"]
        assert one["fingerprint"] == fingerprint(question)


def test_the_report_has_the_ticks(call: Call, home: Path) -> None:
    """A tick that later answers speak against stands in the result as it does in the report."""
    assert garden({"answer": None}).code == ExitCode.OK
    assert call("--content", GARDEN[1], "done", "digging.2").code == ExitCode.OK
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        position = len(store.events(assessment))
        for id_ in ("digging-wet", "digging-plan"):
            position += 1
            store.append(assessment, position, answer_event(bank()[id_], None), LATER)
    profile = garden({"do": "profile"}).of("profile")[0]["report"]
    assert profile == json.loads(call("--content", GARDEN[1], "report", "--json").out)["data"]
    assert profile["ticked"]["refuted"] == 1


def test_options_that_apply_are_kept_as_they_were_shown(home: Path) -> None:
    """In which order several options are named does not matter."""
    skills = Counter(one.skill for one in bank().values() if one.form is Form.SEVERAL)
    arguments = ("assess", skills.most_common(1)[0][0], "--jsonl", "--depth", "deep", "--seed", "2")
    ran = interview(*arguments, answer=to_form(Form.SEVERAL, {"answer": [3, 1]}))
    asked = next(one for one in ran if one.get("form") == "several")
    first, _, third = (option["text"] for option in asked["options"][:3])
    assert log(home)[-1].detail["chosen"] == f"{first}\n{third}"


def test_right_answers_are_not_missed() -> None:
    """After right answers there is nothing to explain, and the chances are high."""
    ran = interview(*GARDEN, "--seed", "1", answer=person(rating=4))
    (result,) = ran.of("result")
    assert result["missed"] == []
    assert result["questions"] == len(ran.of("question"))


def test_the_same_lines_give_the_same_interview(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Seed and replies decide every line, but for the time of beginning and the pace."""
    runs = []
    for name in ("one", "two"):
        monkeypatch.setenv("MLCAREER_HOME", str(tmp_path / name))
        ran = interview(*GARDEN, "--seed", "7", answer=person(right=False))
        for message in ran:
            message.pop("assessment_started", None)
            message.get("report", {}).pop("assessment_started", None)
        runs.append(ran)
    assert runs[0] == runs[1]


def test_with_learn_each_answer_is_explained(home: Path) -> None:
    """Each answer is followed by outcome, key, reason and reference, right or not."""
    ran = interview(
        *("assess", "python", "--jsonl", "--learn", "--questions", "3", "--seed", "5"),
        answer=person(right=False),
    )
    assert ran[0]["learn"] is True
    marked = ran.of("marked")
    assert len(marked) == 3
    for one in marked:
        question = bank()[one["saved"][0]]
        assert (one["outcome"], one["level"]) == ("wrong", question.level)
        assert one["key"] == list(question.key)
        assert one["explanation"] == question.explanation
        assert one["reference"]["resource"] == question.reference.resource
        assert one["fingerprint"] == fingerprint(question)
    assert len(said(home)) == 13


def test_i_dont_know_is_explained_without_a_mistake() -> None:
    """Where nothing was said, there is a key to learn and no mistake to name."""
    ran = interview(*GARDEN, "--learn", answer=to_first_question({"answer": None}))
    (marked,) = ran.of("marked")
    assert (marked["outcome"], marked["reply"], marked["mistakes"]) == ("dont-know", None, [])


@pytest.mark.parametrize("form", list(Form))
def test_a_reply_of_each_form_is_marked(form: Form, home: Path) -> None:
    """Options by id, orders, numbers and texts come out right when they are."""
    skills = Counter(one.skill for one in bank().values() if one.form is form)
    seen: list[str] = []

    def answer(message: Message) -> Sent | None:
        if seen:
            return None
        if message.get("form") != form:
            return {"do": "later"} if message["type"] == "question" else {"answer": None}
        seen.append(message["id"])
        return {"answer": reply_in(message)}

    skill = skills.most_common(1)[0][0]
    interview("assess", skill, "--jsonl", "--depth", "deep", "--seed", "2", answer=answer)
    assert log(home)[-1][1:3] == (seen[0], "right")


@pytest.mark.parametrize("by", ["id", "text", "spaced text"])
def test_an_option_is_named_by_id_or_text(by: str, home: Path) -> None:
    """A number names an option by its id, a text by its words; white space does not matter."""

    def answer(message: Message) -> Sent | None:
        if message["type"] != "question":
            return {"rate": 1}
        if message["position"] > 1:
            return None
        right = bank()[message["id"]].answer
        (option,) = (option for option in message["options"] if option["text"] == right)
        spaced = option["text"].replace(" ", " \t ")
        return {"answer": {"id": option["id"], "text": option["text"]}.get(by, spaced)}

    ran = interview(*GARDEN, "--seed", "1", answer=answer)
    assert said(home)[-1] == ("answer", ran.of("question")[0]["id"], "right")


def test_ratings_may_come_together(home: Path) -> None:
    """One line rates several skills; it is one reply, and taken back as one."""
    levels = {"digging": 3, "compost": None, "tomatoes": 1, "pruning": 0}
    ran = interview(*GARDEN, answer=script({"rate": levels}, {"do": "back"}))
    assert ran.types == [
        *("hello", "self-rating", "saved", "question"),
        *("taken-back", "self-rating", "bye"),
    ]
    assert ran.of("saved")[0]["saved"] == list(levels)
    assert ran.of("taken-back")[0]["taken_back"] == list(levels)
    assert said(home)[:4] == [
        ("rating", "digging", "3"),
        ("rating", "compost", ""),
        ("rating", "tomatoes", "1"),
        ("rating", "pruning", "0"),
    ]
    assert [event.detail.get(SAME_REPLY, 0) for event in log(home)[1:5]] == [0, 1, 1, 1]
    assert ran[-1]["saved"] == 0


@pytest.mark.parametrize("reply", [{"rate": 2}, {"answer": 2}, {"rate": {"digging": 2}}])
def test_a_rating_has_three_spellings(reply: Sent, home: Path) -> None:
    """A level for the skill that is asked is the same in each of them."""
    ran = interview(*GARDEN, answer=script(reply))
    assert said(home) == [("rating", "digging", "2")]
    assert last_of(ran, "self-rating")["id"] == "compost"


def test_a_rating_is_possible_at_a_question(home: Path) -> None:
    """A rating may be put right at any time; the question then comes anew."""
    assert after_each({"rate": {"compost": 4}}) == [["saved", "question", "bye"]]
    assert said(home)[-1] == ("rating", "compost", "4")


@pytest.mark.parametrize(
    ("reply", "kept"),
    [({"do": "skip"}, ""), ({"answer": None}, ""), ({"answer": "physics"}, "physics")],
)
def test_background_is_answered_or_skipped(reply: Sent, kept: str, home: Path) -> None:
    """A background question takes the id of a choice, or nothing."""
    interview("assess", "--jsonl", answer=script(reply))
    assert said(home) == [("background", "degree", kept)]


def test_background_by_name_and_hours(home: Path) -> None:
    """A choice may also be named by its name; hours are a whole number."""
    names: list[str] = []

    def answer(message: Message) -> Sent | None:
        if message["type"] != "background":
            return None
        if message["id"] == "hours":
            return {"answer": 12}
        names.append(message["choices"][-1]["id"])
        return {"answer": message["choices"][-1]["name"]}

    interview("assess", "--jsonl", answer=answer)
    degree, work, goal = names
    assert said(home) == [
        ("background", "degree", degree),
        ("background", "work", work),
        ("background", "hours", "12"),
        ("background", "goal", goal),
    ]


def test_the_rest_of_the_ratings_is_skipped(home: Path) -> None:
    """One line leaves out all ratings that are left; the first question comes."""
    ran = interview(*GARDEN, answer=script({"rate": 3}, {"do": "skip-rest"}))
    assert ran.types == ["hello", "self-rating", "saved", "self-rating", "saved", "question", "bye"]
    assert [value for _, _, value in said(home)] == ["3", "", "", ""]


def test_back_takes_the_last_reply_back(home: Path) -> None:
    """After going back the same question comes again, and the log keeps both."""
    ran = garden({"answer": None}, {"do": "back"}, {"answer": None})
    first, second, again, _ = ran.of("question")
    assert again == first
    assert second != first
    assert ran.of("taken-back")[0]["taken_back"] == [first["id"]]
    kinds = [kind for kind, _, _ in said(home)[4:]]
    assert kinds == ["answer", "undo", "answer"]


def test_back_goes_to_where_the_interview_was_opened() -> None:
    """At the very beginning there is nothing to take back, which is an error that ends nothing."""
    ran = interview(*GARDEN, answer=script({"do": "back"}, {"rate": 1}, {"do": "back"}))
    assert ran.types[1:] == [
        *("self-rating", "error", "saved", "self-rating", "taken-back", "self-rating", "bye")
    ]
    assert ran.of("error")[0]["code"] == "nothing-to-take-back"


def test_later_puts_a_question_off_once(home: Path) -> None:
    """A question that was put off comes again before the end, and never a third time."""

    def answer(message: Message) -> Sent | None:
        if message["type"] == "question":
            return {"do": "later"} if message["id"] == CLAY else {"answer": None}
        return {"do": "skip"}

    ran = interview(*GARDEN, "--seed", "1", answer=answer)
    asked = [message["id"] for message in ran.of("question")]
    assert asked.count(CLAY) == 2
    assert [s for k, s, _ in said(home) if k == "later"] == [CLAY, CLAY]
    assert ran[-1]["why"] == "finished"
    assert CLAY not in [one["id"] for one in ran.of("result")[0]["missed"]]


def test_a_remark_is_kept_with_the_wording(home: Path) -> None:
    """A remark names the question and its wording; the question still waits."""
    remark = {"do": "note", "text": "Two of\n these are  right."}
    assert after_each(remark, {"answer": None}) == [["note-kept"], ["saved", "question", "bye"]]
    note = next(event for event in log(home) if event.kind is EventKind.NOTE)
    assert note.value == "Two of these are right."
    assert note.detail["fingerprint"] == fingerprint(bank()[note.subject])
    assert note.detail["skill"] == "digging"


def test_a_remark_may_be_about_an_earlier_question(home: Path) -> None:
    """Once it was answered, a question can be remarked on while another one is asked."""

    def answer(message: Message) -> Sent | None:
        if message["type"] == "note-kept":
            return None
        if message["type"] != "question":
            return {"do": "skip"}
        if message["position"] == 1:
            return {"answer": None}
        first = next(event.subject for event in log(home) if event.kind is EventKind.ANSWER)
        return {"do": "note", "about": first}

    ran = interview(*GARDEN, answer=answer)
    asked = ran.of("question")[0]["id"]
    assert ran.of("note-kept") == [{"type": "note-kept", "about": asked}]
    assert log(home)[-1][:3] == (EventKind.NOTE, asked, "")


def test_the_profile_comes_when_it_is_wished(call: Call) -> None:
    """At any step the report so far is given, and the step still waits."""
    ran = garden({"do": "profile"}, {"answer": None}, {"do": "profile"})
    types = ran.types[ran.types.index("question") :]
    assert types == ["question", "profile", "saved", "question", "profile", "bye"]
    nothing, something = ran.of("profile")
    assert nothing["report"]["questions"] == 0
    assert something["report"]["questions"] == 1
    report = json.loads(call("--content", GARDEN[1], "report", "--json").out)["data"]
    assert something["report"] == report


def test_an_id_comes_back() -> None:
    """The one line that answers a line has its id as re; other lines have none."""
    ran = garden(
        {"do": "note", "text": "x", "id": 7},
        {"do": "profile", "id": "p"},
        {"answer": 99, "id": ""},
        {"answer": None, "id": -1},
        {"do": "back", "id": "b"},
        {"answer": None},
        {"do": "stop", "id": "end"},
    )
    tail = ran[ran.types.index("question") :]
    assert [(one["type"], one.get("re")) for one in tail] == [
        ("question", None),
        ("note-kept", 7),
        ("profile", "p"),
        ("error", ""),
        ("saved", -1),
        ("question", None),
        ("taken-back", "b"),
        ("question", None),
        ("saved", None),
        ("question", None),
        ("bye", "end"),
    ]


def test_a_reply_to_another_question_is_refused(home: Path) -> None:
    """A line that says what it replies to is carried out only when that is asked."""
    ran = interview(
        *GARDEN,
        answer=script({"rate": 4, "re": "compost"}, {"rate": 1, "re": "digging"}, {"do": "stop"}),
    )
    assert ran.types[1:] == ["self-rating", "error", "saved", "self-rating", "bye"]
    assert ran.of("error")[0]["code"] == "other-step"
    assert said(home) == [("rating", "digging", "1")]


@pytest.mark.parametrize(("lines", "why"), [(({"do": "stop"},), "stopped"), ((), "end-of-input")])
def test_stopping_keeps_everything(lines: tuple[Sent, ...], why: str, home: Path) -> None:
    """To stop is no failure: all is saved, and the next interview goes on there."""
    ran = interview(*GARDEN, answer=script({"rate": 3}, {"rate": 2}, *lines))
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran[-1] == {"type": "bye", "why": why, "saved": 2}
    again = interview(*GARDEN, answer=script())
    assert again[0]["known"]["ratings"] == {"digging": 3, "compost": 2}
    assert again[1]["id"] == "tomatoes"
    assert [kind for kind, _, _ in said(home)] == ["rating", "rating"]


def test_a_finished_interview_gives_its_result() -> None:
    """Where nothing is left to ask, the result comes at once, as often as it is wanted."""
    first = interview(*GARDEN, answer=person())
    again = interview(*GARDEN, answer=script())
    assert again.types == ["hello", "result", "bye"]
    assert again.code == ExitCode.OK
    assert again.of("result")[0]["why"] == "finished"
    assert again.of("result")[0]["report"] == first.of("result")[0]["report"]


def test_a_finish_is_kept_once(home: Path) -> None:
    """To ask for the result again adds nothing to the log."""
    interview(*GARDEN, answer=person())
    before = log(home)
    interview(*GARDEN, answer=script())
    assert log(home) == before
    assert [event.kind for event in before].count(EventKind.FINISH) == 1


def test_the_last_line_needs_no_end(home: Path) -> None:
    """A line that ends with the input counts; a byte-order mark and CRLF do not matter."""
    lines = b'\xef\xbb\xbf{"rate": 1}\r\n', b" \n\r\n\n", b'{"rate": 2}'
    ran = interview(*GARDEN, answer=script(*lines))
    assert ran.types[1:] == [*("self-rating", "saved") * 2, "self-rating", "bye"]
    assert [value for _, _, value in said(home)] == ["1", "2"]


def test_escapes_are_read(home: Path) -> None:
    """What JSON escapes, outside of the basic plane too, is the same as written out."""
    remarks = b'{"do": "note", "text": "\\ud83c\\udf45 \\u00e9"}\n', '{"do":"note","text":"🍅 é"}\n'
    garden(remarks[0], remarks[1].encode())
    notes = [event.value for event in log(home) if event.kind is EventKind.NOTE]
    assert notes == ["\U0001f345 é"] * 2


def test_the_right_answer_is_in_no_line_before_the_reply() -> None:
    """Up to the reply nothing is said that the answer could be worked out from.

    With the seed the options could be put back in the order of the file, and the
    fingerprint is made with the key.
    """
    ran = garden({"do": "note", "text": "Unclear."}, {"do": "profile"}, {"answer": 99})
    (asked,) = ran.of("question")
    question = bank()[asked["id"]]
    before = json.dumps(ran)
    for secret in (fingerprint(question), question.explanation, question.distractors[0].why):
        assert secret not in before
    assert all(set(option) == {"id", "text"} for option in asked["options"])
    assert '"seed"' not in before


def test_another_window_may_answer_meanwhile(home: Path) -> None:
    """Where the question was answered elsewhere, that answer counts and the next one comes."""

    def answer(message: Message) -> Sent | None:
        if message["type"] == "error":
            raise AssertionError(message)
        if message["type"] != "question":
            return {"do": "skip"}
        if message["position"] > 1:
            return None
        question = bank()[message["id"]]
        with Store(home / "mlcareer" / "mlcareer.db") as store:
            assessment = store.latest()
            assert assessment is not None
            position = len(store.events(assessment)) + 1
            store.append(assessment, position, answer_event(question, question.answer), LATER)
        return {"answer": None, "id": 5}

    ran = interview(*GARDEN, answer=answer)
    (error,) = ran.of("error")
    assert (error["code"], error["stays"], error["re"]) == ("answered-elsewhere", False, 5)
    first, second = ran.of("question")
    assert (first["position"], second["position"]) == (1, 2)
    assert [event.value for event in log(home) if event.kind is EventKind.ANSWER] == ["right"]


def test_another_window_may_rate_meanwhile(home: Path) -> None:
    """A rating that came from elsewhere goes before one's own, and both are kept."""

    def answer(message: Message) -> Sent | None:
        if message["type"] != "self-rating" or message["id"] != "digging":
            return None
        with Store(home / "mlcareer" / "mlcareer.db") as store:
            assessment = store.latest()
            assert assessment is not None
            event = Event(EventKind.RATING, "compost", "4")
            store.append(assessment, len(store.events(assessment)) + 1, event, LATER)
        return {"rate": 1}

    ran = interview(*GARDEN, answer=answer)
    assert ran.of("self-rating")[-1]["id"] == "tomatoes"
    assert said(home) == [("rating", "compost", "4"), ("rating", "digging", "1")]


def test_minutes_are_said_and_kept() -> None:
    """A time that was set stands in the first line and in how far it is."""
    ran = interview(*GARDEN, "--minutes", "2", answer=to_first_question())
    assert ran[0]["budget"]["minutes"] == 2
    assert ran.of("question")[0]["progress"]["minutes_left"] <= 2


def test_a_role_is_named() -> None:
    """The role of the option is the one of the first line and of the report."""
    ran = interview(
        *("assess", "python", "--jsonl", "--role", "data-scientist"),
        answer=script({"do": "profile"}),
    )
    assert ran[0]["role"]["id"] == "data-scientist"
    assert ran.of("profile")[0]["report"]["role"]["id"] == "data-scientist"


def test_a_stream_that_is_no_terminal_shows_nothing_else(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard error stays quiet, and standard output holds nothing but lines."""
    ran = interview(*GARDEN, answer=person())
    assert ran.err == ""
    assert capfd.readouterr() == ("", "")
    monkeypatch.setattr("sys.stdin", StringIO())
    assert main(["--version"]) == ExitCode.OK


def test_each_line_has_exactly_one_answer(home: Path) -> None:
    """Whatever is sent, there is one line in reply, and a step where the one before is done."""
    lines: tuple[Sent, ...] = (
        {"do": "profile"},
        b"nonsense\n",
        {"answer": 99},
        {"do": "note"},
        {"do": "later"},
        {"do": "back"},
        {"answer": None},
        {"rate": {"pruning": 0}},
    )
    ran = garden(*lines)
    start = ran.types.index("question")
    assert Counter(ran.types[start:]) == {
        "question": 5,
        "profile": 1,
        "error": 2,
        "note-kept": 1,
        "saved": 3,
        "taken-back": 1,
        "bye": 1,
    }
    assert said(home)
