"""Questions of strangers, with all that is wanting in them, can be passed on again."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlcareer.errors import ContentError
from mlcareer.interchange.exchange import Format, take_over
from mlcareer.interchange.gift_writing import gift
from mlcareer.interchange.html import body, inline
from mlcareer.interchange.moodle_writing import moodle_xml
from mlcareer.interchange.plain import clean, plain, words_of
from mlcareer.interchange.qti_package import Packed, pack
from mlcareer.interchange.qti_writing import qti_item
from mlcareer.interchange.tags import LONGEST_KEYWORD, tags_of
from mlcareer.interchange.xml import content
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Form
from support_interchange import numerals, texts


def packed(drafts: Iterable[Draft]) -> bytes:
    """Write a package."""
    return pack(
        Packed(f"{one.id}.xml", tags_of(one, LONGEST_KEYWORD), qti_item(one).encode())
        for one in drafts
    )


WRITERS: dict[Format, Callable[[list[Draft]], bytes]] = {
    Format.MOODLE: lambda drafts: moodle_xml(drafts).encode(),
    Format.GIFT: lambda drafts: gift(drafts).encode(),
    Format.QTI: packed,
}
HTML = (
    *("<p>", "</p>", "<b>", "</b>", "<br>", "<ul><li>", "</ul>", "<pre>", "</pre>", "<sup>"),
    *("</sup>", "<code>", "</code>", "<img alt='x'>", "<script>y</script>", "<table><tr><td>"),
    *("one", "two three", "&lt;", "&amp;nbsp;", "&#8364;", " ", "\n", "=", "~", "{", "#", "İ"),
)


def html() -> st.SearchStrategy[str]:
    """Make HTML as an editor of a learning platform leaves it, well nested or not."""
    return st.lists(st.sampled_from(HTML), min_size=1, max_size=12).map("".join)


@st.composite
def strangers(draw: st.DrawFn) -> bytes:
    """Write a Moodle file with a question of a stranger."""
    kind = draw(st.sampled_from(("multichoice", "truefalse", "shortanswer", "numerical")))
    written = numerals() if kind == "numerical" else html() | texts()
    parts = draw(
        st.lists(st.tuples(written, st.sampled_from((-50, 0, 50, 100)), html()), max_size=6)
    )
    answers = "".join(
        f'<answer fraction="{share}"><text>{content(text)}</text>'
        f"<feedback><text>{content(why)}</text></feedback></answer>"
        for text, share, why in parts
    )
    single = draw(st.booleans())
    return (
        f'<quiz><question type="{kind}"><name><text>n</text></name><questiontext format="html">'
        f"<text>{content(draw(html()))}</text></questiontext><generalfeedback><text>"
        f"{content(draw(html()))}</text></generalfeedback><single>{str(single).lower()}</single>"
        f"{answers}</question></quiz>"
    ).encode()


def fits(draft: Draft, *forms: Format) -> bool:
    """Tell whether GIFT is not among the formats, or can tell what kind of question it is.

    It takes a short answer with an arrow for a pair, and a choice of one for a short answer.
    """
    typed = (*draft.key, *draft.accepted, *(one.text for one in draft.distractors))
    has_arrow = draft.form is Form.TEXT and any("->" in text for text in typed)
    is_alone = draft.form is Form.CHOICE and not draft.distractors
    return Format.GIFT not in forms or not (has_arrow or is_alone)


@pytest.mark.parametrize("form", Format)
@given(raw=strangers())
def test_what_was_taken_over_can_be_passed_on(form: Format, raw: bytes) -> None:
    """What was made of a stranger's question is written and read again as it was made."""
    try:
        (draft,) = take_over(raw, "f", "digging").drafts
    except ContentError:
        assume(False)
    assume(fits(draft, form))
    back = take_over(WRITERS[form]([draft]), "f", "digging", form).drafts
    assert back == (draft,)


@pytest.mark.parametrize("first", Format)
@pytest.mark.parametrize("second", Format)
@settings(max_examples=30)
@given(raw=strangers())
def test_the_way_through_two_formats_is_no_longer(
    first: Format, second: Format, raw: bytes
) -> None:
    """A question that goes through one format and then another is what it was before."""
    try:
        (draft,) = take_over(raw, "f", "digging").drafts
    except ContentError:
        assume(False)
    assume(fits(draft, first, second))
    (half,) = take_over(WRITERS[first]([draft]), "f", "digging", first).drafts
    (whole,) = take_over(WRITERS[second]([half]), "f", "digging", second).drafts
    assert whole == draft


@given(html())
def test_html_read_twice_is_the_same_text(source: str) -> None:
    """What HTML says, written anew in the little HTML of all formats, says the same."""
    text = plain(source)
    assert plain(body(text)) == plain(inline(text)) == text
    assert clean(text) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("10<sup>3</sup>", "10^(3)"),
        ("H<sub>2</sub>O and CO<SUB class=x>2</SUB>", "H_(2)O and CO_(2)"),
        ("x<sup><i>n</i> + 1</sup>", "x^(n + 1)"),
        ("İstanbul <script>x > y</script>has > two", "İstanbul has > two"),
        ("İ<style>a</STYLE >b", "İb"),
        ("a<title>b</title>c", "ac"),
        ("a<template>b", "a"),
        ("a<script>b</script", "a"),
        ("one<hr>two", "one\ntwo"),
        ("<h1>one</h1>two", "one\ntwo"),
        ("<p>one</p>\n\n<p></p>\n<p>two</p>", "one\n\ntwo"),
        ("a<br><br>b", "a\n\nb"),
        ("<dl><dt>one<dd>two</dl>", "one\ntwo"),
        ("a\u00a0 b", "a b"),
        ("a\tb", "a b"),
        ("<td>a</td><th>b</th>", "a b"),
        ("a <!-- b --> c", "a c"),
        ("a<!DOCTYPE x>b", "ab"),
        ("a<?x?>b", "ab"),
        ("&lt;b&gt; &amp;amp; &euro; &#x20AC;", "<b> &amp; € €"),
        ("<b", "<b"),
        ("a <b c='>'>d</b>", "a d"),
        ("<img src=x>", "TODO picture"),
        ("<img alt=''>", "TODO picture"),
        ('<img alt="a &lt;b&gt;">', "TODO picture (a <b>)"),
        ("<img alt=bed>x", "TODO picture (bed) x"),
        ("<svg></svg>", "TODO picture"),
        ("<a href='http://x'>here</a>", "here"),
        ("<code>a</code><code>b</code>", "`a``b`"),
        ("one<pre>\n  two\n</pre>three", "one\nthree\n  two"),
    ],
)
def test_each_mark_of_html(source: str, text: str) -> None:
    """Marks that change what is read have their place in the text; the others are gone."""
    assert plain(source) == text


@pytest.mark.parametrize("blank", ["<pre></pre>", "<pre>\n \n</pre>", "<pre><b></b></pre>"])
def test_a_blank_program_is_none(blank: str) -> None:
    """What an editor leaves of a program that was deleted shows nothing."""
    assert words_of(f"<p>a</p>{blank}").shown == ()
    assert words_of(f"{blank}a").text == "a"


@given(st.lists(texts(), min_size=1, max_size=4))
def test_programs_are_kept_apart_in_their_order(programs: list[str]) -> None:
    """Each program behind a sentence is there letter by letter."""
    blocks = [f"<pre>\n{content(one)}</pre>" for one in programs]
    words = words_of(f"<p>What?</p>{'<p></p>'.join(blocks)}")
    assert words.text == "What?"
    assert words.shown == tuple(programs)
    assert words.whole == "\n".join(("What?", *programs))


@given(st.sampled_from(Format), st.lists(strangers(), min_size=1, max_size=4))
def test_ids_of_many_strangers_differ(form: Format, raws: list[bytes]) -> None:
    """Questions of one name come back under the ids that they were given."""
    inside = b"".join(raw.removeprefix(b"<quiz>").removesuffix(b"</quiz>") for raw in raws)
    try:
        drafts = take_over(b"<quiz>" + inside + b"</quiz>", "f", "digging").drafts
    except ContentError:
        assume(False)
    ids = [one.id for one in drafts]
    assert len({id_.casefold() for id_ in ids}) == len(ids)
    kept = [one for one in drafts if fits(one, form)]
    assume(kept)
    back = take_over(WRITERS[form](kept), "f", "digging", form).drafts
    assert [*back] == kept
