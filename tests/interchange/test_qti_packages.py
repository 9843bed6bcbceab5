"""Packages and items of QTI 3 as other programs make them, and as they arrive spoilt.

Written by hand after the information model of 1EdTech, in the ways in which it is used.
"""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.errors import ContentError
from mlcareer.interchange.exchange import Format, export, format_of, take_over
from mlcareer.interchange.qti_package import MANIFEST, Packed, pack, unpack
from mlcareer.interchange.taken import Taken
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Distractor, Form, Question
from support_interchange import questions

SPACE = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
SCHEMA = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xml:lang="en-US"'
MATCH = (
    '<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/'
    'match_correct.xml"/>'
)
SCORE = (
    '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">'
    "<qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>"
)
GAP = '<qti-text-entry-interaction response-identifier="RESPONSE" expected-length="10"/>'
BLOCK = (
    '<qti-feedback-block outcome-identifier="F" identifier="x" show-hide="show">'
    "<qti-content-body>So.</qti-content-body></qti-feedback-block>"
)
RUBRIC = (
    '<qti-rubric-block use="scoring" view="scorer"><qti-content-body>Be kind.'
    "</qti-content-body></qti-rubric-block>"
)
CLAY = """\
<p>Heavy <em>clay</em>:</p>
<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="1">
  <qti-prompt>Which tool goes in? <img src="img/clay.png" alt="clay"/></qti-prompt>
  <qti-simple-choice identifier="ChoiceA"><p>a fork</p></qti-simple-choice>
  <qti-simple-choice identifier="ChoiceB">a rake<qti-feedback-inline
    outcome-identifier="FEEDBACK" identifier="ChoiceB" show-hide="show">It
    bends.</qti-feedback-inline></qti-simple-choice>
  <qti-simple-choice identifier="ChoiceC" fixed="true">10<sup>3</sup> spoons</qti-simple-choice>
</qti-choice-interaction>
"""


def item(
    declared: str, body: str, after: str = MATCH, *, name: str = "clay", title: str = "Clay"
) -> str:
    """Write an item."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<qti-assessment-item {SPACE} {SCHEMA}'
        f' identifier="{name}" title="{title}" adaptive="false" time-dependent="false">\n'
        f"{declared}{SCORE}<qti-item-body>{body}</qti-item-body>{after}</qti-assessment-item>"
    )


def declared(cardinality: str, kind: str, *values: str, more: str = "") -> str:
    """Declare a response, and what is right."""
    right = "".join(f"<qti-value>{value}</qti-value>" for value in values)
    correct = f"<qti-correct-response>{right}</qti-correct-response>" if values else ""
    return (
        f'<qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}"'
        f' base-type="{kind}">{correct}{more}</qti-response-declaration>'
    )


def mapped(*entries: tuple[str, str], more: str = "") -> str:
    """Give points for replies."""
    written = "".join(
        f'<qti-map-entry map-key="{key}" mapped-value="{value}"{more}/>' for key, value in entries
    )
    return f'<qti-mapping default-value="0">{written}</qti-mapping>'


def branch(word: str, reply: str, score: str = "", feedback: str = "", kind: str = "string") -> str:
    """Write what follows from a reply."""
    sets = ""
    if score:
        sets += (
            '<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">'
            f"{score}</qti-base-value></qti-set-outcome-value>"
        )
    if feedback:
        sets += (
            '<qti-set-outcome-value identifier="SAID"><qti-base-value base-type="identifier">'
            f"{feedback}</qti-base-value></qti-set-outcome-value>"
        )
    return (
        f'<qti-response-{word}><qti-string-match case-sensitive="false">'
        f'<qti-variable identifier="RESPONSE"/><qti-base-value base-type="{kind}">{reply}'
        f"</qti-base-value></qti-string-match>{sets}</qti-response-{word}>"
    )


def processed(*branches: str) -> str:
    """Process a response."""
    inside = "".join(branches)
    return (
        f"<qti-response-processing><qti-response-condition>{inside}</qti-response-condition>"
        "</qti-response-processing>"
    )


def shown(name: str, text: str, outcome: str = "SAID") -> str:
    """Write a text that is shown after a reply."""
    return (
        f'<qti-modal-feedback outcome-identifier="{outcome}" identifier="{name}" show-hide="show">'
        f"<qti-content-body><p>{text}</p></qti-content-body></qti-modal-feedback>"
    )


def read(text: str) -> Taken:
    """Read one item."""
    return take_over(text.encode(), "item.xml", "digging")


def only(text: str) -> Draft:
    """Read the one question of an item."""
    (draft,) = read(text).drafts
    return draft


def said(text: str) -> list[str]:
    """List what is said of an item, without its name."""
    return [one.message.partition("': ")[2] for one in read(text).remarks]


def refused(text: str) -> str:
    """Read why an item is left out."""
    with pytest.raises(ContentError) as caught:
        read(text)
    return str(caught.value)


CHOICE = item(declared("single", "identifier", "ChoiceA"), CLAY)


def package(files: dict[str, str], resources: str, space: str = "") -> bytes:
    """Pack files as another program would, compressed and with folders."""
    whole = io.BytesIO()
    manifest = f"<manifest{space}><resources>{resources}</resources></manifest>"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (files | {MANIFEST: manifest}).items():
            archive.writestr(name, text)
    return whole.getvalue()


def test_a_choice_as_others_write_it() -> None:
    """Prompt, inline feedback, pictures and powers are each where they belong."""
    draft = only(CHOICE)
    assert (draft.id, draft.form, draft.key) == ("clay", Form.CHOICE, ("a fork",))
    assert draft.stem == "Heavy clay:\n\nWhich tool goes in? TODO picture (clay)"
    assert draft.distractors == (
        Distractor("a rake", "", "It bends."),
        Distractor("10^(3) spoons", "", ""),
    )
    assert said(CHOICE) == [
        "a picture was left out; describe it in words where TODO stands",
    ]


@pytest.mark.parametrize("prefix", ["q:", "imsqti:", "my-1.x:"])
def test_an_item_in_a_named_space_is_known(prefix: str) -> None:
    """XML may put a name before each element; it is the same item."""
    named = CHOICE.replace("<qti-", f"<{prefix}qti-").replace("</qti-", f"</{prefix}qti-")
    named = named.replace(SPACE, SPACE.replace("xmlns=", f"xmlns:{prefix[:-1]}="))
    assert format_of(named.encode()) is Format.QTI
    assert only(named) == only(CHOICE)


def test_a_package_with_a_test_and_pictures() -> None:
    """Items are read in the order of the manifest; a test, a picture and a passage are not."""
    resources = (
        '<resource identifier="t" type="imsqti_test_xmlv3p0" href="test.xml"><dependency'
        ' identifierref="i2"/></resource>'
        '<resource identifier="i2" type="imsqti_item_xmlv3p0" href="items/2/item.xml">'
        "<metadata><lom><general><keyword><string>level:3</string></keyword><keyword>"
        "<string>soil</string></keyword></general></lom></metadata>"
        '<file href="items/2/item.xml"/><file href="img/clay.png"/></resource>'
        '<resource identifier="w" type="webcontent" href="img/clay.png"/>'
        '<resource identifier="i1" type="imsqti_item_xmlv3p0" href="items/1.xml"/>'
        '<resource identifier="again" type="imsqti_item_xmlv3p0" href="items/1.xml"/>'
    )
    files = {
        "test.xml": "<qti-assessment-test/>",
        "items/2/item.xml": item(declared("single", "identifier", "ChoiceA"), CLAY, name="two"),
        "items/1.xml": item(declared("single", "identifier", "ChoiceB"), CLAY, name="one"),
        "img/clay.png": "no picture",
    }
    taken = take_over(package(files, resources), "q.zip", "digging")
    assert [(one.id, one.key, one.level) for one in taken.drafts] == [
        ("two", ("a fork",), 3),
        ("one", ("a rake",), 0),
    ]
    assert {one.file for one in taken.remarks} == {"q.zip/items/2/item.xml", "q.zip/items/1.xml"}


@pytest.mark.parametrize("score", ["-1", "0", "-0.5"])
def test_points_that_are_taken_off_make_no_answer_right(score: str) -> None:
    """A reply that costs points is a wrong one."""
    after = processed(
        branch("if", "spade", "1"),
        branch("else-if", "rake", score, "why"),
    ) + shown("why", "It scratches.")
    draft = only(item(declared("single", "string", "spade"), f"<p>Digs?</p>{GAP}", after))
    assert (draft.key, draft.accepted) == (("spade",), ())
    assert draft.distractors == (Distractor("rake", "", "It scratches."),)


def test_points_of_a_reply_are_a_share_of_the_most() -> None:
    """Two points of two are a right spelling; one of two is part of the points."""
    after = processed(
        branch("if", "spade", "2"), branch("else-if", "shovel", "2"), branch("else-if", "fork", "1")
    )
    text = item(declared("single", "string", "spade"), f"<p>Digs?</p>{GAP}", after)
    draft = only(text)
    assert (draft.key, draft.accepted) == (("spade",), ("shovel",))
    assert [one.text for one in draft.distractors] == ["fork"]
    assert said(text) == ["part of the points for 'fork': counts as wrong"]


def test_a_reply_that_costs_points_is_foreseen() -> None:
    """Points that are taken off tell a mistake, also where nothing is said of it."""
    for first in ("1", "0"):
        after = processed(branch("if", "spade", first), branch("else-if", "rake", "-1"))
        draft = only(item(declared("single", "string", "spade"), f"<p>Digs?</p>{GAP}", after))
        wanted = (Distractor("rake", "", ""),) if first == "1" else ()
        assert (draft.key, draft.distractors) == (("spade",), wanted)


def test_a_solution_is_the_explanation_whatever_its_name() -> None:
    """A text of the solution is not taken for what is said of an option of the same name."""
    text = item(
        declared("single", "identifier", "ChoiceA"),
        CLAY,
        MATCH + shown("ChoiceC", "Tines press on a small area.", "SOLUTION"),
    )
    draft = only(text)
    assert draft.explanation == "Tines press on a small area."
    assert [one.why for one in draft.distractors] == ["It bends.", ""]


def test_a_reply_of_which_nothing_follows_is_no_mistake() -> None:
    """A comparison that neither scores nor says anything is passed over."""
    after = processed(branch("if", "spade", "1"), branch("else-if", "rake"))
    draft = only(item(declared("single", "string", "spade"), f"<p>Digs?</p>{GAP}", after))
    assert draft.distractors == ()


@pytest.mark.parametrize("kind", ["float", "integer"])
def test_a_number_may_be_of_either_kind(kind: str) -> None:
    """Whole numbers and others are typed numbers, a text of digits is none."""
    text = item(declared("single", kind, "25"), f"<p>How deep?</p><p>{GAP}</p>")
    assert (only(text).form, only(text).key, only(text).tolerance) == (Form.NUMBER, ("25",), 0.0)
    text = item(declared("single", "string", "25"), f"<p>How deep?</p><p>{GAP}</p>")
    assert only(text).form is Form.TEXT


@pytest.mark.parametrize(
    ("mode", "tolerance", "wanted", "remark"),
    [
        ("absolute", "0.5 0.25", 0.5, None),
        ("absolute", "0.5", 0.5, None),
        ("exact", "", 0.0, None),
        ("relative", "5 5", 0.0, "its tolerance in percent was left out"),
    ],
)
def test_a_tolerance(mode: str, tolerance: str, wanted: float, remark: str | None) -> None:
    """The wider side of an absolute tolerance counts; one in percent is named."""
    equal = (
        f'<qti-equal tolerance-mode="{mode}" tolerance="{tolerance}"><qti-variable'
        ' identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-equal>'
    )
    after = processed(f"<qti-response-if>{equal}</qti-response-if>")
    text = item(declared("single", "float", "25"), f"<p>How deep?</p><p>{GAP}</p>", after)
    assert only(text).tolerance == wanted
    assert said(text) == ([] if remark is None else [remark])


@pytest.mark.parametrize(
    ("declaration", "body", "after", "remark"),
    [
        (
            declared("single", "string", more=mapped(("a", "1"), more=' case-sensitive="true"')),
            f"<p>q</p><p>{GAP}</p>",
            MATCH,
            "capitals counted in its answer: here they do not",
        ),
        (
            declared("single", "string", "a"),
            f"<p>q</p><p>{GAP}</p>",
            processed(branch("if", "a", "1").replace('"false"', '"true"')),
            "capitals counted in its answer: here they do not",
        ),
        (
            declared("single", "string", "a"),
            f"<p>q</p><p>{GAP}</p>",
            MATCH + shown("x", "No."),
            "feedback that goes with no single answer was left out",
        ),
        (
            declared("single", "string", "a"),
            f"<p>q</p><p>{GAP}</p>{BLOCK}",
            MATCH,
            "feedback that goes with no single answer was left out",
        ),
        (
            declared("single", "string", "a"),
            f"<p>q</p><p>{GAP}</p>{RUBRIC}",
            MATCH,
            "what is said about its scoring was left out",
        ),
        (
            declared("single", "float", "1", "many"),
            f"<p>q</p><p>{GAP}</p>",
            MATCH,
            "an answer that is no number was left out",
        ),
    ],
)
def test_each_loss_is_said_once(declaration: str, body: str, after: str, remark: str) -> None:
    """What is left out of an item is the one thing that is said of it."""
    text = item(declaration, body, after)
    assert said(text) == [remark]
    assert only(text).stem == "q"


@pytest.mark.parametrize(
    "body",
    [
        f'<p>What is <qti-printed-variable identifier="X"/> + 1?</p>{GAP}',
        f"<p>What is it?</p>{GAP}",
    ],
)
def test_numbers_that_are_drawn_anew_are_not_taken_over(body: str) -> None:
    """An item whose numbers are not in it would ask something else than it did."""
    drawn = (
        '<qti-template-declaration identifier="X" cardinality="single" base-type="integer"/>'
        "<qti-template-processing><qti-set-template-value identifier='X'><qti-random-integer"
        " min='1' max='9'/></qti-set-template-value></qti-template-processing>"
    )
    declaration = declared("single", "integer", "5")
    processing = "" if "printed" in body else drawn
    assert "its numbers are drawn anew each time; left out" in refused(
        item(f"{declaration}{processing}", body)
    )


def test_steps_need_each_of_them_once() -> None:
    """An order of some steps only, or of other names, is not one that can be asked here."""
    steps = "".join(
        f'<qti-simple-choice identifier="{name}">{text}</qti-simple-choice>'
        for name, text in (("A", "dig"), ("B", "sow"), ("C", "wait"))
    )
    body = (
        '<p>Order!</p><qti-order-interaction response-identifier="RESPONSE">'
        f"{steps}</qti-order-interaction>"
    )
    for order in (("A", "B"), ("A", "B", "B"), ("A", "B", "D"), ("A", "B", "C", "C")):
        text = item(declared("ordered", "identifier", *order), body)
        assert "its right order does not hold each step once" in refused(text)
    draft = only(item(declared("ordered", "identifier", "C", "A", "B"), body))
    assert draft.key == ("wait", "dig", "sow")
    twice = body.replace("wait", "dig")
    assert "the step 'dig' stands in it twice" in refused(
        item(declared("ordered", "identifier", "A", "B", "C"), twice)
    )


@pytest.mark.parametrize(
    "points",
    [
        (("ChoiceA", "2"), ("ChoiceC", "2"), ("ChoiceB", "-1")),
        (("ChoiceA", "0.5"), ("ChoiceC", "0.5")),
    ],
)
def test_several_right_by_their_points(points: tuple[tuple[str, str], ...]) -> None:
    """What brings points is right where nothing else says so, in the order of the options."""
    body = CLAY.replace('max-choices="1"', 'max-choices="0"')
    draft = only(item(declared("multiple", "identifier", more=mapped(*points)), body))
    assert (draft.form, draft.key) == (Form.SEVERAL, ("a fork", "10^(3) spoons"))


@pytest.mark.parametrize("points", [(("ChoiceA", "0"),), (("ChoiceA", "many"),), ()])
def test_no_points_make_nothing_right(points: tuple[tuple[str, str], ...]) -> None:
    """Where no reply brings points, and none is declared right, there is no key."""
    text = item(declared("multiple", "identifier", more=mapped(*points)), CLAY)
    assert "no answer is right; left out" in refused(text)


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5}){0,2}\.xml", fullmatch=True),
            st.binary(max_size=30),
        ),
        max_size=5,
        unique_by=lambda one: one[0],
    )
)
def test_what_is_packed_is_unpacked(files: list[tuple[str, bytes]]) -> None:
    """A package holds its items as they were put in, in their order, with their tags."""
    items = tuple(Packed(path, (f"at:{at}", "<&>"), raw) for at, (path, raw) in enumerate(files))
    assert unpack(pack(items), "q.zip") == items


@given(st.lists(questions(), min_size=1, max_size=3, unique_by=lambda one: one.id), st.data())
def test_a_package_that_is_cut_is_refused(bank: list[Question], data: st.DataObject) -> None:
    """The directory stands at the end, so that no part of a package passes for a whole one."""
    raw = export(bank, Format.QTI).data
    at = data.draw(st.integers(4, len(raw) - 1))
    with pytest.raises(ContentError, match="not a zip file that can be read"):
        take_over(raw[:at], "q.zip", "digging")


@given(st.lists(questions(), min_size=2, max_size=4, unique_by=lambda one: one.id), st.data())
def test_an_item_that_is_spoilt_is_named_by_its_file(
    bank: list[Question], data: st.DataObject
) -> None:
    """One broken item is told with its name in the package, and all others are taken over."""
    spoilt = data.draw(st.sampled_from(bank)).id
    items = unpack(export(bank, Format.QTI).data, "q.zip")
    broken = (
        one._replace(text=one.text[: len(one.text) // 2])
        if one.path == f"items/{spoilt}.xml"
        else one
        for one in items
    )
    taken = take_over(pack(broken), "q.zip", "digging")
    assert [one.id for one in taken.drafts] == [one.id for one in bank if one.id != spoilt]
    (remark,) = (one for one in taken.remarks if "left out" in one.message)
    assert remark.file == f"q.zip/items/{spoilt}.xml"
    assert "not valid XML" in remark.message


@given(st.binary(max_size=60), st.sampled_from([b"PK\3\4", b"PK\5\6", b"PK"]))
def test_bytes_behind_the_mark_of_a_zip_file(rest: bytes, mark: bytes) -> None:
    """Whatever follows, the file is read or refused in one line."""
    with suppress(ContentError):
        take_over(mark + rest, "f", "digging")
