import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.look_alikes import disguised, looks, mixed_words, reading_alike
from mlcareer.content.yamlfile import parse_yaml

CYRILLIC = "\u0441\u043e\u0440\u0435"
"""Reads like "cope"."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CYRILLIC, "cope"),
        ("\u0391\u0392", "AB"),
        ("cafe\u0301", "caf\u00e9"),
        ("\uff4b", "k"),
        ("\U0001d428pen", "open"),
        ("a\u00a0b", "a b"),
        ("a\u200db\ufe0f", "ab"),
    ],
)
def test_what_reads_alike_comes_out_the_same(one: str, other: str) -> None:
    """Letters of other alphabets, other dresses, other spellings and what cannot be seen."""
    assert looks(one) == looks(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("x\u00b2", "x2"), ("l", "1"), ("O", "0"), ("\u03b2", "b"), ("\u0416", "X"), ("e", "\u00e9")],
)
def test_what_can_be_told_apart_stays_apart(one: str, other: str) -> None:
    """A power, a digit, an accent and letters with a shape of their own are others."""
    assert looks(one) != looks(other)


@given(st.text(st.characters(max_codepoint=127)))
def test_latin_text_is_left_alone(text: str) -> None:
    """What is plain ASCII looks like itself, and mixes nothing."""
    assert looks(text) == text
    assert not list(mixed_words(text))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_looks_are_final_and_spellings_equal(text: str) -> None:
    """What a text looks like looks like itself, however its accents are spelt."""
    assert looks(looks(text)) == looks(text)
    assert looks(unicodedata.normalize("NFD", text)) == looks(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"a {CYRILLIC} cope", []),
        ("f\u043erk and r\u0430ke", ["f\u043erk", "r\u0430ke"]),
        ("\u041a\u043e\u043c\u043f\u043e\u0441\u0442", []),
        ("\u041a\u043e\u043cp\u043e\u0441\u0442", ["\u041a\u043e\u043cp\u043e\u0441\u0442"]),
        ("\u03b1x + \u0394x, \u03c7\u00b2-test, \u03b5-greedy", []),
        ("sk\u03bfll_3", ["sk\u03bfll"]),
        ("\u0442est", []),
        ("f\u043er \u0430b", ["f\u043er"]),
    ],
)
def test_mixed_words_are_found(text: str, words: list[str]) -> None:
    """Whole words of one alphabet and short names in formulas are none; others are, each once."""
    assert list(mixed_words(text)) == words


def test_every_value_and_key_is_looked_at() -> None:
    """A complaint names line and column of the value or of the key, and the letter."""
    top = parse_yaml("a:\n  x: {b: f\u043erk}\n  f\u043erk: 1\n".encode(), "f")
    found = [(one.line, one.column, one.message) for one in disguised(top)]
    said = "'f\u043erk' mixes alphabets: U+043E looks like 'o'; type it anew"

    assert found == [(2, 10, said), (3, 3, said)]


def test_a_name_in_another_file_is_told_with_its_file() -> None:
    """A line says nothing where the other name stands in another folder."""
    first, second = (parse_yaml(b"\n\n- Copper\n", file).items()[0] for file in ("a", "b"))

    assert [str(problem) for problem in reading_alike([first, second])] == [
        "b:3: reads like the name in a:3; change one"
    ]


def test_names_are_compared_as_they_look() -> None:
    """The later of two names is complained about, with the line of the other."""
    names = parse_yaml(f"[Cope, {CYRILLIC}, 'cope ', rope, '', '', [x]]".encode(), "f").items()

    assert [(one.line, one.column, one.message) for one in reading_alike(names)] == [
        (1, 8, "reads like the name in line 1; change one"),
        (1, 14, "reads like the name in line 1; change one"),
    ]
