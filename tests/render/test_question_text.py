import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.characters import allowed
from mlcareer.model.questions import Form, Question
from mlcareer.model.study import Resource
from mlcareer.render.page import Page
from mlcareer.render.preview import preview_text
from mlcareer.render.question_text import (
    explanation_text,
    option_text,
    options_text,
    question_text,
    stem_text,
)
from support import make_question

SEVERAL = make_question(form=Form.SEVERAL, answer="a\nb", wrong=("c", "d"))
SEQUENCE = make_question(form=Form.SEQUENCE, answer="a\nb\nc", wrong=("2 1 3",))
NUMBER = make_question(form=Form.NUMBER, answer="5", wrong=("6",))
TEXT = make_question(form=Form.TEXT, answer="five", wrong=("six",))
PRINTS = make_question(answer="1\n2", wrong=("2\n1", "12"))
HOSTILE = "\x1b[2J\x07six\u202e\u200b\x9b"
LONG = Resource(
    *("r", "A book", "book", "read", (), 1, 1, "free"), url=f"https://example.org/{'a' * 90}"
)


def reply_rows(question: Question, reply: str | None, options: tuple[str, ...] = ()) -> list[str]:
    """List the rows that are about the reply: those before the explanation."""
    text = explanation_text(Page(), question, reply, None, options)
    return text.partition(f"\n\n{question.explanation}")[0].splitlines()


@pytest.mark.parametrize(
    ("question", "reply", "options", "rows"),
    [
        (
            make_question(),
            "four",
            ("six", "four", "five"),
            ["Not right.", "Answer: 3  five", "Yours:  2  four", "        Because of 2."],
        ),
        (
            make_question(),
            "six",
            (),
            ["Not right.", "Answer: five", "Yours:  six", "        Because of 1."],
        ),
        (make_question(), "an option of old", (), ["Not right.", "Answer: five"]),
        (make_question(), None, ("five", "six"), ["Answer: 1  five"]),
        (
            SEVERAL,
            "a\nc",
            ("d", "c", "b", "a"),
            [
                "Not right.",
                "Answer: 3  b (you left it out)",
                "        4  a",
                "Not:    2  c",
                "        Because of 1.",
            ],
        ),
        (SEVERAL, "a", (), ["Not right.", "Answer: - a", "        - b (you left it out)"]),
        (SEVERAL, None, (), ["Answer: - a", "        - b"]),
        (
            SEQUENCE,
            "b\na\nc",
            (),
            [
                *("Not right.", "Answer: 1. a", "        2. b", "        3. c"),
                *("Yours:  1. b", "        2. a", "        3. c", "        Because of 1."),
            ],
        ),
        (
            SEQUENCE,
            "c\nb\na",
            ("b", "c", "a"),
            [
                *("Not right.", "Answer: 3  a", "        1  b", "        2  c"),
                *("Yours:  2  c", "        1  b", "        3  a"),
            ],
        ),
        (NUMBER, "7", (), ["Not right.", "Answer: 5", "Yours:  7"]),
        (NUMBER, "6.0", (), ["Not right.", "Answer: 5", "Yours:  6.0", "        Because of 1."]),
        (TEXT, " Six", (), ["Not right.", "Answer: five", "Yours:   Six", "        Because of 1."]),
        (
            PRINTS,
            "2\n1",
            (),
            [
                *("Not right.", "Answer: 1", "        2"),
                *("Yours:  2", "        1", "        Because of 1."),
            ],
        ),
    ],
)
def test_a_reply_is_held_against_the_answer(
    question: Question, reply: str | None, options: tuple[str, ...], rows: list[str]
) -> None:
    """Answer and reply stand below each other by their numbers, with what is wrong below."""
    assert reply_rows(question, reply, options) == rows


@pytest.mark.parametrize("question", [SEQUENCE, NUMBER, TEXT])
def test_a_reply_of_a_stranger_is_obeyed_by_no_terminal(question: Question) -> None:
    """A reply that came with data of somebody else shows its words and nothing else."""
    rows = reply_rows(question, f"{HOSTILE}\n{HOSTILE}")
    assert all(row.isprintable() for row in rows)
    assert sum("[2Jsix" in row for row in rows) == 2


@given(st.text())
def test_any_reply_can_be_shown(reply: str) -> None:
    """Whatever was typed, it is told without what no text of content may hold."""
    text = explanation_text(Page(), TEXT, reply, None)
    assert allowed(text) == text
    assert "\r" not in text


@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_reply_leaves_its_first_words(text: str) -> None:
    """A reply without a word is no reason to lose what stands before it."""
    assert option_text(Page(), text, "Yours:  ") == "Yours:  "


@given(st.lists(st.text("ab ", min_size=1), min_size=2))
def test_a_text_of_several_lines_keeps_each(rows: list[str]) -> None:
    """What a program prints is set in as it is, each line below the one before."""
    shown = option_text(Page(width=20), "\n".join(rows), "  1  ").split("\n")
    assert shown == [f"{'     ' if at else '  1  '}{row}" for at, row in enumerate(rows)]


def test_an_address_to_study_is_whole() -> None:
    """However narrow the page, the address of what explains a question stays on one line."""
    rows = explanation_text(Page(width=30), TEXT, None, LONG).splitlines()
    assert rows[-1] == LONG.url
    assert rows[-2] == "Study: A book, 3.1"


def test_what_can_be_typed_stands_below_the_options() -> None:
    """How to reply is a sentence, and keys follow it; without options there is only d."""
    assert options_text(Page(), (), "Type a number", "b back").splitlines() == [
        *("", "  d  I don't know", "", "Type a number.", "b back"),
    ]
    assert options_text(Page(), ("a",)).splitlines() == ["", "  1  a", "  d  I don't know"]


def test_a_question_begins_with_its_place() -> None:
    """Place and skill stand above the stem, and the program below it, apart."""
    question = make_question(stem="What?", code="print(1)", lang="python")
    assert question_text(Page(), question, "Python", "3 of 5").split("\n") == [
        *("[3 of 5] Python", "", "What?", "", "    print(1)"),
    ]
    assert stem_text(Page(), make_question(stem="What?")) == "What?"


# For those who write questions


def preview(question: Question, page: Page, options: tuple[str, ...] = ()) -> str:
    """Lay out a question for its author."""
    return preview_text(page, question, "Python", options, "Type it", None)


def test_a_wrong_answer_of_several_lines_is_previewed_as_it_is_asked() -> None:
    """What a program prints wrongly keeps its lines, as among the options."""
    text = preview(PRINTS, Page(), ("2\n1", "12", "1\n2"))
    mistakes = text[text.index("Not 1: ") :].splitlines()
    assert mistakes == [
        *("Not 1: 2", "       1", "       Because of 1.", "       (misconception-1)"),
        *("Not 2: 12", "       Because of 2.", "       (misconception-2)"),
    ]


def test_a_wrong_answer_that_is_no_option_has_no_number() -> None:
    """Where the answer is typed, a mistake that is foreseen is told without a number."""
    assert "\nNot: six\n       Because of 1.\n" in preview(TEXT, Page())


def test_a_preview_is_ascii_where_nothing_else_arrives() -> None:
    """What the program itself says of a question never becomes a question mark."""
    assert preview(PRINTS, Page(unicode=False)).isascii()
    item = PRINTS.item
    numbers = f"a {item.a:g}, b {item.b:g} {{}} {item.b_sd:g}, c {item.c:.2f}"
    assert numbers.format("\u00b1") in preview(PRINTS, Page())
    assert numbers.format("+-") in preview(PRINTS, Page(unicode=False))


def test_a_preview_in_colour_says_the_same() -> None:
    """Colour adds its codes and nothing else."""
    colored = preview(PRINTS, Page(color=True), ("12", "1\n2", "2\n1"))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert bare == preview(PRINTS, Page(), ("12", "1\n2", "2\n1"))
    assert bare != colored
