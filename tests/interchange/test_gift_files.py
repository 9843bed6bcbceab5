"""GIFT as Moodle exports it and as its documentation shows it, and files that are spoilt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.errors import ContentError
from mlcareer.interchange.exchange import Format, export, format_of, take_over
from mlcareer.interchange.taken import Taken
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Distractor, Form, Question
from support import make_question
from support_interchange import questions

EXPORTED = r"""// question: 0  name: Switch category to $course$/top/Garden
$CATEGORY: $course$/top/Garden


// question: 31  name: Heavy clay
// [tag:soil]
::Heavy clay::[html]<p>Which tool goes into <b>clay</b>?<br></p>{
	=<p>a fork</p>
	~<p>a rake \= scratch</p>#<p>Its tines bend\: see page 3.</p>
	~%-50%<p>a hose</p>
	####<p>Tines press on a small area.</p>
}


// question: 32  name: Turns soil
// [id:TURN] [tag:sub:tools] [tag:m2:water-[or mud\]-loosens]
::Turns soil::[moodle]Which turn the soil?\nChoose all.{
	~%50%a fork
	~%50%a spade
	~%-100%a rake
	~%-100%a hose
}


// question: 33  name: Wet clay
::Wet clay::[html]<p>Wet clay is left alone.</p>{TRUE#<p>It sets hard.</p>#<p>It smears.</p>}


// question: 34  name: Depth
::Depth::[html]<p>How deep is a spit, in cm?</p>{#
	=%100%25:2.5#
	=%50%25:5#<p>Nearly.</p>
	~#<p>Measure a spade.</p>
}


// question: 35  name: Trench
::Trench::[html]<p>In which order?</p>{>3 ALL VERTICAL ALL_OR_NOTHING SHOW none
<p>take out</p>
<p>loosen</p>
<p>put back</p>
}


// question: 36  name: Tools
::Tools::[html]<p>Match.</p>{
	=<p>dig</p> -> fork
	=<p>rake</p> -> rake
}


// question: 37  name: Essay
::Essay::[html]<p>Tell of your bed.</p>{}


// question: 38  name: Words
::Words::[html]<p>Only to be read.</p>
"""
"""Eight questions in a category, in the form of Moodle's own export."""


def read(text: str, skill: str = "digging") -> Taken:
    """Read GIFT."""
    return take_over(text.encode(), "f.txt", skill, Format.GIFT)


def only(text: str) -> Draft:
    """Read the one question of a file."""
    (found,) = read(text).drafts
    return found


def said(text: str) -> list[str]:
    """List what is said of the questions of a file, without their names."""
    return [one.message.partition(": ")[2] for one in read(text).remarks]


def test_an_export_of_moodle() -> None:
    """Each question that fits is there with all its parts, and the rest is named."""
    taken = read(EXPORTED)
    clay, turn, wet, depth, trench = taken.drafts
    assert (clay.id, clay.stem) == ("digging-heavy-clay", "Which tool goes into clay?")
    assert (clay.key, clay.explanation) == (("a fork",), "Tines press on a small area.")
    assert clay.distractors == (
        Distractor("a rake = scratch", "", "Its tines bend: see page 3."),
        Distractor("a hose", "", ""),
    )
    assert (turn.id, turn.sub, turn.form) == ("TURN", "tools", Form.SEVERAL)
    assert turn.stem == "Which turn the soil?\nChoose all."
    assert [one.misconception for one in turn.distractors] == ["", "water-[or mud]-loosens"]
    assert (wet.key, wet.explanation) == (("True",), "It smears.")
    assert wet.distractors == (Distractor("False", "", "It sets hard."),)
    assert (depth.key, depth.tolerance, depth.distractors) == (("25",), 2.5, ())
    assert trench.key == ("take out", "loosen", "put back")


def test_what_an_export_of_moodle_loses() -> None:
    """Every part that is not taken over stands in a line with the number of the question."""
    remarks, lines = read(EXPORTED).remarks, EXPORTED.splitlines()
    messages = [one.message for one in remarks]
    assert {lines[one.line - 1][:2] for one in remarks} == {"::"}
    wanted = "it has 1 wrong answer, and 2 or 3 are wanted"
    assert messages == [
        f"question 3 'Wet clay': {wanted}: add misconceptions as further options",
        "question 4 'Depth': what is said of any other number was left out",
        "question 4 'Depth': an answer that stands twice is kept once: '25'",
        "question 6 'Tools': pairs are matched in it; left out",
        "question 7 'Essay': it is answered in free words; left out",
        "question 8 'Words': it is a text and asks nothing; left out",
    ]


@pytest.mark.parametrize(
    ("text", "form", "key"),
    [
        ("Who's buried in Grant's tomb?{=Grant ~no one ~Napoleon}", Form.CHOICE, ("Grant",)),
        ("Grant is {~buried =entombed ~living} in Grant's tomb.", Form.CHOICE, ("entombed",)),
        ("Grant is buried in a tomb in New York City.{T}", Form.CHOICE, ("True",)),
        ("The sun rises in the West.{FALSE}", Form.CHOICE, ("False",)),
        ("Who's buried there?{=no one =nobody}", Form.TEXT, ("no one",)),
        ("Two plus two equals {=four =4}.", Form.TEXT, ("four",)),
        ("When was Ulysses S. Grant born?{#1822:5}", Form.NUMBER, ("1822",)),
        ("What is the value of pi (to 3 decimals)? {#3.14159:0.0005}.", Form.NUMBER, ("3.14159",)),
        ("What is the value of pi? {#3.141..3.142}.", Form.NUMBER, ("3.1415",)),
        ("Which people?{~%-100%No one ~%50%Grant ~%50%Grant's wife}", Form.SEVERAL, ("Grant",)),
        (
            "Jesus' hometown?{~Jerusalem#no ~%25%Bethlehem =Nazareth#Yes!}",
            Form.CHOICE,
            ("Nazareth",),
        ),
    ],
)
def test_examples_of_the_documentation(text: str, form: Form, key: tuple[str, ...]) -> None:
    """What Moodle's documentation shows of GIFT is read as it says."""
    found = only(text)
    assert (found.form, found.key[:1]) == (form, key)


def test_a_category_stands_for_itself() -> None:
    """A question right behind a category is read, and a category within one is a part of it."""
    taken = read("$CATEGORY: a\nOne?{=a ~b ~c}\n\n$CATEGORY: b\n\nTwo\n$CATEGORY: c?{=a ~b ~c}")
    assert [one.stem for one in taken.drafts] == ["One?", "Two $CATEGORY: c?"]
    assert not taken.remarks
    with pytest.raises(ContentError, match=r"no question of it can be taken over\.$"):
        read("$CATEGORY: a\n\n$CATEGORY: b\n")


def test_a_question_about_keys_is_no_zip_file() -> None:
    """A text that begins as zip files do is still a text."""
    text = b"PK stands for?{=primary key ~public key ~private key}"
    assert format_of(text) is Format.GIFT
    (found,) = take_over(text, "f.txt", "digging").drafts
    assert found.key == ("primary key",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q?{#=1 ~#Wrong.}", "what is said of any other number was left out"),
        ("q?{#=1 =many}", "an answer that is no number was left out"),
        ("q?{#=1 =1e999}", "an answer that is no number was left out"),
        ("q?{#=1 =2}", "a second right answer was left out: '2'"),
        ("q?{#=5:1 =%0%5.5#Near.}", "'5.5' counts as right here, too: left out"),
        ("q?{=a =b*c}", "an answer with * for any text was left out"),
        ("q?{=a#Yes. ~b ~c ####Since.}", "what is said of the right answer was left out"),
        ("q?{=a ~%50%b ~c}", "part of the points for 'b': counts as wrong"),
        ("q?{=a ~b ~b ~c}", "an answer that stands twice is kept once: 'b'"),
        ("q?{=[html]<p></p> =a ~b ~c}", "an answer without words was left out"),
        ("q <img src=x>?{=a ~b ~c}", "a picture was left out"),
        (r"q <img src=x>?{=a <img src\=y> ~b <img src\=z> ~c}", "a picture was left out"),
        ("q?{~%60%a ~%40%b ~c ~d}", "its right answers bring unequal points"),
        ("q?{=a =b ~c ~d}", "a second right answer was left out: 'b'"),
        ("q?{=a ~b ~c ~d ~e}", "it has 4 wrong answers, and 2 or 3 are wanted: remove some"),
        ("q?{=a ~b}", "it has 1 wrong answer, and 2 or 3 are wanted: add misconceptions"),
        ("q?{~%50%a ~%50%b ~c}", "it has 3 options, and 4 to 6 are wanted: add some"),
        ("q?{>2\na\nb\n}", "it has 2 steps, and 3 to 6 are wanted: add some"),
        ("q?{>7\na\nb\nc\nd\ne\nf\ng\n}", "it has 7 steps, and 3 to 6 are wanted: remove some"),
        ("// [tag:skill:cooking]\nq?{=a ~b ~c}", "the skill 'cooking' of its tags is not on"),
    ],
)
def test_each_loss_is_said_once(text: str, message: str) -> None:
    """Whatever is left out of a question is the one thing that is said of it."""
    (only_one,) = said(text)
    assert only_one.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "q?{=a ~b ~c}",
        "q?{=a ~b#No. ~c#Never. ####Since.}",
        "q?{=a#Since. ~b ~c}",
        "q?{=a#Since. ~b ~c ####Since.}",
        "q?{~%25%a ~%25%b ~%25%c ~%25%d ~e ~f}",
        "q?{#1:0.5}",
        "q?{#=1#Yes. ~#}",
        "q?{#=1#Yes. =%0%2#No.}",
        "q?{=a =b =%0%c#No.}",
        "q?{>3 ALL\na\nb\nc\n}",
        "// [tag:skill:digging] [tag:garden]\nq?{=a ~b ~c}",
    ],
)
def test_nothing_is_said_where_nothing_is_lost(text: str) -> None:
    """A question that fits as it is comes without a word."""
    assert said(text) == []


def test_the_last_mark_begins_the_general_feedback() -> None:
    """Of two such marks Moodle takes the last."""
    found = only("q?{=a ~b ~c#No. ####Not yet. ####Since.}")
    assert found.explanation == "Since."


def test_lines_of_a_typed_answer_are_no_marks() -> None:
    """An answer that is typed is plain, whatever the format of the question."""
    assert only(r"q?{=a\nb =%0%<b>}").key == ("a\nb",)
    assert only(r"[html]q?{=<i> =%0%x}").key == ("<i>",)


def test_a_step_that_stands_twice_is_not_dropped() -> None:
    """Of three steps, two of them alike, no two make the order that was meant."""
    with pytest.raises(ContentError, match="the step 'stir' stands in it twice; left out"):
        read("q?{>4\nstir\nwait\nstir\nserve\n}")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Überblick: Straße", "digging-uberblick-strasse"),
        ("Çà et là, déjà vu, encore", "digging-ca-et-la-deja"),
        ("土を掘る", "digging-question"),
        ("a" * 200, f"digging-{'a' * 92}"),
    ],
)
def test_names_become_ids(name: str, id_: str) -> None:
    """Letters lose their marks, words are cut, and a name of no letters has a word instead."""
    assert only(f"::{name}::q?{{=a ~b}}").id == id_


@given(st.lists(questions(), max_size=4, unique_by=lambda one: one.id.casefold()), st.data())
def test_a_file_that_is_cut_loses_its_end(bank: list[Question], data: st.DataObject) -> None:
    """Cut at an empty line, a file is the questions before it; within one, that one is lost."""
    bank = [one for one in bank if one.form is not Form.TEXT]
    text = export(bank, Format.GIFT).data.decode()
    blocks = text.split("\n\n")
    kept = data.draw(st.integers(0, len(blocks)))
    whole = read_or_nothing("\n\n".join(blocks[:kept]))
    assert [one.id for one in whole] == [one.id for one in bank[:kept]]
    if kept:
        part = blocks[kept - 1].rstrip().removesuffix("}").rstrip()
        rest = read_or_nothing("\n\n".join((*blocks[: kept - 1], part)))
        assert [one.id for one in rest] == [one.id for one in bank[: kept - 1]]


def read_or_nothing(text: str) -> tuple[Draft, ...]:
    """Read what can be read of a file."""
    try:
        return read(text).drafts
    except ContentError:
        return ()


@given(st.permutations(range(5)))
def test_questions_do_not_hang_together(order: list[int]) -> None:
    """In another order the same questions come, in that order."""
    bank = [make_question(f"digging-{at}", skill="digging") for at in range(5)]
    blocks = export(bank, Format.GIFT).data.decode().rstrip("\n").split("\n\n")
    mixed = read("\n\n".join(blocks[at] for at in order)).drafts
    assert [one.id for one in mixed] == [f"digging-{at}" for at in order]
