"""What other programs write is taken over as far as it fits, and the rest is named."""

import re

import pytest

from mlcareer.errors import ContentError
from mlcareer.interchange.exchange import Format, take_over
from mlcareer.interchange.taken import Taken
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Distractor, Form

QTI_HEAD = (
    '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
    ' identifier="bed" title="A bed" adaptive="false" time-dependent="false">'
)
"""The form of an item, as the information model of QTI 3 has it."""


def gift(text: str) -> Taken:
    """Read GIFT."""
    return take_over(text.encode(), "file.txt", "digging", Format.GIFT)


def moodle(kind: str, inside: str) -> Taken:
    """Read one question of a Moodle XML file."""
    text = (
        f'<quiz>\n<!-- question: 7 -->\n<question type="category"><category><text>a/b</text>'
        f'</category></question>\n<question type="{kind}"><name><text>A bed</text></name>'
        f'<questiontext format="html"><text><![CDATA[<p>What is it?</p>]]></text></questiontext>'
        f"<generalfeedback><text/></generalfeedback>{inside}</question></quiz>"
    )
    return take_over(text.encode(), "file.xml", "digging", Format.MOODLE)


def answer(share: str, text: str, why: str = "", more: str = "") -> str:
    """Write an answer of a Moodle XML file."""
    return (
        f'<answer fraction="{share}"><text>{text}</text>'
        f"<feedback><text>{why}</text></feedback>{more}</answer>"
    )


def qti(declared: str, body: str, after: str = "") -> Taken:
    """Read one item."""
    text = f"{QTI_HEAD}{declared}<qti-item-body>{body}</qti-item-body>{after}</qti-assessment-item>"
    return take_over(text.encode(), "bed.xml", "digging", Format.QTI)


def response(cardinality: str, kind: str, *values: str, more: str = "") -> str:
    """Declare the right answer of an item."""
    right = "".join(f"<qti-value>{value}</qti-value>" for value in values)
    return (
        f'<qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}"'
        f' base-type="{kind}"><qti-correct-response>{right}</qti-correct-response>{more}'
        "</qti-response-declaration>"
    )


def choices(tag: str, attributes: str = "") -> str:
    """Write an interaction with three options."""
    options = "".join(
        f'<qti-simple-choice identifier="{name}">{text}</qti-simple-choice>'
        for name, text in (("A", "a spade"), ("B", "a <b>rake</b>"), ("C", "a hose"))
    )
    return (
        f'<qti-{tag}-interaction response-identifier="RESPONSE" {attributes}>'
        f"<qti-prompt>Which one?</qti-prompt>{options}</qti-{tag}-interaction>"
    )


def only(taken: Taken) -> Draft:
    """Take the one question."""
    (draft,) = taken.drafts
    return draft


def said(taken: Taken) -> str:
    """Join what was left out."""
    return "\n".join(remark.message for remark in taken.remarks)


def test_gift_choice_with_feedback() -> None:
    """Options, their feedback and comments among the lines are read."""
    taken = gift(
        "// a remark\n::Bed:: What digs\nbest? {\n\t=spade # Right!\n// inside\n\t~rake#It"
        " scratches.\n\t~ hose\n\t####It goes deep.\n}\n"
    )
    draft = only(taken)
    assert (draft.id, draft.stem, draft.key) == ("digging-bed", "What digs best?", ("spade",))
    assert draft.distractors == (
        Distractor("rake", "", "It scratches."),
        Distractor("hose", "", ""),
    )
    assert draft.explanation == "It goes deep."
    assert (draft.sub, draft.level, draft.kind, draft.resource) == ("", 0, "", "")


def test_gift_gap_within_a_sentence() -> None:
    """A gap stays where words come after it."""
    assert only(gift("Beds are {~sung =dug ~eaten} by hand.")).stem == "Beds are _____ by hand."


@pytest.mark.parametrize(
    ("text", "key", "wrong"),
    [("{T}", "True", "False"), ("{FALSE#no#yes}", "False", "True")],
)
def test_gift_true_or_false(text: str, key: str, wrong: str) -> None:
    """True or false becomes a choice of two, with the feedback for the wrong one."""
    draft = only(gift(f"Clay is wet.{text}"))
    assert (draft.form, draft.key) == (Form.CHOICE, (key,))
    assert [one.text for one in draft.distractors] == [wrong]
    assert [one.why for one in draft.distractors] == ["no" if "no" in text else ""]


@pytest.mark.parametrize(
    ("text", "key", "tolerance"),
    [("{#12}", "12", 0.0), ("{#12.5:0.5}", "12.5", 0.5), ("{#3.141..3.142}.", "3.1415", 0.0005)],
)
def test_gift_numbers(text: str, key: str, tolerance: float) -> None:
    """Numbers come with a margin, or as a range."""
    draft = only(gift(f"How deep? {text}"))
    assert (draft.form, draft.key, draft.tolerance) == (Form.NUMBER, (key,), tolerance)


def test_gift_number_with_part_of_the_points() -> None:
    """A wider margin for part of the points does not widen the margin, and is named."""
    taken = gift("When?{#\n=1822:0#Yes.\n=%50%1822:2#Close.\n=%50%1830:1\n}")
    draft = only(taken)
    assert (draft.tolerance, draft.explanation) == (0.0, "Yes.")
    assert [one.text for one in draft.distractors] == ["1830"]
    assert "stands twice" in said(taken)
    assert "part of the points for '1830'" in said(taken)


def test_gift_short_answers() -> None:
    """Several right spellings are accepted; a star for any text is not."""
    taken = gift("Who?{=nobody =no one =%50%Nobody! =%0%grant#Dead. =%0%*#Wrong}")
    draft = only(taken)
    assert (draft.form, draft.key, draft.accepted) == (Form.TEXT, ("nobody",), ("no one",))
    assert [one.text for one in draft.distractors] == ["Nobody!", "grant"]
    assert "* for any text" in said(taken)


def test_gift_answers_that_differ_in_capitals_only() -> None:
    """A spelling that counts as right here is no mistake."""
    taken = gift("Who?{=York =%50%york =%0%Kent}")
    assert [one.text for one in only(taken).distractors] == ["Kent"]
    assert "counts as right here" in said(taken)


def test_gift_several_right() -> None:
    """Weights without a full one mean that several apply; unequal ones are named."""
    taken = gift("Which?{~%-50%hose ~%50%spade ~%50%fork ~%-50%rake}")
    draft = only(taken)
    assert (draft.form, draft.key) == (Form.SEVERAL, ("spade", "fork"))
    assert not taken.remarks
    assert "unequal points" in said(gift("Which?{~%30%spade ~%70%fork ~rake}"))


def test_gift_several_with_one_right() -> None:
    """Where one of several is right, it is a choice."""
    assert only(gift("Which?{~%100%spade ~rake}")).form is Form.CHOICE


def test_gift_steps() -> None:
    """What Moodle's ordering writes is a sequence."""
    draft = only(
        gift("Order!{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\ndig\nsow &amp; rake\nwait\n}")
    )
    assert (draft.form, draft.key) == (Form.SEQUENCE, ("dig", "sow & rake", "wait"))


def test_gift_escapes_and_formats() -> None:
    """Escaped marks are themselves, and the named format says how a text is read."""
    draft = only(
        gift("[markdown]Is *a* \\{b\\} \\= c\\: d?{=[html]<b>yes</b>\\n ~[plain]<b>no</b>}")
    )
    assert draft.stem == "Is *a* {b} = c: d?"
    assert (draft.key, draft.distractors[0].text) == (("yes",), "<b>no</b>")


def test_gift_question_marks_in_comments() -> None:
    """Tags that this program wrote say what GIFT has no field for."""
    marks = "[id:bed-1] [tag:sub:depth] [tag:level:3] [tag:kind:concept] [tag:m1:any-slug] [tag:x]"
    draft = only(gift(f"// {marks}\nWhich?{{=spade ~rake}}"))
    assert (draft.id, draft.sub, draft.level, draft.kind) == ("bed-1", "depth", 3, "concept")
    assert draft.distractors[0].misconception == "any-slug"


def test_a_sub_competence_of_another_skill_means_nothing() -> None:
    """What belongs to another skill is asked for anew."""
    draft = only(gift("// [tag:skill:cooking] [tag:sub:depth] [tag:level:9]\nWhich?{=spade ~rake}"))
    assert (draft.skill, draft.sub, draft.level) == ("digging", "", 0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("How are you? {}", "free words"),
        ("Match. {=a -> b =c -> d}", "pairs"),
        ("Only a text.", "asks nothing"),
        ("A brace { only", "no partner"),
        ("None?{~a ~b}", "no answer is right"),
        ("{=a ~b}", "asks nothing in words"),
        ("Order!{>what\na\nb}", "no number of steps"),
    ],
)
def test_gift_that_does_not_fit_is_named(text: str, reason: str) -> None:
    """Each question that is left out is named with its number, its line and the reason."""
    taken = gift(f"Good?{{=a ~b ~c}}\n\n\n::Name it::{text}")
    (remark,) = taken.remarks
    assert len(taken.drafts) == 1
    assert (remark.file, remark.line) == ("file.txt", 4)
    assert remark.message.startswith("question 2 'Name it': ")
    assert re.search(f"{reason}.*left out", remark.message)


def test_moodle_choice() -> None:
    """A choice is read with its feedback, and categories and comments are passed over."""
    feedback = "&lt;p&gt;It &lt;em&gt;scratches&lt;/em&gt;.&lt;/p&gt;"
    answers = answer("100", "spade") + answer("0", "rake", feedback) + answer("0", "", "empty")
    taken = moodle("multichoice", f"<single>true</single>{answers}")
    draft = only(taken)
    assert (draft.id, draft.stem, draft.key) == ("digging-a-bed", "What is it?", ("spade",))
    assert draft.distractors == (Distractor("rake", "", "It scratches."),)
    assert "without words" in said(taken)


@pytest.mark.parametrize(
    ("shuffle", "order"),
    [
        ("true", "shuffle"),
        ("1", "shuffle"),
        ("false", "numeric"),
        ("0", "numeric"),
        ("", "shuffle"),
    ],
)
def test_moodle_order_of_options(shuffle: str, order: str) -> None:
    """Numbers that were not to be shuffled stand in their order, in old files and in new ones."""
    answers = answer("0", "1 m") + answer("100", "2 m") + answer("0", "3 m")
    draft = only(moodle("multichoice", f"<shuffleanswers>{shuffle}</shuffleanswers>{answers}"))
    assert draft.order == order


@pytest.mark.parametrize(
    ("single", "form"),
    [
        ("<single>true</single>", Form.CHOICE),
        ("<single>1</single>", Form.CHOICE),
        ("<single/>", Form.CHOICE),
        ("", Form.CHOICE),
        ("<single>false</single>", Form.SEVERAL),
        ("<single>0</single>", Form.SEVERAL),
    ],
)
def test_moodle_one_or_several(single: str, form: Form) -> None:
    """A choice of which nothing says that several apply has one answer."""
    answers = answer("100", "a") + answer("100", "b") + answer("0", "c") + answer("0", "d")
    assert only(moodle("multichoice", single + answers)).form is form


def test_moodle_several() -> None:
    """Several right options are a form of their own, whichever type of question they come in."""
    answers = answer("50", "spade") + answer("50", "fork") + answer("-100", "rake")
    for inside in (("multichoice", "<single>false</single>"), ("multichoiceset", "")):
        draft = only(moodle(inside[0], inside[1] + answers))
        assert (draft.form, draft.key) == (Form.SEVERAL, ("spade", "fork"))


def test_moodle_true_or_false() -> None:
    """True or false is a choice of two."""
    draft = only(moodle("truefalse", answer("0", "true", "No.") + answer("100", "false")))
    assert (draft.key, draft.distractors) == (("False",), (Distractor("True", "", "No."),))


def test_moodle_short_answer() -> None:
    r"""A star stands for any text unless a \ stands before it; capitals never count here."""
    answers = answer("100", "2\\*3") + answer("100", "6") + answer("0", "2*")
    taken = moodle("shortanswer", f"<usecase>1</usecase>{answers}")
    draft = only(taken)
    assert (draft.form, draft.key, draft.accepted) == (Form.TEXT, ("2*3",), ("6",))
    assert "capitals" in said(taken)
    assert "* for any text" in said(taken)


def test_moodle_number() -> None:
    """A number has its tolerance; units and what is no number are left out."""
    right = answer("100", "12.5", more="<tolerance>0.5</tolerance>")
    unit = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
    taken = moodle("numerical", right + answer("0", "*", "No.") + answer("0", "1e2") + unit)
    draft = only(taken)
    assert (draft.form, draft.key, draft.tolerance) == (Form.NUMBER, ("12.5",), 0.5)
    assert [one.text for one in draft.distractors] == ["1e2"]
    assert "units" in said(taken)
    assert "no number" in said(taken)


def test_moodle_numbers_that_are_both_right() -> None:
    """Only the first of two right numbers can be taken over."""
    taken = moodle("numerical", answer("100", "1") + answer("100", "2") + answer("0", "3"))
    assert only(taken).key == ("1",)
    assert "second right answer was left out: '2'" in said(taken)


def test_moodle_steps() -> None:
    """Steps stand in their right order; one alone puts nothing in order."""
    steps = answer("1", "dig", "&lt;b&gt;First&lt;/b&gt;") + answer("2", "&lt;p&gt;sow&lt;/p&gt;")
    draft = only(moodle("ordering", steps))
    assert (draft.form, draft.key, draft.distractors) == (Form.SEQUENCE, ("dig", "sow"), ())
    for too_few in ("", answer("1", "dig")):
        with pytest.raises(ContentError, match="fewer than two steps"):
            moodle("ordering", too_few)


def test_moodle_program_in_the_question() -> None:
    """What stands in <pre> beside other words is the program."""
    text = (
        '<quiz><question type="truefalse"><name><text>x</text></name><questiontext format="html">'
        "<text><![CDATA[<p>True?</p><pre>if a:\n    b()</pre>]]></text></questiontext>"
        f"{answer('100', 'true')}{answer('0', 'false')}</question></quiz>"
    )
    draft = only(take_over(text.encode(), "x", "digging"))
    assert (draft.stem, draft.code) == ("True?", "if a:\n    b()")


def test_moodle_plain_and_markdown_texts_stand_as_they_are() -> None:
    """A text that is no HTML is not read as HTML."""
    text = (
        '<quiz><question type="truefalse"><questiontext format="plain_text"><text>1 &lt; 2 *x*'
        f"</text></questiontext>{answer('100', 'true')}{answer('0', 'false')}</question></quiz>"
    )
    assert only(take_over(text.encode(), "x", "digging")).stem == "1 < 2 *x*"


def test_moodle_files_and_hints_are_named() -> None:
    """What came with a question and has no place here is said."""
    files = '<file name="x.png" encoding="base64">AAAA</file><hint><text>Think.</text></hint>'
    taken = moodle("truefalse", answer("100", "true") + answer("0", "false") + files)
    assert "files" in said(taken)
    assert "hints" in said(taken)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("essay", "free words"),
        ("matching", "pairs"),
        ("cloze", "gaps"),
        ("description", "asks nothing"),
        ("calculated", "drawn anew"),
        ("ddmarker", "type 'ddmarker' are not known"),
    ],
)
def test_moodle_types_that_do_not_fit_are_named(kind: str, reason: str) -> None:
    """Each question that is left out is named with the reason and its line."""
    good = '<question type="truefalse"><questiontext><text>a</text></questiontext>'
    text = (
        f"<quiz>{good}{answer('100', 'true')}{answer('0', 'false')}</question>\n"
        f'<question type="{kind}"><name><text>Odd</text></name></question></quiz>'
    )
    true_or_false, remark = take_over(text.encode(), "x", "digging").remarks
    assert "question 1: it has 1 wrong answer" in true_or_false.message
    assert remark.line == 2
    assert remark.message.startswith("question 2 'Odd': ")
    assert reason in remark.message


@pytest.mark.parametrize("shuffle", ["true", "false"])
def test_qti_choice(shuffle: str) -> None:
    """A choice is read from its declaration; a fixed order without numbers means nothing."""
    body = choices("choice", f'shuffle="{shuffle}" max-choices="1"')
    draft = only(qti(response("single", "identifier", "A"), f"<p>In a bed.</p>{body}"))
    assert (draft.id, draft.stem, draft.key) == ("bed", "In a bed.\n\nWhich one?", ("a spade",))
    assert [one.text for one in draft.distractors] == ["a rake", "a hose"]
    assert draft.order == "shuffle"


def test_qti_several_by_points() -> None:
    """Where no answer is declared right, those that bring points are."""
    points = (
        '<qti-mapping><qti-map-entry map-key="A" mapped-value="2"/>'
        '<qti-map-entry map-key="C" mapped-value="2"/>'
        '<qti-map-entry map-key="B" mapped-value="-1"/></qti-mapping>'
    )
    draft = only(qti(response("multiple", "identifier", more=points), choices("choice")))
    assert (draft.form, draft.key) == (Form.SEVERAL, ("a spade", "a hose"))


def test_qti_order() -> None:
    """Steps are put in the order that is declared right."""
    draft = only(qti(response("ordered", "identifier", "C", "A", "B"), choices("order")))
    assert (draft.form, draft.key) == (Form.SEQUENCE, ("a hose", "a spade", "a rake"))


def test_qti_text_entry() -> None:
    """A gap within a sentence stays; points for a text make it accepted or wrong."""
    points = (
        '<qti-mapping default-value="0"><qti-map-entry map-key="drill" mapped-value="1"/>'
        '<qti-map-entry map-key="a row" mapped-value="1"/>'
        '<qti-map-entry map-key="furrow" mapped-value="0.5"/></qti-mapping>'
    )
    gap = '<qti-text-entry-interaction response-identifier="RESPONSE"/>'
    taken = qti(response("single", "string", "drill", more=points), f"<p>Seeds lie in a {gap}.</p>")
    draft = only(taken)
    assert (draft.form, draft.stem) == (Form.TEXT, "Seeds lie in a _____.")
    assert (draft.key, draft.accepted) == (("drill",), ("a row",))
    assert [one.text for one in draft.distractors] == ["furrow"]
    assert "part of the points" in said(taken)


def test_qti_number() -> None:
    """A number is within the tolerance of the comparison, and other comparisons are mistakes."""
    gap = '<p>How deep?</p><p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>'
    variable = '<qti-variable identifier="RESPONSE"/>'
    after = (
        "<qti-response-processing><qti-response-condition><qti-response-if>"
        f'<qti-equal tolerance-mode="absolute" tolerance="0.5 0.5">{variable}'
        '<qti-correct identifier="RESPONSE"/></qti-equal><qti-set-outcome-value identifier="SCORE">'
        '<qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value>'
        "</qti-response-if><qti-response-else-if>"
        f'<qti-equal tolerance-mode="exact">{variable}<qti-base-value base-type="float">25'
        '</qti-base-value></qti-equal><qti-set-outcome-value identifier="SAID">'
        '<qti-base-value base-type="identifier">twice</qti-base-value></qti-set-outcome-value>'
        "</qti-response-else-if></qti-response-condition></qti-response-processing>"
        '<qti-modal-feedback outcome-identifier="SAID" identifier="twice" show-hide="show">'
        "<qti-content-body>It is half of that.</qti-content-body></qti-modal-feedback>"
    )
    draft = only(qti(response("single", "float", "12.5"), gap, after))
    assert (draft.form, draft.key, draft.tolerance) == (Form.NUMBER, ("12.5",), 0.5)
    assert draft.distractors == (Distractor("25", "", "It is half of that."),)


def test_qti_feedback_that_goes_with_no_answer_is_named() -> None:
    """Texts that are shown for right or wrong as a whole have no place here."""
    after = (
        '<qti-modal-feedback outcome-identifier="X" identifier="wrong" show-hide="show">'
        "<qti-content-body>No.</qti-content-body></qti-modal-feedback>"
    )
    taken = qti(response("single", "identifier", "A"), choices("choice"), after)
    assert "feedback that goes with no single answer" in said(taken)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<qti-extended-text-interaction response-identifier="RESPONSE"/>', "free words"),
        ('<qti-match-interaction response-identifier="RESPONSE"/>', "pairs"),
        ('<qti-slider-interaction response-identifier="RESPONSE"/>', "is not known"),
        ("<p>Only a text.</p>", "asks nothing"),
        (choices("choice") * 2, "asks 2 things at once"),
        (choices("choice").replace("RESPONSE", "OTHER"), "which answer is right"),
    ],
)
def test_qti_that_does_not_fit_is_named(body: str, reason: str) -> None:
    """An item that is left out is named with the reason."""
    with pytest.raises(ContentError, match=f"question 1 'bed'.*{reason}.*left out"):
        qti(response("single", "identifier", "A"), body)
