"""The parts that all formats share: HTML and back, tags, numbers, the order of options."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.html import body, inline, program
from mlcareer.interchange.mixing import mixed
from mlcareer.interchange.numerals import is_numeral, numeral
from mlcareer.interchange.plain import clean, plain, words_of
from mlcareer.interchange.raw import Answer, LeftOutError, Raw
from mlcareer.interchange.tags import LONGEST_TAG, misconceived, read_tags, tags_of
from mlcareer.interchange.taken import About, Found, taken_from
from mlcareer.interchange.xml import attribute, content, parse_xml
from mlcareer.model.drafts import Draft, draft_of
from mlcareer.model.questions import Distractor, Form, Question, typed_number
from support import make_question
from support_interchange import lines, numerals, questions, slugs, texts


@given(texts())
def test_any_text_survives_html(text: str) -> None:
    """What is written as HTML is read as the same text, as a paragraph and as an option."""
    assert plain(inline(text)) == text
    assert plain(body(text)) == text


@given(stem=texts(), code=texts())
def test_a_stem_and_its_program_are_told_apart(stem: str, code: str) -> None:
    """A program after a stem is read as a program, whatever white space either has."""
    words = words_of(body(stem) + program(code))
    assert (words.text, words.shown) == (stem, (code,))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one", "<p>one</p>"),
        ("one\ntwo", "<p>one<br/>two</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("use `a < b`", "<p>use <code>a &lt; b</code></p>"),
        ("a  b", "<pre>\na  b</pre>"),
        ("\nb", "<pre>\n\nb</pre>"),
    ],
)
def test_texts_are_written_as_little_html(text: str, html: str) -> None:
    """Paragraphs, lines and code have their marks; only odd white space stands as typed."""
    assert body(text) == html


@pytest.mark.parametrize("html", ["<p>a</p><img src=x><p>b</p>", "a<svg></svg><video alt=c>"])
def test_pictures_are_counted(html: str) -> None:
    """Each picture, sound or film is counted."""
    assert words_of(html).pictures == html.count("<img") + html.count("<svg") + html.count("<video")


@pytest.mark.parametrize(
    "html",
    ["<a " * 6000, "<!--" * 5000, '<a b="' * 3000, "<a '" * 5000, "</" * 9000, "<" * 20000],
)
def test_html_that_never_ends_is_read_at_once(html: str) -> None:
    """Marks that nobody closes are text, and none of them is looked at again and again."""
    assert len(plain(html)) <= len(html)


def test_pieces_that_are_nested_or_left_open() -> None:
    """A program that nobody closes ends with the text, and one in another ends it."""
    assert words_of("a<pre>b").shown == ("b",)
    assert words_of("a<pre>b<pre>c</pre>").shown == ("b", "c")
    assert words_of("a<pre>b<br>c</pre>d").shown == ("b\nc",)


@given(st.text(max_size=50))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is, and holds nothing that a terminal obeys."""
    once = clean(text)
    assert clean(once) == once
    assert not set(once) & {"\x1b", "\x07", "\r", "\u202e", "\u2028", "\x9b"}


@given(st.text(max_size=80))
def test_any_text_can_stand_in_xml(text: str) -> None:
    """A text between tags, and one in an attribute, is read as what it was but for marks."""
    root = parse_xml(f"<a b={attribute(text)}>{content(text)}</a>".encode(), "x")
    (node,) = root.all("a")
    assert node.text() == clean(text)
    assert node.get("b").split() == clean(text).split()


def test_xml_is_a_tree_with_lines() -> None:
    """Names lose their namespaces; elements know their line and what is in them."""
    text = '<q:a xmlns:q="urn:q" q:x="1">\n<b>one</b>two<c><b alt="z">three</b></c></q:a>'
    (root,) = parse_xml(text.encode(), "x").all("a")
    assert (root.tag, root.get("x"), root.get("y", "-"), root.line) == ("a", "1", "-", 1)
    assert [node.line for node in root.all("b", "c")] == [2, 2]
    assert [node.text() for node in root.within("b")] == ["one", "three"]
    assert root.first("d") is None
    assert root.text().strip() == "onetwothree"
    assert root.markup().strip() == '<b>one</b>two<c><b alt="z">three</b></c>'
    assert root.markup(lambda node: "!" if node.tag == "b" else None).strip() == "!two<c>!</c>"


@given(questions())
def test_tags_say_what_they_were_made_of(question: Question) -> None:
    """Tags are read back as the fields and misconceptions that they were written from."""
    draft = draft_of(question)
    known = read_tags(tags_of(draft))
    assert (known.get("skill"), known.get("sub")) == (draft.skill, draft.sub)
    assert (known.level, known.get("kind"), known.get("lang")) == (
        draft.level,
        draft.kind,
        draft.lang,
    )
    wrong = [(one.text, one.why) for one in draft.distractors]
    assert misconceived(wrong, known) == draft.distractors


@given(st.lists(st.text(max_size=70), max_size=8))
def test_tags_of_others_are_harmless(tags: list[str]) -> None:
    """Whatever tags a question has, they are read, and no level is beyond the scale."""
    known = read_tags(tags)
    assert known.level in range(5)
    assert all(clean(value) == value for value in known.fields.values())


@pytest.mark.parametrize("level", ["0", "5", "3.0", "three", "\u0663", ""])
def test_a_level_that_is_none(level: str) -> None:
    """A tag with another level than 1 to 4 says nothing."""
    assert read_tags([f"level:{level}"]).level == 0


@given(st.text(min_size=1, max_size=60))
def test_tags_are_what_moodle_takes(misconception: str) -> None:
    """No tag is longer than Moodle's, nor has a character that ends it in GIFT."""
    wrong = (Distractor("six", misconception, "Why."),)
    for tag in tags_of(replace(draft_of(make_question()), distractors=wrong)):
        assert len(tag) <= LONGEST_TAG
        assert not set("[]<>`\n\r\t") & set(tag)


@given(numerals())
def test_plain_numbers_stay_as_they_are(text: str) -> None:
    """A number that all programs read is not written anew."""
    assert is_numeral(text)
    assert numeral(text) == text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1/4", 0.25),
        ("25 %", 25.0),
        ("1,000", 1000.0),
        ("0,5", 0.5),
        ("~5", 5.0),
        ("\u22123", -3.0),
    ],
)
def test_other_numbers_keep_their_value(typed: str, written: float) -> None:
    """A number in another way of writing becomes a plain one of the value that counts."""
    assert not is_numeral(typed)
    assert is_numeral(numeral(typed))
    assert float(numeral(typed)) == typed_number(typed)[0] == written


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "1e9999", "0x1", "1_000", "\u0663", "1 2", "--1"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    """Only what all programs read as a number is one."""
    assert not is_numeral(text)


@given(questions())
def test_mixing_keeps_the_order_of_each_kind(question: Question) -> None:
    """The right options keep their order among each other, and so do the wrong ones."""
    draft = draft_of(question)
    if draft.form not in {Form.CHOICE, Form.SEVERAL}:
        return
    options = mixed(draft)
    assert tuple(one.text for one in options if one.right) == draft.key
    wrong = [(one.text, one.why) for one in options if not one.right]
    assert wrong == [(one.text, one.why) for one in draft.distractors]
    if draft.order == "numeric":
        values = [int(one.text.split()[0]) for one in options]
        assert all(low < high for low, high in pairwise(values))


def read_all(*raws: Raw | str) -> tuple[list[Draft], list[str]]:
    """Take over questions, or texts that say why one cannot be; return drafts and remarks."""

    def read(raw: Raw | str) -> Raw:
        if isinstance(raw, str):
            raise LeftOutError(raw)
        return raw

    found = (Found("x", at, f"n{at}", partial(read, raw)) for at, raw in enumerate(raws, 1))
    taken = taken_from("x", found, About("digging"))
    return list(taken.drafts), [str(remark) for remark in taken.remarks]


def raw_of(*answers: Answer, form: Form = Form.CHOICE, stem: str = "What?") -> Raw:
    """Make a question as a file gives it."""
    return Raw(name="n", stem=stem, form=form, answers=list(answers))


def test_what_cannot_be_taken_over_is_numbered_with_the_rest() -> None:
    """Numbers count all questions of the file, also those that were left out."""
    good = raw_of(Answer("a", 1.0), Answer("b", 0.0), Answer("c", 0.0))
    drafts, remarks = read_all("odd", good, "odd, too")
    assert [draft.id for draft in drafts] == ["digging-n"]
    assert remarks == [
        "x:1: question 1 'n1': odd; left out",
        "x:3: question 3 'n3': odd, too; left out",
    ]


def test_nothing_to_take_over_names_the_first_reason() -> None:
    """A file of which nothing is left is refused with the reason of its first question."""
    with pytest.raises(ContentError) as caught:
        read_all("odd", "odd, too")
    (problem,) = caught.value.problems
    assert problem == Problem("x", 0, problem.message)
    assert "The first: question 1 'n1': odd; left out." in problem.message


def test_more_wrong_answers_than_are_wanted_are_named() -> None:
    """All wrong answers are kept, since only an author can choose, and that is said."""
    wrong = [Answer(f"b{at}", 0.0) for at in range(6)]
    (draft,), (remark,) = read_all(raw_of(Answer("a", 1.0), *wrong))
    assert len(draft.distractors) == 6
    assert remark.endswith("it has 6 wrong answers, and 2 or 3 are wanted: remove some")


def test_a_fixed_order_counts_where_options_are_numbers() -> None:
    """Options that were not to be shuffled stand in the order of their numbers, if they are."""
    numbers = raw_of(Answer("3 m", 0.0), Answer("10 m", 1.0))
    words = raw_of(Answer("a fork", 0.0), Answer("a spade", 1.0))
    several = raw_of(
        *(Answer(text, float(text < "3")) for text in "1234"), form=Form.SEVERAL, stem="Which?"
    )
    typed = raw_of(Answer("1", 1.0), Answer("2", 0.0), form=Form.NUMBER)
    numbers.fixed = words.fixed = several.fixed = typed.fixed = True
    drafts, _ = read_all(numbers, words, several, typed)
    assert [draft.order for draft in drafts] == ["numeric", "shuffle", "shuffle", "shuffle"]


@settings(max_examples=60)
@given(
    form=st.sampled_from(Form),
    answers=st.lists(
        st.tuples(numerals() | lines(), st.sampled_from((-1.0, 0.0, 0.5, 1.0)), slugs()), max_size=9
    ),
)
def test_any_answers_are_taken_over_or_named(
    form: Form, answers: list[tuple[str, float, str]]
) -> None:
    """Whatever answers come, a draft has a key that none of its wrong answers equals."""
    if form is Form.NUMBER:
        answers = [answer for answer in answers if is_numeral(answer[0])]
    raw = raw_of(*(Answer(*answer) for answer in answers), form=form)
    right = [text for text, share, _ in answers if share > 0]
    twice = form is Form.SEQUENCE and len({*right}) < len(right)
    if twice or len(right) < (2 if form is Form.SEQUENCE else 1):
        with suppress(ContentError):
            read_all(raw)
        return
    ((draft,), _) = read_all(raw)
    assert draft.key
    assert not {*draft.key, *draft.accepted} & {one.text for one in draft.distractors}
