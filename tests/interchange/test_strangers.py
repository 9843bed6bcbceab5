"""Files of strangers are read as they stand, refused in one line, or made harmless."""

import io
import zipfile
from contextlib import suppress
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.errors import ContentError
from mlcareer.interchange.exchange import (
    MAX_FILE,
    MAX_TEXT_FILE,
    Format,
    export,
    format_of,
    take_over,
)
from mlcareer.interchange.plain import PICTURE, clean, plain, words_of
from mlcareer.interchange.qti_package import MANIFEST, MAX_ENTRIES, MAX_ENTRY
from mlcareer.interchange.raw import MAX_ANSWERS, MAX_TEXT
from mlcareer.interchange.taken import MAX_QUESTIONS
from mlcareer.interchange.xml import MAX_DEPTH, MAX_NODES
from mlcareer.model.drafts import Draft
from support import make_question

ITEM = export([make_question(skill="digging")], Format.QTI).data
GIFT = b"::Spade::What digs?{=a spade ~a cloud#It rains.}\n"
MANIFEST_OF_ONE = (
    '<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"><resources>'
    '<resource identifier="a" type="imsqti_item_xmlv3p0" href="{}"/></resources></manifest>'
)


def moodle(body: str, name: str = "Spade") -> bytes:
    """Write a file with one question."""
    return (
        f'<?xml version="1.0"?>\n<quiz>\n<question type="multichoice"><name><text>{name}</text>'
        f"</name>{body}</question></quiz>"
    ).encode()


def asked(stem: str, right: str = "a spade", wrong: str = "a cloud") -> bytes:
    """Write a file with one question, of texts in HTML."""
    answers = (
        f'<answer fraction="100"><text>{right}</text></answer>'
        f'<answer fraction="0"><text>{wrong}</text></answer>'
    )
    return moodle(
        f'<questiontext format="html"><text>{stem}</text></questiontext><single>true</single>'
        f"{answers}"
    )


def package(files: dict[str, bytes], manifest: str = MANIFEST_OF_ONE.format("a.xml")) -> bytes:
    """Pack a zip file by hand."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in ({MANIFEST: manifest.encode()} | files).items():
            archive.writestr(name, text)
    return whole.getvalue()


def refusal(raw: bytes, form: Format | None = None) -> str:
    """Read what a file is refused with, which is one line."""
    with pytest.raises(ContentError) as caught:
        take_over(raw, "file.x", "digging", form)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("file.x")
    return message


def only(raw: bytes, form: Format | None = None) -> Draft:
    """Read the one question of a file."""
    (draft,) = take_over(raw, "file.x", "digging", form).drafts
    return draft


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE quiz><quiz/>",
        '<!DOCTYPE quiz [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><quiz>&c;</quiz>',
        '<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>',
    ],
)
def test_a_document_type_is_refused(declared: str) -> None:
    """No entity is ever declared, so none can explode or name a file."""
    assert "document type" in refusal(declared.encode())


def test_an_entity_that_nobody_declared_is_no_xml() -> None:
    """An entity that is not one of XML's own stops the file."""
    assert "not valid XML" in refusal(b"<quiz>&file;</quiz>")


def test_a_refusal_names_the_line() -> None:
    """Broken XML is complained of where it breaks, with what to do where that is known."""
    assert refusal(b"<quiz>\n<question>\n</quiz>").startswith("file.x:3: not valid XML: mismatched")
    assert "save the file as UTF-8" in refusal(b"what digs?\n{=a \xff}", Format.GIFT)
    assert refusal(b"what digs?\n{=a \xff}", Format.GIFT).startswith("file.x:2:")


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_xml_says_its_encoding(encoding: str) -> None:
    """XML in another encoding is read where it says so, and refused where it lies."""
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = asked("Was gr\u00e4bt?").decode().replace("?>", f' encoding="{declared}"?>')
    assert only(text.encode(encoding)).stem == "Was gr\u00e4bt?"


@pytest.mark.parametrize("encoding", ["no-such", "utf-7", "shift_jis"])
def test_an_encoding_that_cannot_be_read_is_refused(encoding: str) -> None:
    """An unknown encoding, and one of several bytes, are told in one line."""
    refusal(f'<?xml version="1.0" encoding="{encoding}"?><quiz>\u3042</quiz>'.encode())


def test_utf8_that_is_none_is_refused() -> None:
    """A wrong byte in XML is complained of by its line."""
    assert refusal(b"<quiz>\n\xff</quiz>").startswith("file.x:2: not valid XML")


def test_depth_and_number_of_elements_are_limited() -> None:
    """XML is refused where it is deeper or more than any such file is."""
    deep = asked("What?").decode()
    inside = MAX_DEPTH - 2
    for more, fits in ((0, True), (1, False)):
        nested = "<a>" * (inside + more) + "</a>" * (inside + more)
        raw = deep.replace("<single>", f"{nested}<single>").encode()
        if fits:
            assert only(raw).stem == "What?"
        else:
            assert f"deeper than {MAX_DEPTH}" in refusal(raw)
    assert "elements" in refusal(b"<quiz>" + b"<a/>" * MAX_NODES + b"</quiz>")


def test_size_is_limited() -> None:
    """A file that is too large is refused before it is looked at."""
    assert "larger than 8 MB" in refusal(b"<" + b" " * MAX_TEXT_FILE)
    assert "larger than 20 MB" in refusal(b"PK\3\4" + b" " * MAX_FILE)


def test_questions_answers_and_texts_are_limited() -> None:
    """No file has more questions, no question more answers, no text more characters than that."""
    assert "questions; split it" in refusal(b"q?{=a ~b}\n\n" * (MAX_QUESTIONS + 1))
    assert f"more than {MAX_ANSWERS} answers" in refusal(b"q?{=a" + b" ~b" * MAX_ANSWERS + b"}")
    assert "characters; left out" in refusal(b"q" * (MAX_TEXT + 1) + b"{=a ~b}")
    answers = '<answer fraction="0"><text>a</text></answer>' * (MAX_ANSWERS + 1)
    assert f"more than {MAX_ANSWERS} answers" in refusal(moodle(answers))


def test_many_questions_of_one_name_have_ids_of_their_own() -> None:
    """Ids are numbered where names are the same, and case alone makes no difference."""
    names = [draft.id for draft in take_over(GIFT + b"\n" + GIFT, "x", "digging").drafts]
    assert names == ["digging-spade", "digging-spade-2"]
    marked = b"// [id:A]\n" + GIFT + b"\n// [id:a]\n" + GIFT + b"\n// [id:a-2]\n" + GIFT
    assert [d.id for d in take_over(marked, "x", "digging").drafts] == ["A", "a-2", "a-2-2"]


def test_an_id_is_never_a_path_or_a_mark() -> None:
    """What is no id is not taken as one."""
    raw = moodle(
        "<questiontext><text>What?</text></questiontext><idnumber>../../x\u202e</idnumber>"
        '<answer fraction="100"><text>a</text></answer>',
        name="../A &lt;b&gt;B&lt;/b&gt;; rm -rf",
    )
    assert only(raw).id == "digging-a-b-rm-rf"


HIDDEN = "\x1b[31m\x07\u202e\u2066\x9b\x00\ufeff"


def test_control_characters_are_left_out() -> None:
    """No escape, bell or mark that turns the direction comes through, in no text or remark."""
    text = HIDDEN.replace("\x00", "")
    gift = f"::n{text}::a{text}?{{=b{text}#c{text} ~d{text}#e ~ *f{text}}}\n\n::{text}x::{text}{{}}"
    taken = take_over(gift.encode(), "x", "digging")
    written = f"{taken.drafts} {[str(remark) for remark in taken.remarks]}"
    assert written.isprintable()
    assert clean(f"a{HIDDEN}b\r\nc\rd") == "a[31mb\nc\nd"


def test_joiners_and_spaces_of_all_scripts_stay() -> None:
    """What words need is kept."""
    assert (
        clean("\u0645\u06cc\u200c\u062e \u3000\u00a0\t\n")
        == "\u0645\u06cc\u200c\u062e \u3000\u00a0\t\n"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("a  b\n\tc&nbsp;d", "a b c d"),
        ("<ul><li>one<li><b>two</b></ul>end", "- one\n- two\nend"),
        ("call <code>f(x)</code>, then", "call `f(x)`, then"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<script>alert('<p>')</script>a<style>p{}</style >b", "ab"),
        ("a<!-- <b>hidden</b> -->b", "ab"),
        ("a<!-- never ends", "a"),
        ("a<script>never ends", "a"),
        ("2 < 3 and 4 > 3 <3", "2 < 3 and 4 > 3 <3"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ('<a href="javascript:x" title="a > b">go</a>', "go"),
        ("<p onclick='x'>a</p", "a</p"),
        ("<?php x ?>a<![CDATA[b]]>c", "ac"),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    """Paragraphs, lists and code are kept as text, and nothing else."""
    assert plain(html) == text


def test_what_is_shown_as_typed_is_kept_apart() -> None:
    """A program keeps its white space; where there is nothing else, it is the text."""
    words = words_of("<p>What comes?</p><pre><code>\nfor x in y:\n    print(x)\n</code></pre>")
    assert words.text == "What comes?"
    assert words.shown == ("for x in y:\n    print(x)",)
    assert words_of("<pre>a  b</pre>").text == "a  b"


def test_a_picture_leaves_something_to_do() -> None:
    """A picture cannot be taken over: its place and its description stay, with a remark."""
    taken = take_over(asked("See &lt;img src='x.png' alt='a bed'&gt; here"), "x", "digging")
    assert taken.drafts[0].stem == f"See {PICTURE} (a bed) here"
    assert "picture" in taken.remarks[0].message


@pytest.mark.parametrize(
    "path", ["../a.xml", "/etc/passwd", "a/../../a.xml", "..\\a.xml", "C:/a.xml", "file:///a"]
)
def test_a_path_that_leaves_the_package_is_refused(path: str) -> None:
    """A manifest cannot name what does not lie in the package."""
    raw = package({path: b"<a/>"}, MANIFEST_OF_ONE.format(path))
    assert "leaves the package" in refusal(raw)


def test_a_package_without_its_parts_is_refused() -> None:
    """A manifest has to be there, and what it names, and a zip file has to be whole."""
    assert "is not in the package" in refusal(package({}))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert "not a zip file" in refusal(b"PK\x03\x04nothing")
    assert f"no {MANIFEST}" in refusal(empty.getvalue())


def test_a_bomb_is_not_unpacked() -> None:
    """A file in a package is read up to a limit, whatever its directory says of its size."""
    assert "a.xml in it is larger than 4 MB" in refusal(package({"a.xml": b" " * (MAX_ENTRY + 1)}))
    names = [f"{at}.xml" for at in range(12)]
    resources = "".join(f'<resource type="imsqti_item_xmlv3p0" href="{name}"/>' for name in names)
    raw = package(dict.fromkeys(names, b" " * MAX_ENTRY), f"<manifest>{resources}</manifest>")
    assert "unpacked it is larger than 40 MB" in refusal(raw)


def test_a_package_of_very_many_files_is_refused() -> None:
    """The directory of a package is limited, too."""
    raw = package({str(at): b"" for at in range(MAX_ENTRIES)})
    assert "files in it" in refusal(raw)


def test_an_encrypted_package_is_refused() -> None:
    """A package with a password is told in one line."""
    raw = bytearray(package({}))
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    assert "zip file" in refusal(bytes(raw))


def test_a_broken_item_does_not_stop_the_others() -> None:
    """What cannot be read of a package is named, and the rest is taken over."""
    with zipfile.ZipFile(io.BytesIO(ITEM)) as archive:
        good = archive.read("items/python-sum.xml")
    manifest = "".join(
        f'<resource type="imsqti_item_xmlv3p0" href="{name}.xml"/>' for name in "abc"
    )
    files = {"a.xml": b"<a", "b.xml": good, "c.xml": b"<!DOCTYPE x><x/>"}
    taken = take_over(package(files, f"<m>{manifest}</m>"), "x", "digging")
    assert [draft.id for draft in taken.drafts] == ["python-sum"]
    assert "x/a.xml: question 1 'a': line 1: not valid XML" in str(taken.remarks[0])
    assert "document type" in str(taken.remarks[1])


@pytest.mark.parametrize(
    "raw", [b"", b"<quiz/>", b"<html>x</html>", b"<qti-assessment-item/>", b"only words"]
)
def test_a_file_without_questions_is_refused(raw: bytes) -> None:
    """Nothing to take over is an error, not an empty file."""
    refusal(raw)


def test_the_format_is_told_from_the_file() -> None:
    """Nobody has to say which format a file has."""
    question = [make_question(skill="digging")]
    for form in Format:
        assert format_of(export(question, form).data) is form
    with zipfile.ZipFile(io.BytesIO(ITEM)) as archive:
        assert format_of(b"\xef\xbb\xbf\n" + archive.read("items/python-sum.xml")) is Format.QTI


with zipfile.ZipFile(io.BytesIO(ITEM)) as opened:
    ITEM_ALONE = opened.read("items/python-sum.xml")
EXPORTED = (
    *((form, export([make_question(skill="digging")], form).data) for form in Format),
    (Format.QTI, ITEM_ALONE),
)


@settings(max_examples=300)
@given(
    exported=st.sampled_from(EXPORTED),
    changes=st.lists(
        st.tuples(st.integers(0, 5000), st.binary(max_size=4)), min_size=1, max_size=8
    ),
)
def test_a_spoilt_file_is_read_or_refused(
    exported: tuple[Format, bytes], changes: list[tuple[int, bytes]]
) -> None:
    """Whatever happens to a file on its way, nothing but a refusal comes of it."""
    form, raw = exported[0], bytearray(exported[1])
    for place, new in changes:
        at = place % len(raw)
        raw[at : at + max(1, len(new))] = new
    with suppress(ContentError):
        taken = take_over(bytes(raw), "file.x", "digging", form)
        shown = chain(taken.drafts, map(str, taken.remarks))
        assert all(clean(str(one)) == str(one) for one in shown)


@settings(max_examples=300)
@given(
    st.text(alphabet=st.sampled_from("<>/\"'=&;!-[]?abpre codescript\n\t\x1b\u202e"), max_size=200)
)
def test_any_html_becomes_harmless_text(html: str) -> None:
    """Reading HTML ends, and leaves no character that a terminal would obey."""
    text = plain(html)
    assert clean(text) == text
