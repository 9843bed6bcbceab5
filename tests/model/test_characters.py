import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.characters import MOST_MARKS, allowed, refused

SIGNS = st.characters() | st.sampled_from("\u0301\ufe0f\u200d\u202e\u3164\U000e0101 \n\x1b")
TEXTS = st.text(SIGNS, max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain, with\ttabs\nand lines",
        "caf\u00e9 cafe\u0301 na\u00efve",
        "\u0645\u06cc\u200c\u0634\u0648\u062f",
        "\u0915\u094d\u200d\u0937",
        "\U0001f469\u200d\U0001f33e \u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3",
        "\u845b\U000e0100\u57ce\u5e02",
        "\u05d0\u05d1\u05d2 12",
        "a\u00a0b\u3000c\u2009d",
        "a" + "\u0301" * MOST_MARKS,
    ],
)
def test_what_languages_need_is_allowed(text: str) -> None:
    """Letters and spaces of all scripts, joiners and emoji stay as they are."""
    assert refused(text) == ""
    assert allowed(text) == text


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ("a\x1b[31mb", "control character U+001B is not allowed; take it out", "a[31mb"),
        ("a\x00b", "control character U+0000 is not allowed; take it out", "ab"),
        ("a\x85b", "control character U+0085 is not allowed; take it out", "ab"),
        ("a\rb", "control character U+000D is not allowed; take it out", "ab"),
        ("a\u202eb", "invisible character U+202E is not allowed; take it out", "ab"),
        ("a\u200bb", "invisible character U+200B is not allowed; take it out", "ab"),
        ("a\u00adb", "invisible character U+00AD is not allowed; take it out", "ab"),
        ("a\u2028b", "invisible character U+2028 is not allowed; take it out", "ab"),
        ("a\ufeffb", "invisible character U+FEFF is not allowed; take it out", "ab"),
        ("a\U000e0041b", "invisible character U+E0041 is not allowed; take it out", "ab"),
        ("a\ue000b", "invisible character U+E000 is not allowed; take it out", "ab"),
        ("\u3164", "invisible character U+3164 is not allowed; take it out", ""),
        ("a\u2800b", "invisible character U+2800 is not allowed; take it out", "ab"),
        ("\ufe0fa", "invisible character U+FE0F is not allowed here; take it out", "a"),
        (
            "a\ufe0f\U000e0101\U000e0102",
            "invisible character U+E0101 is not allowed here; take it out",
            "a\ufe0f",
        ),
        ("a \ufe0f", "invisible character U+FE0F is not allowed here; take it out", "a "),
        (
            "a" + "\u0323" * 40,
            f"more than {MOST_MARKS} marks on one letter; take some out",
            unicodedata.normalize("NFC", "a" + "\u0323" * MOST_MARKS),
        ),
    ],
)
def test_what_nobody_sees_is_refused(text: str, said: str, left: str) -> None:
    """The character is named by its number, and leaving it out makes the text allowed."""
    assert refused(text) == said
    assert allowed(text) == left


@given(TEXTS)
def test_what_is_left_is_allowed(text: str) -> None:
    """Whatever the text, what is left of it is allowed, and stays as it is."""
    left = allowed(text)

    assert refused(left) == ""
    assert allowed(left) == left
    assert refused(text) or left == text


@given(TEXTS)
def test_what_is_refused_is_said_in_signs_that_can_be_seen(text: str) -> None:
    """The complaint itself holds nothing of the text."""
    assert refused(text).isascii()
    assert refused(text).isprintable()
