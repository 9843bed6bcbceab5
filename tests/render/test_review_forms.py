import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.questions import Form
from mlcareer.model.study import Resource
from mlcareer.render.missed import Missed
from mlcareer.render.review_anki import HEAD, review_anki
from mlcareer.render.review_markdown import review_markdown
from support import make_question

NASTY = "<script>alert(1)</script>\t| *x* [a](b) `c`"


def miss(reply: str | None = "six", resource: Resource | None = None, **parts: object) -> Missed:
    """Make a question that was answered wrongly."""
    question = make_question(**parts)  # type: ignore[arg-type]
    return Missed(question, "Python", question.options, reply, resource)


def cards(text: str) -> list[list[str]]:
    """Read cards as Anki does: a line each, fields parted by tabs."""
    return [line.split("\t") for line in text.removeprefix(HEAD).splitlines()]


def test_each_question_has_its_parts_on_the_page() -> None:
    """Stem, program, options, reply, reason, answer, explanation and reference are all there."""
    one = miss(code="print(2 + 3)", lang="python", kind="code")
    text = review_markdown([one, miss(None)], "2026-11-22")

    assert text.startswith("# Review\n\nMade on 2026-11-22. Not answered right: 2 questions.\n")
    assert "## 1. Python (working)" in text
    assert "```python\nprint(2 + 3)\n```" in text
    assert "- five\n- six\n- four\n" in text
    assert "**Your answer:** six\n\nBecause of 1." in text
    assert "**Answer:** five" in text
    assert one.question.explanation in text
    assert "Study: py-tutorial, 3.1" in text
    assert re.findall(r"^## (\d+)\. ", text, re.MULTILINE) == ["1", "2"]
    assert "**Your answer:** I don't know\n\n**Answer:** five" in text


@pytest.mark.parametrize(
    ("form", "answer", "reply", "said", "key"),
    [
        (Form.SEVERAL, "a\nb", "a\nc", "a; c", "a; b"),
        (Form.SEQUENCE, "a\nb\nc", "b\na\nc", "1. b; 2. a; 3. c", "1. a; 2. b; 3. c"),
        (Form.NUMBER, "3", "4", "4", "3"),
        (Form.TEXT, "sort", "order", "order", "sort"),
    ],
)
def test_each_form_shows_reply_and_answer(
    form: Form, answer: str, reply: str, said: str, key: str
) -> None:
    """Several options stand beside each other, and steps with their numbers."""
    text = review_markdown([miss(reply, form=form, answer=answer, wrong=("c", "d"))], "d")

    assert f"**Your answer:** {said}\n" in text
    assert f"**Answer:** {key}\n" in text


def test_cards_are_a_line_each_with_their_tags() -> None:
    """A card has a front, a back and tags, however many lines its program has."""
    code = "if x:\n\tprint(1)"
    found = cards(review_anki([miss(code=code, lang="python", kind="code"), miss(skill="sql")]))

    assert [len(card) for card in found] == [3, 3]
    assert "<pre>if x:<br>    print(1)</pre>" in found[0][0]
    assert "<b>five</b>" in found[0][1]
    assert "<i>six</i>: Because of 1." in found[0][1]
    assert found[0][2] == "mlcareer::python mlcareer::level-2"
    assert found[1][2] == "mlcareer::sql mlcareer::level-2"


def test_foreign_text_is_harmless() -> None:
    """Markup in any text stays text, in a page and on a card."""
    one = miss(NASTY, stem=NASTY, answer="x", wrong=(NASTY, "y"))
    page, card = review_markdown([one], "d"), review_anki([one])

    assert "<script" not in page.replace("\\<", "")
    assert "<script" not in card
    assert len(cards(card)[0]) == 3
    assert "<code>c</code>" in card


@pytest.mark.parametrize("url", ["https://example.org/a", 'https://example.org/"><b>)'])
def test_addresses_cannot_be_left(url: str) -> None:
    """An address ends where it ends, whatever stands in it."""
    resource = Resource(
        id="r",
        title="A book",
        kind="book",
        mode="read",
        skills=(),
        level=1,
        hours=1,
        cost="free",
        url=url,
    )
    one = miss(resource=resource)

    assert re.search(r"\(https://example\.org/[^\s)<>\"]*\)$", review_markdown([one], "d").strip())
    assert "><b>" not in review_anki([one])


@pytest.mark.parametrize("form", [Form.NUMBER, Form.TEXT, Form.SEQUENCE])
def test_a_reply_of_a_stranger_hides_nothing(form: Form) -> None:
    """What came with data of somebody else is in the page without what nobody would see."""
    one = miss("\x1b[2J\u202esix\x07\n\u200bsix", form=form, answer="5\n6", wrong=("2 1",))
    (told,) = re.findall(r"\*\*Your answer:\*\* (.*)\n", review_markdown([one], "d"))
    assert told.isprintable()
    assert told.count("six") == 2


def test_a_card_names_no_order_by_its_numbers() -> None:
    """A wrong order is known by the numbers of its steps, which say nothing without the steps."""
    ordered = miss("b\na", form=Form.SEQUENCE, answer="a\nb", wrong=("2 1",))
    chosen = miss("c", form=Form.SEVERAL, answer="a\nb", wrong=("c",))
    (order,), (several,) = (cards(review_anki([one])) for one in (ordered, chosen))
    assert order[1].startswith("<ol><li>a</li><li>b</li></ol><br><br>Two and three")
    assert "2 1" not in order[1]
    assert "Because of" not in order[1]
    assert several[1].startswith("<ul><li>a</li><li>b</li></ul><br><br>Two and three")
    assert "<i>c</i>: Because of 1." in several[1]


def test_what_to_study_is_on_the_card() -> None:
    """The reference is named, and leads to its address where the content has one."""
    assert cards(review_anki([miss()]))[0][1].endswith("<br><br>Study: py-tutorial, 3.1")
    book = Resource(
        *("r", "A <book>", "book", "read", (), 1, 1, "free"), url="https://example.org/a?b=1&c=2"
    )
    link = '<a href="https://example.org/a?b=1&amp;c=2">A &lt;book&gt;, 3.1</a>'
    assert cards(review_anki([miss(resource=book)]))[0][1].endswith(f"Study: {link}")


@given(st.lists(st.text(min_size=1, max_size=30), min_size=2, max_size=3, unique=True))
def test_any_options_make_one_card(options: list[str]) -> None:
    """Whatever stands in options, a question is one line of three fields."""
    one = miss(options[1], answer=options[0], wrong=tuple(options[1:]))
    text = review_anki([one]).removeprefix(HEAD)

    assert text.count("\n") == 1
    assert text.count("\t") == 2


def test_nothing_missed_is_no_card_and_says_so_on_the_page() -> None:
    """Without a missed question the page counts none, and there are no cards."""
    assert "Not answered right: 0 questions." in review_markdown([], "d")
    assert review_anki([]) == HEAD
