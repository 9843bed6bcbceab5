"""What is written is of the form that the formats ask for, and says what it leaves out."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mlcareer.interchange.exchange import Format, export, take_over
from mlcareer.interchange.moodle_writing import share_of
from mlcareer.interchange.qti_package import MANIFEST
from mlcareer.interchange.tags import LONGEST_TAG, tags_of
from mlcareer.model.drafts import draft_of
from mlcareer.model.questions import Distractor, Form, Question, Reference
from support import make_question
from support_golden import check_golden
from support_interchange import garden_questions

ITEM = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
CP = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"
NAMES_OF_OPTIONS = ("OPTION1", "OPTION2", "OPTION3")
HOSTILE = "]]></text><script>alert(1)</script>&amp;<![CDATA[ -->"
GRADES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667}
GRADES |= {14.28571, 12.5, 11.11111, 10, 5, 0}
"""The shares of the points that Moodle accepts, question/engine/bank.php (grade_options)."""


def tree_of(question: Question) -> ET.Element:
    """Write one question as Moodle XML and read it by another parser."""
    root = ET.fromstring(export([question], Format.MOODLE).data)  # noqa: S314 - written here
    (node,) = root
    return node


def texts(node: ET.Element, path: str) -> list[str]:
    """Read the texts at a path."""
    return [one.text or "" for one in node.iterfind(path)]


def items(*questions: Question) -> Iterator[ET.Element]:
    """Write questions as QTI and read the items by another parser."""
    with zipfile.ZipFile(io.BytesIO(export(questions, Format.QTI).data)) as archive:
        for name in archive.namelist():
            if name != MANIFEST:
                yield ET.fromstring(archive.read(name))  # noqa: S314 - written here


def gift_of(question: Question) -> list[str]:
    """Write one question as GIFT, and take the lines of it."""
    return export([question], Format.GIFT).data.decode().splitlines()


@pytest.mark.parametrize(
    ("form", "name"), [(Format.MOODLE, "moodle.xml"), (Format.GIFT, "gift.txt")]
)
def test_golden_text(form: Format, name: str, tmp_path: Path) -> None:
    """Questions of all forms are written byte for byte as before."""
    check_golden(f"interchange-{name}", export(garden_questions(tmp_path), form).data.decode())


def test_golden_package(tmp_path: Path) -> None:
    """The manifest and the items of a package are written byte for byte as before."""
    data = export(garden_questions(tmp_path), Format.QTI).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = "".join(f"== {name}\n{archive.read(name).decode()}" for name in archive.namelist())
    check_golden("interchange-qti.txt", whole)


def test_golden_losses(tmp_path: Path) -> None:
    """What each format loses is said in the same words as before."""
    questions = garden_questions(tmp_path)
    said = (f"{form}: {what}\n" for form in Format for what in export(questions, form).lost)
    check_golden("interchange-lost.txt", "".join(said))


def test_moodle_has_a_place_for_each_field() -> None:
    """Stem, options, feedback, explanation and tags stand where Moodle looks for them."""
    question = make_question(skill="python", wrong=("six", "four"))
    node = tree_of(question)
    assert node.get("type") == "multichoice"
    assert texts(node, "name/text") == ["python-sum"]
    assert texts(node, "idnumber") == ["python-sum"]
    assert texts(node, "questiontext/text") == [f"<p>{question.stem}</p>"]
    assert texts(node, "generalfeedback/text") == [f"<p>{question.explanation}</p>"]
    shares = {one.findtext("text"): one.get("fraction") for one in node.iterfind("answer")}
    assert shares == {"five": "100", "six": "0", "four": "0"}
    whys = {one.findtext("text"): one.findtext("feedback/text") for one in node.iterfind("answer")}
    assert whys == {"five": "", "six": "Because of 1.", "four": "Because of 2."}
    assert {"skill:python", "level:2", "kind:concept", "m1:misconception-1"} <= set(
        texts(node, "tags/tag/text")
    )


def test_moodle_types() -> None:
    """Each form has its type of question."""
    types = {form: tree_of(of_form(form)).get("type") for form in Form}
    assert types == {
        Form.CHOICE: "multichoice",
        Form.SEVERAL: "multichoice",
        Form.SEQUENCE: "ordering",
        Form.NUMBER: "numerical",
        Form.TEXT: "shortanswer",
    }


def of_form(form: Form) -> Question:
    """Make a question of a form."""
    match form:
        case Form.SEVERAL:
            return make_question(form=form, answer="five\n5", wrong=("six", "four"))
        case Form.SEQUENCE:
            return make_question(form=form, answer="one\ntwo\nthree", wrong=("2 1 3",))
        case Form.NUMBER:
            return make_question(form=form, answer="5", wrong=("6", "4"), tolerance=0.25)
        case Form.TEXT:
            return make_question(form=form, answer="five", wrong=("six",), accepted=("5",))
        case _:
            return make_question(form=form)


@pytest.mark.parametrize("right", range(1, 25))
def test_moodle_shares_are_those_that_it_accepts(right: int) -> None:
    """Moodle refuses a share that is not on its list, and more than all of the points."""
    share = float(share_of(right))
    assert share in GRADES
    assert right > 20 or share * right <= 100.001


def test_moodle_marks_are_escaped() -> None:
    """Nothing in a text opens or closes an element."""
    node = tree_of(make_question(stem=HOSTILE, answer=HOSTILE, wrong=("x",)))
    assert [child.tag for child in node.iter() if child.tag == "script"] == []
    assert "&lt;script&gt;" in texts(node, "questiontext/text")[0]


def test_a_program_stands_apart() -> None:
    """A program is shown as it is, after the question."""
    node = tree_of(make_question(code="if a < b:\n    c()", lang="python"))
    text = texts(node, "questiontext/text")[0]
    assert text.endswith("</p><pre>\n<code>if a &lt; b:\n    c()</code></pre>")


def test_code_in_a_sentence_is_marked() -> None:
    """What stands between backticks is code; a single one is itself."""
    node = tree_of(make_question(stem="What does `a < b` or ` mean?"))
    assert texts(node, "questiontext/text") == ["<p>What does <code>a &lt; b</code> or ` mean?</p>"]


@pytest.mark.parametrize("mark", list("~=#{}:\\"))
def test_gift_marks_are_escaped(mark: str) -> None:
    """Each character that means something in GIFT has a backslash before it, in all texts."""
    question = make_question(stem=f"a{mark}b", answer=f"c{mark}d", wrong=(f"e{mark}f",))
    question = replace(question, explanation=f"g{mark}h")
    text = "\n".join(gift_of(question))
    for before, after in ("ab", "cd", "ef", "gh"):
        assert f"{before}\\{mark}{after}" in text


def test_gift_options_that_look_like_marks() -> None:
    """A weight, the name of a format or a comment at the start of a text is no more than text."""
    lines = gift_of(make_question(answer="%50%a", wrong=("[html]b", "//c")))
    assert {"\t=&\\#37;50%a", "\t~&\\#91;html]b#Because of 1.", "\t~//c#Because of 2."} <= set(
        lines
    )


def test_gift_numbers_and_steps() -> None:
    """Numbers have their margin, and steps stand in the form that Moodle's ordering reads."""
    assert {"\t=%100%5:0.25", "\t=%0%6:0.25#Because of 1."} <= set(gift_of(of_form(Form.NUMBER)))
    lines = gift_of(replace(of_form(Form.SEQUENCE), answer="a: {b}\n//c\n[d]"))
    assert lines[1].endswith("{>3 ALL VERTICAL ALL_OR_NOTHING HIDE none")
    assert lines[2:5] == ["a&#58; &#123;b&#125;", "&#47;/c", "[d]"]


def test_gift_leaves_out_a_short_answer_with_an_arrow() -> None:
    """GIFT takes an arrow for a pair, so the question is left out, and that is said."""
    exported = export([make_question(form=Form.TEXT, answer="a->b")], Format.GIFT)
    assert (exported.data, exported.lost) == (b"", ("all of 1 question",))


def test_numbers_are_written_as_others_read_them() -> None:
    """Percent, fractions and grouped thousands become plain numbers, and that is said."""
    question = make_question(form=Form.NUMBER, answer="1/4", wrong=("25 %", "1,000"))
    exported = export([question], Format.MOODLE)
    shown = texts(tree_of(question), "answer/text")
    assert shown == ["0.25", "25.0", "1000.0"]
    assert "how the answer is written of 1 question" in exported.lost
    assert "the way of writing of 2 wrong answers" in exported.lost


def test_qti_declares_what_is_right() -> None:
    """An item names its right answer by the options that it shows."""
    for item in items(of_form(Form.CHOICE), replace(of_form(Form.SEVERAL), id="python-two")):
        shown = {one.get("identifier"): one.text for one in item.iter(f"{ITEM}qti-simple-choice")}
        right = {shown[one.text] for one in item.iterfind(f"{ITEM}*/{ITEM}qti-correct-response/*")}
        assert right in ({"five"}, {"five", "5"})
        named = [one.get("identifier") for one in item.iter(f"{ITEM}qti-modal-feedback")]
        assert len(named) == 3
        assert set(named[:2]) <= {*shown}


def test_qti_keeps_the_foreseen_orders() -> None:
    """A wrong order is compared with, and its reason is shown."""
    (item,) = items(of_form(Form.SEQUENCE))
    orders = [tuple(value.text for value in one) for one in item.iter(f"{ITEM}qti-ordered")]
    first, second, third = NAMES_OF_OPTIONS
    assert orders == [(second, first, third)]
    kept = take_over(export([of_form(Form.SEQUENCE)], Format.QTI).data, "x", "python").drafts
    assert kept[0].distractors == (Distractor("2 1 3", "misconception-1", "Because of 1."),)


def test_qti_manifest_names_each_item() -> None:
    """What the manifest names is in the package, and the other way round."""
    questions = [make_question(f"python-{at}") for at in range(3)]
    with zipfile.ZipFile(io.BytesIO(export(questions, Format.QTI).data)) as archive:
        manifest = ET.fromstring(archive.read(MANIFEST))  # noqa: S314 - written here
        named = [one.get("href") for one in manifest.iter(f"{CP}resource")]
        assert [MANIFEST, *named] == archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_qti_marks_are_escaped() -> None:
    """Nothing in a text opens or closes an element."""
    (item,) = items(make_question(stem=HOSTILE, answer=HOSTILE, wrong=("x",)))
    assert not list(item.iter(f"{ITEM}script"))


def test_tags_are_short_and_clean() -> None:
    """A tag that Moodle would cut or refuse is not written, and what it says counts as lost."""
    question = make_question(wrong=("six",))
    marked = (Distractor("six", "x" * LONGEST_TAG, "Why."),)
    question = replace(question, distractors=marked, reference=Reference("a", "1 <b>"))
    assert tags_of(draft_of(question)) == (
        "skill:python",
        "sub:functions-and-scope",
        "level:2",
        "kind:concept",
        "source:a",
    )
    lost = export([question], Format.GIFT).lost
    assert "the misconception of 1 wrong answer" in lost
    assert "the section of the reference of 1 question" in lost


def test_losses_are_counted() -> None:
    """Each loss is one sentence with its number."""
    plain = make_question(item=make_question().item._replace(b_sd=0.7))
    assert export([plain], Format.QTI).lost == ()
    several = [replace(of_form(Form.SEVERAL), id=f"python-{at}") for at in range(2)]
    assert export(several, Format.GIFT).lost == (
        "that nothing but all right options counts of 2 questions",
    )
    proved = replace(of_form(Form.NUMBER), proof="print(5)", output="")
    hard = replace(proved, item=proved.item._replace(b_sd=0.2))
    assert export([hard], Format.MOODLE).lost == (
        "the difficulty of 1 question",
        "the proof of 1 calculation",
    )
    steps = of_form(Form.SEQUENCE)
    assert export([steps], Format.MOODLE).lost == ("text, misconception and why of 1 wrong answer",)


def test_nothing_can_be_exported() -> None:
    """No questions make a file without questions."""
    assert export([], Format.MOODLE).data.endswith(b"<quiz>\n</quiz>\n")
