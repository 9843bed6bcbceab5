import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.steps import AskBackground, AskQuestion, AskRating, AskTrait, Done, Step
from mlcareer.measure.stopping import Reason
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.people import (
    BACKGROUND_QUESTIONS,
    Backgrounds,
    Choice,
    Event,
    EventKind,
    Fact,
    Trait,
)
from mlcareer.model.questions import Distractor, Form, Outcome, Question
from mlcareer.model.study import Resource
from mlcareer.render import driver_json as said
from mlcareer.render.missed import Missed, is_missed
from simulated import answer_with, make_map, make_role
from support import make_question, rating
from support_jsonl import SCHEMA, complaints

RESOURCE = Resource(
    *("py-tutorial", "The Python tutorial", "course", "both", ("python",), 1, 10, "free"),
    url="https://docs.python.org",
)
TRAIT = Trait("patience", "Is patient", "I like to wait.")
BACKGROUNDS = Backgrounds(
    note="All guesses.",
    column_of={},
    shift={},
    degrees={"botany": Choice("botany", "Botany", {}), "none": Choice("none", "None yet", {})},
    works={"farm": Choice("farm", "On a farm", {})},
    goals={"eat": Choice("eat", "Eat well", {})},
    domains={},
    facts={"d": Fact("Most have none.", "degree"), "w": Fact("Few work.", "work")},
)
FORMS = {
    Form.CHOICE: make_question(),
    Form.SEVERAL: make_question(form=Form.SEVERAL, answer="five\nV", wrong=("six", "four")),
    Form.SEQUENCE: make_question(form=Form.SEQUENCE, answer="a\nb\nc", wrong=("2 1 3", "3 2 1")),
    Form.NUMBER: make_question(form=Form.NUMBER, answer="5", wrong=("6",)),
    Form.TEXT: make_question(form=Form.TEXT, answer="five", wrong=("six",)),
}
MISTAKES = {
    Form.CHOICE: ("six", ["six"]),
    Form.SEVERAL: ("five\nsix", ["six"]),
    Form.SEQUENCE: ("b\na\nc", ["b", "a", "c"]),
    Form.NUMBER: ("6.0", ["6.0"]),
    Form.TEXT: (" Six", [" Six"]),
}
"""A wrong reply in each form, and the part of it that the mistake is about."""


def make_interview(*events: Event, bank: Sequence[Question] = ()) -> Interview:
    """Make an interview about two skills, of which the first has questions."""
    material = Material(
        skill_map=make_map({"python": [], "git": ["python"]}),
        role=make_role({"python": (2, 3.0), "git": (1, 1.0)}),
        backgrounds=BACKGROUNDS,
        traits={TRAIT.id: TRAIT},
        questions={question.id: question for question in bank or (make_question(),)},
    )
    return Interview(material, 3, [stretch_event(("python", "git"), 5), *events])


def missed(question: Question, reply: str | None, resource: Resource | None = RESOURCE) -> Missed:
    """Make a question that was not answered right."""
    return Missed(question, "Python", question.options, reply, resource)


def checked(message: said.Message) -> dict[str, Any]:
    """Hold a message against the schema, as it arrives."""
    line = said.line_of(message)
    assert line.count("\n") == 1
    arrived: dict[str, Any] = json.loads(line)
    assert complaints(arrived, arrived["type"]) == set()
    return arrived


def ask(step: Step, *events: Event) -> dict[str, Any]:
    """Lay out a step."""
    return checked(said.step_message(step, make_interview(*events)))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_a_line_never_holds_what_json_cannot(number: float) -> None:
    """A number that JSON has no word for is a failure here, and none at the other end."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        said.line_of({"type": "progress", "sure": number})


def test_hello_without_anything_said() -> None:
    """At the beginning nothing is known, and skills stand by area in the order of the map."""
    opening = said.Opening("1.2", "anna", "2026-11-22T10:00:00+00:00", learn=True)
    hello = checked(said.hello(make_interview(), opening))
    assert (hello["version"], hello["profile"], hello["learn"]) == ("1.2", "anna", True)
    assert hello["assessment_started"] == "2026-11-22T10:00:00+00:00"
    assert [skill["id"] for skill in hello["skills"]] == ["python", "git"]
    assert hello["areas"] == [{"id": "all", "name": "All"}]
    assert hello["levels"] == list(LEVEL_NAMES)
    assert hello["budget"] == {"questions": 1, "minutes": None}
    assert hello["known"] == {"background": {}, "ratings": {}, "answers": 0, "traits": {}}


def test_hello_says_what_is_known() -> None:
    """What was said before stands there by id; what was skipped does not."""
    interview = make_interview(
        Event(EventKind.BACKGROUND, "degree", "botany"),
        Event(EventKind.BACKGROUND, "hours", ""),
        rating("python", 3),
        rating("git", ""),
        answer_with(make_question(), Outcome.WRONG),
        Event(EventKind.TRAIT, "patience", "4"),
        Event(EventKind.TRAIT, "haste", ""),
    )
    opening = said.Opening("1", "default", "2026-11-22T10:00:00+00:00", learn=False)
    assert checked(said.hello(interview, opening))["known"] == {
        "background": {"degree": "botany"},
        "ratings": {"python": 3},
        "answers": 1,
        "traits": {"patience": 4},
    }


@pytest.mark.parametrize("subject", BACKGROUND_QUESTIONS)
def test_each_background_question_has_words(subject: str) -> None:
    """Each has a text; hours have a range, the others choices by id and name."""
    asked = ask(AskBackground(subject))
    assert asked["id"] == subject
    assert asked["text"].endswith("?")
    if subject == "hours":
        assert (asked["low"], asked["high"]) == (1, 80)
        assert "choices" not in asked
    else:
        ids = [choice["id"] for choice in asked["choices"]]
        assert ids == list(BACKGROUNDS.choices(subject))


def test_facts_stand_beside_their_question() -> None:
    """A fact is told with the question it belongs to, and with no other."""
    facts = {subject: ask(AskBackground(subject))["facts"] for subject in BACKGROUND_QUESTIONS}
    assert facts == {"degree": ["Most have none."], "work": ["Few work."], "hours": [], "goal": []}


def test_a_rating_has_the_statements_of_all_levels() -> None:
    """Each level from 0 to 4 has its name, and from 1 on what one can do there."""
    asked = ask(AskRating("git", 2, 2))
    assert (asked["id"], asked["name"], asked["position"], asked["of"]) == ("git", "Git", 2, 2)
    assert asked["area"] == {"id": "all", "name": "All"}
    assert [(one["level"], one["name"]) for one in asked["levels"]] == list(enumerate(LEVEL_NAMES))
    assert [one["can_do"] for one in asked["levels"]] == [[], *[["Does it."]] * 4]


def test_a_trait_has_its_scale() -> None:
    """The statement comes with the ends of the scale and what they mean."""
    asked = ask(AskTrait(TRAIT, 1, 3))
    assert (asked["id"], asked["text"], asked["of"]) == ("patience", "I like to wait.", 3)
    assert (asked["low"], asked["high"]) == (1, 5)


@pytest.mark.parametrize("form", Form)
def test_a_question_of_each_form(form: Form) -> None:
    """Options are numbered as shown, and there are none where the answer is typed."""
    question = FORMS[form]
    options = tuple(reversed(question.options))
    asked = ask(AskQuestion(question, options, 2, 5))
    assert asked["form"] == form
    assert [option["text"] for option in asked["options"]] == list(options)
    assert [option["id"] for option in asked["options"]] == list(range(1, len(options) + 1))
    assert (asked["position"], asked["at_most"]) == (2, 5)
    assert (asked["lang"], asked["code"]) == (None, None)


def test_a_program_is_shown_as_it_is() -> None:
    """The lines of a program arrive with their indentation, and its language is named."""
    code = 'for x in "é":\n\tprint(x)'
    question = make_question(code=code, lang="python", kind="code")
    asked = ask(AskQuestion(question, question.options, 1, 5))
    assert (asked["code"], asked["lang"]) == (code, "python")


def swapped(question: Question) -> Question:
    """Make the first wrong answer of a question the right one."""
    first, *others = question.distractors
    before = Distractor(question.answer, "other", "Another reason.")
    return replace(question, answer=first.text, distractors=(before, *others))


@pytest.mark.parametrize("form", [Form.CHOICE, Form.NUMBER, Form.TEXT])
def test_a_question_does_not_tell_its_answer(form: Form) -> None:
    """Two questions that differ in nothing but which answer is right are asked alike."""
    question = FORMS[form]
    asked = [ask(AskQuestion(one, question.options, 1, 5)) for one in (question, swapped(question))]
    assert asked[0] == asked[1]
    assert swapped(question).outcome_of(question.answer) is Outcome.WRONG


def test_how_far_it_is_stands_at_each_question() -> None:
    """Decisions made and to make, and what is left, are those of the interview."""
    interview = make_interview(rating("python", 4), rating("git", 4))
    question = make_question()
    asked = checked(said.step_message(AskQuestion(question, question.options, 1, 5), interview))
    now = interview.progress()
    assert asked["progress"]["decisions"] == now.decisions
    assert asked["progress"]["sure"] == pytest.approx(now.sure, abs=1e-4)
    assert asked["progress"]["questions_left"] == now.questions_left == 1


@pytest.mark.parametrize(
    ("step", "id_"),
    [
        (AskBackground("work"), "work"),
        (AskRating("git", 1, 1), "git"),
        (AskQuestion(make_question("q"), (), 1, 1), "q"),
        (AskTrait(TRAIT, 1, 1), "patience"),
        (Done(Reason.SURE, "sure"), ""),
    ],
)
def test_a_step_has_an_id(step: Step, id_: str) -> None:
    """What is asked is named by one id, the same as in its message."""
    assert said.step_id(step) == id_
    assert said.step_message(step, make_interview()).get("id", "") == id_


@pytest.mark.parametrize("form", Form)
def test_a_mistake_is_explained(form: Form) -> None:
    """What is wrong stands beside the part of the reply that it is about."""
    question = FORMS[form]
    reply, part = MISTAKES[form]
    marked = checked(said.marked(missed(question, reply), "0123456789ab"))
    assert (marked["outcome"], marked["saved"]) == ("wrong", [question.id])
    assert marked["key"] == list(question.key)
    assert marked["reply"] == (reply.split("\n") if form.in_parts else [reply])
    assert marked["mistakes"] == [{"said": part, "why": "Because of 1."}]
    assert marked["fingerprint"] == "0123456789ab"


@pytest.mark.parametrize("form", Form)
def test_a_right_answer_has_no_mistakes(form: Form) -> None:
    """The answer itself is marked right and explained all the same."""
    question = FORMS[form]
    marked = checked(said.marked(missed(question, question.answer), "0123456789ab"))
    assert (marked["outcome"], marked["mistakes"]) == ("right", [])
    assert marked["explanation"] == question.explanation


def test_the_reference_names_title_and_place() -> None:
    """A resource has title, section and address; one that the content has not, its id alone."""
    known = said.explained(missed(make_question(), None))["reference"]
    assert known == {
        "resource": "py-tutorial",
        "title": "The Python tutorial, 3.1",
        "url": "https://docs.python.org",
    }
    unknown = said.explained(missed(make_question(), None, resource=None))["reference"]
    assert unknown == {"resource": "py-tutorial", "title": "py-tutorial, 3.1", "url": None}


def test_i_dont_know_is_no_reply() -> None:
    """Who said nothing made no mistake."""
    told = said.explained(missed(make_question(), None))
    assert (told["outcome"], told["reply"], told["mistakes"]) == ("dont-know", None, [])


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_one_word(reason: Reason) -> None:
    """The schema has a word for each reason, and no other."""
    words = SCHEMA["$defs"]["result"]["properties"]["why"]["enum"]
    assert said.word_of(reason) in words
    assert len(words) == len(Reason)


@pytest.mark.parametrize(
    "message",
    [
        said.saved(["python", "git"]),
        said.taken_back(["python"]),
        said.note_kept("python-sum"),
        said.error(said.Code.FORM, "No.", stays=True),
        said.error("store", "No.", stays=False),
        said.fatal([{"code": "usage", "message": "No."}]),
        said.fatal(
            [
                {"code": "content", "message": "No.", "file": "x.yaml", "line": 3},
                {"code": "content", "message": "Nor this.", "file": "y.yaml"},
            ]
        ),
        said.bye("stopped", 0),
    ],
)
def test_short_messages_are_as_described(message: said.Message) -> None:
    """Each is a type first, and what the schema says."""
    assert next(iter(checked(message))) == "type"


def test_a_failure_tells_all_its_messages() -> None:
    """Several failures are one message of several lines, and each stands by itself."""
    errors = [{"code": "content", "message": text, "file": "x"} for text in ("One.", "Two.")]
    fatal = said.fatal(errors)
    assert (fatal["code"], fatal["message"]) == ("content", "One.\nTwo.")
    assert fatal["errors"] == errors


@given(st.text())
def test_a_message_is_one_line_of_ascii(text: str) -> None:
    """Whatever stands in it, a line ends where the message does and arrives unchanged."""
    line = said.line_of({"type": "x", "text": text})
    assert line.isascii()
    assert line.splitlines() == [line.removesuffix("\n")]
    assert json.loads(line)["text"] == text


def test_only_answers_that_were_not_right_are_missed() -> None:
    """A rating and a right answer are no mistakes; "I don't know" is one to learn from."""
    question = make_question()
    events = [rating("python", 1), *(answer_with(question, outcome) for outcome in Outcome)]
    assert [is_missed(event) for event in events] == [False, False, True, True]
