from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.lines import Line, paragraphs, read_lines, width

MARKDOWN = st.text(st.sampled_from("-*>`~[]x# \n\r\t<!1.)\u00a0\ufeff\x0c\u2028ab"))


def parts(text: str) -> list[tuple[str, str, str, str, str]]:
    """Take each line apart: quote, indentation, bullet, box, text."""
    return [
        (one.quote, one.indent, one.bullet, one.box, one.text) for one in read_lines(text).lines
    ]


def together(text: str) -> list[str]:
    """List the paragraphs, each in one line."""
    return [group.text for group in paragraphs(read_lines(text).lines)]


@settings(max_examples=200)
@given(MARKDOWN | st.text())
def test_any_text_is_put_together_again(text: str) -> None:
    """No sign is lost or moved, and each line ends where its line end is."""
    sheet = read_lines(text)
    assert sheet.mark + "".join(line.raw for line in sheet.lines) + sheet.rest == text
    assert not any("\n" in line.text or "\r" in line.text for line in sheet.lines)
    assert all(line.end for line in sheet.lines[:-1])


@settings(max_examples=200)
@given(MARKDOWN)
def test_lines_are_numbered_as_editors_number_them(text: str) -> None:
    """Empty lines count, and a carriage return with a line feed counts once."""
    numbered = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in read_lines(text).lines:
        assert numbered[line.number - 1] == line.raw[len(line.gap) :].rstrip("\r\n")


@settings(max_examples=200)
@given(MARKDOWN)
def test_paragraphs_are_the_lines_in_their_order(text: str) -> None:
    """No line is in two paragraphs or in none, and only the first of one has a bullet."""
    lines = read_lines(text).lines
    groups = list(paragraphs(lines))
    assert tuple(line for group in groups for line in group.lines) == lines
    assert not [line for group in groups for line in group.lines[1:] if line.bullet or line.gap]
    for group, after in pairwise(groups):
        if group.first.fenced or group.first.seal:
            assert len(group.lines) == 1
        assert after.lines


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("text", ("", "", "", "", "text")),
        ("- item", ("", "", "- ", "", "item")),
        ("  * [ ] task", ("", "  ", "* ", "[ ] ", "task")),
        ("\t+\t[x]  task", ("", "\t", "+\t", "[x]  ", "task")),
        ("12) [ok] task", ("", "", "12) ", "[ok] ", "task")),
        ("- [four] task", ("", "", "- ", "", "[four] task")),
        ("- [x]**task**", ("", "", "- ", "[x]", "**task**")),
        ("- [x](link)", ("", "", "- ", "", "[x](link)")),
        ("- [x]", ("", "", "- ", "[x]", "")),
        ("-", ("", "", "-", "", "")),
        ("-item", ("", "", "", "", "-item")),
        ("-    four", ("", "", "-    ", "", "four")),
        ("-     five", ("", "", "-    ", "", " five")),
        ("[x] task", ("", "", "", "", "[x] task")),
        ("1234567890. year", ("", "", "", "", "1234567890. year")),
        ("> - [ ] task", (">", " ", "- ", "[ ] ", "task")),
        (" >  > 1. one", (" >  >", " ", "1. ", "", "one")),
        (">-\u00a0[x]\u00a0task", (">", "", "-\u00a0", "[x]\u00a0", "task")),
    ],
)
def test_what_a_line_consists_of(line: str, found: tuple[str, str, str, str, str]) -> None:
    """Marks of quotes, bullets and boxes are told from the text as Markdown tells them."""
    assert parts(line) == [found]
    assert parts(f"{line}\r\n") == [found]


@pytest.mark.parametrize(
    ("box", "mark"), [("[ ]", ""), ("[]", ""), ("[x]", "x"), ("[ x ]", "x"), ("[\u00a0]", "")]
)
def test_the_mark_in_a_box_has_no_white_space(box: str, mark: str) -> None:
    """However a box is spaced, its mark is what stands in it."""
    (line,) = read_lines(f"- {box}  task").lines
    assert line.mark == mark


@pytest.mark.parametrize(
    ("space", "columns"), [("", 0), ("   ", 3), ("\t", 4), (" \t", 4), ("\t ", 5), ("    \t", 8)]
)
def test_tabs_reach_to_the_next_fourth_column(space: str, columns: int) -> None:
    """As in Markdown, a tab is as wide as it takes to come to a multiple of four."""
    assert width(space) == columns
    (line,) = read_lines(f"{space}text").lines
    assert line.width == columns


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one\ntwo\n\nthree", ["one two", "three"]),
        ("- one\n  two\n- three", ["one two", "three"]),
        ("-\n  one", ["one"]),
        ("# one\ntwo", ["# one", "two"]),
        ("one\n# two", ["one", "# two"]),
        ("- # one\n  two", ["# one two"]),
        ("> one\n> two", ["one two"]),
        ("> one\ntwo", ["one", "two"]),
        ("> one\n>> two", ["one", "two"]),
        ("> one\n>\n> two", ["one", "two"]),
        ("> one\n> \n> \n> two", ["one", "two"]),
        ("> - one\n>\n>   two", ["one", "two"]),
        ("> 1. one\n>\n> 7. two", ["one", "two"]),
        (">\n> one", ["", "one"]),
        ("> one\n\n>\n> two", ["one", "", "two"]),
        ("one\n1. two", ["one", "two"]),
        ("one\n2. two", ["one 2. two"]),
        ("1. one\n2. two\n4. three", ["one", "two 4. three"]),
        ("one\n2. [ ] two", ["one", "two"]),
        ("> # one\n>\n> two", ["# one", "two"]),
        ("> ```\n> one\n> ```\n>\n> two", ["```", "one", "```", "", "two"]),
        ("one\n\x0c\ntwo", ["one", "two"]),
    ],
)
def test_what_a_reader_sees_as_one(text: str, found: list[str]) -> None:
    """Empty lines, in block quotes too, bullets, headings and quotes part paragraphs."""
    assert together(text) == found


@pytest.mark.parametrize(
    ("text", "fenced"),
    [
        ("```\na\n```\nb", "```a```"),
        ("~~~~\n~~~\n~~~~~\nb", "~~~~~~~~~~~~"),
        ("```py\na\n``` \nb", "```pya``` "),
        ("```a```\nb", ""),
        ("```\na", ""),
        ("- ```\n  a\n  ```\nb", "```a```"),
        ("  ```\n  a\nb\n```\nc", "```a"),
        ("```\n- ```\n```\nb", "``````" + "```"),
        ("``\na\n``", ""),
    ],
)
def test_where_code_begins_and_ends(text: str, fenced: str) -> None:
    """A fence ends with one as long, or with the item it stands in; without an end it is none."""
    assert "".join(line.text for line in read_lines(text).lines if line.fenced) == fenced


def test_a_heading_is_no_item() -> None:
    """Only a heading of its own parts sections; in a list it is part of the list."""
    heading, item, text = read_lines("## one\n- ## two\nthree #\n").lines
    assert (heading.heading, item.heading, text.heading) == (True, False, False)


@pytest.mark.parametrize(("text", "blank"), [(">", True), ("> >  ", True), (">-", False)])
def test_only_a_quote_mark_alone_is_blank(text: str, blank: bool) -> None:
    """An empty item is there, and so is the line that stands for the seal."""
    (line,) = read_lines(text).lines
    assert line.blank is blank
    assert not Line(1, "", ">", "", "", "", "", "\n", seal=True).blank
