from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.render.page import (
    MARGIN,
    NARROW,
    WIDEST,
    Page,
    Row,
    flat,
    hint,
    indent,
    printable,
    program,
    program_rows,
    unbroken,
)

TEXTS = st.text(st.sampled_from("ab \n\t`%=<1.-\u2264\u00e9"), max_size=120)
COMMAND = "mlcareer assess python sql"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (Page(), False),
        (Page(width=NARROW - 1), True),
        (Page(width=NARROW), False),
        (Page(width=200, plain=True), True),
    ],
)
def test_tables_need_room(page: Page, *, lines: bool) -> None:
    """Below 80 columns, and for a screen reader, there are lines instead of tables."""
    assert page.lines_only is lines


@pytest.mark.parametrize(
    ("page", "columns"),
    [
        (Page(width=5), 20),
        (Page(width=20), 20),
        (Page(width=79), 79),
        (Page(width=WIDEST), WIDEST),
        (Page(width=300), WIDEST),
    ],
)
def test_text_is_wrapped_where_it_can_be_read(page: Page, columns: int) -> None:
    """Neither a very narrow nor a very wide page changes what a line of text may hold."""
    assert page.text_width == columns
    lines = indent("word " * 200, page).splitlines()
    assert columns - len("word ") < max(map(len, lines)) <= columns


def test_a_page_that_breaks_its_own_lines_is_left_to() -> None:
    """However long a text, nothing is broken for a page that does so itself."""
    assert "\n" not in indent("word " * 10_000, Page(width=40, wraps=False))


@given(TEXTS, st.integers(20, 60))
def test_wrapping_loses_nothing_but_space(text: str, width: int) -> None:
    """The signs of a text stay in their order, and no line is longer than the page."""
    wrapped = indent(text, Page(width=width), "- ", "  ")
    assert "".join(wrapped.removeprefix("- ").split()) == "".join(text.split())
    assert max(map(len, wrapped.splitlines())) <= width
    assert wrapped.startswith("- ")


@pytest.mark.parametrize(("rest", "start"), [(None, "   word"), ("> ", "> word")])
def test_further_lines_are_set_in(rest: str | None, start: str) -> None:
    """As far as what stands before the first one, if nothing else is asked for."""
    first, *others = indent("word " * 9, Page(width=20), "1. ", rest).splitlines()
    assert first.startswith("1. word")
    assert others
    assert all(line.startswith(start) for line in others)


@pytest.mark.parametrize("width", range(20, 60))
def test_what_is_unbroken_stays_on_a_line(width: int) -> None:
    """Wherever the line ends, what was held together is on one, with spaces as they were."""
    text = f"It takes you {unbroken('1 h 30 min')} or so."
    wrapped = indent(text, Page(width=width))
    assert "1 h 30 min" in wrapped
    assert wrapped.isascii()


@pytest.mark.parametrize("length", [24, 25])
def test_only_short_code_is_held_together(length: int) -> None:
    """A piece of code of up to 24 characters stays on a line, a longer one may be broken."""
    code = "`" + "ab " * 8 + "x" * (length - 24) + "`"
    lines = indent(f"{'word ' * 2}{code}", Page(width=30)).splitlines()
    assert (code in lines) is (length == 24)


def test_no_word_is_broken_at_its_hyphen() -> None:
    """Ids and options with hyphens stay whole, as they are copied."""
    assert "feature-engineering" in indent("Ask about feature-engineering", Page(width=22))


def test_a_backtick_alone_holds_nothing_together() -> None:
    """Without its end there is no code, and the text behind it is wrapped like any other."""
    lines = indent(f"{'x' * 16} `aa bb cc dd", Page(width=20)).splitlines()
    assert lines == [f"{'x' * 16} `aa", "bb cc dd"]


@given(TEXTS)
def test_a_flat_text_that_can_be_printed_is_left_alone(text: str) -> None:
    """Only a text with line breaks and the like is put together anew, with single spaces."""
    assert flat(text) == (text if text.isprintable() else " ".join(text.split()))


@given(st.text())
def test_what_is_printable_stays(text: str) -> None:
    """Only what cannot be printed is replaced, sign by sign."""
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown.isprintable() or not shown
    assert all(new == old or not old.isprintable() for new, old in zip(shown, text, strict=True))


@pytest.mark.parametrize(("room", "alone"), [(0, False), (-1, True)])
def test_a_command_stands_behind_its_text_where_both_fit(room: int, *, alone: bool) -> None:
    """A line that is just full is one line; a column less, and the command has its own."""
    said = "Be asked about these:"
    page = Page(width=len(said) + 1 + len(COMMAND) + room)
    shown = hint(said, COMMAND, page)
    assert shown == (f"{said}\n  {COMMAND}" if alone else f"{said} {COMMAND}")


@given(st.integers(20, 120))
def test_a_command_is_never_broken(width: int) -> None:
    """On any page the command stands on one line, at its end."""
    lines = hint("Be asked about what is probably there:", COMMAND, Page(width=width)).splitlines()
    assert lines[-1].endswith(COMMAND)


@pytest.mark.parametrize(
    ("width", "margin"), [(40, MARGIN), (9, MARGIN), (8, 3), (6, 1), (5, 0), (4, 0)]
)
def test_a_program_is_set_in_as_far_as_there_is_room(width: int, margin: int) -> None:
    """Its longest line decides for all, and no line is cut for the sake of the margin."""
    code = "a = 1\nb"
    rows = [Row(" " * margin, "a = 1"), Row(" " * margin, "b")]
    assert program_rows(code, Page(width=width)) == rows


@given(
    st.lists(st.text(st.sampled_from("ab ("), max_size=40), max_size=4),
    st.integers(8, 30),
    st.booleans(),
)
def test_a_program_loses_no_sign(lines: list[str], width: int, unicode: bool) -> None:
    """Put together again, the rows are the program, and each fits the page."""
    page = Page(width=width, unicode=unicode)
    rows = program_rows("\n".join(lines), page)
    mark = "\u21b3 " if unicode else "> "
    whole = ""
    for before, code in rows:
        assert len(before) + len(code) <= width
        whole += code if before.endswith(mark) else f"\n{code}"
    assert whole.removeprefix("\n") == "\n".join("\n".join(lines).splitlines())


def test_a_program_in_one_text_has_no_space_at_the_end() -> None:
    """An empty line of a program is empty on the page, too."""
    code = dedent(
        """\
        if a:

            b()
        """
    )
    assert program(code, Page()).split("\n") == ["    if a:", "", "        b()"]
