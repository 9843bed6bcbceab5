"""A file as Moodle exports it, with all that stands in one, and what comes of each part.

Written by hand in the form that Moodle's documentation of its XML format describes.
"""

import pytest

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.exchange import Format, format_of, take_over
from mlcareer.interchange.taken import Taken
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Distractor, Form

COMBINED = """\
    <correctfeedback format="html">
      <text>Your answer is correct.</text>
    </correctfeedback>
    <partiallycorrectfeedback format="html">
      <text>Your answer is partially correct.</text>
    </partiallycorrectfeedback>
    <incorrectfeedback format="html">
      <text>Your answer is incorrect.</text>
    </incorrectfeedback>
"""
HEAD = """\
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
"""
BANK = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/Default for GARDEN/Soil</text>
    </category>
    <info format="moodle_auto_format">
      <text>The default category for questions shared in context 'GARDEN'.</text>
    </info>
    <idnumber></idnumber>
  </question>

<!-- question: 4711  -->
  <question type="multichoice">
    <name>
      <text>Heavy clay (1)</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr" style="text-align: left;">Which tool goes into
<b>heavy</b> clay?<br></p>
<p><img src="@@PLUGINFILE@@/clay%20bed.png" alt="a bed of clay"
width="300" role="presentation"></p>]]></text>
<file name="clay bed.png" path="/" encoding="base64">iVBORw0KGgo=</file>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>Tines press on a small area.</p>]]></text>
    </generalfeedback>
{HEAD}    <idnumber>CLAY-1</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
{COMBINED}    <shownumcorrect/>
    <answer fraction="100" format="html">
      <text><![CDATA[<p>a digging fork</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="0" format="html">
      <text><![CDATA[<p>a leaf rake&nbsp;</p>]]></text>
      <feedback format="html">
        <text><![CDATA[<p>Its tines bend.</p>]]></text>
      </feedback>
    </answer>
    <answer fraction="-33.33333" format="html">
      <text><![CDATA[<p>a hose</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <hint format="html">
      <text><![CDATA[<p>Think of the area.</p>]]></text>
      <clearwrong/>
    </hint>
    <tags>
      <tag><text>soil</text>
      </tag>
      <tag><text>level:2</text>
      </tag>
    </tags>
  </question>

<!-- question: 4712  -->
  <question type="multichoice">
    <name>
      <text>What turns soil?</text>
    </name>
    <questiontext format="moodle_auto_format">
      <text>Which of these turn the soil?
Choose all.</text>
    </questiontext>
    <generalfeedback format="moodle_auto_format">
      <text></text>
    </generalfeedback>
{HEAD}    <idnumber></idnumber>
    <single>false</single>
    <shuffleanswers>1</shuffleanswers>
    <answernumbering>none</answernumbering>
    <correctfeedback format="html">
      <text>Well dug!</text>
    </correctfeedback>
    <partiallycorrectfeedback format="html">
      <text></text>
    </partiallycorrectfeedback>
    <incorrectfeedback format="html">
      <text></text>
    </incorrectfeedback>
    <answer fraction="66.66667" format="plain_text">
      <text>a fork &lt;b&gt;</text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="33.33333" format="plain_text">
      <text>a spade</text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="-50" format="plain_text">
      <text>a rake</text>
      <feedback format="html">
        <text>It scratches.</text>
      </feedback>
    </answer>
    <answer fraction="-50" format="plain_text">
      <text>a hose</text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
  </question>

<!-- question: 4713  -->
  <question type="truefalse">
    <name>
      <text>Wet clay</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>Wet clay is best left alone.</p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text></text>
    </generalfeedback>
    <defaultgrade>1</defaultgrade>
    <penalty>1</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>
    <answer fraction="100" format="moodle_auto_format">
      <text>true</text>
      <feedback format="html">
        <text><![CDATA[<p>It smears.</p>]]></text>
      </feedback>
    </answer>
    <answer fraction="0" format="moodle_auto_format">
      <text>false</text>
      <feedback format="html">
        <text><![CDATA[<p>Dug wet, it sets hard.</p>]]></text>
      </feedback>
    </answer>
  </question>

<!-- question: 4714  -->
  <question type="shortanswer">
    <name>
      <text>Name of the tool</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>What is a fork with four tines called?</p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text></text>
    </generalfeedback>
{HEAD}    <idnumber></idnumber>
    <usecase>1</usecase>
    <answer fraction="100" format="moodle_auto_format">
      <text>digging fork</text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="100" format="moodle_auto_format">
      <text>garden fork</text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="50" format="moodle_auto_format">
      <text>fork</text>
      <feedback format="html">
        <text><![CDATA[<p>Which one?</p>]]></text>
      </feedback>
    </answer>
    <answer fraction="0" format="moodle_auto_format">
      <text>*</text>
      <feedback format="html">
        <text><![CDATA[<p>No.</p>]]></text>
      </feedback>
    </answer>
  </question>

<!-- question: 4715  -->
  <question type="numerical">
    <name>
      <text>Soil of a bed</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>How many m<sup>3</sup> does a bed of 2 m by 3 m
hold down to 25 cm?</p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text></text>
    </generalfeedback>
{HEAD}    <idnumber></idnumber>
    <answer fraction="100" format="moodle_auto_format">
      <text>1.5</text>
      <feedback format="html">
        <text></text>
      </feedback>
      <tolerance>0.05</tolerance>
    </answer>
    <answer fraction="0" format="moodle_auto_format">
      <text>15</text>
      <feedback format="html">
        <text><![CDATA[<p>The depth is a quarter of a metre.</p>]]></text>
      </feedback>
      <tolerance>0</tolerance>
    </answer>
    <units>
      <unit>
        <multiplier>1</multiplier>
        <unit_name>m3</unit_name>
      </unit>
    </units>
    <unitgradingtype>0</unitgradingtype>
    <unitpenalty>0.1000000</unitpenalty>
    <showunits>3</showunits>
    <unitsleft>0</unitsleft>
  </question>

<!-- question: 4716  -->
  <question type="ordering">
    <name>
      <text>A trench</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>In which order is a trench dug?</p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text></text>
    </generalfeedback>
{HEAD}    <idnumber></idnumber>
    <layouttype>VERTICAL</layouttype>
    <selecttype>ALL</selecttype>
    <selectcount>0</selectcount>
    <gradingtype>ABSOLUTE_POSITION</gradingtype>
    <showgrading>SHOW</showgrading>
    <numberingstyle>none</numberingstyle>
{COMBINED}    <shownumcorrect>1</shownumcorrect>
    <answer fraction="1.0000000" format="html">
      <text><![CDATA[<p>take out the top layer</p>]]></text>
    </answer>
    <answer fraction="2.0000000" format="html">
      <text><![CDATA[<p>loosen the layer below</p>]]></text>
    </answer>
    <answer fraction="3.0000000" format="html">
      <text><![CDATA[<p>put the top layer back</p>]]></text>
    </answer>
  </question>

<!-- question: 4717  -->
  <question type="matching">
    <name>
      <text>Tools and tasks</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>Match.</p>]]></text>
    </questiontext>
    <subquestion format="html">
      <text><![CDATA[<p>to dig</p>]]></text>
      <answer>
        <text>fork</text>
      </answer>
    </subquestion>
  </question>

<!-- question: 4718  -->
  <question type="essay">
    <name>
      <text>Your bed</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>Describe your bed.</p>]]></text>
    </questiontext>
    <responseformat>editor</responseformat>
  </question>

<!-- question: 4719  -->
  <question type="cloze">
    <name>
      <text>Gaps</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>Dig with a {{1:SHORTANSWER:=fork}}.</p>]]></text>
    </questiontext>
  </question>

<!-- question: 4720  -->
  <question type="gapselect">
    <name>
      <text>Words</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>Dig with a [[1]].</p>]]></text>
    </questiontext>
    <selectoption>
      <text>fork</text>
      <group>1</group>
    </selectoption>
  </question>

</quiz>
"""
"""A bank of ten questions in a category."""


@pytest.fixture(scope="module")
def taken() -> Taken:
    """Read the bank."""
    return take_over(BANK.encode(), "bank.xml", "digging")


def draft(taken: Taken, id_: str) -> Draft:
    """Find a question."""
    (found,) = (one for one in taken.drafts if one.id == id_)
    return found


def said_of(taken: Taken, number: int) -> list[str]:
    """List what is said of a question, without its name."""
    said = (one.message for one in taken.remarks if one.message.startswith(f"question {number} "))
    return [message.partition("': ")[2] for message in said]


def test_a_bank_is_known_for_what_it_is(taken: Taken) -> None:
    """The format is told, and each question that fits is there, in the order of the file."""
    assert format_of(BANK.encode()) is Format.MOODLE
    assert [(one.id, one.form) for one in taken.drafts] == [
        ("CLAY-1", Form.CHOICE),
        ("digging-what-turns-soil", Form.SEVERAL),
        ("digging-wet-clay", Form.CHOICE),
        ("digging-name-of-the-tool", Form.TEXT),
        ("digging-soil-of-a-bed", Form.NUMBER),
        ("digging-a-trench", Form.SEQUENCE),
    ]


def test_a_choice_of_a_bank(taken: Taken) -> None:
    """Marks, blanks and files are gone; text, feedback, id and picture are where they belong."""
    found = draft(taken, "CLAY-1")
    assert found.stem == "Which tool goes into heavy clay?\n\nTODO picture (a bed of clay)"
    assert found.key == ("a digging fork",)
    assert found.distractors == (
        Distractor("a leaf rake", "", "Its tines bend."),
        Distractor("a hose", "", ""),
    )
    assert (found.explanation, found.order) == ("Tines press on a small area.", "shuffle")
    assert (found.level, found.sub, found.skill) == (2, "", "digging")
    assert said_of(taken, 1) == [
        "the files that came with it were left out",
        "its hints were left out",
        "a picture was left out; describe it in words where TODO stands",
    ]


def test_several_right_answers_of_a_bank(taken: Taken) -> None:
    """Lines are kept, plain options are plain, and unequal points and praise are named."""
    found = draft(taken, "digging-what-turns-soil")
    assert found.stem == "Which of these turn the soil?\nChoose all."
    assert found.key == ("a fork <b>", "a spade")
    assert [(one.text, one.why) for one in found.distractors] == [
        ("a rake", "It scratches."),
        ("a hose", ""),
    ]
    assert said_of(taken, 2) == [
        "what is said of right and wrong replies as a whole was left out",
        "its right answers bring unequal points: here all of them count alike",
    ]


def test_true_or_false_of_a_bank(taken: Taken) -> None:
    """What is said of the right answer explains it, and that an option is wanting is said."""
    found = draft(taken, "digging-wet-clay")
    assert (found.key, found.explanation) == (("True",), "It smears.")
    assert found.distractors == (Distractor("False", "", "Dug wet, it sets hard."),)
    assert said_of(taken, 3) == [
        "it has 1 wrong answer, and 2 or 3 are wanted: add misconceptions as further options"
    ]


def test_a_short_answer_of_a_bank(taken: Taken) -> None:
    """Spellings, half a point, a star and capitals are each told."""
    found = draft(taken, "digging-name-of-the-tool")
    assert (found.key, found.accepted) == (("digging fork",), ("garden fork",))
    assert found.distractors == (Distractor("fork", "", "Which one?"),)
    assert said_of(taken, 4) == [
        "capitals counted in its answer: here they do not",
        "an answer with * for any text was left out",
        "part of the points for 'fork': counts as wrong",
    ]


def test_a_number_of_a_bank(taken: Taken) -> None:
    """A number keeps its tolerance, and a power in the question is still one."""
    found = draft(taken, "digging-soil-of-a-bed")
    assert found.stem == "How many m^(3) does a bed of 2 m by 3 m hold down to 25 cm?"
    assert (found.key, found.tolerance) == (("1.5",), 0.05)
    assert found.distractors == (Distractor("15", "", "The depth is a quarter of a metre."),)
    assert said_of(taken, 5) == ["its units were left out: only the number is typed here"]


def test_steps_of_a_bank(taken: Taken) -> None:
    """Steps are those of the file, with nothing to say of them."""
    found = draft(taken, "digging-a-trench")
    assert found.key == (
        "take out the top layer",
        "loosen the layer below",
        "put the top layer back",
    )
    assert said_of(taken, 6) == []


def test_what_does_not_fit_of_a_bank(taken: Taken) -> None:
    """Each question that is left out is named with its number, its name and the reason."""
    assert said_of(taken, 7) == ["pairs are matched in it; left out"]
    assert said_of(taken, 8) == ["it is answered in free words; left out"]
    assert said_of(taken, 9) == ["it has gaps within a text; left out"]
    assert said_of(taken, 10) == ["questions of type 'gapselect' are not known; left out"]


def test_each_remark_is_where_the_question_begins(taken: Taken) -> None:
    """The line of a remark is one that begins a question."""
    lines = BANK.splitlines()
    for remark in taken.remarks:
        assert lines[remark.line - 1].startswith("  <question type=")
    assert [*taken.remarks] == sorted(taken.remarks, key=lambda remark: remark.line)


@pytest.mark.parametrize("line", [3, 50, 120, 200, 300])
def test_a_bank_that_broke_off_is_refused(line: int) -> None:
    """A download that was cut is no XML, and is refused as a whole by its last line."""
    cut = "\n".join(BANK.splitlines()[:line]).encode()
    with pytest.raises(ContentError) as caught:
        take_over(cut, "bank.xml", "digging")
    (problem,) = caught.value.problems
    assert problem.line >= line - 1
    assert "not valid XML" in problem.message


def test_a_bank_in_which_one_question_is_spoilt() -> None:
    """A question without its stem or its key is named, and the others stay."""
    spoilt = BANK.replace("What is a fork with four tines called?", "").replace(
        'fraction="100" format="moodle_auto_format">\n      <text>1.5', 'fraction="0">\n<text>1.5'
    )
    before, after = (take_over(text.encode(), "bank.xml", "digging") for text in (BANK, spoilt))
    assert len(after.drafts) == len(before.drafts) - 2
    assert set(after.drafts) < set(before.drafts)
    assert said_of(after, 4) == ["it asks nothing in words; left out"]
    assert said_of(after, 5) == ["no answer is right; left out"]


def test_another_programs_xml_is_refused_by_its_name() -> None:
    """What is no quiz is refused with the name of what it is."""
    with pytest.raises(ContentError) as caught:
        take_over(b"<?xml version='1.0'?>\n<activity/>", "a.xml", "digging")
    message = "no Moodle XML: it begins with <activity>, not with <quiz>"
    assert caught.value.problems == (Problem("a.xml", 1, message),)
