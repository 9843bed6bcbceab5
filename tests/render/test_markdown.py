from hypothesis import example, given
from hypothesis import strategies as st

from mlcareer.render.markdown import escape
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
