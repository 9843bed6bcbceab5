import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mlcareer.render.markdown import address, code_block, escape
from support_markdown import harmless, kinds, tokens_of, visible

WORDS = st.text(st.sampled_from("ab*_`[]()<>|#\\!&;-+.1 "), min_size=1).filter(
    lambda text: text.strip()
)


@given(WORDS)
@example("``<b>`")
def test_no_text_becomes_markup(title: str) -> None:
    """Escaped inside a line, any text stays text, but for code between backticks."""
    tokens = tokens_of(f"Why: {escape(title)} end.")
    harmless(tokens)
    assert kinds(tokens) == ["paragraph_open", "inline", "paragraph_close"]


@given(WORDS.filter(lambda text: "`" not in text and "&" not in text))
def test_an_escaped_text_reads_as_it_was(title: str) -> None:
    """A reader of the rendered list sees the text itself, with its spaces put in order."""
    assert visible(tokens_of(f"Why: {escape(title)} end.")) == [
        f"Why: {' '.join(title.split())} end."
    ]


def test_code_stays_code() -> None:
    """What stands between backticks is shown as code, special characters and all."""
    tokens = tokens_of(escape("Use `a[0] * b_1` and __init__"))
    assert [t.content for t in tokens if t.type == "code_inline"] == ["a[0] * b_1"]
    assert visible(tokens) == ["Use a[0] * b_1 and __init__"]


@pytest.mark.parametrize("text", ["Use `a` and ` alone", "`a` ``b`", "` `a`"])
def test_backticks_that_do_not_pair_are_no_code(text: str) -> None:
    """Where it cannot be told what is code, nothing is, and the words read the same."""
    tokens = tokens_of(f"{escape(text)} Then `x`.")
    assert [t.content for t in tokens if t.type == "code_inline"] == ["x"]
    assert "".join(t.content for t in tokens if t.type == "text") == f"{text} Then ."


@pytest.mark.parametrize("text", ["===", "---", "- x", "+ x", "1. x", "2) x", "# x", "> x", "```"])
def test_no_text_begins_a_block(text: str) -> None:
    """Below a line of text a text is more of the same paragraph: no heading, list or quote."""
    tokens = tokens_of(f"One\n{escape(text)}")
    assert kinds(tokens) == ["paragraph_open", "inline", "softbreak", "paragraph_close"]
    assert "".join(token.content or "\n" for token in tokens[2:-1]) == f"One\n{text}"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a-b_c.html?d=1&e=2#f", None),
        ("https://example.org/a b\t(c)", "https://example.org/a%20b%09%28c%29"),
        ('https://example.org/"><\u00e9>', "https://example.org/%22%3E%3C%C3%A9%3E"),
        ("https://example.org/[x](y)\\", "https://example.org/%5Bx%5D%28y%29%5C"),
    ],
)
def test_an_address_ends_where_it_ends(url: str, written: str | None) -> None:
    """What could end an address is written by its bytes, two digits each; all else stays."""
    assert address(url) == (written or url)


@given(st.text("`~ab \n", max_size=30), st.sampled_from(["", "python"]))
@example("```\nx", "")
@example("````", "r")
def test_no_program_leaves_its_block(code: str, lang: str) -> None:
    """Whatever fences a program holds itself, it is one block with all of its lines."""
    (fence,) = tokens_of("\n".join([*code_block(code, lang), "after"]))[:1]
    assert (fence.type, fence.info) == ("fence", lang)
    assert fence.content.splitlines() == code.splitlines()


def test_an_ordinary_program_has_an_ordinary_fence() -> None:
    """Three backticks are enough for a program without any."""
    assert code_block("print(1)", "python") == ["```python", "print(1)", "```"]
    assert code_block("a = `b``c`", "r") == ["```r", "a = `b``c`", "```"]
