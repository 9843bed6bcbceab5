"""Text, Markdown and HTML become headings, items and paragraphs that know their lines."""

from collections.abc import Iterator
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.ads.blocks import LOOKS_LIKE_HEADING, Block, make_block
from mlcareer.ads.marks import item_mark
from mlcareer.ads.plain import read_plain
from mlcareer.ads.web import is_html, read_html

LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40))


def texts(blocks: Iterator[Block]) -> list[str]:
    """List what stands in the blocks."""
    return [block.text for block in blocks]


def plain(text: str) -> list[str]:
    """List the blocks of a text."""
    return texts(read_plain(text))


def page(body: str) -> list[str]:
    """List the blocks of a page."""
    return texts(read_html(f"<html><body>{body}</body></html>"))


def test_a_block_knows_the_line_of_each_of_its_words() -> None:
    """A place in the joined text leads back to the line of the file."""
    block = make_block([(4, " we use "), (5, ""), (6, "Python  daily")])
    assert block is not None
    assert block.text == "we use Python daily"
    assert [block.line_at(at) for at in (0, 5, 7, 18)] == [4, 4, 6, 6]


@pytest.mark.parametrize("text", ["", "  ", "---", "*** !", "🐍"])
def test_what_has_no_letter_is_no_block(text: str) -> None:
    """Rules and ornaments are not read."""
    assert make_block([(1, text)]) is None


@pytest.mark.parametrize(
    "bullet",
    ["-", "*", "+", "•", "·", "\u2013", "▪", "✓", "1.", "12)", "(iii)", "(a)", "- [ ]", "🐍"],
)
def test_each_item_is_a_block(bullet: str) -> None:
    """Whatever an item begins with, the next item is another one."""
    blocks = list(read_plain(f"{bullet} Python\n{bullet} SQL\n"))
    assert [block.text.removeprefix(f"{bullet} ") for block in blocks] == ["Python", "SQL"]
    assert all(block.item for block in blocks)


def test_bullets_need_no_space() -> None:
    """A dot right before its word is a bullet all the same."""
    assert plain("•Python\n•SQL") == ["Python", "SQL"]


def test_wrapped_lines_are_joined() -> None:
    """What an editor broke at its margin is one sentence, and an item goes on below itself."""
    text = (
        "We are looking for a person who knows how to work with large\n"
        "Language models and who has done so before in a real setting.\n"
        "\n"
        "- experience with machine\n"
        "  Learning in practice\n"
    )
    first, second = plain(text)
    assert "large Language models" in first
    assert second == "experience with machine Learning in practice"


def test_short_lines_stay_apart() -> None:
    """Lines that end long before the margin are a list without bullets."""
    text = "Requirements:\nPython\nSQL\n\nWe are a company of forty people in the north.\n"
    assert plain(text)[:3] == ["Requirements:", "Python", "SQL"]
    assert plain("Python\nMachine learning\nSQL") == ["Python", "Machine learning", "SQL"]


def test_a_lower_case_line_goes_on() -> None:
    """A line that begins small belongs to the one before it."""
    assert plain("Python, used\nevery day") == ["Python, used every day"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("# Skills", 1),
        ("### Skills", 3),
        ("**Skills**", LOOKS_LIKE_HEADING),
        ("Skills\n======", LOOKS_LIKE_HEADING),
        ("Skills\n---", LOOKS_LIKE_HEADING),
        ("Skills", 0),
        ("**Skills** and more", 0),
        ("- **Skills**", 0),
    ],
)
def test_markdown_headings_are_known(text: str, level: int) -> None:
    """Signs, rules and bold lines make headings; bold words inside a line do not."""
    block = next(read_plain(f"{text}\n\nPython"))
    assert (block.text.removesuffix(" and more"), block.level) == ("Skills", level)


def test_marks_and_addresses_are_no_words() -> None:
    """Links keep their text, and addresses, which may hold any word, go."""
    text = "**Py**thon, `SQL` and [our blog](https://x.example/go) at www.java.example\n"
    assert plain(text) == ["Python, SQL and our blog at"]
    assert plain("cv to r@lisp.example\nR&amp;D") == ["cv to", "R&D"]


def test_a_line_that_is_an_address_separates() -> None:
    """What is left empty without its address is no line."""
    assert plain("Python\nhttps://www.example.org/java\nSQL") == ["Python", "SQL"]


@given(LINES)
def test_lines_of_blocks_are_lines_of_the_text(lines: list[str]) -> None:
    """Blocks come in order, with lines that are there and words that stand on them."""
    text = "\n".join(lines)
    last = 0
    for block in read_plain(text):
        assert last < block.lines[0]
        last = block.lines[-1]
        assert last <= text.count("\n") + 1
        assert list(block.starts) == sorted(block.starts)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<!DOCTYPE html><p>x", True),
        ("  <HTML lang=en>", True),
        ("<p>a</p><p>b</p>", True),
        ("Knows a < b and c > d", False),
        ("Python<br>SQL", False),
        ("# Python\n\n- <b>SQL</b>", False),
        ("", False),
    ],
)
def test_pages_are_known_by_what_they_hold(text: str, answer: bool) -> None:
    """The name of a file says nothing; its tags do."""
    assert is_html(text) is answer


def test_tags_divide_and_inline_tags_do_not() -> None:
    """Paragraphs, items, breaks and rows are blocks; bold letters inside a word are not."""
    body = "<p>We use<br>Py<b>thon</b> <ul><li>SQL<li>R</ul><table><tr><td>a<td>b<tr><td>c</table>"
    assert page(body) == ["We use", "Python", "SQL", "R", "a |b", "c"]


@pytest.mark.parametrize("tag", ["script", "style", "nav", "footer", "form", "aside", "select"])
def test_what_is_no_text_of_the_ad_is_left_out(tag: str) -> None:
    """Code, navigation and forms hold words that nobody asks for."""
    assert page(f"<p>SQL<{tag}>Java <b>R</b> C++</{tag}><p>Python") == ["SQL", "Python"]


def test_what_is_left_out_may_hold_its_like() -> None:
    """An inner list of links does not end the outer one."""
    assert page("<p>SQL<nav>Java <nav>R</nav> C++</nav><p>Python") == ["SQL", "Python"]


def test_declarations_of_old_editors_are_passed_over() -> None:
    """Conditions that only one browser ever read are neither text nor an end."""
    body = "<p>SQL</p><![if !mso]><p>Python</p><![endif]><!ELEMENT x><p>R</p>"
    assert page(body) == ["SQL", "Python", "R"]


@pytest.mark.parametrize("how", ["hidden", 'style="display: none"', 'aria-hidden="true"'])
def test_what_is_hidden_is_left_out(how: str) -> None:
    """What a reader does not see is not read."""
    assert page(f"<p>SQL</p><div {how}>Java</div><p>Python</p>") == ["SQL", "Python"]


def test_a_navigation_that_never_ends_hides_nothing() -> None:
    """Where nothing else is left, it is read after all."""
    assert page("<nav><ul><li>Python") == ["Python"]


def test_headings_of_pages_are_known() -> None:
    """Headings by their tag, and bold paragraphs; a bold item is none."""
    body = "<h2>Skills</h2><p><b>You bring</b></p><p><b>Pay:</b> good</p><li><b>SQL</b></li>"
    blocks = read_html(body)
    assert [block.level for block in blocks] == [2, LOOKS_LIKE_HEADING, 0, 0]


def test_lines_of_a_page_are_lines_of_its_file() -> None:
    """References, comments and line breaks inside tags do not shift the lines."""
    text = "<html>\n<!-- a\nb -->\n<p class=x\nid=y>R&amp;D\nand &lt;\nPython</p>\n<p>SQL"
    first, second = read_html(text)
    assert (first.text, first.lines) == ("R&D and < Python", (5, 6, 7))
    assert (second.text, second.lines) == ("SQL", (8,))


@pytest.mark.parametrize("tail", ["<", "<p", "<!--", "<![", "<p a='", "&#", "</", "<?", "<script>"])
def test_a_page_that_breaks_off_is_read_to_its_end(tail: str) -> None:
    """What is never closed costs at most itself."""
    assert page(f"<p>Python</p>{tail}")[0] == "Python"


@given(st.lists(st.sampled_from([*"<>/!-&#;a'\"\n", "p", "li", "script", "nav", "Python"])))
def test_any_page_is_read(pieces: list[str]) -> None:
    """No sequence of signs stops the reading."""
    text = "".join(pieces)
    for block in read_html(text):
        assert 1 <= block.lines[0] <= text.count("\n") + 1


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1))
def test_escaped_text_comes_back(text: str) -> None:
    """What a page writes with references is read as it was meant, without the mark of an item."""
    found = page(f"<p>{escape(text)}</p>")
    bare = text[item_mark(text) :]
    assert found == ([bare] if any(map(str.isalnum, bare)) else [])
